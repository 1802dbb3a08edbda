//! RTF: groups with pictures, and text (Rich Text Format Specification 1.9.1).

use super::incomplete::UnreadableReason;
use super::office;
use super::reason::FileReason;

/// Deeper groups are ignored.
const DEEPEST: usize = 512;
/// Destinations whose text is not shown.
const UNSHOWN_DESTINATIONS: [&[u8]; 14] = [
    b"colortbl",
    b"datastore",
    b"fldinst",
    b"fonttbl",
    b"generator",
    b"info",
    b"latentstyles",
    b"listtable",
    b"objdata",
    b"rsidtbl",
    b"stylesheet",
    b"themedata",
    b"colorschememapping",
    b"xmlnstbl",
];

/// Why a document is a scan, or may be one; `None` where it is neither.
pub(super) fn classify(bytes: &[u8]) -> Option<FileReason> {
    let facts = read_contents(bytes);
    if facts.too_deep {
        return Some(FileReason::Unreadable { why: UnreadableReason::Groups });
    }
    // A picture may be there twice, for older and for newer readers: only the largest one counts.
    office::reason_by_pictures(&[facts.largest], facts.chars)
        .or((facts.objects > 0).then_some(FileReason::OtherKind))
}

#[derive(Debug, Default, PartialEq)]
struct RtfContents {
    chars: usize,
    /// The area of the largest picture in square centimetres.
    largest: f64,
    /// Embedded objects of other programs.
    objects: usize,
    too_deep: bool,
}

/// One group.
#[derive(Debug, Clone, Copy)]
struct RtfGroup {
    unshown: bool,
    hidden: bool,
    picture: bool,
    size: Lengths<2>,
    /// The scale of a picture, in percent.
    scale: Lengths<2>,
    /// Left, top, right and bottom of the enclosing shape.
    shape: Lengths<4>,
}

/// Lengths in twips, 1440 per inch, or percents.
type Lengths<const N: usize> = [f64; N];

impl RtfGroup {
    const OUTERMOST: Self = Self {
        unshown: false,
        hidden: false,
        picture: false,
        size: [0.0; 2],
        scale: [100.0; 2],
        shape: [0.0; 4],
    };

    /// The area of its picture in square centimetres; at least that of the enclosing shape, if any.
    fn area(&self) -> f64 {
        let ([width, height], [across, down], [left, top, right, bottom]) =
            (self.size, self.scale, self.shape);
        let picture = width * across * height * down / 10_000.0;
        let shape = (right - left).max(0.0) * (bottom - top).max(0.0);
        picture.max(shape) * (2.54f64 / 1440.0).powi(2)
    }
}

fn read_contents(bytes: &[u8]) -> RtfContents {
    let mut facts = RtfContents::default();
    let mut groups = vec![RtfGroup::OUTERMOST];
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = tail;
        let Some(group) = groups.last_mut() else { break };
        match first {
            b'{' => {
                let group = RtfGroup { picture: false, ..*group };
                if groups.len() > DEEPEST {
                    facts.too_deep = true;
                    break;
                }
                groups.push(group);
            }
            b'}' => {
                if group.picture {
                    let area = group.area();
                    // A picture without a size may have any.
                    facts.largest = facts.largest.max(if area > 0.0 { area } else { 200.0 });
                }
                groups.pop();
                if groups.is_empty() {
                    break;
                }
            }
            b'\\' => {
                let (word, number, after) = control(tail);
                rest = after;
                match word {
                    b"bin" => {
                        rest = after
                            .get(usize::try_from(number.unwrap_or(0)).unwrap_or(0)..)
                            .unwrap_or_default();
                    }
                    b"picwgoal" => group.size[0] = length(number).max(0.0),
                    b"pichgoal" => group.size[1] = length(number).max(0.0),
                    b"picscalex" => group.scale[0] = length(number).max(0.0),
                    b"picscaley" => group.scale[1] = length(number).max(0.0),
                    b"shpleft" => group.shape[0] = length(number),
                    b"shptop" => group.shape[1] = length(number),
                    b"shpright" => group.shape[2] = length(number),
                    b"shpbottom" => group.shape[3] = length(number),
                    b"pict" => {
                        let RtfGroup { unshown: _, picture: _, size: _, scale: _, hidden, shape } = *group;
                        *group =
                            RtfGroup { unshown: true, picture: true, hidden, shape, ..RtfGroup::OUTERMOST };
                    }
                    b"object" => facts.objects += 1,
                    b"v" => group.hidden = number != Some(0),
                    b"u" | b"'" if !group.unshown && !group.hidden => facts.chars += 1,
                    b"*" => {}
                    word if UNSHOWN_DESTINATIONS.contains(&word) => group.unshown = true,
                    _ => {}
                }
            }
            byte if !byte.is_ascii_whitespace() && !group.unshown && !group.hidden => facts.chars += 1,
            _ => {}
        }
    }
    facts
}

fn length(number: Option<i64>) -> f64 {
    number.and_then(|n| i32::try_from(n).ok()).map_or(0.0, f64::from)
}

/// A control word or symbol after its backslash, its number, and the bytes behind it.
fn control(bytes: &[u8]) -> (&[u8], Option<i64>, &[u8]) {
    let letters = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count().min(32);
    if letters == 0 {
        let symbol = bytes.get(..1).unwrap_or_default();
        // A character as two hexadecimal digits.
        let length = if symbol == b"'" { 3 } else { 1 };
        return (symbol, None, bytes.get(length..).unwrap_or_default());
    }
    let (word, rest) = bytes.split_at_checked(letters).unwrap_or((bytes, &[]));
    let digits = rest
        .iter()
        .enumerate()
        .take_while(|(n, b)| b.is_ascii_digit() || *n == 0 && **b == b'-')
        .count()
        .min(11);
    let (digits, rest) = rest.split_at_checked(digits).unwrap_or((&[], rest));
    let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    (word, number, rest.strip_prefix(b" ").unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_text() {
        let facts = read_contents(
            br"{\rtf1{\fonttbl{\f0 Arial;}}\f0 Ar\u257?\'e7 text{\v hidden}{\pict\jpegblip\picwgoal11906\pichgoal16838 ffd8ff00}\bin3 {{{}",
        );
        assert_eq!(facts.chars, 9);
        assert!((facts.largest - 623.7).abs() < 1.0, "{}", facts.largest);
        // A tenth of the size, scaled by ten; and a dot that fills a shape.
        for rtf in [
            br"{\rtf1{\pict\picscalex1000\picscaley1000\jpegblip\picwgoal1191\pichgoal1684 ffd8}}".as_slice(),
            br"{\rtf1{\shp{\*\shpinst\shpleft-100\shptop-200\shpright11806\shpbottom16638{\sp{\sn pib}{\sv {\pict\picwgoal15\pichgoal15 ffd8}}}}}}",
        ] {
            assert!((read_contents(rtf).largest - 623.7).abs() < 1.0, "{}", read_contents(rtf).largest);
        }
    }

    #[test]
    fn pictures_are_compared_with_text() {
        assert!(matches!(classify(br"{\rtf1{\pict ffd8}}"), Some(FileReason::OfficeImage { .. })));
        assert_eq!(classify(br"{\rtf1 Text only}"), None);
        assert!(matches!(classify(&vec![b'{'; 100_000]), Some(FileReason::Unreadable { .. })));
    }
}
