//! `edocpack form bind FORM NEW.pdf`: where the fields of a form are in another edition of its PDF.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::args::{BindArgs, FormChoice};
use crate::cli::failure::Failure;
use crate::cli::print::terminal::text_width;
use crate::cli::print::text::{ellipsized, wrapped};
use crate::cli::print::{self, messages};
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, files, package_builder, resolve};
use crate::diag::Lang;
use crate::form::Form;
use crate::form::matching::{Certainty, FoundPlacement, KeyMatch, Matching, UnmatchedField, WriteMethod};
use crate::output::Overwrite;
use crate::pdf::page_text::DocumentText;
use crate::pipeline;

/// The table fits a window of this width.
const WIDTH: usize = 60;

pub(super) fn run(args: &BindArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let form = resolve::form(Some(&args.form))?;
    let name = files::shown(&args.pdf);
    let template = match pipeline::open_edition(&form, &files::read(&args.pdf)?, &name) {
        Ok(template) => template,
        Err(report) => return print::refusal(&report, settings),
    };
    let matching = form.match_to(&template, &DocumentText::of(template.pdf()));
    let mut written = None;
    if args.write {
        let path = args.out.clone().unwrap_or_else(|| args.pdf.with_extension("binding.toml"));
        let file = args.pdf.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = matching.binding(&form, &file, settings.lang);
        files::write(&path, text.as_bytes(), Overwrite::from_flag(args.overwrite))?;
        written = Some(path);
    }
    match settings.format {
        OutputFormat::Human => print_result(&form, &matching, args, written.as_deref(), settings.lang)?,
        OutputFormat::Json => print::json(&as_json(&matching, &name, written.as_deref()))?,
    }
    Ok(if matching.is_complete() { Outcome::Done } else { Outcome::Refused })
}

fn print_result(
    form: &Form,
    matching: &Matching,
    args: &BindArgs,
    written: Option<&Path>,
    lang: Lang,
) -> Result<(), Failure> {
    let mut lines = vec![row(messages::bind::headers(lang))];
    let mut section = None;
    for one in matching.matches() {
        let Some(field) = form.field(&one.key) else { continue };
        if field.section != section {
            section.clone_from(&field.section);
            let title =
                section.as_deref().and_then(|key| form.section(key)).map(|section| section.title.of(lang));
            lines.push(ellipsized(title.unwrap_or_default(), text_width(WIDTH)));
        }
        let place = one.found.as_ref().map_or_else(|| "–".to_owned(), |found| place(found, lang));
        lines.push(row([
            &format!("  {}", field.label.of(lang)),
            &place,
            &messages::bind::certainty(one, lang),
        ]));
        lines.extend(doubts(one, lang));
    }
    let open: Vec<&UnmatchedField> =
        matching.unmatched_fields().iter().filter(|field| !field.is_not_fillable).collect();
    if !open.is_empty() {
        lines.push(format!("\n{}", messages::bind::left_over(lang)));
        for field in open {
            let words = if field.words.is_empty() {
                String::new()
            } else {
                format!(" „{}”", ellipsized(&field.words, 30))
            };
            let kind = field.kind.description();
            lines.push(wrapped(
                &format!("{} ({}){words}", field.name, kind.of(lang)),
                text_width(WIDTH),
                2,
                6,
            ));
        }
    }
    let count = |certainty| matching.count(certainty);
    let totals = messages::bind::totals(
        count(Certainty::Certain),
        count(Certainty::Likely),
        count(Certainty::Missing),
        lang,
    );
    lines.push(format!("\n{totals}"));
    if matching.is_other_form() {
        lines.push(wrapped(messages::bind::other_form(lang), text_width(WIDTH), 0, 0));
    }
    if let Some(path) = written {
        lines.push(messages::written(path, lang));
    }
    let choice = FormChoice {
        form: Some(args.form.clone()),
        template: Some(args.pdf.clone()),
        binding: args.out.clone(),
    };
    let next = messages::bind::next(matching, &package_builder::form_options(&choice), written, lang);
    lines.push(wrapped(&next, text_width(WIDTH), 0, 0));
    print::line(&lines.join("\n"))
}

/// Label, place, certainty: in 60 columns; below each other where there is no such room.
fn row(cells: [&str; 3]) -> String {
    let [label, place, sure] = cells;
    let room = text_width(WIDTH);
    if room < WIDTH {
        let indent = label.len() - label.trim_start().len();
        let place = wrapped(&format!("{place} · {sure}"), room, indent + 2, indent + 4);
        return format!("{}\n{place}", wrapped(label, room, indent, indent + 2));
    }
    let (label, place) = (ellipsized(label, 24), ellipsized(place, 20));
    format!("{label:<24}  {place:<20}  {sure}").trim_end().to_owned()
}

fn place(found: &FoundPlacement, lang: Lang) -> String {
    let first = found.fields.first().map(String::as_str).unwrap_or_default();
    match &found.method {
        WriteMethod::Tick { on } => {
            format!("{} = {on}", ellipsized(first, 20_usize.saturating_sub(on.chars().count() + 3).max(8)))
        }
        WriteMethod::Split { .. } => messages::bind::boxes(first, found.fields.len(), lang),
        _ => first.to_owned(),
    }
}

/// What a person has to look at, below the row.
fn doubts(one: &KeyMatch, lang: Lang) -> Option<String> {
    if one.certainty == Certainty::Certain {
        return None;
    }
    let mut parts: Vec<String> = one.doubts.iter().map(|doubt| doubt.words().of(lang).to_owned()).collect();
    if let Some(found) = one.found.as_ref().filter(|found| !found.words.is_empty()) {
        parts.insert(0, format!("„{}”", ellipsized(&found.words, 40)));
    }
    if !one.alternatives.is_empty() {
        let others: Vec<String> = one.alternatives.iter().map(|name| ellipsized(name, 30)).collect();
        parts.push(messages::bind::or_else(&others.join(", "), lang));
    }
    (!parts.is_empty()).then(|| wrapped(&parts.join("; "), text_width(WIDTH), 4, 4))
}

fn as_json(matching: &Matching, pdf: &str, written: Option<&Path>) -> Value {
    let place = |found: &FoundPlacement| {
        let mut more = serde_json::Map::new();
        let way = match &found.method {
            WriteMethod::Text { drop } | WriteMethod::Split { drop } => {
                if !drop.is_empty() {
                    more.insert("drop".to_owned(), json!(drop));
                }
                if matches!(found.method, WriteMethod::Split { .. }) { "split" } else { "text" }
            }
            WriteMethod::Joined => "join",
            WriteMethod::Tick { on } => {
                more.insert("on".to_owned(), json!(on));
                "tick"
            }
            WriteMethod::Choice { states } => {
                let states = states.iter().map(|(option, state)| (option.to_string(), json!(state)));
                more.insert("states".to_owned(), Value::Object(states.collect()));
                "choice"
            }
        };
        for (key, value) in [
            ("way", json!(way)),
            ("fields", json!(found.fields)),
            ("words", json!(found.words)),
            ("page", json!(found.page + 1)),
        ] {
            more.insert(key.to_owned(), value);
        }
        Value::Object(more)
    };
    let state = |certainty| match certainty {
        Certainty::Certain => "certain",
        Certainty::Likely => "likely",
        Certainty::Missing => "missing",
    };
    json!({
        "form": matching.form(),
        "pdf": pdf,
        "sha256": matching.sha256(),
        "certain": matching.count(Certainty::Certain),
        "likely": matching.count(Certainty::Likely),
        "missing": matching.count(Certainty::Missing),
        "complete": matching.is_complete(),
        "matches": matching.matches().iter().map(|one| json!({
            "key": one.key,
            "state": state(one.certainty),
            "confidence": (one.confidence * 100.0).round() / 100.0,
            "place": one.found.as_ref().map(place),
            "because": one.reasons.iter().map(|reason| reason.as_str()).collect::<Vec<_>>(),
            "doubts": one.doubts.iter().map(|doubt| doubt.as_str()).collect::<Vec<_>>(),
            "others": one.alternatives,
        })).collect::<Vec<_>>(),
        "left_over": matching.unmatched_fields().iter().map(|field| json!({
            "name": field.name, "kind": field.kind.to_string(), "words": field.words, "idle": field.is_not_fillable,
        })).collect::<Vec<_>>(),
        "written": written.map(|path| path.display().to_string()),
    })
}
