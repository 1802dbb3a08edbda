//! Who signed a finished file, and whether that is what the form asks for.

use std::collections::BTreeSet;

use super::screening::rule_finding;
use super::validation::{qualification_text, signed_digest};
use super::{RequiredSignature, SignatureValidation, ValidatedSignature};
use crate::asic::Archive;
use crate::data::{CellValue, Record};
use crate::diag::catalogue::{document as findings, pdf_change as change, signature as e, validation as v};
use crate::diag::{CatalogueEntry, FileLocation, Finding, Origin, Report, Severity};
use crate::form::{Form, QualifiedKind};
use crate::pdf::{Pdf, PdfSignature, SignatureCoverage};
use crate::pki::{
    Certificate, CertificateFault, SignatureLevel, SignedData, Signer, SignerInfo, SubjectKind, TimeStamp,
};
use crate::validate::{Indication, Qualification, Verdict};
use crate::values::{NameRole, PersonName};

/// Who signed a container.
pub(super) fn container_signers(archive: &Archive<'_>) -> Vec<Signer> {
    let signatures = archive.signatures().iter().flat_map(|file| &file.signatures);
    signatures.map(|signature| signature.signer.clone()).collect()
}

/// Who signed a PDF in itself.
pub(crate) fn signers_of(pdf: &Pdf) -> Vec<Signer> {
    pdf_signers_and_report(pdf, &Origin::default()).0
}

/// Who signed a PDF in itself, and whether it is still what was signed.
fn pdf_signers_and_report(pdf: &Pdf, origin: &Origin) -> (Vec<Signer>, Report) {
    let mut report = Report::default();
    let mut signers = Vec::new();
    let signatures = pdf.signatures();
    let mut stamps: Vec<_> = Vec::new();
    for signature in signatures.iter().filter(|s| s.is_time_stamp && s.coverage != SignatureCoverage::Invalid)
    {
        stamps.push(TimeStamp::read(signature.contents));
    }
    for signature in signatures.iter().filter(|s| !s.is_time_stamp) {
        let Some((info, mut signer)) = cms_signer(signature) else {
            report.push(Finding::of(&e::PDF_BROKEN, origin.clone()));
            signers.push(Signer::default());
            continue;
        };
        if info.states_digest(|algorithm| signed_digest(signature, algorithm)) == Some(false) {
            report.push(Finding::of(&e::PDF_CHANGED, origin.clone()));
        }
        if signer.stamps_cover(info.value()) == Some(false) {
            report.push(Finding::of(&e::STAMP_ELSEWHERE, origin.clone()));
        }
        signer.claimed_signing_time = signer.claimed_signing_time.or(signature.claimed_time);
        let stamped = !signer.time_stamps.is_empty() || !stamps.is_empty();
        signer.level = match (pdf.has_validation_data(), stamps.is_empty()) {
            (true, false) if stamped => SignatureLevel::Lta,
            (true, true) if stamped => SignatureLevel::Lt,
            (false, false) => SignatureLevel::T,
            _ => signer.level,
        };
        signer.time_stamps.extend(stamps.iter().cloned());
        report.append(signer.report(origin.clone()));
        signers.push(signer);
    }
    if !signatures.is_empty()
        && !signatures.iter().any(|signature| signature.coverage == SignatureCoverage::WholeFile)
    {
        report.push(Finding::of(&e::PDF_AFTER, origin.clone()));
    }
    (signers, report)
}

/// Who signed a PDF in itself, those signatures validated, and what is to be said of them: what validation says in place of
/// what was only read.
pub(super) fn validated_pdf(
    pdf: &Pdf,
    name: &str,
    validation: &SignatureValidation,
) -> (Vec<Signer>, Vec<ValidatedSignature>, Report) {
    let (signers, own) = pdf_signers_and_report(pdf, &Origin::file(name));
    let validated = validation.of_pdf(pdf, name, &own);
    let is_replaced = |finding: &Finding| !validated.is_empty() && finding.code.as_str() == e::SIGNED.code;
    let mut report: Report = own.into_iter().filter(|finding| !is_replaced(finding)).collect();
    for one in &validated {
        report.append(one.findings.clone());
    }
    (signers, validated, report)
}

/// What the form asks of signatures that are valid: of which kind they are, and their time-stamps. Nothing where no trust
/// material was named.
pub(super) fn check_qualification(
    form: &Form,
    validation: &SignatureValidation,
    validated: &[ValidatedSignature],
    origin: &Origin,
) -> Report {
    let mut report = Report::default();
    if validation.anchors.is_empty() {
        return report;
    }
    let asks_less = validation.required.is_some_and(|required| required < RequiredSignature::Qualified);
    let mut add = |entry: &'static CatalogueEntry, rule: &str, verdict: &Verdict| {
        let mut finding = rule_finding(form, entry, entry.code.replacen('*', rule, 1), origin.clone());
        if asks_less {
            finding.severity = finding.severity.min(Severity::Warning);
        }
        report.push(finding.with_text("q", qualification_text(verdict.qualification())));
    };
    let (signature, stamp) = (form.signing().signature.as_ref(), &form.signing().time_stamp);
    for verdict in validated.iter().map(|one| &one.verdict) {
        if verdict.indication() != Indication::TotalPassed {
            continue;
        }
        if let Some(asked) = signature.filter(|asked| !is_of_kind(asked.kind, verdict.qualification())) {
            let entry = match asked.kind {
                QualifiedKind::Qualified => &v::NOT_ENOUGH,
                QualifiedKind::QualifiedSeal => &v::NOT_ENOUGH_SEAL,
                QualifiedKind::QualifiedSignature => &v::NOT_ENOUGH_SIGNATURE,
            };
            add(entry, &asked.rule, verdict);
        }
        if stamp.qualified && !verdict.has_qualified_time_stamp() {
            add(&v::NOT_ENOUGH_STAMP, &stamp.rule, verdict);
        }
    }
    report
}

fn is_of_kind(kind: QualifiedKind, is: Qualification) -> bool {
    match kind {
        QualifiedKind::Qualified => matches!(is, Qualification::QESig | Qualification::QESeal),
        QualifiedKind::QualifiedSeal => is == Qualification::QESeal,
        QualifiedKind::QualifiedSignature => is == Qualification::QESig,
    }
}

/// Where no signed attribute names a certificate, who signed is whom the signature points to: ISO 32000 (12.8.3.3) asks
/// for no more.
fn cms_signer(signature: &PdfSignature<'_>) -> Option<(SignerInfo, Signer)> {
    if signature.coverage == SignatureCoverage::Invalid {
        return None;
    }
    let data = SignedData::read(signature.contents).ok()?;
    let info = data.signers().first()?;
    let mut signer = Signer::of_cms(&data, info);
    if signer.certificate == Err(CertificateFault::Unnamed) {
        signer.certificate =
            info.pointed_at(data.certificates()).cloned().ok_or(CertificateFault::Unreadable);
    }
    Some((info.clone(), signer))
}

/// What was changed in a signed PDF besides signing it, which has its own finding. A signature that can be seen may
/// cover something: then it stays reported, for a person to look at.
pub(super) fn without_signing_changes(changes: Report, pdf: &Pdf) -> Report {
    let signed = |finding: &Finding| {
        let FileLocation::PdfField { name } = &finding.origin.location else { return None };
        pdf.fields().iter().find(|field| field.name() == &**name && field.is_signed())
    };
    let mut reported = BTreeSet::new();
    changes
        .into_iter()
        .filter_map(|mut finding| {
            if finding.code.as_str() == change::SIGNATURE.code {
                return None;
            }
            if finding.code.as_str() == change::FIELD_NEW.code
                && let Some(field) = signed(&finding)
            {
                let unseen = field.widgets().iter().all(|widget| widget.rect().is_empty());
                if unseen || !reported.insert(field.name().to_owned()) {
                    return None;
                }
                finding.severity = Severity::Warning;
            }
            Some(finding)
        })
        .collect()
}

/// What the form asks of signatures: how many, whose, and with a time-stamp. Nothing
/// where nobody signed.
pub(super) fn check_policy(
    form: &Form,
    record: Option<&Record>,
    signers: &[Signer],
    origin: &Origin,
) -> Report {
    let mut report = Report::default();
    let signing = form.signing();
    if signers.is_empty() {
        return report;
    }
    let mut warn = |entry, code: String, with: &[(&'static str, String)]| {
        let finding = rule_finding(form, entry, code, origin.clone());
        report.push(with.iter().fold(finding, |finding, (name, value)| finding.with(name, value)));
    };
    let expected = usize::try_from(signing.signers.count).unwrap_or(usize::MAX);
    if signers.len() != expected {
        let code = format!("{}-signatures", signing.signers.rule);
        warn(&findings::SIGNATURES, code, &[("n", signers.len().to_string()), ("max", expected.to_string())]);
    }
    if let Some(person) = &signing.signer {
        let certificates = || signers.iter().filter_map(|signer| signer.certificate.as_ref().ok());
        let (seals, people): (Vec<_>, Vec<_>) =
            certificates().partition(|c| c.subject_kind() == SubjectKind::Organisation);
        for seal in seals {
            warn(&findings::SEAL, format!("{}-seal", person.rule), &[("v", seal.subject_display_name())]);
        }
        let named = record.and_then(|record| signer_name(record, &person.field));
        if let Some(named) =
            named.filter(|named| !people.is_empty() && !people.iter().any(|c| c.names_person(named)))
        {
            let people: Vec<String> =
                people.iter().map(|c: &&Certificate| c.subject_display_name()).collect();
            let with = [("v", people.join(", ")), ("w", named.as_str().to_owned())];
            warn(&findings::OTHER_SIGNER, format!("{}-signer", person.rule), &with);
        }
    }
    // What a signature that is refused lacks besides is of no use to anybody.
    let unstamped = |signer: &Signer| {
        signer.earliest_time_stamp().is_none() && signer.certificate != Err(CertificateFault::Refused)
    };
    if signing.time_stamp.required && signers.iter().any(unstamped) {
        warn(&findings::NO_TIME_STAMP, format!("{}-time-stamp", signing.time_stamp.rule), &[]);
    }
    report
}

/// The person whom the form names as the signer, if that is a name at all.
fn signer_name(record: &Record, field: &str) -> Option<PersonName> {
    let cell = record.cells.iter().find(|cell| &*cell.name == field)?;
    let CellValue::Text(text) = &cell.value else { return None };
    let name = PersonName::parse_outcome(text, NameRole::Full).accepting(|_| true).ok()?;
    Some(name.value)
}
