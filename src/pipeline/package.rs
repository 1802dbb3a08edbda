use std::sync::Arc;

use super::{PackageBuilder, hand_off_sheet};
use crate::asic::{
    ContainerBuilder, ContainerDraft, ContainerProfile, EntryContent, SharedPrefix, UnsignedContainer,
};
use crate::diag::catalogue::document as findings;
use crate::diag::{Finding, Lang, Origin, Report};
use crate::output::{NamedAfter, PackageName, PackageRecord, RowNumber, SourceFacts, handoff};
use crate::pdf::{self, FillRemark, FilledForm};
use crate::rules::{Application, FileLabel};
use crate::values::{BuildTime, EntryName, MediaType, Sha256Digest};

/// What is built of one application: the filled PDF, the container around it, the record, and findings.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::form::Form;
/// use edocpack::pipeline::{PackageBuilder, PackageOptions, TemplateSource};
/// use edocpack::rules::{self, CheckContext};
/// use edocpack::values::BuildTime;
///
/// let form = Form::open("schemas/forms/lv.paraugs.valde".as_ref())?;
/// let builder = PackageBuilder::new(&form, &TemplateSource::Own)?;
/// let time = BuildTime::parse("2026-11-22T08:00:00Z")?;
/// for example in form.examples()? {
///     let record = example.record();
///     if let Ok(application) = rules::check(&form, &record, &CheckContext::on(example.as_of)) {
///         let package = builder.build(&application, &PackageOptions::of("rows.toml", b"", record.row, time))?;
///         assert!(package.document.bytes().starts_with(b"%PDF-"));
///         assert!(package.container_bytes().starts_with(b"PK"));
///         break;
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Package {
    /// The name that its files share.
    pub name: PackageName,
    /// The filled form.
    pub document: FilledForm,
    /// The container around the document, unsigned.
    pub container: UnsignedContainer,
    /// The package record.
    pub record: PackageRecord,
    /// The record as JSON, as it is written.
    pub record_bytes: Vec<u8>,
    /// Findings that did not refuse it.
    pub report: Report,
    /// The path of a picture of the document in the output folder, where one was drawn.
    pub picture: Option<String>,
}

impl Package {
    /// The bytes of the container. It is kept as segments around the document ([`UnsignedContainer::segments`]), which can be
    /// written to a file without joining them.
    pub fn container_bytes(&self) -> Vec<u8> {
        self.container.segments(self.document.bytes()).concat()
    }

    /// The path of its container in the output folder.
    pub fn container_path(&self) -> String {
        self.record.container.file.file.clone()
    }
}

/// What a package is built with besides the application.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::ContainerProfile;
/// use edocpack::pipeline::PackageOptions;
/// use edocpack::values::BuildTime;
///
/// let time = BuildTime::parse("2026-11-22T08:00:00Z")?;
/// let by_row = PackageOptions::of("rows.csv", b"the whole file", 7, time);
/// let for_others = PackageOptions { profile: ContainerProfile::Asice, ..by_row };
/// assert!(for_others.attachments.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct PackageOptions {
    /// The data file.
    pub source: SourceFacts,
    /// The number of the data file, where a run has several: else rows of two files could share a name.
    pub file_number: Option<u32>,
    /// The time in its outputs.
    pub time: BuildTime,
    /// The language of its part of the hand-off sheet.
    pub lang: Lang,
    /// The profile of the container.
    pub profile: ContainerProfile,
    /// Whether fields become content of the page.
    pub flatten: bool,
    /// Files put into the container with the document; the form takes them.
    pub attachments: Arc<[Attachment]>,
}

/// A file in the container with the document. See [`PackageOptions`].
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its name in the container.
    pub name: EntryName,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl PackageOptions {
    /// A row of the only data file, with a hand-off sheet in Latvian, to go into an EDOC by itself.
    pub fn of(file: &str, bytes: &[u8], row: u32, time: BuildTime) -> Self {
        let source = SourceFacts::of(file, row, Sha256Digest::of(bytes));
        Self {
            source,
            file_number: None,
            time,
            lang: Lang::Lv,
            profile: ContainerProfile::Edoc,
            flatten: false,
            attachments: Arc::default(),
        }
    }
}

impl PackageBuilder<'_> {
    /// Fills the form, proves the result, and packs it. The report of an error has the reasons: text that does not fit, a
    /// letter that no font has.
    pub fn build(&self, application: &Application, options: &PackageOptions) -> Result<Package, Report> {
        let (document, remarks) = self.fill(application)?;
        let document = if options.flatten { self.flattened(document, application)? } else { document };
        let name = self.package_name(application, options.file_number);
        let container = build_container(&name, &document, options, application, self.hashed_prefix.as_ref())?;
        let mut report = application.report().clone();
        report.append(remarks);
        report.extend(self.container_too_large(&container, application));
        let record = self.package_record(application, options, &name, &document, &container, &report);
        let record_bytes = record.to_json();
        Ok(Package { name, document, container, record, record_bytes, report, picture: None })
    }

    /// The package's part of the hand-off sheet.
    pub(crate) fn sheet_document(
        &self,
        application: &Application,
        package: &Package,
        lang: Lang,
    ) -> handoff::SheetDocument {
        let document =
            hand_off_sheet::sheet_document(self, application, &package.name, &package.report, lang);
        handoff::SheetDocument { picture: package.picture.clone(), ..document }
    }

    /// Fills the form and proves the result; returns it with its remarks. The report of an error has the reasons: text
    /// that does not fit, a letter that no font has.
    pub fn fill(&self, application: &Application) -> Result<(FilledForm, Report), Report> {
        let values = self.bound.field_values(self.form, application.values(), application.origin())?;
        let filled = self.filler.fill(&values);
        let filled = filled.map_err(|problems| -> Report {
            problems.iter().map(|problem| self.fill_finding(problem, application)).collect()
        })?;
        let remarks = self.fill_remarks(&filled, application);
        Ok((filled, remarks))
    }

    fn flattened(&self, document: FilledForm, application: &Application) -> Result<FilledForm, Report> {
        let flattened = document.flattened(self.bound.template());
        flattened.map_err(|problem| [problem.finding(application.origin().clone())].into_iter().collect())
    }

    /// A problem of filling, at its place in the person's file and with the label of the field.
    fn fill_finding(&self, problem: &pdf::FillProblem, application: &Application) -> Finding {
        self.finding_at_field(problem.field(), application, |origin| problem.finding(origin))
    }

    /// The remarks about each field as it was filled. Those about the PDF itself are reported once a run, and its scripts
    /// when it is screened.
    fn fill_remarks(&self, document: &FilledForm, application: &Application) -> Report {
        let remarks = document.remarks().iter();
        let of_fields = remarks
            .filter(|remark| remark.field().is_some() && !matches!(remark, FillRemark::UnknownScript { .. }));
        of_fields
            .map(|remark| self.finding_at_field(remark.field(), application, |origin| remark.finding(origin)))
            .collect()
    }

    fn finding_at_field(
        &self,
        field: Option<&str>,
        application: &Application,
        finding: impl FnOnce(Origin) -> Finding,
    ) -> Finding {
        match field.and_then(|name| self.form.field(self.bound.key_of(name)?)) {
            Some(field) => finding(application.origin_of(&field.key))
                .about_field(field.key.clone())
                .with_text("field", field.label.clone()),
            None => finding(application.origin().clone()),
        }
    }

    /// An upper estimate of the bytes that the files of one application take.
    pub(crate) fn estimated_bytes(&self) -> u64 {
        const OWN: u64 = 48 << 10;
        let form = self.bound.template().pdf().bytes().len() as u64;
        form.saturating_add(OWN).saturating_mul(2)
    }

    /// The name that the files of an application share.
    pub(crate) fn package_name(&self, application: &Application, file: Option<u32>) -> PackageName {
        let subject = match application.file_label() {
            FileLabel::Public(name) => NamedAfter::Organisation(name),
            FileLabel::Private(word) => NamedAfter::Person(word),
        };
        let actions: Vec<&str> = application.action_words().iter().map(String::as_str).collect();
        PackageName::new(
            RowNumber { file, row: application.row() },
            subject,
            &actions,
            self.bound.is_sample(),
        )
    }

    fn container_too_large(
        &self,
        container: &UnsignedContainer,
        application: &Application,
    ) -> Option<Finding> {
        let largest = self.form.document().largest.as_ref()?;
        let size = container.size();
        (size > largest.bytes).then(|| {
            let mut finding = Finding::of(&findings::LARGE, application.origin().clone());
            finding.severity = largest.severity;
            finding.with("n", size).with("max", largest.bytes)
        })
    }
}

fn build_container(
    name: &PackageName,
    document: &FilledForm,
    options: &PackageOptions,
    application: &Application,
    prefix: Option<&SharedPrefix>,
) -> Result<UnsignedContainer, Report> {
    let refused = |why: String| -> Report {
        [Finding::of(&findings::NOT_PACKED, application.origin().clone()).with("why", why)]
            .into_iter()
            .collect()
    };
    let entry = EntryName::parse(&name.pdf_file()).map_err(|problems| {
        refused(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
    })?;
    let builder = ContainerBuilder::new(options.profile, options.time);
    // What all documents of the form begin with has been hashed already.
    let content = match prefix {
        Some(prefix) => EntryContent::with_prefix(prefix, document.bytes()),
        None => EntryContent::of(document.bytes()),
    };
    let draft = builder.document(entry, MediaType::PDF, content);
    let draft = options.attachments.iter().fold(draft, |draft, file| {
        draft?.attachment(file.name.clone(), MediaType::of_name(file.name.as_str()), &file.bytes)
    });
    draft.and_then(ContainerDraft::finish_without_document).map_err(|error| refused(error.to_string()))
}
