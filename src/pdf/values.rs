use super::field::FieldValue;
use super::template::Template;

/// The value of every field that can have one, in the order of the field tree, as a person sees it: of the last
/// revision of the file, line ends as `\n`. A field without a value has `None`.
///
/// It is what the fields hold; [`proof`](super::proof) says whether it is also what their appearances show.
pub fn read_values(template: &Template) -> Vec<(&str, Option<&FieldValue>)> {
    use super::FieldKind::{PushButton, Signature, Unknown};
    template
        .fields()
        .iter()
        .filter(|field| !matches!(field.kind(), PushButton | Signature | Unknown))
        .map(|field| (field.name(), field.value()))
        .collect()
}
