//! The header that stands before an entry's data, and the descriptor that may stand after them.

use super::directory::{Central, Wide};
use super::fields::Fields;
use super::source::Source;

const SIGNATURE: &[u8] = b"PK\x03\x04";
const DESCRIPTOR_SIGNATURE: &[u8] = b"PK\x07\x08";
const LONGEST_DESCRIPTOR: u64 = 24;
/// Sizes and CRC follow the data.
pub(super) const DESCRIPTOR_FLAG: u16 = 1 << 3;

/// A local header as it stands.
#[derive(Debug, Clone)]
pub(super) struct Local {
    pub(super) flags: u16,
    pub(super) method: u16,
    time: u32,
    crc32: u32,
    compressed: u64,
    size: u64,
    pub(super) name: Vec<u8>,
    pub(super) extra: Vec<u8>,
    /// Where the data begin.
    pub(super) data_at: u64,
}

/// The part of a local header before its name.
const FIXED: u64 = 30;

impl Local {
    pub(super) fn read(source: &Source<'_>, at: u64) -> Option<Self> {
        let fixed = source.bytes(at..at.checked_add(FIXED)?)?;
        let mut f = Fields::of(&fixed);
        f.signature(SIGNATURE)?;
        let _needed = f.u16()?;
        let flags = f.u16()?;
        let method = f.u16()?;
        let time = f.u32()?;
        let crc32 = f.u32()?;
        let compressed = f.u32()?;
        let size = f.u32()?;
        let name_length = f.u16()?;
        let extra_length = f.u16()?;
        let extra_at = at + FIXED + u64::from(name_length);
        let data_at = extra_at + u64::from(extra_length);
        let name = source.bytes(at + FIXED..extra_at)?.into_owned();
        let extra = source.bytes(extra_at..data_at)?.into_owned();
        let mut wide = Wide::of(&extra);
        let size = wide.resolve(size)?;
        let compressed = wide.resolve(compressed)?;
        Some(Self { flags, method, time, crc32, compressed, size, name, extra, data_at })
    }

    /// Whether sizes and CRC follow the data.
    pub(super) fn has_descriptor(&self) -> bool {
        self.flags & DESCRIPTOR_FLAG != 0
    }

    /// Which fields differ from the directory's: Latvian and English names.
    pub(super) fn differences(&self, central: &Central) -> Vec<(&'static str, &'static str)> {
        let zero_or = |own: u64, other: u64| own == other || (self.has_descriptor() && own == 0);
        let checks = [
            (self.name == central.name, ("nosaukums", "name")),
            (self.method == central.method, ("saspiešanas metode", "compression method")),
            (self.flags == central.flags, ("karodziņi", "flags")),
            (self.time == central.time, ("laiks", "time")),
            (zero_or(self.crc32.into(), central.crc32.into()), ("kontrolsumma", "checksum")),
            (zero_or(self.size, central.size), ("lielums", "size")),
            (zero_or(self.compressed, central.compressed), ("saspiestais lielums", "compressed size")),
        ];
        checks.into_iter().filter(|(same, _)| !same).map(|(_, name)| name).collect()
    }
}

/// The length of the descriptor at `at`, and whether it says what the directory says. It may begin with a
/// signature, and its sizes may have 32 or 64 bits; the one that agrees is taken.
pub(super) fn descriptor(source: &Source<'_>, at: u64, central: &Central) -> (u64, bool) {
    let bytes = source.bytes_within(at..at.saturating_add(LONGEST_DESCRIPTOR));
    for signature in [DESCRIPTOR_SIGNATURE, &[]] {
        for wide in [false, true] {
            let agrees = || {
                let mut f = Fields::of(&bytes);
                f.signature(signature)?;
                let crc32 = f.u32()?;
                let mut size = || if wide { f.u64() } else { f.u32().map(u64::from) };
                let (compressed, expanded) = (size()?, size()?);
                (crc32 == central.crc32 && compressed == central.compressed && expanded == central.size)
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
