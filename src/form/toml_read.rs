//! TOML read into a type; its faults in both languages, with their places.

use serde::de::DeserializeOwned;

use super::FormError;
use super::fault::DefinitionFault;
use super::toml_locator::{TextSpan, TomlLocator};
use crate::diag::catalogue::{self, definition as words};
use crate::diag::{Bilingual, CatalogueEntry};

/// What begins an error of our own in what serde hands through: the code of its entry, then names and values.
const ERROR_MARK: char = '\u{1e}';
const PART_MARK: char = '\u{1f}';

pub(super) fn read<T: DeserializeOwned>(text: &str, file: &str) -> Result<T, FormError> {
    toml::from_str(text).map_err(|error| FormError::faults(file, text, vec![fault(&error, text)]))
}

/// An error of our own, to be handed through serde.
pub(super) fn custom_error(entry: &'static CatalogueEntry, args: &[(&'static str, &str)]) -> String {
    let args = args.iter().map(|(name, value)| format!("{PART_MARK}{name}{PART_MARK}{value}"));
    format!("{ERROR_MARK}{}{}", entry.code, args.collect::<String>())
}

fn fault(error: &toml::de::Error, text: &str) -> DefinitionFault {
    let message = error.message().lines().map(str::trim).collect::<Vec<_>>().join("; ");
    let fault = custom_fault(&message)
        .unwrap_or_else(|| serde_fault(&message, error.span().and_then(|span| text.get(span))));
    // Of a rule in a list of tables the reader knows the list only.
    let of_rule = fault.code() == words::CHECKS.code;
    let spot = Some(&fault)
        .filter(|_| of_rule)
        .and_then(|fault| TomlLocator::of(text).text_in_list("rule", "code", &fault.args.value("v")?.en));
    match (spot, error.span()) {
        (Some(spot), _) => fault.at(spot),
        (None, Some(span)) => fault.at(TextSpan::of(text, span)),
        (None, None) => fault,
    }
}

fn custom_fault(message: &str) -> Option<DefinitionFault> {
    let mut parts = message.strip_prefix(ERROR_MARK)?.split(PART_MARK);
    let entry = catalogue::entry(parts.next()?)?;
    let mut fault = DefinitionFault::of(entry, "");
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        // The names are ours, and few; a text in two languages comes in two parts.
        if name == "why.lv" {
            let _ = parts.next();
            let lv = value.to_owned();
            let en = parts.next().unwrap_or_default().to_owned();
            fault = fault.with_text("why", Bilingual { lv: lv.into(), en: en.into() });
        } else {
            let name = ["v", "list"].into_iter().find(|known| *known == name)?;
            fault = fault.with(name, value);
        }
    }
    Some(fault)
}

/// The faults that serde and the TOML parser report.
fn serde_fault(message: &str, there: Option<&str>) -> DefinitionFault {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let first = quoted.first().copied().unwrap_or_default();
    let known = || quoted.iter().skip(1).copied();
    if message.starts_with("unknown field") {
        DefinitionFault::of(&words::KEY, "").with("v", first).with_suggestion(first, known())
    } else if message.starts_with("unknown variant") {
        DefinitionFault::of(&words::VALUE, "").with("v", first).with_suggestion(first, known())
    } else if message.starts_with("missing field") {
        DefinitionFault::of(&words::MISSING, "").with("v", first)
    } else if message.starts_with("duplicate key") || message.starts_with("duplicate field") {
        let key = there.unwrap_or_default();
        DefinitionFault::of(&words::KEY_TWICE, "").with("v", if first.is_empty() { key } else { first })
    } else if let Some((given, expected)) =
        message.strip_prefix("invalid type: ").and_then(|m| m.split_once(", expected "))
    {
        DefinitionFault::of(&words::TYPE, "")
            .with_text("given", type_words(given))
            .with_text("expected", type_words(expected))
    } else if is_parser_message(message) {
        DefinitionFault::of(&words::SYNTAX, "").with_text("why", parser_words(message))
    } else {
        DefinitionFault::of(&words::UNFIT, "").with("why", message)
    }
}

/// A type as a person calls it.
fn type_words(text: &str) -> Bilingual {
    let is = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if is(&["string", "a string", "str"]) {
        Bilingual::fixed("teksts", "a text")
    } else if is(&["integer", "u32", "u64", "usize", "i64", "an integer", "i32"]) {
        Bilingual::fixed("vesels skaitlis", "a whole number")
    } else if is(&["floating", "f64"]) {
        Bilingual::fixed("skaitlis", "a number")
    } else if is(&["boolean", "a boolean"]) {
        Bilingual::fixed("„true” vai „false”", "`true` or `false`")
    } else if is(&["sequence", "a sequence", "array"]) {
        Bilingual::fixed("saraksts", "a list")
    } else if is(&["map", "a map", "struct", "a table", "table"]) {
        Bilingual::fixed("tabula", "a table")
    } else if is(&["datetime", "a TOML datetime"]) {
        Bilingual::fixed("datums", "a date")
    } else if text.contains("`true`, `false`") {
        Bilingual::fixed(
            "„true”, „false”, iespējas nosaukums vai to saraksts",
            "`true`, `false`, an option, or a list of them",
        )
    } else {
        Bilingual::same(text)
    }
}

/// Whether the parser of TOML says it, and not a type.
fn is_parser_message(message: &str) -> bool {
    let begins = [
        "unclosed",
        "unexpected",
        "missing",
        "extra",
        "invalid",
        "string values must",
        "key with no value",
        "cannot extend",
        "unquoted keys",
        "carriage return",
        "redundant",
        "integers with",
        "radix",
        "too few",
        "trailing",
    ];
    let of_types = message.starts_with("invalid value:") || message.starts_with("invalid length");
    begins.iter().any(|word| message.starts_with(word)) && !of_types
}

/// The commonest faults of TOML in both languages.
fn parser_words(message: &str) -> Bilingual {
    let known = [
        ("unclosed table", "tabulai nav beigu „]”", "the table has no closing `]`"),
        ("unclosed inline table", "tabulai nav beigu „}”", "the table has no closing `}`"),
        ("unclosed array", "sarakstam nav beigu „]”", "the list has no closing `]`"),
        ("unclosed", "kaut kas nav aizvērts", "something is not closed"),
        ("string values must be quoted", "tekstam nav pēdiņu", "the text has no quotes"),
        ("invalid basic string", "tekstam nav beigu pēdiņu", "the text has no closing quote"),
        ("invalid literal string", "tekstam nav beigu apostrofa", "the text has no closing apostrophe"),
        (
            "invalid string",
            "tekstam nav pēdiņu vai tajā ir neatļauta zīme",
            "the text lacks quotes, or has a sign that may not be in it",
        ),
        ("key with no value", "atslēgai nav „=” un vērtības", "the key has no `=` and no value"),
        ("missing value", "aiz „=” nav vērtības", "there is no value behind `=`"),
        (
            "missing comma between array elements",
            "starp saraksta daļām nav komata",
            "there is no comma between the parts of the list",
        ),
        ("missing comma", "nav komata", "a comma is missing"),
        ("missing assignment", "starp atslēgu un vērtību nav „=”", "there is no `=` between key and value"),
        ("extra comma", "komats ir lieks", "there is a comma too many"),
        ("extra `=`", "„=” ir lieks", "there is a `=` too many"),
        (
            "unexpected key or value",
            "aiz vērtības rindā ir vēl kas",
            "something more stands on the line behind the value",
        ),
        (
            "unexpected content",
            "aiz vērtības rindā ir vēl kas",
            "something more stands on the line behind the value",
        ),
        (
            "invalid unquoted key",
            "atslēgā ir zīme, kurai vajag pēdiņas",
            "the key has a sign that needs quotes",
        ),
        (
            "cannot extend",
            "tabula ar šo nosaukumu ir jau pabeigta",
            "the table of this name is complete already",
        ),
        (
            "unexpected leading zero",
            "skaitlis sākas ar nulli; numurus raksta pēdiņās",
            "the number begins with a zero; write numbers of codes in quotes",
        ),
        ("invalid date", "tas nav datums", "it is no date"),
    ];
    let found = known.into_iter().find(|(begin, ..)| message.starts_with(begin));
    found.map_or_else(|| Bilingual::same(message), |(_, lv, en)| Bilingual::fixed(lv, en))
}
