//! A page: its fields' looks behind its content, and no widgets.

use std::io::Write as _;

use lopdf::{Dictionary, Object, ObjectId};

use super::balance::{self, Balance};
use super::look::{Look, Widget, widgets};
use super::{FlattenProblem, Pen};
use crate::pdf::document::Pdf;
use crate::pdf::geometry::Matrix;
use crate::pdf::objects::{Place, Spot, dict_of, follow};
use crate::pdf::page_tree::Page;
use crate::pdf::update::compressed;

pub(super) fn flatten(
    pen: &mut Pen<'_>,
    pdf: &Pdf,
    number: usize,
    page: &Page,
) -> Result<(), FlattenProblem> {
    let fails = |why| FlattenProblem::NotProved { page: number.saturating_add(1), why };
    let doc = &pdf.0.doc;
    let Some(place) = Place::of(doc, page.id) else { return Ok(()) };
    let widgets = widgets(&place).map_err(fails)?;
    if widgets.is_empty() {
        return Ok(());
    }
    let streams = streams(&place);
    let read = streams.iter().filter_map(|stream| follow(doc, stream));
    let left = balance::of(read).ok_or_else(|| fails("its content cannot be read"))?;
    let mut resources = Resources::of(pdf, page);
    let mut content = Vec::new();
    let mut mark = left.highest_mark.map_or(0, |mark| mark.saturating_add(1));
    if let Some(tags) = &mut pen.tags {
        mark = mark.max(tags.marks_of(doc, &place));
    }
    for widget in &widgets {
        let Some(look) = &widget.look else { continue };
        if look.lacks_subtype {
            pen.edits.set(&Spot::of(look.stream), "Subtype", Object::Name(b"Form".to_vec()));
        }
        let marked = tag(pen, pdf, &place, widget, mark);
        paint(&mut content, look, &mut resources, marked.then_some(mark));
        mark += i64::from(marked);
    }
    if !content.is_empty() {
        enclose(pen, &place.spot, &streams, left, content);
        pen.edits.set(&place.spot, "Resources", Object::Dictionary(resources.finish()));
    }
    without(pen, &place, &widgets);
    Ok(())
}

/// Says in the structure of a tagged file what the widget's look is; whether it did.
fn tag(pen: &mut Pen<'_>, pdf: &Pdf, page: &Place<'_>, widget: &Widget<'_>, mark: i64) -> bool {
    let Some(mut tags) = pen.tags.take() else { return false };
    let done = tags.mark(pen, pdf, page, widget, mark);
    pen.tags = Some(tags);
    done
}

fn paint(content: &mut Vec<u8>, look: &Look, resources: &mut Resources, mark: Option<i64>) {
    let name = resources.form(look.stream);
    if let Some(mark) = mark {
        // Writing to memory does not fail.
        let _ = writeln!(content, "/Form<</MCID {mark}>>BDC");
    }
    if let Some(layer) = &look.layer {
        let _ = writeln!(content, "/OC/{} BDC", resources.layer(layer.clone()));
    }
    content.extend(b"q ");
    if look.matrix != Matrix::IDENTITY {
        for number in look.matrix.0 {
            let _ = write!(content, "{} ", precise(number));
        }
        content.extend(b"cm ");
    }
    let _ = writeln!(content, "/{name} Do Q");
    for _ in 0..usize::from(mark.is_some()) + usize::from(look.layer.is_some()) {
        content.extend(b"EMC\n");
    }
}

/// Six decimals: a page is some hundred points wide, and a thousandth of a point is seen by nobody.
fn precise(number: f64) -> String {
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The content streams of a page, by reference.
fn streams(page: &Place<'_>) -> Vec<Object> {
    let Ok(contents) = page.dict.raw.get(b"Contents") else { return Vec::new() };
    match follow(page.dict.doc, contents) {
        Some(Object::Array(parts)) => parts.clone(),
        Some(Object::Stream(_)) => vec![contents.clone()],
        _ => Vec::new(),
    }
}

/// Puts what the page had into `q … Q`, so that nothing of it touches what comes after.
fn enclose(pen: &mut Pen<'_>, page: &Spot, streams: &[Object], left: Balance, after: Vec<u8>) {
    let stream = |content| Object::Stream(compressed(Dictionary::new(), content));
    let mut parts = Vec::new();
    let mut last = Vec::new();
    if !streams.is_empty() {
        // One for each `Q` that would take ours.
        let before = b"q\n".repeat(left.lone.saturating_add(1));
        parts.push(Object::Reference(pen.make(stream(before))));
        parts.extend_from_slice(streams);
        last = b"Q\n".repeat(left.open.saturating_add(1));
    }
    last.extend(after);
    parts.push(Object::Reference(pen.make(stream(last))));
    pen.edits.set(page, "Contents", Object::Array(parts));
}

/// Takes the widgets out of the page's list of annotations.
fn without(pen: &mut Pen<'_>, page: &Place<'_>, widgets: &[Widget<'_>]) {
    let doc = page.dict.doc;
    let is_widget = |item: &Object| {
        follow(doc, item)
            .and_then(dict_of)
            .is_some_and(|raw| widgets.iter().any(|widget| std::ptr::eq(widget.dict.raw, raw)))
    };
    let all = page.dict.array(b"Annots").unwrap_or_default();
    let rest: Vec<Object> = all.iter().filter(|item| !is_widget(item)).cloned().collect();
    if rest.is_empty() {
        pen.edits.remove(&page.spot, "Annots");
    } else {
        pen.edits.set(&page.spot, "Annots", Object::Array(rest));
    }
}

/// The resources of a page, as its own.
struct Resources {
    all: Dictionary,
    forms: Dictionary,
    layers: Dictionary,
}

impl Resources {
    fn of(pdf: &Pdf, page: &Page) -> Self {
        let doc = &pdf.0.doc;
        let all = page.resources.as_ref().and_then(|object| dict_of(follow(doc, object)?));
        let all = all.cloned().unwrap_or_default();
        let below = |key: &[u8]| {
            let found = all.get(key).ok().and_then(|object| dict_of(follow(doc, object)?));
            found.cloned().unwrap_or_default()
        };
        let (forms, layers) = (below(b"XObject"), below(b"Properties"));
        Self { all, forms, layers }
    }

    /// The name of a form among them.
    fn form(&mut self, stream: ObjectId) -> String {
        named(&mut self.forms, "Flat", Object::Reference(stream))
    }

    /// The name of a layer among them.
    fn layer(&mut self, layer: Object) -> String {
        named(&mut self.layers, "FlatLayer", layer)
    }

    fn finish(mut self) -> Dictionary {
        if !self.layers.is_empty() {
            self.all.set("Properties", Object::Dictionary(self.layers));
        }
        self.all.set("XObject", Object::Dictionary(self.forms));
        self.all
    }
}

/// The name of an object in a dictionary: the one it has, or a new one.
fn named(dict: &mut Dictionary, stem: &str, object: Object) -> String {
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
