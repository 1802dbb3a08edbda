//! The local header before an entry's data, and the data descriptor that may follow them.

use super::byte_source::ByteSource;
use super::central_directory::{CentralHeader, Zip64Values};
use super::little_endian::LittleEndianReader;

const HEADER_SIGNATURE: &[u8] = b"PK\x03\x04";
const DESCRIPTOR_SIGNATURE: &[u8] = b"PK\x07\x08";
const MAX_DESCRIPTOR_SIZE: u64 = 24;
/// Sizes and CRC follow the data.
pub(super) const DESCRIPTOR_FLAG: u16 = 1 << 3;

/// A local header as the archive has it.
#[derive(Debug, Clone)]
pub(super) struct LocalHeader {
    pub(super) flags: u16,
    pub(super) method: u16,
    time: u32,
    crc32: u32,
    compressed_size: u64,
    size: u64,
    pub(super) name: Vec<u8>,
    pub(super) extra: Vec<u8>,
    /// Where the data begin.
    pub(super) data_offset: u64,
}

/// The part of a local header before its name.
const FIXED_SIZE: u64 = 30;

impl LocalHeader {
    pub(super) fn read(source: &ByteSource<'_>, at: u64) -> Option<Self> {
        let fixed = source.read_range(at..at.checked_add(FIXED_SIZE)?)?;
        let mut f = LittleEndianReader::of(&fixed);
        f.expect_signature(HEADER_SIGNATURE)?;
        let _needed = f.u16()?;
        let flags = f.u16()?;
        let method = f.u16()?;
        let time = f.u32()?;
        let crc32 = f.u32()?;
        let compressed = f.u32()?;
        let size = f.u32()?;
        let name_length = f.u16()?;
        let extra_length = f.u16()?;
        let extra_at = at + FIXED_SIZE + u64::from(name_length);
        let data_at = extra_at + u64::from(extra_length);
        let name = source.read_range(at + FIXED_SIZE..extra_at)?.into_owned();
        let extra = source.read_range(extra_at..data_at)?.into_owned();
        let mut wide = Zip64Values::of(&extra);
        let size = wide.resolve(size)?;
        let compressed = wide.resolve(compressed)?;
        Some(Self {
            flags,
            method,
            time,
            crc32,
            compressed_size: compressed,
            size,
            name,
            extra,
            data_offset: data_at,
        })
    }

    /// Whether sizes and CRC follow the data.
    pub(super) fn has_descriptor(&self) -> bool {
        self.flags & DESCRIPTOR_FLAG != 0
    }

    /// Which fields differ from the directory's: Latvian and English names.
    pub(super) fn fields_that_differ(&self, central: &CentralHeader) -> Vec<(&'static str, &'static str)> {
        let zero_or = |own: u64, other: u64| own == other || (self.has_descriptor() && own == 0);
        let checks = [
            (self.name == central.name, ("nosaukums", "name")),
            (self.method == central.method, ("saspiešanas metode", "compression method")),
            (self.flags == central.flags, ("karodziņi", "flags")),
            (self.time == central.time, ("laiks", "time")),
            (zero_or(self.crc32.into(), central.crc32.into()), ("kontrolsumma", "checksum")),
            (zero_or(self.size, central.size), ("lielums", "size")),
            (
                zero_or(self.compressed_size, central.compressed_size),
                ("saspiestais lielums", "compressed size"),
            ),
        ];
        checks.into_iter().filter(|(same, _)| !same).map(|(_, name)| name).collect()
    }
}

/// The length of the descriptor at `at`, and whether it says what the directory says. It may begin with a
/// signature, and its sizes may have 32 or 64 bits; the one that agrees is taken.
pub(super) fn read_data_descriptor(source: &ByteSource<'_>, at: u64, central: &CentralHeader) -> (u64, bool) {
    let bytes = source.read_available(at..at.saturating_add(MAX_DESCRIPTOR_SIZE));
    for signature in [DESCRIPTOR_SIGNATURE, &[]] {
        for wide in [false, true] {
            let agrees = || {
                let mut f = LittleEndianReader::of(&bytes);
                f.expect_signature(signature)?;
                let crc32 = f.u32()?;
                let mut size = || if wide { f.u64() } else { f.u32().map(u64::from) };
                let (compressed, expanded) = (size()?, size()?);
                (crc32 == central.crc32 && compressed == central.compressed_size && expanded == central.size)
                    .then_some(())
            };
            if agrees().is_some() {
                return (signature.len() as u64 + 4 + if wide { 16 } else { 8 }, true);
            }
        }
    }
    let signed = bytes.starts_with(DESCRIPTOR_SIGNATURE);
    (if signed { 16 } else { 0 }, false)
}
