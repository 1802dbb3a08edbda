//! Flattening: fields become content of their pages.
use super::CatalogueEntry;

/// All of this family, in the order of their codes.
pub(super) static ALL: &[&CatalogueEntry] = &[&FLAT, &NOT_FLAT, &NOT_SHOWN, &SIGNED];

/// A file that was flattened here.
pub(crate) static FLAT: CatalogueEntry = CatalogueEntry::info(
    "P-flat",
    "Veidlapas lauki ir pārvērsti lapas saturā (--flatten); pārbaudīta veidlapa, kāda tā bija pirms tam.",
    "The fields were made content of the page (--flatten); the form was checked as it was before that.",
)
.explain(
    "Pārvērstā datnē veidlapa, kāda tā bija pirms pārvēršanas, ir ietverta nemainīta. To pārvēršot vēlreiz, iznāk tie \
     paši baiti: tātad pēc aizpildīšanas nekas cits nav noticis.",
    "A flattened file holds the form as it was before, unchanged. Flattening that again gives the same bytes: so \
     nothing else has happened since it was filled in.",
);

/// The result could not be shown to look the same.
pub(crate) static NOT_FLAT: CatalogueEntry = CatalogueEntry::error(
    "P-not-flat",
    "Laukus nevar pārvērst lapas saturā tā, lai viss izskatītos tāpat ({why}).",
    "The fields cannot be made content of the page so that all looks the same ({why}).",
)
.hint("Aizpildiet veidlapu bez --flatten.", "Fill the form without --flatten.");

/// A value that nothing shows.
pub(crate) static NOT_SHOWN: CatalogueEntry = CatalogueEntry::error(
    "P-value-not-shown",
    "Lauka „{field}” vērtību datnē nekas nerāda, tāpēc to nevar pārvērst lapas saturā.",
    "Nothing in the file shows the value of the field '{field}', so it cannot be made content of the page.",
)
.hint("Aizpildiet šo lauku ar „edocpack fill”.", "Fill the field with 'edocpack fill'.");

/// A signature would be broken.
pub(crate) static SIGNED: CatalogueEntry = CatalogueEntry::error(
    "P-flat-signed",
    "Datne ir parakstīta vai sertificēta: pārvēršot laukus lapas saturā, paraksts kļūtu nederīgs.",
    "The file is signed or certified: to make its fields content of the page would break the signature.",
)
.hint("Aizpildiet veidlapu bez --flatten.", "Fill the form without --flatten.");
