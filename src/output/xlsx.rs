//! Workbooks with one sheet of text: every cell is text to Excel, so that codes keep their zeros, and nothing in them
//! can run as a formula. The same sheet gives the same bytes.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook,
    XlsxError,
};

use crate::values::{BuildTime, looks_like_formula};

/// A sheet. See [`write()`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Worksheet {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<WorksheetColumn>,
    /// The texts under the headers.
    pub rows: Vec<Vec<String>>,
    /// What is to be known of the first row, as a note on its first cell; may be empty.
    pub note: String,
    /// How many rows below them are ready for a person to fill in: text, with the same lists to choose from.
    pub blank_rows: u32,
}

/// A column of a sheet. See [`write()`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WorksheetColumn {
    /// Its header.
    pub header: String,
    /// What goes in, as a note on the header; may be empty.
    pub note: String,
    /// How wide, in characters.
    pub width: f64,
    /// What may be chosen, where it is a choice.
    pub choices: Vec<String>,
}

/// Why a workbook could not be made: a sheet that Excel cannot hold. See [`write()`].
#[derive(Debug, thiserror::Error)]
#[error("the sheet does not fit into a workbook: {0}")]
pub(crate) struct WorkbookError(String);

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// The bytes of the workbook. `time` is written as the time it was made.
///
/// # Errors
/// [`WorkbookError`] for a text longer than 32 767 characters, more than 16 384 columns, and the like.
pub(crate) fn write(sheet: &Worksheet, time: BuildTime) -> Result<Vec<u8>, WorkbookError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(time.unix())?;
    book.set_properties(&DocProperties::new().set_author("edocpack").set_creation_datetime(&made));
    let text = Format::new().set_num_format_index(49).set_align(FormatAlign::Top).set_text_wrap();
    let quoted = text.clone().set_quote_prefix();
    let head =
        text.clone().set_bold().set_background_color(HEADER_COLOR).set_border_bottom(FormatBorder::Thin);
    let page = book.add_worksheet();
    page.set_name(&sheet.name)?;
    page.set_freeze_panes(1, 0)?;
    page.set_landscape().set_paper_size(PAPER_SIZE_A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    // Programs do not agree on who finds the height of a wrapped header.
    page.set_row_height(0, LINE_HEIGHT * lines(&sheet.columns))?;
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        page.set_column_width(at, column.width)?;
        page.set_column_format(at, &text)?;
        page.write_string_with_format(0, at, &column.header, &head)?;
        if !column.note.is_empty() {
            page.insert_note(0, at, &as_note(&column.note))?;
        }
        let last = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX).saturating_add(sheet.blank_rows);
        if !column.choices.is_empty() && last > 0 {
            let list = DataValidation::new().allow_list_strings(&column.choices)?;
            page.add_data_validation(1, at, last, at, &list)?;
        }
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for (at, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            // An apostrophe before it, as Excel itself writes one: a text that looks like a formula stays a text.
            page.write_string_with_format(
                row,
                at,
                cell,
                if looks_like_formula(cell) { &quoted } else { &text },
            )?;
        }
    }
    if !sheet.note.is_empty() && !sheet.rows.is_empty() {
        page.insert_note(1, 0, &as_note(&sheet.note))?;
    }
    Ok(book.save_to_buffer()?)
}

/// Behind headers.
const HEADER_COLOR: Color = Color::RGB(0xDD_EB_F7);
/// A4.
const PAPER_SIZE_A4: u8 = 9;
/// The height of a line, in points.
const LINE_HEIGHT: f64 = 15.0;

/// How many lines the longest header takes.
fn lines(columns: &[WorksheetColumn]) -> f64 {
    let of = |column: &WorksheetColumn| {
        // Words are not broken: a line is not quite full.
        let characters = u16::try_from(column.header.chars().count()).unwrap_or(u16::MAX);
        (f64::from(characters) * 1.2 / column.width.max(1.0)).ceil()
    };
    columns.iter().map(of).fold(1.0, f64::max).min(10.0)
}

fn as_note(text: &str) -> Note {
    Note::new(text).add_author_prefix(false).set_width(320).set_height(120)
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader as _, Xlsx};

    use super::*;

    fn sheet() -> Worksheet {
        let column = |header: &str, note: &str, choices: &[&str]| WorksheetColumn {
            header: header.to_owned(),
            note: note.to_owned(),
            width: 20.0,
            choices: choices.iter().map(ToString::to_string).collect(),
        };
        Worksheet {
            name: "Dati".to_owned(),
            columns: vec![column("Kods", "Ar defisi.", &[]), column("Veids", "", &["iestāde", "cits"])],
            rows: vec![vec!["0101".to_owned(), "=1+1".to_owned()], vec![String::new(), "iestāde".to_owned()]],
            note: "Piemērs.".to_owned(),
            blank_rows: 100,
        }
    }

    #[test]
    fn a_workbook_is_text_and_the_same_each_time() {
        let time = BuildTime::from_unix(1_795_334_400).unwrap();
        let bytes = write(&sheet(), time).unwrap();
        assert_eq!(bytes, write(&sheet(), time).unwrap());
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let read = book.worksheet_range("Dati").unwrap();
        let cell = |row, column| read.get_value((row, column)).cloned().unwrap_or_default();
        assert_eq!(cell(0, 0), Data::String("Kods".to_owned()));
        assert_eq!(cell(1, 0), Data::String("0101".to_owned()));
        assert_eq!(cell(1, 1), Data::String("=1+1".to_owned()));
        assert_eq!(cell(2, 0), Data::Empty);
    }
}
