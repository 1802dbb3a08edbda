//! Compares streams without the filters that only encode bytes (ISO 32000-2, 7.4).

use lopdf::{Dictionary, Object, Stream};

use super::super::content::stream::decode_stream;
use super::super::load::MAX_STREAM;
use super::super::objects::{ObjectLookup, dict_of, resolve};

/// The most bytes that one comparison expands.
const MOST_EXPANDED: usize = 256 << 20;

/// A stream without its lossless filters: the remaining filters (those of images), and the bytes under them.
#[derive(Debug)]
pub(super) struct UnfilteredStream {
    filters: Vec<(Vec<u8>, Option<Dictionary>)>,
    bytes: Vec<u8>,
    /// Whether every program decodes these bytes, and no others.
    pub(super) whole: bool,
}

impl UnfilteredStream {
    /// The decoded bytes; `None` where a filter remains.
    pub(super) fn plain(self) -> Option<Vec<u8>> {
        self.filters.is_empty().then_some(self.bytes)
    }
}

/// Decodes streams until the limit is reached.
pub(super) struct StreamExpander {
    bytes_left: usize,
}

/// The limit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ExpansionExhausted;

impl StreamExpander {
    pub(super) fn new() -> Self {
        Self { bytes_left: MOST_EXPANDED }
    }

    /// Whether two streams have the same data.
    pub(super) fn same_data(
        &mut self,
        a: (&dyn ObjectLookup, &Stream),
        b: (&dyn ObjectLookup, &Stream),
    ) -> Result<bool, ExpansionExhausted> {
        let key = |s: &Stream, key: &[u8]| s.dict.get(key).ok().cloned();
        let as_they_are = a.1.content == b.1.content
            && key(a.1, b"Filter") == key(b.1, b"Filter")
            && key(a.1, b"DecodeParms").is_none()
            && key(b.1, b"DecodeParms").is_none();
        if as_they_are {
            return Ok(true);
        }
        let first = self.unfilter(a.0, a.1, usize::MAX)?;
        // What is far larger differs; rows under a predictor have one byte more each, and may have a single byte.
        let second = self.unfilter(b.0, b.1, first.bytes.len().saturating_mul(2).saturating_add(4096))?;
        // Where a stream is truncated, one program shows the part that it could decode, another nothing.
        let same = first.filters == second.filters && first.bytes == second.bytes;
        Ok(same && (a.1.content == b.1.content || second.whole))
    }

    /// Removes the lossless filters. A stream that would expand to more than `limit` keeps its filter.
    pub(super) fn unfilter(
        &mut self,
        doc: &dyn ObjectLookup,
        stream: &Stream,
        limit: usize,
    ) -> Result<UnfilteredStream, ExpansionExhausted> {
        let mut filters = filters(doc, &stream.dict);
        let mut whole = true;
        let mut bytes = stream.content.clone();
        while let Some((name, params)) = filters.first() {
            let Some(full) = transport_filter(name) else { break };
            let mut dict = Dictionary::new();
            dict.set("Filter", Object::Name(full.to_vec()));
            if let Some(params) = params {
                dict.set("DecodeParms", Object::Dictionary(params.clone()));
            }
            let one = Stream { dict, content: bytes, allows_compression: false, start_position: None };
            // Between two filters the data may be larger than at the end.
            let limit = if filters.len() == 1 { limit } else { usize::MAX };
            let limit = limit.min(MAX_STREAM);
            match decode_stream(&one, limit.min(self.bytes_left)) {
                Ok(plain) => {
                    self.bytes_left = self.bytes_left.saturating_sub(plain.bytes.len().max(64));
                    whole &= !plain.truncated && !plain.repaired;
                    bytes = plain.bytes;
                    filters.remove(0);
                }
                Err(_) if limit >= self.bytes_left => return Err(ExpansionExhausted),
                Err(_) => {
                    bytes = one.content;
                    break;
                }
            }
        }
        Ok(UnfilteredStream { filters, bytes, whole })
    }
}

/// The filters in decoding order, each with its parameters (references resolved).
fn filters(doc: &dyn ObjectLookup, dict: &Dictionary) -> Vec<(Vec<u8>, Option<Dictionary>)> {
    let list = |key: &[u8], short: &[u8]| -> Vec<Option<Object>> {
        let object = dict.get(key).or_else(|_| dict.get(short)).ok().and_then(|object| resolve(doc, object));
        match object {
            Some(Object::Array(items)) => items.iter().map(|item| resolve(doc, item).cloned()).collect(),
            Some(single) => vec![Some(single.clone())],
            None => Vec::new(),
        }
    };
    let params = list(b"DecodeParms", b"DP");
    let settle = |params: Option<&Option<Object>>| {
        let params = dict_of(params?.as_ref()?)?;
        let settled: Dictionary = params
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), resolve(doc, value)?.clone())))
            .collect();
        (!settled.is_empty()).then_some(settled)
    };
    list(b"Filter", b"")
        .into_iter()
        .enumerate()
        .filter_map(|(index, name)| Some((name?.as_name().ok()?.to_vec(), settle(params.get(index)))))
        .collect()
}

/// The full name of a lossless filter that only encodes bytes.
fn transport_filter(name: &[u8]) -> Option<&'static [u8]> {
    Some(match name {
        b"FlateDecode" | b"Fl" => b"FlateDecode",
        b"LZWDecode" | b"LZW" => b"LZWDecode",
        b"ASCII85Decode" | b"A85" => b"ASCII85Decode",
        b"ASCIIHexDecode" | b"AHx" => b"ASCIIHexDecode",
        b"RunLengthDecode" | b"RL" => b"RunLengthDecode",
        _ => return None,
    })
}
