use std::fmt;
use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::diag::{Bilingual, Lang, system_error_text};

/// Why a file could not be written. Nothing of its package is left behind then, except where the error is
/// [`OutputError::LeftBehind`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::output::{Folder, OutputError, Overwrite};
///
/// # let place = tempfile::tempdir()?;
/// let folder = Folder::open(place.path(), Overwrite::Refuse)?;
/// folder.write("a.txt", b"first")?;
/// assert!(matches!(folder.write("a.txt", b"second"), Err(OutputError::Exists { .. })));
/// assert!(matches!(folder.write("../b.txt", b""), Err(OutputError::Name { .. })));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The target is there already and must not be replaced.
    #[error("`{}` exists already", path.display())]
    Exists {
        /// The target.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot {operation} `{}`", path.display())]
    Io {
        /// What was being done.
        operation: FileOperation,
        /// To what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A package failed, and what it had written already could not be taken back.
    #[error("`{}` is left of a package that could not be written whole", path.display())]
    LeftBehind {
        /// What is left.
        path: PathBuf,
        /// Why the package failed.
        source: Box<OutputError>,
    },
    /// A link in the way: what is written through it would land elsewhere.
    #[error("`{}` is a link, and nothing is written through links", path.display())]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// Another run holds the folder.
    #[error("`{}` is in use by another run", path.display())]
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// A name that would leave the folder, or that some system cannot store.
    #[error("`{name}` cannot be the name of an output: {problem}")]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        problem: NameProblem,
    },
    /// A folder, or something else that is no file, where a file should go.
    #[error("`{}` is not a file and cannot be replaced by one", path.display())]
    NotAFile {
        /// What is no file.
        path: PathBuf,
    },
    /// A file where a folder must be.
    #[error("`{}` is not a folder", path.display())]
    NotAFolder {
        /// What is no folder.
        path: PathBuf,
    },
}

/// What was being done when the system refused. See [`OutputError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileOperation {
    /// Locking a folder.
    Lock,
    /// Looking what is there.
    Stat,
    /// Making a folder.
    CreateFolder,
    /// Moving a file to another place in its folder.
    Move,
    /// Reading a file of ours.
    Read,
    /// Reading the names in a folder.
    ReadFolder,
    /// Removing a file of ours.
    Remove,
    /// Writing a file.
    Write,
}

impl FileOperation {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Lock => ("rakstīt mapē", "write in"),
            Self::Stat => ("apskatīt", "look at"),
            Self::CreateFolder => ("izveidot mapi", "make the folder"),
            Self::Move => ("pārvietot", "move"),
            Self::Read => ("nolasīt", "read"),
            Self::ReadFolder => ("nolasīt mapi", "read the folder"),
            Self::Remove => ("izdzēst", "remove"),
            Self::Write => ("uzrakstīt", "write"),
        }
    }
}

impl fmt::Display for FileOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words().1)
    }
}

/// What is wrong with the name of an output. See [`OutputError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NameProblem {
    /// A character that is not ASCII, or that Windows forbids.
    #[error("a character in it is not allowed")]
    Character,
    /// No name, or an empty part of one.
    #[error("a part of it is empty")]
    Empty,
    /// Absolute, or with `.` or `..`.
    #[error("it leaves the folder")]
    OutsideFolder,
    /// Too long a part.
    #[error("a part of it is longer than 200 characters")]
    TooLong,
    /// The same name twice in one package, perhaps in other letter case.
    #[error("it is there twice")]
    Duplicate,
    /// A name that Windows keeps for a device, or a part that ends with a dot or a space.
    #[error("Windows cannot store it")]
    Windows,
}

impl NameProblem {
    fn latvian(self) -> &'static str {
        match self {
            Self::Character => "tajā ir neatļauta zīme",
            Self::Empty => "kāda tā daļa ir tukša",
            Self::OutsideFolder => "tas ved ārpus mapes",
            Self::TooLong => "kāda tā daļa ir garāka par 200 zīmēm",
            Self::Duplicate => "tas atkārtojas",
            Self::Windows => "Windows to nevar saglabāt",
        }
    }
}

impl OutputError {
    /// What is wrong with its causes, in one lower-case line, for the person.
    pub fn message(&self) -> Bilingual {
        let bilingual = |lv: String, en: String| Bilingual { lv: lv.into(), en: en.into() };
        match self {
            Self::Exists { path } => bilingual(format!("`{}` jau ir", path.display()), self.to_string()),
            Self::Io { operation: doing, path, source } => {
                let why = system_error_text(source);
                let lv = format!("nevar {} `{}`: {}", doing.words().0, path.display(), why.of(Lang::Lv));
                bilingual(lv, format!("{self}: {}", why.of(Lang::En)))
            }
            Self::LeftBehind { path, source } => {
                let why = source.message();
                let lv = format!("`{}` palika no paketes, ko neizdevās uzrakstīt veselu", path.display());
                bilingual(format!("{lv}: {}", why.of(Lang::Lv)), format!("{self}: {}", why.of(Lang::En)))
            }
            Self::Link { path } => bilingual(
                format!("`{}` ir saite, un caur saitēm nekas netiek rakstīts", path.display()),
                self.to_string(),
            ),
            Self::Locked { path } => bilingual(
                format!("mapē `{}` pašlaik raksta cita palaišana", path.display()),
                self.to_string(),
            ),
            Self::Name { name, problem } => bilingual(
                format!("`{name}` nevar būt izvades datnes nosaukums: {}", problem.latvian()),
                self.to_string(),
            ),
            Self::NotAFile { path } => bilingual(
                format!("`{}` nav datne, un to nevar aizstāt ar datni", path.display()),
                self.to_string(),
            ),
            Self::NotAFolder { path } => {
                bilingual(format!("`{}` nav mape", path.display()), self.to_string())
            }
        }
    }

    /// What the person can do about it, in one lower-case line.
    pub fn hint(&self) -> Bilingual {
        let (lv, en) = match self {
            Self::Exists { .. } => (
                "norādiet citu vietu vai, ja esošo drīkst aizstāt, lietojiet --overwrite",
                "name another place or, if what is there may be replaced, use --overwrite",
            ),
            Self::Io { source, .. } => return hint_of(source),
            Self::LeftBehind { .. } => (
                "izdzēsiet šo datni: tā pieder nepilnīgai paketei",
                "delete this file: it belongs to a package that is not whole",
            ),
            Self::Link { .. } => (
                "norādiet mapi, kurā nav saišu, vai izdzēsiet saiti",
                "name a folder without links in it, or delete the link",
            ),
            Self::Locked { .. } => (
                "pagaidiet, līdz tā beidzas, vai norādiet citu mapi",
                "wait until the other run ends, or name another folder",
            ),
            Self::Name { .. } => (
                "lietojiet burtus, ciparus, atstarpes, „-”, „_” un „.”",
                "use letters, digits, spaces, `-`, `_` and `.`",
            ),
            Self::NotAFile { .. } | Self::NotAFolder { .. } => (
                "norādiet citu vietu vai pārdēvējiet to, kas traucē",
                "name another place, or rename what is in the way",
            ),
        };
        Bilingual::fixed(lv, en)
    }
}

fn hint_of(error: &io::Error) -> Bilingual {
    use io::ErrorKind as Kind;
    let (lv, en) = match error.kind() {
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => (
            "atbrīvojiet vietu vai norādiet mapi citā diskā",
            "free some space, or name a folder on another disk",
        ),
        Kind::PermissionDenied => (
            "pārbaudiet, vai šajā mapē drīkstat rakstīt un vai datne nav atvērta citā programmā",
            "see whether you may write in this folder, and whether another program has the file open",
        ),
        Kind::ReadOnlyFilesystem => ("norādiet mapi citā diskā", "name a folder on another disk"),
        _ => (
            "pārbaudiet mapi un disku vai norādiet citu mapi",
            "see to the folder and its disk, or name another folder",
        ),
    };
    Bilingual::fixed(lv, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_reads_it_in_one_language() {
        let full = OutputError::Io {
            operation: FileOperation::Write,
            path: "o/x.pdf".into(),
            source: io::Error::from(io::ErrorKind::StorageFull),
        };
        let left = OutputError::LeftBehind { path: "o/y.pdf".into(), source: Box::new(full) };
        let message = left.message();
        assert_eq!(
            message.of(Lang::Lv),
            "`o/y.pdf` palika no paketes, ko neizdevās uzrakstīt veselu: nevar uzrakstīt `o/x.pdf`: diskā nav vietas"
        );
        assert_eq!(
            message.of(Lang::En),
            "`o/y.pdf` is left of a package that could not be written whole: cannot write `o/x.pdf`: the disk is full"
        );
    }
}
