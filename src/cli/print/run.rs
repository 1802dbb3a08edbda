//! The outcome of a run, for other programs.

use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

use super::ci::junit::{self, escaped};
use super::ci::{github, refuses};
use crate::batch::{BatchError, Replaced, RunOutcome};
use crate::cli::failure::Failure;
use crate::diag::{Lang, mask_codes_in};
use crate::output::{FindingFacts, RowReport, RowState};

/// One line of JSON: the folder, and the report with all rows.
pub(in crate::cli) fn json(finished: &RunOutcome, out: &Path) -> Result<(), Failure> {
    write_stdout(|to| {
        write!(to, "{{\"out\":{},\"report\":", serde_json::Value::from(out.display().to_string()))?;
        finished.run_report.write_line(finished.rows()?, to)?;
        if let Some(Replaced { to: aside, documents, changed, left }) = &finished.replaced {
            let masked = |names: &[String]| names.iter().map(|name| mask_codes_in(name)).collect::<Vec<_>>();
            let (changed, left) = (masked(changed), masked(left));
            let told = json!({ "to": aside, "documents": documents, "changed": changed, "left": left });
            write!(to, ",\"replaced\":{told}")?;
        }
        writeln!(to, "}}")?;
        Ok(())
    })
}

/// `JUnit`'s XML, as test runners of CI systems read it: a case for each row, and one for the data as a whole.
pub(in crate::cli) fn junit(finished: &RunOutcome, lang: Lang) -> Result<(), Failure> {
    write_stdout(|to| {
        let totals = finished.totals;
        let names: Vec<&str> =
            finished.run_report.sources.iter().map(|source| source.file.as_str()).collect();
        let about_data = &finished.run_report.findings;
        let failures = totals.refused + u32::from(about_data.iter().any(refuses));
        let (tests, name) = (totals.rows as usize + 1, escaped(&names.join(", ")));
        junit::head(to, tests, failures as usize)?;
        writeln!(
            to,
            r#"<testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0" skipped="0">"#
        )?;
        case(to, &name, "data", about_data, about_data.iter().any(refuses), lang)?;
        for row in finished.rows()? {
            let row = row?;
            let file = escaped(row.file.as_deref().unwrap_or(&names.join(", ")));
            let refused = row.state == RowState::Refused;
            case(to, &file, &escaped(&row_label(&row)), &row.findings, refused, lang)?;
        }
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
    let all: Vec<&FindingFacts> = findings.iter().collect();
    let red: Vec<&FindingFacts> = findings.iter().filter(|finding| failed && refuses(finding)).collect();
    // Refused for its warnings alone.
    let red = if failed && red.is_empty() { all.clone() } else { red };
    junit::case(to, class, name, &all, &red, lang)
}

/// Commands of GitHub's workflows: each finding as an annotation of the data file.
pub(in crate::cli) fn github(finished: &RunOutcome, lang: Lang) -> Result<(), Failure> {
    write_stdout(|to| {
        github::annotations(to, &finished.run_report.findings, lang)?;
        for row in finished.rows()? {
            github::annotations(to, &row?.findings, lang)?;
        }
        writeln!(to, "{}", super::messages::run::totals(&finished.totals, lang))?;
        Ok(())
    })
}

fn row_label(row: &RowReport) -> String {
    row.name.clone().unwrap_or_else(|| format!("{:04}", row.row))
}

/// Prints piece by piece; a reader that went away (`| head`) is no error.
fn write_stdout(write: impl FnOnce(&mut dyn Write) -> Result<(), BatchError>) -> Result<(), Failure> {
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
        Err(error) => Err(Failure::from_batch(&error)),
        Ok(()) => Ok(()),
    }
}
