//! A ZIP archive of stored entries, each byte of it decided here: the bytes then depend on no library, no
//! platform and no clock.
//!
//! Sizes and CRC stand in the local headers, so there are no data descriptors; there are no extra fields, no
//! comments, and no ZIP64 (an archive that would need it is refused).

use std::io::Write;

use super::AsicError;
use super::entry_content::EntryContent;

/// ZIP specification 2.0, made on Unix: fixed, whatever the program runs on.
const MADE_BY: u16 = 0x0314;
/// ZIP specification 1.0: a stored file asks for no more.
const VERSION_NEEDED: u16 = 10;
/// The name is UTF-8; set only where it is not ASCII, because some readers look no further than ASCII.
const UTF8_FLAG: u16 = 1 << 11;
/// A regular file, `rw-r--r--`.
const EXTERNAL_ATTRIBUTES: u32 = 0o100_644 << 16;

const LOCAL_HEADER_SIZE: usize = 30;
const CENTRAL_HEADER_SIZE: usize = 46;
const END_RECORD_SIZE: usize = 22;

/// An entry to be stored, hashed already.
#[derive(Clone, Copy)]
pub(super) struct StoredEntry<'a> {
    pub(super) name: &'a str,
    pub(super) content: EntryContent<'a>,
}

/// The time of the entries in the format of ZIP, which has no time zone: we write UTC.
#[derive(Debug, Clone, Copy)]
pub(super) struct DosTime {
    pub(super) date: u16,
    pub(super) time: u16,
}

/// Writes the archive of `entries`, in their order, in chunks.
pub(super) fn write_archive(
    entries: &[StoredEntry<'_>],
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
        let facts = HeaderFields::of(entry, made).ok_or_else(too_large)?;
        let mut header = Vec::with_capacity(LOCAL_HEADER_SIZE + entry.name.len());
        facts.local_header(&mut header);
        out.write_all(&header)?;
        entry.content.for_each_chunk(&mut |chunk| out.write_all(chunk))?;
        facts.central_header(offset, &mut directory);
        offset = byte_length(&header)
            .and_then(|header| offset.checked_add(header)?.checked_add(facts.size))
            .ok_or_else(too_large)?;
    }
    let directory_size = byte_length(&directory).ok_or_else(too_large)?;

    directory.extend_from_slice(b"PK\x05\x06");
    put_u16(&mut directory, 0); // this disk
    put_u16(&mut directory, 0); // the disk of the directory
    put_u16(&mut directory, count);
    put_u16(&mut directory, count);
    put_u32(&mut directory, directory_size);
    put_u32(&mut directory, offset);
    put_u16(&mut directory, 0); // no comment
    out.write_all(&directory)?;
    Ok(())
}

/// The size of the archive in bytes, known before any of it is written.
pub(super) fn archive_size(entries: &[StoredEntry<'_>]) -> u64 {
    let of_entry = |e: &StoredEntry<'_>| {
        (LOCAL_HEADER_SIZE + CENTRAL_HEADER_SIZE + 2 * e.name.len()) as u64 + e.content.size
    };
    entries.iter().map(of_entry).sum::<u64>() + END_RECORD_SIZE as u64
}

/// How many bytes an entry takes before the directory.
pub(super) fn local_entry_size(name: &str, content: u64) -> u64 {
    (LOCAL_HEADER_SIZE + name.len()) as u64 + content
}

/// The fields that both headers of an entry have, in their own widths.
struct HeaderFields<'a> {
    name: &'a [u8],
    name_length: u16,
    flags: u16,
    time: DosTime,
    crc32: u32,
    size: u32,
}

impl<'a> HeaderFields<'a> {
    fn of(entry: &StoredEntry<'a>, made: DosTime) -> Option<Self> {
        Some(Self {
            name: entry.name.as_bytes(),
            name_length: u16::try_from(entry.name.len()).ok()?,
            flags: if entry.name.is_ascii() { 0 } else { UTF8_FLAG },
            time: made,
            crc32: entry.content.crc32,
            size: u32::try_from(entry.content.size).ok()?,
        })
    }

    fn local_header(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"PK\x03\x04");
        self.common_fields(out);
        out.extend_from_slice(self.name);
    }

    fn central_header(&self, local_offset: u32, out: &mut Vec<u8>) {
        out.extend_from_slice(b"PK\x01\x02");
        put_u16(out, MADE_BY);
        self.common_fields(out);
        put_u16(out, 0); // no comment
        put_u16(out, 0); // the first disk
        put_u16(out, 0); // internal attributes: binary
        put_u32(out, EXTERNAL_ATTRIBUTES);
        put_u32(out, local_offset);
        out.extend_from_slice(self.name);
    }

    /// The 26 bytes that a local and a central header share.
    fn common_fields(&self, out: &mut Vec<u8>) {
        put_u16(out, VERSION_NEEDED);
        put_u16(out, self.flags);
        put_u16(out, 0); // stored
        put_u16(out, self.time.time);
        put_u16(out, self.time.date);
        put_u32(out, self.crc32);
        put_u32(out, self.size); // as stored
        put_u32(out, self.size); // as it is
        put_u16(out, self.name_length);
        put_u16(out, 0); // no extra field
    }
}

fn byte_length(bytes: &[u8]) -> Option<u32> {
    u32::try_from(bytes.len()).ok()
}

fn put_u16(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put_u32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADE: DosTime = DosTime { date: 0x5b76, time: 0x6000 };

    fn written(entries: &[StoredEntry<'_>]) -> Result<Vec<u8>, AsicError> {
        let mut out = Vec::new();
        write_archive(entries, MADE, &mut out)?;
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
        let mut content = EntryContent::from(b"hi");
        content.crc32 = 0x0102_0304;
        let bytes = written(&[StoredEntry { name: "ā", content }]).unwrap();
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
        let entry = StoredEntry { name: "a", content: EntryContent::of(b"") };
        assert!(written(&vec![entry; 0xfffe]).is_ok());
        let Err(AsicError::TooLarge { size }) = written(&vec![entry; 0xffff]) else { panic!() };
        assert_eq!(size, 78 * 0xffff + 22);
    }
}
