//! XML that is signed: a bounded tree in which every node has an identity, and its canonical form.
//!
//! What a signature is over is a node, never a name that is looked for a second time: see `Tree::by_id`.

mod canonical;
mod fault;
mod read;
mod scope;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use canonical::Canonicalization;
pub(crate) use fault::TreeFault;
pub(crate) use tree::{NodeId, Tree};
