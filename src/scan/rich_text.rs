//! RTF: groups with pictures, and text (Rich Text Format Specification 1.9.1).

use super::reason::FileReason;
use super::trouble::Damage;

/// Deeper groups are not told apart.
const DEEPEST: usize = 512;
/// Destinations whose text is not shown.
const SILENT: [&[u8]; 14] = [
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

/// Why a document is a scan or may be one; `None` where it is neither.
pub(super) fn look(bytes: &[u8]) -> Option<FileReason> {
    let facts = read(bytes);
    if facts.too_deep {
        return Some(FileReason::Unreadable { why: Damage::Groups });
    }
    let (area, chars) = (facts.largest, facts.chars);
    // As in other office documents.
    match area {
        150.0.. if chars < 400 => Some(FileReason::OfficeImage { area, chars }),
        400.0.. => Some(FileReason::OfficePictures { area, chars }),
        150.0.. if chars < 1500 => Some(FileReason::OfficePictures { area, chars }),
        _ if facts.objects > 0 => Some(FileReason::OtherKind),
        _ => None,
    }
}

#[derive(Debug, Default, PartialEq)]
struct Facts {
    chars: usize,
    /// The area of the largest picture in square centimetres.
    largest: f64,
    /// Embedded objects of other programs.
    objects: usize,
    too_deep: bool,
}

/// One group.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    silent: bool,
    hidden: bool,
    picture: bool,
    width: f64,
    height: f64,
}

fn read(bytes: &[u8]) -> Facts {
    let mut facts = Facts::default();
    let mut groups = vec![Group::default()];
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = tail;
        let Some(group) = groups.last_mut() else { break };
        match first {
            b'{' => {
                let group = Group { picture: false, ..*group };
                if groups.len() > DEEPEST {
                    facts.too_deep = true;
                    break;
                }
                groups.push(group);
            }
            b'}' => {
                if group.picture {
                    // Twips: 1440 an inch.
                    let area = group.width * group.height * (2.54f64 / 1440.0).powi(2);
                    // A picture that does not say how large it is may be of any size.
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
                    b"picwgoal" => group.width = scaled(number),
                    b"pichgoal" => group.height = scaled(number),
                    b"pict" => (group.picture, group.silent) = (true, true),
                    b"object" => facts.objects += 1,
                    b"v" => group.hidden = number != Some(0),
                    b"u" | b"'" if !group.silent && !group.hidden => facts.chars += 1,
                    b"*" => {}
                    word if SILENT.contains(&word) => group.silent = true,
                    _ => {}
                }
            }
            byte if !byte.is_ascii_whitespace() && !group.silent && !group.hidden => facts.chars += 1,
            _ => {}
        }
    }
    facts
}

fn scaled(number: Option<i64>) -> f64 {
    number.and_then(|n| i32::try_from(n).ok()).map_or(0.0, |n| f64::from(n.max(0)))
}

/// A control word or symbol after its backslash, its number, and what follows.
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
        let facts = read(
            br"{\rtf1{\fonttbl{\f0 Arial;}}\f0 Ar\u257?\'e7 text{\v hidden}{\pict\jpegblip\picwgoal11906\pichgoal16838 ffd8ff00}\bin3 {{{}",
        );
        assert_eq!(facts.chars, 9);
        assert!((facts.largest - 623.7).abs() < 1.0, "{}", facts.largest);
    }

    #[test]
    fn weighed() {
        assert!(matches!(look(br"{\rtf1{\pict ffd8}}"), Some(FileReason::OfficeImage { .. })));
        assert_eq!(look(br"{\rtf1 Text only}"), None);
        assert!(matches!(look(&vec![b'{'; 100_000]), Some(FileReason::Unreadable { .. })));
    }
}
