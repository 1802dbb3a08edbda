//! Expanding an entry piece by piece, never beyond the size it declares.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};

/// Why the data of an entry are not what they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// The compressed data are damaged.
    Damaged,
    /// They expand to more or less than declared, or go on after their end.
    Size,
}

/// Feeds the expanded data to `take`, in pieces of at most 64 KiB.
pub(super) fn expand(data: &[u8], size: u64, mut take: impl FnMut(&[u8])) -> Result<(), Wrong> {
    let mut state = InflateState::new_boxed(DataFormat::Raw);
    let mut piece = vec![0; 1 << 16];
    let mut rest = data;
    let mut left = size;
    loop {
        let result = inflate(&mut state, rest, &mut piece, MZFlush::None);
        rest = rest.get(result.bytes_consumed..).unwrap_or_default();
        let written = piece.get(..result.bytes_written).unwrap_or_default();
        left = left.checked_sub(written.len() as u64).ok_or(Wrong::Size)?;
        take(written);
        match result.status {
            Ok(MZStatus::StreamEnd) => break,
            Ok(_) if result.bytes_consumed > 0 || !written.is_empty() => {}
            _ => return Err(Wrong::Damaged),
        }
    }
    if left == 0 && rest.is_empty() { Ok(()) } else { Err(Wrong::Size) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(data: &[u8], size: u64) -> Result<Vec<u8>, Wrong> {
        let mut out = Vec::new();
        expand(data, size, |piece| out.extend_from_slice(piece)).map(|()| out)
    }

    #[test]
    fn expands_exactly_what_is_declared() {
        let plain: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
        let packed = miniz_oxide::deflate::compress_to_vec(&plain, 6);
        let size = plain.len() as u64;
        assert_eq!(run(&packed, size), Ok(plain));
        assert_eq!(run(&packed, size - 1), Err(Wrong::Size));
        assert_eq!(run(&packed, size + 1), Err(Wrong::Size));
        assert_eq!(run(&[packed.as_slice(), b"x"].concat(), size), Err(Wrong::Size));
        assert_eq!(run(&packed[..packed.len() - 9], size), Err(Wrong::Damaged));
        assert_eq!(run(b"", 0), Err(Wrong::Damaged));
        assert_eq!(run(b"\xff\xff\xff", 9), Err(Wrong::Damaged));
    }

    #[test]
    fn a_bomb_stops_at_its_declared_size() {
        let packed = miniz_oxide::deflate::compress_to_vec(&vec![0; 50 << 20], 6);
        let mut seen = 0;
        assert_eq!(expand(&packed, 1000, |piece| seen += piece.len()), Err(Wrong::Size));
        assert_eq!(seen, 0);
    }
}
