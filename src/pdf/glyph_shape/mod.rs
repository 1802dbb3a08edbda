//! Whether a glyph looks like the character that it is said to be.
//!
//! A font can lie: its `/ToUnicode` map or its encoding says `1`, its outline draws `7`. Here an outline is drawn small,
//! in integers only, so that every platform sees the same, and compared with what characters look like in many faces.
//!
//! # How
//!
//! 1. The outline ([`GlyphPath`]) is filled by the nonzero winding number rule on a grid of 24 by 24 cells over its ink
//!    box, along and across; where the two differ, nothing is proved.
//! 2. Where a line without ink lies between a letter and a mark above or below it, both are looked at apart too: `ā` is
//!    an `a` and a macron.
//! 3. Ink and edges by zone and direction, size and place are projected on 32 numbers (`assets/shapes`), in which faces
//!    of one character differ little, and the squares of the distances to the nearest references of each character
//!    are taken.
//! 4. Another character contradicts where twice its distance, and a little, is less than the claimed one's.
//!
//! # What is not told apart
//!
//! What faces draw alike (`0` and `O`; `1`, `l` and `I`; `c` and `C`; Latin and Cyrillic `A`); the two cases of a letter,
//! and what only some faces tell apart (`ļ` and `į`), are never held against each other. A letter whose mark touches it
//! is unclear. Scripts without references, ligatures, and faces like no other are unproved. Who knows the
//! references can draw a shape that is near one and reads as another; it has to be made for that.
//!
//! Figures over some hundred faces stand in `assets/shapes/README.md`.

mod alike;
mod features;
mod likeness;
mod parts;
mod path;
mod raster;
mod references;

pub(crate) use path::GlyphPath;

use alike::{Relation, SimilarityClass};
use likeness::{CharacterReference, FAR, Likeness, known};
use parts::{NoParts, Parts};

/// Squares of distances, in 1/36 of what faces of one character commonly differ by.
const UNIT: u32 = 36;
/// A reference this near tells what a glyph looks like.
const RECOGNIZED: u32 = 120 * UNIT;
/// Another reference counts where twice its distance, and this, is less than that of the claimed character.
const MARGIN: u32 = 10 * UNIT;
/// A glyph farther from its character than this is not proved.
const BELIEVED: u32 = 160 * UNIT;
/// How far a letter counts whose mark does not stand apart.
const MARK_LOST: u32 = 110 * UNIT;

/// Whether a glyph is what it is said to be. See [`GlyphShape`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShapeVerdict {
    /// No other character is nearer.
    Agrees,
    /// It is another character, by far.
    Contradicts {
        /// The character that it is nearest to; a space where nothing is drawn.
        looks_like: char,
    },
    /// Neither can be told.
    Unproved(UnprovedShape),
}

/// Why the shape of a glyph proves nothing. See [`GlyphShape`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnprovedShape {
    /// There is no reference for the character: another script, a ligature, a rare sign.
    NoReference,
    /// The glyph is like nothing that is known: a script or ornamental face.
    Unlike,
    /// It lies between its character and another.
    Unclear,
    /// Too many commands, points too far away, or ink that hides between lines.
    Undrawn,
}

/// The shape of a glyph, compared with all that is known; keep it by font and glyph: only the first look is dear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GlyphShape(Shape);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Shape {
    Blank,
    Undrawn,
    Inked(Likeness),
}

impl GlyphShape {
    /// Draws an outline and compares it.
    pub(crate) fn of(path: &GlyphPath) -> Self {
        Self(match Parts::of(path) {
            Ok(parts) => Likeness::of(&parts).map_or(Shape::Undrawn, Shape::Inked),
            Err(NoParts::Blank) => Shape::Blank,
            Err(NoParts::Hostile) => Shape::Undrawn,
        })
    }

    /// Whether it is the character that it is said to be.
    pub(crate) fn says(&self, claimed: char) -> ShapeVerdict {
        let look = SimilarityClass::of(claimed);
        let is_known = |known: &CharacterReference| look.relation(&known.look) == Relation::Same;
        match &self.0 {
            Shape::Undrawn => ShapeVerdict::Unproved(UnprovedShape::Undrawn),
            Shape::Blank if claimed.is_whitespace() => ShapeVerdict::Agrees,
            Shape::Inked(likeness) if claimed.is_whitespace() => ink_for_a_space(likeness),
            _ if !known().iter().any(is_known) => ShapeVerdict::Unproved(UnprovedShape::NoReference),
            Shape::Blank => ShapeVerdict::Contradicts { looks_like: ' ' },
            Shape::Inked(likeness) => judge(likeness, look),
        }
    }
}

fn ink_for_a_space(likeness: &Likeness) -> ShapeVerdict {
    match likeness.iter().min_by_key(|(_, distance)| *distance) {
        Some((known, distance)) if distance <= RECOGNIZED => {
            ShapeVerdict::Contradicts { looks_like: known.character }
        }
        _ => ShapeVerdict::Unproved(UnprovedShape::Unlike),
    }
}

fn judge(likeness: &Likeness, claimed: SimilarityClass) -> ShapeVerdict {
    let (mut own, mut near) = (FAR, FAR);
    let (mut other, mut looks_like) = (FAR, ' ');
    for (known, distance) in likeness.iter() {
        match claimed.relation(&known.look) {
            Relation::Same => own = own.min(distance),
            Relation::Near => near = near.min(distance),
            Relation::Different if distance < other => (other, looks_like) = (distance, known.character),
            Relation::Different => {}
        }
    }
    // A mark may touch its letter: nothing is known of that shape, and only what is clear by itself counts.
    let limit = if own == FAR { MARK_LOST } else { own };
    if other <= RECOGNIZED && other < near && 2 * other + MARGIN < limit {
        ShapeVerdict::Contradicts { looks_like }
    } else if own <= other && own <= BELIEVED {
        ShapeVerdict::Agrees
    } else if own.min(near).min(other) <= BELIEVED {
        ShapeVerdict::Unproved(UnprovedShape::Unclear)
    } else {
        ShapeVerdict::Unproved(UnprovedShape::Unlike)
    }
}

#[cfg(test)]
mod tests;
