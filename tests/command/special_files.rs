//! What is no file, or is longer than any file that is read, in every place where a command takes a file.

use std::fs::File;
use std::process::Command;

use super::run::Run;

fn pipe(run: Run, name: &str) -> Run {
    run.prepare(|folder| {
        assert!(Command::new("mkfifo").arg(folder.join(name)).status().unwrap().success());
    })
}

#[test]
fn a_pipe_is_not_waited_for() {
    for args in [
        &["check", "p"][..],
        &["build", "p", "--out", "o"],
        &["inspect", "p"],
        &["extract", "p", "-o", "o"],
        &["export", "p"],
        &["scan-check", "p"],
        &["form", "new", "p", "-o", "f"],
    ] {
        pipe(Run::new(&[args, &["--lang", "en"]].concat()), "p")
            .run()
            .fails("error: cannot read `p`: it is a pipe, not a file\n");
    }
    pipe(Run::new(&["check", "p"]), "p")
        .run()
        .fails("kļūda: nevar nolasīt `p`: tā ir caurule, nevis datne\n");
    let locked = ["export", "other-make.pdf", "--password-file", "p", "--lang", "en"];
    pipe(Run::new(&locked).fixture("fixtures/forms/other-make.pdf"), "p")
        .run()
        .fails("error: cannot read `p`: it is a pipe, not a file\n");
}

#[test]
fn a_lock_that_is_a_pipe_or_a_link_is_refused() {
    let args = ["build", "pieteikums.json", "--out", "o", "--lang", "en"];
    let run = || Run::new(&args).fixture("fixtures/data/pieteikums.json").folder("o");
    let ran = pipe(run(), "o/.edocpack.lock").run().code(2);
    assert!(ran.stderr.contains(".edocpack.lock"), "{}", ran.stderr);
    let linked = run().prepare(|folder| {
        std::os::unix::fs::symlink(folder.join("elsewhere"), folder.join("o/.edocpack.lock")).unwrap();
    });
    let ran = linked.run().code(2);
    assert!(ran.stderr.contains(".edocpack.lock"), "{}", ran.stderr);
}

#[test]
fn a_device_ends_nothing() {
    for command in ["check", "inspect", "scan-check", "export"] {
        Run::new(&[command, "/dev/zero", "--lang", "en"])
            .run()
            .fails("error: cannot read `/dev/zero`: it is a device, not a file\n");
    }
}

#[test]
fn what_is_too_long_is_not_read() {
    for command in ["check", "scan-check", "export"] {
        let sparse = Run::new(&[command, "x.pdf", "--lang", "en"]).prepare(|folder| {
            let mut file = File::create(folder.join("x.pdf")).unwrap();
            std::io::Write::write_all(&mut file, b"%PDF-1.7\n").unwrap();
            file.set_len(1 << 30).unwrap();
        });
        sparse.run().fails("error: the file `x.pdf` is larger than 128 MiB\n");
    }
}

/// A file that is not there costs itself: those after it are looked at, and the exit code says that not all were.
#[test]
fn a_file_that_cannot_be_opened_stops_nothing() {
    let ran = Run::new(&["check", "gone.csv", "pieteikums.json", "--lang", "en"])
        .fixture("fixtures/data/pieteikums.json")
        .run()
        .code(2);
    assert!(ran.stderr.starts_with("error: there is no file `gone.csv`"), "{}", ran.stderr);
    assert!(ran.stdout.contains("pieteikums.json: no errors"), "{}", ran.stdout);
    let ran = Run::new(&["scan-check", "gone.pdf", "a.pdf", "--lang", "en"])
        .file("a.pdf", "%PDF-1.4")
        .run()
        .code(2);
    assert!(ran.stdout.contains("a.pdf"), "{}", ran.stdout);
}
