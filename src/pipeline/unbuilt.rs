//! Data checked as a run would build them, without anything written.

use super::before::{SaidOnce, Twins};
use super::{Intake, Press, Shelf, attached, intake};
use crate::data::Limits;
use crate::diag::Report;
use crate::rules::{Checker, Circumstances};

/// Checks every record of a data file: its values by the rules, and whether they fit the form's PDF. Returns the row or
/// number of each record, and all that a run would say of them; what it says of itself is [`rules::about_the_run`].
///
/// [`rules::about_the_run`]: crate::rules::about_the_run
pub fn check_data(
    press: &Press<'_>,
    bytes: &[u8],
    name: &str,
    circumstances: &Circumstances,
    limits: &Limits,
    shelf: &Shelf,
) -> (Vec<u32>, Report) {
    let Intake { records, mut report, purpose } = match intake(press, bytes, name, limits) {
        Ok(intake) => intake,
        Err(refused) => return (Vec::new(), refused),
    };
    let checker = Checker::new(press.form(), circumstances.clone().of(purpose));
    if let Some(first) = records.first() {
        report.append(checker.about_columns(first));
    }
    report.accept(&circumstances.accept);
    let (mut once, mut twins) = (SaidOnce::new(press.form()), Twins::default());
    for record in &records {
        let found = match checker.check(record) {
            Ok(application) => {
                let twin = twins.look(&application);
                // What is filled is not kept.
                let told = press.document(&application).map_or_else(|unfit| unfit, |(_, told)| told);
                let beside = attached(press, &application, shelf).1;
                let mut found = application.report().clone();
                found.extend(twin);
                found.append(beside);
                found.append(told);
                found
            }
            Err(refused) => refused,
        };
        report.extend(found.into_iter().filter(|finding| once.is_new(finding)));
    }
    (records.iter().map(|record| record.row).collect(), report)
}
