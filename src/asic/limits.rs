/// How much of a hostile archive is looked at. Sizes are in bytes and are compared with what the archive
/// declares, before anything is expanded; expanding then stops at the declared size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The archive itself. A caller that reads a file looks at its size first. Default: 512 MiB.
    pub archive: u64,
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
    /// XML that is parsed: manifests and signatures. Default: 16 MiB.
    pub xml: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            archive: 512 << 20,
            entries: 1_000,
            entry: 256 << 20,
            total: 1 << 30,
            ratio: 100,
            ratio_from: 1 << 20,
            xml: 16 << 20,
        }
    }
}
