//! The arguments as clap reads them. Their help is in `help`, in both languages.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

#[derive(Debug, Parser)]
#[command(
    name = "edocpack",
    bin_name = "edocpack",
    version,
    disable_help_subcommand = true,
    subcommand_required = true
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) common: GlobalArgs,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Args)]
pub(super) struct GlobalArgs {
    #[arg(long, global = true, value_name = "lv|en", hide_possible_values = true, ignore_case = true)]
    pub(super) lang: Option<LangArg>,
    #[arg(
        long,
        global = true,
        value_name = "KIND",
        hide_possible_values = true,
        value_parser = one_of(["human", "json", "junit", "github", "sarif", "short"])
    )]
    pub(super) format: Option<FormatArg>,
    #[arg(long, global = true, conflicts_with = "format")]
    pub(super) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LangArg {
    Lv,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatArg {
    Human,
    Json,
    /// Of `build` and `check`.
    Junit,
    /// Of `build` and `check`.
    Github,
    /// Of `check`.
    Sarif,
    /// Of `check`.
    Short,
    /// Of `form template`, as `json` is.
    Csv,
    /// Of `form template`.
    Toml,
    /// Of `form template`.
    Xlsx,
}

/// A `--format` that takes these.
fn one_of<const N: usize>(names: [&'static str; N]) -> impl TypedValueParser<Value = FormatArg> {
    PossibleValuesParser::new(names).try_map(|name| FormatArg::from_str(&name, false))
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Build(BuildArgs),
    #[command(visible_alias = "verify")]
    Check(CheckArgs),
    Merge(MergeArgs),
    Status(StatusArgs),
    Trust(TrustArgs),
    Pack(PackArgs),
    Extract(ExtractArgs),
    Fill(FillArgs),
    ScanCheck(ScanCheckArgs),
    Inspect(InspectArgs),
    Export(ExportArgs),
    #[cfg(feature = "preview")]
    Preview(PreviewArgs),
    Explain(ExplainArgs),
    Form(FormArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Which form, on which PDF.
#[derive(Debug, Clone, Args)]
pub(super) struct FormChoice {
    #[arg(long, value_name = "FORM")]
    pub(super) form: Option<String>,
    #[arg(long, value_name = "PDF")]
    pub(super) template: Option<PathBuf>,
    #[arg(long, value_name = "TOML", requires = "template")]
    pub(super) binding: Option<PathBuf>,
}

/// How an encrypted PDF is opened. A password among the arguments would be seen by others.
#[derive(Debug, Clone, Args)]
pub(super) struct PasswordArgs {
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
}

/// How strictly, and on which day.
#[derive(Debug, Clone, Args)]
pub(super) struct Strictness {
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(super) accept: Vec<String>,
    #[arg(long)]
    pub(super) deny_warnings: bool,
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) as_of: Option<String>,
    #[arg(long, value_name = "CSV")]
    pub(super) registry: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct BuildArgs {
    #[arg(required = true, value_name = "DATA")]
    pub(super) data: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) form: FormChoice,
    #[command(flatten)]
    pub(super) strictness: Strictness,
    #[arg(long, short, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    #[arg(long, alias = "overwrite", conflicts_with = "shard")]
    pub(super) replace: bool,
    #[command(flatten)]
    pub(super) profile: ProfileChoice,
    #[arg(long, value_name = "TIME")]
    pub(super) build_time: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(super) attach: Vec<PathBuf>,
    #[arg(long, short, value_name = "N", allow_negative_numbers = true)]
    pub(super) jobs: Option<NonZeroUsize>,
    #[arg(long)]
    pub(super) fail_fast: bool,
    #[arg(long)]
    pub(super) resume: bool,
    #[arg(long, value_name = "K/N")]
    pub(super) shard: Option<String>,
    #[arg(long)]
    pub(super) flatten: bool,
    #[cfg(feature = "preview")]
    #[arg(long)]
    pub(super) preview: bool,
}

#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    #[arg(value_name = "DIR")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) form: FormChoice,
    #[arg(long)]
    pub(super) overwrite: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) form: FormChoice,
    #[arg(long, conflicts_with_all = ["form", "template", "binding"])]
    pub(super) no_form: bool,
    #[command(flatten)]
    pub(super) strictness: Strictness,
    #[command(flatten)]
    pub(super) validation: ValidationArgs,
    #[command(flatten)]
    pub(super) limits: LimitsChoice,
}

#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    #[arg(value_name = "OUT")]
    pub(super) out: PathBuf,
    #[arg(required = true, value_name = "SIGNED")]
    pub(super) signed: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) form: FormChoice,
    #[command(flatten)]
    pub(super) strictness: Strictness,
    #[command(flatten)]
    pub(super) validation: ValidationArgs,
    #[command(flatten)]
    pub(super) limits: LimitsChoice,
}

#[derive(Debug, Args)]
pub(super) struct PackArgs {
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    #[arg(long, short, value_name = "EDOC")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) profile: ProfileChoice,
    #[arg(long, value_name = "FORM")]
    pub(super) form: Option<String>,
    #[arg(long)]
    pub(super) overwrite: bool,
    #[arg(long, value_name = "TIME")]
    pub(super) build_time: Option<String>,
}

/// By what signatures are validated.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ValidationArgs {
    #[arg(long, value_name = "[ROLE=]FILE", num_args = 1)]
    pub(super) trust: Vec<String>,
    #[arg(long, value_name = "FILE", num_args = 1, requires = "trust")]
    pub(super) lotl_signer: Vec<PathBuf>,
    #[arg(long, value_name = "FILE", num_args = 1, requires = "trust")]
    pub(super) list_signer: Vec<PathBuf>,
    #[arg(long, value_name = "TIME")]
    pub(super) at: Option<String>,
    #[arg(long, value_name = "WHAT")]
    pub(super) require: Option<RequireArg>,
}

#[derive(Debug, Args)]
pub(super) struct TrustArgs {
    #[arg(value_name = "[ROLE=]FILE")]
    pub(super) files: Vec<String>,
    #[arg(long, value_name = "FILE", num_args = 1, requires = "files")]
    pub(super) lotl_signer: Vec<PathBuf>,
    #[arg(long, value_name = "FILE", num_args = 1, requires = "files")]
    pub(super) list_signer: Vec<PathBuf>,
    #[arg(long)]
    pub(super) check: bool,
}

/// What a signature has to be at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RequireArg {
    Intact,
    Valid,
    Qualified,
}

/// How much of a container is looked at.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct LimitsChoice {
    #[arg(long, value_name = "NAME=N", value_delimiter = ',')]
    pub(super) limit: Vec<String>,
}

/// What kind of container is made.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct ProfileChoice {
    #[arg(
        long,
        value_name = "KIND",
        default_value = "edoc",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) profile: ProfileArg,
    #[arg(
        long,
        value_name = "HASH",
        default_value = "sha256",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) digest: DigestArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ProfileArg {
    AsicECades,
    Asice,
    Edoc,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DigestArg {
    Sha256,
    Sha384,
    Sha512,
}

#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    #[arg(value_name = "EDOC")]
    pub(super) file: PathBuf,
    #[arg(long, short, value_name = "DIR")]
    pub(super) out: PathBuf,
    #[arg(long)]
    pub(super) overwrite: bool,
    #[command(flatten)]
    pub(super) limits: LimitsChoice,
}

#[derive(Debug, Args)]
pub(super) struct FillArgs {
    #[arg(value_name = "VALUES")]
    pub(super) values: PathBuf,
    #[command(flatten)]
    pub(super) form: FormChoice,
    #[command(flatten)]
    pub(super) strictness: Strictness,
    #[arg(long, short, value_name = "PDF")]
    pub(super) out: PathBuf,
    #[arg(long)]
    pub(super) flatten: bool,
    #[arg(long)]
    pub(super) overwrite: bool,
    #[command(flatten)]
    pub(super) password: PasswordArgs,
}

#[derive(Debug, Args)]
pub(super) struct ScanCheckArgs {
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) password: PasswordArgs,
    #[command(flatten)]
    pub(super) limits: LimitsChoice,
}

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    #[arg(value_name = "PDF")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) password: PasswordArgs,
}

#[cfg(feature = "preview")]
#[derive(Debug, Args)]
pub(super) struct PreviewArgs {
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        hide_default_value = true,
        allow_negative_numbers = true
    )]
    pub(super) page: u32,
    #[arg(
        long,
        value_name = "N",
        default_value_t = 150,
        hide_default_value = true,
        allow_negative_numbers = true
    )]
    pub(super) dpi: u16,
    #[arg(long, short, value_name = "PNG")]
    pub(super) out: PathBuf,
    #[arg(long)]
    pub(super) overwrite: bool,
    #[command(flatten)]
    pub(super) password: PasswordArgs,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    #[arg(value_name = "CODE")]
    pub(super) code: String,
    #[arg(long, value_name = "FORM")]
    pub(super) form: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct FormArgs {
    #[command(subcommand)]
    pub(super) command: FormCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum FormCommand {
    Bind(BindArgs),
    Diff(DiffArgs),
    Lint(LintArgs),
    List,
    New(NewArgs),
    Show {
        #[arg(value_name = "FORM")]
        form: Option<String>,
    },
    Template(TemplateArgs),
    Schema(SchemaArgs),
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    #[arg(value_name = "FORM")]
    pub(super) form: Option<String>,
    #[arg(
        long,
        value_name = "WHAT",
        default_value = "data",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) of: SchemaOf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// The data of the form.
    Data,
    /// `form.toml`.
    Form,
    /// `binding.toml`.
    Binding,
    /// `examples.toml`.
    Examples,
    /// `records/NAME.package.json`.
    Record,
    /// `report.json`.
    Report,
    /// A line of `check --format json`.
    Check,
}

#[derive(Debug, Args)]
pub(super) struct LintArgs {
    #[arg(value_name = "FORM")]
    pub(super) form: Option<String>,
    #[arg(long, value_name = "PDF")]
    pub(super) template: Option<PathBuf>,
    #[arg(long, value_name = "TOML", requires = "template")]
    pub(super) binding: Option<PathBuf>,
    #[arg(long, value_name = "SHA256")]
    pub(super) pdf_sha256: Option<String>,
    #[arg(long)]
    pub(super) deny_warnings: bool,
}

#[derive(Debug, Args)]
pub(super) struct BindArgs {
    #[arg(value_name = "FORM")]
    pub(super) form: String,
    #[arg(value_name = "PDF")]
    pub(super) pdf: PathBuf,
    #[arg(long)]
    pub(super) write: bool,
    #[arg(long, short, value_name = "FILE", requires = "write")]
    pub(super) out: Option<PathBuf>,
    #[arg(long, requires = "write")]
    pub(super) overwrite: bool,
}

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    #[arg(value_name = "PDF")]
    pub(super) pdf: PathBuf,
    #[arg(long, short, value_name = "DIR")]
    pub(super) out: PathBuf,
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
    #[arg(long)]
    pub(super) overwrite: bool,
}

#[derive(Debug, Args)]
pub(super) struct TemplateArgs {
    #[arg(value_name = "FORM")]
    pub(super) form: Option<String>,
    /// The global option under another help: here the output is the sheet.
    #[arg(
        long,
        value_name = "KIND",
        hide_possible_values = true,
        value_parser = one_of(["csv", "xlsx", "json", "toml"])
    )]
    pub(super) format: Option<FormatArg>,
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    #[arg(long)]
    pub(super) overwrite: bool,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    #[arg(value_name = "COMMAND")]
    pub(super) command: Vec<String>,
}
