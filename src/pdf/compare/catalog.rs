//! From the two catalogues to everything below.

use super::super::document::Pdf;
use super::super::objects::{Place, catalog, follow};
use super::change::{Change, Changes, Where};
use super::graphs::{Graphs, Role, entries, keys};
use super::{annotations, appearance, fields, page, resources};
use crate::diag::catalogue::pdf_change as words;

/// Compares two documents from their trailers' Root.
pub(super) fn compare(official: &Pdf, filled: &Pdf, changes: &mut Changes) {
    let mut graphs = Graphs::new(&official.0.doc, &filled.0.doc);
    let everywhere = Where::default();
    match (official.traits().encrypted, filled.traits().encrypted) {
        (false, true) => changes.tell(&words::ENCRYPTION, &everywhere, b"Encrypt"),
        (true, false) => changes.tell(&words::ENCRYPTION_GONE, &everywhere, b"Encrypt"),
        _ => {}
    }
    let (Some(ours), Some(theirs)) = (catalog(graphs.official), catalog(graphs.filled)) else { return };
    let (Some(pages), Some(their_pages)) = (page::leaves(graphs.official), page::leaves(graphs.filled))
    else {
        changes.tell(&words::TOO_COMPLEX, &everywhere, b"Pages");
        return;
    };
    page::count(&graphs, (pages.len(), their_pages.len()), changes);
    for (a, b) in pages.iter().zip(&their_pages) {
        graphs.pair(&a.place.spot, &b.place.spot);
    }
    // Who stands for whom must be known before anything that refers to them is compared; a signature's reference
    // leads back to the catalogue.
    graphs.pair(&ours.spot, &theirs.spot);
    let forms = (ours.at(b"AcroForm"), theirs.at(b"AcroForm"));
    if let (Some(a), Some(b)) = &forms {
        graphs.pair(&a.spot, &b.spot);
    }
    let nodes = match &forms {
        (Some(a), Some(b)) => fields::pair(&mut graphs, (a, b), changes),
        (None, None) => Vec::new(),
        _ => {
            changes.tell(&words::DOCUMENT, &everywhere, b"AcroForm");
            Vec::new()
        }
    };
    for (a, b) in pages.iter().zip(&their_pages) {
        annotations::pair(&mut graphs, (&a.place, &b.place));
    }

    for (index, pair) in pages.iter().zip(&their_pages).enumerate() {
        page::compare(&mut graphs, index, pair, changes);
    }
    for node in &nodes {
        fields::compare(&mut graphs, node, changes);
    }
    if let (Some(a), Some(b)) = &forms {
        form(&mut graphs, (a, b), changes);
    }
    appearance::compare(&mut graphs, official, filled, changes);
    root(&mut graphs, (&ours, &theirs), changes);
    information(&mut graphs, changes);
    if graphs.spent {
        changes.tell(&words::TOO_COMPLEX, &everywhere, b"");
    }
}

/// The entries of the form itself (12.7.3).
fn form<'a>(graphs: &mut Graphs<'a>, (official, filled): (&Place<'a>, &Place<'a>), changes: &mut Changes) {
    let at = Where::default();
    let (a, b) = (official.dict, filled.dict);
    for key in keys(Some(a.raw), Some(b.raw)) {
        let role: Role = match key {
            b"Fields" | b"NeedAppearances" | b"DA" => continue,
            // To leave it out is a fill's right: then everybody sees the fields.
            b"XFA" if !b.has(key) => continue,
            b"XFA" => &words::XFA_CHANGED,
            b"DR" => {
                resources::of_fields(graphs, (&a, &b), &at, changes);
                continue;
            }
            b"SigFlags" if a.integer(key).unwrap_or(0) == b.integer(key).unwrap_or(0) => continue,
            b"SigFlags" => &words::SIGNATURE,
            b"CO" => &words::ACTION,
            _ => &words::DOCUMENT,
        };
        graphs.same((a.raw.get(key).ok(), b.raw.get(key).ok()), role, key, &at, changes);
    }
}

/// The entries of the catalogue (7.7.2).
fn root<'a>(graphs: &mut Graphs<'a>, (official, filled): (&Place<'a>, &Place<'a>), changes: &mut Changes) {
    let at = Where::default();
    let (a, b) = (official.dict.raw, filled.dict.raw);
    for key in keys(Some(a), Some(b)) {
        let role: Role = match key {
            b"Type" | b"Pages" | b"AcroForm" | b"Version" | b"Extensions" => continue,
            b"OpenAction" | b"AA" | b"URI" => &words::ACTION,
            b"OCProperties" => &words::LAYER,
            b"AF" | b"Collection" => &words::ATTACHMENT,
            b"StructTreeRoot" | b"MarkInfo" | b"Lang" => &words::TAGS,
            b"Names" => {
                names(graphs, (official, filled), changes);
                continue;
            }
            b"Perms" => {
                rights(graphs, (official, filled), changes);
                continue;
            }
            b"DSS" | b"Legal" => &words::SIGNATURE,
            b"NeedsRendering" => &words::XFA_CHANGED,
            b"Metadata" | b"PieceInfo" | b"LastModified" => &words::METADATA,
            _ => &words::DOCUMENT,
        };
        graphs.same((a.get(key).ok(), b.get(key).ok()), role, key, &at, changes);
    }
}

/// The name trees (7.7.4).
fn names<'a>(graphs: &mut Graphs<'a>, (official, filled): (&Place<'a>, &Place<'a>), changes: &mut Changes) {
    let trees = |doc, place: &Place<'a>| entries(doc, place.dict.raw.get(b"Names").ok());
    let (a, b) = (trees(graphs.official, official), trees(graphs.filled, filled));
    for key in keys(a, b) {
        let role: Role = match key {
            b"JavaScript" | b"URLS" => &words::ACTION,
            b"EmbeddedFiles" => &words::ATTACHMENT,
            _ => &words::DOCUMENT,
        };
        let pair = (a.and_then(|a| a.get(key).ok()), b.and_then(|b| b.get(key).ok()));
        graphs.same(pair, role, key, &Where::default(), changes);
    }
}

/// Perms without Adobe's usage rights, which a fill ends.
fn rights<'a>(graphs: &mut Graphs<'a>, (official, filled): (&Place<'a>, &Place<'a>), changes: &mut Changes) {
    let perms = |doc, place: &Place<'a>| entries(doc, place.dict.raw.get(b"Perms").ok());
    let (a, b) = (perms(graphs.official, official), perms(graphs.filled, filled));
    for key in keys(a, b) {
        let pair = (a.and_then(|a| a.get(key).ok()), b.and_then(|b| b.get(key).ok()));
        let ended = matches!(key, b"UR" | b"UR3") && pair.1.is_none();
        if !ended {
            graphs.same(pair, &words::SIGNATURE, key, &Where::default(), changes);
        }
    }
}

/// Who made the file, and when.
fn information(graphs: &mut Graphs<'_>, changes: &mut Changes) {
    let info =
        |doc: &lopdf::Document| doc.trailer.get(b"Info").ok().and_then(|info| follow(doc, info)).cloned();
    if info(graphs.official) != info(graphs.filled) {
        changes.push(Change::new(&words::METADATA, &Where::default()).part(b"Info"));
    }
}
