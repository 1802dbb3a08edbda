//! One file a command.

pub(super) mod build;
pub(super) mod check;
pub(super) mod completions;
pub(super) mod explain;
pub(super) mod export;
pub(super) mod extract;
pub(super) mod fill;
pub(super) mod form;
pub(super) mod inspect;
pub(super) mod man;
pub(super) mod merge;
pub(super) mod pack;
#[cfg(feature = "preview")]
pub(super) mod preview;
pub(super) mod scan_check;
pub(super) mod status;
pub(super) mod trust;
