//! The messages of `form bind`.

use std::path::Path;

use super::pick;
use crate::diag::Lang;
use crate::form::matching::{Certainty, KeyMatch, Matching};

/// The columns of a matching.
pub(in crate::cli) fn headers(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Lv => ["Vērtība", "PDF lauks", "Cik droši"],
        Lang::En => ["Value", "PDF field", "How sure"],
    }
}

pub(in crate::cli) fn certainty(one: &KeyMatch, lang: Lang) -> String {
    let percent = (one.confidence * 100.0).round();
    match (one.certainty, lang) {
        (Certainty::Certain, Lang::Lv) => "droši".to_owned(),
        (Certainty::Certain, Lang::En) => "certain".to_owned(),
        (Certainty::Likely, Lang::Lv) => format!("iesp. {percent} %"),
        (Certainty::Likely, Lang::En) => format!("likely {percent}%"),
        (Certainty::Missing, Lang::Lv) => "TRŪKST".to_owned(),
        (Certainty::Missing, Lang::En) => "MISSING".to_owned(),
    }
}

pub(in crate::cli) fn boxes(first: &str, n: usize, lang: Lang) -> String {
    let note = match lang {
        Lang::Lv => format!(" ×{n} ailes"),
        Lang::En => format!(" ×{n} boxes"),
    };
    let room = 20_usize.saturating_sub(note.chars().count());
    format!("{}{note}", crate::cli::print::text::ellipsized(first, room))
}

pub(in crate::cli) fn or_else(others: &str, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("varbūt {others}"),
        Lang::En => format!("perhaps {others}"),
    }
}

pub(in crate::cli) fn left_over(lang: Lang) -> &'static str {
    pick(
        lang,
        "PDF lauki, kuriem veidlapā nav vērtības:",
        "Fields of the PDF that the form has no value for:",
    )
}

pub(in crate::cli) fn totals(certain: usize, likely: usize, missing: usize, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("Droši: {certain}. Iespējams: {likely}. Trūkst: {missing}."),
        Lang::En => format!("Certain: {certain}. Likely: {likely}. Missing: {missing}."),
    }
}

pub(in crate::cli) fn other_form(lang: Lang) -> &'static str {
    pick(
        lang,
        "Vairumam vērtību lauka nav: vai tas ir šīs veidlapas PDF?",
        "Most values have no field: is this a PDF of this form?",
    )
}

/// What to do after a matching.
/// `options` are those that choose the form and this PDF.
pub(in crate::cli) fn next(matching: &Matching, options: &str, written: Option<&Path>, lang: Lang) -> String {
    match (written, matching.is_complete(), lang) {
        (None, _, Lang::Lv) => "Nekas nav ierakstīts; piesaisti ieraksta ar --write.".to_owned(),
        (None, _, Lang::En) => "Nothing was written; --write writes the binding.".to_owned(),
        (Some(_), true, Lang::Lv) => format!("Tālāk: edocpack build DATI{options}"),
        (Some(_), true, Lang::En) => format!("Next: edocpack build DATA{options}"),
        (Some(_), false, Lang::Lv) => "Atveriet piesaisti un PDF blakus: pārbaudiet katru lauku ar „confirm” un izdzēsiet šo vārdu, \
             atbildiet uz rindām „JAUTĀJUMS”. Līdz tam ar šo PDF nekas netiks aizpildīts."
            .to_owned(),
        (Some(_), false, Lang::En) => "Open the binding and the PDF side by side: look at each field with “confirm” and delete that word, \
             answer the lines with QUESTION. Until then nothing is filled on this PDF."
            .to_owned(),
    }
}
