//! The example of the empty sheet is never built, wherever it was left.

use std::path::Path;

use super::run::{Ran, Run, codes};

/// The empty sheet of a form, as a file.
fn sheet(form: &str, name: &str) -> Ran {
    Run::new(&["form", "template", form, "--out", name]).may_show_codes().run().code(0)
}

fn found(ran: &Ran) -> Vec<String> {
    codes(&ran.json()["findings"])
}

#[test]
fn the_example_of_every_form_is_refused_in_every_format() {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms");
    for form in ["lv.kase.x509", "lv.kase.tiessaiste", "us.dol.osha301"] {
        let form = forms.join(form);
        let form = form.to_str().unwrap();
        for kind in ["csv", "json", "toml", "xlsx"] {
            let name = format!("jauns.{kind}");
            let ran = sheet(form, &name).then(&["check", "--json", &name, "--form", form]).code(1);
            assert_eq!(found(&ran), ["T-example"], "{form} {kind}");
            let ran = ran.then(&["build", &name, "--form", form, "--out", "o"]).code(1);
            assert!(!ran.path("o/pdf").exists() && ran.path("o/report.json").is_file(), "{form} {kind}");
        }
        let ran = sheet(form, "x.json").then(&["fill", "x.json", "--form", form, "--out", "x.pdf"]).code(1);
        assert!(!ran.path("x.pdf").exists(), "{form}");
    }
}

/// What is left above a person's own rows.
#[test]
fn the_rows_below_it_are_built() {
    let ran = sheet("lv.kase.x509", "d.csv");
    let text = ran.text("d.csv");
    let example = text.lines().nth(1).unwrap();
    let own = example
        .replace("Ezermalas novada pašvaldība", "Liepu pagasts")
        .replace("010101-00000", "010101-00019");
    let ran =
        ran.again(&["build", "d.csv", "--out", "o"]).file("d.csv", format!("{text}{own}\r\n")).run().code(1);
    insta::assert_snapshot!(ran.stdout, @r"
    d.csv, 2. rinda: kļūda T-example: Šis ir tukšās lapas piemērs: tā nosaukums un kodi ir izdomāti.
        Izdzēsiet šo rindu vai ierakstiet tās vietā savus datus.
    Sagatavoti pieteikumi: 1. Rindas ar kļūdām: 1. Brīdinājumi: 0.
    Rindas ar kļūdām ir datnē o/refused.csv (tajā ir jūsu dati, arī personas kodi). Izlabojiet tās un palaidiet:
      edocpack build o/refused.csv --out o
    PARAUGS: šī nav oficiālā veidlapa. Dokumentu neparakstiet un nesūtiet.
    Tālāk atveriet: o/lapa.html
    ");
    assert_eq!(ran.files_in("o/pdf"), ["PARAUGS_0003_liepu-pagasts_izsniegt.pdf"]);
    assert_eq!(codes(&ran.json_in("o/report.json")["rows"][0]["findings"]), ["T-example"]);
    // Nobody accepts it, and it is not built from the table of refused rows either.
    let ran = ran.then(&["check", "--json", "d.csv", "--accept", "T-example"]).code(1);
    assert!(found(&ran).contains(&"T-example".to_owned()), "{:?}", found(&ran));
    let ran = ran.then(&["build", "o/refused.csv", "--out", "o"]).code(1);
    assert_eq!(ran.files_in("o/pdf").len(), 1);
}

/// It is known by whom it is of, not by what else stands in its row.
#[test]
fn what_makes_it_somebody_elses_is_its_name_and_codes() {
    let check = |old: &str, new: &str| {
        let ran = sheet("lv.kase.x509", "d.csv");
        let text = ran.text("d.csv").replace(old, new);
        let ran = ran.again(&["check", "--json", "d.csv"]).file("d.csv", text).run();
        found(&ran).contains(&"T-example".to_owned())
    };
    for (old, new) in [
        ("29123456", "26123456"),
        ("liga.berzina@example.lv", "cita@example.lv"),
        ("Anna Žagare", "Ilze Žagare"),
        ("Jānis Ķēniņš", "Ilze Ķēniņa"),
        ("Ezermalas novada pašvaldība", "EZERMALAS  NOVADA PAŠVALDĪBA"),
        // As Excel leaves it of a number.
        ("010101-00000", "1010100000"),
        ("\"=\";\"=\"", "\"Ezermalas novada pašvaldība\";\"90000012348\""),
        ("\"=\";\"=\"", "\"\";\"\""),
    ] {
        assert!(check(old, new), "{old} {new}");
    }
    for (old, new) in [
        ("Ezermalas novada pašvaldība", "Liepu pagasta pārvalde"),
        ("90000012348", "40008000013"),
        ("010101-00000", "010101-00019"),
        ("\"=\";\"=\"", "\"Liepu skola\";\"40008000013\""),
    ] {
        assert!(!check(old, new), "{old} {new}");
    }
}

/// Without a personal code, what may be the same in many rows makes no example.
#[test]
fn a_form_without_personal_codes_compares_every_text() {
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms/us.dol.osha301");
    let form = form.to_str().unwrap();
    for (old, new, is_example) in [
        ("11/16/2026", "11/17/2026", true),
        ("Alex Q. Sample", "Alex R. Sample", false),
        ("The ladder slipped on wet floor, and the worker fell 20 feet.", "The ladder broke.", false),
    ] {
        let ran = sheet(form, "d.csv");
        let text = ran.text("d.csv");
        assert!(text.contains(old));
        let ran = ran
            .again(&["check", "--json", "d.csv", "--form", form])
            .file("d.csv", text.replace(old, new))
            .run();
        assert_eq!(found(&ran).contains(&"T-example".to_owned()), is_example, "{new}");
    }
}
