//! What can be decided about a form before any value is known: fonts, colours, boxes.

use super::appearance::border::Look;
use super::appearance::button::Mark;
use super::appearance::kept::Kept;
use super::appearance::metrics::Metrics;
use super::appearance::text::{Reach, Setting};
use super::appearance::{COMFORTABLE, FontSize, Frame, SMALLEST};
use super::default_appearance::Color;
use super::field::{Field, FieldKind, FontSize as AskedSize, Widget};
use super::fill::{Letters, Permits};
use super::font::{Face, Family, Subset, Weight};
use super::objects::Place;
use super::template::Template;

/// The least size of text that nobody sees, in points.
const UNSEEN: f64 = 0.1;

/// A face as a form uses it.
#[derive(Debug)]
pub(crate) struct Type {
    /// What every record of the form has; none where each has a subset of its own.
    pub(crate) subset: Option<&'static Subset>,
    pub(crate) metrics: Metrics,
    /// Its name in the resources of appearances.
    pub(crate) name: String,
    /// The number of its font object.
    pub(crate) font: u32,
}

/// The faces of a form, in order of their first use.
#[derive(Debug)]
pub(crate) struct Types {
    pub(crate) all: Vec<Type>,
    letters: Letters,
}

impl Types {
    pub(crate) fn new(letters: Letters) -> Self {
        Self { all: Vec::new(), letters }
    }

    /// The place of the face that stands in for what a widget asks for.
    fn place(&mut self, widget: &Widget) -> usize {
        let asked = widget.asked_font();
        let (family, weight) = (Family::of_base_font(&asked), Weight::of_base_font(&asked));
        let same = |t: &Type| t.metrics.face.family() == family && t.metrics.face.weight() == weight;
        if let Some(place) = self.all.iter().position(same) {
            return place;
        }
        let face = Face::of(family, weight);
        let subset = (self.letters == Letters::Fixed).then(|| Subset::fixed(face));
        let name = format!("E{}", self.all.len());
        self.all.push(Type { subset, metrics: Metrics::of(face), name, font: 0 });
        self.all.len() - 1
    }
}

/// A field that may be filled.
#[derive(Debug)]
pub(crate) struct FieldPlan {
    /// Its place among the template's fields.
    pub(crate) field: usize,
    pub(crate) widgets: Vec<WidgetPlan>,
}

/// A widget of such a field.
#[derive(Debug)]
pub(crate) struct WidgetPlan {
    pub(crate) frame: Frame,
    pub(crate) look: Look,
    /// The frame that only the form's own appearance has.
    pub(crate) kept: Option<Kept>,
    pub(crate) color: Color,
    /// The place of its face among the types; buttons have none.
    pub(crate) face: usize,
    pub(crate) mark: Mark,
}

impl FieldPlan {
    pub(crate) fn of(template: &Template, place: usize, field: &Field, types: &mut Types) -> Self {
        let has_text = matches!(field.kind(), FieldKind::Text | FieldKind::Combo | FieldKind::List);
        let doc = &template.pdf().0.doc;
        let widgets = field.widgets().iter().map(|widget| {
            let empty = lopdf::Dictionary::new();
            let at = Place::at_spot(doc, &widget.spot);
            let dict = at.as_ref().map_or(super::objects::Dict::new(doc, &empty), |at| at.dict);
            let caption = dict.dict(b"MK").and_then(|mk| mk.text(b"CA"));
            let frame = Frame::of(&widget.rect, widget.rotation);
            let look = Look::of(&dict);
            let silent = has_text && !look.is_seen();
            WidgetPlan {
                frame,
                kept: silent.then(|| Kept::of(&dict, field.kind(), &frame)).flatten(),
                look,
                color: widget.look.color.unwrap_or(Color::BLACK),
                face: if has_text { types.place(widget) } else { 0 },
                mark: Mark::of(caption.as_deref(), field.kind() == FieldKind::Radio),
            }
        });
        Self { field: place, widgets: widgets.collect() }
    }
}

impl WidgetPlan {
    /// How near to the edge text may come, the farthest first: over the border only where it can be read on it.
    pub(crate) fn reaches(&self) -> impl Iterator<Item = Reach> {
        const LEGIBLE: f64 = 0.3;
        let lightness = self.color.lightness();
        let legible = self.look.border.is_none_or(|border| (border.lightness() - lightness).abs() >= LEGIBLE);
        [Some(Reach::Inside), Some(Reach::Relief), legible.then_some(Reach::Edge)].into_iter().flatten()
    }

    pub(crate) fn setting<'a>(
        &'a self,
        types: &'a Types,
        widget: &Widget,
        field: &Field,
        permits: Permits,
    ) -> Option<Setting<'a>> {
        // What a form itself offers must fit its own box; and what nobody sees may be of any size.
        let offered = (!field.options().is_empty()).then_some(SMALLEST);
        let unseen = widget.is_never_seen();
        Some(Setting {
            frame: self.frame,
            look: &self.look,
            metrics: &types.all.get(self.face)?.metrics,
            size: match (widget.size(), offered.or(permits.shrink_to)) {
                (AskedSize::Auto, _) if unseen => FontSize::Between { most: COMFORTABLE, least: UNSEEN },
                (AskedSize::Fixed(most), _) if unseen => FontSize::Between { most, least: UNSEEN },
                (AskedSize::Auto, _) => FontSize::Auto,
                (AskedSize::Fixed(most), Some(least)) => {
                    FontSize::Between { most, least: least.max(SMALLEST) }
                }
                (AskedSize::Fixed(size), None) => FontSize::Fixed(size),
            },
            quadding: field.quadding(),
            reach: Reach::Inside,
        })
    }
}
