//! The binding of a definition to one PDF: which field of the PDF each key is written into.
//!
//! A `binding.toml` names the PDF by its SHA-256, so that an edition nobody has looked at is never filled by guess.
//! [`BoundForm`] is a form, a binding and a template that fit each other.

mod binding_file;
mod bound_form;
mod field_target;
mod field_values;
mod resolve;
mod template_faults;

pub use binding_file::Binding;
pub(crate) use bound_form::BoundForm;
pub(crate) use field_target::FieldTarget;

#[cfg(test)]
mod tests;
