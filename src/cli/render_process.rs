//! A page drawn in a process of its own: a picture that a hostile file makes endless, huge or deadly ends that process
//! and nothing else.
//!
//! The process is this program again, with one word that no person types; it takes its order from standard input and
//! answers with a PNG file.

use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::failure::Failure;
use crate::batch::PreviewRenderer;
use crate::pdf::Pdf;
use crate::pdf::content::Incomplete;
use crate::preview::{PreviewError, PreviewPage, Resolution, render_request};

/// The word. A person's first argument is a command or a file.
const RENDER_ARG: &str = "--draw-as-ordered";
/// How long a page may take.
const RENDER_TIMEOUT: Duration = Duration::from_secs(10);
/// Larger than any order: the largest PDF and a line.
const MAX_REQUEST_BYTES: u64 = crate::pdf::MAX_FILE as u64 + (1 << 20);
/// Larger than any picture of [`MOST_PIXELS`](crate::preview::MOST_PIXELS) that was not compressed at all.
const MAX_PNG_BYTES: u64 = 80 << 20;

/// Draws a page in a process of its own.
pub(super) fn render_in_process(sheet: &PreviewPage) -> Result<Result<Vec<u8>, PreviewError>, Failure> {
    let mut child = spawn().map_err(|error| {
        Failure::by_system("nevar palaist zīmēšanas procesu", "cannot start the process that draws", &error)
    })?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let order = sheet.to_request();
    let (tell, answers) = mpsc::channel();
    std::thread::spawn(move || {
        // A process that ended early does not take all of it: what it answers tells.
        let _ = input.map(|mut input| input.write_all(&order));
        let mut picture = Vec::new();
        let read = output.map(|output| output.take(MAX_PNG_BYTES).read_to_end(&mut picture));
        let _ = tell.send(read.map(|read| read.map(|_| picture)));
    });
    let answer = answers.recv_timeout(RENDER_TIMEOUT);
    let ended = wait(&mut child, answer.is_err());
    Ok(match (answer, ended) {
        (Ok(Some(Ok(picture))), Some(0)) => Ok(picture),
        (Ok(_), Some(_)) => Err(PreviewError::NotRendered { why: "the rasterizer gave up" }),
        // Ended by the system, for memory or time, or by us.
        _ => Err(PreviewError::BudgetExceeded(Incomplete::TooLarge)),
    })
}

/// Draws each document of a run in a process of its own.
#[derive(Debug)]
pub(super) struct ProcessRenderer;

impl PreviewRenderer for ProcessRenderer {
    fn render(&self, pdf: &[u8]) -> Option<Vec<u8>> {
        let sheet = PreviewPage::of(&Pdf::read(pdf).ok()?, 0, Resolution::SCREEN).ok()?;
        render_in_process(&sheet).ok()?.ok()
    }
}

fn spawn() -> io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .arg(RENDER_ARG)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Its exit code; none where it did not end by itself.
fn wait(child: &mut Child, kill: bool) -> Option<i32> {
    if kill {
        let _ = child.kill();
    }
    child.wait().ok()?.code()
}

/// Whether this process is to draw what it is ordered.
pub(super) fn is_render_request(args: &[OsString]) -> bool {
    matches!(args, [_, word] if word == RENDER_ARG)
}

/// Draws what standard input orders.
pub(super) fn serve_request() -> ExitCode {
    limit_resources();
    let mut order = Vec::new();
    let read = io::stdin().lock().take(MAX_REQUEST_BYTES).read_to_end(&mut order);
    let drawn = read.ok().and_then(|_| render_request(&order).ok());
    match drawn.map(|picture| io::stdout().lock().write_all(&picture)) {
        Some(Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// What the system grants to a process that draws, where it can be told.
fn limit_resources() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};

        const MEMORY: u64 = 1 << 30;
        for (resource, most) in [
            (Resource::As, MEMORY),
            (Resource::Cpu, RENDER_TIMEOUT.as_secs()),
            (Resource::Core, 0),
            (Resource::Fsize, 0),
        ] {
            // A system that does not know one of them still has the others, and our own patience.
            let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
        }
    }
}
