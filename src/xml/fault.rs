use std::error::Error;
use std::fmt;

use crate::diag::Bilingual;

/// Why an XML document was not read, or not made canonical.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum XmlFault {
    Control,
    Doctype,
    /// `xml:base`, `xml:id` or another such attribute stands above the node: what a canonical form makes of it differs
    /// from edition to edition.
    Inherited,
    Malformed {
        line: usize,
    },
    NotUtf8,
    TooBig,
    TooDeep,
}

impl XmlFault {
    /// In a few words.
    pub(crate) fn description(self) -> Bilingual {
        match self {
            Self::Control => Bilingual::fixed("tajā ir vadības zīmes", "it has control characters"),
            Self::Doctype => {
                Bilingual::fixed("tajā ir DOCTYPE vai entītijas", "it has a DOCTYPE or entities")
            }
            Self::Inherited => Bilingual::fixed(
                "virs parakstītā elementa ir XML vārdtelpas atribūts",
                "an attribute of the XML namespace stands above what is signed",
            ),
            Self::Malformed { line } => Bilingual {
                lv: format!("kļūda {line}. rindā").into(),
                en: format!("an error in line {line}").into(),
            },
            Self::NotUtf8 => Bilingual::fixed("tas nav UTF-8 kodējumā", "it is not UTF-8"),
            Self::TooBig => Bilingual::fixed("tas ir par lielu", "it is too large"),
            Self::TooDeep => Bilingual::fixed("tā elementi ir par dziļu", "its elements are too deep"),
        }
    }
}

impl fmt::Display for XmlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Self::description(*self).en)
    }
}

impl Error for XmlFault {}
