//! Two editions of a form held against each other: which fields appeared, vanished, were renamed, moved or changed,
//! and which words that are printed.

mod fields;
mod texts;

#[cfg(test)]
mod tests;

use super::page_text::DocumentText;
use super::{FieldKind, Template};

/// In what two editions of a form differ.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TemplateDiff {
    /// Their fields, in the order of the new edition; those that vanished stand at the end.
    pub fields: Vec<FieldChange>,
    /// Their printed texts, in the order of reading.
    pub texts: Vec<TextChange>,
    /// How many pages each has.
    pub pages: (usize, usize),
    /// Whether the two files are the same, byte for byte.
    pub same_file: bool,
    /// Whether all of the text of both could be read; what could not is not compared.
    pub all_text_read: bool,
}

/// In what a field differs. See [`TemplateDiff`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FieldChange {
    /// Its name, in the new edition where it is there.
    pub name: String,
    /// What it is, likewise.
    pub kind: FieldKind,
    /// The words beside it, or its label; empty where there are none.
    pub label: String,
    /// The page it is on, the first is 0; `None` where no page shows it.
    pub page: Option<usize>,
    /// What is different; never empty.
    pub differences: Vec<FieldDifference>,
}

/// One thing that is different of a field. See [`TemplateDiff`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub(crate) enum FieldDifference {
    /// Only the new edition has it.
    Added,
    /// Another kind of field.
    Kind {
        /// Before.
        was: FieldKind,
    },
    /// Another label (TU).
    AlternateName {
        /// Before.
        was: String,
        /// Now.
        is: String,
    },
    /// Room for more or fewer characters; `None` is as many as the box takes.
    Length {
        /// Before.
        was: Option<u32>,
        /// Now.
        is: Option<u32>,
    },
    /// One line became several, or the other way round.
    Multiline {
        /// Whether it takes several lines now.
        is: bool,
    },
    /// It stands elsewhere.
    Moved {
        /// The page before, the first is 0.
        was_page: usize,
        /// So many points to the right; on another page from the same corner.
        right: f64,
        /// So many points up.
        up: f64,
    },
    /// States of a button, or entries of a list.
    Options {
        /// Those that are there no more.
        removed: Vec<String>,
        /// Those that are new.
        added: Vec<String>,
    },
    /// A value stands in the empty form.
    Preset {
        /// Whether it does now.
        is: bool,
    },
    /// A person cannot change it.
    ReadOnly {
        /// Whether it is so now.
        is: bool,
    },
    /// Probably the same under another name: of its kind, with the same words, in the same place.
    Renamed {
        /// The name before.
        was: String,
    },
    /// It must be filled in.
    Required {
        /// Whether it must now.
        is: bool,
    },
    /// Its box is larger or smaller.
    Resized {
        /// So many points wider.
        wider: f64,
        /// So many points higher.
        higher: f64,
    },
    /// It runs another script.
    Scripts,
    /// Only the old edition has it.
    Removed,
}

/// In what the printed text differs. See [`TemplateDiff`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextChange {
    /// The page, the first is 0; of a text that is there no more that of the old edition.
    pub page: usize,
    /// What stood there; `None` where it is new.
    pub was: Option<String>,
    /// What stands there; `None` where it is there no more.
    pub is: Option<String>,
}

impl TemplateDiff {
    /// Holds two editions against each other.
    pub(crate) fn of(old: &Template, new: &Template) -> Self {
        let printed = (DocumentText::of(old.pdf()), DocumentText::of(new.pdf()));
        Self {
            fields: fields::changes((old, &printed.0), (new, &printed.1)),
            texts: texts::changes(&printed.0, &printed.1),
            pages: (old.page_count(), new.page_count()),
            same_file: old.sha256() == new.sha256(),
            all_text_read: printed.0.is_complete() && printed.1.is_complete(),
        }
    }

    /// Whether a person sees no difference, and fills in the same.
    pub(crate) fn is_same(&self) -> bool {
        self.fields.is_empty() && self.texts.is_empty() && self.pages.0 == self.pages.1
    }
}
