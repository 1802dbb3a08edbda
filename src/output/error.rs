use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::diag::Bilingual;

/// Why a file could not be written. Nothing of its package is left behind then, except where the error is
/// [`OutputError::LeftBehind`].
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
    #[error("cannot {doing} `{}`", path.display())]
    Io {
        /// What was being done, as a verb.
        doing: &'static str,
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

/// What is wrong with the name of an output.
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
    Leaves,
    /// Too long a part.
    #[error("a part of it is longer than 200 characters")]
    TooLong,
    /// The same name twice in one package, perhaps in other letter case.
    #[error("it is there twice")]
    Twice,
    /// A name that Windows keeps for a device, or a part that ends with a dot or a space.
    #[error("Windows cannot store it")]
    Windows,
}

impl OutputError {
    /// What the person can do about it.
    pub fn hint(&self) -> Bilingual {
        let (lv, en) = match self {
            Self::Exists { .. } => (
                "Norādiet citu mapi vai, ja esošās datnes drīkst aizstāt, lietojiet --overwrite.",
                "Name another folder or, if the files there may be replaced, use --overwrite.",
            ),
            Self::Io { source, .. } => return hint_of(source),
            Self::LeftBehind { .. } => (
                "Izdzēsiet šo datni: tā pieder pie nepilnīgas pakotnes.",
                "Delete this file: it belongs to a package that is not whole.",
            ),
            Self::Link { .. } => (
                "Norādiet mapi, kurā nav saišu, vai izdzēsiet saiti.",
                "Name a folder without links in it, or delete the link.",
            ),
            Self::Locked { .. } => (
                "Pagaidiet, kamēr otra palaišana beidzas, vai norādiet citu mapi.",
                "Wait until the other run ends, or name another folder.",
            ),
            Self::Name { .. } => (
                "Lietojiet latīņu burtus bez garumzīmēm un mīkstinājuma zīmēm, ciparus, „-”, „_” un „.”.",
                "Use letters from A to Z, digits, `-`, `_` and `.`.",
            ),
            Self::NotAFile { .. } | Self::NotAFolder { .. } => (
                "Norādiet citu mapi vai pārdēvējiet to, kas ir ceļā.",
                "Name another folder, or rename what is in the way.",
            ),
        };
        Bilingual::fixed(lv, en)
    }
}

fn hint_of(error: &io::Error) -> Bilingual {
    use io::ErrorKind as Kind;
    let (lv, en) = match error.kind() {
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => (
            "Diskā nav vietas vai sasniegta pieļaujamā robeža. Atbrīvojiet vietu vai norādiet mapi citā diskā.",
            "The disk is full or a limit is reached. Free some space, or name a folder on another disk.",
        ),
        Kind::PermissionDenied => (
            "Pārbaudiet, vai šajā mapē drīkstat rakstīt un vai datne nav atvērta citā programmā.",
            "See whether you may write in this folder, and whether another program has the file open.",
        ),
        Kind::ReadOnlyFilesystem => (
            "Šis disks ir tikai lasāms. Norādiet mapi citā diskā.",
            "This disk can only be read. Name a folder on another disk.",
        ),
        _ => (
            "Pārbaudiet mapi un disku vai norādiet citu mapi.",
            "See to the folder and its disk, or name another folder.",
        ),
    };
    Bilingual::fixed(lv, en)
}
