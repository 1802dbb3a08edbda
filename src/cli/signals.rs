//! Signals that would end the program where an error can be told.

/// A write past the system's limit on file sizes (`ulimit -f`) fails like one on a full disk: the error is told, and
/// what was half written is taken away. Without this, SIGXFSZ ends the program and leaves it.
pub(super) fn survive_file_size_limit() {
    #[cfg(unix)]
    {
        use std::sync::Arc;
        use std::sync::atomic::AtomicBool;

        use signal_hook::consts::SIGXFSZ;

        // Nobody asks for the flag: with any handler at all, the write returns an error. Where none can be set, the
        // system's own way stands.
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}
