//! Containers: ASiC-E (EDOC) written so that every reader accepts it, and read more strictly than any does.
//!
//! [`ContainerBuilder`] packs one document, unsigned. [`Archive`] reads a container that somebody made, within
//! stated [`Limits`], and [`check`] says all that is wrong with it.

mod builder;
mod container;
mod content;
mod error;
mod fold;
mod manifest;
mod mimetype;
mod stand_in;
mod zip_writer;

pub use builder::{ContainerBuilder, ContainerDraft};
pub use container::{ContainedDocument, Container, ContainerEntry};
pub use content::{Content, Prefix};
pub use error::AsicError;

use fold::fold;
