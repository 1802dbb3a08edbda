//! Signatures, whatever file they are in: who signed, with what, and when. What a form asks of them is in the
//! document family. Nothing here says that a signature is valid.
use super::{CatalogueEntry, Provenance};

/// All of this family.
pub(super) static ALL: &[&CatalogueEntry] = &[
    &SIGNED,
    &NO_CERTIFICATE,
    &AUTHENTICATION,
    &VALIDITY,
    &EMPTY,
    &PART_TWICE,
    &ID_TWICE,
    &ID_TWICE_UNSIGNED,
    &PROPERTIES_MISSING,
    &PROPERTIES_SEVERAL,
    &PROPERTIES_TARGET,
    &PROPERTIES_UNSIGNED,
    &CERTIFICATE_UNNAMED,
    &CERTIFICATE_OTHER,
    &CERTIFICATE_SEVERAL,
    &CERTIFICATE_ALGORITHM,
    &STAMP_BROKEN,
    &STAMP_ELSEWHERE,
    &PDF_CHANGED,
    &PDF_AFTER,
    &PDF_BROKEN,
];

/// Who signed.
pub(crate) static SIGNED: CatalogueEntry = CatalogueEntry::info(
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
pub(crate) static NO_CERTIFICATE: CatalogueEntry = CatalogueEntry::warning(
    "E-certificate",
    "Parakstā nav nolasāma parakstītāja sertifikāta; parakstītāju nevar noteikt.",
    "The signature holds no readable certificate of its signer; who signed cannot be told.",
)
.hint(
    "Pārbaudiet parakstu, piemēram, portālā eparaksts.lv.",
    "Have the signature validated, for example at eparaksts.lv.",
);

/// A certificate for logging in.
pub(crate) static AUTHENTICATION: CatalogueEntry = CatalogueEntry::warning(
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
pub(crate) static VALIDITY: CatalogueEntry = CatalogueEntry::warning(
    "E-validity",
    "Paraksta laiks {when} ir ārpus sertifikāta ({v}) derīguma termiņa: {from} – {until}.",
    "The signing time {when} is outside the validity of the certificate of {v}: {from} to {until}.",
)
.hint(
    "Pārbaudiet parakstu, piemēram, portālā eparaksts.lv.",
    "Have the signature validated, for example at eparaksts.lv.",
);

/// A signature that signs nothing.
pub(crate) static EMPTY: CatalogueEntry = CatalogueEntry::error(
    "E-signature-empty",
    "Datnē „{f}” parakstam nav vērtības: ar to nekas nav parakstīts.",
    "In `{f}` the signature has no value: nothing is signed with it.",
)
.hint("Parakstiet dokumentu no jauna.", "Sign the document anew.")
.explain(
    "Paraksta vērtība ir elementā ds:SignatureValue Base64 kodējumā (XMLDSig 1.1, 4.3). Bez tās visu pārējo varēja uzrakstīt \
     jebkurš.",
    "The value of a signature stands in ds:SignatureValue, in Base64 (XMLDSig 1.1, 4.3). Without it anybody could have written \
     all the rest.",
)
.rests_on(Provenance::Integrity);

/// Parts that stand in it twice.
pub(crate) static PART_TWICE: CatalogueEntry = CatalogueEntry::error(
    "E-signature-part-twice",
    "Datnē „{f}” vienam parakstam ir vairāki elementi ds:{v}; katra programma var lasīt citu.",
    "In `{f}` one signature has several elements ds:{v}; each program may read another.",
)
.hint(
    "Neuzticieties šim parakstam. Lūdziet sūtītājam dokumentu parakstīt no jauna.",
    "Do not rely on this signature. Ask the sender to sign the document anew.",
)
.explain(
    "Parakstā (ds:Signature) ir viens ds:SignedInfo, viens ds:SignatureValue un ne vairāk kā viens ds:KeyInfo (XMLDSig 1.1, \
     4.2).",
    "A ds:Signature has one ds:SignedInfo, one ds:SignatureValue and at most one ds:KeyInfo (XMLDSig 1.1, 4.2).",
)
.rests_on(Provenance::Integrity);

/// Identifiers that are not unique.
pub(crate) static ID_TWICE: CatalogueEntry = CatalogueEntry::error(
    "E-id-twice",
    "Datnē „{f}” identifikators (Id) „{v}” ir vairākiem elementiem; nevar zināt, uz kuru no tiem attiecas paraksts.",
    "In `{f}` several elements have the identifier (Id) `{v}`; which of them the signature covers cannot be known.",
)
.hint(
    "Neuzticieties šim parakstam. Lūdziet sūtītājam dokumentu parakstīt no jauna.",
    "Do not rely on this signature. Ask the sender to sign the document anew.",
)
.explain(
    "Paraksts uz savas datnes daļām atsaucas ar to identifikatoru (XMLDSig 1.1, 4.4.3.2); vienā XML datnē tas nedrīkst \
     atkārtoties (XML 1.0, 3.3.1). Ar otru tādu pašu var panākt, ka pārbauda vienu elementu, bet rāda citu.",
    "A signature refers to parts of its own file by their identifiers (XMLDSig 1.1, 4.4.3.2), which must be unique in an XML \
     document (XML 1.0, 3.3.1). With a second one, one element can be verified and another shown.",
)
.rests_on(Provenance::Integrity);

/// Identifiers that are not unique in what nobody signed.
pub(crate) static ID_TWICE_UNSIGNED: CatalogueEntry = CatalogueEntry::error(
    "E-id-twice-unsigned",
    "Datnē „{f}” identifikators (Id) „{v}” ir vairākiem elementiem tajā, kas parakstam pievienots vēlāk (piemēram, laika \
     zīmogos).",
    "In `{f}` several elements in what was added to the signature later, such as time-stamps, have the identifier (Id) `{v}`.",
)
.hint(
    "Lūdziet datni sagatavot no jauna to, kas parakstam pievienoja laika zīmogu.",
    "Ask whoever added the time-stamp to the signature to make the file anew.",
)
.explain(
    "Tas, kas ir parakstīts, no tā nemainās, bet vienā XML datnē identifikators nedrīkst atkārtoties (XML 1.0, 3.3.1), un \
     citas programmas tādu datni noraida.",
    "What is signed does not change by that, but an identifier must be unique in an XML document (XML 1.0, 3.3.1), and other \
     programs refuse such a file.",
)
.rests_on(Provenance::Integrity);

/// A signature that says nothing of its signer.
pub(crate) static PROPERTIES_MISSING: CatalogueEntry = CatalogueEntry::error(
    "E-properties-missing",
    "Datnē „{f}” parakstam nav īpašību (xades:QualifyingProperties); tas nav XAdES paraksts.",
    "In `{f}` the signature has no properties (xades:QualifyingProperties); it is no XAdES signature.",
)
.hint("Parakstiet dokumentu no jauna.", "Sign the document anew.")
.explain(
    "Konteinerā ir XAdES paraksti (EN 319 162-1, 4.4.3.2), un tie savu sertifikātu norāda parakstītās īpašībās (EN 319 132-1, \
     5.2.2). Bez tām parakstītāju nevar noteikt.",
    "Signatures of a container are XAdES (EN 319 162-1, 4.4.3.2), which name their certificate in signed properties \
     (EN 319 132-1, 5.2.2). Without them who signed cannot be told.",
)
.rests_on(Provenance::Integrity);

/// Two things said of the signer.
pub(crate) static PROPERTIES_SEVERAL: CatalogueEntry = CatalogueEntry::error(
    "E-properties-several",
    "Datnē „{f}” vienam parakstam ir {n} elementi xades:QualifyingProperties; katrs var nosaukt citu parakstītāju.",
    "In `{f}` one signature has {n} elements xades:QualifyingProperties; each may name another signer.",
)
.hint(
    "Neuzticieties šim parakstam. Lūdziet sūtītājam dokumentu parakstīt no jauna.",
    "Do not rely on this signature. Ask the sender to sign the document anew.",
)
.explain(
    "Parakstam ir viens xades:QualifyingProperties (EN 319 132-1, 4.4). Ar otru var panākt, ka programma rāda cilvēku, kas nav \
     parakstījis. Šī programma lasa tikai to, uz kuru paraksts atsaucas.",
    "A signature has one xades:QualifyingProperties (EN 319 132-1, 4.4). A second one can make a program show somebody who did \
     not sign. This program reads only the one that the signature refers to.",
)
.rests_on(Provenance::Integrity);

/// Properties of another signature.
pub(crate) static PROPERTIES_TARGET: CatalogueEntry = CatalogueEntry::error(
    "E-properties-target",
    "Datnē „{f}” paraksta īpašībās norādīts cits paraksts (Target nav šī paraksta Id).",
    "In `{f}` the properties of the signature say that they are of another one (Target is not its Id).",
)
.hint(
    "Neuzticieties šim parakstam. Lūdziet sūtītājam dokumentu parakstīt no jauna.",
    "Do not rely on this signature. Ask the sender to sign the document anew.",
)
.explain(
    "xades:QualifyingProperties atribūts Target norāda uz ds:Signature, kuram tās pieder (EN 319 132-1, 4.3).",
    "The attribute Target of xades:QualifyingProperties is to the ds:Signature that they are of (EN 319 132-1, 4.3).",
)
.rests_on(Provenance::Integrity);

/// What a signature says of itself is not signed.
pub(crate) static PROPERTIES_UNSIGNED: CatalogueEntry = CatalogueEntry::error(
    "E-properties-unsigned",
    "Datnē „{f}” paraksts neattiecas uz to, kas tajā rakstīts par parakstītāju un laiku: {what}. To varēja mainīt jebkurš.",
    "In `{f}` the signature does not cover what it says of its signer and time: {what}. Anybody could have changed that.",
)
.hint(
    "Neuzticieties šim parakstam. Lūdziet sūtītājam dokumentu parakstīt no jauna.",
    "Do not rely on this signature. Ask the sender to sign the document anew.",
)
.explain(
    "XAdES (EN 319 132-1, 4.4) prasa, lai ds:SignedInfo būtu tieši viena atsauce ar tipu \
     http://uri.etsi.org/01903#SignedProperties uz šī paraksta xades:SignedProperties.",
    "XAdES (EN 319 132-1, 4.4) asks for exactly one reference of the type http://uri.etsi.org/01903#SignedProperties in \
     ds:SignedInfo, to the xades:SignedProperties of this signature.",
)
.rests_on(Provenance::Integrity);

/// Nobody signed which certificate it is.
pub(crate) static CERTIFICATE_UNNAMED: CatalogueEntry = CatalogueEntry::error(
    "E-certificate-unnamed",
    "Parakstītajā nav norādīts parakstītāja sertifikāts; to, kas ir parakstam blakus, varēja apmainīt jebkurš.",
    "What is signed does not name the certificate of the signer; anybody could have exchanged the one beside the signature.",
)
.hint("Parakstiet dokumentu no jauna.", "Sign the document anew.")
.explain(
    "XAdES parakstā to norāda SigningCertificateV2 vai SigningCertificate (EN 319 132-1, 5.2.2), CAdES parakstā atribūts \
     signing-certificate-v2 vai signing-certificate (EN 319 122-1, 5.2.2): ar sertifikāta kontrolsummu.",
    "SigningCertificateV2 or SigningCertificate does in XAdES (EN 319 132-1, 5.2.2), and the attribute signing-certificate-v2 or \
     signing-certificate in CAdES (EN 319 122-1, 5.2.2): by the digest of the certificate.",
)
.rests_on(Provenance::Integrity);

/// Another certificate than the one that is signed.
pub(crate) static CERTIFICATE_OTHER: CatalogueEntry = CatalogueEntry::error(
    "E-certificate-other",
    "Parakstam blakus nav tā sertifikāta, kas norādīts parakstītajā: tas ir apmainīts vai trūkst.",
    "The certificate that is named in what is signed is not the one beside the signature: it was exchanged or is missing.",
)
.hint(
    "Neuzticieties šim parakstam. Lūdziet sūtītājam dokumentu parakstīt no jauna.",
    "Do not rely on this signature. Ask the sender to sign the document anew.",
)
.explain(
    "Sertifikāta kontrolsummai jābūt tai, kas ir parakstīta: XAdES īpašībā SigningCertificateV2 vai SigningCertificate \
     (EN 319 132-1, 5.2.2), CAdES atribūtā signing-certificate-v2 vai signing-certificate (EN 319 122-1, 5.2.2). Citādi \
     parakstam var pielikt cita cilvēka sertifikātu.",
    "The digest of the certificate must be the one that is signed: in SigningCertificateV2 or SigningCertificate of XAdES \
     (EN 319 132-1, 5.2.2), in signing-certificate-v2 or signing-certificate of CAdES (EN 319 122-1, 5.2.2). Otherwise \
     somebody else's certificate can be put beside a signature.",
)
.rests_on(Provenance::Integrity);

/// Several certificates are signed.
pub(crate) static CERTIFICATE_SEVERAL: CatalogueEntry = CatalogueEntry::error(
    "E-certificate-several",
    "Parakstītajā norādīti vairāki no sertifikātiem, kas ir parakstam blakus; nevar noteikt, kurš ir parakstītāja.",
    "What is signed names several of the certificates beside the signature; which of them is the signer's cannot be told.",
)
.hint("Parakstiet dokumentu no jauna.", "Sign the document anew.")
.explain(
    "Parakstītāja sertifikātu norāda ar tā kontrolsummu (EN 319 132-1, 5.2.2; EN 319 122-1, 5.2.2). libdigidocpp pieņem tikai \
     vienu.",
    "The certificate of the signer is named by its digest (EN 319 132-1, 5.2.2; EN 319 122-1, 5.2.2). libdigidocpp accepts one \
     only.",
)
.rests_on(Provenance::Integrity);

/// A certificate named in an unknown way.
pub(crate) static CERTIFICATE_ALGORITHM: CatalogueEntry = CatalogueEntry::error(
    "E-certificate-algorithm",
    "Parakstītāja sertifikāts norādīts ar nezināma algoritma „{v}” kontrolsummu; parakstītāju nevar noteikt.",
    "The certificate of the signer is named by a digest of the unknown algorithm `{v}`; who signed cannot be told.",
)
.hint("Parakstiet dokumentu no jauna.", "Sign the document anew.")
.explain(
    "Zināmie algoritmi: SHA-1 (tikai sertifikāta atpazīšanai), SHA-224, SHA-256, SHA-384, SHA-512 (EN 319 132-1, 5.2.2; \
     EN 319 122-1, 5.2.2).",
    "Known are SHA-1 (only to recognise a certificate), SHA-224, SHA-256, SHA-384 and SHA-512 (EN 319 132-1, 5.2.2; \
     EN 319 122-1, 5.2.2).",
)
.rests_on(Provenance::Integrity);

/// A time-stamp that cannot be read.
pub(crate) static STAMP_BROKEN: CatalogueEntry = CatalogueEntry::warning(
    "E-time-stamp-broken",
    "Parakstam ({v}) pievienoto laika zīmogu nevar nolasīt.",
    "A time-stamp of the signature by {v} cannot be read.",
)
.hint(
    "Pārbaudiet parakstu, piemēram, portālā eparaksts.lv.",
    "Have the signature validated, for example at eparaksts.lv.",
);

/// A time-stamp of another signature.
pub(crate) static STAMP_ELSEWHERE: CatalogueEntry = CatalogueEntry::error(
    "E-time-stamp-elsewhere",
    "Parakstam pievienotais laika zīmogs attiecas uz citu parakstu.",
    "The time-stamp of the signature is over another signature.",
)
.hint("Parakstiet dokumentu no jauna.", "Sign the document anew.")
.rests_on(Provenance::Integrity);

/// A PDF that is not what was signed.
pub(crate) static PDF_CHANGED: CatalogueEntry = CatalogueEntry::error(
    "E-pdf-changed",
    "PDF datne pēc parakstīšanas ir mainīta: parakstītās daļas kontrolsumma nesakrīt.",
    "The PDF was changed after signing: the digest of the signed part differs.",
)
.hint("Parakstiet dokumentu no jauna.", "Sign the document anew.")
.rests_on(Provenance::Integrity);

/// Something added after the signature.
pub(crate) static PDF_AFTER: CatalogueEntry = CatalogueEntry::warning(
    "E-pdf-after",
    "PDF datnei pēc paraksta kaut kas ir pievienots; paraksts uz to neattiecas.",
    "Something was added to the PDF after the signature, which does not cover it.",
)
.hint(
    "Pārbaudiet, kas pievienots: tas var būt arī otrs paraksts vai ilgmūžības dati.",
    "See what was added: it may be another signature, or data for its long life.",
);

/// A signature in a PDF that cannot be read.
pub(crate) static PDF_BROKEN: CatalogueEntry = CatalogueEntry::warning(
    "E-pdf-broken",
    "PDF parakstu nevar nolasīt.",
    "A signature in the PDF cannot be read.",
)
.hint(
    "Pārbaudiet parakstu, piemēram, portālā eparaksts.lv.",
    "Have the signature validated, for example at eparaksts.lv.",
);
