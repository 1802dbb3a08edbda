//! What filling decides about a field before any value is known: font, colours, rectangles.

use super::appearance::border::AppearanceCharacteristics;
use super::appearance::button::ButtonMark;
use super::appearance::face_metrics::FaceMetrics;
use super::appearance::preserved_frame::{FormerFrame, PreservedFrame};
use super::appearance::text::{EdgeLimit, LayoutSettings};
use super::appearance::{AppearanceBox, LARGEST_AUTO_FONT_SIZE, SMALLEST_FONT_SIZE, SizeConstraint};
use super::default_appearance::Color;
use super::field::{Field, FieldKind, FontSize as AskedSize, Widget};
use super::fill::{FillOptions, SubsetScope};
use super::font::{Face, Family, Subset, Weight};
use super::objects::LocatedDict;
use super::template::Template;

/// The smallest font size of an invisible field, in points.
const SMALLEST_INVISIBLE_FONT_SIZE: f64 = 0.1;

/// A built-in face in use.
#[derive(Debug)]
pub(crate) struct FontUse {
    /// The subset that every record shares; `None` where each record has its own.
    pub(crate) subset: Option<&'static Subset>,
    pub(crate) metrics: FaceMetrics,
    /// Its resource name in appearance streams.
    pub(crate) resource_name: String,
    /// The object number of its font.
    pub(crate) font_object: u32,
}

/// The faces of a form, in order of first use.
#[derive(Debug)]
pub(crate) struct FontSet {
    pub(crate) all: Vec<FontUse>,
    subsets: SubsetScope,
}

impl FontSet {
    pub(crate) fn new(subsets: SubsetScope) -> Self {
        Self { all: Vec::new(), subsets }
    }

    /// The index of the face for the font that a widget asks for.
    fn index_of(&mut self, widget: &Widget) -> usize {
        let base_font = widget.requested_font();
        let (family, weight) = (Family::of_base_font(&base_font), Weight::of_base_font(&base_font));
        let same = |t: &FontUse| t.metrics.face.family() == family && t.metrics.face.weight() == weight;
        if let Some(place) = self.all.iter().position(same) {
            return place;
        }
        let face = Face::of(family, weight);
        let subset = (self.subsets == SubsetScope::Shared).then(|| Subset::fixed(face));
        let name = format!("E{}", self.all.len());
        self.all.push(FontUse {
            subset,
            metrics: FaceMetrics::of(face),
            resource_name: name,
            font_object: 0,
        });
        self.all.len() - 1
    }
}

/// A field that may be filled.
#[derive(Debug)]
pub(crate) struct FieldPlan {
    /// Its index among the template's fields.
    pub(crate) field_index: usize,
    pub(crate) widgets: Vec<WidgetPlan>,
}

/// A widget of such a field.
#[derive(Debug)]
pub(crate) struct WidgetPlan {
    pub(crate) bbox: AppearanceBox,
    pub(crate) characteristics: AppearanceCharacteristics,
    /// The frame that only the form's own appearance has.
    pub(crate) preserved_frame: Option<PreservedFrame>,
    /// Whether that appearance has a frame that is not preserved.
    pub(crate) frame_lost: bool,
    pub(crate) color: Color,
    /// The index of its face in the [`FontSet`]; unused for buttons.
    pub(crate) font_index: usize,
    pub(crate) mark: ButtonMark,
}

impl FieldPlan {
    pub(crate) fn of(template: &Template, place: usize, field: &Field, fonts: &mut FontSet) -> Self {
        let has_text = matches!(field.kind(), FieldKind::Text | FieldKind::Combo | FieldKind::List);
        let doc = &template.pdf().0.doc;
        let widgets = field.widgets().iter().map(|widget| {
            let empty = lopdf::Dictionary::new();
            let at = LocatedDict::at_path(doc, &widget.path);
            let dict = at.as_ref().map_or(super::objects::Dict::new(doc, &empty), |at| at.dict);
            let caption = dict.dict(b"MK").and_then(|mk| mk.text(b"CA"));
            let frame = AppearanceBox::of(&widget.rect, widget.rotation);
            let characteristics = AppearanceCharacteristics::of(&dict);
            let silent = has_text && !characteristics.is_visible();
            let former =
                if silent { FormerFrame::of(&dict, field.kind(), &frame) } else { FormerFrame::Absent };
            let frame_lost = former == FormerFrame::Lost;
            WidgetPlan {
                bbox: frame,
                preserved_frame: match former {
                    FormerFrame::Preserved(preserved) => Some(preserved),
                    FormerFrame::Absent | FormerFrame::Lost => None,
                },
                frame_lost,
                characteristics,
                color: widget.default_appearance.color.unwrap_or(Color::BLACK),
                font_index: if has_text { fonts.index_of(widget) } else { 0 },
                mark: ButtonMark::of(caption.as_deref(), field.kind() == FieldKind::Radio),
            }
        });
        Self { field_index: place, widgets: widgets.collect() }
    }
}

impl WidgetPlan {
    /// How near to the edge text of this colour may be, the farthest first: over bevel and border only where it is
    /// legible on them.
    pub(crate) fn edge_limits(&self, color: &Color) -> impl Iterator<Item = EdgeLimit> {
        let reads = |backdrop: &Color| color.is_legible_on(backdrop);
        let relief = self.characteristics.relief_colors().is_none_or(|shades| shades.iter().all(reads));
        let border = relief && self.characteristics.border.as_ref().is_none_or(reads);
        [Some(EdgeLimit::Inside), relief.then_some(EdgeLimit::Relief), border.then_some(EdgeLimit::BoxEdge)]
            .into_iter()
            .flatten()
    }

    pub(crate) fn layout_settings<'a>(
        &'a self,
        fonts: &'a FontSet,
        widget: &Widget,
        field: &Field,
        options: FillOptions,
    ) -> Option<LayoutSettings<'a>> {
        // The form's own options must fit their box; and invisible text may be of any size.
        let offered = (!field.options().is_empty()).then_some(SMALLEST_FONT_SIZE);
        let unseen = widget.is_never_visible();
        Some(LayoutSettings {
            bbox: self.bbox,
            characteristics: &self.characteristics,
            metrics: &fonts.all.get(self.font_index)?.metrics,
            size: match (widget.size(), offered.or(options.shrink_to)) {
                (AskedSize::Auto, _) if unseen => SizeConstraint::Between {
                    maximum: LARGEST_AUTO_FONT_SIZE,
                    minimum: SMALLEST_INVISIBLE_FONT_SIZE,
                },
                (AskedSize::Fixed(most), _) if unseen => {
                    SizeConstraint::Between { maximum: most, minimum: SMALLEST_INVISIBLE_FONT_SIZE }
                }
                (AskedSize::Auto, _) => SizeConstraint::Auto,
                (AskedSize::Fixed(most), Some(least)) => {
                    SizeConstraint::Between { maximum: most, minimum: least.max(SMALLEST_FONT_SIZE) }
                }
                (AskedSize::Fixed(size), None) => SizeConstraint::Fixed(size),
            },
            quadding: field.quadding(),
            edge_limit: EdgeLimit::Inside,
        })
    }
}
