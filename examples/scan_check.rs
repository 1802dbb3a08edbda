//! Says of each file whether it is a scan, as JSON a line: `{"verdict": …, "pages": [{"verdict": …}, …], …}`.
//! With `--words` in front, in words as well.

use std::io::{self, Write};

use edocpack::diag::Lang;
use edocpack::scan::{Budget, look};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::stdout().lock();
    let mut words = false;
    for argument in std::env::args().skip(1) {
        if argument == "--words" {
            words = true;
            continue;
        }
        let look = look(&std::fs::read(&argument)?, &argument, &Budget::default());
        writeln!(out, "{}", serde_json::to_string(&look)?)?;
        for finding in look.report().findings().iter().filter(|_| words) {
            for lang in [Lang::Lv, Lang::En] {
                writeln!(
                    out,
                    "  {} {} {}",
                    finding.code,
                    finding.message(lang),
                    finding.hint(lang).unwrap_or_default()
                )?;
            }
        }
    }
    Ok(())
}
