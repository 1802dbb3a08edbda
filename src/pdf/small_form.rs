//! Small forms for tests, object by object.

use std::fmt::Write as _;

/// A form of one page, 300 × 200 pt. `fields` are the objects from number 5 on; all are listed as fields and as
/// annotations. `more` goes into the AcroForm, `extra` are further objects.
pub(crate) struct SmallForm<'a> {
    pub(crate) fields: &'a [&'a str],
    pub(crate) more: &'a str,
    pub(crate) catalog: &'a str,
    pub(crate) extra: &'a [&'a str],
}

pub(crate) const TEXT: &str =
    "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[10 10 110 30]/F 4/DA(/Helv 0 Tf 0 g)>>";

impl Default for SmallForm<'_> {
    fn default() -> Self {
        Self { fields: &[TEXT], more: "", catalog: "", extra: &[] }
    }
}

impl SmallForm<'_> {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let list: Vec<String> = (0..self.fields.len()).map(|index| format!("{} 0 R", index + 5)).collect();
        let list = list.join(" ");
        let mut objects = vec![
            format!("<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R{}>>", self.catalog),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Annots[{list}]>>"),
            format!(
                "<</Fields[{list}]/DR<</Font<</Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>{}>>",
                self.more
            ),
        ];
        objects.extend(self.fields.iter().chain(self.extra).map(|object| (*object).to_owned()));
        pdf_file(&objects)
    }
}

/// A file with a cross-reference table; the first object is the catalog.
pub(crate) fn pdf_file(objects: &[String]) -> Vec<u8> {
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

/// A stream object.
pub(crate) fn stream(entries: &str, content: &str) -> String {
    format!("<<{entries}/Length {}>>\nstream\n{content}\nendstream", content.len())
}
