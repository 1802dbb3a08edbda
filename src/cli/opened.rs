//! A file that a person named, opened: it stays on the disk until somebody asks for all of it.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::Failure;
use super::files;
use crate::asic::{Archive, Limits};
use crate::data::Body;
use crate::diag::Report;
use crate::pipeline::Nature;

pub(super) struct Opened {
    pub(super) name: Arc<str>,
    pub(super) nature: Nature,
    path: PathBuf,
    content: Content,
}

enum Content {
    Bytes(Vec<u8>),
    /// What can be read here and there, so not a pipe.
    File(File),
}

impl Opened {
    pub(super) fn at(path: &Path) -> Result<Self, Failure> {
        let name = files::shown(path);
        if files::is_stdin(path) {
            let bytes = files::read_or_stdin(path)?;
            let nature = Nature::of(&bytes, &name);
            return Ok(Self { name, nature, path: path.to_owned(), content: Content::Bytes(bytes) });
        }
        let unreadable = |error| files::unreadable(path, &error);
        let mut file = File::open(path).map_err(unreadable)?;
        let mut head = Vec::new();
        (&file).take(Nature::HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
        let nature = Nature::of(&head, &name);
        let content = if file.rewind().is_ok() {
            Content::File(file)
        } else {
            Content::Bytes(files::read_on(path, &file, head)?)
        };
        Ok(Self { name, nature, path: path.to_owned(), content })
    }

    /// All of it.
    pub(super) fn bytes(&self) -> Result<Cow<'_, [u8]>, Failure> {
        match &self.content {
            Content::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::File(file) => {
                let mut file = file;
                file.seek(SeekFrom::Start(0)).map_err(|error| files::unreadable(&self.path, &error))?;
                files::read_on(&self.path, file, Vec::new()).map(Cow::Owned)
            }
        }
    }

    /// As data, which are read as they come.
    pub(super) fn body(&self) -> Result<Body, Failure> {
        Ok(match &self.content {
            Content::Bytes(bytes) => Body::Bytes(bytes.clone()),
            Content::File(file) => {
                Body::File(file.try_clone().map_err(|error| files::unreadable(&self.path, &error))?)
            }
        })
    }

    /// As a container; the report says why it cannot be read as one.
    pub(super) fn archive(&self, limits: &Limits) -> Result<Result<Archive<'_>, Report>, Failure> {
        let name = Arc::clone(&self.name);
        match &self.content {
            Content::Bytes(bytes) => Ok(Archive::read(bytes, name, limits)),
            Content::File(file) => {
                Archive::open(file, name, limits).map_err(|error| files::unreadable(&self.path, &error))
            }
        }
    }
}
