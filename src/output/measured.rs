use std::io::{self, Write};

use sha2::{Digest as _, Sha256};

use super::FileDigest;
use crate::values::Sha256Digest;

/// Takes what is written to a file, and keeps only its size and digest.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    size: u64,
    sha256: Sha256,
}

impl Measured {
    /// The measures of a file of this name.
    pub(crate) fn of(self, file: &str) -> FileDigest {
        let sha256 = Sha256Digest::from_bytes(self.sha256.finalize().into());
        FileDigest { file: file.to_owned(), size: self.size, sha256 }
    }
}

impl Write for Measured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sha256.update(bytes);
        self.size = self.size.saturating_add(bytes.len() as u64);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
