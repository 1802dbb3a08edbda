//! Whether the appearance of a field shows the value that the field has.

use std::collections::BTreeSet;

use lopdf::{Object, ObjectId, Stream};
use unicode_normalization::UnicodeNormalization as _;

use super::super::default_appearance::DefaultAppearance;
use super::super::document::Pdf;
use super::super::field::{Field, FieldKind, FieldValue, Widget};
use super::super::geometry::Rect;
use super::super::objects::{Dict, LocatedDict, catalog, dict_of};
use super::super::proof::font_table::FontTable;
use super::super::text_string;
use super::appearance_summary::{self, AppearanceSummary};
use super::change::{Change, ChangeList, ChangeLocation};
use super::object_graphs::{ObjectGraphs, same_value};
use super::stream_expander::ExpansionExhausted;
use crate::diag::catalogue::pdf_change as words;

/// Lines that borders, backgrounds and comb cells may add to those of the official appearance.
const BORDER_LINES: usize = 32;
/// Curves of the circles around a radio button or a dot in it.
const CIRCLE_CURVES: usize = 24;
/// The most segments of a tick, a cross or a star.
const CHECK_MARK_SEGMENTS: usize = 96;

/// Compares the values and appearances of every field of the filled form.
pub(super) fn compare(graphs: &mut ObjectGraphs<'_>, official: &Pdf, filled: &Pdf, changes: &mut ChangeList) {
    let mut fonts = BTreeSet::new();
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
                official_field: blank,
                field,
                official_widget: blank_widget,
                widget,
                need_appearances: redrawn,
                location: at.clone(),
                fonts: &mut fonts,
            };
            if comparison.compare(changes).is_err() {
                graphs.exhausted = true;
                return;
            }
        }
    }
    check_new_fonts(graphs, &fonts, changes);
}

/// Fonts that came with the fill, unless every glyph in them equals that of a built-in face.
fn check_new_fonts(graphs: &ObjectGraphs<'_>, fonts: &BTreeSet<ObjectId>, changes: &mut ChangeList) {
    let is_ours = |id: ObjectId| {
        LocatedDict::indirect(graphs.filled, id).is_some_and(|font| FontTable::read(&font.dict).is_ok())
    };
    let unknown_fonts = fonts.iter().filter(|id| !graphs.was_compared(**id) && !is_ours(**id)).count();
    if unknown_fonts > 0 {
        changes.push(
            Change::new(&words::FOREIGN_FONT, &ChangeLocation::default()).with_counts(0, unknown_fonts),
        );
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

/// A widget and its counterpart.
struct WidgetComparison<'g, 'a, 'f> {
    graphs: &'g mut ObjectGraphs<'a>,
    official_field: &'f Field,
    field: &'f Field,
    official_widget: &'f Widget,
    widget: &'f Widget,
    /// NeedAppearances is set: viewers draw the fields anew.
    need_appearances: bool,
    location: ChangeLocation,
    /// The embedded fonts that the appearances use.
    fonts: &'g mut BTreeSet<ObjectId>,
}

impl<'a> WidgetComparison<'_, 'a, '_> {
    fn compare(mut self, changes: &mut ChangeList) -> Result<(), ExpansionExhausted> {
        let (Some(official), Some(filled)) = (
            LocatedDict::at_path(self.graphs.official, &self.official_widget.path),
            LocatedDict::at_path(self.graphs.filled, &self.widget.path),
        ) else {
            return Ok(());
        };
        let (official, filled) = (official.dict, filled.dict);
        let pair = (official.raw.get(b"AP").ok(), filled.raw.get(b"AP").ok());
        let same_drawing = self.graphs.is_same(pair);
        match self.field.kind() {
            FieldKind::Checkbox | FieldKind::Radio => {
                let as_it_was = self.official_field.value() == self.field.value()
                    && official.name(b"AS").unwrap_or(b"Off") == filled.name(b"AS").unwrap_or(b"Off");
                if !as_it_was {
                    self.check_state(&filled, changes);
                }
                if !same_drawing {
                    self.compare_button(&official, &filled, changes)?;
                }
            }
            FieldKind::Text | FieldKind::Combo | FieldKind::List => {
                self.check_default_appearance(&official, &filled, changes);
                if !same_drawing || self.official_field.value() != self.field.value() {
                    self.compare_text(&official, &filled, changes)?;
                }
            }
            // The caption of a push button, or a signature: a fill draws neither.
            _ if !same_drawing => changes.report(&words::APPEARANCE_DRAWN, &self.location, b"AP"),
            _ => {}
        }
        Ok(())
    }

    /// AS of a button is the state that V names.
    fn check_state(&self, widget: &Dict<'_>, changes: &mut ChangeList) {
        let summary = widget.name(b"AS").filter(|state| *state != b"Off");
        let held = match self.field.value() {
            Some(FieldValue::On(state)) => Some(state.as_str()),
            _ => None,
        };
        let own = |state: &str| self.widget.states.iter().any(|known| text_string::name(known) == state);
        let agree = match (held, summary.map(text_string::name)) {
            (None, None) => true,
            (Some(held), Some(summary)) => held == summary,
            // Another button of the group is on.
            (Some(held), None) => !own(held) && self.group_has(held),
            (None, Some(_)) => false,
        };
        if !agree {
            changes.report(&words::STATE_SHOWN, &self.location, b"AS");
        }
    }

    fn group_has(&self, state: &str) -> bool {
        self.field
            .widgets()
            .iter()
            .flat_map(|widget| &widget.states)
            .any(|known| text_string::name(known) == state)
    }

    /// The appearance of a button that is not the official one: off must have no mark, on must have one.
    fn compare_button(
        &mut self,
        official: &Dict<'a>,
        filled: &Dict<'a>,
        changes: &mut ChangeList,
    ) -> Result<(), ExpansionExhausted> {
        for kind in [b"N".as_slice(), b"D", b"R"] {
            let states = |widget: &Dict<'a>| widget.dict(b"AP").and_then(|ap| ap.dict(kind));
            let (before, after) = (states(official), states(filled));
            let Some(after) = after else {
                if kind == b"N" && before.is_some() {
                    changes.report(&words::NO_APPEARANCE, &self.location, b"AP");
                }
                continue;
            };
            let off = self.summarize(after.get(b"Off"))?;
            let old_off = self.summarize_official(before.and_then(|before| before.get(b"Off")))?;
            let empty = off.text.trim().is_empty()
                && off.invisible_text.trim().is_empty()
                && !off.has_images
                && !off.unreadable
                && off.lines <= old_off.lines + BORDER_LINES
                && off.curves <= old_off.curves + CIRCLE_CURVES;
            if !empty {
                changes.report(&words::STATE_SHOWN, &self.location, b"Off");
            }
            for (name, object) in after.raw {
                if name == b"Off" {
                    continue;
                }
                let on = self.summarize(Some(object))?;
                if on.has_optional_content || off.has_optional_content {
                    changes.report(&words::LAYER, &self.location, name);
                }
                let letters = on.text.split_whitespace().flat_map(str::chars).count();
                if letters > 1
                    || on.has_images
                    || on.lines + on.curves > CHECK_MARK_SEGMENTS + old_off.lines + old_off.curves
                {
                    changes.report(&words::APPEARANCE_DRAWN, &self.location, name);
                } else if kind == b"N" && !on.unreadable && on.drawn_amount() <= off.drawn_amount() {
                    changes.report(&words::STATE_SHOWN, &self.location, name);
                }
            }
        }
        Ok(())
    }

    /// A changed DA, with which viewers would draw invisible text.
    fn check_default_appearance(&self, official: &Dict<'_>, filled: &Dict<'_>, changes: &mut ChangeList) {
        if asks_for_invisible_text(filled) && !asks_for_invisible_text(official) {
            changes.report(&words::HIDDEN, &self.location, b"DA");
        }
    }

    /// The appearance of a text or choice field.
    fn compare_text(
        &mut self,
        official: &Dict<'a>,
        filled: &Dict<'a>,
        changes: &mut ChangeList,
    ) -> Result<(), ExpansionExhausted> {
        let appearance = |widget: &Dict<'a>| widget.dict(b"AP");
        let before = self.summarize_official(appearance(official).and_then(|ap| ap.get(b"N")))?;
        let after = appearance(filled);
        let held = field_text(self.field);
        let drawn = after.and_then(|ap| ap.get(b"N"));
        if drawn.is_none() {
            if !held.trim().is_empty() {
                changes.report(&words::NO_APPEARANCE, &self.location, b"AP");
            }
            return Ok(());
        }
        for kind in [b"N".as_slice(), b"D", b"R"] {
            let Some(object) = after.and_then(|ap| ap.get(kind)) else { continue };
            let mut summary = self.summarize(Some(object))?;
            // Light text on a dark background, or the text of a barcode in size 0: the form itself asks for it.
            if asks_for_invisible_text(official) {
                summary.text.push_str(&std::mem::take(&mut summary.invisible_text));
            }
            self.compare_drawing(&before, &summary, changes);
            if summary.has_optional_content {
                changes.report(&words::LAYER, &self.location, kind);
            }
            let text = summary.text.trim();
            if summary.unreadable {
                changes.report(&words::SECOND_APPEARANCE, &self.location, kind);
            } else if self.field.kind() == FieldKind::List
                && !text.is_empty()
                && self.matches_value(text, &held)
            {
                // The field scrolls: text outside its rectangle is expected.
            } else if !summary.invisible_text.trim().is_empty()
                && self.matches_value(&format!("{text}{}", summary.invisible_text), &held)
            {
                changes.report(&words::HIDDEN, &self.location, kind);
            } else if text.is_empty() && !held.trim().is_empty() {
                match (summary.invisible_text.trim().is_empty(), self.need_appearances) {
                    (false, _) => changes.report(&words::HIDDEN, &self.location, kind),
                    (true, true) => changes.report(&words::NO_APPEARANCE, &self.location, kind),
                    (true, false) => changes.report(&words::VALUE_UNSEEN, &self.location, kind),
                }
            } else if !self.matches_value(text, &held) {
                let formatted = self.is_formatted() && same_text(&digits(text), &digits(&held));
                let entry = if formatted { &words::NOT_COMPARED } else { &words::SECOND_APPEARANCE };
                changes.report(entry, &self.location, kind);
            }
        }
        Ok(())
    }

    /// Whether a text is the value: as it is, as the display text of an option, or as the bullets of a password
    /// field.
    fn matches_value(&self, text: &str, held: &str) -> bool {
        if same_text(text, held) {
            return true;
        }
        let wanted = normalized(text);
        match self.field.kind() {
            FieldKind::Combo => {
                let shows = |option: &&super::super::field::ChoiceOption| option.export == held;
                self.field.options().iter().filter(shows).any(|option| same_text(text, &option.display))
            }
            // A list box shows some of its options, one below the other.
            FieldKind::List => {
                let options: Vec<String> =
                    self.field.options().iter().map(|o| normalized(&o.display)).collect();
                (0..options.len())
                    .any(|first| starts_with_options(&wanted, options.get(first..).unwrap_or_default()))
            }
            FieldKind::Text if self.field.is_password() => text.chars().all(|c| matches!(c, '*' | '•' | ' ')),
            _ => false,
        }
    }

    fn is_formatted(&self) -> bool {
        self.official_field.actions().any(|action| action.trigger == "F")
    }

    /// Lines, curves and images that are no border.
    fn compare_drawing(
        &self,
        before: &AppearanceSummary,
        after: &AppearanceSummary,
        changes: &mut ChangeList,
    ) {
        let cells = self.field.max_len().filter(|_| self.field.is_comb());
        let cells = cells.and_then(|n| usize::try_from(n).ok()).unwrap_or_default().min(1000);
        let options = if self.field.kind() == FieldKind::List { self.field.options().len() * 4 } else { 0 };
        let lines = before.lines + BORDER_LINES + cells * 4 + options;
        if after.has_images && !before.has_images {
            changes.report(&words::APPEARANCE_DRAWN, &self.location, b"XObject");
        } else if after.lines > lines || after.curves > before.curves {
            changes.report(&words::APPEARANCE_DRAWN, &self.location, b"AP");
        }
    }

    fn summarize(&mut self, object: Option<&'a Object>) -> Result<AppearanceSummary, ExpansionExhausted> {
        let widget = self.widget;
        let summary =
            read_appearance(self.graphs.filled, object, (widget.state.as_deref(), widget.rect), self.graphs)?;
        self.fonts.extend(&summary.fonts);
        Ok(summary)
    }

    fn summarize_official(
        &mut self,
        object: Option<&'a Object>,
    ) -> Result<AppearanceSummary, ExpansionExhausted> {
        let widget = self.official_widget;
        read_appearance(self.graphs.official, object, (widget.state.as_deref(), widget.rect), self.graphs)
    }
}

fn read_appearance(
    doc: &lopdf::Document,
    object: Option<&Object>,
    (state, rect): (Option<&[u8]>, Rect),
    graphs: &mut ObjectGraphs<'_>,
) -> Result<AppearanceSummary, ExpansionExhausted> {
    let object = object.and_then(|object| super::super::objects::resolve(doc, object));
    let stream: Option<&Stream> = match object {
        Some(Object::Stream(stream)) => Some(stream),
        // Appearances of several states (12.5.5).
        Some(other) => dict_of(other)
            .and_then(|states| states.get(state?).ok())
            .and_then(|object| super::super::objects::resolve(doc, object)?.as_stream().ok()),
        None => None,
    };
    match stream {
        Some(stream) => appearance_summary::read(doc, stream, rect, &mut graphs.streams),
        None => Ok(AppearanceSummary::default()),
    }
}

/// Whether DA asks for text that is nearly white, or too small to be read.
fn asks_for_invisible_text(widget: &Dict<'_>) -> bool {
    let comparison = DefaultAppearance::parse(widget.string(b"DA").unwrap_or_default());
    let light = comparison.color.is_some_and(|color| color.lightness() > 0.92);
    light || comparison.size.is_some_and(|size| size > 0.0 && size < 2.0)
}

/// Whether a text is made of the first options, one after the other.
fn starts_with_options(text: &str, options: &[String]) -> bool {
    let mut rest = text;
    for option in options {
        if rest.is_empty() {
            return true;
        }
        match rest.strip_prefix(option.as_str()) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

fn field_text(field: &Field) -> String {
    match field.value() {
        Some(FieldValue::Text(text)) => text.clone(),
        Some(FieldValue::Choices(all)) => all.concat(),
        _ => String::new(),
    }
}

fn same_text(a: &str, b: &str) -> bool {
    normalized(a) == normalized(b)
}

/// A text without what layout changes: line ends, and the kind of its spaces and hyphens.
fn normalized(text: &str) -> String {
    text.nfc()
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}' && *c != '\u{200b}')
        .map(|c| if matches!(c, '\u{2010}' | '\u{2011}' | '\u{2212}') { '-' } else { c })
        .collect()
}

fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').trim_end_matches('0').to_owned()
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
