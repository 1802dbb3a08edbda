//! `edocpack preview` and `build --preview`: what a person will see, before it is signed.
#![cfg(feature = "preview")]

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use super::run::{Run, fixture};
use super::sample::NAMES;
use super::tools::ask;

/// Grey pixels, row by row.
struct Grey {
    width: usize,
    pixels: Vec<u8>,
}

fn grey(png: &[u8]) -> Grey {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    pixels.truncate(frame.buffer_size());
    let colors = match frame.color_type {
        png::ColorType::Grayscale => 1,
        png::ColorType::Rgb => 3,
        png::ColorType::Rgba => 4,
        other => panic!("{other:?}"),
    };
    let luma = |c: &[u8]| match c {
        [grey] => *grey,
        c => ((299 * u32::from(c[0]) + 587 * u32::from(c[1]) + 114 * u32::from(c[2])) / 1000) as u8,
    };
    Grey { width: frame.width as usize, pixels: pixels.chunks_exact(colors).map(luma).collect() }
}

/// The structural similarity of two pictures (Wang et al. 2004), over blocks of 8 by 8 pixels. A side that is a pixel
/// longer in one is cut.
#[expect(
    clippy::cast_precision_loss,
    clippy::many_single_char_names,
    reason = "the names of the formula, over 64 pixels"
)]
fn similarity(a: &Grey, b: &Grey) -> f64 {
    const SIDE: usize = 8;
    let rows = |g: &Grey| g.pixels.len() / g.width;
    assert!(a.width.abs_diff(b.width) <= 1 && rows(a).abs_diff(rows(b)) <= 1, "other sizes");
    let (width, height) = (a.width.min(b.width), rows(a).min(rows(b)));
    let (c1, c2) = ((0.01_f64 * 255.0).powi(2), (0.03_f64 * 255.0).powi(2));
    let mut sum = (0.0, 0.0);
    for (y, x) in
        (0..height - SIDE).step_by(4).flat_map(|y| (0..width - SIDE).step_by(4).map(move |x| (y, x)))
    {
        let block = |g: &Grey| -> Vec<f64> {
            (y..y + SIDE)
                .flat_map(|row| &g.pixels[row * g.width + x..row * g.width + x + SIDE])
                .map(|v| f64::from(*v))
                .collect()
        };
        let (p, q) = (block(a), block(b));
        let n = p.len() as f64;
        let mean = |v: &[f64]| v.iter().sum::<f64>() / n;
        let (mp, mq) = (mean(&p), mean(&q));
        let covariance = |v: &[f64], m: f64, w: &[f64], k: f64| {
            v.iter().zip(w).map(|(a, b)| (a - m) * (b - k)).sum::<f64>() / n
        };
        let (vp, vq, cov) =
            (covariance(&p, mp, &p, mp), covariance(&q, mq, &q, mq), covariance(&p, mp, &q, mq));
        let here = ((2.0 * mp * mq + c1) * (2.0 * cov + c2)) / ((mp * mp + mq * mq + c1) * (vp + vq + c2));
        sum = (sum.0 + here, sum.1 + 1.0);
    }
    sum.0 / sum.1
}

#[test]
fn draws_a_page_and_overwrites_nothing() {
    let ran = Run::new(&["preview", "pymupdf-good.pdf", "-o", "lapa.png"])
        .fixture("fixtures/filled/pymupdf-good.pdf")
        .run()
        .code(0)
        .says("1. lappuse no 1, 150 punkti collā\nuzrakstīts: lapa.png\n");
    let picture = grey(&ran.bytes("lapa.png"));
    assert_eq!((picture.width, picture.pixels.len() / picture.width), (1241, 1754));
    let first = ran.bytes("lapa.png");
    let again = ran.then(&["preview", "pymupdf-good.pdf", "-o", "lapa.png"]).code(2);
    assert!(again.stderr.contains("jau ir"), "{}", again.stderr);
    let small = ["preview", "pymupdf-good.pdf", "-o", "lapa.png", "--dpi", "50", "--overwrite", "--json"];
    let small = again.then(&small).code(0);
    assert_eq!(
        small.stdout,
        "{\"file\":\"pymupdf-good.pdf\",\"picture\":\"lapa.png\",\"page\":1,\"pages\":1,\"width\":414,\
         \"height\":585,\"dpi\":50.0,\"findings\":[]}\n"
    );
    assert_ne!(small.bytes("lapa.png"), first);
}

#[test]
fn draws_the_document_of_a_container() {
    let of = |file: &str, fixture: &str| {
        let ran = Run::new(&["preview", file, "-o", "x.png"]).fixture(fixture).run().code(0);
        grey(&ran.bytes("x.png")).pixels
    };
    let document =
        Run::new(&["extract", "janis.edoc", "-o", "x"]).fixture("fixtures/signed/janis.edoc").run();
    let pdf = document.only("x", ".pdf");
    let ran = document.then(&["preview", &pdf, "-o", "x.png"]).code(0);
    assert!(grey(&ran.bytes("x.png")).pixels == of("janis.edoc", "fixtures/signed/janis.edoc"));
}

#[test]
fn says_what_is_wrong() {
    let run =
        |args: &[&str]| Run::new(&[&["preview"], args].concat()).fixture("fixtures/filled/pypdf-good.pdf");
    let ran = run(&["pypdf-good.pdf", "-o", "x.png", "--page", "2"]).run().code(1);
    insta::assert_snapshot!(ran.stdout, @r"
    pypdf-good.pdf: kļūda P-no-page: Lappuses 2 nav; dokumentā lappušu skaits: 1.
        Norādiet --page no 1 līdz 1.
    ");
    let ran = run(&["pypdf-good.pdf", "-o", "x.png", "--page", "0", "--lang", "en"]).run().code(1);
    assert!(ran.stdout.contains("There is no page 0; pages of the document: 1."), "{}", ran.stdout);
    let ran = run(&["pypdf-good.pdf", "-o", "x.png", "--dpi", "9", "--lang", "en"]).run();
    ran.fails("error: --dpi 9 is out of range\nhint: give from 10 to 1200\n");
    let ran = run(&["data.csv", "-o", "x.png", "--lang", "en"]).file("data.csv", "a;b\n").run();
    ran.fails(
        "error: `data.csv` is neither a PDF nor a container\n\
         hint: what 'edocpack build' makes of data can be drawn\n",
    );
    let ran = Run::new(&["preview", "broken.pdf", "-o", "x.png"])
        .file("broken.pdf", "%PDF-1.7\nnothing")
        .run()
        .code(1);
    assert!(ran.stdout.contains("P-damaged"), "{}", ran.stdout);
    assert_eq!(ran.files(), ["broken.pdf"], "nothing half-written");
    let packed = |files: &[&str], content: &[u8]| {
        let run = files.iter().fold(Run::new(&["pack"]), |run, name| run.file(name, content));
        let packed = run.args(&[&["pack"], files, &["-o", "x.edoc"]].concat()).run().code(0);
        packed.then(&["preview", "x.edoc", "-o", "x.png"]).code(1).stdout
    };
    let pdf = fixture("fixtures/filled/pypdf-good.pdf");
    assert!(packed(&["a.pdf", "b.pdf"], &pdf).contains("P-several-pdfs"));
    assert!(packed(&["a.txt"], b"text").contains("P-no-pdf-inside"));
}

#[test]
fn shows_values_that_the_file_leaves_to_viewers() {
    let ran = Run::new(&["preview", "pdfjs-good.pdf", "-o", "x.png", "--dpi", "72"])
        .fixture("fixtures/filled/pdfjs-good.pdf")
        .run()
        .code(0);
    let picture = grey(&ran.bytes("x.png"));
    // The client's name, which pdf.js left without an appearance: 52.7 675.6 542.0 704.3.
    let dark = (842 - 704..842 - 676)
        .flat_map(|row| &picture.pixels[row * picture.width + 54..row * picture.width + 200])
        .filter(|shade| **shade < 100)
        .count();
    assert!(dark > 100, "{dark} dark pixels");
}

/// The pages that people have looked at, as poppler and as we draw them.
#[test]
fn looks_as_in_poppler() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for form in [
        "fixtures/filled/pymupdf-good.pdf",
        "fixtures/filled/pdf-lib-good.pdf",
        "fixtures/forms/other-make.pdf",
        "fixtures/forms/unseen.pdf",
        "fixtures/forms/variants/radio-group.pdf",
        "fixtures/forms/variants/encrypted.pdf",
    ] {
        let name = Path::new(form).file_name().unwrap().to_str().unwrap();
        let ran = Run::new(&["preview", name, "-o", "ours.png"]).fixture(form).run().code(0);
        let theirs = ran.path("theirs");
        let path = folder.join(form);
        let args = ["-png", "-r", "150", "-singlefile", path.to_str().unwrap(), theirs.to_str().unwrap()];
        // The back-end of poppler that does not bend letters to the grid of pixels.
        let Some(said) = ask("pdftocairo", &args) else { return };
        assert!(said.content, "{}", said.text);
        let similar = similarity(&grey(&ran.bytes("ours.png")), &grey(&ran.bytes("theirs.png")));
        assert!(similar > 0.97, "{form}: {similar:.4}");
    }
}

/// A file that asks for more than anybody has is refused soon, and leaves nothing.
#[test]
fn hostile_pages_end_soon() {
    let form = |next: usize| {
        let calls = format!("/F{next} Do ").repeat(12);
        format!(
            "<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F{next} {next} 0 R>>>>/Length {}>>\nstream\n{calls}\nendstream",
            calls.len()
        )
    };
    // Twelve forms that call the next twelve times: 12 to the power of 12.
    let tower: Vec<String> = (5..17).map(|number| form(number + 1)).collect();
    let image = |entries: &str, data: &str| {
        format!(
            "<</Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8{entries}/Length {}>>\nstream\n{data}\nendstream",
            data.len()
        )
    };
    let page = |resources: &str, objects: &[String]| {
        let content = "q 300 0 0 200 0 0 cm /X Do /F5 Do Q";
        let mut all = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</XObject<<{resources}>>>>>>"
            ),
            format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        ];
        all.extend_from_slice(objects);
        written(&all)
    };
    for (name, file, code) in [
        ("tower", page("/F5 5 0 R", &tower), "P-too-much"),
        ("picture", page("/X 5 0 R", &[image("/Width 65000/Height 65000", "x")]), "P-too-much"),
        // It says little of itself; what is inside would take 40 GB.
        (
            "jpeg 2000",
            page("/X 5 0 R", &[image("/Width 8/Height 8/Filter[/ASCIIHexDecode/JPXDecode]", &jpx())]),
            "",
        ),
    ] {
        let began = Instant::now();
        let ran = Run::new(&["preview", "x.pdf", "-o", "x.png"]).file("x.pdf", file).run();
        assert!(began.elapsed() < Duration::from_secs(40), "{name}: {:?}", began.elapsed());
        if code.is_empty() {
            assert!(ran.code < 2, "{name}");
        } else {
            assert!(ran.stdout.contains(code), "{name}: {}{}", ran.stdout, ran.stderr);
            assert_eq!(ran.code(1).files(), ["x.pdf"], "{name}");
        }
    }
}

/// The head of a JPEG 2000 codestream of 200,000 by 200,000 pixels.
fn jpx() -> String {
    let side = 200_000_u32.to_be_bytes();
    let zero = [0_u8; 4];
    let mut head = vec![0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0];
    for part in [side, side, zero, zero, side, side, zero, zero] {
        head.extend(part);
    }
    head.extend([0, 1, 7, 1, 1]);
    // As text: every byte a letter of its own value would not survive UTF-8, so the stream is written in hexadecimal.
    head.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }) + ">"
}

fn written(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        let _ = writeln!(out, "{} 0 obj\n{object}\nendobj", index + 1);
    }
    let xref = out.len();
    let _ = writeln!(out, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1);
    for offset in offsets {
        let _ = writeln!(out, "{offset:010} 00000 n ");
    }
    let _ = write!(out, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF", objects.len() + 1);
    out.into_bytes()
}

#[test]
fn a_run_puts_a_picture_beside_each_document() {
    let ran = Run::new(&["build", "pieteikumi.csv", "--out", "o", "--preview"])
        .fixture("fixtures/data/pieteikumi.csv")
        .run()
        .code(0);
    let sheet = ran.text("o/lapa.html");
    assert!(sheet.contains("img-src 'self' file:\">"), "the sheet may show them");
    for name in NAMES {
        assert_eq!(grey(&ran.bytes(&format!("o/pdf/{name}.png"))).width, 1241);
        assert!(sheet.contains(&format!(
            "<img loading=\"lazy\" src=\"pdf/{name}.png\" alt=\"Pirmās lappuses attēls\">"
        )));
    }
    let picture = format!("pdf/{}.png", NAMES[0]);
    let drawn = ran.bytes(&format!("o/{picture}"));
    // Without the option it is another run.
    let other = ran.then(&["build", "pieteikumi.csv", "--out", "o", "--replace"]).code(0);
    assert!(!other.text("o/lapa.html").contains("<img") && !other.path(&format!("o/{picture}")).exists());
    assert_eq!(other.bytes(&format!("o/ieprieksejie/1/{picture}")), drawn);
    let again = other.then(&["build", "pieteikumi.csv", "--out", "o", "--replace", "--preview"]).code(0);
    assert_eq!(again.bytes(&format!("o/{picture}")), drawn);
}
