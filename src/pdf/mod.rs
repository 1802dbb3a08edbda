//! PDF forms (ISO 32000-2): reading, filling, proving, comparing, flattening.
//!
//! In: the bytes of a PDF. [`Pdf`] parses any file, [`Template`] one whose form can be filled; [`read_values`] gives the
//! values that a form has. [`Filler`] takes [`FillValue`]s and gives a [`FilledForm`]: the original, byte for byte, and one
//! incremental update behind it, read again and proved. Beside that way, [`content`] runs what pages paint,
//! [`page_text`] finds labels and headings, [`compare()`] checks that a filled file is the official form with values
//! and nothing else, `template_diff` compares two versions of a form, `flatten()` makes fields content.

// The syntax: from bytes to objects, and back.
mod lexer;
mod load;
mod object_edits;
mod object_equality;
mod object_numbers;
pub(crate) mod objects;
mod read_object;
mod serialize;
mod text_string;
mod xref_sections;
// A document, with its pages and fields.
mod document;
mod document_scripts;
mod embedded_files;
mod error;
mod features;
mod field;
mod field_tree;
mod geometry;
mod glyph_shape;
mod hidden_widgets;
mod page_tree;
mod signature;
mod template;
// What is known of a field before it has a value.
mod acrobat_scripts;
mod default_appearance;
mod display_format;
mod field_forecast;
mod field_locks;
mod field_plan;
mod value_format;
// Filling: from a value to a proved file.
mod appearance;
mod field_update;
mod fill;
mod fill_problem;
mod fill_remark;
mod fill_value;
pub(crate) mod font;
mod incremental_update;
pub(crate) mod proof;
mod recent_cache;
// What pages paint and say.
pub mod content;
pub(crate) mod marks;
pub mod page_text;
// Two files compared.
mod compare;
pub(crate) mod template_diff;
// Without fields.
mod flatten;

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
pub(crate) use proof::shows_held_value;
pub(crate) use signature::{PdfSignature, SignatureCoverage};
pub use template::{Template, read_values};

#[cfg(test)]
mod small_form;
#[cfg(test)]
mod tests;
