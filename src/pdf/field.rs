use std::fmt;
use std::sync::Arc;

use super::default_appearance::DefaultAppearance;
use super::geometry::Rect;
use super::objects::ObjectPath;
use crate::diag::mask_codes_in;

/// A terminal field of a form, with what it inherits. Made by [`Template`](super::Template) only.
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
    /// The dictionaries of the field: one, or several where a form has two fields of one name.
    pub(crate) paths: Vec<ObjectPath>,
    /// The first option that a list shows (TI).
    pub(crate) top_index: usize,
    /// Whether a signature dictionary stands as the value.
    pub(crate) signed: bool,
    /// Whether the form lists it.
    pub(crate) listed: bool,
}

/// What a field is. See [`Field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FieldKind {
    /// Text, of one line or many.
    Text,
    /// A box to tick.
    Checkbox,
    /// One of several.
    Radio,
    /// A button that does something; it has no value.
    PushButton,
    /// A drop-down list.
    Combo,
    /// A list that is open.
    List,
    /// A place for a digital signature.
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

    /// A person may not change it.
    pub fn read_only(self) -> bool {
        self.bit(1)
    }

    /// It must have a value when the form is submitted.
    pub fn required(self) -> bool {
        self.bit(2)
    }

    /// It is left out when the form is submitted.
    pub fn no_export(self) -> bool {
        self.bit(3)
    }
}

/// How text is aligned. See [`Field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Quadding {
    /// To the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
}

/// An option of a list. See [`Field`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceOption {
    /// What is stored.
    pub export: String,
    /// What a person sees.
    pub display: String,
}

/// An on-state of a check box or radio button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OnState {
    /// The bytes of the name.
    pub(crate) raw: Vec<u8>,
    /// The name as text.
    pub(crate) name: String,
    /// What Opt calls it.
    pub(crate) export: Option<String>,
}

/// A value as a person sees it. `Debug` masks what may be a personal code.
/// See [`read_values`](crate::pdf::read_values).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldValue {
    /// Text.
    Text(String),
    /// A button that is not ticked.
    Off,
    /// A button in this on-state.
    On(String),
    /// Options chosen in a list: what they export.
    Choices(Vec<String>),
}

impl FieldValue {
    /// Whether there is nothing to see: no text but white space, not ticked, nothing chosen.
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

/// Something that runs when a field is used. It is never run here. See [`Field`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// When it runs: `K` keystroke, `F` format, `V` validate, `C` calculate, `A` activate, `E`, `X`, `D`, `U`,
    /// `Fo`, `Bl`, … (ISO 32000-2, table 199 and 200).
    pub trigger: String,
    /// The JavaScript, where it is JavaScript; else nothing.
    pub script: Option<String>,
}

/// Where a field is seen. See [`Field`].
#[derive(Clone)]
pub struct Widget {
    pub(crate) page: Option<usize>,
    pub(crate) rect: Rect,
    pub(crate) flags: u32,
    pub(crate) rotation: Rotation,
    pub(crate) default_appearance: DefaultAppearance,
    pub(crate) base_font: Option<String>,
    /// The font's object, where it is one of its own.
    pub(crate) font_id: Option<lopdf::ObjectId>,
    /// The on-states that its appearance has.
    pub(crate) states: Vec<Vec<u8>>,
    /// The state that its appearance is in.
    pub(crate) state: Option<Vec<u8>>,
    pub(crate) has_appearance: bool,
    /// Whether it lies wholly beyond the edges of its page.
    pub(crate) off_page: bool,
    pub(crate) actions: Vec<Action>,
    pub(crate) path: ObjectPath,
}

/// A turn of the contents of a widget, counterclockwise (MK's R). See [`Widget`].
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

/// The size of the text that a form asks for. See [`Widget`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum FontSize {
    /// What fits.
    Auto,
    /// So many points.
    Fixed(f64),
}

impl Field {
    /// The fully qualified name (`klients.regnr`).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is.
    pub fn kind(&self) -> FieldKind {
        self.kind
    }

    /// Its flags.
    pub fn flags(&self) -> FieldFlags {
        self.flags
    }

    /// What a person reads instead of the name (TU).
    pub fn alternate_name(&self) -> Option<&str> {
        self.alternate_name.as_deref()
    }

    /// The most characters its text may have.
    pub fn max_len(&self) -> Option<u32> {
        self.max_len
    }

    /// The options of a list.
    pub fn options(&self) -> &[ChoiceOption] {
        &self.options
    }

    /// The names of the on-states of a check box or radio button, in the order of its widgets.
    pub fn on_states(&self) -> impl Iterator<Item = &str> {
        self.states.iter().map(|state| state.name.as_str())
    }

    /// Its value in the file, as a person sees it.
    pub fn value(&self) -> Option<&FieldValue> {
        self.value.as_ref()
    }

    /// The value that a reset gives it.
    pub fn default_value(&self) -> Option<&FieldValue> {
        self.default_value.as_ref()
    }

    /// How its text is aligned.
    pub(crate) fn quadding(&self) -> Quadding {
        self.quadding
    }

    /// What runs when it is used.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.actions.iter().chain(self.widgets.iter().flat_map(|widget| &widget.actions))
    }

    /// Where it is seen.
    pub fn widgets(&self) -> &[Widget] {
        &self.widgets
    }

    /// Whether text may have several lines.
    pub fn is_multiline(&self) -> bool {
        self.kind == FieldKind::Text && self.flags.bit(13)
    }

    /// Whether it is shown as asterisks and must not be stored.
    pub fn is_password(&self) -> bool {
        self.kind == FieldKind::Text && self.flags.bit(14)
    }

    /// Whether its text is the path of a file to send along.
    pub fn is_file_select(&self) -> bool {
        self.kind == FieldKind::Text && self.flags.bit(21)
    }

    /// Whether each character has a cell of its own.
    pub fn is_comb(&self) -> bool {
        let other = self.is_multiline() || self.is_password() || self.is_file_select();
        self.kind == FieldKind::Text && self.flags.bit(25) && self.max_len.is_some_and(|n| n > 0) && !other
    }

    /// Whether it has formatted text.
    pub fn is_rich_text(&self) -> bool {
        self.kind == FieldKind::Text && self.flags.bit(26)
    }

    /// Whether a combo box takes a text of one's own.
    pub fn is_editable(&self) -> bool {
        self.kind == FieldKind::Combo && self.flags.bit(19)
    }

    /// Whether several options can be chosen.
    pub fn is_multi_select(&self) -> bool {
        self.kind == FieldKind::List && self.flags.bit(22)
    }

    /// Whether the form lists it among its fields; else it only stands on a page, and some programs do not find it.
    pub fn is_listed(&self) -> bool {
        self.listed
    }

    /// Whether it is a signature field that is signed.
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

    /// The page it is on, the first is 0; `None` where no page lists it.
    pub fn page(&self) -> Option<usize> {
        self.page
    }

    /// Its box on the page.
    pub fn rect(&self) -> Rect {
        self.rect
    }

    /// Whether neither screen nor paper shows it (Hidden).
    pub fn is_hidden(&self) -> bool {
        self.flag(2)
    }

    /// Whether paper shows it (Print).
    pub fn prints(&self) -> bool {
        self.flag(3)
    }

    /// Whether the screen leaves it out (`NoView`).
    pub fn is_no_view(&self) -> bool {
        self.flag(6)
    }

    /// Whether a person looking at the page can see it.
    pub fn is_visible(&self) -> bool {
        self.is_on_page() && !self.is_hidden() && !self.is_no_view()
    }

    /// Whether the file has a drawing of it.
    pub fn has_appearance(&self) -> bool {
        self.has_appearance
    }

    /// Whether neither screen nor paper ever shows it.
    pub fn is_never_visible(&self) -> bool {
        let shown = !self.is_no_view() || self.prints();
        !self.is_on_page() || self.is_hidden() || !shown
    }

    fn is_on_page(&self) -> bool {
        self.page.is_some() && !self.rect.is_empty() && !self.off_page
    }

    /// The names of the on-states of this place of a check box or radio button.
    pub fn on_states(&self) -> impl Iterator<Item = String> {
        self.states.iter().map(|state| super::text_string::name(state))
    }

    /// The name of the font that the form asks for, as its resources call it (`Helv`).
    pub fn font(&self) -> Option<String> {
        self.default_appearance.font.as_deref().map(super::text_string::name)
    }

    /// The font's own name (`Helvetica-Bold`), where the form has that font.
    pub fn base_font(&self) -> Option<&str> {
        self.base_font.as_deref()
    }

    /// What says which of our faces comes nearest: the font's own name, or else what the resources call it, which is
    /// the next best clue (`TiRo`, `CoBo`).
    pub(crate) fn requested_font(&self) -> String {
        self.base_font().map(str::to_owned).or_else(|| self.font()).unwrap_or_default()
    }

    /// The size of the text that the form asks for.
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
