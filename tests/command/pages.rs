//! What the pages tell a reader to type, typed: the lines of each `console` block, in their order, in a folder with the
//! files that the page speaks of.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::run::BUILD_TIME;

const SHEET: &str = "fixtures/data/pieteikumi.csv";
const DATA: &str = "fixtures/data/pieteikums.json";
const FILLED: &str = "fixtures/filled/pypdf-good.pdf";
const OTHER: &str = "fixtures/forms/other-make.pdf";
const BINDING: &str = "fixtures/forms/other-make.binding.toml";

/// Nothing is signed in the folders of these tests.
const UNSIGNED: (&str, i32) = ("edocpack status", 1);

/// A page; the files that are there before its first line; the lines that end with another code than 0, by how they
/// begin.
struct Page {
    path: &'static str,
    files: &'static [(&'static str, &'static str)],
    otherwise: &'static [(&'static str, i32)],
}

const PAGES: [Page; 8] = [
    Page {
        path: "README.md",
        files: &[
            ("pieteikumi.csv", SHEET),
            ("aizpildits.pdf", FILLED),
            ("veidlapa.pdf", OTHER),
            ("parakstitie/viens.pdf", FILLED),
        ],
        otherwise: &[UNSIGNED],
    },
    Page {
        path: "README.lv.md",
        files: &[
            ("pieteikumi.csv", SHEET),
            ("aizpildits.pdf", FILLED),
            ("veidlapa.pdf", OTHER),
            ("parakstitie/viens.pdf", FILLED),
        ],
        otherwise: &[UNSIGNED],
    },
    Page { path: "schemas/README.md", files: &[("my-form", "schemas/forms/us.dol.osha301")], otherwise: &[] },
    Page {
        path: "docs/bulk.md",
        files: &[("pieteikumi.csv", SHEET), ("pieteikumi.xlsx", "fixtures/data/xlsx/cetrdesmit.xlsx")],
        // Three of its rows are wrong, and nobody mends them here.
        otherwise: &[("edocpack build pieteikumi.xlsx", 1), ("edocpack build gatavie/refused.xlsx", 1)],
    },
    Page {
        path: "docs/ci.md",
        files: &[
            ("data/a.json", DATA),
            ("applications.csv", SHEET),
            ("official.pdf", OTHER),
            ("official.binding.toml", BINDING),
        ],
        otherwise: &[],
    },
    Page {
        path: "docs/lietvedim.md",
        files: &[("veidlapa.pdf", OTHER), ("parakstitie/viens.pdf", FILLED)],
        otherwise: &[UNSIGNED],
    },
    Page {
        path: "docs/own-form.md",
        files: &[("form.pdf", "fixtures/forms/unseen.pdf"), ("new.pdf", "fixtures/forms/unseen.pdf")],
        otherwise: &[],
    },
    Page {
        path: "docs/package-record.md",
        files: &[("pieteikumi.csv", SHEET), ("parakstitie/viens.pdf", FILLED)],
        otherwise: &[UNSIGNED],
    },
];

#[test]
fn what_the_pages_tell_to_type_works() {
    let mut wrong = Vec::new();
    for page in &PAGES {
        let folder = tempfile::tempdir().unwrap();
        for (name, from) in page.files {
            put(&folder.path().join(name), &root().join(from));
        }
        let text = fs::read_to_string(root().join(page.path)).unwrap();
        let lines = console_lines(&text);
        assert!(!lines.is_empty(), "{} tells nothing to type", page.path);
        for line in lines {
            let expected =
                page.otherwise.iter().find(|(start, _)| line.starts_with(start)).map_or(0, |(_, code)| *code);
            let output = in_shell(folder.path(), &line);
            if line.starts_with("edocpack form template ") {
                fill_in(folder.path());
            }
            if output.status.code() != Some(expected) {
                wrong.push(format!(
                    "{}: {line}\n{:?}, not {expected}\n{}{}",
                    page.path,
                    output.status.code(),
                    String::from_utf8_lossy(&output.stdout),
                    String::from_utf8_lossy(&output.stderr)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn no_page_with_commands_is_left_out() {
    let mut pages: Vec<String> =
        ["README.md", "README.lv.md", "schemas/README.md", "CONTRIBUTING.md", "SECURITY.md"]
            .map(str::to_owned)
            .to_vec();
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        pages.push(format!("docs/{}", entry.unwrap().file_name().into_string().unwrap()));
    }
    pages.retain(|page| Path::new(page).extension().is_some_and(|end| end == "md"));
    for page in pages {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        let known = PAGES.iter().any(|known| known.path == page);
        assert!(known || console_lines(&text).is_empty(), "nobody types what {page} tells to");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a person does with an empty sheet: the example goes, own data come.
fn fill_in(folder: &Path) {
    let sheet = folder.join("pieteikumi.xlsx");
    if sheet.exists() {
        put(&sheet, &root().join("fixtures/data/xlsx/pieteikumi.xlsx"));
    }
    let own_form = folder.join("data.csv");
    if own_form.exists() {
        let own = fs::read_to_string(&own_form).unwrap().replace("Anna Ozola", "Ilze Ozola");
        fs::write(own_form, own).unwrap();
    }
}

/// A file, or all files of a folder.
fn put(to: &Path, from: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            put(&to.join(path.file_name().unwrap()), &path);
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}

/// The lines of `console` blocks that call the program, without the prompt.
fn console_lines(text: &str) -> Vec<String> {
    let mut in_console = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            in_console = language == "console";
        } else if in_console {
            let line = line.trim_start().trim_start_matches("$ ");
            lines.extend(Some(line.to_owned()).filter(|line| line.starts_with("edocpack ")));
        }
    }
    lines
}

fn in_shell(folder: &Path, line: &str) -> std::process::Output {
    let programs = folder.join(".programs");
    if !programs.exists() {
        fs::create_dir(&programs).unwrap();
        symlink(env!("CARGO_BIN_EXE_edocpack"), programs.join("edocpack")).unwrap();
    }
    let path: Vec<PathBuf> = std::iter::once(programs)
        .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()))
        .collect();
    Command::new("bash")
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(path).unwrap())
        .env("SOURCE_DATE_EPOCH", BUILD_TIME)
        .env_remove("EDOCPACK_LANG")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}
