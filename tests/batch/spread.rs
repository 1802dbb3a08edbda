//! One run spread over several processes, as the page about bulk runs shows it.

use std::process::Command;

use super::sheets::rows;
use crate::common::run_program;
use crate::run::Run;

const PAGE: &str = include_str!("../../docs/bulk.md");

#[test]
fn the_example_with_gnu_parallel_gives_what_one_run_gives() {
    let Some(version) = run_program("parallel", &["--version"]) else { return };
    assert!(String::from_utf8_lossy(&version.stdout).contains("GNU"), "another parallel");
    let block = PAGE.split("```sh\n").find(|block| block.starts_with("seq ")).unwrap();
    let script = block.split("```").next().unwrap();
    let data = format!("{}Slikta;90000012340;=;=;x;Jānis Ķēniņš;Anna Žagare;67000000\n", rows(13));
    let ran =
        Run::new(&["build", "pieteikumi.csv", "--out", "whole", "--build-time", "2026-11-22T08:00:00Z"])
            .file("pieteikumi.csv", data)
            .run()
            .code(1);
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_edocpack"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let spread =
        Command::new("sh").args(["-c", script]).current_dir(ran.root()).env("PATH", path).output().unwrap();
    // One row is refused: `merge` says so, as the single run does.
    assert_eq!(spread.status.code(), Some(1), "{}", String::from_utf8_lossy(&spread.stderr));
    let names = |folder: &str| -> Vec<String> {
        ran.files_in(folder).into_iter().filter(|name| !name.ends_with(".lock")).collect()
    };
    assert_eq!(names("gatavie"), names("whole"));
    for name in names("whole") {
        assert!(ran.bytes(&format!("gatavie/{name}")) == ran.bytes(&format!("whole/{name}")), "{name}");
    }
}

#[test]
fn a_missing_shard_is_named() {
    let ran =
        Run::new(&["build", "d.csv", "--out", "o", "--shard", "1/2"]).file("d.csv", rows(4)).run().code(0);
    assert_eq!(ran.files_in("o/pdf").len(), 2);
    let ran = ran.then(&["merge", "o"]).code(2);
    assert!(ran.stderr.contains("2/2"), "{}", ran.stderr);
    Run::new(&["build", "d.csv", "--shard", "3/2"]).file("d.csv", rows(1)).run().code(2);
}
