//! A hint-free TrueType program with a chosen set of characters.
//!
//! Written here rather than with the crate `subsetter`: removing the hints from its output would need all parts of
//! this file but the sorting of glyphs (parse every glyph, write `glyf`, `loca`, `head`, `maxp` and the checksums
//! again). Done in one pass it is less code, leaves out the tables that a PDF does not need (`name`, `post`: ISO
//! 32000-2, 9.9.1 asks for the six tables written here), and orders the glyphs by character, which keeps `/W` and
//! `/ToUnicode` small.
//!
//! Glyph ids are CIDs (`/CIDToGIDMap /Identity`): 0 is `.notdef`, then one glyph for each character in order of the
//! code points, then the components of composites. Two characters with the same outline (space and U+00A0, U+2010
//! and U+2011) get a glyph each, so that a CID has one character, and copied text is the text of the value.

use std::collections::BTreeMap;
use std::iter;

use super::face::{ceiling, floor};
use super::glyf::GlyphDescription;
use super::letters::fixed_letters;
use super::objects::deflate;
use super::sfnt::{SfntTables, assemble};
use super::{Face, FontError};

/// A subset of a face: its program, and the codes of its characters.
#[derive(Debug)]
pub(crate) struct Subset {
    face: &'static Face,
    /// Sorted; the character at `i` has CID `i + 1`.
    letters: Vec<char>,
    /// Of `.notdef` and the characters, by CID.
    widths: Vec<u16>,
    /// The bounding box of all glyphs, in 1/1000 em: left, bottom, right, top.
    bounds: [i32; 4],
    program: Vec<u8>,
    deflated: Vec<u8>,
}

impl Subset {
    /// The subset of the [fixed characters](super::letters::FIXED_LETTERS): the same bytes for every form. Made
    /// once.
    pub(crate) fn fixed(face: &'static Face) -> &'static Self {
        face.fixed_subset.get_or_init(|| of_fixed_letters(face))
    }

    /// The subset of these characters.
    ///
    /// # Errors
    /// [`FontError::Missing`] with every character that the face cannot draw; [`FontError::TooLarge`] where a glyph
    /// id would not fit 16 bits.
    pub(crate) fn of(
        face: &'static Face,
        letters: impl IntoIterator<Item = char>,
    ) -> Result<Self, FontError> {
        let mut letters: Vec<char> = letters.into_iter().collect();
        let missing = face.missing_letters(&letters.iter().collect::<String>());
        letters.sort_unstable();
        letters.dedup();
        let sources: Option<Vec<u16>> =
            iter::once(Some(0)).chain(letters.iter().map(|letter| face.glyph(*letter))).collect();
        let sources = sources.ok_or(FontError::Missing(missing))?;

        let widths: Option<Vec<u16>> = sources.iter().map(|glyph| face.glyph_advance(*glyph)).collect();
        let widths = widths.ok_or(FontError::Damaged("hmtx"))?;
        let glyphs = SubsetGlyphs::of(face, sources)?;
        let program = glyphs.write(face).ok_or(FontError::Damaged("tables"))?;
        let ([left, bottom, right, top], em) = (glyphs.bounds, face.units_per_em());
        Ok(Self {
            face,
            letters,
            widths,
            bounds: [floor(left, em), floor(bottom, em), ceiling(right, em), ceiling(top, em)],
            deflated: deflate(&program),
            program,
        })
    }

    /// The face.
    pub(crate) fn face(&self) -> &'static Face {
        self.face
    }

    /// The characters, sorted.
    pub(crate) fn letters(&self) -> &[char] {
        &self.letters
    }

    /// The CID of a character.
    pub(crate) fn cid(&self, letter: char) -> Option<u16> {
        u16::try_from(self.letters.binary_search(&letter).ok()? + 1).ok()
    }

    /// The TrueType program.
    pub(crate) fn program(&self) -> &[u8] {
        &self.program
    }

    pub(super) fn widths(&self) -> &[u16] {
        &self.widths
    }

    pub(super) fn bounds(&self) -> [i32; 4] {
        self.bounds
    }

    pub(super) fn deflated(&self) -> &[u8] {
        &self.deflated
    }
}

#[expect(clippy::expect_used, reason = "faces and letters are part of the program, and a test makes all six")]
fn of_fixed_letters(face: &'static Face) -> Subset {
    Subset::of(face, fixed_letters()).expect("every embedded face draws the fixed letters")
}

/// The glyphs of a subset, and their glyphs in the face.
struct SubsetGlyphs<'a> {
    /// The glyph id in the face, by glyph id in the subset.
    sources: Vec<u16>,
    descriptions: Vec<GlyphDescription<'a>>,
    /// In font units: left, bottom, right, top.
    bounds: [i16; 4],
}

impl SubsetGlyphs<'_> {
    /// Adds the components of composites behind the glyphs.
    fn of(face: &Face, mut sources: Vec<u16>) -> Result<Self, FontError> {
        let mut descriptions = Vec::with_capacity(sources.len());
        let mut bounds: Option<[i16; 4]> = None;
        while let Some(source) = sources.get(descriptions.len()) {
            let description = face
                .description(*source)
                .and_then(GlyphDescription::read)
                .ok_or(FontError::Damaged("glyph description"))?;
            for component in description.components() {
                if !sources.contains(&component.glyph) {
                    sources.push(component.glyph);
                }
            }
            if let Some([left, bottom, right, top]) = description.bounds() {
                let all = bounds.unwrap_or([left, bottom, right, top]);
                bounds = Some([all[0].min(left), all[1].min(bottom), all[2].max(right), all[3].max(top)]);
            }
            descriptions.push(description);
        }
        if sources.len() > usize::from(u16::MAX) {
            return Err(FontError::TooLarge("glyphs in a subset"));
        }
        Ok(Self { sources, descriptions, bounds: bounds.unwrap_or_default() })
    }

    /// The file; `None` where the face's own tables are too short, or the subset's too long.
    fn write(&self, face: &Face) -> Option<Vec<u8>> {
        let (glyf, loca) = self.glyf_and_loca()?;
        let metrics: Vec<(u16, i16)> =
            self.sources.iter().map(|source| face.side_metrics(*source)).collect::<Option<_>>()?;
        let (hmtx, long_metrics) = hmtx(&metrics)?;
        assemble(SfntTables::from([
            (*b"glyf", glyf),
            (*b"head", self.head(face.table(*b"head")?, loca.is_long)?),
            (*b"hhea", self.hhea(face.table(*b"hhea")?, &metrics, long_metrics)?),
            (*b"hmtx", hmtx),
            (*b"loca", loca.bytes),
            (*b"maxp", self.maxp(face.table(*b"maxp")?)?),
        ]))
    }

    fn glyf_and_loca(&self) -> Option<(Vec<u8>, LocaTable)> {
        let mut new: BTreeMap<u16, u16> = BTreeMap::new();
        for (index, source) in self.sources.iter().enumerate() {
            // The first of several glyphs with the same outline.
            new.entry(*source).or_insert(u16::try_from(index).ok()?);
        }
        let mut glyf = Vec::new();
        let mut offsets = vec![0];
        for description in &self.descriptions {
            description.write(|source| new.get(&source).copied(), &mut glyf)?;
            glyf.resize(glyf.len().next_multiple_of(2), 0);
            offsets.push(u32::try_from(glyf.len()).ok()?);
        }
        Some((glyf, LocaTable::of(&offsets)))
    }

    fn head(&self, source: &[u8], is_long: bool) -> Option<Vec<u8>> {
        let mut head = source.get(..54)?.to_vec();
        // Bits 2 and 4 of the flags are about instructions.
        *head.get_mut(17)? &= !0b1_0100;
        put(&mut head, 36, self.bounds.map(i16::cast_unsigned))?;
        put(&mut head, 50, [u16::from(is_long)])?;
        Some(head)
    }

    fn hhea(&self, source: &[u8], metrics: &[(u16, i16)], long_metrics: u16) -> Option<Vec<u8>> {
        let mut hhea = source.get(..36)?.to_vec();
        let (mut min_left, mut min_right, mut max_extent) = (i16::MAX, i16::MAX, i16::MIN);
        for (description, (advance, bearing)) in self.descriptions.iter().zip(metrics) {
            let Some([left, _, right, _]) = description.bounds() else { continue };
            let extent = bearing.checked_add(right.checked_sub(left)?)?;
            min_left = min_left.min(*bearing);
            min_right = min_right.min(i16::try_from(*advance).ok()?.checked_sub(extent)?);
            max_extent = max_extent.max(extent);
        }
        let widest = metrics.iter().map(|(advance, _)| *advance).max()?;
        put(
            &mut hhea,
            10,
            [widest, min_left.cast_unsigned(), min_right.cast_unsigned(), max_extent.cast_unsigned()],
        )?;
        put(&mut hhea, 34, [long_metrics])?;
        Some(hhea)
    }

    /// The limits of points and contours hold for the subset too; those of instructions become zero.
    fn maxp(&self, source: &[u8]) -> Option<Vec<u8>> {
        const ZONES: u16 = 1;
        let mut maxp = source.get(..32)?.to_vec();
        put(&mut maxp, 4, [u16::try_from(self.sources.len()).ok()?])?;
        // Twilight points, storage, functions, instruction definitions, stack, size of instructions: none.
        put(&mut maxp, 14, [ZONES, 0, 0, 0, 0, 0, 0])?;
        Some(maxp)
    }
}

/// The `loca` table.
struct LocaTable {
    bytes: Vec<u8>,
    is_long: bool,
}

impl LocaTable {
    fn of(offsets: &[u32]) -> Self {
        let halves: Option<Vec<u16>> = offsets.iter().map(|offset| u16::try_from(offset / 2).ok()).collect();
        match halves {
            Some(halves) => {
                Self { bytes: halves.into_iter().flat_map(u16::to_be_bytes).collect(), is_long: false }
            }
            None => Self {
                bytes: offsets.iter().flat_map(|offset| offset.to_be_bytes()).collect(),
                is_long: true,
            },
        }
    }
}

/// The `hmtx` table, and the number of its full entries: the advance of the last one holds for all glyphs that
/// follow.
fn hmtx(metrics: &[(u16, i16)]) -> Option<(Vec<u8>, u16)> {
    let (last, _) = metrics.last()?;
    let same = metrics.iter().rev().take_while(|(advance, _)| advance == last).count();
    let long = metrics.len() - same + 1;
    let mut hmtx = Vec::with_capacity(4 * metrics.len());
    for (index, (advance, bearing)) in metrics.iter().enumerate() {
        if index < long {
            hmtx.extend(advance.to_be_bytes());
        }
        hmtx.extend(bearing.to_be_bytes());
    }
    Some((hmtx, u16::try_from(long).ok()?))
}

fn put<const N: usize>(table: &mut [u8], at: usize, numbers: [u16; N]) -> Option<()> {
    for (place, number) in table.get_mut(at..at + 2 * N)?.chunks_exact_mut(2).zip(numbers) {
        place.copy_from_slice(&number.to_be_bytes());
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advances_that_repeat_at_the_end_are_written_once() {
        assert_eq!(hmtx(&[(600, 1), (600, 2)]), Some((vec![2, 88, 0, 1, 0, 2], 1)));
        assert_eq!(hmtx(&[(600, 1), (0, 2)]), Some((vec![2, 88, 0, 1, 0, 0, 0, 2], 2)));
        assert_eq!(hmtx(&[]), None);
    }

    #[test]
    fn locations_are_short_while_they_fit() {
        let short = LocaTable::of(&[0, 0x1FFFE]);
        assert_eq!((short.bytes, short.is_long), (vec![0, 0, 0xFF, 0xFF], false));
        let long = LocaTable::of(&[0, 0x20000]);
        assert_eq!((long.bytes, long.is_long), (vec![0, 0, 0, 0, 0, 2, 0, 0], true));
    }
}
