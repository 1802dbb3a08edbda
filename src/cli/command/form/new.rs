//! `edocpack form new FORM.pdf -o DIR`: a first definition from nothing but the PDF.

use std::path::Path;

use serde_json::json;

use crate::cli::args::NewArgs;
use crate::cli::failure::Failure;
use crate::cli::print::table::TextTable;
use crate::cli::print::text::ellipsized;
use crate::cli::print::{self, messages};
use crate::cli::settings::{self, OutputFormat, Settings};
use crate::cli::{Outcome, files};
use crate::diag::Lang;
use crate::draft::{Draft, DraftOptions, DraftedField};
use crate::output::{FindingFacts, Folder, Overwrite};

/// What the PDF is called in the folder where its own name would not do.
const PDF: &str = "form.pdf";

pub(super) fn run(args: &NewArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let pdf = files::read(&args.pdf)?;
    let file = plain_name(&args.pdf);
    let time = settings::build_time(None)?;
    let options = DraftOptions { file: &file, id: args.id.as_deref(), lang: settings.lang, time };
    let draft = match Draft::of(&pdf, &options) {
        Ok(draft) => draft,
        Err(report) => return print::refusal(&report, settings),
    };
    let folder = Folder::open(args.out.clone(), Overwrite::from_flag(args.overwrite));
    let folder = folder.map_err(|error| Failure::from_output(&error))?;
    let files = [
        (file.as_str(), pdf.as_slice()),
        ("form.toml", draft.form.as_bytes()),
        ("binding.toml", draft.binding.as_bytes()),
        ("examples.toml", draft.examples.as_bytes()),
    ];
    // All of them or none.
    if let Some(obstacle) = folder.obstacles(files.map(|(name, _)| name)).first() {
        return Err(Failure::from_output(obstacle));
    }
    for (name, bytes) in files {
        folder.write(name, bytes).map_err(|error| Failure::from_output(&error))?;
    }
    match settings.format {
        OutputFormat::Human => print_result(&draft, &args.out, settings)?,
        OutputFormat::Json => print::json(&as_json(&draft, &args.out))?,
    }
    Ok(if draft.is_verified { Outcome::Done } else { Outcome::Refused })
}

/// The name of the PDF, where a definition can bear it.
fn plain_name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let is_plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['\\', ':']);
    if is_plain && !name.ends_with(".toml") { name } else { PDF.to_owned() }
}

fn print_result(draft: &Draft, folder: &Path, settings: &Settings) -> Result<(), Failure> {
    let lang = settings.lang;
    let mut lines = vec![format!("{} · {}", draft.id, ellipsized(&draft.title, 60)), String::new()];
    let mut table = TextTable::new(messages::draft::headers(lang));
    for field in &draft.fields {
        table.row([ellipsized(&field.label, 28), ellipsized(&field.key, 32), kind_words(field, lang)]);
    }
    lines.push(table.render(print::terminal::width()));
    lines.push(String::new());
    lines.push(messages::draft::totals(draft.fields.len(), draft.unused.len(), draft.questions, lang));
    print::line(&lines.join("\n"))?;
    print::report(&draft.report, lang)?;
    print::line(&messages::draft::next(folder, draft.is_verified, lang))
}

fn kind_words(field: &DraftedField, lang: Lang) -> String {
    let kind = messages::kind(field.kind, lang);
    let sure = if field.confidence < 100 { format!(" ({} %)", field.confidence) } else { String::new() };
    let maybe =
        field.alternative.map(|(maybe, sure)| format!("; {}? ({sure} %)", messages::kind(maybe, lang)));
    format!("{kind}{sure}{}", maybe.unwrap_or_default())
}

fn as_json(draft: &Draft, folder: &Path) -> serde_json::Value {
    let findings: Vec<FindingFacts> = draft.report.findings().iter().map(FindingFacts::from).collect();
    json!({
        "id": draft.id,
        "title": draft.title,
        "folder": folder.display().to_string(),
        "fields": draft.fields.iter().map(|field| json!({
            "key": field.key, "label": field.label, "kind": field.kind.name(), "sure": field.confidence,
            "maybe": field.alternative.map(|(kind, sure)| json!({ "kind": kind.name(), "sure": sure })),
        })).collect::<Vec<_>>(),
        "unused": draft.unused,
        "questions": draft.questions,
        "tried": draft.is_verified,
        "findings": findings,
    })
}
