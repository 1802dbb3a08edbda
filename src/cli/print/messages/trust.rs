//! The messages about trust material.

use chrono::{DateTime, Utc};

use crate::diag::Lang;
use crate::pki::Certificate;
use crate::trust::TrustList;

pub(in crate::cli) fn list(file: &str, list: &TrustList, lang: Lang) -> String {
    let (territory, number, services) = (list.territory(), list.sequence(), list.service_count());
    let (issued, next) = (day(list.issued()), day(list.next_update()));
    match lang {
        Lang::Lv => format!(
            "{file}: uzticamības saraksts {territory} Nr. {number}, izdots {issued}, nākamais līdz {next}; pakalpojumi: {services}"
        ),
        Lang::En => format!(
            "{file}: trust list {territory} no. {number}, issued {issued}, next by {next}; services: {services}"
        ),
    }
}

pub(in crate::cli) fn certificate(file: &str, role: &str, certificate: &Certificate, lang: Lang) -> String {
    let subject = certificate.subject();
    let (from, until) = (day(Some(certificate.not_before())), day(Some(certificate.not_after())));
    match lang {
        Lang::Lv => format!("{file}: sertifikāts ({role}) {subject}, derīgs {from} – {until}"),
        Lang::En => format!("{file}: certificate ({role}) {subject}, valid {from} to {until}"),
    }
}

pub(in crate::cli) fn due(list: &TrustList, now: DateTime<Utc>, lang: Lang) -> String {
    let (territory, next) = (list.territory(), day(list.next_update()));
    let is_over = list.next_update().is_none_or(|next| next < now);
    match (lang, is_over) {
        (Lang::Lv, true) => {
            format!("BRĪDINĀJUMS: saraksts {territory} ir novecojis ({next}); lejupielādējiet jauno")
        }
        (Lang::En, true) => {
            format!("WARNING: the list {territory} is out of date ({next}); download the new one")
        }
        (Lang::Lv, false) => {
            format!("BRĪDINĀJUMS: saraksts {territory} drīz novecos ({next}); sagatavojiet jauno")
        }
        (Lang::En, false) => {
            format!("WARNING: the list {territory} will soon be out of date ({next}); have the new one ready")
        }
    }
}

/// By what signatures were validated, with the dates.
pub(in crate::cli) fn used(lists: &[TrustList], at: DateTime<Utc>, lang: Lang) -> String {
    let each = lists.iter().map(|list| match lang {
        Lang::Lv => format!("{} (nākamais saraksts līdz {})", list.territory(), day(list.next_update())),
        Lang::En => format!("{} (next list by {})", list.territory(), day(list.next_update())),
    });
    let at = at.format("%Y-%m-%d %H:%M UTC");
    match (lists.is_empty(), lang) {
        (true, Lang::Lv) => format!("Paraksti vērtēti {at} pēc norādītajiem sertifikātiem."),
        (true, Lang::En) => format!("Signatures validated as of {at} by the certificates that were named."),
        (false, Lang::Lv) => {
            format!(
                "Paraksti vērtēti {at} pēc uzticamības sarakstiem: {}.",
                each.collect::<Vec<_>>().join(", ")
            )
        }
        (false, Lang::En) => {
            format!(
                "Signatures validated as of {at} by the trust lists: {}.",
                each.collect::<Vec<_>>().join(", ")
            )
        }
    }
}

fn day(time: Option<DateTime<Utc>>) -> String {
    time.map_or_else(|| "–".to_owned(), |time| time.format("%Y-%m-%d").to_string())
}
