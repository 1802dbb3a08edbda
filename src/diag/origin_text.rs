//! A place in a file as text.

use super::{FileLocation, Lang, Origin, column_letters, mask_codes_in};

impl Origin {
    /// The place in one line: `dati.csv, 7. rinda, kolonna K „Personas kods”`.
    /// Personal codes in names are masked.
    pub fn describe(&self, lang: Lang) -> String {
        let place = match lang {
            Lang::Lv => latvian(&self.location),
            Lang::En => english(&self.location),
        };
        let parts: Vec<&str> = [&*self.file, &place].into_iter().filter(|part| !part.is_empty()).collect();
        mask_codes_in(&parts.join(", "))
    }
}

fn latvian(place: &FileLocation) -> String {
    match place {
        FileLocation::File => String::new(),
        FileLocation::Row { row } => format!("{row}. rinda"),
        FileLocation::Cell { row, column, header } if header.is_empty() => {
            format!("{row}. rinda, kolonna {}", column_letters(*column))
        }
        FileLocation::Cell { row, column, header } => {
            format!("{row}. rinda, kolonna {} „{header}”", column_letters(*column))
        }
        FileLocation::Key { record, path, line } => listed([
            record.map(|record| format!("{record}. ieraksts")),
            (!path.is_empty()).then(|| format!("„{path}”")),
            line.map(|line| format!("{line}. rinda")),
        ]),
        FileLocation::Line { line, column: 0 } => format!("{line}. rinda"),
        FileLocation::Line { line, column } => format!("{line}. rinda, {column}. zīme"),
        FileLocation::PdfField { name } => format!("veidlapas lauks „{name}”"),
        FileLocation::Page { page } => format!("{page}. lappuse"),
        FileLocation::Entry { name } => format!("datne „{name}” konteinerā"),
    }
}

fn english(place: &FileLocation) -> String {
    match place {
        FileLocation::File => String::new(),
        FileLocation::Row { row } => format!("row {row}"),
        FileLocation::Cell { row, column, header } if header.is_empty() => {
            format!("row {row}, column {}", column_letters(*column))
        }
        FileLocation::Cell { row, column, header } => {
            format!("row {row}, column {} \"{header}\"", column_letters(*column))
        }
        FileLocation::Key { record, path, line } => listed([
            record.map(|record| format!("record {record}")),
            (!path.is_empty()).then(|| format!("\"{path}\"")),
            line.map(|line| format!("line {line}")),
        ]),
        FileLocation::Line { line, column: 0 } => format!("line {line}"),
        FileLocation::Line { line, column } => format!("line {line}, character {column}"),
        FileLocation::PdfField { name } => format!("form field \"{name}\""),
        FileLocation::Page { page } => format!("page {page}"),
        FileLocation::Entry { name } => format!("file \"{name}\" in the container"),
    }
}

fn listed(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_as_the_person_sees_it() {
        let file = Origin::file("pieteikumi.csv");
        let description = |place: FileLocation| {
            let origin = file.at(place);
            (origin.describe(Lang::Lv), origin.describe(Lang::En))
        };
        assert_eq!(
            description(FileLocation::Cell { row: 7, column: 10, header: "Personas kods".into() }),
            (
                "pieteikumi.csv, 7. rinda, kolonna K „Personas kods”".to_owned(),
                "pieteikumi.csv, row 7, column K \"Personas kods\"".to_owned()
            )
        );
        assert_eq!(
            description(FileLocation::Cell { row: 7, column: 10, header: "".into() }).0,
            "pieteikumi.csv, 7. rinda, kolonna K"
        );
        assert_eq!(
            description(FileLocation::Key { record: Some(2), path: "client.reg_no".into(), line: None }),
            (
                "pieteikumi.csv, 2. ieraksts, „client.reg_no”".to_owned(),
                "pieteikumi.csv, record 2, \"client.reg_no\"".to_owned()
            )
        );
        assert_eq!(description(FileLocation::Line { line: 3, column: 0 }).0, "pieteikumi.csv, 3. rinda");
        assert_eq!(
            description(FileLocation::Line { line: 3, column: 5 }).1,
            "pieteikumi.csv, line 3, character 5"
        );
        assert_eq!(
            description(FileLocation::File),
            ("pieteikumi.csv".to_owned(), "pieteikumi.csv".to_owned())
        );
        assert_eq!(Origin::default().describe(Lang::Lv), "");
    }

    #[test]
    fn a_code_in_a_header_is_masked() {
        let origin = Origin::file("010101-00000.csv").at(FileLocation::Cell {
            row: 1,
            column: 0,
            header: "01010100000".into(),
        });
        assert_eq!(origin.describe(Lang::Lv), "010101-*****.csv, 1. rinda, kolonna A „010101-*****”");
    }
}
