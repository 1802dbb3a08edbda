//! Printing: the only place that writes to standard output.

pub(super) mod ci;
pub(super) mod compatibility;
pub(super) mod messages;
pub(super) mod progress_bar;
pub(super) mod run;
pub(super) mod shell;
pub(super) mod signatures;
pub(super) mod table;
pub(super) mod terminal;
pub(super) mod text;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::json;

use super::Outcome;
use super::failure::Failure;
use super::settings::{CiFormat, OutputFormat, Settings};
use crate::diag::{Finding, Lang, Report, Severity};
use crate::output::FindingFacts;

/// Prints lines for people, broken at spaces where a terminal is too narrow; a reader that went away (`| head`) is no
/// error.
pub(super) fn line(text: &str) -> Result<(), Failure> {
    unwrapped_line(&text::wrap_lines(text, terminal::width()))
}

/// The same without breaking lines: where what stands below what matters.
pub(super) fn unwrapped_line(text: &str) -> Result<(), Failure> {
    bytes(format!("{}\n", text::escape_controls(text)).as_bytes())
}

/// Prints bytes as they are.
pub(super) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::by_system(
            "nevar rakstīt standarta izvadē",
            "cannot write to standard output",
            &error,
        )),
        _ => Ok(()),
    }
}

/// Prints a value as one line of JSON; what would act on a terminal is escaped, as JSON may.
pub(super) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value)
        .map_err(|error| Failure::because("nevar izveidot JSON", "cannot make JSON", &error))?;
    bytes(format!("{}\n", text::escape_json_controls(&text)).as_bytes())
}

/// Prints every finding of a report, for people.
pub(super) fn report(report: &Report, lang: Lang) -> Result<(), Failure> {
    report.findings().iter().try_for_each(|f| line(&finding(f, lang)))
}

/// Prints why nothing was done: what was found before the work began, or instead of it.
pub(super) fn refusal(report: &Report, settings: &Settings) -> Result<Outcome, Failure> {
    match settings.format {
        _ if settings.ci_format.is_some() => {
            let findings = report.findings().iter().map(FindingFacts::from).collect();
            let kind = settings.ci_format.unwrap_or(CiFormat::Short);
            ci::write(&[ci::CheckedFile::refusal(findings)], kind, None, settings.lang)?;
        }
        OutputFormat::Human => self::report(report, settings.lang)?,
        OutputFormat::Json => {
            let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
            json(&json!({ "state": "refused", "findings": findings }))?;
        }
    }
    Ok(Outcome::Refused)
}

/// A finding for people: its place, weight, code and message in one line, and what to do in a second.
pub(super) fn finding(finding: &Finding, lang: Lang) -> String {
    let weight = (finding.severity, finding.accepted);
    let code = finding.code.as_str();
    let (place, hint) = (finding.origin.describe(lang), finding.hint(lang));
    finding_text(&place, weight, code, &finding.message(lang), hint.as_deref(), lang)
}

/// The same of a finding that is written down already: personal codes in it are masked.
pub(super) fn finding_facts(finding: &FindingFacts, lang: Lang) -> String {
    let weight = (finding.severity, finding.accepted);
    let (place, hint) = (finding.place.words.of(lang), finding.hint.as_ref().map(|hint| hint.of(lang)));
    finding_text(place, weight, &finding.code, finding.message.of(lang), hint, lang)
}

fn finding_text(
    place: &str,
    (severity, accepted): (Severity, bool),
    code: &str,
    message: &str,
    hint: Option<&str>,
    lang: Lang,
) -> String {
    // A key or an entry that brings a line of its own would be read as one of ours.
    let place = if place.is_empty() { String::new() } else { format!("{}: ", text::in_one_line(place)) };
    let weight = messages::severity(if accepted { Severity::Info } else { severity }, lang);
    let accepted = if accepted { messages::accepted(lang) } else { "" };
    let hint = hint.map_or_else(String::new, |hint| format!("\n    {hint}"));
    format!("{place}{weight} {code}{accepted}: {message}{hint}")
}

/// A finding about a text, with the line of the text and the place pointed at.
pub(super) fn finding_with_excerpt(finding: &Finding, picture: Option<&str>, lang: Lang) -> String {
    let told = self::finding(finding, lang);
    match (picture, told.split_once('\n')) {
        (None, _) => told,
        (Some(picture), None) => format!("{told}{picture}"),
        (Some(picture), Some((message, hint))) => format!("{message}{picture}\n{hint}"),
    }
}
