//! Decoding of streams with a limit, which says whether all of it could be decoded.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Object, Stream};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

use super::budget::Trouble;

/// A decoded stream.
pub(in crate::pdf) struct Decoded {
    pub(in crate::pdf) bytes: Vec<u8>,
    /// Whether the rest could not be decoded.
    pub(in crate::pdf) cut: bool,
}

/// The decoded bytes of a stream object, at most `limit` of them.
pub(in crate::pdf) fn decode(object: &Object, limit: usize) -> Result<Decoded, Trouble> {
    match object {
        Object::Stream(stream) => decode_stream(stream, limit),
        _ => Err(Trouble::Unreadable),
    }
}

/// The decoded bytes of a stream, at most `limit` of them.
pub(super) fn decode_stream(stream: &Stream, limit: usize) -> Result<Decoded, Trouble> {
    if is_plain_flate(stream) {
        return inflate(&stream.content, limit);
    }
    // The decoders are not ours and the data may be hostile.
    let decoded = catch_unwind(AssertUnwindSafe(|| stream.get_plain_content_with_limit(limit)));
    match decoded.map_err(|_| Trouble::Unreadable)? {
        Ok(bytes) => Ok(Decoded { cut: bytes.is_empty() && !stream.content.is_empty(), bytes }),
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
            Err(Trouble::TooLarge)
        }
        Err(_) => Err(Trouble::Unreadable),
    }
}

/// One Flate filter without a predictor, as nearly all content has. `lopdf` would not say where data are broken.
fn is_plain_flate(stream: &Stream) -> bool {
    let one = stream.filters().is_ok_and(|filters| filters == [b"FlateDecode"]);
    one && !stream.dict.has(b"DecodeParms")
}

fn inflate(data: &[u8], limit: usize) -> Result<Decoded, Trouble> {
    if data.is_empty() {
        return Ok(Decoded { bytes: Vec::new(), cut: false });
    }
    let error = match decompress_to_vec_zlib_with_limit(data, limit) {
        Ok(bytes) => return Ok(Decoded { bytes, cut: false }),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => return Err(Trouble::TooLarge),
        Err(error) => error,
    };
    // A wrong header, or a checksum that is wrong or missing, as encrypted files often have: the data are whole.
    let blocks = data.get(2..).unwrap_or_default();
    if let Ok(bytes) = decompress_to_vec_with_limit(blocks, limit) {
        return Ok(Decoded { bytes, cut: false });
    }
    // Acrobat leaves out the last block, which is empty.
    if let Ok(bytes) = decompress_to_vec_with_limit(&[blocks, &[3, 0]].concat(), limit) {
        return Ok(Decoded { bytes, cut: false });
    }
    let mut bytes = error.output;
    // The buffer was larger than what came out; zeros are white space in content anyway.
    bytes.truncate(bytes.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1));
    if bytes.is_empty() { Err(Trouble::Unreadable) } else { Ok(Decoded { bytes, cut: true }) }
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
        assert!(whole.bytes == text && !whole.cut);
        let half = decode(&flate(packed[..packed.len() / 2].to_vec()), 1 << 20).unwrap();
        assert!(text.starts_with(&half.bytes) && half.bytes.len() > 1000 && half.cut);
        assert_eq!(decode(&flate(packed.clone()), 1000).err(), Some(Trouble::TooLarge));
        assert_eq!(decode(&flate(b"\xff\xffnonsense".to_vec()), 1000).err(), Some(Trouble::Unreadable));
        let mut wrong_sum = packed;
        *wrong_sum.last_mut().unwrap() ^= 1;
        assert!(!decode(&flate(wrong_sum.clone()), 1 << 20).unwrap().cut);
        wrong_sum.truncate(wrong_sum.len() - 3);
        let without_sum = decode(&flate(wrong_sum), 1 << 20).unwrap();
        assert!(without_sum.bytes == text && !without_sum.cut);
        assert_eq!(decode(&Object::Null, 1).err(), Some(Trouble::Unreadable));
    }

    #[test]
    fn a_bomb_is_not_expanded() {
        let bomb = compress_to_vec_zlib(&vec![b' '; 50 << 20], 9);
        assert_eq!(decode(&flate(bomb), 1 << 20).err(), Some(Trouble::TooLarge));
    }
}
