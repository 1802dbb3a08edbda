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
        PackageStatus::Doubtful => pick(lang, "jāpārbauda", "look at it"),
        PackageStatus::Intact => pick(lang, "neskarts, nav pārbaudīts līdz galam", "intact, not validated"),
        PackageStatus::Valid => pick(lang, "derīgs", "valid"),
    }
}

pub(in crate::cli) fn by_certificate(lang: Lang) -> &'static str {
    pick(lang, "(pēc sertifikāta)", "(by the certificate)")
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
    intact: usize,
    valid: usize,
    doubtful: usize,
    refused: usize,
    missing: usize,
    lang: Lang,
) -> String {
    match lang {
        Lang::Lv => format!(
            "Paketes: {all}. Parakstītas un nemainītas: {intact}, no tām derīgas: {valid}; jāpārbauda: {doubtful}; noraidītas vai neparakstītas: {refused}; trūkst: {missing}."
        ),
        Lang::En => format!(
            "Packages: {all}. Signed and unchanged: {intact}, of them valid: {valid}; to look at: {doubtful}; refused or unsigned: {refused}; missing: {missing}."
        ),
    }
}

pub(in crate::cli) fn not_validated(lang: Lang) -> &'static str {
    pick(
        lang,
        "Paraksti NAV PĀRBAUDĪTI LĪDZ GALAM (sertifikātu ķēde, atsaukšana): norādiet uzticamības sarakstu ar --trust vai pārbaudiet eparaksts.lv.",
        "The signatures were NOT VALIDATED TO THE END (chain of certificates, revocation): name a trust list with --trust, or use eparaksts.lv.",
    )
}
