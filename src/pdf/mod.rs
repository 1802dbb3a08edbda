//! PDF forms: reading, filling, and proof of what is seen.
//!
//! [`Template`] reads a form; [`read_values`] says what somebody wrote into it. A filled form is the original,
//! byte for byte, with one incremental update behind it.

mod acrobat_scripts;
mod appearance;
mod compare;
pub(crate) mod content;
mod default_appearance;
mod display_format;
mod document;
mod document_scripts;
mod embedded_files;
mod error;
mod features;
mod field;
mod field_forecast;
mod field_locks;
mod field_plan;
mod field_tree;
mod field_update;
mod fill;
mod fill_problem;
mod fill_remark;
mod fill_value;
mod flatten;
pub(crate) mod font;
mod geometry;
mod incremental_update;
mod lexer;
mod load;
mod object_edits;
mod objects;
pub(crate) mod page_text;
mod page_tree;
pub(crate) mod proof;
mod read_object;
mod recent_cache;
mod serialize;
mod signature;
mod template;
pub(crate) mod template_diff;
mod text_string;
mod value_format;

pub use compare::{Change, Comparison, SaveMethod, compare};
pub(crate) use display_format::DisplayFormat;
pub use document::Pdf;
pub(crate) use document::PdfPages;
pub use error::PdfError;
pub use features::{PdfFeatures, Xfa};
pub(crate) use field::FontSize;
pub use field::{Action, ChoiceOption, Field, FieldFlags, FieldKind, FieldValue, Widget};
pub(crate) use field_forecast::FieldForecast;
pub use fill::{FieldReport, FillOptions, FilledForm, Filler, SubsetScope};
pub use fill_problem::FillProblem;
pub use fill_remark::FillRemark;
pub use fill_value::FillValue;
pub(crate) use flatten::undo_flatten;
pub use geometry::Rect;
pub(crate) use load::MAX_FILE;
pub use load::XrefKind;
pub(crate) use signature::{PdfSignature, SignatureCoverage};
pub use template::{Template, read_values};

#[cfg(test)]
mod small_form;
#[cfg(test)]
mod tests;
