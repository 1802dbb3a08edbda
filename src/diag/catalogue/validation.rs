//! What validation says of signatures: a verdict for each, and what it rests on. Codes `V-…`; the clause and the
//! sub-indication of EN 319 102-1 stand in the explanations.
use super::{CatalogueEntry, Provenance};

/// All of this family.
pub(crate) static ALL: &[&CatalogueEntry] = &[
    &VALID,
    &INTACT,
    &BROKEN,
    &UNKNOWN,
    &FAILED,
    &INDETERMINATE,
    &UNSIGNED,
    &NOT_QUALIFIED,
    &NOT_ENOUGH,
    &NOT_ENOUGH_SEAL,
    &NOT_ENOUGH_SIGNATURE,
    &NOT_ENOUGH_STAMP,
    &ALGORITHM,
    &ARCHIVE_UNREAD,
    &CERTIFICATE_OTHER,
    &CERTIFICATE_UNNAMED,
    &CLAIMED_TIME,
    &CLAIMED_ZONE,
    &DATA_FORMAT,
    &DATA_FORMAT_NOWHERE,
    &FORM,
    &IDS,
    &KEY_USAGE,
    &LIST_EXPIRED,
    &SUSPENDED,
    &PATH,
    &PATH_BROKEN,
    &POLICY,
    &PROPERTIES,
    &REFERENCE,
    &REVOKED,
    &STAMP_PATH,
    &STAMP_FORM,
    &STAMP_IMPRINT,
    &STAMP_ORDER,
    &STAMP_PURPOSE,
    &STAMP_REVOKED,
    &STAMP_VALUE,
    &STATUS_EARLY,
    &STATUS_LATE,
    &STATUS_MISSING,
    &STATUS_OTHER,
    &STATUS_SIGNER,
    &TIME,
    &TIME_MARK,
    &TIME_MARK_MISSING,
    &TRANSFORM,
    &VALUE,
    &WEAK,
];

/// Where a person can have a signature validated, where this program cannot go on.
const ELSEWHERE: (&str, &str) = (
    "Pirms sūtīšanas pārbaudiet parakstu eParakstītājā vai portālā eparaksts.lv; šeit pārbaudei līdz galam norādiet \
     uzticamības sarakstu ar --trust.",
    "Before sending, validate the signature in eParakstītājs or at eparaksts.lv; to go on here, name a trust list with --trust.",
);
const SIGN_ANEW: (&str, &str) =
    ("Lūdziet sūtītājam dokumentu parakstīt no jauna.", "Ask the sender to sign the document anew.");
const DISTRUST: (&str, &str) = (
    "Neuzticieties šim parakstam. Lūdziet sūtītājam dokumentu parakstīt no jauna.",
    "Do not rely on this signature. Ask the sender to sign the document anew.",
);

/// Validated in full.
pub(crate) static VALID: CatalogueEntry = CatalogueEntry::info(
    "V-valid",
    "Paraksts ir derīgs: {v}, {q}; parakstīts ne vēlāk kā {stamped}. Parakstītās datnes: {files}.",
    "The signature is valid: {v}, {q}; signed not later than {stamped}. Files that are signed: {files}.",
)
.explain(
    "TOTAL-PASSED (EN 319 102-1, 5.1.3) pēc norādītajiem uzticamības sarakstiem un sertifikātiem; dati paši nav vērtēti.",
    "TOTAL-PASSED (EN 319 102-1, 5.1.3) by the trust lists and certificates that were named; the data are not judged by it.",
);

/// Intact, and nothing to trust at hand.
pub(crate) static INTACT: CatalogueEntry = CatalogueEntry::info(
    "V-intact",
    "NAV PĀRBAUDĪTS LĪDZ GALAM: parakstītās datnes ({files}) kopš parakstīšanas nav mainītas. Sertifikātā rakstīts: {v}; \
     izdevējs: {issuer}; parakstītāja norādītais laiks: {claimed}; laika zīmogs: {stamped}. Ka tā ir taisnība, nav apstiprināts.",
    "NOT VALIDATED TO THE END: the signed files ({files}) are unchanged since signing. The certificate says: {v}; issuer: \
     {issuer}; time claimed by the signer: {claimed}; time-stamp: {stamped}. That this is true is not confirmed.",
)
.hint(ELSEWHERE.0, ELSEWHERE.1)
.explain(
    "Paraksta vērtība un datņu kontrolsummas ir pareizas, bet sertifikātu var izgatavot jebkurš. Vai to izdevis uzticams \
     izdevējs un vai tas nebija atsaukts, rāda tikai uzticamības saraksti (TS 119 612); programmā tie nav iebūvēti.",
    "The value of the signature and the digests of the files are right, but anybody can make a certificate. Whether a trusted \
     issuer issued it and whether it was not revoked is told by trust lists only (TS 119 612); none is built in.",
);

/// Not what was signed.
pub(crate) static BROKEN: CatalogueEntry = CatalogueEntry::error(
    "V-broken",
    "Paraksts NAV derīgs ({status}): parakstītais, paraksts vai tā sertifikāts ir mainīts.",
    "The signature is NOT valid ({status}): what is signed, the signature or its certificate was changed.",
)
.rests_on(Provenance::Integrity);

/// Signed in a way that is not known here.
pub(crate) static UNKNOWN: CatalogueEntry = CatalogueEntry::warning(
    "V-unknown",
    "Parakstu šeit nevar pārbaudīt ({status}): tas veidots šai programmai nezināmā veidā.",
    "The signature cannot be verified here ({status}): it is made in a way that this program does not know.",
)
.hint(
    "Pārbaudiet parakstu eParakstītājā vai portālā eparaksts.lv.",
    "Validate the signature in eParakstītājs or at eparaksts.lv.",
)
.rests_on(Provenance::Integrity);

/// Intact and not valid.
pub(crate) static FAILED: CatalogueEntry = CatalogueEntry::error(
    "V-failed",
    "Paraksts NAV derīgs ({status}). Sertifikātā rakstīts: {v}; laika zīmogs: {stamped}.",
    "The signature is NOT valid ({status}). The certificate says: {v}; time-stamp: {stamped}.",
)
.hint(SIGN_ANEW.0, SIGN_ANEW.1)
.rests_on(Provenance::Integrity);

/// Intact, and whether valid cannot be told.
pub(crate) static INDETERMINATE: CatalogueEntry = CatalogueEntry::error(
    "V-indeterminate",
    "Vai paraksts ir derīgs, nevar noteikt ({status}). Parakstītās datnes nav mainītas. Sertifikātā rakstīts: {v}; izdevējs: \
     {issuer}; laika zīmogs: {stamped}.",
    "Whether the signature is valid cannot be determined ({status}). The signed files are unchanged. The certificate says: {v}; \
     issuer: {issuer}; time-stamp: {stamped}.",
)
.hint(
    "Pārbaudiet, vai --trust ir šī izdevēja valsts uzticamības saraksts; ja parakstam trūkst laika zīmoga vai statusa, lūdziet \
     parakstīt no jauna ar laika zīmogu.",
    "See whether --trust has the trust list of the issuer's country; where the signature lacks a time-stamp or a status, ask to \
     sign anew with a time-stamp.",
)
.rests_on(Provenance::Integrity);

/// A signature was asked for.
pub(crate) static UNSIGNED: CatalogueEntry = CatalogueEntry::error(
    "V-unsigned",
    "Prasīts paraksts (--require {v}), bet datne nav parakstīta.",
    "A signature is asked for (--require {v}), and the file is not signed.",
)
.hint("Parakstiet dokumentu.", "Sign the document.")
.rests_on(Provenance::Integrity);

/// Valid, and less than was asked for.
pub(crate) static NOT_QUALIFIED: CatalogueEntry = CatalogueEntry::error(
    "V-not-qualified",
    "Prasīts kvalificēts paraksts (--require qualified), bet šis ir: {q}.",
    "A qualified signature is asked for (--require qualified), and this one is: {q}.",
)
.hint(
    "Lūdziet parakstīt ar kvalificētu elektronisko parakstu (eID karte, eParaksts mobile).",
    "Ask for a qualified electronic signature (eID card, eParaksts mobile).",
)
.rests_on(Provenance::Integrity);

/// Valid, and less than the form asks for.
pub(crate) static NOT_ENOUGH: CatalogueEntry = CatalogueEntry::error(
    "*-qualified",
    "Paraksts ir derīgs, bet šim dokumentam nepietiek: vajadzīgs kvalificēts paraksts vai zīmogs, bet šis ir: {q}.",
    "The signature is valid, but not enough for this document: it takes a qualified signature or seal, and this one is: {q}.",
)
.hint(
    "Parakstiet ar kvalificētu elektronisko parakstu vai zīmogu.",
    "Sign with a qualified electronic signature or seal.",
)
.explain(QUALIFIED_LV, QUALIFIED_EN);
/// The form asks for a seal.
pub(crate) static NOT_ENOUGH_SEAL: CatalogueEntry = CatalogueEntry::error(
    "*-qualified-seal",
    "Paraksts ir derīgs, bet šim dokumentam nepietiek: vajadzīgs organizācijas kvalificēts zīmogs, bet šis ir: {q}.",
    "The signature is valid, but not enough for this document: it takes an organisation's qualified seal, and this one is: {q}.",
)
.hint(
    "Apzīmogojiet ar organizācijas kvalificētu elektronisko zīmogu.",
    "Seal it with the organisation's qualified electronic seal.",
)
.explain(QUALIFIED_LV, QUALIFIED_EN);
/// The form asks for a person's signature.
pub(crate) static NOT_ENOUGH_SIGNATURE: CatalogueEntry = CatalogueEntry::error(
    "*-qualified-signature",
    "Paraksts ir derīgs, bet šim pieteikumam nepietiek: vajadzīgs personas kvalificēts paraksts, bet šis ir: {q}.",
    "The signature is valid, but not enough for this application: it takes a person's qualified signature, and this one is: {q}.",
)
.hint(
    "Parakstiet ar kvalificētu elektronisko parakstu (eID karte, eParaksts mobile).",
    "Sign with a qualified electronic signature (eID card, eParaksts mobile).",
)
.explain(QUALIFIED_LV, QUALIFIED_EN);
/// The form asks for a qualified time-stamp.
pub(crate) static NOT_ENOUGH_STAMP: CatalogueEntry = CatalogueEntry::error(
    "*-qualified-time-stamp",
    "Paraksts ir derīgs, bet šim pieteikumam nepietiek: kvalificēta laika zīmoga tam nav.",
    "The signature is valid, but not enough for this application: it has no qualified time-stamp.",
)
.hint(
    "Parakstiet no jauna ar kvalificētu laika zīmogu (eParakstītājs to pievieno).",
    "Sign anew with a qualified time-stamp (eParakstītājs adds it).",
)
.explain(
    "Kvalificētu laika zīmogu dod pakalpojuma sniedzējs, ko uzticamības saraksts tajā laikā rāda kā TSA/QTST (regula 910/2014, \
     42. pants); no sertifikāta vien to nevar zināt.",
    "A qualified time-stamp is given by a service that the trust list names as TSA/QTST at that time (regulation 910/2014, \
     article 42); a certificate alone does not tell.",
);
/// What a qualified signature is.
const QUALIFIED_LV: &str = "Kvalificēts ir paraksts ar kvalificētu sertifikātu no kvalificētas ierīces (regula 910/2014, \
     3. panta 12. un 27. punkts); to rāda uzticamības saraksts un sertifikāts kopā (TS 119 172-4).";
const QUALIFIED_EN: &str = "Qualified is what was made by a qualified certificate from a qualified device (regulation 910/2014, \
     article 3(12) and (27)), as trust list and certificate tell together (TS 119 172-4).";

macro_rules! observed {
    ($($(#[$doc:meta])* $name:ident $severity:ident $code:literal $lv:literal $en:literal $hint:expr, $why_lv:literal $why_en:literal;)*) => {
        $(
            $(#[$doc])*
            pub(crate) static $name: CatalogueEntry = CatalogueEntry::$severity($code, $lv, $en)
                .hint($hint.0, $hint.1)
                .explain($why_lv, $why_en)
                .rests_on(Provenance::Integrity);
        )*
    };
}

const NO_HINT: (&str, &str) = ("", "");
const STAMP_ANEW: (&str, &str) =
    ("Lūdziet parakstīt no jauna ar laika zīmogu.", "Ask to sign anew with a time-stamp.");

observed! {
    /// An algorithm that is not known.
    ALGORITHM warning "V-algorithm"
        "Paraksta „{f}” algoritms šai programmai nav zināms vai nav parakstu algoritms."
        "The algorithm of the signature `{f}` is not known here, or is no algorithm of signatures."
        ELSEWHERE,
        "Atzīst RSA (PKCS#1 v1.5, PSS) un ECDSA P-256, P-384, P-521 ar SHA-2; SHA-1 tikai senos parakstos. HMAC nav paraksts: to var izrēķināt jebkurš, kam ir atslēga (FORMAT_FAILURE)."
        "Known are RSA (PKCS#1 v1.5, PSS) and ECDSA P-256, P-384, P-521 with SHA-2; SHA-1 in old signatures only. HMAC is no signature: anybody with the key can make it (FORMAT_FAILURE).";
    /// An archive time-stamp that was not read in full.
    ARCHIVE_UNREAD warning "V-archive-unread"
        "Paraksta „{f}” arhīva laika zīmogs šeit nav pārbaudīts."
        "The archive time-stamp of the signature `{f}` is not verified here."
        ELSEWHERE,
        "Arhīva laika zīmogs (EN 319 132-1, 5.5) pagarina paraksta pierādāmību; tā kontrolsumma nav salīdzināta."
        "An archive time-stamp (EN 319 132-1, 5.5) keeps a signature provable for longer; its imprint was not compared.";
    /// A certificate that is not the named one.
    CERTIFICATE_OTHER error "V-certificate-other"
        "Parakstā „{f}” ir cits sertifikāts nekā tas, kas ar to parakstīts."
        "The signature `{f}` holds another certificate than the one that is signed with it."
        DISTRUST,
        "Parakstītāja sertifikāta kontrolsumma ir parakstīta (SigningCertificate, EN 319 132-1, 5.2.2); neviens klātesošs sertifikāts tai neatbilst (NO_SIGNING_CERTIFICATE_FOUND)."
        "The digest of the signer's certificate is signed (SigningCertificate, EN 319 132-1, 5.2.2), and no certificate here has it (NO_SIGNING_CERTIFICATE_FOUND).";
    /// No certificate is signed with it.
    CERTIFICATE_UNNAMED error "V-certificate-unnamed"
        "Parakstā „{f}” nav parakstīts, kurš sertifikāts ir parakstītāja."
        "The signature `{f}` does not say under the signature which certificate is the signer's."
        SIGN_ANEW,
        "Bez tā sertifikātu var apmainīt pret citu ar to pašu atslēgu (EN 319 132-1, 5.2.2; EN 319 122-1, 5.2.2)."
        "Without that the certificate can be exchanged for another one of the same key (EN 319 132-1, 5.2.2; EN 319 122-1, 5.2.2).";
    /// A claimed time that cannot be.
    CLAIMED_TIME warning "V-claimed-time"
        "Parakstītāja norādītais laiks {what} ir nākotnē vai pēc laika zīmoga."
        "The time claimed by the signer, {what}, is in the future or after the time-stamp."
        NO_HINT,
        "Norādītais laiks ir parakstītāja datora pulkstenis un neko nepierāda; šāds rāda, ka pulkstenis nav pareizs."
        "The claimed time is the clock of the signer's computer and proves nothing; this one shows that the clock is wrong.";
    /// A claimed time without a zone.
    CLAIMED_ZONE warning "V-claimed-zone"
        "Parakstā „{f}” norādītajam laikam nav laika joslas; tas pieņemts kā UTC."
        "The time claimed in the signature `{f}` has no zone; it is taken for UTC."
        NO_HINT,
        "Laiks ir xsd:dateTime ar joslu (EN 319 132-1, 5.2.1); citas programmas to var saprast citādi."
        "The time is an xsd:dateTime with a zone (EN 319 132-1, 5.2.1); other programs may read it otherwise.";
    /// A file without a data format.
    DATA_FORMAT warning "V-data-format"
        "Parakstā „{f}” datnei {what} nav DataObjectFormat; libdigidocpp šādu parakstu neatzīst."
        "In the signature `{f}` the file {what} has no DataObjectFormat; libdigidocpp does not accept such a signature."
        SIGN_ANEW,
        "DataObjectFormat nosauc datnes veidu (EN 319 132-1, 5.2.4); ASiC-E parakstam tas ir katrai datnei."
        "DataObjectFormat tells the type of a file (EN 319 132-1, 5.2.4); a signature of ASiC-E has one for each.";
    /// A data format of nothing.
    DATA_FORMAT_NOWHERE warning "V-data-format-nowhere"
        "Parakstā „{f}” ir DataObjectFormat ({what}), kas neattiecas ne uz vienu parakstītu datni."
        "The signature `{f}` has a DataObjectFormat ({what}) of nothing that is signed."
        SIGN_ANEW,
        "Tā ObjectReference ir kādas ds:Reference identifikators (EN 319 132-1, 5.2.4)."
        "Its ObjectReference is the identifier of a ds:Reference (EN 319 132-1, 5.2.4).";
    /// Not a signature as it has to be.
    FORM error "V-form"
        "Paraksts „{f}” nav izveidots tā, kā parakstam jābūt izveidotam."
        "The signature `{f}` is not built as a signature has to be."
        SIGN_ANEW,
        "Lasa slēgtu XAdES un CAdES profilu (docs/signatures.md); kas tajā nav, tiek noraidīts, nevis izlaists (FORMAT_FAILURE)."
        "A closed profile of XAdES and CAdES is read (docs/signatures.md); what is not in it is refused, not passed over (FORMAT_FAILURE).";
    /// Several elements with the identifier.
    IDS error "V-ids"
        "Parakstā „{f}” identifikators, uz kuru paraksts atsaucas, ir vairākiem elementiem."
        "In the signature `{f}` several elements have an identifier that it refers to."
        DISTRUST,
        "Tad var pārbaudīt vienu elementu un rādīt citu (XMLDSig 1.1, 4.4.3.2; FORMAT_FAILURE)."
        "Then one element can be verified and another shown (XMLDSig 1.1, 4.4.3.2; FORMAT_FAILURE).";
    /// Not for signatures that commit.
    KEY_USAGE warning "V-key-usage"
        "Paraksta „{f}” sertifikāts nav paredzēts parakstiem (nav bita nonRepudiation)."
        "The certificate of the signature `{f}` is not meant for signatures (no bit nonRepudiation)."
        ("Parakstiet no jauna ar paraksta sertifikātu.", "Sign anew with the signing certificate."),
        "RFC 5280, 4.2.1.3; EN 319 412-2, 4.3.2 (CHAIN_CONSTRAINTS_FAILURE)."
        "RFC 5280, 4.2.1.3; EN 319 412-2, 4.3.2 (CHAIN_CONSTRAINTS_FAILURE).";
    /// A list that is out of date.
    LIST_EXPIRED warning "V-list-expired"
        "Uzticamības saraksts ({what}) ir novecojis: jaunākam jau vajadzēja būt."
        "The trust list ({what}) is out of date: its next one should be there."
        ("Lejupielādējiet jaunāko sarakstu (docs/signatures.md).", "Download the newest list (docs/signatures.md)."),
        "TS 119 612, 5.3.15 (NextUpdate). Par parakstiem pēc šī laika saraksts neko nesaka."
        "TS 119 612, 5.3.15 (NextUpdate). Of signatures after that time the list says nothing.";
    /// A suspended certificate.
    SUSPENDED warning "V-suspended"
        "Sertifikāta darbība bija apturēta: {what}."
        "The certificate was suspended: {what}."
        SIGN_ANEW,
        "certificateHold (RFC 5280, 5.3.1; TRY_LATER)."
        "certificateHold (RFC 5280, 5.3.1; TRY_LATER).";
    /// No path to an anchor.
    PATH warning "V-path"
        "No paraksta „{f}” sertifikāta ceļš neved līdz norādītajiem uzticamības sarakstiem un sertifikātiem."
        "From the certificate of the signature `{f}` no path leads to the trust lists and certificates that were named."
        ("Pievienojiet izdevēja valsts uzticamības sarakstu.", "Add the trust list of the issuer's country."),
        "EN 319 102-1, 5.2.6 (NO_CERTIFICATE_CHAIN_FOUND)."
        "EN 319 102-1, 5.2.6 (NO_CERTIFICATE_CHAIN_FOUND).";
    /// A certificate on the path that may not be there.
    PATH_BROKEN warning "V-path-broken"
        "Ceļā no paraksta „{f}” sertifikāta ir sertifikāts, kas nedrīkst izdot nākamo."
        "On the path from the certificate of the signature `{f}` is one that may not issue the next."
        DISTRUST,
        "RFC 5280, 6.1 (CHAIN_CONSTRAINTS_FAILURE)."
        "RFC 5280, 6.1 (CHAIN_CONSTRAINTS_FAILURE).";
    /// Two policies.
    POLICY error "V-policy"
        "Parakstā „{f}” paraksta politika gan nosaukta, gan domāta pati par sevi."
        "The signature `{f}` names a policy and implies one as well."
        SIGN_ANEW,
        "SignaturePolicyIdentifier ir viens no diviem (EN 319 132-1, 5.2.9; FORMAT_FAILURE)."
        "SignaturePolicyIdentifier is one of the two (EN 319 132-1, 5.2.9; FORMAT_FAILURE).";
    /// Properties that are not the signed ones.
    PROPERTIES error "V-properties"
        "Paraksta „{f}” īpašības (laiks, sertifikāts) nav tās, kas parakstītas."
        "The properties of the signature `{f}` (time, certificate) are not those that are signed."
        DISTRUST,
        "Paraksts atsaucas uz savām SignedProperties (EN 319 132-1, 4.3.2); rāda tikai tās (FORMAT_FAILURE)."
        "A signature refers to its SignedProperties (EN 319 132-1, 4.3.2); only those are shown (FORMAT_FAILURE).";
    /// What is signed is not as it was.
    REFERENCE error "V-reference"
        "Tas, uz ko attiecas paraksts „{f}”, ir mainīts, tā nav, vai uz to norādīts nezināmā veidā."
        "What the signature `{f}` is over was changed, is not there, or is referred to in a way that is not known."
        DISTRUST,
        "Katras ds:Reference kontrolsummu salīdzina (XMLDSig 1.1, 3.2.1; HASH_FAILURE, SIGNED_DATA_NOT_FOUND)."
        "The digest of each ds:Reference is compared (XMLDSig 1.1, 3.2.1; HASH_FAILURE, SIGNED_DATA_NOT_FOUND).";
    /// A revoked certificate.
    REVOKED error "V-revoked"
        "Sertifikāts atsaukts {what}, un nekas nepierāda, ka paraksts ir senāks."
        "The certificate was revoked at {what}, and nothing proves that the signature is older."
        SIGN_ANEW,
        "EN 319 102-1, 5.2.6.4 (REVOKED, REVOKED_NO_POE)."
        "EN 319 102-1, 5.2.6.4 (REVOKED, REVOKED_NO_POE).";
    /// A time-stamping authority without a path.
    STAMP_PATH warning "V-stamp-path"
        "Laika zīmoga devējs nav norādītajos uzticamības sarakstos: {what}."
        "The authority of the time-stamp is not in the trust lists that were named: {what}."
        ("Pievienojiet tā valsts uzticamības sarakstu.", "Add the trust list of its country."),
        "Tāds zīmogs nepierāda laiku (EN 319 102-1, 5.4)."
        "Such a time-stamp proves no time (EN 319 102-1, 5.4).";
    /// No canonical form is named.
    STAMP_FORM info "V-stamp-form"
        "Parakstā „{f}” laika zīmogam nav nosaukta kanoniskā forma; tas ir pār izslēdzošo."
        "In the signature `{f}` the time-stamp names no canonical form; it is over the exclusive one."
        NO_HINT,
        "Noklusētā ir XML 1.0 kanoniskā forma (EN 319 132-1, 4.5); zīmogs tik un tā saista to pašu vērtību."
        "Canonical XML 1.0 is meant then (EN 319 132-1, 4.5); the time-stamp binds the same value all the same.";
    /// A time-stamp over something else.
    STAMP_IMPRINT error "V-stamp-imprint"
        "Paraksta „{f}” laika zīmogs ir pār kaut ko citu."
        "The time-stamp of the signature `{f}` is over something else."
        STAMP_ANEW,
        "Zīmoga nospiedums (RFC 3161, 2.4.2) nav šī paraksta vērtības kontrolsumma (HASH_FAILURE)."
        "Its imprint (RFC 3161, 2.4.2) is not the digest of this signature's value (HASH_FAILURE).";
    /// Times that contradict each other.
    STAMP_ORDER error "V-stamp-order"
        "Parakstā „{f}” laiki ir pretrunā: vēlākais pierādījums ir agrāks par to, ko tas pierāda."
        "In the signature `{f}` times contradict each other: a later proof is earlier than what it proves."
        STAMP_ANEW,
        "EN 319 102-1, 5.5 (TIMESTAMP_ORDER_FAILURE)."
        "EN 319 102-1, 5.5 (TIMESTAMP_ORDER_FAILURE).";
    /// A certificate that is not for time-stamps.
    STAMP_PURPOSE error "V-stamp-purpose"
        "Paraksta „{f}” laika zīmogs dots ar sertifikātu, kas tam nav paredzēts."
        "The time-stamp of the signature `{f}` is given by a certificate that is not for time-stamps."
        STAMP_ANEW,
        "Tam ir tikai viens lietojums, timeStamping, un tas ir kritisks (RFC 3161, 2.3)."
        "It has one use only, timeStamping, and that is critical (RFC 3161, 2.3).";
    /// A revoked authority.
    STAMP_REVOKED warning "V-stamp-revoked"
        "Laika zīmoga devēja sertifikāts ir atsaukts, tāpēc zīmogs neko nepierāda: {what}."
        "The certificate of the time-stamp's authority was revoked, so that it proves nothing: {what}."
        STAMP_ANEW,
        "RFC 3161, 4."
        "RFC 3161, 4.";
    /// A time-stamp whose value is wrong.
    STAMP_VALUE error "V-stamp-value"
        "Paraksta „{f}” laika zīmoga vērtība nav pareiza, vai to nevar nolasīt."
        "The value of the time-stamp of the signature `{f}` is wrong, or it cannot be read."
        STAMP_ANEW,
        "RFC 3161, 2.4.2; RFC 5652, 5.4 (SIG_CRYPTO_FAILURE, FORMAT_FAILURE)."
        "RFC 3161, 2.4.2; RFC 5652, 5.4 (SIG_CRYPTO_FAILURE, FORMAT_FAILURE).";
    /// A status from before the time-stamp.
    STATUS_EARLY warning "V-status-early"
        "Parakstā „{f}” sertifikāta statuss ir no laika pirms laika zīmoga; libdigidocpp un digidoc4j šādu parakstu neatzīst."
        "In the signature `{f}` the status of the certificate is from before the time-stamp; libdigidocpp and digidoc4j do not accept that."
        NO_HINT,
        "Statuss ir ticams līdz tā nextUpdate vai 15 minūtes (docs/signatures.md)."
        "A status counts up to its nextUpdate, or for 15 minutes (docs/signatures.md).";
    /// A status from long after the time-stamp.
    STATUS_LATE info "V-status-late"
        "Parakstā „{f}” sertifikāta statuss ir vairāk nekā 15 minūtes pēc laika zīmoga."
        "In the signature `{f}` the status of the certificate is from more than 15 minutes after the time-stamp."
        NO_HINT,
        "Tas pierāda, ka sertifikāts arī vēlāk nebija atsaukts."
        "It proves that the certificate was not revoked later either.";
    /// A status that is missing.
    STATUS_MISSING warning "V-status-missing"
        "Parakstā „{f}” nav sertifikāta statusa (OCSP atbildes vai atsaukto saraksta): {what}."
        "The signature `{f}` holds no status of a certificate (no OCSP response, no revocation list): {what}."
        ("Lūdziet parakstīt ar laika zīmogu un statusu (LT līmenī): eParakstītājs to dara pats.", "Ask to sign with time-stamp and status (level LT): eParakstītājs does so by itself."),
        "Vai sertifikāts nebija atsaukts, tad nav zināms (TRY_LATER); programma neko nelejupielādē."
        "Whether it was not revoked is not known then (TRY_LATER); the program fetches nothing.";
    /// A status of another certificate.
    STATUS_OTHER error "V-status-other"
        "Parakstā „{f}” esošā OCSP atbilde ir par citu sertifikātu."
        "The OCSP response in the signature `{f}` is about another certificate."
        DISTRUST,
        "CertID nosauc izdevēju un numuru (RFC 6960, 4.1.1)."
        "CertID names issuer and number (RFC 6960, 4.1.1).";
    /// A status that nobody vouches for.
    STATUS_SIGNER warning "V-status-signer"
        "Parakstā „{f}” sertifikāta statusa vērtība nav pareiza, vai to sniedzis kāds, kas to nedrīkst."
        "In the signature `{f}` the value of a certificate's status is wrong, or somebody signed it who may not."
        STAMP_ANEW,
        "Atbildi paraksta izdevējs vai kāds, kuru tas tam nosaucis (RFC 6960, 4.2.2.2; TRY_LATER)."
        "A response is signed by the issuer or by whom it named for that (RFC 6960, 4.2.2.2; TRY_LATER).";
    /// A certificate out of its time.
    TIME warning "V-time"
        "Sertifikāts parakstīšanas laikā nebija derīgs: {what}."
        "The certificate was not valid at the time of signing: {what}."
        SIGN_ANEW,
        "EN 319 102-1, 5.2.6 (EXPIRED, NOT_YET_VALID, OUT_OF_BOUNDS_NO_POE)."
        "EN 319 102-1, 5.2.6 (EXPIRED, NOT_YET_VALID, OUT_OF_BOUNDS_NO_POE).";
    /// A time-mark.
    TIME_MARK info "V-time-mark"
        "Laiku pierāda laika marķējums (BDOC): {what}."
        "The time is proven by a time-mark (BDOC): {what}."
        NO_HINT,
        "Statuss pieprasīts ar paraksta vērtības kontrolsummu (BDOC 2.1, 6.1)."
        "The status was asked for with the digest of the signature's value (BDOC 2.1, 6.1).";
    /// A time-mark that is not there.
    TIME_MARK_MISSING warning "V-time-mark-missing"
        "Parakstam „{f}” jābūt laika marķējumam (BDOC), bet pār tā vērtību tāda nav."
        "The signature `{f}` should have a time-mark (BDOC), and there is none over its value."
        SIGN_ANEW,
        "BDOC 2.1, 6.1 (HASH_FAILURE, NO_POE)."
        "BDOC 2.1, 6.1 (HASH_FAILURE, NO_POE).";
    /// A transform that is not known.
    TRANSFORM error "V-transform"
        "Parakstā „{f}” datne pirms parakstīšanas pārveidota tā, kā ASiC parakstā nedrīkst."
        "In the signature `{f}` a file is transformed before signing in a way that a signature of ASiC may not."
        SIGN_ANEW,
        "Ar pārveidojumu (XPath, XSLT) parakstīt var arī tukšumu; atļautas ir tikai kanoniskās formas (FORMAT_FAILURE)."
        "With a transform (XPath, XSLT) even nothing can be signed; canonical forms only are allowed (FORMAT_FAILURE).";
    /// A wrong value.
    VALUE error "V-value"
        "Paraksta „{f}” vērtība nav tā sertifikāta atslēgas radīta."
        "The value of the signature `{f}` was not made by the key of its certificate."
        DISTRUST,
        "XMLDSig 1.1, 3.2.2; RFC 5652, 5.6 (SIG_CRYPTO_FAILURE). Kaut kas parakstītajā ir mainīts, vai paraksts ir viltots."
        "XMLDSig 1.1, 3.2.2; RFC 5652, 5.6 (SIG_CRYPTO_FAILURE). Something signed was changed, or the signature is forged.";
    /// Algorithms that were not reliable.
    WEAK warning "V-weak"
        "Parakstā lietots algoritms, kas tajā laikā vairs nebija drošs: {what}."
        "The signature uses an algorithm that was not reliable any more at its time: {what}."
        SIGN_ANEW,
        "TS 119 312; datumi docs/signatures.md (CRYPTO_CONSTRAINTS_FAILURE_NO_POE)."
        "TS 119 312; the dates in docs/signatures.md (CRYPTO_CONSTRAINTS_FAILURE_NO_POE).";
}
