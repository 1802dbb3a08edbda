#!/usr/bin/env python3
"""Writes the sample form as a flat OpenDocument text and lets LibreOffice make the PDF of it.

    python3 make_sample.py            sample.fodt and ../sample.pdf
    python3 make_sample.py --fodt     sample.fodt only

The stand-ins for other forms (../../*/source/make_sample.py) are made with the same machinery.

Only the standard library is used; `soffice` (LibreOffice 7.4.7.2 made the committed file) does the
rest. Nothing touches the PDF after LibreOffice has written it: what is in there is what a real
program writes, quirks included (fixtures/forms/README.md lists them).

The page is one column of tables, a table for each section in the order of the instruction. A cell
holds a small label and below it the form control, anchored as a character, so that the reading
order of the tagged PDF and the tab order are those of the page.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).resolve().parent

# Millimetres, unless a name says otherwise.
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
MARGIN = 18.0
CONTENT = PAGE_WIDTH - 2 * MARGIN
CELL_PADDING = 0.6
LINE_FIELD = 5.4          # one line of 10 pt
INK, RULE, BAR, TINT, NOTE, WARN = "#1b2430", "#8795a6", "#e3e9f0", "#f3f6fa", "#55606e", "#9b1c1c"

MAKER = "to nav izdevusi Valsts kase"
ADDRESSEE = "Valsts kasei"
FORM_TITLE = ("Pieteikums par tiešsaistes datu apmaiņas moduļa lietošanas pārtraukšanu/"
              "x509 sertifikāta darbības apturēšanu/atjaunošanu")
SAMPLE = "PARAUGS – nav oficiāla veidlapa"

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "form": "urn:oasis:names:tc:opendocument:xmlns:form:1.0",
    "ooo": "http://openoffice.org/2004/office",
}


class Controls:
    """Collects the form controls in the order in which the page places them."""

    def __init__(self):
        self.xml = []

    def text(self, name, label, width, height, max_length=0, multiline=False, read_only=False):
        ident = f"c{len(self.xml) + 1}"
        kind = "textarea" if multiline else "text"
        limit = f' form:max-length="{max_length}"' if max_length else ""
        locked = ' form:readonly="true"' if read_only else ""
        several = property_xml("MultiLine", "boolean", "true") if multiline else ""
        self.xml.append(
            f'<form:{kind} form:name={quoteattr(name)} {component("TextField")} xml:id="{ident}" form:id="{ident}"'
            f'{limit}{locked}><form:properties>{property_xml("HelpText", "string", label)}{several}'
            f'</form:properties></form:{kind}>')
        return self.placed(ident, "Field", width, height)

    def tick(self, name, label, side):
        ident = f"c{len(self.xml) + 1}"
        self.xml.append(
            f'<form:checkbox form:name={quoteattr(name)} {component("CheckBox")} xml:id="{ident}" form:id="{ident}"'
            f' form:label="" form:visual-effect="flat"><form:properties>'
            f'{property_xml("HelpText", "string", label)}</form:properties></form:checkbox>')
        return self.placed(ident, "Tick", side, side)

    def radio(self, name, value, label, side):
        """One button of the group `name`; `value` is its on-state."""
        ident = f"c{len(self.xml) + 1}"
        self.xml.append(
            f'<form:radio form:name={quoteattr(name)} {component("RadioButton")} xml:id="{ident}" form:id="{ident}"'
            f' form:label="" form:value={quoteattr(value)} form:visual-effect="flat"><form:properties>'
            f'{property_xml("HelpText", "string", label)}</form:properties></form:radio>')
        return self.placed(ident, "Tick", side, side)

    @staticmethod
    def placed(ident, style, width, height):
        return (f'<draw:control text:anchor-type="as-char" draw:style-name="{style}" draw:text-style-name="Value"'
                f' svg:width="{width:.2f}mm" svg:height="{height:.2f}mm" draw:control="{ident}"/>')


def component(name):
    return f'form:control-implementation="ooo:com.sun.star.form.component.{name}"'


def property_xml(name, kind, value):
    return (f'<form:property form:property-name="{name}" office:value-type="{kind}"'
            f' office:{kind}-value={quoteattr(value)}/>')


def paragraph(style, content):
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def heading(style, content):
    return f'<text:h text:style-name="{style}" text:outline-level="2">{content}</text:h>'


class Sections:
    """Writes the tables; a column is a share of the twelve that make the width of the page."""

    def __init__(self):
        self.controls = Controls()
        self.column_styles = set()
        self.xml = []

    def section(self, title, *rows, tick=None):
        number = sum(x.startswith("<table:table ") for x in self.xml) + 1
        lead = ""
        if tick:
            lead = self.controls.tick(tick, title, 3.8) + '<text:span text:style-name="Gap">\u2002</text:span>'
        bar = f'<table:table-row table:style-name="Row">{cell(12, heading("SectionTitle", lead + escape(title)), "Bar")}</table:table-row>'
        columns = '<table:table-column table:style-name="Twelfth" table:number-columns-repeated="12"/>'
        body = "".join(f'\n<table:table-row table:style-name="Row">{"".join(r)}</table:table-row>' for r in
                       [[c() for c in row] for row in rows])
        self.xml.append(f'<table:table table:name="Sadala{number}" table:style-name="Section">{columns}\n{bar}{body}\n</table:table>')
        self.xml.append(paragraph("Between", ""))

    def field(self, span, name, label, max_length=0, lines=1, height=None, read_only=False, key_label=None):
        width = CONTENT * span / 12 - 2 * CELL_PADDING - 0.2
        height = height or (LINE_FIELD if lines == 1 else 4.15 * lines + 1.8)

        def build():
            control = self.controls.text(name, label, width, height, max_length, lines > 1, read_only)
            return cell(span, paragraph("Label", escape(key_label or label)) + paragraph("Holder", control))
        return build

    def choice(self, span, name, label, *options):
        """A line for each option: its button, and its words."""
        def build():
            line = lambda value, words: paragraph("Choice", self.controls.radio(name, value, words, 3.8) + "\u2002" + escape(words))
            return cell(span, paragraph("Label", escape(label)) + "".join(line(*option) for option in options))
        return build

    @staticmethod
    def note(span, text, style="Cell"):
        return lambda: cell(span, paragraph("Note", escape(text)), style)


def cell(span, content, style="Cell"):
    covered = "<table:covered-table-cell/>" * (span - 1)
    return f'<table:table-cell table:style-name="{style}" table:number-columns-spanned="{span}">{content}</table:table-cell>{covered}'


def page():
    s = Sections()
    f = s.field
    s.section("Klients",
              [f(12, "klients.nosaukums", "Nosaukums", 200, lines=2)],
              [f(4, "klients.regnr", "Reģistrācijas Nr.", 11),
               s.note(8, "Nosaukums, Reģistrācijas Nr. - jāsakrīt ar reģistrācijas/nodokļu maksātāja apliecībā norādīto. "
                         "Zvērināts tiesu izpildītājs laukā “Nosaukums” norāda tikai Vārdu Uzvārdu.")])
    s.section("Lietotājs",
              [f(12, "lietotajs.nosaukums", "Lietotāja nosaukums", 200, lines=2)],
              [f(4, "lietotajs.regnr", "Reģistrācijas numurs", 11),
               s.note(8, "Lietotāja nosaukums un reģistrācijas numurs - iestādes nosaukums un reģistrācijas numurs. Zvērināts tiesu "
                         "izpildītājs laukā Reģistrācijas Nr. norāda personas kodu bez atdalījuma zīmes “-“.")])
    s.section("Apturēt x509 sertifikāta darbību",
              [f(12, "darbiba.apturet_iemesls", "Apturēšanas iemesls", 500, lines=6)],
              tick="darbiba.apturet")
    s.section("Pārtraukt tiešsaistes datu apmaiņas moduļa lietošanu", tick="darbiba.partraukt")
    s.section("Izsniegt jaunu x509 sertifikātu",
              [s.note(12, "Pilnvarotā persona saņems x509 autentifikācijas sertifikātu, lietotāja numuru un X509 autentifikācijas "
                          "sertifikāta paroli, kā arī ar šo personu Valsts kase sazināsies pakalpojuma tehnisko jautājumu risināšanā.")],
              [f(6, "pilnvarota.vards", "Vārds", 60), f(6, "pilnvarota.uzvards", "Uzvārds", 80)],
              [f(2, "pilnvarota.personas_kods", "Personas kods", 12), f(3, "pilnvarota.talrunis", "Tālruņa numurs", 16),
               f(7, "pilnvarota.epasts", "E-pasta adrese", 100)],
              tick="darbiba.izsniegt")
    s.section("Iestādes vadītājs/pilnvarotā persona, kura paraksta pieteikumu",
              [f(12, "parakstitajs.vards_uzvards", "Vārds, uzvārds", 140)],
              [f(8, "parakstitajs.paraksts", "Paraksts", height=10, read_only=True), f(4, "parakstitajs.datums", "Datums", 10, height=10)],
              [s.note(12, "Dokumenta rekvizītus \"paraksts\" un \"datums\" neaizpilda, ja elektroniskais dokuments ir sagatavots "
                          "atbilstoši normatīvajiem aktiem par elektronisko dokumentu noformēšanu.")])
    s.section("Pieteikuma sagatavotājs",
              [s.note(12, "Pieteikumā jāaizpilda sadaļa par pieteikuma sagatavotāju, norādot kontaktpersonu ar kuru sazināties gadījumos, "
                          "ja pieteikumā ir konstatētas neprecizitātes.")],
              [f(12, "sagatavotajs.vards_uzvards", "Vārds, uzvārds", 140)],
              [f(3, "sagatavotajs.talrunis", "Tālruņa numurs", 16), f(9, "sagatavotajs.epasts", "E-pasta adrese", 100)])
    return s


def text_style(name, size, line, **more):
    paragraph_more = more.pop("paragraph", "")
    extra = " ".join(f'{k.replace("_", "-").replace("fo-", "fo:")}="{v}"' for k, v in more.items())
    return (f'<style:style style:name="{name}" style:family="paragraph">'
            f'<style:paragraph-properties fo:line-height="{line}" fo:orphans="0" fo:widows="0" {paragraph_more}/>'
            f'<style:text-properties style:font-name="Liberation Sans" fo:font-size="{size}pt" fo:color="{INK}" '
            f'fo:language="lv" fo:country="LV" {extra}/></style:style>')


def automatic_styles():
    border = f"0.5pt solid {RULE}"
    return "\n".join([
        text_style("Label", 7.5, "10pt", paragraph='fo:margin-left="0.7mm"'),
        text_style("Note", 7.5, "9.5pt", paragraph='fo:margin-left="0.7mm" fo:margin-right="0.7mm"', fo_font_style="italic"),
        text_style("Holder", 2, "100%"),
        text_style("Between", 5, "8pt"),
        text_style("End", 1, "1pt"),
        text_style("SectionTitle", 10, "13pt", paragraph='fo:margin-left="0.7mm" style:vertical-align="middle"', fo_font_weight="bold"),
        text_style("Addressee", 11, "100%", paragraph='fo:text-align="end"', fo_font_weight="bold"),
        text_style("FormTitle", 13, "16pt", paragraph='fo:text-align="center" fo:margin-top="5mm" fo:margin-bottom="4mm" fo:margin-left="8mm" fo:margin-right="8mm"', fo_font_weight="bold"),
        text_style("Value", 10, "100%"),
        f'<style:style style:name="Gap" style:family="text"><style:text-properties fo:font-size="10pt"/></style:style>',
        f'<style:style style:name="Section" style:family="table"><style:table-properties style:width="{CONTENT}mm" table:align="margins" fo:keep-with-next="auto" style:may-break-between-rows="false"/></style:style>',
        f'<style:style style:name="Twelfth" style:family="table-column"><style:table-column-properties style:column-width="{CONTENT / 12:.3f}mm"/></style:style>',
        '<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>',
        f'<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="{CELL_PADDING}mm" fo:border="{border}" style:vertical-align="middle"/></style:style>',
        f'<style:style style:name="Bar" style:family="table-cell"><style:table-cell-properties fo:padding="{CELL_PADDING}mm" fo:border="{border}" fo:background-color="{BAR}" style:vertical-align="middle"/></style:style>',
        f'<style:style style:name="Field" style:family="graphic"><style:graphic-properties fo:border="none" fo:background-color="{TINT}" style:vertical-pos="top" style:vertical-rel="baseline"/></style:style>',
        f'<style:style style:name="Tick" style:family="graphic"><style:graphic-properties fo:background-color="#ffffff" style:vertical-pos="from-top" style:vertical-rel="baseline" svg:y="-3.1mm"/></style:style>',
    ])


def choice_style(s):
    """Only where something is chosen: the first sample stays as it was made."""
    style = text_style("Choice", 9.5, "13pt", paragraph='fo:margin-left="0.7mm"')
    return "\n" + style if any(x.startswith("<form:radio") for x in s.controls.xml) else ""


def document(s, title=FORM_TITLE, addressee=ADDRESSEE, maker=MAKER):
    """The whole document; `maker` says who did not issue it."""
    namespaces = " ".join(f'xmlns:{k}="{v}"' for k, v in NAMESPACES.items())
    header = paragraph("Head", f'<text:span text:style-name="SampleMark">PARAUGS</text:span><text:tab/>'
                               f'<text:span text:style-name="AddresseeText">{escape(addressee)}</text:span>')
    footer = (paragraph("FootMark", escape(SAMPLE)) +
              paragraph("FootNote", f"Veidlapas paraugs programmas pārbaudei; {maker}. Dokumentu neparakstiet un nesūtiet."))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {namespaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{escape(title)} ({SAMPLE})</dc:title><dc:subject>{SAMPLE}</dc:subject><dc:language>lv-LV</dc:language></office:meta>
<office:font-face-decls><style:font-face style:name="Liberation Sans" svg:font-family="'Liberation Sans'" style:font-family-generic="swiss"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="Liberation Sans" fo:font-size="10pt" fo:language="lv" fo:country="LV"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
</office:styles>
<office:automatic-styles>{automatic_styles()}{choice_style(s)}
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="{PAGE_WIDTH}mm" fo:page-height="{PAGE_HEIGHT}mm" style:print-orientation="portrait" fo:margin-top="12mm" fo:margin-bottom="9mm" fo:margin-left="{MARGIN}mm" fo:margin-right="{MARGIN}mm"/>
<style:header-style><style:header-footer-properties fo:margin-bottom="0mm" fo:min-height="6mm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="2mm" fo:min-height="8mm"/></style:footer-style></style:page-layout>
<style:style style:name="Head" style:family="paragraph"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="{CONTENT}mm" style:type="right"/></style:tab-stops></style:paragraph-properties><style:text-properties fo:color="{INK}" fo:font-size="11pt"/></style:style>
<style:style style:name="SampleMark" style:family="text"><style:text-properties fo:font-size="8.5pt" fo:font-weight="bold" fo:color="{WARN}"/></style:style>
<style:style style:name="AddresseeText" style:family="text"><style:text-properties fo:font-size="12pt" fo:font-weight="bold"/></style:style>
<style:style style:name="FootMark" style:family="paragraph"><style:paragraph-properties fo:text-align="center" fo:border-top="1pt solid {WARN}" fo:padding-top="1.2mm"/><style:text-properties fo:font-size="12pt" fo:font-weight="bold" fo:color="{WARN}"/></style:style>
<style:style style:name="FootNote" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="7.5pt" fo:color="{NOTE}"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:header>{header}</style:header><style:footer>{footer}</style:footer></style:master-page></office:master-styles>
<office:body><office:text>
<office:forms form:automatic-focus="false" form:apply-design-mode="false"><form:form form:name="Pieteikums" {component("Form")}>
{chr(10).join(s.controls.xml)}
</form:form></office:forms>
<text:h text:style-name="FormTitle" text:outline-level="1">{escape(title)}</text:h>
{chr(10).join(s.xml[:-1])}
{paragraph("End", "")}
</office:text></office:body></office:document>
"""


def export(source, target):
    options = {
        "ExportFormFields": ("boolean", "true"), "FormsType": ("long", "1"),   # 1: the form is sent as PDF
        "SelectPdfVersion": ("long", "2"),                                     # PDF/A-2b: no NeedAppearances
        "UseTaggedPDF": ("boolean", "true"), "PDFUACompliance": ("boolean", "true"), "ExportBookmarks": ("boolean", "false"),
    }
    arguments = json.dumps({k: {"type": t, "value": v} for k, (t, v) in options.items()})
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{scratch}/profile",
                        "--convert-to", f"pdf:writer_pdf_Export:{arguments}", "--outdir", scratch, str(source)],
                       check=True, capture_output=True)
        target.write_bytes((Path(scratch) / source.with_suffix(".pdf").name).read_bytes())


def make(here, text):
    """Writes `sample.fodt` into a folder `source`, and the PDF of it beside that folder."""
    source = here / "sample.fodt"
    source.write_text(text, encoding="utf-8")
    if "--fodt" not in sys.argv[1:]:
        export(source, here.parent / "sample.pdf")


def main():
    make(HERE, document(page()))


if __name__ == "__main__":
    main()
