//! The same applications, however they were saved.

use std::collections::BTreeMap;

use serde_json::Value;

use super::built::values;
use super::run::{Ran, Run, codes, fixture};

fn built(name: &str, content: Vec<u8>) -> Ran {
    Run::new(&["build", name, "--out", "o"]).file(name, content).run().code(0)
}

/// The values of each PDF, by its name.
fn pdfs(ran: &Ran) -> BTreeMap<String, BTreeMap<String, Value>> {
    ran.files_in("o/pdf")
        .into_iter()
        .map(|name| (name.clone(), values(ran, &format!("o/pdf/{name}"))))
        .collect()
}

#[test]
fn sheets_of_every_make_give_the_same_pdfs() {
    let expected = pdfs(&built("a.csv", fixture("fixtures/data/csv/excel-utf8-bom.csv")));
    assert_eq!(expected.len(), 3);
    for file in [
        "csv/excel-cp1257.csv",
        "csv/utf16le-tab.csv",
        "csv/utf8-nfd.csv",
        "xlsx/pieteikumi.xlsx",
        "xlsx/libreoffice.xlsx",
    ] {
        let name = file.rsplit('/').next().unwrap();
        let ran = built(name, fixture(&format!("fixtures/data/{file}")));
        assert_eq!(pdfs(&ran), expected, "{file}");
        let told = ran.stdout.contains("T-enc: Datne nav UTF-8 kodējumā; tā nolasīta kā Windows-1257.");
        assert_eq!(told, file.contains("cp1257"), "{file}");
    }
}

#[test]
fn structured_data_of_every_kind_give_the_same_pdf() {
    let json = fixture("fixtures/data/pieteikums.json");
    let value: Value = serde_json::from_slice(&json).unwrap();
    let expected = pdfs(&built("a.json", json));
    let line = format!("{value}\n");
    let list = format!("{{ \"pieteikumi\": [{value}] }}");
    let mut toml = toml::Value::try_from(&value).unwrap();
    toml.as_table_mut().unwrap().insert("user".into(), "=".into());
    for (name, content) in [("b.jsonl", line), ("b.json", list), ("b.toml", toml::to_string(&toml).unwrap())]
    {
        assert_eq!(pdfs(&built(name, content.into_bytes())), expected, "{name}");
    }
}

#[test]
fn the_empty_sheets_are_right_but_for_their_example() {
    for kind in ["csv", "json", "toml"] {
        for lang in ["lv", "en"] {
            let name = format!("jauns.{kind}");
            let args = ["form", "template", "--format", kind, "--lang", lang, "--out", &name];
            let told = match lang {
                "lv" => format!(
                    "uzrakstīts: {name}\nTālāk: aizpildiet to un pārbaudiet ar edocpack check {name}\n"
                ),
                _ => format!("written: {name}\nNext: fill it in, then edocpack check {name}\n"),
            };
            let ran = Run::new(&args).run().code(0).says(&told);
            let ran = ran.then(&["check", "--json", &name]).code(1);
            assert_eq!(codes(&ran.json()["findings"]), ["T-example"]);
            ran.then(&args).fails(&match lang {
                "lv" => format!(
                    "kļūda: `{name}` jau ir\npadoms: norādiet citu vietu vai, ja esošo drīkst aizstāt, lietojiet --overwrite\n"
                ),
                _ => format!(
                    "error: `{name}` exists already\nhint: name another place or, if what is there may be replaced, use --overwrite\n"
                ),
            });
        }
    }
    let ran = Run::new(&["form", "template", "--out", "jauns.csv"]).file("jauns.csv", "mans").run().code(2);
    assert_eq!(ran.text("jauns.csv"), "mans");
    let ran = ran.then(&["form", "template", "--out", "jauns.csv", "--overwrite"]).code(0);
    assert!(ran.text("jauns.csv").contains("Ezermalas novada pašvaldība"));
}

#[test]
fn a_line_for_excel_about_the_separator_is_no_data() {
    let sheet = String::from_utf8(fixture("fixtures/data/pieteikumi.csv")).unwrap();
    let sheet = format!("sep=;\r\n{}", sheet.trim_start_matches('\u{feff}'));
    let ran = built("a.csv", sheet.into_bytes());
    assert_eq!(
        ran.files_in("o/pdf")[0],
        "PARAUGS_0002_ezermalas-novada-pasvaldiba_izsniegt.pdf",
        "Excel does not count it"
    );
}
