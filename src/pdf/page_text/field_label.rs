//! Assigns printed lines to fields as their labels.
//!
//! The label of a text field is to its left, above, below or inside; that of a check box to its right or left. Each
//! candidate has a cost, by its distance; where two sides are possible, the side of most labels on the page is
//! preferred.

use super::heading::{HeadingStyle, Headings, LabelTarget};
use super::{FieldBox, PrintedLine};
use crate::pdf::geometry::Rect;

/// On pages with more fields or lines no labels are searched: the work grows with their product.
const MOST_LABELLED: usize = 2000;
/// More candidates of a page are not considered.
const MOST_CANDIDATES: usize = 40_000;
/// The largest distance of a label from its field, in points.
const LARGEST_DISTANCE: f64 = 220.0;
/// The cost of a side that is unusual on the page, in points of distance.
const UNUSUAL_SIDE_COST: f64 = 10.0;
/// Longer texts are notes rather than labels, in characters.
const MOST_LABEL_CHARS: usize = 70;
/// The most lines of a label.
const MOST_LINES: usize = 5;

/// The label of one widget of a field. See [`DocumentText`](crate::pdf::page_text::DocumentText).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FieldLabel {
    pub(super) field: usize,
    pub(super) cells: Vec<usize>,
    pub(super) widget: usize,
    pub(super) page: usize,
    pub(super) rect: Rect,
    pub(super) text: Option<(String, LabelSide)>,
    pub(super) surrounding_text: Vec<String>,
    pub(super) heading: Option<String>,
    pub(super) heading_is_certain: bool,
}

/// The side of its field on which a label is. See [`DocumentText`](crate::pdf::page_text::DocumentText).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum LabelSide {
    /// Above it.
    Above,
    /// Below it.
    Below,
    /// Inside it.
    Inside,
    /// To its left.
    Left,
    /// To its right.
    Right,
}

impl FieldLabel {
    /// The index of the field in the document.
    pub(crate) fn field(&self) -> usize {
        self.field
    }

    /// For a row of character boxes, the indices of all its fields from left to right; otherwise empty.
    pub(crate) fn cells(&self) -> &[usize] {
        &self.cells
    }

    /// Whether it is the label of that field, also as one box of a row.
    pub(crate) fn is_of_field(&self, field: usize) -> bool {
        self.field == field || self.cells.contains(&field)
    }

    /// The index of the widget in the field.
    pub(crate) fn widget(&self) -> usize {
        self.widget
    }

    /// The page, from 0.
    pub(crate) fn page(&self) -> usize {
        self.page
    }

    /// The widget's rectangle on the rotated page.
    pub(crate) fn rect(&self) -> Rect {
        self.rect
    }

    /// The text of the label.
    pub(crate) fn text(&self) -> Option<&str> {
        self.text.as_ref().map(|(text, _)| text.as_str())
    }

    /// Other texts in its row and its column, as in a table.
    pub(crate) fn surrounding_text(&self) -> &[String] {
        &self.surrounding_text
    }

    /// The heading above it.
    pub(crate) fn heading(&self) -> Option<&str> {
        self.heading.as_deref()
    }

    /// Whether it is the only possible heading: there is none in its own column, and it is on the same page.
    pub(crate) fn heading_is_certain(&self) -> bool {
        self.heading_is_certain
    }
}

/// A line that may be the label of a field, with its cost.
#[derive(Debug, Clone, Copy)]
struct LabelCandidate {
    field_box: usize,
    line: usize,
    side: LabelSide,
    cost: f64,
}

/// The labels of the fields of a page, in reading order.
pub(super) fn labels_of_page(
    page: usize,
    lines: &[PrintedLine],
    field_boxes: &[FieldBox],
) -> Vec<FieldLabel> {
    let mut order: Vec<usize> = (0..field_boxes.len()).collect();
    order.sort_by(|a, b| reading_order(field_boxes.get(*a), field_boxes.get(*b)));
    let looked_at = lines.len() <= MOST_LABELLED && field_boxes.len() <= MOST_LABELLED;
    let labels = if looked_at { assign_labels(lines, field_boxes) } else { Labels::none(lines, field_boxes) };
    let headings = Headings::of(lines, &labels.of_line);
    let label_at = |at: usize| {
        let field_box = field_boxes.get(at)?;
        let own = labels.of_box.get(at).and_then(Option::as_ref);
        let left = own.and_then(|own| lines.get(own.line)).map(|line| line.rect.x0);
        let heading = headings.above(&field_box.rect, field_box.is_button, left);
        let top = heading.map_or(f64::INFINITY, |(line, _)| line.rect.y0);
        let surrounding_text =
            if looked_at { surrounding_text(field_box, own, top, lines) } else { Vec::new() };
        Some(FieldLabel {
            field: field_box.field,
            cells: field_box.cells.clone(),
            widget: field_box.widget,
            page,
            rect: field_box.rect,
            text: own.map(|own| (own.text.clone(), own.side)),
            surrounding_text,
            heading: heading.map(|(line, _)| line.text.clone()),
            heading_is_certain: heading.is_some_and(|(_, sure)| sure),
        })
    };
    order.into_iter().filter_map(label_at).collect()
}

/// From top to bottom, in a row from left to right.
fn reading_order(a: Option<&FieldBox>, b: Option<&FieldBox>) -> std::cmp::Ordering {
    let (Some(a), Some(b)) = (a, b) else { return std::cmp::Ordering::Equal };
    // A total order needs rows that do not depend on the pair: heights are compared in steps of a line.
    let row = |field_box: &FieldBox| -(field_box.rect.y1 / 9.0).round();
    row(a).total_cmp(&row(b)).then(a.rect.x0.total_cmp(&b.rect.x0))
}

struct Labels {
    /// By box.
    of_box: Vec<Option<ChosenLabel>>,
    /// By line: what it is the label of.
    of_line: Vec<LabelTarget>,
}

struct ChosenLabel {
    text: String,
    side: LabelSide,
    line: usize,
    lines: Vec<usize>,
}

impl Labels {
    fn none(lines: &[PrintedLine], field_boxes: &[FieldBox]) -> Self {
        Self {
            of_box: field_boxes.iter().map(|_| None).collect(),
            of_line: vec![LabelTarget::Nothing; lines.len()],
        }
    }
}

fn assign_labels(lines: &[PrintedLine], field_boxes: &[FieldBox]) -> Labels {
    let style = HeadingStyle::of(lines);
    let mut candidates: Vec<LabelCandidate> = field_boxes
        .iter()
        .enumerate()
        .flat_map(|(at, field_box)| {
            lines.iter().enumerate().flat_map(move |(n, line)| candidates(at, field_box, n, line))
        })
        .take(MOST_CANDIDATES)
        .filter(|candidate| is_unobstructed(candidate, lines, field_boxes))
        .collect();
    weigh_headings(&mut candidates, lines, field_boxes, &style);
    weigh_by_page(&mut candidates, field_boxes);
    weigh_by_row(&mut candidates, field_boxes);
    candidates
        .sort_by(|a, b| a.cost.total_cmp(&b.cost).then((a.field_box, a.line).cmp(&(b.field_box, b.line))));
    let mut taken: Vec<Option<usize>> = vec![None; lines.len()];
    let mut chosen: Vec<Option<LabelCandidate>> = vec![None; field_boxes.len()];
    for candidate in &candidates {
        let (Some(own), Some(line)) = (chosen.get_mut(candidate.field_box), taken.get_mut(candidate.line))
        else {
            continue;
        };
        if own.is_none() && line.is_none() {
            *own = Some(*candidate);
            *line = Some(candidate.field_box);
        }
    }
    let mut label_of = vec![LabelTarget::Nothing; lines.len()];
    let of = chosen
        .iter()
        .map(|candidate| {
            let own = complete_label((*candidate)?, lines, field_boxes, &mut taken)?;
            let is_box =
                field_boxes.get(candidate.as_ref()?.field_box).is_some_and(|field_box| field_box.is_button);
            for at in &own.lines {
                if let Some(of) = label_of.get_mut(*at) {
                    *of = if is_box { LabelTarget::Button } else { LabelTarget::Text };
                }
            }
            Some(own)
        })
        .collect();
    Labels { of_box: of, of_line: label_of }
}

/// The sides of a field on which a line may be its label.
fn candidates(
    at: usize,
    field_box: &FieldBox,
    n: usize,
    line: &PrintedLine,
) -> impl Iterator<Item = LabelCandidate> {
    let (field, text) = (&field_box.rect, &line.rect);
    let middle = f64::midpoint(text.y0, text.y1);
    let in_row = middle > field.y0 - 2.5 && middle < field.y1 + 2.5;
    let from_top =
        (field.y1 - middle - line.size * 0.5).abs().min((f64::midpoint(field.y0, field.y1) - middle).abs());
    let common = field.x1.min(text.x1) - field.x0.max(text.x0);
    let overlaps = common > (text.width() * 0.3).min(field.width() * 0.3);
    let long = line.text.chars().count() > MOST_LABEL_CHARS;
    let says_nothing = !line.text.chars().any(char::is_alphabetic);
    let note = if long || says_nothing { 15.0 } else { 0.0 };
    let (left, right) = (field.x0 - text.x1, text.x0 - field.x1);
    let (above, below) = (text.y0 - field.y1, field.y0 - text.y1);
    let slack = line.size * 0.45;
    let offset = (text.x0 - field.x0)
        .abs()
        .min((f64::midpoint(text.x0, text.x1) - f64::midpoint(field.x0, field.x1)).abs());
    let inside = field.contains(text, 2.0);
    let in_brackets = line.text.starts_with('(');
    let found = [
        (LabelSide::Inside, inside && !field_box.is_button, 4.0 + (text.x0 - field.x0).abs() * 0.1),
        (
            LabelSide::Left,
            in_row && left > -3.0 && !inside,
            (left.max(0.0) * 0.4).min(24.0) + from_top * 0.3 + if field_box.is_button { 6.0 } else { 0.0 },
        ),
        (
            LabelSide::Right,
            in_row && right > -3.0,
            right.max(0.0) * 0.5 + from_top * 0.3 + if field_box.is_button { 0.0 } else { 16.0 },
        ),
        (
            LabelSide::Above,
            above > -slack && overlaps && !inside,
            above.max(0.0) * 1.2 + offset * 0.12 + if field_box.is_button { 12.0 } else { 3.0 },
        ),
        (
            LabelSide::Below,
            below > -slack && overlaps && !inside,
            below.max(0.0) * 1.4
                + offset * 0.12
                + if in_brackets { 2.0 } else { 9.0 }
                + if field_box.is_button { 6.0 } else { 0.0 },
        ),
    ];
    let distance = move |side| match side {
        LabelSide::Above => above * 4.0,
        LabelSide::Below => below * 6.0,
        LabelSide::Inside => 0.0,
        LabelSide::Left => left,
        LabelSide::Right => right * 2.0,
    };
    found
        .into_iter()
        .filter(move |(side, is, _)| *is && distance(*side) <= LARGEST_DISTANCE)
        .map(move |(side, _, cost)| LabelCandidate { field_box: at, line: n, side, cost: cost + note })
}

/// Whether no other field and no other line is between the two.
fn is_unobstructed(candidate: &LabelCandidate, lines: &[PrintedLine], field_boxes: &[FieldBox]) -> bool {
    let (Some(field_box), Some(line)) = (field_boxes.get(candidate.field_box), lines.get(candidate.line))
    else {
        return false;
    };
    let Some(gap) = gap_between(candidate.side, &field_box.rect, &line.rect) else { return true };
    let others = field_boxes
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != candidate.field_box)
        .map(|(_, other)| &other.rect);
    if others.into_iter().any(|other| other.inset(1.0).overlaps(&gap)) {
        return false;
    }
    // Left and right: only the nearest line of the row. Lines above and below may belong together.
    let is_beside = matches!(candidate.side, LabelSide::Left | LabelSide::Right);
    !is_beside
        || !lines
            .iter()
            .any(|other| other.rect.inset(0.5).overlaps(&gap) && other.rect.height() < line.size * 3.0)
}

/// The space between a field and a line on one of its sides.
fn gap_between(side: LabelSide, field: &Rect, text: &Rect) -> Option<Rect> {
    let (y0, y1) = (text.y0 + text.height() * 0.3, text.y1 - text.height() * 0.3);
    let (x0, x1) = (field.x0.max(text.x0), field.x1.min(text.x1));
    let gap = match side {
        LabelSide::Above => Rect { x0, x1, y0: field.y1, y1: text.y0 },
        LabelSide::Below => Rect { x0, x1, y0: text.y1, y1: field.y0 },
        LabelSide::Inside => return None,
        LabelSide::Left => Rect { x0: text.x1, x1: field.x0, y0, y1 },
        LabelSide::Right => Rect { x0: field.x1, x1: text.x0, y0, y1 },
    };
    (!gap.is_empty()).then_some(gap)
}

/// Raises the cost of headings above a field, which are seldom its label.
fn weigh_headings(
    candidates: &mut [LabelCandidate],
    lines: &[PrintedLine],
    field_boxes: &[FieldBox],
    style: &HeadingStyle,
) {
    for candidate in candidates
        .iter_mut()
        .filter(|candidate| matches!(candidate.side, LabelSide::Above | LabelSide::Below))
    {
        let is_text = field_boxes.get(candidate.field_box).is_some_and(|field_box| !field_box.is_button);
        if is_text && lines.get(candidate.line).is_some_and(|line| style.is_heading(line)) {
            candidate.cost += UNUSUAL_SIDE_COST;
        }
    }
}

/// Raises the cost of sides that are unusual on the page, for fields that are no buttons.
fn weigh_by_page(candidates: &mut [LabelCandidate], field_boxes: &[FieldBox]) {
    let is_text = |candidate: &LabelCandidate| {
        field_boxes.get(candidate.field_box).is_some_and(|field_box| !field_box.is_button)
    };
    let mut best: Vec<Option<LabelCandidate>> = vec![None; field_boxes.len()];
    for candidate in candidates.iter().filter(|candidate| is_text(candidate)) {
        let Some(best) = best.get_mut(candidate.field_box) else { continue };
        if best.is_none_or(|best| candidate.cost < best.cost) {
            *best = Some(*candidate);
        }
    }
    let count = |side| best.iter().flatten().filter(|candidate| candidate.side == side).count();
    let usual = [LabelSide::Left, LabelSide::Above, LabelSide::Below]
        .into_iter()
        .max_by_key(|side| (count(*side), *side == LabelSide::Left));
    let Some(usual) = usual.filter(|side| count(*side) * 2 > best.iter().flatten().count()) else { return };
    for candidate in candidates.iter_mut().filter(|candidate| is_text(candidate)) {
        if candidate.side != usual && candidate.side != LabelSide::Inside {
            candidate.cost += UNUSUAL_SIDE_COST;
        }
    }
}

/// In a row of buttons, prefers labels to the left where that gives more buttons a label.
fn weigh_by_row(candidates: &mut [LabelCandidate], field_boxes: &[FieldBox]) {
    let near = |field_box: &FieldBox, other: &FieldBox| {
        other.is_button && other.rect.y0 < field_box.rect.y1 && field_box.rect.y0 < other.rect.y1
    };
    let mut served = vec![(false, false); field_boxes.len()];
    for candidate in candidates.iter().filter(|candidate| candidate.cost < 30.0) {
        let Some((left, right)) = served.get_mut(candidate.field_box) else { continue };
        *left |= candidate.side == LabelSide::Left;
        *right |= candidate.side == LabelSide::Right;
    }
    let prefers_left: Vec<bool> = field_boxes
        .iter()
        .map(|field_box| {
            let row = field_boxes
                .iter()
                .zip(&served)
                .filter(|(other, _)| near(field_box, other))
                .map(|(_, served)| served);
            let (left, right) =
                row.fold((0, 0), |(l, r), (left, right)| (l + usize::from(*left), r + usize::from(*right)));
            field_box.is_button && left > right
        })
        .collect();
    for candidate in candidates.iter_mut().filter(|candidate| candidate.side == LabelSide::Right) {
        if prefers_left.get(candidate.field_box).is_some_and(|prefers_left| *prefers_left) {
            candidate.cost += 3.0 * UNUSUAL_SIDE_COST;
        }
    }
}

/// A label with its other lines.
fn complete_label(
    candidate: LabelCandidate,
    lines: &[PrintedLine],
    field_boxes: &[FieldBox],
    taken: &mut [Option<usize>],
) -> Option<ChosenLabel> {
    let first = lines.get(candidate.line)?;
    let mut own = vec![candidate.line];
    let (upwards, downwards) = match candidate.side {
        LabelSide::Above => (true, false),
        LabelSide::Below | LabelSide::Right | LabelSide::Inside => (false, true),
        LabelSide::Left => (true, true),
    };
    for (wanted, up) in [(upwards, true), (downwards, false)] {
        let mut edge = first;
        while wanted && own.len() < MOST_LINES {
            let next = lines.iter().enumerate().find(|(at, other)| {
                let free = taken.get(*at).is_some_and(Option::is_none);
                free && follows(edge, other, up) && !is_beside_other_field(candidate, other, field_boxes)
            });
            let Some((at, line)) = next else { break };
            taken.get_mut(at).into_iter().for_each(|taken| *taken = Some(candidate.field_box));
            own.push(at);
            edge = line;
        }
    }
    own.sort_unstable();
    let text = own.iter().filter_map(|at| lines.get(*at)).map(|line| line.text.as_str()).collect::<Vec<_>>();
    Some(ChosenLabel { text: text.join(" "), side: candidate.side, line: candidate.line, lines: own })
}

/// Whether `other` continues the line `edge`: above it where `up`, otherwise below.
pub(super) fn follows(edge: &PrintedLine, other: &PrintedLine, up: bool) -> bool {
    let step = if up { other.rect.y0 - edge.rect.y0 } else { edge.rect.y0 - other.rect.y0 };
    let aligned = (edge.rect.x0 - other.rect.x0).abs() < 2.5
        || (f64::midpoint(edge.rect.x0, edge.rect.x1) - f64::midpoint(other.rect.x0, other.rect.x1)).abs()
            < 2.5
        || (edge.rect.x1 - other.rect.x1).abs() < 1.5;
    let alike = (edge.size - other.size).abs() < edge.size * 0.08 && edge.bold == other.bold;
    step > edge.size * 0.5 && step < edge.size * 1.45 && aligned && alike
}

/// Whether a line is in the row of another field than the candidate's.
fn is_beside_other_field(candidate: LabelCandidate, line: &PrintedLine, field_boxes: &[FieldBox]) -> bool {
    let middle = f64::midpoint(line.rect.y0, line.rect.y1);
    field_boxes.iter().enumerate().any(|(at, other)| {
        let in_row = other.rect.y0 < middle && middle < other.rect.y1;
        at != candidate.field_box
            && in_row
            && (other.rect.x0 - line.rect.x1).abs().min((line.rect.x0 - other.rect.x1).abs()) < 60.0
    })
}

/// Other texts: in the row, to the left over other fields; and in the column, above the field but below the heading
/// at height `top`.
fn surrounding_text(
    field_box: &FieldBox,
    own: Option<&ChosenLabel>,
    top: f64,
    lines: &[PrintedLine],
) -> Vec<String> {
    let field = &field_box.rect;
    let middle = f64::midpoint(field.y0, field.y1);
    let in_row = |line: &PrintedLine| {
        line.rect.y0 < middle && middle < line.rect.y1 + 1.0 && line.rect.x1 < field.x0 + 2.0
    };
    let in_column = |line: &PrintedLine| {
        let common = field.x1.min(line.rect.x1) - field.x0.max(line.rect.x0);
        common > line.rect.width().min(field.width()) * 0.5 && line.rect.y0 > field.y1 - 1.0
    };
    let others = || {
        let is_own = |at: usize| own.is_some_and(|own| own.lines.contains(&at));
        let others = lines.iter().enumerate().filter(move |(at, _)| !is_own(*at)).map(|(_, line)| line);
        others.filter(|line| line.rect.y1 <= top + 1.0)
    };
    let row = others().filter(|line| in_row(line)).max_by(|a, b| a.rect.x1.total_cmp(&b.rect.x1));
    // Where the label is above, a text farther up belongs to another field.
    let heads_column = own.is_none_or(|own| own.side == LabelSide::Left);
    let column = others().filter(|line| heads_column && in_column(line));
    let column = column.min_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    [row, column].into_iter().flatten().map(|line| line.text.clone()).collect()
}
