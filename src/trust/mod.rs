//! Whom a user trusts: certificates, and trust lists (TS 119 612) whose own signature was verified. Nothing is built in,
//! and nothing is fetched.

mod anchors;
mod criteria;
mod fault;
mod list;
mod lists;
mod service;

pub use anchors::{AnchorRole, Anchors};
pub use fault::ListFault;
pub use list::TrustList;
pub use lists::ListSigners;
pub(crate) use service::{Qualifier, Service, ServiceKind};
