//! The signatures of a file that came back, validated: a verdict for each, and the findings that tell it.

use std::collections::BTreeSet;
use std::io;

use chrono::{DateTime, Utc};

use crate::asic::{Archive, ArchiveEntry, ContainerKind, SignatureFile, SignatureForm};
use crate::diag::catalogue::{container as c, signature as e, validation as v};
use crate::diag::{Bilingual, CatalogueEntry, FileLocation, Finding, Origin, Report, Severity};
use crate::dsig::SignedFiles;
use crate::pdf::{Pdf, PdfSignature, SignatureCoverage};
use crate::pki::{Certificate, DigestAlgorithm, SubjectKind, TimeStamp};
use crate::trust::Anchors;
use crate::validate::{
    Cause, Indication, Integrity, Observation, Qualification, ValidationData, Validator, Verdict,
};

/// By what signatures are validated, and what is asked of them. See [`check_container`](crate::pipeline::check_container).
#[derive(Debug, Clone)]
pub(crate) struct SignatureValidation {
    /// Whom the user trusts.
    pub anchors: Anchors,
    /// The time of validation.
    pub at: DateTime<Utc>,
    /// What a signature has to be at least, where the user says so.
    pub required: Option<RequiredSignature>,
}

/// What a signature has to be at least. See [`SignatureValidation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RequiredSignature {
    /// What is signed is as it was signed.
    Intact,
    /// It is valid (`TOTAL-PASSED`, EN 319 102-1).
    Valid,
    /// It is valid and qualified, a person's or a seal.
    Qualified,
}

/// A signature of a file. See [`check_container`](crate::pipeline::check_container).
#[derive(Debug, Clone)]
pub(crate) struct ValidatedSignature {
    /// The entry of the container that it stands in; `None` of a signature inside a PDF.
    pub entry: Option<String>,
    /// What is to be said of it.
    pub verdict: Verdict,
    /// What was found about it.
    pub findings: Report,
}

/// More octets than a file of signatures has (a time-stamp is some 10 kB).
const MOST_OCTETS: u64 = 32 << 20;

impl SignatureValidation {
    /// What a signature must be so that it does not refuse the file: with anchors valid, if nothing else is said.
    fn expected(&self) -> Option<RequiredSignature> {
        self.required.or_else(|| (!self.anchors.is_empty()).then_some(RequiredSignature::Valid))
    }

    /// Validates each signature of a container, `own` being what was found about it otherwise.
    pub(super) fn of_container(
        &self,
        archive: &Archive<'_>,
        own: &Report,
        file: &Origin,
    ) -> Vec<ValidatedSignature> {
        let validator = Validator::new(&self.anchors, self.at);
        let mut validated = Vec::new();
        // The files are elsewhere, and the findings say so.
        if archive.kind() == ContainerKind::Hashcode {
            return validated;
        }
        for signatures in archive.signatures().iter().filter(|file| file.form.is_signature()) {
            let verdicts = match (signatures.form, signatures.tree(), signatures.xml_fault()) {
                (SignatureForm::Cades, ..) => cades(&validator, archive, signatures),
                (_, Some(tree), _) => validator.xades_in(tree, &mut EntriesOf(archive)),
                (_, None, Some(fault)) => vec![Validator::of_unread(fault)],
                (_, None, None) => continue,
            };
            let origin = file.clone().at(FileLocation::Entry { name: signatures.name.as_str().into() });
            for verdict in verdicts {
                let findings = self.findings(&verdict, own, &signatures.name, &origin);
                validated.push(ValidatedSignature {
                    entry: Some(signatures.name.clone()),
                    verdict,
                    findings,
                });
            }
        }
        validated
    }

    /// What is wrong with the time-stamps of a container that stand by themselves: each must be over its entry.
    pub(super) fn stamps_of_container(&self, archive: &Archive<'_>, own: &Report, file: &Origin) -> Report {
        let validator = Validator::new(&self.anchors, self.at);
        let mut report = Report::default();
        for stamp in archive.signatures().iter().filter(|file| file.form == SignatureForm::Timestamp) {
            let entry = archive.entry(&stamp.name).filter(|entry| entry.size() <= MOST_OCTETS);
            let Some(content) = entry.and_then(ArchiveEntry::read) else { continue };
            let mut files = EntriesOf(archive);
            let verdict = validator
                .time_stamp(&content, &mut |algorithm| files.digest(stamp.signed_entry()?, algorithm));
            let origin = file.clone().at(FileLocation::Entry { name: stamp.name.as_str().into() });
            report.append(observed(verdict.observations(), own, &stamp.name, &origin));
        }
        report
    }

    /// Validates each signature inside a PDF that is named `name`.
    pub(super) fn of_pdf(&self, pdf: &Pdf, name: &str, own: &Report) -> Vec<ValidatedSignature> {
        let validator = Validator::new(&self.anchors, self.at);
        let stored = pdf.validation_data();
        let mut beside = ValidationData {
            certificates: stored.certificates,
            lists: stored.lists,
            responses: stored.responses,
            time_stamps: Vec::new(),
        };
        let origin = Origin::file(name);
        let mut validated = Vec::new();
        let signatures = pdf.signatures();
        let usable = signatures.iter().filter(|signature| signature.coverage != SignatureCoverage::Invalid);
        let (stamps, signatures): (Vec<_>, Vec<_>) = usable.partition(|signature| signature.is_time_stamp);
        let stamps: Vec<_> = stamps.into_iter().map(document_time_stamp).collect();
        for signature in signatures {
            let later = stamps.iter().filter(|(to, _)| *to > signature.signed_to);
            beside.time_stamps = later.map(|(_, stamp)| stamp.clone()).collect();
            let mut digest = |algorithm: DigestAlgorithm| signed_digest(signature, algorithm);
            let verdicts = validator.cades(signature.contents, &[name.to_owned()], &beside, &mut digest);
            validated.extend(verdicts.into_iter().map(|verdict| {
                let findings = self.findings(&verdict, own, name, &origin);
                ValidatedSignature { entry: None, verdict, findings }
            }));
        }
        validated
    }

    /// What the user asked for and a file without signatures lacks.
    pub(super) fn unsigned(&self, origin: &Origin) -> Option<Finding> {
        let required = match self.required? {
            RequiredSignature::Intact => "intact",
            RequiredSignature::Valid => "valid",
            RequiredSignature::Qualified => "qualified",
        };
        Some(Finding::of(&v::UNSIGNED, origin.clone()).with("v", required))
    }

    fn findings(&self, verdict: &Verdict, own: &Report, name: &str, origin: &Origin) -> Report {
        let found = |entry| Finding::of(entry, origin.clone()).with("f", crate::asic::sanitized(name));
        let mut report = Report::default();
        report.push(self.state(verdict, found(state_entry(verdict, self.anchors.is_empty()))));
        let passed = verdict.indication() == Indication::TotalPassed;
        report.extend(observed(verdict.observations(), own, name, origin).into_iter().map(|mut finding| {
            // Of an issuer long ago, or reliable at the time: nothing that a person has to look at.
            if passed && finding.code.as_str() == v::WEAK.code {
                finding.severity = Severity::Info;
            }
            finding
        }));
        if verdict.indication() == Indication::TotalPassed
            && self.required == Some(RequiredSignature::Qualified)
            && !is_qualified(verdict.qualification())
        {
            let qualification = qualification_text(verdict.qualification());
            report.push(found(&v::NOT_QUALIFIED).with_text("q", qualification));
        }
        report
    }

    /// The finding that tells the state, weighed by what is asked for.
    fn state(&self, verdict: &Verdict, mut finding: Finding) -> Finding {
        let passes = match self.expected() {
            Some(RequiredSignature::Intact) => verdict.integrity() == Integrity::Intact,
            _ if verdict.indication() == Indication::TotalFailed => false,
            None => verdict.integrity() != Integrity::Broken,
            Some(_) => verdict.indication() == Indication::TotalPassed,
        };
        finding.severity = match finding.severity {
            severity if passes => severity.min(Severity::Warning),
            _ => Severity::Error,
        };
        let status = match verdict.sub_indication() {
            Some(sub) => format!("{}, {sub}", verdict.indication()),
            None => verdict.indication().to_string(),
        };
        let certificate = verdict.claimed_signer();
        let issuer = certificate.map(|certificate| certificate.issuer().to_string()).unwrap_or_default();
        let files: Vec<String> = verdict.covers().iter().map(|file| crate::asic::sanitized(file)).collect();
        finding
            .with("status", status)
            .with_text("v", certificate.map_or_else(unknown, holder))
            .with("issuer", issuer)
            .with_text("claimed", time(verdict.claimed_time()))
            .with_text("stamped", time(verdict.proven_time().or(verdict.stamped_time())))
            .with_text("files", Bilingual::list(&files))
            .with_text("q", qualification_text(verdict.qualification()))
    }
}

/// A document time-stamp (ISO 32000-2, 12.8.5): up to where it is over the file, its token, and whether it is over that.
fn document_time_stamp(signature: &PdfSignature<'_>) -> (usize, (Vec<u8>, Option<bool>)) {
    let stamp = TimeStamp::read(signature.contents).ok();
    let is = stamp.and_then(|stamp| stamp.matches_digest(|algorithm| signed_digest(signature, algorithm)));
    (signature.signed_to, (signature.contents.to_vec(), is))
}

/// The digest of the bytes of a PDF that a signature covers.
pub(super) fn signed_digest(signature: &PdfSignature<'_>, algorithm: DigestAlgorithm) -> Option<Vec<u8>> {
    algorithm.of_chunks(|take| {
        signature.signed_bytes.iter().for_each(|part| take(part));
        Some(())
    })
}

/// What was observed, without what `own` says already.
fn observed(observations: &[Observation], own: &Report, name: &str, origin: &Origin) -> Report {
    let codes: BTreeSet<&str> = own.findings().iter().map(|finding| finding.code.as_str()).collect();
    let is_new = |observation: &&Observation| {
        !others_of(observation.cause).iter().any(|other| codes.contains(other.code))
    };
    let finding = |observation: &Observation| {
        let finding = Finding::of(entry_of(observation.cause)?, origin.clone());
        Some(finding.with("f", crate::asic::sanitized(name)).with("what", &observation.text))
    };
    observations.iter().filter(is_new).filter_map(finding).collect()
}

/// The findings about a container with what validation says in place of what was only read.
pub(super) fn with_verdicts(own: Report, validated: &[ValidatedSignature], archive: &Archive<'_>) -> Report {
    let judged: BTreeSet<&str> = validated.iter().filter_map(|one| one.entry.as_deref()).collect();
    let all = archive.signatures().iter().filter(|file| file.form.is_signature());
    let all_judged = all.clone().all(|file| judged.contains(file.name.as_str()));
    let replaced = |finding: &Finding| match finding.code.as_str() {
        code if code == e::SIGNED.code => match &finding.origin.location {
            FileLocation::Entry { name } => judged.contains(&**name),
            _ => false,
        },
        code if code == c::SIGNATURE_UNCHECKED.code => all_judged,
        _ => false,
    };
    let mut report: Report = own.into_iter().filter(|finding| !replaced(finding)).collect();
    for one in validated {
        report.append(one.findings.clone());
    }
    report
}

/// A `CAdES` signature is over an `ASiCManifest`; what that lists must be as it says, or else nothing is signed.
fn cades(validator: &Validator<'_>, archive: &Archive<'_>, file: &SignatureFile) -> Vec<Verdict> {
    let entry = archive.entry(&file.name).filter(|entry| entry.size() <= MOST_OCTETS);
    let Some(content) = entry.and_then(ArchiveEntry::read) else { return Vec::new() };
    let mut files = EntriesOf(archive);
    let listed = file.signatures.first().map(|signature| signature.references.as_slice()).unwrap_or_default();
    let agrees = listed.iter().all(|reference| {
        let algorithm = DigestAlgorithm::of_uri(&reference.digest_method);
        let digest = algorithm.and_then(|algorithm| files.digest(&reference.name, algorithm));
        digest.is_some() && digest == reference.digest && !reference.has_transforms
    });
    let signed = file.signed_entry().filter(|_| agrees);
    let covers: Vec<String> = match (listed, signed) {
        ([], signed) => signed.map(str::to_owned).into_iter().collect(),
        (listed, _) => listed.iter().map(|reference| reference.name.clone()).collect(),
    };
    let mut digest = |algorithm: DigestAlgorithm| files.digest(signed?, algorithm);
    validator.cades(&content, &covers, &ValidationData::default(), &mut digest)
}

/// The entries of a container as what its signatures are over.
struct EntriesOf<'a, 'b>(&'b Archive<'a>);

impl SignedFiles for EntriesOf<'_, '_> {
    fn feed(&mut self, name: &str, take: &mut dyn FnMut(&[u8])) -> Option<()> {
        self.0.entry(name)?.copy_to(&mut Taker(take)).ok()
    }

    fn digest(&mut self, name: &str, algorithm: DigestAlgorithm) -> Option<Vec<u8>> {
        match algorithm {
            // Computed when the archive was read.
            DigestAlgorithm::Sha256 => Some(self.0.entry(name)?.sha256()?.as_bytes().to_vec()),
            _ => algorithm.of_chunks(|take| self.feed(name, take)),
        }
    }
}

struct Taker<'a>(&'a mut dyn FnMut(&[u8]));

impl io::Write for Taker<'_> {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        (self.0)(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn state_entry(verdict: &Verdict, nobody_trusted: bool) -> &'static CatalogueEntry {
    match (verdict.integrity(), verdict.indication()) {
        (Integrity::Broken, _) => &v::BROKEN,
        (Integrity::Unknown, _) => &v::UNKNOWN,
        (_, Indication::TotalPassed) => &v::VALID,
        (_, Indication::TotalFailed) => &v::FAILED,
        (_, Indication::Indeterminate) if nobody_trusted => &v::INTACT,
        (_, Indication::Indeterminate) => &v::INDETERMINATE,
    }
}

/// The finding of what was observed; the state says the rest.
fn entry_of(cause: Cause) -> Option<&'static CatalogueEntry> {
    Some(match cause {
        Cause::Algorithm => &v::ALGORITHM,
        Cause::ArchiveUnread => &v::ARCHIVE_UNREAD,
        Cause::CertificateOther => &v::CERTIFICATE_OTHER,
        Cause::CertificateUnnamed => &v::CERTIFICATE_UNNAMED,
        Cause::ClaimedTime => &v::CLAIMED_TIME,
        Cause::ClaimedZone => &v::CLAIMED_ZONE,
        Cause::DataFormat => &v::DATA_FORMAT,
        Cause::DataFormatNowhere => &v::DATA_FORMAT_NOWHERE,
        Cause::Form => &v::FORM,
        Cause::Ids => &v::IDS,
        Cause::KeyUsage => &v::KEY_USAGE,
        Cause::ListExpired => &v::LIST_EXPIRED,
        Cause::OnHold => &v::SUSPENDED,
        Cause::Path => &v::PATH,
        Cause::PathBroken => &v::PATH_BROKEN,
        Cause::Policy => &v::POLICY,
        Cause::Properties => &v::PROPERTIES,
        Cause::Reference => &v::REFERENCE,
        Cause::Revoked => &v::REVOKED,
        Cause::StampPath => &v::STAMP_PATH,
        Cause::StampForm => &v::STAMP_FORM,
        Cause::StampImprint => &v::STAMP_IMPRINT,
        Cause::StampOrder => &v::STAMP_ORDER,
        Cause::StampPurpose => &v::STAMP_PURPOSE,
        Cause::StampRevoked => &v::STAMP_REVOKED,
        Cause::StampValue => &v::STAMP_VALUE,
        Cause::StatusEarly => &v::STATUS_EARLY,
        Cause::StatusLate => &v::STATUS_LATE,
        Cause::StatusMissing => &v::STATUS_MISSING,
        Cause::StatusOther => &v::STATUS_OTHER,
        Cause::StatusSigner => &v::STATUS_SIGNER,
        Cause::Time => &v::TIME,
        Cause::TimeMark => &v::TIME_MARK,
        Cause::TimeMarkMissing => &v::TIME_MARK_MISSING,
        Cause::Transform => &v::TRANSFORM,
        Cause::Unchecked => return None,
        Cause::Value => &v::VALUE,
        Cause::Weak => &v::WEAK,
    })
}

/// Findings that say the same, of how the container or the signature is built.
fn others_of(cause: Cause) -> Vec<&'static CatalogueEntry> {
    match cause {
        Cause::CertificateOther => vec![&e::CERTIFICATE_OTHER],
        Cause::CertificateUnnamed => vec![&e::CERTIFICATE_UNNAMED],
        Cause::Form => vec![&e::EMPTY, &e::PART_TWICE, &e::PROPERTIES_SEVERAL, &c::SIGNATURE_BROKEN],
        Cause::Ids => vec![&e::ID_TWICE],
        Cause::KeyUsage => vec![&e::AUTHENTICATION],
        Cause::Properties => vec![
            &e::PROPERTIES_MISSING,
            &e::PROPERTIES_SEVERAL,
            &e::PROPERTIES_TARGET,
            &e::PROPERTIES_UNSIGNED,
        ],
        Cause::Reference => vec![&c::REFERENCE_DIGEST, &c::REFERENCE_MISSING, &e::PDF_CHANGED],
        Cause::StampImprint => vec![&e::STAMP_ELSEWHERE],
        Cause::StampValue => vec![&e::STAMP_BROKEN],
        Cause::Time => vec![&e::VALIDITY],
        _ => vec![],
    }
}

/// Equal to a handwritten signature, or to a seal.
fn is_qualified(qualification: Qualification) -> bool {
    matches!(qualification, Qualification::QESig | Qualification::QESeal)
}

/// What a signature counts as, in words.
pub(super) fn qualification_text(qualification: Qualification) -> Bilingual {
    match qualification {
        Qualification::AdES => {
            Bilingual::fixed("uzlabots elektroniskais paraksts", "advanced electronic signature")
        }
        Qualification::AdESealQc => Bilingual::fixed(
            "uzlabots elektroniskais zīmogs ar kvalificētu sertifikātu",
            "advanced electronic seal with a qualified certificate",
        ),
        Qualification::AdESigQc => Bilingual::fixed(
            "uzlabots elektroniskais paraksts ar kvalificētu sertifikātu",
            "advanced electronic signature with a qualified certificate",
        ),
        Qualification::NotKnown => {
            Bilingual::fixed("vai kvalificēts, nav zināms", "whether qualified is not known")
        }
        Qualification::QESeal => {
            Bilingual::fixed("kvalificēts elektroniskais zīmogs", "qualified electronic seal")
        }
        Qualification::QESig => {
            Bilingual::fixed("kvalificēts elektroniskais paraksts", "qualified electronic signature")
        }
    }
}

/// Whom a certificate is for: the name, the number with a personal code masked, and whether that is a person.
fn holder(certificate: &Certificate) -> Bilingual {
    let name = certificate.subject_display_name();
    let number = certificate.subject_number().map(|number| format!(" ({number})")).unwrap_or_default();
    let (lv, en) = match certificate.subject_kind() {
        SubjectKind::Organisation => (", zīmogs", ", a seal"),
        _ => ("", ""),
    };
    Bilingual { lv: format!("{name}{number}{lv}").into(), en: format!("{name}{number}{en}").into() }
}

fn unknown() -> Bilingual {
    Bilingual::fixed("nav zināms", "not known")
}

fn time(time: Option<DateTime<Utc>>) -> Bilingual {
    match time {
        Some(time) => Bilingual::same(time.format("%Y-%m-%d %H:%M:%S UTC").to_string()),
        None => Bilingual::fixed("nav", "none"),
    }
}
