//! The committed files of `fixtures/scans`, and files broken at random.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::diag::Lang;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/scans").join(name)
}

fn verdicts(name: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder(name)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let look = classify(&fs::read(&path).unwrap(), &name, &ScanBudget::default());
        // The worst page, and the reason of the file as a whole.
        let gravest = look.pages.iter().max_by_key(|page| page.verdict);
        let page = gravest.map(|page| format!(" {:?}", page.reason)).unwrap_or_default();
        let file = look.reason.as_ref().map(|reason| format!(" {reason:?}")).unwrap_or_default();
        let file = file.split(" {").next().unwrap_or_default();
        found.insert(name, format!("{:?}{page}{file}", look.verdict));
    }
    found
}

/// No file is digital, and each has the verdict of the list.
fn assert_verdicts(folder: &str) {
    let found = verdicts(folder);
    let digital = found.iter().filter(|(_, verdict)| verdict.starts_with("Digital"));
    assert_eq!(digital.collect::<Vec<_>>(), [], "in {folder}");
    assert_list(folder, &found);
}

/// Each has the verdict of the folder's list (one name and verdict a line); `EDOCPACK_BLESS=1` writes the list.
fn assert_list(name: &str, found: &BTreeMap<String, String>) {
    let list = folder(&format!("{name}.txt"));
    let found: String = found.iter().map(|(name, verdict)| format!("{name}: {verdict}\n")).collect();
    if std::env::var_os("EDOCPACK_BLESS").is_some() {
        fs::write(&list, &found).unwrap();
    }
    let expected = fs::read_to_string(&list).unwrap();
    let (found, expected): (Vec<_>, Vec<_>) = (found.lines().collect(), expected.lines().collect());
    let new: Vec<_> = found.iter().filter(|line| !expected.contains(line)).collect();
    let gone: Vec<_> = expected.iter().filter(|line| !found.contains(line)).collect();
    assert!(new.is_empty() && gone.is_empty(), "{}\nnew {new:#?}\ngone {gone:#?}", list.display());
}

#[test]
fn no_scan_passes_for_a_document() {
    assert_verdicts("adversaries");
}

#[test]
fn hostile_files_are_bounded_and_never_digital() {
    assert_verdicts("hostile");
}

#[test]
fn honest_documents_pass() {
    for (name, verdict) in verdicts("honest/pdf") {
        assert!(verdict.starts_with("Digital"), "{name}: {verdict}");
    }
}

fn words(path: &str, lang: Lang) -> Vec<String> {
    let bytes = fs::read(folder(path)).unwrap();
    let name = path.rsplit('/').next().unwrap();
    let report = classify(&bytes, name, &ScanBudget::default()).report();
    let line = |finding: &crate::diag::Finding| {
        format!(
            "{} {} {}: {}",
            finding.origin.file,
            finding.code,
            finding.severity_name(),
            finding.message(lang)
        )
    };
    report.findings().iter().map(line).collect()
}

trait SeverityName {
    fn severity_name(&self) -> &'static str;
}

impl SeverityName for crate::diag::Finding {
    fn severity_name(&self) -> &'static str {
        if self.refuses() { "refuses" } else { "warns" }
    }
}

#[test]
fn findings_name_page_evidence_and_remedy() {
    assert_eq!(
        words("adversaries/text-invisible-mode.pdf", Lang::Lv),
        [
            "text-invisible-mode.pdf X-page-image refuses: 1. lappuse: viens 80 dpi attēls sedz 100 % lapas; ir 2859 neredzamas zīmes."
        ]
    );
    assert_eq!(
        words("adversaries/white-gray.pdf", Lang::En),
        [
            "white-gray.pdf X-page-doubtful-text warns: Page 1: one 80 dpi image covers 100 % of the page; 678 characters \
          cannot be seen; 2181 characters may or may not be seen. Whether the text over the image can be seen cannot be told."
        ]
    );
    assert_eq!(
        words("adversaries/attached-to-attachment.pdf", Lang::En),
        [
            "attached-to-attachment.pdf › pielikums.pdf › vestule.pdf X-page-image refuses: Page 1: one 80 dpi image covers 100 % of the page."
        ]
    );
    assert_eq!(
        words("adversaries/picture.jpg", Lang::Lv),
        ["picture.jpg X-file-image refuses: Datne ir attēls (JPEG, 467 × 661), nevis dokuments."]
    );
    assert_eq!(
        words("hostile/content-bomb.pdf", Lang::En),
        [
            "content-bomb.pdf X-page-not-whole warns: Page 1 cannot be checked to its end (too much content when expanded)."
        ]
    );
    let hint = "Pievienojiet datni, kā to eksportējusi programma, nevis skenu.";
    let report =
        classify(&fs::read(folder("adversaries/plain.pdf")).unwrap(), "x", &ScanBudget::default()).report();
    assert_eq!(report.findings()[0].hint(Lang::Lv).as_deref(), Some(hint));
    assert!(!report.findings()[0].provenance.can_be_accepted());
}

#[test]
fn a_whole_of_parts() {
    use Verdict::{Digital, Mixed, Scan, Unknown};
    assert_eq!(Verdict::of_parts([Scan, Scan]), Scan);
    assert_eq!(Verdict::of_parts([Scan, Digital]), Mixed);
    assert_eq!(Verdict::of_parts([Unknown, Digital]), Unknown);
    assert_eq!(Verdict::of_parts([Unknown, Scan]), Mixed);
    assert_eq!(Verdict::of_parts([Digital]), Digital);
    assert_eq!(Verdict::of_parts([]), Unknown);
}

/// Files with a few changed bytes never panic. Most streams of a PDF are compressed, so files with plain streams are
/// changed too.
#[test]
fn broken_files_never_end_the_program() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for name in [
        "hostile/form-ladder.pdf",
        "hostile/glyph-loop.pdf",
        "hostile/matrix-overflow.pdf",
        "hostile/pattern-of-a-billion-tiles.pdf",
        "adversaries/type3-one-glyph.pdf",
        "adversaries/white-icc.pdf",
        "adversaries/font-blank.pdf",
        "adversaries/layer-expression-off.pdf",
        "adversaries/word-picture.docx",
        "adversaries/rich-text.rtf",
        "adversaries/container.edoc",
    ] {
        let whole = fs::read(folder(name)).unwrap();
        for _ in 0..15 {
            let mut bytes = whole.clone();
            for _ in 0..=next(12) {
                // Images take most of a file and are never read.
                let at = if next(2) == 0 {
                    next(bytes.len().min(2000))
                } else {
                    bytes.len() - 1 - next(bytes.len().min(4000))
                };
                match next(4) {
                    0 => bytes[at] = u8::try_from(next(256)).unwrap(),
                    1 => bytes[at] = b"0123456789 []<>/()R"[next(19)],
                    2 => drop(bytes.remove(at)),
                    _ => bytes.truncate(at.max(100)),
                }
            }
            classify(&bytes, name, &ScanBudget::default()).report();
        }
    }
}

/// `scan-…` are never digital, `honest-…` never scans; the list has the exact verdicts.
#[test]
fn scans_and_documents_of_every_format_are_distinguished() {
    let found = verdicts("kinds");
    for (name, verdict) in &found {
        let wrong: &[&str] = if name.starts_with("scan-") { &["Digital"] } else { &["Scan", "Mixed"] };
        assert!(!wrong.iter().any(|wrong| verdict.starts_with(wrong)), "{name}: {verdict}");
    }
    assert_list("kinds", &found);
}

#[test]
fn every_format_of_file_is_read() {
    assert_list("files", &verdicts("files"));
}
