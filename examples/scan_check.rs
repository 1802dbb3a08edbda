//! Says of each file whether it is a scan, as JSON a line.

use edocpack::pdf::Pdf;

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        match Pdf::read(bytes) {
            Ok(pdf) => {
                let (verdict, pages) = edocpack::scan::pdf_pages(&pdf);
                println!("{}", serde_json::json!({"verdict": verdict, "pages": pages}));
            }
            Err(e) => println!("{}", serde_json::json!({"verdict": "unknown", "pages": [], "why": e.to_string()})),
        }
    }
}
