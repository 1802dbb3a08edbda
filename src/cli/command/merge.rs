//! `edocpack merge OUT`: the shards of a run, put together.

use serde_json::json;

use crate::batch;
use crate::cli::args::MergeArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, words};
use crate::cli::settings::{Format, Settings};
use crate::cli::{Outcome, chosen, press};
use crate::output::{Durability, Folder, Overwrite};

pub(in crate::cli) fn run(args: &MergeArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let form = chosen::form(args.form.form.as_deref())?;
    let paper = press::paper(&args.form)?;
    let press = match press::set_up(&form, paper.as_ref())? {
        Ok(press) => press,
        Err(report) => return print::refusal(&report, settings),
    };
    let folder =
        Folder::open(&args.out, Overwrite::asked(args.overwrite)).map_err(|e| Failure::of_output(&e))?;
    let folder = folder.durable(Durability::Buffered);
    let shards = batch::shards_in(&folder).map_err(|error| Failure::of_run(&error))?;
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
    let (totals, tables) = batch::merge(&folder, shards, &press).map_err(|error| Failure::of_run(&error))?;
    match settings.format {
        Format::Human => {
            print::line(&words::run::totals(&totals, settings.lang))?;
            let options = press::options(&args.form);
            for table in &tables {
                let table = folder.path().join(table);
                print::line(&words::run::mend(&table, folder.path(), &options, settings.lang))?;
            }
            print::line(&words::run::open_next(&folder.path().join("lapa.html"), settings.lang))?;
        }
        Format::Json => print::json(&json!({ "out": folder.path(), "shards": shards, "totals": totals }))?,
    }
    Ok(if totals.refused > 0 { Outcome::Refused } else { Outcome::Done })
}
