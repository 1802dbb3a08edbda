//! What a person sees in a terminal, narrow or poor, and that nothing of it reaches a pipe.
#![cfg(unix)]

use super::run::{Run, fixture};
use super::tools::ask;

const LONG: &str = "Klientu saraksts – ļoti garš nosaukums ar garumzīmēm (2026).csv";

/// A folder in which a run has been done; `None` where no terminal can be had here.
fn done() -> Option<Run> {
    ask("script", &["--version"])?;
    let ran = Run::new(&["build", LONG, "--out", "gatavie"])
        .file(LONG, fixture("fixtures/data/pieteikumi.csv"))
        .run()
        .code(0);
    Some(ran.again(&[]))
}

/// What is shown in a terminal of so many columns.
fn shown(run: Run, columns: usize, command: &str) -> String {
    let script = format!(r#"exec script -qec "stty cols {columns} rows 40; \"$1\" {command}" /dev/null"#);
    let ran = run.under(&["sh", "-c", &script, "sh"]).run();
    ran.stdout.replace('\r', "")
}

#[test]
fn nothing_runs_over_the_edge() {
    let pdf = fixture("schemas/forms/lv.kase.x509/sample.pdf");
    for lang in ["lv", "en"] {
        for (columns, command) in [
            (40, "status gatavie gatavie/edoc-unsigned"),
            (60, "status gatavie gatavie/edoc-unsigned"),
            (80, "status gatavie gatavie/edoc-unsigned"),
            (40, "form bind lv.kase.x509 sample.pdf"),
            (59, "form bind lv.kase.x509 sample.pdf"),
            (60, "form bind lv.kase.x509 sample.pdf"),
            (40, "form new sample.pdf --out veidlapa"),
            (60, "form new sample.pdf --out veidlapa"),
            (40, "form show"),
            (60, "form list"),
            (40, "form diff sample.pdf gatavie/pdf/*_0002_*"),
            (40, "explain S12"),
            (40, "inspect sample.pdf"),
            (40, "inspect gatavie/edoc-unsigned/*_0002_*"),
            (40, "check gatavie/edoc-unsigned/*_0002_*"),
            (40, "scan-check gatavie/pdf/*_0002_*"),
            (40, "check nav.csv"),
            (40, "status --help"),
            (60, "status --help"),
        ] {
            let Some(run) = done() else { return };
            let text = shown(run.file("sample.pdf", &pdf), columns, &format!("{command} --lang {lang}"));
            assert!(!text.is_empty(), "{command}");
            for line in text.lines() {
                let is_one_word = !line.trim().contains(' ');
                let is_command = line.trim_start().starts_with("edocpack ");
                let fits = line.chars().count() <= columns || is_one_word || is_command;
                assert!(fits, "{columns} columns, {command} --lang {lang}: {line}\n{text}");
            }
            assert!(!text.contains('\u{1b}'), "{command}: {text}");
        }
    }
}

#[test]
fn a_narrow_table_says_what_stands_where() {
    let Some(run) = done() else { return };
    let text = shown(run, 40, "status gatavie gatavie/edoc-unsigned");
    let table: Vec<&str> = text.lines().take(4).collect();
    let [head, row, file, name] = table.as_slice() else { panic!("{text}") };
    assert_eq!(
        [*head, row, file, name],
        [
            "Rinda  Stāvoklis       Parakstīja  Kad",
            "2      NAV PARAKSTĪTS",
            "    Datne:",
            "      gatavie/edoc-unsigned/PARAUGS_0002_ezermalas-novada-pasvaldiba_izsniegt.edoc"
        ]
    );
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_has_no_bar() {
    let Some(run) = done() else { return };
    let (head, rows) = {
        let data = String::from_utf8(fixture("fixtures/data/pieteikumi.csv")).unwrap();
        let mut lines = data.lines().map(str::to_owned);
        (lines.next().unwrap(), lines.next().unwrap())
    };
    let many: Vec<String> = (0..300).map(|n| rows.replace("Ezermalas", &format!("Ezermalas {n}."))).collect();
    let data = format!("{head}\n{}\n", many.join("\n"));
    let ran = |run: Run, term: &str| {
        let run = run.file("daudz.csv", &data).env("TERM", term);
        shown(run, 40, &format!("build daudz.csv --out {term}"))
    };
    let poor = ran(run, "dumb");
    assert!(!poor.contains('\u{1b}'), "{poor}");
    assert!(poor.contains("Sagatavoti pieteikumi: 300."), "{poor}");
    let Some(run) = done() else { return };
    let rich = ran(run, "xterm");
    assert!(rich.contains('\u{1b}') && rich.contains("Sagatavoti pieteikumi: 300."), "{rich}");
}

/// A name that somebody chose to colour the terminal, or to write a line of its own.
#[test]
fn names_do_not_act_on_the_terminal() {
    let name = "a\u{1b}[31m\n::error::b.csv";
    for format in ["human", "short", "junit"] {
        let ran = Run::new(&["check", name, "--format", format]).file(name, "Nosaukums\nx\n").run().code(1);
        assert!(!ran.stdout.contains('\u{1b}'), "{}", ran.stdout);
        assert!(ran.stdout.contains("a\u{fffd}[31m\u{fffd}::error::b.csv"), "{}", ran.stdout);
        assert!(!ran.stdout.lines().any(|line| line.starts_with("::")), "{}", ran.stdout);
    }
    // So do keys.
    for format in ["human", "short"] {
        let data = r#"{"a\u001b[31m\n::error::b": 1, "Nosaukums": "x\n::error::c\u202e"}"#;
        let ran = Run::new(&["check", "x.json", "--format", format]).file("x.json", data).run().code(1);
        assert!(!ran.stdout.contains(['\u{1b}', '\u{202e}']), "{}", ran.stdout);
        assert!(!ran.stdout.lines().any(|line| line.starts_with("::")), "{}", ran.stdout);
    }
}
