use std::fmt;

/// The formats that applications' data come in.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{DataFormat, DataSource};
///
/// let named = |name: &str, bytes: &[u8]| DataFormat::of(bytes, &DataSource::named(name));
/// assert_eq!(named("rows.csv", b"a;b\n1;2\n")?, DataFormat::Csv);
/// assert_eq!(named("rows.jsonl", b"{}\n{}\n")?, DataFormat::JsonLines);
/// assert!(named("rows.csv", b"PK\x03\x04").is_err(), "its name says one thing, its content another");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DataFormat {
    /// Comma-, semicolon- or TAB-separated text (`.csv`, `.tsv`, `.tab`, `.txt`).
    Csv,
    /// One JSON document (`.json`).
    Json,
    /// A JSON object a line (`.jsonl`, `.ndjson`).
    JsonLines,
    /// An OpenDocument spreadsheet (`.ods`).
    Ods,
    /// A PDF of the form that somebody filled in. [`read`](super::read) does not read it; its caller does.
    Pdf,
    /// TOML (`.toml`).
    Toml,
    /// An Excel workbook (`.xlsx`, `.xlsm`).
    Xlsx,
}

impl fmt::Display for DataFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::Ods => "ODS",
            Self::Pdf => "PDF",
            Self::Toml => "TOML",
            Self::Xlsx => "XLSX",
        })
    }
}
