use crate::values::latin_fold;

/// A name for comparing what people write: letters without case and diacritics, and figures; nothing else, so
/// that `client.reg_no`, `Client reg. no.` and `clientregno` are one.
pub(crate) fn fold(name: &str) -> String {
    let mut folded = latin_fold(name);
    folded.retain(|c| c != ' ');
    folded
}
