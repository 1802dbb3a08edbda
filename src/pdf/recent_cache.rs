//! A few things that were used last.

use std::collections::VecDeque;

/// So many are kept.
const CAPACITY: usize = 8;
/// After so many questions it is known whether things come again.
const TRIAL_LOOKUPS: u32 = 64;
/// One answer in so many makes it worth while.
const LEAST_HIT_RATIO: u32 = 16;

/// The things that were used last, for questions that are asked again and again. Where they hardly ever come again
/// (each record has another name), only some are kept, to see whether that changes.
#[derive(Debug)]
pub(crate) struct RecentCache<T> {
    entries: VecDeque<T>,
    lookups: u32,
    hits: u32,
}

impl<T> Default for RecentCache<T> {
    fn default() -> Self {
        Self { entries: VecDeque::new(), lookups: 0, hits: 0 }
    }
}

impl<T> RecentCache<T> {
    /// The thing asked for, which counts as used now.
    pub(crate) fn find(&mut self, is: impl FnMut(&T) -> bool) -> Option<&T> {
        self.lookups = self.lookups.saturating_add(1);
        let at = self.entries.iter().position(is)?;
        self.hits = self.hits.saturating_add(1);
        if at > 0 {
            let found = self.entries.remove(at)?;
            self.entries.push_front(found);
        }
        self.entries.front()
    }

    /// Whether it is worth while to keep what was not found just now.
    pub(crate) fn should_store(&self) -> bool {
        self.lookups < TRIAL_LOOKUPS
            || self.hits >= self.lookups / LEAST_HIT_RATIO
            || self.lookups.is_multiple_of(LEAST_HIT_RATIO)
    }

    /// Keeps a thing; the one that was not used for longest goes.
    pub(crate) fn insert(&mut self, new: T) {
        self.entries.truncate(CAPACITY - 1);
        self.entries.push_front(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_stays() {
        let mut recent = RecentCache::default();
        recent.insert(0);
        for n in 1..100 {
            assert_eq!(recent.find(|kept| *kept == 0), Some(&0));
            recent.insert(n);
        }
        assert!(recent.should_store());
        assert_eq!(recent.find(|kept| *kept == 99), Some(&99));
        assert_eq!(recent.find(|kept| *kept == 50), None);
    }

    #[test]
    fn what_never_comes_again_is_hardly_kept() {
        let mut recent = RecentCache::default();
        let mut kept = 0;
        for n in 0..1_000 {
            assert_eq!(recent.find(|known| *known == n), None);
            if recent.should_store() {
                recent.insert(n);
                kept += 1;
            }
        }
        assert!((64..150).contains(&kept), "{kept}");
    }
}
