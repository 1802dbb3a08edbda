//! A file that a person named, opened: it stays on the disk until somebody asks for all of it.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::LimitsChoice;
use super::chosen;
use super::failure::Failure;
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
        let name = chosen::shown(path);
        if chosen::is_stdin(path) {
            let bytes = chosen::read_or_stdin(path)?;
            let nature = Nature::of(&bytes, &name);
            return Ok(Self { name, nature, path: path.to_owned(), content: Content::Bytes(bytes) });
        }
        let unreadable = |error| chosen::unreadable(path, &error);
        let mut file = File::open(path).map_err(unreadable)?;
        let mut head = Vec::new();
        (&file).take(Nature::HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
        let nature = Nature::of(&head, &name);
        let content = if file.rewind().is_ok() {
            Content::File(file)
        } else {
            Content::Bytes(chosen::read_on(path, &file, head)?)
        };
        Ok(Self { name, nature, path: path.to_owned(), content })
    }

    /// All of it.
    pub(super) fn bytes(&self) -> Result<Cow<'_, [u8]>, Failure> {
        match &self.content {
            Content::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::File(file) => {
                let mut file = file;
                file.seek(SeekFrom::Start(0)).map_err(|error| chosen::unreadable(&self.path, &error))?;
                chosen::read_on(&self.path, file, Vec::new()).map(Cow::Owned)
            }
        }
    }

    /// As data, which are read as they come.
    pub(super) fn body(&self) -> Result<Body, Failure> {
        Ok(match &self.content {
            Content::Bytes(bytes) => Body::Bytes(bytes.clone()),
            Content::File(file) => {
                Body::File(file.try_clone().map_err(|error| chosen::unreadable(&self.path, &error))?)
            }
        })
    }

    /// As a container; the report says why it cannot be read as one.
    pub(super) fn archive(&self, limits: &Limits) -> Result<Result<Archive<'_>, Report>, Failure> {
        let name = Arc::clone(&self.name);
        match &self.content {
            Content::Bytes(bytes) => Ok(Archive::read(bytes, name, limits)),
            Content::File(file) => {
                Archive::open(file, name, limits).map_err(|error| chosen::unreadable(&self.path, &error))
            }
        }
    }
}

const NAMES: &str = "archive, depth, directory, entries, entry, name, ratio, ratio-from, total, xml";

/// The limits that hold, with those that a person set: `--limit entry=2G,total=8G`.
pub(super) fn limits(choice: &LimitsChoice) -> Result<Limits, Failure> {
    let mut limits = Limits::default();
    for text in &choice.limit {
        let set = text.split_once('=').and_then(|(name, number)| set(&mut limits, name, amount(number)?));
        if set.is_none() {
            return Err(Failure::new(
                format!("`{text}` nav robeža, ko var noteikt"),
                format!("`{text}` is no limit that can be set"),
            )
            .hint(
                format!("rakstiet, piemēram, --limit entry=2G; nosaukumi: {NAMES}"),
                format!("write, for example, --limit entry=2G; names: {NAMES}"),
            ));
        }
    }
    Ok(limits)
}

fn set(limits: &mut Limits, name: &str, number: u64) -> Option<()> {
    let limit = match name {
        "archive" => &mut limits.archive,
        "depth" => &mut limits.depth,
        "directory" => &mut limits.directory,
        "entries" => &mut limits.entries,
        "entry" => &mut limits.entry,
        "name" => &mut limits.name,
        "ratio" => &mut limits.ratio,
        "ratio-from" => &mut limits.ratio_from,
        "total" => &mut limits.total,
        "xml" => &mut limits.xml,
        _ => return None,
    };
    *limit = number;
    Some(())
}

/// A number, of bytes in `K`, `M` or `G` (powers of 1024) where one stands behind it.
fn amount(text: &str) -> Option<u64> {
    let units = [('K', 10), ('M', 20), ('G', 30)];
    let (digits, shift) =
        units.iter().find_map(|(unit, shift)| Some((text.strip_suffix(*unit)?, *shift))).unwrap_or((text, 0));
    digits.parse::<u64>().ok()?.checked_mul(1 << shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_set_by_name() {
        let of =
            |texts: &[&str]| limits(&LimitsChoice { limit: texts.iter().map(ToString::to_string).collect() });
        let set = of(&["entry=2G", "ratio=7", "xml=512K"]).unwrap();
        assert_eq!((set.entry, set.ratio, set.xml), (2 << 30, 7, 512 << 10));
        assert_eq!(set.total, Limits::default().total);
        for name in NAMES.split(", ") {
            assert_ne!(of(&[&format!("{name}=7")]).unwrap(), Limits::default(), "{name}");
        }
        for wrong in ["entry", "entry=", "entry=x", "entry=2T", "size=2G", "entry=99999999999G"] {
            assert!(of(&[wrong]).is_err(), "{wrong}");
        }
    }
}
