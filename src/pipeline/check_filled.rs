//! A PDF of the form that somebody filled in, with whatever program.

use super::{PackageBuilder, scan_policy, screening, signatures};
use crate::data::Record;
use crate::diag::catalogue::document as words;
use crate::diag::{Bilingual, Finding, Origin, Report, Severity};
use crate::pdf::{Pdf, Template, compare, undo_flatten};
use crate::pki::Signer;
use crate::rules::{self, Application, CheckContext, Purpose};

/// Checks a filled PDF as it stands: whether it is the official form and a fill and nothing else, whether it carries
/// what it may not, its values by the rules, and who signed it, if it is signed as a PDF. The report of a good one may
/// hold warnings; it is never called ready where the form is a sample.
pub fn check_filled(
    press: &PackageBuilder<'_>,
    bytes: &[u8],
    name: &str,
    circumstances: &CheckContext,
) -> Result<(Application, Report), Report> {
    let FilledFormCheck { application, record, signers, mut report } =
        check_without_signing_policy(press, bytes, name, circumstances);
    report.append(signatures::check_policy(press.form(), record.as_ref(), &signers, &Origin::file(name)));
    match application {
        Some(application) if !report.refuses() => Ok((application, report)),
        _ => Err(report),
    }
}

/// What there is to see in a filled PDF.
#[derive(Default)]
pub(super) struct FilledFormCheck {
    /// Its values, where they pass the rules.
    pub(super) application: Option<Application>,
    /// Its values as they stand, where it is the form.
    pub(super) record: Option<Record>,
    /// Who signed it as a PDF.
    pub(super) signers: Vec<Signer>,
    /// All that was found, without what the form asks of signatures.
    pub(super) report: Report,
}

pub(super) fn check_without_signing_policy(
    press: &PackageBuilder<'_>,
    bytes: &[u8],
    name: &str,
    circumstances: &CheckContext,
) -> FilledFormCheck {
    let origin = Origin::file(name);
    let mut seen = FilledFormCheck::default();
    let FilledFormData { record, report, template, encrypted } = match read_filled_form(press, bytes, name) {
        Ok(filled) => filled,
        Err(report) => return FilledFormCheck { report, ..seen },
    };
    let official = press.bound().template();
    let pdf = template.pdf();
    if pdf.features().signatures > official.features().signatures {
        (seen.signers, seen.report) = signatures::pdf_signers_and_report(pdf, &origin);
    }
    seen.report.append(report);
    if encrypted {
        seen.report.push(Finding::of(&words::ENCRYPTED, origin.clone()));
    }
    match rules::check(press.form(), &record, &circumstances.clone().with_purpose(Purpose::FilledPdf)) {
        Ok(application) => {
            seen.report.append(application.report().clone());
            if press.bound().is_sample() {
                seen.report.push(press.form().with_form_wording(Finding::of(&words::SAMPLE, origin.clone())));
            }
            seen.application = Some(application);
        }
        Err(refused) => seen.report.append(refused),
    }
    seen.report.append(changes_to_template(press, pdf, &origin));
    seen.record = Some(record);
    seen
}

/// What differs from the official form besides the values. Where the form only asks for another way of signing, what
/// a signature inside the PDF brings along is no difference: it is told by the form's own sentence.
fn changes_to_template(press: &PackageBuilder<'_>, filled: &Pdf, file: &Origin) -> Report {
    let official = press.bound().template().pdf();
    let mut report = compare(official, filled).report(file);
    if press.form().document().signed_as_pdf.is_some()
        && filled.features().signatures > official.features().signatures
    {
        report = signatures::without_signing_changes(report, filled);
    }
    // What saving with another program always changes is nothing that a person must know.
    report.into_iter().filter(|finding| finding.severity > Severity::Info).collect()
}

/// What was read from a filled form.
pub(crate) struct FilledFormData {
    pub(crate) record: Record,
    pub(crate) report: Report,
    /// The file itself.
    pub(crate) template: Template,
    /// The file is encrypted: its values can be taken over, but it is no document to sign.
    pub(crate) encrypted: bool,
}

/// The values of a filled form, and what the file carries besides. The report has errors where the values are there
/// but the file is refused all the same.
pub(crate) fn read_filled_form(
    press: &PackageBuilder<'_>,
    bytes: &[u8],
    name: &str,
) -> Result<FilledFormData, Report> {
    let origin = Origin::file(name);
    let refused = |finding: Finding| -> Report { [finding].into_iter().collect() };
    let pdf = Pdf::read(bytes).map_err(|error| refused(error.finding(origin.clone())))?;
    // What became content of its page is read as it was before.
    let (pdf, flat) = match undo_flatten(&pdf) {
        Some(before) => (before, true),
        None => (pdf, false),
    };
    let form = press.form();
    let blank = press.bound().template();
    let mut report = screening::filled_form(form, &pdf, press.bound(), &origin);
    report.append(scan_policy::check_document(form, bytes, name));
    if flat {
        report.push(Finding::of(&crate::diag::catalogue::flatten::FLAT, origin.clone()));
    }
    let signed = pdf.features().signatures > blank.features().signatures;
    if let Some(asked) = form.document().signed_as_pdf.as_ref().filter(|_| signed) {
        let code = format!("{}-pdf", asked.rule);
        report.push(screening::rule_finding(form, &words::SIGNED_AS_PDF, code, origin.clone()));
    }
    let template = match Template::of(pdf) {
        Ok(template) => template,
        Err(error) => {
            report.push(error.finding(origin));
            return Err(report);
        }
    };
    let lacking = press.bound().missing_fields(&template);
    if !lacking.is_empty() {
        let finding = Finding::of(&words::NOT_THE_FORM, origin);
        report.push(
            finding.with("v", name).with("form", form.id()).with_text("list", Bilingual::list(&lacking)),
        );
        return Err(report);
    }
    let record = press.bound().record_of(form, &template, name);
    Ok(FilledFormData { record, report, encrypted: template.features().encrypted, template })
}
