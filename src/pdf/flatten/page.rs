//! Flattens a page: paints the appearances of its fields behind its content, and removes the widgets.

use std::io::Write as _;

use lopdf::{Dictionary, Object, ObjectId};

use super::placed_appearance::{PageWidget, PlacedAppearance, widgets};
use super::state_balance::{self, StateBalance};
use super::{FlattenProblem, FlattenWriter};
use crate::pdf::document::Pdf;
use crate::pdf::geometry::Matrix;
use crate::pdf::incremental_update::deflated_stream;
use crate::pdf::objects::{LocatedDict, ObjectPath, dict_of, resolve};
use crate::pdf::page_tree::PageNode;

pub(super) fn flatten(
    writer: &mut FlattenWriter<'_>,
    pdf: &Pdf,
    number: usize,
    page: &PageNode,
) -> Result<(), FlattenProblem> {
    let fails = |why| FlattenProblem::NotProved { page: number.saturating_add(1), why };
    let doc = &pdf.0.doc;
    let Some(place) = LocatedDict::indirect(doc, page.id) else { return Ok(()) };
    let widgets = widgets(&place).map_err(fails)?;
    if widgets.is_empty() {
        return Ok(());
    }
    let streams = content_streams(&place);
    let read = streams.iter().filter_map(|stream| resolve(doc, stream));
    let balance = state_balance::measure(read).ok_or_else(|| fails("its content cannot be read"))?;
    let mut resources = PageResources::of(pdf, page);
    let mut content = Vec::new();
    let mut mcid = balance.highest_mcid.map_or(0, |mcid| mcid.saturating_add(1));
    if let Some(tags) = &mut writer.structure_tree {
        mcid = mcid.max(tags.mcid_count(doc, &place));
    }
    for widget in &widgets {
        let Some(appearance) = &widget.appearance else { continue };
        if appearance.lacks_subtype {
            writer.edits.set(
                &ObjectPath::object(appearance.stream),
                "Subtype",
                Object::Name(b"Form".to_vec()),
            );
        }
        let marked = tag_widget(writer, pdf, &place, widget, mcid);
        paint_appearance(&mut content, appearance, &mut resources, marked.then_some(mcid));
        mcid += i64::from(marked);
    }
    if !content.is_empty() {
        append_content(writer, &place.path, &streams, balance, content);
        writer.edits.set(&place.path, "Resources", Object::Dictionary(resources.finish()));
    }
    remove_widgets(writer, &place, &widgets);
    Ok(())
}

/// Tags the appearance of a widget in the structure tree; whether it could be.
fn tag_widget(
    writer: &mut FlattenWriter<'_>,
    pdf: &Pdf,
    page: &LocatedDict<'_>,
    widget: &PageWidget<'_>,
    mcid: i64,
) -> bool {
    let Some(mut tags) = writer.structure_tree.take() else { return false };
    let done = tags.tag_widget(writer, pdf, page, widget, mcid);
    writer.structure_tree = Some(tags);
    done
}

fn paint_appearance(
    content: &mut Vec<u8>,
    appearance: &PlacedAppearance,
    resources: &mut PageResources,
    mcid: Option<i64>,
) {
    let name = resources.xobject_name(appearance.stream);
    if let Some(mcid) = mcid {
        // Writing to memory does not fail.
        let _ = writeln!(content, "/Form<</MCID {mcid}>>BDC");
    }
    if let Some(optional_content) = &appearance.optional_content {
        let _ = writeln!(content, "/OC/{} BDC", resources.property_name(optional_content.clone()));
    }
    content.extend(b"q ");
    if appearance.matrix != Matrix::IDENTITY {
        for number in appearance.matrix.0 {
            let _ = write!(content, "{} ", six_decimals(number));
        }
        content.extend(b"cm ");
    }
    let _ = writeln!(content, "/{name} Do Q");
    for _ in 0..usize::from(mcid.is_some()) + usize::from(appearance.optional_content.is_some()) {
        content.extend(b"EMC\n");
    }
}

/// Six decimals: a page has some hundred points, and no viewer shows a thousandth of one.
fn six_decimals(number: f64) -> String {
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The content streams of a page, by reference.
fn content_streams(page: &LocatedDict<'_>) -> Vec<Object> {
    let Ok(contents) = page.dict.raw.get(b"Contents") else { return Vec::new() };
    match resolve(page.dict.doc, contents) {
        Some(Object::Array(parts)) => parts.clone(),
        Some(Object::Stream(_)) => vec![contents.clone()],
        _ => Vec::new(),
    }
}

/// Encloses the content of the page in `q … Q`, so that its graphics state does not apply to the appearances.
fn append_content(
    writer: &mut FlattenWriter<'_>,
    page: &ObjectPath,
    streams: &[Object],
    balance: StateBalance,
    after: Vec<u8>,
) {
    let stream = |content| Object::Stream(deflated_stream(Dictionary::new(), content));
    let mut parts = Vec::new();
    let mut last = Vec::new();
    if !streams.is_empty() {
        // One for each unmatched `Q`, which would restore ours.
        let before = b"q\n".repeat(balance.unmatched_restores.saturating_add(1));
        parts.push(Object::Reference(writer.add_object(stream(before))));
        parts.extend_from_slice(streams);
        last = b"Q\n".repeat(balance.unrestored.saturating_add(1));
    }
    last.extend(after);
    parts.push(Object::Reference(writer.add_object(stream(last))));
    writer.edits.set(page, "Contents", Object::Array(parts));
}

/// Removes the widgets from Annots of the page.
fn remove_widgets(writer: &mut FlattenWriter<'_>, page: &LocatedDict<'_>, widgets: &[PageWidget<'_>]) {
    let doc = page.dict.doc;
    let is_widget = |item: &Object| {
        resolve(doc, item)
            .and_then(dict_of)
            .is_some_and(|raw| widgets.iter().any(|widget| std::ptr::eq(widget.dict.raw, raw)))
    };
    let all = page.dict.array(b"Annots").unwrap_or_default();
    let rest: Vec<Object> = all.iter().filter(|item| !is_widget(item)).cloned().collect();
    if rest.is_empty() {
        writer.edits.remove(&page.path, "Annots");
    } else {
        writer.edits.set(&page.path, "Annots", Object::Array(rest));
    }
}

/// The resources of a page, no longer inherited.
struct PageResources {
    all: Dictionary,
    xobjects: Dictionary,
    properties: Dictionary,
}

impl PageResources {
    fn of(pdf: &Pdf, page: &PageNode) -> Self {
        let doc = &pdf.0.doc;
        let all = page.resources.as_ref().and_then(|object| dict_of(resolve(doc, object)?));
        let all = all.cloned().unwrap_or_default();
        let below = |key: &[u8]| {
            let found = all.get(key).ok().and_then(|object| dict_of(resolve(doc, object)?));
            found.cloned().unwrap_or_default()
        };
        let (xobjects, properties) = (below(b"XObject"), below(b"Properties"));
        Self { all, xobjects, properties }
    }

    /// The resource name of a form `XObject`.
    fn xobject_name(&mut self, stream: ObjectId) -> String {
        resource_name(&mut self.xobjects, "Flat", Object::Reference(stream))
    }

    /// The resource name of an optional content group.
    fn property_name(&mut self, optional_content: Object) -> String {
        resource_name(&mut self.properties, "FlatLayer", optional_content)
    }

    fn finish(mut self) -> Dictionary {
        if !self.properties.is_empty() {
            self.all.set("Properties", Object::Dictionary(self.properties));
        }
        self.all.set("XObject", Object::Dictionary(self.xobjects));
        self.all
    }
}

/// The resource name of an object: an existing one, or a new one.
fn resource_name(dict: &mut Dictionary, stem: &str, object: Object) -> String {
    let known = dict.iter().find(|(name, known)| name.starts_with(stem.as_bytes()) && **known == object);
    if let Some((name, _)) = known {
        return String::from_utf8_lossy(name).into_owned();
    }
    let mut number = 0_usize;
    let name = loop {
        let name = format!("{stem}{number}");
        if !dict.has(name.as_bytes()) {
            break name;
        }
        number += 1;
    };
    dict.set(name.clone(), object);
    name
}
