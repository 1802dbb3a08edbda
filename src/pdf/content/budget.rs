//! How much work a page may ask for, and what to say when it asks for more.

use std::fmt;

/// How much the interpreter may do. Every limit that is hit is reported, and what was seen until then stands.
/// See [`Interpreter`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageBudget {
    /// Decoded content of a page, in bytes: its own, and that of forms, patterns and glyph procedures.
    pub decoded_bytes: usize,
    /// Operators of a page.
    pub operators: usize,
    /// Glyphs of a page.
    pub glyphs: usize,
    /// How often forms, patterns and glyph procedures are run on a page.
    pub stream_calls: usize,
    /// How deep they may nest.
    pub nesting_depth: usize,
}

impl PageBudget {
    /// The limits for one page. Real pages stay far below: of 836 pages in the wild none had more than 200,000
    /// operators, and forms nest three or four deep.
    pub(crate) const DEFAULT: Self = Self {
        decoded_bytes: 32 << 20,
        operators: 400_000,
        glyphs: 400_000,
        stream_calls: 5000,
        nesting_depth: 12,
    };
}

impl Default for PageBudget {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Why a page was not seen whole, or not with certainty. See [`Interpreter`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub(crate) enum Incomplete {
    /// A form, pattern or glyph procedure that runs itself.
    Recursion,
    /// Content, an image or a form that is named and not there, or cannot be read.
    Missing,
    /// Coordinates that no page has.
    InvalidCoordinates,
    /// A limit of [`PageBudget::stream_calls`].
    TooManyStreamCalls,
    /// A limit of [`PageBudget::glyphs`].
    TooManyGlyphs,
    /// A limit of [`PageBudget::operators`], or more operands or saved states than any program writes.
    TooManyOperators,
    /// A limit of [`PageBudget::nesting_depth`].
    TooDeep,
    /// A limit of [`PageBudget::decoded`].
    TooLarge,
    /// A content stream that cannot be decoded, or only up to a point.
    Unreadable,
}

impl Incomplete {
    /// Whether the budget was spent, as against content that is broken.
    pub(crate) fn is_limit(self) -> bool {
        !matches!(self, Self::Recursion | Self::Missing | Self::InvalidCoordinates | Self::Unreadable)
    }
}

impl fmt::Display for Incomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Recursion => "content that runs itself",
            Self::Missing => "something on it is missing",
            Self::InvalidCoordinates => "coordinates that mean nothing",
            Self::TooManyStreamCalls => "too many form calls",
            Self::TooManyGlyphs => "too many glyphs",
            Self::TooManyOperators => "too many operators",
            Self::TooDeep => "forms nested too deep",
            Self::TooLarge => "too much content when expanded",
            Self::Unreadable => "a content stream that cannot be decoded",
        })
    }
}

/// What a page has cost so far. See [`Interpreter`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PageCost {
    /// In bytes.
    pub decoded_bytes: usize,
    /// Operators.
    pub operators: usize,
    /// Glyphs.
    pub glyphs: usize,
    /// Forms, patterns and glyph procedures run.
    pub stream_calls: usize,
}

/// Keeps to a budget.
#[derive(Debug)]
pub(super) struct BudgetMeter {
    budget: PageBudget,
    pub(super) cost: PageCost,
    incomplete: Vec<Incomplete>,
    stopped: bool,
}

impl BudgetMeter {
    pub(super) fn new(budget: PageBudget) -> Self {
        Self { budget, cost: PageCost::default(), incomplete: Vec::new(), stopped: false }
    }

    /// Whether nothing more may be done on this page.
    pub(super) fn stopped(&self) -> bool {
        self.stopped
    }

    pub(super) fn record(&mut self, trouble: Incomplete) {
        if !self.incomplete.contains(&trouble) {
            self.incomplete.push(trouble);
        }
    }

    pub(super) fn count_operator(&mut self) {
        self.cost.operators += 1;
        self.stop_if(self.cost.operators > self.budget.operators, Incomplete::TooManyOperators);
    }

    pub(super) fn count_glyph(&mut self) {
        self.cost.glyphs += 1;
        self.stop_if(self.cost.glyphs > self.budget.glyphs, Incomplete::TooManyGlyphs);
    }

    /// Whether a form, pattern or glyph procedure may be run at this depth.
    pub(super) fn begin_call(&mut self, depth: usize) -> bool {
        if depth > self.budget.nesting_depth {
            self.record(Incomplete::TooDeep);
            return false;
        }
        self.cost.stream_calls += 1;
        self.stop_if(self.cost.stream_calls > self.budget.stream_calls, Incomplete::TooManyStreamCalls);
        !self.stopped
    }

    /// How many bytes may still be decoded.
    pub(super) fn remaining_bytes(&self) -> usize {
        self.budget.decoded_bytes.saturating_sub(self.cost.decoded_bytes)
    }

    pub(super) fn add_decoded(&mut self, bytes: usize) {
        self.cost.decoded_bytes = self.cost.decoded_bytes.saturating_add(bytes);
    }

    fn stop_if(&mut self, over: bool, trouble: Incomplete) {
        if over {
            self.stopped = true;
            self.record(trouble);
        }
    }

    pub(super) fn finish(mut self) -> (PageCost, Vec<Incomplete>) {
        self.incomplete.sort();
        (self.cost, self.incomplete)
    }
}
