//! `edocpack form show`: a form as a person reads it.

use serde_json::json;

use crate::cli::failure::Failure;
use crate::cli::print::{self, messages};
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, resolve};
use crate::diag::Lang;
use crate::form::Form;
use crate::form::definition::FieldDefinition;

pub(super) fn run(form: Option<&str>, settings: &Settings) -> Result<Outcome, Failure> {
    let form = resolve::form(form)?;
    match settings.format {
        OutputFormat::Human => print::line(&in_words(&form, settings.lang))?,
        OutputFormat::Json => print::json(&as_json(&form))?,
    }
    Ok(Outcome::Done)
}

fn in_words(form: &Form, lang: Lang) -> String {
    let mut lines = vec![
        format!("{} · {}", form.id(), form.edition()),
        form.title().of(lang).to_owned(),
        format!(
            "{} · {}, {}",
            form.issuer().name.of(lang),
            form.instruction().title.of(lang),
            form.instruction().updated.format("%d.%m.%Y")
        ),
    ];
    for section in form.sections() {
        lines.push(format!("\n{}", section.title.of(lang)));
        let fields = form.fields().iter().filter(|f| f.section.as_deref() == Some(&*section.key));
        lines.extend(fields.map(|field| field_line(field, lang)));
    }
    let loose: Vec<&FieldDefinition> = form.fields().iter().filter(|f| f.section.is_none()).collect();
    if !loose.is_empty() {
        lines.push(format!("\n{}", messages::not_on_the_form(lang)));
        lines.extend(loose.into_iter().map(|field| field_line(field, lang)));
    }
    lines.push(format!("\n{}", messages::rules(lang)));
    for rule in form.rules() {
        lines.push(format!(
            "  {} · {} · {}: {}",
            rule.code,
            messages::severity(rule.severity, lang),
            messages::provenance(rule.provenance, lang),
            rule.wording.message.of(lang)
        ));
    }
    lines.push(format!("\n{}", messages::sentences(lang)));
    for sentence in form.sentences() {
        lines.push(format!("  {} «{}»", sentence.id, form.sentence_text(sentence)));
        let translated = match lang {
            Lang::Lv => &sentence.lv,
            Lang::En => &sentence.en,
        };
        if translated != form.sentence_text(sentence) {
            lines.push(format!("      {translated}"));
        }
        lines.push(format!("      → {}", sentence.does.of(lang)));
    }
    lines.join("\n")
}

fn field_line(field: &FieldDefinition, lang: Lang) -> String {
    let mut facts = vec![messages::kind(field.kind, lang).to_owned()];
    if let Some(max) = field.max {
        facts.push(messages::at_most(max, lang));
    }
    if !field.options.is_empty() {
        facts.push(field.options.iter().map(|o| o.label.of(lang)).collect::<Vec<_>>().join(" / "));
    }
    facts.extend(field.rule.clone());
    format!("  {} [{}]: {}", field.label.of(lang), field.key, facts.join(", "))
}

fn as_json(form: &Form) -> serde_json::Value {
    json!({
        "id": form.id(),
        "edition": form.edition(),
        "title": form.title(),
        "issuer": form.issuer().name,
        "instruction": { "title": form.instruction().title, "updated": form.instruction().updated.to_string(),
            "checked_on": form.instruction().checked_on.to_string() },
        "sections": form.sections().iter().map(|s| json!({ "key": s.key, "title": s.title })).collect::<Vec<_>>(),
        "fields": form.fields().iter().map(|f| json!({
            "key": f.key, "section": f.section, "kind": f.kind.name(), "label": f.label,
            "column": f.column, "aliases": f.aliases, "max": f.max, "rule": f.rule,
            "options": f.options.iter().map(|o| &o.value).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "rules": form.rules().iter().map(|r| json!({
            "code": r.code, "severity": r.severity, "provenance": r.provenance,
            "message": r.wording.message, "hint": r.wording.hint,
        })).collect::<Vec<_>>(),
        "sentences": form.sentences().iter().map(|s| json!({
            "id": s.id, "lv": s.lv, "en": s.en, "does": s.does,
        })).collect::<Vec<_>>(),
    })
}
