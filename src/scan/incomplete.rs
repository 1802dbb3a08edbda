//! Why a page or a file was not read to its end, and the words for it.

use serde::Serialize;

use crate::diag::Bilingual;
use crate::pdf::{PdfError, content};

/// What of a page was not run, or not exactly. See [`PageClassification`](crate::scan::PageClassification).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub(crate) enum IncompleteReason {
    /// A content stream that runs itself.
    #[serde(rename = "loop")]
    Recursion,
    /// A content stream, image or form `XObject` that is named and missing.
    Missing,
    /// Coordinates that no page has.
    #[serde(rename = "nonsense")]
    InvalidCoordinates,
    /// Form `XObjects` nested too deep.
    TooDeep,
    /// Too many bytes of decoded content.
    TooLarge,
    /// Too many runs of form `XObjects`, patterns and glyph descriptions.
    #[serde(rename = "too-many-calls")]
    TooManyStreamCalls,
    /// Too many glyphs.
    TooManyGlyphs,
    /// Too many operators.
    TooManyOperators,
    /// Too many painted cells of the coverage grid.
    TooMuchPainting,
    /// A content stream that cannot be decoded.
    Unreadable,
}

/// Why a file cannot be read. See [`classify`](crate::scan::classify()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub(crate) enum UnreadableReason {
    /// An archive that cannot be opened; with the message of its reader.
    Archive(Bilingual),
    /// An embedded file that is damaged or too large.
    Attachment,
    /// An archive without entries.
    Empty,
    /// An entry of an archive that is damaged, encrypted or too large.
    Entry,
    /// Groups nested too deep.
    Groups,
    /// A PDF without pages.
    NoPages,
    /// Parts of an office document.
    Parts,
    /// The structure of the file.
    Structure,
    /// More data than are read.
    TooLarge,
}

impl IncompleteReason {
    /// The words for a person, to be put in parentheses.
    pub(crate) fn description(self) -> Bilingual {
        let (lv, en) = match self {
            Self::Recursion => ("saturs, kas izsauc pats sevi", "content that runs itself"),
            Self::Missing => ("kaut kā trūkst", "something on it is missing"),
            Self::InvalidCoordinates => ("neiespējamas koordinātas", "coordinates that mean nothing"),
            Self::TooDeep => ("pārāk dziļi ligzdots saturs", "content nested too deep"),
            Self::TooLarge => ("pārāk daudz satura, to atspiežot", "too much content when expanded"),
            Self::TooManyStreamCalls => ("pārāk daudz ligzdota satura", "too many nested pieces of content"),
            Self::TooManyGlyphs => ("pārāk daudz zīmju", "too many characters"),
            Self::TooManyOperators => ("pārāk daudz zīmēšanas darbību", "too many drawing operations"),
            Self::TooMuchPainting => ("pārāk daudz pārzīmētu laukumu", "too much painting over"),
            Self::Unreadable => ("saturu nevar atkodēt", "content that cannot be decoded"),
        };
        Bilingual::fixed(lv, en)
    }
}

impl UnreadableReason {
    /// The words for a person, to be put in parentheses.
    pub(crate) fn description(&self) -> Bilingual {
        let (lv, en) = match self {
            Self::Archive(words) => {
                let plain = |text: &str| text.trim_end_matches('.').to_owned().into();
                return Bilingual { lv: plain(&words.lv), en: plain(&words.en) };
            }
            Self::Attachment => {
                ("pielikums ir bojāts vai pārāk liels", "an attachment is damaged or too large")
            }
            Self::Empty => ("arhīvs ir tukšs", "the archive is empty"),
            Self::Entry => (
                "datne arhīvā ir bojāta, šifrēta vai pārāk liela",
                "an entry of the archive is damaged, encrypted or too large",
            ),
            Self::Groups => ("pārāk dziļi ligzdotas grupas", "groups nested too deep"),
            Self::NoPages => ("nav lappušu", "there are no pages"),
            Self::Parts => ("bojātas daļas", "damaged parts"),
            Self::Structure => ("bojāta uzbūve", "its structure is damaged"),
            Self::TooLarge => ("pārāk liela", "too large"),
        };
        Bilingual::fixed(lv, en)
    }
}

impl From<content::Incomplete> for IncompleteReason {
    fn from(reason: content::Incomplete) -> Self {
        match reason {
            content::Incomplete::Recursion => Self::Recursion,
            content::Incomplete::Missing => Self::Missing,
            content::Incomplete::InvalidCoordinates => Self::InvalidCoordinates,
            content::Incomplete::TooDeep => Self::TooDeep,
            content::Incomplete::TooLarge => Self::TooLarge,
            content::Incomplete::TooManyStreamCalls => Self::TooManyStreamCalls,
            content::Incomplete::TooManyGlyphs => Self::TooManyGlyphs,
            content::Incomplete::TooManyOperators => Self::TooManyOperators,
            content::Incomplete::Unreadable => Self::Unreadable,
        }
    }
}

impl From<&PdfError> for UnreadableReason {
    fn from(error: &PdfError) -> Self {
        match error {
            PdfError::TooLarge { .. } => Self::TooLarge,
            _ => Self::Structure,
        }
    }
}
