//! Why an `XAdES` signature cannot be read in one way only.

use super::sanitized::sanitized;
use crate::diag::catalogue::signature as e;
use crate::diag::{Bilingual, CatalogueEntry, Finding};

/// An identifier that several elements of a document have: a reference to it is ambiguous.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RepeatedId {
    pub(super) id: String,
    /// Whether all of these elements are in `UnsignedProperties`, such as time-stamps.
    pub(super) only_unsigned: bool,
}

/// A signature that can be read in more than one way, or whose `SignedProperties` are not signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum XadesFault {
    /// No `SignatureValue`.
    Empty,
    /// No `QualifyingProperties`.
    Missing,
    /// `SignedProperties` that the signature does not cover.
    Properties(PropertiesFault),
    /// Several children of this name, where one belongs.
    Repeated(&'static str),
    /// Several `QualifyingProperties`; their number.
    Several(usize),
    /// `QualifyingProperties` of another signature.
    Target,
}

/// Why the `SignedProperties` are not signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PropertiesFault {
    /// The reference is to an identifier that several elements have.
    Ambiguous,
    /// The reference is to something else.
    Elsewhere,
    /// There are others besides those that are referred to.
    Others,
    /// The reference is to nothing in the document.
    Nowhere,
    /// There are several such references.
    References,
    /// What is digested is not the element as it stands.
    Transformed,
    /// There is no such reference.
    Unreferenced,
}

impl XadesFault {
    /// As a finding, made of the entry that it belongs to.
    pub(super) fn finding(&self, found: impl FnOnce(&'static CatalogueEntry) -> Finding) -> Finding {
        match self {
            Self::Empty => found(&e::EMPTY),
            Self::Missing => found(&e::PROPERTIES_MISSING),
            Self::Properties(fault) => found(&e::PROPERTIES_UNSIGNED).with_text("what", fault.what()),
            Self::Repeated(name) => found(&e::PART_TWICE).with("v", sanitized(name)),
            Self::Several(n) => found(&e::PROPERTIES_SEVERAL).with("n", n),
            Self::Target => found(&e::PROPERTIES_TARGET),
        }
    }
}

impl PropertiesFault {
    fn what(self) -> Bilingual {
        let (lv, en) = match self {
            Self::Ambiguous => (
                "atsauce ir uz Id, kas ir vairākiem elementiem",
                "the reference is to an Id that several elements have",
            ),
            Self::Elsewhere => ("atsauce ir uz citu elementu", "the reference is to another element"),
            Self::Nowhere => {
                ("atsauce ir uz elementu, kura nav", "the reference is to an element that is not there")
            }
            Self::Others => (
                "bez īpašībām, uz kurām ir atsauce, ir vēl citas",
                "there are others besides the properties that are referred to",
            ),
            Self::References => ("ir vairākas šādas atsauces", "there are several such references"),
            Self::Transformed => {
                ("pirms parakstīšanas tās ir pārveidotas", "they are transformed before signing")
            }
            Self::Unreferenced => ("nav atsauces uz tām", "there is no reference to them"),
        };
        Bilingual::fixed(lv, en)
    }
}
