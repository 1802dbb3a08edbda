//! Large files take time, and no memory.

use std::path::Path;
use std::process::Command;

/// More than the address space that the program is given.
const LARGE: u64 = 256 << 20;
const MEMORY_KB: u64 = 128 << 10;

/// Runs the program within [`MEMORY_KB`] of address space; `None` where a shell cannot see to that.
fn within(folder: &Path, args: &[&str]) -> Option<(Option<i32>, String)> {
    let command = format!("ulimit -v {MEMORY_KB} && exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).arg(env!("CARGO_BIN_EXE_edocpack")).args(args).args(["--lang", "en"]);
    let output = shell.current_dir(folder).output().ok()?;
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (!said.contains("ulimit")).then_some((output.status.code(), said))
}

#[test]
fn a_large_document_goes_in_and_out_in_little_memory() {
    if !cfg!(target_os = "linux") {
        println!("skipped: the limit of address space is that of Linux");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::File::create(folder.join("liels.bin")).unwrap().set_len(LARGE).unwrap();
    let digest = "a6d72ac7690f53be6ae46ba88506bd97302a093f7108472bd9efc3cefda06484";

    let Some((code, said)) = within(folder, &["pack", "liels.bin", "-o", "x.edoc"]) else {
        println!("skipped: there is no `ulimit -v`");
        return;
    };
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = within(folder, &["inspect", "x.edoc"]).unwrap();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains(digest), "{said}");
    let (code, said) = within(folder, &["check", "x.edoc"]).unwrap();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("C-unsigned") && said.contains("S16"), "{said}");
    let (code, said) = within(folder, &["extract", "x.edoc", "-o", "out"]).unwrap();
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(std::fs::metadata(folder.join("out/liels.bin")).unwrap().len(), LARGE);
}
