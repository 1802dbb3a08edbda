use std::collections::BTreeMap;

/// Which namespace each prefix has, as elements open and close. A question costs the logarithm of the prefixes, however
/// many elements declare them.
#[derive(Default)]
pub(super) struct Scope<T> {
    bound: BTreeMap<Box<str>, Vec<T>>,
    /// The prefixes in the order in which they were bound.
    order: Vec<Box<str>>,
}

impl<T> Scope<T> {
    pub(super) fn new() -> Self {
        Self { bound: BTreeMap::new(), order: Vec::new() }
    }

    pub(super) fn get(&self, prefix: &str) -> Option<&T> {
        self.bound.get(prefix)?.last()
    }

    pub(super) fn bind(&mut self, prefix: &str, namespace: T) {
        self.bound.entry(prefix.into()).or_default().push(namespace);
        self.order.push(prefix.into());
    }

    /// How many bindings there are, to come back to.
    pub(super) fn mark(&self) -> usize {
        self.order.len()
    }

    /// Undoes the bindings since `mark`.
    pub(super) fn back_to(&mut self, mark: usize) {
        for prefix in self.order.drain(mark.min(self.order.len())..) {
            self.bound.entry(prefix).or_default().pop();
        }
    }
}
