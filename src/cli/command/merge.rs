//! `edocpack merge OUT`: the shards of a run, put together.

use serde_json::json;

use crate::batch;
use crate::cli::args::MergeArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, messages};
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, package_builder, resolve};
use crate::output::{Durability, Folder, Overwrite};

pub(in crate::cli) fn run(args: &MergeArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let form = resolve::form(args.form.form.as_deref())?;
    let template = package_builder::supplied_template(&args.form)?;
    let builder = match package_builder::create(&form, template.as_ref())? {
        Ok(builder) => builder,
        Err(report) => return print::refusal(&report, settings),
    };
    let folder = Folder::open(&args.out, Overwrite::from_flag(args.overwrite))
        .map_err(|e| Failure::from_output(&e))?;
    let folder = folder.with_durability(Durability::Buffered);
    let shards = batch::shard_count(&folder).map_err(|error| Failure::from_batch(&error))?;
    let Some(shards) = shards else {
        let shown = args.out.display();
        return Err(Failure::new(
            format!("mapē `{shown}` nav nevienas daļas"),
            format!("there is no shard in `{shown}`"),
        )
        .hint(
            "vispirms: edocpack build DATI --shard 1/N --out MAPE",
            "first: edocpack build DATA --shard 1/N --out DIR",
        ));
    };
    let (totals, tables) =
        batch::merge(&folder, shards, &builder).map_err(|error| Failure::from_batch(&error))?;
    match settings.format {
        OutputFormat::Human => {
            print::line(&messages::run::totals(&totals, settings.lang))?;
            let options = package_builder::form_options(&args.form);
            for table in &tables {
                let table = folder.path().join(table);
                print::line(&messages::run::correct_rows(&table, folder.path(), &options, settings.lang))?;
            }
            print::line(&messages::run::open_next(&folder.path().join("lapa.html"), settings.lang))?;
        }
        OutputFormat::Json => {
            print::json(&json!({ "out": folder.path(), "shards": shards, "totals": totals }))?;
        }
    }
    Ok(if totals.refused > 0 { Outcome::Refused } else { Outcome::Done })
}
