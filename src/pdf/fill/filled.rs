//! The result of a filler.

use std::fmt;
use std::sync::Arc;

use crate::diag::mask_codes_in;
use crate::pdf::field::FieldKind;
use crate::pdf::fill_remark::FillRemark;
use crate::pdf::flatten::{FlattenProblem, flatten};
use crate::pdf::geometry::Rect;
use crate::pdf::template::Template;

/// A filled form, proved.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{FieldKind, FillValue, Filler, Template};
///
/// let form = std::fs::read("fixtures/forms/other-make.pdf")?;
/// let template = Template::read(form.as_slice())?;
/// let field = template.fields().iter().find(|f| f.kind() == FieldKind::Text).ok_or("no text field")?;
/// let filler = Filler::new(&template, &[field.name()]).unwrap();
/// let filled = filler.fill(&[(field.name(), FillValue::Text("7".into()))]).unwrap();
/// // The official bytes are unchanged; what was written is behind them.
/// assert!(filled.bytes().starts_with(&form));
/// assert_eq!(filled.fields().len(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct FilledForm {
    pub(super) bytes: Vec<u8>,
    pub(super) update_start: usize,
    pub(super) fields: Vec<FieldReport>,
    pub(super) remarks: Vec<FillRemark>,
}

/// How a widget of a field was filled. `Debug` masks what may be a personal code. See [`FilledForm`].
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FieldReport {
    /// The fully qualified name.
    pub name: Arc<str>,
    /// The kind of the field.
    pub kind: FieldKind,
    /// The text, with its line breaks; for a button its state.
    pub drawn: String,
    /// The number of lines.
    pub lines: usize,
    /// The font size in points; 0 for a button.
    pub size: f64,
    /// Whether the font size is smaller than the form asks for, or, where the form leaves it open, than the usual
    /// one.
    pub shrunk: bool,
    /// Space left in points: to the right of one line, below several.
    pub space_left: f64,
    /// The face (`LiberationSans`); `None` for a button.
    pub face: Option<&'static str>,
    /// The page, from 0.
    pub page: Option<usize>,
    /// The widget's rectangle, in default user space.
    pub rect: Rect,
}

impl FilledForm {
    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file, taken.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The offset of the update: all bytes before it are those of the form. 0 where the form had to be written
    /// anew, because its structure is damaged or it has bytes before its header.
    pub fn update_start(&self) -> usize {
        self.update_start
    }

    /// The filled form with its fields flattened: their appearances are content of the pages.
    ///
    /// # Errors
    /// [`FlattenProblem`]: a value without appearance, or a result that could not be proved to look the same.
    pub(crate) fn flattened(self, form: &Template) -> Result<Self, FlattenProblem> {
        let pdf = form.pdf().parse_derived(self.bytes).map_err(|_| FlattenProblem::NotRead)?;
        Ok(Self { bytes: flatten(&pdf)?, ..self })
    }

    /// The widgets that were filled, in the order of the form.
    pub fn fields(&self) -> &[FieldReport] {
        &self.fields
    }

    /// What a person should know of the file: by field, and then as a whole.
    pub fn remarks(&self) -> &[FillRemark] {
        &self.remarks
    }
}

impl fmt::Debug for FilledForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filled")
            .field("bytes", &self.bytes.len())
            .field("update_start", &self.update_start)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for FieldReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldReport")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .field("drawn", &mask_codes_in(&self.drawn))
            .field("lines", &self.lines)
            .field("size", &self.size)
            .field("shrunk", &self.shrunk)
            .field("room", &self.space_left)
            .field("face", &self.face)
            .field("page", &self.page)
            .field("rect", &self.rect)
            .finish()
    }
}
