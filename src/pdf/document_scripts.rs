//! JavaScript actions (ISO 32000-2, 12.6.4.17) and names of embedded files in a document, from name trees (7.9.6).
//! Scripts are text here, and never run.

use lopdf::Object;

use super::objects::{Dict, dict_of, resolve};
use super::text_string;

/// The most nodes of a name tree that are read, and the most leaves that are returned: real trees are smaller, and
/// a hostile one can be deep, or list the same kids over and over.
const MOST_TREE_NODES: usize = 10_000;
/// No script that a person wrote is longer, in bytes.
const MOST_SCRIPT_BYTES: usize = 1 << 20;

/// The JavaScript of an action; `None` for other types of actions.
pub(crate) fn javascript_of(action: &Dict<'_>) -> Option<String> {
    if !action.has_name(b"S", b"JavaScript") {
        return None;
    }
    match action.get(b"JS")? {
        Object::String(bytes, _) => Some(text_string::decode(bytes)),
        Object::Stream(stream) => {
            stream.get_plain_content_with_limit(MOST_SCRIPT_BYTES).ok().map(|b| text_string::decode(&b))
        }
        _ => None,
    }
}

/// The scripts that run when the document is opened or at its events (ISO 32000-2, 12.6.3), and the named ones.
pub(crate) fn document_scripts(root: &Dict<'_>) -> Vec<String> {
    let mut found: Vec<String> =
        root.dict(b"OpenAction").and_then(|action| javascript_of(&action)).into_iter().collect();
    found.extend(additional_action_scripts(root));
    let mut total = 0;
    for (_, action) in named_scripts(root) {
        let Some(text) = action.and_then(|action| javascript_of(&action)) else { continue };
        total += text.len();
        found.push(text);
        if total > MOST_SCRIPT_BYTES {
            break;
        }
    }
    found
}

/// The scripts of the JavaScript name tree, which run when the document is opened.
pub(crate) fn named_scripts<'a>(root: &Dict<'a>) -> Vec<(String, Option<Dict<'a>>)> {
    let tree = root.dict(b"Names").and_then(|names| names.dict(b"JavaScript"));
    tree.as_ref().map(name_tree_leaves).unwrap_or_default()
}

/// The scripts of the additional actions of a document, page or field (AA).
pub(crate) fn additional_action_scripts(holder: &Dict<'_>) -> Vec<String> {
    let Some(additional) = holder.dict(b"AA") else { return Vec::new() };
    let actions =
        additional.raw.iter().filter_map(|(_, object)| resolve(holder.doc, object).and_then(dict_of));
    actions.filter_map(|raw| javascript_of(&Dict::new(holder.doc, raw))).collect()
}

/// The names in the `EmbeddedFiles` name tree.
pub(crate) fn embedded_files(root: &Dict<'_>) -> Vec<String> {
    let tree = root.dict(b"Names").and_then(|names| names.dict(b"EmbeddedFiles"));
    let name =
        |(key, file): (String, Option<Dict<'_>>)| file.and_then(|file| file_name(&file)).unwrap_or(key);
    tree.iter().flat_map(name_tree_leaves).map(name).collect()
}

/// The name in a file specification (ISO 32000-2, 7.11.3).
pub(crate) fn file_name(file: &Dict<'_>) -> Option<String> {
    file.text(b"UF").or_else(|| file.text(b"F")).filter(|name| !name.is_empty())
}

/// The leaves of a name tree, with their names; the value is `None` where it is no dictionary.
fn name_tree_leaves<'a>(tree: &Dict<'a>) -> Vec<(String, Option<Dict<'a>>)> {
    let mut found = Vec::new();
    let (mut waiting, mut looked_at) = (vec![*tree], 0);
    while let Some(node) =
        waiting.pop().filter(|_| looked_at < MOST_TREE_NODES && found.len() < MOST_TREE_NODES)
    {
        looked_at += 1;
        for pair in node.array(b"Names").unwrap_or_default().chunks_exact(2).take(MOST_TREE_NODES) {
            let [key, value] = pair else { continue };
            let name = key.as_str().map(text_string::decode).unwrap_or_default();
            let value = resolve(node.doc, value).and_then(dict_of).map(|raw| Dict::new(node.doc, raw));
            found.push((name, value));
        }
        waiting.extend(node.dicts(b"Kids").take(MOST_TREE_NODES - looked_at));
    }
    found
}
