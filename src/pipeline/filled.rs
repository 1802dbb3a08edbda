//! A PDF of the form that somebody filled in, with whatever program.

use super::{Press, screening};
use crate::data::Record;
use crate::diag::catalogue::document as words;
use crate::diag::{Bilingual, Finding, Origin, Report};
use crate::pdf::{Pdf, Template, compare};
use crate::rules::{self, Application, Circumstances, Purpose};

/// Checks a filled PDF as it stands: whether it is the official form and a fill and nothing else, whether it carries
/// what it may not, and its values by the rules. The report of a good one may hold warnings; it is never called ready where the form is a sample.
pub fn check_filled(
    press: &Press<'_>,
    bytes: &[u8],
    name: &str,
    circumstances: &Circumstances,
) -> Result<(Application, Report), Report> {
    let Filled { record, mut report, template, encrypted } = record(press, bytes, name)?;
    let official = press.bound().template().pdf();
    report.append(compare(official, template.pdf()).report(&Origin::file(name)));
    if encrypted {
        report.push(Finding::of(&words::ENCRYPTED, Origin::file(name)));
    }
    let circumstances = circumstances.clone().of(Purpose::FilledPdf);
    match rules::check(press.form(), &record, &circumstances) {
        Ok(application) => {
            report.append(application.report().clone());
            if press.bound().is_sample() {
                report.push(press.form().in_own_words(Finding::of(&words::SAMPLE, Origin::file(name))));
            }
            if report.refuses() { Err(report) } else { Ok((application, report)) }
        }
        Err(refused) => {
            report.append(refused);
            Err(report)
        }
    }
}

/// What was read from a filled form.
pub(crate) struct Filled {
    pub(crate) record: Record,
    pub(crate) report: Report,
    /// The file itself.
    pub(crate) template: Template,
    /// The file is encrypted: its values can be taken over, but it is no document to sign.
    pub(crate) encrypted: bool,
}

/// The values of a filled form, and what the file carries besides. The report has errors where the values are there
/// but the file is refused all the same.
pub(crate) fn record(press: &Press<'_>, bytes: &[u8], name: &str) -> Result<Filled, Report> {
    let origin = Origin::file(name);
    let refused = |finding: Finding| -> Report { [finding].into_iter().collect() };
    let pdf = Pdf::read(bytes).map_err(|error| refused(error.finding(origin.clone())))?;
    let form = press.form();
    let blank = press.bound().template();
    let mut report = screening::filled(form, &pdf, press.bound(), &origin);
    let signed = pdf.traits().signatures > blank.traits().signatures;
    if let Some(asked) = form.document().signed_as_pdf.as_ref().filter(|_| signed) {
        let code = format!("{}-pdf", asked.rule);
        report.push(screening::ruled(form, &words::SIGNED_AS_PDF, code, origin.clone()));
    }
    let template = match Template::of(pdf) {
        Ok(template) => template,
        Err(error) => {
            report.push(error.finding(origin));
            return Err(report);
        }
    };
    let lacking = press.bound().lacking(&template);
    if !lacking.is_empty() {
        let finding = Finding::of(&words::NOT_THE_FORM, origin);
        report.push(finding.with("v", name).with("form", form.id()).with_text("list", Bilingual::list(&lacking)));
        return Err(report);
    }
    let record = press.bound().record_of(form, &template, name);
    Ok(Filled { record, report, encrypted: template.traits().encrypted, template })
}
