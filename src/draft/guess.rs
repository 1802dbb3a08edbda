//! What the values of a field are, by its words, its script and its length, and how sure that is.

use crate::form::definition::ValueKind;
use crate::pdf::DisplayFormat;
use crate::values::{DayFormat, latin_fold};

/// From so much on a guess is taken; below it stands as a question.
pub(super) const MIN_ACCEPTED: u8 = 70;
/// Below that it is not worth a question.
const MIN_ASKED: u8 = 45;

/// What is known of a field of text.
#[derive(Debug, Default)]
pub(super) struct GuessInput<'a> {
    /// What is printed beside it.
    pub(super) page_text: &'a str,
    /// Its label (TU).
    pub(super) label: &'a str,
    /// Its name.
    pub(super) name: &'a str,
    pub(super) max: Option<usize>,
    pub(super) multiline: bool,
    pub(super) script_format: Option<DisplayFormat>,
    /// The language of the form.
    pub(super) language: &'a str,
}

/// What the values of a field probably are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) kind: ValueKind,
    /// In percent.
    pub(super) confidence: u8,
    pub(super) basis: GuessBasis,
    /// How a date is written.
    pub(super) format: Option<String>,
    /// What a short text looks like.
    pub(super) shape: Option<String>,
    /// What it could be as well.
    pub(super) alternative: Option<(ValueKind, u8)>,
}

/// What a guess rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GuessBasis {
    /// The script of the field.
    Script,
    /// Its words.
    Words,
    /// What kind of field it is.
    Field,
}

impl Guess {
    pub(super) fn certain(kind: ValueKind) -> Self {
        Self { kind, confidence: 100, basis: GuessBasis::Field, format: None, shape: None, alternative: None }
    }

    pub(super) fn of(clues: &GuessInput<'_>) -> Self {
        let text = Self::certain(ValueKind::Text);
        match &clues.script_format {
            Some(DisplayFormat::Date(format)) => {
                let (format, sure) = match day_format(format) {
                    Some(format) => (format, 97),
                    // A time of day, or a month by its name.
                    None => return text,
                };
                return Self {
                    kind: ValueKind::Date,
                    confidence: sure,
                    basis: GuessBasis::Script,
                    format: Some(format),
                    ..text
                };
            }
            Some(DisplayFormat::Digits(pattern)) => {
                let shape = pattern.replace('9', "#");
                return Self { confidence: 95, basis: GuessBasis::Script, shape: Some(shape), ..text };
            }
            Some(DisplayFormat::Number) => return Self { basis: GuessBasis::Script, ..text },
            None => {}
        }
        let Some((kind, sure)) = by_words(clues).filter(|(_, sure)| *sure >= MIN_ASKED) else { return text };
        if sure < MIN_ACCEPTED {
            return Self { alternative: Some((kind, sure)), ..text };
        }
        let format = (kind == ValueKind::Date).then(|| day_format_of(clues));
        Self { kind, confidence: sure, basis: GuessBasis::Words, format, ..text }
    }
}

/// Each kind, and how much the words speak for it, in percent.
fn by_words(clues: &GuessInput<'_>) -> Option<(ValueKind, u8)> {
    let (printed, label, name) =
        (latin_fold(clues.page_text), latin_fold(clues.label), latin_fold(&words_of(clues.name)));
    let is_latvian = clues.language == "lv";
    let all = KINDS.iter().filter_map(|(kind, phrases)| {
        let strength =
            |text: &str| phrases.iter().map(|phrase| strength(text, phrase)).max().unwrap_or_default();
        let (printed, label, name) = (strength(&printed), strength(&label), strength(&name));
        let words = printed.max(label).max(name.saturating_sub(15));
        let agree = [printed, label, name].into_iter().filter(|one| *one > 0).count();
        let sure = words + if agree > 1 { 8 } else { 0 };
        (words > 0).then(|| (*kind, adjusted(*kind, sure, clues, is_latvian)))
    });
    all.max_by_key(|(_, sure)| *sure)
}

/// Words of a kind, folded; a `=` before them: nothing else may stand there.
const KINDS: [(ValueKind, &[&str]); 12] = [
    (
        ValueKind::Email,
        &[
            "epasts",
            "e pasts",
            "e pasta",
            "epasta",
            "email",
            "e mail",
            "mail",
            "correo electronico",
            "courriel",
            "el pasts",
        ],
    ),
    (
        ValueKind::Phone,
        &[
            "talrunis",
            "talruna",
            "talr",
            "telefons",
            "telefona",
            "phone",
            "telephone",
            "tel",
            "mobile",
            "mob",
            "telefon",
            "telefono",
        ],
    ),
    (
        ValueKind::Date,
        &[
            "datums",
            "date",
            "datum",
            "fecha",
            "data",
            "dob",
            "kuupaev",
            "dd mm gggg",
            "dd mm yyyy",
            "mm dd yyyy",
        ],
    ),
    (ValueKind::PersonalCode, &["personas kods", "personas koda", "pers kods", "personal code", "p k"]),
    (
        ValueKind::RegNo,
        &[
            "registracijas nr",
            "registracijas numurs",
            "reg nr",
            "registration no",
            "registration number",
            "company number",
        ],
    ),
    (ValueKind::Iban, &["iban", "konta numurs", "konta nr", "konts", "account number", "account no"]),
    (ValueKind::IpAddresses, &["ip adrese", "ip adreses", "ip address", "ip addresses"]),
    (
        ValueKind::FullName,
        &[
            "vards uzvards",
            "vards un uzvards",
            "name and surname",
            "name surname",
            "full name",
            "imie i nazwisko",
        ],
    ),
    (ValueKind::Surname, &["=uzvards", "=surname", "=last name", "=family name", "=nachname", "=apellidos"]),
    (
        ValueKind::GivenName,
        &["=vards", "=first name", "=given name", "=given names", "=forename", "=vorname"],
    ),
    (
        ValueKind::Blank,
        &["=paraksts", "=signature", "=signed", "paraksts un", "signature of", "unterschrift", "firma del"],
    ),
    (ValueKind::Text, &["filename"]),
];

/// How much a text speaks for a phrase: as nothing but it, with a few words around, or somewhere in many.
fn strength(text: &str, phrase: &str) -> u8 {
    if let Some(alone) = phrase.strip_prefix('=') {
        return if text == alone { 82 } else { 0 };
    }
    let padded = format!(" {text} ");
    if !padded.contains(&format!(" {phrase} ")) {
        return 0;
    }
    let more = text.split(' ').count().saturating_sub(phrase.split(' ').count());
    match more {
        0 => 85,
        1..=2 => 78,
        3..=4 => 62,
        5..=8 => 48,
        _ => 25,
    }
}

/// What else speaks for or against a kind.
fn adjusted(kind: ValueKind, sure: u8, clues: &GuessInput<'_>, is_latvian: bool) -> u8 {
    let least = match kind {
        ValueKind::Date | ValueKind::Phone => 8,
        ValueKind::Email | ValueKind::FullName | ValueKind::IpAddresses => 15,
        ValueKind::Iban => 21,
        ValueKind::PersonalCode | ValueKind::RegNo => 11,
        _ => 1,
    };
    let mut sure = i32::from(sure);
    if clues.max.is_some_and(|max| max < least) {
        sure -= 45;
    }
    if clues.multiline {
        sure -= 40;
    }
    match kind {
        // The kinds are those of Latvia, or take a country's code.
        ValueKind::PersonalCode | ValueKind::RegNo | ValueKind::Phone if !is_latvian => sure -= 25,
        ValueKind::Text => sure = 0,
        _ => {}
    }
    u8::try_from(sure.clamp(0, 95)).unwrap_or_default()
}

/// `EmailAddress_1` as words: `Email Address 1`.
fn words_of(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    let mut words = String::new();
    let mut before = ' ';
    for c in last.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            words.push(' ');
        }
        words.push(c);
        before = c;
    }
    words
}

/// The way of writing a day that a definition knows.
fn day_format(text: &str) -> Option<String> {
    text.parse::<DayFormat>().ok().map(|format| format.to_string())
}

/// How a date is written: as the words say it (`dd.mm.gggg.`), else as usual in the language.
fn day_format_of(clues: &GuessInput<'_>) -> String {
    for text in [clues.page_text, clues.label] {
        let text = text.to_lowercase().replace("gggg", "yyyy").replace("jjjj", "yyyy");
        let parts = text.split(|c: char| !(matches!(c, 'd' | 'm' | 'y' | '.' | '/' | '-')));
        if let Some(format) = parts.filter(|part| part.len() >= 8).find_map(day_format) {
            return format;
        }
    }
    let usual = match clues.language {
        "en" => "mm/dd/yyyy",
        "lv" => "dd.mm.yyyy.",
        "de" | "et" | "pl" | "ru" => "dd.mm.yyyy",
        "lt" | "sv" | "zh" | "ja" => "yyyy-mm-dd",
        _ => "dd/mm/yyyy",
    };
    let fits = clues.max.is_none_or(|max| max >= usual.len());
    if fits { usual.to_owned() } else { usual.trim_end_matches('.').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(printed: &str, language: &str) -> (ValueKind, bool) {
        let guess = Guess::of(&GuessInput { page_text: printed, language, ..GuessInput::default() });
        (guess.kind, guess.alternative.is_some())
    }

    #[test]
    fn words_tell_the_kind() {
        for (printed, expected) in [
            ("E-pasts", ValueKind::Email),
            ("E-pasta adrese:", ValueKind::Email),
            ("Tālruņa numurs", ValueKind::Phone),
            ("Personas kods", ValueKind::PersonalCode),
            ("Reģistrācijas Nr.", ValueKind::RegNo),
            ("Vārds, uzvārds", ValueKind::FullName),
            ("Vārds", ValueKind::GivenName),
            ("Uzvārds", ValueKind::Surname),
            ("Konta numurs (IBAN)", ValueKind::Iban),
            ("Datums", ValueKind::Date),
            ("IP adreses", ValueKind::IpAddresses),
            ("Paraksts", ValueKind::Blank),
            ("Nosaukums", ValueKind::Text),
            ("Lietotāja nosaukums", ValueKind::Text),
            ("Amats", ValueKind::Text),
        ] {
            assert_eq!(kind(printed, "lv"), (expected, false), "{printed}");
        }
    }

    #[test]
    fn what_is_not_sure_is_asked() {
        // An American number has no code of its country.
        assert_eq!(kind("Phone", "en"), (ValueKind::Text, true));
        assert_eq!(kind("Date", "en"), (ValueKind::Date, false));
        let long = "Please say on which date you would like to begin";
        assert_eq!(kind(long, "en"), (ValueKind::Text, false));
    }

    #[test]
    fn a_script_or_the_words_say_how_a_date_is_written() {
        let of = |shows, printed: &str, max| {
            Guess::of(&GuessInput {
                page_text: printed,
                script_format: shows,
                max,
                language: "lv",
                ..GuessInput::default()
            })
            .format
        };
        assert_eq!(
            of(Some(DisplayFormat::Date("mm/dd/yyyy".into())), "", None).as_deref(),
            Some("mm/dd/yyyy")
        );
        assert_eq!(of(None, "Datums (dd.mm.gggg)", None).as_deref(), Some("dd.mm.yyyy"));
        assert_eq!(of(None, "Datums", None).as_deref(), Some("dd.mm.yyyy."));
        assert_eq!(of(None, "Datums", Some(10)).as_deref(), Some("dd.mm.yyyy"));
        assert_eq!(of(Some(DisplayFormat::Date("HH:MM".into())), "", None), None);
        let digits = Guess::of(&GuessInput {
            script_format: Some(DisplayFormat::Digits("999-99-9999".into())),
            ..GuessInput::default()
        });
        assert_eq!((digits.kind, digits.shape.as_deref()), (ValueKind::Text, Some("###-##-####")));
    }

    #[test]
    fn too_little_room_speaks_against_a_kind() {
        let guess = |max| {
            Guess::of(&GuessInput { page_text: "E-pasts", max, language: "lv", ..GuessInput::default() })
        };
        assert_eq!(guess(Some(40)).kind, ValueKind::Email);
        assert_eq!(guess(Some(4)).kind, ValueKind::Text);
    }
}
