//! `edocpack form diff OLD.pdf NEW.pdf`: what became different in a form.

use serde_json::{Value, json};

use crate::cli::args::DiffArgs;
use crate::cli::failure::Failure;
use crate::cli::print::terminal::text_width;
use crate::cli::print::text::wrapped;
use crate::cli::print::{self, messages};
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, files};
use crate::diag::{Lang, Origin, Report};
use crate::pdf::Template;
use crate::pdf::template_diff::{FieldChange, FieldDifference, TemplateDiff, TextChange};

/// Lines are no longer than this, nor than those of the terminal.
const WIDTH: usize = 78;

pub(super) fn run(args: &DiffArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let mut report = Report::default();
    let mut templates = Vec::new();
    for path in [&args.old, &args.new] {
        match Template::read(files::read(path)?) {
            Ok(template) => templates.push(template),
            Err(error) => report.push(error.finding(Origin::file(files::shown(path)))),
        }
    }
    let [old, new] = templates.as_slice() else { return print::refusal(&report, settings) };
    let editions = TemplateDiff::of(old, new);
    match settings.format {
        OutputFormat::Human => print::line(&in_words(&editions, settings.lang))?,
        OutputFormat::Json => print::json(&as_json(&editions))?,
    }
    Ok(if editions.is_same() { Outcome::Done } else { Outcome::Refused })
}

fn in_words(editions: &TemplateDiff, lang: Lang) -> String {
    let mut lines = Vec::new();
    if editions.is_same() {
        lines.push(messages::diff::no_difference(editions.same_file, lang).to_owned());
    }
    if editions.pages.0 != editions.pages.1 {
        lines.push(messages::diff::pages_differ(editions.pages, lang));
    }
    if !editions.fields.is_empty() {
        lines.push(messages::pick(lang, "Lauki", "Fields").to_owned());
        lines.extend(editions.fields.iter().map(|change| field(change, lang)));
    }
    if !editions.texts.is_empty() {
        lines.push(messages::pick(lang, "Drukātais teksts", "Printed text").to_owned());
        lines.extend(editions.texts.iter().map(|change| text(change, lang)));
    }
    if !editions.all_text_read {
        lines.push(wrapped(messages::diff::not_all_read(lang), text_width(WIDTH), 0, 0));
    }
    if !editions.is_same() {
        lines.push(messages::diff::totals(editions.fields.len(), editions.texts.len(), lang));
    }
    lines.join("\n")
}

fn field(change: &FieldChange, lang: Lang) -> String {
    let page = change.page.map(|page| messages::diff::on_page(page, lang)).unwrap_or_default();
    let said = if change.label.is_empty() { String::new() } else { format!(" „{}”", change.label) };
    let head = format!("{}{said} ({}{page})", change.name, change.kind.description().of(lang));
    let what: Vec<String> =
        change.differences.iter().map(|one| messages::diff::difference(one, lang)).collect();
    format!(
        "{}\n{}",
        wrapped(&head, text_width(WIDTH), 2, 6),
        wrapped(&what.join("; "), text_width(WIDTH), 4, 4)
    )
}

fn text(change: &TextChange, lang: Lang) -> String {
    let mut lines = vec![format!("  {}", messages::diff::page_number(change.page, lang))];
    for (sign, said) in [("-", &change.was), ("+", &change.is)] {
        lines.extend(said.as_ref().map(|said| wrapped(&format!("{sign} {said}"), text_width(WIDTH), 4, 6)));
    }
    lines.join("\n")
}

fn as_json(editions: &TemplateDiff) -> Value {
    json!({
        "same": editions.is_same(),
        "same_file": editions.same_file,
        "all_read": editions.all_text_read,
        "pages": [editions.pages.0, editions.pages.1],
        "fields": editions.fields.iter().map(|change| json!({
            "name": change.name,
            "kind": change.kind.to_string(),
            "words": change.label,
            "page": change.page.map(|page| page + 1),
            "differences": change.differences.iter().map(difference).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "texts": editions.texts.iter().map(|change| json!({
            "page": change.page + 1, "was": change.was, "is": change.is,
        })).collect::<Vec<_>>(),
    })
}

fn difference(what: &FieldDifference) -> Value {
    let tenths = |n: f64| (n * 10.0).round() / 10.0;
    match what {
        FieldDifference::Kind { was } => json!({ "what": "kind", "was": was.to_string() }),
        FieldDifference::AlternateName { was, is } => json!({ "what": "label", "was": was, "is": is }),
        FieldDifference::Length { was, is } => json!({ "what": "length", "was": was, "is": is }),
        FieldDifference::Multiline { is } => json!({ "what": "multiline", "is": is }),
        FieldDifference::Moved { was_page, right, up } => {
            json!({ "what": "moved", "was_page": was_page + 1, "right": tenths(*right), "up": tenths(*up) })
        }
        FieldDifference::Options { removed: gone, added: new } => {
            json!({ "what": "options", "gone": gone, "new": new })
        }
        FieldDifference::Preset { is } => json!({ "what": "preset", "is": is }),
        FieldDifference::ReadOnly { is } => json!({ "what": "read-only", "is": is }),
        FieldDifference::Renamed { was } => json!({ "what": "renamed", "was": was }),
        FieldDifference::Required { is } => json!({ "what": "required", "is": is }),
        FieldDifference::Resized { wider, higher } => {
            json!({ "what": "resized", "wider": tenths(*wider), "higher": tenths(*higher) })
        }
        FieldDifference::Scripts => json!({ "what": "scripts" }),
        FieldDifference::Removed => json!({ "what": "vanished" }),
        FieldDifference::Added => json!({ "what": "appeared" }),
    }
}
