//! Compares the catalogs, and from there everything that is reachable.

use super::super::document::Pdf;
use super::super::objects::{LocatedDict, catalog, resolve};
use super::change::{Change, ChangeList, ChangeLocation};
use super::object_graphs::{ChangeEntry, ObjectGraphs, dictionary_of, union_of_keys};
use super::{annotations, appearance, fields, page, resources};
use crate::diag::catalogue::pdf_change as words;

/// Compares two documents from the Root of their trailers.
pub(super) fn compare(official: &Pdf, filled: &Pdf, changes: &mut ChangeList) {
    let mut graphs = ObjectGraphs::new(&official.0.doc, &filled.0.doc);
    let everywhere = ChangeLocation::default();
    match (official.features().encrypted, filled.features().encrypted) {
        (false, true) => changes.report(&words::ENCRYPTION, &everywhere, b"Encrypt"),
        (true, false) => changes.report(&words::ENCRYPTION_GONE, &everywhere, b"Encrypt"),
        _ => {}
    }
    let (Some(official_place), Some(filled_place)) = (catalog(graphs.official), catalog(graphs.filled))
    else {
        return;
    };
    let (Some(pages), Some(their_pages)) =
        (page::resolved_pages(graphs.official), page::resolved_pages(graphs.filled))
    else {
        changes.report(&words::TOO_COMPLEX, &everywhere, b"Pages");
        return;
    };
    page::compare_count(&graphs, (pages.len(), their_pages.len()), changes);
    for (a, b) in pages.iter().zip(&their_pages) {
        graphs.pair(&a.place.path, &b.place.path);
    }
    // Pages and fields have to be paired before anything that refers to them is compared; the reference of a
    // signature leads back to the catalog.
    graphs.pair(&official_place.path, &filled_place.path);
    let forms = (official_place.child(b"AcroForm"), filled_place.child(b"AcroForm"));
    if let (Some(a), Some(b)) = &forms {
        graphs.pair(&a.path, &b.path);
    }
    let nodes = match &forms {
        (Some(a), Some(b)) => fields::pair(&mut graphs, (a, b), changes),
        (None, None) => Vec::new(),
        _ => {
            changes.report(&words::DOCUMENT, &everywhere, b"AcroForm");
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
        compare_acro_form(&mut graphs, (a, b), changes);
    }
    appearance::compare(&mut graphs, official, filled, changes);
    compare_catalog(&mut graphs, (&official_place, &filled_place), changes);
    compare_info(&mut graphs, changes);
    if graphs.exhausted {
        changes.report(&words::TOO_COMPLEX, &everywhere, b"");
    }
}

/// The entries of the AcroForm dictionary (12.7.3).
fn compare_acro_form<'a>(
    graphs: &mut ObjectGraphs<'a>,
    (official, filled): (&LocatedDict<'a>, &LocatedDict<'a>),
    changes: &mut ChangeList,
) {
    let at = ChangeLocation::default();
    let (a, b) = (official.dict, filled.dict);
    for key in union_of_keys(Some(a.raw), Some(b.raw)) {
        let role: ChangeEntry = match key {
            b"Fields" | b"NeedAppearances" | b"DA" => continue,
            // A fill may remove XFA: then all viewers show the fields.
            b"XFA" if !b.has(key) => continue,
            b"XFA" => &words::XFA_CHANGED,
            b"DR" => {
                resources::compare_default_resources(graphs, (&a, &b), &at, changes);
                continue;
            }
            b"SigFlags" if a.integer(key).unwrap_or(0) == b.integer(key).unwrap_or(0) => continue,
            b"SigFlags" => &words::SIGNATURE,
            b"CO" => &words::ACTION,
            _ => &words::DOCUMENT,
        };
        graphs.compare_values((a.raw.get(key).ok(), b.raw.get(key).ok()), role, key, &at, changes);
    }
}

/// The entries of the catalog (7.7.2).
fn compare_catalog<'a>(
    graphs: &mut ObjectGraphs<'a>,
    (official, filled): (&LocatedDict<'a>, &LocatedDict<'a>),
    changes: &mut ChangeList,
) {
    let at = ChangeLocation::default();
    let (a, b) = (official.dict.raw, filled.dict.raw);
    for key in union_of_keys(Some(a), Some(b)) {
        let role: ChangeEntry = match key {
            b"Type" | b"Pages" | b"AcroForm" | b"Version" | b"Extensions" => continue,
            b"OpenAction" | b"AA" | b"URI" => &words::ACTION,
            b"OCProperties" => &words::LAYER,
            b"AF" | b"Collection" => &words::ATTACHMENT,
            b"StructTreeRoot" | b"MarkInfo" | b"Lang" => &words::TAGS,
            b"Names" => {
                compare_name_trees(graphs, (official, filled), changes);
                continue;
            }
            b"Perms" => {
                compare_permissions(graphs, (official, filled), changes);
                continue;
            }
            b"DSS" | b"Legal" => &words::SIGNATURE,
            b"NeedsRendering" => &words::XFA_CHANGED,
            b"Metadata" | b"PieceInfo" | b"LastModified" => &words::METADATA,
            _ => &words::DOCUMENT,
        };
        graphs.compare_values((a.get(key).ok(), b.get(key).ok()), role, key, &at, changes);
    }
}

/// The name trees (7.7.4).
fn compare_name_trees<'a>(
    graphs: &mut ObjectGraphs<'a>,
    (official, filled): (&LocatedDict<'a>, &LocatedDict<'a>),
    changes: &mut ChangeList,
) {
    let trees = |doc, place: &LocatedDict<'a>| dictionary_of(doc, place.dict.raw.get(b"Names").ok());
    let (a, b) = (trees(graphs.official, official), trees(graphs.filled, filled));
    for key in union_of_keys(a, b) {
        let role: ChangeEntry = match key {
            b"JavaScript" | b"URLS" => &words::ACTION,
            b"EmbeddedFiles" => &words::ATTACHMENT,
            _ => &words::DOCUMENT,
        };
        let pair = (a.and_then(|a| a.get(key).ok()), b.and_then(|b| b.get(key).ok()));
        graphs.compare_values(pair, role, key, &ChangeLocation::default(), changes);
    }
}

/// Perms (12.8.6) without Adobe's usage rights, which end with a change.
fn compare_permissions<'a>(
    graphs: &mut ObjectGraphs<'a>,
    (official, filled): (&LocatedDict<'a>, &LocatedDict<'a>),
    changes: &mut ChangeList,
) {
    let perms = |doc, place: &LocatedDict<'a>| dictionary_of(doc, place.dict.raw.get(b"Perms").ok());
    let (a, b) = (perms(graphs.official, official), perms(graphs.filled, filled));
    for key in union_of_keys(a, b) {
        let pair = (a.and_then(|a| a.get(key).ok()), b.and_then(|b| b.get(key).ok()));
        let ended = matches!(key, b"UR" | b"UR3") && pair.1.is_none();
        if !ended {
            graphs.compare_values(pair, &words::SIGNATURE, key, &ChangeLocation::default(), changes);
        }
    }
}

/// The information dictionary (14.3.3).
fn compare_info(graphs: &mut ObjectGraphs<'_>, changes: &mut ChangeList) {
    let info =
        |doc: &lopdf::Document| doc.trailer.get(b"Info").ok().and_then(|info| resolve(doc, info)).cloned();
    if info(graphs.official) != info(graphs.filled) {
        changes.push(Change::new(&words::METADATA, &ChangeLocation::default()).with_part(b"Info"));
    }
}
