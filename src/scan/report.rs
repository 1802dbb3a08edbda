//! Findings about scans, in words for a person.

use super::classify::FileClassification;
use super::page_evidence::PageEvidence;
use super::pdf_pages::PageClassification;
use super::reason::{FileReason, PageReason};
use crate::diag::catalogue::scan as words;
use crate::diag::{Bilingual, CatalogueEntry, FileLocation, Finding, Origin, Report};

impl FileClassification {
    /// A finding for each page and file that is a scan or that a person has to look at: errors and warnings. A file
    /// in another has the name of that file before its own: `all.zip › letter.pdf`.
    pub fn report(&self) -> Report {
        let mut report = Report::default();
        self.report_into(&self.name, &mut report);
        report
    }

    fn report_into(&self, file: &str, report: &mut Report) {
        let origin = Origin::file(file);
        if let Some(reason) = &self.reason {
            report.push(reason.finding(&origin));
        }
        for (number, page) in (1u32..).zip(&self.pages) {
            if let Some(finding) = page.finding(number, &origin) {
                report.push(finding);
            }
        }
        for inside in &self.contained_files {
            inside.report_into(&format!("{file} › {}", inside.shown_name()), report);
        }
    }
}

impl FileClassification {
    /// Its name; a question mark where it has none.
    pub fn shown_name(&self) -> &str {
        if self.name.is_empty() { "?" } else { &self.name }
    }
}

impl PageClassification {
    /// Why the page is a scan, or a person has to look; `None` where it is digital. `number` counts from 1.
    pub fn finding(&self, number: u32, file: &Origin) -> Option<Finding> {
        let entry = self.reason.entry()?;
        let mut finding =
            Finding::of(entry, file.at(FileLocation::Page { page: number })).with("page", number);
        if let Some(why) = self.evidence.incomplete.first() {
            finding = finding.with_text("why", why.description());
        }
        Some(
            finding
                .with("segments", self.evidence.segments)
                .with_text("facts", describe_evidence(&self.evidence)),
        )
    }
}

impl PageReason {
    fn entry(self) -> Option<&'static CatalogueEntry> {
        Some(match self {
            Self::Blank | Self::DrawnLetters | Self::LiveText | Self::TextOnSharedImage => return None,
            Self::DoubtfulText => &words::PAGE_DOUBTFUL_TEXT,
            Self::HiddenAndLiveText => &words::PAGE_HIDDEN_AND_LIVE,
            Self::HiddenText => &words::PAGE_HIDDEN_TEXT,
            Self::ImageInGlyphs => &words::PAGE_GLYPH_IMAGE,
            Self::ImageOfPage => &words::PAGE_IMAGE,
            Self::ImageOnly => &words::PAGE_IMAGE_ONLY,
            Self::LittleText => &words::PAGE_LITTLE_TEXT,
            Self::MostlyImage => &words::PAGE_MOSTLY_IMAGE,
            Self::Incomplete => &words::PAGE_NOT_WHOLE,
            Self::Outlines => &words::PAGE_OUTLINES,
            Self::PictureOnly => &words::PAGE_PICTURE_ONLY,
            Self::TextOnScan => &words::PAGE_TEXT_ON_IMAGE,
        })
    }
}

impl FileReason {
    /// The finding about a file.
    pub(crate) fn finding(&self, origin: &Origin) -> Finding {
        let of = |entry| Finding::of(entry, origin.clone());
        match self {
            Self::Encrypted => of(&words::ENCRYPTED),
            Self::Image { kind, size, pages } => {
                let size = size.map(|(width, height)| format!(", {width} × {height}")).unwrap_or_default();
                let pages = match pages {
                    1 => Bilingual::default(),
                    n => both(format!(", lappušu skaits: {n}"), format!(", {n} pages")),
                };
                of(&words::FILE_IMAGE).with("kind", kind.name()).with("size", size).with_text("pages", pages)
            }
            Self::OfficeImage { area, chars } => {
                of(&words::OFFICE_IMAGE).with("area", area.round()).with("chars", chars)
            }
            Self::OfficePictures { area, chars } => {
                of(&words::OFFICE_PICTURES).with("area", area.round()).with("chars", chars)
            }
            Self::OtherKind => of(&words::FILE_OTHER),
            Self::TooDeep => {
                let why = Bilingual::fixed("datnes datnēs", "files inside of files");
                of(&words::INSIDE_LIMIT).with_text("why", why)
            }
            Self::TooManyFiles { files } => {
                let why = Bilingual {
                    lv: format!("datņu skaits: {files}").into(),
                    en: format!("{files} files").into(),
                };
                of(&words::INSIDE_LIMIT).with_text("why", why)
            }
            Self::Unreadable { why } => of(&words::FILE_UNREADABLE).with_text("why", why.description()),
            Self::Xfa => of(&words::XFA),
        }
    }
}

/// The measurements in words: „viens 300 dpi attēls sedz 100 % lapas; zem tā ir 1236 zīmes“.
fn describe_evidence(e: &PageEvidence) -> Bilingual {
    let coverage = (e.coverage * 100.0).round();
    let dpi = e.largest_image.as_ref().map_or(0.0, |largest| largest.dpi.round());
    let images = match e.images {
        0 => Bilingual::fixed("attēlu nav", "there are no images"),
        1 => both(
            format!("viens {dpi} dpi attēls sedz {coverage} % lapas"),
            format!("one {dpi} dpi image covers {coverage} % of the page"),
        ),
        n => both(
            format!("attēli ({n}, lielākais {dpi} dpi) sedz {coverage} % lapas"),
            format!("{n} images (the largest of {dpi} dpi) cover {coverage} % of the page"),
        ),
    };
    let hidden = e.hidden_glyphs();
    let doubtful = e.doubtful;
    let mut facts = images;
    let live = e.all_live();
    if live > 0 {
        let lv = counted(live, "redzamas", "redzama");
        facts = join(&facts, &lv, &format!("{} can be read", characters(live)));
    }
    if hidden > 0 {
        let lv = counted(hidden, "neredzamas", "neredzama");
        facts = join(&facts, &lv, &format!("{} cannot be seen", characters(hidden)));
    }
    if doubtful > 0 {
        let lv = counted(doubtful, "varbūt redzamas", "varbūt redzama");
        facts = join(&facts, &lv, &format!("{} may or may not be seen", characters(doubtful)));
    }
    facts
}

fn both(lv: String, en: String) -> Bilingual {
    Bilingual { lv: lv.into(), en: en.into() }
}

fn join(facts: &Bilingual, lv: &str, en: &str) -> Bilingual {
    both(format!("{}; {lv}", facts.lv), format!("{}; {en}", facts.en))
}

/// „ir 21 redzama zīme“, „ir 1236 neredzamas zīmes“.
fn counted(n: usize, many: &str, one: &str) -> String {
    let is_one = n % 10 == 1 && n % 100 != 11;
    if is_one { format!("ir {n} {one} zīme") } else { format!("ir {n} {many} zīmes") }
}

fn characters(n: usize) -> String {
    if n == 1 { "one character".to_owned() } else { format!("{n} characters") }
}
