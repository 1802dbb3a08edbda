//! A source face: one of the six Liberation fonts that are built in.

use std::fmt;
use std::sync::{LazyLock, OnceLock};

use skrifa::charmap::Charmap;
use skrifa::outline::{OutlineGlyphCollection, OutlineGlyphFormat};
use skrifa::raw::TableProvider;
use skrifa::raw::tables::glyf::Glyf;
use skrifa::raw::tables::loca::Loca;
use skrifa::{FontRef, GlyphId};

use super::letters::{drawn_as, is_space, needs_no_shaping, without_repetitions};
use super::{Family, FontError, GlyphOutline, InkBox, Subset, Weight};

/// A face with its metrics, read once. All lengths are in 1/1000 em.
pub(crate) struct Face {
    family: Family,
    weight: Weight,
    name: &'static str,
    font: FontRef<'static>,
    charmap: Charmap<'static>,
    outlines: OutlineGlyphCollection<'static>,
    loca: Loca<'static>,
    glyf: Glyf<'static>,
    units_per_em: u16,
    ascent: i16,
    descent: i16,
    cap_height: i16,
    italic_angle: i16,
    pub(super) fixed_subset: OnceLock<Subset>,
}

macro_rules! faces {
    ($($family:ident $weight:ident $name:literal;)*) => {
        impl Face {
            /// The face of this family and weight.
            pub(crate) fn of(family: Family, weight: Weight) -> &'static Self {
                match (family, weight) {
                    $((Family::$family, Weight::$weight) => {
                        static FACE: LazyLock<Face> = LazyLock::new(|| read_embedded(
                            Family::$family,
                            Weight::$weight,
                            $name,
                            include_bytes!(concat!("../../../assets/fonts/", $name, ".ttf")),
                        ));
                        &FACE
                    })*
                }
            }
        }
    };
}

faces! {
    Mono Bold "LiberationMono-Bold";
    Mono Regular "LiberationMono-Regular";
    Sans Bold "LiberationSans-Bold";
    Sans Regular "LiberationSans-Regular";
    Serif Bold "LiberationSerif-Bold";
    Serif Regular "LiberationSerif-Regular";
}

#[expect(clippy::expect_used, reason = "the file is part of the program, and a test reads every face")]
fn read_embedded(family: Family, weight: Weight, name: &'static str, bytes: &'static [u8]) -> Face {
    Face::read(family, weight, name, bytes).expect("an embedded face is sound")
}

impl Face {
    fn read(
        family: Family,
        weight: Weight,
        file_name: &'static str,
        bytes: &'static [u8],
    ) -> Result<Self, FontError> {
        let damaged = |what| move |_| FontError::Damaged(what);
        let font = FontRef::new(bytes).map_err(damaged("table directory"))?;
        let units_per_em = font.head().map_err(damaged("head"))?.units_per_em();
        if !(16..=16384).contains(&units_per_em) {
            return Err(FontError::Damaged("units per em"));
        }
        let hhea = font.hhea().map_err(damaged("hhea"))?;
        let os2 = font.os2().map_err(damaged("OS/2"))?;
        let post = font.post().map_err(damaged("post"))?;
        let in_em = |units: i16| {
            i16::try_from(thousandths(units.into(), units_per_em)).map_err(|_| FontError::Damaged("metrics"))
        };
        Ok(Self {
            family,
            weight,
            // Fonts name their regular style by the family alone.
            name: file_name.strip_suffix("-Regular").unwrap_or(file_name),
            charmap: Charmap::new(&font),
            outlines: OutlineGlyphCollection::with_format(&font, OutlineGlyphFormat::Glyf)
                .ok_or(FontError::Damaged("outlines"))?,
            loca: font.loca(None).map_err(damaged("loca"))?,
            glyf: font.glyf().map_err(damaged("glyf"))?,
            units_per_em,
            ascent: in_em(hhea.ascender().to_i16())?,
            descent: in_em(hhea.descender().to_i16())?,
            cap_height: in_em(os2.s_cap_height().ok_or(FontError::Damaged("OS/2"))?)?,
            italic_angle: i16::try_from(post.italic_angle().to_i32())
                .map_err(|_| FontError::Damaged("post"))?,
            fixed_subset: OnceLock::new(),
            font,
        })
    }

    /// The face that the name of a subset names: `ABCDEF+LiberationSans`.
    pub(crate) fn of_subset(base_font: &str) -> Option<&'static Self> {
        let (tag, name) = base_font.split_once('+')?;
        let is_tag = tag.len() == 6 && tag.bytes().all(|b| b.is_ascii_uppercase());
        Self::all().find(|face| is_tag && face.name() == name)
    }

    /// All built-in faces.
    pub(crate) fn all() -> impl Iterator<Item = &'static Self> {
        Family::ALL.into_iter().flat_map(|family| Weight::ALL.map(|weight| Self::of(family, weight)))
    }

    /// The family.
    pub(crate) fn family(&self) -> Family {
        self.family
    }

    /// The weight.
    pub(crate) fn weight(&self) -> Weight {
        self.weight
    }

    /// The font program: a TrueType file.
    #[cfg(feature = "preview")]
    pub(crate) fn program(&self) -> &'static [u8] {
        self.font.data().as_bytes()
    }

    /// The PostScript name, such as `LiberationSans-Bold`.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// The glyph of a character; `None` where the face cannot draw it correctly: it has no glyph, the glyph has no
    /// outline though the character is no space, or the character needs shaping (see the [module](super)).
    pub(crate) fn glyph(&self, letter: char) -> Option<u16> {
        if !needs_no_shaping(letter) {
            return None;
        }
        let glyph = u16::try_from(self.charmap.map(drawn_as(letter))?.to_u32()).ok()?;
        (glyph != 0 && (is_space(letter) || !self.description(glyph)?.is_empty())).then_some(glyph)
    }

    /// The characters of a text that the face cannot draw, each once, in order of appearance.
    pub(crate) fn missing_letters(&self, text: &str) -> Vec<char> {
        without_repetitions(text.chars().filter(|letter| self.glyph(*letter).is_none()))
    }

    /// The advance of a character, rounded as in `/W`.
    pub(crate) fn advance(&self, letter: char) -> Option<u16> {
        self.glyph_advance(self.glyph(letter)?)
    }

    /// The outline of a character.
    pub(crate) fn outline(&self, letter: char) -> Option<GlyphOutline> {
        self.glyph_outline(self.glyph(letter)?)
    }

    /// The bounding box of a character's outline; `None` for a space, and for a character that is missing.
    pub(crate) fn ink_box(&self, letter: char) -> Option<InkBox> {
        self.outline(letter)?.ink_box()
    }

    /// The typographic height above the baseline.
    pub(crate) fn ascent(&self) -> i16 {
        self.ascent
    }

    /// The typographic depth, negative.
    pub(crate) fn descent(&self) -> i16 {
        self.descent
    }

    /// The height of flat capitals.
    pub(crate) fn cap_height(&self) -> i16 {
        self.cap_height
    }

    /// The slant in degrees counter-clockwise from the vertical: 0 for upright faces.
    pub(crate) fn italic_angle(&self) -> i16 {
        self.italic_angle
    }

    /// The width of upright stems, measured across the middle of `l`.
    pub(crate) fn stem_width(&self) -> u16 {
        let middle = f64::from(self.cap_height) / 2.0;
        let width = self.outline('l').and_then(|outline| outline.width_at(middle)).unwrap_or_default();
        // Saturating, and far below the limit: a stem is some 50 to 200 thousandths wide.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let width = width.round() as u16;
        width
    }

    pub(super) fn glyph_outline(&self, glyph: u16) -> Option<GlyphOutline> {
        GlyphOutline::draw(&self.outlines, self.units_per_em, glyph)
    }

    pub(super) fn glyph_advance(&self, glyph: u16) -> Option<u16> {
        let (advance, _) = self.side_metrics(glyph)?;
        u16::try_from(thousandths(advance.into(), self.units_per_em)).ok()
    }

    /// Advance and left side bearing in font units.
    pub(super) fn side_metrics(&self, glyph: u16) -> Option<(u16, i16)> {
        let hmtx = self.font.hmtx().ok()?;
        let glyph = GlyphId::from(glyph);
        Some((hmtx.advance(glyph)?, hmtx.side_bearing(glyph)?))
    }

    /// The bytes of a glyph in `glyf`; empty for a glyph without outline.
    pub(super) fn description(&self, glyph: u16) -> Option<&'static [u8]> {
        let index = usize::from(glyph);
        let start = usize::try_from(self.loca.get_raw(index)?).ok()?;
        let end = usize::try_from(self.loca.get_raw(index + 1)?).ok()?;
        self.glyf.offset_data().as_bytes().get(start..end)
    }

    pub(super) fn table(&self, tag: [u8; 4]) -> Option<&'static [u8]> {
        Some(self.font.data_for_tag(skrifa::Tag::new(&tag))?.as_bytes())
    }

    #[cfg(test)]
    pub(super) fn font(&self) -> &FontRef<'static> {
        &self.font
    }

    pub(super) fn units_per_em(&self) -> u16 {
        self.units_per_em
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Face").field(&self.name).finish()
    }
}

/// Font units in 1/1000 em, rounded to the nearest, halves upwards.
pub(super) fn thousandths(units: i32, units_per_em: u16) -> i32 {
    let em = i32::from(units_per_em);
    (units * 2000 + em).div_euclid(2 * em)
}

/// Font units in whole 1/1000 em, rounded down.
pub(super) fn floor(units: i16, units_per_em: u16) -> i32 {
    (i32::from(units) * 1000).div_euclid(i32::from(units_per_em))
}

/// Font units in whole 1/1000 em, rounded up.
pub(super) fn ceiling(units: i16, units_per_em: u16) -> i32 {
    -(i32::from(units) * -1000).div_euclid(i32::from(units_per_em))
}
