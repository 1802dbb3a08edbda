//! Functions and ICC profiles of a document: each is read once, however often it is named, and all together are bounded.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::Object;

use super::function::Function;
use super::icc::IccProfile;
use super::interpreter::address;
use crate::pdf::objects::{ObjectLookup, resolve};

/// The numbers that are kept of all functions and tables together, 8 bytes each.
const MOST_NUMBERS: usize = 6 << 20;

/// What was read, by the address of the object; `None` where it cannot be read, or is beyond the bound. A colour that
/// needs it is uncertain then.
#[derive(Debug, Default)]
pub(super) struct ColorCache {
    functions: BTreeMap<usize, Option<Rc<Function>>>,
    profiles: BTreeMap<(usize, usize), Option<Rc<IccProfile>>>,
    numbers: usize,
}

impl ColorCache {
    /// The function, at this depth of others.
    pub(super) fn function(
        &mut self,
        doc: &dyn ObjectLookup,
        object: &Object,
        depth: usize,
    ) -> Option<Rc<Function>> {
        let object = resolve(doc, object)?;
        let key = address(object);
        if let Some(known) = self.functions.get(&key) {
            return known.clone();
        }
        // One that is in itself is none.
        self.functions.insert(key, None);
        let function = Function::read(doc, object, depth, self).map(Rc::new);
        self.functions.insert(key, function.clone());
        function
    }

    /// The profile of an `ICCBased` space with this number of components.
    pub(super) fn profile(&mut self, object: &Object, components: usize) -> Option<Rc<IccProfile>> {
        let key = (address(object), components);
        if let Some(known) = self.profiles.get(&key) {
            return known.clone();
        }
        let profile = IccProfile::read(object, components);
        let profile = profile.filter(|profile| self.keep(profile.number_count()).is_some()).map(Rc::new);
        self.profiles.insert(key, profile.clone());
        profile
    }

    /// Counts numbers that are going to be kept; `None` where there are too many.
    pub(super) fn keep(&mut self, numbers: usize) -> Option<()> {
        let all = self.numbers.checked_add(numbers).filter(|all| *all <= MOST_NUMBERS)?;
        self.numbers = all;
        Some(())
    }
}
