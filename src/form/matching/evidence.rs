//! What speaks for a key being at a place of the PDF, and what against it.

use super::offer::{Offer, What};
use super::wanted::Wanted;
use super::words::{Phrase, is_meaningful};
use crate::form::definition::{Choice, Key, Kind, Write};
use crate::pdf::FieldKind;

/// Labels as alike as this are the same.
pub(super) const SAME: f64 = 0.85;
/// Labels as alike as this could be meant for each other.
pub(super) const RIVAL: f64 = 0.8;
/// Headings as alike as this are the same.
const SAME_HEADING: f64 = 0.76;
/// A heading is that of a section where no other section's is nearly as like it.
const CLEARLY: f64 = 0.1;

/// What is known of a key and a place together. There is none where the place cannot take the value.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Evidence {
    /// How alike the words are, by what is printed and by the label.
    pub(super) by_printed: f64,
    pub(super) by_label: f64,
    /// How much those words say.
    pub(super) weight: f64,
    pub(super) section: Section,
    pub(super) has_name: bool,
    pub(super) name_means: bool,
    /// How much the name has in common with the key or the old name.
    pub(super) name_likeness: f64,
    pub(super) has_place: bool,
    pub(super) fits: bool,
    pub(super) is_usual_kind: bool,
    /// Of a choice the state of each option.
    pub(super) states: Vec<(Key, String)>,
}

/// What the heading above a place says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// It is that of the key's section.
    Same,
    /// It is that of another section.
    Other,
    /// Nothing.
    Unknown,
}

impl Evidence {
    pub(super) fn words(&self) -> f64 {
        self.by_printed.max(self.by_label)
    }

    /// How much speaks for it, from 0 to 1.
    pub(super) fn score(&self) -> f64 {
        let section = match self.section {
            Section::Same => 1.0,
            Section::Unknown => 0.4,
            Section::Other => 0.0,
        };
        let name = match (self.has_name, self.name_means) {
            (true, true) => 1.0,
            (true, false) => 0.5,
            _ => self.name_likeness * 0.6,
        };
        let place = f64::from(u8::from(self.has_place));
        let fits = if self.fits { 0.0 } else { 0.15 };
        let kind = if self.is_usual_kind { 0.0 } else { 0.1 };
        0.55 * self.words() + 0.2 * section + 0.15 * name + 0.1 * place - fits - kind
    }
}

/// The titles of the sections, to tell whose heading one is.
pub(super) struct Sections {
    all: Vec<(Option<Key>, Vec<Phrase>)>,
}

impl Sections {
    pub(super) fn of(wanted: &[Wanted<'_>]) -> Self {
        let mut all: Vec<(Option<Key>, Vec<Phrase>)> = Vec::new();
        for one in wanted {
            let key = &one.field.section;
            match all.iter_mut().find(|(known, _)| known == key) {
                Some((_, phrases)) => phrases.extend(one.sections.iter().cloned()),
                None => all.push((key.clone(), one.sections.clone())),
            }
        }
        // A heading that stood over fields of several sections tells them not apart.
        let copy = all.clone();
        for (key, phrases) in &mut all {
            phrases.retain(|phrase| !copy.iter().any(|(other, all)| other != key && all.contains(phrase)));
        }
        Self { all }
    }

    fn of_heading(&self, wanted: &Wanted<'_>, heading: &Phrase) -> Section {
        let like = |phrases: &[Phrase]| phrases.iter().map(|p| p.likeness(heading)).fold(0.0, f64::max);
        let is_own = |key: &Option<Key>| *key == wanted.field.section;
        let own = self.all.iter().filter(|(key, _)| is_own(key)).map(|(_, p)| like(p)).fold(0.0, f64::max);
        let other = self.all.iter().filter(|(key, _)| !is_own(key)).map(|(_, p)| like(p)).fold(0.0, f64::max);
        if own >= SAME_HEADING && own > other + CLEARLY {
            Section::Same
        } else if other >= SAME_HEADING && other > own + CLEARLY {
            Section::Other
        } else {
            Section::Unknown
        }
    }
}

/// The evidence for a key at a place.
pub(super) fn of(wanted: &Wanted<'_>, offer: &Offer<'_>, sections: &Sections) -> Option<Evidence> {
    let (is_usual_kind, states) = takes(wanted, offer)?;
    let (mut by_printed, mut by_label, mut weight) = (0.0_f64, 0.0_f64, 0.0_f64);
    for phrase in &wanted.phrases {
        let printed = phrase.likeness(&offer.printed);
        let label = phrase.likeness(&offer.label);
        if printed.max(label) >= SAME {
            weight = weight.max(phrase.weight());
        }
        by_printed = by_printed.max(printed);
        by_label = by_label.max(label);
    }
    if offer.printed.is_empty() && by_label < SAME {
        // A table says what a field is in its row and column.
        for phrase in &wanted.phrases {
            let around = offer.around.iter().map(|around| phrase.likeness(around)).fold(0.0, f64::max);
            by_printed = by_printed.max(around * 0.8);
        }
    }
    let words = by_printed.max(by_label);
    let of_choice = !states.is_empty();
    if of_choice {
        // Its options say what it is.
        by_printed = by_printed.max(0.9);
        weight = weight.max(2.0);
    }
    let is_title = wanted.field.kind == Kind::Tick
        && wanted.phrases.iter().any(|p| wanted.sections.iter().any(|title| p.likeness(title) >= SAME));
    let section = match (&offer.heading, is_title) {
        // The words of a box that are the title of its section stand for the heading.
        (_, true) if words >= SAME => Section::Same,
        (_, true) | (None, _) => Section::Unknown,
        (Some(heading), false) => sections.of_heading(wanted, heading),
    };
    let has_name = wanted.old.as_ref().is_some_and(|old| has_name(old, offer));
    let tokens = Phrase::of(offer.name());
    let old_names = wanted.old.iter().flat_map(|old| &old.names).map(|name| Phrase::of(name));
    let name_likeness = std::iter::once(Phrase::of(&wanted.field.key))
        .chain(old_names)
        .map(|name| name.likeness(&tokens))
        .fold(0.0, f64::max);
    Some(Evidence {
        by_printed,
        by_label,
        weight,
        section,
        has_name,
        name_means: is_meaningful(offer.name()),
        name_likeness,
        has_place: has_place(wanted, offer),
        fits: fits(wanted, offer),
        is_usual_kind,
        states,
    })
}

fn has_name(old: &super::wanted::Old, offer: &Offer<'_>) -> bool {
    let names = old.names.iter().map(String::as_str).eq(offer.fields.iter().map(|field| field.name()));
    let state = match (&old.state, &offer.what) {
        (Some(old), What::State(state)) => {
            old == state || offer.fields.first().is_some_and(|field| field.on_states().count() == 1)
        }
        _ => true,
    };
    names && state
}

/// Whether it stands where it stood, give or take a little.
fn has_place(wanted: &Wanted<'_>, offer: &Offer<'_>) -> bool {
    let Some(old) = &wanted.old else { return false };
    let common = old.rect.intersect(&offer.rect);
    let area = |rect: &crate::pdf::Rect| rect.width() * rect.height();
    old.page == offer.page && area(&common) > area(&old.rect).max(area(&offer.rect)) * 0.5
}

/// Whether a place takes values of the key's kind at all, whether that is the usual kind for it, and the states of a
/// choice.
fn takes(wanted: &Wanted<'_>, offer: &Offer<'_>) -> Option<(bool, Vec<(Key, String)>)> {
    let none = Vec::new();
    match (wanted.field.kind, &offer.what) {
        (Kind::Blank, What::Text | What::Signature) | (Kind::Tick, What::State(_)) => Some((true, none)),
        (Kind::Choice, What::OneOf(states)) => Some((true, states_of(&wanted.field.options, states)?)),
        (Kind::Choice, What::Text) => Some((false, none)),
        (kind, What::Text) if kind.is_written_text() => Some((true, none)),
        (kind, What::Cells) if kind.is_written_text() => {
            let numeric =
                matches!(kind, Kind::PersonalCode | Kind::RegNo | Kind::Phone | Kind::Date | Kind::Iban);
            Some((numeric || wanted.field.max.is_some_and(|max| max <= offer.fields.len()), none))
        }
        (kind, What::OneOf(_)) if kind.is_written_text() => {
            let is_list = offer.fields.first().is_some_and(|field| field.kind() == FieldKind::Combo);
            is_list.then_some((false, none))
        }
        _ => None,
    }
}

/// The state of each option, where each has one of its own.
fn states_of(options: &[Choice], states: &[(String, String)]) -> Option<Vec<(Key, String)>> {
    let like = |option: &Choice, state: &(String, String)| {
        let names = option.names().map(Phrase::of).collect::<Vec<_>>();
        let words = [Phrase::of(&state.0), Phrase::of(&state.1)];
        names.iter().flat_map(|name| words.iter().map(move |words| name.likeness(words))).fold(0.0, f64::max)
    };
    let mut found: Vec<(Key, String)> = Vec::new();
    for option in options {
        let mut ranked: Vec<(f64, &String)> =
            states.iter().map(|state| (like(option, state), &state.0)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (best, state) = ranked.first()?;
        let clear = ranked.get(1).is_none_or(|(second, _)| second + CLEARLY < *best);
        if *best < 0.7 || !clear || found.iter().any(|(_, taken)| taken == *state) {
            return None;
        }
        found.push((option.value.clone(), (*state).clone()));
    }
    (!found.is_empty()).then_some(found)
}

/// Whether every value of the kind has room.
fn fits(wanted: &Wanted<'_>, offer: &Offer<'_>) -> bool {
    let Some(room) = offer.room() else { return true };
    let is_row = offer.what == What::Cells;
    match wanted.field.kind {
        Kind::PersonalCode | Kind::RegNo if is_row => room == 11 || room == 12,
        Kind::Date if is_row => room == 8 || room >= 10,
        Kind::Iban if is_row => room == 21 || room >= 24,
        Kind::PersonalCode | Kind::RegNo => room >= 11,
        Kind::Phone | Kind::Date => room >= 8,
        Kind::Email | Kind::FullName => room >= 20,
        Kind::Iban => room >= 21,
        Kind::GivenName | Kind::Surname => room >= 10,
        _ if is_row => wanted.field.max.is_some_and(|max| max <= room),
        _ => room >= 2,
    }
}

/// The signs to leave out so that values have room: the dash of a personal code, the full stops of a date, the spaces
/// of an account number.
pub(super) fn dropped(wanted: &Wanted<'_>, offer: &Offer<'_>) -> &'static str {
    match (wanted.field.kind, offer.room()) {
        (Kind::PersonalCode, Some(11)) if wanted.field.write != Some(Write::Digits) => "-",
        (Kind::Date, Some(8)) => ".-/ ",
        (Kind::Iban, Some(21)) if wanted.field.write == Some(Write::Grouped) => " ",
        _ => "",
    }
}
