//! What `build` makes of the sample sheet, as the person and other programs see it.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::run::{Ran, Run, fixture};
use super::sample::{NAMES, VALUES, built};
use super::tools::{ask, python};

#[test]
fn a_person_is_told_what_was_made_and_what_to_open() {
    insta::assert_snapshot!(built().stdout, @r"
        pieteikumi.csv, 3. rinda: ziņa S7-other: Lietotājs nav tas pats, kas klients.
            Tas ir pareizi, ja klients pieteikumu iesniedz par iestādi, kuru apkalpo.
        pieteikumi.csv, 5. rinda, kolonna C „Reģistrācijas Nr.”: ziņa S8-dash: Laukā „Reģistrācijas Nr.” personas kods ierakstīts bez defises, kā prasa instrukcija.
        pieteikumi.csv, 5. rinda, kolonna O „Parakstītājs”: ziņa S17-default: Parakstītājs nav norādīts; ierakstīts paša zvērināta tiesu izpildītāja vārds un uzvārds.
        Sagatavoti pieteikumi: 4. Rindas ar kļūdām: 0. Brīdinājumi: 0.
        PARAUGS: šī nav oficiālā veidlapa. Dokumentu neparakstiet un nesūtiet.
        Tālāk atveriet: gatavie/lapa.html
    ");
    assert_eq!(built().stderr, "");
}

#[test]
fn every_record_has_its_files_and_only_they_are_there() {
    let mut expected: Vec<String> = NAMES
        .iter()
        .flat_map(|name| {
            [
                format!("pdf/{name}.pdf"),
                format!("edoc-unsigned/{name}.edoc"),
                format!("records/{name}.package.json"),
            ]
        })
        .chain([".edocpack.journal", "lapa.html", "report.csv", "report.json"].map(str::to_owned))
        .collect();
    expected.sort();
    assert_eq!(built().files_in("gatavie"), expected);
    assert_eq!(built().files().len(), expected.len() + 1, "besides the sheet itself");
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_what_was_made() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for name in built().files_in("gatavie") {
        let path = built().path("gatavie").join(name);
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700), "{}", path.display());
    }
}

#[test]
fn in_english_too() {
    let ran =
        Run::new(&["--lang", "en", "pieteikumi.csv"]).fixture("fixtures/data/pieteikumi.csv").run().code(0);
    insta::assert_snapshot!(ran.stdout, @r#"
        pieteikumi.csv, row 3: note S7-other: The user is not the client.
            That is right where the client applies for an institution it serves.
        pieteikumi.csv, row 5, column C "Reģistrācijas Nr.": note S8-dash: In the field 'Reģistrācijas Nr.' the personal code is written without the dash, as the instruction requires.
        pieteikumi.csv, row 5, column O "Parakstītājs": note S17-default: No signer is given; the bailiff's own name and surname are written.
        Applications made: 4. Rows with errors: 0. Warnings: 0.
        SAMPLE: this is not the official form. Do not sign or send the document.
        Open next: pieteikumi-edoc/lapa.html
    "#);
    assert!(ran.path("pieteikumi-edoc/lapa.html").is_file(), "beside the data, named after them");
}

#[test]
fn as_json_a_run_is_one_object() {
    let ran = Run::new(&["build", "--json", "pieteikumi.csv", "--out", "o"])
        .fixture("fixtures/data/pieteikumi.csv")
        .run();
    let said = ran.code(0);
    assert_eq!(said.stdout.lines().count(), 1);
    assert_eq!(said.json()["out"], "o");
    assert_eq!(said.json()["report"], said.json_in("o/report.json"));
    let totals = &said.json()["report"]["totals"];
    assert_eq!(*totals, serde_json::json!({ "rows": 4, "built": 4, "refused": 0, "warnings": 0 }));
}

#[test]
fn the_values_in_the_pdf_are_those_of_the_sheet() {
    for (name, expected) in NAMES.iter().zip(VALUES) {
        let expected: BTreeMap<&str, &str> = expected.iter().copied().collect();
        for (field, value) in values(built(), &format!("gatavie/pdf/{name}.pdf")) {
            let value = match value {
                Value::Bool(false) => String::new(),
                value => value.as_str().unwrap().to_owned(),
            };
            assert_eq!(value, expected.get(&*field).copied().unwrap_or_default(), "{name}: {field}");
        }
    }
}

#[test]
fn each_container_holds_the_pdf_beside_it_and_its_manifest() {
    for name in NAMES {
        let edoc = built().bytes(&format!("gatavie/edoc-unsigned/{name}.edoc"));
        assert_eq!(edoc[30..69], *b"mimetypeapplication/vnd.etsi.asic-e+zip");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(edoc)).unwrap();
        let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["mimetype".to_owned(), format!("{name}.pdf"), "META-INF/manifest.xml".to_owned()]);
        let mut inside = Vec::new();
        std::io::copy(&mut zip.by_index(1).unwrap(), &mut inside).unwrap();
        assert!(inside == built().bytes(&format!("gatavie/pdf/{name}.pdf")), "{name}: not the PDF beside it");
    }
}

#[test]
fn unzip_7z_and_the_schema_of_the_manifest_are_content() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = folder.path().join("manifest.xml");
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/xsd/OpenDocument_manifest_v1_2.xsd");
    for name in NAMES {
        let path = built().path(&format!("gatavie/edoc-unsigned/{name}.edoc"));
        let file = path.to_str().unwrap();
        for (program, args) in [("unzip", ["-tqq", file]), ("7z", ["t", file])] {
            if let Some(said) = ask(program, &args) {
                assert!(
                    said.content && !said.text.to_lowercase().contains("warning"),
                    "{program}: {}",
                    said.text
                );
            }
        }
        let mut zip = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
        let mut entry = zip.by_name("META-INF/manifest.xml").unwrap();
        std::io::copy(&mut entry, &mut std::fs::File::create(&manifest).unwrap()).unwrap();
        let args = ["--nonet", "--noout", "--schema", schema.to_str().unwrap(), manifest.to_str().unwrap()];
        if let Some(said) = ask("xmllint", &args) {
            assert!(said.content, "{}", said.text);
        }
    }
}

#[test]
fn qpdf_finds_nothing_to_say() {
    for name in NAMES {
        let path = built().path(&format!("gatavie/pdf/{name}.pdf"));
        if let Some(said) = ask("qpdf", &["--check", path.to_str().unwrap()]) {
            assert!(said.content && !said.text.contains("WARNING"), "{}", said.text);
        }
    }
}

#[test]
fn every_value_is_read_in_its_own_box_by_poppler_and_pdfium_and_on_the_page_by_mupdf() {
    for (name, expected) in NAMES.iter().zip(VALUES) {
        let path = built().path(&format!("gatavie/pdf/{name}.pdf"));
        let pdf = path.to_str().unwrap();
        let boxes = boxes(built(), &format!("gatavie/pdf/{name}.pdf"));
        let texts: Vec<(&str, &str)> =
            expected.iter().copied().filter(|(_, value)| *value != "Yes").collect();

        let rects: Vec<&Rect> = texts.iter().map(|(field, _)| &boxes[*field]).collect();
        let pdfium = python(TEXT_IN_BOXES, &[pdf, &serde_json::to_string(&rects).unwrap()]);
        let pdfium: Option<Vec<String>> = pdfium.map(|text| serde_json::from_str(&text).unwrap());
        let mupdf = ask("mutool", &["draw", "-q", "-F", "txt", pdf]).map(|said| squeezed(&said.text));
        for (at, (field, value)) in texts.iter().enumerate() {
            let [x0, y0, x1, y1] = boxes[*field];
            let region = [x0, PAGE_HEIGHT - y1, x1 - x0, y1 - y0].map(|number| format!("{number:.0}"));
            let [x, y, w, h] = [&region[0], &region[1], &region[2], &region[3]];
            if let Some(said) = ask("pdftotext", &["-x", x, "-y", y, "-W", w, "-H", h, pdf, "-"]) {
                assert_eq!(squeezed(&said.text), squeezed(value), "{name}: {field} by poppler");
            }
            if let Some(texts) = &pdfium {
                assert_eq!(squeezed(&texts[at]), squeezed(value), "{name}: {field} by pdfium");
            }
            if let Some(text) = &mupdf {
                assert!(text.contains(&squeezed(value)), "{name}: {field} by mupdf: {text}");
            }
        }
    }
}

#[test]
fn every_value_has_ink_in_its_box_and_the_blank_fields_have_none() {
    let blank = Run::new(&["inspect", "sample.pdf"]).fixture("schemas/forms/lv.kase.x509/sample.pdf").run();
    for (name, expected) in NAMES.iter().zip(VALUES) {
        let boxes = boxes(built(), &format!("gatavie/pdf/{name}.pdf"));
        let path = built().path(&format!("gatavie/pdf/{name}.pdf"));
        for (viewer, draw) in VIEWERS {
            let (Some(page), Some(empty)) = (draw(&path), draw(&blank.path("sample.pdf"))) else { continue };
            for (field, rect) in &boxes {
                let ink = page.darker_than(&empty, rect);
                let filled = expected.iter().any(|(known, _)| known == field);
                assert_eq!(ink > 0, filled, "{name}: {field} in {viewer}: {ink} darker points");
            }
        }
    }
}

/// The fields' values, as `export` writes them.
pub fn values(ran: &Ran, pdf: &str) -> BTreeMap<String, Value> {
    let out = Run::new(&["export", ran.path(pdf).to_str().unwrap()]).may_show_codes().run().code(0);
    serde_json::from_str(&out.stdout).unwrap()
}

/// Where each field stands on its page, in points from the lower left.
fn boxes(ran: &Ran, pdf: &str) -> BTreeMap<String, Rect> {
    let seen = Run::new(&["inspect", "--json", ran.path(pdf).to_str().unwrap()]).run().code(0).json();
    let fields = seen["fields"].as_array().unwrap().iter();
    fields
        .map(|field| {
            let rect = field["widgets"][0]["rect"].as_array().unwrap();
            (field["name"].as_str().unwrap().to_owned(), std::array::from_fn(|at| rect[at].as_f64().unwrap()))
        })
        .collect()
}

type Rect = [f64; 4];

/// A4, in points.
const PAGE_HEIGHT: f64 = 841.89;

/// Words as they stand, however they were broken into lines.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The page as it is drawn, 150 points to the inch, the forms' own appearances only.
struct Page {
    width: usize,
    grey: Vec<u8>,
}

const SCALE: f64 = 150.0 / 72.0;

type Draw = fn(&Path) -> Option<Page>;

const VIEWERS: [(&str, Draw); 3] = [("poppler", by_poppler), ("mupdf", by_mupdf), ("pdfium", by_pdfium)];

fn by_poppler(pdf: &Path) -> Option<Page> {
    drawn(|to| {
        let root = to.with_extension("");
        ask("pdftoppm", &["-gray", "-r", "150", "-singlefile", pdf.to_str()?, root.to_str()?])
            .map(|said| assert!(said.content, "{}", said.text))
    })
}

fn by_mupdf(pdf: &Path) -> Option<Page> {
    drawn(|to| {
        ask("mutool", &["draw", "-q", "-r", "150", "-F", "pgm", "-o", to.to_str()?, pdf.to_str()?, "1"])
            .map(|said| assert!(said.content, "{}", said.text))
    })
}

fn by_pdfium(pdf: &Path) -> Option<Page> {
    drawn(|to| python(DRAW, &[pdf.to_str()?, to.to_str()?]).map(drop))
}

fn drawn(draw: impl FnOnce(&Path) -> Option<()>) -> Option<Page> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.pgm");
    draw(&path)?;
    Some(Page::read(&std::fs::read(&path).unwrap()))
}

impl Page {
    /// A binary grey map: `P5`, width, height, 255, points.
    fn read(pgm: &[u8]) -> Self {
        let mut rest = pgm;
        let mut words = Vec::new();
        while words.len() < 4 {
            let start = rest.iter().position(|b| !b.is_ascii_whitespace()).unwrap();
            let end = start + rest[start..].iter().position(u8::is_ascii_whitespace).unwrap();
            if rest[start] == b'#' {
                rest = &rest[rest.iter().position(|b| *b == b'\n').unwrap()..];
                continue;
            }
            words.push(std::str::from_utf8(&rest[start..end]).unwrap().to_owned());
            rest = &rest[end..];
        }
        assert_eq!((&*words[0], &*words[3]), ("P5", "255"));
        Self { width: words[1].parse().unwrap(), grey: rest[1..].to_vec() }
    }

    /// How many points in a box are clearly darker than on the other page.
    fn darker_than(&self, other: &Self, [x0, y0, x1, y1]: &Rect) -> usize {
        assert_eq!(self.grey.len(), other.grey.len());
        let at = |points: f64| (points * SCALE).round() as usize;
        let (top, bottom) = (at(PAGE_HEIGHT - y1), at(PAGE_HEIGHT - y0));
        (top..bottom)
            .flat_map(|row| (at(*x0)..at(*x1)).map(move |column| row * self.width + column))
            .filter(|point| u16::from(self.grey[*point]) + 64 < u16::from(other.grey[*point]))
            .count()
    }
}

/// The widgets' appearances become page content, and their text is read in each box.
const TEXT_IN_BOXES: &str = "
import json, sys, pypdfium2, pypdfium2.raw as raw
pdf = pypdfium2.PdfDocument(sys.argv[1])
page = pdf[0]
assert raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS
page = pdf[0]
text = page.get_textpage()
print(json.dumps([text.get_text_bounded(*box) for box in json.loads(sys.argv[2])]))
";

const DRAW: &str = "
import sys, pypdfium2
pdf = pypdfium2.PdfDocument(sys.argv[1])
pdf.init_forms()
bitmap = pdf[0].render(scale=150 / 72, grayscale=True, may_draw_forms=True)
points = bytes(bitmap.buffer)
rows = b''.join(points[row * bitmap.stride:row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
open(sys.argv[2], 'wb').write(b'P5 %d %d 255\\n' % (bitmap.width, bitmap.height) + rows)
";

#[test]
fn the_bytes_of_the_form_stand_unchanged_before_the_update() {
    let form = fixture("schemas/forms/lv.kase.x509/sample.pdf");
    for name in NAMES {
        assert!(built().bytes(&format!("gatavie/pdf/{name}.pdf")).starts_with(&form), "{name}");
    }
}
