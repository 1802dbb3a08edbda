//! Untrusted XML: read event by event, or as a bounded tree in which every node has an identity and a canonical form.
//!
//! What a signature is over is a node, never a name that is looked for a second time: see `Tree::by_id`.

mod canonical;
mod event_reader;
mod fault;
mod node;
mod read;
mod scope;
#[cfg(test)]
mod tests;
mod tree;
mod well_formed;

pub(crate) use canonical::Canonicalization;
pub(crate) use event_reader::{XmlElement, XmlEvent, XmlReader};
pub(crate) use fault::XmlFault;
pub(crate) use node::XmlNode;
pub(crate) use read::TreeLimits;
pub(crate) use tree::{NodeId, Tree};
