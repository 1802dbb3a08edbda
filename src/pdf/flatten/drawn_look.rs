//! The look of widgets that have no appearance, and that viewers draw by themselves: background and border of MK and
//! BS, and the caption of a push button (ISO 32000-2, 12.5.6.19). Flattening would lose it.

use lopdf::{Dictionary, Object, Stream};

use super::{FlattenProblem, FlattenWriter};
use crate::pdf::appearance::border::AppearanceCharacteristics;
use crate::pdf::appearance::button::{self, ButtonMark};
use crate::pdf::appearance::face_metrics::FaceMetrics;
use crate::pdf::appearance::text::{self, EdgeLimit, GlyphRun, LayoutSettings};
use crate::pdf::appearance::{
    AppearanceBox, ContentBuilder, LARGEST_AUTO_FONT_SIZE, SMALLEST_FONT_SIZE, SizeConstraint,
};
use crate::pdf::default_appearance::Color;
use crate::pdf::document::Pdf;
use crate::pdf::field::{Field, FieldKind, FontSize, Quadding, Widget};
use crate::pdf::font::{Face, Family, Subset, Weight};
use crate::pdf::objects::{Dict, LocatedDict};
use crate::pdf::read_object;

/// The file with an appearance for each such widget, in an update of its own; `None` where there is none.
pub(super) fn with_drawn_looks(pdf: &Pdf) -> Result<Option<Pdf>, FlattenProblem> {
    let mut writer = FlattenWriter::of(pdf);
    for field in pdf.fields() {
        let bare = |widget: &&Widget| widget.is_visible() && !widget.has_appearance();
        for widget in field.widgets().iter().filter(bare) {
            let Some(place) = LocatedDict::at_path(&pdf.0.doc, &widget.path) else { continue };
            if let Some(look) = look_of(&mut writer, field, widget, &place.dict)? {
                let mut appearance = Dictionary::new();
                appearance.set("N", Object::Reference(writer.add_object(Object::Stream(look))));
                writer.edits.set(&widget.path, "AP", Object::Dictionary(appearance));
            }
        }
    }
    if writer.new_objects.is_empty() {
        return Ok(None);
    }
    let bytes = writer.finish(pdf).map_err(|_| FlattenProblem::TooDeep)?;
    pdf.parse_derived(bytes).map(Some).map_err(|_| FlattenProblem::NotRead)
}

fn look_of(
    writer: &mut FlattenWriter<'_>,
    field: &Field,
    widget: &Widget,
    dict: &Dict<'_>,
) -> Result<Option<Stream>, FlattenProblem> {
    let characteristics = AppearanceCharacteristics::of(dict);
    let caption = dict.dict(b"MK").and_then(|mk| mk.text(b"CA"));
    let frame = AppearanceBox::of(&widget.rect, widget.rotation);
    let mut builder = ContentBuilder::default();
    let mut fonts = Vec::new();
    match field.kind() {
        FieldKind::PushButton => {
            let caption = caption.filter(|caption| !caption.trim().is_empty());
            if caption.is_none() && !characteristics.is_visible() {
                return Ok(None);
            }
            characteristics.draw(&mut builder, &frame);
            if let Some(caption) = caption {
                let fails = || FlattenProblem::NoAppearance { field: field.name().into() };
                let setting = (&frame, &characteristics);
                fonts = draw_caption(writer, &mut builder, widget, setting, &caption).ok_or_else(fails)?;
            }
        }
        _ if !characteristics.is_visible() => return Ok(None),
        FieldKind::Checkbox | FieldKind::Radio => {
            let mark = ButtonMark::of(caption.as_deref(), field.kind() == FieldKind::Radio);
            button::draw_box(&mut builder, &frame, &characteristics, mark);
        }
        _ => characteristics.draw(&mut builder, &frame),
    }
    Ok(Some(builder.into_form_xobject(&frame, fonts)))
}

/// Draws a caption in one line in the middle; the font that it needs, or `None` where it does not fit or a character
/// is missing.
fn draw_caption(
    writer: &mut FlattenWriter<'_>,
    builder: &mut ContentBuilder,
    widget: &Widget,
    (frame, characteristics): (&AppearanceBox, &AppearanceCharacteristics),
    caption: &str,
) -> Option<Vec<(String, Object)>> {
    const NAME: &str = "E0";
    let base_font = widget.requested_font();
    let face = Face::of(Family::of_base_font(&base_font), Weight::of_base_font(&base_font));
    let metrics = FaceMetrics::of(face);
    let maximum = match widget.size() {
        FontSize::Auto => LARGEST_AUTO_FONT_SIZE,
        FontSize::Fixed(size) => size,
    };
    let setting = LayoutSettings {
        bbox: *frame,
        characteristics,
        metrics: &metrics,
        size: SizeConstraint::Between { maximum, minimum: SMALLEST_FONT_SIZE },
        quadding: Quadding::Centre,
        edge_limit: EdgeLimit::Inside,
    };
    let layout = text::layout_line(&setting, caption).ok()?;
    if !metrics.missing(caption).is_empty() {
        return None;
    }
    let subset = Subset::of(face, caption.chars()).ok()?;
    let color = widget.default_appearance.color.unwrap_or(Color::BLACK);
    text::draw_text(builder, &setting, &layout, &color, |text| {
        let codes = text.chars().filter_map(|letter| subset.cid(letter)).flat_map(u16::to_be_bytes).collect();
        vec![GlyphRun { font: NAME.to_owned(), codes }]
    });
    let font = (writer.next_number, 0);
    for object in subset.pdf_objects(writer.next_number) {
        let number = object.number();
        writer.new_objects.insert((number, 0), read_object::font_object(&object));
        writer.next_number = writer.next_number.max(number.saturating_add(1));
    }
    Some(vec![(NAME.to_owned(), Object::Reference(font))])
}
