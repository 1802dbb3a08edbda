//! A look at a file, whatever it is.

use serde::Serialize;

use super::archive;
use super::budget::{Budget, Purse};
use super::document::{self, PageLook};
use super::kind::Kind;
use super::reason::FileReason;
use super::trouble::Damage;
use super::verdict::Verdict;
use super::{picture, rich_text};
use crate::diag::mask_codes_in;
use crate::pdf::{self, Pages, PdfError};

/// What a file is, its pages, and the files inside of it. See [`look`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Look {
    /// Its name, as it was handed in or as the file around it calls it.
    pub name: String,
    /// What kind of file it is.
    pub kind: Kind,
    /// What it is: `mixed` where scans and other pages or files are in it.
    pub verdict: Verdict,
    /// Why, where that is not a matter of its pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<FileReason>,
    /// Its pages, of a PDF.
    pub pages: Vec<PageLook>,
    /// The files inside of it that were looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<Look>,
}

/// The largest file that is looked at, in bytes.
pub const MAX_FILE: u64 = pdf::MAX_FILE as u64;

/// Looks at a file. Never fails: what cannot be read is [`Verdict::Unknown`], with the reason.
///
/// ```
/// use edocpack::scan::{Budget, Verdict, look};
///
/// let bytes = std::fs::read("fixtures/forms/variants/scan.pdf").unwrap();
/// let seen = look(&bytes, "scan.pdf", &Budget::default());
/// assert_eq!(seen.verdict, Verdict::Scan);
/// assert_eq!(seen.pages.len(), 1);
/// ```
pub fn look(bytes: &[u8], name: &str, budget: &Budget) -> Look {
    if bytes.len() as u64 > MAX_FILE {
        return Look::too_large(name);
    }
    look_within(bytes, name, &mut Purse::of(budget))
}

pub(super) fn look_within(bytes: &[u8], name: &str, purse: &mut Purse) -> Look {
    let kind = Kind::of(bytes);
    match kind {
        Kind::Pdf => paged(bytes, name, purse),
        Kind::Archive => archive::look(bytes, name, purse),
        Kind::Rtf => Look::by_reason(name, kind, rich_text::look(bytes)),
        Kind::Image(image) => Look::by_reason(name, kind, Some(picture::look(bytes, image))),
        Kind::Text => Look::by_reason(name, kind, None),
        Kind::Office(_) | Kind::Other => Look::by_reason(name, kind, Some(FileReason::OtherKind)),
    }
}

impl Look {
    /// A file over [`MAX_FILE`].
    pub(super) fn too_large(name: &str) -> Self {
        let reason = FileReason::Unreadable { why: Damage::TooLarge };
        Self::by_reason(name, Kind::Other, Some(reason))
    }

    /// A file without pages of its own; digital where there is no reason against it.
    pub(super) fn by_reason(name: &str, kind: Kind, reason: Option<FileReason>) -> Self {
        let verdict = reason.as_ref().map_or(Verdict::Digital, FileReason::verdict);
        Self { name: name.to_owned(), kind, verdict, reason, pages: Vec::new(), inside: Vec::new() }
    }

    /// Takes in the files inside: one scan among them makes the whole mixed.
    pub(super) fn with_inside(mut self, inside: Vec<Self>, limit: Option<FileReason>) -> Self {
        if self.verdict != Verdict::Scan {
            let own = self.verdict;
            let parts = inside.iter().map(|look| look.verdict);
            self.verdict = match parts.max().unwrap_or(own) {
                Verdict::Scan | Verdict::Mixed => Verdict::Mixed,
                other => own.max(other),
            };
        }
        if let Some(limit) = limit {
            self.verdict = self.verdict.max(limit.verdict());
            self.reason.get_or_insert(limit);
        }
        self.inside = inside;
        self
    }
}

fn paged(bytes: &[u8], name: &str, purse: &mut Purse) -> Look {
    let read = Pages::read(bytes).and_then(|pdf| Ok((pdf.is_xfa_only()?, pdf)));
    let (is_xfa_only, pdf) = match read {
        Ok(read) => read,
        Err(PdfError::Encrypted) => return Look::by_reason(name, Kind::Pdf, Some(FileReason::Encrypted)),
        Err(error) => {
            return Look::by_reason(
                name,
                Kind::Pdf,
                Some(FileReason::Unreadable { why: Damage::from(&error) }),
            );
        }
    };
    let (pages, operators) = document::pages(&pdf, purse.operators);
    purse.operators = purse.operators.saturating_sub(operators);
    let reason = if pages.is_empty() {
        Some(FileReason::Unreadable { why: Damage::NoPages })
    } else {
        is_xfa_only.then_some(FileReason::Xfa)
    };
    let own = Verdict::of_parts(pages.iter().map(|page| page.verdict));
    let verdict = own.max(reason.as_ref().map_or(Verdict::Digital, FileReason::verdict));
    let look = Look { name: name.to_owned(), kind: Kind::Pdf, verdict, reason, pages, inside: Vec::new() };
    let (inside, limit) = embedded(&pdf, purse);
    look.with_inside(inside, limit)
}

/// The files inside of a PDF, and why not all of them were looked at.
fn embedded(pdf: &Pages, purse: &mut Purse) -> (Vec<Look>, Option<FileReason>) {
    let files = pdf.embedded();
    let count = files.count();
    if count == 0 {
        return (Vec::new(), None);
    }
    if !purse.enter() {
        return (Vec::new(), Some(FileReason::TooDeep));
    }
    let mut limit = (count > purse.files()).then_some(FileReason::TooManyFiles { files: count });
    let mut inside = Vec::new();
    for file in files.files(purse.bytes()).take(purse.files()) {
        match file.bytes.filter(|bytes| purse.pay(bytes.len())) {
            // An icon, a logo.
            Some(bytes) if picture::is_small(&bytes) => {}
            Some(bytes) => inside.push(look_within(&bytes, &mask_codes_in(&file.name), purse)),
            None => {
                limit = Some(FileReason::Unreadable { why: Damage::Attachment });
            }
        }
    }
    purse.leave();
    (inside, limit)
}
