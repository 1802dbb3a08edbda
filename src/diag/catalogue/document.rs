//! The document as a whole: the template it is built on, what may go with it, and its state.

use super::{Entry, Provenance};

/// The template is not the PDF that the binding was made for.
pub static OTHER_TEMPLATE: Entry = Entry::error(
    "T-template",
    "Šī veidlapas PDF datne nav tā, kurai sagatavota piesaiste: pirkstu nospiedums (SHA-256) atšķiras. Nekas nav \
     aizpildīts.",
    "This form PDF is not the one that the binding was made for: its fingerprint (SHA-256) differs. Nothing was filled.",
)
.hint(
    "Ja veidlapai ir jauns izdevums, salīdziniet laukus ar „edocpack inspect” un sagatavojiet jaunu piesaisti.",
    "If the form has a new edition, compare its fields with 'edocpack inspect' and prepare a new binding.",
)
.explain(
    "Veidlapa var mainīties jebkurā dienā bez tiesību akta grozījumiem. Tāpēc piesaiste pieder tieši vienai PDF \
     datnei, un to pazīst pēc SHA-256; citā datnē lauki varētu nozīmēt ko citu.",
    "A form can change on any day without a legal act. A binding therefore belongs to exactly one PDF file, known by \
     its SHA-256; in another file the fields could mean something else.",
);

/// Fields that the binding names are missing, or of another kind.
pub static OTHER_FORM: Entry = Entry::error(
    "T-form",
    "Šī PDF datne neatbilst veidlapai, kurai sagatavots apraksts (atšķirīgie lauki: {list}). Nekas nav aizpildīts.",
    "This PDF does not match the form of the definition (fields that differ: {list}). Nothing was filled.",
)
.hint(
    "Pārbaudiet, vai izvēlēta pareizā veidlapa; PDF laukus parāda „edocpack inspect”.",
    "See whether the right form is chosen; 'edocpack inspect' shows the fields of a PDF.",
);

/// A template that comes with a value where a rule wants none.
pub static PRESET: Entry = Entry::error(
    "*-filled",
    "Lauks „{label}” ir aizpildīts, bet tam jābūt tukšam.",
    "The field '{label}' is filled in but must be blank.",
)
.hint("Izdzēsiet vērtību.", "Delete the value.")
.rests_on(Provenance::Instruction);

/// All of this family, in the order of this file.
pub(super) static ALL: &[&Entry] = &[&OTHER_TEMPLATE, &OTHER_FORM, &PRESET];
