/// How much of a file is looked at. What is beyond makes the verdict unknown, never digital.
/// See [`classify`](crate::scan::classify()).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScanBudget {
    /// Operators of all pages of a PDF together.
    pub operators: usize,
    /// Files inside of a file that are looked at.
    pub files: usize,
    /// Bytes of all files inside, expanded.
    pub bytes: usize,
    /// How deep files inside of files are followed.
    pub depth: usize,
}

impl Default for ScanBudget {
    /// Enough for 10 pages as full as a page may be, and for files three deep.
    fn default() -> Self {
        Self { operators: 4_000_000, files: 64, bytes: 64 << 20, depth: 3 }
    }
}

/// What is left of a budget while files inside of files are looked at.
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

    /// One level deeper, unless that is too deep.
    pub(super) fn descend(&mut self) -> bool {
        let may = self.depth > 0;
        self.depth = self.depth.saturating_sub(1);
        may
    }

    pub(super) fn ascend(&mut self) {
        self.depth += 1;
    }

    /// How many files may still be looked at.
    pub(super) fn files(&self) -> usize {
        self.files
    }

    /// How many bytes may still be expanded.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Pays for a file; whether there was enough.
    pub(super) fn spend(&mut self, bytes: usize) -> bool {
        let enough = self.files > 0 && bytes <= self.bytes;
        self.files = self.files.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(bytes);
        enough
    }
}
