//! Which key is where: first what is certain, then what is likely.

use std::collections::BTreeSet;

use super::evidence::{self, Evidence, RIVAL, SAME, Section, Sections};
use super::offer::{Offer, What};
use super::wanted::Wanted;
use super::words::Phrase;
use super::{Certainty, Doubt, Found, Match, Reason, Way};
use crate::form::Form;
use crate::form::definition::Kind;

/// What is below this is no guess worth looking at.
const LEAST_LIKELY: f64 = 0.45;
/// A match that is certain is told as at least so sure.
const CERTAIN: f64 = 0.95;
/// Words say enough by themselves from here on: two of them.
const TELLING: f64 = 2.0;
/// So much speaks a place among the known neighbours for a match.
const IN_ORDER: f64 = 0.08;

/// The evidence for each key at each place.
struct Grid<'w, 'f, 't> {
    wanted: &'w [Wanted<'f>],
    offers: &'w [Offer<'t>],
    cells: Vec<Vec<Option<Evidence>>>,
}

/// All matches in the order of the form, and the names of the fields they use.
pub(super) fn all(
    form: &Form,
    wanted: &[Wanted<'_>],
    offers: &[Offer<'_>],
) -> (Vec<Match>, BTreeSet<String>) {
    let sections = Sections::of(wanted);
    let row = |one| offers.iter().map(|offer| evidence::of(one, offer, &sections)).collect();
    let grid = Grid { wanted, offers, cells: wanted.iter().map(row).collect() };
    let mut chosen: Vec<Option<(usize, Certainty)>> = vec![None; wanted.len()];
    for (key, slot) in chosen.iter_mut().enumerate() {
        let sure = (0..offers.len())
            .filter(|place| grid.doubts(key, *place).is_some_and(|doubts| doubts.is_empty()));
        let sure: Vec<usize> = sure.collect();
        if let [only] = sure.as_slice() {
            *slot = Some((*only, Certainty::Certain));
        }
    }
    grid.drop_clashes(&mut chosen);
    grid.add_likely(&mut chosen);
    let mut matches: Vec<Match> =
        chosen.iter().enumerate().map(|(key, place)| grid.match_of(key, *place, &chosen)).collect();
    join_names(form, &grid, &mut matches);
    let used =
        matches.iter().filter_map(|one| one.found.as_ref()).flat_map(|found| found.fields.iter().cloned());
    let used = used.collect();
    (matches, used)
}

impl Grid<'_, '_, '_> {
    fn at(&self, key: usize, place: usize) -> Option<&Evidence> {
        self.cells.get(key)?.get(place)?.as_ref()
    }

    /// What is missing for the match to be certain; `None` where the place cannot take the value.
    fn doubts(&self, key: usize, place: usize) -> Option<Vec<Doubt>> {
        let own = self.at(key, place)?;
        let mut doubts = Vec::new();
        if own.words() < SAME {
            doubts.push(Doubt::Words);
        }
        if own.section == Section::Other {
            doubts.push(Doubt::Section);
        }
        if self.is_contradicted(key, place, own) {
            doubts.push(Doubt::Contradiction);
        }
        if !own.fits {
            doubts.push(Doubt::Length);
        }
        if !own.is_usual_kind {
            doubts.push(Doubt::Kind);
        }
        // A name alone may have gone to another field that bears the same words.
        let known = own.has_name && own.has_place;
        let same = own.section == Section::Same;
        // The very words, against words with another ending.
        let beats = |rival: &Evidence| own.words() > 0.99 && rival.words() < 0.97;
        let rules_out = |rival: &Evidence| known || (same && rival.section == Section::Other) || beats(rival);
        let others = |place: usize| {
            (0..self.wanted.len())
                .filter(move |other| *other != key)
                .filter_map(move |other| self.at(other, place))
        };
        if others(place).any(|rival| rival.words() >= RIVAL && !rules_out(rival)) {
            doubts.push(Doubt::OtherKey);
        }
        let elsewhere =
            (0..self.offers.len()).filter(|other| *other != place && !self.is_same_place(*other, place));
        let mut elsewhere = elsewhere.filter_map(|other| self.at(key, other));
        if elsewhere.any(|rival| rival.words() >= RIVAL && !rules_out(rival)) {
            doubts.push(Doubt::SameWords);
        }
        let supported = same || own.weight >= TELLING || known || (own.has_name && own.name_means);
        if !supported && !doubts.contains(&Doubt::Section) {
            doubts.push(Doubt::Section);
        }
        doubts.sort_unstable();
        Some(doubts)
    }

    /// Whether two offers are the same field in two roles: a group and one of its buttons.
    fn is_same_place(&self, a: usize, b: usize) -> bool {
        let (Some(a), Some(b)) = (self.offers.get(a), self.offers.get(b)) else { return false };
        a.name() == b.name() && !(matches!(a.what, What::State(_)) && matches!(b.what, What::State(_)))
    }

    /// Whether the label, or the name the field had, says that it is another key, or the key's name is elsewhere.
    fn is_contradicted(&self, key: usize, place: usize, own: &Evidence) -> bool {
        let others =
            || (0..self.wanted.len()).filter(|other| *other != key).filter_map(|other| self.at(other, place));
        let by_label = own.by_label < SAME && others().any(|other| other.by_label >= SAME);
        let by_printed = own.by_printed < SAME && others().any(|other| other.by_printed >= SAME);
        let name_of_other = own.name_means && !own.has_name && others().any(|other| other.has_name);
        let moved = !own.has_name
            && (0..self.offers.len())
                .filter(|other| *other != place)
                .any(|other| self.at(key, other).is_some_and(|other| other.has_name && other.name_means));
        by_label || by_printed || name_of_other || moved
    }

    /// Two keys in one place: neither is certain.
    fn drop_clashes(&self, chosen: &mut [Option<(usize, Certainty)>]) {
        let places: Vec<Option<usize>> = chosen.iter().map(|one| one.map(|(place, _)| place)).collect();
        for (key, slot) in chosen.iter_mut().enumerate() {
            let Some((place, _)) = *slot else { continue };
            let Some(own) = self.offers.get(place) else { continue };
            let clashes = places.iter().enumerate().any(|(other, taken)| {
                let taken = taken.and_then(|taken| self.offers.get(taken));
                other != key && taken.is_some_and(|taken| taken.excludes(own))
            });
            if clashes {
                *slot = None;
            }
        }
    }

    /// The best of what is left, the likeliest first.
    fn add_likely(&self, chosen: &mut [Option<(usize, Certainty)>]) {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for key in (0..self.wanted.len()).filter(|key| chosen.get(*key).is_some_and(Option::is_none)) {
            for place in 0..self.offers.len() {
                let Some(own) = self.at(key, place).filter(|own| is_plausible(own)) else { continue };
                let score = own.score() + if self.is_in_order(key, place, chosen) { IN_ORDER } else { 0.0 };
                if score >= LEAST_LIKELY {
                    pairs.push((score, key, place));
                }
            }
        }
        // Of pairs that are as likely those in the order of the form.
        let order = |(_, key, place): &(f64, usize, usize)| {
            let offer = self.offers.get(*place).map(|offer| offer.order).unwrap_or_default();
            (*key, offer)
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
        let (Some(a), Some(b)) = (self.offers.get(a), self.offers.get(b)) else { return false };
        a.excludes(b)
    }

    /// Whether the place is between those of the nearest keys that are certain.
    fn is_in_order(&self, key: usize, place: usize, chosen: &[Option<(usize, Certainty)>]) -> bool {
        let order_of = |other: usize| {
            let (place, _) =
                chosen.get(other).copied().flatten().filter(|(_, sure)| *sure == Certainty::Certain)?;
            self.offers.get(place).map(|offer| offer.order)
        };
        let Some(own) = self.offers.get(place).map(|offer| offer.order) else { return false };
        let before = (0..key).rev().find_map(order_of);
        let after = (key + 1..self.wanted.len()).find_map(order_of);
        (before.is_some() || after.is_some())
            && before.is_none_or(|before| before < own)
            && after.is_none_or(|after| own < after)
    }

    fn match_of(
        &self,
        key: usize,
        place: Option<(usize, Certainty)>,
        chosen: &[Option<(usize, Certainty)>],
    ) -> Match {
        let nothing = Match {
            key: self.wanted.get(key).map_or_else(|| "".into(), |one| one.key().clone()),
            is_blank: self.wanted.get(key).is_some_and(Wanted::is_blank),
            certainty: Certainty::Missing,
            found: None,
            confidence: 0.0,
            because: Vec::new(),
            doubts: Vec::new(),
            others: self.others(key, place.map(|(place, _)| place), chosen),
        };
        let Some((at, certainty)) = place else { return nothing };
        let (Some(wanted), Some(offer), Some(own)) =
            (self.wanted.get(key), self.offers.get(at), self.at(key, at))
        else {
            return nothing;
        };
        let in_order = self.is_in_order(key, at, chosen);
        let told = [
            (own.has_name, Reason::Name),
            (own.by_label >= SAME, Reason::Label),
            (own.by_printed >= SAME, Reason::Words),
            (own.section == Section::Same, Reason::Section),
            (own.has_place, Reason::Place),
            (in_order && certainty == Certainty::Likely, Reason::Order),
        ];
        let score = own.score() + if in_order { IN_ORDER } else { 0.0 };
        let confidence = match certainty {
            Certainty::Certain => score.clamp(CERTAIN, 1.0),
            _ => score.clamp(0.0, CERTAIN - 0.05),
        };
        Match {
            certainty,
            found: Some(found(wanted, offer, own)),
            confidence,
            because: told.into_iter().filter(|(is, _)| *is).map(|(_, reason)| reason).collect(),
            doubts: if certainty == Certainty::Certain {
                Vec::new()
            } else {
                self.doubts(key, at).unwrap_or_default()
            },
            ..nothing
        }
    }

    /// Other places whose words would do.
    fn others(&self, key: usize, own: Option<usize>, chosen: &[Option<(usize, Certainty)>]) -> Vec<String> {
        let sure = |place: usize| {
            chosen.iter().flatten().any(|(at, sure)| *at == place && *sure == Certainty::Certain)
        };
        let mut others: Vec<(f64, &str)> = (0..self.offers.len())
            .filter(|place| Some(*place) != own && !sure(*place))
            .filter_map(|place| Some((self.at(key, place)?, self.offers.get(place)?)))
            .filter(|(evidence, _)| evidence.words() >= 0.6 || evidence.has_name)
            .map(|(evidence, offer)| (evidence.score(), offer.name()))
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

/// Whether anything but its kind speaks for it.
fn is_plausible(own: &Evidence) -> bool {
    own.words() >= 0.55
        || (own.has_name && (own.name_means || own.has_place))
        || (own.name_likeness >= 0.8 && own.words() >= 0.3)
}

fn found(wanted: &Wanted<'_>, offer: &Offer<'_>, own: &Evidence) -> Found {
    let drop = evidence::dropped(wanted, offer).to_owned();
    let way = match (&offer.what, wanted.field.kind) {
        (What::Cells, _) => Way::Split { drop },
        (What::State(on), _) => Way::Tick { on: on.clone() },
        (What::OneOf(_), Kind::Choice) => Way::Choice { states: own.states.clone() },
        _ => Way::Text { drop },
    };
    let fields = offer.fields.iter().map(|field| field.name().to_owned()).collect();
    Found { fields, way, words: offer.words.clone(), page: offer.page }
}

/// Given name and surname without a field, and one field for both.
fn join_names(form: &Form, grid: &Grid<'_, '_, '_>, matches: &mut [Match]) {
    let both = [Phrase::of("vards, uzvards"), Phrase::of("Name, surname"), Phrase::of("vards un uzvards")];
    for given in 0..matches.len() {
        let surname = given + 1;
        let is = |at: usize, kind| grid.wanted.get(at).is_some_and(|one| one.field.kind == kind);
        let without = |at: usize, matches: &[Match]| matches.get(at).is_some_and(|one| one.found.is_none());
        if !(is(given, Kind::GivenName) && is(surname, Kind::Surname)) {
            continue;
        }
        let same_section = |a: usize, b: usize| {
            let section =
                |at: usize| grid.wanted.get(at).and_then(|one| form.field(one.key())?.section.clone());
            section(a) == section(b)
        };
        // One of the two may have been given the field for both.
        let taken = |at: usize, matches: &[Match]| {
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
            let (Some(offer), Some(own)) = (grid.offers.get(*place), grid.at(given, *place)) else {
                return false;
            };
            let says_both = both
                .iter()
                .any(|both| both.likeness(&offer.printed).max(both.likeness(&offer.label)) >= SAME);
            says_both
                && own.section == Section::Same
                && !used_by_others.iter().any(|name| name == offer.name())
        };
        let places: Vec<usize> = (0..grid.offers.len()).filter(fits).collect();
        let ([place], true) = (places.as_slice(), without(given, matches) || without(surname, matches))
        else {
            continue;
        };
        let Some(offer) = grid.offers.get(*place) else { continue };
        for at in [given, surname] {
            if let Some(one) = matches.get_mut(at) {
                one.certainty = Certainty::Likely;
                one.confidence = 0.7;
                one.because = vec![Reason::Words, Reason::Section];
                one.doubts = vec![Doubt::OtherKey];
                one.found = Some(Found {
                    fields: vec![offer.name().to_owned()],
                    way: Way::Joined,
                    words: offer.words.clone(),
                    page: offer.page,
                });
            }
        }
    }
}
