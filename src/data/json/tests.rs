use std::fmt::Write;

use super::*;
use crate::diag::Lang;

fn records(text: &str) -> Vec<Record> {
    read(text, &Origin::file("a.json"), &Limits::default()).unwrap()
}

fn codes(report: &Report) -> Vec<String> {
    report.findings().iter().map(|finding| finding.code.to_string()).collect()
}

fn refused(text: &str) -> Vec<String> {
    codes(&read(text, &Origin::file("a.json"), &Limits::default()).unwrap_err())
}

/// `path@line=value` of each cell.
fn cells(record: &Record) -> String {
    let mut out = String::new();
    for cell in &record.cells {
        let FileLocation::Key { line: Some(line), path, .. } = &cell.location else {
            panic!("{:?}", cell.location)
        };
        assert_eq!(**path, *cell.name);
        writeln!(out, "{path}@{line}={:?}", cell.value).unwrap();
    }
    out
}

#[test]
fn an_object_is_one_record_with_dotted_paths() {
    let text = r#"{
  "client": {
    "name": "SIA „Šķēle” \"A\"\\ \u0123",
    "reg_no": 40003000002
  },
  "suspend": true, "stop": false,
  "reason": null, "empty": "  ",
  "exp": 4.0003000002E10, "amount": 1.50,
  "attachments": ["a.pdf", "b.pdf"], "none": [], "nothing": {},
  "big": 90000000000000000001
}"#;
    let [record] = &records(text)[..] else { panic!() };
    insta::assert_snapshot!(cells(record), @r#"
    client.name@3=Text("SIA „Šķēle” \"A\"\\ ģ")
    client.reg_no@4=Number(400030-*****)
    suspend@6=Bool(true)
    stop@6=Bool(false)
    reason@7=Empty
    empty@7=Empty
    exp@8=Number(400030-*****)
    amount@8=Number(1.5)
    attachments@9=List["a.pdf", "b.pdf"]
    none@9=Empty
    big@10=Number(900000-*****)
    "#);
    assert_eq!(record.cells[1].value, CellValue::Number("40003000002".to_owned()));
    assert_eq!(record.cells[6].value, CellValue::Number("40003000002".to_owned()));
    assert_eq!(record.cells[10].value, CellValue::Number("90000000000000000001".to_owned()));
    assert_eq!((record.row, record.report.is_empty()), (1, true));
    assert_eq!(record.origin.location, FileLocation::Key { record: None, path: "".into(), line: Some(1) });
}

#[test]
fn a_list_is_many_records_each_with_its_number() {
    for text in [
        "[\n{\"a\":1},\n{\"a\":2}]",
        "{\"records\":[\n{\"a\":1},\n{\"a\":2}]}",
        "{\"pieteikumi\" : [\n{\"a\":1},\n{\"a\":2}]}",
    ] {
        let found = records(text);
        assert_eq!(found.iter().map(|r| r.row).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(found[1].cells[0].value, CellValue::Number("2".to_owned()));
        assert_eq!(
            found[1].cells[0].location,
            FileLocation::Key { record: Some(2), path: "a".into(), line: Some(3) }
        );
        assert_eq!(
            found[1].origin.location,
            FileLocation::Key { record: Some(2), path: "".into(), line: Some(3) }
        );
    }
}

#[test]
fn what_is_no_record_is_refused_item_by_item() {
    assert_eq!(refused("[]"), ["D-no-records"]);
    assert_eq!(refused("[1, {}, \"x\", [], null, true]"), ["D-shape"; 5]);
    assert_eq!(refused("42"), ["D-shape"]);
    assert_eq!(records("{\"records\": [], \"a\": 1}")[0].cells.len(), 2, "not alone: an ordinary key");
}

#[test]
fn a_key_written_twice_is_found() {
    let [record] = &records("{\"a\": 1,\n\"b\": {\"c\": 1},\n\"a\": 2,\n\"b.c\": 3}")[..] else { panic!() };
    assert_eq!(codes(&record.report), ["D-key-twice", "D-key-twice"]);
    assert_eq!(
        record.report.findings()[1].message(Lang::En),
        "The key “b.c” stands twice in one record: on lines 2 and 4."
    );
    assert_eq!(record.cells.len(), 2);
}

#[test]
fn lists_of_anything_but_texts_are_refused() {
    let [record] =
        &records(r#"{"a": [1], "b": [{"x": 1}], "c": [["x"]], "d": ["x", null], "e": ["x", ""]}"#)[..]
    else {
        panic!()
    };
    assert_eq!(codes(&record.report), ["D-list"; 4]);
    assert_eq!(record.cells[0].value, CellValue::Unreadable(String::new()));
    assert_eq!(record.cells[4].value, CellValue::List(vec!["x".to_owned()]));
}

#[test]
fn half_a_surrogate_pair_is_no_text() {
    let [record] = &records("{\"a\": \"\\ud800\", \"b\": \"\\ud83d\\ude00\", \"c\": {\"\\udc00\": 1}}")[..]
    else {
        panic!()
    };
    assert_eq!(codes(&record.report), ["D-escape", "D-escape"]);
    assert_eq!(record.cells[1].value, CellValue::Text("😀".to_owned()));
}

#[test]
fn depth_is_bounded_and_a_million_brackets_are_only_text() {
    let nested = |n: usize| format!("{}1{}", "{\"a\":".repeat(n), "}".repeat(n));
    assert!(records(&nested(16))[0].report.is_empty());
    assert_eq!(codes(&records(&nested(17))[0].report), ["D-deep"]);
    assert_eq!(codes(&records(&nested(1_000_000))[0].report), ["D-deep"]);
    let lists = format!("{{\"a\":{}{}}}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    assert_eq!(codes(&records(&lists)[0].report), ["D-list"]);
    assert_eq!(refused(&"[".repeat(1_000_000)), ["D-json"]);
    assert_eq!(refused(&"{\"a\":".repeat(1_000_000)), ["D-json"]);
    let endless = Limits { nesting: usize::MAX, ..Limits::default() };
    let deep = read(&nested(1_000_000), &Origin::file("a.json"), &endless).unwrap();
    assert_eq!(codes(&deep[0].report), ["D-deep"]);
}

#[test]
fn limits_hold() {
    let limits = Limits { records: 2, columns: 2, cell_chars: 3, ..Limits::default() };
    let read = |text: &str| read(text, &Origin::file("a.json"), &limits);
    let code = |text: &str| codes(&read(text).unwrap_err());
    assert_eq!(code("[{},{},{}]"), ["D-limit"]);
    assert_eq!(code("{\"a\":1,\"b\":2,\"c\":3}"), ["D-limit"]);
    assert_eq!(code("{\"a\":[1],\"b\":[1],\"c\":[1]}"), ["D-limit"]);
    assert_eq!(code("{\"a\":{\"b\":1},\"b\":{\"b\":1},\"c\":{\"b\":1}}"), ["D-limit"]);
    let lines = read_lines(&"x\n".repeat(9), &Origin::file("a.jsonl"), &Limits { findings: 5, ..limits });
    assert_eq!(codes(&lines.unwrap_err()), ["D-limit"]);
    let long = read("{\"a\":\"āāāā\", \"b\": \"āāā\"}").unwrap();
    assert_eq!(codes(&long[0].report), ["D-cell-long"]);
    assert_eq!(long[0].cells[1].value, CellValue::Text("āāā".to_owned()));
}

#[test]
fn broken_json_is_told_in_plain_words() {
    let mut out = String::new();
    for text in [
        "{\"a\": 1,}",
        "{\"a\": 1,\n}",
        "[1,\n 2,]",
        "{'a': 1}",
        "{„a”: 1}",
        "{\"a\": 1 // x\n}",
        "{\"ā\": \"b\nc\"}",
        "{\"a\": 01010100000}",
        "{\"a\": \"x\" \"b\": 1}",
        "{\"a\" \"x\"}",
        "{\"a\": 1}\n{\"a\": 2}",
        "{\"a\": jā}",
        "{a: 1}",
        "{\"a\": 1",
        "{\"a\": \"x",
        "{\"a\": 1}}",
        "{\"a\"; 1}",
        "Nosaukums;Kods",
        "{\"a\": \"\\x\"}",
        "{\"a\": nul}",
    ] {
        let report = read(text, &Origin::file("a.json"), &Limits::default()).unwrap_err();
        let [finding] = report.findings() else { panic!() };
        let FileLocation::Line { line, column } = finding.origin.location else { panic!() };
        writeln!(out, "{text:?} {line}:{column} {}", finding.message(Lang::En)).unwrap();
        assert!(finding.hint(Lang::Lv).is_some_and(|hint| !hint.contains('{') || hint.contains("[ …")));
    }
    insta::assert_snapshot!(out, @r##"
    "{\"a\": 1,}" 1:9 The file is not valid JSON: there is a comma after the last value.
    "{\"a\": 1,\n}" 2:1 The file is not valid JSON: there is a comma after the last value.
    "[1,\n 2,]" 2:4 The file is not valid JSON: there is a comma after the last value.
    "{'a': 1}" 1:2 The file is not valid JSON: a text is in single quotes.
    "{„a”: 1}" 1:2 The file is not valid JSON: a text is in typographic quotes.
    "{\"a\": 1 // x\n}" 1:9 The file is not valid JSON: it holds a comment.
    "{\"ā\": \"b\nc\"}" 1:8 The file is not valid JSON: a text holds a line break or a TAB, or its quote is not closed.
    "{\"a\": 01010100000}" 1:8 The file is not valid JSON: a number starts with zero.
    "{\"a\": \"x\" \"b\": 1}" 1:11 The file is not valid JSON: a comma or a colon is missing between values.
    "{\"a\" \"x\"}" 1:6 The file is not valid JSON: a comma or a colon is missing between values.
    "{\"a\": 1}\n{\"a\": 2}" 2:1 The file is not valid JSON: something follows the first object.
    "{\"a\": jā}" 1:7 The file is not valid JSON: a word is not in quotes.
    "{a: 1}" 1:2 The file is not valid JSON: a word is not in quotes.
    "{\"a\": 1" 1:7 The file is not valid JSON: it breaks off in the middle.
    "{\"a\": \"x" 1:8 The file is not valid JSON: it breaks off in the middle.
    "{\"a\": 1}}" 1:9 The file is not valid JSON: something follows the first object.
    "{\"a\"; 1}" 1:5 The file is not valid JSON: there is an unexpected character at this place.
    "Nosaukums;Kods" 1:1 The file is not valid JSON: a word is not in quotes.
    "{\"a\": \"\\x\"}" 1:9 The file is not valid JSON: a wrong character follows a backslash \ in a text.
    "{\"a\": nul}" 1:10 The file is not valid JSON: there is an unexpected character at this place.
    "##);
}

#[test]
fn json_lines_are_numbered_by_line() {
    let read = |text: &str| read_lines(text, &Origin::file("a.jsonl"), &Limits::default());
    let found = read("{\"a\":1}\r\n\r\n {\"a\": {\"b\": 2}}\n").unwrap();
    assert_eq!(found.iter().map(|r| r.row).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(
        found[1].cells[0].location,
        FileLocation::Key { record: Some(3), path: "a.b".into(), line: Some(3) }
    );

    let report = read("{\"a\":1}\n{\"a\":}\n[]\n{\"a\":2}").unwrap_err();
    assert_eq!(codes(&report), ["D-json", "D-shape"]);
    assert_eq!(report.findings()[0].origin.location, FileLocation::Line { line: 2, column: 6 });
    assert_eq!(
        report.findings()[1].origin.location,
        FileLocation::Key { record: Some(3), path: "".into(), line: Some(3) }
    );
}
