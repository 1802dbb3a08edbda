//! Fields that have a value and leave the drawing of it to viewers: drawn by our own filler first, in memory.

use crate::pdf::{Field, FieldKind, Filler, Pdf, Permits, Template};

/// A document in which every field shows its value, as far as that could be done.
pub(super) struct Looks {
    pub(super) pdf: Pdf,
    /// How many fields still have a value that nothing shows.
    pub(super) unseen: usize,
}

/// The document itself where nothing is left to viewers, or where our filler cannot write it.
pub(super) fn completed(pdf: &Pdf) -> Looks {
    let drawn = pdf.traits().need_appearances.then(|| drawn(pdf)).flatten();
    let pdf = drawn.unwrap_or_else(|| pdf.clone());
    let unseen = pdf.fields().iter().filter(|field| is_unseen(field)).count();
    Looks { pdf, unseen }
}

fn drawn(pdf: &Pdf) -> Option<Pdf> {
    let template = Template::of(pdf.clone()).ok()?;
    let filled = Filler::with(&template, &[], Permits::BY_NAME).ok()?.fill(&[]).ok()?;
    pdf.edition(filled.into_bytes()).ok()
}

fn is_unseen(field: &Field) -> bool {
    let has_value = matches!(field.kind(), FieldKind::Text | FieldKind::Combo | FieldKind::List)
        && field.value().is_some_and(|value| !value.is_blank());
    has_value && field.widgets().iter().filter(|widget| widget.is_visible()).any(|widget| !widget.has_appearance())
}
