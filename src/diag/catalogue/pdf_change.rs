//! A filled PDF held against the official blank: what was changed besides the values of its fields.
use super::CatalogueEntry;

/// All of this family, in the order of their codes.
pub(super) static ALL: &[&CatalogueEntry] = &[
    &ACTION,
    &ANNOTATION_CHANGED,
    &ANNOTATION_GONE,
    &ANNOTATION_NEW,
    &APPEARANCE_DRAWN,
    &ATTACHMENT,
    &DOCUMENT,
    &ENCRYPTION,
    &ENCRYPTION_GONE,
    &FIELD_GONE,
    &FIELD_LABEL,
    &FIELD_LOOK,
    &FIELD_MOVED,
    &FIELD_NEW,
    &FIELD_RULES,
    &FONT,
    &GLYPH_SHAPE,
    &HIDDEN,
    &LAYER,
    &LOOK_UNPROVED,
    &METADATA,
    &NO_APPEARANCE,
    &NOT_COMPARED,
    &ORPHAN,
    &PAGE_BOX,
    &PAGE_CONTENT,
    &PAGE_COUNT,
    &PAGE_OVERPRINT,
    &PAGE_ROTATION,
    &PAGE_TEXT,
    &RESOURCE,
    &REWRITTEN,
    &SECOND_APPEARANCE,
    &SIGNATURE,
    &STATE_SHOWN,
    &STRUCTURE,
    &TAGS,
    &TOO_COMPLEX,
    &TWO_READINGS,
    &VALUE_UNSEEN,
    &XFA_CHANGED,
    &XOBJECT,
    &XREF,
];

const START_AGAIN: (&str, &str) = (
    "Nelietojiet šo datni: lejupielādējiet veidlapu no izdevēja vietnes un aizpildiet to no jauna.",
    "Do not use this file: download the form from its issuer's site and fill it in again.",
);

const ASK_SENDER: (&str, &str) = (
    "Nepieņemiet šo datni kā izdevēja veidlapu. Lūdziet iesniedzējam oficiālajā veidlapā no jauna aizpildītu pieteikumu.",
    "Do not take this file for the issuer's form. Ask the sender for an application filled in anew in the official form.",
);

const WHY: (&str, &str) = (
    "Aizpildītu veidlapu salīdzina ar oficiālo veidlapu pa objektiem. Mainīties drīkst tikai lauku vērtības un to attēlojums (V, AS, AP, RV, I, DA), NeedAppearances, XFA noņemšana un lauku fonti. Viss pārējais var mainīt to, ko cilvēks redz vai paraksta.",
    "A filled form is held against the official one object by object. Only the values of fields and how they are drawn may change (V, AS, AP, RV, I, DA), NeedAppearances, the removal of XFA, and fonts for fields. Everything else can change what a person sees or signs.",
);

const fn refused(code: &'static str, lv: &'static str, en: &'static str) -> CatalogueEntry {
    CatalogueEntry::error(code, lv, en).hint(ASK_SENDER.0, ASK_SENDER.1).explain(WHY.0, WHY.1)
}

/// Something happens on its own or at a click that the official form does not do.
pub(crate) static ACTION: CatalogueEntry = refused(
    "P-action",
    "Datnei ir pievienota vai mainīta darbība ({what}), kuras oficiālajā veidlapā nav: tā var izpildīties, datni atverot, drukājot vai noklikšķinot.",
    "An action ({what}) was added or changed that the official form does not have: it can run when the file is opened, printed or clicked.",
);

/// A note, link or stamp of the form is not what it was.
pub(crate) static ANNOTATION_CHANGED: CatalogueEntry = refused(
    "P-annotation-changed",
    "{page}. lappusē ir mainīta piezīme, saite vai cits uzliktais objekts ({what}), kas ir oficiālajā veidlapā.",
    "On page {page} a note, link or other overlay ({what}) of the official form was changed.",
);

/// A note, link or stamp of the form is missing.
pub(crate) static ANNOTATION_GONE: CatalogueEntry = refused(
    "P-annotation-gone",
    "{page}. lappusē trūkst oficiālās veidlapas uzliktā objekta ({what}).",
    "On page {page} an overlay ({what}) of the official form is missing.",
);

/// `FreeText`, `Stamp` and their like laid over the form.
pub(crate) static ANNOTATION_NEW: CatalogueEntry = refused(
    "P-annotation-new",
    "{page}. lappusei ir uzlikts objekts ({what}), kura oficiālajā veidlapā nav: tas var aizsegt vai papildināt drukāto tekstu.",
    "On page {page} an object ({what}) was laid over the form that the official one does not have: it can cover the printed text or add to it.",
);

/// A field shows a picture instead of its text.
pub(crate) static APPEARANCE_DRAWN: CatalogueEntry = refused(
    "P-appearance-drawn",
    "Laukā „{field}” ir zīmējums ({what}), nevis tikai ierakstītais teksts.",
    "The field “{field}” shows a drawing ({what}), not just the text that was written.",
);

/// Files embedded.
pub(crate) static ATTACHMENT: CatalogueEntry = refused(
    "P-attachment",
    "Datnei ir pievienotas vai mainītas iegultas datnes ({what}), kuru oficiālajā veidlapā nav.",
    "Embedded files ({what}) were added or changed that the official form does not have.",
);

/// Another part of the document.
pub(crate) static DOCUMENT: CatalogueEntry = refused(
    "P-document",
    "Veidlapas uzbūvē ir mainīta daļa „{what}”, kas nav lauka vērtība.",
    "The part “{what}” of the form was changed, which is not the value of a field.",
);

/// Encrypted where the blank is not.
pub(crate) static ENCRYPTION: CatalogueEntry = CatalogueEntry::error(
    "P-encryption",
    "Oficiālā veidlapa nav šifrēta, bet šī datne ir šifrēta.",
    "The official form is not encrypted, but this file is.",
)
.hint(
    "Saglabājiet datni bez paroles un ierobežojumiem.",
    "Save the file without a password and without restrictions.",
);

/// Not encrypted where the blank is.
pub(crate) static ENCRYPTION_GONE: CatalogueEntry = CatalogueEntry::info(
    "P-encryption-gone",
    "Oficiālā veidlapa ir šifrēta, bet programma, ar kuru tā aizpildīta, šifrējumu ir noņēmusi.",
    "The official form is encrypted, but the program that filled it removed the encryption.",
);

/// A field of the form is missing.
pub(crate) static FIELD_GONE: CatalogueEntry = refused(
    "P-field-gone",
    "Trūkst oficiālās veidlapas lauka „{field}”.",
    "The field “{field}” of the official form is missing.",
);

/// The name that a field is called by.
pub(crate) static FIELD_LABEL: CatalogueEntry = refused(
    "P-field-label",
    "Laukam „{field}” ir mainīts skaidrojošais nosaukums ({what}), ko rāda ekrāna lasītājs un paskaidre.",
    "The label ({what}) of the field “{field}” was changed, which screen readers and tooltips show.",
);

/// Border, background, caption, alignment.
pub(crate) static FIELD_LOOK: CatalogueEntry = refused(
    "P-field-look",
    "Laukam „{field}” ir mainīts noformējums ({what}): fons, apmale, uzraksts vai izlīdzinājums.",
    "The look ({what}) of the field “{field}” was changed: background, border, caption or alignment.",
);

/// `Rect`.
pub(crate) static FIELD_MOVED: CatalogueEntry = refused(
    "P-field-moved",
    "Lauks „{field}” ir pārvietots vai tā izmērs ir mainīts: ierakstītais var nonākt citā vietā vai aizsegt drukāto tekstu.",
    "The field “{field}” was moved or resized: what is written there can land elsewhere or cover the printed text.",
);

/// A field that the form does not have.
pub(crate) static FIELD_NEW: CatalogueEntry = refused(
    "P-field-new",
    "Ir pievienots lauks „{field}”, kura oficiālajā veidlapā nav: tas var aizsegt drukāto tekstu vai citu lauku.",
    "A field “{field}” was added that the official form does not have: it can cover the printed text or another field.",
);

/// Kind, flags, length, options.
pub(crate) static FIELD_RULES: CatalogueEntry = refused(
    "P-field-rules",
    "Laukam „{field}” ir mainītas veidlapas noteiktās īpašības ({what}).",
    "The properties ({what}) that the form sets for the field “{field}” were changed.",
);

/// A font of the printed form.
pub(crate) static FONT: CatalogueEntry = refused(
    "P-font",
    "Veidlapas fonts „{what}” ir aizstāts: ar citu fontu tie paši burti var izskatīties pēc cita teksta.",
    "The font “{what}” of the form was replaced: with another font the same letters can look like another text.",
);

/// A font whose letters look like other letters.
pub(crate) static GLYPH_SHAPE: CatalogueEntry = refused(
    "P-glyph-shape",
    "Laukā „{field}” fonta „{what}” burti izskatās pēc citām rakstzīmēm, nekā norāda to kodi: cilvēks un programma tos lasītu atšķirīgi.",
    "In the field “{field}” the letters of the font “{what}” look like other characters than their codes say: a person and a program would read them differently.",
);

/// Hidden, invisible, not printed, transparent.
pub(crate) static HIDDEN: CatalogueEntry = refused(
    "P-hidden",
    "Laukam „{field}” ir mainīta redzamība ({what}): to var neredzēt uz ekrāna vai izdrukā.",
    "The visibility ({what}) of the field “{field}” was changed: it may not be seen on screen or in print.",
);

/// Optional content.
pub(crate) static LAYER: CatalogueEntry = refused(
    "P-layer",
    "Datnei ir pievienoti vai mainīti slāņi ({what}): daļu veidlapas var paslēpt vai rādīt pēc izvēles.",
    "Layers ({what}) were added or changed: part of the form can be hidden or shown at will.",
);

/// Whether the field shows its value cannot be told.
pub(crate) static LOOK_UNPROVED: CatalogueEntry = CatalogueEntry::warning(
    "P-look-unproved",
    "Nav pierādīts, ka laukā „{field}” redzams tas, kas tajā ierakstīts ({what}): fontu vai zīmēšanas operatoru šis rīks nepazīst.",
    "It is not proved that the field “{field}” shows what is written in it ({what}): this tool does not know the font or the drawing operator.",
)
.hint(
    "Apskatiet šo lauku pats: vai redzamais teksts ir tas pats, ko šis rīks nolasa?",
    "Look at this field yourself: is the text that you see the one that this tool reads?",
)
.explain(
    "Katra cita fonta burta apveids tiek salīdzināts ar rakstzīmi, ko nozīmē tā kods. Rokraksta un rotājoši fonti, retas rakstzīmes un fonti bez apveidiem paliek nepierādīti; tāpat lauki, kuru zīmējumā ir nepazīstams operators.",
    "The outline of each letter of another font is compared with the character that its code means. Script and ornamental faces, rare characters and fonts without outlines remain unproved, and so do fields whose drawing has an unknown operator.",
);

/// Author, dates, producer.
pub(crate) static METADATA: CatalogueEntry = CatalogueEntry::info(
    "P-metadata",
    "Mainītas tikai ziņas par datni ({what}); tas notiek, datni saglabājot.",
    "Only data about the file ({what}) changed, which happens when it is saved.",
);

/// The program took the appearance away.
pub(crate) static NO_APPEARANCE: CatalogueEntry = CatalogueEntry::info(
    "P-no-appearance",
    "Lauka „{field}” vērtībai nav sava attēla: katra programma to zīmē pati.",
    "The value of the field “{field}” has no drawing of its own: each program draws it itself.",
)
.hint(
    "Pirms parakstīšanas aizpildiet veidlapu ar edocpack, lai visi redzētu to pašu.",
    "Before signing, fill the form with edocpack, so that everybody sees the same.",
);

/// The form formats the value by a script.
pub(crate) static NOT_COMPARED: CatalogueEntry = CatalogueEntry::warning(
    "P-not-compared",
    "Lauku „{field}” veidlapa noformē ar skriptu, tāpēc parādītais teksts ar vērtību nav salīdzināts burtiski.",
    "The form formats the field “{field}” by a script, so what is shown was not compared with the value letter by letter.",
)
.hint("Apskatiet šo lauku pats.", "Look at this field yourself.");

/// Objects that nothing refers to.
pub(crate) static ORPHAN: CatalogueEntry = CatalogueEntry::info(
    "P-orphan",
    "Datnē ir objekti, uz kuriem nekas neatsaucas (skaits: {n}); tie nav redzami.",
    "The file has objects that nothing refers to ({n}); they are not seen.",
);

/// `MediaBox`, `CropBox`.
pub(crate) static PAGE_BOX: CatalogueEntry = refused(
    "P-page-box",
    "{page}. lappuses robežas ({what}) ir mainītas: daļa veidlapas var nebūt redzama.",
    "The bounds ({what}) of page {page} were changed: part of the form may not be seen.",
);

/// The operators of a page.
pub(crate) static PAGE_CONTENT: CatalogueEntry = refused(
    "P-page-content",
    "Veidlapas drukātais saturs {page}. lappusē ir mainīts.",
    "The printed content of the form was changed on page {page}.",
);

/// More or fewer pages.
pub(crate) static PAGE_COUNT: CatalogueEntry = refused(
    "P-page-count",
    "Lappušu skaits ir {given}, bet oficiālajā veidlapā – {expected}.",
    "The file has {given} pages, the official form {expected}.",
);

/// Something drawn before or after what the page draws.
pub(crate) static PAGE_OVERPRINT: CatalogueEntry = refused(
    "P-page-overprint",
    "{page}. lappusei ir piezīmēts saturs, kura oficiālajā veidlapā nav: drukātais teksts var būt aizsegts vai papildināts.",
    "Content was drawn on page {page} that the official form does not have: the printed text may be covered or added to.",
);

/// `Rotate`.
pub(crate) static PAGE_ROTATION: CatalogueEntry =
    refused("P-page-rotation", "{page}. lappuse ir pagriezta.", "Page {page} was rotated.");

/// The strings of a page.
pub(crate) static PAGE_TEXT: CatalogueEntry = refused(
    "P-page-text",
    "Veidlapas drukātais teksts {page}. lappusē ir mainīts: tur rakstīts kas cits nekā oficiālajā veidlapā.",
    "The printed text of the form was changed on page {page}: it says something else than the official form.",
);

/// Patterns, graphics states, colour spaces.
pub(crate) static RESOURCE: CatalogueEntry = refused(
    "P-resource",
    "{page}. lappuses zīmēšanas līdzeklis „{what}” (krāsas, raksti, caurspīdīgums) ir mainīts.",
    "The drawing resource “{what}” (colours, patterns, transparency) of page {page} was changed.",
);

/// Saved by another program.
pub(crate) static REWRITTEN: CatalogueEntry = CatalogueEntry::info(
    "P-rewritten",
    "Cita programma datni ir pārrakstījusi pilnībā; saturs ir salīdzināts pa daļām.",
    "Another program rewrote the whole file; the content was compared part by part.",
);

/// The field shows something else than its value.
pub(crate) static SECOND_APPEARANCE: CatalogueEntry = refused(
    "P-second-appearance",
    "Laukā „{field}” redzams cits teksts nekā tajā ierakstītais: cilvēks un programma to lasītu atšķirīgi.",
    "The field “{field}” shows another text than is written in it: a person and a program would read it differently.",
);

/// Signed inside the PDF, certified.
pub(crate) static SIGNATURE: CatalogueEntry = refused(
    "P-signature",
    "Datnei ir pievienots vai mainīts PDF paraksts vai apliecinājums ({what}).",
    "A PDF signature or certification ({what}) was added or changed.",
)
.hint(
    "Pieteikumu paraksta EDOC konteinerā, nevis PDF datnē: aizpildiet oficiālo veidlapu no jauna un parakstiet konteineru.",
    "The application is signed in the EDOC container, not in the PDF: fill in the official form anew and sign the container.",
);

/// A box that is ticked and says it is not, or the other way round.
pub(crate) static STATE_SHOWN: CatalogueEntry = refused(
    "P-state-shown",
    "Rūtiņa „{field}” rāda citu stāvokli nekā tajā ierakstītais ({what}).",
    "The box “{field}” shows another state than is written in it ({what}).",
);

/// The file's structure has to be guessed.
pub(crate) static STRUCTURE: CatalogueEntry = CatalogueEntry::error(
    "P-structure",
    "Datnes uzbūve ir bojāta ({what}), un dažādas programmas to var izlasīt atšķirīgi.",
    "The structure of the file is damaged ({what}), and programs may read it differently.",
)
.hint(START_AGAIN.0, START_AGAIN.1);

/// What is read aloud.
pub(crate) static TAGS: CatalogueEntry = refused(
    "P-tags",
    "Mainīts lasāmības marķējums ({what}): ekrāna lasītājs var nolasīt citu tekstu, nekā redzams.",
    "The accessibility tags ({what}) were changed: a screen reader may read another text than is seen.",
);

/// Beyond the budget.
pub(crate) static TOO_COMPLEX: CatalogueEntry = CatalogueEntry::error(
    "P-too-complex",
    "Datne ir daudz sarežģītāka nekā oficiālā veidlapa, un to nevar salīdzināt.",
    "The file is far more complex than the official form and cannot be compared.",
)
.hint(START_AGAIN.0, START_AGAIN.1);

/// Two programs read two documents.
pub(crate) static TWO_READINGS: CatalogueEntry = refused(
    "P-two-readings",
    "Datni var izlasīt divējādi ({what}): viena programma rādīs vienu saturu, cita – citu.",
    "The file can be read in two ways ({what}): one program will show one content, another something else.",
);

/// A value that a field holds and does not show.
pub(crate) static VALUE_UNSEEN: CatalogueEntry = CatalogueEntry::error(
    "P-value-unseen",
    "Laukā „{field}” ir vērtība, kuras attēls ir tukšs: cilvēks to neredz.",
    "The field “{field}” has a value but its drawing is empty: a person does not see it.",
)
.hint(
    "Aizpildiet veidlapu no jauna ar edocpack vai ar programmu, kas zīmē ierakstīto.",
    "Fill in the form anew with edocpack, or with a program that draws what is written.",
);

/// XFA added or changed.
pub(crate) static XFA_CHANGED: CatalogueEntry = refused(
    "P-xfa-changed",
    "Veidlapai ir pievienota vai mainīta XFA daļa, ko daļa programmu rāda lauku vietā.",
    "An XFA part was added or changed, which some programs show in place of the fields.",
);

/// A picture or form that the page draws.
pub(crate) static XOBJECT: CatalogueEntry = refused(
    "P-xobject",
    "Attēls vai iegults zīmējums „{what}”, ko veidlapa rāda, ir aizstāts.",
    "The picture or embedded drawing “{what}” that the form shows was replaced.",
);

/// An entry of the update that points into the original.
pub(crate) static XREF: CatalogueEntry = refused(
    "P-xref",
    "Datnes satura rādītājs ({what}) norāda uz svešu vietu oficiālās veidlapas vidū.",
    "The file's table of contents ({what}) points to a foreign place in the middle of the official form.",
);
