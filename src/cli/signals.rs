//! Signals that would end the program where an error can be reported, or a run stopped between two rows.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// A write past the system's limit on file sizes (`ulimit -f`) fails like one on a full disk: the error is reported,
/// and the half-written file removed. Without this, SIGXFSZ ends the program and leaves it.
pub(super) fn ignore_file_size_signal() {
    #[cfg(unix)]
    {
        use signal_hook::consts::SIGXFSZ;

        // The flag is not read: with any handler at all, the write returns an error. Where none can be set, the
        // system's own way stands.
        let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}

/// Whether somebody asked the program to stop.
#[derive(Debug, Clone)]
pub(super) struct StopSignal(Arc<AtomicUsize>);

/// From now on Ctrl-C (SIGINT) and SIGTERM ask to stop: packages that are being built are finished first. A second
/// signal ends the program at once; `--resume` goes on with what it leaves all the same.
pub(super) fn stop_on_signal() -> StopSignal {
    let asked = Arc::new(AtomicUsize::new(0));
    let twice = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // In this order: the second signal finds the flag that the first one set. Where no handler can be set, the
        // system's own way stands.
        let _ = flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&twice));
        let _ = flag::register(signal, Arc::clone(&twice));
        let _ = flag::register_usize(signal, Arc::clone(&asked), signal.unsigned_abs() as usize);
    }
    StopSignal(asked)
}

impl StopSignal {
    pub(super) fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }

    /// The signal that asked; that of Ctrl-C where none did.
    pub(super) fn signal(&self) -> i32 {
        match i32::try_from(self.0.load(Ordering::Relaxed)) {
            Ok(signal) if signal > 0 => signal,
            _ => SIGINT,
        }
    }
}
