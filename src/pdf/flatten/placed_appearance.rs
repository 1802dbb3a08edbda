//! The appearances of the widgets of a page, as a viewer places them.

use lopdf::{Object, ObjectId};

use crate::pdf::content::{appearance_matrix, xobject};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::objects::{Dict, LocatedDict, MAX_DEPTH, ObjectLookup, ObjectPath};

/// An annotation of a page that is a widget.
pub(super) struct PageWidget<'a> {
    pub(super) dict: Dict<'a>,
    pub(super) path: ObjectPath,
    pub(super) appearance: Option<PlacedAppearance>,
}

/// A normal appearance, placed on the page.
pub(super) struct PlacedAppearance {
    /// The appearance stream.
    pub(super) stream: ObjectId,
    /// From its form space to default user space (12.5.5).
    pub(super) matrix: Matrix,
    /// The annotation's rectangle.
    pub(super) rect: Rect,
    /// Its optional content group or membership (OC).
    pub(super) optional_content: Option<Object>,
    /// Whether the stream lacks Subtype, which an `XObject` needs and an appearance may omit.
    pub(super) lacks_subtype: bool,
}

impl PlacedAppearance {
    /// The appearance that a screen shows of an annotation; `None` for one that is hidden or has none.
    pub(super) fn of(annotation: &Dict<'_>) -> Option<Self> {
        const HIDDEN_OR_NO_VIEW: i64 = 2 | 32;
        if annotation.integer(b"F").unwrap_or(0) & HIDDEN_OR_NO_VIEW != 0 {
            return None;
        }
        let (stream, rect) = (xobject::normal_appearance(annotation)?, annotation.rect(b"Rect")?);
        let form = Dict::new(annotation.doc, &stream.dict);
        Some(Self {
            stream: stream_of(annotation)?,
            matrix: appearance_matrix(&form, &rect)?,
            rect,
            optional_content: annotation.raw.get(b"OC").ok().cloned(),
            lacks_subtype: !form.has_name(b"Subtype", b"Form"),
        })
    }
}

/// The number of the stream that [`xobject::normal_appearance`] finds.
fn stream_of(annotation: &Dict<'_>) -> Option<ObjectId> {
    let appearance = annotation.dict(b"AP")?;
    let normal = appearance.raw.get(b"N").ok()?;
    match appearance.get(b"N")? {
        Object::Stream(_) => last_reference(annotation.doc, normal),
        _ => last_reference(annotation.doc, appearance.dict(b"N")?.raw.get(annotation.name(b"AS")?).ok()?),
    }
}

fn last_reference(doc: &dyn ObjectLookup, object: &Object) -> Option<ObjectId> {
    let mut last = object.as_reference().ok()?;
    for _ in 0..MAX_DEPTH {
        match doc.object(last)? {
            Object::Reference(next) => last = *next,
            _ => return Some(last),
        }
    }
    None
}

/// The widgets of a page in painting order. An error where another annotation depends on them.
pub(super) fn widgets<'a>(page: &LocatedDict<'a>) -> Result<Vec<PageWidget<'a>>, &'static str> {
    let mut widgets = Vec::new();
    let mut others: Vec<Rect> = Vec::new();
    for place in page.children(b"Annots") {
        let appearance = PlacedAppearance::of(&place.dict);
        if !place.dict.has_name(b"Subtype", b"Widget") {
            others.extend(appearance.map(|appearance| appearance.rect));
            continue;
        }
        if appearance
            .as_ref()
            .is_some_and(|appearance| others.iter().any(|other| other.overlaps(&appearance.rect)))
        {
            return Err("an annotation that is no field lies beneath a field");
        }
        widgets.push(PageWidget { dict: place.dict, path: place.path, appearance });
    }
    Ok(widgets)
}
