use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// The name that the outputs of one application share: `0007_ezermalas-novada-pasvaldiba_izsniegt`.
///
/// The number is the row of the input, so that a mended row keeps its name. What people see of it is ASCII
/// and never a code: runs of six or more digits are left out, spaces and dashes between them or not.
/// See [`Package`](crate::pipeline::Package).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PackageName(String);

/// After whom an application is named. See [`PackageName`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamedAfter<'a> {
    /// An institution or a company: by its name.
    Organisation(&'a str),
    /// A natural person, sworn bailiffs included: never by name; by a word for their kind (`zti`), or by none.
    Person(&'a str),
}

/// What the name begins with: the row, and the number of the data file where a run has several (first is 1).
/// See [`PackageName`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowNumber {
    /// The data file; `None` where there is only one.
    pub file: Option<u32>,
    /// The row of the input.
    pub row: u32,
}

impl RowNumber {
    /// A row of the only data file.
    #[cfg(test)]
    pub(crate) fn row(row: u32) -> Self {
        Self { file: None, row }
    }
}

impl fmt::Display for RowNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file {
            Some(file) => write!(f, "{file}-{:04}", self.row),
            None => write!(f, "{:04}", self.row),
        }
    }
}

/// The longest slug of a client, in characters.
const MAX_SUBJECT_CHARS: usize = 48;
/// The longest slug of what is asked for.
const MAX_ACTIONS_CHARS: usize = 40;
/// What stands before the name of everything built on a sample form.
const SAMPLE: &str = "PARAUGS_";

impl PackageName {
    /// The name for a row of the input, for a client, and for what is asked (`izsniegt`).
    pub(crate) fn new(number: RowNumber, subject: NamedAfter<'_>, actions: &[&str], sample: bool) -> Self {
        let (NamedAfter::Organisation(client) | NamedAfter::Person(client)) = subject;
        let prefix = if sample { SAMPLE } else { "" };
        let mut name = format!("{prefix}{number}");
        for part in [slug(client, MAX_SUBJECT_CHARS), slug(&actions.join("-"), MAX_ACTIONS_CHARS)] {
            if !part.is_empty() {
                name.push('_');
                name.push_str(&part);
            }
        }
        Self(name)
    }

    /// The name, without folder and extension.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file name of the filled PDF, also inside the container.
    pub fn pdf_file(&self) -> String {
        format!("{self}.pdf")
    }

    /// The path of the filled PDF in the output folder.
    pub fn pdf(&self) -> String {
        format!("pdf/{self}.pdf")
    }

    /// The path of the picture of its first page in the output folder.
    pub fn picture(&self) -> String {
        format!("pdf/{self}.png")
    }

    /// The path of the unsigned container in the output folder.
    pub fn edoc(&self) -> String {
        format!("edoc-unsigned/{self}.edoc")
    }

    /// The path of the unsigned container, where it is of a kind with another extension.
    pub fn container(&self, extension: &str) -> String {
        format!("edoc-unsigned/{self}.{extension}")
    }

    /// The path of the record in the output folder.
    pub fn record(&self) -> String {
        format!("records/{self}.package.json")
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `text` in lower-case ASCII words with hyphens between them, without what may be a code, and no longer than
/// `longest`, cut between words where that leaves most of it.
fn slug(text: &str, longest: usize) -> String {
    let words = without_codes(&ascii_words(text));
    if words.len() <= longest {
        return words;
    }
    let head: String = words.chars().take(longest).collect();
    let whole_words = match words.chars().nth(longest) {
        Some('-') => Some(head.as_str()),
        _ => head.rsplit_once('-').map(|(whole, _)| whole),
    };
    match whole_words {
        Some(whole) if whole.len() * 2 >= longest => whole.trim_end_matches('-').to_owned(),
        _ => head.trim_end_matches('-').to_owned(),
    }
}

/// Words of `a`–`z` and `0`–`9` with one hyphen between them.
fn ascii_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => out.push(c),
            c if is_mark(c) => {}
            c => match transliterated(c) {
                Some(letters) => out.push_str(letters),
                None if out.ends_with('-') || out.is_empty() => {}
                None => out.push('-'),
            },
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Accents and the like, which `ā` becomes when it is taken apart.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Latin letters that Unicode does not take apart.
fn transliterated(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' | 'Ł' => "l",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ı' => "i",
        '&' => "-un-",
        _ => return None,
    })
}

/// The most digits in a row that a name may show.
const MAX_DIGIT_RUN: usize = 5;

/// `words` without runs of more than [`MAX_DIGIT_RUN`] digits, hyphens between them not counted: a personal code
/// or a registration number, whole or in pieces.
fn without_codes(words: &str) -> String {
    let mut kept = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        kept.push_str(before);
        if run.bytes().filter(u8::is_ascii_digit).count() <= MAX_DIGIT_RUN {
            kept.push_str(run);
        } else {
            kept.push('-');
        }
        rest = after;
    }
    kept.push_str(rest);
    kept.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(row: u32, subject: NamedAfter<'_>, actions: &[&str]) -> String {
        PackageName::new(RowNumber::row(row), subject, actions, false).to_string()
    }

    #[test]
    fn a_name_says_row_client_and_action() {
        use NamedAfter::{Organisation, Person};
        for (subject, actions, expected) in [
            (
                Organisation("Ezermalas novada pašvaldība"),
                &["izsniegt"][..],
                "0007_ezermalas-novada-pasvaldiba_izsniegt",
            ),
            (Person("zti"), &["izsniegt"], "0007_zti_izsniegt"),
            (Person(""), &["izsniegt"], "0007_izsniegt"),
            (
                Organisation("SIA „Ķēžu čūskas & ūdeņi”"),
                &["apturēt", "izsniegt"],
                "0007_sia-kezu-cuskas-un-udeni_apturet-izsniegt",
            ),
            (Organisation("Rīgas 49. vidusskola"), &["partraukt"], "0007_rigas-49-vidusskola_partraukt"),
            (Organisation("Łódź Straße Ærø ﬁrma Å/S"), &[], "0007_lodz-strasse-aero-firma-a-s"),
            (Organisation("日本"), &[], "0007"),
        ] {
            assert_eq!(name(7, subject, actions), expected);
        }
        assert_eq!(name(123_456, Organisation("a"), &[]), "123456_a");
        let sample = PackageName::new(RowNumber::row(7), Person("zti"), &["izsniegt"], true);
        assert_eq!(sample.pdf(), "pdf/PARAUGS_0007_zti_izsniegt.pdf");
        assert_eq!(sample.edoc(), "edoc-unsigned/PARAUGS_0007_zti_izsniegt.edoc");
        assert_eq!(sample.record(), "records/PARAUGS_0007_zti_izsniegt.package.json");
    }

    #[test]
    fn no_code_gets_into_a_name() {
        for client in [
            "010101-00000",
            "01010100000",
            "010101 00000",
            "010101–00000",
            "0 1 0 1 0 1 0 0 0 0 0",
            "０１０１０１-０００００",
            "0101\u{200b}0100000",
            "90000050138",
            "1-2-3-4-5-6",
        ] {
            assert_eq!(name(1, NamedAfter::Organisation(client), &[]), "0001", "{client}");
        }
        assert_eq!(name(1, NamedAfter::Organisation("ZTI 010101-00000 birojs"), &[]), "0001_zti-birojs");
        assert_eq!(name(1, NamedAfter::Organisation("LV90000050138x"), &[]), "0001_lv-x");
        assert_eq!(name(1, NamedAfter::Organisation("nr. 12345"), &[]), "0001_nr-12345");
    }

    #[test]
    fn a_long_name_is_cut_between_words() {
        let long = "Valsts akciju sabiedrība Ļoti gara nosaukuma iestāde ar daudziem vārdiem";
        assert_eq!(
            name(1, NamedAfter::Organisation(long), &[]),
            "0001_valsts-akciju-sabiedriba-loti-gara-nosaukuma"
        );
        let word = "a".repeat(90);
        assert_eq!(name(1, NamedAfter::Organisation(&word), &[]), format!("0001_{}", "a".repeat(48)));
    }

    /// The longest run of digits, hyphens between them not counted.
    fn digits_in_a_row(text: &str) -> usize {
        text.split(|c: char| !c.is_ascii_digit() && c != '-')
            .map(|run| run.bytes().filter(u8::is_ascii_digit).count())
            .max()
            .unwrap_or_default()
    }

    proptest! {
        #[test]
        fn every_name_is_plain_short_and_without_codes(
            row in 1_u32..=1_048_576,
            client in ".{0,120}",
            action in ".{0,60}",
            sample in any::<bool>(),
        ) {
            let name = PackageName::new(RowNumber::row(row), NamedAfter::Organisation(&client), &[&action], sample);
            let text = name.as_str();
            prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
            prop_assert!(text.len() <= 8 + 7 + 2 + MAX_SUBJECT_CHARS + MAX_ACTIONS_CHARS);
            let number = format!("{row:04}");
            let rest = text.strip_prefix(if sample { SAMPLE } else { "" }).unwrap().strip_prefix(&number).unwrap();
            prop_assert!(rest.split('_').all(|part| digits_in_a_row(part) <= MAX_DIGIT_RUN));
        }

        #[test]
        fn digits_in_any_dress_do_not_make_a_code(
            client in "([0-9０-９]|[ \u{2010}-\u{2015}./āš]){6,40}",
        ) {
            let name = name(1, NamedAfter::Organisation(&client), &[]);
            let slug = name.strip_prefix("0001").unwrap();
            prop_assert!(digits_in_a_row(slug) <= MAX_DIGIT_RUN);
        }
    }
}
