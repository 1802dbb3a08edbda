#!/usr/bin/env python3
"""Writes the stand-in for the Treasury's application for an online user, and lets LibreOffice make the PDF of it.

    python3 make_sample.py            sample.fodt and ../sample.pdf
    python3 make_sample.py --fodt     sample.fodt only

The form itself could not be had: its title, the headings and the four labels in «…» of ../form.toml are those
that the Treasury's pages of 2017 and 2021 name; every other label and the whole look are ours.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "lv.kase.x509" / "source"))

from make_sample import Sections, document, make  # noqa: E402

TITLE = ("Pieteikums jaunam Tiešsaistes lietotājam / izmaiņu veikšanai esošam lietotājam / "
         "beidzoties pieteikuma derīguma termiņam (3 gadi)")


def page():
    s = Sections()
    f = s.field
    s.section("Klients",
              [f(9, "klients.nosaukums", "Nosaukums", 200), f(3, "klients.regnr", "Reģistrācijas Nr.", 11)])
    s.section("Pieteikuma veids",
              [s.choice(9, "veids", "Atzīmējiet vienu", ("jauns", "jaunam Tiešsaistes lietotājam"),
                        ("izmainas", "izmaiņu veikšanai esošam lietotājam"),
                        ("termins", "beidzoties pieteikuma derīguma termiņam (3 gadi)")),
               f(3, "lietotaja_numurs", "Esošā lietotāja numurs", 20)])
    s.section("Informācija par budžeta elektroniskās norēķinu sistēmas „eKase” lietotāju",
              [f(12, "lietotajs.nosaukums", "Lietotājs", 200)],
              [s.choice(4, "rezims", "Lietošanas režīms", ("skatit", "tiešsaistē skatīt"), ("vadit", "tiešsaistē vadīt")),
               f(4, "derigs.no", "Derīgs no", 11), f(4, "derigs.lidz", "Derīgs līdz", 11)],
              [f(12, "ip_adrese", "Piekļuvei atļautā IP adrese", 300, lines=2)],
              [f(4, "konts1", "Konts (1)", 26), f(4, "konts2", "Konts (2)", 26), f(4, "konts3", "Konts (3)", 26)])
    s.section("Pilnvaroju saņemt budžeta elektronisko norēķinu sistēmas „eKase” elektroniskās identifikācijas līdzekļus",
              [f(6, "pilnvarota.vards", "Vārds", 60), f(6, "pilnvarota.uzvards", "Uzvārds", 80)],
              [f(2, "pilnvarota.personas_kods", "Personas kods", 12), f(3, "pilnvarota.talrunis", "Tālruņa numurs", 16),
               f(7, "pilnvarota.epasts", "e-pasts", 100)])
    s.section("Iestādes vadītājs/pilnvarotā persona, kura paraksta pieteikumu",
              [f(12, "parakstitajs.vards_uzvards", "Vārds, uzvārds", 140)],
              [f(8, "parakstitajs.paraksts", "Paraksts", height=10, read_only=True), f(4, "parakstitajs.datums", "Datums", 10, height=10)])
    s.section("Pieteikuma sagatavotājs",
              [f(5, "sagatavotajs.vards_uzvards", "Vārds, uzvārds", 140), f(3, "sagatavotajs.talrunis", "Tālruņa numurs", 16),
               f(4, "sagatavotajs.epasts", "E-pasta adrese", 100)])
    return s


if __name__ == "__main__":
    make(HERE, document(page(), TITLE, "Valsts kasei", "to nav izdevusi Valsts kase"))
