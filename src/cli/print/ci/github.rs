//! Commands of GitHub's workflows: each finding as an annotation of its file.

use std::io::{self, Write};

use super::{CheckedFile, level, line_of, path};
use crate::cli::print::text::escape_controls;
use crate::diag::Lang;
use crate::output::FindingFacts;

pub(super) fn write(to: &mut dyn Write, checked: &[CheckedFile], lang: Lang) -> io::Result<()> {
    checked.iter().try_for_each(|one| annotations(to, &one.report.findings, lang))
}

pub(in crate::cli::print) fn annotations(
    to: &mut dyn Write,
    findings: &[FindingFacts],
    lang: Lang,
) -> io::Result<()> {
    for finding in findings {
        let level = match level(finding) {
            "note" => "notice",
            level => level,
        };
        let mut properties = Vec::new();
        if let Some(file) = &finding.place.file {
            properties.push(format!("file={}", property(&path(file))));
            properties.extend(line_of(finding).map(|line| format!("line={line}")));
            properties.extend(finding.place.character.map(|column| format!("col={column}")));
        }
        properties.push(format!("title={}", property(&finding.code)));
        writeln!(to, "::{level} {}::{}", properties.join(","), message(&finding.one_line(lang)))?;
    }
    Ok(())
}

fn message(text: &str) -> String {
    escape_controls(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")).into_owned()
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_leave_their_place() {
        assert_eq!(message("50%\r\nx"), "50%25%0D%0Ax");
        assert_eq!(message("a\u{1b}[31m\u{9b}\u{202e}b"), r"a\u{1b}[31m\u{9b}\u{202e}b");
        assert_eq!(property("C:\\a,b"), "C%3A\\a%2Cb");
    }
}
