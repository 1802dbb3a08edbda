//! A PDF of the form that somebody filled in, with whatever program.

use super::{Press, screening, signing};
use crate::data::Record;
use crate::diag::catalogue::document as words;
use crate::diag::{Finding, Origin, Report};
use crate::pdf::{Pdf, Template};
use crate::pki::Signer;
use crate::rules::{self, Application, Circumstances, Purpose};

/// Checks a filled PDF as it stands: whether it is the form, whether it carries what it may not, its values by the
/// rules, and who signed it, if it is signed as a PDF. The report of a good one may hold warnings; it is never called
/// ready where the form is a sample.
pub fn check_filled(
    press: &Press<'_>,
    bytes: &[u8],
    name: &str,
    circumstances: &Circumstances,
) -> Result<(Application, Report), Report> {
    let Seen { application, record, signers, mut report } = look(press, bytes, name, circumstances);
    report.append(signing::policy(press.form(), record.as_ref(), &signers, &Origin::file(name)));
    match application {
        Some(application) if !report.refuses() => Ok((application, report)),
        _ => Err(report),
    }
}

/// What there is to see in a filled PDF.
#[derive(Default)]
pub(super) struct Seen {
    /// Its values, where they pass the rules.
    pub(super) application: Option<Application>,
    /// Its values as they stand, where it is the form.
    pub(super) record: Option<Record>,
    /// Who signed it as a PDF.
    pub(super) signers: Vec<Signer>,
    /// All that was found, without what the form asks of signatures.
    pub(super) report: Report,
}

pub(super) fn look(press: &Press<'_>, bytes: &[u8], name: &str, circumstances: &Circumstances) -> Seen {
    let pdf = match pdf(bytes, name) {
        Ok(pdf) => pdf,
        Err(report) => return Seen { report, ..Seen::default() },
    };
    let mut seen = Seen::default();
    if pdf.traits().signatures > press.bound().template().traits().signatures {
        let (signers, report) = signing::of_pdf(&pdf, &Origin::file(name));
        seen.signers = signers;
        seen.report = report;
    }
    let record = match of_pdf(press, &pdf, name) {
        Ok((record, report)) => {
            seen.report.append(report);
            record
        }
        Err(report) => {
            seen.report.append(report);
            return seen;
        }
    };
    match rules::check(press.form(), &record, &circumstances.clone().of(Purpose::FilledPdf)) {
        Ok(application) => {
            seen.report.append(application.report().clone());
            if press.bound().is_sample() {
                seen.report.push(press.form().in_own_words(Finding::of(&words::SAMPLE, Origin::file(name))));
            }
            seen.application = Some(application);
        }
        Err(refused) => seen.report.append(refused),
    }
    seen.record = Some(record);
    seen
}

/// The values of a filled form, and what the file carries besides. The report has errors where the values are there
/// but the file is refused all the same.
pub(super) fn record(press: &Press<'_>, bytes: &[u8], name: &str) -> Result<(Record, Report), Report> {
    of_pdf(press, &pdf(bytes, name)?, name)
}

fn pdf(bytes: &[u8], name: &str) -> Result<Pdf, Report> {
    Pdf::read(bytes).map_err(|error| [error.finding(Origin::file(name))].into_iter().collect())
}

/// The same of a PDF that is parsed already.
fn of_pdf(press: &Press<'_>, pdf: &Pdf, name: &str) -> Result<(Record, Report), Report> {
    let origin = Origin::file(name);
    let form = press.form();
    let blank = press.bound().template();
    let mut report = screening::filled(form, pdf, blank, &origin);
    if pdf.traits().signatures > blank.traits().signatures {
        if let Some(asked) = &form.document().signed_as_pdf {
            let code = format!("{}-pdf", asked.rule);
            report.push(screening::ruled(form, &words::SIGNED_AS_PDF, code, origin.clone()));
        }
    }
    let template = match Template::of(pdf.clone()) {
        Ok(template) => template,
        Err(error) => {
            report.push(error.finding(origin));
            return Err(report);
        }
    };
    let lacking = press.bound().lacking(&template);
    if !lacking.is_empty() {
        let finding = Finding::of(&words::NOT_THE_FORM, origin);
        report.push(finding.with("v", name).with("form", form.id()).with("list", lacking.join(", ")));
        return Err(report);
    }
    Ok((press.bound().record_of(form, &template, name), report))
}
