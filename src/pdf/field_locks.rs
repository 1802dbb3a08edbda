//! Field locks: the fields that signatures forbid to change (ISO 32000-2, 12.8.2.2 DocMDP, 12.8.2.4 FieldMDP,
//! 12.7.5.5 signature field lock dictionaries).

use lopdf::Document;

use super::field::Field;
use super::objects::{Dict, LocatedDict};
use super::text_string;

/// The locked fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FieldLocks(Vec<FieldLock>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum FieldLock {
    All,
    Include(Vec<String>),
    Exclude(Vec<String>),
}

impl FieldLocks {
    /// The locks of all signatures of a document.
    pub(crate) fn of(doc: &Document, fields: &[Field]) -> Self {
        let mut locks = Vec::new();
        for path in fields.iter().filter(|field| field.is_signed()).flat_map(|field| &field.paths) {
            let Some(field) = LocatedDict::indirect(doc, path.id) else { continue };
            locks.extend(field.dict.dict(b"Lock").and_then(|lock| FieldLock::of(&lock)));
            let Some(signature) = field.dict.dict(b"V") else { continue };
            for reference in signature.dicts(b"Reference") {
                if reference.has_name(b"TransformMethod", b"FieldMDP") {
                    locks.extend(reference.dict(b"TransformParams").and_then(|lock| FieldLock::of(&lock)));
                }
            }
        }
        Self(locks)
    }

    /// Whether a field may not be changed.
    pub(crate) fn is_locked(&self, name: &str) -> bool {
        // A name includes all fields below it.
        let under = |names: &[String]| {
            names.iter().any(|n| {
                name.strip_prefix(n.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        };
        self.0.iter().any(|lock| match lock {
            FieldLock::All => true,
            FieldLock::Include(names) => under(names),
            FieldLock::Exclude(names) => !under(names),
        })
    }
}

impl FieldLock {
    fn of(lock: &Dict<'_>) -> Option<Self> {
        // PDF 2.0: a lock with P 1 allows no further changes at all.
        if lock.integer(b"P") == Some(1) {
            return Some(Self::All);
        }
        let names = || -> Vec<String> {
            let names = lock.array(b"Fields").unwrap_or_default().iter();
            names.filter_map(|name| name.as_str().ok().map(text_string::decode)).collect()
        };
        match lock.name(b"Action")? {
            b"All" => Some(Self::All),
            b"Include" => Some(Self::Include(names())),
            b"Exclude" => Some(Self::Exclude(names())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_locks_what_is_below_it() {
        let locks = FieldLocks(vec![FieldLock::Include(vec!["a.b".into()])]);
        assert!(locks.is_locked("a.b") && locks.is_locked("a.b.c"));
        assert!(!locks.is_locked("a.bc") && !locks.is_locked("a"));
        let locks = FieldLocks(vec![FieldLock::Exclude(vec!["a".into()])]);
        assert!(locks.is_locked("b") && !locks.is_locked("a.x"));
    }
}
