//! The fonts, drawings and colours that content names.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};

use super::super::lex::{Lexer, Token};
use super::super::objects::Dict;
use super::change::{Changes, Where};
use super::graphs::{Graphs, Pair, Role, entries, keys};
use crate::diag::catalogue::pdf_change as words;

/// The names in a content stream.
pub(super) type Names = BTreeSet<Vec<u8>>;

pub(super) fn names(content: &[u8]) -> Names {
    let name = |token| match token {
        Token::Name(name) => Some(name),
        _ => None,
    };
    Lexer::new(content).filter_map(name).collect()
}

/// The resources of a form or a field (DR): what is there already stays the same.
pub(super) fn of_fields<'a>(
    graphs: &mut Graphs<'a>,
    (official, filled): (&Dict<'a>, &Dict<'a>),
    at: &Where,
    changes: &mut Changes,
) {
    let of = |dict: &Dict<'a>| dict.raw.get(b"DR").ok();
    let pairs = pairs((graphs.official, of(official)), (graphs.filled, of(filled)), None);
    graphs.all(pairs, at, changes);
}

/// The resources that must be the same. New ones under names that `used` lacks draw nothing, and fillers put fonts
/// for fields there; `None`: all may be added, as to the resources of fields.
pub(super) fn pairs<'a>(
    (official_doc, official): (&'a Document, Option<&'a Object>),
    (filled_doc, filled): (&'a Document, Option<&'a Object>),
    used: Option<&Names>,
) -> Vec<Pair<'a>> {
    let a = entries(official_doc, official);
    let b = entries(filled_doc, filled);
    let mut pairs = Vec::new();
    for category in keys(a, b) {
        let role: Role = match category {
            // Obsolete, and read by nobody (14.2).
            b"ProcSet" => continue,
            b"Font" => &words::FONT,
            b"XObject" => &words::XOBJECT,
            b"Properties" => &words::LAYER,
            _ => &words::RESOURCE,
        };
        let of = |raw: Option<&'a Dictionary>, doc| entries(doc, raw.and_then(|raw| raw.get(category).ok()));
        let (ours, theirs) = (of(a, official_doc), of(b, filled_doc));
        for name in keys(ours, theirs) {
            let official = ours.and_then(|ours| ours.get(name).ok());
            let filled = theirs.and_then(|theirs| theirs.get(name).ok());
            let matters = is_default(name) || used.is_some_and(|used| used.contains(name));
            let idle = match (official, filled) {
                (None, Some(_)) => !matters,
                (Some(_), None) => used.is_some() && !matters,
                _ => false,
            };
            if !idle {
                pairs.push(Pair { official, filled, role, what: name });
            }
        }
    }
    pairs
}

/// Colour spaces that take effect without being named (8.6.5.6).
fn is_default(name: &[u8]) -> bool {
    matches!(name, b"DefaultGray" | b"DefaultRGB" | b"DefaultCMYK")
}
