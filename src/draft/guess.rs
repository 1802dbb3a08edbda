//! What the values of a field are, by its words, its script and its length, and how sure that is.

use crate::form::definition::Kind;
use crate::pdf::Shows;
use crate::values::{DayFormat, latin_fold};

/// From so much on a guess is taken; below it stands as a question.
pub(super) const TAKEN: u8 = 70;
/// Below that it is not worth a question.
const ASKED: u8 = 45;

/// What is known of a field of text.
#[derive(Debug, Default)]
pub(super) struct Clues<'a> {
    /// What is printed beside it.
    pub(super) printed: &'a str,
    /// Its label (TU).
    pub(super) label: &'a str,
    /// Its name.
    pub(super) name: &'a str,
    pub(super) max: Option<usize>,
    pub(super) multiline: bool,
    pub(super) shows: Option<Shows>,
    /// The language of the form.
    pub(super) language: &'a str,
}

/// What the values of a field probably are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) kind: Kind,
    /// In percent.
    pub(super) sure: u8,
    pub(super) why: Why,
    /// How a date is written.
    pub(super) format: Option<String>,
    /// What a short text looks like.
    pub(super) shape: Option<String>,
    /// What it could be as well.
    pub(super) maybe: Option<(Kind, u8)>,
}

/// What a guess rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// The script of the field.
    Script,
    /// Its words.
    Words,
    /// What kind of field it is.
    Field,
}

impl Guess {
    pub(super) fn certain(kind: Kind) -> Self {
        Self { kind, sure: 100, why: Why::Field, format: None, shape: None, maybe: None }
    }

    pub(super) fn of(clues: &Clues<'_>) -> Self {
        let text = Self::certain(Kind::Text);
        match &clues.shows {
            Some(Shows::Date(format)) => {
                let (format, sure) = match day_format(format) {
                    Some(format) => (format, 97),
                    // A time of day, or a month by its name.
                    None => return text,
                };
                return Self { kind: Kind::Date, sure, why: Why::Script, format: Some(format), ..text };
            }
            Some(Shows::Digits(pattern)) => {
                let shape = pattern.replace('9', "#");
                return Self { sure: 95, why: Why::Script, shape: Some(shape), ..text };
            }
            Some(Shows::Number) => return Self { why: Why::Script, ..text },
            None => {}
        }
        let Some((kind, sure)) = by_words(clues).filter(|(_, sure)| *sure >= ASKED) else { return text };
        if sure < TAKEN {
            return Self { maybe: Some((kind, sure)), ..text };
        }
        let format = (kind == Kind::Date).then(|| written_day(clues));
        Self { kind, sure, why: Why::Words, format, ..text }
    }
}

/// Each kind, and how much the words speak for it, in percent.
fn by_words(clues: &Clues<'_>) -> Option<(Kind, u8)> {
    let (printed, label, name) =
        (latin_fold(clues.printed), latin_fold(clues.label), latin_fold(&words_of(clues.name)));
    let is_latvian = clues.language == "lv";
    let all = KINDS.iter().filter_map(|(kind, phrases)| {
        let strength =
            |text: &str| phrases.iter().map(|phrase| strength(text, phrase)).max().unwrap_or_default();
        let (printed, label, name) = (strength(&printed), strength(&label), strength(&name));
        let words = printed.max(label).max(name.saturating_sub(15));
        let agree = [printed, label, name].into_iter().filter(|one| *one > 0).count();
        let sure = words + if agree > 1 { 8 } else { 0 };
        (words > 0).then(|| (*kind, weighed(*kind, sure, clues, is_latvian)))
    });
    all.max_by_key(|(_, sure)| *sure)
}

/// Words of a kind, folded; a `=` before them: nothing else may stand there.
const KINDS: [(Kind, &[&str]); 12] = [
    (
        Kind::Email,
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
        Kind::Phone,
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
        Kind::Date,
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
    (Kind::PersonalCode, &["personas kods", "personas koda", "pers kods", "personal code", "p k"]),
    (
        Kind::RegNo,
        &[
            "registracijas nr",
            "registracijas numurs",
            "reg nr",
            "registration no",
            "registration number",
            "company number",
        ],
    ),
    (Kind::Iban, &["iban", "konta numurs", "konta nr", "konts", "account number", "account no"]),
    (Kind::IpAddresses, &["ip adrese", "ip adreses", "ip address", "ip addresses"]),
    (
        Kind::FullName,
        &[
            "vards uzvards",
            "vards un uzvards",
            "name and surname",
            "name surname",
            "full name",
            "imie i nazwisko",
        ],
    ),
    (Kind::Surname, &["=uzvards", "=surname", "=last name", "=family name", "=nachname", "=apellidos"]),
    (Kind::GivenName, &["=vards", "=first name", "=given name", "=given names", "=forename", "=vorname"]),
    (
        Kind::Blank,
        &["=paraksts", "=signature", "=signed", "paraksts un", "signature of", "unterschrift", "firma del"],
    ),
    (Kind::Text, &["filename"]),
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
fn weighed(kind: Kind, sure: u8, clues: &Clues<'_>, is_latvian: bool) -> u8 {
    let least = match kind {
        Kind::Date | Kind::Phone => 8,
        Kind::Email | Kind::FullName | Kind::IpAddresses => 15,
        Kind::Iban => 21,
        Kind::PersonalCode | Kind::RegNo => 11,
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
        Kind::PersonalCode | Kind::RegNo | Kind::Phone if !is_latvian => sure -= 25,
        Kind::Text => sure = 0,
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
fn written_day(clues: &Clues<'_>) -> String {
    for text in [clues.printed, clues.label] {
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

    fn kind(printed: &str, language: &str) -> (Kind, bool) {
        let guess = Guess::of(&Clues { printed, language, ..Clues::default() });
        (guess.kind, guess.maybe.is_some())
    }

    #[test]
    fn words_tell_the_kind() {
        for (printed, expected) in [
            ("E-pasts", Kind::Email),
            ("E-pasta adrese:", Kind::Email),
            ("Tālruņa numurs", Kind::Phone),
            ("Personas kods", Kind::PersonalCode),
            ("Reģistrācijas Nr.", Kind::RegNo),
            ("Vārds, uzvārds", Kind::FullName),
            ("Vārds", Kind::GivenName),
            ("Uzvārds", Kind::Surname),
            ("Konta numurs (IBAN)", Kind::Iban),
            ("Datums", Kind::Date),
            ("IP adreses", Kind::IpAddresses),
            ("Paraksts", Kind::Blank),
            ("Nosaukums", Kind::Text),
            ("Lietotāja nosaukums", Kind::Text),
            ("Amats", Kind::Text),
        ] {
            assert_eq!(kind(printed, "lv"), (expected, false), "{printed}");
        }
    }

    #[test]
    fn what_is_not_sure_is_asked() {
        // An American number has no code of its country.
        assert_eq!(kind("Phone", "en"), (Kind::Text, true));
        assert_eq!(kind("Date", "en"), (Kind::Date, false));
        let long = "Please say on which date you would like to begin";
        assert_eq!(kind(long, "en"), (Kind::Text, false));
    }

    #[test]
    fn a_script_or_the_words_say_how_a_date_is_written() {
        let of = |shows, printed: &str, max| {
            Guess::of(&Clues { printed, shows, max, language: "lv", ..Clues::default() }).format
        };
        assert_eq!(of(Some(Shows::Date("mm/dd/yyyy".into())), "", None).as_deref(), Some("mm/dd/yyyy"));
        assert_eq!(of(None, "Datums (dd.mm.gggg)", None).as_deref(), Some("dd.mm.yyyy"));
        assert_eq!(of(None, "Datums", None).as_deref(), Some("dd.mm.yyyy."));
        assert_eq!(of(None, "Datums", Some(10)).as_deref(), Some("dd.mm.yyyy"));
        assert_eq!(of(Some(Shows::Date("HH:MM".into())), "", None), None);
        let digits =
            Guess::of(&Clues { shows: Some(Shows::Digits("999-99-9999".into())), ..Clues::default() });
        assert_eq!((digits.kind, digits.shape.as_deref()), (Kind::Text, Some("###-##-####")));
    }

    #[test]
    fn too_little_room_speaks_against_a_kind() {
        let guess = |max| Guess::of(&Clues { printed: "E-pasts", max, language: "lv", ..Clues::default() });
        assert_eq!(guess(Some(40)).kind, Kind::Email);
        assert_eq!(guess(Some(4)).kind, Kind::Text);
    }
}
