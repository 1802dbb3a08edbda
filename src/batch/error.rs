use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::journal::Changed;
use crate::data::DataError;
use crate::diag::{Bilingual, said_by_system};
use crate::output::{Doing, OutputError};

/// Why a run could not be done, or could not go on. What it finished before is whole, and its journal says so.
/// See [`Batch::run`](crate::batch::Batch::run).
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BatchError {
    /// An interrupted run is there; another cannot begin in its folder.
    #[error("a run was interrupted in `{}`", path.display())]
    Begun {
        /// The folder.
        path: PathBuf,
    },
    /// The interrupted run had other data, another form or other options.
    #[error("the run that was interrupted had {0}")]
    Changed(Changed),
    /// A data file changed, or could not be read.
    #[error("`{file}`")]
    Data {
        /// The file.
        file: String,
        /// Why.
        source: DataError,
    },
    /// The rows that were mended are of no run that is finished in the folder.
    #[error("`{}` holds no finished run that these mended rows could join", path.display())]
    NothingToJoin {
        /// The folder.
        path: PathBuf,
    },
    /// A mended row has its package already.
    #[error("row {row} has its package already")]
    JoinedAlready {
        /// The row, with the number of its file where there are several.
        row: String,
    },
    /// The journal cannot be understood.
    #[error("the journal in `{}` is damaged in line {line}", path.display())]
    Journal {
        /// The folder.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
    },
    /// A file that an interrupted run wrote is another one now.
    #[error("`{}` is not as the interrupted run wrote it", path.display())]
    Other {
        /// The file.
        path: PathBuf,
    },
    /// An output could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// There is not enough room on the disk.
    #[error("the outputs need some {needed} bytes, and {room} are free on the disk")]
    Room {
        /// What the outputs will take, in bytes.
        needed: u64,
        /// What is free.
        room: u64,
    },
    /// Shards that belong together are not all there, or not all finished.
    #[error("shard {shard} is not finished in `{}`", path.display())]
    Shard {
        /// The shard, `K/N`.
        shard: String,
        /// The folder.
        path: PathBuf,
    },
    /// No threads could be had.
    #[error("cannot start the threads")]
    Threads(#[source] io::Error),
}

impl From<io::Error> for BatchError {
    fn from(source: io::Error) -> Self {
        Self::Output(OutputError::Io { doing: Doing::Write, path: PathBuf::new(), source })
    }
}

impl BatchError {
    /// What is wrong, in both languages.
    pub fn message(&self) -> Bilingual {
        let latvian = match self {
            Self::Begun { path } => format!("mapē `{}` ir pārtraukta palaišana", path.display()),
            Self::Changed(changed) => format!("pārtrauktajai palaišanai {}", changed.latvian()),
            Self::Data { file, source } => {
                let (lv, en) = match source {
                    DataError::Changed => ("dati lasīšanas laikā mainījās".to_owned(), source.to_string()),
                    DataError::Read(error) => {
                        let why = said_by_system(error);
                        (format!("nevar nolasīt: {}", why.lv), format!("cannot read: {}", why.en))
                    }
                    DataError::Refused(_) => ("dati noraidīti".to_owned(), source.to_string()),
                };
                return Bilingual {
                    lv: format!("`{file}`: {lv}").into(),
                    en: format!("`{file}`: {en}").into(),
                };
            }
            Self::NothingToJoin { path } => {
                format!(
                    "mapē `{}` nav pabeigtas palaišanas, kurai šīs labotās rindas varētu pievienot",
                    path.display()
                )
            }
            Self::JoinedAlready { row } => format!("{row}. rindas pieteikums jau ir sagatavots"),
            Self::Journal { path, line } => {
                format!("palaišanas žurnāls mapē `{}` ir bojāts {line}. rindā", path.display())
            }
            Self::Other { path } => {
                format!("`{}` nav tāda, kādu to uzrakstīja pārtrauktā palaišana", path.display())
            }
            Self::Output(error) => return error.message(),
            Self::Room { needed, room } => {
                return Bilingual {
                    lv: format!(
                        "izvadei vajag ap {} MB, bet diskā brīvi ir {} MB",
                        mega(*needed),
                        *room >> 20
                    )
                    .into(),
                    en: format!(
                        "the outputs need some {} MB, and {} MB are free on the disk",
                        mega(*needed),
                        *room >> 20
                    )
                    .into(),
                };
            }
            Self::Shard { shard, path } => format!("daļa {shard} mapē `{}` nav pabeigta", path.display()),
            Self::Threads(error) => {
                let why = said_by_system(error);
                return Bilingual {
                    lv: format!("nevar palaist pavedienus: {}", why.lv).into(),
                    en: format!("cannot start the threads: {}", why.en).into(),
                };
            }
        };
        Bilingual { lv: latvian.into(), en: self.to_string().into() }
    }

    /// What the person can do about it.
    pub fn hint(&self) -> Bilingual {
        let (lv, en) = match self {
            Self::Begun { .. } => (
                "pabeidziet to ar --resume vai norādiet citu mapi",
                "finish it with --resume, or name another folder",
            ),
            Self::Changed(_) => (
                "palaidiet ar tiem pašiem datiem, veidlapu un iespējām vai norādiet citu mapi",
                "run with the same data, form and options, or name another folder",
            ),
            Self::Data { source: DataError::Changed, .. } => (
                "saglabājiet datni, aizveriet programmu, kas to maina, un palaidiet no jauna citā mapē",
                "save the file, close the program that changes it, and run again into another folder",
            ),
            Self::Data { .. } => ("pārbaudiet datni un tās tiesības", "look at the file and its permissions"),
            Self::NothingToJoin { .. } => (
                "norādiet ar --out mapi, kurā ir pārējie šīs tabulas pieteikumi",
                "name with --out the folder that holds the other applications of this table",
            ),
            Self::JoinedAlready { .. } => {
                ("izdzēsiet šo rindu no labotās tabulas", "delete this row from the mended table")
            }
            Self::Journal { .. } | Self::Other { .. } => {
                ("norādiet citu mapi un palaidiet no jauna", "name another folder and run anew")
            }
            Self::Output(error) => return error.hint(),
            Self::Room { .. } => (
                "atbrīvojiet vietu vai norādiet mapi citā diskā",
                "free some space, or name a folder on another disk",
            ),
            Self::Shard { .. } => (
                "pabeidziet šo daļu ar --resume vai iekopējiet tās mapi šajā",
                "finish this shard with --resume, or copy its folder into this one",
            ),
            Self::Threads(_) => ("norādiet mazāku --jobs", "name a smaller --jobs"),
        };
        Bilingual::fixed(lv, en)
    }
}

fn mega(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}
