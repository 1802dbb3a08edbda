//! Optional content (ISO 32000-2, 8.11): which widgets are in groups that are off.

use lopdf::{Document, ObjectId};

use super::field::Field;
use super::objects::{Dict, LocatedDict, ObjectPath, catalog};

/// Marks the widgets that are not visible in the default configuration.
pub(super) fn mark_hidden_widgets(doc: &Document, fields: &mut [Field]) {
    let configuration = catalog(doc).and_then(|root| root.dict.dict(b"OCProperties")?.dict(b"D"));
    let Some(configuration) = configuration else { return };
    for widget in fields.iter_mut().flat_map(|field| &mut field.widgets) {
        widget.in_hidden_layer = is_hidden(doc, &configuration, &widget.path);
    }
}

fn is_hidden(doc: &Document, configuration: &Dict<'_>, path: &ObjectPath) -> bool {
    let Some(widget) = LocatedDict::at_path(doc, path) else { return false };
    let Some(membership) = widget.dict.dict(b"OC") else { return false };
    if let Some(group) = widget.dict.reference(b"OC").filter(|_| membership.has_name(b"Type", b"OCG")) {
        return group_is_off(configuration, group);
    }
    // A membership dictionary of several groups counts as visible only where all are on, whatever its policy is.
    let one = membership.reference(b"OCGs").into_iter();
    let many =
        membership.array(b"OCGs").unwrap_or_default().iter().filter_map(|group| group.as_reference().ok());
    membership.has(b"VE") || one.chain(many).any(|group| group_is_off(configuration, group))
}

fn group_is_off(configuration: &Dict<'_>, group: ObjectId) -> bool {
    let listed = |key: &[u8]| {
        configuration
            .array(key)
            .unwrap_or_default()
            .iter()
            .any(|item| item.as_reference().is_ok_and(|id| id == group))
    };
    if configuration.has_name(b"BaseState", b"OFF") { !listed(b"ON") } else { listed(b"OFF") }
}
