//! Reads the TrueType program of a font in a PDF, independently of the code that writes fonts.
//!
//! A program that two viewers could show differently is refused: duplicate tables, the upper-case tables that only
//! new readers prefer, variations, outlines in other tables than `glyf`.

use std::fmt;

use skrifa::outline::{OutlineGlyphCollection, OutlineGlyphFormat};
use skrifa::raw::TableProvider;
use skrifa::raw::tables::cmap::EncodingRecord;
use skrifa::raw::tables::glyf::Glyf;
use skrifa::raw::tables::glyf::Glyph;
use skrifa::raw::tables::hmtx::Hmtx;
use skrifa::raw::tables::loca::Loca;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::{FontError, GlyphOutline};

/// A TrueType program from `/FontFile2`, decoded.
pub(crate) struct EmbeddedFont<'a> {
    font: FontRef<'a>,
    outlines: OutlineGlyphCollection<'a>,
    glyf: Glyf<'a>,
    loca: Loca<'a>,
    hmtx: Hmtx<'a>,
    units_per_em: u16,
    glyph_count: u16,
}

/// The most bytes of a font program; CJK fonts reach 20 MB.
const MOST_BYTES: usize = 32 << 20;

/// Tables that some readers use instead of, or on top of, `glyf`, `loca`, `hmtx` and `maxp`.
const AMBIGUOUS: [&[u8; 4]; 13] = [
    b"CFF ", b"CFF2", b"GLYF", b"HHEA", b"HMTX", b"HVAR", b"LOCA", b"MAXP", b"VARC", b"avar", b"fvar",
    b"gvar", b"sbix",
];

/// Tables with hinting programs, which may move points.
const HINTS: [&[u8; 4]; 3] = [b"cvt ", b"fpgm", b"prep"];

impl<'a> EmbeddedFont<'a> {
    /// Reads the decoded bytes of a `/FontFile2`.
    ///
    /// # Errors
    /// A font program that is damaged, too large, or could be shown differently by two viewers.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, FontError> {
        if bytes.len() > MOST_BYTES {
            return Err(FontError::TooLarge("font program"));
        }
        if !bytes.starts_with(&[0, 1, 0, 0]) && !bytes.starts_with(b"true") {
            return Err(FontError::Unsupported("not a TrueType program"));
        }
        let damaged = |what| move |_| FontError::Damaged(what);
        let font = FontRef::new(bytes).map_err(damaged("table directory"))?;
        check_directory(&font, bytes.len())?;

        let head = font.head().map_err(damaged("head"))?;
        if !matches!(head.index_to_loc_format(), 0 | 1) {
            return Err(FontError::Damaged("format of loca"));
        }
        let units_per_em = head.units_per_em();
        if !(16..=16384).contains(&units_per_em) {
            return Err(FontError::Damaged("units per em"));
        }
        let glyph_count = font.maxp().map_err(damaged("maxp"))?.num_glyphs();
        let loca = font.loca(None).map_err(damaged("loca"))?;
        if loca.len() < usize::from(glyph_count) || !loca.all_offsets_are_ascending() {
            return Err(FontError::Damaged("loca"));
        }
        Ok(Self {
            outlines: OutlineGlyphCollection::with_format(&font, OutlineGlyphFormat::Glyf)
                .ok_or(FontError::Damaged("outlines"))?,
            glyf: font.glyf().map_err(damaged("glyf"))?,
            hmtx: font.hmtx().map_err(damaged("hmtx"))?,
            loca,
            units_per_em,
            glyph_count,
            font,
        })
    }

    /// The number of glyphs, `.notdef` included.
    #[cfg(test)]
    pub(crate) fn glyph_count(&self) -> u16 {
        self.glyph_count
    }

    /// The outline of a glyph; `None` where there is no such glyph, or it is unreadable.
    pub(crate) fn outline(&self, glyph: u16) -> Option<GlyphOutline> {
        if glyph >= self.glyph_count {
            return None;
        }
        GlyphOutline::draw(&self.outlines, self.units_per_em, glyph)
    }

    /// The advance of a glyph in 1/1000 em, not rounded.
    pub(crate) fn advance(&self, glyph: u16) -> Option<f64> {
        if glyph >= self.glyph_count {
            return None;
        }
        let units = self.hmtx.advance(GlyphId::from(glyph))?;
        Some(f64::from(units) * 1000.0 / f64::from(self.units_per_em))
    }

    /// The glyph of a character by the font's own `cmap`; `None` where it has no `cmap`, or not that character.
    pub(crate) fn cmap_glyph(&self, letter: char) -> Option<u16> {
        self.font.charmap().map(letter).and_then(|glyph| u16::try_from(glyph.to_u32()).ok())
    }

    /// The glyph of a code in the `cmap` subtable of this platform and encoding; `None` where there is no such
    /// subtable, or it has `.notdef` there.
    pub(crate) fn cmap_code(&self, platform: u16, encoding: u16, code: u32) -> Option<u16> {
        let cmap = self.font.cmap().ok()?;
        let has_number = |record: &&EncodingRecord| {
            record.platform_id() as u16 == platform && record.encoding_id() == encoding
        };
        let record = cmap.encoding_records().iter().find(has_number)?;
        let glyph = record.subtable(cmap.offset_data()).ok()?.map_codepoint(code)?;
        u16::try_from(glyph.to_u32()).ok().filter(|glyph| *glyph != 0)
    }

    /// The glyph of a name in `post`.
    pub(crate) fn named_glyph(&self, name: &[u8]) -> Option<u16> {
        let post = self.font.post().ok()?;
        let name = std::str::from_utf8(name).ok()?;
        (1..self.glyph_count).find(|glyph| post.glyph_name((*glyph).into()) == Some(name))
    }

    /// Whether hinting can move no point: there are no hinting programs, and no glyph has instructions. Only then
    /// [`outline`](Self::outline) is what every viewer draws.
    pub(crate) fn is_hint_free(&self) -> bool {
        let no_programs = HINTS.iter().all(|tag| self.font.data_for_tag(skrifa::Tag::new(tag)).is_none());
        no_programs && (0..self.glyph_count).all(|glyph| self.has_no_instructions(glyph) == Some(true))
    }

    fn has_no_instructions(&self, glyph: u16) -> Option<bool> {
        Some(match self.loca.get(GlyphId::from(glyph), &self.glyf)?.glyph() {
            None => true,
            Some(Glyph::Simple(simple)) => simple.instruction_length() == 0,
            Some(Glyph::Composite(composite)) => {
                let (_, instructions) = composite.count_and_instructions();
                instructions.is_none_or(<[u8]>::is_empty)
            }
        })
    }
}

/// The table directory is sorted, without duplicates, within the file, and without ambiguous tables.
fn check_directory(font: &FontRef<'_>, length: usize) -> Result<(), FontError> {
    let records = font.table_directory.table_records();
    let tags: Vec<[u8; 4]> = records.iter().map(|record| record.tag().to_be_bytes()).collect();
    if !tags.is_sorted_by(|a, b| a < b) {
        return Err(FontError::Damaged("table directory is not sorted, or names a table twice"));
    }
    if tags.iter().any(|tag| AMBIGUOUS.contains(&tag)) {
        return Err(FontError::Unsupported("other outlines or variations beside `glyf`"));
    }
    let is_inside = |offset: u32, size: u32| {
        let end = usize::try_from(u64::from(offset) + u64::from(size));
        end.is_ok_and(|end| end <= length)
    };
    if !records.iter().all(|record| is_inside(record.offset(), record.length())) {
        return Err(FontError::Damaged("table outside the file"));
    }
    Ok(())
}

impl fmt::Debug for EmbeddedFont<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbeddedFont").field("glyph_count", &self.glyph_count).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::font::sfnt::{SfntTables, assemble};
    use crate::pdf::font::{Face, Family, Subset, Weight, same_outline};

    fn program(letters: &str) -> Vec<u8> {
        let face = Face::of(Family::Sans, Weight::Regular);
        Subset::of(face, letters.chars()).unwrap().program().to_vec()
    }

    /// The program of `ab`, its tables changed.
    fn changed(change: impl FnOnce(&mut SfntTables)) -> Vec<u8> {
        let program = program("ab");
        let font = FontRef::new(&program).unwrap();
        let mut tables: SfntTables = font
            .table_directory
            .table_records()
            .iter()
            .map(|record| {
                let table = font.data_for_tag(record.tag()).unwrap().as_bytes().to_vec();
                (record.tag().to_be_bytes(), table)
            })
            .collect();
        change(&mut tables);
        assemble(tables).unwrap()
    }

    fn error(bytes: &[u8]) -> FontError {
        EmbeddedFont::read(bytes).unwrap_err()
    }

    #[test]
    fn glyphs_are_read_by_their_ids() {
        let program = program("ab");
        let font = EmbeddedFont::read(&program).unwrap();
        assert_eq!(font.glyph_count(), 3);
        assert_eq!(font.advance(1).map(f64::round), Some(556.0));
        assert_eq!((font.advance(3), font.outline(3)), (None, None));
        let (a, b) = (font.outline(1).unwrap(), font.outline(2).unwrap());
        assert!(!same_outline(&a, &b));
    }

    #[test]
    fn a_glyph_moved_by_one_unit_is_another() {
        let program = program("a");
        let source = Face::of(Family::Sans, Weight::Regular).outline('a').unwrap();
        assert!(same_outline(&EmbeddedFont::read(&program).unwrap().outline(1).unwrap(), &source));
        let moved = changed(|tables| {
            // The last coordinate of the last point of `b`.
            let glyf = tables.get_mut(b"glyf").unwrap();
            let last = glyf.iter().rposition(|byte| *byte != 0).unwrap();
            glyf[last] ^= 1;
        });
        let b = Face::of(Family::Sans, Weight::Regular).outline('b').unwrap();
        assert!(!same_outline(&EmbeddedFont::read(&moved).unwrap().outline(2).unwrap(), &b));
    }

    #[test]
    fn a_font_that_hints_says_so() {
        assert!(EmbeddedFont::read(&changed(|_| {})).unwrap().is_hint_free());
        for tag in HINTS {
            let hinted = changed(|tables| drop(tables.insert(*tag, vec![0xB0, 0, 0, 0])));
            assert!(!EmbeddedFont::read(&hinted).unwrap().is_hint_free());
        }
        let source = include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf");
        let source = EmbeddedFont::read(source).unwrap();
        assert!(!source.is_hint_free());
        // `A` is a simple glyph with instructions, `Ā` a composite of two glyphs.
        let face = Face::of(Family::Sans, Weight::Regular);
        assert_eq!(source.has_no_instructions(face.glyph('A').unwrap()), Some(false));
        assert_eq!(source.has_no_instructions(face.glyph('Ā').unwrap()), Some(false));
    }

    #[test]
    fn an_ambiguous_program_is_refused() {
        for tag in AMBIGUOUS {
            let ambiguous = changed(|tables| drop(tables.insert(*tag, vec![0; 8])));
            let expected = FontError::Unsupported("other outlines or variations beside `glyf`");
            assert_eq!(error(&ambiguous), expected, "{}", tag.escape_ascii());
        }
        let mut doubled = program("ab");
        // The second record of the directory takes the name of the first.
        doubled.copy_within(12..16, 28);
        assert_eq!(
            error(&doubled),
            FontError::Damaged("table directory is not sorted, or names a table twice")
        );
    }

    #[test]
    fn what_is_no_sound_truetype_is_refused() {
        assert_eq!(error(b"OTTO"), FontError::Unsupported("not a TrueType program"));
        assert_eq!(error(&[0, 1, 0, 0]), FontError::Damaged("table directory"));
        assert_eq!(
            error(&changed(|tables| tables.get_mut(b"head").unwrap()[51] = 7)),
            FontError::Damaged("format of loca")
        );
        assert_eq!(
            error(&changed(|tables| tables.get_mut(b"loca").unwrap().truncate(4))),
            FontError::Damaged("loca")
        );
        for tag in [b"glyf", b"head", b"hmtx", b"loca", b"maxp"] {
            let mut without = changed(|_| {});
            let place = without.windows(4).position(|window| window == tag).unwrap();
            // The last character changes, the order does not.
            without[place + 3] += 1;
            assert!(matches!(error(&without), FontError::Damaged(_)), "{}", tag.escape_ascii());
        }
        let whole = program("ab");
        for length in 0..whole.len() - 3 {
            assert!(EmbeddedFont::read(&whole[..length]).is_err(), "{length}");
        }
    }
}
