//! After signing: which packages of a run are signed, by whom, and whether the signed document is the one that was built.

use super::{PackageBuilder, SignatureValidation, ValidatedSignature, check_container, check_filled};
use crate::asic::Archive;
use crate::diag::catalogue::document as findings;
use crate::diag::{Finding, Origin, Report};
use crate::output::PackageRecord;
use crate::rules::CheckContext;
use crate::validate::Indication;
use crate::values::Sha256Digest;

/// A package record of a run. See [`package_status`].
#[derive(Debug, Clone)]
pub(crate) struct ExpectedPackage {
    /// The name that its files share.
    pub name: String,
    /// The record.
    pub record: PackageRecord,
}

/// A file that came back. See [`package_status`].
#[derive(Debug, Clone)]
pub(crate) struct ReturnedFile {
    /// As the person named it.
    pub name: String,
    /// Which package it is of: its place among the records; `None` where it is of none.
    pub package: Option<usize>,
    /// Its signatures, validated.
    pub signatures: Vec<ValidatedSignature>,
    /// Whether the document in it is byte for byte the one that was made.
    pub unchanged: bool,
    /// All that was found in it.
    pub report: Report,
}

/// The status of a package, the worst first. See [`package_status`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub(crate) enum PackageStatus {
    /// No file of it came back.
    Missing,
    /// What came back is not signed.
    Unsigned,
    /// What came back is refused: changed after it was made, or broken.
    Refused,
    /// Signed and intact, but a person should look.
    Doubtful,
    /// Signed and intact; whether the signatures are valid was not asked, or could not be told.
    Intact,
    /// Every signature is valid by the trust material that was named.
    Valid,
}

impl ReturnedFile {
    /// The status of the package by this file.
    pub(crate) fn status(&self) -> PackageStatus {
        if self.report.refuses() || !self.unchanged {
            PackageStatus::Refused
        } else if self.signatures.is_empty() {
            PackageStatus::Unsigned
        } else if self.doubts().next().is_some() {
            PackageStatus::Doubtful
        } else if self.signatures.iter().all(|one| one.verdict.indication() == Indication::TotalPassed) {
            PackageStatus::Valid
        } else {
            PackageStatus::Intact
        }
    }

    /// The findings that a person should look at. That the form is a sample is reported once for all.
    pub(crate) fn doubts(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.report.findings().iter();
        findings
            .filter(|f| f.severity > crate::diag::Severity::Info && f.code.as_str() != findings::SAMPLE.code)
    }
}

/// The status of a package: the best of the files that came back.
pub(crate) fn package_status(package: usize, returned: &[ReturnedFile]) -> PackageStatus {
    let own = returned.iter().filter(|file| file.package == Some(package));
    own.map(ReturnedFile::status).max().unwrap_or(PackageStatus::Missing)
}

/// Checks a container that came back; the report is of one that could not be read.
pub(crate) fn returned_container(
    builder: &PackageBuilder<'_>,
    expected: &[ExpectedPackage],
    archive: Result<&Archive<'_>, Report>,
    name: &str,
    context: &CheckContext,
    validation: &SignatureValidation,
) -> ReturnedFile {
    let archive = match archive {
        Ok(archive) => archive,
        Err(report) => return unmatched(name, report),
    };
    let check = check_container(Some(builder), archive, name, context, validation);
    let files: Vec<_> = archive.data_files().collect();
    let by_content = files.iter().find_map(|file| package_with_digest(expected, file.sha256()?));
    let package =
        by_content.or_else(|| files.iter().find_map(|file| package_with_file_name(expected, file.name())));
    returned_file(name, package, by_content.is_some(), check.signatures, check.report, expected)
}

/// A file that came back and is neither a container nor a PDF.
pub(crate) fn returned_other(name: &str) -> ReturnedFile {
    unmatched(name, [Finding::of(&findings::NOT_SIGNABLE, Origin::file(name))].into_iter().collect())
}

fn unmatched(name: &str, report: Report) -> ReturnedFile {
    ReturnedFile { name: name.to_owned(), package: None, signatures: Vec::new(), unchanged: false, report }
}

/// Checks a PDF that came back. A signature inside it is an update behind the document that was made.
pub(crate) fn returned_pdf(
    builder: &PackageBuilder<'_>,
    expected: &[ExpectedPackage],
    bytes: &[u8],
    name: &str,
    context: &CheckContext,
    validation: &SignatureValidation,
) -> ReturnedFile {
    let check = check_filled(builder, bytes, name, context, validation);
    let by_content = expected.iter().position(|package| {
        let made = usize::try_from(package.record.document.size).ok().and_then(|size| bytes.get(..size));
        made.is_some_and(|made| package.record.document.sha256 == Sha256Digest::of(made))
    });
    let package = by_content.or_else(|| package_with_file_name(expected, name));
    returned_file(name, package, by_content.is_some(), check.signatures, check.report, expected)
}

fn returned_file(
    name: &str,
    package: Option<usize>,
    unchanged: bool,
    signatures: Vec<ValidatedSignature>,
    mut report: Report,
    expected: &[ExpectedPackage],
) -> ReturnedFile {
    let origin = Origin::file(name);
    match package.and_then(|package| expected.get(package)) {
        None => report.push(Finding::of(&findings::STRANGER, origin)),
        Some(package) if !unchanged => {
            report.push(Finding::of(&findings::NOT_AS_MADE, origin).with("v", package.name.clone()));
        }
        Some(_) => {}
    }
    ReturnedFile { name: name.to_owned(), package, signatures, unchanged, report }
}

fn package_with_digest(expected: &[ExpectedPackage], sha256: Sha256Digest) -> Option<usize> {
    expected.iter().position(|package| package.record.document.sha256 == sha256)
}

/// The package whose document has this file name, in whatever folder.
fn package_with_file_name(expected: &[ExpectedPackage], file: &str) -> Option<usize> {
    let last = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    expected.iter().position(|package| last(&package.record.document.file) == last(file))
}
