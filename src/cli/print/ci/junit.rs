//! `JUnit`'s XML, as test runners of CI systems read it: a suite for each file, a case for each record and one for the
//! file as a whole.

use std::io::{self, Write};

use super::CheckedFile;
use crate::diag::{Lang, is_display_control};
use crate::output::{CheckedKind, FindingFacts};

pub(super) fn write(to: &mut dyn Write, checked: &[CheckedFile], lang: Lang) -> io::Result<()> {
    let suites: Vec<JunitSuite<'_>> = checked.iter().map(JunitSuite::of).collect();
    let tests = suites.iter().map(|suite| suite.cases.len()).sum();
    let failures = suites.iter().map(JunitSuite::failures).sum();
    head(to, tests, failures)?;
    for suite in &suites {
        let (name, tests, failures) = (escaped(suite.name), suite.cases.len(), suite.failures());
        writeln!(
            to,
            r#"<testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0" skipped="0">"#
        )?;
        for (label, findings) in &suite.cases {
            let red: Vec<&FindingFacts> =
                findings.iter().copied().filter(|finding| suite.of.refuses(finding)).collect();
            case(to, &name, &escaped(label), findings, &red, lang)?;
        }
        writeln!(to, "</testsuite>")?;
    }
    writeln!(to, "</testsuites>")
}

/// The cases of a file.
struct JunitSuite<'c> {
    of: &'c CheckedFile,
    name: &'c str,
    cases: Vec<(String, Vec<&'c FindingFacts>)>,
}

impl<'c> JunitSuite<'c> {
    fn of(checked: &'c CheckedFile) -> Self {
        let findings = &checked.report.findings;
        let whole = match checked.report.kind {
            CheckedKind::Data => "data",
            CheckedKind::Definition => "definition",
            CheckedKind::Pdf => "pdf",
            _ => "container",
        };
        // A single record of JSON or TOML has no number in its findings; the first row of a sheet is that of headers.
        let alone = matches!(checked.rows.as_slice(), [1]);
        let of_record = |finding: &FindingFacts| match finding.place.row {
            Some(row) => checked.rows.contains(&row).then_some(row),
            None if alone => checked.rows.first().copied(),
            None => None,
        };
        let about = |record: Option<u32>| findings.iter().filter(move |f| of_record(f) == record).collect();
        let mut cases = Vec::new();
        if !alone {
            cases.push((whole.to_owned(), about(None)));
        }
        cases.extend(checked.rows.iter().map(|row| (format!("{row:04}"), about(Some(*row)))));
        let name = if checked.report.file.is_empty() { "edocpack" } else { &checked.report.file };
        Self { of: checked, name, cases }
    }

    fn failures(&self) -> usize {
        self.cases.iter().filter(|(_, findings)| findings.iter().any(|f| self.of.refuses(f))).count()
    }
}

pub(in crate::cli::print) fn head(to: &mut dyn Write, tests: usize, failures: usize) -> io::Result<()> {
    writeln!(to, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(to, r#"<testsuites tests="{tests}" failures="{failures}" errors="0">"#)
}

/// A case; `red` are the findings that make it fail.
pub(in crate::cli::print) fn case(
    to: &mut dyn Write,
    class: &str,
    name: &str,
    findings: &[&FindingFacts],
    red: &[&FindingFacts],
    lang: Lang,
) -> io::Result<()> {
    write!(to, r#"<testcase classname="{class}" name="{name}">"#)?;
    let element = match (red.is_empty(), findings.is_empty()) {
        (false, _) => {
            let codes: Vec<&str> = red.iter().map(|finding| finding.code.as_str()).collect();
            write!(to, r#"<failure message="{}">"#, escaped(&codes.join(" ")))?;
            "failure"
        }
        (true, false) => {
            write!(to, "<system-out>")?;
            "system-out"
        }
        (true, true) => return writeln!(to, "</testcase>"),
    };
    for finding in findings {
        writeln!(to, "{}", escaped(&super::super::finding_facts(finding, lang)))?;
    }
    writeln!(to, "</{element}></testcase>")
}

/// Text in XML. What XML 1.0 cannot hold is left out, and what would act on a display.
pub(in crate::cli::print) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            c if is_display_control(c) || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn texts_cannot_leave_their_place() {
        assert_eq!(escaped("a<b>&\"\u{1}\u{9b}\u{202e}\n"), "a&lt;b&gt;&amp;&quot;\n");
    }
}
