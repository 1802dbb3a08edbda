//! Validation of signatures in the order of EN 319 102-1: format, certificate, value, path, time, status, algorithms;
//! then whether they are qualified. Everything is handed in, the time too.
//!
//! What a [`Verdict`] shows was verified: without a path to an anchor there is a *claimed* signer and time, and no other.

mod algorithm_constraints;
mod evidence;
mod judge;
mod observation;
mod qualification;
mod stamp;
mod status;
mod validation_data;
mod validator;
mod verdict;

pub use observation::{Cause, Observation};
pub use qualification::Qualification;
pub use stamp::StampVerdict;
pub use validation_data::ValidationData;
pub use validator::Validator;
pub use verdict::{Indication, Integrity, SubIndication, Verdict};
