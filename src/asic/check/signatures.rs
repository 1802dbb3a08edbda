use std::collections::BTreeSet;

use crate::asic::archive::Archive;
use crate::asic::asic_manifest::AsicManifest;
use crate::asic::digests::{Digests, SHA1};
use crate::asic::kind::Kind;
use crate::asic::shown::shown;
use crate::asic::signature::{Reference, Signature, SignatureFault, SignatureFile, SignatureForm};
use crate::asic::xml::XmlFault;
use crate::diag::catalogue::{container as c, signature as e};
use crate::diag::{Bilingual, Report};
use crate::pki::{DigestAlgorithm, PkiError};

/// What is signed, and whether it is still what was signed.
pub(super) fn check(archive: &Archive<'_>, report: &mut Report) {
    let mut digests = Digests::of(archive);
    for file in archive.signatures() {
        fault(archive, file, report);
        if file.form == SignatureForm::Xades && !file.name.starts_with("META-INF/signatures") {
            report.push(archive.finding_at(&c::SIGNATURE_NAME, &file.name));
        }
        let found = |entry| archive.finding_at(entry, &file.name);
        for repeated in &file.repeated_ids {
            let entry = if repeated.only_unsigned { &e::ID_TWICE_UNSIGNED } else { &e::ID_TWICE };
            report.push(found(entry).with("v", shown(&repeated.id)));
        }
        for signature in &file.signatures {
            // What an ASiCManifest lists is told with that manifest.
            if signature.cms.is_none() {
                references(archive, &file.name, &signature.references, &mut digests, report);
                coverage(archive, &file.name, signature, report);
            }
            report.extend(signature.faults.iter().map(|fault| fault.finding(found)));
            report.append(signature.signer.report(found(&e::SIGNED).origin));
        }
        whole(archive, file, &mut digests, report);
    }
    asic_manifests(archive, &mut digests, report);
    if archive.kind() == Kind::AsicS {
        simple(archive, report);
    }
    state(archive, report);
}

/// The simple form has one file of signatures or one time-stamp; further time-stamps only prolong it.
fn simple(archive: &Archive<'_>, report: &mut Report) {
    let count = |form| archive.signatures().iter().filter(|file| file.form == form).count();
    let prolonged = archive.entries().iter().any(|e| AsicManifest::is_named(e.name()));
    let stamps = if prolonged { 0 } else { count(SignatureForm::Timestamp) };
    let all = count(SignatureForm::Xades) + count(SignatureForm::Cades) + stamps;
    if all > 1 {
        report.push(archive.finding(&c::ASIC_S_SIGNATURES).with("n", all));
    }
}

/// Whether anybody has signed at all.
fn state(archive: &Archive<'_>, report: &mut Report) {
    let has =
        |form| archive.signatures().iter().any(|file| file.form == form && (file.signs() || !form.signs()));
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

/// What a `CAdES` signature or a time-stamp is over must be the same still, and its own time-stamps over it.
fn whole(archive: &Archive<'_>, file: &SignatureFile, digests: &mut Digests<'_, '_>, report: &mut Report) {
    let mut verdicts = Vec::new();
    if let Some(over) = &file.over {
        let mut digest = |algorithm| digests.digest(over, algorithm).map(<[u8]>::to_vec);
        verdicts.extend(
            file.signatures.iter().filter_map(|s| s.cms.as_ref()).map(|cms| cms.is_over(&mut digest)),
        );
        verdicts.extend(file.time_stamp.iter().map(|stamp| stamp.is(&mut digest)));
        let found = |entry| archive.finding_at(entry, over).with("s", shown(&file.name));
        if verdicts.contains(&Some(false)) {
            report.push(found(&c::REFERENCE_DIGEST));
        } else if verdicts.contains(&None) {
            let what = Bilingual::fixed("tās algoritms nav atbalstīts", "its algorithm is not supported");
            report.push(found(&c::REFERENCE_UNCHECKED).with_text("what", what));
        }
    }
    if file.over.is_none()
        && file.fault.is_none()
        && (file.time_stamp.is_some() || file.signatures.iter().any(|s| s.cms.is_some()))
    {
        report.push(archive.finding_at(&c::SIGNATURE_OVER_NOTHING, &file.name));
    }
    if file.signatures.iter().any(|s| s.cms.as_ref().is_some_and(|cms| cms.is_stamped() == Some(false))) {
        report.push(archive.finding_at(&e::STAMP_ELSEWHERE, &file.name));
    }
}

/// A file named as a signature that is none.
fn fault(archive: &Archive<'_>, file: &SignatureFile, report: &mut Report) {
    let finding = match &file.fault {
        Some(SignatureFault::Root(root)) => {
            archive.finding_at(&c::SIGNATURE_ROOT, &file.name).with("v", shown(root))
        }
        Some(SignatureFault::Unreadable(XmlFault::Doctype)) => {
            archive.finding_at(&c::MANIFEST_DOCTYPE, &file.name)
        }
        Some(SignatureFault::Unreadable(fault)) => {
            archive.finding_at(&c::SIGNATURE_BROKEN, &file.name).with_text("what", fault.what())
        }
        Some(SignatureFault::Pki(error)) => {
            let what = match error {
                PkiError::TimeStamp => Bilingual::fixed("tas nav laika zīmogs", "it is no time-stamp"),
                _ => Bilingual::fixed("tas nav CMS paraksts", "it is no CMS signature"),
            };
            archive.finding_at(&c::SIGNATURE_BROKEN, &file.name).with_text("what", what)
        }
        None if file.form.signs() && file.signatures.is_empty() => {
            archive.finding_at(&c::SIGNATURE_NONE, &file.name)
        }
        // The archive says already why it has no content.
        Some(SignatureFault::NoContent) | None => return,
    };
    report.push(finding);
}

/// Each file that `source` names must be there, and be the same.
fn references(
    archive: &Archive<'_>,
    source: &str,
    references: &[Reference],
    digests: &mut Digests<'_, '_>,
    report: &mut Report,
) {
    let mut weak = false;
    for reference in references {
        let found = |entry| archive.finding_at(entry, &reference.name).with("s", shown(source));
        let unchecked = |what| found(&c::REFERENCE_UNCHECKED).with_text("what", what);
        if archive.entry(&reference.name).is_none() {
            report.push(found(&c::REFERENCE_MISSING));
            continue;
        }
        if let Some(signed) = &reference.media_type
            && let Some(listed) = archive.media_type(&reference.name)
            && signed != listed
        {
            let entry =
                if AsicManifest::is_named(source) { &c::ASIC_MANIFEST_TYPE } else { &c::MEDIA_TYPE_SIGNED };
            report.push(found(entry).with("v", shown(listed)).with("w", shown(signed)));
        }
        if reference.transformed {
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
                lv: format!("algoritms „{}” nav atbalstīts", shown(&reference.digest_method)).into(),
                en: format!("algorithm `{}` is not supported", shown(&reference.digest_method)).into(),
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
        report.push(archive.finding(&c::REFERENCE_WEAK).with("s", shown(source)));
    }
}

/// A signature of a container covers every data file.
fn coverage(archive: &Archive<'_>, source: &str, signature: &Signature, report: &mut Report) {
    let covered: BTreeSet<&str> = signature.references.iter().map(|r| r.name.as_str()).collect();
    // One is told for all: a hostile container may have a thousand signatures and a thousand files.
    if let Some(file) = archive.data_files().find(|file| !covered.contains(file.name())) {
        report.push(archive.finding_at(&c::REFERENCE_PARTIAL, file.name()).with("s", shown(source)));
    }
}

fn asic_manifests(archive: &Archive<'_>, digests: &mut Digests<'_, '_>, report: &mut Report) {
    let mut covered = BTreeSet::new();
    let serves = archive.signatures().iter().any(|file| file.form != SignatureForm::Xades);
    let unsigned = archive.signatures().is_empty();
    for (name, manifest) in &archive.asic_manifests {
        if !serves && !unsigned {
            report.push(archive.finding_at(&c::ASIC_MANIFEST_XADES, name));
        }
        let broken = |what| archive.finding_at(&c::ASIC_MANIFEST_BROKEN, name).with_text("what", what);
        let manifest = match manifest {
            Ok(manifest) => manifest,
            Err(XmlFault::Doctype) => {
                report.push(archive.finding_at(&c::MANIFEST_DOCTYPE, name));
                continue;
            }
            Err(fault) => {
                report.push(broken(fault.what()));
                continue;
            }
        };
        if let Some(root) = &manifest.other_root {
            let what = Bilingual {
                lv: format!("tā saknes elements ir „{}”", shown(root)).into(),
                en: format!("its root element is `{}`", shown(root)).into(),
            };
            report.push(broken(what));
            continue;
        }
        match &manifest.signature {
            None => {
                report.push(broken(Bilingual::fixed("trūkst norādes uz parakstu", "it names no signature")));
            }
            Some(_) if manifest.signatures > 1 => {
                report.push(broken(Bilingual::fixed(
                    "tas norāda uz vairākiem parakstiem",
                    "it names several signatures",
                )));
            }
            Some(_) if manifest.disordered => {
                let what =
                    Bilingual::fixed("paraksts nav norādīts pirmais", "it does not name its signature first");
                report.push(broken(what));
            }
            Some(signature) if archive.entry(signature).is_none() => {
                let entry = if unsigned { &c::CADES_PREPARED } else { &c::ASIC_MANIFEST_SIGNATURE };
                report.push(archive.finding_at(entry, name).with("g", shown(signature)));
            }
            Some(_) => {}
        }
        if manifest.references.is_empty() {
            report.push(broken(Bilingual::fixed("tajā nav nevienas datnes", "it names no file")));
        }
        if manifest
            .references
            .iter()
            .any(|r| r.digest_method.is_empty() || r.digest.is_none() || r.name.is_empty())
        {
            let what = "kādai datnei trūkst nosaukuma vai kontrolsummas";
            report.push(broken(Bilingual::fixed(what, "a file lacks its name or its digest")));
        }
        references(archive, name, &manifest.references, digests, report);
        if manifest.signature.as_deref().and_then(SignatureForm::of) == Some(SignatureForm::Cades) {
            covered.extend(manifest.references.iter().map(|reference| reference.name.as_str()));
        }
    }
    if archive.kind() == Kind::AsicECades && archive.is_signed() {
        for file in archive.data_files().filter(|file| !covered.contains(file.name())) {
            report.push(archive.finding_at(&c::ASIC_MANIFEST_PARTIAL, file.name()));
        }
    }
}
