use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// The name that the outputs of one application share: `0007_ezermalas-novada-pasvaldiba_izsniegt`.
///
/// The number is the row of the input, so that a mended row keeps its name. What people see of it is ASCII
/// and never a code: runs of six or more digits are left out, spaces and dashes between them or not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PackageName(String);

/// After whom an application is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    /// An institution or a company: by its name.
    Organisation(&'a str),
    /// A natural person, sworn bailiffs included: never by name; by a word for their kind (`zti`), or by none.
    Person(&'a str),
}

/// The longest slug of a client, in characters.
const LONGEST_SUBJECT: usize = 48;
/// The longest slug of what is asked for.
const LONGEST_ACTIONS: usize = 40;
/// What stands before the name of everything built on a sample form.
const SAMPLE: &str = "PARAUGS_";

impl PackageName {
    /// The name for row `row` of the input (first is 1), for a client, and for what is asked (`izsniegt`).
    pub fn new(row: u32, subject: Subject<'_>, actions: &[&str], sample: bool) -> Self {
        let (Subject::Organisation(client) | Subject::Person(client)) = subject;
        let prefix = if sample { SAMPLE } else { "" };
        let mut name = format!("{prefix}{row:04}");
        for part in [slug(client, LONGEST_SUBJECT), slug(&actions.join("-"), LONGEST_ACTIONS)] {
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

    /// The path of the unsigned container in the output folder.
    pub fn edoc(&self) -> String {
        format!("edoc-unsigned/{self}.edoc")
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
            c => match spelled(c) {
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
fn spelled(c: char) -> Option<&'static str> {
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
const MOST_DIGITS: usize = 5;

/// `words` without runs of more than [`MOST_DIGITS`] digits, hyphens between them not counted: a personal code
/// or a registration number, whole or in pieces.
fn without_codes(words: &str) -> String {
    let mut kept = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        kept.push_str(before);
        if run.bytes().filter(u8::is_ascii_digit).count() <= MOST_DIGITS {
            kept.push_str(run);
        } else {
            kept.push('-');
        }
        rest = after;
    }
    kept.push_str(rest);
    kept.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}
