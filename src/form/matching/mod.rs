//! A definition matched to another edition of its PDF.
//!
//! The evidence for a field is its name in the known edition, its label (TU), the words printed beside it, the heading
//! above it, its place, its kind and its length. A match is *certain* only where words and section tell the field from
//! every other, and there is no evidence against it; whatever else is plausible is *likely* and must be confirmed by a
//! person before anything is built on it.
//!
//! The order of the files: `phrase` compares labels, `key_hints` and `candidate` collect both sides, `evidence` weighs
//! a pair of them, `assign` chooses, and `binding_text` writes the result as a `binding.toml`.

mod assign;
mod binding_text;
mod candidate;
mod evidence;
mod key_hints;
mod phrase;

#[cfg(test)]
mod tests;

pub(crate) use phrase::is_meaningful;

use std::sync::Arc;

use super::Form;
use super::definition::Key;
use crate::diag::Bilingual;
use crate::pdf::page_text::{DocumentText, PageText};
use crate::pdf::{FieldKind, Template};
use crate::values::Sha256Digest;

/// A definition on another edition of its PDF, as far as it can be told.
#[derive(Debug, Clone)]
pub(crate) struct Matching {
    form: String,
    sha256: Sha256Digest,
    /// Whether a page says that it is a sample.
    is_marked_sample: bool,
    /// Points, of the binding that comes with the form.
    shrink_to: Option<f64>,
    matches: Vec<KeyMatch>,
    unmatched_fields: Vec<UnmatchedField>,
}

/// A key of the form, and where it is in the PDF. See [`Matching`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KeyMatch {
    /// The key.
    pub key: Key,
    /// Whether the form never writes it.
    pub is_blank: bool,
    /// Whether a person must confirm it.
    pub certainty: Certainty,
    /// Where it is; `None` where nothing was found.
    pub found: Option<FoundPlacement>,
    /// The evidence as a number from 0 to 1.
    pub confidence: f64,
    /// The evidence for it.
    pub reasons: Vec<MatchReason>,
    /// What keeps it from being certain.
    pub doubts: Vec<MatchDoubt>,
    /// Other fields that it could be, the likelier first.
    pub alternatives: Vec<String>,
}

/// Where a key is in the PDF. See [`Matching`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FoundPlacement {
    /// The fields.
    pub fields: Vec<String>,
    /// How it is written into them.
    pub method: WriteMethod,
    /// The words beside it, as they are printed or as its label says.
    pub words: String,
    /// The page, the first is 0.
    pub page: usize,
}

/// How a value is written into the fields. See [`Matching`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum WriteMethod {
    /// As it is; without these signs.
    Text {
        /// Left out.
        drop: String,
    },
    /// A character in each field; without these signs.
    Split {
        /// Left out.
        drop: String,
    },
    /// With others, a space between.
    Joined,
    /// A box with this on-state, or a state of a group.
    Tick {
        /// The state.
        on: String,
    },
    /// A state or an entry of a list for each option.
    Choice {
        /// Option and state.
        states: Vec<(Key, String)>,
    },
}

/// The certainty of a match. See [`Matching`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Certainty {
    /// No field was found.
    Missing,
    /// A person must confirm it.
    Likely,
    /// No other field fits.
    Certain,
}

/// Evidence for a match. See [`Matching`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub(crate) enum MatchReason {
    /// The field has the name it had.
    Name,
    /// Its label (TU) says so.
    Label,
    /// The words printed beside it say so.
    Words,
    /// It stands under the heading of its section.
    Section,
    /// It stands where it stood.
    Place,
    /// It stands between the fields it stood between.
    Order,
}

/// What keeps a match from being certain. See [`Matching`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub(crate) enum MatchDoubt {
    /// Its words say something else, or are not those that are known.
    Words,
    /// Other fields have the same words.
    SameWords,
    /// Other keys would fit the field.
    OtherKey,
    /// The heading of its section is not above it.
    Section,
    /// Label and printed words, or name and words, contradict each other.
    Contradiction,
    /// The field takes fewer characters than the value may have.
    Length,
    /// Its kind is another than one would expect.
    Kind,
}

/// A field of the PDF that no key was found for. See [`Matching`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnmatchedField {
    /// Its name.
    pub name: Arc<str>,
    /// What it is.
    pub kind: FieldKind,
    /// The words beside it; empty where there are none.
    pub words: String,
    /// Whether it takes nothing from a person: read-only, or never seen.
    pub is_not_fillable: bool,
}

impl Form {
    /// Matches the definition to an edition of its PDF.
    pub(crate) fn match_to(&self, template: &Template, printed: &DocumentText) -> Matching {
        self.matching(&key_hints::hints_for(self), template, printed)
    }

    /// The same by the definition's words alone, whatever its own PDF is.
    pub(crate) fn match_words(&self, template: &Template, printed: &DocumentText) -> Matching {
        self.matching(&key_hints::hints_from_words(self), template, printed)
    }

    fn matching(
        &self,
        hints: &[key_hints::KeyHints<'_>],
        template: &Template,
        printed: &DocumentText,
    ) -> Matching {
        let candidates = candidate::candidates(template, printed);
        let (matches, used) = assign::match_all(self, hints, &candidates);
        let left_over = candidate::unmatched_fields(template, printed, &used);
        let says_sample = is_marked_sample(printed);
        let shrink_to = self.binding().and_then(Result::ok).and_then(|binding| binding.shrink_to);
        let sha256 = Sha256Digest::from_bytes(template.sha256());
        Matching {
            form: self.id().to_owned(),
            sha256,
            is_marked_sample: says_sample,
            shrink_to,
            matches,
            unmatched_fields: left_over,
        }
    }
}

/// Whether a line says that the form is a sample: nothing filled on it may look ready to send.
pub(crate) fn is_marked_sample(printed: &DocumentText) -> bool {
    let is_said = |text: &str| {
        text.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "PARAUGS" | "SPECIMEN" | "SAMPLE"))
    };
    printed.pages().iter().flat_map(PageText::lines).any(|line| is_said(line.text()))
}

impl MatchDoubt {
    /// In a few words.
    pub(crate) fn words(self) -> Bilingual {
        let (lv, en) = match self {
            Self::Words => ("citi vārdi", "other words"),
            Self::SameWords => ("tādi paši vārdi citur", "same words elsewhere"),
            Self::OtherKey => ("der arī citai vērtībai", "fits another value, too"),
            Self::Section => ("cita vai nezināma sadaļa", "other or unknown section"),
            Self::Contradiction => ("pretrunīgas norādes", "contradicting hints"),
            Self::Length => ("par maz vietas", "too little room"),
            Self::Kind => ("cits lauka veids", "another kind of field"),
        };
        Bilingual::fixed(lv, en)
    }

    /// Its name in JSON.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::SameWords => "same-words",
            Self::OtherKey => "other-key",
            Self::Section => "section",
            Self::Contradiction => "contradiction",
            Self::Length => "length",
            Self::Kind => "kind",
        }
    }
}

impl MatchReason {
    /// Its name in JSON.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Label => "label",
            Self::Words => "words",
            Self::Section => "section",
            Self::Place => "place",
            Self::Order => "order",
        }
    }
}

impl Matching {
    /// For each key that the form prints, in its order, where it is in the PDF.
    pub(crate) fn matches(&self) -> &[KeyMatch] {
        &self.matches
    }

    /// The fields of the PDF that no key was found for.
    pub(crate) fn unmatched_fields(&self) -> &[UnmatchedField] {
        &self.unmatched_fields
    }

    /// The number of matches with this certainty.
    pub(crate) fn count(&self, certainty: Certainty) -> usize {
        self.matches.iter().filter(|one| one.certainty == certainty).count()
    }

    /// Whether the PDF looks like another form altogether: most keys have no field in it.
    pub(crate) fn is_other_form(&self) -> bool {
        self.count(Certainty::Missing) * 2 > self.matches.len()
    }

    /// Whether nothing is left to a person: every key has a certain field, and no field is left over that a person
    /// would fill in. A key that is never written may be missing where no field is left that it could be.
    pub(crate) fn is_complete(&self) -> bool {
        self.matches.iter().all(|one| one.certainty == Certainty::Certain || self.is_surely_absent(one))
            && self.unmatched_fields.iter().all(|field| field.is_not_fillable)
    }

    /// A key that is never written, and no field is left that it could be.
    fn is_surely_absent(&self, one: &KeyMatch) -> bool {
        let left = self.unmatched_fields.iter().any(|field| !field.is_not_fillable);
        one.is_blank && one.certainty == Certainty::Missing && !left
    }

    /// The id of the form.
    pub(crate) fn form(&self) -> &str {
        &self.form
    }

    /// The SHA-256 of the PDF.
    pub(crate) fn sha256(&self) -> &Sha256Digest {
        &self.sha256
    }
}
