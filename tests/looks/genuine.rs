//! Fills that nobody altered: ours, and those of other programs.

use edocpack::pdf::{FillValue, Filler, Pdf, Template};

const SAMPLE: &str = "schemas/forms/lv.kase.x509/sample.pdf";

pub struct Genuine {
    pub name: &'static str,
    pub official: Pdf,
    pub bytes: Vec<u8>,
}

impl Genuine {
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self { name: "ours", official: official(), bytes: ours() }];
        for name in ["pdf-lib-good", "pymupdf-good", "pypdf-good"] {
            all.push(Self {
                name,
                official: official(),
                bytes: read(&format!("fixtures/filled/{name}.pdf")),
            });
        }
        all
    }
}

fn official() -> Pdf {
    Pdf::read(read(SAMPLE)).unwrap()
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The record that the other programs were given, filled by us.
fn ours() -> Vec<u8> {
    let template = Template::read(read(SAMPLE)).unwrap();
    let data: serde_json::Value = serde_json::from_slice(&read("fixtures/filled/data.json")).unwrap();
    let values: Vec<(&str, FillValue)> = data["good"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| {
            let value = value.as_str().map_or(FillValue::On, |text| FillValue::Text(text.into()));
            (name.as_str(), value)
        })
        .collect();
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    Filler::new(&template, &names).unwrap().fill(&values).unwrap().into_bytes()
}
