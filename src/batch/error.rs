use std::path::PathBuf;
use std::{fmt, io};

use thiserror::Error;

use crate::data::DataError;
use crate::diag::{Bilingual, mask_codes_in, system_error_text};
use crate::output::{FileOperation, FormFacts, OutputError, TemplateFacts};

/// Why a run failed. The packages that it built before are whole and in its journal.
/// See [`Batch::run`](crate::batch::Batch::run).
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BatchError {
    /// The folder has an interrupted run; another cannot begin in it.
    #[error("a run was interrupted in `{}`", path.display())]
    Interrupted {
        /// The folder.
        path: PathBuf,
    },
    /// The interrupted run had other data, another form or other options.
    #[error("the run that was interrupted had {0}")]
    Mismatch(RunMismatch),
    /// A data file changed, or could not be read.
    #[error("`{file}`")]
    Data {
        /// The file.
        file: String,
        /// Why.
        source: DataError,
    },
    /// The folder has no finished run that refused these corrected rows.
    #[error("`{}` holds no finished run that these mended rows could join", path.display())]
    NoRunToCorrect {
        /// The folder.
        path: PathBuf,
    },
    /// A corrected row was built already.
    #[error("row {row} has its package already")]
    AlreadyBuilt {
        /// The row, with the number of its file where there are several.
        row: String,
    },
    /// The journal cannot be understood.
    #[error("the journal in `{}` is damaged in line {line}", path.display())]
    DamagedJournal {
        /// The folder.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
    },
    /// A file of an interrupted run is not as it wrote it.
    #[error("`{}` is not as the interrupted run wrote it", path.display())]
    FileDiffers {
        /// The file.
        path: PathBuf,
    },
    /// The folder has the files of another run.
    #[error("`{}` holds {}", path.display(), listed_documents(documents))]
    Occupied {
        /// The folder.
        path: PathBuf,
        /// The documents, by the names that their files share.
        documents: Vec<String>,
        /// Files of that run that are not as it wrote them: they may have been signed since.
        changed: Vec<String>,
        /// Files that are not of a run, or that a person corrected.
        left: Vec<String>,
        /// Where all of it would be moved; none for a shard, which moves nothing.
        to: Option<PathBuf>,
    },
    /// The corrected rows are of a run of another form, or on another PDF.
    #[error("{}", other_form(run, asked).en)]
    OtherForm {
        /// The form of that run.
        run: Box<FormFacts>,
        /// The form that the rows were to be built on.
        asked: Box<FormFacts>,
    },
    /// Corrected rows join a run: they cannot replace it.
    #[error("mended rows join the run in `{}`, and do not replace it", path.display())]
    CorrectionsReplace {
        /// The folder.
        path: PathBuf,
    },
    /// An output could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// There is not enough free space on the disk.
    #[error("the outputs need some {needed} bytes, and {room} are free on the disk")]
    NotEnoughSpace {
        /// What the outputs will take, in bytes.
        needed: u64,
        /// What is free.
        room: u64,
    },
    /// A shard of the run is missing or not finished.
    #[error("shard {shard} is not finished in `{}`", path.display())]
    ShardUnfinished {
        /// The shard, `K/N`.
        shard: String,
        /// The folder.
        path: PathBuf,
    },
    /// The threads could not be started.
    #[error("cannot start the threads")]
    Threads(#[source] io::Error),
}

/// In what a run differs from the interrupted one. See [`Batch`](crate::batch::Batch).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunMismatch {
    /// The data files: their content, names or number.
    Data,
    /// The definition of the form.
    Definition,
    /// The PDF of the form.
    Template,
    /// An option: accepted codes, the rules' day, how strict it is, the register, the shard, the language.
    Options,
    /// The build time.
    BuildTime,
    /// The version of this program.
    Program,
}

impl RunMismatch {
    fn latvian(self) -> &'static str {
        match self {
            Self::Data => "bija citi dati",
            Self::Definition => "bija cits veidlapas apraksts",
            Self::Template => "bija cits veidlapas PDF",
            Self::Options => "bija citas iespējas",
            Self::BuildTime => "bija cits sagatavošanas laiks",
            Self::Program => "bija cita programmas versija",
        }
    }
}

impl fmt::Display for RunMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Data => "other data",
            Self::Definition => "another definition of the form",
            Self::Template => "another PDF of the form",
            Self::Options => "other options",
            Self::BuildTime => "another build time",
            Self::Program => "another version of this program",
        })
    }
}

impl From<io::Error> for BatchError {
    fn from(source: io::Error) -> Self {
        Self::Output(OutputError::Io { operation: FileOperation::Write, path: PathBuf::new(), source })
    }
}

impl BatchError {
    /// What is wrong, in both languages.
    pub fn message(&self) -> Bilingual {
        let latvian = match self {
            Self::Interrupted { path } => format!("mapē `{}` ir pārtraukta palaišana", path.display()),
            Self::Mismatch(changed) => format!("pārtrauktajai palaišanai {}", changed.latvian()),
            Self::Data { file, source } => {
                let (lv, en) = match source {
                    DataError::Changed => ("dati lasīšanas laikā mainījās".to_owned(), source.to_string()),
                    DataError::Read(error) => {
                        let why = system_error_text(error);
                        (format!("nevar nolasīt: {}", why.lv), format!("cannot read: {}", why.en))
                    }
                    DataError::Refused(_) => ("dati noraidīti".to_owned(), source.to_string()),
                };
                return Bilingual {
                    lv: format!("`{file}`: {lv}").into(),
                    en: format!("`{file}`: {en}").into(),
                };
            }
            Self::NoRunToCorrect { path } => {
                format!(
                    "mapē `{}` nav pabeigtas palaišanas, kurai šīs labotās rindas varētu pievienot",
                    path.display()
                )
            }
            Self::AlreadyBuilt { row } => format!("{row}. rindas pieteikums jau ir sagatavots"),
            Self::DamagedJournal { path, line } => {
                format!("palaišanas žurnāls mapē `{}` ir bojāts {line}. rindā", path.display())
            }
            Self::FileDiffers { path } => {
                format!("`{}` nav tāda, kādu to uzrakstīja pārtrauktā palaišana", path.display())
            }
            Self::Occupied { path, documents, .. } => {
                let documents = match documents.len() {
                    0 => "citas palaišanas izvade".to_owned(),
                    n => format!("citas palaišanas dokumenti ({n}): {}", listed(documents).lv),
                };
                format!("mapē `{}` ir {documents}", path.display())
            }
            Self::OtherForm { run, asked } => return other_form(run, asked),
            Self::CorrectionsReplace { path } => {
                format!(
                    "labotās rindas pievieno palaišanai mapē `{}`, nevis ar tām to aizstāj",
                    path.display()
                )
            }
            Self::Output(error) => return error.message(),
            Self::NotEnoughSpace { needed, room } => {
                return Bilingual {
                    lv: format!(
                        "izvadei vajag ap {} MB, bet diskā brīvi ir {} MB",
                        megabytes(*needed),
                        *room >> 20
                    )
                    .into(),
                    en: format!(
                        "the outputs need some {} MB, and {} MB are free on the disk",
                        megabytes(*needed),
                        *room >> 20
                    )
                    .into(),
                };
            }
            Self::ShardUnfinished { shard, path } => {
                format!("daļa {shard} mapē `{}` nav pabeigta", path.display())
            }
            Self::Threads(error) => {
                let why = system_error_text(error);
                return Bilingual {
                    lv: format!("nevar palaist pavedienus: {}", why.lv).into(),
                    en: format!("cannot start the threads: {}", why.en).into(),
                };
            }
        };
        Bilingual { lv: latvian.into(), en: self.to_string().into() }
    }

    /// What the person can do about it.
    pub fn hints(&self) -> Vec<Bilingual> {
        let mut hints = vec![self.hint()];
        if let Self::Occupied { changed, left, .. } = self {
            if !changed.is_empty() {
                let Bilingual { lv, en } = listed(changed);
                hints.push(Bilingual {
                    lv: format!("kopš tās palaišanas mainīts, varbūt parakstīts: {lv}").into(),
                    en: format!("changed since that run, perhaps signed: {en}").into(),
                });
            }
            if !left.is_empty() {
                let Bilingual { lv, en } = listed(left);
                hints.push(Bilingual {
                    lv: format!("nav nevienas palaišanas izvade vai ir labots, un paliek savā vietā: {lv}")
                        .into(),
                    en: format!("not written by a run, or mended, and left in place: {en}").into(),
                });
            }
        }
        hints
    }

    fn hint(&self) -> Bilingual {
        let (lv, en) = match self {
            Self::Interrupted { .. } => (
                "pabeidziet to ar --resume, atlieciet malā ar --replace vai norādiet citu mapi",
                "finish it with --resume, put it aside with --replace, or name another folder",
            ),
            Self::Occupied { to: Some(to), .. } => {
                return Bilingual {
                    lv: format!(
                        "norādiet citu mapi vai ar --replace pārvietojiet to visu uz `{}`",
                        to.display()
                    )
                    .into(),
                    en: format!(
                        "name another folder, or move all of it to `{}` with --replace",
                        to.display()
                    )
                    .into(),
                };
            }
            Self::Occupied { to: None, .. } => ("norādiet citu mapi", "name another folder"),
            Self::OtherForm { .. } => (
                "labotās rindas paliek uz tās pašas veidlapas: palaidiet bez --form un --template vai norādiet to pašu PDF",
                "mended rows stay on the same form: run without --form and --template, or name the same PDF",
            ),
            Self::CorrectionsReplace { .. } => ("palaidiet bez --replace", "run without --replace"),
            Self::Output(OutputError::Exists { .. }) => (
                "palaišana neko neaizstāj: pārvietojiet šo datni vai norādiet citu mapi",
                "a run replaces nothing: move this file, or name another folder",
            ),
            Self::Mismatch(_) => (
                "palaidiet ar tiem pašiem datiem, veidlapu un iespējām vai norādiet citu mapi",
                "run with the same data, form and options, or name another folder",
            ),
            Self::Data { source: DataError::Changed, .. } => (
                "saglabājiet datni, aizveriet programmu, kas to maina, un palaidiet no jauna citā mapē",
                "save the file, close the program that changes it, and run again into another folder",
            ),
            Self::Data { .. } => ("pārbaudiet datni un tās tiesības", "look at the file and its permissions"),
            Self::NoRunToCorrect { .. } => (
                "norādiet ar --out mapi, kurā ir pārējie šīs tabulas pieteikumi",
                "name with --out the folder that holds the other applications of this table",
            ),
            Self::AlreadyBuilt { .. } => {
                ("izdzēsiet šo rindu no labotās tabulas", "delete this row from the mended table")
            }
            Self::DamagedJournal { .. } | Self::FileDiffers { .. } => {
                ("norādiet citu mapi un palaidiet no jauna", "name another folder and run anew")
            }
            Self::Output(error) => return error.hint(),
            Self::NotEnoughSpace { .. } => (
                "atbrīvojiet vietu vai norādiet mapi citā diskā",
                "free some space, or name a folder on another disk",
            ),
            Self::ShardUnfinished { .. } => (
                "pabeidziet šo daļu ar --resume vai iekopējiet tās mapi šajā",
                "finish this shard with --resume, or copy its folder into this one",
            ),
            Self::Threads(_) => ("norādiet mazāku --jobs", "name a smaller --jobs"),
        };
        Bilingual::fixed(lv, en)
    }
}

/// File names as a message may show them.
fn listed(names: &[String]) -> Bilingual {
    Bilingual::list(&names.iter().map(|name| format!("`{}`", mask_codes_in(name))).collect::<Vec<_>>())
}

fn listed_documents(documents: &[String]) -> String {
    match documents.len() {
        0 => "output of another run".to_owned(),
        n => format!("documents of another run ({n}): {}", listed(documents).en),
    }
}

/// Which form a run is of, and which was asked for.
fn other_form(run: &FormFacts, asked: &FormFacts) -> Bilingual {
    if run.id != asked.id {
        let (run, asked) = (&run.id, &asked.id);
        return Bilingual {
            lv: format!("šī palaišana ir par veidlapu `{run}`, nevis `{asked}`").into(),
            en: format!("this run is of the form `{run}`, not `{asked}`").into(),
        };
    }
    let named = |form: &FormFacts| {
        let TemplateFacts { file, sha256, sample } = &form.template;
        let sha256: String = sha256.to_string().chars().take(8).collect();
        match sample {
            true => Bilingual::fixed("parauga", "the sample"),
            false => Bilingual {
                lv: format!("`{file}` (SHA-256 {sha256}…)").into(),
                en: format!("`{file}` (SHA-256 {sha256}…)").into(),
            },
        }
    };
    let (run, asked) = (named(run), named(asked));
    Bilingual {
        lv: format!("šī palaišana ir uz {}, nevis uz {}", run.lv, asked.lv).into(),
        en: format!("this run is on {}, not on {}", run.en, asked.en).into(),
    }
}

fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}
