//! Containers: ASiC-E (EDOC) written so that every reader accepts it, and read more strictly than any does.
//!
//! [`ContainerBuilder`] packs one document, unsigned. [`Archive`] reads a container that somebody made, within
//! stated [`Limits`], and [`check`] says all that is wrong with it.

mod archive;
mod asic_manifest;
mod builder;
mod check;
mod container;
mod content;
mod digests;
mod directory;
mod end_record;
mod error;
mod fields;
mod inflate;
mod kind;
mod layout;
mod limits;
mod local_header;
mod manifest;
mod mimetype;
mod names;
mod profile;
mod programs;
mod reader;
mod reference;
mod shown;
mod signature;
mod source;
mod wrapped;
mod xades;
mod xml;
mod xml_tree;
mod zip_writer;

pub use archive::{Archive, ArchiveEntry, Method};
pub use builder::{ContainerBuilder, ContainerDraft};
pub use check::check;
pub use container::{ContainedDocument, Container, ContainerEntry};
pub use content::{Content, Prefix};
pub use error::AsicError;
pub use kind::Kind;
pub use limits::Limits;
pub use profile::Profile;
pub use programs::{Opens, Program, opens};
pub use shown::shown;
pub use signature::{Reference, Signature, SignatureFile, SignatureForm};
pub use wrapped::Wrapped;
