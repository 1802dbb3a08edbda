//! Which printed words belong to which field.
//!
//! A label stands to the left of its field, above, below or in it; that of a box to its right, or to its left. Which
//! of these a page does is seen from the whole page: a side that serves most fields is believed where two would do.

use super::heading::{HeadingStyle, Headings, LabelTarget};
use super::{FieldBox, PrintedLine};
use crate::pdf::geometry::Rect;

/// On pages with more fields or lines no labels are looked for: the work grows with their product.
const MOST_LABELLED: usize = 2000;
/// More lines that stand near a field than these, in all, are not looked at.
const MOST_CANDIDATES: usize = 40_000;
/// A label is not farther from its field, in points.
const LARGEST_DISTANCE: f64 = 220.0;
/// What another side than the page's usual one counts as, in points of distance.
const UNUSUAL_SIDE_COST: f64 = 10.0;
/// Longer texts are notes rather than labels, in characters.
const MOST_LABEL_CHARS: usize = 70;
/// A label has no more lines.
const MOST_LINES: usize = 5;

/// What stands beside a field, at one of the places where it is seen. See [`Printed`](crate::pdf::printed::Printed).
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

/// On which side of its field a label stands. See [`Printed`](crate::pdf::printed::Printed).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum LabelSide {
    /// Above it.
    Above,
    /// Below it.
    Below,
    /// In it.
    Inside,
    /// To its left.
    Left,
    /// To its right.
    Right,
}

impl FieldLabel {
    /// The number of the field among the fields of the document.
    pub(crate) fn field(&self) -> usize {
        self.field
    }

    /// Of a row of boxes that take one character each the numbers of all fields, from left to right; else none.
    pub(crate) fn cells(&self) -> &[usize] {
        &self.cells
    }

    /// Whether it is about that field, as one box of a row also.
    pub(crate) fn is_of_field(&self, field: usize) -> bool {
        self.field == field || self.cells.contains(&field)
    }

    /// The number of the place among the widgets of the field.
    pub(crate) fn widget(&self) -> usize {
        self.widget
    }

    /// The page, the first is 0.
    pub(crate) fn page(&self) -> usize {
        self.page
    }

    /// Where the field stands on the page, as seen.
    pub(crate) fn rect(&self) -> Rect {
        self.rect
    }

    /// The words that belong to the field.
    pub(crate) fn text(&self) -> Option<&str> {
        self.text.as_ref().map(|(text, _)| text.as_str())
    }

    /// Other words of its row and its column: what a table says of it.
    pub(crate) fn surrounding_text(&self) -> &[String] {
        &self.surrounding_text
    }

    /// The heading above it.
    pub(crate) fn heading(&self) -> Option<&str> {
        self.heading.as_deref()
    }

    /// Whether no other heading could be the one: none in a column of its own, and one on the same page.
    pub(crate) fn heading_is_certain(&self) -> bool {
        self.heading_is_certain
    }
}

/// A line that may be the label of a field.
#[derive(Debug, Clone, Copy)]
struct LabelCandidate {
    field_box: usize,
    line: usize,
    side: LabelSide,
    cost: f64,
}

/// What stands beside the fields of a page, in the order of reading.
pub(super) fn labels_of_page(page: usize, lines: &[PrintedLine], spots: &[FieldBox]) -> Vec<FieldLabel> {
    let mut order: Vec<usize> = (0..spots.len()).collect();
    order.sort_by(|a, b| reading_order(spots.get(*a), spots.get(*b)));
    let looked_at = lines.len() <= MOST_LABELLED && spots.len() <= MOST_LABELLED;
    let labels = if looked_at { assign_labels(lines, spots) } else { Labels::none(lines, spots) };
    let headings = Headings::of(lines, &labels.of_line);
    let beside = |at: usize| {
        let spot = spots.get(at)?;
        let own = labels.of_box.get(at).and_then(Option::as_ref);
        let left = own.and_then(|own| lines.get(own.line)).map(|line| line.rect.x0);
        let heading = headings.above(&spot.rect, spot.is_button, left);
        let top = heading.map_or(f64::INFINITY, |(line, _)| line.rect.y0);
        let around = if looked_at { surrounding_text(spot, own, top, lines) } else { Vec::new() };
        Some(FieldLabel {
            field: spot.field,
            cells: spot.cells.clone(),
            widget: spot.widget,
            page,
            rect: spot.rect,
            text: own.map(|own| (own.text.clone(), own.side)),
            surrounding_text: around,
            heading: heading.map(|(line, _)| line.text.clone()),
            heading_is_certain: heading.is_some_and(|(_, sure)| sure),
        })
    };
    order.into_iter().filter_map(beside).collect()
}

/// From the top to the bottom, in a row from left to right.
fn reading_order(a: Option<&FieldBox>, b: Option<&FieldBox>) -> std::cmp::Ordering {
    let (Some(a), Some(b)) = (a, b) else { return std::cmp::Ordering::Equal };
    // A total order needs rows that do not hang on the pair: heights are compared in steps of a line.
    let row = |spot: &FieldBox| -(spot.rect.y1 / 9.0).round();
    row(a).total_cmp(&row(b)).then(a.rect.x0.total_cmp(&b.rect.x0))
}

struct Labels {
    /// For each place its label.
    of_box: Vec<Option<ChosenLabel>>,
    /// For each line what it is the label of.
    of_line: Vec<LabelTarget>,
}

struct ChosenLabel {
    text: String,
    side: LabelSide,
    line: usize,
    lines: Vec<usize>,
}

impl Labels {
    fn none(lines: &[PrintedLine], spots: &[FieldBox]) -> Self {
        Self {
            of_box: spots.iter().map(|_| None).collect(),
            of_line: vec![LabelTarget::Nothing; lines.len()],
        }
    }
}

fn assign_labels(lines: &[PrintedLine], spots: &[FieldBox]) -> Labels {
    let looks = HeadingStyle::of(lines);
    let mut chances: Vec<LabelCandidate> = spots
        .iter()
        .enumerate()
        .flat_map(|(at, spot)| {
            lines.iter().enumerate().flat_map(move |(n, line)| candidates(at, spot, n, line))
        })
        .take(MOST_CANDIDATES)
        .filter(|chance| is_unobstructed(chance, lines, spots))
        .collect();
    weigh_headings(&mut chances, lines, spots, &looks);
    weigh_by_page(&mut chances, spots);
    weigh_by_row(&mut chances, spots);
    chances.sort_by(|a, b| a.cost.total_cmp(&b.cost).then((a.field_box, a.line).cmp(&(b.field_box, b.line))));
    let mut taken: Vec<Option<usize>> = vec![None; lines.len()];
    let mut chosen: Vec<Option<LabelCandidate>> = vec![None; spots.len()];
    for chance in &chances {
        let (Some(own), Some(line)) = (chosen.get_mut(chance.field_box), taken.get_mut(chance.line)) else {
            continue;
        };
        if own.is_none() && line.is_none() {
            *own = Some(*chance);
            *line = Some(chance.field_box);
        }
    }
    let mut label_of = vec![LabelTarget::Nothing; lines.len()];
    let of = chosen
        .iter()
        .map(|chance| {
            let own = complete_label((*chance)?, lines, spots, &mut taken)?;
            let is_box = spots.get(chance.as_ref()?.field_box).is_some_and(|spot| spot.is_button);
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
    spot: &FieldBox,
    n: usize,
    line: &PrintedLine,
) -> impl Iterator<Item = LabelCandidate> {
    let (field, text) = (&spot.rect, &line.rect);
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
        (LabelSide::Inside, inside && !spot.is_button, 4.0 + (text.x0 - field.x0).abs() * 0.1),
        (
            LabelSide::Left,
            in_row && left > -3.0 && !inside,
            (left.max(0.0) * 0.4).min(24.0) + from_top * 0.3 + if spot.is_button { 6.0 } else { 0.0 },
        ),
        (
            LabelSide::Right,
            in_row && right > -3.0,
            right.max(0.0) * 0.5 + from_top * 0.3 + if spot.is_button { 0.0 } else { 16.0 },
        ),
        (
            LabelSide::Above,
            above > -slack && overlaps && !inside,
            above.max(0.0) * 1.2 + offset * 0.12 + if spot.is_button { 12.0 } else { 3.0 },
        ),
        (
            LabelSide::Below,
            below > -slack && overlaps && !inside,
            below.max(0.0) * 1.4
                + offset * 0.12
                + if in_brackets { 2.0 } else { 9.0 }
                + if spot.is_button { 6.0 } else { 0.0 },
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

/// Whether neither another field nor another line stands between the two.
fn is_unobstructed(chance: &LabelCandidate, lines: &[PrintedLine], spots: &[FieldBox]) -> bool {
    let (Some(spot), Some(line)) = (spots.get(chance.field_box), lines.get(chance.line)) else {
        return false;
    };
    let Some(gap) = gap_between(chance.side, &spot.rect, &line.rect) else { return true };
    let others =
        spots.iter().enumerate().filter(|(at, _)| *at != chance.field_box).map(|(_, other)| &other.rect);
    if others.into_iter().any(|other| other.inset(1.0).overlaps(&gap)) {
        return false;
    }
    // Beside: the nearest line of the row only. Above and below lines may belong together.
    let beside = matches!(chance.side, LabelSide::Left | LabelSide::Right);
    !beside
        || !lines
            .iter()
            .any(|other| other.rect.inset(0.5).overlaps(&gap) && other.rect.height() < line.size * 3.0)
}

/// The room between a field and a line on one of its sides.
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

/// A heading above a field is seldom its label.
fn weigh_headings(
    chances: &mut [LabelCandidate],
    lines: &[PrintedLine],
    spots: &[FieldBox],
    looks: &HeadingStyle,
) {
    for chance in
        chances.iter_mut().filter(|chance| matches!(chance.side, LabelSide::Above | LabelSide::Below))
    {
        let is_text = spots.get(chance.field_box).is_some_and(|spot| !spot.is_button);
        if is_text && lines.get(chance.line).is_some_and(|line| looks.is_heading(line)) {
            chance.cost += UNUSUAL_SIDE_COST;
        }
    }
}

/// Makes the sides that are unusual on the page dearer, for fields that are no boxes.
fn weigh_by_page(chances: &mut [LabelCandidate], spots: &[FieldBox]) {
    let is_text = |chance: &LabelCandidate| spots.get(chance.field_box).is_some_and(|spot| !spot.is_button);
    let mut best: Vec<Option<LabelCandidate>> = vec![None; spots.len()];
    for chance in chances.iter().filter(|chance| is_text(chance)) {
        let Some(best) = best.get_mut(chance.field_box) else { continue };
        if best.is_none_or(|best| chance.cost < best.cost) {
            *best = Some(*chance);
        }
    }
    let count = |side| best.iter().flatten().filter(|chance| chance.side == side).count();
    let usual = [LabelSide::Left, LabelSide::Above, LabelSide::Below]
        .into_iter()
        .max_by_key(|side| (count(*side), *side == LabelSide::Left));
    let Some(usual) = usual.filter(|side| count(*side) * 2 > best.iter().flatten().count()) else { return };
    for chance in chances.iter_mut().filter(|chance| is_text(chance)) {
        if chance.side != usual && chance.side != LabelSide::Inside {
            chance.cost += UNUSUAL_SIDE_COST;
        }
    }
}

/// Words stand to the left of boxes where that gives more boxes of a row a label.
fn weigh_by_row(chances: &mut [LabelCandidate], spots: &[FieldBox]) {
    let near = |spot: &FieldBox, other: &FieldBox| {
        other.is_button && other.rect.y0 < spot.rect.y1 && spot.rect.y0 < other.rect.y1
    };
    let mut served = vec![(false, false); spots.len()];
    for chance in chances.iter().filter(|chance| chance.cost < 30.0) {
        let Some((left, right)) = served.get_mut(chance.field_box) else { continue };
        *left |= chance.side == LabelSide::Left;
        *right |= chance.side == LabelSide::Right;
    }
    let dearer: Vec<bool> = spots
        .iter()
        .map(|spot| {
            let row =
                spots.iter().zip(&served).filter(|(other, _)| near(spot, other)).map(|(_, served)| served);
            let (left, right) =
                row.fold((0, 0), |(l, r), (left, right)| (l + usize::from(*left), r + usize::from(*right)));
            spot.is_button && left > right
        })
        .collect();
    for chance in chances.iter_mut().filter(|chance| chance.side == LabelSide::Right) {
        if dearer.get(chance.field_box).is_some_and(|dearer| *dearer) {
            chance.cost += 3.0 * UNUSUAL_SIDE_COST;
        }
    }
}

/// A label with the lines that belong to it.
fn complete_label(
    chance: LabelCandidate,
    lines: &[PrintedLine],
    spots: &[FieldBox],
    taken: &mut [Option<usize>],
) -> Option<ChosenLabel> {
    let first = lines.get(chance.line)?;
    let mut own = vec![chance.line];
    let (upwards, downwards) = match chance.side {
        LabelSide::Above => (true, false),
        LabelSide::Below | LabelSide::Right | LabelSide::Inside => (false, true),
        LabelSide::Left => (true, true),
    };
    for (wanted, up) in [(upwards, true), (downwards, false)] {
        let mut edge = first;
        while wanted && own.len() < MOST_LINES {
            let next = lines.iter().enumerate().find(|(at, other)| {
                let free = taken.get(*at).is_some_and(Option::is_none);
                free && follows(edge, other, up) && !is_beside_other_field(chance, other, spots)
            });
            let Some((at, line)) = next else { break };
            taken.get_mut(at).into_iter().for_each(|taken| *taken = Some(chance.field_box));
            own.push(at);
            edge = line;
        }
    }
    own.sort_unstable();
    let text = own.iter().filter_map(|at| lines.get(*at)).map(|line| line.text.as_str()).collect::<Vec<_>>();
    Some(ChosenLabel { text: text.join(" "), side: chance.side, line: chance.line, lines: own })
}

/// Whether `other` goes on where `edge` ends: above it where `up`, else below.
pub(super) fn follows(edge: &PrintedLine, other: &PrintedLine, up: bool) -> bool {
    let step = if up { other.rect.y0 - edge.rect.y0 } else { edge.rect.y0 - other.rect.y0 };
    let aligned = (edge.rect.x0 - other.rect.x0).abs() < 2.5
        || (f64::midpoint(edge.rect.x0, edge.rect.x1) - f64::midpoint(other.rect.x0, other.rect.x1)).abs()
            < 2.5
        || (edge.rect.x1 - other.rect.x1).abs() < 1.5;
    let alike = (edge.size - other.size).abs() < edge.size * 0.08 && edge.bold == other.bold;
    step > edge.size * 0.5 && step < edge.size * 1.45 && aligned && alike
}

/// Whether a line stands in the row of a field that is not the one of the chance.
fn is_beside_other_field(chance: LabelCandidate, line: &PrintedLine, spots: &[FieldBox]) -> bool {
    let middle = f64::midpoint(line.rect.y0, line.rect.y1);
    spots.iter().enumerate().any(|(at, other)| {
        let in_row = other.rect.y0 < middle && middle < other.rect.y1;
        at != chance.field_box
            && in_row
            && (other.rect.x0 - line.rect.x1).abs().min((line.rect.x0 - other.rect.x1).abs()) < 60.0
    })
}

/// The other words of its row, to the left over other fields, and of its column, above it but below the heading, whose
/// height is `top`.
fn surrounding_text(
    spot: &FieldBox,
    own: Option<&ChosenLabel>,
    top: f64,
    lines: &[PrintedLine],
) -> Vec<String> {
    let field = &spot.rect;
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
    // Where the label stands above, what is farther up speaks of another field.
    let heads_column = own.is_none_or(|own| own.side == LabelSide::Left);
    let column = others().filter(|line| heads_column && in_column(line));
    let column = column.min_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    [row, column].into_iter().flatten().map(|line| line.text.clone()).collect()
}
