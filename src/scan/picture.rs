//! Image files: never a document, whatever they show.

use super::kind::{ImageKind, Kind};
use super::reason::FileReason;
use super::rules::HALF_PAGE_PIXELS;

pub(super) fn look(bytes: &[u8], kind: ImageKind) -> FileReason {
    FileReason::Image { kind, size: size(bytes, kind) }
}

/// Whether an image is known to have fewer pixels than half a page that can be read.
pub(super) fn is_small(bytes: &[u8]) -> bool {
    let Kind::Image(kind) = Kind::of(bytes) else { return false };
    let pixels = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
    size(bytes, kind).map(pixels).is_some_and(|pixels| pixels < HALF_PAGE_PIXELS)
}

/// Width and height in pixels, where the header says them plainly.
fn size(bytes: &[u8], kind: ImageKind) -> Option<(u32, u32)> {
    let big = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let little = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    let short = |at: usize| bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes);
    match kind {
        ImageKind::Bmp => Some((little(18)?, little(22)?)),
        ImageKind::Gif => Some((short(6)?.into(), short(8)?.into())),
        ImageKind::Jpeg => jpeg(bytes),
        ImageKind::Png => Some((big(16)?, big(20)?)),
        _ => None,
    }
}

/// From the first frame header (ITU-T T.81, B.2.2).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let word = |at: usize| bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes);
    let mut at = 2;
    while *bytes.get(at)? == 0xff {
        let marker = *bytes.get(at + 1)?;
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return Some((word(at + 7)?.into(), word(at + 5)?.into()));
        }
        at += 2 + usize::from(word(at + 2)?);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_headers() {
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\x01\x02\x03\x04\x01";
        assert_eq!(size(jpeg, ImageKind::Jpeg), Some((0x304, 0x102)));
        assert_eq!(size(b"GIF89a\x05\0\x06\0", ImageKind::Gif), Some((5, 6)));
        assert_eq!(size(b"\x89PNG", ImageKind::Png), None);
        assert_eq!(size(b"\xff\xd8\xff\xe0\0\0", ImageKind::Jpeg), None);
    }
}
