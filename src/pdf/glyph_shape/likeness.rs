//! How near a glyph is to every character that is known.

use std::sync::LazyLock;

use super::alike::{Composition, MARKED, SimilarityClass};
use super::features::features;
use super::parts::{Marked, Parts};
use super::raster::Bounds;
use super::references::References;

/// No reference is that far.
pub(super) const FAR: u32 = u32::MAX;

/// Distances of one glyph, in the order of [`known`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Likeness(Vec<u32>);

/// A character that a glyph can be taken for.
#[derive(Debug, Clone, Copy)]
pub(super) struct CharacterReference {
    pub(super) character: char,
    pub(super) look: SimilarityClass,
    letter: Composition,
    /// As a whole: its place among the references.
    whole: Option<usize>,
    /// As a letter and its mark.
    parts: Option<[usize; 2]>,
}

/// Every character that has references, or a letter and a mark that have.
pub(super) fn known() -> &'static [CharacterReference] {
    static KNOWN: LazyLock<Vec<CharacterReference>> = LazyLock::new(|| {
        let plain = References::get().characters().iter().copied().filter(|character| is_whole(*character));
        plain.chain(MARKED.chars()).map(CharacterReference::of).collect()
    });
    &KNOWN
}

impl CharacterReference {
    fn of(character: char) -> Self {
        let letter = Composition::of(character);
        let place = |character| References::get().place(character);
        let split = match character {
            'i' => Some(('ı', '\u{307}')),
            _ => letter.mark.map(|mark| (letter.base, mark)),
        };
        let parts = split.and_then(|(base, mark)| Some([place(base)?, place(mark)?]));
        Self { character, look: SimilarityClass::of(character), letter, whole: place(character), parts }
    }
}

/// Marks are references, but no characters; nor are letters that have lost their dot.
fn is_whole(character: char) -> bool {
    !matches!(character, '\u{300}'..='\u{36f}' | 'ı' | 'ȷ') && !MARKED.contains(character)
}

impl Likeness {
    /// `None` where the outline cannot be drawn without doubt.
    pub(super) fn of(parts: &Parts) -> Option<Self> {
        let references = References::get();
        let distances =
            |bounds: &Bounds, ground| Some(references.distances(&features(&parts.edges, bounds, ground)?));
        let whole = distances(&parts.whole, 0)?;
        let split = |marked: &Option<Marked>, ground: fn(&Marked) -> i32| {
            let Some(marked) = marked else { return Some(None) };
            Some(Some([distances(&marked.base, 0)?, distances(&marked.mark, ground(marked))?]))
        };
        let above = split(&parts.above, |marked| marked.base.top)?;
        let below = split(&parts.below, |marked| marked.base.bottom)?;
        let near = |known: &CharacterReference| {
            let split = if known.letter.is_marked_below() { &below } else { &above };
            let whole = known.whole.and_then(|place| whole.get(place)).copied();
            let apart = known
                .parts
                .zip(split.as_ref())
                .and_then(|([base, mark], [bases, marks])| Some(*bases.get(base)?.max(marks.get(mark)?)));
            match (whole, apart) {
                // A mark that stands apart is looked at apart.
                (Some(_), Some(apart)) if known.letter.mark.is_some() => apart,
                (whole, apart) => whole.unwrap_or(FAR).min(apart.unwrap_or(FAR)),
            }
        };
        Some(Self(known().iter().map(near).collect()))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static CharacterReference, u32)> {
        known().iter().zip(self.0.iter().copied())
    }
}
