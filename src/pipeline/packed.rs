//! A container, the form inside it, and who signed it.

use super::{Nature, Press, filled, scanned, screening, signing};
use crate::asic::{self, Archive, Limits};
use crate::diag::catalogue::document as words;
use crate::diag::{Origin, Place, Report};
use crate::form::definition::Policy;
use crate::rules::Circumstances;

/// Checks a container: its structure, that it holds one document and nothing else, that document as a filled form,
/// and whether it is signed as the form asks. An unsigned one is never called valid: the report says so. Nor is a
/// signed one: the value of a signature is not looked at, and the report says that too.
pub fn check_container(
    press: &Press<'_>,
    bytes: &[u8],
    name: &str,
    limits: &Limits,
    circumstances: &Circumstances,
) -> Report {
    match Archive::read(bytes, name, limits) {
        Ok(archive) => check_archive(press, &archive, name, circumstances),
        Err(report) => report,
    }
}

/// The same of a container that is read already.
pub(super) fn check_archive(
    press: &Press<'_>,
    archive: &Archive<'_>,
    name: &str,
    circumstances: &Circumstances,
) -> Report {
    let mut report = asic::check(archive);
    let form = press.form();
    let (mut documents, mut others) = (Vec::new(), Vec::new());
    for file in archive.data_files() {
        match file.read() {
            Some(content) if Nature::of(&content, file.name()) == Nature::Pdf => {
                documents.push((file.name(), content));
            }
            Some(content) => others.push((file.name(), content)),
            // What could not be read has its finding already.
            None => {}
        }
    }
    let mut record = None;
    let mut seen = Vec::new();
    for (document, content) in documents {
        let one = filled::look(press, &content, &format!("{name} › {document}"), circumstances);
        // Where attachments are allowed, a PDF that is not the form may be one.
        if one.record.is_none() && form.document().attachments.policy == Policy::List {
            others.push((document, content));
        } else {
            record = record.or_else(|| one.record.clone());
            seen.push(one.report);
        }
    }
    let allowed = &form.document().per_container;
    if seen.len() != usize::try_from(allowed.count).unwrap_or(usize::MAX) {
        let finding = screening::ruled(form, &words::DOCUMENTS, allowed.rule.clone(), Origin::file(name));
        report.push(finding.with("n", seen.len()));
    }
    for (other, content) in others {
        let origin = Origin::file(name).at(Place::Entry { name: other.into() });
        match screening::attachment(form, other, origin) {
            Some(refused) => report.push(refused),
            None => report.append(scanned::file(form, &content, &format!("{name} › {other}"))),
        }
    }
    for found in seen {
        report.append(found);
    }
    let signers = signing::of_container(archive);
    report.append(signing::policy(form, record.as_ref(), &signers, &Origin::file(name)));
    report
}
