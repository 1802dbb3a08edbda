//! The mark of a check box or radio button: what its On state shows and its Off state does not.
//!
//! Both appearances are looked at on a grid of points over the widget, on what the page paints below it. The mark is
//! where one leaves another colour than the other, which stands out from it. Border and background, which both have,
//! and ink that is white on white, clipped, transparent, or of unknown paint are no mark.

use lopdf::{Object, Stream};

use super::reason::{self, ProofReason};
use crate::pdf::content::{Interpreter, PageBudget, PathOutline, Point, Rgb};
use crate::pdf::geometry::Rect;
use crate::pdf::marks::{AppearanceMarks, MarkShape, is_legible};
use crate::pdf::objects::Dict;

/// The most points of the grid along a side, and their least distance in points.
const MOST_POINTS: u32 = 64;
const LEAST_STEP: f64 = 0.25;
/// The most marks of both states, and corners of their outlines: more is a drawing, and takes long.
const MOST_MARKS: usize = 400;
const MOST_CORNERS: usize = 2000;
/// The least area of a mark in square points, its least share of a small box, and its least length in points.
const LEAST_AREA: f64 = 2.0;
const LEAST_SHARE: f64 = 0.04;
const LEAST_LENGTH: f64 = 3.0;
/// Less than this nobody sees, however small the box is.
const LEAST_AREA_OF_ALL: f64 = 0.5;
const LEAST_LENGTH_OF_ALL: f64 = 1.0;
/// The longest mark of a small box has to be at least this share of its side.
const LEAST_LENGTH_SHARE: f64 = 0.3;

/// The colour of the page below a point.
pub(super) type PageColor<'a> = dyn Fn(Point) -> Option<Rgb> + 'a;

/// A mark that is seen.
#[derive(Debug)]
pub(super) struct TickMark {
    /// Points of the grid at which it is seen.
    points: Vec<Point>,
    step: f64,
    rect: Rect,
}

impl TickMark {
    /// The mark of a state of a widget, by its own appearance streams; an error where none is seen.
    pub(super) fn of<'a>(
        interpreter: &mut Interpreter<'a>,
        widget: &Dict<'a>,
        state: &[u8],
        bounds: Rect,
        page: &PageColor<'_>,
    ) -> Result<Self, ProofReason> {
        let states = widget.dict(b"AP").and_then(|ap| ap.dict(b"N")).ok_or(reason::NO_APPEARANCE)?;
        let on = stream_of(&states, state).ok_or(reason::STATE_WITHOUT_APPEARANCE)?;
        if !has_upright_box(widget, on) {
            return Err(reason::NO_BBOX);
        }
        let off = stream_of(&states, b"Off");
        if off.is_some_and(|off| has_same_drawing(on, off)) {
            return Err(reason::STATES_ALIKE);
        }
        let mut marks = |stream| {
            let budget = PageBudget::DEFAULT;
            AppearanceMarks::read(interpreter, (stream, widget), bounds, &budget)
        };
        let on = marks(on).ok_or(reason::NO_BBOX)?;
        // An Off state that cannot be placed shows nothing.
        let off = off.and_then(&mut marks).unwrap_or_else(AppearanceMarks::none);
        if !on.are_all() || !off.are_all() {
            return Err(reason::STATE_NOT_PROVED);
        }
        let rect = widget.rect(b"Rect").ok_or(reason::NO_RECT)?.intersect(&bounds);
        let mark = Self::between(&on, &off, rect, page).ok_or(reason::STATE_NOT_PROVED)?;
        if mark.is_seen(&|_| false) { Ok(mark) } else { Err(reason::STATE_WITHOUT_MARKS) }
    }

    /// Where one appearance shows what another does not; `None` where they are too large to be looked at.
    fn between(
        on: &AppearanceMarks,
        off: &AppearanceMarks,
        rect: Rect,
        page: &PageColor<'_>,
    ) -> Option<Self> {
        let corners =
            |marks: &AppearanceMarks| -> usize { marks.marks.iter().map(|m| corners(&m.shape)).sum() };
        if on.marks.len() + off.marks.len() > MOST_MARKS || corners(on) + corners(off) > MOST_CORNERS {
            return None;
        }
        let step = (rect.width().max(rect.height()) / f64::from(MOST_POINTS)).max(LEAST_STEP);
        let stands_out =
            |a: Option<Rgb>, b: Option<Rgb>| matches!((a, b), (Some(a), Some(b)) if is_legible(a, b));
        let mut shown = Self { points: Vec::new(), step, rect };
        let mut shows = |point: &Point| {
            let below = page(*point);
            let with = on.color_over(below, *point);
            if stands_out(with, below) {
                shown.points.push(*point);
            }
            // Where On paints nothing, what Off paints is missing, and that is no mark.
            stands_out(with, off.color_over(below, *point)) && on.paint(*point)
        };
        let columns = (0..MOST_POINTS).map(|at| rect.x0 + (f64::from(at) + 0.5) * step);
        let points = columns.take_while(|x| *x < rect.x1).flat_map(|x| {
            let rows = (0..MOST_POINTS).map(move |at| rect.y0 + (f64::from(at) + 0.5) * step);
            rows.take_while(|y| *y < rect.y1).map(move |y| (x, y))
        });
        let mark = Self { points: points.filter(&mut shows).collect(), step, rect };
        // White on dark needs the dark.
        Some(if shown.is_seen(&|_| false) { mark } else { shown })
    }

    /// Whether the mark is large enough without the points that something hides.
    pub(super) fn is_seen(&self, is_hidden: &dyn Fn(Point) -> bool) -> bool {
        let mut left = self.points.iter().filter(|point| !is_hidden(**point));
        let Some(first) = left.next() else { return false };
        let (mut count, mut bounds) = (1_u32, Rect::between(*first, *first));
        for point in left {
            count = count.saturating_add(1);
            bounds = bounds.union(&Rect::between(*point, *point));
        }
        let (width, height) = (self.rect.width(), self.rect.height());
        let area = f64::from(count) * self.step * self.step;
        let length = bounds.width().max(bounds.height()) + self.step;
        area >= LEAST_AREA.min(LEAST_SHARE * width * height).max(LEAST_AREA_OF_ALL)
            && length >= LEAST_LENGTH.min(LEAST_LENGTH_SHARE * width.min(height)).max(LEAST_LENGTH_OF_ALL)
    }

    /// Whether most of the mark is left without the points that something hides.
    pub(super) fn is_mostly_seen(&self, is_hidden: &dyn Fn(Point) -> bool) -> bool {
        let hidden = self.points.iter().filter(|point| is_hidden(**point)).count();
        hidden * 3 <= self.points.len() && self.is_seen(is_hidden)
    }

    /// The box around it.
    pub(super) fn bounds(&self) -> Rect {
        let half = self.step / 2.0;
        let around = |(x, y): &Point| Rect { x0: x - half, y0: y - half, x1: x + half, y1: y + half };
        self.points.iter().map(around).reduce(|all, one| all.union(&one)).unwrap_or_default()
    }
}

fn stream_of<'a>(states: &Dict<'a>, state: &[u8]) -> Option<&'a Stream> {
    states.get(state).and_then(|object| object.as_stream().ok())
}

/// Whether `BBox` begins at its lower left corner: some viewers show nothing of one that does not.
fn has_upright_box(widget: &Dict<'_>, appearance: &Stream) -> bool {
    let corners = Dict::new(widget.doc, &appearance.dict).numbers(b"BBox");
    matches!(corners.as_deref(), Some([x0, y0, x1, y1]) if x0 < x1 && y0 < y1)
}

/// The colour in the middle of a widget in its Off state; `None` where it is not known.
pub(super) fn off_color<'a>(
    interpreter: &mut Interpreter<'a>,
    widget: &Dict<'a>,
    bounds: Rect,
    page: &PageColor<'_>,
) -> Option<Rgb> {
    let rect = widget.rect(b"Rect")?;
    let middle = (f64::midpoint(rect.x0, rect.x1), f64::midpoint(rect.y0, rect.y1));
    let off = stream_of(&widget.dict(b"AP")?.dict(b"N")?, b"Off")?;
    let marks = AppearanceMarks::read(interpreter, (off, widget), bounds, &PageBudget::DEFAULT);
    let marks = marks.filter(AppearanceMarks::are_all)?;
    marks.color_over(page(middle), middle)
}

/// Whether two states are the same drawing.
fn has_same_drawing(on: &Stream, off: &Stream) -> bool {
    let same = |key: &[u8]| on.dict.get(key).ok() == off.dict.get(key).ok();
    on.content == off.content && [b"Matrix".as_slice(), b"BBox", b"Resources"].iter().all(|key| same(key))
}

fn corners(shape: &MarkShape) -> usize {
    match shape {
        MarkShape::Glyph(glyph) => glyph.outline().map_or(4, PathOutline::point_count),
        MarkShape::Fill(outline, _) | MarkShape::Stroke(outline, _) => outline.point_count(),
        MarkShape::Picture => 4,
    }
}

/// Whether the states of a button are written where every viewer finds them: poppler draws none where `N` is a
/// reference to them.
pub(super) fn are_states_direct(widget: &Dict<'_>) -> bool {
    let appearance = widget.dict(b"AP");
    appearance
        .and_then(|appearance| appearance.entry(b"N"))
        .is_none_or(|n| !matches!(n, Object::Reference(_)))
}
