//! BER made into definite lengths: some programs write CMS with indefinite lengths (X.690, 8.1.3.6),
//! and octet strings in segments (8.7.3).

/// Deeper than any CMS with time-stamps in it.
const MAX_DEPTH: usize = 40;
const OCTET_STRING: u8 = 0x04;
const CONSTRUCTED: u8 = 0x20;
const INDEFINITE: u8 = 0x80;

/// The same value with definite lengths throughout, what follows it left out; `None` for what is no BER.
pub(super) fn to_definite_lengths(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    write_element(bytes, &mut out, 0)?;
    Some(out)
}

/// Writes the element at the head of `bytes` and returns what follows it.
fn write_element<'a>(bytes: &'a [u8], out: &mut Vec<u8>, depth: usize) -> Option<&'a [u8]> {
    if depth == MAX_DEPTH {
        return None;
    }
    let (identifier, rest) = read_identifier(bytes)?;
    let first = *identifier.first()?;
    let (length, rest) = read_length(rest)?;
    let (inside, after) = match length {
        Some(length) => {
            rest.split_at_checked(length).map(|(inside, after)| (BerContents::Definite(inside), after))?
        }
        None => (BerContents::Indefinite(rest), rest),
    };
    if first & CONSTRUCTED == 0 {
        let BerContents::Definite(content) = inside else { return None };
        put_element(identifier, content, out)?;
        return Some(after);
    }
    let mut content = Vec::new();
    let after = match inside {
        BerContents::Definite(mut inside) => {
            while !inside.is_empty() {
                inside = write_element(inside, &mut content, depth + 1)?;
            }
            after
        }
        BerContents::Indefinite(mut inside) => loop {
            if let Some(after) = inside.strip_prefix(&[0, 0]) {
                break after;
            }
            inside = write_element(inside, &mut content, depth + 1)?;
        },
    };
    if first == OCTET_STRING | CONSTRUCTED {
        put_element(&[OCTET_STRING], &join_octet_strings(&content)?, out)?;
    } else {
        put_element(identifier, &content, out)?;
    }
    Some(after)
}

enum BerContents<'a> {
    Definite(&'a [u8]),
    /// To the end-of-contents octets.
    Indefinite(&'a [u8]),
}

/// The octets of a constructed octet string; its segments have definite lengths already.
fn join_octet_strings(chunks: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(chunks.len());
    let mut rest = chunks;
    while !rest.is_empty() {
        let (identifier, after) = read_identifier(rest)?;
        let (length, after) = read_length(after)?;
        let (chunk, after) = after.split_at_checked(length?)?;
        if identifier != [OCTET_STRING] {
            return None;
        }
        whole.extend_from_slice(chunk);
        rest = after;
    }
    Some(whole)
}

fn read_identifier(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let first = *bytes.first()?;
    let length = if first & 0x1f == 0x1f {
        // A long tag ends with the first octet below 0x80; none that we meet has more than four.
        2 + bytes.iter().skip(1).take(4).position(|octet| octet & 0x80 == 0)?
    } else {
        1
    };
    bytes.split_at_checked(length)
}

/// The length, `None` inside for one that only the end tells.
fn read_length(bytes: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    if first == INDEFINITE {
        return Some((None, rest));
    }
    if first < INDEFINITE {
        return Some((Some(first.into()), rest));
    }
    let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
    if digits.len() > 4 {
        return None;
    }
    let length = digits.iter().fold(0_usize, |length, digit| length << 8 | usize::from(*digit));
    Some((Some(length), rest))
}

fn put_element(identifier: &[u8], content: &[u8], out: &mut Vec<u8>) -> Option<()> {
    out.extend_from_slice(identifier);
    let length = u32::try_from(content.len()).ok()?;
    match u8::try_from(length) {
        Ok(short) if short < INDEFINITE => out.push(short),
        _ => {
            let digits = length.to_be_bytes();
            let digits = digits.get(length.leading_zeros() as usize / 8..)?;
            out.push(INDEFINITE | u8::try_from(digits.len()).ok()?);
            out.extend_from_slice(digits);
        }
    }
    out.extend_from_slice(content);
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lengths_become_definite_and_pieces_whole() {
        let open = [0x30, 0x80, 0x24, 0x80, 0x04, 1, b'a', 0x04, 2, b'b', b'c', 0, 0, 0x02, 1, 5, 0, 0, 9];
        assert_eq!(to_definite_lengths(&open).unwrap(), [0x30, 8, 0x04, 3, b'a', b'b', b'c', 0x02, 1, 5]);
    }

    #[test]
    fn what_is_definite_stays() {
        let mut long = vec![0x30, 0x82, 1, 4, 0x04, 0x82, 1, 0];
        long.extend([7; 256]);
        assert_eq!(to_definite_lengths(&long).unwrap(), long);
    }

    #[test]
    fn what_never_ends_is_refused() {
        assert_eq!(to_definite_lengths(&[0x30, 0x80].repeat(10_000)), None);
        assert_eq!(to_definite_lengths(&[0x30, 0x80, 0x02, 1, 5]), None);
        assert_eq!(to_definite_lengths(&[0x30, 5, 1]), None);
        assert_eq!(to_definite_lengths(&[0x04, 0x80, 0, 0]), None);
        assert_eq!(to_definite_lengths(&[]), None);
    }

    proptest! {
        #[test]
        fn nothing_panics_and_the_result_is_stable(bytes: Vec<u8>) {
            if let Some(once) = to_definite_lengths(&bytes) {
                prop_assert_eq!(to_definite_lengths(&once).unwrap(), once);
            }
        }
    }
}
