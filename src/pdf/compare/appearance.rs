//! Whether the appearance of a field shows the value that the field has.

use lopdf::Object;

use super::super::document::Pdf;
use super::super::field::{Field, FieldKind, FieldValue, Widget};
use super::super::objects::{Dict, LocatedDict, catalog};
use super::super::text_string;
use super::appearance_reader::AppearanceReader;
use super::change::{ChangeList, ChangeLocation};
use super::glyph_claims::GlyphClaims;
use super::object_graphs::{ObjectGraphs, same_value};
use super::shown_text::{field_text, same_text};
use super::widget_appearance::WidgetComparison;
use crate::diag::catalogue::pdf_change as words;

/// Compares the values and appearances of every field of the filled form.
pub(super) fn compare<'a>(
    graphs: &mut ObjectGraphs<'a>,
    official: &'a Pdf,
    filled: &'a Pdf,
    changes: &mut ChangeList,
) {
    let (mut blanks, mut fills) = (AppearanceReader::of(official), AppearanceReader::of(filled));
    let mut claims = GlyphClaims::default();
    let redrawn = catalog(graphs.filled)
        .and_then(|catalog| catalog.child(b"AcroForm"))
        .is_some_and(|form| form.dict.flag(b"NeedAppearances"));
    for field in filled.fields() {
        // A field that the form does not have is reported by the field tree.
        let Some(blank) = official.fields().iter().find(|blank| blank.name == field.name) else { continue };
        let at = ChangeLocation::field(field.name());
        compare_values(graphs, (blank, field), &at, changes);
        for (index, widget) in field.widgets().iter().enumerate() {
            let Some(blank_widget) = blank.widgets().get(index) else { continue };
            check_widget_value(graphs, (blank, field), (blank_widget, widget), &at, changes);
            let comparison = WidgetComparison {
                graphs,
                blanks: &mut blanks,
                fills: &mut fills,
                claims: &mut claims,
                official_field: blank,
                field,
                official_widget: blank_widget,
                widget,
                need_appearances: redrawn,
                location: at.clone(),
            };
            if comparison.compare(changes).is_err() {
                graphs.exhausted = true;
                return;
            }
        }
    }
}

/// Values that other entries of the field contradict, and signatures.
fn compare_values(
    graphs: &ObjectGraphs<'_>,
    (blank, field): (&Field, &Field),
    at: &ChangeLocation,
    changes: &mut ChangeList,
) {
    if field.kind() == FieldKind::Signature && blank.is_signed() != field.is_signed() {
        changes.report(&words::SIGNATURE, at, b"V");
    }
    for (index, path) in field.paths.iter().enumerate() {
        let Some(node) = LocatedDict::at_path(graphs.filled, path) else { continue };
        let before = blank.paths.get(index).and_then(|path| LocatedDict::at_path(graphs.official, path));
        // A contradiction of the official form is in every copy.
        let same = |key: &[u8]| {
            let old = before.as_ref().and_then(|before| before.dict.get(key));
            same_value(old, node.dict.get(key))
        };
        let unchanged = same(b"V");
        if !(unchanged && same(b"RV")) {
            check_rich_text(field, &node.dict, at, changes);
        }
        if !(unchanged && same(b"I")) {
            check_selected_indices(field, &node.dict, at, changes);
        }
    }
}

/// RV, which some programs show in place of V.
fn check_rich_text(field: &Field, node: &Dict<'_>, at: &ChangeLocation, changes: &mut ChangeList) {
    let text = match node.get(b"RV") {
        Some(Object::String(text, _)) if field.is_rich_text() => text_string::decode(text),
        _ => return,
    };
    if !same_text(&strip_tags(&text), &field_text(field)) {
        changes.report(&words::SECOND_APPEARANCE, at, b"RV");
    }
}

/// I, the indices of the chosen options: some programs show those, others the ones that V names.
fn check_selected_indices(field: &Field, node: &Dict<'_>, at: &ChangeLocation, changes: &mut ChangeList) {
    let (Some(chosen), Some(FieldValue::Choices(values))) = (node.numbers(b"I"), field.value()) else {
        return;
    };
    let known = |export: &String| field.options().iter().any(|option| option.export == *export);
    let counted: Vec<&str> = chosen.iter().filter_map(|n| option(field, *n)).collect();
    let agree = counted.len() == chosen.len()
        && values.iter().filter(|value| known(value)).count() == counted.len()
        && counted.iter().all(|export| values.iter().any(|value| value == export));
    if !agree {
        changes.report(&words::SECOND_APPEARANCE, at, b"I");
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an index, checked by the look-up"
)]
fn option(field: &Field, index: f64) -> Option<&str> {
    field.options().get(index as usize).map(|option| option.export.as_str())
}

/// A widget with a V of its own, which some programs would show as the field's.
fn check_widget_value(
    graphs: &ObjectGraphs<'_>,
    (blank, field): (&Field, &Field),
    (blank_widget, widget): (&Widget, &Widget),
    at: &ChangeLocation,
    changes: &mut ChangeList,
) {
    if field.paths.contains(&widget.path) {
        return;
    }
    let own = |doc: &lopdf::Document, widget: &Widget| {
        LocatedDict::at_path(doc, &widget.path).and_then(|place| match place.dict.get(b"V")? {
            Object::String(text, _) => Some(text_string::decode(text)),
            Object::Name(state) => Some(text_string::name(state)),
            _ => Some(String::new()),
        })
    };
    let held = match field.value() {
        Some(FieldValue::On(state)) => state.clone(),
        Some(FieldValue::Off) => "Off".to_owned(),
        _ => field_text(field),
    };
    let now = own(graphs.filled, widget);
    let as_it_was = blank.value() == field.value() && own(graphs.official, blank_widget) == now;
    if now.is_some_and(|now| now != held) && !as_it_was {
        changes.report(&words::SECOND_APPEARANCE, at, b"V");
    }
}

/// The text of an XHTML value (12.7.4.4).
fn strip_tags(rich: &str) -> String {
    let mut text = String::new();
    let mut rest = rich;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let named =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#13;", " "), ("&#xD;", " ")];
    let text = named.iter().fold(text, |text, (name, letter)| text.replace(name, letter));
    text.replace("&amp;", "&")
}
