//! The scan check: why a page or a file is a scan, or why a person must look.
use super::{CatalogueEntry, Provenance};

/// All of this family, in the order of their codes.
pub(super) static ALL: &[&CatalogueEntry] = &[
    &ENCRYPTED,
    &FILE_IMAGE,
    &FILE_OTHER,
    &FILE_UNREADABLE,
    &INSIDE_LIMIT,
    &OFFICE_IMAGE,
    &OFFICE_PICTURES,
    &PAGE_DOUBTFUL_TEXT,
    &PAGE_GLYPH_IMAGE,
    &PAGE_HIDDEN_AND_LIVE,
    &PAGE_HIDDEN_TEXT,
    &PAGE_IMAGE,
    &PAGE_IMAGE_ONLY,
    &PAGE_LITTLE_TEXT,
    &PAGE_MOSTLY_IMAGE,
    &PAGE_NOT_WHOLE,
    &PAGE_OUTLINES,
    &PAGE_PICTURE_ONLY,
    &PAGE_TEXT_ON_IMAGE,
    &XFA,
];

const EXPORT: (&str, &str) = (
    "Pievienojiet datni, kā to eksportējusi programma, nevis skenu.",
    "Attach the file as exported from the program, not a scan.",
);
const LOOK: (&str, &str) = (
    "Apskatiet lapu: ja tā ir skenēta, pievienojiet datni, kā to eksportējusi programma.",
    "Look at the page: if it is scanned, attach the file as exported from the program.",
);

/// A scan: nobody can accept it.
const fn scan(code: &'static str, lv: &'static str, en: &'static str) -> CatalogueEntry {
    CatalogueEntry::error(code, lv, en).hint(EXPORT.0, EXPORT.1).rests_on(Provenance::Instruction)
}

/// A person must look.
const fn unclear(code: &'static str, lv: &'static str, en: &'static str) -> CatalogueEntry {
    CatalogueEntry::warning(code, lv, en).hint(LOOK.0, LOOK.1).rests_on(Provenance::Inferred)
}

/// A file that cannot be opened without a password.
pub(crate) static ENCRYPTED: CatalogueEntry = CatalogueEntry::warning(
    "X-encrypted",
    "Datne ir šifrēta, tāpēc nevar pārbaudīt, vai tā nav skenēta.",
    "The file is encrypted, so it cannot be checked for scans.",
)
.hint("Pievienojiet datni bez paroles.", "Attach the file without a password.")
.rests_on(Provenance::Inferred);

/// An image file.
pub(crate) static FILE_IMAGE: CatalogueEntry = scan(
    "X-file-image",
    "Datne ir attēls ({kind}{size}{pages}), nevis dokuments.",
    "The file is an image ({kind}{size}{pages}), not a document.",
);

/// A kind of file that is not known.
pub(crate) static FILE_OTHER: CatalogueEntry = unclear(
    "X-file-other",
    "Šāda veida datni nevar pārbaudīt: nav zināms, vai tā nav skenēta.",
    "Files of this kind cannot be checked: whether it is a scan is not known.",
)
.hint("Pievienojiet dokumentu kā PDF, DOCX vai ODT.", "Attach the document as PDF, DOCX or ODT.");

/// A file that cannot be read.
pub(crate) static FILE_UNREADABLE: CatalogueEntry = unclear(
    "X-file-unreadable",
    "Datni nevar nolasīt ({why}), tāpēc nav zināms, vai tā nav skenēta.",
    "The file cannot be read ({why}), so whether it is a scan is not known.",
)
.hint(
    "Atveriet datni programmā, kurā tā tapa, un eksportējiet to vēlreiz.",
    "Open the file in the program that made it, and export it again.",
);

/// More inside a file than is looked at.
pub(crate) static INSIDE_LIMIT: CatalogueEntry = unclear(
    "X-inside-limit",
    "Datnē ir vairāk, nekā tiek pārbaudīts ({why}), tāpēc nav zināms, vai tajā nav skenu.",
    "There is more in the file than is checked ({why}), so whether it holds scans is not known.",
)
.hint("Pievienojiet datnes atsevišķi.", "Attach the files one by one.");

/// An office document of pictures.
pub(crate) static OFFICE_IMAGE: CatalogueEntry = scan(
    "X-office-image",
    "Dokuments sastāv no attēliem: lielākais ir {area} cm² liels, bet teksta ir tikai {chars} zīmes.",
    "The document consists of pictures: the largest has {area} cm², and there are only {chars} characters of text.",
);

/// An office document with pictures as large as pages.
pub(crate) static OFFICE_PICTURES: CatalogueEntry = unclear(
    "X-office-pictures",
    "Dokumentā ir {area} cm² liels attēls un {chars} teksta zīmes: tas var būt skens.",
    "The document has a picture of {area} cm² and {chars} characters of text: it may be a scan.",
);

/// Text of which it cannot be told whether it is seen.
pub(crate) static PAGE_DOUBTFUL_TEXT: CatalogueEntry = unclear(
    "X-page-doubtful-text",
    "{page}. lappuse: {facts}. Nevar noteikt, vai tekstu virs attēla var redzēt.",
    "Page {page}: {facts}. Whether the text over the image can be seen cannot be told.",
);

/// Images that draw glyphs.
pub(crate) static PAGE_GLYPH_IMAGE: CatalogueEntry = unclear(
    "X-page-glyph-image",
    "{page}. lappuse: {facts}. Lapu klāj burti, kas paši ir attēli.",
    "Page {page}: {facts}. The page is covered by glyphs that are images themselves.",
);

/// Hidden and live text over an image.
pub(crate) static PAGE_HIDDEN_AND_LIVE: CatalogueEntry = unclear(
    "X-page-hidden-and-live",
    "{page}. lappuse: {facts}. Neredzamā teksta ir vairāk nekā redzamā.",
    "Page {page}: {facts}. There is more hidden text than text that is seen.",
);

/// A text layer under a scan.
pub(crate) static PAGE_HIDDEN_TEXT: CatalogueEntry = scan(
    "X-page-hidden-text",
    "{page}. lappuse ir skenēta, un teksts atpazīts programmatiski: {facts}.",
    "Page {page} is a scan with recognised text: {facts}.",
);

/// Images over the whole page.
pub(crate) static PAGE_IMAGE: CatalogueEntry =
    scan("X-page-image", "{page}. lappuse: {facts}.", "Page {page}: {facts}.");

/// An image and nothing else.
pub(crate) static PAGE_IMAGE_ONLY: CatalogueEntry = scan(
    "X-page-image-only",
    "{page}. lappuse: {facts}. Teksta lapā nav.",
    "Page {page}: {facts}. There is no text on the page.",
);

/// A large image and little text.
pub(crate) static PAGE_LITTLE_TEXT: CatalogueEntry = unclear(
    "X-page-little-text",
    "{page}. lappuse: {facts}. Teksta ir maz: tas var būt uzrakstīts uz skena.",
    "Page {page}: {facts}. There is little text: it may be written on a scan.",
);

/// An image over most of the page.
pub(crate) static PAGE_MOSTLY_IMAGE: CatalogueEntry = unclear(
    "X-page-mostly-image",
    "{page}. lappuse: {facts}. Bez attēla lapā ir tikai virsraksts vai kājene.",
    "Page {page}: {facts}. Beside the image the page has no more than a header or a footer.",
);

/// Not seen whole.
pub(crate) static PAGE_NOT_WHOLE: CatalogueEntry = unclear(
    "X-page-not-whole",
    "{page}. lappusi nevar pārbaudīt līdz galam ({why}).",
    "Page {page} cannot be checked to its end ({why}).",
);

/// Outlines without text.
pub(crate) static PAGE_OUTLINES: CatalogueEntry = unclear(
    "X-page-outlines",
    "{page}. lappuse: redzama teksta gandrīz nav, ir {segments} līniju posmi; tas var būt līknēs pārvērsts skens.",
    "Page {page}: there is hardly any text to see but {segments} segments of lines; it may be a scan turned into curves.",
);

/// A picture on part of the page.
pub(crate) static PAGE_PICTURE_ONLY: CatalogueEntry = unclear(
    "X-page-picture-only",
    "{page}. lappuse: {facts}. Teksta lapā gandrīz nav.",
    "Page {page}: {facts}. There is hardly any text on the page.",
);

/// Text over what may be a scan.
pub(crate) static PAGE_TEXT_ON_IMAGE: CatalogueEntry = unclear(
    "X-page-text-on-image",
    "{page}. lappuse: {facts}. Teksts var būt uzrakstīts uz skenētas veidlapas.",
    "Page {page}: {facts}. The text may be written on a scanned form.",
);

/// A form that only Adobe's programs show.
pub(crate) static XFA: CatalogueEntry = unclear(
    "X-xfa",
    "Datne ir XFA veidlapa, ko rāda vienīgi Adobe programmas: tās lapas nevar pārbaudīt.",
    "The file is an XFA form, which only Adobe's programs show: its pages cannot be checked.",
);
