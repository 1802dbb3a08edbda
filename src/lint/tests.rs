//! Every folder of `fixtures/definitions` but the sound ones has one fault: a mark, `#! CODE`, stands on its line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::*;
use crate::diag::{FindingCode, Severity, catalogue};

/// A file of a definition, a line of it, and the code that is told there.
type Told = (String, Option<u32>, String);

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/definitions");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(all).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The marks of a definition.
fn marked(folder: &Path) -> BTreeSet<Told> {
    let mut marks = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if file.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        for (at, line) in std::fs::read_to_string(&file).unwrap().lines().enumerate() {
            if let Some((_, code)) = line.split_once("#! ") {
                marks.insert((
                    name(&file),
                    u32::try_from(at + 1).ok(),
                    code.trim_end_matches('"').to_owned(),
                ));
            }
        }
    }
    marks
}

fn lint(folder: &Path) -> Lint {
    Lint::of(Form::open(folder), &LintOptions::default()).unwrap()
}

fn told(lint: &Lint) -> BTreeSet<Told> {
    let findings = lint.report().findings().iter().map(|finding| {
        let line = match finding.origin.location {
            FileLocation::Line { line, .. } => Some(line),
            _ => None,
        };
        (name(Path::new(&*finding.origin.file)), line, finding.code.to_string())
    });
    findings.collect()
}

#[test]
fn every_fault_is_told_at_its_line_and_nothing_else_is() {
    let mut wrong = BTreeMap::new();
    let mut broken = 0;
    for folder in folders() {
        let (expected, lint) = (marked(&folder), lint(&folder));
        let is_sound = name(&folder).starts_with("sound");
        assert_eq!(expected.is_empty(), is_sound, "{}", folder.display());
        broken += usize::from(!is_sound);
        if told(&lint) != expected {
            wrong.insert(name(&folder), (expected, told(&lint)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(broken >= 100, "{broken}");
}

#[test]
fn a_fault_is_pointed_at_and_says_what_to_do() {
    for folder in folders() {
        let lint = lint(&folder);
        for finding in lint.report().findings() {
            let picture = lint.excerpt(finding).unwrap_or_default();
            assert!(picture.contains('^'), "{}: {picture}", folder.display());
            for lang in [crate::diag::Lang::Lv, crate::diag::Lang::En] {
                assert!(finding.hint(lang).is_some_and(|hint| !hint.contains('{') || hint.contains(" = ")));
                assert!(!finding.message(lang).contains("{v}"), "{}", finding.message(lang));
            }
        }
    }
}

#[test]
fn there_is_a_broken_definition_for_every_fault_there_is() {
    let tried: BTreeSet<String> =
        folders().iter().flat_map(|folder| marked(folder)).map(|(.., code)| code).collect();
    let untried: Vec<&str> = catalogue::all()
        .map(|entry| entry.code)
        .filter(|code| code.starts_with("F-") && !tried.contains(*code))
        .collect();
    // Of another PDF than the one that was pinned there is a test of its own.
    assert_eq!(untried, ["F-pdf-sha256"]);
}

#[test]
fn another_pdf_than_the_one_that_was_pinned_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/definitions/sound-pdf");
    let own = Sha256Digest::of(Form::open(&folder).unwrap().template().unwrap());
    let against = |pdf_sha256| LintOptions { pdf_sha256: Some(pdf_sha256), ..LintOptions::default() };
    let same = Lint::of(Form::open(&folder), &against(own)).unwrap();
    assert!(same.report().is_empty());
    let other = Lint::of(Form::open(&folder), &against(Sha256Digest::of(b"other"))).unwrap();
    let codes: Vec<&FindingCode> = other.report().findings().iter().map(|finding| &finding.code).collect();
    assert_eq!(codes, [&FindingCode::named("F-pdf-sha256")]);
    assert_eq!(other.report().count(Severity::Error), 1);
}

#[test]
fn the_forms_of_the_repository_are_right() {
    for id in Form::embedded_ids() {
        let lint = Lint::of(Form::embedded(id), &LintOptions::default()).unwrap();
        assert!(told(&lint).is_empty(), "{id}: {:#?}", told(&lint));
    }
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms")).unwrap() {
        let lint = lint(&entry.unwrap().path());
        assert!(told(&lint).is_empty(), "{:#?}", told(&lint));
    }
}
