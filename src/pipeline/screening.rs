//! What a PDF may not carry: attachments, handwriting, scans, signatures. The rules' ids come from the definition.

use std::sync::Arc;

use super::file_kind;
use crate::diag::catalogue::document as findings;
use crate::diag::{
    Bilingual, CatalogueEntry, FileLocation, Finding, FindingCode, Origin, Report, mask_codes_in,
};
use crate::form::definition::AttachmentsAllowed;
use crate::form::{BoundForm, Form};
use crate::pdf::{Field, Pdf, PdfError, PdfFeatures};
use crate::values::MediaType;

/// Annotations with media (ISO 32000-2, 13). Those that hold a file are reported by its name.
const MEDIA: [&str; 5] = ["3D", "Movie", "RichMedia", "Screen", "Sound"];
/// Annotations that are drawn or stamped by hand.
const HANDWRITING: [&str; 2] = ["Ink", "Stamp"];

/// Whether a blank form may be filled at all.
pub(super) fn template(form: &Form, bound: &BoundForm, file: &str) -> Report {
    let (traits, fields) = (bound.template().features(), bound.template().fields());
    let mut report = any_template(form, traits, file);
    report.extend(blank_field_scripts(form, bound, fields, &traits.scripts, &Origin::file(file)));
    report
}

/// The same for a file that is not bound to the form.
pub(super) fn any_template(form: &Form, traits: &PdfFeatures, file: &str) -> Report {
    let origin = Origin::file(file);
    let mut report = file_traits(form, traits, None, &origin);
    if traits.signatures > 0 || traits.certification.is_some() {
        report.push(Finding::of(&findings::TEMPLATE_SIGNED, origin.clone()));
    }
    if traits.encrypted {
        report.push(Finding::of(&findings::TEMPLATE_ENCRYPTED, origin));
    }
    report
}

/// What keeps a finished PDF of any kind out of a container: that it is none, or that nobody can open it.
pub(crate) fn unfit_to_pack(bytes: &[u8], name: &str) -> Report {
    unfit_pdf(&Pdf::read(bytes), name)
}

/// The same of a PDF that was read, if it could be.
pub(super) fn unfit_pdf(pdf: &Result<Pdf, PdfError>, name: &str) -> Report {
    let origin = Origin::file(name);
    match pdf {
        Ok(pdf) if pdf.features().encrypted => {
            [Finding::of(&findings::ENCRYPTED, origin)].into_iter().collect()
        }
        Ok(pdf) => file_kind::pdf_named_as_container(pdf, name).into_iter().collect(),
        Err(error) => [error.finding(origin)].into_iter().collect(),
    }
}

/// What a filled form carries besides its fields; what the blank form has already is its own.
pub(super) fn filled_form(form: &Form, pdf: &Pdf, bound: &BoundForm, origin: &Origin) -> Report {
    let blank = bound.template().features();
    let mut report = file_traits(form, pdf.features(), Some(blank), origin);
    if pdf.features().scripts != blank.scripts {
        report.extend(blank_field_scripts(form, bound, pdf.fields(), &pdf.features().scripts, origin));
    }
    report
}

fn file_traits(form: &Form, traits: &PdfFeatures, blank: Option<&PdfFeatures>, origin: &Origin) -> Report {
    let document = form.document();
    let mut report = Report::default();
    let mut attached = |name: Bilingual| {
        let finding =
            rule_finding(form, &findings::ATTACHED, document.attachments.rule.clone(), origin.clone());
        report.push(finding.with_text("v", name));
    };
    for name in names_not_in_blank(&traits.embedded_files, blank.map(|blank| &blank.embedded_files)) {
        attached(attached_file_name(name));
    }
    for name in names_not_in_blank(&traits.attached_files, blank.map(|blank| &blank.attached_files)) {
        attached(attached_file_name(name));
    }
    if traits.collection && !blank.is_some_and(|blank| blank.collection) {
        attached(Bilingual::fixed("PDF portfelis", "a PDF portfolio"));
    }
    // Where it has a name, that is reported already.
    let named = !traits.embedded_files.is_empty();
    if traits.associated_files && !named && !blank.is_some_and(|blank| blank.associated_files) {
        attached(Bilingual::fixed("ar PDF saistīta datne", "a file associated with the PDF"));
    }
    let more_than_blank = |subtype: &&str| {
        traits.annotation_count(subtype) > blank.map_or(0, |blank| blank.annotation_count(subtype))
    };
    for subtype in MEDIA.iter().filter(|subtype| more_than_blank(subtype)) {
        attached(Bilingual {
            lv: format!("multivides objekts ({subtype})").into(),
            en: format!("a media object ({subtype})").into(),
        });
    }
    if let Some(typed) = &document.typed {
        for subtype in HANDWRITING.iter().filter(|subtype| more_than_blank(subtype)) {
            let v = match *subtype {
                "Ink" => Bilingual::fixed("zīmējums", "ink"),
                _ => Bilingual::fixed("spiedogs", "a stamp"),
            };
            let code = format!("{}-handwriting", typed.rule);
            report.push(rule_finding(form, &findings::HANDWRITING, code, origin.clone()).with_text("v", v));
        }
    }
    report
}

/// Why an attachment of this name is refused, where it is.
pub(super) fn attachment_policy(form: &Form, name: &str, origin: Origin) -> Option<Finding> {
    let attachments = &form.document().attachments;
    let kind = MediaType::of_name(name);
    match attachments.policy {
        AttachmentsAllowed::List if attachments.kinds.contains(&kind) => None,
        AttachmentsAllowed::List => {
            let kinds: Vec<&str> = attachments.kinds.iter().map(MediaType::as_str).collect();
            let finding = rule_finding(
                form,
                &findings::ATTACHED_KIND,
                format!("{}-attached-kind", attachments.rule),
                origin,
            );
            Some(finding.with("v", name).with("kind", kind.as_str()).with("list", kinds.join(", ")))
        }
        AttachmentsAllowed::None => {
            Some(rule_finding(form, &findings::ATTACHED, attachments.rule.clone(), origin).with("v", name))
        }
    }
}

/// The names that the blank form does not have.
fn names_not_in_blank<'a>(names: &'a [String], blank: Option<&Vec<String>>) -> impl Iterator<Item = &'a str> {
    let mut own = blank.cloned().unwrap_or_default();
    names.iter().map(String::as_str).filter(move |name| match own.iter().position(|known| known == name) {
        Some(at) => {
            own.swap_remove(at);
            false
        }
        None => true,
    })
}

fn attached_file_name(name: &str) -> Bilingual {
    if name.is_empty() {
        Bilingual::fixed("datne bez nosaukuma", "a file without a name")
    } else {
        Bilingual::same(mask_codes_in(name))
    }
}

/// Scripts that would fill a field which must stay blank: opened in a program that runs them, the document would no
/// longer be what was proved.
fn blank_field_scripts(
    form: &Form,
    bound: &BoundForm,
    fields: &[Field],
    of_document: &[String],
    origin: &Origin,
) -> Vec<Finding> {
    let of_fields = fields.iter().flat_map(Field::actions).filter_map(|action| action.script.as_deref());
    let texts: Vec<&str> = of_document.iter().map(String::as_str).chain(of_fields).collect();
    let calculated = |name: &str| {
        let field = fields.iter().find(|field| field.name() == name);
        field.is_some_and(|field| {
            field.actions().any(|action| action.trigger == "C" && action.script.is_some())
        })
    };
    let mut found = Vec::new();
    for (key, name) in bound.blank_fields() {
        let Some(field) = form.field(key) else { continue };
        if calculated(name) || texts.iter().any(|text| text.contains(name)) {
            let rule = field.rule.as_deref().unwrap_or("T");
            let place = FileLocation::PdfField { name: name.into() };
            let finding = rule_finding(form, &findings::SCRIPT, format!("{rule}-script"), origin.at(place));
            found.push(finding.about_field(Arc::clone(key)).with_text("label", field.label.clone()));
        }
    }
    found
}

/// A finding that bears the code of a sentence, or one below it, in the form's own words where it has some.
pub(super) fn rule_finding(
    form: &Form,
    entry: &'static CatalogueEntry,
    code: String,
    origin: Origin,
) -> Finding {
    let mut finding = Finding::of(entry, origin);
    finding.code = FindingCode::named(code);
    form.with_form_wording(finding)
}
