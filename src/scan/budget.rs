/// The limits of work for one file. A file or page that reaches one of them is unknown, never digital; a scan that was
/// found before is reported all the same. See [`classify`](crate::scan::classify()).
///
/// Not covered are what a parser builds in memory of one file, for which there is only
/// `MAX_FILE` and the limits of each reader; and a few caps in the content interpreter that
/// are not reported: annotations of a page beyond 2000 are not run, nor are optional content groups beyond 1000 of one
/// membership dictionary read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScanBudget {
    /// Operators of all pages of a PDF together.
    pub operators: usize,
    /// Files in a file that are classified.
    pub files: usize,
    /// Bytes of all those files, decompressed.
    pub bytes: usize,
    /// How deep files may be nested in files.
    pub depth: usize,
}

impl Default for ScanBudget {
    /// Enough for 10 pages that reach the limits of a page, and for three levels of files.
    fn default() -> Self {
        Self { operators: 4_000_000, files: 64, bytes: 64 << 20, depth: 3 }
    }
}

/// The rest of a budget while nested files are classified.
#[derive(Debug)]
pub(super) struct BudgetLeft {
    pub(super) operators: usize,
    files: usize,
    bytes: usize,
    depth: usize,
}

impl BudgetLeft {
    pub(super) fn of(budget: &ScanBudget) -> Self {
        Self { operators: budget.operators, files: budget.files, bytes: budget.bytes, depth: budget.depth }
    }

    /// Enters a nested file; false where that is too deep.
    pub(super) fn descend(&mut self) -> bool {
        let may = self.depth > 0;
        self.depth = self.depth.saturating_sub(1);
        may
    }

    pub(super) fn ascend(&mut self) {
        self.depth += 1;
    }

    /// How many files may still be classified.
    pub(super) fn files(&self) -> usize {
        self.files
    }

    /// How many bytes may still be decompressed.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Takes a file of this size from the budget; false where it is beyond.
    pub(super) fn spend(&mut self, bytes: usize) -> bool {
        let enough = self.files > 0 && bytes <= self.bytes;
        self.files = self.files.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(bytes);
        enough
    }
}
