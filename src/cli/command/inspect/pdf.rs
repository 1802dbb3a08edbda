//! A PDF form: every field, and what is remarkable in the file.

use serde_json::{Value, json};

use super::{Inspection, fill_forecast, origin, report_of, signatures};
use crate::cli::print::messages;
use crate::diag::{Lang, Report, mask_codes_in};
use crate::pdf::{
    Field, FieldForecast, FieldKind, FieldValue, FillOptions, FontSize, Pdf, PdfError, PdfFeatures, Template,
    Widget, Xfa,
};
use crate::pipeline;
use crate::values::Sha256Digest;

pub(super) fn inspect(pdf: Result<Pdf, PdfError>, name: &str, lang: Lang) -> Result<Inspection, Report> {
    let pdf = pdf.map_err(|error| report_of(error.finding(origin(name))))?;
    let sha256 = Sha256Digest::from_bytes(pdf.sha256()).to_string();
    let mut lines = vec![
        format!(
            "{name}: PDF, {}, {}",
            messages::pages(pdf.page_count(), lang),
            messages::bytes(pdf.bytes().len(), lang)
        ),
        format!("SHA-256 {sha256}"),
    ];
    lines.extend(trait_words(pdf.features(), lang));
    lines.push(messages::fields(pdf.fields().len(), lang));
    // What is no form cannot be filled; what is, is told field by field.
    let template = Template::of(pdf.clone()).ok();
    let prospects = template.map(|form| form.forecast_fields(FillOptions::PERMISSIVE)).unwrap_or_default();
    let fields = || pdf.fields().iter().zip(prospects.iter().map(Some).chain(std::iter::repeat(None)));
    lines.extend(fields().map(|(field, prospect)| {
        let will = prospect.map(|prospect| fill_forecast::words(field, prospect, lang)).unwrap_or_default();
        let will = will.iter().map(|line| format!("\n      → {line}")).collect::<String>();
        field_lines(field, lang) + &will
    }));
    let signers = pipeline::signers_of(&pdf);
    for signer in &signers {
        lines.push(messages::pick(lang, "Paraksts:", "Signature:").to_owned());
        lines.extend(signatures::lines(signer, lang).into_iter().map(|line| format!("      {line}")));
    }
    let json = json!({
        "file": name, "kind": "pdf", "sha256": sha256, "bytes": pdf.bytes().len(), "pages": pdf.page_count(),
        "traits": traits_json(pdf.features()),
        "fields": fields().map(|(field, prospect)| field_json(field, prospect)).collect::<Vec<_>>(),
        "signatures": signers.iter().map(signatures::json).collect::<Vec<_>>(),
    });
    Ok(Inspection { text: lines.join("\n"), json })
}

fn field_lines(field: &Field, lang: Lang) -> String {
    let mut facts = vec![field.kind().description().of(lang).to_owned()];
    if field.is_multiline() {
        facts.push(messages::pick(lang, "vairākas rindiņas", "multiline").to_owned());
    }
    if field.is_comb() {
        facts.push(messages::pick(lang, "katra zīme savā ailē", "comb").to_owned());
    }
    if field.flags().read_only() {
        facts.push(messages::pick(lang, "tikai lasāms", "read-only").to_owned());
    }
    if let Some(max) = field.max_len() {
        facts.push(messages::at_most(usize::try_from(max).unwrap_or(usize::MAX), lang));
    }
    let states: Vec<&str> = field.on_states().collect();
    if !states.is_empty() {
        facts.push(states.join(" / "));
    }
    let options: Vec<&str> = field.options().iter().map(|option| option.export.as_str()).collect();
    if !options.is_empty() {
        facts.push(options.join(" / "));
    }
    let mut text = format!("  {} · {}", field.name(), facts.join(", "));
    if let Some(label) = field.alternate_name() {
        text.push_str(&format!("\n      „{label}”"));
    }
    for widget in field.widgets() {
        text.push_str(&format!("\n      {}", widget_words(widget, lang)));
    }
    if let Some(value) = field.value().map(shown).filter(|value| !value.is_empty()) {
        text.push_str(&format!("\n      = {value}"));
    }
    text
}

fn widget_words(widget: &Widget, lang: Lang) -> String {
    let rect = widget.rect();
    let page = match widget.page() {
        Some(page) => match lang {
            Lang::Lv => format!("{}. lappuse", page + 1),
            Lang::En => format!("page {}", page + 1),
        },
        None => messages::pick(lang, "nevienā lappusē", "on no page").to_owned(),
    };
    let font = widget.font().map(|font| format!(", {font} {}", size(widget, lang))).unwrap_or_default();
    format!("{page}, {:.1} {:.1} {:.1} {:.1}{font}", rect.x0, rect.y0, rect.x1, rect.y1)
}

fn size(widget: &Widget, lang: Lang) -> String {
    match widget.size() {
        FontSize::Auto => messages::pick(lang, "automātisks lielums", "automatic size").to_owned(),
        FontSize::Fixed(points) => format!("{points} pt"),
    }
}

/// The value as it may be shown: personal codes masked.
fn shown(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => mask_codes_in(text),
        FieldValue::Off => String::new(),
        FieldValue::On(state) => state.clone(),
        FieldValue::Choices(all) => mask_codes_in(&all.join(", ")),
    }
}

fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::Checkbox => "checkbox",
        FieldKind::Radio => "radio",
        FieldKind::PushButton => "button",
        FieldKind::Combo => "combo",
        FieldKind::List => "list",
        FieldKind::Signature => "signature",
        _ => "unknown",
    }
}

fn field_json(field: &Field, prospect: Option<&FieldForecast>) -> Value {
    json!({
        "name": field.name(),
        "kind": kind(field.kind()),
        "label": field.alternate_name(),
        "read_only": field.flags().read_only(),
        "required": field.flags().required(),
        "multiline": field.is_multiline(),
        "comb": field.is_comb(),
        "rich_text": field.is_rich_text(),
        "file_select": field.is_file_select(),
        "listed": field.is_listed(),
        "password": field.is_password(),
        "max_len": field.max_len(),
        "on_states": field.on_states().collect::<Vec<_>>(),
        "options": field.options().iter().map(|o| json!({ "export": o.export, "display": o.display })).collect::<Vec<_>>(),
        "value": field.value().map(shown),
        "scripts": field.actions().map(|a| {
            json!({ "trigger": a.trigger, "script": a.script, "known": a.is_known() })
        }).collect::<Vec<_>>(),
        "filling": prospect.map(|prospect| fill_forecast::json(field, prospect)),
        "widgets": field.widgets().iter().map(|w| json!({
            "page": w.page().map(|page| page + 1),
            "rect": [w.rect().x0, w.rect().y0, w.rect().x1, w.rect().y1],
            "font": w.font(), "base_font": w.base_font(),
            "font_size": match w.size() { FontSize::Auto => json!("auto"), FontSize::Fixed(points) => json!(points) },
            "visible": w.is_visible(),
        })).collect::<Vec<_>>(),
    })
}

fn trait_words(traits: &PdfFeatures, lang: Lang) -> Vec<String> {
    let told = [
        (traits.encrypted, "šifrēts", "encrypted"),
        (traits.signatures > 0, "parakstīts", "signed"),
        (traits.certification.is_some(), "sertificēts (DocMDP)", "certified (DocMDP)"),
        (traits.xfa == Xfa::Hybrid, "XFA blakus laukiem", "XFA beside the fields"),
        (traits.xfa == Xfa::Dynamic, "tikai XFA", "XFA only"),
        (traits.need_appearances, "NeedAppearances", "NeedAppearances"),
        (traits.usage_rights, "Adobe lietošanas tiesības (UR3)", "Adobe usage rights (UR3)"),
        (
            !traits.embedded_files.is_empty() || !traits.attached_files.is_empty(),
            "pievienotas datnes",
            "files embedded or attached",
        ),
        (traits.collection, "portfelis", "portfolio"),
        (traits.javascript, "JavaScript", "JavaScript"),
        (traits.repaired, "bojāta uzbūve", "damaged structure"),
        (traits.header_offset > 0, "lieki baiti pirms %PDF-", "bytes before %PDF-"),
        (traits.tagged, "iezīmēta struktūra", "tagged"),
        (!traits.image_only_pages.is_empty(), "lappuses, kurās ir tikai attēls", "pages with only an image"),
    ];
    let told: Vec<&str> =
        told.into_iter().filter(|(is, ..)| *is).map(|(_, lv, en)| messages::pick(lang, lv, en)).collect();
    if told.is_empty() { Vec::new() } else { vec![told.join(", ")] }
}

fn traits_json(traits: &PdfFeatures) -> Value {
    json!({
        "encrypted": traits.encrypted, "signatures": traits.signatures, "certification": traits.certification,
        "xfa": match traits.xfa { Xfa::None => "none", Xfa::Hybrid => "hybrid", _ => "dynamic" },
        "need_appearances": traits.need_appearances, "usage_rights": traits.usage_rights,
        "embedded_files": traits.embedded_files, "attached_files": traits.attached_files, "associated_files": traits.associated_files,
        "collection": traits.collection, "annotations": traits.annotations, "javascript": traits.javascript,
        "open_action": traits.open_action, "linearised": traits.linearised,
        "junk_before_header": traits.header_offset, "revisions": traits.revisions,
        "damaged": traits.repaired, "tagged": traits.tagged,
        "image_only_pages": traits.image_only_pages.iter().map(|page| page + 1).collect::<Vec<_>>(),
    })
}
