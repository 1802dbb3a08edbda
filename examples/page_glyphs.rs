//! Prints each shown glyph of a PDF as JSON, a page a line: `[[text, x, y, x1, y1], …]`, for `tests/glyph_boxes.py`.

use std::io::{self, Write};

use edocpack::pdf::PdfPages;
use edocpack::pdf::content::{GraphicsContext, Interpreter, PageBudget, PaintedGlyph, Visitor};

#[derive(Default)]
struct Glyphs(Vec<serde_json::Value>);

impl Visitor for Glyphs {
    fn glyph(&mut self, glyph: &PaintedGlyph<'_>, around: &GraphicsContext<'_>) {
        if around.optional_content_on {
            let [_, end, ..] = glyph.quad.0;
            let (x, y) = glyph.origin;
            self.0.push(serde_json::json!([glyph.text, x, y, end.0, end.1]));
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::stdout().lock();
    for path in std::env::args().skip(1) {
        let pdf = PdfPages::read(&std::fs::read(&path)?)?;
        let mut interpreter = Interpreter::new(&pdf);
        for page in 0..pdf.count() {
            let mut glyphs = Glyphs::default();
            let walked = interpreter.run_page(page, &PageBudget::DEFAULT, &mut glyphs);
            let troubles = walked.map(|walked| walked.incomplete).unwrap_or_default();
            let troubles: Vec<String> = troubles.iter().map(ToString::to_string).collect();
            writeln!(out, "{}", serde_json::json!({ "glyphs": glyphs.0, "troubles": troubles }))?;
        }
    }
    Ok(())
}
