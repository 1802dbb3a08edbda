//! A command to run in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs `edocpack` in a fresh folder, with a fixed build time and no environment that changes it.
pub struct Run {
    folder: tempfile::TempDir,
    args: Vec<String>,
}

/// What it did.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    folder: tempfile::TempDir,
}

impl Run {
    pub fn new(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, args: args.iter().map(ToString::to_string).collect() }
    }

    /// Writes a file into the folder first.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// Copies a fixture of the repository into the folder first.
    pub fn fixture(self, path: &str) -> Self {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let name = from.file_name().unwrap().to_str().unwrap().to_owned();
        let bytes = std::fs::read(&from).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
        self.file(&name, bytes)
    }

    /// Other arguments than those it was made with.
    pub fn args(mut self, args: &[&str]) -> Self {
        self.args = args.iter().map(ToString::to_string).collect();
        self
    }

    /// The files of the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        files_below(self.folder.path())
    }

    /// Takes files away again.
    pub fn without(self, names: &[String]) -> Self {
        for name in names {
            std::fs::remove_file(self.folder.path().join(name)).unwrap();
        }
        self
    }

    pub fn run(self) -> Ran {
        let output = edocpack(self.folder.path(), &self.args);
        Ran {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            folder: self.folder,
        }
    }
}

impl Ran {
    /// Runs again in the same folder.
    pub fn then(self, args: &[&str]) -> Self {
        Run { folder: self.folder, args: args.iter().map(ToString::to_string).collect() }.run()
    }

    /// Asserts the exit code, showing what was said where it is another.
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// All files below the folder, sorted.
    pub fn files(&self) -> Vec<String> {
        files_below(self.folder.path())
    }
}

fn files_below(root: &Path) -> Vec<String> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                found.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let mut found = Vec::new();
    walk(root, root, &mut found);
    found.sort();
    found
}

fn edocpack(folder: &Path, args: &[String]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edocpack"))
        .args(args)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1795334400")
        .env_remove("EDOCPACK_LANG")
        .output()
        .unwrap()
}
