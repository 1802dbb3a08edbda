//! What a run needs, and the look through its data before anything is built.

use std::num::NonZeroUsize;
use std::sync::Arc;

use super::input::{CheckedInput, Input};
use super::journal::{RefusedTable, RunHeader, RunOptions};
use super::outcome::RunOutcome;
use super::run::ActiveRun;
use super::{BatchError, FormFiles, PreviewRenderer, Progress, Shard};
use crate::asic::ContainerProfile;
use crate::data::Limits;
use crate::diag::{Lang, Report};
use crate::output::{FindingFacts, Folder, Overwrite, SchemaVersion, Tool};
use crate::pipeline::{Attachment, PackageBuilder};
use crate::rules::{self, CheckContext};
use crate::values::{BuildTime, Sha256Digest};

/// What a run of many records needs besides the data.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::num::NonZeroUsize;
/// use std::sync::Arc;
///
/// use edocpack::asic::ContainerProfile;
/// use edocpack::batch::{Batch, FormFiles, Input, NoProgress, RunEnd, RunMode, Shard};
/// use edocpack::data::{DataContent, Limits};
/// use edocpack::diag::Lang;
/// use edocpack::form::Form;
/// use edocpack::output::{Folder, Overwrite};
/// use edocpack::pipeline::{AttachmentDir, PackageBuilder, TemplateSource};
/// use edocpack::rules::CheckContext;
/// use edocpack::values::BuildTime;
///
/// let form = Form::embedded("lv.kase.x509")?;
/// let time = BuildTime::parse("2026-11-22T08:00:00Z")?;
/// let batch = Batch {
///     builder: &PackageBuilder::new(&form, &TemplateSource::Own)?,
///     context: CheckContext::on(time.date()),
///     deny_warnings: false,
///     fail_fast: false,
///     time,
///     lang: Lang::En,
///     profile: ContainerProfile::Edoc,
///     flatten: false,
///     preview: None,
///     attachments: Arc::default(),
///     limits: Limits::default(),
///     jobs: NonZeroUsize::MIN,
///     shard: Shard::WHOLE,
///     mode: RunMode::Begin,
///     replace: false,
///     registry: None,
///     form_files: FormFiles::default(),
/// };
/// # let place = tempfile::tempdir()?;
/// let out = Folder::open(place.path().join("out"), Overwrite::Refuse)?;
/// let data = DataContent::File(std::fs::File::open("fixtures/data/pieteikumi.csv")?);
/// let input = Input { name: "pieteikumi.csv".into(), body: data, attachment_dir: AttachmentDir::none() };
/// let finished = batch.run(vec![input], &out, &NoProgress)?;
/// assert_eq!(finished.end, RunEnd::Done);
/// assert!(finished.totals.built > 0 && out.path().join("lapa.html").exists());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Batch<'a> {
    /// The form on its PDF.
    pub builder: &'a PackageBuilder<'a>,
    /// The rules' day and what is accepted.
    pub context: CheckContext,
    /// Whether warnings refuse a record.
    pub deny_warnings: bool,
    /// Whether the first refused row ends the run.
    pub fail_fast: bool,
    /// The time stamped on outputs.
    pub time: BuildTime,
    /// The language of the hand-off sheet, of `report.csv` and of the table of refused rows.
    pub lang: Lang,
    /// Who is going to sign.
    pub profile: ContainerProfile,
    /// Whether the fields are made content of the page.
    pub flatten: bool,
    /// Who puts a picture beside each PDF, if anybody.
    pub preview: Option<&'a dyn PreviewRenderer>,
    /// What goes into every container beside its document, where the form takes it.
    pub attachments: Arc<[Attachment]>,
    /// How large data may be.
    pub limits: Limits,
    /// How many threads do it.
    pub jobs: NonZeroUsize,
    /// Which of the rows are done.
    pub shard: Shard,
    /// What to do with an interrupted run.
    pub mode: RunMode,
    /// Whether another run that is in the folder is moved aside; else it is an error.
    pub replace: bool,
    /// The digest of the register extract that names are compared with.
    pub registry: Option<Sha256Digest>,
    /// Where the form was read.
    pub form_files: FormFiles,
}

/// What to do with an interrupted run. See [`Batch`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RunMode {
    /// Begin anew; an interrupted run in the folder is an error.
    #[default]
    Begin,
    /// Go on where it was interrupted; begin where none was.
    Resume,
}

impl Batch<'_> {
    /// Checks every record, and writes the packages of those that are right, the report, and the rows that are not. Where
    /// nothing is right, the folder of another run is left as it is. Nothing that is there already is written over, whatever the folder permits.
    ///
    /// # Errors
    /// Any [`BatchError`]; what was finished before is whole and in the journal.
    pub fn run(
        &self,
        inputs: Vec<Input>,
        folder: &Folder,
        watch: &dyn Progress,
    ) -> Result<RunOutcome, BatchError> {
        let (sounds, head, report) = self.survey(inputs)?;
        let folder = &folder.clone().overwriting(Overwrite::Refuse);
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.jobs.get()).build();
        let pool = threads.map_err(|error| BatchError::Threads(std::io::Error::other(error)))?;
        let joins = !sounds.is_empty() && sounds.iter().all(CheckedInput::is_corrected);
        let run = ActiveRun {
            batch: self,
            inputs: &sounds,
            head: &head,
            folder,
            progress: watch,
            pool: &pool,
            is_correction: joins,
        };
        run.run(report)
    }

    /// Looks through all files.
    fn survey(&self, inputs: Vec<Input>) -> Result<(Vec<CheckedInput<'_>>, RunHeader, Report), BatchError> {
        let mut report = rules::run_findings(self.builder.form(), &self.context);
        report.append(self.builder.template_report().clone());
        for file in &*self.attachments {
            report.append(self.builder.check_attachment(file.name.as_str(), &file.bytes));
        }
        let several = inputs.len() > 1;
        let (mut sources, mut sounds) = (Vec::new(), Vec::new());
        for (number, input) in (1_u32..).zip(inputs) {
            let file = input.name.to_string();
            let number = several.then_some(number);
            let seen = input.survey(self.builder, &self.context, &self.limits, self.deny_warnings, number);
            let seen = seen.map_err(|source| BatchError::Data { file, source })?;
            sources.push(seen.source);
            sounds.extend(seen.checked);
            report.append(seen.report);
        }
        let mut extra: Vec<String> = Vec::new();
        for column in sounds.iter().flat_map(|sound: &CheckedInput<'_>| &sound.extra_columns) {
            if !extra.contains(column) {
                extra.push(column.clone());
            }
        }
        let head = RunHeader {
            schema_version: SchemaVersion,
            tool: Tool::this(),
            build_time: self.time,
            english: self.lang == Lang::En,
            shard: self.shard,
            form: self.builder.form_facts(),
            sources,
            options: RunOptions {
                as_of: self.context.as_of,
                accept: self.context.accept.iter().map(ToString::to_string).collect(),
                deny_warnings: self.deny_warnings,
                fail_fast: self.fail_fast,
                registry: self.registry,
                profile: self.profile.extension().to_owned(),
                flatten: self.flatten,
                pictures: self.preview.is_some(),
                attachments: self
                    .attachments
                    .iter()
                    .map(|attached| (attached.name.as_str().to_owned(), Sha256Digest::of(&attached.bytes)))
                    .collect(),
            },
            findings: report.findings().iter().map(FindingFacts::from).collect(),
            extra_columns: extra,
            rows: sounds.iter().map(CheckedInput::count).fold(0, u32::saturating_add),
            refused_as: sounds
                .iter()
                .map(|sound| RefusedTable {
                    number: sound.number,
                    extension: sound.refused_extension().map(str::to_owned),
                })
                .collect(),
            files: self.form_files.clone(),
            replaced: None,
        };
        Ok((sounds, head, report))
    }
}
