//! What a newcomer comes across in the first quarter of an hour: folders named in Latvian, a poor machine, words that
//! other programs understand.

use super::run::{Run, fixture};

/// A folder and files as people name them.
const FOLDER: &str = "Mani dokumenti – ķēžu";

#[test]
fn names_with_spaces_and_diacritics_are_good_everywhere() {
    let file = |name: &str| format!("{FOLDER}/{name}");
    let sheet = file("Pieteikumi 2026. gadā.xlsx");
    let ran = Run::new(&["form", "template", "--out", &sheet]).folder(FOLDER).run().code(0);
    let ran = ran.says(&format!(
        "uzrakstīts: {sheet}\nTālāk: aizpildiet to un pārbaudiet ar edocpack check \"{sheet}\"\n"
    ));
    // The example alone is no data: they come from elsewhere.
    let ran = ran.then(&["check", &sheet]).code(1);
    let ran = ran
        .again(&["check", &sheet])
        .file(&sheet, fixture("fixtures/data/xlsx/pieteikumi.xlsx"))
        .run()
        .code(0);
    let out = file("Gatavie pieteikumi");
    let ran = ran.then(&["build", &sheet, "--out", &out, "--preview"]).code(0);
    let pdf = format!("{out}/pdf/PARAUGS_0002_ezermalas-novada-pasvaldiba_izsniegt.pdf");
    let (named, container) = (file("Ķēniņa pieteikums.pdf"), file("Ķēniņa pieteikums.edoc"));
    let bytes = ran.bytes(&pdf);
    let ran = ran.again(&["preview", &named, "-o", &file("Attēls.png")]).file(&named, bytes).run().code(0);
    let ran = ran.then(&["pack", &named, "-o", &container]).code(0);
    let ran = ran.then(&["check", &container]).code(0);
    let ran = ran.then(&["extract", &container, "-o", &file("Saturs ā")]).code(0);
    let ran = ran.then(&["preview", &container, "-o", &file("Konteinerā.png"), "--lang", "en"]).code(0);
    let ran = ran.again(&["export", &named]).may_show_codes().run().code(0);
    let values = ran.stdout.clone();
    let filled = file("Aizpildīts ķ.pdf");
    let run = ran.again(&["fill", &file("Vērtības.json"), "--template", &named, "-o", &filled]);
    let ran = run.file(&file("Vērtības.json"), values).run().code(0);
    for name in ["Attēls.png", "Konteinerā.png", "Saturs ā/Ķēniņa pieteikums.pdf", "Aizpildīts ķ.pdf"]
    {
        assert!(ran.path(&file(name)).is_file(), "{name}");
    }
    // What would harm is refused as before.
    let ran = ran.then(&["pack", &named, "-o", &file("slikts\u{202e}fdp.edoc")]).code(2);
    assert!(ran.stderr.contains("tajā ir neatļauta zīme\npadoms: lietojiet burtus"), "{}", ran.stderr);
}

#[test]
fn nothing_is_needed_of_home_terminal_or_temporary_folder() {
    let poor = |args: &[&str]| {
        let mut run = Run::new(args).file("pieteikumi.csv", fixture("fixtures/data/pieteikumi.csv"));
        for name in ["HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            run = run.env(name, "/nonexistent");
        }
        run.env("TERM", "dumb").env("NO_COLOR", "1").env("LC_ALL", "C").run().code(0)
    };
    for lang in ["lv", "en"] {
        let args = ["build", "pieteikumi.csv", "--preview", "--out", "o", "--lang", lang];
        let usual =
            Run::new(&args).file("pieteikumi.csv", fixture("fixtures/data/pieteikumi.csv")).run().code(0);
        let ran = poor(&args);
        assert_eq!((&ran.stdout, &ran.stderr), (&usual.stdout, &usual.stderr));
        assert_eq!(ran.files(), usual.files());
        for args in [&["--help", "--lang", lang][..], &["check", "pieteikumi.csv", "--lang", lang]] {
            assert!(!poor(args).stdout.contains('\u{1b}'), "{args:?}");
        }
    }
}

#[test]
fn a_folder_that_may_not_be_written_in_is_told_with_what_to_do() {
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    let may = std::process::Command::new(nobody[0]).args(&nobody[1..]).arg("true").status();
    if !may.is_ok_and(|status| status.success()) {
        println!("skipped: only root becomes another user");
        return;
    }
    // The program may stand where others do not come in: a copy of it does not.
    let shared = tempfile::Builder::new().prefix("edocpack").tempdir_in("/tmp").unwrap();
    let program = shared.path().join("edocpack");
    std::fs::copy(env!("CARGO_BIN_EXE_edocpack"), &program).unwrap();
    let work = shared.path().join("work");
    std::fs::create_dir(&work).unwrap();
    std::fs::write(work.join("p.csv"), fixture("fixtures/data/pieteikumi.csv")).unwrap();
    #[cfg(unix)]
    for (path, mode) in [(shared.path(), 0o755), (&*program, 0o755), (&*work, 0o755)] {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
    let said = |args: &[&str]| {
        let run = || {
            std::process::Command::new(nobody[0])
                .args(&nobody[1..])
                .arg(&program)
                .args(args)
                .current_dir(&work)
                .env("HOME", "/nonexistent")
                .env_remove("EDOCPACK_LANG")
                .output()
                .unwrap()
        };
        // A test beside this one that starts a program holds the copy open for writing until its own begins (ETXTBSY).
        let mut output = run();
        while output.status.code() == Some(126) && output.stderr.ends_with(b"Text file busy\n") {
            std::thread::sleep(std::time::Duration::from_millis(50));
            output = run();
        }
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, text) = said(&["build", "p.csv", "--out", "o"]);
    assert_eq!(
        (code, &*text),
        (
            Some(2),
            "kļūda: nevar izveidot mapi `o`: nav tiesību\n\
             padoms: pārbaudiet, vai šajā mapē drīkstat rakstīt un vai datne nav atvērta citā programmā\n"
        )
    );
    let (code, text) = said(&["form", "template", "--out", "x.csv", "--lang", "en"]);
    assert_eq!(
        (code, &*text),
        (
            Some(2),
            "error: cannot write `x.csv`: permission denied\n\
             hint: see whether you may write in this folder, and whether another program has the file open\n"
        )
    );
    assert_eq!(said(&["check", "p.csv"]), (Some(0), String::new()));
    assert_eq!(std::fs::read_dir(&work).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn a_name_that_leads_nowhere_is_asked_back() {
    let told = |args: &[&str]| {
        let ran = Run::new(args)
            .file("Mani dati.xlsx", "x")
            .file("mape/Ķēniņa pieteikumi.csv", "x")
            .folder("Mani dati-edoc")
            .run()
            .code(2);
        ran.stderr.lines().find(|line| line.contains("domāts") || line.contains("mean")).map(str::to_owned)
    };
    let quoted = "padoms: vai bija domāts \"Mani dati.xlsx\"? (nosaukums ar atstarpēm jāliek pēdiņās)";
    // As the shell hands it over where nobody wrote quotes.
    assert_eq!(told(&["check", "Mani", "dati.xlsx"]).as_deref(), Some(quoted));
    assert_eq!(told(&["Mani", "dati.xlsx"]).as_deref(), Some(quoted));
    for (asked, meant) in [
        (["check", "Mani dati"], "padoms: vai bija domāts \"Mani dati.xlsx\"?"),
        (["check", "Mani dati.xslx"], "padoms: vai bija domāts \"Mani dati.xlsx\"?"),
        (["build", "mape/Kenina pieteikumi.csv"], "padoms: vai bija domāts \"mape/Ķēniņa pieteikumi.csv\"?"),
    ] {
        assert_eq!(told(&asked).as_deref(), Some(meant));
    }
    assert_eq!(told(&["check", "cits.csv"]), None);
    assert_eq!(
        told(&["--lang", "EN", "check", "Mani dati"]).as_deref(),
        Some("hint: did you mean \"Mani dati.xlsx\"?")
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_and_a_name_that_no_file_has() {
    let ran = Run::new(&["check", "saite.csv"])
        .prepare(|folder| std::os::unix::fs::symlink("nekur.csv", folder.join("saite.csv")).unwrap())
        .run();
    ran.fails("kļūda: nav datnes `saite.csv`\npadoms: tā ir saite uz datni, kuras nav\n");
    Run::new(&["check", "*.edoc"]).run().fails(
        "kļūda: nav datnes `*.edoc`\n\
         padoms: zvaigznītei neatbilst neviena datne, vai šī komandrinda to neizvērš; norādiet katru datni\n",
    );
    let long = "ā".repeat(200);
    Run::new(&["check", &long])
        .run()
        .fails(&format!("kļūda: nevar nolasīt `{long}`: nosaukums nav derīgs vai ir par garu\n"));
}

/// Word processors and mail make one long dash of two hyphens.
#[test]
fn a_long_dash_is_no_option() {
    for dash in ['–', '—'] {
        let option = format!("{dash}out");
        let ran = Run::new(&["build", "pieteikums.json", &option, "o"])
            .fixture("fixtures/data/pieteikums.json")
            .run();
        ran.fails(&format!(
            "kļūda: nav datnes `{option}`\npadoms: iespējas priekšā ir divas defises: --out\n"
        ));
    }
}

#[cfg(unix)]
#[test]
fn standard_input_is_read_where_one_file_is_asked_for() {
    let pdf = "schemas/forms/lv.kase.x509/sample.pdf";
    let piped = |command: &str| {
        let script = format!("exec \"$@\" {command} < sample.pdf");
        Run::new(&[]).fixture(pdf).under(&["sh", "-c", &script, "sh"]).run()
    };
    for command in ["scan-check -", "inspect -", "export -", "preview - --out a.png"] {
        assert_eq!(piped(command).stderr, "", "{command}");
    }
    let ran = Run::new(&[])
        .fixture(pdf)
        .under(&["sh", "-c", "echo '{}' | \"$@\" fill - --template sample.pdf --out a.pdf", "sh"])
        .run()
        .code(0);
    ran.says("uzrakstīts: a.pdf\n");
}

#[test]
fn english_is_asked_for_as_other_programs_are() {
    for name in ["en", "EN", "en_GB.UTF-8", "en-US"] {
        let ran = Run::new(&["foo"]).env("EDOCPACK_LANG", name).run().code(2);
        assert!(ran.stderr.starts_with("error: "), "{name}: {}", ran.stderr);
    }
    for name in ["", "lv", "de", "enx"] {
        let ran = Run::new(&["foo"]).env("EDOCPACK_LANG", name).run().code(2);
        assert!(ran.stderr.starts_with("kļūda: "), "{name}: {}", ran.stderr);
    }
}

#[cfg(unix)]
#[test]
fn data_from_a_pipe_need_a_temporary_folder() {
    let ran = Run::new(&[])
        .fixture("fixtures/data/pieteikums.json")
        .env("TMPDIR", "/nonexistent")
        .under(&["sh", "-c", "\"$@\" build - --out o < pieteikums.json", "sh"])
        .run();
    ran.fails(
        "kļūda: nevar izveidot pagaidu datni: tādas datnes vai mapes nav\n\
         padoms: pārbaudiet mapi `/nonexistent`; citu norāda ar TMPDIR\n",
    );
}

#[test]
fn help_is_found_where_it_is_looked_for() {
    for (asked, meant) in [
        (&["help"][..], &["--help"][..]),
        (&["help", "check"], &["check", "--help"]),
        (&["form", "help"], &["form", "--help"]),
        (&["form", "help", "bind"], &["form", "bind", "--help"]),
        (&["help", "form", "bind"], &["form", "bind", "--help"]),
        (&["verify", "-h"], &["check", "--help"]),
    ] {
        for lang in [&["--lang", "lv"][..], &["--lang", "en"]] {
            let expected = Run::new(&[meant, lang].concat()).run().code(0).stdout;
            Run::new(&[asked, lang].concat()).run().code(0).says(&expected);
        }
    }
}

#[test]
fn a_status_of_no_run_says_what_is_asked_for() {
    Run::new(&["status", "nav", "parakstitie"]).run().fails(
        "kļūda: mapē `nav/records` nav neviena paketes ieraksta\n\
         padoms: pirmā ir mape, ko izveidoja `edocpack build`\n",
    );
}
