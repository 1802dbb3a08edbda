//! A filled form held against the official blank.

use edocpack::pdf::{Pdf, compare};

fn read(path: &str) -> Vec<u8> {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

const SAMPLE: &str = "schemas/forms/lv.kase.x509/sample.pdf";

#[test]
fn dump() {
    for file in std::fs::read_dir(format!("{}/fixtures/shadow", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        if !name.ends_with(".pdf") { continue }
        let official = match name.as_str() {
            "xobject-swapped.pdf" => "fixtures/shadow/blank-with-emblem.pdf",
            "xref-into-the-original.pdf" | "previous-skipped.pdf" => "fixtures/shadow/blank-saved-twice.pdf",
            _ => SAMPLE,
        };
        let official = Pdf::read(read(official)).unwrap();
        let filled = match Pdf::read(read(&format!("fixtures/shadow/{name}"))) { Ok(f) => f, Err(e) => { println!("{name} ERR {e}"); continue } };
        let c = compare(&official, &filled);
        let refusals: Vec<_> = c.changes().iter().filter(|c| c.refuses()).collect();
        let rest: std::collections::BTreeSet<_> = c.changes().iter().filter(|c| !c.refuses()).map(|c| c.code()).collect();
        println!("{name:32} {:?} {refusals:?} + {rest:?}", c.way());
    }
}
