//! Remarks about a filled form.

use std::fmt;
use std::sync::Arc;

use super::fill_problem::with_code_points;
use crate::diag::catalogue::pdf as words;
use crate::diag::{Bilingual, CatalogueEntry, Finding, Lang, Origin, mask_codes_in};

/// A remark about a filled form: worth knowing, and not wrong. See [`FilledForm`](crate::pdf::FilledForm).
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum FillRemark {
    /// Characters that the built-in faces lack are drawn with a font of the form.
    FormFont {
        /// The field.
        field: Arc<str>,
        /// The characters, each once.
        letters: Vec<char>,
        /// Whether that font is embedded; otherwise viewers replace it by one of their own.
        embedded: bool,
    },
    /// A known script of the form calculates this field; the value was calculated and filled in.
    Calculated {
        /// The field.
        field: Arc<str>,
    },
    /// A known script of the form defines another display format; the value is drawn in it.
    Formatted {
        /// The field.
        field: Arc<str>,
        /// The text as it is drawn.
        shown: String,
    },
    /// What the old appearance drew around the text is lost: it is more than plain lines, or sheared.
    FrameLost {
        /// The field.
        field: Arc<str>,
    },
    /// The text is light: it is visible because the page is dark under it.
    LightText {
        /// The field.
        field: Arc<str>,
    },
    /// The icon of a note of the form lies over the field.
    NoteAbove {
        /// The field.
        field: Arc<str>,
    },
    /// Unknown scripts of the form would have calculated these fields from filled ones. They were not run.
    NotCalculated {
        /// The fields.
        fields: Vec<Arc<str>>,
    },
    /// The permissions of the encrypted file forbid filling it in.
    FillingForbidden,
    /// The field is read-only.
    ReadOnly {
        /// The field.
        field: Arc<str>,
    },
    /// In the form's colour the text would have no contrast; it is black or white.
    Recolored {
        /// The field.
        field: Arc<str>,
    },
    /// The file was written anew: it is damaged, or has bytes before its header.
    Rewritten,
    /// Unknown scripts run when the field is used. They were not run.
    UnknownScript {
        /// The field.
        field: Arc<str>,
        /// Their triggers (`K`, `F`, `V`, `C`, …).
        triggers: Vec<String>,
    },
    /// The text is smaller than the form asks for, but easy to read.
    ShrunkText {
        /// The field.
        field: Arc<str>,
        /// In points.
        size: f64,
    },
    /// The text is so small that it is hard to read.
    SmallText {
        /// The field.
        field: Arc<str>,
        /// In points.
        size: f64,
    },
    /// The field is on a page, but not in Fields of the AcroForm: some programs do not find its value.
    Unlisted {
        /// The field.
        field: Arc<str>,
    },
    /// The field is invisible.
    NotVisible {
        /// The field.
        field: Arc<str>,
    },
    /// Adobe's usage rights, which end with any change, were removed.
    UsageRightsRemoved,
    /// XFA, which would keep the old values, was removed.
    XfaRemoved,
}

impl FillRemark {
    /// The field it is about.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::FormFont { field, .. }
            | Self::Calculated { field }
            | Self::Formatted { field, .. }
            | Self::FrameLost { field }
            | Self::LightText { field }
            | Self::NoteAbove { field }
            | Self::ReadOnly { field }
            | Self::Recolored { field }
            | Self::UnknownScript { field, .. }
            | Self::ShrunkText { field, .. }
            | Self::SmallText { field, .. }
            | Self::Unlisted { field }
            | Self::NotVisible { field } => Some(field),
            Self::NotCalculated { .. }
            | Self::FillingForbidden
            | Self::Rewritten
            | Self::UsageRightsRemoved
            | Self::XfaRemoved => None,
        }
    }

    /// As a finding; `origin` is where the value comes from.
    pub fn finding(&self, origin: Origin) -> Finding {
        let finding = Finding::of(self.entry(), origin).with("field", self.field().unwrap_or("–"));
        match self {
            Self::FormFont { letters, .. } => finding.with("letters", with_code_points(letters)),
            Self::Formatted { shown, .. } => finding.with("shown", mask_codes_in(shown)),
            Self::NotCalculated { fields } => finding.with("fields", fields.join(", ")),
            Self::UnknownScript { triggers, .. } => finding.with("triggers", triggers.join(", ")),
            Self::ShrunkText { size, .. } | Self::SmallText { size, .. } => {
                let size = format!("{size:.1}");
                let lv = size.replace('.', ",");
                finding.with_text("size", Bilingual { lv: lv.into(), en: size.into() })
            }
            _ => finding,
        }
    }

    fn entry(&self) -> &'static CatalogueEntry {
        match self {
            Self::FormFont { embedded: true, .. } => &words::OWN_FONT,
            Self::FormFont { embedded: false, .. } => &words::VIEWERS_FONT,
            Self::Calculated { .. } => &words::CALCULATED,
            Self::Formatted { .. } => &words::FORMATTED,
            Self::FrameLost { .. } => &words::FRAME_LOST,
            Self::NoteAbove { .. } => &words::NOTE_ABOVE,
            Self::NotCalculated { .. } => &words::NOT_CALCULATED,
            Self::FillingForbidden => &words::PERMISSIONS,
            Self::LightText { .. } => &words::LIGHT,
            Self::ReadOnly { .. } => &words::WAS_READ_ONLY,
            Self::Recolored { .. } => &words::RECOLORED,
            Self::Rewritten => &words::REWRITTEN,
            Self::UnknownScript { .. } => &words::SCRIPT,
            Self::ShrunkText { .. } => &words::SHRUNK,
            Self::SmallText { .. } => &words::SMALL,
            Self::Unlisted { .. } => &words::UNLISTED,
            Self::NotVisible { .. } => &words::WAS_UNSEEN,
            Self::UsageRightsRemoved => &words::RIGHTS_DROPPED,
            Self::XfaRemoved => &words::XFA_DROPPED,
        }
    }
}

impl fmt::Debug for FillRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.entry().code, self.finding(Origin::default()).message(Lang::En))
    }
}
