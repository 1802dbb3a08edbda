//! The named resources of content streams (ISO 32000-2, 7.8.3).

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};

use super::super::lexer::{Lexer, Token};
use super::super::objects::Dict;
use super::change::{ChangeList, ChangeLocation};
use super::object_graphs::{ChangeEntry, ObjectGraphs, ObjectPair, dictionary_of, union_of_keys};
use crate::diag::catalogue::pdf_change as words;

/// The resource names in a content stream.
pub(super) type ResourceNames = BTreeSet<Vec<u8>>;

pub(super) fn resource_names(content: &[u8]) -> ResourceNames {
    let name = |token| match token {
        Token::Name(name) => Some(name),
        _ => None,
    };
    Lexer::new(content).filter_map(name).collect()
}

/// The default resources of the form (DR): existing ones have to stay the same.
pub(super) fn compare_default_resources<'a>(
    graphs: &mut ObjectGraphs<'a>,
    (official, filled): (&Dict<'a>, &Dict<'a>),
    at: &ChangeLocation,
    changes: &mut ChangeList,
) {
    let of = |dict: &Dict<'a>| dict.raw.get(b"DR").ok();
    let pairs = resource_pairs((graphs.official, of(official)), (graphs.filled, of(filled)), None);
    graphs.compare_pairs(pairs, at, changes);
}

/// The resources that have to be equal. New ones whose names are not in `used` paint nothing, and programs that
/// fill put fonts for fields there; `None`: all may be added, as to the resources of fields.
pub(super) fn resource_pairs<'a>(
    (official_doc, official): (&'a Document, Option<&'a Object>),
    (filled_doc, filled): (&'a Document, Option<&'a Object>),
    used: Option<&ResourceNames>,
) -> Vec<ObjectPair<'a>> {
    let a = dictionary_of(official_doc, official);
    let b = dictionary_of(filled_doc, filled);
    let mut pairs = Vec::new();
    for category in union_of_keys(a, b) {
        let role: ChangeEntry = match category {
            // Obsolete (14.2).
            b"ProcSet" => continue,
            b"Font" => &words::FONT,
            b"XObject" => &words::XOBJECT,
            b"Properties" => &words::LAYER,
            _ => &words::RESOURCE,
        };
        let of =
            |raw: Option<&'a Dictionary>, doc| dictionary_of(doc, raw.and_then(|raw| raw.get(category).ok()));
        let (official_dict, filled_dict) = (of(a, official_doc), of(b, filled_doc));
        for name in union_of_keys(official_dict, filled_dict) {
            let official = official_dict.and_then(|official_dict| official_dict.get(name).ok());
            let filled = filled_dict.and_then(|filled_dict| filled_dict.get(name).ok());
            let matters = is_default_color_space(name) || used.is_some_and(|used| used.contains(name));
            let idle = match (official, filled) {
                (None, Some(_)) => !matters,
                (Some(_), None) => used.is_some() && !matters,
                _ => false,
            };
            if !idle {
                pairs.push(ObjectPair { official, filled, entry: role, part: name });
            }
        }
    }
    pairs
}

/// Colour spaces that replace device spaces without being named (8.6.5.6).
fn is_default_color_space(name: &[u8]) -> bool {
    matches!(name, b"DefaultGray" | b"DefaultRGB" | b"DefaultCMYK")
}
