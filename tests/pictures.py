#!/usr/bin/env python3
"""Holds the pictures that `edocpack preview` draws against poppler's (pdftoppm), page for page and field for field.

    pictures.py EDOCPACK FILE.pdf… [--dpi 100] [--keep DIR]

For the first page with a field of each file it prints the structural similarity of the whole page (SSIM, Wang et al.
2004: grey, windows of 7 by 7 pixels, K1 0.01, K2 0.03) to pdftoppm's and pdftocairo's picture, the similarity of those
two to each other as a yardstick (both are poppler's), and, for its fields that show a value, how much of the ink that
pdftoppm draws in the field's box is there in ours, and the other way round, within one pixel (the smaller of the two).
Files on which either program fails are listed. Needs numpy, Pillow, pikepdf and poppler-utils.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

import numpy as np
import pikepdf
from PIL import Image


def grey(path):
    return np.asarray(Image.open(path).convert("RGB").convert("L"), dtype=np.float64)


def same_size(a, b):
    """A side may have a pixel more in one: where the page ends inside of it, programs differ. None beyond that."""
    if any(abs(m - n) > 1 for m, n in zip(a.shape, b.shape)):
        return None
    height, width = (min(m, n) for m, n in zip(a.shape, b.shape))
    return a[:height, :width], b[:height, :width]


def means(a, w=7):
    """The mean of every window, from sums over rectangles."""
    s = np.pad(a, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    return (s[w:, w:] - s[:-w, w:] - s[w:, :-w] + s[:-w, :-w]) / (w * w)


def ssim(a, b):
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    ma, mb = means(a), means(b)
    va, vb = means(a * a) - ma * ma, means(b * b) - mb * mb
    cov = means(a * b) - ma * mb
    return float((((2 * ma * mb + c1) * (2 * cov + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2))).mean())


def similar(a, b):
    both = same_size(a, b)
    return ssim(*both) if both else 0.0


def ink(a):
    """Pixels that stand out from the commonest shade of the box."""
    if a.size == 0:
        return np.zeros(a.shape, bool)
    shades = np.bincount(a.astype(np.uint8).ravel(), minlength=256)
    return np.abs(a - int(shades.argmax())) > 64


def grown(mask):
    out = mask.copy()
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            out |= np.roll(np.roll(mask, dy, 0), dx, 1)
    return out


def shared_ink(a, b):
    """1 where all ink of each is in the other, within a pixel; 1 where neither has any."""
    ia, ib = ink(a), ink(b)
    if not ia.any() and not ib.any():
        return 1.0
    if not ia.any() or not ib.any():
        return 0.0
    return float(min((ia & grown(ib)).sum() / ia.sum(), (ib & grown(ia)).sum() / ib.sum()))


def rotated(page, rect):
    """The box in points from the upper left corner of the page as it is shown."""
    box = [float(v) for v in (page.obj.get("/CropBox") or page.cropbox)]
    media = [float(v) for v in page.mediabox]
    x0, y0, x1, y1 = max(box[0], media[0]), max(box[1], media[1]), min(box[2], media[2]), min(box[3], media[3])
    a, b, c, d = (float(v) for v in rect)
    l, r, lo, hi = min(a, c) - x0, max(a, c) - x0, min(b, d) - y0, max(b, d) - y0
    w, h = x1 - x0, y1 - y0
    turn = int(page.obj.get("/Rotate", 0)) % 360
    if turn == 0:
        return l, h - hi, r, h - lo
    if turn == 90:
        return lo, l, hi, r
    if turn == 180:
        return w - r, lo, w - l, hi
    return h - hi, w - r, h - lo, w - l


def inherited(widget, key):
    node, depth = widget, 0
    while node is not None and depth < 20:
        if key in node:
            return node[key]
        node, depth = node.get("/Parent"), depth + 1
    return None


def first_page_with_fields(path):
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            boxes = []
            widgets = [a for a in page.obj.get("/Annots", []) if a.get("/Subtype") == "/Widget"]
            for widget in widgets:
                value, hidden = inherited(widget, "/V"), int(widget.get("/F", 0)) & 0x22
                shows = value is not None and str(value) not in ("", "/Off") and inherited(widget, "/FT") != "/Sig"
                if shows and not hidden:
                    boxes.append(rotated(page, widget.Rect))
            if widgets:
                return number, boxes
    return 1, []


def compare(binary, path, dpi, folder):
    try:
        number, boxes = first_page_with_fields(path)
    except Exception as error:  # a file that a third program cannot read has no boxes
        number, boxes = 1, []
    stem = os.path.join(folder, os.path.basename(path))
    ours, theirs = stem + ".ours.png", stem + ".poppler.png"
    ran = subprocess.run(
        [binary, "preview", path, "--page", str(number), "--dpi", str(dpi), "--out", ours, "--overwrite", "--json"],
        capture_output=True, text=True)
    if ran.returncode:
        return {"file": path, "failed": (ran.stdout + ran.stderr).strip()}
    subprocess.run(["pdftoppm", "-png", "-r", str(dpi), "-cropbox", "-f", str(number), "-l", str(number), "-singlefile",
                    path, theirs[:-4]], capture_output=True)
    if not os.path.exists(theirs):
        return {"file": path, "failed": "pdftoppm draws nothing"}
    a = grey(ours)
    cairo = stem + ".cairo.png"
    subprocess.run(["pdftocairo", "-png", "-r", str(dpi), "-cropbox", "-f", str(number), "-l", str(number),
                    "-singlefile", path, cairo[:-4]], capture_output=True)
    to_cairo, yardstick = (similar(grey(cairo), other) for other in (a, grey(theirs)))
    both = same_size(a, grey(theirs))
    if both is None:
        return {"file": path, "failed": f"sizes differ: {a.shape} {grey(theirs).shape}"}
    a, b = both
    fields = []
    for box in boxes:
        x0, y0, x1, y1 = (round(v * dpi / 72) for v in box)
        x0, y0, x1, y1 = max(x0 + 2, 0), max(y0 + 2, 0), max(x1 - 2, 0), max(y1 - 2, 0)
        if x1 - x0 > 2 and y1 - y0 > 2:
            fields.append(shared_ink(a[y0:y1, x0:x1], b[y0:y1, x0:x1]))
    return {"file": path, "ssim": ssim(a, b), "cairo": to_cairo, "yardstick": yardstick,
            "fields": fields, "unseen": [f["code"] for f in json.loads(ran.stdout or "{}").get("findings", [])]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--dpi", type=int, default=100)
    parser.add_argument("--keep")
    args = parser.parse_args()
    folder = args.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    results = [compare(args.binary, path, args.dpi, folder) for path in args.files]
    good = [r for r in results if "ssim" in r]
    for r in sorted(good, key=lambda r: r["ssim"]):
        worst = min(r["fields"], default=1.0)
        low = sum(f < 0.8 for f in r["fields"])
        print(f"{r['ssim']:.4f} {r['cairo']:.4f} ({r['yardstick']:.4f})  fields {len(r['fields']):3} worst {worst:.2f} below 0.8: {low:3}  "
              f"{os.path.basename(r['file'])} {' '.join(r['unseen'])}")
    for r in results:
        if "failed" in r:
            print(f"failed  {os.path.basename(r['file'])}: {r['failed'][:300]}")
    if good:
        for key, what in (("ssim", "to pdftoppm"), ("cairo", "to pdftocairo"), ("yardstick", "of those two")):
            all_of = [r[key] for r in good]
            print(f"SSIM {what}: median {statistics.median(all_of):.4f}, mean {statistics.mean(all_of):.4f}, "
                  f"lowest {min(all_of):.4f}")
    fields = [f for r in good for f in r["fields"]]
    print(f"pages {len(good)} of {len(results)}, fields {len(fields)}: shared ink median "
          f"{statistics.median(fields or [1]):.3f}, below 0.8: {sum(f < 0.8 for f in fields)}, "
          f"none at all: {sum(f == 0 for f in fields)}")


if __name__ == "__main__":
    sys.exit(main())
