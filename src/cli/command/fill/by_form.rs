//! A form by its definition: one record of a data file, checked by the rules.

use crate::cli::args::FillArgs;
use crate::cli::failure::Failure;
use crate::cli::settings::CheckSettings;
use crate::cli::{files, package_builder, resolve};
use crate::data::Limits;
use crate::diag::{Origin, Report};
use crate::pdf::FilledForm;
use crate::pipeline;
use crate::rules::{AttachedFiles, CheckContext, Purpose};

pub(super) fn fill(
    args: &FillArgs,
    judgement: CheckSettings,
) -> Result<Result<(FilledForm, Report), Report>, Failure> {
    let form = resolve::form(args.form.form.as_deref())?;
    let template = package_builder::supplied_template(&args.form)?;
    let data = files::read_or_stdin(&args.values)?;
    let builder = match package_builder::create(&form, template.as_ref())? {
        Ok(builder) => builder,
        Err(report) => return Ok(Err(report)),
    };
    let registry = match resolve::registry(args.strictness.registry.as_deref())? {
        Ok(registry) => registry,
        Err(report) => return Ok(Err(report)),
    };
    let context = CheckContext {
        attached: AttachedFiles::Unknown,
        as_of: judgement.as_of,
        accept: judgement.accept,
        purpose: Purpose::Data,
        report_stale_definition: true,
        registry,
    };
    let name = files::shown(&args.values);
    let filled = pipeline::fill_one(&builder, &data, &name, &context, &Limits::default());
    Ok(filled.and_then(|(filled, told)| {
        if !args.flatten {
            return Ok((filled, told));
        }
        let template = builder.bound().template();
        let flattened = filled.flattened(template);
        let origin = Origin::file(name.clone());
        flattened
            .map(|filled| (filled, told))
            .map_err(|problem| [problem.finding(origin)].into_iter().collect())
    }))
}
