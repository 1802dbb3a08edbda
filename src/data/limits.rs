/// How much of a data file is read, whatever it claims to hold. Beyond any of these the file, or the value, is
/// refused with a finding that names the limit. CSV and JSON Lines can be read record by record
/// ([`DataFile`](super::DataFile)): then what is counted over all records is not limited.
///
/// ```
/// use edocpack::data::{self, DataSource, Limits};
///
/// let few = Limits { records: 1, ..Limits::default() };
/// let refused = data::read(b"a\n1\n2\n", &DataSource::named("rows.csv"), &few).unwrap_err();
/// assert!(refused.refuses());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The file, in bytes. Default 64 MiB.
    pub file_bytes: u64,
    /// A TOML file, in bytes: its parser holds the whole tree in memory. Default 4 MiB, some 10 000 records.
    pub toml_bytes: u64,
    /// Records in a file. Default 100 000.
    pub records: u32,
    /// Columns of a sheet, or values of a structured record. Default 1 000.
    pub columns: u32,
    /// Cells of all records together, empty ones too (a short row of a wide sheet costs as much as a full one).
    /// Default 2 000 000; a cell takes some 150 bytes of memory.
    pub cells: u64,
    /// Cells that repeat counts of an ODS sheet make beyond those that are written, empty ones not counted.
    /// Default 500 000.
    pub repeated_cells: u64,
    /// Text of all cells together, in bytes of UTF-8 (a workbook can repeat one long text a million times).
    /// Default 64 MiB.
    pub text_bytes: u64,
    /// Characters of one value. Default 32 767, which is Excel's own limit.
    pub cell_chars: usize,
    /// Findings about all records together, before the values are checked. Default 200 000.
    pub findings: u64,
    /// Objects within objects in JSON and TOML; more than 64 is taken as 64. Default 16.
    pub nesting: usize,
    /// A workbook's parts, expanded, in bytes, all together. Default 512 MiB.
    pub expanded_bytes: u64,
    /// Expanded size over packed size of one part of a workbook, for parts above 1 MiB. Default 400: sheets
    /// of repeated rows reach some 100, deflate ends at 1 032.
    pub expansion_ratio: u64,
    /// Parts of a workbook. Default 5 000.
    pub workbook_parts: usize,
}

impl Limits {
    /// For a file that is read record by record: nothing is held, so that its length does not matter.
    #[must_use]
    pub(super) fn for_streaming(self) -> Self {
        let most = u64::MAX;
        Self { records: u32::MAX, cells: most, text_bytes: most, findings: most, file_bytes: most, ..self }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            toml_bytes: 4 << 20,
            records: 100_000,
            columns: 1_000,
            cells: 2_000_000,
            repeated_cells: 500_000,
            text_bytes: 64 << 20,
            cell_chars: 32_767,
            findings: 200_000,
            nesting: 16,
            expanded_bytes: 512 << 20,
            expansion_ratio: 400,
            workbook_parts: 5_000,
        }
    }
}
