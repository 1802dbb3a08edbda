//! `edocpack explain CODE`: the long text of a finding, with the sentence of the instruction it rests on.

use std::collections::BTreeSet;

use serde_json::json;

use crate::cli::args::ExplainArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, messages};
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, resolve};
use crate::diag::{Lang, Severity, catalogue};
use crate::form::{Explanation, Form};
use crate::values::closest;

pub(in crate::cli) fn run(args: &ExplainArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let form = resolve::form(args.form.as_deref())?;
    let code = args.code.trim();
    let known = known(&form);
    // Nobody should have to mind the case.
    let as_written = known.iter().map(String::as_str).find(|known| known.eq_ignore_ascii_case(code));
    let Some(explanation) = form.explain(as_written.unwrap_or(code)) else {
        return Err(unknown(code, &known));
    };
    match settings.format {
        OutputFormat::Human => print::line(&in_words(&form, &explanation, settings.lang))?,
        OutputFormat::Json => print::json(&as_json(&form, &explanation))?,
    }
    Ok(Outcome::Done)
}

fn unknown(code: &str, known: &[String]) -> Failure {
    let failure = Failure::new(format!("nav koda `{code}`"), format!("there is no code `{code}`"));
    match closest(code, known.iter().map(String::as_str)) {
        Some(near) => failure.hint(format!("vai bija domāts `{near}`?"), format!("did you mean `{near}`?")),
        None => failure.hint("kodus parāda `edocpack form show`", "`edocpack form show` lists the codes"),
    }
}

/// Every code there is: sentences, rules, the form's own words, the catalogue.
fn known(form: &Form) -> Vec<String> {
    let sentences = form.sentences().iter().map(|sentence| sentence.id.as_str());
    let rules = form.rules().iter().map(|rule| &*rule.code);
    sentences.chain(rules).chain(form.worded_codes()).map(str::to_owned).chain(problems(form)).collect()
}

/// The codes of the catalogue; a problem of a value stands under each sentence that fields rest on.
fn problems(form: &Form) -> impl Iterator<Item = String> {
    let rules: BTreeSet<&str> = form.fields().iter().filter_map(|field| field.rule.as_deref()).collect();
    catalogue::all().flat_map(move |entry| match entry.code.strip_prefix("*-") {
        Some(problem) => rules.iter().map(|rule| format!("{rule}-{problem}")).collect(),
        None => vec![entry.code.to_owned()],
    })
}

/// Whether there is something to accept: an error that does not rest on the instruction or a law.
fn can_be_accepted(explanation: &Explanation<'_>) -> Option<bool> {
    Some(explanation.severity? == Severity::Error && explanation.provenance?.can_be_accepted())
}

fn in_words(form: &Form, explanation: &Explanation<'_>, lang: Lang) -> String {
    let mut parts = Vec::new();
    let mut head = explanation.code.to_string();
    if let (Some(severity), Some(provenance)) = (explanation.severity, explanation.provenance) {
        let accept =
            if can_be_accepted(explanation) == Some(true) { messages::can_be_accepted(lang) } else { "" };
        head = format!(
            "{head} · {} · {}{accept}",
            messages::severity(severity, lang),
            messages::provenance(provenance, lang)
        );
    }
    parts.push(head);
    if let Some(wording) = &explanation.wording {
        let texts = [&wording.message, &wording.hint, &wording.explain];
        let texts = texts.iter().map(|text| text.of(lang)).filter(|text| !text.is_empty());
        parts.push(texts.map(messages::without_placeholders).collect::<Vec<_>>().join("\n"));
    }
    if let Some(sentence) = explanation.sentence {
        let instruction = form.instruction();
        let mut quote = format!("{} «{}»", sentence.id, form.sentence_text(sentence));
        let translated = match lang {
            Lang::Lv => &sentence.lv,
            Lang::En => &sentence.en,
        };
        if translated != form.sentence_text(sentence) {
            quote = format!("{quote}\n{translated}");
        }
        let source = format!(
            "({}, {}, {})",
            form.issuer().name.of(lang),
            instruction.title.of(lang),
            instruction.updated.format("%d.%m.%Y")
        );
        parts.push(format!("{quote}\n{source}"));
        parts.push(format!("{} {}", messages::what_the_program_does(lang), sentence.does.of(lang)));
        if !sentence.unchecked.is_empty() {
            parts.push(format!("{} {}", messages::not_checked(lang), sentence.unchecked.of(lang)));
        }
        let codes = codes_of(form, &sentence.id);
        if !codes.is_empty() {
            parts.push(format!("{} {}", messages::codes(lang), codes.join(", ")));
        }
    }
    parts.join("\n\n")
}

fn as_json(form: &Form, explanation: &Explanation<'_>) -> serde_json::Value {
    json!({
        "code": explanation.code,
        "severity": explanation.severity,
        "provenance": explanation.provenance,
        "can_be_accepted": can_be_accepted(explanation),
        "message": explanation.wording.as_ref().map(|w| &w.message),
        "hint": explanation.wording.as_ref().map(|w| &w.hint),
        "explain": explanation.wording.as_ref().map(|w| &w.explain),
        "sentence": explanation.sentence.map(|s| json!({
            "id": s.id, "lv": s.lv, "en": s.en, "does": s.does,
            "not_checked": (!s.unchecked.is_empty()).then_some(&s.unchecked),
            "codes": codes_of(form, &s.id),
        })),
    })
}

/// The codes that the form itself puts under a sentence.
fn codes_of<'f>(form: &'f Form, sentence: &str) -> Vec<&'f str> {
    let of_sentence = |code: &str| code.split('-').next() == Some(sentence);
    let rules = form.rules().iter().map(|rule| &*rule.code);
    let mut codes: Vec<&str> = rules.chain(form.worded_codes()).filter(|code| of_sentence(code)).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
