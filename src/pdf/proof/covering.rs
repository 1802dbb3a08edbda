//! What is painted over a field: the annotations of its page that follow it (ISO 32000-2, 12.5.1). Some viewers paint
//! widgets after all other annotations, one in the order of the page; whatever one of them paints later counts.

use std::collections::{BTreeMap, BTreeSet};

use super::undrawn_annotation::marks_of_viewers;
use crate::pdf::content::xobject::normal_appearance;
use crate::pdf::content::{Interpreter, PageBudget, Point, Rgb};
use crate::pdf::document::ParsedPdf;
use crate::pdf::field::Field;
use crate::pdf::geometry::Rect;
use crate::pdf::marks::{AppearanceMarks, is_legible};
use crate::pdf::objects::{Dict, LocatedDict, ObjectPath};
use crate::pdf::page_tree::annotations_of;

/// An annotation of more marks counts as unknown.
const MOST_MARKS: usize = 2000;
const HIDDEN_OR_NO_VIEW: i64 = 2 | 32;
/// The side of the icon that viewers draw for a note without an appearance, in points.
const ICON_SIDE: f64 = 24.0;

/// For each widget, the annotations of its page that are painted after it and overlap it.
pub(super) fn annotations_above(base: &ParsedPdf, fields: &[Field]) -> BTreeMap<ObjectPath, Vec<ObjectPath>> {
    let widgets: BTreeSet<&ObjectPath> =
        fields.iter().flat_map(|field| &field.widgets).map(|widget| &widget.path).collect();
    let mut later: BTreeMap<ObjectPath, Vec<ObjectPath>> = BTreeMap::new();
    for page in &base.pages {
        let drawn: Vec<(ObjectPath, Rect)> = annotations_of(&base.doc, page)
            .into_iter()
            .filter(|annotation| is_drawn(&annotation.dict))
            .filter_map(|annotation| Some((annotation.path.clone(), drawn_rect(&annotation.dict)?)))
            .collect();
        for (order, (path, rect)) in drawn.iter().enumerate().filter(|(_, (path, _))| widgets.contains(path))
        {
            let over = drawn.iter().skip(order + 1).filter(|(_, other)| other.overlaps(rect));
            let over: Vec<ObjectPath> = over.map(|(path, _)| path.clone()).collect();
            if !over.is_empty() {
                later.insert(path.clone(), over);
            }
        }
    }
    later
}

fn is_drawn(annotation: &Dict<'_>) -> bool {
    annotation.integer(b"F").unwrap_or_default() & HIDDEN_OR_NO_VIEW == 0
        && !annotation.has_name(b"Subtype", b"Popup")
}

/// Whether an annotation is a note, which a person moves or closes, so that it covers nothing for good.
pub(super) fn is_note(annotation: &Dict<'_>) -> bool {
    annotation.has_name(b"Subtype", b"Text")
}

/// The rectangle that an annotation may paint.
fn drawn_rect(annotation: &Dict<'_>) -> Option<Rect> {
    let rect = annotation.rect(b"Rect")?;
    let has_icon = [b"Text".as_slice(), b"FileAttachment", b"Sound"]
        .iter()
        .any(|kind| annotation.has_name(b"Subtype", kind));
    Some(if has_icon { rect.union(&icon(&rect)) } else { rect })
}

/// The square of an icon: at the upper left corner.
pub(super) fn icon(rect: &Rect) -> Rect {
    Rect { x0: rect.x0, y0: rect.y1 - ICON_SIDE, x1: rect.x0 + ICON_SIDE, y1: rect.y1 }
}

/// Whether all marks are there, and not too many to be looked at at each point. What is missing or damaged is painted
/// by no viewer; an operator that is not known may paint.
fn is_known(marks: &AppearanceMarks) -> bool {
    marks.marks.len() <= MOST_MARKS
        && marks.passed_over.is_empty()
        && marks.incomplete.iter().all(|reason| !reason.is_limit())
}

/// What lies over one widget.
#[derive(Debug, Default)]
pub(super) struct Covering {
    layers: Vec<AppearanceMarks>,
    /// The rectangles of annotations whose paint is not known.
    unknown: Vec<Rect>,
}

impl Covering {
    /// Reads the annotations at these paths.
    pub(super) fn of<'a>(
        interpreter: &mut Interpreter<'a>,
        annotations: impl Iterator<Item = LocatedDict<'a>>,
        bounds: Rect,
    ) -> Self {
        let mut covering = Self::default();
        for annotation in annotations.filter(|annotation| !is_note(&annotation.dict)) {
            covering.add(interpreter, &annotation.dict, bounds);
        }
        covering
    }

    fn add<'a>(&mut self, interpreter: &mut Interpreter<'a>, annotation: &Dict<'a>, bounds: Rect) {
        // One viewer draws annotations whatever their layer is, and widgets over all others.
        let is_drawn = annotation.has_name(b"Subtype", b"Widget") || interpreter.is_annotation_on(annotation);
        let Some(rect) = annotation.rect(b"Rect").filter(|_| is_drawn) else { return };
        if !annotation.dict(b"AP").is_some_and(|appearance| appearance.has(b"N")) {
            match marks_of_viewers(annotation, bounds) {
                Some(marks) => self.layers.push(AppearanceMarks::of_marks(marks)),
                None => self.unknown.push(drawn_rect(annotation).unwrap_or(rect)),
            }
            return;
        }
        // A state without a drawing shows nothing.
        let Some(stream) = normal_appearance(annotation) else { return };
        match AppearanceMarks::read(interpreter, (stream, annotation), bounds, &PageBudget::DEFAULT) {
            Some(marks) if is_known(&marks) => self.layers.push(marks),
            _ => self.unknown.push(rect),
        }
    }

    /// Whether nothing is painted over the widget at all.
    pub(super) fn is_empty(&self) -> bool {
        self.layers.iter().all(|layer| layer.marks.is_empty()) && self.unknown.is_empty()
    }

    /// Whether what is at a point cannot be told any more: black and white would look alike there, or unknown.
    pub(super) fn hides(&self, point: Point) -> bool {
        let at = Rect::between(point, point);
        if self.unknown.iter().any(|rect| rect.contains(&at, 0.0)) {
            return true;
        }
        let over = |ground: Rgb| {
            let mut color = Some(ground);
            for layer in &self.layers {
                color = layer.color_over(color, point);
            }
            color
        };
        !matches!((over(Rgb::BLACK), over(Rgb::WHITE)), (Some(a), Some(b)) if is_legible(a, b))
    }

    /// Whether it hides a part of the ink within a box.
    pub(super) fn hides_ink(&self, ink: &Rect) -> bool {
        const SIDE: u32 = 6;
        let at = |n: u32| (f64::from(n) + 0.5) / f64::from(SIDE);
        let points = (0..SIDE).flat_map(|u| (0..SIDE).map(move |v| (at(u), at(v))));
        points
            .map(|(u, v)| (ink.x0 + u * ink.width(), ink.y0 + v * ink.height()))
            .any(|point| self.hides(point))
    }
}
