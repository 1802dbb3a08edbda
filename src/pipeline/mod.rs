//! The order of the steps: from a person's file to a finished package, and from a finished file back to what it
//! says. No other module knows it.

mod nature;

pub use nature::Nature;
