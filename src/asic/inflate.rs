//! Decompresses an entry in chunks, never beyond the size it declares.

use std::io;

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// Why decompression failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum InflateError {
    /// The compressed data are damaged.
    #[error("the compressed data are damaged")]
    Damaged,
    /// More or fewer bytes than declared, or data after the end of the stream.
    #[error("the data are not of their declared size")]
    SizeMismatch,
    /// The archive could not be read, or the content not written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Decompresses the data that it is fed, in chunks of at most 64 KiB.
pub(super) struct Inflater {
    state: Box<InflateState>,
    buffer: Vec<u8>,
    /// How many bytes may still come out.
    remaining: u64,
    ended: bool,
}

impl Inflater {
    /// For data that expand to `size` bytes.
    pub(super) fn new(size: u64) -> Self {
        let state = InflateState::new_boxed(DataFormat::Raw);
        Self { state, buffer: vec![0; 1 << 16], remaining: size, ended: false }
    }

    /// Takes the next compressed data.
    pub(super) fn feed(
        &mut self,
        data: &[u8],
        take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<(), InflateError> {
        let mut rest = data;
        loop {
            if self.ended {
                return if rest.is_empty() { Ok(()) } else { Err(InflateError::SizeMismatch) };
            }
            let result = inflate(&mut self.state, rest, &mut self.buffer, MZFlush::None);
            rest = rest.get(result.bytes_consumed..).unwrap_or_default();
            let written = self.buffer.get(..result.bytes_written).unwrap_or_default();
            self.remaining =
                self.remaining.checked_sub(written.len() as u64).ok_or(InflateError::SizeMismatch)?;
            take(written)?;
            match result.status {
                Ok(MZStatus::StreamEnd) => self.ended = true,
                // Something may be left inside even when all was taken.
                Ok(_) if result.bytes_consumed > 0 || result.bytes_written > 0 => {}
                // More input is needed.
                Ok(_) | Err(MZError::Buf) if rest.is_empty() => return Ok(()),
                _ => return Err(InflateError::Damaged),
            }
        }
    }

    /// The end of the data must be that of what they expand to.
    pub(super) fn finish(self) -> Result<(), InflateError> {
        match (self.ended, self.remaining) {
            (true, 0) => Ok(()),
            (true, _) => Err(InflateError::SizeMismatch),
            (false, _) => Err(InflateError::Damaged),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(data: &[u8], size: u64) -> Result<Vec<u8>, String> {
        // The size of the chunks makes no difference.
        let results = [data.len().max(1), 1, 7, 4096].map(|length| {
            let mut out = Vec::new();
            let mut inflater = Inflater::new(size);
            let fed = data.chunks(length).try_for_each(|chunk| {
                inflater.feed(chunk, &mut |chunk| {
                    out.extend_from_slice(chunk);
                    Ok(())
                })
            });
            fed.and_then(|()| inflater.finish()).map(|()| out).map_err(|error| error.to_string())
        });
        assert!(results.iter().all(|result| *result == results[0]));
        results[0].clone()
    }

    #[test]
    fn expands_exactly_what_is_declared() {
        let plain: Vec<u8> = (0..30_000_u32).flat_map(u32::to_le_bytes).collect();
        let packed = miniz_oxide::deflate::compress_to_vec(&plain, 6);
        let size = plain.len() as u64;
        let (wrong_size, damaged) =
            (Err(InflateError::SizeMismatch.to_string()), Err(InflateError::Damaged.to_string()));
        assert_eq!(run(&packed, size), Ok(plain));
        assert_eq!(run(&packed, size - 1), wrong_size);
        assert_eq!(run(&packed, size + 1), wrong_size);
        assert_eq!(run(&[packed.as_slice(), b"x"].concat(), size), wrong_size);
        assert_eq!(run(&packed[..packed.len() - 9], size), damaged);
        assert_eq!(run(b"", 0), damaged);
        assert_eq!(run(b"\xff\xff\xff", 9), damaged);
    }

    #[test]
    fn a_bomb_stops_at_its_declared_size() {
        let packed = miniz_oxide::deflate::compress_to_vec(&vec![0; 50 << 20], 6);
        let mut seen = 0;
        let fed = Inflater::new(1000).feed(&packed, &mut |chunk| {
            seen += chunk.len();
            Ok(())
        });
        assert!(matches!(fed, Err(InflateError::SizeMismatch)));
        assert_eq!(seen, 0);
    }

    #[test]
    fn who_takes_the_content_may_stop() {
        let packed = miniz_oxide::deflate::compress_to_vec(&vec![0; 1 << 20], 6);
        let mut chunk_count = 0;
        let fed = Inflater::new(1 << 20).feed(&packed, &mut |_| {
            chunk_count += 1;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(matches!(fed, Err(InflateError::Io(error)) if error.kind() == io::ErrorKind::StorageFull));
        assert_eq!(chunk_count, 1);
    }
}
