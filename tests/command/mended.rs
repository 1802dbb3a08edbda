//! Mended rows stay on the form and the PDF of the run that they join.

use std::fs;

use super::run::{Ran, Run, codes, fixture};

const HEADER: &str = "Nosaukums;Reģistrācijas Nr.;Lietotāja nosaukums;Lietotāja reģistrācijas numurs;Pārtraukt moduļa \
                      lietošanu;Parakstītājs;Sagatavotājs;Sagatavotāja tālrunis";
const ROW: &str = "=;=;x;Jānis Ķēniņš;Anna Žagare;67000000";

/// A run with one row that is right and one that is not, and its table mended.
fn run_to_mend(args: &[&str]) -> Ran {
    let ran = Run::new(&[&["build", "d.csv", "--out", "o"], args].concat())
        .file("d.csv", format!("{HEADER}\nEzermala;90000012348;{ROW}\nLiepa;90000012340;{ROW}\n"))
        .file("veidlapa.pdf", fixture("fixtures/forms/other-make.pdf"))
        .file("veidlapa.binding.toml", fixture("fixtures/forms/other-make.binding.toml"))
        .run()
        .code(1);
    let table = ran.text("o/refused.csv").replace("90000012340", "90000012348");
    fs::write(ran.path("o/refused.csv"), table).unwrap();
    ran
}

fn mend(ran: Ran, args: &[&str]) -> Ran {
    ran.then(&[&["build", "o/refused.csv", "--out", "o"], args].concat())
}

#[test]
fn the_pdf_of_the_run_is_taken_from_where_the_run_took_it() {
    let ran = mend(run_to_mend(&["--template", "veidlapa.pdf"]), &[]).code(0);
    assert_eq!(ran.files_in("o/pdf"), ["0002_ezermala_partraukt.pdf", "0003_liepa_partraukt.pdf"]);
    for record in ran.files_in("o/records") {
        let record = ran.json_in(&format!("o/records/{record}"));
        assert_eq!(record["form"]["template"]["file"], "veidlapa.pdf");
        assert_eq!(record["form"]["template"]["sample"], false);
    }
    assert_eq!(ran.json_in("o/report.json")["totals"]["built"], 2);
    // Named by the person, from elsewhere, it is the same as long as its bytes are.
    let ran = run_to_mend(&["--template", "veidlapa.pdf"]);
    fs::rename(ran.path("veidlapa.pdf"), ran.path("cita.pdf")).unwrap();
    mend(ran, &["--template", "cita.pdf", "--binding", "veidlapa.binding.toml"]).code(0);
}

#[test]
fn a_pdf_that_is_gone_or_changed_is_named() {
    let ran = run_to_mend(&["--template", "veidlapa.pdf"]);
    let (root, sha256) = (ran.root().canonicalize().unwrap(), super::run::sha256(&ran.bytes("veidlapa.pdf")));
    let shown = super::run::with_slashes(&root.join("veidlapa.pdf").display().to_string());
    fs::rename(ran.path("veidlapa.pdf"), ran.path("cita.pdf")).unwrap();
    let ran = mend(ran, &[]);
    let said = |what: &str| {
        format!("kļūda: {what}\npadoms: norādiet to pašu PDF ar --template (SHA-256 {sha256})\n")
    };
    assert_eq!(ran.stderr, said(&format!("veidlapas `{shown}`, uz kuras ir šī palaišana, tur vairs nav")));
    let ran = ran.again(&["build", "o/refused.csv", "--out", "o"]).file("veidlapa.pdf", "cits").run();
    assert_eq!(ran.files_in("o/pdf").len(), 1);
    ran.fails(&said(&format!("veidlapa `{shown}`, uz kuras ir šī palaišana, kopš tās ir mainīta")));
}

#[test]
fn another_pdf_is_refused_by_name() {
    let hint = "padoms: labotās rindas paliek uz tās pašas veidlapas: palaidiet bez --form un --template vai norādiet to \
                pašu PDF\n";
    let official = &super::run::sha256(&fixture("fixtures/forms/other-make.pdf"))[..8];
    let ran = mend(run_to_mend(&[]), &["--template", "veidlapa.pdf"]);
    assert_eq!(ran.files_in("o/pdf").len(), 1);
    ran.fails(&format!(
        "kļūda: šī palaišana ir uz parauga, nevis uz `veidlapa.pdf` (SHA-256 {official}…)\n{hint}"
    ));
    let ran = run_to_mend(&["--template", "veidlapa.pdf"]);
    let sample = fixture("schemas/forms/lv.kase.x509/sample.pdf");
    let binding = fixture("schemas/forms/lv.kase.x509/sample.binding.toml");
    let ran = ran
        .again(&["build", "o/refused.csv", "--out", "o", "--template", "p.pdf", "--lang", "en"])
        .file("p.pdf", sample)
        .file("p.binding.toml", binding)
        .run();
    assert_eq!(ran.files_in("o/pdf").len(), 1);
    ran.fails(&format!(
        "error: this run is on `veidlapa.pdf` (SHA-256 {official}…), not on the sample\n\
         hint: mended rows stay on the same form: run without --form and --template, or name the same PDF\n"
    ));
    // A journal of an older version does not say where the PDF was: it is asked for.
    let ran = run_to_mend(&["--template", "veidlapa.pdf"]);
    let journal = ran.text("o/.edocpack.journal");
    let (head, rest) = journal.split_once('\n').unwrap();
    let mut head: serde_json::Value = serde_json::from_str(head).unwrap();
    assert!(head["run"].as_object_mut().unwrap().remove("files").is_some());
    fs::write(ran.path("o/.edocpack.journal"), format!("{head}\n{rest}")).unwrap();
    let ran = mend(ran, &[]).code(2);
    assert!(ran.stderr.contains("šī palaišana ir uz `veidlapa.pdf`"), "{}", ran.stderr);
    mend(ran, &["--template", "veidlapa.pdf"]).code(0);
}

#[test]
fn another_form_is_refused_by_name_and_its_own_is_taken() {
    let form = format!("{}/schemas/forms/lv.kase.tiessaiste", env!("CARGO_MANIFEST_DIR"));
    let ran = mend(run_to_mend(&[]), &["--form", &form]).code(2);
    assert!(
        ran.stderr
            .starts_with("kļūda: šī palaišana ir par veidlapu `lv.kase.x509`, nevis `lv.kase.tiessaiste`\n"),
        "{}",
        ran.stderr
    );
    // The other way round, the folder of the definition is in the journal.
    let row = |code: &str| {
        format!(
            "Ezermala;90000012348;jauns;=;skatīt;01.12.2026.;198.51.100.7;Līga;Bērziņa;{code};29123456;l@example.lv;Jānis Ķēniņš;Anna Žagare;67000000"
        )
    };
    let header = "Nosaukums;Reģistrācijas Nr.;Pieteikuma veids;Lietotājs;Lietošanas režīms;Derīgs no;Piekļuvei atļautā IP \
                  adrese;Pilnvarotās personas vārds;Pilnvarotās personas uzvārds;Pilnvarotās personas kods;Pilnvarotās personas tālrunis;Pilnvarotās \
                  personas e-pasts;Parakstītājs;Sagatavotājs;Sagatavotāja tālrunis";
    let data = format!("{header}\n{}\n{}\n", row("010101-00019"), row("010101-00018"));
    let ran = Run::new(&["build", "d.csv", "--form", &form, "--out", "o"]).file("d.csv", data).run();
    assert_eq!((ran.code, ran.files_in("o/pdf").len()), (1, 1), "{}", ran.stdout);
    let table = ran.text("o/refused.csv").replace("010101-00018", "010101-00027");
    fs::write(ran.path("o/refused.csv"), table).unwrap();
    let ran = mend(ran, &[]).code(0);
    assert_eq!(ran.files_in("o/pdf").len(), 2);
}

#[test]
fn mended_rows_join_and_replace_nothing() {
    let ran = mend(run_to_mend(&[]), &["--replace"]);
    assert_eq!(ran.files_in("o/pdf").len(), 1);
    ran.fails(
        "kļūda: labotās rindas pievieno palaišanai mapē `o`, nevis ar tām to aizstāj\npadoms: palaidiet bez --replace\n",
    );
}

/// What is still wrong goes beside the tables that a person has in hand, whichever they are.
#[test]
fn a_table_in_hand_is_never_written_over() {
    let ran = run_to_mend(&[]);
    let mine = ran.text("o/refused.csv").replace("90000012348", "90000012341");
    let ran = ran
        .again(&["build", "o/refused.csv", "--out", "o"])
        .file("o/refused.csv", &mine)
        .file("o/refused_2.csv", "mans")
        .run()
        .code(1);
    assert_eq!((ran.text("o/refused.csv"), ran.text("o/refused_2.csv")), (mine, "mans".to_owned()));
    assert!(ran.text("o/refused_3.csv").contains("90000012341"));
    assert!(ran.stdout.contains("edocpack build o/refused_3.csv --out o"), "{}", ran.stdout);
    let ran = ran.then(&["check", "--json", "o/refused_3.csv"]).code(1);
    assert!(!codes(&ran.json()["findings"]).is_empty());
}
