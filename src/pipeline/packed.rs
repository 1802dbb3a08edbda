//! A container, and the form inside it.

use super::{Nature, Press, check_filled, screening};
use crate::asic::{self, Archive, Limits};
use crate::diag::catalogue::document as words;
use crate::diag::{Origin, Report};
use crate::rules::Circumstances;

/// Checks a container: its structure, that it holds one document and nothing else, and that document as a filled
/// form. An unsigned one is never called valid: the report says so.
pub fn check_container(press: &Press<'_>, bytes: &[u8], name: &str, circumstances: &Circumstances) -> Report {
    let archive = match Archive::read(bytes, name, &Limits::default()) {
        Ok(archive) => archive,
        Err(report) => return report,
    };
    let mut report = asic::check(&archive);
    let form = press.form();
    let (mut documents, mut others) = (Vec::new(), Vec::new());
    for file in archive.data_files() {
        match file.read() {
            Some(content) if Nature::of(&content, file.name()) == Nature::Pdf => {
                documents.push((file.name(), content));
            }
            Some(_) => others.push(file.name()),
            // What could not be read has its finding already.
            None => {}
        }
    }
    let allowed = &form.document().per_container;
    if documents.len() != usize::try_from(allowed.count).unwrap_or(usize::MAX) {
        let finding = screening::ruled(form, &words::DOCUMENTS, allowed.rule.clone(), Origin::file(name));
        report.push(finding.with("n", documents.len()));
    }
    for other in others {
        let rule = form.document().attachments.rule.clone();
        let origin = Origin::file(name).at(crate::diag::Place::Entry { name: other.into() });
        report.push(screening::ruled(form, &words::ATTACHED, rule, origin).with("v", other));
    }
    for (document, content) in documents {
        match check_filled(press, &content, &format!("{name} › {document}"), circumstances) {
            Ok((_, found)) | Err(found) => report.append(found),
        }
    }
    report
}
