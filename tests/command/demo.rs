//! `make demo`: what it makes, and what it never takes away.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::common::installed;

/// A folder in which `cargo` does nothing, and the program under test stands as if built for release.
fn place() -> TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir_all(place.path().join("built/release")).unwrap();
    symlink(env!("CARGO_BIN_EXE_edocpack"), place.path().join("built/release/edocpack")).unwrap();
    fs::create_dir(place.path().join("bin")).unwrap();
    symlink("/bin/true", place.path().join("bin/cargo")).unwrap();
    place
}

/// Runs `make demo`; none where there is no `make`.
fn demo(place: &Path, args: &[&str], environment: &[(&str, &Path)]) -> Option<Output> {
    let path = format!("{}:{}", place.join("bin").display(), std::env::var("PATH").unwrap());
    let output = Command::new("make")
        .args(["-C", env!("CARGO_MANIFEST_DIR"), "demo"])
        .args(args)
        .env("PATH", path)
        .env("CARGO_TARGET_DIR", place.join("built"))
        .env_remove("OUT")
        .env_remove("MAKEFLAGS")
        .envs(environment.iter().copied())
        .output();
    installed("make", output)
}

#[test]
fn a_folder_named_by_the_environment_is_never_taken_away() {
    let place = place();
    let out = place.path().join("mans");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("darbs.txt"), "mans").unwrap();
    for args in [&[][..], &["-e"]] {
        let Some(ran) = demo(place.path(), args, &[("OUT", &out)]) else { return };
        assert!(!ran.status.success());
        assert_eq!(fs::read_to_string(out.join("darbs.txt")).unwrap(), "mans");
    }
    // Not even one that an earlier demo made there.
    let out = place.path().join("jauns");
    let Some(ran) = demo(place.path(), &[], &[("OUT", &out)]) else { return };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    fs::write(out.join("darbs.txt"), "mans").unwrap();
    assert!(!demo(place.path(), &[], &[("OUT", &out)]).unwrap().status.success());
    assert_eq!(fs::read_to_string(out.join("darbs.txt")).unwrap(), "mans");
}

#[test]
fn a_folder_that_the_demo_did_not_make_is_never_taken_away() {
    let place = place();
    let out = place.path().join("mans");
    fs::create_dir(&out).unwrap();
    fs::write(out.join(".edocpack.journal"), "mans").unwrap();
    let named = format!("OUT={}", out.display());
    let Some(ran) = demo(place.path(), &[&named], &[]) else { return };
    assert!(!ran.status.success());
    assert!(String::from_utf8_lossy(&ran.stderr).contains("is there already"));
    assert_eq!(fs::read_to_string(out.join(".edocpack.journal")).unwrap(), "mans");
}

#[test]
fn its_own_folder_is_made_anew() {
    let place = place();
    let out = place.path().join("demo 1");
    let named = format!("OUT={}", out.display());
    for _ in 0..2 {
        let Some(ran) = demo(place.path(), &[&named], &[]) else { return };
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        assert_eq!(fs::read_dir(out.join("pdf")).unwrap().count(), 4);
        fs::write(out.join("pdf/vecs.pdf"), "").unwrap();
    }
}
