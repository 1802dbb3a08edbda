//! Files that somebody named: what they are and how long they are is looked at before a byte is read.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use crate::diag::SpecialFile;

/// Opens a regular file for reading. Anything else is an error that names it, and is never waited for.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    // Before it is opened: to open a device may do something.
    check(&fs::metadata(path)?)?;
    let mut options = OpenOptions::new();
    options.read(true);
    // What took its place since then is not waited for either; reading a regular file is not changed by it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NONBLOCK.bits().cast_signed(),
    );
    let file = options.open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

/// As [`open`]; a pipe too, where a shell handed it over (`<(…)`): somebody writes into it already.
pub(crate) fn open_or_pipe(path: &Path) -> io::Result<File> {
    let is_handed_over =
        ["/dev/fd", "/dev/stdin", "/proc/self/fd"].iter().any(|place| path.starts_with(place));
    match open(path) {
        Err(error) if is_handed_over && SpecialFile::of(&error) == Some(SpecialFile::Pipe) => {
            File::open(path)
        }
        opened => opened,
    }
}

/// The bytes of a regular file; `None` where they are more than `max`, which are then not read.
pub(crate) fn read_up_to(path: &Path, max: u64) -> io::Result<Option<Vec<u8>>> {
    let file = open(path)?;
    if file.metadata()?.len() > max {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    // It may grow meanwhile.
    file.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= max).then_some(bytes))
}

fn check(there: &Metadata) -> io::Result<()> {
    if there.is_file() {
        Ok(())
    } else if there.is_dir() {
        Err(io::ErrorKind::IsADirectory.into())
    } else {
        Err(special(there).into())
    }
}

#[cfg(unix)]
fn special(there: &Metadata) -> SpecialFile {
    use std::os::unix::fs::FileTypeExt as _;
    let kind = there.file_type();
    if kind.is_fifo() {
        SpecialFile::Pipe
    } else if kind.is_socket() {
        SpecialFile::Socket
    } else {
        SpecialFile::Device
    }
}

#[cfg(not(unix))]
fn special(_: &Metadata) -> SpecialFile {
    SpecialFile::Device
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_is_refused_and_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let of = |path: &Path| open(path).err().and_then(|error| SpecialFile::of(&error));
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        )
        .unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&pipe, &link).unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(of(&pipe), Some(SpecialFile::Pipe));
        assert_eq!(of(&link), Some(SpecialFile::Pipe));
        assert_eq!(of(&socket), Some(SpecialFile::Socket));
        assert_eq!(of(Path::new("/dev/zero")), Some(SpecialFile::Device));
        assert_eq!(open(folder.path()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }

    #[test]
    fn a_file_beyond_the_limit_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        // Without blocks on the disk: reading it would take 1 TiB.
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(read_up_to(&path, 1 << 20).unwrap(), None);
        fs::write(&path, "abc").unwrap();
        assert_eq!(read_up_to(&path, 2).unwrap(), None);
        assert_eq!(read_up_to(&path, 3).unwrap().as_deref(), Some(&b"abc"[..]));
    }
}
