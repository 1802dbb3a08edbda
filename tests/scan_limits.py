#!/usr/bin/env python3
"""Runs `edocpack scan-check --json` over every file of the folders, each in a process of its own, and prints the largest
memory and the longest time. Fails where one takes more than 200 MB or 2 s of CPU, or ends in another way than with a
verdict.

  scan_limits.py PROGRAM FOLDER…"""
import json, os, pathlib, subprocess, sys

MOST_BYTES, MOST_SECONDS = 200e6, 2.0
program, *folders = sys.argv[1:]
files = sorted(path for folder in folders for path in pathlib.Path(folder).rglob("*") if path.is_file())
rows, wrong = [], []
for path in files:
    child = subprocess.Popen([program, "scan-check", "--json", str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    rows.append((usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, path))
    try:
        verdict = json.loads(out)["verdict"]
    except (ValueError, KeyError):
        verdict = None
    expected = {"scan": 1, "mixed": 1, "unknown": 0, "digital": 0}.get(verdict)
    if child.returncode != expected or rows[-1][0] > MOST_SECONDS or rows[-1][1] > MOST_BYTES:
        wrong.append(f"{path}: exit {child.returncode}, {verdict}, {rows[-1][0]:.2f} s, {rows[-1][1] / 1e6:.0f} MB")
if not rows:
    sys.exit("skipped: no files")
for name, key, show in (("longest", 0, lambda r: f"{r[0]:.2f} s"), ("largest", 1, lambda r: f"{r[1] / 1e6:.0f} MB")):
    for row in sorted(rows, key=lambda row: row[key], reverse=True)[:3]:
        print(f"{name}: {show(row)} {os.path.relpath(row[2], folders[0])}")
print(f"{len(rows)} files, {len(wrong)} over 200 MB or 2 s or without a verdict")
print(*wrong, sep="\n", end="\n" if wrong else "")
sys.exit(bool(wrong))
