//! A ZIP archive of stored entries, each byte of it decided here: the bytes then depend on no library, no
//! platform and no clock.
//!
//! Sizes and CRC stand in the local headers, so there are no data descriptors; there are no extra fields, no
//! comments, and no ZIP64 (an archive that would need it is refused).

use std::io::Write;

use super::AsicError;
use super::content::Content;

/// ZIP specification 2.0, made on Unix: fixed, whatever the program runs on.
const MADE_BY: u16 = 0x0314;
/// ZIP specification 1.0: a stored file asks for no more.
const VERSION_NEEDED: u16 = 10;
/// The name is UTF-8; set only where it is not ASCII, because some readers look no further than ASCII.
const UTF8_FLAG: u16 = 1 << 11;
/// A regular file, `rw-r--r--`.
const EXTERNAL_ATTRIBUTES: u32 = 0o100_644 << 16;

const LOCAL_HEADER: usize = 30;
const CENTRAL_HEADER: usize = 46;
const END_RECORD: usize = 22;

/// An entry to be stored, read through already.
#[derive(Clone, Copy)]
pub(super) struct Stored<'a> {
    pub(super) name: &'a str,
    pub(super) content: Content<'a>,
}

/// When the entries were made, as a ZIP archive says it (local time of nowhere: we write UTC).
#[derive(Debug, Clone, Copy)]
pub(super) struct DosTime {
    pub(super) date: u16,
    pub(super) time: u16,
}

/// Writes the archive of `entries`, in their order, piece by piece.
pub(super) fn write_stored(
    entries: &[Stored<'_>],
    made: DosTime,
    out: &mut dyn Write,
) -> Result<(), AsicError> {
    let needed = archive_size(entries);
    let too_large = || AsicError::TooLarge { size: needed };
    // All ones means "see the ZIP64 record", in counts as in offsets.
    let count = u16::try_from(entries.len()).ok().filter(|n| *n != u16::MAX).ok_or_else(too_large)?;
    u32::try_from(needed).ok().filter(|n| *n != u32::MAX).ok_or_else(too_large)?;

    let mut offset = 0;
    let mut directory = Vec::new();
    for entry in entries {
        let facts = Facts::of(entry, made).ok_or_else(too_large)?;
        let mut header = Vec::with_capacity(LOCAL_HEADER + entry.name.len());
        facts.local_header(&mut header);
        out.write_all(&header)?;
        entry.content.feed(&mut |piece| out.write_all(piece))?;
        facts.central_header(offset, &mut directory);
        offset = length(&header)
            .and_then(|header| offset.checked_add(header)?.checked_add(facts.size))
            .ok_or_else(too_large)?;
    }
    let directory_size = length(&directory).ok_or_else(too_large)?;

    directory.extend_from_slice(b"PK\x05\x06");
    put16(&mut directory, 0); // this disk
    put16(&mut directory, 0); // the disk of the directory
    put16(&mut directory, count);
    put16(&mut directory, count);
    put32(&mut directory, directory_size);
    put32(&mut directory, offset);
    put16(&mut directory, 0); // no comment
    out.write_all(&directory)?;
    Ok(())
}

/// The size of the archive in bytes, known before any of it is written.
pub(super) fn archive_size(entries: &[Stored<'_>]) -> u64 {
    let of_entry =
        |e: &Stored<'_>| (LOCAL_HEADER + CENTRAL_HEADER + 2 * e.name.len()) as u64 + e.content.size;
    entries.iter().map(of_entry).sum::<u64>() + END_RECORD as u64
}

/// How many bytes an entry takes before the directory.
pub(super) fn local_size(name: &str, content: u64) -> u64 {
    (LOCAL_HEADER + name.len()) as u64 + content
}

/// What both headers of an entry say, in the fields' own widths.
struct Facts<'a> {
    name: &'a [u8],
    name_length: u16,
    flags: u16,
    made: DosTime,
    crc32: u32,
    size: u32,
}

impl<'a> Facts<'a> {
    fn of(entry: &Stored<'a>, made: DosTime) -> Option<Self> {
        Some(Self {
            name: entry.name.as_bytes(),
            name_length: u16::try_from(entry.name.len()).ok()?,
            flags: if entry.name.is_ascii() { 0 } else { UTF8_FLAG },
            made,
            crc32: entry.content.crc32,
            size: u32::try_from(entry.content.size).ok()?,
        })
    }

    fn local_header(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"PK\x03\x04");
        self.common(out);
        out.extend_from_slice(self.name);
    }

    fn central_header(&self, local_offset: u32, out: &mut Vec<u8>) {
        out.extend_from_slice(b"PK\x01\x02");
        put16(out, MADE_BY);
        self.common(out);
        put16(out, 0); // no comment
        put16(out, 0); // the first disk
        put16(out, 0); // internal attributes: binary
        put32(out, EXTERNAL_ATTRIBUTES);
        put32(out, local_offset);
        out.extend_from_slice(self.name);
    }

    /// The 26 bytes that a local and a central header share.
    fn common(&self, out: &mut Vec<u8>) {
        put16(out, VERSION_NEEDED);
        put16(out, self.flags);
        put16(out, 0); // stored
        put16(out, self.made.time);
        put16(out, self.made.date);
        put32(out, self.crc32);
        put32(out, self.size); // as stored
        put32(out, self.size); // as it is
        put16(out, self.name_length);
        put16(out, 0); // no extra field
    }
}

fn length(bytes: &[u8]) -> Option<u32> {
    u32::try_from(bytes.len()).ok()
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADE: DosTime = DosTime { date: 0x5b76, time: 0x6000 };

    fn written(entries: &[Stored<'_>]) -> Result<Vec<u8>, AsicError> {
        let mut out = Vec::new();
        write_stored(entries, MADE, &mut out)?;
        assert_eq!(out.len() as u64, archive_size(entries));
        Ok(out)
    }

    #[test]
    fn an_archive_without_entries_is_an_end_record() {
        let bytes = written(&[]).unwrap();
        assert_eq!(bytes, b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    }

    #[test]
    fn an_entry_is_written_field_by_field() {
        let mut content = Content::from(b"hi");
        content.crc32 = 0x0102_0304;
        let bytes = written(&[Stored { name: "ā", content }]).unwrap();
        let common =
            [10, 0, 0, 8, 0, 0, 0x00, 0x60, 0x76, 0x5b, 4, 3, 2, 1, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0];
        let expected = [
            b"PK\x03\x04".as_slice(),
            &common,
            "āhi".as_bytes(),
            b"PK\x01\x02",
            &[20, 3],
            &common,
            &[0, 0, 0, 0, 0, 0, 0x00, 0x00, 0xa4, 0x81, 0, 0, 0, 0],
            "ā".as_bytes(),
            b"PK\x05\x06",
            &[0, 0, 0, 0, 1, 0, 1, 0, 48, 0, 0, 0, 34, 0, 0, 0, 0, 0],
        ]
        .concat();
        assert_eq!(bytes, expected);
    }

    #[test]
    fn more_entries_than_the_count_can_say_are_refused() {
        let entry = Stored { name: "a", content: Content::of(b"") };
        assert!(written(&vec![entry; 0xfffe]).is_ok());
        let Err(AsicError::TooLarge { size }) = written(&vec![entry; 0xffff]) else { panic!() };
        assert_eq!(size, 78 * 0xffff + 22);
    }
}
