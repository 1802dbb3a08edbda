//! Why something could not be looked at to its end, in words.

use serde::Serialize;

use crate::diag::Bilingual;
use crate::pdf::{PdfError, content};

/// Why a page was not seen whole, or not for certain. See [`PageLook`](crate::scan::PageLook).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub(crate) enum IncompleteReason {
    /// Content that runs itself.
    #[serde(rename = "loop")]
    Recursion,
    /// Content, an image or a form that is named and not there.
    Missing,
    /// Coordinates that no page has.
    #[serde(rename = "nonsense")]
    InvalidCoordinates,
    /// Forms inside of forms.
    TooDeep,
    /// Too much content when it is expanded.
    TooLarge,
    /// Too many calls of forms, patterns and glyph procedures.
    #[serde(rename = "too-many-calls")]
    TooManyStreamCalls,
    /// Too many glyphs.
    TooManyGlyphs,
    /// Too many operators.
    TooManyOperators,
    /// Too much painting over and over.
    TooMuchPainting,
    /// A content stream that cannot be decoded.
    Unreadable,
}

/// Why a file cannot be read. See [`look`](crate::scan::look()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub(crate) enum UnreadableReason {
    /// An archive that cannot be opened; in the words of the reader of archives.
    Archive(Bilingual),
    /// A file inside that is damaged or too large.
    Attachment,
    /// An archive with nothing in it.
    Empty,
    /// An entry of an archive that is damaged, encrypted or too large.
    Entry,
    /// Groups inside of groups.
    Groups,
    /// A PDF without pages.
    NoPages,
    /// Parts of an office document.
    Parts,
    /// Its structure.
    Structure,
    /// More than is read.
    TooLarge,
}

impl IncompleteReason {
    /// For a person, to stand in brackets.
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
    /// For a person, to stand in brackets.
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
    fn from(trouble: content::Incomplete) -> Self {
        match trouble {
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
