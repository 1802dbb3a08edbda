//! A container, the form inside it, and who signed it.

use super::{Nature, Press, filled, scanned, screening, signing};
use crate::asic::{self, Archive};
use crate::diag::catalogue::document as words;
use crate::diag::{Origin, Place, Report};
use crate::form::definition::Policy;
use crate::pdf::{self, PdfError};
use crate::rules::Circumstances;

/// Checks a container: its structure, that it holds one document and nothing else, that document as a filled form,
/// and whether it is signed as the form asks. An unsigned one is never called valid: the report says so. Nor is a
/// signed one: the value of a signature is not looked at, and the report says that too.
pub fn check_container(
    press: &Press<'_>,
    archive: &Archive<'_>,
    name: &str,
    circumstances: &Circumstances,
) -> Report {
    let mut report = asic::check(archive);
    let form = press.form();
    let (mut documents, mut others) = (Vec::new(), Vec::new());
    for file in archive.data_files() {
        // What could not be read has its finding already.
        let Some(head) = file.head() else { continue };
        if Nature::of(head, file.name()) != Nature::Pdf {
            others.push(file);
        } else if file.size() > pdf::MAX_FILE as u64 {
            let origin = Origin::file(format!("{name} › {}", file.name()));
            let error = PdfError::TooLarge { what: "the file", limit: pdf::MAX_FILE };
            documents.push((file, Err([error.finding(origin)].into_iter().collect::<Report>())));
        } else if let Some(content) = file.read() {
            documents.push((file, Ok(content)));
        }
    }
    let mut record = None;
    let mut seen = Vec::new();
    for (document, content) in documents {
        let one = match content {
            Ok(content) => {
                filled::look(press, &content, &format!("{name} › {}", document.name()), circumstances)
            }
            Err(report) => filled::Seen { report, ..filled::Seen::default() },
        };
        // Where attachments are allowed, a PDF that is not the form may be one.
        if one.record.is_none() && form.document().attachments.policy == Policy::List {
            others.push(document);
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
    for other in others {
        let origin = Origin::file(name).at(Place::Entry { name: other.name().into() });
        match screening::attachment(form, other.name(), origin) {
            Some(refused) => report.push(refused),
            None => report.append(scanned::entry(form, other, &format!("{name} › {}", other.name()))),
        }
    }
    for found in seen {
        report.append(found);
    }
    let signers = signing::of_container(archive);
    report.append(signing::policy(form, record.as_ref(), &signers, &Origin::file(name)));
    report
}
