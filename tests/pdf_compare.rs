//! A filled form held against the official blank.

use edocpack::pdf::{Pdf, compare};

fn read(path: &str) -> Vec<u8> {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

const SAMPLE: &str = "schemas/forms/lv.kase.x509/sample.pdf";

#[test]
fn dump() {
    let official = Pdf::read(read(SAMPLE)).unwrap();
    for name in ["pdfjs", "pdf-lib", "pypdf", "pymupdf"] {
        for kind in ["good", "faults"] {
            let filled = Pdf::read(read(&format!("fixtures/filled/{name}-{kind}.pdf"))).unwrap();
            println!("{name} {kind} {:#?}", compare(&official, &filled));
        }
    }
}
