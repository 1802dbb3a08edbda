//! Every reader of what comes from outside, fed with bytes, for the fuzz targets (`--cfg fuzzing`) and the tests beside
//! this file. None may panic, run long or take much memory, whatever the bytes.

#![allow(clippy::missing_panics_doc, reason = "a reader that panics is what is looked for")]

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use crate::asic::{Archive, Limits as ArchiveLimits, check};
use crate::data::{self, DataFormat, DataSource, Limits as DataLimits};
use crate::diag::Origin;
use crate::dsig::SignedFiles;
use crate::form::{Binding, Form};
use crate::pdf::content::CMap;
use crate::pdf::font::EmbeddedFont;
use crate::pdf::{FieldKind, FillOptions, FillValue, Filler, Pdf, Template, compare, proof, read_values};
use crate::pki::{Certificate, Crl, DigestAlgorithm, Ocsp, Pool, SignedData, Signer, TimeStamp, xml_time};
use crate::scan::{ScanBudget, classify};
use crate::trust::{Anchors, TrustList};
use crate::validate::{Indication, ValidationData, Validator};
use crate::xml::{Canonicalization, Tree, TreeLimits, XmlFault};

/// A reader and the name of its fuzz target.
pub type Reader = (&'static str, fn(&[u8]));

/// All of them.
pub const READERS: &[Reader] = &[
    ("pdf_open", pdf_open),
    ("pdf_fields", pdf_fields),
    ("pdf_fill", pdf_fill),
    ("pdf_compare", pdf_compare),
    ("font", font),
    ("container", container),
    ("manifest", manifest),
    ("asic_manifest", asic_manifest),
    ("xades", xades),
    ("cms", cms),
    ("ocsp", ocsp),
    ("crl", crl),
    ("canonical", canonical),
    ("validate", validate),
    ("trust_list", trust_list),
    ("data", data_file),
    ("form", form),
    ("scan_look", scan_look),
];

const SAMPLE: &[u8] = include_bytes!("../../schemas/forms/lv.kase.x509/sample.pdf");

static OFFICIAL: LazyLock<Option<Pdf>> = LazyLock::new(|| Pdf::read(SAMPLE).ok());

/// Opens a PDF and looks at what is remarkable in it.
pub fn pdf_open(bytes: &[u8]) {
    if let Ok(pdf) = Pdf::read(bytes) {
        let _ = (pdf.page_count(), pdf.features().clone(), pdf.sha256());
    }
    let _ = Pdf::read_with_password(bytes, "parole");
}

/// Every file that a signature asks for.
struct Hello;

impl SignedFiles for Hello {
    fn feed(&mut self, _: &str, take: &mut dyn FnMut(&[u8])) -> Option<()> {
        take(b"hello");
        Some(())
    }
}

/// DER as an OCSP response, verified by the certificates in it.
pub fn ocsp(bytes: &[u8]) {
    let Some(response) = Ocsp::read(bytes) else { return };
    let nobody = Pool::default();
    let certificates = response.certificates();
    let pool = Pool::over(certificates, &nobody);
    let _ = (response.produced(), response.marks(b"hello"));
    if let Ok(intact) = response.verify(&pool) {
        for certificate in certificates.iter().take(4) {
            let _ = (response.is_about(certificate), intact.status_of(certificate, intact.by()));
        }
    }
}

/// DER as a revocation list, verified by the key of a certificate that did not make it.
pub fn crl(bytes: &[u8]) {
    let (Some(list), Ok(stranger)) = (Crl::read(bytes), Certificate::read(CERTIFICATE)) else { return };
    assert!(list.verify(&stranger).is_err(), "nobody made it");
}

/// XML as a tree, and its canonical forms: each read again has itself as its form.
pub fn canonical(bytes: &[u8]) {
    let Ok(tree) = Tree::read(bytes, TreeLimits::SIGNATURES) else { return };
    let exclusive = Canonicalization::Exclusive(Vec::new());
    for method in [Canonicalization::Inclusive, Canonicalization::Inclusive11, exclusive] {
        let Ok(form) = tree.canonical(Tree::DOCUMENT, &method, None) else { continue };
        match Tree::read(&form, TreeLimits::SIGNATURES) {
            Ok(again) => assert_eq!(again.canonical(Tree::DOCUMENT, &method, None), Ok(form), "{method:?}"),
            Err(fault) => assert_eq!(fault, XmlFault::TooBig, "{method:?}"),
        }
    }
}

/// XML and CMS as signatures, time-stamps; their trees, canonical forms, certificates, OCSP responses and lists.
pub fn validate(bytes: &[u8]) {
    let Some(at) = xml_time("2026-12-01T00:00:00Z") else { return };
    let anchors = Anchors::default();
    let validator = Validator::new(&anchors, at);
    let mut hello = |algorithm: DigestAlgorithm| Some(algorithm.of_bytes(b"hello"));
    let mut verdicts = validator.xades(bytes, &mut Hello);
    verdicts.extend(validator.cades(bytes, &[], &ValidationData::default(), &mut hello));
    let _ = validator.time_stamp(bytes, &mut hello);
    let passed = verdicts.iter().any(|verdict| verdict.indication() == Indication::TotalPassed);
    assert!(!passed, "without anchors nothing is valid");
}

/// XML as a trust list.
pub fn trust_list(bytes: &[u8]) {
    assert!(TrustList::verify(bytes, &[]).is_err(), "nobody was named");
}

/// Reads fields and values.
pub fn pdf_fields(bytes: &[u8]) {
    let Ok(template) = Template::read(bytes) else { return };
    for field in template.fields() {
        let _ = (field.alternate_name().map(str::len), field.on_states().count(), field.actions().count());
        let _ = field.widgets().iter().filter(|widget| widget.is_visible()).count();
    }
    let values = read_values(&template);
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).take(50).collect();
    let _ = proof::prove_blank(&template, &names);
}

/// Fills every field of a form that takes it.
pub fn pdf_fill(bytes: &[u8]) {
    let Ok(template) = Template::read(bytes) else { return };
    let permits = FillOptions { read_only: true, invisible: true, ..FillOptions::default() };
    // One field that cannot be filled would refuse all: each is tried, and then those together that went well. A few
    // are enough, and which depends on the bytes.
    let mut good: Vec<(&str, FillValue)> = Vec::new();
    for field in template.fields().iter().cycle().skip(bytes.len() % template.fields().len()).take(4) {
        let value = match field.kind() {
            FieldKind::Text => FillValue::Text("Ķēniņš-Žagare 010101-00000 ﬁ".into()),
            FieldKind::Checkbox => FillValue::On,
            FieldKind::Radio => FillValue::State(field.on_states().next().unwrap_or("Off").to_owned()),
            _ => FillValue::Choices(
                field.options().iter().take(1).map(|option| option.export.clone()).collect(),
            ),
        };
        let wanted = [(field.name(), value)];
        if let Ok(filler) = Filler::with_options(&template, &[field.name()], permits) {
            let _ = filler.fill(&wanted);
            good.extend(wanted);
        }
    }
    let names: Vec<&str> = good.iter().map(|(name, _)| *name).collect();
    if let Ok(filled) = Filler::with_options(&template, &names, permits).and_then(|filler| filler.fill(&good))
    {
        let again = Pdf::read(filled.into_bytes());
        assert!(again.is_ok(), "our own file does not open");
        let _ = again.map(|again| compare(template.pdf(), &again).is_only_a_fill());
    }
}

/// Holds a file against the sample form, and the sample form against the file.
pub fn pdf_compare(bytes: &[u8]) {
    let (Some(official), Ok(filled)) = (OFFICIAL.as_ref(), Pdf::read(bytes)) else { return };
    let _ = compare(official, &filled).is_only_a_fill();
    let _ = compare(&filled, official).is_only_a_fill();
    assert!(compare(&filled, &filled).is_only_a_fill(), "a file differs from itself");
}

/// Reads a font program and a `CMap`.
pub fn font(bytes: &[u8]) {
    let _ = EmbeddedFont::read(bytes);
    let map = CMap::parse(bytes);
    if map.check().is_ok() {
        let _ = (map.code_length(), map.codes().count());
    }
}

/// Reads and checks a container.
pub fn container(bytes: &[u8]) {
    // A fuzzer gets to the gigabyte that is allowed at most; that is a limit, and not what is looked for here.
    let mut limits = ArchiveLimits::default();
    (limits.entry, limits.total) = (8 << 20, 16 << 20);
    if let Ok(archive) = Archive::read(bytes, "x.edoc", &limits) {
        for entry in archive.entries() {
            let _ = entry.read();
        }
        let _ = check(&archive).findings().len();
    }
}

/// Reads XML as the manifest and as the signature of a container.
pub fn manifest(bytes: &[u8]) {
    container(&container_with(&[
        ("META-INF/manifest.xml", bytes),
        ("META-INF/signatures0.xml", bytes),
        ("META-INF/ASiCManifest.xml", bytes),
    ]));
}

/// Reads XML as what a `CAdES` signature covers.
pub fn asic_manifest(bytes: &[u8]) {
    container(&container_with(&[("META-INF/ASiCManifest.xml", bytes), ("META-INF/signature.p7s", P7S)]));
}

/// Reads XML as signatures of a container, and says who signed.
pub fn xades(bytes: &[u8]) {
    let container = container_with(&[("META-INF/signatures0.xml", bytes)]);
    let Ok(archive) = Archive::read(&container, "x.edoc", &ArchiveLimits::default()) else { return };
    let _ = check(&archive).findings().len();
    for signature in archive.signatures().iter().flat_map(|file| &file.signatures) {
        let _ = (
            signature.signer.earliest_time_stamp(),
            signature.signer.report(Origin::default()),
            format!("{signature:?}"),
        );
    }
}

/// Reads DER as a signature, a time-stamp and a certificate, by itself and in a container.
pub fn cms(bytes: &[u8]) {
    if let Ok(data) = SignedData::read(bytes) {
        for info in data.signers() {
            let signer = Signer::of_cms(&data, info);
            let _ = (
                info.states_digest(|algorithm| Some(algorithm.of_bytes(b"hello"))),
                signer.stamps_cover(info.value()),
                signer.claimed_signing_time,
            );
            let _ = signer.report(Origin::default());
        }
    }
    if let Ok(stamp) = TimeStamp::read(bytes) {
        let _ =
            (stamp.time(), stamp.covers(b"hello"), stamp.authority().map(Certificate::subject_display_name));
    }
    if let Ok(certificate) = Certificate::read(bytes) {
        let shown = format!("{certificate:?} {} {}", certificate.subject(), certificate.issuer());
        let _ = (
            shown,
            certificate.subject_kind(),
            certificate.subject_display_name(),
            certificate.has_non_repudiation(),
        );
    }
    let file = ("META-INF/signature.p7s", bytes);
    container(&container_with(&[
        file,
        ("META-INF/timestamp.tst", bytes),
        ("META-INF/ASiCManifest.xml", ASIC_MANIFEST),
    ]));
}

const CERTIFICATE: &[u8] = include_bytes!("../../fuzz/seeds/certificate.der");
const P7S: &[u8] = include_bytes!("../../fuzz/seeds/signature.p7s");
const ASIC_MANIFEST: &[u8] = include_bytes!("../../fuzz/seeds/ASiCManifest.xml");

/// A container of one PDF with these files of the format.
fn container_with(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut entries: Vec<(&str, &[u8])> =
        vec![("mimetype", b"application/vnd.etsi.asic-e+zip"), ("a.pdf", b"%PDF-1.7\n%%EOF\n")];
    entries.extend(files);
    zip(&entries)
}

/// Reads a file of data in each format.
pub fn data_file(bytes: &[u8]) {
    let limits = DataLimits { expanded_bytes: 16 << 20, ..DataLimits::default() };
    let _ = data::read(bytes, &DataSource::named("x"), &limits);
    for format in
        [DataFormat::Csv, DataFormat::Json, DataFormat::JsonLines, DataFormat::Toml, DataFormat::Xlsx]
    {
        let _ = data::read(bytes, &DataSource::named("x").with_format(format), &limits);
    }
}

/// Reads a form definition and a binding.
pub fn form(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = Form::parse(&text, "form.toml");
    let _ = Binding::parse(&text, "binding.toml");
}

/// Looks at a file for scanned pages, whatever it is.
pub fn scan_look(bytes: &[u8]) {
    let mut budget = ScanBudget::default();
    (budget.bytes, budget.operators) = (16 << 20, 400_000);
    let _ = classify(bytes, "x", &budget).report();
}

/// A ZIP archive of stored entries.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in entries {
        let offset = length(archive.len());
        let mut common = Vec::new();
        common.extend([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x50]);
        common.extend(crc32(content).to_le_bytes());
        common.extend(length(content.len()).to_le_bytes());
        common.extend(length(content.len()).to_le_bytes());
        common.extend(length(name.len()).to_le_bytes().into_iter().take(2));
        common.extend([0, 0]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&common);
        archive.extend(name.as_bytes());
        archive.extend(*content);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (count, start) = (length(entries.len()).to_le_bytes(), length(archive.len()));
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([count[0], count[1], count[0], count[1]]);
    archive.extend(length(directory.len()).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// CRC-32 of ZIP, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
