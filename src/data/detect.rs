//! Finds the format of a data file: by what the person said, its extension and its content.

use super::{DataFormat, DataSource, encoding, refusal};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, Finding, Report};

impl DataFormat {
    /// The format of a file: the one the person named, else that of its extension, else that of its content.
    ///
    /// # Errors
    /// A finding where the content is of another format, and for what is not read at all (an old or a locked workbook).
    pub fn of(bytes: &[u8], source: &DataSource) -> Result<Self, Report> {
        let content = ContentKind::of(bytes);
        let refused = |entry| Err(refusal(Finding::of(entry, source.origin())));
        match content {
            ContentKind::Empty => return refused(&data::EMPTY),
            ContentKind::LockedWorkbook => return refused(&data::WORKBOOK_LOCKED),
            ContentKind::OldWorkbook => return refused(&data::WORKBOOK_OLD),
            ContentKind::Container => return refused(&data::CONTAINER),
            _ => {}
        }
        let declared = source.format.or_else(|| Self::of_extension(&source.extension()));
        let declared = match declared {
            Some(format) => Some(format),
            // Many systems save a web page or a text table as `.xls`: Excel opens it, but it is no workbook.
            None if source.extension() == "xls" && content != ContentKind::Zip => {
                return Err(mismatch(source, ".xls".to_owned(), content));
            }
            None => None,
        };
        match (declared, content) {
            (Some(format), _) if format.accepts(content) => Ok(format),
            (Some(_), ContentKind::Binary) => refused(&data::BINARY),
            (Some(format), _) => {
                let declared = if source.format.is_some() {
                    format.to_string()
                } else {
                    format!(".{}", source.extension())
                };
                Err(mismatch(source, declared, content))
            }
            (None, ContentKind::Pdf) => Ok(Self::Pdf),
            (None, ContentKind::Zip) => Ok(if is_open_document(bytes) { Self::Ods } else { Self::Xlsx }),
            (None, ContentKind::Text) => Self::of_text(bytes, source),
            (None, _) => refused(&data::FORMAT),
        }
    }

    fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension {
            "csv" | "tsv" | "tab" | "txt" => Self::Csv,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            "ods" => Self::Ods,
            "pdf" => Self::Pdf,
            "toml" => Self::Toml,
            "xlsx" | "xlsm" => Self::Xlsx,
            _ => return None,
        })
    }

    /// The format of a text whose name does not tell it: by its first line that is not blank.
    fn of_text(bytes: &[u8], source: &DataSource) -> Result<Self, Report> {
        let origin = source.origin();
        let (text, _) = encoding::decode(bytes, &origin)?;
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let Some(first) = lines.next() else { return Err(refusal(Finding::of(&data::BLANK, origin))) };
        let is_object = |line: &str| line.starts_with('{') && line.ends_with('}');
        let in_brackets = first.strip_prefix('[').map(|rest| rest.trim_start_matches('[').trim_start());
        match in_brackets {
            // `[[record]]` and `[client]` are TOML; `[`, `[{`, `[]` are JSON.
            Some(rest) if rest.starts_with(|c: char| c.is_alphanumeric()) && rest.ends_with(']') => {
                Ok(Self::Toml)
            }
            Some(_) => Ok(Self::Json),
            None if is_object(first) && lines.next().is_some_and(is_object) => Ok(Self::JsonLines),
            None if first.starts_with('{') => Ok(Self::Json),
            None if first.starts_with('#') || is_assignment(first) => Ok(Self::Toml),
            None if first.contains([';', ',', '\t']) => Ok(Self::Csv),
            None => Err(refusal(Finding::of(&data::FORMAT, origin))),
        }
    }

    fn accepts(self, content: ContentKind) -> bool {
        match self {
            Self::Csv | Self::Json | Self::JsonLines | Self::Toml => content == ContentKind::Text,
            Self::Pdf => content == ContentKind::Pdf,
            Self::Ods | Self::Xlsx => content == ContentKind::Zip,
        }
    }
}

/// Whether the first entry of an archive, `mimetype`, is that of an OpenDocument spreadsheet.
fn is_open_document(bytes: &[u8]) -> bool {
    bytes
        .get(30..)
        .is_some_and(|head| head.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"))
}

/// `name = value`, and not a header that begins with a formula.
fn is_assignment(line: &str) -> bool {
    line.split_once('=').is_some_and(|(name, _)| {
        let name = name.trim().trim_matches('"');
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
    })
}

fn mismatch(source: &DataSource, declared: String, content: ContentKind) -> Report {
    let finding = Finding::of(&data::MISMATCH, source.origin());
    refusal(finding.with("said", declared).with_text("found", content.description()))
}

/// What a file is by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ContentKind {
    Binary,
    Container,
    Empty,
    LockedWorkbook,
    OldWorkbook,
    Pdf,
    Text,
    Zip,
}

impl ContentKind {
    fn of(bytes: &[u8]) -> Self {
        let head = bytes.get(..1024).unwrap_or(bytes);
        let holds = |hay: &[u8], needle: &[u8]| hay.windows(needle.len()).any(|part| part == needle);
        match bytes {
            [] => Self::Empty,
            [b'P', b'K', 3, 4, ..] if holds(head, b"mimetypeapplication/vnd.etsi.asic") => Self::Container,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            // A workbook with a password is a compound file with this stream; its name is in UTF-16.
            [0xd0, 0xcf, 0x11, 0xe0, ..] => {
                let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
                if holds(bytes, &name) { Self::LockedWorkbook } else { Self::OldWorkbook }
            }
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Self::Text,
            _ if holds(head, b"%PDF-") => Self::Pdf,
            _ if bytes.contains(&0) => Self::Binary,
            _ => Self::Text,
        }
    }

    fn description(self) -> Bilingual {
        match self {
            Self::Pdf => Bilingual::fixed("PDF dokuments", "a PDF document"),
            Self::Text => Bilingual::fixed("teksts", "text"),
            Self::Zip => Bilingual::fixed(
                "Excel darbgrāmata (.xlsx) vai cita ZIP datne",
                "an Excel workbook (.xlsx) or another ZIP file",
            ),
            _ => Bilingual::fixed("kas cits", "something else"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, bytes: &[u8]) -> Result<DataFormat, String> {
        DataFormat::of(bytes, &DataSource::named(name))
            .map_err(|report| report.findings()[0].code.to_string())
    }

    #[test]
    fn the_name_says_it_and_the_content_must_agree() {
        assert_eq!(of("a.csv", b"x"), Ok(DataFormat::Csv));
        assert_eq!(of("C:\\dati.d\\A.JSONL", b"x"), Ok(DataFormat::JsonLines));
        assert_eq!(of("a.xlsx", b"PK\x03\x04"), Ok(DataFormat::Xlsx));
        assert_eq!(of("a.pdf", b"junk\n%PDF-1.7"), Ok(DataFormat::Pdf));
        assert_eq!(of("a.csv", b"PK\x03\x04"), Err("D-mismatch".to_owned()));
        assert_eq!(of("a.xlsx", b"a;b"), Err("D-mismatch".to_owned()));
        assert_eq!(of("a.csv", b"%PDF-1.7"), Err("D-mismatch".to_owned()));
        assert_eq!(of("a.xls", b"<html>"), Err("D-mismatch".to_owned()));
        assert_eq!(of("a.csv", b"\x89PNG\0"), Err("D-binary".to_owned()));
        assert_eq!(of("a.csv", b""), Err("D-empty".to_owned()));
        assert_eq!(of("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1"), Err("D-workbook-old".to_owned()));
        let named = DataSource::named("a.csv").with_format(DataFormat::Toml);
        assert_eq!(DataFormat::of(b"x", &named).ok(), Some(DataFormat::Toml));
    }

    #[test]
    fn a_mismatch_says_what_was_found() {
        let report = DataFormat::of(b"PK\x03\x04", &DataSource::named("dati.csv")).unwrap_err();
        assert_eq!(
            report.findings()[0].message(crate::diag::Lang::En),
            "The file is named as .csv, but its content is an Excel workbook (.xlsx) or another ZIP file."
        );
    }

    #[test]
    fn without_a_telling_name_the_content_says_it() {
        for (text, format) in [
            ("{\n\"a\": 1}", DataFormat::Json),
            (" [ {}]", DataFormat::Json),
            ("[]", DataFormat::Json),
            ("[\n{", DataFormat::Json),
            ("{\"a\":1}\n{\"a\":2}\n", DataFormat::JsonLines),
            ("[[record]]\na=1", DataFormat::Toml),
            ("[client]", DataFormat::Toml),
            ("# piezīme", DataFormat::Toml),
            ("client.name = 'x'", DataFormat::Toml),
            ("Nosaukums;Kods\nA;B", DataFormat::Csv),
            ("a\tb", DataFormat::Csv),
        ] {
            assert_eq!(of("-", text.as_bytes()), Ok(format), "{text}");
        }
        assert_eq!(of("-", b"Nosaukums"), Err("D-format".to_owned()));
        assert_eq!(of("-", b" \n"), Err("D-blank".to_owned()));
        assert_eq!(of("-", b"%PDF-1.4"), Ok(DataFormat::Pdf));
    }
}
