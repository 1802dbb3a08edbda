//! Printed text of two editions, paragraph by paragraph: where a line breaks does not matter.

use super::TextChange;
use crate::pdf::printed::{Printed, PrintedPage};

/// Paragraphs that share this much of their words are the same one, changed.
const SAME: f64 = 0.5;
/// Of more paragraphs that differ, none are held against each other: the work grows with their product.
const MOST: usize = 500;

struct Text {
    page: usize,
    said: String,
}

pub(super) fn changes(old: &Printed, new: &Printed) -> Vec<TextChange> {
    let (mut gone, mut fresh) = (texts(old), texts(new));
    // What stands in both, as often as it does, is no change.
    gone.retain(|text| {
        let same = fresh.iter().position(|other| other.said == text.said);
        same.map(|at| fresh.remove(at)).is_none()
    });
    let mut changes = Vec::new();
    if gone.len() <= MOST && fresh.len() <= MOST {
        gone.retain(|text| {
            let likest = fresh
                .iter()
                .enumerate()
                .map(|(at, other)| (at, likeness(&text.said, &other.said)))
                .filter(|(_, alike)| *alike >= SAME)
                .max_by(|a, b| a.1.total_cmp(&b.1));
            let Some((at, _)) = likest else { return true };
            let other = fresh.remove(at);
            changes.push(TextChange { page: other.page, was: Some(text.said.clone()), is: Some(other.said) });
            false
        });
    }
    changes.extend(gone.into_iter().map(|text| TextChange {
        page: text.page,
        was: Some(text.said),
        is: None,
    }));
    changes.extend(fresh.into_iter().map(|text| TextChange {
        page: text.page,
        was: None,
        is: Some(text.said),
    }));
    changes.sort_by_key(|change| change.page);
    changes
}

fn texts(printed: &Printed) -> Vec<Text> {
    let pages = printed.pages().iter().enumerate();
    let paragraphs = pages.flat_map(|(page, texts)| {
        PrintedPage::paragraphs(texts).into_iter().map(move |paragraph| (page, paragraph))
    });
    let said = paragraphs.map(|(page, paragraph)| Text {
        page,
        said: paragraph.text().split_whitespace().collect::<Vec<_>>().join(" "),
    });
    said.filter(|text| text.said.chars().any(char::is_alphanumeric)).collect()
}

/// From 0 to 1: how many of their words two texts share.
fn likeness(a: &str, b: &str) -> f64 {
    let mut left: Vec<&str> = b.split(' ').collect();
    let (own, others) = (a.split(' ').count(), left.len());
    let common = a
        .split(' ')
        .filter(|word| left.iter().position(|other| other == word).map(|at| left.swap_remove(at)).is_some())
        .count();
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    2.0 * count(common) / count(own + others)
}
