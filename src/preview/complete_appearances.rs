//! Completes appearances: fields that have a value and no appearance, which viewers draw each in its own way, are
//! drawn by our filler first, in memory.

use crate::pdf::{Field, FieldKind, FieldValue, FillOptions, FillValue, Filler, Pdf, Template};

/// A document whose fields show their values, as far as possible.
pub(super) struct CompletedAppearances {
    pub(super) pdf: Pdf,
    /// The number of fields that still have a value and no appearance.
    pub(super) without_appearance: usize,
}

/// The document itself where no field lacks an appearance, or where our filler cannot write it.
pub(super) fn complete_appearances(pdf: &Pdf) -> CompletedAppearances {
    let asks = pdf.features().need_appearances || pdf.fields().iter().any(lacks_appearance);
    let drawn = asks.then(|| fill_missing_appearances(pdf)).flatten();
    let pdf = drawn.unwrap_or_else(|| pdf.clone());
    let unseen = pdf.fields().iter().filter(|field| lacks_appearance(field)).count();
    CompletedAppearances { pdf, without_appearance: unseen }
}

fn fill_missing_appearances(pdf: &Pdf) -> Option<Pdf> {
    let template = Template::of(pdf.clone()).ok()?;
    let mut values: Vec<(&str, FillValue)> =
        pdf.fields().iter().filter(|field| lacks_appearance(field)).filter_map(own_value).collect();
    loop {
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
        let filled = Filler::with_options(&template, &names, FillOptions::PERMISSIVE)
            .and_then(|filler| filler.fill(&values));
        let problems = match filled {
            Ok(filled) => return pdf.parse_derived(filled.into_bytes()).ok(),
            Err(problems) => problems,
        };
        // A value that cannot be drawn is left out and counted; each round has fewer.
        let before = values.len();
        values.retain(|(name, _)| !problems.iter().any(|problem| problem.field() == Some(*name)));
        if values.len() == before {
            return None;
        }
    }
}

fn own_value(field: &Field) -> Option<(&str, FillValue)> {
    let value = match field.value()? {
        FieldValue::Text(text) => FillValue::Text(text.clone()),
        FieldValue::Choices(all) => FillValue::Choices(all.clone()),
        _ => return None,
    };
    Some((field.name(), value))
}

/// Whether the field has a value and no appearance.
fn lacks_appearance(field: &Field) -> bool {
    let is_text = matches!(field.kind(), FieldKind::Text | FieldKind::Combo | FieldKind::List);
    let has_value = is_text && field.value().is_some_and(|value| !value.is_blank());
    has_value && field.widgets().iter().any(|widget| widget.is_visible() && !widget.has_appearance())
}
