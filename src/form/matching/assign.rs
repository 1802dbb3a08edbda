//! Assigns keys to places: first the certain matches, then the likely ones.

use std::collections::BTreeSet;

use super::candidate::{Candidate, CandidateKind};
use super::evidence::{self, MatchEvidence, RIVAL_LIKENESS, SAME_LIKENESS, SectionMatch, SectionTitles};
use super::key_hints::KeyHints;
use super::phrase::Phrase;
use super::{Certainty, FoundPlacement, KeyMatch, MatchDoubt, MatchReason, WriteMethod};
use crate::form::Form;
use crate::form::definition::ValueKind;

/// A score below this is no match.
const MIN_SCORE: f64 = 0.45;
/// The least score that a certain match is given.
const MIN_CERTAIN_CONFIDENCE: f64 = 0.95;
/// The weight of words that suffices without other evidence: two words.
const SUFFICIENT_WEIGHT: f64 = 2.0;
/// The score that a place between the known neighbours adds.
const ORDER_BONUS: f64 = 0.08;

/// The evidence for each key at each place.
struct EvidenceMatrix<'w, 'f, 't> {
    keys: &'w [KeyHints<'f>],
    candidates: &'w [Candidate<'t>],
    cells: Vec<Vec<Option<MatchEvidence>>>,
}

/// All matches in the order of the form, and the names of the fields they use.
pub(super) fn match_all(
    form: &Form,
    hints: &[KeyHints<'_>],
    candidates: &[Candidate<'_>],
) -> (Vec<KeyMatch>, BTreeSet<String>) {
    let sections = SectionTitles::of(hints);
    let row = |one| candidates.iter().map(|candidate| evidence::of(one, candidate, &sections)).collect();
    let matrix = EvidenceMatrix { keys: hints, candidates, cells: hints.iter().map(row).collect() };
    let mut chosen: Vec<Option<(usize, Certainty)>> = vec![None; hints.len()];
    for (key, slot) in chosen.iter_mut().enumerate() {
        let sure = (0..candidates.len())
            .filter(|place| matrix.doubts(key, *place).is_some_and(|doubts| doubts.is_empty()));
        let sure: Vec<usize> = sure.collect();
        if let [only] = sure.as_slice() {
            *slot = Some((*only, Certainty::Certain));
        }
    }
    matrix.drop_conflicts(&mut chosen);
    matrix.add_likely(&mut chosen);
    let mut matches: Vec<KeyMatch> =
        chosen.iter().enumerate().map(|(key, place)| matrix.match_of(key, *place, &chosen)).collect();
    join_names(form, &matrix, &mut matches);
    let used =
        matches.iter().filter_map(|one| one.found.as_ref()).flat_map(|found| found.fields.iter().cloned());
    let used = used.collect();
    (matches, used)
}

impl EvidenceMatrix<'_, '_, '_> {
    fn at(&self, key: usize, place: usize) -> Option<&MatchEvidence> {
        self.cells.get(key)?.get(place)?.as_ref()
    }

    /// What keeps the match from being certain; `None` where the place cannot take the value.
    fn doubts(&self, key: usize, place: usize) -> Option<Vec<MatchDoubt>> {
        let own = self.at(key, place)?;
        let mut doubts = Vec::new();
        if own.words_likeness() < SAME_LIKENESS {
            doubts.push(MatchDoubt::Words);
        }
        if own.section == SectionMatch::Other {
            doubts.push(MatchDoubt::Section);
        }
        if self.is_contradicted(key, place, own) {
            doubts.push(MatchDoubt::Contradiction);
        }
        if !own.has_room {
            doubts.push(MatchDoubt::Length);
        }
        if !own.is_usual_kind {
            doubts.push(MatchDoubt::Kind);
        }
        // A name alone may have gone to another field that bears the same words.
        let known = own.has_name && own.is_at_known_place;
        let same = own.section == SectionMatch::Same;
        // The very words, against words with another ending.
        let beats = |rival: &MatchEvidence| own.words_likeness() > 0.99 && rival.words_likeness() < 0.97;
        let rules_out =
            |rival: &MatchEvidence| known || (same && rival.section == SectionMatch::Other) || beats(rival);
        let others = |place: usize| {
            (0..self.keys.len())
                .filter(move |other| *other != key)
                .filter_map(move |other| self.at(other, place))
        };
        if others(place).any(|rival| rival.words_likeness() >= RIVAL_LIKENESS && !rules_out(rival)) {
            doubts.push(MatchDoubt::OtherKey);
        }
        let elsewhere =
            (0..self.candidates.len()).filter(|other| *other != place && !self.is_same_place(*other, place));
        let mut elsewhere = elsewhere.filter_map(|other| self.at(key, other));
        if elsewhere.any(|rival| rival.words_likeness() >= RIVAL_LIKENESS && !rules_out(rival)) {
            doubts.push(MatchDoubt::SameWords);
        }
        let supported =
            same || own.weight >= SUFFICIENT_WEIGHT || known || (own.has_name && own.name_is_meaningful);
        if !supported && !doubts.contains(&MatchDoubt::Section) {
            doubts.push(MatchDoubt::Section);
        }
        doubts.sort_unstable();
        Some(doubts)
    }

    /// Whether two candidates are the same field in two roles: a group and one of its buttons.
    fn is_same_place(&self, a: usize, b: usize) -> bool {
        let (Some(a), Some(b)) = (self.candidates.get(a), self.candidates.get(b)) else { return false };
        a.name() == b.name()
            && !(matches!(a.kind, CandidateKind::State(_)) && matches!(b.kind, CandidateKind::State(_)))
    }

    /// Whether the label, or the name the field had, says that it is another key, or the key's name is elsewhere.
    fn is_contradicted(&self, key: usize, place: usize, own: &MatchEvidence) -> bool {
        let others =
            || (0..self.keys.len()).filter(|other| *other != key).filter_map(|other| self.at(other, place));
        let by_label = own.by_label < SAME_LIKENESS && others().any(|other| other.by_label >= SAME_LIKENESS);
        let by_printed =
            own.by_printed < SAME_LIKENESS && others().any(|other| other.by_printed >= SAME_LIKENESS);
        let name_of_other = own.name_is_meaningful && !own.has_name && others().any(|other| other.has_name);
        let moved = !own.has_name
            && (0..self.candidates.len()).filter(|other| *other != place).any(|other| {
                self.at(key, other).is_some_and(|other| other.has_name && other.name_is_meaningful)
            });
        by_label || by_printed || name_of_other || moved
    }

    /// Two keys in one place: neither is certain.
    fn drop_conflicts(&self, chosen: &mut [Option<(usize, Certainty)>]) {
        let places: Vec<Option<usize>> = chosen.iter().map(|one| one.map(|(place, _)| place)).collect();
        for (key, slot) in chosen.iter_mut().enumerate() {
            let Some((place, _)) = *slot else { continue };
            let Some(own) = self.candidates.get(place) else { continue };
            let clashes = places.iter().enumerate().any(|(other, taken)| {
                let taken = taken.and_then(|taken| self.candidates.get(taken));
                other != key && taken.is_some_and(|taken| taken.excludes(own))
            });
            if clashes {
                *slot = None;
            }
        }
    }

    /// Assigns the remaining keys, the best score first.
    fn add_likely(&self, chosen: &mut [Option<(usize, Certainty)>]) {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for key in (0..self.keys.len()).filter(|key| chosen.get(*key).is_some_and(Option::is_none)) {
            for place in 0..self.candidates.len() {
                let Some(own) = self.at(key, place).filter(|own| is_plausible(own)) else { continue };
                let score =
                    own.score() + if self.is_in_order(key, place, chosen) { ORDER_BONUS } else { 0.0 };
                if score >= MIN_SCORE {
                    pairs.push((score, key, place));
                }
            }
        }
        // Of pairs with equal scores, those in the order of the form.
        let order = |(_, key, place): &(f64, usize, usize)| {
            let order = self.candidates.get(*place).map(|candidate| candidate.order).unwrap_or_default();
            (*key, order)
        };
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(order(a).cmp(&order(b))));
        for (_, key, place) in pairs {
            let taken = chosen.iter().flatten().any(|(other, _)| self.excludes(*other, place));
            if let Some(slot) = chosen.get_mut(key).filter(|slot| slot.is_none() && !taken) {
                *slot = Some((place, Certainty::Likely));
            }
        }
    }

    fn excludes(&self, a: usize, b: usize) -> bool {
        let (Some(a), Some(b)) = (self.candidates.get(a), self.candidates.get(b)) else { return false };
        a.excludes(b)
    }

    /// Whether the place is between those of the nearest keys that are certain.
    fn is_in_order(&self, key: usize, place: usize, chosen: &[Option<(usize, Certainty)>]) -> bool {
        let order_of = |other: usize| {
            let (place, _) =
                chosen.get(other).copied().flatten().filter(|(_, sure)| *sure == Certainty::Certain)?;
            self.candidates.get(place).map(|candidate| candidate.order)
        };
        let Some(own) = self.candidates.get(place).map(|candidate| candidate.order) else { return false };
        let before = (0..key).rev().find_map(order_of);
        let after = (key + 1..self.keys.len()).find_map(order_of);
        (before.is_some() || after.is_some())
            && before.is_none_or(|before| before < own)
            && after.is_none_or(|after| own < after)
    }

    fn match_of(
        &self,
        key: usize,
        place: Option<(usize, Certainty)>,
        chosen: &[Option<(usize, Certainty)>],
    ) -> KeyMatch {
        let nothing = KeyMatch {
            key: self.keys.get(key).map_or_else(|| "".into(), |one| one.key().clone()),
            is_blank: self.keys.get(key).is_some_and(KeyHints::is_blank),
            certainty: Certainty::Missing,
            found: None,
            confidence: 0.0,
            reasons: Vec::new(),
            doubts: Vec::new(),
            alternatives: self.alternatives(key, place.map(|(place, _)| place), chosen),
        };
        let Some((at, certainty)) = place else { return nothing };
        let (Some(hints), Some(candidate), Some(own)) =
            (self.keys.get(key), self.candidates.get(at), self.at(key, at))
        else {
            return nothing;
        };
        let in_order = self.is_in_order(key, at, chosen);
        let reasons = [
            (own.has_name, MatchReason::Name),
            (own.by_label >= SAME_LIKENESS, MatchReason::Label),
            (own.by_printed >= SAME_LIKENESS, MatchReason::Words),
            (own.section == SectionMatch::Same, MatchReason::Section),
            (own.is_at_known_place, MatchReason::Place),
            (in_order && certainty == Certainty::Likely, MatchReason::Order),
        ];
        let score = own.score() + if in_order { ORDER_BONUS } else { 0.0 };
        let confidence = match certainty {
            Certainty::Certain => score.clamp(MIN_CERTAIN_CONFIDENCE, 1.0),
            _ => score.clamp(0.0, MIN_CERTAIN_CONFIDENCE - 0.05),
        };
        KeyMatch {
            certainty,
            found: Some(placement(hints, candidate, own)),
            confidence,
            reasons: reasons.into_iter().filter(|(is, _)| *is).map(|(_, reason)| reason).collect(),
            doubts: if certainty == Certainty::Certain {
                Vec::new()
            } else {
                self.doubts(key, at).unwrap_or_default()
            },
            ..nothing
        }
    }

    /// Other places whose words are as near.
    fn alternatives(
        &self,
        key: usize,
        own: Option<usize>,
        chosen: &[Option<(usize, Certainty)>],
    ) -> Vec<String> {
        let sure = |place: usize| {
            chosen.iter().flatten().any(|(at, sure)| *at == place && *sure == Certainty::Certain)
        };
        let mut others: Vec<(f64, &str)> = (0..self.candidates.len())
            .filter(|place| Some(*place) != own && !sure(*place))
            .filter_map(|place| Some((self.at(key, place)?, self.candidates.get(place)?)))
            .filter(|(evidence, _)| evidence.words_likeness() >= 0.6 || evidence.has_name)
            .map(|(evidence, candidate)| (evidence.score(), candidate.name()))
            .collect();
        others.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut names: Vec<String> = Vec::new();
        for (_, name) in others {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names.truncate(3);
        names
    }
}

/// Whether there is any evidence but the kind of the field.
fn is_plausible(own: &MatchEvidence) -> bool {
    own.words_likeness() >= 0.55
        || (own.has_name && (own.name_is_meaningful || own.is_at_known_place))
        || (own.name_likeness >= 0.8 && own.words_likeness() >= 0.3)
}

fn placement(hints: &KeyHints<'_>, candidate: &Candidate<'_>, own: &MatchEvidence) -> FoundPlacement {
    let drop = evidence::chars_to_drop(hints, candidate).to_owned();
    let method = match (&candidate.kind, hints.field.kind) {
        (CandidateKind::CombCells, _) => WriteMethod::Split { drop },
        (CandidateKind::State(on), _) => WriteMethod::Tick { on: on.clone() },
        (CandidateKind::OneOf(_), ValueKind::Choice) => WriteMethod::Choice { states: own.states.clone() },
        _ => WriteMethod::Text { drop },
    };
    let fields = candidate.fields.iter().map(|field| field.name().to_owned()).collect();
    FoundPlacement { fields, method, words: candidate.words.clone(), page: candidate.page }
}

/// Given name and surname without a field, and one field for both.
fn join_names(form: &Form, matrix: &EvidenceMatrix<'_, '_, '_>, matches: &mut [KeyMatch]) {
    let both = [Phrase::of("vards, uzvards"), Phrase::of("Name, surname"), Phrase::of("vards un uzvards")];
    for given in 0..matches.len() {
        let surname = given + 1;
        let is = |at: usize, kind| matrix.keys.get(at).is_some_and(|one| one.field.kind == kind);
        let without =
            |at: usize, matches: &[KeyMatch]| matches.get(at).is_some_and(|one| one.found.is_none());
        if !(is(given, ValueKind::GivenName) && is(surname, ValueKind::Surname)) {
            continue;
        }
        let same_section = |a: usize, b: usize| {
            let section =
                |at: usize| matrix.keys.get(at).and_then(|one| form.field(one.key())?.section.clone());
            section(a) == section(b)
        };
        // One of the two may have been given the field for both.
        let taken = |at: usize, matches: &[KeyMatch]| {
            matches.get(at).is_none_or(|one| one.certainty == Certainty::Certain)
        };
        if !same_section(given, surname) || taken(given, matches) || taken(surname, matches) {
            continue;
        }
        let used_by_others: Vec<String> = matches
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != given && *at != surname)
            .filter_map(|(_, one)| one.found.as_ref())
            .flat_map(|found| found.fields.iter().cloned())
            .collect();
        let fits = |place: &usize| {
            let (Some(candidate), Some(own)) = (matrix.candidates.get(*place), matrix.at(given, *place))
            else {
                return false;
            };
            let says_both = both.iter().any(|both| {
                both.likeness(&candidate.printed).max(both.likeness(&candidate.label)) >= SAME_LIKENESS
            });
            says_both
                && own.section == SectionMatch::Same
                && !used_by_others.iter().any(|name| name == candidate.name())
        };
        let places: Vec<usize> = (0..matrix.candidates.len()).filter(fits).collect();
        let ([place], true) = (places.as_slice(), without(given, matches) || without(surname, matches))
        else {
            continue;
        };
        let Some(candidate) = matrix.candidates.get(*place) else { continue };
        for at in [given, surname] {
            if let Some(one) = matches.get_mut(at) {
                one.certainty = Certainty::Likely;
                one.confidence = 0.7;
                one.reasons = vec![MatchReason::Words, MatchReason::Section];
                one.doubts = vec![MatchDoubt::OtherKey];
                one.found = Some(FoundPlacement {
                    fields: vec![candidate.name().to_owned()],
                    method: WriteMethod::Joined,
                    words: candidate.words.clone(),
                    page: candidate.page,
                });
            }
        }
    }
}
