//! Compares the printed texts of two versions, paragraph by paragraph: line breaks do not matter.

use super::TextChange;
use crate::pdf::page_text::{DocumentText, PageText};

/// Paragraphs that share this fraction of their words are one paragraph, changed.
const LEAST_SIMILARITY: f64 = 0.5;
/// Of more paragraphs that differ, none are compared: the work grows with their product.
const MOST_COMPARED: usize = 500;

struct PageParagraph {
    page: usize,
    text: String,
}

pub(super) fn changes(old: &DocumentText, new: &DocumentText) -> Vec<TextChange> {
    let (mut removed, mut added) = (paragraphs_of(old), paragraphs_of(new));
    // Paragraphs that both have, equally often, did not change.
    removed.retain(|text| {
        let same = added.iter().position(|other| other.text == text.text);
        same.map(|at| added.remove(at)).is_none()
    });
    let mut changes = Vec::new();
    if removed.len() <= MOST_COMPARED && added.len() <= MOST_COMPARED {
        removed.retain(|text| {
            let likest = added
                .iter()
                .enumerate()
                .map(|(at, other)| (at, similarity(&text.text, &other.text)))
                .filter(|(_, alike)| *alike >= LEAST_SIMILARITY)
                .max_by(|a, b| a.1.total_cmp(&b.1));
            let Some((at, _)) = likest else { return true };
            let other = added.remove(at);
            changes.push(TextChange { page: other.page, was: Some(text.text.clone()), is: Some(other.text) });
            false
        });
    }
    changes.extend(removed.into_iter().map(|text| TextChange {
        page: text.page,
        was: Some(text.text),
        is: None,
    }));
    changes.extend(added.into_iter().map(|text| TextChange {
        page: text.page,
        was: None,
        is: Some(text.text),
    }));
    changes.sort_by_key(|change| change.page);
    changes
}

fn paragraphs_of(printed: &DocumentText) -> Vec<PageParagraph> {
    let pages = printed.pages().iter().enumerate();
    let paragraphs = pages.flat_map(|(page, texts)| {
        PageText::paragraphs(texts).into_iter().map(move |paragraph| (page, paragraph))
    });
    let texts = paragraphs.map(|(page, paragraph)| PageParagraph {
        page,
        text: paragraph.text().split_whitespace().collect::<Vec<_>>().join(" "),
    });
    texts.filter(|text| text.text.chars().any(char::is_alphanumeric)).collect()
}

/// The fraction of their words that two texts share, from 0 to 1.
fn similarity(a: &str, b: &str) -> f64 {
    let mut left: Vec<&str> = b.split(' ').collect();
    let (own, others) = (a.split(' ').count(), left.len());
    let common = a
        .split(' ')
        .filter(|word| left.iter().position(|other| other == word).map(|at| left.swap_remove(at)).is_some())
        .count();
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    2.0 * count(common) / count(own + others)
}
