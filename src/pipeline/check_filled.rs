//! A PDF of the form that somebody filled in, with whatever program.

use super::{
    PackageBuilder, SignatureValidation, ValidatedSignature, file_kind, scan_policy, screening, signatures,
};
use crate::data::Record;
use crate::diag::catalogue::document as findings;
use crate::diag::{Bilingual, Finding, Origin, Report, Severity};
use crate::pdf::{Pdf, Template, compare, undo_flatten};
use crate::pki::Signer;
use crate::rules::{self, CheckContext, Purpose};

/// Checks a filled PDF as it is: whether it is the official form and a fill and nothing else, whether it carries
/// what it may not, its values by the rules, and who signed it, if it is signed as a PDF. The report of a good one may
/// hold warnings; it is never called ready where the form is a sample.
pub(crate) fn check_filled(
    builder: &PackageBuilder<'_>,
    bytes: &[u8],
    name: &str,
    context: &CheckContext,
    validation: &SignatureValidation,
) -> FilledCheck {
    let FilledFormCheck { record, signers, signatures: validated, mut report } =
        check_without_signing_policy(builder, bytes, name, context, validation);
    let origin = Origin::file(name);
    if validated.is_empty() {
        report.extend(validation.unsigned(&origin));
    }
    report.append(signatures::check_policy(builder.form(), record.as_ref(), &signers, &origin));
    report.append(signatures::check_qualification(builder.form(), validation, &validated, &origin));
    FilledCheck { report, signatures: validated }
}

/// Checks a PDF without a form: what it may not carry into a container, and its signatures.
pub(crate) fn check_pdf(bytes: &[u8], name: &str, validation: &SignatureValidation) -> FilledCheck {
    let pdf = Pdf::read(bytes);
    let mut report = screening::unfit_pdf(&pdf, name);
    let Ok(pdf) = pdf else { return FilledCheck { report, signatures: Vec::new() } };
    let origin = Origin::file(name);
    let (_, signatures, told) = signatures::validated_pdf(&pdf, name, validation);
    report.append(told);
    if signatures.is_empty() {
        report.extend(validation.unsigned(&origin));
    }
    report.push(Finding::of(&findings::WITHOUT_FORM, origin));
    FilledCheck { report, signatures }
}

/// What the check of a filled PDF found. See [`check_filled`].
#[derive(Debug)]
pub(crate) struct FilledCheck {
    /// All findings.
    pub report: Report,
    /// The signatures inside it, in the order of the fields.
    pub signatures: Vec<ValidatedSignature>,
}

/// What the checks of a filled PDF found.
#[derive(Default)]
pub(super) struct FilledFormCheck {
    /// Its values as they are, where it is the form.
    pub(super) record: Option<Record>,
    /// Who signed it as a PDF.
    pub(super) signers: Vec<Signer>,
    /// Those signatures, validated.
    pub(super) signatures: Vec<ValidatedSignature>,
    /// All findings but those of the form's policy on signatures.
    pub(super) report: Report,
}

pub(super) fn check_without_signing_policy(
    builder: &PackageBuilder<'_>,
    bytes: &[u8],
    name: &str,
    context: &CheckContext,
    validation: &SignatureValidation,
) -> FilledFormCheck {
    let origin = Origin::file(name);
    let mut check = FilledFormCheck::default();
    let FilledFormData { record, report, template, encrypted } = match read_filled_form(builder, bytes, name)
    {
        Ok(filled) => filled,
        Err(report) => return FilledFormCheck { report, ..check },
    };
    let official = builder.bound().template();
    let pdf = template.pdf();
    if pdf.features().signatures > official.features().signatures {
        (check.signers, check.signatures, check.report) = signatures::validated_pdf(pdf, name, validation);
    }
    check.report.append(report);
    check.report.extend(file_kind::pdf_named_as_container(pdf, name));
    if encrypted {
        check.report.push(Finding::of(&findings::ENCRYPTED, origin.clone()));
    }
    match rules::check(builder.form(), &record, &context.clone().with_purpose(Purpose::FilledPdf)) {
        Ok(application) => {
            check.report.append(application.report().clone());
            if builder.bound().is_sample() {
                check
                    .report
                    .push(builder.form().with_form_wording(Finding::of(&findings::SAMPLE, origin.clone())));
            }
        }
        Err(refused) => check.report.append(refused),
    }
    check.report.append(changes_to_template(builder, pdf, &origin));
    check.record = Some(record);
    check
}

/// What differs from the official form besides the values. Where the form only asks for another way of signing, what
/// a signature inside the PDF adds is no difference: the form's own sentence reports it.
fn changes_to_template(builder: &PackageBuilder<'_>, filled: &Pdf, file: &Origin) -> Report {
    let official = builder.bound().template().pdf();
    let mut report = compare(official, filled).report(file);
    if builder.form().document().signed_as_pdf.is_some()
        && filled.features().signatures > official.features().signatures
    {
        report = signatures::without_signing_changes(report, filled);
    }
    // Saving with another program always changes something that no person must know.
    report.into_iter().filter(|finding| finding.severity > Severity::Info).collect()
}

/// The values of a filled form, to be drawn anew on the official one; and which of its fields are not proved to show
/// them.
pub(crate) fn filled_record(
    builder: &PackageBuilder<'_>,
    bytes: &[u8],
    name: &str,
) -> Result<FilledFormData, Report> {
    let mut filled = read_filled_form(builder, bytes, name)?;
    let changes = compare(builder.bound().template().pdf(), filled.template.pdf());
    let code = crate::diag::catalogue::pdf_change::LOOK_UNPROVED.code;
    let unproved =
        changes.report(&Origin::file(name)).into_iter().filter(|finding| finding.code.as_str() == code);
    filled.report.append(unproved.collect());
    Ok(filled)
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
fn read_filled_form(
    builder: &PackageBuilder<'_>,
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
    let form = builder.form();
    let blank = builder.bound().template();
    let mut report = screening::filled_form(form, &pdf, builder.bound(), &origin);
    report.append(scan_policy::check_document(form, bytes, name));
    if flat {
        report.push(Finding::of(&crate::diag::catalogue::flatten::FLAT, origin.clone()));
    }
    let signed = pdf.features().signatures > blank.features().signatures;
    if let Some(asked) = form.document().signed_as_pdf.as_ref().filter(|_| signed) {
        let code = format!("{}-pdf", asked.rule);
        report.push(screening::rule_finding(form, &findings::SIGNED_AS_PDF, code, origin.clone()));
    }
    let template = match Template::of(pdf) {
        Ok(template) => template,
        Err(error) => {
            report.push(error.finding(origin));
            return Err(report);
        }
    };
    let lacking = builder.bound().missing_fields(&template);
    if !lacking.is_empty() {
        let finding = Finding::of(&findings::NOT_THE_FORM, origin);
        report.push(
            finding.with("v", name).with("form", form.id()).with_text("list", Bilingual::list(&lacking)),
        );
        return Err(report);
    }
    let record = builder.bound().record_of(form, &template, name);
    Ok(FilledFormData { record, report, encrypted: template.features().encrypted, template })
}
