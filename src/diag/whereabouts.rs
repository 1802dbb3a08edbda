use super::{Lang, Origin, Place, column_letters};

impl Origin {
    /// The place in words, as a person would say it: `pieteikumi.csv, 7. rinda, kolonna K “Personas kods”`.
    pub fn describe(&self, lang: Lang) -> String {
        let place = self.place.describe(lang);
        match (self.file.is_empty(), place.is_empty()) {
            (true, _) => place,
            (_, true) => self.file.to_string(),
            _ => format!("{}, {place}", self.file),
        }
    }
}

impl Place {
    /// The place within its file in words; empty for the file as a whole.
    pub fn describe(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::File, _) => String::new(),
            (Self::Row { row }, Lang::Lv) => format!("{row}. rinda"),
            (Self::Row { row }, Lang::En) => format!("row {row}"),
            (Self::Cell { row, column, header }, Lang::Lv) => {
                format!("{row}. rinda, kolonna {} “{header}”", column_letters(*column))
            }
            (Self::Cell { row, column, header }, Lang::En) => {
                format!("row {row}, column {} \"{header}\"", column_letters(*column))
            }
            (Self::Key { record, path, line }, lang) => {
                let mut parts = Vec::new();
                match (record, lang) {
                    (Some(n), Lang::Lv) => parts.push(format!("{n}. ieraksts")),
                    (Some(n), Lang::En) => parts.push(format!("record {n}")),
                    (None, _) => {}
                }
                match (line, lang) {
                    (Some(n), Lang::Lv) => parts.push(format!("{n}. rindiņa")),
                    (Some(n), Lang::En) => parts.push(format!("line {n}")),
                    (None, _) => {}
                }
                if !path.is_empty() {
                    parts.push(format!("`{path}`"));
                }
                parts.join(", ")
            }
            (Self::Line { line, column: 0 }, Lang::Lv) => format!("{line}. rindiņa"),
            (Self::Line { line, column: 0 }, Lang::En) => format!("line {line}"),
            (Self::Line { line, column }, Lang::Lv) => format!("{line}. rindiņa, {column}. zīme"),
            (Self::Line { line, column }, Lang::En) => format!("line {line}, column {column}"),
            (Self::PdfField { name }, Lang::Lv) => format!("lauks `{name}`"),
            (Self::PdfField { name }, Lang::En) => format!("field `{name}`"),
            (Self::Page { page }, Lang::Lv) => format!("{page}. lappuse"),
            (Self::Page { page }, Lang::En) => format!("page {page}"),
            (Self::Entry { name }, Lang::Lv) => format!("datne `{name}` konteinerā"),
            (Self::Entry { name }, Lang::En) => format!("entry `{name}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_named_as_excel_shows_it() {
        let origin = Origin::file("pieteikumi.csv").at(Place::Cell {
            row: 7,
            column: 10,
            header: "Personas kods".into(),
        });
        assert_eq!(origin.describe(Lang::Lv), "pieteikumi.csv, 7. rinda, kolonna K “Personas kods”");
        assert_eq!(origin.describe(Lang::En), "pieteikumi.csv, row 7, column K \"Personas kods\"");
        let key = Place::Key { record: Some(2), path: "client.name".into(), line: Some(14) };
        assert_eq!(key.describe(Lang::Lv), "2. ieraksts, 14. rindiņa, `client.name`");
    }
}
