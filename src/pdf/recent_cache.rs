//! A small bounded cache, which stops storing where hits are rare.

use std::collections::VecDeque;

/// The most entries.
const CAPACITY: usize = 8;
/// After this many lookups the ratio of hits counts.
const TRIAL_LOOKUPS: u32 = 64;
/// One hit in this many lookups makes storing worth its cost.
const LEAST_HIT_RATIO: u32 = 16;

/// The entries that were used last. Where hits are rare (each record has another name), only a few new values are
/// stored, to notice when that changes.
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
    /// The entry for which `is` holds; it becomes the one used last.
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

    /// Whether a value that was not found should be stored.
    pub(crate) fn should_store(&self) -> bool {
        self.lookups < TRIAL_LOOKUPS
            || self.hits >= self.lookups / LEAST_HIT_RATIO
            || self.lookups.is_multiple_of(LEAST_HIT_RATIO)
    }

    /// Stores an entry; the least recently used one is dropped.
    pub(crate) fn insert(&mut self, new: T) {
        self.entries.truncate(CAPACITY - 1);
        self.entries.push_front(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn used_entries_are_kept() {
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
    fn where_hits_are_rare_little_is_stored() {
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
