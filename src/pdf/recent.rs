//! A few things that were used last.

use std::collections::VecDeque;

/// So many are kept.
const KEPT: usize = 8;
/// After so many questions it is known whether things come again.
const TRIAL: u32 = 64;
/// One answer in so many makes it worth while.
const WORTH: u32 = 16;

/// The things that were used last, for questions that are asked again and again. Where they hardly ever come again
/// (each record has another name), only some are kept, to see whether that changes.
#[derive(Debug)]
pub(crate) struct Recent<T> {
    things: VecDeque<T>,
    asked: u32,
    found: u32,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self { things: VecDeque::new(), asked: 0, found: 0 }
    }
}

impl<T> Recent<T> {
    /// The thing asked for, which counts as used now.
    pub(crate) fn find(&mut self, is: impl FnMut(&T) -> bool) -> Option<&T> {
        self.asked = self.asked.saturating_add(1);
        let at = self.things.iter().position(is)?;
        self.found = self.found.saturating_add(1);
        if at > 0 {
            let found = self.things.remove(at)?;
            self.things.push_front(found);
        }
        self.things.front()
    }

    /// Whether it is worth while to keep what was not found just now.
    pub(crate) fn wants(&self) -> bool {
        self.asked < TRIAL || self.found >= self.asked / WORTH || self.asked.is_multiple_of(WORTH)
    }

    /// Keeps a thing; the one that was not used for longest goes.
    pub(crate) fn keep(&mut self, new: T) {
        self.things.truncate(KEPT - 1);
        self.things.push_front(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_stays() {
        let mut recent = Recent::default();
        recent.keep(0);
        for n in 1..100 {
            assert_eq!(recent.find(|kept| *kept == 0), Some(&0));
            recent.keep(n);
        }
        assert!(recent.wants());
        assert_eq!(recent.find(|kept| *kept == 99), Some(&99));
        assert_eq!(recent.find(|kept| *kept == 50), None);
    }

    #[test]
    fn what_never_comes_again_is_hardly_kept() {
        let mut recent = Recent::default();
        let mut kept = 0;
        for n in 0..1_000 {
            assert_eq!(recent.find(|known| *known == n), None);
            if recent.wants() {
                recent.keep(n);
                kept += 1;
            }
        }
        assert!((64..150).contains(&kept), "{kept}");
    }
}
