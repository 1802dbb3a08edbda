//! Files that a person named: read whole, and written where nothing stands yet.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::failure::Failure;
use super::print::text;
use super::suggest;
use crate::data::DataError;
use crate::output::{Folder, Overwrite};
use crate::pdf;
use crate::values::regular_file;

/// No file that a command reads whole is larger: the largest PDF that is taken.
const MAX_FILE_BYTES: u64 = pdf::MAX_FILE as u64;
/// Nor is what comes from standard input or a pipe and is kept on the disk.
const MAX_PIPE_BYTES: u64 = 1 << 30;

/// A path as it is shown: in one line, and without letters that act on a terminal.
pub(super) fn shown(path: &Path) -> Arc<str> {
    text::in_one_line(&path.display().to_string()).into()
}

/// A file a person named, opened.
pub(super) fn open(path: &Path) -> Result<File, Failure> {
    regular_file::open_or_pipe(path).map_err(|error| unreadable(path, &error))
}

/// The bytes of a file a person named; `-` is standard input.
pub(super) fn read_or_stdin(path: &Path) -> Result<Vec<u8>, Failure> {
    if is_stdin(path) { read_rest(path, std::io::stdin().lock(), Vec::new()) } else { read(path) }
}

/// Whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The bytes of a file a person named.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let file = open(path)?;
    check_size(path, file.metadata().map_err(|error| unreadable(path, &error))?.len())?;
    read_rest(path, file, Vec::new())
}

/// The bytes of a file a person named; none where they are more than `most`.
pub(super) fn read_up_to(path: &Path, most: usize) -> Result<Option<Vec<u8>>, Failure> {
    regular_file::read_up_to(path, most as u64).map_err(|error| unreadable(path, &error))
}

/// The bytes of a file, of which the first are read already.
pub(super) fn read_rest(path: &Path, from: impl Read, mut bytes: Vec<u8>) -> Result<Vec<u8>, Failure> {
    from.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|e| unreadable(path, &e))?;
    check_size(path, bytes.len() as u64)?;
    Ok(bytes)
}

/// Refuses a file of more bytes than are read.
pub(super) fn check_size(path: &Path, bytes: u64) -> Result<(), Failure> {
    if bytes > MAX_FILE_BYTES { Err(too_large(path, MAX_FILE_BYTES)) } else { Ok(()) }
}

fn too_large(path: &Path, max: u64) -> Failure {
    let (shown, max) = (path.display(), max >> 20);
    Failure::new(
        format!("datne `{shown}` ir lielāka par {max} MiB"),
        format!("the file `{shown}` is larger than {max} MiB"),
    )
}

/// Copies standard input or a pipe to the disk; no more than may be.
pub(super) fn spool(from: &mut dyn Read, to: &mut File, path: &Path) -> Result<(), Failure> {
    let copied = std::io::copy(&mut from.take(MAX_PIPE_BYTES + 1), to);
    if copied.map_err(|error| unreadable(path, &error))? > MAX_PIPE_BYTES {
        return Err(too_large(path, MAX_PIPE_BYTES));
    }
    Ok(())
}

/// The text of a file a person named.
pub(super) fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|_| {
        let shown = path.display();
        Failure::new(format!("`{shown}` nav UTF-8 teksts"), format!("`{shown}` is not UTF-8 text"))
    })
}

/// A file a person named that cannot be read.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let shown = path.display();
    // Windows says of a folder that it may not be read.
    let kind = if path.is_dir() { std::io::ErrorKind::IsADirectory } else { error.kind() };
    match kind {
        std::io::ErrorKind::NotFound if is_stdin(path) => {
            Failure::new("šeit nevar lasīt no standarta ievades", "standard input cannot be read here")
                .hint("norādiet datni", "name a file")
        }
        std::io::ErrorKind::NotFound => {
            Failure::new(format!("nav datnes `{shown}`"), format!("there is no file `{shown}`"))
                .hints(suggest::hints(path))
        }
        std::io::ErrorKind::IsADirectory => Failure::new(
            format!("`{shown}` ir mape, nevis datne"),
            format!("`{shown}` is a folder, not a file"),
        )
        .hint("norādiet datni šajā mapē", "name a file in it"),
        std::io::ErrorKind::PermissionDenied => {
            Failure::new(format!("datni `{shown}` nav atļauts lasīt"), format!("`{shown}` may not be read"))
                .hint("pārbaudiet datnes un mapes tiesības", "look at the permissions of file and folder")
        }
        _ => {
            Failure::by_system(&format!("nevar nolasīt `{shown}`"), &format!("cannot read `{shown}`"), error)
        }
    }
}

/// Data that could not be read to their end.
pub(super) fn data_failure(path: &Path, error: &DataError) -> Failure {
    match error {
        DataError::Read(error) => unreadable(path, error),
        error => {
            let shown = path.display();
            Failure::new(format!("`{shown}`: dati lasīšanas laikā mainījās"), format!("`{shown}`: {error}"))
        }
    }
}

/// The folder and the name of an output that a person named, in letters of their own choice.
pub(super) fn output(path: &Path, overwrite: Overwrite) -> Result<(Folder, String), Failure> {
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(|| {
        let shown = path.display();
        Failure::new(
            format!("`{shown}` nav datnes nosaukums"),
            format!("`{shown}` is not the name of a file"),
        )
    })?;
    let folder = Folder::open(path.parent().unwrap_or(Path::new("")), overwrite)
        .map_err(|error| Failure::from_output(&error))?
        .with_unicode_names();
    Ok((folder, name.to_owned()))
}

/// Writes an output that a person named.
pub(super) fn write(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), Failure> {
    let (folder, name) = output(path, overwrite)?;
    folder.write(&name, bytes).map(|_| ()).map_err(|error| Failure::from_output(&error))
}
