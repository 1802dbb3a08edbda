//! A PDF of the form that somebody filled in, with whatever program.

use super::{Press, scanned, screening, signing};
use crate::data::Record;
use crate::diag::catalogue::document as words;
use crate::diag::{Bilingual, Finding, Origin, Report, Severity};
use crate::pdf::{Pdf, Template, compare, unflattened};
use crate::pki::Signer;
use crate::rules::{self, Application, Circumstances, Purpose};

/// Checks a filled PDF as it stands: whether it is the official form and a fill and nothing else, whether it carries
/// what it may not, its values by the rules, and who signed it, if it is signed as a PDF. The report of a good one may
/// hold warnings; it is never called ready where the form is a sample.
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
    let origin = Origin::file(name);
    let mut seen = Seen::default();
    let Filled { record, report, template, encrypted } = match record(press, bytes, name) {
        Ok(filled) => filled,
        Err(report) => return Seen { report, ..seen },
    };
    let official = press.bound().template();
    let pdf = template.pdf();
    if pdf.traits().signatures > official.traits().signatures {
        (seen.signers, seen.report) = signing::of_pdf(pdf, &origin);
    }
    seen.report.append(report);
    if encrypted {
        seen.report.push(Finding::of(&words::ENCRYPTED, origin.clone()));
    }
    match rules::check(press.form(), &record, &circumstances.clone().of(Purpose::FilledPdf)) {
        Ok(application) => {
            seen.report.append(application.report().clone());
            if press.bound().is_sample() {
                seen.report.push(press.form().in_own_words(Finding::of(&words::SAMPLE, origin.clone())));
            }
            seen.application = Some(application);
        }
        Err(refused) => seen.report.append(refused),
    }
    seen.report.append(changes(press, pdf, &origin));
    seen.record = Some(record);
    seen
}

/// What differs from the official form besides the values. Where the form only asks for another way of signing, what
/// a signature inside the PDF brings along is no difference: it is told by the form's own sentence.
fn changes(press: &Press<'_>, filled: &Pdf, file: &Origin) -> Report {
    let official = press.bound().template().pdf();
    let mut report = compare(official, filled).report(file);
    if press.form().document().signed_as_pdf.is_some()
        && filled.traits().signatures > official.traits().signatures
    {
        report = signing::beyond_signing(report, filled);
    }
    // What saving with another program always changes is nothing that a person must know.
    report.into_iter().filter(|finding| finding.severity > Severity::Info).collect()
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
    // What became content of its page is read as it was before.
    let (pdf, flat) = match unflattened(&pdf) {
        Some(before) => (before, true),
        None => (pdf, false),
    };
    let form = press.form();
    let blank = press.bound().template();
    let mut report = screening::filled(form, &pdf, press.bound(), &origin);
    report.append(scanned::document(form, bytes, name));
    if flat {
        report.push(Finding::of(&crate::diag::catalogue::flatten::FLAT, origin.clone()));
    }
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
        report.push(
            finding.with("v", name).with("form", form.id()).with_text("list", Bilingual::list(&lacking)),
        );
        return Err(report);
    }
    let record = press.bound().record_of(form, &template, name);
    Ok(Filled { record, report, encrypted: template.traits().encrypted, template })
}
