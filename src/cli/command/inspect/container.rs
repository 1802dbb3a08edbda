//! A container: its entries and signatures.

use serde_json::json;

use super::Seen;
use crate::asic::{Archive, Kind, Limits, Method, SignatureFile};
use crate::cli::print::words;
use crate::diag::{Lang, Report};

pub(super) fn look(bytes: &[u8], name: &str, lang: Lang) -> Result<Seen, Report> {
    let archive = Archive::read(bytes, name, &Limits::default())?;
    let signed = archive.is_signed();
    let mut lines = vec![
        format!("{name}: {}, {}", words::container(archive.kind(), lang), words::bytes(bytes.len(), lang)),
        words::signed(signed, lang).to_owned(),
    ];
    for entry in archive.entries() {
        let digest = entry.sha256().map(|d| format!("\n      SHA-256 {d}")).unwrap_or_default();
        let media = archive.media_type(entry.name()).map(|m| format!(", {m}")).unwrap_or_default();
        let size = words::bytes(usize::try_from(entry.size()).unwrap_or(usize::MAX), lang);
        lines.push(format!("  {} · {size}{media}{digest}", entry.name()));
    }
    let json = json!({
        "file": name, "kind": "container", "container": kind_name(archive.kind()), "bytes": bytes.len(),
        "signed": signed,
        "entries": archive.entries().iter().map(|e| json!({
            "name": e.name(), "size": e.size(), "compressed": e.compressed_size(),
            "method": match e.method() { Method::Stored => "stored", Method::Deflated => "deflated", _ => "other" },
            "sha256": e.sha256().map(|d| d.to_string()), "media_type": archive.media_type(e.name()),
        })).collect::<Vec<_>>(),
        "signatures": archive.signatures().iter().map(signature).collect::<Vec<_>>(),
    });
    Ok(Seen { text: lines.join("\n"), json })
}

fn signature(file: &SignatureFile) -> serde_json::Value {
    json!({ "file": file.name, "signatures": file.signatures.len() })
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::AsicECades => "asic-e-cades",
        Kind::AsicEXades => "asic-e-xades",
        Kind::AsicS => "asic-s",
        Kind::OldEdoc => "old-edoc",
        _ => "zip",
    }
}
