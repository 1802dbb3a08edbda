//! Who signed a finished file, and whether that is what the form asks for.

use std::collections::BTreeSet;

use super::screening::ruled;
use crate::asic::Archive;
use crate::data::{Raw, Record};
use crate::diag::catalogue::{document as words, pdf_change as change, signature as e};
use crate::diag::{Finding, Origin, Place, Report, Severity};
use crate::form::Form;
use crate::pdf::{Extent, Pdf, PdfSignature};
use crate::pki::{Certificate, CertificateFault, Cms, CmsSigner, Holder, Level, Signer, TimeStamp};
use crate::values::{NameRole, PersonName};

/// Who signed a container.
pub(super) fn of_container(archive: &Archive<'_>) -> Vec<Signer> {
    let signatures = archive.signatures().iter().flat_map(|file| &file.signatures);
    signatures.map(|signature| signature.signer.clone()).collect()
}

/// Who signed a PDF in itself.
pub fn signers_of(pdf: &Pdf) -> Vec<Signer> {
    of_pdf(pdf, &Origin::default()).0
}

/// Who signed a PDF in itself, and whether it is still what was signed.
pub(super) fn of_pdf(pdf: &Pdf, origin: &Origin) -> (Vec<Signer>, Report) {
    let mut report = Report::default();
    let mut signers = Vec::new();
    let signatures = pdf.signatures();
    let mut stamps: Vec<_> = Vec::new();
    for signature in signatures.iter().filter(|s| s.is_time_stamp && s.extent != Extent::Odd) {
        stamps.push(TimeStamp::read(signature.contents));
    }
    for signature in signatures.iter().filter(|s| !s.is_time_stamp) {
        let Some(cms) = signed_by(signature) else {
            report.push(Finding::of(&e::PDF_BROKEN, origin.clone()));
            signers.push(Signer::default());
            continue;
        };
        if cms.is_over(|algorithm| {
            algorithm.digest(|take| {
                let _: () = signature.covered.iter().for_each(|part| take(part));
                Some(())
            })
        }) == Some(false)
        {
            report.push(Finding::of(&e::PDF_CHANGED, origin.clone()));
        }
        if cms.is_stamped() == Some(false) {
            report.push(Finding::of(&e::STAMP_ELSEWHERE, origin.clone()));
        }
        let mut signer = cms.signer;
        signer.claimed = signer.claimed.or(signature.claimed);
        let stamped = !signer.time_stamps.is_empty() || !stamps.is_empty();
        signer.level = match (pdf.has_validation_data(), stamps.is_empty()) {
            (true, false) if stamped => Level::Lta,
            (true, true) if stamped => Level::Lt,
            (false, false) => Level::T,
            _ => signer.level,
        };
        signer.time_stamps.extend(stamps.iter().cloned());
        report.append(signer.report(origin.clone()));
        signers.push(signer);
    }
    if !signatures.is_empty() && !signatures.iter().any(|signature| signature.extent == Extent::File) {
        report.push(Finding::of(&e::PDF_AFTER, origin.clone()));
    }
    (signers, report)
}

fn signed_by(signature: &PdfSignature<'_>) -> Option<CmsSigner> {
    if signature.extent == Extent::Odd {
        return None;
    }
    Cms::read(signature.contents).ok()?.signers().first().cloned().map(CmsSigner::or_pointed_at)
}

/// What was changed in a signed PDF besides signing it, which has its own finding. A signature that can be seen may
/// cover something: then it stays told, for a person to look.
pub(super) fn beyond_signing(changes: Report, pdf: &Pdf) -> Report {
    let signed = |finding: &Finding| {
        let Place::PdfField { name } = &finding.origin.place else { return None };
        pdf.fields().iter().find(|field| field.name() == &**name && field.is_signed())
    };
    let mut told = BTreeSet::new();
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
                if unseen || !told.insert(field.name().to_owned()) {
                    return None;
                }
                finding.severity = Severity::Warning;
            }
            Some(finding)
        })
        .collect()
}

/// What the form asks of signatures: how many, whose, and with a time-stamp. Where nobody signed there is
/// nothing to say here.
pub(super) fn policy(form: &Form, record: Option<&Record>, signers: &[Signer], origin: &Origin) -> Report {
    let mut report = Report::default();
    let signing = form.signing();
    if signers.is_empty() {
        return report;
    }
    let mut warn = |entry, code: String, with: &[(&'static str, String)]| {
        let finding = ruled(form, entry, code, origin.clone());
        report.push(with.iter().fold(finding, |finding, (name, value)| finding.with(name, value)));
    };
    let expected = usize::try_from(signing.signers.count).unwrap_or(usize::MAX);
    if signers.len() != expected {
        let code = format!("{}-signatures", signing.signers.rule);
        warn(&words::SIGNATURES, code, &[("n", signers.len().to_string()), ("max", expected.to_string())]);
    }
    if let Some(person) = &signing.signer {
        let certificates = || signers.iter().filter_map(|signer| signer.certificate.as_ref().ok());
        let (seals, people): (Vec<_>, Vec<_>) =
            certificates().partition(|c| c.holder() == Holder::Organisation);
        for seal in seals {
            warn(&words::SEAL, format!("{}-seal", person.rule), &[("v", seal.holder_name())]);
        }
        let named = record.and_then(|record| name_in(record, &person.field));
        if let Some(named) =
            named.filter(|named| !people.is_empty() && !people.iter().any(|c| c.names(named)))
        {
            let people: Vec<String> = people.iter().map(|c: &&Certificate| c.holder_name()).collect();
            let with = [("v", people.join(", ")), ("w", named.as_str().to_owned())];
            warn(&words::OTHER_SIGNER, format!("{}-signer", person.rule), &with);
        }
    }
    // What a signature that is refused lacks besides is of no use to anybody.
    let unstamped =
        |signer: &Signer| signer.stamped().is_none() && signer.certificate != Err(CertificateFault::Refused);
    if signing.time_stamp.required && signers.iter().any(unstamped) {
        warn(&words::NO_TIME_STAMP, format!("{}-time-stamp", signing.time_stamp.rule), &[]);
    }
    report
}

/// The person whom the form names as the signer, if that is a name at all.
fn name_in(record: &Record, field: &str) -> Option<PersonName> {
    let cell = record.cells.iter().find(|cell| &*cell.name == field)?;
    let Raw::Text(text) = &cell.value else { return None };
    let name = PersonName::judge(text, NameRole::Full).accepting(|_| true).ok()?;
    Some(name.value)
}
