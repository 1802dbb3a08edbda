//! The messages of `status`.

use super::pick;
use crate::diag::Lang;
use crate::pipeline::status::PackageStatus;

/// The columns of a status.
pub(in crate::cli) fn headers(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::Lv => ["Rinda", "Stāvoklis", "Parakstīja", "Kad", "Datne"],
        Lang::En => ["Row", "State", "Signed by", "When", "File"],
    }
}

pub(in crate::cli) fn status(progress: PackageStatus, lang: Lang) -> &'static str {
    match progress {
        PackageStatus::Missing => pick(lang, "TRŪKST", "MISSING"),
        PackageStatus::Unsigned => pick(lang, "NAV PARAKSTĪTS", "UNSIGNED"),
        PackageStatus::Refused => pick(lang, "NORAIDĪTS", "REFUSED"),
        PackageStatus::Doubtful => pick(lang, "parakstīts, jāpārbauda", "signed, look at it"),
        _ => pick(lang, "parakstīts", "signed"),
    }
}

pub(in crate::cli) fn claimed(lang: Lang) -> &'static str {
    pick(lang, "(pēc parakstītāja)", "(as claimed)")
}

pub(in crate::cli) fn sample_run(lang: Lang) -> &'static str {
    pick(
        lang,
        "PARAUGS: dokumenti sagatavoti uz parauga, nevis oficiālās veidlapas. Tos nesūtiet.",
        "SAMPLE: the documents are made on a sample, not on the official form. Do not send them.",
    )
}

pub(in crate::cli) fn totals(
    all: usize,
    signed: usize,
    doubtful: usize,
    refused: usize,
    missing: usize,
    lang: Lang,
) -> String {
    match lang {
        Lang::Lv => format!(
            "Paketes: {all}. Parakstītas: {signed}; jāpārbauda: {doubtful}; noraidītas vai neparakstītas: {refused}; trūkst: {missing}."
        ),
        Lang::En => format!(
            "Packages: {all}. Signed: {signed}; to look at: {doubtful}; refused or unsigned: {refused}; missing: {missing}."
        ),
    }
}

pub(in crate::cli) fn not_validated(lang: Lang) -> &'static str {
    pick(
        lang,
        "Parakstu derīgums (vērtība, sertifikātu ķēde, atsaukšana) nav pārbaudīts; to pārbauda, piemēram, eparaksts.lv.",
        "The signatures were not validated (value, chain of certificates, revocation); eparaksts.lv does that, for example.",
    )
}
