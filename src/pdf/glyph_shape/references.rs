//! What characters look like in many faces (`assets/shapes`): a projection of the features, and points in it.
//!
//! The projection was chosen so that a step in it is one by which faces of one character differ (linear discriminant
//! analysis, Fisher 1936); each character has some points, the centres of groups of faces that draw it alike.

use std::sync::LazyLock;

use super::features::{COUNT, Features};

static SHAPES: &[u8] = include_bytes!("../../../assets/shapes/shapes.bin");

/// The numbers of a point.
pub(super) const DIMENSIONS: usize = 32;
/// Bytes of a number of the projection: its offset, its shift, its weights.
const ROW: usize = 4 + 1 + COUNT;
/// Bytes of a reference: its character in UTF-16, its point.
const REFERENCE: usize = 2 + DIMENSIONS;

/// A part of a glyph, projected.
type PathPoint = [i16; DIMENSIONS];

/// The reference shapes.
pub(super) struct References {
    /// What is taken off, by how many bits is shifted, and the weights of the features.
    rows: Vec<(i32, u8, Features)>,
    /// Ascending, each once.
    characters: Vec<char>,
    /// The points of each character, and where they end.
    points: Vec<PathPoint>,
    ends: Vec<usize>,
}

impl References {
    pub(super) fn get() -> &'static Self {
        static REFERENCES: LazyLock<References> = LazyLock::new(|| References::read(SHAPES));
        &REFERENCES
    }

    fn read(bytes: &[u8]) -> Self {
        let (rows, references) = bytes.split_at_checked(DIMENSIONS * ROW).unwrap_or_default();
        let rows = rows.as_chunks::<ROW>().0.iter().map(row).collect();
        let mut all = Self { rows, characters: Vec::new(), points: Vec::new(), ends: Vec::new() };
        for [low, high, point @ ..] in references.as_chunks::<REFERENCE>().0 {
            let character = char::from_u32(u16::from_le_bytes([*low, *high]).into()).unwrap_or_default();
            if all.characters.last() != Some(&character) {
                all.characters.push(character);
                all.ends.push(all.points.len());
            }
            all.points.push(point.map(signed));
            if let Some(end) = all.ends.last_mut() {
                *end = all.points.len();
            }
        }
        all
    }

    /// The place of a character among the distances.
    pub(super) fn place(&self, character: char) -> Option<usize> {
        self.characters.binary_search(&character).ok()
    }

    pub(super) fn characters(&self) -> &[char] {
        &self.characters
    }

    /// The square of the distance to the nearest reference of each character.
    pub(super) fn distances(&self, features: &Features) -> Vec<u32> {
        let point = self.project(features);
        let mut from = 0;
        let nearest = |end: &usize| {
            let points = self.points.get(std::mem::replace(&mut from, *end)..*end).unwrap_or_default();
            points.iter().map(|reference| square(&point, reference)).min().unwrap_or(u32::MAX)
        };
        self.ends.iter().map(nearest).collect()
    }

    fn project(&self, features: &Features) -> PathPoint {
        let mut point = [0; DIMENSIONS];
        for (number, (offset, shift, weights)) in point.iter_mut().zip(&self.rows) {
            let sum: i32 = weights.iter().zip(features).map(|(w, f)| i32::from(*w) * i32::from(*f)).sum();
            *number = i16::try_from(((sum - offset) >> shift).clamp(-1_000, 1_000)).unwrap_or_default();
        }
        point
    }
}

fn row(bytes: &[u8; ROW]) -> (i32, u8, Features) {
    let [a, b, c, d, shift, weights @ ..] = *bytes;
    (i32::from_le_bytes([a, b, c, d]), shift.min(31), weights.map(signed))
}

fn signed(byte: u8) -> i16 {
    byte.cast_signed().into()
}

fn square(a: &PathPoint, b: &PathPoint) -> u32 {
    let squares = a.iter().zip(b).map(|(a, b)| i32::from(a - b) * i32::from(a - b));
    squares.sum::<i32>().unsigned_abs()
}
