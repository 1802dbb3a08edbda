//! Metrics and text of a font's codes, computed when a code is first shown.

use std::cell::OnceCell;

/// One value for each code of one byte, computed once: a page shows few of a font's codes.
#[derive(Debug)]
pub(super) struct CodeCache<T>(OnceCell<Box<[OnceCell<T>]>>);

impl<T> CodeCache<T> {
    /// An empty cache.
    pub(super) fn new() -> Self {
        Self(OnceCell::new())
    }

    /// The value of a code; `find` computes it the first time.
    pub(super) fn get_or_find(&self, code: u8, find: impl FnOnce() -> T) -> Option<&T> {
        let all = self.0.get_or_init(|| (0..=u8::MAX).map(|_| OnceCell::new()).collect());
        Some(all.get(usize::from(code))?.get_or_init(find))
    }
}
