//! A command to run in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The time that is stamped on everything: 22.11.2026. 08:00 UTC.
pub const BUILD_TIME: &str = "1795334400";

/// Personal codes that stand in fixtures and tests. Where they come out again, they are masked.
const CODES: [&str; 14] = [
    "010101-00000",
    "01010100000",
    "010101-00019",
    "01010100019",
    "010101-00001",
    "01010100001",
    "020345-01110",
    "02034501110",
    "320000-00001",
    "32000000001",
    "290200-00003",
    "29020000003",
    "1010100000",
    "290200-20050",
];

/// Runs `edocpack` in a fresh folder, with a fixed build time and no environment that changes it. Whatever it says or
/// writes is searched for personal codes.
pub struct Run {
    folder: Folder,
    args: Vec<String>,
    environment: Vec<(String, String)>,
    under: Vec<String>,
    may_show_codes: bool,
}

/// What it did.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    folder: Folder,
}

enum Folder {
    Gone(tempfile::TempDir),
    Kept(PathBuf),
}

impl Folder {
    fn path(&self) -> &Path {
        match self {
            Self::Gone(folder) => folder.path(),
            Self::Kept(path) => path,
        }
    }
}

impl Run {
    pub fn new(args: &[&str]) -> Self {
        Self::within(Folder::Gone(tempfile::tempdir().unwrap()), args)
    }

    /// In a folder of this name that outlives the test, for what several tests look at.
    pub fn kept(name: &str, args: &[&str]) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command").join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self::within(Folder::Kept(path), args)
    }

    fn within(folder: Folder, args: &[&str]) -> Self {
        let args = args.iter().map(ToString::to_string).collect();
        Self { folder, args, environment: Vec::new(), under: Vec::new(), may_show_codes: false }
    }

    /// Writes a file into the folder first.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Makes a folder in the folder first.
    pub fn folder(self, name: &str) -> Self {
        fs::create_dir_all(self.folder.path().join(name)).unwrap();
        self
    }

    /// Copies a fixture of the repository into the folder first.
    pub fn fixture(self, path: &str) -> Self {
        let name = Path::new(path).file_name().unwrap().to_str().unwrap();
        let bytes = fixture(path);
        self.file(name, bytes)
    }

    /// Does something else with the folder first.
    #[cfg_attr(not(unix), allow(dead_code, reason = "what it prepares only Unix has"))]
    pub fn prepare(self, work: impl FnOnce(&Path)) -> Self {
        work(self.folder.path());
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Runs it below another program: `["sh", "-c", "ulimit -f 20; exec \"$@\"", "sh"]`.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only Unix has these programs"))]
    pub fn under(mut self, program: &[&str]) -> Self {
        self.under = program.iter().map(ToString::to_string).collect();
        self
    }

    /// For what exists to show values: an export, an empty sheet with its example.
    pub fn may_show_codes(mut self) -> Self {
        self.may_show_codes = true;
        self
    }

    /// Other arguments than those it was made with.
    pub fn args(mut self, args: &[&str]) -> Self {
        self.args = args.iter().map(ToString::to_string).collect();
        self
    }

    /// The files of the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(self.folder.path(), self.folder.path(), &mut found);
        found.sort();
        found
    }

    /// Takes files away again.
    pub fn without(self, names: &[String]) -> Self {
        for name in names {
            fs::remove_file(self.folder.path().join(name)).unwrap();
        }
        self
    }

    pub fn run(self) -> Ran {
        let output = self.output();
        let ran = Ran {
            code: output.status.code().unwrap_or_else(|| panic!("ended by a signal: {:?}", output.status)),
            stdout: said(output.stdout),
            stderr: said(output.stderr),
            folder: self.folder,
        };
        if !self.may_show_codes {
            ran.shows_no_codes();
        }
        ran
    }

    fn output(&self) -> Output {
        let program = env!("CARGO_BIN_EXE_edocpack");
        let mut command = match self.under.split_first() {
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(program);
                command
            }
            None => Command::new(program),
        };
        for name in ["EDOCPACK_LANG", "COLUMNS"] {
            command.env_remove(name);
        }
        command
            .args(&self.args)
            .current_dir(self.folder.path())
            .env("SOURCE_DATE_EPOCH", BUILD_TIME)
            // Nobody's own configuration.
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .env("APPDATA", self.folder.path().join("config"))
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }
}

impl Ran {
    /// Runs again in the same folder.
    pub fn then(self, args: &[&str]) -> Self {
        self.again(args).run()
    }

    /// The next run in the same folder.
    pub fn again(self, args: &[&str]) -> Run {
        Run::within(self.folder, args)
    }

    /// Asserts the exit code, showing what was said where it is another.
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Asserts all that was said on standard output.
    pub fn says(self, text: &str) -> Self {
        assert_eq!(self.stdout, text, "stderr:\n{}", self.stderr);
        self
    }

    /// Asserts that the command could not run (exit code 2), saying just this on standard error.
    pub fn fails(self, text: &str) -> Self {
        assert_eq!((self.code, &*self.stdout, &*self.stderr), (2, "", text));
        self
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    /// Standard output as one JSON value.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}: {}", self.stdout))
    }

    /// A file as JSON.
    pub fn json_in(&self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// All files below the folder, sorted.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(self.root(), self.root(), &mut found);
        found.sort();
        found
    }

    /// The files below a folder in the folder, sorted, by their names there.
    pub fn files_in(&self, folder: &str) -> Vec<String> {
        let start = format!("{folder}/");
        self.files().iter().filter_map(|name| name.strip_prefix(&start).map(str::to_owned)).collect()
    }

    /// The only file below a folder whose name ends like this.
    pub fn only(&self, folder: &str, end: &str) -> String {
        let found: Vec<String> =
            self.files_in(folder).into_iter().filter(|name| name.ends_with(end)).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        format!("{folder}/{}", found[0])
    }

    fn shows_no_codes(&self) {
        let look = |place: &str, text: &str| {
            // A hint shows how a code is written.
            let text = text.replace("piemēram, 010101-00000", "").replace("for example 010101-00000", "");
            for code in CODES {
                assert!(!text.contains(code), "{place} shows {code}");
            }
        };
        look("standard output", &self.stdout);
        look("standard error", &self.stderr);
        for name in self.files() {
            look("a file name", &name);
            let written = ["html", "json", "csv"].iter().any(|end| name.ends_with(end));
            if written
                && (name.contains("records/") || name.contains("report.") || name.contains("lapa.html"))
            {
                look(&name, &self.text(&name));
            }
        }
    }
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            walk(root, &entry.path(), found);
        } else {
            let path = entry.path();
            found.push(with_slashes(path.strip_prefix(root).unwrap().to_str().unwrap()));
        }
    }
}

/// What a program said, with slashes. In JSON a `\` is something else.
fn said(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).unwrap();
    if text.starts_with(['{', '[']) { text } else { with_slashes(&text) }
}

/// A path as it is written elsewhere than on Windows.
pub fn with_slashes(text: &str) -> String {
    text.replace(std::path::MAIN_SEPARATOR, "/")
}

/// The bytes of a file of the repository.
pub fn fixture(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The codes of the findings in a JSON value, in order.
pub fn codes(findings: &Value) -> Vec<String> {
    let findings = findings.as_array().expect("a list of findings");
    findings.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    edocpack::values::Sha256Digest::of(bytes).to_string()
}
