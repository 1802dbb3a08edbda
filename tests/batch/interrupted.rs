//! Runs that are killed, stopped, or meet another.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::sheets::rows;
use crate::run::{BUILD_TIME, Ran, Run};

const ROWS: usize = 150;

fn begin(folder: &Path, out: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_edocpack"))
        .args(["build", "d.csv", "--out", out, "--jobs", "1"])
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", BUILD_TIME)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Waits until so many packages are there.
fn until(folder: &Path, packages: usize) {
    let start = Instant::now();
    while fs::read_dir(folder.join("records")).map_or(0, Iterator::count) < packages {
        assert!(start.elapsed() < Duration::from_mins(2), "nothing happens");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn assert_same(ran: &Ran, out: &str, whole: &str) {
    let names = ran.files_in(whole);
    assert_eq!(ran.files_in(out), names);
    for name in names {
        assert!(ran.bytes(&format!("{out}/{name}")) == ran.bytes(&format!("{whole}/{name}")), "{out}/{name}");
    }
}

#[test]
fn killed_at_any_instant_a_run_goes_on_as_if_undisturbed() {
    let mut ran = Run::new(&["build", "d.csv", "--out", "whole"]).file("d.csv", rows(ROWS)).run().code(0);
    for (n, instant) in [0, 1, 40, 111, 149].into_iter().enumerate() {
        let out = format!("o{n}");
        let mut child = begin(ran.root(), &out);
        if instant > 0 {
            until(&ran.path(&out), instant);
        } else {
            std::thread::sleep(Duration::from_millis(30));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // Whole outputs and a journal, and perhaps files that nobody has named yet.
        for name in
            ran.files_in(&out).iter().filter(|name| name.contains('/') && !name.contains(".edocpack-"))
        {
            assert!(ran.bytes(&format!("{out}/{name}")) == ran.bytes(&format!("whole/{name}")), "{name}");
        }
        ran = ran.then(&["build", "d.csv", "--out", &out, "--resume"]).code(0);
        assert_same(&ran, &out, "whole");
    }
}

#[test]
#[cfg(unix)]
fn asked_to_stop_a_run_stops_where_it_can_go_on() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let ran = Run::new(&["build", "d.csv", "--out", "whole"]).file("d.csv", rows(400)).run().code(0);
        let mut child = begin(ran.root(), "o");
        until(&ran.path("o"), 3);
        let asked =
            Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        assert_eq!(child.wait().unwrap().code(), Some(code));
        let made = ran.files_in("o/records").len();
        assert!((3..400).contains(&made), "{made}");
        assert_eq!(ran.files_in("o/pdf").len(), made, "the packages in hand are finished");
        assert!(
            ran.files_in("o").iter().all(|name| !name.contains(".edocpack-")),
            "and nothing is half-written"
        );
        // Without being asked for, nothing goes on.
        let ran = ran.then(&["build", "d.csv", "--out", "o"]).code(2);
        assert!(ran.stderr.contains("--resume"), "{}", ran.stderr);
        let ran = ran.then(&["build", "d.csv", "--out", "o", "--resume"]).code(0);
        assert_same(&ran, "o", "whole");
    }
}

#[test]
fn two_runs_keep_out_of_each_others_folder() {
    let ran = Run::new(&["check", "d.csv"]).file("d.csv", rows(300)).run();
    let mut child = begin(ran.root(), "o");
    until(&ran.path("o"), 2);
    let ran = ran.then(&["build", "d.csv", "--out", "o", "--resume"]).code(2);
    assert!(ran.stderr.contains("otra palaišana") || ran.stderr.contains("cita palaišana"), "{}", ran.stderr);
    child.kill().unwrap();
    child.wait().unwrap();
    ran.then(&["build", "d.csv", "--out", "o", "--resume"]).code(0);
}

#[test]
fn another_input_is_not_mixed_in() {
    let ran = Run::new(&["check", "d.csv"]).file("d.csv", rows(300)).run();
    let mut child = begin(ran.root(), "o");
    until(&ran.path("o"), 2);
    child.kill().unwrap();
    child.wait().unwrap();
    fs::write(ran.path("d.csv"), rows(299)).unwrap();
    let ran = ran.then(&["build", "d.csv", "--out", "o", "--resume"]).code(2);
    assert!(ran.stderr.contains("citi dati"), "{}", ran.stderr);
}
