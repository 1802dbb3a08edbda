use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::clean::{code_point, is_invisible};
use super::is_invalid_on_windows;
use crate::diag::Bilingual;

/// The longest name, in bytes of UTF-8.
const MAX_BYTES: usize = 200;

/// The name of a data file in a container: one that every reader takes for the same file, on every system.
///
/// ```
/// use edocpack::values::EntryName;
///
/// assert_eq!(EntryName::parse("Ķēniņš.pdf").unwrap().as_str(), "Ķēniņš.pdf");
/// assert!(EntryName::parse("../secret").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntryName(String);

/// One reason why a name cannot be that of a data file. See [`EntryName`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryNameProblem {
    /// A `\`: a separator on some systems, a letter on others.
    #[error("the name has a backslash")]
    Backslash,
    /// A control character.
    #[error("the name has the control character `{}`", code_point(*.0))]
    Control(char),
    /// A segment `.` or `..`.
    #[error("the name has a segment `.` or `..`")]
    DotSegment,
    /// Nothing at all.
    #[error("the name is empty")]
    Empty,
    /// Two `/` in a row.
    #[error("the name has an empty segment")]
    EmptySegment,
    /// One of `< > : " | ? *`, which file systems refuse.
    #[error("the name has the character `{0}`")]
    Forbidden(char),
    /// An invisible character: zero width, or a mark of direction that turns `fdp.exe` round.
    #[error("the name has the invisible character `{}`", code_point(*.0))]
    Invisible(char),
    /// A `/` at the beginning: an absolute path.
    #[error("the name begins with `/`")]
    LeadingSlash,
    /// `META-INF`, where containers keep their own files.
    #[error("the name is in `META-INF`, which belongs to the container")]
    MetaInf,
    /// `mimetype`, which says what the container is.
    #[error("the name is `mimetype`, which belongs to the container")]
    Mimetype,
    /// A `/` inside: a file in a folder.
    #[error("the name is in a folder")]
    NotFlat,
    /// Letters and their marks apart, which looks the same and is another name.
    #[error("the name is not in Unicode normal form C")]
    NotNfc,
    /// More than 200 bytes of UTF-8.
    #[error("the name is {bytes} bytes long, more than 200")]
    TooLong {
        /// Its length in bytes of UTF-8.
        bytes: usize,
    },
    /// `;1` at the end: a version on VMS, which `unzip` takes away.
    #[error("the name ends with `;` or `;` and digits, which unzip takes away")]
    Version,
    /// What Windows cannot keep: the name of a device (`NUL.txt`), a dot or a space at the end.
    #[error("the name is one that Windows cannot keep")]
    Windows,
    /// A `/` at the end: a directory.
    #[error("the name ends with `/`")]
    TrailingSlash,
}

impl EntryName {
    /// Takes `text` as it is, or says everything that is against it.
    pub fn parse(text: &str) -> Result<Self, Vec<EntryNameProblem>> {
        let problems = problems(text);
        if problems.is_empty() { Ok(Self(text.to_owned())) } else { Err(problems) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without regard to case: two names in one container must not have this in common, for many file
    /// systems would write one over the other.
    pub fn folded(&self) -> String {
        folded_name(&self.0)
    }
}

/// What `name` is on a system that keeps no difference of letter case or composition: two names with the same
/// fold are one file there.
pub(crate) fn folded_name(name: &str) -> String {
    name.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

impl EntryNameProblem {
    /// The same in both languages.
    pub fn words(&self) -> Bilingual {
        let lv = match self {
            Self::Backslash => "nosaukumā ir atpakaļvērstā slīpsvītra".into(),
            Self::Control(c) => format!("nosaukumā ir vadības zīme {}", code_point(*c)),
            Self::DotSegment => "nosaukumā ir „.” vai „..”".into(),
            Self::Empty => "nosaukums ir tukšs".into(),
            Self::EmptySegment => "nosaukumā ir divas slīpsvītras pēc kārtas".into(),
            Self::Forbidden(c) => format!("nosaukumā ir zīme „{c}”"),
            Self::Invisible(c) => format!("nosaukumā ir neredzama zīme {}", code_point(*c)),
            Self::LeadingSlash => "nosaukums sākas ar slīpsvītru".into(),
            Self::MetaInf => "nosaukums „META-INF” pieder konteineram".into(),
            Self::Mimetype => "nosaukums „mimetype” pieder konteineram".into(),
            Self::NotFlat => "nosaukumā ir mape".into(),
            Self::NotNfc => "nosaukumā garumzīmes ir atsevišķas (nav NFC)".into(),
            Self::TooLong { bytes } => format!("nosaukumā ir {bytes} baiti, atļauti 200"),
            Self::TrailingSlash => "nosaukums beidzas ar slīpsvītru".into(),
            Self::Version => "nosaukuma beigas ar „;” unzip nogriež".into(),
            Self::Windows => "ar tādu nosaukumu datni nesaglabā Windows".into(),
        };
        Bilingual { lv: lv.into(), en: self.to_string().into() }
    }
}

fn problems(name: &str) -> Vec<EntryNameProblem> {
    use EntryNameProblem as P;

    if name.is_empty() {
        return vec![P::Empty];
    }
    let mut found = Vec::new();
    let mut push_if = |wrong: bool, problem: P| {
        if wrong {
            found.push(problem);
        }
    };
    let inner = name.trim_start_matches('/').trim_end_matches('/');
    push_if(!is_nfc(name), P::NotNfc);
    push_if(name.len() > MAX_BYTES, P::TooLong { bytes: name.len() });
    push_if(name.starts_with('/'), P::LeadingSlash);
    push_if(name.ends_with('/'), P::TrailingSlash);
    push_if(inner.contains('/'), P::NotFlat);
    push_if(name.contains("//"), P::EmptySegment);
    push_if(name.split(['/', '\\']).any(is_dots), P::DotSegment);
    push_if(name.contains('\\'), P::Backslash);
    push_if(name.eq_ignore_ascii_case("mimetype"), P::Mimetype);
    push_if(
        name.split(['/', '\\']).any(|segment| !is_dots(segment) && is_invalid_on_windows(segment)),
        P::Windows,
    );
    push_if(has_version(name), P::Version);
    let first = inner.split(['/', '\\']).next().unwrap_or_default();
    push_if(first.eq_ignore_ascii_case("META-INF"), P::MetaInf);

    found.extend(first_of(name, char::is_control).map(P::Control));
    found.extend(first_of(name, |c| !c.is_control() && is_invisible(c)).map(P::Invisible));
    found.extend(first_of(name, |c| "<>:\"|?*".contains(c)).map(P::Forbidden));
    found
}

/// `;`, or `;` and digits, at the end: the number of a version on VMS. Info-ZIP's `unzip` takes it away, on whatever
/// system.
pub(crate) fn has_version(name: &str) -> bool {
    name.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(';')
}

fn is_dots(segment: &str) -> bool {
    matches!(segment, "." | "..")
}

fn first_of(name: &str, is: impl Fn(char) -> bool) -> Option<char> {
    name.chars().find(|&c| is(c))
}

impl AsRef<str> for EntryName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Files of others are named as they please, after a personal code too.
impl fmt::Debug for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EntryName({})", super::masked_excerpt(&self.0))
    }
}

impl From<EntryName> for String {
    fn from(name: EntryName) -> Self {
        name.0
    }
}

impl TryFrom<String> for EntryName {
    type Error = EntryNameProblem;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(|problems| problems.into_iter().next().unwrap_or(EntryNameProblem::Empty))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use EntryNameProblem as P;

    #[test]
    fn each_refusal_has_its_own_reason() {
        let long = "ā".repeat(101);
        for (name, problems) in [
            ("", vec![P::Empty]),
            ("/a", vec![P::LeadingSlash]),
            ("a/", vec![P::TrailingSlash]),
            ("a/b", vec![P::NotFlat]),
            ("a//b", vec![P::NotFlat, P::EmptySegment]),
            ("../a", vec![P::NotFlat, P::DotSegment]),
            ("..", vec![P::DotSegment]),
            (".", vec![P::DotSegment]),
            ("..\\a", vec![P::DotSegment, P::Backslash]),
            ("a\\b", vec![P::Backslash]),
            ("a:b", vec![P::Forbidden(':')]),
            ("a\u{1}", vec![P::Control('\u{1}')]),
            ("a\nb", vec![P::Control('\n')]),
            ("a\u{202e}fdp.exe", vec![P::Invisible('\u{202e}')]),
            ("ja\u{304}", vec![P::NotNfc]),
            ("nul.pdf", vec![P::Windows]),
            ("a.pdf ", vec![P::Windows]),
            ("...", vec![P::Windows]),
            ("a.pdf;1", vec![P::Version]),
            ("a;", vec![P::Version]),
            ("mimetype", vec![P::Mimetype]),
            ("MimeType", vec![P::Mimetype]),
            ("META-INF", vec![P::MetaInf]),
            ("meta-inf/x.xml", vec![P::NotFlat, P::MetaInf]),
            (&long, vec![P::TooLong { bytes: 202 }]),
        ] {
            assert_eq!(EntryName::parse(name), Err(problems), "{name:?}");
        }
        for name in [
            "a.pdf",
            "pieteikums.pdf",
            "Jāņa pieteikums (2).pdf",
            "console.pdf",
            "a;b 1",
            ".a",
            &"a".repeat(200),
        ] {
            assert_eq!(EntryName::parse(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn case_is_folded_beyond_ascii() {
        let folded = |name| EntryName::parse(name).unwrap().folded();
        assert_eq!(folded("ŠĶŪNIS.PDF"), folded("šķūnis.pdf"));
        assert_eq!(folded("Straße"), folded("STRASSE"));
        assert_ne!(folded("a"), folded("b"));
    }

    proptest! {
        #[test]
        fn what_is_accepted_keeps_every_rule(name in r#"[a-zāŠ\u{301}\u{200b}\u{7f}/\\.:*<"|? \u{e000}-\u{f8ff}-]{0,12}|\PC{0,230}|(?i:mimetype|meta-inf/?a?)"#) {
            if let Ok(accepted) = EntryName::parse(&name) {
                prop_assert_eq!(accepted.as_str(), &name);
                prop_assert!(!name.is_empty() && name.len() <= 200);
                prop_assert_eq!(name.nfc().collect::<String>(), name.clone());
                prop_assert!(!name.contains(['\\', '/', '<', '>', ':', '"', '|', '?', '*']));
                prop_assert!(!name.chars().any(char::is_control));
                prop_assert!(!matches!(name.as_str(), "." | ".."));
                prop_assert!(!["mimetype", "meta-inf"].contains(&name.to_lowercase().as_str()));
            }
        }
    }
}
