//! What a run came to, for other programs.

use std::io::{self, Write};
use std::path::Path;

use crate::batch::{BatchError, Finished};
use crate::cli::command::build_failed;
use crate::cli::failure::Failure;
use crate::cli::settings::{ForCi, Settings};
use crate::diag::{Lang, Severity};
use crate::output::{FindingFacts, RowReport, RowState};

/// One line of JSON: the folder, and the report with all rows.
pub(in crate::cli) fn json(finished: &Finished, out: &Path) -> Result<(), Failure> {
    written(|to| {
        write!(to, "{{\"out\":{},\"report\":", serde_json::Value::from(out.display().to_string()))?;
        finished.run.write_line(finished.rows()?, to)?;
        writeln!(to, "}}")?;
        Ok(())
    })
}

/// `JUnit`'s XML, as test runners of CI systems read it: a case for each row, and one for the data as a whole.
pub(in crate::cli) fn junit(finished: &Finished, lang: Lang) -> Result<(), Failure> {
    written(|to| {
        let totals = finished.totals;
        let names: Vec<&str> = finished.run.sources.iter().map(|source| source.file.as_str()).collect();
        let about_data = &finished.run.findings;
        let failures = totals.refused + u32::from(about_data.iter().any(refuses));
        writeln!(to, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        let (tests, name) = (u64::from(totals.rows) + 1, escaped(&names.join(", ")));
        writeln!(to, r#"<testsuites tests="{tests}" failures="{failures}" errors="0">"#)?;
        writeln!(
            to,
            r#"<testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0" skipped="0">"#
        )?;
        case(to, &name, "data", about_data, about_data.iter().any(refuses), lang)?;
        for row in finished.rows()? {
            let row = row?;
            let file = escaped(row.file.as_deref().unwrap_or(&names.join(", ")));
            let refused = row.state == RowState::Refused;
            case(to, &file, &escaped(&label(&row)), &row.findings, refused, lang)?;
        }
        writeln!(to, "</testsuite>\n</testsuites>")?;
        Ok(())
    })
}

/// Findings that are of no run.
pub(in crate::cli) fn for_ci(
    findings: &[FindingFacts],
    file: &str,
    settings: &Settings,
) -> Result<(), Failure> {
    written(|to| {
        if settings.for_ci == Some(ForCi::Github) {
            annotations(to, findings, settings.lang)?;
            return Ok(());
        }
        let failed = findings.iter().any(refuses);
        let (name, failures) = (escaped(file), u32::from(failed));
        writeln!(to, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(to, r#"<testsuites tests="1" failures="{failures}" errors="0">"#)?;
        writeln!(to, r#"<testsuite name="{name}" tests="1" failures="{failures}" errors="0" skipped="0">"#)?;
        case(to, &name, "data", findings, failed, settings.lang)?;
        writeln!(to, "</testsuite>\n</testsuites>")?;
        Ok(())
    })
}

fn case(
    to: &mut dyn Write,
    class: &str,
    name: &str,
    findings: &[FindingFacts],
    failed: bool,
    lang: Lang,
) -> io::Result<()> {
    write!(to, r#"<testcase classname="{class}" name="{name}">"#)?;
    if failed {
        let codes: Vec<&str> = findings.iter().filter(|f| refuses(f)).map(|f| f.code.as_str()).collect();
        write!(to, r#"<failure message="{}">"#, escaped(&codes.join(" ")))?;
        for finding in findings {
            writeln!(to, "{}", escaped(&super::facts(finding, lang)))?;
        }
        write!(to, "</failure>")?;
    } else if !findings.is_empty() {
        write!(to, "<system-out>")?;
        for finding in findings {
            writeln!(to, "{}", escaped(&super::facts(finding, lang)))?;
        }
        write!(to, "</system-out>")?;
    }
    writeln!(to, "</testcase>")
}

/// Commands of GitHub's workflows: each finding as an annotation of the data file.
pub(in crate::cli) fn github(finished: &Finished, lang: Lang) -> Result<(), Failure> {
    written(|to| {
        annotations(to, &finished.run.findings, lang)?;
        for row in finished.rows()? {
            annotations(to, &row?.findings, lang)?;
        }
        writeln!(to, "{}", super::words::totals(&finished.totals, lang))?;
        Ok(())
    })
}

fn annotations(to: &mut dyn Write, findings: &[FindingFacts], lang: Lang) -> io::Result<()> {
    for finding in findings {
        let level = match finding.severity {
            Severity::Error if !finding.accepted => "error",
            Severity::Warning => "warning",
            _ => "notice",
        };
        let mut place = String::new();
        if let Some(file) = &finding.place.file {
            place.push_str(&format!(" file={}", property(file)));
            if let Some(line) = finding.place.line.or(finding.place.row) {
                place.push_str(&format!(",line={line}"));
            }
            place.push(',');
        } else {
            place.push(' ');
        }
        writeln!(to, "::{level}{place}title={}::{}", property(&finding.code), message(&finding.said(lang)))?;
    }
    Ok(())
}

fn refuses(finding: &FindingFacts) -> bool {
    finding.severity == Severity::Error && !finding.accepted
}

fn label(row: &RowReport) -> String {
    row.name.clone().unwrap_or_else(|| format!("{:04}", row.row))
}

/// Text in XML. What XML 1.0 cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            c if c < ' ' && c != '\t' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

/// Prints piece by piece; a reader that went away (`| head`) is no error.
fn written(write: impl FnOnce(&mut dyn Write) -> Result<(), BatchError>) -> Result<(), Failure> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let done = write(&mut out).and_then(|()| Ok(out.flush()?));
    match done {
        Err(BatchError::Output(crate::output::OutputError::Io { path, source, .. }))
            if path.as_os_str().is_empty() =>
        {
            if source.kind() == io::ErrorKind::BrokenPipe {
                // Nothing more is to be written by the buffer either.
                let _ = out.into_parts();
                return Ok(());
            }
            Err(Failure::by_system(
                "nevar rakstīt standarta izvadē",
                "cannot write to standard output",
                &source,
            ))
        }
        Err(error) => Err(build_failed(&error)),
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_leave_their_place() {
        assert_eq!(escaped("a<b>&\"\u{1}\n"), "a&lt;b&gt;&amp;&quot;\n");
        assert_eq!(message("50%\r\nx"), "50%25%0D%0Ax");
        assert_eq!(property("C:\\a,b"), "C%3A\\a%2Cb");
    }
}
