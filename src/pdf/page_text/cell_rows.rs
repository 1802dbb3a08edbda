//! Rows of boxes that take one character each: one entry for a person, many fields in the PDF.

use super::FieldBox;
use crate::pdf::field::{Field, FieldKind};

/// The least number of boxes in a row whose `MaxLen` is 1.
const LEAST_DECLARED_CELLS: usize = 3;
/// The least number of boxes in a row that only have the shape.
const LEAST_LIKELY_CELLS: usize = 6;

/// The same boxes, with each row of character boxes as one.
pub(super) fn join_cell_rows(field_boxes: &[FieldBox], fields: &[Field]) -> Vec<FieldBox> {
    let mut order: Vec<&FieldBox> = field_boxes.iter().collect();
    order.sort_by(|a, b| {
        let row = |field_box: &FieldBox| (field_box.rect.y0 / 3.0).round();
        row(b).total_cmp(&row(a)).then(a.rect.x0.total_cmp(&b.rect.x0))
    });
    let mut joined: Vec<FieldBox> = Vec::with_capacity(field_boxes.len());
    let mut row: Vec<&FieldBox> = Vec::new();
    for field_box in order {
        let goes_on = row.last().is_some_and(|last| is_next(last, field_box, fields));
        if !goes_on {
            joined.extend(finish_row(&row, fields));
            row.clear();
        }
        row.push(field_box);
    }
    joined.extend(finish_row(&row, fields));
    joined
}

fn finish_row(row: &[&FieldBox], fields: &[Field]) -> Vec<FieldBox> {
    let says_so = row
        .iter()
        .all(|field_box| fields.get(field_box.field).is_some_and(|field| field.max_len() == Some(1)));
    let least = if says_so { LEAST_DECLARED_CELLS } else { LEAST_LIKELY_CELLS };
    match row.first() {
        Some(first) if row.len() >= least => {
            let rect =
                row.iter().map(|field_box| field_box.rect).reduce(|a, b| a.union(&b)).unwrap_or(first.rect);
            vec![FieldBox {
                cells: row.iter().map(|field_box| field_box.field).collect(),
                rect,
                ..(*first).clone()
            }]
        }
        _ => row.iter().map(|field_box| (*field_box).clone()).collect(),
    }
}

/// Whether a box is right of the last one and of the same size. A dash may be printed between them.
fn is_next(last: &FieldBox, field_box: &FieldBox, fields: &[Field]) -> bool {
    let (a, b) = (&last.rect, &field_box.rect);
    let gap = b.x0 - a.x1;
    let alike = (a.width() - b.width()).abs() < a.width() * 0.2
        && (a.y0 - b.y0).abs() < 1.5
        && (a.y1 - b.y1).abs() < 1.5;
    alike && gap > -1.5 && gap < a.width() * 1.6 && is_cell(last, fields) && is_cell(field_box, fields)
}

fn is_cell(field_box: &FieldBox, fields: &[Field]) -> bool {
    fields.get(field_box.field).is_some_and(|field| {
        let small = field_box.rect.width() < field_box.rect.height() * 1.3 && field_box.rect.width() < 26.0;
        let one = field.max_len() == Some(1);
        field.kind() == FieldKind::Text
            && field.widgets().len() == 1
            && !field.is_multiline()
            && (one || (small && field.max_len().is_none()))
    })
}
