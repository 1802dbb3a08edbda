//! Filled forms as other programs see them: the sample form, its variants, and forms of other makers.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot read its own files has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};

use edocpack::pdf::{
    FieldKind, FieldValue, FillOptions, FillProblem, FillValue, FilledForm, Filler, Pdf, PdfError, Template,
    read_values,
};

mod common;
#[path = "pdf_fill/layouts.rs"]
mod layouts;
#[path = "pdf_fill/rows.rs"]
mod rows;
#[path = "pdf_fill/ticks.rs"]
mod ticks;
#[path = "pdf_fill/viewers.rs"]
mod viewers;

const SAMPLE: &str = "schemas/forms/lv.kase.x509/sample.pdf";

const VALUES: &[(&str, &str)] = &[
    ("klients.nosaukums", "Ezermalas novada pašvaldība"),
    ("klients.regnr", "90000000001"),
    ("lietotajs.nosaukums", "Ķeguma „Ņega” un Ģibuļu šķūņu pārvalde"),
    ("lietotajs.regnr", "90000000001"),
    ("darbiba.apturet_iemesls", "Žurnālā manīta sveša pieslēgšanās.\nPārbaude turpinās."),
    ("pilnvarota.vards", "Ērika Ļuba"),
    ("pilnvarota.uzvards", "Āboliņa-Šķēle"),
    ("parakstitajs.vards_uzvards", "Ūdris Čakstiņš"),
    ("sagatavotajs.epasts", "grāmatvede@example.lv"),
];

fn read(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn variant(name: &str) -> Vec<u8> {
    read(&format!("fixtures/forms/variants/{name}.pdf"))
}

fn values() -> Vec<(&'static str, FillValue)> {
    let texts = VALUES.iter().map(|(name, text)| (*name, FillValue::Text((*text).to_owned())));
    texts.chain([("darbiba.apturet", FillValue::On), ("darbiba.partraukt", FillValue::Off)]).collect()
}

fn fill(template: &Template, values: &[(&str, FillValue)]) -> Result<FilledForm, Vec<FillProblem>> {
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let permits = FillOptions { shrink_to: Some(5.0), ..FillOptions::default() };
    Filler::with_options(template, &names, permits)?.fill(values)
}

fn filled(bytes: Vec<u8>) -> FilledForm {
    fill(&Template::read(bytes).unwrap(), &values()).unwrap()
}

/// A file for other programs, gone when it is dropped.
fn on_disk(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("filled.pdf");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// Standard output and standard error of another program; `None` where it is not installed.
fn asked(program: &str, arguments: &[&str]) -> Option<(String, String)> {
    let output = common::run_program(program, arguments)?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Some((text(output.stdout), text(output.stderr)))
}

/// Other programs find the file sound, and the values in its text.
fn judged(bytes: &[u8]) {
    let (_folder, path) = on_disk(bytes);
    let path = path.to_str().unwrap();
    if let Some((said, complained)) = asked("qpdf", &["--check", path]) {
        assert!(!complained.contains("WARNING"), "{complained}");
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}{complained}");
    }
    if let Some((text, complained)) = asked("pdftotext", &["-enc", "UTF-8", path, "-"]) {
        assert_eq!(complained, "");
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        let text = letters(&text);
        for (name, value) in VALUES {
            assert!(text.contains(&letters(value)), "{name} is not in the text");
        }
    }
    if let Some((_, complained)) = asked("mutool", &["draw", "-q", "-F", "txt", "-o", "/dev/null", path]) {
        let complaints: Vec<&str> = complained.lines().filter(|line| !line.contains("ICC support")).collect();
        assert!(complaints.is_empty(), "{complaints:?}");
    }
}

#[test]
fn the_sample_is_filled_as_others_see_it() {
    let original = read(SAMPLE);
    let filled = filled(original.clone());
    assert!(filled.bytes().starts_with(&original));
    judged(filled.bytes());
    let again = Template::read(filled.bytes()).unwrap();
    let read: Vec<(&str, Option<&FieldValue>)> = read_values(&again);
    for (name, text) in VALUES {
        let value = read.iter().find(|(n, _)| n == name).unwrap().1;
        assert_eq!(value, Some(&FieldValue::Text((*text).to_owned())), "{name}");
    }
    assert_eq!(again.field("darbiba.apturet").unwrap().value(), Some(&FieldValue::On("Yes".into())));
    assert_eq!(again.field("darbiba.partraukt").unwrap().value(), Some(&FieldValue::Off));
    let blanks = ["parakstitajs.paraksts", "parakstitajs.datums"];
    assert!(Filler::new(&again, &[]).unwrap().keeping_blank(&blanks).is_ok());
    // A second fill goes behind the first.
    let twice = fill(&again, &[("klients.regnr", FillValue::Text("90000000002".into()))]).unwrap();
    assert!(twice.bytes().starts_with(filled.bytes()));
    assert_eq!(Template::read(twice.bytes()).unwrap().features().revisions, again.features().revisions + 1);
}

/// The format is laid down for ever: signed packages name the SHA-256 of what was filled.
#[test]
fn the_bytes_of_three_forms_are_pinned() {
    for (form, pinned) in [
        (SAMPLE, "39c5a157624fd65b52c87be08fc149e8a43b469650e1d69dcc659f11bcebc3ac"),
        (
            "fixtures/forms/variants/comb.pdf",
            "7ab655623fac2fb25476ac36703d18641a0b7a7895a1439f7dfb7341dc295ce2",
        ),
        (
            "fixtures/forms/variants/object-streams.pdf",
            "38b593324e6526b5387b70a39a538e1057db290bd4a21f075b473c5568b03d56",
        ),
    ] {
        let digest = edocpack::values::Sha256Digest::of(filled(read(form)).bytes());
        assert_eq!(digest.to_string(), pinned, "{form}");
    }
}

#[test]
fn the_longest_values_fit_or_say_why() {
    let template = Template::read(read(SAMPLE)).unwrap();
    let all: Vec<(&str, FillValue)> = template
        .fields()
        .iter()
        .filter(|field| field.kind() == FieldKind::Text && !field.flags().read_only())
        .filter_map(|field| {
            let length = usize::try_from(field.max_len()?).ok()?;
            let text: String =
                "Ķeguma novada ģimnāzijas „Šūpoles” pārstāvis ".chars().cycle().take(length).collect();
            Some((field.name(), FillValue::Text(text.trim_end().to_owned())))
        })
        .collect();
    assert!(all.len() > 10);
    let filled = fill(&template, &all).unwrap();
    assert!(filled.fields().iter().any(|field| field.shrunk));
    assert!(filled.fields().iter().all(|field| field.size >= 5.0));
    // As the form has it, without leave to shrink, the same is refused with the measure.
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    let problems = Filler::new(&template, &names).unwrap().fill(&all).unwrap_err();
    assert!(
        problems.iter().all(|p| matches!(p, FillProblem::TextOverflow { over, .. } if *over > 0.0)),
        "{problems:?}"
    );
}

#[test]
fn variants_that_can_be_filled_are() {
    for name in [
        "comb",
        "on-state-on",
        "on-state-1",
        "on-state-utf8",
        "on-state-cp1257",
        "two-widgets",
        "inherited",
        "no-da",
        "sig-field",
        "date-javascript",
        "need-appearances",
        "xfa-hybrid",
        "embedded-file",
        "object-streams",
        "linearized",
        "signed",
    ] {
        let original = variant(name);
        let values: Vec<(&str, FillValue)> = values();
        let template = Template::read(original.clone()).unwrap();
        let filled = fill(&template, &values).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        assert!(filled.bytes().starts_with(&original), "{name}");
        judged(filled.bytes());
        let after = Template::read(filled.bytes()).unwrap();
        assert_eq!(after.features().xref, template.features().xref, "{name}");
        assert!(!after.features().need_appearances, "{name}");
        assert_eq!(after.features().xfa, edocpack::pdf::Xfa::None, "{name}");
        let on = after.field("darbiba.apturet").unwrap();
        assert_eq!(on.value(), Some(&FieldValue::On(on.on_states().next().unwrap().to_owned())), "{name}");
    }
}

#[test]
fn an_encrypted_form_stays_encrypted() {
    let original = variant("encrypted");
    let template = Template::read(original.clone()).unwrap();
    assert!(template.features().encrypted);
    let filled = fill(&template, &values()).unwrap();
    assert!(filled.bytes().starts_with(&original));
    let after = Template::read(filled.bytes()).unwrap();
    assert!(after.features().encrypted);
    judged(filled.bytes());

    let locked = variant("encrypted-password");
    assert_eq!(Template::read(locked.clone()).unwrap_err(), PdfError::Encrypted);
    let opened = Template::of(Pdf::read_with_password(locked, "parole").unwrap()).unwrap();
    assert!(fill(&opened, &values()).is_ok());
}

#[test]
fn variants_that_cannot_be_filled_say_why() {
    let cause = |name: &str| Template::read(variant(name)).unwrap_err();
    assert_eq!(cause("no-acroform"), PdfError::NoForm);
    assert_eq!(cause("no-acroform-widgets-left"), PdfError::NoForm);
    assert_eq!(cause("flattened"), PdfError::NoForm);
    assert_eq!(cause("scan"), PdfError::NoForm);
    assert_eq!(cause("xfa-dynamic"), PdfError::XfaOnly);
    let refused = |name: &str| fill(&Template::read(variant(name)).unwrap(), &values()).unwrap_err();
    assert!(refused("certified-no-changes").contains(&FillProblem::Certified));
    let small = refused("maxlen-small");
    assert!(matches!(&small[..], [FillProblem::TooManyCharacters { length: 27, max: 10, .. }]), "{small:?}");
    for name in ["preset-paraksts", "preset-datums"] {
        let preset = Template::read(variant(name)).unwrap();
        let blanks = ["parakstitajs.paraksts", "parakstitajs.datums"];
        let problems = Filler::new(&preset, &[]).unwrap().keeping_blank(&blanks).err().unwrap();
        assert_eq!(problems.len(), 1, "{name}");
    }
}

#[test]
fn what_is_remarkable_is_told() {
    let traits = |name: &str| Pdf::read(variant(name)).unwrap().features().clone();
    assert_eq!(traits("embedded-file").embedded_files.len(), 1);
    assert_eq!(traits("file-attachment").annotation_count("FileAttachment"), 1);
    assert_eq!(traits("scan").image_only_pages, [0]);
    assert_eq!(traits("signed").signatures, 1);
    assert_eq!(traits("certified-no-changes").certification, Some(1));
    assert_eq!(traits("certified-filling").certification, Some(2));
    assert!(traits("linearized").linearised);
    assert!(traits("date-javascript-today").javascript);
    assert!(!traits("comb").javascript);
    let date = Template::read(variant("date-javascript")).unwrap();
    let scripts: Vec<String> =
        date.field("parakstitajs.datums").unwrap().actions().filter_map(|a| a.script.clone()).collect();
    assert!(scripts.iter().any(|script| script.contains("AFDate_FormatEx")), "{scripts:?}");
}

#[test]
fn forms_of_other_makers_are_filled() {
    for (path, by_label) in
        [("fixtures/forms/other-make.pdf", "pdf-lib"), ("fixtures/forms/unseen.pdf", "reportlab")]
    {
        let original = read(path);
        let template = Template::read(original.clone()).unwrap();
        let values: Vec<(&str, FillValue)> = template
            .fields()
            .iter()
            .filter(|field| !field.flags().read_only())
            .filter_map(|field| {
                let value = match field.kind() {
                    FieldKind::Text => FillValue::Text("Ķēž 1".into()),
                    FieldKind::Checkbox => FillValue::On,
                    FieldKind::Radio => FillValue::State(field.on_states().last()?.to_owned()),
                    FieldKind::Combo | FieldKind::List => {
                        FillValue::Text(field.options().last()?.export.clone())
                    }
                    _ => return None,
                };
                Some((field.name(), value))
            })
            .collect();
        let filled = fill(&template, &values).unwrap_or_else(|problems| panic!("{by_label}: {problems:?}"));
        assert!(filled.bytes().starts_with(&original));
        let (_folder, path) = on_disk(filled.bytes());
        if let Some((said, complained)) = asked("qpdf", &["--check", path.to_str().unwrap()]) {
            assert!(said.contains("No syntax") && !complained.contains("WARNING"), "{said}{complained}");
        }
    }
}

/// Fills a form with a value of its kind in every field that takes one.
fn filled_in_every_field(bytes: Vec<u8>) -> FilledForm {
    const TEXT: &str = "Ķeguma „Ņega” šķūņi 12,5 €";
    let template = Template::read(bytes).unwrap();
    let values: Vec<(&str, FillValue)> = template
        .fields()
        .iter()
        .filter(|field| !field.flags().read_only() && field.actions().next().is_none())
        .filter_map(|field| {
            let value = match field.kind() {
                FieldKind::Text if !field.is_password() && !field.is_file_select() => {
                    let most = field.max_len().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
                    let narrow = field.widgets().iter().any(|widget| widget.rect().width() < 100.0);
                    let text: String = TEXT.chars().take(most.min(if narrow { 8 } else { 26 })).collect();
                    FillValue::Text(text.trim_end().to_owned())
                }
                FieldKind::Checkbox | FieldKind::Radio => {
                    FillValue::State(field.on_states().last()?.to_owned())
                }
                FieldKind::Combo | FieldKind::List => FillValue::Text(field.options().last()?.export.clone()),
                _ => return None,
            };
            Some((field.name(), value))
        })
        .collect();
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    Filler::with_options(&template, &names, FillOptions::PERMISSIVE).unwrap().fill(&values).unwrap()
}

/// The six pictures of `fixtures/pictures`: what they are of.
fn pictured() -> [(&'static str, FilledForm); 6] {
    [
        ("sample", filled(read(SAMPLE))),
        ("comb", filled(variant("comb"))),
        ("two-widgets", filled(variant("two-widgets"))),
        ("radio-group", filled_in_every_field(variant("radio-group"))),
        ("other-make", filled_in_every_field(read("fixtures/forms/other-make.pdf"))),
        ("unseen", filled_in_every_field(read("fixtures/forms/unseen.pdf"))),
    ]
}

/// A grey picture (PGM), and how wide it is.
fn grey(bytes: &[u8]) -> (usize, &[u8]) {
    let mut head = bytes.splitn(4, u8::is_ascii_whitespace);
    assert_eq!(head.next(), Some(b"P5".as_slice()));
    let mut number = || std::str::from_utf8(head.next().unwrap()).unwrap().parse::<usize>().unwrap();
    let (width, height) = (number(), number());
    (width, &bytes[bytes.len() - width * height..])
}

/// Poppler draws the filled forms as the pictures show them. A point counts as another where it is lighter or darker
/// by more than 96 of 255 (edges are smoothed a little otherwise from one edition of poppler to the next), and one in
/// two thousand may be. A letter that is lost, or moved by two points, is more than that in the picture's own row.
#[test]
fn poppler_draws_what_the_pictures_show() {
    const APART: u8 = 96;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pictures");
    let anew = std::env::var_os("EDOCPACK_PICTURES").is_some();
    for (name, filled) in pictured() {
        let (_kept, path) = on_disk(filled.bytes());
        let picture = folder.join(format!("{name}.png"));
        let Some(drawn) = drawn(path.to_str().unwrap()) else { return };
        if anew {
            fs::write(&picture, packed(&drawn)).unwrap();
        }
        let known = fs::read(&picture).unwrap_or_else(|error| panic!("{}: {error}", picture.display()));
        let known = unpacked(&known);
        let (width, drawn) = grey(&drawn);
        assert_eq!((width, drawn.len()), (known.0, known.1.len()), "{name}: another size");
        let apart: Vec<usize> =
            (0..drawn.len()).filter(|at| drawn[*at].abs_diff(known.1[*at]) > APART).collect();
        assert!(
            apart.len() <= drawn.len() / 2000,
            "{name}: {} of {} points differ",
            apart.len(),
            drawn.len()
        );
        // Gathered in one place, few points are a letter.
        for row in drawn.chunks(width * 8).zip(known.1.chunks(width * 8)) {
            let here = row.0.iter().zip(row.1).filter(|(a, b)| a.abs_diff(**b) > APART).count();
            assert!(here <= 12, "{name}: {here} points differ in one line");
        }
    }
}

/// A page as `pdftoppm` draws it, 60 points to the inch, in PGM.
fn drawn(path: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("page");
    asked("pdftoppm", &["-gray", "-r", "60", "-singlefile", path, root.to_str().unwrap()])?;
    Some(fs::read(root.with_extension("pgm")).unwrap())
}

/// A grey picture as PNG: 8 bits, no filters.
fn packed(pgm: &[u8]) -> Vec<u8> {
    let (width, points) = grey(pgm);
    let rows: Vec<u8> =
        points.chunks(width).flat_map(|row| std::iter::once(&0).chain(row)).copied().collect();
    let size = |n: usize| u32::try_from(n).unwrap().to_be_bytes();
    let head = [&size(width)[..], &size(points.len() / width), &[8, 0, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [
        (b"IHDR", head),
        (b"IDAT", miniz_oxide::deflate::compress_to_vec_zlib(&rows, 10)),
        (b"IEND", Vec::new()),
    ] {
        let chunk = [&name[..], &data].concat();
        png.extend(size(data.len()));
        png.extend(&chunk);
        png.extend(crc32fast::hash(&chunk).to_be_bytes());
    }
    png
}

/// A picture that [`packed`] made: its width and its points.
fn unpacked(png: &[u8]) -> (usize, Vec<u8>) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
    let width = number(16);
    let data = &png[41..41 + number(33)];
    let rows = miniz_oxide::inflate::decompress_to_vec_zlib(data).unwrap();
    (width, rows.chunks(width + 1).flat_map(|row| &row[1..]).copied().collect())
}

/// pdfium and mupdf read the values back from the page, each letter with ink under it.
#[test]
fn pdfium_and_mupdf_read_every_letter_and_find_its_ink() {
    const SCRIPT: &str = r"
import sys, ctypes, pypdfium2 as pdfium, pypdfium2.raw as raw
file = pdfium.PdfDocument(sys.argv[1])
file.init_forms()
file[0].flatten()
page = file[0]
picture = page.render(scale=3, may_draw_forms=False, grayscale=True)
buffer, stride = bytes(picture.buffer), picture.stride
text = page.get_textpage()
l, r, b, t = (ctypes.c_double() for _ in range(4))
blank = 0
for at in range(text.count_chars()):
    code = raw.FPDFText_GetUnicode(text.raw, at)
    print(chr(code), end='')
    if chr(code).isspace() or raw.FPDFText_IsGenerated(text.raw, at) == 1: continue
    raw.FPDFText_GetCharBox(text.raw, at, l, r, b, t)
    x0, x1 = int(l.value * 3), int(r.value * 3) + 1
    y0, y1 = int((page.get_height() - t.value) * 3), int((page.get_height() - b.value) * 3) + 1
    dots = [buffer[y * stride + x] for y in range(max(y0, 0), y1) for x in range(max(x0, 0), x1)]
    blank += not dots or max(dots) - min(dots) < 40
print()
print('blank', blank)
";
    let filled = filled(read(SAMPLE));
    let (_kept, path) = on_disk(filled.bytes());
    let path = path.to_str().unwrap();
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    let holds = |program: &str, text: &str| {
        let text = letters(text);
        for (name, value) in VALUES {
            assert!(text.contains(&letters(value)), "{program}: {name} is not in the text");
        }
    };
    if let Some((text, complained)) = asked("mutool", &["draw", "-q", "-F", "txt", "-o", "-", path]) {
        holds("mupdf", &format!("{text}{complained}"));
    }
    let pdfium = common::python_of("judges", "pdfium");
    let pdfium = pdfium.and_then(|python| asked(python.to_str().unwrap(), &["-c", SCRIPT, path]));
    if let Some((said, complained)) = pdfium {
        let (text, blank) = said.trim_end().rsplit_once("blank ").unwrap_or_else(|| panic!("{complained}"));
        holds("pdfium", text);
        assert_eq!(blank, "0", "letters without ink");
    }
}
