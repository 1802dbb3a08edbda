/// Bounds for reading an archive. Sizes are in bytes and are compared with what the archive declares, before anything
/// is decompressed; decompression then stops at the declared size.
///
/// A stored entry takes no more than the archive itself, so [`Limits::entry`], [`Limits::total`] and
/// [`Limits::ratio`] are for compressed ones.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::{Archive, Limits};
///
/// let bytes = std::fs::read("fixtures/signed/janis.edoc")?;
/// let mut small = Limits::default();
/// small.archive = 1024;
/// let refused = Archive::read(&bytes, "janis.edoc", &small).unwrap_err();
/// assert!(refused.refuses());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The archive itself. Default: 4 GiB, which is as much as an archive without ZIP64 can hold.
    pub archive: u64,
    /// The directory of the archive, with all names in it. Default: 16 MiB.
    pub directory: u64,
    /// Entries. Default: 1,000, as in DSS.
    pub entries: u64,
    /// One entry, expanded. Default: 256 MiB.
    pub entry: u64,
    /// All entries together, expanded. Default: 1 GiB.
    pub total: u64,
    /// How many times an entry may be larger than its compressed data. Default: 100, as in DSS.
    pub ratio: u64,
    /// Entries up to this size may have any ratio. Default: 1 MiB, as in DSS.
    pub ratio_from: u64,
    /// The name of an entry, in bytes of UTF-8. Default: 200; libdigidocpp does not open 300.
    pub name: u64,
    /// Each XML that is parsed: manifests and signatures. Default: 16 MiB.
    pub xml: u64,
    /// How deep elements of XML may stand in each other. Default: 64.
    pub depth: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            archive: 4 << 30,
            directory: 16 << 20,
            entries: 1_000,
            entry: 256 << 20,
            total: 1 << 30,
            ratio: 100,
            ratio_from: 1 << 20,
            name: 200,
            xml: 16 << 20,
            depth: 64,
        }
    }
}
