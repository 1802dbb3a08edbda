//! The instruction's words stand in the definition, letter by letter, and nowhere in the program.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may end")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use edocpack::diag::{Bilingual, Lang};
use edocpack::form::Form;

/// Every definition of the repository, embedded or not.
fn forms() -> impl Iterator<Item = Form> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms");
    let folders = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    folders.filter(|path| path.join("form.toml").is_file()).map(|path| Form::open(&path).unwrap())
}

/// The page that the sentences were taken from, where it lies beside the project.
fn reference() -> Option<String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().find_map(|folder| fs::read_to_string(folder.join("shared/DOMAIN.md")).ok())
}

/// `| S9 | «…» | …` → S9 and what stands in « »; several quotations are joined as the definition joins them.
fn sentences_of(reference: &str) -> BTreeMap<String, String> {
    let rows = reference.lines().filter_map(|line| line.strip_prefix("| S")?.split_once(" | "));
    let mut sentences = BTreeMap::new();
    for (number, rest) in rows.filter(|(number, _)| number.chars().all(|c| c.is_ascii_digit())) {
        let cell = rest.split(" | ").next().unwrap_or_default();
        // A later table of the page speaks about the same sentences without quoting them.
        sentences
            .entry(format!("S{number}"))
            .or_insert_with(|| quotations(cell).collect::<Vec<_>>().join(" … "));
    }
    sentences
}

fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split('«').skip(1).filter_map(|tail| Some(tail.split_once('»')?.0))
}

#[test]
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn sentences_are_those_of_the_instruction_letter_by_letter() {
    let Some(reference) = reference() else {
        println!("skipped: the reference page is not here");
        return;
    };
    let expected = sentences_of(&reference);
    assert_eq!(expected.len(), 25);
    let form = Form::embedded("lv.kase.x509").unwrap();
    let ours: BTreeMap<String, String> =
        form.sentences().iter().map(|sentence| (sentence.id.clone(), sentence.lv.clone())).collect();
    assert_eq!(ours, expected);
}

/// What a form calls its fields and parts, and what its instruction says, is data: the program that knew it would
/// need a change for the next form.
#[test]
fn the_program_knows_no_words_of_a_form() {
    let code = sources().into_iter().map(|path| (path.clone(), code_of(&path))).collect::<Vec<_>>();
    let mut found = Vec::new();
    for form in forms() {
        for word in words_of(&form).filter(|word| word.chars().count() >= 8 && !names_a_kind(word)) {
            let places = code.iter().filter(|(_, code)| code.contains(&word));
            found.extend(places.map(|(path, _)| format!("{}: {word}", path.display())));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The same of the program itself, as `strings` would show it: outside of the definitions that are part of it, no form
/// is known to it.
#[test]
fn the_binary_knows_no_words_of_a_form() {
    let mut bytes = fs::read(env!("CARGO_BIN_EXE_edocpack")).unwrap();
    let embedded = Form::embedded_ids().flat_map(|id| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms").join(id);
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
    });
    let mut taken_out = 0;
    for path in embedded {
        taken_out += usize::from(take_out(&mut bytes, &fs::read(path).unwrap()));
    }
    assert!(taken_out >= 4, "definition, examples, binding and PDF of each form: {taken_out}");
    let text = strings(&bytes);
    assert!(text.contains("kontrolcipars nav pareizs"), "the program's own words are seen");
    let mut found: Vec<String> = forms()
        .flat_map(|form| words_of(&form).collect::<Vec<_>>())
        .filter(|word| word.chars().count() >= 8 && !names_a_kind(word) && text.contains(word.as_str()))
        .collect();
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{found:#?}");
}

/// Blanks out one part of `bytes`; says whether it was there.
fn take_out(bytes: &mut [u8], part: &[u8]) -> bool {
    let Some((head, _)) = part.split_at_checked(64) else { return false };
    // A search by the first bytes, then a comparison of the whole: both are quick.
    let found = bytes.windows(head.len()).position(|w| w[0] == head[0] && w == head);
    match found.filter(|&at| bytes.get(at..at + part.len()) == Some(part)) {
        Some(at) => {
            bytes[at..at + part.len()].fill(0);
            true
        }
        None => false,
    }
}

/// The texts in a file: printable characters, eight or more in a row.
fn strings(bytes: &[u8]) -> String {
    let printable = |c: char| !c.is_control() && c != char::REPLACEMENT_CHARACTER;
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        for run in chunk.valid().split(|c| !printable(c)).filter(|run| run.len() >= 8) {
            text.push_str(run);
            text.push('\n');
        }
    }
    text
}

fn words_of(form: &Form) -> impl Iterator<Item = String> {
    let of_text = |text: &Bilingual| [Lang::Lv, Lang::En].map(|lang| text.of(lang).to_owned());
    let fields = form.fields().iter().flat_map(move |field| {
        let labels = of_text(&field.label).into_iter().chain(field.column.iter().flat_map(of_text));
        labels.chain([field.key.to_string()])
    });
    let sections = form.sections().iter().flat_map(move |section| of_text(&section.title));
    let sentences = form.sentences().iter().flat_map(|sentence| [sentence.lv.clone(), sentence.en.clone()]);
    fields.chain(sections).chain(sentences)
}

/// Labels that are nothing but what every form calls such a value, and so do the messages about it.
fn names_a_kind(word: &str) -> bool {
    const KINDS: [&str; 19] = [
        "E-mail address",
        "E-pasta adrese",
        "Given name",
        "Name, surname",
        "Nosaukums",
        "Paraksts",
        "Parakstītājs",
        "Personal code",
        "Personas kods",
        "Phone number",
        "Pielikumi",
        "Attachments",
        "Accepted",
        "Registration number",
        "Reģistrācijas numurs",
        "Signature",
        "Tālrunis",
        "Tālruņa numurs",
        "attachments",
    ];
    KINDS.contains(&word)
}

fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.sort();
    found
}

/// The file without comments and without its test module.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    // A text that goes on in the next line is one text.
    lines.fold(String::new(), |out, line| match out.strip_suffix('\\') {
        Some(out) => format!("{out}{}", line.trim_start()),
        None => format!("{out}\n{line}"),
    })
}
