//! The vectors of `tests/vectors/identifiers.json`, and what tests of values have in common.

use serde::Deserialize;

use super::{Parsed, Remark};
use crate::diag::Lang;

#[derive(Deserialize)]
pub(super) struct Vectors {
    pub(super) personas_kods: Vec<Vector>,
    pub(super) registracijas_numurs: Vec<Vector>,
    pub(super) iban: Vec<(String, bool)>,
}

#[derive(Deserialize)]
pub(super) struct Vector {
    pub(super) input: String,
    pub(super) result: String,
    pub(super) digits: Option<String>,
}

pub(super) fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../../tests/vectors/identifiers.json")).unwrap()
}

/// The codes of all remarks, in order, whether the value was refused or not.
pub(super) fn codes<T>(result: Result<Parsed<T>, Vec<Remark>>) -> Vec<&'static str> {
    let remarks = result.map_or_else(|remarks| remarks, |parsed| parsed.remarks);
    remarks.iter().map(|r| r.entry.code).collect()
}

/// Whether anything that could be shown or logged of `result` has `secret` in it.
pub(super) fn leaks<T: std::fmt::Debug>(result: &Result<Parsed<T>, Vec<Remark>>, secret: &str) -> bool {
    all_words(result).contains(secret) || format!("{result:?}").contains(secret)
}

/// All that a person could read of the remarks, in both languages, and their `Debug`.
pub(super) fn all_words<T>(result: &Result<Parsed<T>, Vec<Remark>>) -> String {
    let remarks = match result {
        Ok(parsed) => &parsed.remarks,
        Err(remarks) => remarks,
    };
    let mut words = String::new();
    for remark in remarks {
        words.extend([format!("{remark:?} ")]);
        let finding = remark.clone().into_finding(crate::diag::Origin::file("f"));
        for lang in [Lang::Lv, Lang::En] {
            words += &finding.message(lang);
            words += &finding.hint(lang).unwrap_or_default();
        }
        let missing = ["{v}", "{n}", "{max}", "{fix}"].iter().any(|name| words.contains(name));
        assert!(!missing, "an argument is missing: {words}");
    }
    words
}
