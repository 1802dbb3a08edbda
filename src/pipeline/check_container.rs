//! A container, the form inside it, and who signed it.

use super::{
    FileKind, PackageBuilder, SignatureValidation, ValidatedSignature, check_filled, screening, signatures,
    validation,
};
use crate::asic::{self, Archive, ArchiveEntry, ContainerKind};
use crate::diag::catalogue::{container, document as findings};
use crate::diag::{FileLocation, Finding, Origin, Report, Severity};
use crate::form::definition::AttachmentsAllowed;
use crate::pdf::{self, PdfError};
use crate::rules::CheckContext;

/// What the check of a container found. See [`check_container`].
#[derive(Debug, Clone, Default)]
pub(crate) struct ContainerCheck {
    /// The findings about the container itself, without those of the document inside and of the form.
    pub container: Report,
    /// All findings.
    pub report: Report,
    /// Its signatures, in the order of the archive.
    pub signatures: Vec<ValidatedSignature>,
}

/// Checks a container: its structure, its signatures, that it holds one document and nothing else, that document as a
/// filled form, and whether it is signed as the form asks. An unsigned one is never called valid, nor is one whose
/// signatures were not validated to the end: the report says so. Without a form the container alone is checked.
pub(crate) fn check_container(
    builder: Option<&PackageBuilder<'_>>,
    archive: &Archive<'_>,
    name: &str,
    context: &CheckContext,
    validation: &SignatureValidation,
) -> ContainerCheck {
    let origin = Origin::file(name);
    let own = asic::check(archive);
    let validated = validation.of_container(archive, &own, &origin);
    let stamps = validation.stamps_of_container(archive, &own, &origin);
    let mut own = validation::with_verdicts(own, &validated, archive);
    own.append(stamps);
    if validated.is_empty() && !archive.is_signed() {
        own.extend(validation.unsigned(&origin));
    }
    let report = match builder {
        Some(builder) => of_form(builder, archive, name, context, validation, &own, &validated),
        None => own.clone(),
    };
    ContainerCheck { container: own, report, signatures: validated }
}

/// The same with what the form asks.
fn of_form(
    builder: &PackageBuilder<'_>,
    archive: &Archive<'_>,
    name: &str,
    context: &CheckContext,
    validation: &SignatureValidation,
    own: &Report,
    validated: &[ValidatedSignature],
) -> Report {
    let mut report: Report = own.clone().into_iter().map(unsigned_by_anybody).collect();
    // What is no container has no documents in it.
    if matches!(archive.kind(), ContainerKind::Hashcode | ContainerKind::OldEdoc | ContainerKind::PlainZip) {
        return report;
    }
    let form = builder.form();
    let takes_others = form.document().attachments.policy == AttachmentsAllowed::List;
    let context = context.clone().with_attachments(archive.data_files().count() > 1);
    let mut others = Vec::new();
    let mut record = None;
    let mut seen = Vec::new();
    for file in archive.data_files() {
        // What could not be read has its finding already.
        let Some(head) = file.first_bytes() else { continue };
        if FileKind::of(head, file.name()) != FileKind::Pdf {
            others.push(file);
            continue;
        }
        let one = document(builder, file, name, &context, validation);
        // Where attachments are allowed, a PDF that is not the form may be one.
        if one.record.is_none() && takes_others {
            others.push(file);
        } else {
            record = record.or(one.record);
            seen.push(one.report);
        }
    }
    let allowed = &form.document().per_container;
    if seen.len() != usize::try_from(allowed.count).unwrap_or(usize::MAX) {
        let finding =
            screening::rule_finding(form, &findings::DOCUMENTS, allowed.rule.clone(), Origin::file(name));
        report.push(finding.with("n", seen.len()));
    }
    for other in others {
        if takes_others {
            report.append(attachment(builder, other, name));
        } else {
            let origin = Origin::file(name).at(FileLocation::Entry { name: other.name().into() });
            report.extend(screening::attachment_policy(form, other.name(), origin));
        }
    }
    for found in seen {
        report.append(found);
    }
    let signers = signatures::container_signers(archive);
    let origin = Origin::file(name);
    report.append(signatures::check_policy(form, record.as_ref(), &signers, &origin));
    report.append(signatures::check_qualification(form, validation, validated, &origin));
    report
}

/// A time-stamp may be all that an archive needs; a form has to be signed.
fn unsigned_by_anybody(mut finding: Finding) -> Finding {
    if finding.code.as_str() == container::TIMESTAMP_ONLY.code {
        finding.severity = Severity::Warning;
    }
    finding
}

/// A PDF inside a container, as a filled form.
fn document(
    builder: &PackageBuilder<'_>,
    file: &ArchiveEntry<'_>,
    name: &str,
    context: &CheckContext,
    validation: &SignatureValidation,
) -> check_filled::FilledFormCheck {
    let inside = format!("{name} › {}", file.name());
    if let Some(content) = within_limit(file) {
        return check_filled::check_without_signing_policy(builder, &content, &inside, context, validation);
    }
    let error = PdfError::TooLarge { what: "the file", limit: pdf::MAX_FILE };
    let report = [error.finding(Origin::file(inside))].into_iter().collect();
    check_filled::FilledFormCheck { report, ..check_filled::FilledFormCheck::default() }
}

/// An attachment inside a container.
fn attachment(builder: &PackageBuilder<'_>, file: &ArchiveEntry<'_>, name: &str) -> Report {
    match within_limit(file) {
        Some(content) => builder.check_attachment(&format!("{name} › {}", file.name()), &content),
        None => builder.too_large_to_attach(&format!("{name} › {}", file.name())),
    }
}

/// The content; `None` where it is larger than any file that is read.
fn within_limit(file: &ArchiveEntry<'_>) -> Option<Vec<u8>> {
    if file.size() > pdf::MAX_FILE as u64 { None } else { file.read() }
}
