//! What comes out of a filler.

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
/// // The official bytes stand in front, and what was written behind.
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

/// How a field was filled, for each place where it is seen. `Debug` masks what may be a personal code.
/// See [`FilledForm`].
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FieldReport {
    /// The field.
    pub name: Arc<str>,
    /// What it is.
    pub kind: FieldKind,
    /// The text drawn, a line a line; for a button its state.
    pub drawn: String,
    /// How many lines of text.
    pub lines: usize,
    /// The size of the text in points; 0 for a button.
    pub size: f64,
    /// Whether the text is smaller than the form asks for, or than is comfortable where the form leaves it open.
    pub shrunk: bool,
    /// Points left: to the right of one line, below several.
    pub space_left: f64,
    /// The face (`LiberationSans`); none for a button.
    pub face: Option<&'static str>,
    /// The page, the first is 0.
    pub page: Option<usize>,
    /// The box on the page.
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

    /// Where the update begins: all before it is the form as it was. 0 where the form had to be written anew,
    /// because its structure is damaged or it has bytes before its header.
    pub fn update_start(&self) -> usize {
        self.update_start
    }

    /// The same fill of this form, its fields made content of their pages.
    ///
    /// # Errors
    /// [`FlattenProblem`]: a value that nothing shows, or a result that could not be shown to look the same.
    pub(crate) fn flattened(self, form: &Template) -> Result<Self, FlattenProblem> {
        let pdf = form.pdf().parse_derived(self.bytes).map_err(|_| FlattenProblem::NotRead)?;
        Ok(Self { bytes: flatten(&pdf)?, ..self })
    }

    /// How each field was filled, in the order of the form.
    pub fn fields(&self) -> &[FieldReport] {
        &self.fields
    }

    /// What a person should know of it, field by field and then of the file as a whole.
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
