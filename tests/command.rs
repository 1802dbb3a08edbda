//! The command as a person runs it: exact output, exit codes, files.

mod command {
    pub mod run;
    mod signed;
}
