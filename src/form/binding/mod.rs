//! The binding of a definition to one PDF: which field of the PDF each key is written into.
//!
//! A `binding.toml` names the PDF by its SHA-256, so that an edition nobody has looked at is never filled by guess.
//! [`Bound`] is a form, a binding and a template that fit each other.

mod bound;
mod check;
mod fit;
mod reading;
mod writing;

pub use bound::{Bound, Target};
pub use reading::Binding;

#[cfg(test)]
mod tests;
