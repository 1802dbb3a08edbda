use std::fmt;
use std::sync::Arc;

use super::default_appearance::DefaultAppearance;
use super::geometry::Rect;
use super::objects::ObjectPath;
use crate::diag::mask_codes_in;

/// A terminal field of a form, with its inherited attributes. Made by [`Template`](super::Template) only.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{FieldKind, Template};
///
/// let template = Template::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// for field in template.fields().iter().filter(|field| field.kind() == FieldKind::Text) {
///     let pages = field.widgets().iter().filter_map(|widget| widget.page());
///     println!("{} on page {:?}: {:?}", field.name(), pages.min(), field.value());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Field {
    pub(crate) name: Arc<str>,
    pub(crate) kind: FieldKind,
    pub(crate) flags: FieldFlags,
    pub(crate) alternate_name: Option<String>,
    pub(crate) max_len: Option<u32>,
    pub(crate) options: Vec<ChoiceOption>,
    pub(crate) states: Vec<OnState>,
    pub(crate) value: Option<FieldValue>,
    pub(crate) default_value: Option<FieldValue>,
    pub(crate) quadding: Quadding,
    pub(crate) actions: Vec<Action>,
    pub(crate) widgets: Vec<Widget>,
    /// The paths of its field dictionaries: one, or several where a form has several fields of one name.
    pub(crate) paths: Vec<ObjectPath>,
    /// TI: the index of the first option that a list box shows.
    pub(crate) top_index: usize,
    /// Whether V is a signature dictionary.
    pub(crate) signed: bool,
    /// Whether it is in Fields of the AcroForm.
    pub(crate) listed: bool,
}

/// The type of a field (ISO 32000-2, 12.7.5). See [`Field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FieldKind {
    /// A text field, of one line or several.
    Text,
    /// A check box.
    Checkbox,
    /// A group of radio buttons.
    Radio,
    /// A push button; it has no value.
    PushButton,
    /// A combo box.
    Combo,
    /// A list box.
    List,
    /// A signature field.
    Signature,
    /// No or an unknown type.
    Unknown,
}

/// Field flags (ISO 32000-2, tables 227, 229, 231, 233). See [`Field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FieldFlags(pub(crate) u32);

impl FieldFlags {
    fn bit(self, position: u32) -> bool {
        self.0 >> (position - 1) & 1 == 1
    }

    /// A viewer does not let a person change it.
    pub fn read_only(self) -> bool {
        self.bit(1)
    }

    /// It must have a value when the form is submitted.
    pub fn required(self) -> bool {
        self.bit(2)
    }

    /// It is not exported when the form is submitted.
    pub fn no_export(self) -> bool {
        self.bit(3)
    }
}

/// The alignment of text (Q). See [`Field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Quadding {
    /// Left-justified.
    #[default]
    Left,
    /// Centred.
    Centre,
    /// Right-justified.
    Right,
}

/// An option of a choice field. See [`Field`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceOption {
    /// Its export value, which is stored.
    pub export: String,
    /// Its display text.
    pub display: String,
}

/// An on state of a check box or radio button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OnState {
    /// The bytes of the name.
    pub(crate) raw: Vec<u8>,
    /// The name as text.
    pub(crate) name: String,
    /// Its entry in Opt.
    pub(crate) export: Option<String>,
}

/// A value, with options and states by their names. `Debug` masks what may be a personal code. See
/// [`read_values`](crate::pdf::read_values).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldValue {
    /// Text.
    Text(String),
    /// A button that is off.
    Off,
    /// A button in this on state.
    On(String),
    /// The export values of the chosen options.
    Choices(Vec<String>),
}

impl FieldValue {
    /// Whether it is empty: no text but white space, off, or nothing chosen.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Off => true,
            Self::On(_) => false,
            Self::Choices(all) => all.iter().all(|one| one.trim().is_empty()),
        }
    }
}

impl fmt::Debug for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({:?})", mask_codes_in(text)),
            Self::Off => f.write_str("Off"),
            Self::On(state) => write!(f, "On({:?})", mask_codes_in(state)),
            Self::Choices(all) => f
                .debug_tuple("Choices")
                .field(&all.iter().map(|c| mask_codes_in(c)).collect::<Vec<_>>())
                .finish(),
        }
    }
}

/// An action of a field, which is never run here. See [`Field`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its trigger: `K` keystroke, `F` format, `V` validate, `C` calculate, `A` activate, `E`, `X`, `D`, `U`, `Fo`,
    /// `Bl`, … (ISO 32000-2, tables 199 and 200).
    pub trigger: String,
    /// The JavaScript; `None` for other types of actions.
    pub script: Option<String>,
}

/// A widget annotation of a field (ISO 32000-2, 12.5.6.19). See [`Field`].
#[derive(Clone)]
pub struct Widget {
    pub(crate) page: Option<usize>,
    pub(crate) rect: Rect,
    pub(crate) flags: u32,
    pub(crate) rotation: Rotation,
    pub(crate) default_appearance: DefaultAppearance,
    pub(crate) base_font: Option<String>,
    /// The font object, where it is indirect.
    pub(crate) font_id: Option<lopdf::ObjectId>,
    /// The on states of its appearance.
    pub(crate) states: Vec<Vec<u8>>,
    /// AS.
    pub(crate) state: Option<Vec<u8>>,
    pub(crate) has_appearance: bool,
    /// Whether its rectangle is wholly outside its page.
    pub(crate) off_page: bool,
    /// Whether it is in optional content that is off.
    pub(crate) in_hidden_layer: bool,
    pub(crate) actions: Vec<Action>,
    pub(crate) path: ObjectPath,
}

/// The rotation of a widget, counterclockwise (R of MK). See [`Widget`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Rotation {
    /// None.
    #[default]
    None,
    /// 90 degrees.
    Quarter,
    /// 180 degrees.
    Half,
    /// 270 degrees.
    ThreeQuarters,
}

impl Rotation {
    /// Counterclockwise.
    pub(crate) fn degrees(self) -> i32 {
        match self {
            Self::None => 0,
            Self::Quarter => 90,
            Self::Half => 180,
            Self::ThreeQuarters => 270,
        }
    }
}

/// The font size that a form asks for (DA). See [`Widget`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum FontSize {
    /// Automatic (0): the size that fits.
    Auto,
    /// In points.
    Fixed(f64),
}

impl Field {
    /// The fully qualified name (`klients.regnr`).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its type.
    pub fn kind(&self) -> FieldKind {
        self.kind
    }

    /// Its flags.
    pub fn flags(&self) -> FieldFlags {
        self.flags
    }

    /// The alternate name (TU), which viewers show instead of the name.
    pub fn alternate_name(&self) -> Option<&str> {
        self.alternate_name.as_deref()
    }

    /// `MaxLen`: the most characters of its text.
    pub fn max_len(&self) -> Option<u32> {
        self.max_len
    }

    /// The options of a choice field.
    pub fn options(&self) -> &[ChoiceOption] {
        &self.options
    }

    /// The names of the on states of a check box or radio button, in the order of its widgets.
    pub fn on_states(&self) -> impl Iterator<Item = &str> {
        self.states.iter().map(|state| state.name.as_str())
    }

    /// Its value in the file.
    pub fn value(&self) -> Option<&FieldValue> {
        self.value.as_ref()
    }

    /// The value after a reset (DV).
    pub fn default_value(&self) -> Option<&FieldValue> {
        self.default_value.as_ref()
    }

    /// The alignment of its text.
    pub(crate) fn quadding(&self) -> Quadding {
        self.quadding
    }

    /// Its actions.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.actions.iter().chain(self.widgets.iter().flat_map(|widget| &widget.actions))
    }

    /// Its widgets.
    pub fn widgets(&self) -> &[Widget] {
        &self.widgets
    }

    /// Whether text may have several lines.
    pub fn is_multiline(&self) -> bool {
        self.kind == FieldKind::Text && self.flags.bit(13)
    }

    /// Whether viewers show it as asterisks, and it must not be stored.
    pub fn is_password(&self) -> bool {
        self.kind == FieldKind::Text && self.flags.bit(14)
    }

    /// Whether its text is the path of a file to be submitted.
    pub fn is_file_select(&self) -> bool {
        self.kind == FieldKind::Text && self.flags.bit(21)
    }

    /// Whether each character has a cell of its own (comb).
    pub fn is_comb(&self) -> bool {
        let other = self.is_multiline() || self.is_password() || self.is_file_select();
        self.kind == FieldKind::Text && self.flags.bit(25) && self.max_len.is_some_and(|n| n > 0) && !other
    }

    /// Whether it has rich text (RV).
    pub fn is_rich_text(&self) -> bool {
        self.kind == FieldKind::Text && self.flags.bit(26)
    }

    /// Whether a combo box accepts other texts than its options.
    pub fn is_editable(&self) -> bool {
        self.kind == FieldKind::Combo && self.flags.bit(19)
    }

    /// Whether several options can be chosen.
    pub fn is_multi_select(&self) -> bool {
        self.kind == FieldKind::List && self.flags.bit(22)
    }

    /// Whether it is in Fields of the AcroForm; otherwise it is only an annotation of a page, and some programs do
    /// not find it.
    pub fn is_listed(&self) -> bool {
        self.listed
    }

    /// Whether it is a signature field with a signature.
    pub fn is_signed(&self) -> bool {
        self.signed
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .field("flags", &self.flags)
            .field("max_len", &self.max_len)
            .field("value", &self.value)
            .field("widgets", &self.widgets)
            .finish_non_exhaustive()
    }
}

impl Widget {
    fn flag(&self, position: u32) -> bool {
        self.flags >> (position - 1) & 1 == 1
    }

    /// The page, from 0; `None` where it is in Annots of no page.
    pub fn page(&self) -> Option<usize> {
        self.page
    }

    /// Its rectangle, in default user space.
    pub fn rect(&self) -> Rect {
        self.rect
    }

    /// Whether it is neither shown nor printed (Hidden).
    pub fn is_hidden(&self) -> bool {
        self.flag(2)
    }

    /// Whether it is printed (Print).
    pub fn prints(&self) -> bool {
        self.flag(3)
    }

    /// Whether it is not shown on the screen (`NoView`).
    pub fn is_no_view(&self) -> bool {
        self.flag(6)
    }

    /// Whether a screen shows it.
    pub fn is_visible(&self) -> bool {
        self.is_on_page() && !self.is_hidden() && !self.is_no_view() && !self.in_hidden_layer
    }

    /// Whether it has an appearance stream.
    pub fn has_appearance(&self) -> bool {
        self.has_appearance
    }

    /// Whether it is neither shown on the screen nor printed.
    pub fn is_never_visible(&self) -> bool {
        let shown = !self.is_no_view() || self.prints();
        !self.is_on_page() || self.is_hidden() || !shown
    }

    fn is_on_page(&self) -> bool {
        self.page.is_some() && !self.rect.is_empty() && !self.off_page
    }

    /// The names of the on states of this widget.
    pub fn on_states(&self) -> impl Iterator<Item = String> {
        self.states.iter().map(|state| super::text_string::name(state))
    }

    /// The resource name of the font that the form asks for (`Helv`).
    pub fn font(&self) -> Option<String> {
        self.default_appearance.font.as_deref().map(super::text_string::name)
    }

    /// `BaseFont` of that font (`Helvetica-Bold`), where the form has it.
    pub fn base_font(&self) -> Option<&str> {
        self.base_font.as_deref()
    }

    /// The name by which a built-in face is chosen: `BaseFont`, or else the resource name (`TiRo`, `CoBo`).
    pub(crate) fn requested_font(&self) -> String {
        self.base_font().map(str::to_owned).or_else(|| self.font()).unwrap_or_default()
    }

    /// The font size that the form asks for.
    pub(crate) fn size(&self) -> FontSize {
        match self.default_appearance.size {
            Some(size) if size > 0.0 => FontSize::Fixed(size),
            _ => FontSize::Auto,
        }
    }
}

impl fmt::Debug for Widget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Widget")
            .field("page", &self.page)
            .field("rect", &self.rect)
            .field("flags", &self.flags)
            .finish_non_exhaustive()
    }
}
