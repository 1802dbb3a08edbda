//! PDF forms: opening, binding, filling, proof.
use super::Entry;

/// All of this family, in the order of their codes.
pub(super) static ALL: &[&Entry] = &[&DAMAGED, &ENCRYPTED, &NO_FORM, &NOT_PDF, &TOO_LARGE, &XFA_ONLY];

/// The structure cannot be read.
pub static DAMAGED: Entry = Entry::error(
    "P-damaged",
    "PDF datne ir bojāta un nav nolasāma ({why}).",
    "The PDF file is damaged and cannot be read ({why}).",
)
.hint(
    "Lejupielādējiet veidlapu vēlreiz no tās izdevēja vietnes.",
    "Download the form again from its issuer's site.",
);

/// A password is needed.
pub static ENCRYPTED: Entry = Entry::error(
    "P-encrypted",
    "PDF datne ir šifrēta, un tās atvēršanai vajadzīga parole.",
    "The PDF file is encrypted and needs a password to be opened.",
)
.hint(
    "Norādiet paroli vai izmantojiet nešifrētu veidlapu.",
    "Give the password, or use a form that is not encrypted.",
);

/// No fields.
pub static NO_FORM: Entry = Entry::error(
    "P-no-form",
    "PDF datnē nav aizpildāmu veidlapas lauku.",
    "The PDF file has no form fields to fill in.",
)
.hint(
    "Pārbaudiet, vai tā ir elektroniski aizpildāmā veidlapa, nevis tās izdruka vai skenēta kopija.",
    "Check that it is the form for filling in on a computer, not a print or a scan of it.",
);

/// Not a PDF at all.
pub static NOT_PDF: Entry = Entry::error("P-not-pdf", "Tā nav PDF datne.", "This is not a PDF file.")
    .hint("Norādiet veidlapas PDF datni.", "Name the PDF file of the form.");

/// Larger than is accepted.
pub static TOO_LARGE: Entry = Entry::error(
    "P-too-large",
    "PDF datne ir pārāk liela; pieļaujamā robeža: {limit}.",
    "The PDF file is too large; the limit is {limit}.",
)
.hint(
    "Veidlapas mēdz būt daudz mazākas: pārbaudiet, vai tā ir īstā datne.",
    "Forms are far smaller: check that it is the right file.",
);

/// XFA without an AcroForm.
pub static XFA_ONLY: Entry = Entry::error(
    "P-xfa-only",
    "Veidlapa ir tikai XFA formātā, ko rāda vienīgi Adobe programmas.",
    "The form exists only as XFA, which only Adobe's programs show.",
)
.hint(
    "Lūdziet veidlapas izdevējam parastu (AcroForm) PDF veidlapu.",
    "Ask the issuer of the form for an ordinary (AcroForm) PDF form.",
);
