//! Containers of ETSI EN 319 162-1: ASiC-E (EDOC) written so that every reader accepts it, and ASiC-E and ASiC-S read
//! more strictly than any reader does.
//!
//! - In: a document, its name and its media type. Out of [`ContainerBuilder`]: a [`Container`], or an
//!   [`UnsignedContainer`] whose bytes go round a document that is not copied.
//! - In: bytes or a file, and [`Limits`]. Out: an [`Archive`]; of that, [`check`] makes a
//!   [`Report`](crate::diag::Report), and [`reader_support`] of the report which programs open it.
//!
//! The modules stand in the order in which a container is written and read: how it is written; the bytes of a ZIP
//! archive; its entries; the files of `META-INF`; and on top of them the archive and its rules.

// Written: profile, content, container.
mod builder;
mod container;
mod container_profile;
mod entry_content;
mod unsigned_container;
mod zip_writer;

// The bytes of an archive: end record, central directory, local headers, data.
mod byte_source;
mod central_directory;
mod end_record;
mod inflate;
mod layout;
mod limits;
mod little_endian;
mod local_header;

// Its entries, by what they are in a container.
mod archive_reader;
mod entry;
mod entry_role;
mod entry_table;

// The files that describe the container: `mimetype`, manifests, signatures.
mod asic_manifest;
mod container_kind;
mod data_object_reference;
mod hashcodes;
mod manifest;
mod mimetype;
mod recognize;
mod signature;
mod signature_form;
mod signature_reader;
mod uri_and_base64;
mod xades;
mod xades_fault;

// The container as a whole, and the findings about it.
mod archive;
mod check;
mod digest_cache;
mod error;
mod reader_support;
mod sanitized;

pub use archive::Archive;
pub use builder::{ContainerBuilder, ContainerDraft};
pub use check::check;
pub use container::{ContainedDocument, Container, ContainerEntry};
pub use container_kind::ContainerKind;
pub use container_profile::ContainerProfile;
pub use data_object_reference::DataObjectReference;
pub use entry::ArchiveEntry;
pub(crate) use entry::CompressionMethod;
pub use entry_content::{EntryContent, SharedPrefix};
pub use error::AsicError;
pub use limits::Limits;
pub use reader_support::{ReaderProgram, ReaderSupport, reader_support};
pub(crate) use sanitized::sanitized;
pub use signature::{Signature, SignatureFile};
pub use signature_form::SignatureForm;
pub use unsigned_container::UnsignedContainer;
