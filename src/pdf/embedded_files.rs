//! Files inside a PDF: attachments, portfolios, files behind annotations (ISO 32000-2, 7.11.4).

use std::collections::BTreeSet;

use lopdf::Object;

use super::content::stream;
use super::document::PdfPages;
use super::objects::{Dict, dict_of, resolve};
use super::text_string;

/// A file inside a PDF. See [`EmbeddedFiles`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EmbeddedFile {
    /// Its file name; empty where it has none.
    pub name: String,
    /// Its bytes; `None` where they cannot be decoded, or exceed the limit.
    pub bytes: Option<Vec<u8>>,
}

/// The files inside a PDF, not decoded.
pub(crate) struct EmbeddedFiles<'a>(Vec<(Dict<'a>, &'a Object)>);

impl EmbeddedFiles<'_> {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Decodes them in the order of their objects, each up to `limit` bytes.
    pub(crate) fn unpack(&self, limit: usize) -> impl Iterator<Item = EmbeddedFile> {
        self.0.iter().map(move |(specification, stream)| {
            let name = [b"UF".as_slice(), b"F"].iter().find_map(|key| specification.string(key));
            EmbeddedFile {
                name: name.map(text_string::decode).unwrap_or_default(),
                bytes: stream::decode(stream, limit).ok().map(|decoded| decoded.bytes),
            }
        })
    }
}

impl PdfPages {
    /// The embedded files.
    pub(crate) fn embedded_files(&self) -> EmbeddedFiles<'_> {
        EmbeddedFiles(self.file_specifications())
    }

    /// File specifications with an embedded file stream. They are recognized by their entries, not by what refers
    /// to them: there are many places for them, and viewers use more of them than the standard has.
    fn file_specifications(&self) -> Vec<(Dict<'_>, &Object)> {
        const NESTING: usize = 16;
        let doc = &self.doc;
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<(&Object, usize)> = doc.objects.values().rev().map(|object| (object, 0)).collect();
        while let Some((object, depth)) = open.pop() {
            if let Some(dict) = dict_of(object) {
                let dict = Dict::new(doc, dict);
                if let Some(files) = dict.dict(b"EF") {
                    let streams = files.raw.iter().filter_map(|(_, file)| resolve(doc, file));
                    let streams = streams.filter(|file| file.as_stream().is_ok());
                    found.extend(streams.filter(|file| seen.insert(address(file))).map(|file| (dict, file)));
                }
                if depth < NESTING {
                    let values = dict.raw.iter().map(|(_, value)| value);
                    open.extend(
                        values.filter(|value| may_contain_dictionary(value)).map(|value| (value, depth + 1)),
                    );
                }
            } else if let Object::Array(items) = object
                && depth < NESTING
            {
                open.extend(
                    items.iter().filter(|item| may_contain_dictionary(item)).map(|item| (item, depth + 1)),
                );
            }
        }
        found
    }
}

/// Whether an object may contain a dictionary.
fn may_contain_dictionary(object: &Object) -> bool {
    matches!(object, Object::Array(_) | Object::Dictionary(_) | Object::Stream(_))
}

fn address(object: &Object) -> usize {
    std::ptr::from_ref(object) as usize
}
