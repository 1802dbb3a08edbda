#!/usr/bin/env python3
"""Looks at filled forms as poppler, mupdf and pdfium draw them, widget by widget, before and after.

    widgets_seen.py BEFORE.pdf AFTER.pdf VALUES.json       one form
    widgets_seen.py --folder BEFORE_DIR AFTER_DIR VALUES_DIR    each PDF of AFTER_DIR, with VALUES_DIR/NAME.json
    options: --pages 3 (at most so many pages with fields), --dpi 110

The files are drawn as they are: nothing is baked, stripped or set before. In each of the three viewers

* unticked    a named box that the output says is on must differ from the same box before (where it stood already, from
              the same output with that box off), and from the page without it;
* no-ink      a named text or choice must change pixels of its box, unless the form showed the same value before;
* vanished    the ink in the box of a field that is not named and has a value must not go;
* outside     nothing may change outside of the boxes of named fields and of fields that have a value.

Prints a line a fault (file, viewer, what, page, field), then the counts; exit 1 where there is a fault. Needs numpy,
pikepdf, pymupdf, pypdfium2, and pdftoppm of poppler-utils.
"""
import argparse
import io
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import pikepdf
import pymupdf
import pypdfium2

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

VIEWERS = ("poppler", "mupdf", "pdfium")
# A pixel counts as changed where a channel differs by more than this of 255.
CHANGED = 60
# So many pixels may change outside: a line that falls between two pixels otherwise than before.
OUTSIDE = 25
HIDDEN_OR_NO_VIEW = 2 | 32


class Drawn:
    """The pages of a file as each viewer draws them, drawn when first asked for."""

    def __init__(self, data, dpi):
        self.data, self.dpi, self.known = data, dpi, {}
        self.mupdf = pymupdf.open(stream=data, filetype="pdf")
        self.pdfium = pypdfium2.PdfDocument(data)
        self.pdfium.init_forms()

    def page(self, viewer, page):
        key = (viewer, page)
        if key not in self.known:
            self.known[key] = getattr(self, "by_" + viewer)(page).astype(np.int16)
        return self.known[key]

    def by_poppler(self, page):
        number = str(page + 1)
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(self.data)
            file.flush()
            args = ["pdftoppm", "-cropbox", "-r", str(self.dpi), "-f", number, "-l", number, file.name]
            raw = subprocess.run(args, capture_output=True, timeout=60).stdout
        magic, size, _, rest = raw.split(b"\n", 3)
        assert magic == b"P6", magic
        width, height = map(int, size.split())
        return np.frombuffer(rest, np.uint8, width * height * 3).reshape(height, width, 3)

    def by_mupdf(self, page):
        pixmap = self.mupdf[page].get_pixmap(dpi=self.dpi, alpha=False)
        rows = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)
        return rows[:, : pixmap.width * 3].reshape(pixmap.height, pixmap.width, 3)

    def by_pdfium(self, page):
        return self.pdfium[page].render(scale=self.dpi / 72, may_draw_forms=True).to_numpy()[:, :, :3]


def inherited(dictionary, key):
    for _ in range(64):
        if not isinstance(dictionary, pikepdf.Dictionary):
            return None
        if key in dictionary:
            return dictionary[key]
        dictionary = dictionary.get("/Parent")
    return None


def full_name(widget):
    parts = []
    for _ in range(64):
        if not isinstance(widget, pikepdf.Dictionary):
            break
        if "/T" in widget:
            parts.append(str(widget["/T"]))
        widget = widget.get("/Parent")
    return ".".join(reversed(parts))


def plain(value):
    """A value as text: what it says, whatever its type."""
    if value is None:
        return ""
    if isinstance(value, pikepdf.Array):
        return "\n".join(plain(one) for one in value)
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("latin1")
    try:
        return str(value)
    except Exception:  # a name whose bytes are no text
        return "?"


class Widget:
    def __init__(self, page, annotation):
        self.page, self.annotation = page, annotation
        self.name = full_name(annotation)
        kind = plain(inherited(annotation, "/FT"))
        flags = int(inherited(annotation, "/Ff") or 0)
        self.is_button = kind == "/Btn"
        self.is_push = self.is_button and bool(flags >> 16 & 1)
        self.value = plain(inherited(annotation, "/V"))
        self.state = plain(annotation.get("/AS"))
        x0, y0, x1, y1 = (float(n) for n in annotation["/Rect"])
        self.rect = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        hidden = int(annotation.get("/F", 0)) & HIDDEN_OR_NO_VIEW
        self.is_seen = not hidden and self.rect[2] - self.rect[0] >= 2 and self.rect[3] - self.rect[1] >= 2

    @property
    def is_on(self):
        return self.is_button and self.state not in ("", "/Off")

    @property
    def stands(self):
        if self.is_button:
            return self.is_on
        return bool(self.value.strip())


def widgets_of(pdf):
    found = []
    for number, page in enumerate(pdf.pages):
        for annotation in page.obj.get("/Annots") or []:
            if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/Widget":
                try:
                    found.append(Widget(number, annotation))
                except (KeyError, ValueError, TypeError):
                    continue  # no rectangle: nobody draws it
    return found


def page_box(page):
    def box(key):
        value = inherited(page.obj, key)
        if value is None:
            return None
        a, b, c, d = (float(n) for n in value)
        return [min(a, c), min(b, d), max(a, c), max(b, d)]

    media = box("/MediaBox") or [0, 0, 612, 792]
    crop = box("/CropBox") or media
    shown = [max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])]
    shown = shown if shown[0] < shown[2] and shown[1] < shown[3] else media
    return shown, int(inherited(page.obj, "/Rotate") or 0) % 360


def on_picture(rect, box, rotation, shape):
    """A rectangle of default user space as fractions of the picture, then as pixels."""
    width, height = box[2] - box[0], box[3] - box[1]
    corners = []
    for x, y in ((rect[0], rect[1]), (rect[2], rect[3])):
        u, v = (x - box[0]) / width, (box[3] - y) / height
        corners.append({0: (u, v), 90: (1 - v, u), 180: (1 - u, 1 - v), 270: (v, 1 - u)}[rotation])
    (u0, v0), (u1, v1) = corners
    rows, columns = shape[:2]
    return min(u0, u1) * columns, min(v0, v1) * rows, max(u0, u1) * columns, max(v0, v1) * rows


def cut(picture, pixels, grow=0):
    x0, y0, x1, y1 = pixels
    rows, columns = picture.shape[:2]
    top, bottom = max(0, int(np.floor(y0)) - grow), min(rows, int(np.ceil(y1)) + grow)
    left, right = max(0, int(np.floor(x0)) - grow), min(columns, int(np.ceil(x1)) + grow)
    return picture[top:bottom, left:right]


def inner(pixels):
    """Without a fifth on each side, where the border is."""
    x0, y0, x1, y1 = pixels
    dx, dy = (x1 - x0) / 5, (y1 - y0) / 5
    return x0 + dx, y0 + dy, x1 - dx, y1 - dy


def changed(a, b):
    """The number of pixels that differ."""
    if a.shape != b.shape:
        return max(a.size, b.size)
    return int((np.abs(a - b).max(axis=2) > CHANGED).sum()) if a.size else 0


def has_ink(picture):
    return picture.size > 0 and int(picture.max()) - int(picture.min()) > CHANGED


def with_boxes(data, names, alter):
    """The file with the boxes of these fields altered."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for widget in widgets_of(pdf):
            if widget.name in names and widget.is_button:
                alter(widget.annotation)
        out = io.BytesIO()
        pdf.save(out, encryption=False)
        return out.getvalue()


def switch_off(annotation):
    annotation["/AS"] = pikepdf.Name.Off


def hide(annotation):
    annotation["/F"] = int(annotation.get("/F", 0)) | 2


def look(before_path, after_path, values, most_pages, dpi):
    """The faults of one filled form: (viewer, what, page, field)."""
    with open(before_path, "rb") as file:
        before_data = file.read()
    with open(after_path, "rb") as file:
        after_data = file.read()
    faults, looked = [], 0
    with pikepdf.open(io.BytesIO(before_data)) as old, pikepdf.open(io.BytesIO(after_data)) as new:
        boxes = [page_box(page) for page in new.pages]
        widgets = widgets_of(new)
        earlier = {}
        for widget in widgets_of(old):
            earlier.setdefault((widget.page, widget.name, widget.rect), widget)
        paired = [(widget, earlier.get((widget.page, widget.name, widget.rect))) for widget in widgets]
        named = set(values)
        pages = sorted({widget.page for widget in widgets if widget.name in named})[:most_pages]
        stood = {w.name for w, was in paired if w.name in named and w.is_on and was is not None and was.is_on}
        before, after = Drawn(before_data, dpi), Drawn(after_data, dpi)
        off = Drawn(with_boxes(after_data, stood, switch_off), dpi) if stood else None
        ticked = {w.name for w in widgets if w.name in named and w.is_on}
        bare = Drawn(with_boxes(after_data, ticked, hide), dpi) if ticked else None
        for page in pages:
            here = [(w, was) for w, was in paired if w.page == page and w.is_seen]
            for viewer in VIEWERS:
                a, b = before.page(viewer, page), after.page(viewer, page)
                if a.shape != b.shape:
                    faults.append((viewer, "outside", page, "the page has another size"))
                    continue
                mask = np.zeros(b.shape[:2], bool)
                for widget, was in here:
                    pixels = on_picture(widget.rect, *boxes[page], b.shape)
                    old_box, new_box = cut(a, pixels), cut(b, pixels)
                    standing = widget.stands or (was is not None and was.stands)
                    if widget.name in named or standing:
                        cut(mask[:, :, None], pixels, grow=2)[:] = True
                    if widget.is_push or not new_box.size:
                        continue
                    if widget.name not in named:
                        if was is not None and was.stands and widget.stands:
                            if has_ink(cut(a, inner(pixels))) and not has_ink(cut(b, inner(pixels))):
                                faults.append((viewer, "vanished", page, widget.name))
                        continue
                    looked += 1
                    if widget.is_on:
                        if was is not None and was.is_on:
                            old_box = cut(off.page(viewer, page), pixels)
                        paper = cut(bare.page(viewer, page), pixels)
                        if not (changed(old_box, new_box) and changed(paper, new_box)):
                            faults.append((viewer, "unticked", page, widget.name))
                    elif not widget.is_button and widget.value.strip():
                        same = was is not None and was.value == widget.value and has_ink(old_box)
                        if not same and not changed(old_box, new_box):
                            faults.append((viewer, "no-ink", page, widget.name))
                differs = (np.abs(a - b).max(axis=2) > CHANGED) & ~mask
                if int(differs.sum()) > OUTSIDE:
                    rows, columns = np.nonzero(differs)
                    where = f"{int(differs.sum())} pixels within {columns.min()},{rows.min()} {columns.max()},{rows.max()}"
                    faults.append((viewer, "outside", page, where))
    return faults, looked


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("values")
    parser.add_argument("--folder", action="store_true")
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--dpi", type=int, default=110)
    args = parser.parse_args()
    if args.folder:
        names = sorted(name for name in os.listdir(args.after) if name.endswith(".pdf"))
        jobs = [(os.path.join(args.before, n), os.path.join(args.after, n), os.path.join(args.values, n + ".json")) for n in names]
    else:
        jobs = [(args.before, args.after, args.values)]
    counts, looked, bad = {}, 0, 0
    for before, after, values in jobs:
        with open(values, encoding="utf-8") as file:
            wanted = json.load(file)
        try:
            faults, seen = look(before, after, wanted, args.pages, args.dpi)
        except Exception as error:
            faults, seen = [("-", "unreadable", 0, repr(error)[:120])], 0
        looked += seen
        bad += bool(faults)
        for viewer, what, page, field in faults:
            counts[what] = counts.get(what, 0) + 1
            print(os.path.basename(after), viewer, what, f"page {page + 1}", field, sep="\t")
    told = ", ".join(f"{what} {count}" for what, count in sorted(counts.items())) or "none"
    print(f"forms {len(jobs)}, with a fault {bad}; boxes looked at, in three viewers {looked}; faults: {told}")
    return 1 if counts else 0


if __name__ == "__main__":
    sys.exit(main())
