//! `edocpack form bind FORM NEW.pdf`: where the fields of a form are in another edition of its PDF.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::args::{BindArgs, FormChoice};
use crate::cli::failure::Failure;
use crate::cli::print::terminal::room;
use crate::cli::print::text::{cut, wrapped};
use crate::cli::print::{self, words};
use crate::cli::settings::{Format, Settings};
use crate::cli::{Outcome, chosen, files, press};
use crate::diag::Lang;
use crate::form::Form;
use crate::form::matching::{Certainty, Found, LeftOver, Match, Matching, Way};
use crate::output::Overwrite;
use crate::pdf::printed::Printed;
use crate::pipeline;

/// The table fits a window of this width.
const WIDTH: usize = 60;

pub(super) fn run(args: &BindArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let form = chosen::form(Some(&args.form))?;
    let name = files::shown(&args.pdf);
    let template = match pipeline::edition(&form, &files::read(&args.pdf)?, &name) {
        Ok(template) => template,
        Err(report) => return print::refusal(&report, settings),
    };
    let matching = form.match_to(&template, &Printed::of(template.pdf()));
    let mut written = None;
    if args.write {
        let path = args.out.clone().unwrap_or_else(|| args.pdf.with_extension("binding.toml"));
        let file = args.pdf.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = matching.binding(&form, &file, settings.lang);
        files::write(&path, text.as_bytes(), Overwrite::asked(args.overwrite))?;
        written = Some(path);
    }
    match settings.format {
        Format::Human => tell(&form, &matching, args, written.as_deref(), settings.lang)?,
        Format::Json => print::json(&as_json(&matching, &name, written.as_deref()))?,
    }
    Ok(if matching.is_complete() { Outcome::Done } else { Outcome::Refused })
}

fn tell(
    form: &Form,
    matching: &Matching,
    args: &BindArgs,
    written: Option<&Path>,
    lang: Lang,
) -> Result<(), Failure> {
    let mut lines = vec![row(words::bind::heads(lang))];
    let mut section = None;
    for one in matching.matches() {
        let Some(field) = form.field(&one.key) else { continue };
        if field.section != section {
            section.clone_from(&field.section);
            let title =
                section.as_deref().and_then(|key| form.section(key)).map(|section| section.title.of(lang));
            lines.push(cut(title.unwrap_or_default(), room(WIDTH)));
        }
        let place = one.found.as_ref().map_or_else(|| "–".to_owned(), |found| place(found, lang));
        lines.push(row([&format!("  {}", field.label.of(lang)), &place, &words::bind::certainty(one, lang)]));
        lines.extend(doubts(one, lang));
    }
    let open: Vec<&LeftOver> = matching.left_over().iter().filter(|field| !field.is_idle).collect();
    if !open.is_empty() {
        lines.push(format!("\n{}", words::bind::left_over(lang)));
        for field in open {
            let words = if field.words.is_empty() {
                String::new()
            } else {
                format!(" „{}”", cut(&field.words, 30))
            };
            let kind = field.kind.words();
            lines.push(wrapped(&format!("{} ({}){words}", field.name, kind.of(lang)), room(WIDTH), 2, 6));
        }
    }
    let count = |certainty| matching.count(certainty);
    let totals = words::bind::totals(
        count(Certainty::Certain),
        count(Certainty::Likely),
        count(Certainty::Missing),
        lang,
    );
    lines.push(format!("\n{totals}"));
    if matching.is_other_form() {
        lines.push(wrapped(words::bind::other_form(lang), room(WIDTH), 0, 0));
    }
    if let Some(path) = written {
        lines.push(words::written(path, lang));
    }
    let choice = FormChoice {
        form: Some(args.form.clone()),
        template: Some(args.pdf.clone()),
        binding: args.out.clone(),
    };
    let next = words::bind::next(matching, &press::options(&choice), written, lang);
    lines.push(wrapped(&next, room(WIDTH), 0, 0));
    print::line(&lines.join("\n"))
}

/// Label, place, certainty: in 60 columns; below each other where there is no such room.
fn row(cells: [&str; 3]) -> String {
    let [label, place, sure] = cells;
    let room = room(WIDTH);
    if room < WIDTH {
        let indent = label.len() - label.trim_start().len();
        let place = wrapped(&format!("{place} · {sure}"), room, indent + 2, indent + 4);
        return format!("{}\n{place}", wrapped(label, room, indent, indent + 2));
    }
    let (label, place) = (cut(label, 24), cut(place, 20));
    format!("{label:<24}  {place:<20}  {sure}").trim_end().to_owned()
}

fn place(found: &Found, lang: Lang) -> String {
    let first = found.fields.first().map(String::as_str).unwrap_or_default();
    match &found.way {
        Way::Tick { on } => {
            format!("{} = {on}", cut(first, 20_usize.saturating_sub(on.chars().count() + 3).max(8)))
        }
        Way::Split { .. } => words::bind::boxes(first, found.fields.len(), lang),
        _ => first.to_owned(),
    }
}

/// What a person has to look at, below the row.
fn doubts(one: &Match, lang: Lang) -> Option<String> {
    if one.certainty == Certainty::Certain {
        return None;
    }
    let mut parts: Vec<String> = one.doubts.iter().map(|doubt| doubt.words().of(lang).to_owned()).collect();
    if let Some(found) = one.found.as_ref().filter(|found| !found.words.is_empty()) {
        parts.insert(0, format!("„{}”", cut(&found.words, 40)));
    }
    if !one.others.is_empty() {
        let others: Vec<String> = one.others.iter().map(|name| cut(name, 30)).collect();
        parts.push(words::bind::or_else(&others.join(", "), lang));
    }
    (!parts.is_empty()).then(|| wrapped(&parts.join("; "), room(WIDTH), 4, 4))
}

fn as_json(matching: &Matching, pdf: &str, written: Option<&Path>) -> Value {
    let place = |found: &Found| {
        let mut more = serde_json::Map::new();
        let way = match &found.way {
            Way::Text { drop } | Way::Split { drop } => {
                if !drop.is_empty() {
                    more.insert("drop".to_owned(), json!(drop));
                }
                if matches!(found.way, Way::Split { .. }) { "split" } else { "text" }
            }
            Way::Joined => "join",
            Way::Tick { on } => {
                more.insert("on".to_owned(), json!(on));
                "tick"
            }
            Way::Choice { states } => {
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
            "because": one.because.iter().map(|reason| reason.as_str()).collect::<Vec<_>>(),
            "doubts": one.doubts.iter().map(|doubt| doubt.as_str()).collect::<Vec<_>>(),
            "others": one.others,
        })).collect::<Vec<_>>(),
        "left_over": matching.left_over().iter().map(|field| json!({
            "name": field.name, "kind": field.kind.to_string(), "words": field.words, "idle": field.is_idle,
        })).collect::<Vec<_>>(),
        "written": written.map(|path| path.display().to_string()),
    })
}
