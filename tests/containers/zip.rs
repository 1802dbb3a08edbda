//! Archives that no program would write: every field of every header can be spoilt.

use std::mem::take;

pub(crate) const MIMETYPE: &[u8] = b"application/vnd.etsi.asic-e+zip";
pub(crate) const MANIFEST: &str = "META-INF/manifest.xml";

/// An archive to be.
#[derive(Clone)]
pub(crate) struct Zip {
    pub(crate) entries: Vec<Entry>,
    pub(crate) prefix: Vec<u8>,
    /// Between the last entry and the directory.
    pub(crate) before_directory: Vec<u8>,
    /// Between the directory and the end record.
    pub(crate) after_directory: Vec<u8>,
    pub(crate) comment: Vec<u8>,
    pub(crate) suffix: Vec<u8>,
    pub(crate) disk: u16,
    /// Added to the count of the end record.
    pub(crate) more: u16,
    pub(crate) zip64: bool,
}

/// One entry, its two headers apart.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) local: Header,
    /// `None`: the directory does not mention it.
    pub(crate) central: Option<Header>,
    /// As it stands in the archive.
    pub(crate) data: Vec<u8>,
    pub(crate) descriptor: bool,
    pub(crate) comment: Vec<u8>,
    /// Bytes before the local header.
    pub(crate) gap: Vec<u8>,
    /// The offset that the directory gives, if not the right one.
    pub(crate) offset: Option<u32>,
}

#[derive(Clone)]
pub(crate) struct Header {
    pub(crate) name: Vec<u8>,
    pub(crate) flags: u16,
    pub(crate) method: u16,
    pub(crate) time: u32,
    pub(crate) crc: u32,
    pub(crate) compressed: u32,
    pub(crate) size: u32,
    pub(crate) extra: Vec<u8>,
    pub(crate) disk: u16,
    /// External attributes, of the directory alone.
    pub(crate) external: u32,
}

impl Zip {
    /// A container with nothing wrong: `mimetype`, `a.txt`, the manifest.
    pub(crate) fn edoc() -> Self {
        Self::of(vec![
            Entry::stored("mimetype", MIMETYPE),
            Entry::stored("a.txt", b"hello"),
            Entry::stored(MANIFEST, manifest(&[("a.txt", "text/plain")]).as_bytes()),
        ])
    }

    pub(crate) fn of(entries: Vec<Entry>) -> Self {
        Self {
            entries,
            prefix: vec![],
            before_directory: vec![],
            after_directory: vec![],
            comment: vec![],
            suffix: vec![],
            disk: 0,
            more: 0,
            zip64: false,
        }
    }

    /// Spoils the archive.
    pub(crate) fn but(mut self, spoil: impl FnOnce(&mut Self)) -> Self {
        spoil(&mut self);
        self
    }

    /// Spoils the entry `name`.
    pub(crate) fn entry(self, name: &str, spoil: impl FnOnce(&mut Entry)) -> Self {
        self.but(|zip| spoil(zip.entries.iter_mut().find(|e| e.local.name == name.as_bytes()).unwrap()))
    }

    /// Another entry, stored.
    pub(crate) fn with(self, name: &str, data: &[u8]) -> Self {
        self.but(|zip| zip.entries.push(Entry::stored(name, data)))
    }

    /// Without the entry `name`.
    pub(crate) fn without(self, name: &str) -> Self {
        self.but(|zip| zip.entries.retain(|e| e.local.name != name.as_bytes()))
    }

    /// Other content of the entry `name`.
    pub(crate) fn content(self, name: &str, data: &[u8]) -> Self {
        self.entry(name, |e| *e = Entry { gap: take(&mut e.gap), ..Entry::stored(name, data) })
    }

    /// The data file under another name, in the manifest too.
    pub(crate) fn renamed(self, name: &str) -> Self {
        let listed = manifest(&[(name, "text/plain")]);
        self.entry("a.txt", |e| e.rename(name.as_bytes())).content(MANIFEST, listed.as_bytes())
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = self.prefix.clone();
        let mut directory = Vec::new();
        let mut count = self.more;
        for entry in &self.entries {
            out.extend_from_slice(&entry.gap);
            let offset = entry.offset.unwrap_or(out.len() as u32);
            entry.local.write_local(&mut out);
            out.extend_from_slice(&entry.data);
            if entry.descriptor {
                let of = entry.central.as_ref().unwrap();
                out.extend_from_slice(b"PK\x07\x08");
                put(&mut out, &[of.crc, of.compressed, of.size].map(u32::to_le_bytes));
            }
            if let Some(central) = &entry.central {
                central.write_central(&entry.comment, offset, &mut directory);
                count += 1;
            }
        }
        out.extend_from_slice(&self.before_directory);
        let at = out.len() as u64;
        out.extend_from_slice(&directory);
        out.extend_from_slice(&self.after_directory);
        if self.zip64 {
            let end = out.len() as u64;
            out.extend_from_slice(b"PK\x06\x06");
            out.extend_from_slice(&44_u64.to_le_bytes());
            out.extend_from_slice(&[45, 3, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            put(&mut out, &[count.into(), count.into(), directory.len() as u64, at].map(u64::to_le_bytes));
            out.extend_from_slice(b"PK\x06\x07\0\0\0\0");
            out.extend_from_slice(&end.to_le_bytes());
            out.extend_from_slice(&1_u32.to_le_bytes());
        }
        out.extend_from_slice(b"PK\x05\x06");
        put(&mut out, &[self.disk, self.disk, count, count].map(u16::to_le_bytes));
        out.extend_from_slice(&(directory.len() as u32).to_le_bytes());
        out.extend_from_slice(&if self.zip64 { u32::MAX } else { at as u32 }.to_le_bytes());
        out.extend_from_slice(&(self.comment.len() as u16).to_le_bytes());
        out.extend_from_slice(&self.comment);
        out.extend_from_slice(&self.suffix);
        out
    }
}

impl Entry {
    pub(crate) fn stored(name: &str, data: &[u8]) -> Self {
        Self::raw(name, 0, data, data)
    }

    pub(crate) fn deflated(name: &str, data: &[u8]) -> Self {
        Self::raw(name, 8, data, &miniz_oxide::deflate::compress_to_vec(data, 6))
    }

    fn raw(name: &str, method: u16, content: &[u8], data: &[u8]) -> Self {
        let header = Header {
            name: name.into(),
            flags: if name.is_ascii() { 0 } else { 1 << 11 },
            method,
            time: 0x5b76_6000,
            crc: crc32fast::hash(content),
            compressed: data.len() as u32,
            size: content.len() as u32,
            extra: vec![],
            disk: 0,
            external: 0,
        };
        Self {
            local: header.clone(),
            central: Some(header),
            data: data.into(),
            descriptor: false,
            comment: vec![],
            gap: vec![],
            offset: None,
        }
    }

    /// The same change in both headers.
    pub(crate) fn both(&mut self, change: impl Fn(&mut Header)) {
        change(&mut self.local);
        change(self.central.as_mut().unwrap());
    }

    pub(crate) fn rename(&mut self, name: &[u8]) {
        self.both(|h| {
            h.name = name.into();
            h.flags = if name.is_ascii() { 0 } else { 1 << 11 };
        });
    }

    /// Sizes and CRC after the data.
    pub(crate) fn describe(&mut self) {
        self.descriptor = true;
        self.both(|h| h.flags |= 8);
        (self.local.crc, self.local.compressed, self.local.size) = (0, 0, 0);
    }
}

impl Header {
    fn write_local(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"PK\x03\x04");
        self.common(out);
        out.extend_from_slice(&self.name);
        out.extend_from_slice(&self.extra);
    }

    fn write_central(&self, comment: &[u8], offset: u32, out: &mut Vec<u8>) {
        out.extend_from_slice(b"PK\x01\x02\x14\x03");
        self.common(out);
        out.extend_from_slice(&(comment.len() as u16).to_le_bytes());
        out.extend_from_slice(&self.disk.to_le_bytes());
        out.extend_from_slice(&[0; 2]);
        out.extend_from_slice(&self.external.to_le_bytes());
        out.extend_from_slice(&offset.to_le_bytes());
        out.extend_from_slice(&self.name);
        out.extend_from_slice(&self.extra);
        out.extend_from_slice(comment);
    }

    fn common(&self, out: &mut Vec<u8>) {
        put(out, &[20, self.flags, self.method].map(u16::to_le_bytes));
        put(out, &[self.time, self.crc, self.compressed, self.size].map(u32::to_le_bytes));
        out.extend_from_slice(&(self.name.len() as u16).to_le_bytes());
        out.extend_from_slice(&(self.extra.len() as u16).to_le_bytes());
    }
}

fn put<const N: usize>(out: &mut Vec<u8>, numbers: &[[u8; N]]) {
    out.extend(numbers.iter().flatten());
}

/// A manifest that lists `files`.
pub(crate) fn manifest(files: &[(&str, &str)]) -> String {
    let root = ("/", "application/vnd.etsi.asic-e+zip");
    let entry = |(path, media_type): &(&str, &str)| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{media_type}\"/>")
    };
    let entries: String = std::iter::once(&root).chain(files).map(entry).collect();
    format!(
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.2\">{entries}</manifest:manifest>"
    )
}
