#!/usr/bin/env python3
"""Holds flattened forms against the same forms before: as poppler and mupdf draw them, and as pdftotext reads them.

    flattened.py BEFORE_DIR AFTER_DIR [--dpi 100]

For each file of AFTER_DIR and its namesake in BEFORE_DIR: the share of pixels of any page that differ by more than 8
and by more than 64 of 255, by pdftoppm and by mutool; whether pdftotext reads the same words; whether qpdf is content;
whether a widget is left. Needs numpy, Pillow, pikepdf, poppler-utils, mupdf-tools, qpdf.
"""
import argparse
import glob
import os
import re
import subprocess
import sys
import tempfile

import numpy as np
import pikepdf
from PIL import Image


def drawn(program, path, dpi, folder):
    stem = os.path.join(folder, program)
    for old in glob.glob(stem + "-*.png"):
        os.remove(old)
    if program == "poppler":
        subprocess.run(["pdftoppm", "-png", "-r", str(dpi), path, stem], capture_output=True)
    else:
        subprocess.run(["mutool", "draw", "-r", str(dpi), "-o", stem + "-%04d.png", path], capture_output=True)
    return [np.asarray(Image.open(p).convert("L"), dtype=np.int16) for p in sorted(glob.glob(stem + "-*.png"))]


def difference(a, b):
    """Of the page that differs most: shares of pixels beyond 8 and beyond 64."""
    if len(a) != len(b) or any(x.shape != y.shape for x, y in zip(a, b)):
        return (1.0, 1.0)
    pages = [np.abs(x - y) for x, y in zip(a, b)]
    return max(((float((d > 8).mean()), float((d > 64).mean())) for d in pages), default=(0.0, 0.0))


def words(path):
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, text=True).stdout
    return sorted(re.findall(r"\S+", text))


def widgets(path):
    with pikepdf.open(path) as pdf:
        left = sum(a.get("/Subtype") == "/Widget" for page in pdf.pages for a in page.obj.get("/Annots", []))
        return left + int("/AcroForm" in pdf.Root)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--dpi", type=int, default=100)
    args = parser.parse_args()
    folder = tempfile.mkdtemp()
    worst = {"poppler": (0.0, 0.0), "mupdf": (0.0, 0.0)}
    count = bad = 0
    for after in sorted(glob.glob(os.path.join(args.after, "*.pdf"))):
        before = os.path.join(args.before, os.path.basename(after))
        said = []
        for program in worst:
            found = difference(*(drawn(program, path, args.dpi, folder) for path in (before, after)))
            worst[program] = max(worst[program], found)
            if found != (0.0, 0.0):
                said.append(f"{program} {found[0]:.5%} {found[1]:.5%}")
        old, new = words(before), words(after)
        if old != new:
            lost, gained = [w for w in old if w not in new][:4], [w for w in new if w not in old][:4]
            said.append(f"words differ: {len(old)} {len(new)} lost {lost} gained {gained}")
        checks = [subprocess.run(["qpdf", "--check", p], capture_output=True).returncode for p in (before, after)]
        if checks[1] > checks[0]:
            said.append("qpdf complains")
        if widgets(after):
            said.append("widgets left")
        count += 1
        bad += bool(said)
        if said:
            print(os.path.basename(after), "; ".join(said))
    print(f"files {count}, the same in all {count - bad}; worst share of pixels beyond 8 and 64 of 255: "
          + ", ".join(f"{name} {a:.5%} {b:.5%}" for name, (a, b) in worst.items()))


if __name__ == "__main__":
    sys.exit(main())
