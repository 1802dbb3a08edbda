//! Fields that have a value and no appearance: viewers draw them themselves, each in its own way. Here our own filler
//! draws them first, in memory.

use crate::pdf::{Field, FieldKind, FieldValue, Filler, Pdf, Permits, Template, Value};

/// A document in which every field shows its value, as far as that could be done.
pub(super) struct Looks {
    pub(super) pdf: Pdf,
    /// How many fields still have a value that nothing shows.
    pub(super) unseen: usize,
}

/// The document itself where nothing is left to viewers, or where our filler cannot write it.
pub(super) fn completed(pdf: &Pdf) -> Looks {
    let asks = pdf.traits().need_appearances || pdf.fields().iter().any(is_unseen);
    let drawn = asks.then(|| drawn(pdf)).flatten();
    let pdf = drawn.unwrap_or_else(|| pdf.clone());
    let unseen = pdf.fields().iter().filter(|field| is_unseen(field)).count();
    Looks { pdf, unseen }
}

fn drawn(pdf: &Pdf) -> Option<Pdf> {
    let template = Template::of(pdf.clone()).ok()?;
    let mut values: Vec<(&str, Value)> =
        pdf.fields().iter().filter(|field| is_unseen(field)).filter_map(own_value).collect();
    loop {
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
        let filled =
            Filler::with(&template, &names, Permits::BY_NAME).and_then(|filler| filler.fill(&values));
        let problems = match filled {
            Ok(filled) => return pdf.edition(filled.into_bytes()).ok(),
            Err(problems) => problems,
        };
        // What cannot be drawn is left out, and told; each round has fewer.
        let before = values.len();
        values.retain(|(name, _)| !problems.iter().any(|problem| problem.field() == Some(*name)));
        if values.len() == before {
            return None;
        }
    }
}

fn own_value(field: &Field) -> Option<(&str, Value)> {
    let value = match field.value()? {
        FieldValue::Text(text) => Value::Text(text.clone()),
        FieldValue::Choices(all) => Value::Choices(all.clone()),
        _ => return None,
    };
    Some((field.name(), value))
}

/// Whether the field has a value that nothing in the file shows.
fn is_unseen(field: &Field) -> bool {
    let is_text = matches!(field.kind(), FieldKind::Text | FieldKind::Combo | FieldKind::List);
    let has_value = is_text && field.value().is_some_and(|value| !value.is_blank());
    has_value && field.widgets().iter().any(|widget| widget.is_visible() && !widget.has_appearance())
}
