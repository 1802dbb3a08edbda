//! Files inside a PDF: attachments, portfolios, files behind annotations (ISO 32000-2, 7.11.4).

use std::collections::BTreeSet;

use lopdf::Object;

use super::content::stream;
use super::document::Pdf;
use super::objects::{Dict, dict_of, follow};
use super::text_string;

/// A file inside a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedFile {
    /// Its name; empty where it has none.
    pub name: String,
    /// Its bytes; `None` where they cannot be decoded or are more than was allowed.
    pub bytes: Option<Vec<u8>>,
}

impl Pdf {
    /// How many files are inside.
    pub fn embedded_count(&self) -> usize {
        self.specifications().len()
    }

    /// The files inside, wherever they are attached, in the order of their objects: at most `most` of them, and
    /// each expanded to at most `limit` bytes.
    pub fn embedded_files(&self, most: usize, limit: usize) -> Vec<EmbeddedFile> {
        let file = |(specification, stream): (Dict<'_>, &Object)| {
            let name = [b"UF".as_slice(), b"F"].iter().find_map(|key| specification.string(key));
            EmbeddedFile {
                name: name.map(text_string::decode).unwrap_or_default(),
                bytes: stream::decode(stream, limit).ok().map(|decoded| decoded.bytes),
            }
        };
        self.specifications().into_iter().take(most).map(file).collect()
    }

    /// File specifications with the streams that they hold. A file is found by what it looks like, not by who
    /// names it: there are many places for it, and readers know more of them than the standard.
    fn specifications(&self) -> Vec<(Dict<'_>, &Object)> {
        const NESTING: usize = 16;
        let doc = &self.0.doc;
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<(&Object, usize)> = doc.objects.values().rev().map(|object| (object, 0)).collect();
        while let Some((object, depth)) = open.pop() {
            if let Some(dict) = dict_of(object) {
                let dict = Dict::new(doc, dict);
                if let Some(files) = dict.dict(b"EF") {
                    let streams = files.raw.iter().filter_map(|(_, file)| follow(doc, file));
                    let streams = streams.filter(|file| file.as_stream().is_ok());
                    found.extend(streams.filter(|file| seen.insert(address(file))).map(|file| (dict, file)));
                }
                if depth < NESTING {
                    open.extend(dict.raw.iter().map(|(_, value)| (value, depth + 1)));
                }
            } else if let Object::Array(items) = object
                && depth < NESTING
            {
                open.extend(items.iter().map(|item| (item, depth + 1)));
            }
        }
        found
    }
}

fn address(object: &Object) -> usize {
    std::ptr::from_ref(object) as usize
}
