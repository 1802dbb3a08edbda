//! Forty rows as an office types them, three of them wrong, in workbooks made with openpyxl and with LibreOffice
//! (`fixtures/data/make_forty.py`).

use edocpack::data::{CellValue, DataSource, Limits, read};
use rust_xlsxwriter::Workbook;

use crate::run::Run;

/// The refused rows, and what is to be put right in them: column, value.
const MENDING: [(u32, &[(&str, &str)]); 3] = [
    (9, &[("Reģistrācijas Nr.", "90000012348")]),
    (23, &[("Sertifikāta saņēmēja personas kods", "320000-00001")]),
    (38, &[("Sagatavotājs", "Anna Žagare"), ("Sagatavotāja tālrunis", "67000000")]),
];

#[test]
fn three_wrong_rows_of_forty_are_named_mended_and_joined() {
    for workbook in ["cetrdesmit.xlsx", "cetrdesmit-libreoffice.xlsx", "cetrdesmit-libreoffice.ods"] {
        let ran = Run::new(&["build", workbook, "--out", "o"])
            .fixture(&format!("fixtures/data/xlsx/{workbook}"))
            .run()
            .code(1);
        assert_eq!(ran.files_in("o/pdf").len(), 37, "{workbook}");
        let table = ran.bytes("o/refused.xlsx");
        let refused = read(&table, &DataSource::named("refused.xlsx"), &Limits::default()).unwrap();
        let text = |record: &edocpack::data::Record, column: &str| {
            let cell = record.cells.iter().find(|cell| &*cell.name == column).unwrap();
            match &cell.value {
                CellValue::Text(text) => text.clone(),
                CellValue::Empty => String::new(),
                other => panic!("{other:?}"),
            }
        };
        let rows: Vec<String> = refused.records.iter().map(|r| text(r, "Sākotnējā rinda")).collect();
        assert_eq!(rows, ["9", "23", "38"], "{workbook}");
        // Cell, value and remedy, in Latvian.
        let said = text(&refused.records[0], "Kļūdas");
        assert!(
            said.contains("9. rinda, kolonna C „Reģistrācijas Nr.”") && said.contains("90000012340"),
            "{said}"
        );
        assert!(said.contains("Salīdziniet"), "{said}");
        let said = text(&refused.records[1], "Kļūdas");
        assert!(said.contains("23. rinda, kolonna L „Sertifikāta saņēmēja personas kods”"), "{said}");
        let said = text(&refused.records[2], "Kļūdas");
        assert!(said.contains("sagatavotāj") && said.contains("kontaktperson"), "{said}");
        assert!(ran.stdout.contains("edocpack build o/refused.xlsx --out o"), "{}", ran.stdout);

        let columns: Vec<String> =
            refused.records[0].cells.iter().map(|cell| cell.name.to_string()).collect();
        let mended = refused.records.iter().zip(MENDING).map(|(record, (_, right))| {
            columns.iter().map(|name| match right.iter().find(|(column, _)| name == column) {
                Some((_, value)) => (*value).to_owned(),
                None => text(record, name),
            })
        });
        let mut mended_book = Workbook::new();
        let sheet = mended_book.add_worksheet();
        sheet.write_row(0, 0, &columns).unwrap();
        for (at, row) in (1..).zip(mended) {
            sheet.write_row(at, 0, row).unwrap();
        }
        mended_book.save(ran.path("o/refused.xlsx")).unwrap();
        let ran = ran.then(&["build", "o/refused.xlsx", "--out", "o"]).code(0);
        let pdfs = ran.files_in("o/pdf");
        assert_eq!(pdfs.len(), 40, "{workbook}");
        for (row, ..) in MENDING {
            assert!(
                pdfs.iter().any(|name| name.starts_with(&format!("PARAUGS_{row:04}_"))),
                "{row} of {pdfs:?}"
            );
        }
        let report = ran.json_in("o/report.json");
        assert_eq!(report["totals"]["built"], 40);
        let order: Vec<u64> =
            report["rows"].as_array().unwrap().iter().map(|row| row["row"].as_u64().unwrap()).collect();
        assert_eq!(order, (2..42).collect::<Vec<_>>());
    }
}

#[test]
#[cfg(unix)]
fn the_table_of_refused_rows_is_for_the_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let ran = Run::new(&["build", "cetrdesmit.xlsx", "--out", "o"])
        .fixture("fixtures/data/xlsx/cetrdesmit.xlsx")
        .run()
        .code(1);
    for name in ["o/refused.xlsx", "o/.edocpack.journal", "o/report.csv"] {
        assert_eq!(std::fs::metadata(ran.path(name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
}
