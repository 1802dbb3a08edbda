//! A container: its entries and signatures.

use serde_json::json;

use super::{Inspection, signatures};
use crate::asic::{self, Archive, CompressionMethod, ContainerKind, SignatureFile, SignatureForm};
use crate::cli::print::{compatibility, messages};
use crate::diag::Lang;

pub(super) fn inspect(archive: &Archive<'_>, name: &str, lang: Lang) -> Inspection {
    let signed = archive.is_signed();
    let mut lines = vec![
        format!(
            "{name}: {}, {}",
            messages::container(archive.kind(), lang),
            messages::bytes(usize::try_from(archive.size()).unwrap_or(usize::MAX), lang)
        ),
        messages::signed(signed, lang).to_owned(),
    ];
    for entry in archive.entries() {
        let digest = entry.sha256().map(|d| format!("\n      SHA-256 {d}")).unwrap_or_default();
        let media = archive.media_type(entry.name()).map(|m| format!(", {m}")).unwrap_or_default();
        let size = messages::bytes(usize::try_from(entry.size()).unwrap_or(usize::MAX), lang);
        lines.push(format!("  {} · {size}{media}{digest}", asic::sanitized(entry.name())));
    }
    for file in archive.signatures() {
        lines.extend(signature_lines(file, lang));
    }
    let report = asic::check(archive);
    lines.push(messages::pick(lang, "Kas to atvērs:", "What opens it:").to_owned());
    lines.extend(compatibility::lines(&report, lang));
    let json = json!({
        "file": name, "kind": "container", "container": kind_name(archive.kind()), "bytes": archive.size(),
        "signed": signed,
        "entries": archive.entries().iter().map(|e| json!({
            "name": asic::sanitized(e.name()), "size": e.size(), "compressed": e.compressed_size(),
            "method": match e.method() { CompressionMethod::Stored => "stored", CompressionMethod::Deflated => "deflated", _ => "other" },
            "sha256": e.sha256().map(|d| d.to_string()), "media_type": archive.media_type(e.name()),
        })).collect::<Vec<_>>(),
        "signatures": archive.signatures().iter().map(signature).collect::<Vec<_>>(),
        "opens": compatibility::compatibility_facts(&report),
    });
    Inspection { text: lines.join("\n"), json }
}

fn signature_lines(file: &SignatureFile, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for one in &file.signatures {
        lines.push(format!("  {} · {}", asic::sanitized(&file.name), form_name(file.form)));
        lines.extend(signatures::lines(&one.signer, lang).into_iter().map(|line| format!("      {line}")));
        let covered: Vec<String> =
            one.references.iter().map(|reference| asic::sanitized(&reference.name)).collect();
        lines.push(format!(
            "      {}: {}",
            messages::pick(lang, "par datnēm", "over the files"),
            covered.join(", ")
        ));
    }
    if let Some(stamp) = &file.time_stamp {
        lines.push(format!("  {} · {}", asic::sanitized(&file.name), signatures::stamp_line(stamp, lang)));
    }
    lines
}

fn signature(file: &SignatureFile) -> serde_json::Value {
    json!({
        "file": asic::sanitized(&file.name),
        "form": form_name(file.form),
        "signatures": file.signatures.iter().map(|one| {
            let mut facts = signatures::json(&one.signer);
            if let Some(facts) = facts.as_object_mut() {
                let files: Vec<String> =
                    one.references.iter().map(|reference| asic::sanitized(&reference.name)).collect();
                facts.insert("id".to_owned(), json!(one.id));
                facts.insert("files".to_owned(), json!(files));
            }
            facts
        }).collect::<Vec<_>>(),
        "time_stamp": file.time_stamp.as_ref().map(signatures::stamp_json),
    })
}

fn form_name(form: SignatureForm) -> &'static str {
    match form {
        SignatureForm::Cades => "CAdES",
        SignatureForm::EvidenceRecord => "evidence record",
        SignatureForm::Timestamp => "time-stamp",
        SignatureForm::Xades => "XAdES",
    }
}

fn kind_name(kind: ContainerKind) -> &'static str {
    match kind {
        ContainerKind::AsicECades => "asic-e-cades",
        ContainerKind::AsicEXades => "asic-e-xades",
        ContainerKind::AsicS => "asic-s",
        ContainerKind::Hashcode => "hashcode",
        ContainerKind::OldEdoc => "old-edoc",
        _ => "zip",
    }
}
