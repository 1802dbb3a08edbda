//! The numbers of a file's objects, so that an update takes others.

use lopdf::{Document, Object};

use super::load::MAX_OBJECTS;

/// The lowest number that no object of the file has, and that no reference of it names, not even one to a missing object:
/// an object of an update must not come to be named by it. At least what the file declares (`Size`), up to a limit.
pub(super) fn first_unused(doc: &Document) -> u32 {
    let largest = doc.objects.keys().next_back().map_or(0, |id| id.0);
    let listed = doc.reference_table.entries.keys().next_back().copied().unwrap_or_default();
    let declared = doc.trailer.get(b"Size").and_then(Object::as_i64).ok();
    let declared =
        declared.and_then(|n| u32::try_from(n).ok()).filter(|n| *n <= MAX_OBJECTS).unwrap_or_default();
    let mentioned = doc.objects.values().map(|object| highest_reference(object, 0)).max().unwrap_or_default();
    let mentioned = mentioned.min(MAX_OBJECTS);
    largest.max(listed).max(doc.max_id).max(mentioned).saturating_add(1).max(declared)
}

/// The highest object number that an object refers to. The parser bounds the nesting.
fn highest_reference(object: &Object, depth: usize) -> u32 {
    if depth > 256 {
        return 0;
    }
    let within = |items: &mut dyn Iterator<Item = &Object>| {
        items.map(|item| highest_reference(item, depth + 1)).max().unwrap_or_default()
    };
    match object {
        Object::Reference((number, _)) => *number,
        Object::Array(items) => within(&mut items.iter()),
        Object::Dictionary(dict) => within(&mut dict.iter().map(|(_, item)| item)),
        Object::Stream(stream) => within(&mut stream.dict.iter().map(|(_, item)| item)),
        _ => 0,
    }
}
