//! Containers: ASiC-E (EDOC) written so that every reader accepts it, and read more strictly than any does.
//!
//! [`ContainerBuilder`] packs one document, unsigned. [`Archive`] reads a container that somebody made, within
//! stated [`Limits`], and [`check`] says all that is wrong with it.

mod archive;
mod archive_reader;
mod asic_manifest;
mod builder;
mod byte_source;
mod central_directory;
mod check;
mod container;
mod container_kind;
mod container_profile;
mod digest_cache;
mod end_record;
mod entry_content;
mod entry_role;
mod error;
mod inflate;
mod layout;
mod limits;
mod little_endian;
mod local_header;
mod manifest;
mod mimetype;
mod reader_support;
mod sanitized;
mod signature;
mod unsigned_container;
mod uri_and_base64;
mod xades;
mod xml;
mod xml_tree;
mod zip_writer;

pub(crate) use archive::CompressionMethod;
pub use archive::{Archive, ArchiveEntry};
pub use builder::{ContainerBuilder, ContainerDraft};
pub use check::check;
pub use container::{ContainedDocument, Container, ContainerEntry};
pub use container_kind::ContainerKind;
pub use container_profile::ContainerProfile;
pub use entry_content::{EntryContent, SharedPrefix};
pub use error::AsicError;
pub use limits::Limits;
pub use reader_support::{ReaderProgram, ReaderSupport, reader_support};
pub(crate) use sanitized::sanitized;
pub use signature::{DataObjectReference, Signature, SignatureFile, SignatureForm};
pub use unsigned_container::UnsignedContainer;
