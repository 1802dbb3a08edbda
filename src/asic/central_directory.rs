//! The central directory: one header for each entry.

use super::little_endian::LittleEndianReader;

const HEADER_SIGNATURE: &[u8] = b"PK\x01\x02";
/// The extra field with the sizes that need 64 bits.
const ZIP64_EXTRA: u16 = 0x0001;
/// Info-ZIP's extra field with the name in UTF-8.
pub(super) const UNICODE_PATH: u16 = 0x7075;

/// An entry of the central directory, sizes and offset with ZIP64 resolved.
#[derive(Debug, Clone)]
pub(super) struct CentralHeader {
    pub(super) version_made_by: u16,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) time: u32,
    pub(super) crc32: u32,
    pub(super) compressed_size: u64,
    pub(super) size: u64,
    pub(super) name: Vec<u8>,
    pub(super) extra: Vec<u8>,
    pub(super) comment: Vec<u8>,
    pub(super) disk_number: u16,
    pub(super) external_attributes: u32,
    pub(super) local_header_offset: u64,
    pub(super) zip64: bool,
}

impl CentralHeader {
    /// Whether its attributes mark it as a link, a device, or a folder that its name is not.
    pub(super) fn is_special_file(&self) -> bool {
        const DOS_FOLDER: u32 = 0x10;
        const UNIX: [u16; 2] = [3, 19];
        const KIND: u32 = 0o170_000;
        const NONE: u32 = 0;
        const FOLDER: u32 = 0o040_000;
        const FILE: u32 = 0o100_000;
        let named_folder = self.name.ends_with(b"/");
        let kind = if UNIX.contains(&(self.version_made_by >> 8)) {
            self.external_attributes >> 16 & KIND
        } else {
            NONE
        };
        match kind {
            NONE => !named_folder && self.external_attributes & DOS_FOLDER != 0,
            FOLDER => !named_folder,
            FILE => false,
            _ => true,
        }
    }
}

/// The entries that can be read, at most `most`, and how many bytes of the directory are left after them.
pub(super) fn read_headers(bytes: &[u8], most: usize) -> (Vec<CentralHeader>, usize) {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while entries.len() < most
        && let Some((entry, length)) = read_header(rest)
    {
        entries.push(entry);
        rest = rest.get(length..).unwrap_or_default();
    }
    (entries, rest.len())
}

fn read_header(bytes: &[u8]) -> Option<(CentralHeader, usize)> {
    let mut f = LittleEndianReader::of(bytes);
    f.expect_signature(HEADER_SIGNATURE)?;
    let made_by = f.u16()?;
    let _needed = f.u16()?;
    let flags = f.u16()?;
    let method = f.u16()?;
    let time = f.u32()?;
    let crc32 = f.u32()?;
    let compressed = f.u32()?;
    let size = f.u32()?;
    let name_length = f.u16()?;
    let extra_length = f.u16()?;
    let comment_length = f.u16()?;
    let disk = f.u16()?;
    let _internal = f.u16()?;
    let external = f.u32()?;
    let offset = f.u32()?;
    let name = f.bytes(name_length.into())?;
    let extra = f.bytes(extra_length.into())?;
    let comment = f.bytes(comment_length.into())?;

    let mut wide = Zip64Values::of(extra);
    let entry = CentralHeader {
        version_made_by: made_by,
        flags,
        method,
        time,
        crc32,
        // The order is the specification's: size, compressed size, offset.
        size: wide.resolve(size)?,
        compressed_size: wide.resolve(compressed)?,
        local_header_offset: wide.resolve(offset)?,
        name: name.to_vec(),
        extra: extra.to_vec(),
        comment: comment.to_vec(),
        disk_number: disk,
        external_attributes: external,
        zip64: wide.0.is_some(),
    };
    Some((entry, 46 + name.len() + extra.len() + comment.len()))
}

/// The 64-bit values of a ZIP64 extra field, used up one after the other.
pub(super) struct Zip64Values<'a>(pub(super) Option<LittleEndianReader<'a>>);

impl<'a> Zip64Values<'a> {
    pub(super) fn of(extra: &'a [u8]) -> Self {
        Self(extra_field(extra, ZIP64_EXTRA).map(LittleEndianReader::of))
    }

    /// The value of a 32-bit field: itself, or the next 64-bit one where it is all ones and there is one.
    pub(super) fn resolve(&mut self, short: u32) -> Option<u64> {
        match &mut self.0 {
            Some(wide) if short == u32::MAX => wide.u64(),
            _ => Some(short.into()),
        }
    }
}

/// The data of the first extra field `id`.
pub(super) fn extra_field(extra: &[u8], id: u16) -> Option<&[u8]> {
    extra_fields(extra).find(|(found, _)| *found == id).map(|(_, data)| data)
}

/// The extra fields by which readers find a file or name it, where one is there more than once.
pub(super) fn duplicate_extra_field(extra: &[u8]) -> Option<u16> {
    [ZIP64_EXTRA, UNICODE_PATH]
        .into_iter()
        .find(|id| extra_fields(extra).filter(|(found, _)| found == id).count() > 1)
}

/// The extra fields up to the first that is cut: identifier and data.
fn extra_fields(extra: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = LittleEndianReader::of(extra);
    std::iter::from_fn(move || {
        let id = rest.u16()?;
        let length = rest.u16()?;
        Some((id, rest.bytes(length.into())?))
    })
}

/// Whether the extra fields fill their place exactly; zeros at the end are the padding that some writers align
/// with.
pub(super) fn extra_is_well_formed(extra: &[u8]) -> bool {
    let mut rest = LittleEndianReader::of(extra);
    loop {
        if rest.rest_is_zero() {
            return true;
        }
        let next = rest.u16().and_then(|_id| rest.u16()).and_then(|length| rest.bytes(length.into()));
        if next.is_none() {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extra_fields_are_found_and_judged() {
        let extra = [1, 0, 2, 0, 7, 7, 0x75, 0x70, 1, 0, 9];
        assert_eq!(extra_field(&extra, 0x7075), Some([9].as_slice()));
        assert_eq!(extra_field(&extra, 2), None);
        assert!(extra_is_well_formed(&extra));
        assert!(extra_is_well_formed(&[extra.as_slice(), &[0, 0, 0]].concat()));
        assert!(!extra_is_well_formed(&extra[..10]));
        assert!(!extra_is_well_formed(&[1, 0, 2]));
    }

    #[test]
    fn a_damaged_entry_ends_the_directory() {
        assert_eq!(read_headers(b"PK\x01\x02 not long enough", 9).1, 20);
    }
}
