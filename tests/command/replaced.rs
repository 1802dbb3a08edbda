//! A folder is one run's: another begins in it only after the first was moved aside, whole.

use std::fs;

use super::run::{Ran, Run};

const HEADER: &str = "Nosaukums;Reģistrācijas Nr.;Lietotāja nosaukums;Lietotāja reģistrācijas numurs;Pārtraukt moduļa \
                      lietošanu;Parakstītājs;Sagatavotājs;Sagatavotāja tālrunis";

/// A sheet of these clients, a row each; one whose name begins with `!` has a wrong number.
fn sheet(clients: &[&str]) -> String {
    let row = |client: &&str| {
        let number = if client.starts_with('!') { "90000012340" } else { "90000012348" };
        format!("{};{number};=;=;x;Jānis Ķēniņš;Anna Žagare;67000000\n", client.trim_start_matches('!'))
    };
    format!("{HEADER}\n{}", clients.iter().map(row).collect::<String>())
}

/// A run of the first clients, and the sheet of the second in its place.
fn two(first: &[&str], second: &[&str]) -> Ran {
    let ran = Run::new(&["build", "d.csv", "--out", "o"]).file("d.csv", sheet(first)).run();
    fs::write(ran.path("d.csv"), sheet(second)).unwrap();
    ran
}

fn build(ran: Ran, args: &[&str]) -> Ran {
    ran.then(&[&["build", "d.csv", "--out", "o"], args].concat())
}

/// The files in the folder with their bytes, journals included.
fn everything(ran: &Ran) -> Vec<(String, Vec<u8>)> {
    ran.files_in("o").into_iter().map(|name| (name.clone(), ran.bytes(&format!("o/{name}")))).collect()
}

const FIRST: [&str; 2] = ["Ezermala", "Liepa"];
const SECOND: [&str; 2] = ["Ezermala", "Bērzs"];

#[test]
fn another_run_stops_before_it_writes_anything_and_says_what_is_there() {
    let ran = two(&FIRST, &SECOND);
    fs::write(ran.path("o/edoc-unsigned/PARAUGS_0003_liepa_partraukt.edoc"), "parakstīts").unwrap();
    fs::write(ran.path("o/pdf/mans.pdf"), "mans").unwrap();
    let before = everything(&ran);
    let ran = build(ran, &[]);
    assert_eq!(everything(&ran), before);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(ran.stderr, @r"
    kļūda: mapē `o` ir citas palaišanas dokumenti (2): `PARAUGS_0002_ezermala_partraukt`, `PARAUGS_0003_liepa_partraukt`
    padoms: norādiet citu mapi vai ar --replace pārvietojiet to visu uz `o/ieprieksejie/1`
    padoms: kopš tās palaišanas mainīts, varbūt parakstīts: `edoc-unsigned/PARAUGS_0003_liepa_partraukt.edoc`
    padoms: nav nevienas palaišanas izvade vai ir labots, un paliek savā vietā: `pdf/mans.pdf`
    ");
    let ran = build(ran, &["--lang", "en"]).code(2);
    assert_eq!(everything(&ran), before);
    insta::assert_snapshot!(ran.stderr, @r"
    error: `o` holds documents of another run (2): `PARAUGS_0002_ezermala_partraukt`, `PARAUGS_0003_liepa_partraukt`
    hint: name another folder, or move all of it to `o/ieprieksejie/1` with --replace
    hint: changed since that run, perhaps signed: `edoc-unsigned/PARAUGS_0003_liepa_partraukt.edoc`
    hint: not written by a run, or mended, and left in place: `pdf/mans.pdf`
    ");
    // Of many, the first are named.
    let many: Vec<String> = (0..20).map(|n| format!("Iestāde {n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let ran = build(two(&many, &SECOND), &[]).code(2);
    assert!(ran.stderr.contains("(20): ") && ran.stderr.contains("un vēl 14\n"), "{}", ran.stderr);
}

#[test]
fn the_earlier_run_is_moved_aside_whole_and_everything_agrees() {
    let ran = two(&FIRST, &SECOND);
    let before = everything(&ran);
    let ran = build(ran, &["--replace"]).code(0);
    insta::assert_snapshot!(ran.stdout, @r"
    Iepriekšējās palaišanas dokumenti (2) ir mapē o/ieprieksejie/1
    Sagatavoti pieteikumi: 2. Rindas ar kļūdām: 0. Brīdinājumi: 0.
    PARAUGS: šī nav oficiālā veidlapa. Dokumentu neparakstiet un nesūtiet.
    Tālāk atveriet: o/lapa.html
    ");
    let names = ["PARAUGS_0002_ezermala_partraukt", "PARAUGS_0003_berzs_partraukt"];
    assert_eq!(ran.files_in("o/pdf"), names.map(|name| format!("{name}.pdf")));
    assert_eq!(ran.files_in("o/edoc-unsigned"), names.map(|name| format!("{name}.edoc")));
    assert_eq!(ran.files_in("o/records"), names.map(|name| format!("{name}.package.json")));
    for (name, bytes) in before.iter().filter(|(name, _)| name != ".edocpack.journal") {
        assert!(ran.bytes(&format!("o/ieprieksejie/1/{name}")) == *bytes, "{name}");
    }
    let page = ran.text("o/lapa.html");
    assert!(page.contains("Bērzs") && !page.contains("Liepa"));
    assert_eq!(ran.json_in("o/report.json")["totals"]["built"], 2);
    assert!(!ran.text("o/report.csv").contains("Liepa"));
    // Nothing is signed: every document of the run is told, and no other.
    let ran = ran.then(&["status", "o", "o/edoc-unsigned", "--json"]);
    assert_eq!(ran.json()["packages"].as_array().unwrap().len(), 2);
    assert_eq!(ran.json()["strangers"].as_array().unwrap().len(), 0);
    let ran = ran.then(&["status", "o/ieprieksejie/1", "o/ieprieksejie/1/pdf", "--json"]);
    assert_eq!(ran.json()["packages"].as_array().unwrap().len(), 2);
    // The same again goes beside it, under the old name of the option too.
    let ran = build(ran, &["--overwrite", "--json"]).code(0);
    assert_eq!(ran.json()["replaced"]["to"], "ieprieksejie/2");
    assert_eq!(ran.files_in("o/ieprieksejie/2/pdf").len(), 2);
    for (name, bytes) in before.iter().filter(|(name, _)| name != ".edocpack.journal") {
        assert!(ran.bytes(&format!("o/ieprieksejie/1/{name}")) == *bytes, "{name}");
    }
}

#[test]
fn what_a_person_signed_in_place_is_kept_and_named() {
    let ran = two(&FIRST, &SECOND);
    let signed = "edoc-unsigned/PARAUGS_0002_ezermala_partraukt.edoc";
    fs::write(ran.path(&format!("o/{signed}")), "parakstīts").unwrap();
    fs::write(ran.path("o/edoc-unsigned/parakstīts.edoc"), "mans").unwrap();
    let ran = build(ran, &["--replace"]).code(0);
    insta::assert_snapshot!(ran.stdout, @r"
    Iepriekšējās palaišanas dokumenti (2) ir mapē o/ieprieksejie/1
      kopš tās mainīts, varbūt parakstīts: edoc-unsigned/PARAUGS_0002_ezermala_partraukt.edoc
      nav nevienas palaišanas izvade vai ir labots, un atstāts savā vietā: edoc-unsigned/parakstīts.edoc
    Sagatavoti pieteikumi: 2. Rindas ar kļūdām: 0. Brīdinājumi: 0.
    PARAUGS: šī nav oficiālā veidlapa. Dokumentu neparakstiet un nesūtiet.
    Tālāk atveriet: o/lapa.html
    ");
    assert_eq!(ran.text(&format!("o/ieprieksejie/1/{signed}")), "parakstīts");
    assert_eq!(ran.text("o/edoc-unsigned/parakstīts.edoc"), "mans");
    assert!(ran.bytes(&format!("o/{signed}")).starts_with(b"PK"));
}

#[test]
fn a_file_of_nobodys_in_the_way_stops_it_before_anything_is_moved() {
    let ran = two(&FIRST, &SECOND);
    fs::write(ran.path("o/pdf/PARAUGS_0003_berzs_partraukt.pdf"), "mans").unwrap();
    let before = everything(&ran);
    let ran = build(ran, &["--replace"]);
    assert_eq!(everything(&ran), before);
    ran.fails(
        "kļūda: `o/pdf/PARAUGS_0003_berzs_partraukt.pdf` jau ir\n\
         padoms: palaišana neko neaizstāj: pārvietojiet šo datni vai norādiet citu mapi\n",
    );
}

#[test]
fn data_of_which_nothing_is_right_move_nothing() {
    let ran = two(&FIRST, &["!Ezermala"]);
    let before = everything(&ran);
    let ran = build(ran, &["--replace"]).code(1);
    assert_eq!(everything(&ran), before);
}

#[test]
fn packages_that_no_journal_knows_are_documents_of_a_run_all_the_same() {
    let ran = two(&FIRST, &SECOND);
    fs::remove_file(ran.path("o/.edocpack.journal")).unwrap();
    for name in ["lapa.html", "report.json", "report.csv"] {
        fs::remove_file(ran.path(&format!("o/{name}"))).unwrap();
    }
    let ran = build(ran, &[]).code(2);
    assert!(ran.stderr.contains("PARAUGS_0003_liepa_partraukt"), "{}", ran.stderr);
    let ran = build(ran, &["--replace"]).code(0);
    assert_eq!(ran.files_in("o/ieprieksejie/1").len(), 6);
    assert_eq!(ran.files_in("o/records").len(), 2);
}

#[test]
fn a_part_of_a_run_does_not_begin_beside_another_run() {
    let ran = two(&FIRST, &SECOND);
    let before = everything(&ran);
    let ran = build(ran, &["--shard", "1/2"]).code(2);
    assert!(ran.stderr.ends_with("padoms: norādiet citu mapi\n"), "{}", ran.stderr);
    let ran = build(ran, &["--shard", "1/2", "--replace"]).code(2);
    assert!(ran.stderr.contains("nevar būt kopā"), "{}", ran.stderr);
    assert!(everything(&ran).iter().filter(|(name, _)| !name.ends_with(".lock")).eq(&before));
}

#[test]
fn a_table_that_was_mended_is_never_written_over() {
    for (data, kind) in [("d.csv", "csv"), ("d.json", "jsonl")] {
        let content = if kind == "csv" {
            sheet(&["Ezermala", "!Liepa"])
        } else {
            let one = |number: &str| {
                serde_json::json!({
                    "client": { "name": "Ezermala", "reg_no": number }, "user": "=", "actions": { "discontinue": true },
                    "signer": { "full_name": "Jānis Ķēniņš" },
                    "preparer": { "full_name": "Anna Žagare", "phone": "67000000" },
                })
            };
            serde_json::json!([one("90000012348"), one("90000012340")]).to_string()
        };
        let table = format!("o/refused.{kind}");
        let ran = Run::new(&["build", data, "--out", "o"]).file(data, content).run().code(1);
        let untouched = ran.text(&table);
        // Untouched, it goes with its run.
        let ran = ran.then(&["build", data, "--out", "o", "--replace"]).code(1);
        assert_eq!(ran.text(&format!("o/ieprieksejie/1/refused.{kind}")), untouched);
        assert_eq!(ran.text(&table), untouched);
        // Mended, it stays, and the new one stands beside it.
        let mended = untouched.replace("Liepa", "Liepas").replace("Ezermala", "Ezermalas");
        fs::write(ran.path(&table), &mended).unwrap();
        let ran = ran.then(&["build", data, "--out", "o", "--replace"]).code(1);
        assert_eq!(ran.text(&table), mended);
        assert_eq!(ran.text(&format!("o/refused_2.{kind}")), untouched);
        assert!(ran.stdout.contains(&format!("refused.{kind}")), "{}", ran.stdout);
        let ran = ran.then(&["build", data, "--out", "o", "--replace", "--json"]).code(1);
        assert_eq!(ran.json()["replaced"]["left"][0], format!("refused.{kind}"));
        assert_eq!(ran.text(&table), mended);
    }
}

/// A run that made nothing leaves its report, and stands in nobody's way.
#[test]
fn a_run_in_which_nothing_was_right_gives_way() {
    let ran = two(&["!Ezermala", "!Liepa"], &["Ezermala", "!Liepa"]).code(1);
    assert_eq!(
        ran.files_in("o"),
        [".edocpack.journal", "lapa.html", "refused.csv", "report.csv", "report.json"]
    );
    assert_eq!(ran.json_in("o/report.json")["totals"]["refused"], 2);
    let mended = ran.text("o/refused.csv").replace("90000012340", "90000012348");
    // The data are put right, and the same command is given again.
    let ran = build(ran, &[]).code(1);
    assert_eq!((ran.files_in("o/pdf").len(), ran.path("o/ieprieksejie").exists()), (1, false));
    assert_eq!(ran.json_in("o/report.json")["totals"]["built"], 1);
    assert!(ran.text("o/refused.csv").contains("Liepa") && !ran.text("o/refused.csv").contains("Ezermala"));
    // Or its rows are mended: the table stays, whatever is done with the data.
    let ran = two(&["!Ezermala", "!Liepa"], &["!Ezermala", "Liepa"]);
    fs::write(ran.path("o/refused.csv"), &mended).unwrap();
    let ran = build(ran, &[]).code(1);
    assert_eq!(ran.text("o/refused.csv"), mended);
    assert!(ran.text("o/refused_2.csv").contains("Ezermala"));
    let ran = two(&["!Ezermala", "!Liepa"], &[]);
    let ran =
        ran.again(&["build", "o/refused.csv", "--out", "o"]).file("o/refused.csv", &mended).run().code(0);
    assert_eq!(ran.files_in("o/pdf").len(), 2);
}
