"""Every container of the corpus through `edocpack check`: does it end well, how long does it take, how much memory,
and is the verdict that of the project whose file it is, or explained in docs/container-conformance.md?

corpus_containers.py EDOCPACK CORPUS
"""

import csv
import json
import os
import pathlib
import resource
import subprocess
import sys
import time

DOCS = pathlib.Path(__file__).parent.parent / "docs/container-conformance.md"
MOST_SECONDS, MOST_BYTES = 2.0, 200 << 20


def run(edocpack, file):
    """Exit code, findings, seconds, bytes."""
    before = time.monotonic()
    process = subprocess.Popen(
        [edocpack, "check", "--json", "--lang", "en", file], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    out, err = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    findings = json.loads(out)["findings"] if process.returncode in (0, 1) else []
    return process.returncode, findings, time.monotonic() - before, usage.ru_maxrss * 1024, err.decode()


def main(edocpack, corpus):
    corpus = pathlib.Path(corpus)
    with open(corpus / "containers/index.tsv", encoding="utf-8", newline="") as index:
        said = {row["file"]: row["expected"] for row in csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE)}
    files = [f for folder in ("containers", "container-variants") for f in sorted((corpus / folder).rglob("*")) if f.is_file()]
    files = [f for f in files if f.suffix not in (".tsv", ".md")]
    explained = DOCS.read_text(encoding="utf-8")
    wrong, slowest, largest, same, other = [], (0, ""), (0, ""), 0, []
    for file in files:
        name = str(file.relative_to(corpus / "containers")) if "containers" in file.parts else file.name
        code, findings, seconds, size, err = run(edocpack, file)
        if seconds > MOST_SECONDS:
            # Others may have had the machine.
            seconds = min(seconds, run(edocpack, file)[2])
        if code not in (0, 1) or err:
            wrong.append(f"{name}: exit code {code} {err}")
        if seconds > MOST_SECONDS or size > MOST_BYTES:
            wrong.append(f"{name}: {seconds:.2f} s, {size >> 20} MB")
        slowest, largest = max(slowest, (seconds, name)), max(largest, (size, name))
        # What is about the container, not about the form that is asked for in it.
        refused = any(f["severity"] == "error" and f["code"].startswith(("C-", "E-")) for f in findings)
        expected = said.get(name, "").split(" ")[0]
        valid = expected.startswith("valid") or expected == "accept-by-design"
        invalid = expected in ("invalid", "open-error", "degenerate")
        if not (valid or invalid):
            continue
        if valid != refused:
            same += 1
        elif f"`{name}`" in explained:
            other.append(name)
        else:
            codes = sorted({f["code"] for f in findings if f["severity"] == "error"})
            wrong.append(f"{name}: {expected} by its own project, here {'refused ' + ' '.join(codes) if refused else 'passed'}")
    print(f"containers: {len(files)} checked; slowest {slowest[0]:.2f} s ({slowest[1]}); most memory {largest[0] >> 20} MB ({largest[1]})")
    print(f"verdicts: {same} as their own project's, {len(other)} otherwise and explained")
    for line in wrong:
        print("WRONG", line)
    return 1 if wrong else 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main(*sys.argv[1:]))
