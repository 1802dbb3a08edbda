//! Compares two versions of a form: which fields were added, removed, renamed, moved or changed, and which printed
//! texts.
//!
//! In: two [`Template`]s. Out: a [`TemplateDiff`].

mod fields;
mod texts;

#[cfg(test)]
mod tests;

use super::page_text::DocumentText;
use super::{FieldKind, Template};

/// The differences between two versions of a form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TemplateDiff {
    /// Changed fields, in the order of the new version; removed ones at the end.
    pub fields: Vec<FieldChange>,
    /// Changed printed texts, in reading order.
    pub texts: Vec<TextChange>,
    /// The number of pages of each.
    pub pages: (usize, usize),
    /// Whether the two files are equal, byte for byte.
    pub same_file: bool,
    /// Whether all text of both could be read; what could not is not compared.
    pub all_text_read: bool,
}

/// The differences of a field. See [`TemplateDiff`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FieldChange {
    /// Its name, in the new version if it is there.
    pub name: String,
    /// Its kind, likewise.
    pub kind: FieldKind,
    /// Its printed label, or its alternate name (TU); empty where there are none.
    pub label: String,
    /// The page, from 0; `None` where it is on no page.
    pub page: Option<usize>,
    /// The differences; never empty.
    pub differences: Vec<FieldDifference>,
}

/// One difference of a field. See [`TemplateDiff`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub(crate) enum FieldDifference {
    /// Only the new version has it.
    Added,
    /// Another kind of field.
    Kind {
        /// Before.
        was: FieldKind,
    },
    /// Another alternate name (TU).
    AlternateName {
        /// Before.
        was: String,
        /// Now.
        is: String,
    },
    /// Another `MaxLen`; `None` is unlimited.
    Length {
        /// Before.
        was: Option<u32>,
        /// Now.
        is: Option<u32>,
    },
    /// One line became several, or several one.
    Multiline {
        /// Whether it is multiline now.
        is: bool,
    },
    /// Another position.
    Moved {
        /// The page before, from 0.
        was_page: usize,
        /// By this many points to the right; on another page from the same corner.
        right: f64,
        /// By this many points up.
        up: f64,
    },
    /// The states of a button, or the options of a choice field.
    Options {
        /// Those that are removed.
        removed: Vec<String>,
        /// Those that are new.
        added: Vec<String>,
    },
    /// The empty form has a value.
    Preset {
        /// Whether it has one now.
        is: bool,
    },
    /// `ReadOnly` is set.
    ReadOnly {
        /// Whether it is set now.
        is: bool,
    },
    /// Probably the same field under another name: of its kind, with the same label, at the same position.
    Renamed {
        /// The name before.
        was: String,
    },
    /// Required is set.
    Required {
        /// Whether it is set now.
        is: bool,
    },
    /// Another size.
    Resized {
        /// By this many points wider.
        wider: f64,
        /// By this many points higher.
        higher: f64,
    },
    /// Another script.
    Scripts,
    /// Only the old version has it.
    Removed,
}

/// A difference of the printed text. See [`TemplateDiff`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextChange {
    /// The page, from 0; for a removed text, in the old version.
    pub page: usize,
    /// The old text; `None` where it is new.
    pub was: Option<String>,
    /// The new text; `None` where it is removed.
    pub is: Option<String>,
}

impl TemplateDiff {
    /// Compares two versions.
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
