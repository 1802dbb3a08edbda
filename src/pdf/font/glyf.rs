//! Reads one glyph description of `glyf`, and writes it again without its instructions.
//!
//! Source: OpenType 1.9.1, "glyf — Glyph Data".

const X_SHORT: u8 = 0x02;
const Y_SHORT: u8 = 0x04;
const REPEAT: u8 = 0x08;
const X_SAME_OR_POSITIVE: u8 = 0x10;
const Y_SAME_OR_POSITIVE: u8 = 0x20;

const ARGS_ARE_WORDS: u16 = 0x0001;
const HAS_SCALE: u16 = 0x0008;
const MORE_COMPONENTS: u16 = 0x0020;
const HAS_X_AND_Y_SCALE: u16 = 0x0040;
const HAS_TWO_BY_TWO: u16 = 0x0080;
const HAS_INSTRUCTIONS: u16 = 0x0100;

/// A glyph description without instructions and padding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum GlyphDescription<'a> {
    /// No outline.
    Blank,
    /// A simple glyph: the bytes up to the ends of the contours, and the points.
    Simple { head: &'a [u8], points: &'a [u8] },
    /// A composite glyph: its header (a negative number of contours, the bounding box), and its components.
    Composite { head: &'a [u8], components: Vec<GlyphComponent<'a>> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GlyphComponent<'a> {
    flags: u16,
    pub(super) glyph: u16,
    /// Arguments and transformation.
    placement: &'a [u8],
}

impl<'a> GlyphDescription<'a> {
    /// Reads a description; `None` where it ends too early.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        if bytes.is_empty() {
            return Some(Self::Blank);
        }
        let mut rest = bytes;
        let head = take(&mut rest, 10)?;
        if head.first()? & 0x80 == 0 { Self::simple(bytes) } else { Self::composite(head, rest) }
    }

    fn simple(bytes: &'a [u8]) -> Option<Self> {
        let contours = usize::from(u16::from_be_bytes(*bytes.first_chunk()?));
        let mut rest = bytes;
        let head = take(&mut rest, 10 + 2 * contours)?;
        let instructions = number(&mut rest)?;
        take(&mut rest, instructions.into())?;
        let count = match contours {
            0 => 0,
            _ => usize::from(u16::from_be_bytes(*head.last_chunk()?)) + 1,
        };
        let points = rest.get(..length_of_points(rest, count)?)?;
        Some(Self::Simple { head, points })
    }

    fn composite(head: &'a [u8], mut rest: &'a [u8]) -> Option<Self> {
        let mut components = Vec::new();
        loop {
            let flags = number(&mut rest)?;
            let glyph = number(&mut rest)?;
            let offsets = if flags & ARGS_ARE_WORDS == 0 { 2 } else { 4 };
            let scales = match flags {
                _ if flags & HAS_SCALE != 0 => 2,
                _ if flags & HAS_X_AND_Y_SCALE != 0 => 4,
                _ if flags & HAS_TWO_BY_TWO != 0 => 8,
                _ => 0,
            };
            components.push(GlyphComponent {
                flags: flags & !HAS_INSTRUCTIONS,
                glyph,
                placement: take(&mut rest, offsets + scales)?,
            });
            if flags & MORE_COMPONENTS == 0 {
                return Some(Self::Composite { head, components });
            }
        }
    }

    /// The bounding box in the description: left, bottom, right, top, in font units.
    pub(super) fn bounds(&self) -> Option<[i16; 4]> {
        let (Self::Simple { head, .. } | Self::Composite { head, .. }) = self else { return None };
        let mut numbers = head.get(2..10)?;
        let mut next = || number(&mut numbers).map(u16::cast_signed);
        Some([next()?, next()?, next()?, next()?])
    }

    /// The components of a composite glyph.
    pub(super) fn components(&self) -> &[GlyphComponent<'a>] {
        match self {
            Self::Composite { components, .. } => components,
            _ => &[],
        }
    }

    /// Writes the description; its components get the glyph ids of `new_glyph`.
    pub(super) fn write(&self, new_glyph: impl Fn(u16) -> Option<u16>, out: &mut Vec<u8>) -> Option<()> {
        match self {
            Self::Blank => {}
            Self::Simple { head, points } => {
                out.extend(*head);
                out.extend(0_u16.to_be_bytes());
                out.extend(*points);
            }
            Self::Composite { head, components } => {
                out.extend(*head);
                for component in components {
                    out.extend(component.flags.to_be_bytes());
                    out.extend(new_glyph(component.glyph)?.to_be_bytes());
                    out.extend(component.placement);
                }
            }
        }
        Some(())
    }
}

/// The length in bytes of the flags and coordinates of this many points.
fn length_of_points(bytes: &[u8], count: usize) -> Option<usize> {
    let mut flags = bytes.iter();
    let (mut seen, mut length) = (0, 0);
    while seen < count {
        let flag = *flags.next()?;
        length += 1;
        let mut times = 1;
        if flag & REPEAT != 0 {
            times += usize::from(*flags.next()?);
            length += 1;
        }
        let size = |short, same| match flag {
            _ if flag & short != 0 => 1,
            _ if flag & same != 0 => 0,
            _ => 2,
        };
        length += times * (size(X_SHORT, X_SAME_OR_POSITIVE) + size(Y_SHORT, Y_SAME_OR_POSITIVE));
        seen += times;
    }
    (seen == count).then_some(length)
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn number(rest: &mut &[u8]) -> Option<u16> {
    let bytes = take(rest, 2)?;
    Some(u16::from_be_bytes(*bytes.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(bytes: &[u8], new_glyph: impl Fn(u16) -> Option<u16>) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        GlyphDescription::read(bytes)?.write(new_glyph, &mut out)?;
        Some(out)
    }

    #[test]
    fn instructions_of_a_simple_glyph_go() {
        let head = [0, 1, 0, 0, 0, 0, 0, 9, 0, 9, 0, 2];
        // Three points: one flag twice (both coordinates short), one flag with two-byte x and the same y.
        let points = [0x0E, 1, 0x20, 1, 2, 0, 3, 4, 5];
        let padding = [0, 0, 0];
        let glyph = [&head[..], &[0, 2, 0xB0, 0x01], &points, &padding].concat();
        assert_eq!(written(&glyph, Some), Some([&head[..], &[0, 0], &points].concat()));
        assert_eq!(GlyphDescription::read(&glyph).unwrap().bounds(), Some([0, 0, 9, 9]));
    }

    #[test]
    fn instructions_of_a_composite_go_and_components_are_renamed() {
        let head = [0xFF, 0xFF, 0, 0, 0, 0, 0, 9, 0, 9];
        let first = [0x11, 0x21, 0, 7, 0, 1, 0, 2];
        let last = [0x01, 0x08, 0, 8, 1, 2, 0x40, 0];
        let glyph = [&head[..], &first, &last, &[0, 1, 0xB0]].concat();
        let expected =
            [&head[..], &[0x10, 0x21, 0, 17, 0, 1, 0, 2], &[0x00, 0x08, 0, 18, 1, 2, 0x40, 0]].concat();
        assert_eq!(written(&glyph, |glyph| Some(glyph + 10)), Some(expected));
        assert_eq!(written(&glyph, |_| None), None);
    }

    #[test]
    fn what_ends_too_early_is_refused() {
        let glyph = [0, 1, 0, 0, 0, 0, 0, 9, 0, 9, 0, 2, 0, 0, 0x0E, 1, 0x20, 1, 2, 0, 3, 4, 5];
        assert!(GlyphDescription::read(&glyph).is_some());
        for length in 1..glyph.len() {
            assert_eq!(GlyphDescription::read(&glyph[..length]), None, "{length}");
        }
        assert_eq!(GlyphDescription::read(&[]), Some(GlyphDescription::Blank));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic_and_are_stable_once_stripped(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some(once) = written(&bytes, Some) {
                prop_assert_eq!(written(&once, Some), Some(once));
            }
        }
    }
}
