#!/usr/bin/env python3
"""Writes the form of an invented register, and lets LibreOffice make the PDF of it.

    python3 make_sample.py            sample.fodt and ../sample.pdf
    python3 make_sample.py --fodt     sample.fodt only

No register issues this form: it is made to show one that needs attachments. Every word is ours.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "lv.kase.x509" / "source"))

from make_sample import Sections, document, make  # noqa: E402

TITLE = "Pieteikums ierakstīt izmaiņas biedrības valdes sastāvā"


def page():
    s = Sections()
    f = s.field
    s.section("Biedrība",
              [f(9, "biedriba.nosaukums", "Nosaukums", 200), f(3, "biedriba.regnr", "Reģistrācijas Nr.", 11)])
    s.section("Iecelts valdes loceklis",
              [f(5, "jaunais.vards", "Vārds", 60), f(7, "jaunais.uzvards", "Uzvārds", 80)],
              [f(3, "jaunais.personas_kods", "Personas kods", 12), f(5, "jaunais.epasts", "E-pasts", 100),
               f(4, "jaunais.no", "Ieņem amatu no", 11)], tick="iecelts")
    s.section("Atsaukts valdes loceklis",
              [f(8, "atsauktais.vards_uzvards", "Vārds, uzvārds", 140), f(4, "atsauktais.lidz", "Atsaukts ar", 11)],
              tick="atsaukts")
    s.section("Pieteikuma iesniedzējs",
              [f(7, "iesniedzejs.vards_uzvards", "Vārds, uzvārds", 140), f(5, "iesniedzejs.epasts", "E-pasts", 100)],
              [f(8, "iesniedzejs.paraksts", "Paraksts", height=10, read_only=True), f(4, "iesniedzejs.datums", "Datums", 11, height=10)])
    return s


if __name__ == "__main__":
    make(HERE, document(page(), TITLE, "Piemēra reģistram", "tādu neizdod neviens reģistrs"))
