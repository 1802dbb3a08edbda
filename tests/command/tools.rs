//! Other programs that judge what the command made.

use crate::common::{python_of, run_program};

/// What another program said, and whether it was content.
pub struct Said {
    pub content: bool,
    pub text: String,
}

/// Asks a program; `None` where it is not installed.
pub fn ask(program: &str, args: &[&str]) -> Option<Said> {
    let output = run_program(program, args)?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Some(Said { content: output.status.success(), text })
}

/// Runs a script with the judges' Python (`tests/tools.sh` makes it), and gives what it prints.
pub fn python(script: &str, args: &[&str]) -> Option<String> {
    let python = python_of("judges", "pdfium")?;
    let said = ask(python.to_str().unwrap(), &[&["-c", script], args].concat())?;
    assert!(said.content, "{}", said.text);
    Some(said.text)
}
