//! What a person should know of a form that was filled.

use std::fmt;
use std::sync::Arc;

use super::fill_problem::with_code_points;
use crate::diag::catalogue::pdf as words;
use crate::diag::{Bilingual, CatalogueEntry, Finding, Lang, Origin, mask_codes_in};

/// Something worth knowing about a filled form; nothing that is wrong. See [`FilledForm`](crate::pdf::FilledForm).
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum FillRemark {
    /// Letters that our faces lack are drawn with a font of the form.
    FormFont {
        /// The field.
        field: Arc<str>,
        /// The letters, each once.
        letters: Vec<char>,
        /// Whether the file holds that font; else a viewer puts one of its own in its place.
        embedded: bool,
    },
    /// The form's own script makes this field's value of others; it was worked out and filled in.
    Calculated {
        /// The field.
        field: Arc<str>,
    },
    /// The form's own script has the value shown in another way; it is drawn so.
    Formatted {
        /// The field.
        field: Arc<str>,
        /// What is drawn.
        shown: String,
    },
    /// The text is light: it is seen because the page is dark under it.
    LightText {
        /// The field.
        field: Arc<str>,
    },
    /// The field is read-only.
    ReadOnly {
        /// The field.
        field: Arc<str>,
    },
    /// In the colour that the form asks for, the text would not be seen; it is black or white.
    Recolored {
        /// The field.
        field: Arc<str>,
    },
    /// The file was written anew: it is damaged, or has bytes before its header.
    Rewritten,
    /// Scripts that are not known run when the field is used. They were not run.
    UnknownScript {
        /// The field.
        field: Arc<str>,
        /// When they run (`K`, `F`, `V`, `C`, …).
        triggers: Vec<String>,
    },
    /// The text is smaller than the form asks for, and is easily read all the same.
    ShrunkText {
        /// The field.
        field: Arc<str>,
        /// In points.
        size: f64,
    },
    /// The text is smaller than is easily read.
    SmallText {
        /// The field.
        field: Arc<str>,
        /// In points.
        size: f64,
    },
    /// The field stands on a page only: the form does not list it, and some programs do not find its value.
    Unlisted {
        /// The field.
        field: Arc<str>,
    },
    /// Nobody sees the field.
    NotVisible {
        /// The field.
        field: Arc<str>,
    },
    /// Adobe's usage rights, which any change ends, were taken out.
    UsageRightsRemoved,
    /// The XFA form beside the fields, which would keep the old values, was taken out.
    XfaRemoved,
}

impl FillRemark {
    /// The field it is about.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::FormFont { field, .. }
            | Self::Calculated { field }
            | Self::Formatted { field, .. }
            | Self::LightText { field }
            | Self::ReadOnly { field }
            | Self::Recolored { field }
            | Self::UnknownScript { field, .. }
            | Self::ShrunkText { field, .. }
            | Self::SmallText { field, .. }
            | Self::Unlisted { field }
            | Self::NotVisible { field } => Some(field),
            Self::Rewritten | Self::UsageRightsRemoved | Self::XfaRemoved => None,
        }
    }

    /// As a finding; `origin` is where the value comes from.
    pub fn finding(&self, origin: Origin) -> Finding {
        let finding = Finding::of(self.entry(), origin).with("field", self.field().unwrap_or("–"));
        match self {
            Self::FormFont { letters, .. } => finding.with("letters", with_code_points(letters)),
            Self::Formatted { shown, .. } => finding.with("shown", mask_codes_in(shown)),
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
