//! Other programs that judge what the command made.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What another program said, and whether it was content.
pub struct Said {
    pub content: bool,
    pub text: String,
}

/// Asks a program. `None`, and a word about it, where it is not installed; where `CI` is `true` it must be.
pub fn ask(program: &str, args: &[&str]) -> Option<Said> {
    match Command::new(program).args(args).output() {
        Ok(output) => {
            let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
            text.push_str(&String::from_utf8_lossy(&output.stderr));
            Some(Said { content: output.status.success(), text })
        }
        Err(error) => {
            missing(program, &error.to_string());
            None
        }
    }
}

/// Runs a script with the judges' Python (`tests/tools.sh` makes it), and gives what it prints.
pub fn python(script: &str, args: &[&str]) -> Option<String> {
    let python = judges();
    if !python.is_file() {
        missing("pdfium", "tests/tools.sh installs it");
        return None;
    }
    let said = ask(python.to_str().unwrap(), &[&["-c", script], args].concat())?;
    assert!(said.content, "{}", said.text);
    Some(said.text)
}

fn judges() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/judges/bin/python")
}

fn missing(program: &str, why: &str) {
    assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "{program}: {why}");
    println!("skipped: {program} is not installed");
}
