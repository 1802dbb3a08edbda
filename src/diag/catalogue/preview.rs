//! Pictures of pages.
use super::CatalogueEntry;

/// All of this family, in the order of their codes.
pub(super) static ALL: &[&CatalogueEntry] =
    &[&FIELDS_NOT_SHOWN, &NO_PAGE, &NO_PICTURE, &NO_PDF_INSIDE, &NOT_DRAWN, &SEVERAL_PDFS, &TOO_MUCH];

/// Fields whose value nothing in the file shows.
pub(crate) static FIELDS_NOT_SHOWN: CatalogueEntry = CatalogueEntry::warning(
    "P-fields-not-shown",
    "Laukiem ir vērtības, bet nav izskata ({n}): attēlā to teksta nav, lai gan cita programma to var rādīt.",
    "Fields have a value but no appearance ({n}): the picture lacks their text, though another program may show it.",
)
.hint(
    "Aizpildiet veidlapu ar „edocpack fill”: tad ikviena programma rāda vienu un to pašu.",
    "Fill the form with 'edocpack fill': then every program shows the same.",
);

/// The page is not there.
pub(crate) static NO_PAGE: CatalogueEntry = CatalogueEntry::error(
    "P-no-page",
    "Lappuses {page} nav; dokumentā lappušu skaits: {pages}.",
    "There is no page {page}; pages of the document: {pages}.",
)
.hint("Norādiet --page no 1 līdz {pages}.", "Give --page from 1 to {pages}.");

/// A package without the picture that was asked for.
pub(crate) static NO_PICTURE: CatalogueEntry = CatalogueEntry::warning(
    "P-no-picture",
    "Dokumenta attēlu nevarēja uzzīmēt; pats dokuments ir gatavs.",
    "No picture of the document could be drawn; the document itself is made.",
)
.hint("Atveriet PDF un apskatiet to pirms parakstīšanas.", "Open the PDF and look at it before signing.");

/// A container without a PDF.
pub(crate) static NO_PDF_INSIDE: CatalogueEntry = CatalogueEntry::error(
    "P-no-pdf-inside",
    "Konteinerā nav PDF dokumenta.",
    "There is no PDF document in the container.",
)
.hint("Kas tajā ir, parāda „edocpack inspect”.", "'edocpack inspect' shows what is in it.");

/// The rasterizer failed.
pub(crate) static NOT_DRAWN: CatalogueEntry = CatalogueEntry::error(
    "P-not-drawn",
    "Lappusi nevar uzzīmēt: datne ir bojāta, vai arī tajā ir kas tāds, ko šī programma nezīmē.",
    "The page cannot be drawn: the file is damaged, or holds something that this program does not draw.",
)
.hint(
    "Atveriet dokumentu PDF skatītājā; izlemiet, vai tam uzticaties.",
    "Open the document in a PDF viewer; decide whether you trust it.",
);

/// A container with several.
pub(crate) static SEVERAL_PDFS: CatalogueEntry = CatalogueEntry::error(
    "P-several-pdfs",
    "Konteinerā ir vairāki PDF dokumenti: {names}.",
    "There are several PDF documents in the container: {names}.",
)
.hint(
    "Izņemiet tos ar „edocpack extract” un norādiet vienu.",
    "Take them out with 'edocpack extract', and name one.",
);

/// More work than is given to any page.
pub(crate) static TOO_MUCH: CatalogueEntry = CatalogueEntry::error(
    "P-too-much",
    "Lappuse prasa vairāk darba vai atmiņas, nekā tiek atvēlēts.",
    "The page asks for more work or memory than is given to any.",
)
.hint(
    "Parastai veidlapai tik daudz nevajag: atveriet to citā programmā tikai tad, ja tai uzticaties.",
    "No common form needs that much: open it in another program only if you trust it.",
)
.explain(
    "Attēlu zīmē atsevišķs process ar robežām: 16 miljoni pikseļu, 10 sekundes un, kur sistēma to atļauj, 1 GB \
     atmiņas; lappuses satura soļi ir saskaitīti jau pirms tam.",
    "A process of its own draws the picture, within limits: 16 million pixels, 10 seconds and, where the system \
     allows it, 1 GB of memory; the steps of the page's content are counted before.",
);
