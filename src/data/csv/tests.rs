use std::fmt::Write;

use super::*;
use crate::diag::Lang;

fn read(text: &str) -> Result<Vec<Record>, Report> {
    super::read(text, &Origin::file("a.csv"), &Limits::default())
}

fn rows(text: &str) -> Vec<u32> {
    read(text).unwrap().iter().map(|record| record.row).collect()
}

fn codes(report: &Report) -> Vec<String> {
    report.findings().iter().map(|finding| finding.code.to_string()).collect()
}

fn refused(text: &str) -> Vec<String> {
    codes(&read(text).unwrap_err())
}

/// What each finding says and where.
fn messages(report: &Report) -> String {
    let mut out = String::new();
    for finding in report.findings() {
        writeln!(out, "{} {:?} {}", finding.code, finding.origin.location, finding.message(Lang::En))
            .unwrap();
    }
    out
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    assert_eq!(rows("a;b\n1;2\n3;4"), [2, 3]);
    assert_eq!(rows("a;b\r\n1;2\r\n3;4\r\n"), [2, 3]);
    assert_eq!(rows("a;b\r1;2\r3;4\r"), [2, 3]);
    assert_eq!(rows("a;b\r\n\"1\r\nx\n\ny\";2\r\n3;4\r\n"), [2, 3], "a quoted line break stays in its row");
    assert_eq!(rows("a;b\r\n\r\n1;2\r\n\r\n\r\n3;4\r\n"), [3, 6], "empty lines are rows");
    assert_eq!(rows("a;b\n\n1;2\n\n\n3;4\n\n\n"), [3, 6]);
    assert_eq!(rows("a;b\r\r1;2\r\r\r3;4\r"), [3, 6]);
    assert_eq!(rows("\n\r\na;b\n;\n \n1;2"), [6], "rows without values are rows");
    assert_eq!(rows("sep=;\r\na;b\r\n1;2\r\n"), [2], "Excel does not show its own line");
}

#[test]
fn cells_know_column_and_header() {
    let record = &read("Nosaukums; Kods ;;\nSIA \"Šķēle\";\" 1;\n\"\"2\"\"\";;\n").unwrap()[0];
    let found: Vec<_> =
        record.cells.iter().map(|cell| (&*cell.name, cell.value.clone(), cell.location.clone())).collect();
    let place = |column, header: &str| FileLocation::Cell { row: 2, column, header: header.into() };
    assert_eq!(
        found,
        [
            ("Nosaukums", CellValue::Text("SIA \"Šķēle\"".to_owned()), place(0, "Nosaukums")),
            ("Kods", CellValue::Text(" 1;\n\"2\"".to_owned()), place(1, "Kods")),
        ]
    );
    assert_eq!(record.origin.location, FileLocation::Row { row: 2 });
    assert!(record.report.is_empty());
}

#[test]
fn a_text_formula_is_the_text_it_shows() {
    let record = &read("a;b;c;d;e\n=\"0101\";\"=\"\"02\"\"\";=;=\"\";=\"a\"&\"b\"").unwrap()[0];
    let values: Vec<_> = record.cells.iter().map(|cell| cell.value.clone()).collect();
    let text = |text: &str| CellValue::Text(text.to_owned());
    assert_eq!(values, [text("0101"), text("02"), text("="), CellValue::Empty, text("=\"a\"&\"b\"")]);
}

#[test]
fn ragged_rows_are_named() {
    let found = read("a;b;c\n1;2\n1;2;3;;\n1;2;3;4\n1;2;3\n\"1\";2;3;;5").unwrap();
    let all = found.iter().map(|record| messages(&record.report)).collect::<String>();
    insta::assert_snapshot!(all, @"
    D-cells-fewer Row { row: 2 } The row has 2 cells, the header has 3. The missing cells are taken as empty.
    D-cells-more Row { row: 4 } The row has 4 cells, the header has 3: values have moved.
    D-cells-more Row { row: 6 } The row has 5 cells, the header has 3: values have moved.
    ");
    assert_eq!(found[0].cells[2].value, CellValue::Empty);
    assert!(!found[0].report.refuses() && found[2].report.refuses());
}

#[test]
fn headers_are_judged() {
    let report = read("a;;A ;b\n1;2;3;4\n;x;;").unwrap_err();
    insta::assert_snapshot!(messages(&report), @r#"D-header-twice Cell { row: 1, column: 2, header: "A" } The header “A” stands over two columns: A and C."#);
    let report = read("a;;;b\n1;;;4\n;;x;\n;y;x;").unwrap_err();
    insta::assert_snapshot!(messages(&report), @r#"
    D-header-empty Cell { row: 4, column: 1, header: "" } Column B has no header, but it holds values (the first in row 4).
    D-header-empty Cell { row: 3, column: 2, header: "" } Column C has no header, but it holds values (the first in row 3).
    "#);
    assert_eq!(read("a;;b\n1;;4").unwrap()[0].cells.len(), 2, "an empty column is ignored");
    let report = read("Anna;010101-00000;90000012348\n1;2;3").unwrap_err();
    insta::assert_snapshot!(messages(&report), @r#"
    D-header-data Cell { row: 1, column: 1, header: "010101-*****" } The first filled row must hold the column headers, but it holds data (“010101-*****”).
    D-header-data Cell { row: 1, column: 2, header: "900000-*****" } The first filled row must hold the column headers, but it holds data (“900000-*****”).
    "#);
}

#[test]
fn a_quote_that_stays_open_is_named_where_it_begins() {
    let found = read("a;b\n1;2\n3;\"4\n5;6\n7;8").unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(codes(&found[1].report), ["D-quote"]);
    assert_eq!(found[1].report.findings()[0].origin.location, FileLocation::Row { row: 3 });
    assert!(read("a;b\n1;\"2\"").unwrap()[0].report.is_empty());
}

#[test]
fn nothing_to_read_is_said_so() {
    assert_eq!(refused("a;b\r\n"), ["D-header-only"]);
    assert_eq!(refused("a;b\n;\n\n"), ["D-header-only"]);
    assert_eq!(refused(";;\n;"), ["D-blank"]);
    assert_eq!(refused("\n\n"), ["D-blank"]);
    assert_eq!(refused("sep=;\n"), ["D-blank"]);
}

#[test]
fn limits_hold() {
    let limits = Limits { records: 2, columns: 2, cells: 4, cell_chars: 3, ..Limits::default() };
    let read = |text: &str, limits: Limits| super::read(text, &Origin::file("a.csv"), &limits);
    let code = |text: &str, limits: Limits| codes(&read(text, limits).unwrap_err());
    assert_eq!(code("a\n1\n2\n3", limits), ["D-limit"]);
    assert_eq!(code("a;b;c\n1", limits), ["D-limit"]);
    assert_eq!(
        code("a;b\n1\n2\n3", Limits { records: 9, ..limits }),
        ["D-limit"],
        "empty cells cost as well"
    );
    assert_eq!(code("a\n12\n34", Limits { text_bytes: 3, ..limits }), ["D-limit"]);
    let long = read("a;b\nāāāā;āāā", limits).unwrap();
    assert_eq!(codes(&long[0].report), ["D-cell-long"]);
    assert_eq!(long[0].cells[0].value, CellValue::Unreadable(String::new()));
}
