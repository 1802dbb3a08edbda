//! The bar of a run in a terminal: how far it is, how fast, and how long it will take yet.

use std::fmt;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::{messages, terminal};
use crate::diag::Lang;

/// So many letters a line must hold for a bar beside its numbers.
const MIN_WIDTH_FOR_BAR: usize = 60;
/// So long nothing is said of what is to come.
const MIN_ELAPSED: Duration = Duration::from_secs(1);

/// A bar for so many rows, of which some were done by an earlier run.
pub(in crate::cli) fn progress_bar(rows: u32, done: u32, lang: Lang) -> ProgressBar {
    let (rate, left) = messages::run::rate_labels(lang);
    let template = if terminal::width_of_errors().is_none_or(|width| width >= MIN_WIDTH_FOR_BAR) {
        format!("{{wide_bar}} {{pos}}/{{len}}  {{rate}} {rate}  {left} {{left}}")
    } else {
        format!("{{pos}}/{{len}}  {left} {{left}}")
    };
    let bar = ProgressBar::with_draw_target(Some(rows.into()), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(
            style
                .with_key("rate", move |state: &ProgressState, out: &mut dyn fmt::Write| {
                    let _ = write!(out, "{:.0}", rate_of(state, done));
                })
                .with_key("left", move |state: &ProgressState, out: &mut dyn fmt::Write| {
                    let _ = out.write_str(&clock(time_left(state, done)));
                }),
        );
    }
    bar.set_position(done.into());
    bar
}

/// Rows a second, in this run.
fn rate_of(state: &ProgressState, done: u32) -> f64 {
    let rows = u32::try_from(state.pos().saturating_sub(done.into())).unwrap_or(u32::MAX);
    f64::from(rows) / state.elapsed().max(MIN_ELAPSED).as_secs_f64()
}

fn time_left(state: &ProgressState, done: u32) -> Option<Duration> {
    let rows = u32::try_from(state.len()?.saturating_sub(state.pos())).ok()?;
    let left = Duration::try_from_secs_f64(f64::from(rows) / rate_of(state, done)).ok()?;
    (state.elapsed() >= MIN_ELAPSED).then_some(left)
}

/// `0:07`, `12:30`, `1:02:03`.
fn clock(time: Option<Duration>) -> String {
    let Some(time) = time else { return "–".to_owned() };
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_as_on_a_clock() {
        let at = |seconds| clock(Some(Duration::from_secs(seconds)));
        assert_eq!([at(7), at(750), at(3723)], ["0:07", "12:30", "1:02:03"]);
        assert_eq!(clock(None), "–");
    }
}
