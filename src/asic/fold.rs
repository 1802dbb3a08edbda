use unicode_normalization::UnicodeNormalization as _;

/// What `name` is on a system that keeps no difference of letter case or composition: two names with the same
/// fold are one file there. For names that are right it is [`EntryName::folded`](crate::values::EntryName::folded).
pub(super) fn fold(name: &str) -> String {
    name.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}
