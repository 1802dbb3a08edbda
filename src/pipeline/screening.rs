//! What a PDF may not carry: attachments, handwriting, scans, signatures. The rules' ids come from the definition.

use crate::diag::catalogue::document as words;
use crate::diag::{Code, Entry, Finding, Origin, Place, Report};
use crate::form::Form;
use crate::form::definition::{Policy, Verdict};
use crate::pdf::{Pdf, Template, Traits};
use crate::values::MediaType;

/// Annotations that hold a file, or play one.
const FILES: [&str; 6] = ["3D", "FileAttachment", "Movie", "RichMedia", "Screen", "Sound"];
/// Annotations that are drawn or stamped by hand.
const HANDWRITING: [&str; 2] = ["Ink", "Stamp"];

/// Whether a blank form may be filled at all.
pub(super) fn template(form: &Form, template: &Template, file: &str) -> Report {
    let traits = template.traits();
    let origin = Origin::file(file);
    let mut report = of_file(form, traits, None, &origin);
    if traits.signatures > 0 || traits.certification.is_some() {
        report.push(Finding::of(&words::TEMPLATE_SIGNED, origin.clone()));
    }
    if traits.encrypted {
        report.push(Finding::of(&words::TEMPLATE_ENCRYPTED, origin));
    }
    report
}

/// What keeps a finished PDF of any kind out of a container: that it is none, or that nobody can open it.
pub fn unfit_to_pack(bytes: &[u8], name: &str) -> Report {
    let origin = Origin::file(name);
    match Pdf::read(bytes) {
        Ok(pdf) if pdf.traits().encrypted => [Finding::of(&words::ENCRYPTED, origin)].into_iter().collect(),
        Ok(_) => Report::default(),
        Err(error) => [error.finding(origin)].into_iter().collect(),
    }
}

/// What a filled form carries besides its fields; what the blank form has already is its own.
pub(super) fn filled(form: &Form, pdf: &Pdf, blank: &Template, origin: &Origin) -> Report {
    of_file(form, pdf.traits(), Some(blank.traits()), origin)
}

fn of_file(form: &Form, traits: &Traits, blank: Option<&Traits>, origin: &Origin) -> Report {
    let document = form.document();
    let before = |count: fn(&Traits) -> usize| blank.map_or(0, count);
    let mut report = Report::default();
    let mut refuse = |entry, code: String, v: String, origin: Origin| {
        report.push(ruled(form, entry, code, origin).with("v", v));
    };
    let attached = || document.attachments.rule.clone();
    if traits.embedded_files > before(|t| t.embedded_files)
        || (traits.collection && !blank.is_some_and(|t| t.collection))
        || (traits.associated_files && !blank.is_some_and(|t| t.associated_files))
    {
        refuse(&words::ATTACHED, attached(), format!("{}: EmbeddedFiles", origin.file), origin.clone());
    }
    for subtype in FILES {
        if traits.annotations_of(subtype) > blank.map_or(0, |t| t.annotations_of(subtype)) {
            refuse(&words::ATTACHED, attached(), format!("{}: {subtype}", origin.file), origin.clone());
        }
    }
    if let Some(typed) = &document.typed {
        for subtype in HANDWRITING {
            if traits.annotations_of(subtype) > blank.map_or(0, |t| t.annotations_of(subtype)) {
                refuse(&words::HANDWRITING, format!("{}-handwriting", typed.rule), subtype.to_owned(), origin.clone());
            }
        }
    }
    if document.scans.scan == Verdict::Refuse {
        for page in &traits.image_only_pages {
            let place = Place::Page { page: u32::try_from(page + 1).unwrap_or(u32::MAX) };
            refuse(&words::SCAN, format!("{}-scan", document.scans.rule), origin.file.to_string(), origin.at(place));
        }
    }
    report
}

/// Why a file beside the document is refused, where it is.
pub(super) fn attachment(form: &Form, name: &str, origin: Origin) -> Option<Finding> {
    let attachments = &form.document().attachments;
    let kind = MediaType::of_name(name);
    match attachments.policy {
        Policy::List if attachments.kinds.contains(&kind) => None,
        Policy::List => {
            let kinds: Vec<&str> = attachments.kinds.iter().map(MediaType::as_str).collect();
            let finding = ruled(form, &words::ATTACHED_KIND, format!("{}-kind", attachments.rule), origin);
            Some(finding.with("v", name).with("kind", kind.as_str()).with("list", kinds.join(", ")))
        }
        Policy::None => Some(ruled(form, &words::ATTACHED, attachments.rule.clone(), origin).with("v", name)),
    }
}

/// A finding that bears the code of a sentence, or one below it, in the form's own words where it has some.
pub(super) fn ruled(form: &Form, entry: &'static Entry, code: String, origin: Origin) -> Finding {
    let mut finding = Finding::of(entry, origin);
    finding.code = Code::named(code);
    form.in_own_words(finding)
}
