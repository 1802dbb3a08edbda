//! Containers (ASiC-E, EDOC): the archive, `mimetype`, the manifest, names, and what the signatures cover.
//!
//! Clauses are those of ETSI EN 319 162-1 as open sources quote them. Where a rule is stricter than the
//! standard, the explanation names the programs that refuse, or says that it is ours.
use super::{CatalogueEntry, Provenance, TextPair};

/// All of this family, in the order of a check: the archive, `mimetype`, the manifest, names, signatures.
pub(super) static ALL: &[&CatalogueEntry] = &[
    &NOT_ZIP,
    &CUT_OFF,
    &DIRECTORY_BROKEN,
    &TOO_BIG,
    &TOO_MANY_ENTRIES,
    &DIRECTORY_LIMIT,
    &SIZE_LIMIT,
    &TOTAL_LIMIT,
    &RATIO,
    &PREFIX,
    &SUFFIX,
    &GAP,
    &HIDDEN_ENTRY,
    &OVERLAP,
    &SPLIT,
    &END_RECORD,
    &ZIP64,
    &LOCAL_MISSING,
    &HEADER_MISMATCH,
    &DATA_CUT,
    &DATA_BROKEN,
    &SIZE,
    &CRC,
    &ENCRYPTED,
    &METHOD,
    &FLAGS,
    &DESCRIPTOR_STORED,
    &EXTRA_BROKEN,
    &EXTRA_TWICE,
    &COMMENT,
    &COMMENT_TYPE,
    &OLD_EDOC,
    &DDOC,
    &PDF,
    &HASHCODE,
    &PLAIN_ZIP,
    &ASIC_S,
    &ASIC_S_FILES,
    &ASIC_S_SIGNATURES,
    &MIMETYPE_MISSING,
    &MIMETYPE_PLACE,
    &MIMETYPE_COMPRESSED,
    &MIMETYPE_EXTRA,
    &MIMETYPE_DESCRIPTOR,
    &MIMETYPE_NEWLINE,
    &MIMETYPE_BOM,
    &MIMETYPE_TYPE,
    &MANIFEST_MISSING,
    &MANIFEST_TWICE,
    &MANIFEST_TOO_BIG,
    &MANIFEST_DOCTYPE,
    &MANIFEST_BROKEN,
    &MANIFEST_ROOT_ELEMENT,
    &MANIFEST_ATTRIBUTES,
    &MANIFEST_ELEMENT,
    &MANIFEST_VERSION,
    &MANIFEST_NO_VERSION,
    &MANIFEST_NO_ROOT,
    &MANIFEST_ROOT_TYPE,
    &MANIFEST_UNLISTED,
    &MANIFEST_ABSENT,
    &MANIFEST_DUPLICATE,
    &MANIFEST_EXTRA,
    &MANIFEST_SIGNATURE,
    &MEDIA_TYPE,
    &MEDIA_TYPE_PARAMETERS,
    &MEDIA_TYPE_SIGNED,
    &MEDIA_TYPE_CONTENT,
    &DIRECTORY_ENTRY,
    &DIRECTORY_ENTRY_META,
    &DIRECTORY_CONTENT,
    &SPECIAL_ENTRY,
    &NO_DATA,
    &EMPTY_FILE,
    &DUPLICATE,
    &DUPLICATE_FOLDED,
    &FILE_AND_FOLDER,
    &NAME_EMPTY,
    &NAME_ABSOLUTE,
    &NAME_TRAVERSAL,
    &NAME_SEGMENT,
    &NAME_BACKSLASH,
    &NAME_CHARACTER,
    &NAME_SYSTEM,
    &NAME_CONTROL,
    &NAME_INVISIBLE,
    &NAME_RESERVED,
    &NAME_LONG,
    &NAME_VERSION,
    &NAME_NFC,
    &NAME_FOLDER,
    &NAME_UTF8,
    &NAME_UNFLAGGED,
    &NAME_TWO,
    &META_STRANGER,
    &UNSIGNED,
    &TIMESTAMP_ONLY,
    &SIGNATURE_BROKEN,
    &SIGNATURE_ROOT,
    &SIGNATURE_NONE,
    &SIGNATURE_OVER_NOTHING,
    &SIGNATURE_NAME,
    &SIGNATURE_MISNAMED,
    &SIGNATURES_MIXED,
    &CADES,
    &REFERENCE_MISSING,
    &REFERENCE_DIGEST,
    &REFERENCE_PARTIAL,
    &REFERENCE_UNCHECKED,
    &REFERENCE_WEAK,
    &SIGNATURE_UNCHECKED,
    &ASIC_MANIFEST_XADES,
    &ASIC_MANIFEST_BROKEN,
    &ASIC_MANIFEST_NAME,
    &ASIC_MANIFEST_TYPE,
    &ASIC_MANIFEST_PARTIAL,
    &ASIC_MANIFEST_SIGNATURE,
    &CADES_PREPARED,
];

/// What to do about a container that somebody made wrong.
const REMAKE: TextPair = (
    "Izveidojiet konteineru no jauna un parakstiet to vēlreiz; ja to sagatavojis kāds cits, lūdziet to viņam.",
    "Make the container anew and sign it again; if somebody else made it, ask them to.",
);
/// What to do about a container that is too much.
const TRUST: TextPair = (
    "Pārliecinieties, kas šo datni sūtījis; parasts EDOC konteiners tāds nemēdz būt.",
    "Make sure who sent this file; an ordinary EDOC is not like this.",
);
/// What to do about a name.
const RENAME: TextPair = (
    "Pārdēvējiet datni, izveidojiet konteineru no jauna un parakstiet to vēlreiz.",
    "Rename the file, make the container anew and sign it again.",
);
/// What to do about a signature that does not cover the files.
const SIGN: TextPair = ("Parakstiet dokumentu no jauna.", "Sign the document anew.");

// ---- the archive ----

/// Not a ZIP archive.
pub(crate) static NOT_ZIP: CatalogueEntry = CatalogueEntry::error(
    "C-not-zip",
    "Datne nav ZIP arhīvs, tātad tā nav arī EDOC konteiners.",
    "The file is not a ZIP archive, so it is not an EDOC container either.",
)
.hint("Pārbaudiet, vai izvēlēta īstā datne.", "See whether this is the file you meant.")
.explain("EN 319 162-1, 4.2: konteiners ir ZIP arhīvs.", "EN 319 162-1, 4.2: a container is a ZIP archive.");

/// It begins as an archive and has no end.
pub(crate) static CUT_OFF: CatalogueEntry = CatalogueEntry::error(
    "C-cut-off",
    "Arhīvs ir aprauts: tam trūkst beigu ieraksta.",
    "The archive is cut off: its end record is missing.",
)
.hint("Nokopējiet vai lejupielādējiet datni vēlreiz.", "Copy or download the file again.")
.explain("ZIP (APPNOTE 6.3), 4.3.16.", "ZIP (APPNOTE 6.3), 4.3.16.");

/// The central directory cannot be read.
pub(crate) static DIRECTORY_BROKEN: CatalogueEntry = CatalogueEntry::error(
    "C-directory-broken",
    "Arhīva satura rādītājs ir bojāts: {what}.",
    "The directory of the archive is damaged: {what}.",
)
.hint("Nokopējiet vai lejupielādējiet datni vēlreiz.", "Copy or download the file again.")
.explain("ZIP (APPNOTE 6.3), 4.3.12, 4.3.16.", "ZIP (APPNOTE 6.3), 4.3.12, 4.3.16.");

/// Larger than the limit.
pub(crate) static TOO_BIG: CatalogueEntry = CatalogueEntry::error(
    "C-too-big",
    "Datne ir par lielu: {n} B, atļauts {max} B. Tā netika atvērta.",
    "The file is too large: {n} B, the limit is {max} B. It was not opened.",
)
.hint(TRUST.0, TRUST.1)
.explain(
    "Robeža ir mūsu; uzticamai datnei to paaugstina ar „--limit archive=8G”.",
    "The limit is ours; `--limit archive=8G` raises it for a file that you trust.",
);

/// More entries than the limit.
pub(crate) static TOO_MANY_ENTRIES: CatalogueEntry = CatalogueEntry::error(
    "C-too-many-entries",
    "Arhīvā ir pārāk daudz ierakstu: {n}, atļauts {max}. Tas netika atvērts.",
    "The archive has too many entries: {n}, the limit is {max}. It was not opened.",
)
.hint(TRUST.0, TRUST.1)
.explain(
    "Tādu pašu robežu lieto DSS; uzticamai datnei to paaugstina ar „--limit entries=5000”.",
    "DSS has the same limit; `--limit entries=5000` raises it for a file that you trust.",
);

/// A directory larger than the limit.
pub(crate) static DIRECTORY_LIMIT: CatalogueEntry = CatalogueEntry::error(
    "C-directory-limit",
    "Arhīva satura rādītājs ir par lielu: {n} B, atļauts {max} B. Arhīvs netika atvērts.",
    "The directory of the archive is too large: {n} B, the limit is {max} B. The archive was not opened.",
)
.hint(TRUST.0, TRUST.1)
.explain(
    "Robeža ir mūsu; uzticamai datnei to paaugstina ar „--limit directory=64M”.",
    "The limit is ours; `--limit directory=64M` raises it for a file that you trust.",
);

/// An entry would expand beyond the limit.
pub(crate) static SIZE_LIMIT: CatalogueEntry = CatalogueEntry::error(
    "C-size-limit",
    "Ieraksts „{f}” pēc izvēršanas būtu par lielu: {n} B, atļauts {max} B. Tas netika izvērsts.",
    "Entry `{f}` would be too large when expanded: {n} B, the limit is {max} B. It was not expanded.",
)
.hint(TRUST.0, TRUST.1)
.explain(
    "Robeža ir mūsu; uzticamai datnei to paaugstina ar „--limit entry=2G”.",
    "The limit is ours; `--limit entry=2G` raises it for a file that you trust.",
);

/// All entries together would expand beyond the limit.
pub(crate) static TOTAL_LIMIT: CatalogueEntry = CatalogueEntry::error(
    "C-total-limit",
    "Arhīva saturs pēc izvēršanas būtu par lielu: {n} B, atļauts {max} B. Daļa ierakstu netika izvērsta.",
    "The contents would be too large when expanded: {n} B, the limit is {max} B. Some entries were not expanded.",
).hint(TRUST.0, TRUST.1)
.explain("Robeža ir mūsu; uzticamai datnei to paaugstina ar „--limit total=8G”.", "The limit is ours; `--limit total=8G` raises it for a file that you trust.");

/// An entry is compressed beyond belief.
pub(crate) static RATIO: CatalogueEntry = CatalogueEntry::error(
    "C-ratio",
    "Ieraksts „{f}” ir saspiests {n} reizes (atļauts {max}); tik stipri saspiestas ir „ZIP bumbas”. Tas netika izvērsts.",
    "Entry `{f}` is compressed {n} times (the limit is {max}), as ZIP bombs are. It was not expanded.",
).hint(TRUST.0, TRUST.1)
.explain(
    "Saspiešanas pakāpi salīdzina tikai lieliem ierakstiem; tādu pašu robežu (100 reizes virs 1 MB) lieto DSS.",
    "The ratio is looked at in large entries only; DSS has the same limit (100 times above 1 MB).",
);

/// Bytes before the first entry.
pub(crate) static PREFIX: CatalogueEntry = CatalogueEntry::error(
    "C-prefix",
    "Pirms pirmā arhīva ieraksta ir sveši dati ({n} B).",
    "There are foreign data before the first entry of the archive ({n} B).",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "EN 319 162-1, A.1 (4): konteinera pirmie četri baiti ir 50 4B 03 04.",
    "EN 319 162-1, A.1 (4): the first four octets of the container are 50 4B 03 04.",
);

/// Bytes after the end of the archive.
pub(crate) static SUFFIX: CatalogueEntry = CatalogueEntry::error(
    "C-suffix",
    "Aiz arhīva beigām ir sveši dati ({n} B).",
    "There are foreign data after the end of the archive ({n} B).",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "ZIP (APPNOTE 6.3), 4.3.6: arhīvs beidzas ar beigu ierakstu un tā komentāru.",
    "ZIP (APPNOTE 6.3), 4.3.6: an archive ends with its end record and the comment of that.",
);

/// Bytes between entries that belong to none.
pub(crate) static GAP: CatalogueEntry = CatalogueEntry::error(
    "C-gap",
    "Arhīvā ir dati, kas nepieder nevienam ierakstam ({n} B no {at}. baita).",
    "The archive holds data that belong to no entry ({n} B from byte {at}).",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "ZIP (APPNOTE 6.3), 4.3.6. Citām programmām tur var būt redzams kas cits.",
    "ZIP (APPNOTE 6.3), 4.3.6. Other programs may see something there.",
);

/// A local header that the directory does not mention.
pub(crate) static HIDDEN_ENTRY: CatalogueEntry = CatalogueEntry::error(
    "C-hidden-entry",
    "Arhīvā ir ieraksts „{f}”, kura nav tā satura rādītājā ({at}. baits).",
    "The archive holds an entry `{f}` that its directory does not mention (at byte {at}).",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "Viena programma lasa satura rādītāju, cita lasa ierakstus pēc kārtas: tās rādītu dažādas datnes.",
    "One program reads the directory, another the entries one by one: they would show different files.",
);

/// Two entries share bytes.
pub(crate) static OVERLAP: CatalogueEntry = CatalogueEntry::error(
    "C-overlap",
    "Arhīva ieraksti „{f}” un „{g}” pārklājas.",
    "Entries `{f}` and `{g}` of the archive overlap.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "ZIP (APPNOTE 6.3), 4.3.6. Ar pārklātiem ierakstiem mazs arhīvs izvēršas milzīgs.",
    "ZIP (APPNOTE 6.3), 4.3.6. Entries that overlap make a small archive expand into a huge one.",
);

/// The archive is split over volumes.
pub(crate) static SPLIT: CatalogueEntry = CatalogueEntry::error(
    "C-split",
    "Arhīvs ir sadalīts vairākos sējumos.",
    "The archive is split into volumes.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "EN 319 162-1, 4.2 (2) a): konteineru nedala sējumos.",
    "EN 319 162-1, 4.2 (2) a): containers do not use the split feature.",
);

/// The end of the archive contradicts itself.
pub(crate) static END_RECORD: CatalogueEntry = CatalogueEntry::error(
    "C-end-record",
    "Arhīva beigu ieraksts ir pretrunīgs: {what}.",
    "The end record of the archive contradicts itself: {what}.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("ZIP (APPNOTE 6.3), 4.3.14–4.3.16.", "ZIP (APPNOTE 6.3), 4.3.14–4.3.16.");

/// ZIP64 where it may not be needed.
pub(crate) static ZIP64: CatalogueEntry = CatalogueEntry::info(
    "C-zip64",
    "Arhīvā lietots ZIP64 formāts; ne visas programmas to lasa.",
    "The archive uses ZIP64, which not every program reads.",
)
.explain(
    "ZIP (APPNOTE 6.3), 4.3.14, 4.5.3. Vajadzīgs tikai virs 4 GB vai 65 535 ierakstiem; mēs to nerakstām.",
    "ZIP (APPNOTE 6.3), 4.3.14, 4.5.3. Needed only above 4 GB or 65,535 entries; we do not write it.",
);

/// The directory points to no local header.
pub(crate) static LOCAL_MISSING: CatalogueEntry = CatalogueEntry::error(
    "C-local-missing",
    "Ierakstam „{f}” satura rādītājā norādītajā vietā nav galvenes.",
    "Entry `{f}` has no header where the directory says.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("ZIP (APPNOTE 6.3), 4.3.7, 4.4.16.", "ZIP (APPNOTE 6.3), 4.3.7, 4.4.16.");

/// A local header says other things than the directory.
pub(crate) static HEADER_MISMATCH: CatalogueEntry = CatalogueEntry::error(
    "C-header-mismatch",
    "Ieraksta „{f}” galvene nesakrīt ar arhīva satura rādītāju: {what}.",
    "The header of entry `{f}` differs from the directory of the archive: {what}.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "Dažādas programmas lasītu dažādus datus. Pārbaudītās parakstīšanas programmas šo nesakritību nemeklē.",
    "Programs would read different data. None of the signing programs that were tried looks for it.",
);

/// The data run beyond the archive.
pub(crate) static DATA_CUT: CatalogueEntry = CatalogueEntry::error(
    "C-data-cut",
    "Ieraksta „{f}” dati sniedzas ārpus tiem atvēlētās vietas.",
    "The data of entry `{f}` run beyond their place.",
)
.hint("Nokopējiet vai lejupielādējiet datni vēlreiz.", "Copy or download the file again.")
.explain("ZIP (APPNOTE 6.3), 4.3.8.", "ZIP (APPNOTE 6.3), 4.3.8.");

/// The compressed data cannot be expanded.
pub(crate) static DATA_BROKEN: CatalogueEntry = CatalogueEntry::error(
    "C-data-broken",
    "Ieraksta „{f}” saspiestie dati ir bojāti.",
    "The compressed data of entry `{f}` are damaged.",
)
.hint("Nokopējiet vai lejupielādējiet datni vēlreiz.", "Copy or download the file again.")
.explain("ZIP (APPNOTE 6.3), 4.4.5.", "ZIP (APPNOTE 6.3), 4.4.5.");

/// The entry is not of its declared size.
pub(crate) static SIZE: CatalogueEntry = CatalogueEntry::error(
    "C-size",
    "Ieraksta „{f}” īstais lielums nesakrīt ar norādīto ({n} B).",
    "Entry `{f}` is not of its declared size ({n} B).",
)
.hint(REMAKE.0, REMAKE.1)
.explain("ZIP (APPNOTE 6.3), 4.4.9.", "ZIP (APPNOTE 6.3), 4.4.9.");

/// The checksum does not match.
pub(crate) static CRC: CatalogueEntry = CatalogueEntry::error(
    "C-crc",
    "Ieraksta „{f}” kontrolsumma nesakrīt: dati ir bojāti vai mainīti.",
    "The checksum of entry `{f}` does not match: the data are damaged or changed.",
)
.hint("Nokopējiet vai lejupielādējiet datni vēlreiz.", "Copy or download the file again.")
.explain("ZIP (APPNOTE 6.3), 4.4.7.", "ZIP (APPNOTE 6.3), 4.4.7.");

/// An entry is encrypted.
pub(crate) static ENCRYPTED: CatalogueEntry =
    CatalogueEntry::error("C-encrypted", "Ieraksts „{f}” ir šifrēts.", "Entry `{f}` is encrypted.")
        .hint(
            "Noņemiet šifrēšanu un izveidojiet konteineru no jauna.",
            "Remove the encryption and make the container anew.",
        )
        .explain(
            "EN 319 162-1, 5.3.1 (1. tabula) un A.1 (6): konteinerā nešifrē.",
            "EN 319 162-1, 5.3.1 (Table 1) and A.1 (6): nothing in a container is encrypted.",
        );

/// A compression method that readers do not know.
pub(crate) static METHOD: CatalogueEntry = CatalogueEntry::error(
    "C-method",
    "Ieraksts „{f}” saspiests ar metodi {n}; atļauts tikai nesaspiests (0) vai „deflate” (8).",
    "Entry `{f}` is compressed with method {n}; only stored (0) and deflate (8) are allowed.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("EN 319 162-1, 4.2 (2) c).", "EN 319 162-1, 4.2 (2) c).");

/// Flags that mean nothing or too much.
pub(crate) static FLAGS: CatalogueEntry = CatalogueEntry::warning(
    "C-flags",
    "Ierakstam „{f}” ir karodziņi, kādus konteineros nelieto (bits {v}).",
    "Entry `{f}` has flags that containers do not use (bit {v}).",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "ZIP (APPNOTE 6.3), 4.4.4: konteineriem vajag tikai 1.–3. un 11. bitu; 5. bits nozīmē, ka dati ir ielāps citai datnei.",
    "ZIP (APPNOTE 6.3), 4.4.4: containers need only bits 1 to 3 and 11; bit 5 says that the data patch another file.",
);

/// Stored, and its size comes after it.
pub(crate) static DESCRIPTOR_STORED: CatalogueEntry = CatalogueEntry::warning(
    "C-descriptor-stored",
    "Nesaspiesta ieraksta „{f}” lielums norādīts tikai aiz datiem; programmas, kas lasa pēc kārtas, nezinās, kur tas beidzas.",
    "The size of entry `{f}`, which is not compressed, stands only after the data; programs that read on cannot tell where it ends.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "ZIP (APPNOTE 6.3), 4.3.9. Java „ZipInputStream” tādu arhīvu neatver („only DEFLATED entries can have EXT descriptor”).",
    "ZIP (APPNOTE 6.3), 4.3.9. Java's `ZipInputStream` does not open such an archive (\"only DEFLATED entries can have EXT descriptor\").",
);

/// Extra fields that cannot be parsed.
pub(crate) static EXTRA_BROKEN: CatalogueEntry = CatalogueEntry::warning(
    "C-extra-broken",
    "Ieraksta „{f}” papildlauki ir bojāti.",
    "The extra fields of entry `{f}` are damaged.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("ZIP (APPNOTE 6.3), 4.5.1.", "ZIP (APPNOTE 6.3), 4.5.1.");

/// One extra field that readers use, two times.
pub(crate) static EXTRA_TWICE: CatalogueEntry = CatalogueEntry::error(
    "C-extra-twice",
    "Ieraksta „{f}” papildlauks 0x{v} ir divreiz; programmas var redzēt dažādas datnes.",
    "Extra field 0x{v} of entry `{f}` is there twice; programs may see different files.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "Mūsu noteikums: šajā laukā ir vieta, lielums vai nosaukums (ZIP, APPNOTE 6.3, 4.5.3 un 4.6.9), un kurš no diviem der, \
     katra programma izlemj pati.",
    "Our rule: the field holds a place, a size or a name (ZIP, APPNOTE 6.3, 4.5.3 and 4.6.9), and which of the two \
     counts each program decides by itself.",
);

/// An archive comment.
pub(crate) static COMMENT: CatalogueEntry = CatalogueEntry::info(
    "C-comment",
    "Arhīvam ir komentārs, kas nav konteinera tips.",
    "The archive has a comment that is not the container's type.",
)
.explain(
    "EN 319 162-1, 4.4.3.1 (3): komentārā drīkst rakstīt „mimetype=” un konteinera tipu.",
    "EN 319 162-1, 4.4.3.1 (3): the comment may say \"mimetype=\" and the container's type.",
);

/// The archive comment says the type.
pub(crate) static COMMENT_TYPE: CatalogueEntry = CatalogueEntry::info(
    "C-comment-type",
    "Konteinera tips norādīts arī arhīva komentārā; tas ir atļauts.",
    "The container's type is also said in the archive comment, which is allowed.",
)
.explain("EN 319 162-1, 4.4.3.1 (3).", "EN 319 162-1, 4.4.3.1 (3).");

// ---- what kind of container ----

/// The EDOC of 2007–2010.
pub(crate) static OLD_EDOC: CatalogueEntry = CatalogueEntry::error(
    "C-old-edoc",
    "Šis ir vecais eDoc, nav ASiC-E.",
    "This is an old eDoc, not ASiC-E.",
)
.hint(
    "Atveriet to ar programmu, kas pazīst veco formātu, un parakstiet dokumentu no jauna EDOC (ASiC-E) formātā.",
    "Open it with a program that knows the old format and sign the document anew as EDOC (ASiC-E).",
)
.explain(
    "No 2007. līdz 2010. gadam eDoc bija OPC pakotne („[Content_Types].xml”, „EDoc/Documents”, „EDoc/Signature”).",
    "From 2007 to 2010 an eDoc was an OPC package (\"[Content_Types].xml\", \"EDoc/Documents\", \"EDoc/Signature\").",
);

/// DIGIDOC-XML, of before 2014.
pub(crate) static DDOC: CatalogueEntry = CatalogueEntry::error(
    "C-ddoc",
    "Šis ir DDOC konteiners (DIGIDOC-XML), nevis EDOC (ASiC-E); tā paraksti šeit nav pārbaudīti.",
    "This is a DDOC container (DIGIDOC-XML), not an EDOC (ASiC-E); its signatures were not checked here.",
)
.hint(
    "Pārbaudiet to programmā DigiDoc4; ja vajadzīgs EDOC, lūdziet dokumentu parakstīt no jauna EDOC formātā.",
    "Check it in DigiDoc4; if an EDOC is wanted, ask for the document to be signed anew as EDOC.",
)
.explain(
    "DDOC ir Igaunijas formāts, kurā līdz 2014. gadam parakstīja ar SHA-1: viens XML, bez arhīva. To atver digidoc4j; DSS to nepazīst.",
    "DDOC is the format of Estonia in which people signed with SHA-1 until 2014: one XML, no archive. digidoc4j opens it; DSS does not know it.",
);

/// A PDF with the name of a container.
pub(crate) static PDF: CatalogueEntry = CatalogueEntry::error(
    "C-pdf",
    "Datne nosaukta kā konteiners, bet ir PDF, {what}.",
    "The file is named as a container, but it is a PDF, {what}.",
)
.hint(
    "Nosauciet to .pdf; ja tas jāiesniedz kā EDOC, ielieciet to konteinerā („edocpack pack”) un parakstiet.",
    "Name it .pdf; if an EDOC is to be handed in, put it into one (`edocpack pack`) and sign that.",
)
.explain(
    "EN 319 162-1, 4.2: konteiners ir ZIP arhīvs. Datnes nosaukums to par tādu nepadara.",
    "EN 319 162-1, 4.2: a container is a ZIP archive. A name does not make one.",
);

/// Digests in the place of the files (`SiGa`).
pub(crate) static HASHCODE: CatalogueEntry = CatalogueEntry::error(
    "C-hashcode",
    "Šajā konteinerā ir tikai datņu kontrolsummas; pašas datnes ({f}) ir citur.",
    "This container has only the digests of its files; the files themselves ({f}) are elsewhere.",
)
.hint(
    "Lejupielādējiet pilno konteineru no sistēmas, kurā tas parakstīts, vai lūdziet sūtītājam to ar visām datnēm.",
    "Download the full container from the system in which it was signed, or ask the sender for it with all files.",
)
.explain(
    "Tādus starpkonteinerus lieto parakstīšanas pakalpojums SiGa („META-INF/hashcodes-sha256.xml”, „hashcodes-sha512.xml”): \
     datnes paliek sistēmā, kas tās parakstīšanai nodod, un pēc tam jāieliek atpakaļ.",
    "The signing service SiGa uses such containers on the way (`META-INF/hashcodes-sha256.xml`, `hashcodes-sha512.xml`): \
     the files stay in the system that hands them over to be signed, and have to be put back afterwards.",
);

/// A ZIP archive of something else.
pub(crate) static PLAIN_ZIP: CatalogueEntry = CatalogueEntry::error(
    "C-plain-zip",
    "Šis ir ZIP arhīvs, bet ne EDOC konteiners: tajā nav ne „mimetype”, ne „META-INF”.",
    "This is a ZIP archive but no EDOC container: it has neither `mimetype` nor `META-INF`.",
)
.hint("Pārbaudiet, vai izvēlēta īstā datne.", "See whether this is the file you meant.")
.explain("EN 319 162-1, 4.4.3.", "EN 319 162-1, 4.4.3.");

/// ASiC-S, the simple form.
pub(crate) static ASIC_S: CatalogueEntry = CatalogueEntry::info(
    "C-asic-s",
    "Šis ir ASiC-S konteiners (viena datne, viens paraksts), nevis ASiC-E, kāds ir EDOC.",
    "This is an ASiC-S container (one file, one signature), not ASiC-E as an EDOC is.",
)
.hint(
    "Ja vajadzīgs EDOC, parakstiet dokumentu EDOC (ASiC-E) formātā.",
    "If an EDOC is wanted, sign the document as EDOC (ASiC-E).",
)
.explain("EN 319 162-1, 4.3: vienkāršais konteiners.", "EN 319 162-1, 4.3: the simple container.");

/// ASiC-S with more or fewer files than one.
pub(crate) static ASIC_S_FILES: CatalogueEntry = CatalogueEntry::error(
    "C-asic-s-files",
    "ASiC-S konteinerā jābūt tieši vienai datu datnei saknes mapē; atrasto datņu skaits: {n}.",
    "An ASiC-S container has exactly one data file, at its root; files found: {n}.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("EN 319 162-1, 4.3.3.2 (2).", "EN 319 162-1, 4.3.3.2 (2).");

/// ASiC-S with several signatures.
pub(crate) static ASIC_S_SIGNATURES: CatalogueEntry = CatalogueEntry::error(
    "C-asic-s-signatures",
    "ASiC-S konteinerā jābūt vienai paraksta vai laika zīmoga datnei; atrasto datņu skaits: {n}.",
    "An ASiC-S container has one file with signatures or with a time-stamp; files found: {n}.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("EN 319 162-1, 4.3.3.2 (4).", "EN 319 162-1, 4.3.3.2 (4).");

// ---- mimetype ----

/// No `mimetype`.
pub(crate) static MIMETYPE_MISSING: CatalogueEntry = CatalogueEntry::error(
    "C-mimetype-missing",
    "Konteinerā nav ieraksta „mimetype”.",
    "The container has no `mimetype` entry.",
).hint(REMAKE.0, REMAKE.1)
.explain(
    "Standarts (EN 319 162-1, 5.3.3) to atļauj, bet libdigidocpp, digidoc4j un citi tādu konteineru neatver.",
    "The standard (EN 319 162-1, 5.3.3) permits it, but libdigidocpp, digidoc4j and others do not open such a container.",
);

/// `mimetype` is not the first entry.
pub(crate) static MIMETYPE_PLACE: CatalogueEntry = CatalogueEntry::error(
    "C-mimetype-place",
    "„mimetype” nav arhīva pirmais ieraksts.",
    "`mimetype` is not the first entry of the archive.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "EN 319 162-1, A.1 (1). Citādi konteinera tips nav atrodams 38. baitā, kur to meklē.",
    "EN 319 162-1, A.1 (1). Otherwise the type is not at byte 38, where it is looked for.",
);

/// `mimetype` is compressed.
pub(crate) static MIMETYPE_COMPRESSED: CatalogueEntry = CatalogueEntry::error(
    "C-mimetype-compressed",
    "„mimetype” ir saspiests; tam jābūt nesaspiestam.",
    "`mimetype` is compressed; it must be stored.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("EN 319 162-1, A.1 (3).", "EN 319 162-1, A.1 (3).");

/// `mimetype` has an extra field.
pub(crate) static MIMETYPE_EXTRA: CatalogueEntry = CatalogueEntry::error(
    "C-mimetype-extra",
    "„mimetype” ieraksta galvenē ir papildlauks.",
    "The header of `mimetype` has an extra field.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "EN 319 162-1, A.1 (2). Papildlauks pārbīda konteinera tipu no 38. baita.",
    "EN 319 162-1, A.1 (2). An extra field moves the type away from byte 38.",
);

/// `mimetype` has a data descriptor.
pub(crate) static MIMETYPE_DESCRIPTOR: CatalogueEntry = CatalogueEntry::error(
    "C-mimetype-descriptor",
    "„mimetype” lielums nav norādīts tā galvenē, bet aiz datiem (datu deskriptorā).",
    "The size of `mimetype` is not in its header but after the data (in a data descriptor).",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "EN 319 162-1, A.1 (piezīme): tipa garumu lasa no galvenes 18. baita.",
    "EN 319 162-1, A.1 (note): the length of the type is read from byte 18 of the header.",
);

/// White space around the type.
pub(crate) static MIMETYPE_NEWLINE: CatalogueEntry = CatalogueEntry::error(
    "C-mimetype-newline",
    "„mimetype” saturā aiz konteinera tipa ir rindas beigas vai atstarpe.",
    "The content of `mimetype` has a line end or a space beside the container's type.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "EN 319 162-1, 4.4.3.1 (2): saturs ir tikai tips. libdigidocpp to pieļauj.",
    "EN 319 162-1, 4.4.3.1 (2): the content is the type alone. libdigidocpp lets it pass.",
);

/// A byte order mark before the type.
pub(crate) static MIMETYPE_BOM: CatalogueEntry = CatalogueEntry::error(
    "C-mimetype-bom",
    "„mimetype” saturs sākas ar baitu secības zīmi (BOM).",
    "The content of `mimetype` begins with a byte order mark (BOM).",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "EN 319 162-1, 4.4.3.1 (2): saturs ir tikai tips. libdigidocpp to pieļauj.",
    "EN 319 162-1, 4.4.3.1 (2): the content is the type alone. libdigidocpp lets it pass.",
);

/// The type of another format.
pub(crate) static MIMETYPE_TYPE: CatalogueEntry = CatalogueEntry::error(
    "C-mimetype-type",
    "„mimetype” norāda citu konteinera tipu: „{v}”.",
    "`mimetype` names another type of container: `{v}`.",
)
.hint("Pārbaudiet, vai izvēlēta īstā datne.", "See whether this is the file you meant.")
.explain(
    "EN 319 162-1, 4.4.3.1 (2): ASiC-E tips ir „application/vnd.etsi.asic-e+zip”.",
    "EN 319 162-1, 4.4.3.1 (2): the type of ASiC-E is \"application/vnd.etsi.asic-e+zip\".",
);

// ---- manifest.xml ----

/// No manifest.
pub(crate) static MANIFEST_MISSING: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-missing",
    "Konteinerā nav „META-INF/manifest.xml”.",
    "The container has no `META-INF/manifest.xml`.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("EN 319 162-1, 5.3.3 (5. tabula).", "EN 319 162-1, 5.3.3 (Table 5).");

/// Two manifests.
pub(crate) static MANIFEST_TWICE: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-twice",
    "Konteinerā ir vairāki „META-INF/manifest.xml”: {n}.",
    "The container has several `META-INF/manifest.xml`: {n}.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("EN 319 162-1, 5.3.3 (5. tabula).", "EN 319 162-1, 5.3.3 (Table 5).");

/// A manifest too large to be one.
pub(crate) static MANIFEST_TOO_BIG: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-too-big",
    "„{f}” ir par lielu, lai to lasītu: {n} B, atļauts {max} B.",
    "`{f}` is too large to be read: {n} B, the limit is {max} B.",
)
.hint(TRUST.0, TRUST.1)
.explain(
    "Robeža ir mūsu; uzticamai datnei to paaugstina ar „--limit xml=64M”.",
    "The limit is ours; `--limit xml=64M` raises it for a file that you trust.",
);

/// A document type declaration.
pub(crate) static MANIFEST_DOCTYPE: CatalogueEntry = CatalogueEntry::error(
    "C-doctype",
    "„{f}” satur DOCTYPE vai entītijas; tādu XML nelasa.",
    "`{f}` contains a DOCTYPE or entities; such XML is not read.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "Ar entītijām no dažiem baitiem var izvērst gigabaitus vai nolasīt svešas datnes.",
    "Entities can expand a few bytes into gigabytes, or read other files.",
);

/// The manifest is not well-formed.
pub(crate) static MANIFEST_BROKEN: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-broken",
    "„META-INF/manifest.xml” nav derīgs XML: {what}.",
    "`META-INF/manifest.xml` is not valid XML: {what}.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("OpenDocument 1.2, 3. daļa, 3.2.", "OpenDocument 1.2, part 3, 3.2.");

/// The manifest is something else.
pub(crate) static MANIFEST_ROOT_ELEMENT: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-root-element",
    "„META-INF/manifest.xml” nav OpenDocument manifests: tā saknes elements ir „{v}”.",
    "`META-INF/manifest.xml` is not an OpenDocument manifest: its root element is `{v}`.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("EN 319 162-1, 4.4.3.2 (5) b).", "EN 319 162-1, 4.4.3.2 (5) b).");

/// Attributes outside the namespace.
pub(crate) static MANIFEST_ATTRIBUTES: CatalogueEntry = CatalogueEntry::warning(
    "C-manifest-attributes",
    "Manifesta atribūti nav tā vārdtelpā; dažas programmas tos nesaskatīs.",
    "Attributes of the manifest are not in its namespace; some programs will not see them.",
)
.explain("OpenDocument 1.2, 3. daļa, 4.8.", "OpenDocument 1.2, part 3, 4.8.");

/// An element that manifests do not have.
pub(crate) static MANIFEST_ELEMENT: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-element",
    "Manifestā ir elements „{v}”, kāda tajā nedrīkst būt.",
    "The manifest has an element `{v}`, which it must not have.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "OpenDocument 1.2, 3. daļa, 3.2 un tā shēma; libdigidocpp manifestu pārbauda pēc shēmas.",
    "OpenDocument 1.2, part 3, 3.2 and its schema, by which libdigidocpp checks a manifest.",
);

/// Another version than 1.2.
pub(crate) static MANIFEST_VERSION: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-version",
    "Manifesta versija ir „{v}”; jābūt 1.2.",
    "The version of the manifest is `{v}`; it must be 1.2.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "libdigidocpp neatver konteineru ar citu versiju.",
    "libdigidocpp does not open a container with another version.",
);

/// No version.
pub(crate) static MANIFEST_NO_VERSION: CatalogueEntry = CatalogueEntry::info(
    "C-manifest-no-version",
    "Manifestā nav norādīta versija (1.2).",
    "The manifest does not say its version (1.2).",
)
.explain(
    "OpenDocument 1.2, 3. daļa, 4.8: manifestam ir versija.",
    "OpenDocument 1.2, part 3, 4.8: a manifest has a version.",
);

/// No entry for the container itself.
pub(crate) static MANIFEST_NO_ROOT: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-no-root",
    "Manifestā nav ieraksta „/” ar konteinera tipu.",
    "The manifest has no entry `/` with the container's type.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("libdigidocpp tādu konteineru neatver.", "libdigidocpp does not open such a container.");

/// The container's own entry has another type.
pub(crate) static MANIFEST_ROOT_TYPE: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-root-type",
    "Manifestā konteinera tips ir „{v}”, bet „mimetype” norāda „{w}”.",
    "The manifest says the container is `{v}`, `mimetype` says `{w}`.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("OpenDocument 1.2, 3. daļa, 3.2, 3.3.", "OpenDocument 1.2, part 3, 3.2, 3.3.");

/// A data file that the manifest does not list.
pub(crate) static MANIFEST_UNLISTED: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-unlisted",
    "Datne „{f}” nav minēta manifestā.",
    "File `{f}` is not listed in the manifest.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "OpenDocument 1.2, 3. daļa, 3.2: katrai datnei tieši viens ieraksts.",
    "OpenDocument 1.2, part 3, 3.2: exactly one entry for each file.",
);

/// A listed file that is not there.
pub(crate) static MANIFEST_ABSENT: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-absent",
    "Manifestā minēta datne „{f}”, kuras konteinerā nav.",
    "The manifest lists file `{f}`, which is not in the container.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("OpenDocument 1.2, 3. daļa, 3.2.", "OpenDocument 1.2, part 3, 3.2.");

/// A file listed twice.
pub(crate) static MANIFEST_DUPLICATE: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-duplicate",
    "Manifestā datne „{f}” minēta vairākkārt.",
    "The manifest lists file `{f}` more than once.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "OpenDocument 1.2, 3. daļa, 3.2: katrai datnei tieši viens ieraksts.",
    "OpenDocument 1.2, part 3, 3.2: exactly one entry for each file.",
);

/// The manifest lists what is not a data file.
pub(crate) static MANIFEST_EXTRA: CatalogueEntry = CatalogueEntry::warning(
    "C-manifest-extra",
    "Manifestā minēts „{f}”, kas nav datu datne.",
    "The manifest lists `{f}`, which is not a data file.",
)
.explain("OpenDocument 1.2, 3. daļa, 3.2.", "OpenDocument 1.2, part 3, 3.2.");

/// A signature among the data files.
pub(crate) static MANIFEST_SIGNATURE: CatalogueEntry = CatalogueEntry::error(
    "C-manifest-signature",
    "Manifestā kā datu datne minēts paraksts „{f}”; libdigidocpp (DigiDoc4) tādēļ parakstu atzīst par nederīgu.",
    "The manifest lists signature `{f}` as a data file; libdigidocpp (DigiDoc4) finds the signature invalid for that.",
)
.hint(
    "Lūdziet to, kurš parakstīja, parakstīt dokumentu no jauna ar citu programmu.",
    "Ask whoever signed to sign the document anew with another program.",
)
.explain(
    "EN 319 162-1, 4.4.3.2: manifestā ir datu datnes. libdigidocpp prasa, lai katrs paraksts attiektos uz visu, kas tajā minēts (open-eid/libdigidocpp #351).",
    "EN 319 162-1, 4.4.3.2: a manifest has the data files. libdigidocpp asks that each signature covers all that it lists (open-eid/libdigidocpp #351).",
);

/// A media type that is none.
pub(crate) static MEDIA_TYPE: CatalogueEntry = CatalogueEntry::error(
    "C-media-type",
    "Datnei „{f}” manifestā norādīts nederīgs datu tips „{v}”.",
    "The manifest gives file `{f}` an invalid media type, `{v}`.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "Jābūt „tips/apakštips”, piemēram, „application/pdf”. Ar citādu digidoc4j nespēj strādāt.",
    "It must be \"type/subtype\", such as \"application/pdf\". digidoc4j fails on others.",
);

/// A media type with parameters.
pub(crate) static MEDIA_TYPE_PARAMETERS: CatalogueEntry = CatalogueEntry::info(
    "C-media-type-parameters",
    "Datnes „{f}” datu tipam manifestā ir parametri: „{v}”.",
    "The media type of file `{f}` has parameters in the manifest: `{v}`.",
)
.explain(
    "RFC 2045, 5.1: parametri (piemēram, „charset”) datu tipam drīkst būt; mēs tos nerakstām.",
    "RFC 2045, 5.1: a media type may have parameters (such as `charset`); we write none.",
);

/// The signature says another media type.
pub(crate) static MEDIA_TYPE_SIGNED: CatalogueEntry = CatalogueEntry::error(
    "C-media-type-signed",
    "Datnei „{f}” manifestā norādīts datu tips „{v}”, bet parakstīts „{w}”.",
    "The manifest gives file `{f}` the media type `{v}`, but `{w}` was signed.",
)
.hint(SIGN.0, SIGN.1)
.explain(
    "libdigidocpp un digidoc4j tādu parakstu noraida; EU DSS to nepārbauda.",
    "libdigidocpp and digidoc4j refuse such a signature; EU DSS does not look.",
);

/// The content is of another format.
pub(crate) static MEDIA_TYPE_CONTENT: CatalogueEntry = CatalogueEntry::warning(
    "C-media-type-content",
    "Datnei „{f}” norādīts datu tips „{v}”, bet tās saturs {what}.",
    "File `{f}` is said to be `{v}`, but its content {what}.",
)
.hint(
    "Atveriet datni un pārliecinieties, kas tā ir.",
    "Open the file and see what it is.",
)
.explain(
    "Mūsu noteikums: programmas atver datni pēc norādītā tipa; tipu salīdzina ar satura pirmajiem baitiem.",
    "Our rule: programs open a file by the type that it is said to have; that is compared with the first bytes of the content.",
);

// ---- entries and names ----

/// A directory among the data.
pub(crate) static DIRECTORY_ENTRY: CatalogueEntry = CatalogueEntry::error(
    "C-directory-entry",
    "Konteinerā ir mapes ieraksts „{f}”.",
    "The container has an entry for a folder, `{f}`.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "libdigidocpp un pyasice tādu konteineru neatver.",
    "libdigidocpp and pyasice do not open such a container.",
);

/// A directory entry for META-INF itself.
pub(crate) static DIRECTORY_ENTRY_META: CatalogueEntry = CatalogueEntry::info(
    "C-directory-entry-meta",
    "Konteinerā ir mapes ieraksts „{f}”; tāds nav vajadzīgs.",
    "The container has an entry for the folder `{f}`, which nobody needs.",
)
.explain(
    "To prasa tikai labs paradums: mērītās programmas šo ierakstu pieļauj.",
    "Good practice only: the programs that were measured let this entry pass.",
);

/// A folder that has content.
pub(crate) static DIRECTORY_CONTENT: CatalogueEntry = CatalogueEntry::error(
    "C-directory-content",
    "Mapes ierakstā „{f}” ir {n} baiti datu, ko neviena programma nerāda.",
    "The entry of folder `{f}` holds {n} bytes of data that no program shows.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "Mūsu noteikums: mapei satura nav; tajā kaut ko var paslēpt.",
    "Our rule: a folder has no content; something can be hidden in it.",
);

/// A link, a device, or a file that is marked as a folder.
pub(crate) static SPECIAL_ENTRY: CatalogueEntry = CatalogueEntry::error(
    "C-entry-special",
    "Ieraksts „{f}” pēc tā atribūtiem nav datne, bet saite, mape vai ierīce; izvērsts tas būtu kas cits.",
    "By its attributes entry `{f}` is no file but a link, a folder or a device; unpacked it would be something else.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "Mūsu noteikums: pēc ārējiem atribūtiem (ZIP, APPNOTE 6.3, 4.4.15) unzip to izveidotu kā saiti vai mapi.",
    "Our rule: by its external attributes (ZIP, APPNOTE 6.3, 4.4.15) unzip would make a link or a folder of it.",
);

/// No data file.
pub(crate) static NO_DATA: CatalogueEntry = CatalogueEntry::error(
    "C-no-data",
    "Konteinerā nav nevienas datu datnes.",
    "There is no data file in the container.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("EN 319 162-1, 4.4.2 (2).", "EN 319 162-1, 4.4.2 (2).");

/// An empty data file.
pub(crate) static EMPTY_FILE: CatalogueEntry =
    CatalogueEntry::error("C-empty-file", "Datne „{f}” ir tukša.", "File `{f}` is empty.")
        .hint(
            "Ievietojiet īsto datni un izveidojiet konteineru no jauna.",
            "Put the right file in and make the container anew.",
        )
        .explain("Parakstīšanas programmas tukšu datni nepieņem.", "Signing programs refuse an empty file.");

/// Two entries of one name.
pub(crate) static DUPLICATE: CatalogueEntry = CatalogueEntry::error(
    "C-duplicate",
    "Konteinerā ir vairāki ieraksti ar nosaukumu „{f}”.",
    "The container has several entries named `{f}`.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "Viena programma rāda pirmo, cita pēdējo. libdigidocpp tādu konteineru neatver.",
    "One program shows the first, another the last. libdigidocpp does not open such a container.",
);

/// Two names that are one on some systems.
pub(crate) static DUPLICATE_FOLDED: CatalogueEntry = CatalogueEntry::error(
    "C-duplicate-folded",
    "Nosaukumi „{f}” un „{g}” atšķiras tikai ar burtu lielumu vai kodējumu; daudzās sistēmās tā ir viena datne.",
    "Names `{f}` and `{g}` differ only in letter case or encoding; on many systems they are one file.",
).hint(RENAME.0, RENAME.1)
.explain("Mūsu noteikums: Windows un macOS abas datnes ir viena, un viena aizstāj otru.", "Our rule: on Windows and macOS the two are one file, and one replaces the other.");

/// A name that is a file and a folder.
pub(crate) static FILE_AND_FOLDER: CatalogueEntry = CatalogueEntry::error(
    "C-name-file-and-folder",
    "Nosaukums „{f}” ir gan datne, gan mape; izvērst var tikai vienu.",
    "Name `{f}` is a file and a folder as well; only one of them can be unpacked.",
)
.hint(RENAME.0, RENAME.1)
.explain(
    "Mūsu noteikums: datņu sistēmā datne un mape ar vienu nosaukumu nevar būt reizē.",
    "Our rule: no file system holds a file and a folder of one name.",
);

/// A name of no characters.
pub(crate) static NAME_EMPTY: CatalogueEntry = CatalogueEntry::error(
    "C-name-empty",
    "Konteinerā ir ieraksts bez nosaukuma.",
    "The container has an entry without a name.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("ZIP (APPNOTE 6.3), 4.4.17.", "ZIP (APPNOTE 6.3), 4.4.17.");

/// A name from the root.
pub(crate) static NAME_ABSOLUTE: CatalogueEntry = CatalogueEntry::error(
    "C-name-absolute",
    "Nosaukums „{f}” sākas ar „/”: tas vestu ārpus mapes, kurā konteineru izvērš.",
    "Name `{f}` begins with `/`: it would lead out of the folder where the container is unpacked.",
)
.hint(RENAME.0, RENAME.1)
.explain(
    "EN 319 162-1, A.6 (3). libdigidocpp 4.4, pyasice un divas Rust bibliotēkas to pieļauj.",
    "EN 319 162-1, A.6 (3). libdigidocpp 4.4, pyasice and two Rust libraries let it pass.",
);

/// A name that climbs.
pub(crate) static NAME_TRAVERSAL: CatalogueEntry = CatalogueEntry::error(
    "C-name-traversal",
    "Nosaukums „{f}” ar „..” ved ārpus mapes, kurā konteineru izvērš.",
    "Name `{f}` leads by `..` out of the folder where the container is unpacked.",
).hint(RENAME.0, RENAME.1)
.explain(
    "EN 319 162-1, A.6 (3). libdigidocpp 4.4, pyasice un divas Rust bibliotēkas to pieļauj; libdigidocpp 4.5 nepieļauj.",
    "EN 319 162-1, A.6 (3). libdigidocpp 4.4, pyasice and two Rust libraries let it pass; libdigidocpp 4.5 does not.",
);

/// An empty segment or `.`.
pub(crate) static NAME_SEGMENT: CatalogueEntry = CatalogueEntry::error(
    "C-name-segment",
    "Nosaukumā „{f}” ir tukša daļa vai „.”.",
    "Name `{f}` has an empty part or `.`.",
)
.hint(RENAME.0, RENAME.1)
.explain(
    "Mūsu noteikums: pēc izvēršanas datnei ir cits nosaukums nekā parakstā.",
    "Our rule: unpacked, the file has another name than in the signature.",
);

/// A backslash.
pub(crate) static NAME_BACKSLASH: CatalogueEntry = CatalogueEntry::error(
    "C-name-backslash",
    "Nosaukumā „{f}” ir atpakaļvērstā slīpsvītra: sistēmā Windows tā ir mape.",
    "Name `{f}` has a backslash: on Windows it means a folder.",
)
.hint(RENAME.0, RENAME.1)
.explain(
    "ZIP (APPNOTE 6.3), 4.4.17.1: nosaukumā ir tikai „/”. libdigidocpp 4.5 tādu konteineru neatver.",
    "ZIP (APPNOTE 6.3), 4.4.17.1: names have `/` only. libdigidocpp 4.5 does not open such a container.",
);

/// A character that Windows forbids.
pub(crate) static NAME_CHARACTER: CatalogueEntry = CatalogueEntry::error(
    "C-name-character",
    "Nosaukumā „{f}” ir zīme „{v}”, ko neatļauj Windows.",
    "Name `{f}` has the character `{v}`, which Windows forbids.",
)
.hint(RENAME.0, RENAME.1)
.explain(
    "Mūsu noteikums: šīs zīmes neatļauj Windows (Microsoft, Naming Files, Paths, and Namespaces).",
    "Our rule: Windows forbids these characters (Microsoft, Naming Files, Paths, and Namespaces).",
);

/// A name that Windows cannot keep.
pub(crate) static NAME_SYSTEM: CatalogueEntry = CatalogueEntry::error(
    "C-name-system",
    "Ar nosaukumu „{f}” datni Windows nesaglabās: tas ir ierīces nosaukums vai beidzas ar punktu vai atstarpi.",
    "Windows cannot store a file named `{f}`: that is the name of a device, or ends with a dot or a space.",
)
.hint(RENAME.0, RENAME.1)
.explain(
    "Mūsu noteikums (Microsoft, Naming Files, Paths, and Namespaces): CON, PRN, AUX, NUL, COM1, LPT1 un citi, arī ar paplašinājumu.",
    "Our rule (Microsoft, Naming Files, Paths, and Namespaces): CON, PRN, AUX, NUL, COM1, LPT1 and others, also with an extension.",
);

/// A control character.
pub(crate) static NAME_CONTROL: CatalogueEntry = CatalogueEntry::error(
    "C-name-control",
    "Nosaukumā „{f}” ir vadības zīme.",
    "Name `{f}` has a control character.",
)
.hint(RENAME.0, RENAME.1)
.explain(
    "Mūsu noteikums: vadības zīmes neatļauj Windows, un tās maina to, ko redz terminālī.",
    "Our rule: Windows forbids control characters, and they change what a terminal shows.",
);

/// A character that nobody sees.
pub(crate) static NAME_INVISIBLE: CatalogueEntry = CatalogueEntry::error(
    "C-name-invisible",
    "Nosaukumā „{f}” ir neredzama zīme; nosaukums izskatās citāds, nekā ir.",
    "Name `{f}` has an invisible character; the name looks other than it is.",
)
.hint(RENAME.0, RENAME.1)
.explain(
    "Mūsu noteikums: „annexe(U+202E)fdp.exe” izskatās pēc PDF.",
    "Our rule: `annexe(U+202E)fdp.exe` looks like a PDF.",
);

/// A name that the format keeps for itself.
pub(crate) static NAME_RESERVED: CatalogueEntry = CatalogueEntry::error(
    "C-name-reserved",
    "Nosaukums „{f}” atšķiras tikai ar burtu lielumu no tā, ko formāts paturējis sev („mimetype”, „META-INF/”).",
    "Name `{f}` differs only in letter case from what the format keeps for itself (`mimetype`, `META-INF/`).",
).hint(RENAME.0, RENAME.1)
.explain("Mūsu noteikums: Windows un macOS burtu lielumu neizšķir. EN 319 162-1, 4.4.3.2 (5) pieļauj META-INF tikai paša formāta datnēm.", "Our rule: Windows and macOS do not tell letter case apart, and META-INF is for the files of the format (EN 319 162-1, 4.4.3.2 (5)).");

/// A long name.
pub(crate) static NAME_LONG: CatalogueEntry = CatalogueEntry::error(
    "C-name-long",
    "Nosaukums „{f}” ir par garu: {n} baiti, atļauts {max}.",
    "Name `{f}` is too long: {n} bytes, the limit is {max}.",
)
.hint(RENAME.0, RENAME.1)
.explain(
    "libdigidocpp neatver konteineru ar 300 zīmju nosaukumu.",
    "libdigidocpp does not open a container with a name of 300 characters.",
);

/// A name with a version of VMS.
pub(crate) static NAME_VERSION: CatalogueEntry = CatalogueEntry::warning(
    "C-name-version",
    "Nosaukuma „{f}” beigas ar „;” unzip izvēršot nogriež.",
    "Name `{f}` ends with `;` and digits, which unzip takes away.",
)
.hint(RENAME.0, RENAME.1)
.explain(
    "Mūsu noteikums: Info-ZIP unzip tās uzskata par versijas numuru sistēmā VMS.",
    "Our rule: Info-ZIP unzip takes them for the number of a version on VMS.",
);

/// Not in composed form.
pub(crate) static NAME_NFC: CatalogueEntry = CatalogueEntry::warning(
    "C-name-nfc",
    "Nosaukumā „{f}” garumzīmes un mīkstinājuma zīmes ir atsevišķas (nav NFC); citās sistēmās datni var neatrast.",
    "Name `{f}` has its diacritics apart (not NFC); other systems may not find the file.",
).hint(RENAME.0, RENAME.1)
.explain("Mūsu noteikums: macOS un citas sistēmas vienus un tos pašus burtus raksta dažādi.", "Our rule: macOS and other systems write the same letters in different ways.");

/// A name with folders.
pub(crate) static NAME_FOLDER: CatalogueEntry = CatalogueEntry::info(
    "C-name-folder",
    "Datne „{f}” atrodas mapē; tas ir atļauts, bet ne visas programmas mapes rāda.",
    "File `{f}` is in a folder; that is allowed, but not every program shows folders.",
)
.explain("EN 319 162-1, 4.4.2 (2).", "EN 319 162-1, 4.4.2 (2).");

/// Neither ASCII nor UTF-8.
pub(crate) static NAME_UTF8: CatalogueEntry =
    CatalogueEntry::error("C-name-utf8", "Nosaukums „{f}” nav UTF-8 kodējumā.", "Name `{f}` is not UTF-8.")
        .hint(RENAME.0, RENAME.1)
        .explain("EN 319 162-1, 4.2 (2) b).", "EN 319 162-1, 4.2 (2) b).");

/// UTF-8 without the flag.
pub(crate) static NAME_UNFLAGGED: CatalogueEntry = CatalogueEntry::warning(
    "C-name-unflagged",
    "Nosaukums „{f}” ir UTF-8 kodējumā, bet arhīvs to nenorāda; dažas programmas to rādīs nepareizi.",
    "Name `{f}` is UTF-8, but the archive does not say so; some programs will show it wrongly.",
)
.explain(
    "EN 319 162-1, 4.2 (2) b); ZIP (APPNOTE 6.3), 4.4.4, 11. bits.",
    "EN 319 162-1, 4.2 (2) b); ZIP (APPNOTE 6.3), 4.4.4, bit 11.",
);

/// Two names in one entry.
pub(crate) static NAME_TWO: CatalogueEntry = CatalogueEntry::error(
    "C-name-two",
    "Ierakstam ir divi dažādi nosaukumi: „{f}” un papildlaukā „{g}”.",
    "The entry has two different names: `{f}`, and `{g}` in an extra field.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("ZIP (APPNOTE 6.3), 4.6.9.", "ZIP (APPNOTE 6.3), 4.6.9.");

/// Something in META-INF that is none of the format's.
pub(crate) static META_STRANGER: CatalogueEntry = CatalogueEntry::warning(
    "C-meta-stranger",
    "Mapē „META-INF” ir sveša datne „{f}”; libdigidocpp to izdzēsīs, kad pievienos parakstu.",
    "There is a foreign file `{f}` in `META-INF`; libdigidocpp will delete it when it adds a signature.",
)
.hint(
    "Ja šī datne ir vajadzīga, glabājiet to ārpus konteinera.",
    "If the file is needed, keep it outside the container.",
)
.explain("EN 319 162-1, 4.4.3.2 (5) d).", "EN 319 162-1, 4.4.3.2 (5) d).");

// ---- signatures ----

/// Nobody has signed.
pub(crate) static UNSIGNED: CatalogueEntry = CatalogueEntry::warning(
    "C-unsigned",
    "Dokuments nav parakstīts. Nesūtiet to, kamēr tas nav parakstīts.",
    "The document is not signed. Do not send it until it is.",
)
.explain(
    "EN 319 162-1, 4.4.1: konteinerā ir vismaz viens paraksts. Neparakstītu to atver, lai parakstītu.",
    "EN 319 162-1, 4.4.1: a container has one signature at least. Unsigned it is opened to be signed.",
);

/// Only a time-stamp.
pub(crate) static TIMESTAMP_ONLY: CatalogueEntry = CatalogueEntry::info(
    "C-timestamp-only",
    "Konteinerā ir tikai laika zīmogs vai pierādījuma ieraksts; neviena persona to nav parakstījusi.",
    "The container has only a time-stamp or an evidence record; no person has signed it.",
)
.hint(SIGN.0, SIGN.1)
.explain(
    "EN 319 162-1, 4.4.4.2: laika zīmogs pierāda laiku, nevis to, kas parakstījis.",
    "EN 319 162-1, 4.4.4.2: a time-stamp proves the time, not who signed.",
);

/// A signature file that cannot be read.
pub(crate) static SIGNATURE_BROKEN: CatalogueEntry = CatalogueEntry::error(
    "C-signature-broken",
    "Paraksta datni „{f}” nevar nolasīt: {what}.",
    "Signature file `{f}` cannot be read: {what}.",
)
.hint(REMAKE.0, REMAKE.1)
.explain(
    "EN 319 162-1, 4.4.3.2 (XAdES), 4.4.4.2 (CAdES, laika zīmogs).",
    "EN 319 162-1, 4.4.3.2 (XAdES), 4.4.4.2 (CAdES, time-stamp).",
);

/// A signature file of something else.
pub(crate) static SIGNATURE_ROOT: CatalogueEntry = CatalogueEntry::error(
    "C-signature-root",
    "Datne „{f}” nosaukta kā paraksts, bet satur ko citu: tās saknes elements ir „{v}”.",
    "File `{f}` is named as a signature but holds something else: its root element is `{v}`.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("EN 319 162-1, 4.4.3.2 (3).", "EN 319 162-1, 4.4.3.2 (3).");

/// A signature file without signatures.
pub(crate) static SIGNATURE_NONE: CatalogueEntry = CatalogueEntry::error(
    "C-signature-none",
    "Paraksta datnē „{f}” nav neviena paraksta.",
    "There is no signature in signature file `{f}`.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("EN 319 162-1, 4.4.3.2 (2), A.5.", "EN 319 162-1, 4.4.3.2 (2), A.5.");

/// A signature that covers nothing here.
pub(crate) static SIGNATURE_OVER_NOTHING: CatalogueEntry = CatalogueEntry::error(
    "C-signature-over-nothing",
    "Datne „{f}” neattiecas ne uz vienu konteinera datni: to nemin neviens ASiCManifest.",
    "`{f}` is over no file of the container: no ASiCManifest names it.",
)
.hint(SIGN.0, SIGN.1)
.explain("EN 319 162-1, 4.4.4.2 (3), A.4.", "EN 319 162-1, 4.4.4.2 (3), A.4.");

/// A signature where no program looks for one.
pub(crate) static SIGNATURE_MISNAMED: CatalogueEntry = CatalogueEntry::error(
    "C-signature-misnamed",
    "„{f}” ir paraksts ({v}), bet tā nosaukums nav paraksta nosaukums: programmas to neredz, un konteiners tām nav parakstīts.",
    "`{f}` is a signature ({v}), but is not named as one: programs do not see it, and to them the container is not signed.",
)
.hint(
    "Lūdziet to, kurš parakstīja, parakstīt dokumentu no jauna ar programmu, kas raksta EDOC.",
    "Ask whoever signed to sign the document anew with a program that writes EDOC.",
)
.explain(
    "EN 319 162-1, 4.4.3.2 un 4.4.4.2: META-INF/*signatures*.xml (XAdES), *signature*.p7s (CAdES), *timestamp*.tst (laika zīmogs). \
     libdigidocpp tādu datni izdzēš, kad pievieno parakstu.",
    "EN 319 162-1, 4.4.3.2 and 4.4.4.2: META-INF/*signatures*.xml (XAdES), *signature*.p7s (CAdES), *timestamp*.tst (time-stamp). \
     libdigidocpp deletes such a file when it adds a signature.",
);

/// A name that readers may overlook.
pub(crate) static SIGNATURE_NAME: CatalogueEntry = CatalogueEntry::info(
    "C-signature-name",
    "Paraksta datnes nosaukums „{f}” ir pareizs, bet pyasice to neatpazīst un paraksta neredz.",
    "The name of signature file `{f}` is right, but pyasice does not know it and sees no signature.",
)
.explain(
    "EN 319 162-1, 4.4.3.2 (2): META-INF/*signatures*.xml. Tā savas datnes sauc eParaksts.",
    "EN 319 162-1, 4.4.3.2 (2): META-INF/*signatures*.xml. So eParaksts names its files.",
);

/// `XAdES` and `CAdES` together.
pub(crate) static SIGNATURES_MIXED: CatalogueEntry = CatalogueEntry::warning(
    "C-signatures-mixed",
    "Konteinerā ir gan XAdES, gan CAdES paraksti; dažas programmas redzēs tikai vienus.",
    "The container has XAdES and CAdES signatures; some programs will see only one kind.",
)
.explain(
    "EN 319 162-1, 4.4.3 un 4.4.4 ir divi atsevišķi konteineru veidi.",
    "EN 319 162-1, 4.4.3 and 4.4.4 are two kinds of containers.",
);

/// Signed with `CAdES` alone.
pub(crate) static CADES: CatalogueEntry = CatalogueEntry::info(
    "C-cades",
    "Konteiners parakstīts ar CAdES; libdigidocpp un digidoc4j pazīst tikai XAdES un to neatvērs.",
    "The container is signed with CAdES; libdigidocpp and digidoc4j know XAdES only and will not open it.",
)
.explain(
    "EN 319 162-1, 4.4.4. EDOC ir ASiC-E ar XAdES (4.4.3).",
    "EN 319 162-1, 4.4.4. An EDOC is ASiC-E with XAdES (4.4.3).",
);

/// A signed file that is not there.
pub(crate) static REFERENCE_MISSING: CatalogueEntry = CatalogueEntry::error(
    "C-reference-missing",
    "Datnē „{s}” parakstīta datne „{f}”, kuras konteinerā nav.",
    "`{s}` signs file `{f}`, which is not in the container.",
)
.hint(SIGN.0, SIGN.1)
.explain("EN 319 162-1, A.6 (2).", "EN 319 162-1, A.6 (2).")
.rests_on(Provenance::Integrity);

/// A signed file that has changed.
pub(crate) static REFERENCE_DIGEST: CatalogueEntry = CatalogueEntry::error(
    "C-reference-digest",
    "Datne „{f}” nav tā, kas parakstīta datnē „{s}”: kontrolsumma nesakrīt.",
    "File `{f}` is not the one that `{s}` signs: the digest differs.",
)
.hint(
    "Datne pēc parakstīšanas ir mainīta; parakstiet dokumentu no jauna.",
    "The file was changed after signing; sign the document anew.",
)
.explain(
    "XML Signature, 4.3.3; EN 319 162-1, A.4. Šo pārbaudi var atkārtot ikviens, kam ir konteiners.",
    "XML Signature, 4.3.3; EN 319 162-1, A.4. Anybody who has the container can repeat this check.",
)
.rests_on(Provenance::Integrity);

/// A file that a signature leaves out.
pub(crate) static REFERENCE_PARTIAL: CatalogueEntry = CatalogueEntry::error(
    "C-reference-partial",
    "Paraksts datnē „{s}” neattiecas uz datni „{f}”.",
    "The signature in `{s}` does not cover file `{f}`.",
)
.hint(SIGN.0, SIGN.1)
.explain(
    "libdigidocpp un digidoc4j prasa, lai katrs paraksts attiektos uz visām datnēm.",
    "libdigidocpp and digidoc4j ask that every signature covers all files.",
);

/// A file that no `CAdES` signature covers.
pub(crate) static ASIC_MANIFEST_PARTIAL: CatalogueEntry = CatalogueEntry::error(
    "C-asic-manifest-partial",
    "Neviens CAdES paraksts neattiecas uz datni „{f}”.",
    "No CAdES signature covers file `{f}`.",
)
.hint(SIGN.0, SIGN.1)
.explain(
    "EN 319 162-1, 4.4.4.2: CAdES paraksts attiecas uz to, kas minēts tā ASiCManifest.",
    "EN 319 162-1, 4.4.4.2: a CAdES signature covers what its ASiCManifest lists.",
);

/// A reference that we cannot recompute.
pub(crate) static REFERENCE_UNCHECKED: CatalogueEntry = CatalogueEntry::info(
    "C-reference-unchecked",
    "Datnes „{f}” kontrolsumma datnē „{s}” nav pārbaudīta: {what}.",
    "The digest of file `{f}` in `{s}` was not checked: {what}.",
)
.explain(
    "Kontrolsummas pārrēķina tikai datnēm, kas parakstītas tādas, kādas tās ir.",
    "Digests are computed anew only of files that were signed as they are.",
);

/// SHA-1.
pub(crate) static REFERENCE_WEAK: CatalogueEntry = CatalogueEntry::warning(
    "C-reference-weak",
    "Parakstā „{s}” lietots novecojis algoritms SHA-1.",
    "Signature `{s}` uses the outdated algorithm SHA-1.",
)
.explain(
    "ETSI TS 119 312: SHA-1 jauniem parakstiem vairs neder.",
    "ETSI TS 119 312: SHA-1 is no longer fit for new signatures.",
);

/// What nobody here has checked.
pub(crate) static SIGNATURE_UNCHECKED: CatalogueEntry = CatalogueEntry::info(
    "C-signature-unchecked",
    "Šeit pārbaudīts tikai, uz kurām datnēm paraksti attiecas. Paraksta derīgums, sertifikāti un laika zīmogi nav pārbaudīti.",
    "Only what the signatures cover was checked here. Their validity, certificates and time-stamps were not.",
)
.hint(
    "Pārbaudiet parakstu, piemēram, portālā eparaksts.lv.",
    "Have the signature validated, for example at eparaksts.lv.",
)
.explain("Lai pārbaudītu paraksta vērtību, sertifikātu ķēdi, atsaukšanu un laika zīmogu, vajag uzticības sarakstus un tīklu; šī programma to nedara.", "To validate its value, the chain of certificates, revocation and time-stamps takes trusted lists and a network; this program does not do it.");

/// An `ASiCManifest` where `XAdES` is expected.
pub(crate) static ASIC_MANIFEST_XADES: CatalogueEntry = CatalogueEntry::warning(
    "C-asic-manifest",
    "Konteinerā ir „{f}”, kas der tikai CAdES parakstiem un laika zīmogiem; libdigidocpp to izdzēsīs, kad pievienos XAdES parakstu.",
    "The container has `{f}`, which serves CAdES signatures and time-stamps only; libdigidocpp will delete it when it adds a XAdES signature.",
)
.explain("EN 319 162-1, 4.4.4.2: ASiCManifest ir CAdES parakstu un laika zīmogu daļa.", "EN 319 162-1, 4.4.4.2: an ASiCManifest belongs to CAdES signatures and time-stamps.");

/// An `ASiCManifest` that cannot be read.
pub(crate) static ASIC_MANIFEST_BROKEN: CatalogueEntry = CatalogueEntry::error(
    "C-asic-manifest-broken",
    "„{f}” neatbilst standartam: {what}.",
    "`{f}` does not conform: {what}.",
)
.hint(REMAKE.0, REMAKE.1)
.explain("EN 319 162-1, A.4.", "EN 319 162-1, A.4.");

/// An `ASiCManifest` in lower case, as ph-asic, difi and Digipost write it.
pub(crate) static ASIC_MANIFEST_NAME: CatalogueEntry = CatalogueEntry::info(
    "C-asic-manifest-name",
    "„{f}” ir ASiCManifest, bet nosaukts ar mazajiem burtiem; programmas, kas meklē standarta nosaukumu, to neatradīs.",
    "`{f}` is an ASiCManifest, but its name is in lower case; programs that look for the name of the standard will not find it.",
)
.explain(
    "EN 319 162-1, 4.4.4.2: META-INF/ASiCManifest*.xml. Ar mazajiem burtiem to raksta ph-asic, difi un Digipost.",
    "EN 319 162-1, 4.4.4.2: META-INF/ASiCManifest*.xml. ph-asic, difi and Digipost write it in lower case.",
);

/// An `ASiCManifest` that says another media type.
pub(crate) static ASIC_MANIFEST_TYPE: CatalogueEntry = CatalogueEntry::warning(
    "C-asic-manifest-type",
    "Datnei „{f}” manifestā norādīts datu tips „{v}”, bet datnē „{s}” – „{w}”.",
    "The manifest gives file `{f}` the media type `{v}`, but `{s}` says `{w}`.",
)
.explain(
    "EN 319 162-1, A.4: „MimeType” ir neobligāts; digidoc4j šo atšķirību pieļauj.",
    "EN 319 162-1, A.4: `MimeType` is optional; digidoc4j lets the difference pass.",
);

/// Made ready for a `CAdES` signature that is not there yet.
pub(crate) static CADES_PREPARED: CatalogueEntry = CatalogueEntry::info(
    "C-cades-prepared",
    "Konteiners sagatavots CAdES parakstam „{g}” par „{f}”; to paraksta programma, kas prot CAdES.",
    "The container is made ready for a CAdES signature `{g}` over `{f}`; a program that knows CAdES signs it.",
)
.explain(
    "EN 319 162-1, 4.4.4.2. Ja XAdES parakstu pievieno libdigidocpp, tā ASiCManifest izdzēš.",
    "EN 319 162-1, 4.4.4.2. Where libdigidocpp adds a XAdES signature, it deletes the ASiCManifest.",
);

/// An `ASiCManifest` whose signature is not there.
pub(crate) static ASIC_MANIFEST_SIGNATURE: CatalogueEntry = CatalogueEntry::warning(
    "C-asic-manifest-signature",
    "„{f}” norāda uz parakstu „{g}”, kura konteinerā nav.",
    "`{f}` points to signature `{g}`, which is not in the container.",
)
.explain("EN 319 162-1, 4.4.4.2 (3).", "EN 319 162-1, 4.4.4.2 (3).");
