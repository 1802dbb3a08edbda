//! Turns completed data into packages that a person can sign.
//!
//! ```text
//! bytes ──data──▶ Record ──form + rules──▶ Application ──pdf──▶ Filled ──asic──▶ Wrapped ──output──▶ files
//!                                                       └────── pipeline::Press ──────┘
//! ```
//!
//! From `Application` on, each arrow is a type that only the step before it can make. Everything that is wrong with the data of a
//! person is collected as [`diag::Finding`]s; what is wrong with the machine or with us is an error of its
//! own module.

pub mod asic;
pub mod batch;
pub mod cli;
pub mod data;
pub mod diag;
pub mod draft;
pub mod dsig;
pub mod form;
pub mod lint;
pub mod output;
pub mod pdf;
pub mod pipeline;
pub mod pki;
#[cfg(feature = "preview")]
pub mod preview;
pub mod rules;
pub mod scan;
pub mod schema;
pub mod trust;
pub mod validate;
pub mod values;
mod xml;

/// The README's examples are tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
