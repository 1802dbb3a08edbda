//! The house keeps its shape: who may use whom, and whose types stay inside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    unreachable_pub,
    reason = "a test may look around, and fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module, and the modules it may name. ARCHITECTURE.md draws the same.
const MAY_USE: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("values", &["diag"]),
    ("data", &["diag", "values"]),
    ("pdf", &["diag", "values"]),
    ("pki", &["diag", "values"]),
    ("xml", &[]),
    ("dsig", &["diag", "values", "pki", "xml"]),
    ("trust", &["diag", "values", "pki", "xml", "dsig"]),
    ("validate", &["diag", "values", "pki", "xml", "dsig", "trust"]),
    ("asic", &["diag", "values", "pki"]),
    ("output", &["diag", "values"]),
    ("preview", &["diag", "values", "pdf"]),
    ("scan", &["diag", "values", "pdf", "asic"]),
    ("form", &["diag", "values", "data", "pdf"]),
    ("schema", &["diag", "values", "form", "output"]),
    ("rules", &["diag", "values", "data", "form"]),
    ("pipeline", &["diag", "values", "data", "pdf", "pki", "asic", "output", "scan", "form", "rules"]),
    ("batch", &["diag", "values", "data", "asic", "output", "form", "rules", "pipeline"]),
    ("draft", &["diag", "values", "data", "pdf", "form", "rules", "pipeline", "lint"]),
    ("lint", &["diag", "values", "data", "pdf", "form", "rules", "pipeline"]),
    (
        "cli",
        &[
            "diag", "values", "data", "pdf", "pki", "asic", "output", "scan", "form", "rules", "pipeline",
            "batch", "preview", "schema", "lint", "draft", "xml", "dsig", "trust", "validate",
        ],
    ),
];

/// Crates whose types appear in no public signature.
const HIDDEN: &[&str] = &[
    "lopdf",
    "zip",
    "quick_xml",
    "calamine",
    "skrifa",
    "subsetter",
    "csv",
    "phonenumber",
    "der",
    "x509_cert",
    "const_oid",
    "hayro",
    "rsa",
    "p256",
    "p384",
    "p521",
];

#[test]
fn modules_use_only_what_they_may() {
    let mut wrong = Vec::new();
    for (module, allowed) in MAY_USE {
        for file in sources(&source_folder().join(module)) {
            for used in modules_named_in(&code_of(&file)) {
                if used != *module && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{} uses {used}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_has_its_row() {
    let rows: BTreeSet<&str> = MAY_USE.iter().map(|(module, _)| *module).collect();
    for entry in fs::read_dir(source_folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(
            ["main", "lib"].contains(&name.as_str()) || rows.contains(name.as_str()),
            "`{name}` has no row here"
        );
    }
}

#[test]
fn the_page_on_architecture_tells_these_rooms() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (module, allowed) in MAY_USE {
        let rows: Vec<&str> =
            page.lines().filter(|line| line.starts_with(&format!("| `{module}` |"))).collect();
        let [row] = rows.as_slice() else { panic!("`{module}` has {} rows on the page", rows.len()) };
        let told = row.trim_end_matches('|').rsplit('|').next().unwrap().trim();
        let told: BTreeSet<&str> = match told {
            "–" => BTreeSet::new(),
            "all" => MAY_USE.iter().map(|(other, _)| *other).filter(|other| other != module).collect(),
            several => several.split(", ").collect(),
        };
        assert_eq!(told, allowed.iter().copied().collect(), "`{module}` may use others than the page tells");
    }
}

#[test]
fn every_file_that_the_pages_for_developers_name_is_there() {
    let mut gone = Vec::new();
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "docs/dependencies.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let named = text.split('`').skip(1).step_by(2).filter(|code| {
            [
                "src/",
                "tests/",
                "docs/",
                "fixtures/",
                "schemas/",
                "packaging/",
                "benches/",
                "fuzz/",
                ".ci/",
                ".github/",
            ]
            .iter()
            .any(|folder| code.starts_with(folder))
        });
        for path in named.filter(|path| !path.contains(['*', ' ', '…']) && !path.contains("ID")) {
            let file = path.split("::").next().unwrap();
            if !root().join(file).exists() {
                gone.push(format!("{page}: {path}"));
            }
        }
    }
    assert!(gone.is_empty(), "{gone:#?}");
}

#[test]
fn foreign_types_stay_inside() {
    let mut wrong = Vec::new();
    for file in sources(&source_folder()) {
        let code = code_of(&file);
        let names = foreign_names(&code);
        for (number, line) in code.lines().enumerate() {
            let public = line.trim_start().starts_with("pub ");
            let use_line = line.trim_start().starts_with("pub use crate")
                || line.trim_start().starts_with("pub use self");
            let names_one = names.iter().any(|name| words(line).any(|word| word == name))
                || HIDDEN.iter().any(|krate| names_crate(line, krate));
            // What is inside of a tuple struct without `pub` is private.
            let inside =
                line.contains("pub struct") && line.contains('(') && line.matches("pub ").count() == 1;
            if public && !use_line && !inside && names_one {
                wrong.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_cli_prints_or_reads_the_surroundings() {
    let telltale = [
        "println!",
        "print!(",
        "eprintln!",
        "env::var",
        "SystemTime::now",
        "Instant::now",
        "Utc::now",
        "process::exit",
    ];
    let mut wrong = Vec::new();
    for file in sources(&source_folder()) {
        if file.starts_with(source_folder().join("cli")) {
            continue;
        }
        let code = code_of(&file);
        wrong.extend(
            telltale.iter().filter(|t| code.contains(*t)).map(|t| format!("{}: {t}", file.display())),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn source_folder() -> PathBuf {
    root().join("src")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") && !is_test(&path) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A file of tests beside the code: it may look around.
fn is_test(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests")
        || path.parent().is_some_and(|folder| folder.ends_with("tests"))
}

/// The file without comments and without its test module.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn modules_named_in(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0_i32;
            let mut top = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    c if depth == 0 => top.push(c),
                    _ => {}
                }
            }
            found.extend(top.split(',').filter_map(|item| words(item).next().map(str::to_owned)));
        } else {
            found.extend(words(rest).next().map(str::to_owned));
        }
    }
    found
}

/// Names that a file imports from one of the hidden crates.
fn foreign_names(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for statement in code.split(';') {
        let statement = statement.trim_start();
        let Some(path) = statement.strip_prefix("use ") else { continue };
        if HIDDEN.iter().any(|krate| path.starts_with(&format!("{krate}::"))) {
            names.extend(words(path).filter(|w| w.starts_with(char::is_uppercase)).map(str::to_owned));
        }
    }
    names
}

/// Whether a line has a path of this crate, and not of a module whose name ends like it.
fn names_crate(line: &str, krate: &str) -> bool {
    let path = format!("{krate}::");
    line.match_indices(&path).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty())
}

/// Every public type shows what it is for: an example, or a link to a type or function that has one. The words of
/// types with a JSON Schema go into that schema, so that theirs stands with the module.
#[test]
fn every_public_type_has_an_example() {
    let files: Vec<(PathBuf, String)> = sources(&source_folder())
        .into_iter()
        .filter(|file| !file.starts_with(source_folder().join("cli")))
        .map(|file| (file.clone(), fs::read_to_string(file).unwrap()))
        .collect();
    let items: Vec<Item> = files.iter().flat_map(|(file, text)| public_items(file, text)).collect();
    let has_example =
        |item: &Item| item.docs.contains("```") || item.is_shape && module_has_example(&item.file);
    let shown: BTreeSet<&str> =
        items.iter().filter(|item| has_example(item)).map(|item| &*item.name).collect();
    let types: Vec<&Item> = items.iter().filter(|item| !item.is_function).collect();
    assert!(types.len() > 250, "{} types: does the scan still see them?", types.len());
    let linked = |item: &Item| {
        let docs = item.docs.split_whitespace().collect::<Vec<_>>().join(" ");
        let target = docs.split("See [`").nth(1).and_then(|rest| rest.split('`').next());
        target.is_some_and(|path| {
            path.trim_end_matches("()").split("::").any(|name| name != item.name && shown.contains(name))
        })
    };
    let bare: Vec<String> = types
        .iter()
        .filter(|item| !has_example(item) && !linked(item))
        .map(|item| format!("{}: {}", item.file.display(), item.name))
        .collect();
    assert!(bare.is_empty(), "{bare:#?}");
}

/// A public type or function, as it stands in its file. What is `pub` there is public: `unreachable_pub` holds that.
struct Item {
    file: PathBuf,
    name: String,
    docs: String,
    is_function: bool,
    /// Whether its docs are those of a JSON Schema.
    is_shape: bool,
}

fn public_items(file: &Path, text: &str) -> Vec<Item> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    let (mut docs, mut attributes) = (String::new(), String::new());
    for line in code.lines() {
        let is_new = ["pub struct ", "pub enum ", "pub trait ", "pub fn "]
            .into_iter()
            .find_map(|kind| Some((kind, words(line.strip_prefix(kind)?).next()?)));
        if let Some((kind, name)) = is_new {
            found.push(Item {
                file: file.to_owned(),
                name: name.to_owned(),
                docs: std::mem::take(&mut docs),
                is_function: kind == "pub fn ",
                is_shape: attributes.contains("JsonSchema"),
            });
        }
        match line.strip_prefix("///") {
            Some(doc) => docs.push_str(&format!("{doc}\n")),
            // Attributes stand between the words and the item, on one line or on several.
            None if line.starts_with(['#', ' ', ')']) => attributes.push_str(line),
            None => (docs, attributes) = (String::new(), String::new()),
        }
    }
    found
}

/// Whether the module that a file belongs to has an example in its own docs, or the file has one at a function.
fn module_has_example(file: &Path) -> bool {
    let module = fs::read_to_string(file.with_file_name("mod.rs")).unwrap();
    module.lines().any(|line| line.starts_with("//! ```"))
        || fs::read_to_string(file).unwrap().contains("    /// ```")
}
