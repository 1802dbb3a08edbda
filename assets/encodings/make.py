#!/usr/bin/env python3
"""Writes the tables beside it from PyPI `reportlab` (Adobe's Core 14 metrics, the encodings of ISO 32000-2 annex D)
and `fonttools` (Adobe Glyph List). Run it in this folder; the output does not depend on the versions."""
from fontTools import agl
from reportlab.pdfbase import _fontdata as data

HEAD = "# Made by make.py. "
with open("encodings.txt", "w") as out:
    out.write(HEAD + "An encoding a line: its name, then code and glyph name.\n")
    for name in ("StandardEncoding", "MacRomanEncoding", "WinAnsiEncoding", "SymbolEncoding", "ZapfDingbatsEncoding"):
        glyphs = list(data.encodings[name])
        if name == "WinAnsiEncoding":  # notes 3, 5 and 6 of annex D.2
            glyphs[0xA0], glyphs[0xAD] = "space", "hyphen"
            glyphs = [g or ("bullet" if i > 0o40 else None) for i, g in enumerate(glyphs)]
        if name == "MacRomanEncoding":
            glyphs[0xCA] = "space"
        out.write(" ".join([name] + [f"{i} {g}" for i, g in enumerate(glyphs) if g and g != ".notdef"]) + "\n")
with open("widths.txt", "w") as out:
    out.write(HEAD + "A font a line: its name, then glyph name and width in 1/1000 em.\n")
    for font, widths in data.widthsByFontGlyph.items():
        if "Oblique" in font or font == "Courier-Bold":  # as wide as the upright; every Courier is
            continue
        out.write(" ".join([font] + [f"{g} {w}" for g, w in sorted(widths.items())]) + "\n")
with open("glyphlist.txt", "w") as out:
    out.write(HEAD + "A glyph a line, sorted: its name, then code points in hexadecimal.\n")
    names = {name: [ord(c) for c in agl.toUnicode(name)] for name in agl.LEGACY_AGL2UV}
    dingbats = {name: agl.toUnicode(name, isZapfDingbats=True) for name in data.widthsByFontGlyph["ZapfDingbats"]}
    names.update({name: [ord(c) for c in text] for name, text in dingbats.items() if text and name not in names})
    for name in sorted(names):
        out.write(f"{name} {' '.join(f'{u:04X}' for u in names[name])}\n")
