//! Signatures, whatever file they are in: who signed, with what, and when. What a form asks of them is in the
//! document family. Nothing here says that a signature is valid.
use super::{Entry, Provenance};

/// All of this family.
pub(super) static ALL: &[&Entry] = &[
    &SIGNED,
    &NO_CERTIFICATE,
    &AUTHENTICATION,
    &VALIDITY,
    &PROPERTIES_UNSIGNED,
    &STAMP_BROKEN,
    &STAMP_ELSEWHERE,
    &PDF_CHANGED,
    &PDF_AFTER,
    &PDF_BROKEN,
];

/// Who signed.
pub static SIGNED: Entry = Entry::info(
    "E-signed",
    "Parakstītājs pēc sertifikāta: {v}. Norādītais parakstīšanas laiks: {claimed}; laika zīmogs: {stamped}. \
     Sertifikāta izdevējs: {issuer}.",
    "Signer by the certificate: {v}. Claimed signing time: {claimed}; time-stamp: {stamped}. Issuer of the \
     certificate: {issuer}.",
)
.explain(
    "Programma nolasa, kas rakstīts parakstā, bet paraksta derīgumu nepārbauda: ne paraksta vērtību, ne sertifikātu ķēdi, ne \
     atsaukšanu, ne laika zīmoga parakstu.",
    "The program reads what stands in the signature and does not validate it: neither its value, nor the chain of \
     certificates, nor revocation, nor the signature of the time-stamp.",
);

/// A signature without its certificate.
pub static NO_CERTIFICATE: Entry = Entry::warning(
    "E-certificate",
    "Parakstā nav nolasāma parakstītāja sertifikāta; parakstītāju nevar noteikt.",
    "The signature holds no readable certificate of its signer; who signed cannot be told.",
)
.hint(
    "Pārbaudiet parakstu, piemēram, portālā eparaksts.lv.",
    "Have the signature validated, for example at eparaksts.lv.",
);

/// A certificate for logging in.
pub static AUTHENTICATION: Entry = Entry::warning(
    "E-authentication",
    "{v} parakstījis ar sertifikātu, kas nav paredzēts parakstiem (autentifikācijas sertifikāts).",
    "{v} signed with a certificate that is not meant for signatures (an authentication certificate).",
)
.hint(
    "Parakstiet no jauna ar paraksta sertifikātu.",
    "Sign anew with the signing certificate.",
)
.explain(
    "Sertifikāta atslēgas lietojumā nav bita nonRepudiation (contentCommitment; RFC 5280, 4.2.1.3), kas ir paraksta \
     sertifikātiem (EN 319 412-2, 4.3.2).",
    "The key usage of the certificate lacks nonRepudiation (contentCommitment; RFC 5280, 4.2.1.3), which signing \
     certificates have (EN 319 412-2, 4.3.2).",
);

/// A certificate out of its time.
pub static VALIDITY: Entry = Entry::warning(
    "E-validity",
    "Paraksta laiks {when} ir ārpus sertifikāta ({v}) derīguma termiņa: {from} – {until}.",
    "The signing time {when} is outside the validity of the certificate of {v}: {from} to {until}.",
)
.hint(
    "Pārbaudiet parakstu, piemēram, portālā eparaksts.lv.",
    "Have the signature validated, for example at eparaksts.lv.",
);

/// What a signature says of itself is not signed.
pub static PROPERTIES_UNSIGNED: Entry = Entry::error(
    "E-properties-unsigned",
    "Datnē „{f}” paraksts neattiecas uz to, kas tajā rakstīts par parakstītāju un laiku; to varēja mainīt jebkurš.",
    "In `{f}` the signature does not cover what it says of its signer and time; anybody could have changed that.",
)
.hint("Parakstiet dokumentu no jauna.", "Sign the document anew.")
.explain(
    "XAdES (EN 319 132-1) prasa, lai ds:SignedInfo būtu atsauce uz xades:SignedProperties.",
    "XAdES (EN 319 132-1) asks for a reference to xades:SignedProperties in ds:SignedInfo.",
)
.rests_on(Provenance::Integrity);

/// A time-stamp that cannot be read.
pub static STAMP_BROKEN: Entry = Entry::warning(
    "E-time-stamp-broken",
    "Parakstam ({v}) pievienoto laika zīmogu nevar nolasīt.",
    "A time-stamp of the signature by {v} cannot be read.",
)
.hint(
    "Pārbaudiet parakstu, piemēram, portālā eparaksts.lv.",
    "Have the signature validated, for example at eparaksts.lv.",
);

/// A time-stamp of another signature.
pub static STAMP_ELSEWHERE: Entry = Entry::error(
    "E-time-stamp-elsewhere",
    "Parakstam pievienotais laika zīmogs attiecas uz citu parakstu.",
    "The time-stamp of the signature is over another signature.",
)
.hint("Parakstiet dokumentu no jauna.", "Sign the document anew.")
.rests_on(Provenance::Integrity);

/// A PDF that is not what was signed.
pub static PDF_CHANGED: Entry = Entry::error(
    "E-pdf-changed",
    "PDF datne pēc parakstīšanas ir mainīta: parakstītās daļas kontrolsumma nesakrīt.",
    "The PDF was changed after signing: the digest of the signed part differs.",
)
.hint("Parakstiet dokumentu no jauna.", "Sign the document anew.")
.rests_on(Provenance::Integrity);

/// Something added after the signature.
pub static PDF_AFTER: Entry = Entry::warning(
    "E-pdf-after",
    "PDF datnei pēc paraksta kaut kas ir pievienots; paraksts uz to neattiecas.",
    "Something was added to the PDF after the signature, which does not cover it.",
)
.hint(
    "Pārbaudiet, kas pievienots: tas var būt arī otrs paraksts vai ilgmūžības dati.",
    "See what was added: it may be another signature, or data for its long life.",
);

/// A signature in a PDF that cannot be read.
pub static PDF_BROKEN: Entry =
    Entry::warning("E-pdf-broken", "PDF parakstu nevar nolasīt.", "A signature in the PDF cannot be read.")
        .hint(
            "Pārbaudiet parakstu, piemēram, portālā eparaksts.lv.",
            "Have the signature validated, for example at eparaksts.lv.",
        );
