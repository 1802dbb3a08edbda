//! The report of a run as a table: a line for each row, as a person reads it in a spreadsheet.

use std::io::{self, Write};

use super::csv::CsvWriter;
use super::{FileDigest, FindingFacts, RowReport, RowState, RunReport};
use crate::diag::{Lang, mask_codes_in};

impl RunReport {
    /// The bytes of `report.csv`, with its own rows.
    #[cfg(test)]
    pub(crate) fn to_csv(&self, lang: Lang) -> Vec<u8> {
        let mut extra: Vec<String> = Vec::new();
        for column in self.rows.iter().flat_map(|row| &row.passed_through) {
            if !extra.contains(&column.header) {
                extra.push(column.header.clone());
            }
        }
        let mut bytes = Vec::new();
        let rows = self.rows.iter().map(|row| Ok::<_, io::Error>(row.clone()));
        // Writing to memory does not fail.
        let _ = self.write_csv(lang, &extra, rows, &mut bytes);
        bytes
    }

    /// Writes `report.csv` with these rows in place of its own, one after the other; `extra` are the columns that
    /// the form does not know.
    ///
    /// # Errors
    /// What a row or the writer says.
    pub(crate) fn write_csv<E: From<io::Error>>(
        &self,
        lang: Lang,
        extra: &[String],
        rows: impl Iterator<Item = Result<RowReport, E>>,
        out: &mut dyn Write,
    ) -> Result<(), E> {
        let several = self.sources.len() > 1;
        let mut headers: Vec<&str> = match lang {
            Lang::Lv => {
                vec!["Rinda", "Stāvoklis", "Nosaukums", "PDF SHA-256", "EDOC SHA-256", "Kodi", "Ziņojumi"]
            }
            Lang::En => vec!["Row", "State", "Name", "PDF SHA-256", "EDOC SHA-256", "Codes", "Messages"],
        };
        if several {
            headers.insert(0, if lang == Lang::Lv { "Datne" } else { "File" });
        }
        let shown: Vec<String> = extra.iter().map(|header| mask_codes_in(header)).collect();
        headers.extend(shown.iter().map(String::as_str));
        let mut table = CsvWriter::new(headers);
        for row in rows {
            let row = row?;
            let digest = |file: &Option<FileDigest>| {
                file.as_ref().map(|file| file.sha256.to_string()).unwrap_or_default()
            };
            let mut cells = vec![
                row.row.to_string(),
                row.state.word(lang).to_owned(),
                row.name.clone().unwrap_or_default(),
                digest(&row.pdf),
                digest(&row.edoc),
                codes(&row.findings),
                row.findings.iter().map(|f| f.one_line(lang)).collect::<Vec<_>>().join("\n"),
            ];
            if several {
                cells.insert(0, mask_codes_in(row.file.as_deref().unwrap_or_default()));
            }
            cells.extend(extra.iter().map(|header| {
                let column = row.passed_through.iter().find(|column| column.header == *header);
                column.map(|column| mask_codes_in(&column.value)).unwrap_or_default()
            }));
            table.row(cells);
            out.write_all(&table.take_bytes())?;
        }
        out.write_all(&table.into_bytes())?;
        Ok(())
    }
}

/// The codes, each once.
fn codes(findings: &[FindingFacts]) -> String {
    let mut codes: Vec<&str> = Vec::new();
    for finding in findings {
        if !codes.contains(&finding.code.as_str()) {
            codes.push(&finding.code);
        }
    }
    codes.join(" ")
}

impl RowState {
    fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Built, Lang::Lv) => "sagatavots",
            (Self::Built, Lang::En) => "built",
            (Self::Kept, Lang::Lv) => "sagatavots iepriekš",
            (Self::Kept, Lang::En) => "built before",
            (Self::Refused, Lang::Lv) => "nav sagatavots",
            (Self::Refused, Lang::En) => "refused",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::run_report::tests::{report, row};
    use super::*;
    use crate::output::SourceFile;
    use crate::values::Sha256Digest;

    #[test]
    fn a_table_of_the_report_has_a_line_for_each_row() {
        let (aa, bb) = ("a".repeat(64), "b".repeat(64));
        let said = "pieteikumi.xlsx, 7. rinda, kolonna B „Reģistrācijas Nr.”: Numura 010101-***** kontrolcipars \
                    nav pareizs. Salīdziniet ar apliecību.";
        let lines = [
            "\u{feff}\"Rinda\";\"Stāvoklis\";\"Nosaukums\";\"PDF SHA-256\";\"EDOC SHA-256\";\"Kodi\";\"Ziņojumi\";\"'=Piezīme\"".to_owned(),
            format!("\"7\";\"sagatavots\";\"0007_zti_izsniegt\";\"{aa}\";\"{bb}\";\"\";\"\";\"'+kods 010101-*****\""),
            format!("\"8\";\"nav sagatavots\";\"\";\"\";\"\";\"S5-check\";\"{said}\n{said}\";\"\""),
            "\"9\";\"sagatavots iepriekš\";\"\";\"\";\"\";\"\";\"\";\"\"".to_owned(),
            String::new(),
        ];
        assert_eq!(String::from_utf8(report().to_csv(Lang::Lv)).unwrap(), lines.join("\r\n"));
    }

    #[test]
    fn rows_of_several_files_name_theirs() {
        let mut report = report();
        report.sources.push(SourceFile {
            file: "b.csv".to_owned(),
            sha256: Sha256Digest::from_bytes([2; 32]),
            records: 1,
        });
        report.rows = vec![RowReport { file: Some("b.csv".to_owned()), ..row(2, RowState::Built) }];
        let table = String::from_utf8(report.to_csv(Lang::En)).unwrap();
        assert_eq!(
            table,
            "\u{feff}\"File\";\"Row\";\"State\";\"Name\";\"PDF SHA-256\";\"EDOC SHA-256\";\"Codes\";\"Messages\"\r\n\
             \"b.csv\";\"2\";\"built\";\"\";\"\";\"\";\"\";\"\"\r\n"
        );
    }
}
