//! A file that a person named, opened: it stays on the disk until somebody asks for all of it.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::Failure;
use super::files;
use crate::asic::{Archive, Limits};
use crate::data::DataContent;
use crate::diag::Report;
use crate::pipeline::FileKind;
use crate::values::regular_file;

pub(super) struct InputFile {
    pub(super) name: Arc<str>,
    pub(super) kind: FileKind,
    path: PathBuf,
    content: InputContent,
}

enum InputContent {
    Bytes(Vec<u8>),
    /// What can be read here and there, so not a pipe.
    File(File),
}

impl InputFile {
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let name = files::shown(path);
        if files::is_stdin(path) {
            let bytes = files::read_or_stdin(path)?;
            let kind = FileKind::of(&bytes, &name);
            return Ok(Self { name, kind, path: path.to_owned(), content: InputContent::Bytes(bytes) });
        }
        let unreadable = |error| files::unreadable(path, &error);
        let mut file = regular_file::open_or_pipe(path).map_err(unreadable)?;
        let mut head = Vec::new();
        (&file).take(FileKind::HEAD_BYTES as u64).read_to_end(&mut head).map_err(unreadable)?;
        let kind = FileKind::of(&head, &name);
        let content = if file.rewind().is_ok() {
            InputContent::File(file)
        } else {
            InputContent::Bytes(files::read_rest(path, &file, head)?)
        };
        Ok(Self { name, kind, path: path.to_owned(), content })
    }

    /// All of it.
    pub(super) fn bytes(&self) -> Result<Cow<'_, [u8]>, Failure> {
        match &self.content {
            InputContent::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            InputContent::File(file) => {
                let mut file = file;
                let unreadable = |error| files::unreadable(&self.path, &error);
                files::check_size(&self.path, file.metadata().map_err(unreadable)?.len())?;
                file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
                files::read_rest(&self.path, file, Vec::new()).map(Cow::Owned)
            }
        }
    }

    /// As data, which are read as they come.
    pub(super) fn body(&self) -> Result<DataContent, Failure> {
        Ok(match &self.content {
            InputContent::Bytes(bytes) => DataContent::Bytes(bytes.clone()),
            InputContent::File(file) => {
                DataContent::File(file.try_clone().map_err(|error| files::unreadable(&self.path, &error))?)
            }
        })
    }

    /// As a container; the report says why it cannot be read as one.
    pub(super) fn archive(&self, limits: &Limits) -> Result<Result<Archive<'_>, Report>, Failure> {
        let name = Arc::clone(&self.name);
        match &self.content {
            InputContent::Bytes(bytes) => Ok(Archive::read(bytes, name, limits)),
            InputContent::File(file) => {
                Archive::open(file, name, limits).map_err(|error| files::unreadable(&self.path, &error))
            }
        }
    }
}
