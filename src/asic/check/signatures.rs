//! Rules about signatures, time-stamps and `ASiCManifest`s: what they cover, and whether digests agree.

use std::collections::BTreeSet;

use crate::asic::archive::Archive;
use crate::asic::asic_manifest::AsicManifest;
use crate::asic::container_kind::ContainerKind;
use crate::asic::data_object_reference::DataObjectReference;
use crate::asic::digest_cache::{DigestCache, SHA1};
use crate::asic::entry::ArchiveEntry;
use crate::asic::hashcodes::Hashcodes;
use crate::asic::sanitized::sanitized;
use crate::asic::signature::{Signature, SignatureFault, SignatureFile};
use crate::asic::signature_form::SignatureForm;
use crate::diag::catalogue::{container as c, signature as e};
use crate::diag::{Bilingual, CatalogueEntry, Report};
use crate::pki::{DigestAlgorithm, PkiError};
use crate::xml::XmlFault;

/// The files that signatures cover, and whether their digests still agree.
pub(super) fn check(archive: &Archive<'_>, report: &mut Report) {
    let mut digests = DigestCache::of(&archive.table);
    for file in archive.signatures() {
        unreadable_signature(archive, file, report);
        if file.form == SignatureForm::Xades && !file.name.starts_with("META-INF/signatures") {
            report.push(archive.finding_about(&c::SIGNATURE_NAME, &file.name));
        }
        let found = |entry| archive.finding_about(entry, &file.name);
        for repeated in &file.repeated_ids {
            let entry = if repeated.only_unsigned { &e::ID_TWICE_UNSIGNED } else { &e::ID_TWICE };
            report.push(found(entry).with("v", sanitized(&repeated.id)));
        }
        for signature in &file.signatures {
            // The files that an ASiCManifest lists are checked with that manifest.
            if signature.cms.is_none() {
                data_object_references(archive, &file.name, &signature.references, &mut digests, report);
                signature_coverage(archive, &file.name, signature, report);
            }
            report.extend(signature.faults.iter().map(|fault| fault.finding(found)));
            report.append(signature.signer.report(found(&e::SIGNED).origin));
        }
        detached_signature(archive, file, &mut digests, report);
    }
    asic_manifests(archive, &mut digests, report);
    if archive.kind() == ContainerKind::AsicS {
        asic_s_signatures(archive, report);
    }
    signature_state(archive, report);
}

/// ASiC-S has one file of signatures or one time-stamp; further time-stamps only prolong it.
fn asic_s_signatures(archive: &Archive<'_>, report: &mut Report) {
    let count = |form| archive.signatures().iter().filter(|file| file.form == form).count();
    let is_prolonged = archive.entries().iter().any(|e| AsicManifest::is_manifest_name(e.name()));
    let stamps = if is_prolonged { 0 } else { count(SignatureForm::Timestamp) };
    let all = count(SignatureForm::Xades) + count(SignatureForm::Cades) + stamps;
    if all > 1 {
        report.push(archive.finding(&c::ASIC_S_SIGNATURES).with("n", all));
    }
}

/// Whether the container is signed, and in which form.
fn signature_state(archive: &Archive<'_>, report: &mut Report) {
    let has = |form| {
        archive
            .signatures()
            .iter()
            .any(|file| file.form == form && (file.holds_signature() || !form.is_signature()))
    };
    if has(SignatureForm::Xades) && has(SignatureForm::Cades) {
        report.push(archive.finding(&c::SIGNATURES_MIXED));
    }
    if has(SignatureForm::Cades) && !has(SignatureForm::Xades) {
        report.push(archive.finding(&c::CADES));
    }
    if archive.is_signed() {
        report.push(archive.finding(&c::SIGNATURE_UNCHECKED));
    } else if has(SignatureForm::Timestamp) || has(SignatureForm::EvidenceRecord) {
        report.push(archive.finding(&c::TIMESTAMP_ONLY));
    } else {
        report.push(archive.finding(&c::UNSIGNED));
    }
}

/// The digest of the entry that a `CAdES` signature or a time-stamp covers, and of the signature that its own
/// time-stamps cover.
fn detached_signature(
    archive: &Archive<'_>,
    file: &SignatureFile,
    digests: &mut DigestCache<'_, '_>,
    report: &mut Report,
) {
    let mut verdicts = Vec::new();
    if let Some(signed_entry) = &file.signed_entry {
        let mut digest = |algorithm| digests.digest(signed_entry, algorithm).map(<[u8]>::to_vec);
        verdicts.extend(
            file.signatures.iter().filter_map(|s| s.cms.as_ref()).map(|cms| cms.states_digest(&mut digest)),
        );
        verdicts.extend(file.time_stamp.iter().map(|stamp| stamp.matches_digest(&mut digest)));
        let found = |entry| archive.finding_about(entry, signed_entry).with("s", sanitized(&file.name));
        if verdicts.contains(&Some(false)) {
            report.push(found(&c::REFERENCE_DIGEST));
        } else if verdicts.contains(&None) {
            let what = Bilingual::fixed("tās algoritms nav atbalstīts", "its algorithm is not supported");
            report.push(found(&c::REFERENCE_UNCHECKED).with_text("what", what));
        }
    }
    if file.signed_entry.is_none()
        && file.fault.is_none()
        && (file.time_stamp.is_some() || file.signatures.iter().any(|s| s.cms.is_some()))
    {
        report.push(archive.finding_about(&c::SIGNATURE_OVER_NOTHING, &file.name));
    }
    if file
        .signatures
        .iter()
        .any(|s| s.cms.as_ref().is_some_and(|cms| s.signer.stamps_cover(cms.value()) == Some(false)))
    {
        report.push(archive.finding_about(&e::STAMP_ELSEWHERE, &file.name));
    }
}

/// A file whose name is that of a signature and whose content is none.
fn unreadable_signature(archive: &Archive<'_>, file: &SignatureFile, report: &mut Report) {
    let finding = match &file.fault {
        Some(SignatureFault::UnexpectedRoot(root)) => {
            archive.finding_about(&c::SIGNATURE_ROOT, &file.name).with("v", sanitized(root))
        }
        Some(SignatureFault::Unreadable(XmlFault::Doctype)) => {
            archive.finding_about(&c::MANIFEST_DOCTYPE, &file.name)
        }
        Some(SignatureFault::Unreadable(fault)) => {
            archive.finding_about(&c::SIGNATURE_BROKEN, &file.name).with_text("what", fault.description())
        }
        Some(SignatureFault::Pki(error)) => {
            let what = match error {
                PkiError::TimeStamp => Bilingual::fixed("tas nav laika zīmogs", "it is no time-stamp"),
                _ => Bilingual::fixed("tas nav CMS paraksts", "it is no CMS signature"),
            };
            archive.finding_about(&c::SIGNATURE_BROKEN, &file.name).with_text("what", what)
        }
        None if file.form.is_signature() && file.signatures.is_empty() => {
            archive.finding_about(&c::SIGNATURE_NONE, &file.name)
        }
        // The archive has a finding why there is no content.
        Some(SignatureFault::NoContent) | None => return,
    };
    report.push(finding);
}

/// Each file that `source` names must be there, with the digest that is stated.
fn data_object_references(
    archive: &Archive<'_>,
    source: &str,
    references: &[DataObjectReference],
    digests: &mut DigestCache<'_, '_>,
    report: &mut Report,
) {
    let mut weak = false;
    for reference in references {
        let found = |entry| archive.finding_about(entry, &reference.name).with("s", sanitized(source));
        let unchecked = |what| found(&c::REFERENCE_UNCHECKED).with_text("what", what);
        if archive.entry(&reference.name).is_none() {
            report.extend(elsewhere(archive, reference).map(found));
            continue;
        }
        if let Some(signed) = &reference.media_type
            && let Some(listed) = archive.media_type(&reference.name)
            && signed != listed
        {
            let entry = if AsicManifest::is_manifest_name(source) {
                &c::ASIC_MANIFEST_TYPE
            } else {
                &c::MEDIA_TYPE_SIGNED
            };
            report.push(found(entry).with("v", sanitized(listed)).with("w", sanitized(signed)));
        }
        if reference.has_transforms {
            let what = Bilingual::fixed(
                "pirms parakstīšanas datne ir pārveidota",
                "the file is transformed before signing",
            );
            report.push(unchecked(what));
            continue;
        }
        weak |= reference.digest_method == SHA1;
        let Some(algorithm) = DigestAlgorithm::of_uri(&reference.digest_method) else {
            let what = Bilingual {
                lv: format!("algoritms „{}” nav atbalstīts", sanitized(&reference.digest_method)).into(),
                en: format!("algorithm `{}` is not supported", sanitized(&reference.digest_method)).into(),
            };
            report.push(unchecked(what));
            continue;
        };
        // A file that cannot be read has its own finding.
        if let Some(digest) = digests.digest(&reference.name, algorithm)
            && reference.digest.as_deref() != Some(digest)
        {
            report.push(found(&c::REFERENCE_DIGEST));
        }
    }
    if weak {
        report.push(archive.finding(&c::REFERENCE_WEAK).with("s", sanitized(source)));
    }
}

/// What is wrong with a reference to a file that is not there: nothing, where the digest that stands for it is the signed
/// one.
fn elsewhere(archive: &Archive<'_>, reference: &DataObjectReference) -> Option<&'static CatalogueEntry> {
    let stated = archive.hashcodes.as_ref().and_then(|hashcodes| {
        hashcodes.digest(&reference.name, DigestAlgorithm::of_uri(&reference.digest_method)?)
    });
    match stated {
        None => Some(&c::REFERENCE_MISSING),
        Some(stated) if reference.digest.as_deref() != Some(stated) => Some(&c::REFERENCE_DIGEST),
        Some(_) => None,
    }
}

/// A signature of a container covers every data file.
fn signature_coverage(archive: &Archive<'_>, source: &str, signature: &Signature, report: &mut Report) {
    let covered: BTreeSet<&str> = signature.references.iter().map(|r| r.name.as_str()).collect();
    // One finding for all files: a hostile container may have a thousand signatures and a thousand files.
    let there = archive.data_files().map(ArchiveEntry::name);
    let elsewhere = archive.hashcodes.iter().flat_map(Hashcodes::names);
    if let Some(file) = there.chain(elsewhere).find(|file| !covered.contains(file)) {
        report.push(archive.finding_about(&c::REFERENCE_PARTIAL, file).with("s", sanitized(source)));
    }
}

fn asic_manifests(archive: &Archive<'_>, digests: &mut DigestCache<'_, '_>, report: &mut Report) {
    let mut covered = BTreeSet::new();
    let has_cades_or_timestamp = archive.signatures().iter().any(|file| file.form != SignatureForm::Xades);
    let unsigned = archive.signatures().is_empty();
    for (name, manifest) in &archive.asic_manifests {
        if !has_cades_or_timestamp && !unsigned {
            report.push(archive.finding_about(&c::ASIC_MANIFEST_XADES, name));
        }
        if AsicManifest::is_lower_case_name(name) {
            report.push(archive.finding_about(&c::ASIC_MANIFEST_NAME, name));
        }
        let broken = |what| archive.finding_about(&c::ASIC_MANIFEST_BROKEN, name).with_text("what", what);
        let manifest = match manifest {
            Ok(manifest) => manifest,
            Err(XmlFault::Doctype) => {
                report.push(archive.finding_about(&c::MANIFEST_DOCTYPE, name));
                continue;
            }
            Err(fault) => {
                report.push(broken(fault.description()));
                continue;
            }
        };
        if let Some(root) = &manifest.unexpected_root {
            let what = Bilingual {
                lv: format!("tā saknes elements ir „{}”", sanitized(root)).into(),
                en: format!("its root element is `{}`", sanitized(root)).into(),
            };
            report.push(broken(what));
            continue;
        }
        match &manifest.sig_reference {
            None => {
                report.push(broken(Bilingual::fixed("trūkst norādes uz parakstu", "it names no signature")));
            }
            Some(_) if manifest.sig_reference_count > 1 => {
                report.push(broken(Bilingual::fixed(
                    "tas norāda uz vairākiem parakstiem",
                    "it names several signatures",
                )));
            }
            Some(_) if manifest.sig_reference_not_first => {
                let what =
                    Bilingual::fixed("paraksts nav norādīts pirmais", "it does not name its signature first");
                report.push(broken(what));
            }
            Some(signature) if archive.entry(signature).is_none() => {
                let entry = if unsigned { &c::CADES_PREPARED } else { &c::ASIC_MANIFEST_SIGNATURE };
                report.push(archive.finding_about(entry, name).with("g", sanitized(signature)));
            }
            Some(_) => {}
        }
        if manifest.data_object_references.is_empty() {
            report.push(broken(Bilingual::fixed("tajā nav nevienas datnes", "it names no file")));
        }
        if manifest
            .data_object_references
            .iter()
            .any(|r| r.digest_method.is_empty() || r.digest.is_none() || r.name.is_empty())
        {
            let what = "kādai datnei trūkst nosaukuma vai kontrolsummas";
            report.push(broken(Bilingual::fixed(what, "a file lacks its name or its digest")));
        }
        data_object_references(archive, name, &manifest.data_object_references, digests, report);
        if manifest.sig_reference.as_deref().and_then(SignatureForm::of_name) == Some(SignatureForm::Cades) {
            covered.extend(manifest.data_object_references.iter().map(|reference| reference.name.as_str()));
        }
    }
    if archive.kind() == ContainerKind::AsicECades && archive.is_signed() {
        for file in archive.data_files().filter(|file| !covered.contains(file.name())) {
            report.push(archive.finding_about(&c::ASIC_MANIFEST_PARTIAL, file.name()));
        }
    }
}
