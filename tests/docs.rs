//! The pages under `docs` and beside it: no link leads nowhere, and what is made from the program is as it is.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test may end, and look at its environment"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use edocpack::diag::{Severity, catalogue};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page of the repository.
fn pages() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with('.') || ["target", "node_modules", "dist", "out"].contains(&name) {
                continue;
            }
            if path.is_dir() {
                walk(&path, found);
            } else if name.ends_with(".md") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(root(), &mut found);
    found.sort();
    found
}

/// The text without code: what stands in fences and backticks is no link.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut in_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if !in_code {
            let parts: Vec<&str> = line.split('`').collect();
            let kept: Vec<&str> = parts.iter().step_by(2).copied().collect();
            out.push_str(&kept.join("…"));
            out.push('\n');
        }
    }
    out
}

/// The targets of `[words](target)` and `src="target"`.
fn targets(text: &str) -> Vec<String> {
    let links = text.split("](").skip(1).filter_map(|tail| Some(tail.split_once(')')?.0));
    let pictures = text.split("src=\"").skip(1).filter_map(|tail| Some(tail.split_once('"')?.0));
    links
        .chain(pictures)
        .map(|target| target.split_whitespace().next().unwrap_or_default().to_owned())
        .collect()
}

/// What a heading is called in a link, by GitHub's rule: small letters, figures, `-` and `_`; spaces become `-`.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut in_code = false;
    let mut found = BTreeSet::new();
    for line in text.lines() {
        in_code ^= line.trim_start().starts_with("```");
        let Some(heading) = line.strip_prefix('#').filter(|_| !in_code) else { continue };
        found.insert(anchor(heading.trim_start_matches('#')));
    }
    found
}

fn anchor(heading: &str) -> String {
    let letters = heading.trim().to_lowercase();
    let letters = letters.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    letters.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn no_link_is_dead() {
    let mut dead = Vec::new();
    let pages = pages();
    assert!(pages.len() > 15);
    for page in &pages {
        let text = fs::read_to_string(page).unwrap();
        for target in targets(&prose(&text)) {
            if target.starts_with("http://")
                || target.starts_with("https://")
                || target.starts_with("mailto:")
            {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let there = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            let is_page = there.extension().is_some_and(|e| e == "md");
            let found = there.exists()
                && (anchor.is_empty()
                    || !is_page
                    || anchors(&fs::read_to_string(&there).unwrap()).contains(anchor));
            if !found {
                dead.push(format!("{}: {target}", page.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn every_page_under_docs_is_reached_from_a_readme() {
    let readmes = ["README.md", "README.lv.md", "docs/README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
    let linked: String =
        readmes.iter().filter_map(|name| fs::read_to_string(root().join(name)).ok()).collect();
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".md") && name != "README.md" {
            assert!(linked.contains(&name), "no page leads to docs/{name}");
        }
    }
}

#[test]
fn the_page_of_the_record_names_all_its_keys() {
    let read = |path| fs::read_to_string(root().join(path)).unwrap();
    let schema: serde_json::Value =
        serde_json::from_str(&read("schemas/package-record.schema.json")).unwrap();
    let keys: BTreeSet<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let page = read("docs/package-record.md");
    let named: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('|'))
        .flat_map(|(keys, _)| keys.split(['`', ',', ' ']))
        .filter(|key| !key.is_empty())
        .collect();
    assert_eq!(named, keys);
}

/// `EDOCPACK_BLESS=1 cargo test --test docs` writes it anew.
#[test]
fn the_page_of_findings_is_that_of_the_catalogue() {
    let path = root().join("docs/findings.md");
    let made = findings();
    if std::env::var("EDOCPACK_BLESS").is_ok() {
        fs::write(&path, &made).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(there == made, "docs/findings.md is stale: run `EDOCPACK_BLESS=1 cargo test --test docs`");
}

const HEAD: &str = "\
# Findings

<!-- Made from src/diag/catalogue by `EDOCPACK_BLESS=1 cargo test --test docs`; do not edit. -->

Every finding that is not of a form's own rules. `edocpack explain CODE` prints the same with the sentence of the instruction;
`edocpack form show FORM` lists the rules of a form, which are data of its definition and not here.

A code that begins with `*` is put under the rule of the field it is found in: `*-check` in a field of rule S5 is `S5-check`. `…` stands
for a value. A form may have words of its own for any of these (`[[wording]]` of [form.toml](form-toml.md)), and a finding may rest on its
instruction; then it weighs the same, and nobody can accept it.

*error* refuses, *warning* does with `--deny-warnings`, *note* never does. What can be accepted is accepted with `--accept CODE`, on the record.
";

/// Families by the beginning of their codes, in the order of the page.
const FAMILIES: [(&str, &str); 9] = [
    ("*-", "Values of fields"),
    ("T-", "Data, columns, choices and the document as a whole"),
    ("D-", "Data files"),
    ("P-", "PDF files"),
    ("F-", "Form definitions"),
    ("X-", "Scans"),
    ("C-", "Containers"),
    ("E-", "Electronic signatures"),
    ("", "Others"),
];

fn findings() -> String {
    let mut left: Vec<&catalogue::CatalogueEntry> = catalogue::all().collect();
    left.sort_by_key(|entry| entry.code);
    let (mut contents, mut page) = (String::new(), String::new());
    // A long text that several share is written at the first of them.
    let mut explained: BTreeMap<&str, &str> = BTreeMap::new();
    for (start, title) in FAMILIES {
        let (of_family, others): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|entry| entry.code.starts_with(start));
        left = others;
        if of_family.is_empty() {
            continue;
        }
        let _ = writeln!(contents, "- [{title}](#{}): {}", anchor(title), of_family.len());
        let _ = write!(page, "\n## {title}\n");
        for entry in of_family {
            let weight = match entry.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                _ => "note",
            };
            let accept = if entry.severity == Severity::Error && entry.provenance.can_be_accepted() {
                " · can be accepted"
            } else {
                ""
            };
            let _ = write!(page, "\n### {}\n\n{weight}{accept}\n", entry.code);
            let (_, explain) = entry.explain;
            let first = *explained.entry(explain).or_insert(entry.code);
            let texts = if first == entry.code || explain.is_empty() {
                &[entry.message, entry.hint, entry.explain][..]
            } else {
                &[entry.message, entry.hint]
            };
            for (lv, en) in texts.iter().filter(|(_, en)| !en.is_empty()) {
                let _ = write!(page, "\n{}\\\n*{}*\n", plain(en), plain(lv));
            }
            if first != entry.code && !explain.is_empty() {
                let _ = write!(page, "\nMore: [{}](#{})\n", plain(first), anchor(first));
            }
        }
    }
    format!("{HEAD}\n{contents}{page}")
}

/// The text of a finding as Markdown: names of values as `…`, and no sign that means something there.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push('…');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace('\n', " ").replace('*', "\\*").replace('<', "&lt;").replace('_', "\\_").replace('|', "\\|")
}

#[test]
fn every_dependency_is_argued_for() {
    let page = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).collect();
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let targets = manifest["target"].as_table().unwrap().values().filter_map(toml::Value::as_table);
    let manifests: Vec<&toml::Table> = targets.chain([&manifest]).collect();
    let mut direct = BTreeSet::new();
    for (key, for_tests) in [("dependencies", false), ("dev-dependencies", true)] {
        let tables = manifests.iter().filter_map(|table| table.get(key)?.as_table());
        for name in tables.flat_map(toml::Table::keys) {
            direct.insert(name.as_str());
            let is_its_own = |row: &&&str| {
                let first = row.split(" | ").next().unwrap();
                row.starts_with("| tests:") == for_tests && first.contains(&format!("`{name}`"))
            };
            assert_eq!(rows.iter().filter(is_its_own).count(), 1, "`{name}` has one row on the page");
        }
    }
    for row in rows {
        let first = row.split(" | ").next().unwrap();
        let named = first.split('`').skip(1).step_by(2).filter(|name| *name != "preview");
        let gone: Vec<&str> = named.filter(|name| !direct.contains(name)).collect();
        assert!(gone.is_empty(), "{gone:?} are no direct dependencies any more");
    }
}
