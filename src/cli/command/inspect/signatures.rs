//! Signatures, as far as they say who made them.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::cli::print::messages::pick;
use crate::diag::Lang;
use crate::pki::{Certificate, Signer, SubjectKind, TimeStamp};

/// One signature in a few lines.
pub(super) fn lines(signer: &Signer, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    match &signer.certificate {
        Err(_) => {
            lines.push(pick(lang, "parakstītāju nevar noteikt", "who signed cannot be told").to_owned());
        }
        Ok(certificate) => lines.extend(certificate_lines(certificate, lang)),
    }
    if let Some(claimed) = signer.claimed_signing_time {
        lines.push(format!("{}: {}", pick(lang, "laiks pēc parakstītāja", "claimed time"), time(claimed)));
    }
    for stamp in &signer.time_stamps {
        lines.push(match stamp {
            Ok(stamp) => stamp_line(stamp, lang),
            Err(_) => {
                pick(lang, "laika zīmogs, ko nevar nolasīt", "a time-stamp that cannot be read").to_owned()
            }
        });
    }
    lines.push(format!("{}: {}", pick(lang, "līmenis pēc sastāva", "level by its parts"), signer.level));
    lines
}

/// A time-stamp in one line.
pub(super) fn stamp_line(stamp: &TimeStamp, lang: Lang) -> String {
    let by = stamp
        .authority()
        .map(|authority| format!(", {}", authority.subject_display_name()))
        .unwrap_or_default();
    format!("{}: {}{by}", pick(lang, "laika zīmogs", "time-stamp"), time(stamp.time()))
}

fn certificate_lines(certificate: &Certificate, lang: Lang) -> [String; 3] {
    let holder = match certificate.subject_kind() {
        SubjectKind::Organisation => pick(lang, "zīmogs", "seal"),
        SubjectKind::Person => pick(lang, "persona", "person"),
        _ => pick(lang, "kā – nav zināms", "of whom is not known"),
    };
    let until = pick(lang, "derīgs", "valid");
    [
        format!("{} ({holder})", certificate.subject_display_name()),
        format!("{}: {}", pick(lang, "kam", "subject"), certificate.subject()),
        format!(
            "{}: {}; {until} {} – {}",
            pick(lang, "izdevējs", "issuer"),
            certificate.issuer(),
            certificate.not_before().format("%Y-%m-%d"),
            certificate.not_after().format("%Y-%m-%d")
        ),
    ]
}

pub(super) fn json(signer: &Signer) -> Value {
    json!({
        "certificate": signer.certificate.as_ref().ok().map(certificate_json),
        "claimed": signer.claimed_signing_time.map(time),
        "time_stamps": signer.time_stamps.iter().map(|s| s.as_ref().ok().map(stamp_json)).collect::<Vec<_>>(),
        "level": signer.level.to_string(),
        "validated": false,
    })
}

pub(super) fn stamp_json(stamp: &TimeStamp) -> Value {
    json!({ "time": time(stamp.time()), "authority": stamp.authority().map(Certificate::subject_display_name) })
}

fn certificate_json(certificate: &Certificate) -> Value {
    json!({
        "name": certificate.subject_display_name(),
        "holder": match certificate.subject_kind() {
            SubjectKind::Organisation => "organisation",
            SubjectKind::Person => "person",
            _ => "unknown",
        },
        "subject": certificate.subject().to_string(),
        "issuer": certificate.issuer().to_string(),
        "not_before": time(certificate.not_before()),
        "not_after": time(certificate.not_after()),
        "commits": certificate.has_non_repudiation(),
        "sha256": certificate.sha256().to_string(),
    })
}

fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
