#!/usr/bin/env python3
"""Compares the glyphs of our interpreter with those of MuPDF, over any PDF files (needs PyPI `pymupdf`).

  cargo test --release --lib --no-run     # prints the path of PROGRAM
  tests/glyph_boxes.py PROGRAM FILE.pdf…

A glyph of MuPDF is *found* where we show one whose pen stands within half a point of it; *same text* where it means
the same; *same width* where it ends within a point of it. `--worst N` lists the files with most misses."""
import argparse, collections, json, os, subprocess, sys, tempfile
import pymupdf

parser = argparse.ArgumentParser()
parser.add_argument("--worst", type=int, default=0)
parser.add_argument("program")
parser.add_argument("files", nargs="+")
args = parser.parse_args()
pymupdf.TOOLS.mupdf_display_errors(False)
FLAGS = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_WHITESPACE
OURS = ["--exact", "pdf::content::tests::glyphs_for_glyph_boxes", "--ignored"]
total, by_file, failed = collections.Counter(), [], []


def theirs(path):
    with pymupdf.open(path) as doc:
        if doc.needs_pass:
            return None
        pages = []
        for page in doc:
            page.set_rotation(0)
            crop = page.cropbox
            media = page.mediabox
            inverse = ~page.transformation_matrix
            chars = []
            for block in page.get_text("rawdict", flags=FLAGS)["blocks"]:
                for line in block.get("lines", []):
                    for span in line["spans"]:
                        for char in span["chars"]:
                            if char["c"].isspace() or char["c"] == "\ufffd":
                                continue
                            x, y = pymupdf.Point(char["origin"]) * inverse
                            # in MuPDF's own space the box runs along the advance only for level text
                            end = pymupdf.Point(char["bbox"][2], char["origin"][1]) * inverse
                            level = abs(line["dir"][1]) < 1e-3 and line["dir"][0] > 0
                            chars.append((char["c"], x, y, end.x if level else None))
            pages.append(chars)
        return pages


for path in args.files:
    try:
        reference = theirs(path)
    except Exception:
        reference = None
    if reference is None:
        continue
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as out:
        named = dict(os.environ, EDOCPACK_PDF=os.path.abspath(path), EDOCPACK_GLYPHS=out.name)
        run = subprocess.run([args.program, *OURS], env=named, capture_output=True, text=True)
        ours = [json.loads(line) for line in out]
    if run.returncode:
        failed.append((path, run.stdout.strip()[-100:]))
        continue
    count = collections.Counter()
    for page, chars in zip(ours, reference):
        places = collections.defaultdict(list)
        for text, x, y, x1, y1 in page["glyphs"]:
            places[round(x), round(y)].append((text, x, y, x1))
        for char, x, y, end in chars:
            count["theirs"] += 1
            near = [g for i in (-1, 0, 1) for j in (-1, 0, 1) for g in places.get((round(x) + i, round(y) + j), ())
                    if abs(g[1] - x) <= 0.5 and abs(g[2] - y) <= 0.5]
            count["found"] += bool(near)
            count["same text"] += any((g[0] or "").startswith(char) for g in near)
            if end is not None and near:
                count["level"] += 1
                count["same width"] += any(abs(g[3] - end) <= 1 for g in near)
        count["ours"] += sum(bool(g[0] and not g[0].isspace()) for g in page["glyphs"])
    total += count
    by_file.append((count["theirs"] - count["found"], count["theirs"] - count["same text"], count["level"] - count["same width"], count["theirs"], count["ours"], path))

share = lambda a, b: f"{a}/{b} = {100 * a / max(b, 1):.2f} %"
print(f"{len(by_file)} files, not opened by us: {len(failed)}")
print("found", share(total["found"], total["theirs"]))
print("same text", share(total["same text"], total["theirs"]))
print("same width", share(total["same width"], total["level"]))
print("glyphs with text: ours", total["ours"], "theirs", total["theirs"])
for row in sorted(by_file, reverse=True)[: args.worst]:
    print("  missed %d, text %d, width %d of %d (ours %d) %s" % row)
for row in failed:
    print("  failed", *row)
