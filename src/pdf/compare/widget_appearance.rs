//! One widget of the filled form against the blank one: its state, and what its appearance shows.

use lopdf::Object;

use super::appearance_reader::{AppearanceReader, BudgetUsedUp, DrawnAppearance};
use super::change::{Change, ChangeList, ChangeLocation};
use super::decoration::Decoration;
use super::glyph_claims::{GlyphClaim, GlyphClaims};
use super::object_graphs::ObjectGraphs;
use super::shown_text::{digits, field_text, normalized, same_text, starts_with_options};
use crate::diag::Bilingual;
use crate::diag::catalogue::pdf_change as words;
use crate::pdf::content::Rgb;
use crate::pdf::default_appearance::{Color, DefaultAppearance};
use crate::pdf::field::{ChoiceOption, Field, FieldKind, FieldValue, Widget};
use crate::pdf::marks::{AppearanceMarks, FieldView, GlyphFault, InkPoint, MarkShape, TextOrder, is_legible};
use crate::pdf::objects::{Dict, LocatedDict};
use crate::pdf::text_string;

/// The most letters, and the most marks, of a tick, a cross or a star.
const MOST_TICK_LETTERS: usize = 1;
const MOST_TICK_MARKS: usize = 16;
/// A tick is at least as large as this share of the box.
const SMALLEST_TICK: f64 = 0.2;

/// A widget and its counterpart.
pub(super) struct WidgetComparison<'g, 'a, 'f> {
    pub(super) graphs: &'g mut ObjectGraphs<'a>,
    pub(super) blanks: &'g mut AppearanceReader<'a>,
    pub(super) fills: &'g mut AppearanceReader<'a>,
    pub(super) claims: &'g mut GlyphClaims,
    pub(super) official_field: &'f Field,
    pub(super) field: &'f Field,
    pub(super) official_widget: &'f Widget,
    pub(super) widget: &'f Widget,
    /// NeedAppearances is set: viewers draw the fields anew.
    pub(super) need_appearances: bool,
    pub(super) location: ChangeLocation,
}

/// The text of an appearance.
#[derive(Default)]
struct ShownText {
    /// Of glyphs that are seen.
    seen: String,
    /// Of all glyphs.
    all: String,
    /// Why the first glyph that is not seen is not.
    fault: Option<GlyphFault>,
    /// Whether a glyph has no text.
    unreadable: bool,
    /// The worst claim, and the name of its font.
    claim: Option<(GlyphClaim, String)>,
}

impl<'a> WidgetComparison<'_, 'a, '_> {
    pub(super) fn compare(mut self, changes: &mut ChangeList) -> Result<(), BudgetUsedUp> {
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
        let state = widget.name(b"AS").filter(|state| *state != b"Off");
        let held = match self.field.value() {
            Some(FieldValue::On(state)) => Some(state.as_str()),
            _ => None,
        };
        let own = |state: &str| self.widget.states.iter().any(|known| text_string::name(known) == state);
        let agree = match (held, state.map(text_string::name)) {
            (None, None) => true,
            (Some(held), Some(state)) => held == state,
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
    ) -> Result<(), BudgetUsedUp> {
        for kind in [b"N".as_slice(), b"D", b"R"] {
            let states = |widget: &Dict<'a>| widget.dict(b"AP").and_then(|ap| ap.dict(kind));
            let (before, after) = (states(official), states(filled));
            let Some(after) = after else {
                if kind == b"N" && before.is_some() {
                    changes.report(&words::NO_APPEARANCE, &self.location, b"AP");
                }
                continue;
            };
            let old_off = self.read_official(before.and_then(|before| before.get(b"Off")), official)?;
            let off = self.fills.read(after.get(b"Off"), self.widget, filled)?;
            self.check_operators(&off, changes);
            if !self.is_empty_box(&off, &old_off, official) {
                changes.report(&words::STATE_SHOWN, &self.location, b"Off");
            }
            for (name, _) in after.raw.iter().filter(|(name, _)| *name != b"Off") {
                let on = self.fills.read(after.get(name), self.widget, filled)?;
                self.check_operators(&on, changes);
                self.check_tick(&on, &old_off, (official, kind, name), changes);
            }
        }
        Ok(())
    }

    /// What a state does that the interpreter does not know.
    fn check_operators(&self, drawn: &DrawnAppearance, changes: &mut ChangeList) {
        if let DrawnAppearance::Marks(marks) = drawn {
            self.report_passed_over(marks, changes);
        }
    }

    fn report_passed_over(&self, marks: &AppearanceMarks, changes: &mut ChangeList) {
        for word in &marks.passed_over {
            changes.report(&words::LOOK_UNPROVED, &self.location, word.as_bytes());
        }
    }

    /// Whether a box has nothing but what the blank form's has, its border and its background.
    fn is_empty_box(&self, off: &DrawnAppearance, blank: &AppearanceMarks, dict: &Dict<'_>) -> bool {
        let DrawnAppearance::Marks(off) = off else { return false };
        let decoration = Decoration::of(self.field, self.official_widget, dict, blank);
        let letters =
            |marks: &AppearanceMarks| marks.glyphs().filter(|(_, _, glyph)| !glyph.is_blank()).count();
        decoration.is_all_of(off) && letters(off) <= letters(blank)
    }

    /// A state that is on has one mark, which stands out.
    fn check_tick(
        &self,
        on: &DrawnAppearance,
        blank_off: &AppearanceMarks,
        (official, kind, name): (&Dict<'_>, &[u8], &[u8]),
        changes: &mut ChangeList,
    ) {
        let DrawnAppearance::Marks(on) = on else {
            return changes.report(&words::STATE_SHOWN, &self.location, name);
        };
        if on.has_optional_content {
            changes.report(&words::LAYER, &self.location, name);
        }
        let letters = on.glyphs().filter(|(_, _, glyph)| !glyph.is_blank()).count();
        let pictures = on.marks.iter().any(|mark| matches!(mark.shape, MarkShape::Picture));
        let type3 = on.glyphs().any(|(_, _, glyph)| glyph.type3);
        if letters > MOST_TICK_LETTERS
            || pictures
            || type3
            || on.marks.len() > MOST_TICK_MARKS + blank_off.marks.len()
        {
            return changes.report(&words::APPEARANCE_DRAWN, &self.location, name);
        }
        let decoration = Decoration::of(self.field, self.official_widget, official, blank_off);
        let rect = self.widget.rect;
        let mut tick: Option<crate::pdf::Rect> = None;
        for at in 0..on.marks.len() {
            let is_mark = on.surfaces().binary_search(&at).is_err() || !decoration.allows(on, at);
            let ink = if is_mark { on.ink(at, &rect) } else { Vec::new() };
            for (point, _) in ink.into_iter().filter(|(_, ink)| *ink == InkPoint::StandsOut) {
                let dot = crate::pdf::Rect::between(point, point);
                tick = Some(tick.map_or(dot, |tick| tick.union(&dot)));
            }
        }
        let least = SMALLEST_TICK * rect.width().min(rect.height());
        let seen = tick.is_some_and(|tick| tick.width().max(tick.height()) >= least);
        if kind == b"N" && !seen {
            changes.report(&words::STATE_SHOWN, &self.location, name);
        }
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
    ) -> Result<(), BudgetUsedUp> {
        let appearance = |widget: &Dict<'a>| widget.dict(b"AP");
        let blank = self.read_official(appearance(official).and_then(|ap| ap.get(b"N")), official)?;
        let after = appearance(filled);
        let held = field_text(self.field);
        if after.and_then(|ap| ap.get(b"N")).is_none() {
            if !held.trim().is_empty() {
                changes.report(&words::NO_APPEARANCE, &self.location, b"AP");
            }
            return Ok(());
        }
        for kind in [b"N".as_slice(), b"D", b"R"] {
            let Some(object) = after.and_then(|ap| ap.get(kind)) else { continue };
            match self.fills.read(Some(object), self.widget, filled)? {
                DrawnAppearance::Marks(marks) => {
                    self.report_passed_over(&marks, changes);
                    self.check_drawing(&marks, &blank, official, changes);
                    self.check_text(&marks, official, (kind, &held), changes);
                }
                DrawnAppearance::Unreadable => {
                    changes.report(&words::SECOND_APPEARANCE, &self.location, kind);
                }
            }
        }
        Ok(())
    }

    /// Marks that are neither text nor decoration.
    fn check_drawing(
        &self,
        marks: &AppearanceMarks,
        blank: &AppearanceMarks,
        official: &Dict<'_>,
        changes: &mut ChangeList,
    ) {
        if marks.has_optional_content {
            changes.report(&words::LAYER, &self.location, b"OC");
        }
        let decoration = Decoration::of(self.field, self.official_widget, official, blank);
        if marks.glyphs().any(|(_, _, glyph)| glyph.type3) {
            changes.report(&words::APPEARANCE_DRAWN, &self.location, b"Type3");
        } else if !decoration.is_all_of(marks) {
            changes.report(&words::APPEARANCE_DRAWN, &self.location, b"AP");
        }
    }

    fn check_text(
        &mut self,
        marks: &AppearanceMarks,
        official: &Dict<'_>,
        (kind, held): (&[u8], &str),
        changes: &mut ChangeList,
    ) {
        let shown = self.shown_text(marks, official);
        let seen = shown.seen.trim();
        let hidden = shown.fault.filter(|_| self.matches_value(&shown.all, held) && !held.trim().is_empty());
        if shown.unreadable {
            changes.report(&words::SECOND_APPEARANCE, &self.location, kind);
        } else if self.field.kind() == FieldKind::List && !seen.is_empty() && self.matches_value(seen, held) {
            // The field scrolls: text outside its rectangle is expected.
        } else if let Some(fault) = hidden {
            self.report_hidden(fault, kind, changes);
        } else if seen.is_empty() && !held.trim().is_empty() {
            match (shown.fault, self.need_appearances) {
                (Some(fault), _) => self.report_hidden(fault, kind, changes),
                (None, true) => changes.report(&words::NO_APPEARANCE, &self.location, kind),
                (None, false) => changes.report(&words::VALUE_UNSEEN, &self.location, kind),
            }
        } else if !self.matches_value(seen, held) {
            let formatted = self.is_formatted() && same_text(&digits(seen), &digits(held));
            let entry = if formatted { &words::NOT_COMPARED } else { &words::SECOND_APPEARANCE };
            changes.report(entry, &self.location, kind);
        } else {
            self.check_order(marks, changes);
        }
        match shown.claim {
            Some((GlyphClaim::Lies, font)) => {
                changes.report(&words::GLYPH_SHAPE, &self.location, font.as_bytes());
            }
            Some((GlyphClaim::Unproved, font)) => {
                changes.report(&words::LOOK_UNPROVED, &self.location, font.as_bytes());
            }
            _ => {}
        }
    }

    fn report_hidden(&self, fault: GlyphFault, kind: &[u8], changes: &mut ChangeList) {
        let change = Change::new(&words::HIDDEN, &self.location).with_part(kind);
        changes.push(change.with_reason(hidden_reason(fault)));
    }

    /// The glyphs stand apart, upright, and are read in the order in which they are painted.
    fn check_order(&self, marks: &AppearanceMarks, changes: &mut ChangeList) {
        let order = TextOrder::of(marks);
        let turned = self.official_widget.rotation.degrees();
        let upright = |angle: &i32| {
            let off = |from: i32| (angle - from + 180).rem_euclid(360) - 180;
            // Some programs do not turn the text of a field that is turned.
            off(turned).abs() <= 2 || off(0).abs() <= 2 && turned % 180 == 90
        };
        let one_line = !self.field.is_multiline() && self.field.kind() != FieldKind::List;
        let vertical = marks.glyphs().any(|(_, _, glyph)| glyph.vertical);
        let fault: Option<&[u8]> = if !order.angles.iter().all(upright) || vertical {
            Some(b"Tm")
        } else if order.heaped || one_line && order.lines > 1 {
            Some(b"Td")
        } else if order.uneven {
            Some(b"Tf")
        } else if normalized(&order.painted) != normalized(&order.read)
            || order.misspaced && !self.field.is_comb()
        {
            Some(b"TJ")
        } else {
            None
        };
        if let Some(part) = fault {
            changes.report(&words::SECOND_APPEARANCE, &self.location, part);
        }
    }

    fn shown_text(&mut self, marks: &AppearanceMarks, official: &Dict<'_>) -> ShownText {
        // Light text on a dark background, or the text of a barcode in size 0: the form itself asks for it.
        let lenient = asks_for_invisible_text(official);
        let own = DefaultAppearance::parse(official.string(b"DA").unwrap_or_default()).color;
        let own = own.map(|color| Rgb(color.rgb()));
        let legible = |color: Rgb, ground: Rgb| {
            let is_own = own.is_some_and(|own| own.0.iter().zip(color.0).all(|(a, b)| (a - b).abs() < 0.02));
            is_legible(color, ground) || is_own && (color.lightness() - ground.lightness()).abs() > 0.08
        };
        let view = FieldView::on_white(self.widget.rect, &legible);
        let mut shown = ShownText::default();
        for (at, _, glyph) in marks.glyphs() {
            let fault = marks.glyph_fault(at, &view);
            let forgiven = lenient && matches!(fault, Some(GlyphFault::NoContrast | GlyphFault::Tiny));
            let Some(text) = glyph.text.as_deref() else {
                shown.unreadable = true;
                continue;
            };
            shown.all.push_str(text);
            if fault.is_none() || forgiven {
                shown.seen.push_str(text);
                self.judge_claim(glyph, text, &mut shown);
            } else {
                shown.fault = shown.fault.or(fault);
            }
        }
        shown
    }

    fn judge_claim(&mut self, glyph: &crate::pdf::marks::GlyphMark, text: &str, shown: &mut ShownText) {
        let font = self.fills.font(glyph.font);
        let claim = self.claims.judge(glyph, text, font);
        if claim > shown.claim.as_ref().map_or(GlyphClaim::Holds, |(worst, _)| *worst) {
            shown.claim = Some((claim, font.map_or_else(String::new, |font| font.name().to_owned())));
        }
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
                let shows = |option: &&ChoiceOption| option.export == held;
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

    /// The marks of an entry of the official form; one that cannot be read has none that a fill may repeat.
    fn read_official(
        &mut self,
        entry: Option<&'a Object>,
        widget: &Dict<'a>,
    ) -> Result<AppearanceMarks, BudgetUsedUp> {
        Ok(match self.blanks.read(entry, self.official_widget, widget)? {
            DrawnAppearance::Marks(marks) => marks,
            DrawnAppearance::Unreadable => AppearanceMarks::none(),
        })
    }
}

/// Whether DA asks for text that is nearly white, or too small to be read.
fn asks_for_invisible_text(widget: &Dict<'_>) -> bool {
    let default = DefaultAppearance::parse(widget.string(b"DA").unwrap_or_default());
    let light = default.color.as_ref().map(Color::lightness).is_some_and(|light| light > 0.92);
    light || default.size.is_some_and(|size| size > 0.0 && size < 2.0)
}

/// Why a text is not seen, for a person.
fn hidden_reason(fault: GlyphFault) -> Bilingual {
    let (lv, en) = match fault {
        GlyphFault::NotPainted => ("teksts netiek iekrāsots", "its text is not painted"),
        GlyphFault::Clipped => {
            ("teksts ir ārpus lauka vai apgriezts", "its text is outside the field, or clipped")
        }
        GlyphFault::Covered => ("teksts ir aizkrāsots", "its text is painted over"),
        GlyphFault::NoContrast => (
            "teksts ir fona krāsā vai caurspīdīgs",
            "its text has the colour of the ground, or is transparent",
        ),
        GlyphFault::UnknownPaint => (
            "teksta krāsa nav nosakāma: raksts, maska vai sajaukšanas režīms",
            "the colour of its text is not known: a pattern, a mask or a blend mode",
        ),
        GlyphFault::Tiny => ("teksts ir pārāk sīks", "its text is too small"),
        GlyphFault::Intricate => {
            ("kāda teksta zīme ir pārāk sarežģīta", "a letter of its text has too many parts to be looked at")
        }
        GlyphFault::Distorted => ("teksts ir izstiepts vai sašķiebts", "its text is stretched or sheared"),
    };
    Bilingual::fixed(lv, en)
}
