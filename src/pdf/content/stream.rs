//! Decodes streams up to a limit, and says whether they were decoded to their end.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Object, Stream};

use super::budget::Incomplete;
use crate::pdf::objects::{ObjectLookup, resolve};

/// A decoded stream.
pub(in crate::pdf) struct DecodedStream {
    pub(in crate::pdf) bytes: Vec<u8>,
    /// Whether bytes behind these could not be decoded.
    pub(in crate::pdf) truncated: bool,
    /// Whether a header or a checksum was wrong or missing, so that some programs decode nothing.
    pub(in crate::pdf) repaired: bool,
}

impl DecodedStream {
    fn whole(bytes: Vec<u8>) -> Self {
        Self { bytes, truncated: false, repaired: false }
    }

    fn repaired(bytes: Vec<u8>) -> Self {
        Self { bytes, truncated: false, repaired: true }
    }

    /// The bytes, where they are all.
    pub(in crate::pdf) fn complete(self) -> Option<Vec<u8>> {
        (!self.truncated).then_some(self.bytes)
    }
}

/// The streams of a page's `Contents` (7.7.3.3), and whether an entry is no stream. A token does not go on in the next
/// stream (7.8.2).
pub(in crate::pdf) fn page_streams<'a>(
    doc: &'a dyn ObjectLookup,
    contents: Option<&'a Object>,
) -> (Vec<&'a Stream>, bool) {
    let Some(contents) = contents.filter(|contents| !contents.is_null()) else { return (Vec::new(), false) };
    let parts = match resolve(doc, contents) {
        Some(Object::Array(parts)) => parts.as_slice(),
        _ => std::slice::from_ref(contents),
    };
    let stream = |part: &'a Object| resolve(doc, part)?.as_stream().ok();
    let streams: Vec<&Stream> = parts.iter().filter_map(stream).collect();
    let is_short = streams.len() < parts.len();
    (streams, is_short)
}

/// Decodes a stream object, up to `limit` bytes.
pub(in crate::pdf) fn decode(object: &Object, limit: usize) -> Result<DecodedStream, Incomplete> {
    match object {
        Object::Stream(stream) => decode_stream(stream, limit),
        _ => Err(Incomplete::Unreadable),
    }
}

/// Decodes a stream, up to `limit` bytes.
pub(in crate::pdf) fn decode_stream(stream: &Stream, limit: usize) -> Result<DecodedStream, Incomplete> {
    if is_plain_flate(stream) {
        return inflate(&stream.content, limit);
    }
    // The decoders are a dependency, and the data may be hostile: a panic is an unreadable stream.
    let decoded = catch_unwind(AssertUnwindSafe(|| stream.get_plain_content_with_limit(limit)));
    match decoded.map_err(|_| Incomplete::Unreadable)? {
        Ok(bytes) => {
            let truncated = bytes.is_empty() && !stream.content.is_empty();
            Ok(DecodedStream { bytes, truncated, repaired: !is_whole_flate(stream, limit) })
        }
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
            Err(Incomplete::TooLarge)
        }
        Err(_) => Err(Incomplete::Unreadable),
    }
}

/// One `FlateDecode` filter without a predictor, as nearly all content has. `lopdf` would not report where data are
/// broken.
fn is_plain_flate(stream: &Stream) -> bool {
    let one = stream.filters().is_ok_and(|filters| filters == [b"FlateDecode"]);
    one && !stream.dict.has(b"DecodeParms")
}

/// Whether deflated data under a predictor, or under other filters, end as they should, checksum included; other data
/// do.
fn is_whole_flate(stream: &Stream, limit: usize) -> bool {
    let deflated = stream.filters().is_ok_and(|filters| filters.first() == Some(&b"FlateDecode".as_slice()));
    // Rows under a predictor have one byte more each, and may have a single byte.
    let limit = limit.saturating_mul(2);
    !deflated || inflate_limited(&stream.content, true, limit).1 == InflateEnd::Complete
}

fn inflate(data: &[u8], limit: usize) -> Result<DecodedStream, Incomplete> {
    if data.is_empty() {
        return Ok(DecodedStream::whole(Vec::new()));
    }
    let (bytes, end) = inflate_limited(data, true, limit);
    match end {
        InflateEnd::Complete => return Ok(DecodedStream::whole(bytes)),
        InflateEnd::TooLarge => return Err(Incomplete::TooLarge),
        InflateEnd::Damaged => {}
    }
    // A wrong header, or a checksum that is wrong or missing, as encrypted files often have: the blocks are
    // complete.
    let blocks = data.get(2..).unwrap_or_default();
    if let (bytes, InflateEnd::Complete) = inflate_limited(blocks, false, limit) {
        return Ok(DecodedStream::repaired(bytes));
    }
    // Acrobat omits the last block, which is empty.
    if let (bytes, InflateEnd::Complete) = inflate_limited(&[blocks, &[3, 0]].concat(), false, limit) {
        return Ok(DecodedStream::repaired(bytes));
    }
    if bytes.is_empty() {
        return Err(Incomplete::Unreadable);
    }
    Ok(DecodedStream { truncated: true, ..DecodedStream::repaired(bytes) })
}

/// How inflating ended.
#[derive(Debug, PartialEq)]
enum InflateEnd {
    Complete,
    TooLarge,
    Damaged,
}

/// Inflates deflated data, with the header and the checksum of zlib or without, until they end, break or exceed the
/// limit.
fn inflate_limited(data: &[u8], zlib: bool, limit: usize) -> (Vec<u8>, InflateEnd) {
    thread_local! {
        // Most streams are smaller than the state of a decoder, which is therefore reused.
        static ENGINE: RefCell<Decompress> = RefCell::new(Decompress::new(true));
    }
    ENGINE.with_borrow_mut(|engine| {
        engine.reset(zlib);
        inflate_with(engine, data, limit)
    })
}

fn inflate_with(engine: &mut Decompress, data: &[u8], limit: usize) -> (Vec<u8>, InflateEnd) {
    const LEAST: usize = 1024;
    let mut bytes = Vec::with_capacity(data.len().saturating_mul(4).clamp(LEAST, limit.max(LEAST)));
    loop {
        let consumed = usize::try_from(engine.total_in()).unwrap_or(usize::MAX);
        let produced = bytes.len();
        let rest = data.get(consumed..).unwrap_or_default();
        let ended = match engine.decompress_vec(rest, &mut bytes, FlushDecompress::Finish) {
            Ok(Status::StreamEnd) => Some(InflateEnd::Complete),
            Ok(_) if bytes.capacity() > bytes.len() && bytes.len() == produced => Some(InflateEnd::Damaged),
            Ok(_) => None,
            Err(_) => Some(InflateEnd::Damaged),
        };
        if bytes.len() > limit {
            return (bytes, InflateEnd::TooLarge);
        }
        if let Some(end) = ended {
            return (bytes, end);
        }
        if bytes.capacity() == bytes.len() {
            bytes.reserve(bytes.len().clamp(LEAST, limit.max(LEAST)));
        }
    }
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;
    use miniz_oxide::deflate::compress_to_vec_zlib;

    use super::*;

    fn flate(data: Vec<u8>) -> Object {
        Stream::new(dictionary! { "Filter" => "FlateDecode" }, data).into()
    }

    #[test]
    fn says_what_could_be_decoded() {
        let text: Vec<u8> = (0..5000u32).flat_map(|n| (n * n).to_string().into_bytes()).collect();
        let packed = compress_to_vec_zlib(&text, 6);
        let whole = decode(&flate(packed.clone()), 1 << 20).unwrap();
        assert!(whole.bytes == text && !whole.truncated);
        let half = decode(&flate(packed[..packed.len() / 2].to_vec()), 1 << 20).unwrap();
        assert!(text.starts_with(&half.bytes) && half.bytes.len() > 1000 && half.truncated);
        assert_eq!(decode(&flate(packed.clone()), 1000).err(), Some(Incomplete::TooLarge));
        assert_eq!(decode(&flate(b"\xff\xffnonsense".to_vec()), 1000).err(), Some(Incomplete::Unreadable));
        let mut wrong_sum = packed;
        *wrong_sum.last_mut().unwrap() ^= 1;
        let repaired = decode(&flate(wrong_sum.clone()), 1 << 20).unwrap();
        assert!(!repaired.truncated && repaired.repaired && !whole.repaired);
        let under_predictor = |data: Vec<u8>| -> Object {
            let params = dictionary! { "Predictor" => 1 };
            Stream::new(dictionary! { "Filter" => "FlateDecode", "DecodeParms" => params }, data).into()
        };
        assert!(decode(&under_predictor(wrong_sum.clone()), 1 << 20).map_or(true, |plain| plain.repaired));
        wrong_sum.truncate(wrong_sum.len() - 3);
        let without_sum = decode(&flate(wrong_sum), 1 << 20).unwrap();
        assert!(without_sum.bytes == text && !without_sum.truncated);
        assert_eq!(decode(&Object::Null, 1).err(), Some(Incomplete::Unreadable));
    }

    #[test]
    fn a_bomb_is_not_expanded() {
        let bomb = compress_to_vec_zlib(&vec![b' '; 50 << 20], 9);
        assert_eq!(decode(&flate(bomb), 1 << 20).err(), Some(Incomplete::TooLarge));
    }
}
