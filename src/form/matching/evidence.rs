//! The evidence that a key is at a place of the PDF, and against it.

use super::candidate::{Candidate, CandidateKind};
use super::key_hints::KeyHints;
use super::phrase::{Phrase, is_meaningful};
use crate::form::definition::{FieldOption, Key, NumberStyle, ValueKind};
use crate::pdf::FieldKind;

/// Labels as alike as this are the same.
pub(super) const SAME_LIKENESS: f64 = 0.85;
/// Labels as alike as this could be meant for each other.
pub(super) const RIVAL_LIKENESS: f64 = 0.8;
/// Headings as alike as this are the same.
const SAME_HEADING_LIKENESS: f64 = 0.76;
/// A heading is that of a section where no other section's is nearly as like it.
const HEADING_MARGIN: f64 = 0.1;

/// The evidence for a key at a place. There is none where the place cannot take the value.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct MatchEvidence {
    /// How alike the words are, by what is printed and by the label.
    pub(super) by_printed: f64,
    pub(super) by_label: f64,
    /// The weight of those words.
    pub(super) weight: f64,
    pub(super) section: SectionMatch,
    pub(super) has_name: bool,
    pub(super) name_is_meaningful: bool,
    /// How much the name has in common with the key or the old name.
    pub(super) name_likeness: f64,
    pub(super) is_at_known_place: bool,
    pub(super) has_room: bool,
    pub(super) is_usual_kind: bool,
    /// Of a choice the state of each option.
    pub(super) states: Vec<(Key, String)>,
}

/// Whose heading is above a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionMatch {
    /// That of the key's section.
    Same,
    /// That of another section.
    Other,
    /// None, or one that no section has.
    Unknown,
}

impl MatchEvidence {
    pub(super) fn words_likeness(&self) -> f64 {
        self.by_printed.max(self.by_label)
    }

    /// The score, from 0 to 1.
    pub(super) fn score(&self) -> f64 {
        let section = match self.section {
            SectionMatch::Same => 1.0,
            SectionMatch::Unknown => 0.4,
            SectionMatch::Other => 0.0,
        };
        let name = match (self.has_name, self.name_is_meaningful) {
            (true, true) => 1.0,
            (true, false) => 0.5,
            _ => self.name_likeness * 0.6,
        };
        let place = f64::from(u8::from(self.is_at_known_place));
        let fits = if self.has_room { 0.0 } else { 0.15 };
        let kind = if self.is_usual_kind { 0.0 } else { 0.1 };
        0.55 * self.words_likeness() + 0.2 * section + 0.15 * name + 0.1 * place - fits - kind
    }
}

/// The titles of the sections, to tell whose heading one is.
pub(super) struct SectionTitles {
    all: Vec<(Option<Key>, Vec<Phrase>)>,
}

impl SectionTitles {
    pub(super) fn of(hints: &[KeyHints<'_>]) -> Self {
        let mut all: Vec<(Option<Key>, Vec<Phrase>)> = Vec::new();
        for one in hints {
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

    fn of_heading(&self, hints: &KeyHints<'_>, heading: &Phrase) -> SectionMatch {
        let like = |phrases: &[Phrase]| phrases.iter().map(|p| p.likeness(heading)).fold(0.0, f64::max);
        let is_own = |key: &Option<Key>| *key == hints.field.section;
        let own = self.all.iter().filter(|(key, _)| is_own(key)).map(|(_, p)| like(p)).fold(0.0, f64::max);
        let other = self.all.iter().filter(|(key, _)| !is_own(key)).map(|(_, p)| like(p)).fold(0.0, f64::max);
        if own >= SAME_HEADING_LIKENESS && own > other + HEADING_MARGIN {
            SectionMatch::Same
        } else if other >= SAME_HEADING_LIKENESS && other > own + HEADING_MARGIN {
            SectionMatch::Other
        } else {
            SectionMatch::Unknown
        }
    }
}

/// The evidence for a key at a place.
pub(super) fn of(
    hints: &KeyHints<'_>,
    candidate: &Candidate<'_>,
    sections: &SectionTitles,
) -> Option<MatchEvidence> {
    let (is_usual_kind, states) = accepted_states(hints, candidate)?;
    let (mut by_printed, mut by_label, mut weight) = (0.0_f64, 0.0_f64, 0.0_f64);
    for phrase in &hints.phrases {
        let printed = phrase.likeness(&candidate.printed);
        let label = phrase.likeness(&candidate.label);
        if printed.max(label) >= SAME_LIKENESS {
            weight = weight.max(phrase.weight());
        }
        by_printed = by_printed.max(printed);
        by_label = by_label.max(label);
    }
    if candidate.printed.is_empty() && by_label < SAME_LIKENESS {
        // A table says what a field is in its row and column.
        for phrase in &hints.phrases {
            let around =
                candidate.table_headings.iter().map(|around| phrase.likeness(around)).fold(0.0, f64::max);
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
    let is_title = hints.field.kind == ValueKind::Tick
        && hints
            .phrases
            .iter()
            .any(|p| hints.sections.iter().any(|title| p.likeness(title) >= SAME_LIKENESS));
    let section = match (&candidate.heading, is_title) {
        // The words of a box that are the title of its section stand for the heading.
        (_, true) if words >= SAME_LIKENESS => SectionMatch::Same,
        (_, true) | (None, _) => SectionMatch::Unknown,
        (Some(heading), false) => sections.of_heading(hints, heading),
    };
    let has_name = hints.known_placement.as_ref().is_some_and(|known| has_name(known, candidate));
    let tokens = Phrase::of(candidate.name());
    let old_names = hints.known_placement.iter().flat_map(|known| &known.names).map(|name| Phrase::of(name));
    let name_likeness = std::iter::once(Phrase::of(&hints.field.key))
        .chain(old_names)
        .map(|name| name.likeness(&tokens))
        .fold(0.0, f64::max);
    Some(MatchEvidence {
        by_printed,
        by_label,
        weight,
        section,
        has_name,
        name_is_meaningful: is_meaningful(candidate.name()),
        name_likeness,
        is_at_known_place: has_place(hints, candidate),
        has_room: has_room(hints, candidate),
        is_usual_kind,
        states,
    })
}

fn has_name(known: &super::key_hints::KnownPlacement, candidate: &Candidate<'_>) -> bool {
    let names = known.names.iter().map(String::as_str).eq(candidate.fields.iter().map(|field| field.name()));
    let state = match (&known.state, &candidate.kind) {
        (Some(known), CandidateKind::State(state)) => {
            known == state || candidate.fields.first().is_some_and(|field| field.on_states().count() == 1)
        }
        _ => true,
    };
    names && state
}

/// Whether it stands where it stood, give or take a little.
fn has_place(hints: &KeyHints<'_>, candidate: &Candidate<'_>) -> bool {
    let Some(known) = &hints.known_placement else { return false };
    let common = known.rect.intersect(&candidate.rect);
    let area = |rect: &crate::pdf::Rect| rect.width() * rect.height();
    known.page == candidate.page && area(&common) > area(&known.rect).max(area(&candidate.rect)) * 0.5
}

/// Whether a place takes values of the key's kind at all, whether that is the usual kind for it, and the states of a
/// choice.
fn accepted_states(hints: &KeyHints<'_>, candidate: &Candidate<'_>) -> Option<(bool, Vec<(Key, String)>)> {
    let none = Vec::new();
    match (hints.field.kind, &candidate.kind) {
        (ValueKind::Blank, CandidateKind::Text | CandidateKind::Signature)
        | (ValueKind::Tick, CandidateKind::State(_)) => Some((true, none)),
        (ValueKind::Choice, CandidateKind::OneOf(states)) => {
            Some((true, states_of(&hints.field.options, states)?))
        }
        (ValueKind::Choice, CandidateKind::Text) => Some((false, none)),
        (kind, CandidateKind::Text) if kind.is_written_text() => Some((true, none)),
        (kind, CandidateKind::CombCells) if kind.is_written_text() => {
            let numeric = matches!(
                kind,
                ValueKind::PersonalCode
                    | ValueKind::RegNo
                    | ValueKind::Phone
                    | ValueKind::Date
                    | ValueKind::Iban
            );
            Some((numeric || hints.field.max.is_some_and(|max| max <= candidate.fields.len()), none))
        }
        (kind, CandidateKind::OneOf(_)) if kind.is_written_text() => {
            let is_list = candidate.fields.first().is_some_and(|field| field.kind() == FieldKind::Combo);
            is_list.then_some((false, none))
        }
        _ => None,
    }
}

/// The state of each option, where each has one of its own.
fn states_of(options: &[FieldOption], states: &[(String, String)]) -> Option<Vec<(Key, String)>> {
    let like = |option: &FieldOption, state: &(String, String)| {
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
        let clear = ranked.get(1).is_none_or(|(second, _)| second + HEADING_MARGIN < *best);
        if *best < 0.7 || !clear || found.iter().any(|(_, taken)| taken == *state) {
            return None;
        }
        found.push((option.value.clone(), (*state).clone()));
    }
    (!found.is_empty()).then_some(found)
}

/// Whether every value of the kind has room.
fn has_room(hints: &KeyHints<'_>, candidate: &Candidate<'_>) -> bool {
    let Some(room) = candidate.max_chars() else { return true };
    let is_row = candidate.kind == CandidateKind::CombCells;
    match hints.field.kind {
        ValueKind::PersonalCode | ValueKind::RegNo if is_row => room == 11 || room == 12,
        ValueKind::Date if is_row => room == 8 || room >= 10,
        ValueKind::Iban if is_row => room == 21 || room >= 24,
        ValueKind::PersonalCode | ValueKind::RegNo => room >= 11,
        ValueKind::Phone | ValueKind::Date => room >= 8,
        ValueKind::Email | ValueKind::FullName => room >= 20,
        ValueKind::Iban => room >= 21,
        ValueKind::GivenName | ValueKind::Surname => room >= 10,
        _ if is_row => hints.field.max.is_some_and(|max| max <= room),
        _ => room >= 2,
    }
}

/// The signs to leave out so that values have room: the dash of a personal code, the full stops of a date, the spaces
/// of an account number.
pub(super) fn chars_to_drop(hints: &KeyHints<'_>, candidate: &Candidate<'_>) -> &'static str {
    match (hints.field.kind, candidate.max_chars()) {
        (ValueKind::PersonalCode, Some(11)) if hints.field.write != Some(NumberStyle::Digits) => "-",
        (ValueKind::Date, Some(8)) => ".-/ ",
        (ValueKind::Iban, Some(21)) if hints.field.write == Some(NumberStyle::Grouped) => " ",
        _ => "",
    }
}
