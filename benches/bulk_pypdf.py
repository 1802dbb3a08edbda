"""The same work with pypdf and zipfile, as people script it: fill the form, put it into a container.

    python bulk_pypdf.py FORM.pdf ROWS.csv OUT N
"""

import csv
import pathlib
import sys
import time
import zipfile

import pypdf

form, rows, out, count = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), int(sys.argv[4])
(out / "pdf").mkdir(parents=True)
(out / "edoc").mkdir()
fields = [name for name, field in pypdf.PdfReader(form).get_fields().items() if field.get("/FT") == "/Tx"]
manifest = '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
start = time.process_time()
with open(rows, encoding="utf-8-sig", newline="") as file:
    for number, row in enumerate(csv.reader(file, delimiter=";")):
        if number == 0:
            continue
        if number > count:
            break
        writer = pypdf.PdfWriter(clone_from=form)
        values = dict(zip(fields, row[1:]))
        for page in writer.pages:
            writer.update_page_form_field_values(page, values, auto_regenerate=False)
        name = f"{number:06}"
        pdf = out / "pdf" / f"{name}.pdf"
        writer.write(pdf)
        with zipfile.ZipFile(out / "edoc" / f"{name}.edoc", "w") as edoc:
            edoc.writestr("mimetype", "application/vnd.etsi.asic-e+zip")
            edoc.write(pdf, pdf.name)
            edoc.writestr("META-INF/manifest.xml", manifest)
print((time.process_time() - start) / count)
