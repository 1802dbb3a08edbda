//! `edocpack trust FILE…`: what a set of trust material contains, and how long its lists are to be relied on.

use chrono::TimeDelta;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::args::TrustArgs;
use crate::cli::failure::Failure;
use crate::cli::print::signatures::{rfc3339, trust_list_facts};
use crate::cli::print::{self, messages};
use crate::cli::settings::{self, OutputFormat, Settings};
use crate::cli::trust_material::{self, TrustedFile, TrustedKind};
use crate::pki::Certificate;
use crate::trust::{AnchorRole, TrustList};

/// A list whose next one has to be there within so many days is reported: time enough to roll the next one out.
const WARNING_DAYS: i64 = 14;

pub(in crate::cli) fn run(args: &TrustArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let now = settings::build_time(None)?.time();
    let material = if args.files.is_empty() {
        trust_material::configured()?.ok_or_else(nothing_configured)?
    } else {
        trust_material::read(&args.files, &args.lotl_signer, &args.list_signer)?
    };
    let soon = now + TimeDelta::days(WARNING_DAYS);
    let is_due = |list: &TrustList| list.next_update().is_none_or(|next| next < soon);
    let lists = material.anchors.lists();
    match settings.format {
        OutputFormat::Json => print::json(&json!({
            "lists": lists.iter().map(trust_list_facts).collect::<Vec<_>>(),
            "due": lists.iter().filter(|list| is_due(list)).map(TrustList::territory).collect::<Vec<_>>(),
            "certificates": material.files.iter().flat_map(certificates).map(|(role, certificate)| json!({
                "role": role_name(role),
                "subject": certificate.subject().to_string(),
                "not_before": rfc3339(certificate.not_before()),
                "not_after": rfc3339(certificate.not_after()),
                "sha256": certificate.sha256().to_string(),
            })).collect::<Vec<_>>(),
        }))?,
        OutputFormat::Human => {
            for file in &material.files {
                let shown = file.path.display().to_string();
                match &file.kind {
                    TrustedKind::List(sha256) => {
                        for list in lists.iter().filter(|list| list.sha256() == *sha256) {
                            print::line(&messages::trust::list(&shown, list, settings.lang))?;
                        }
                    }
                    TrustedKind::Certificates(role, all) => {
                        for certificate in all {
                            let role = role_name(*role);
                            print::line(&messages::trust::certificate(
                                &shown,
                                role,
                                certificate,
                                settings.lang,
                            ))?;
                        }
                    }
                }
            }
            for list in lists.iter().filter(|list| is_due(list)) {
                print::line(&messages::trust::due(list, now, settings.lang))?;
            }
        }
    }
    Ok(if args.check && lists.iter().any(is_due) { Outcome::Refused } else { Outcome::Done })
}

fn certificates(file: &TrustedFile) -> impl Iterator<Item = (AnchorRole, &Certificate)> {
    let (role, all) = match &file.kind {
        TrustedKind::Certificates(role, all) => (*role, all.as_slice()),
        TrustedKind::List(_) => (AnchorRole::Ca, &[][..]),
    };
    all.iter().map(move |certificate| (role, certificate))
}

fn role_name(role: AnchorRole) -> &'static str {
    match role {
        AnchorRole::Ca => "ca",
        AnchorRole::Ocsp => "ocsp",
        AnchorRole::Tsa => "tsa",
    }
}

fn nothing_configured() -> Failure {
    let places: Vec<String> =
        settings::trust_configurations().iter().map(|path| path.display().to_string()).collect();
    let places = places.join(", ");
    Failure::new("uzticamības materiāls nav norādīts", "no trust material is named").hint(
        format!("norādiet datnes vai ierakstiet tās konfigurācijā: {places}"),
        format!("name files, or write them into the configuration: {places}"),
    )
}
