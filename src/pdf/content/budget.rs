//! The limits of work for one page, and the reasons for which a run over a page is incomplete.

use std::fmt;

/// The limits of what the interpreter does for one page. A limit that is reached ends the run and is reported as
/// [`Incomplete`]; what was reported before it holds. See [`Interpreter`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageBudget {
    /// Bytes of decoded content streams: the page's own, those of form `XObjects`, tiling patterns and glyph
    /// descriptions.
    pub decoded_bytes: usize,
    /// Operators of a page.
    pub operators: usize,
    /// Glyphs of a page.
    pub glyphs: usize,
    /// Runs of form `XObjects`, tiling patterns and glyph descriptions.
    pub stream_calls: usize,
    /// How deep those may be nested.
    pub nesting_depth: usize,
}

impl PageBudget {
    /// The limits for one page. Of 836 pages in the wild none had more than 200,000 operators, and forms were
    /// nested three or four deep.
    pub(crate) const DEFAULT: Self = Self {
        decoded_bytes: 32 << 20,
        operators: 400_000,
        glyphs: 400_000,
        stream_calls: 5000,
        nesting_depth: 12,
    };

    /// The limits for one appearance stream.
    pub(crate) const APPEARANCE: Self = Self {
        decoded_bytes: 16 << 20,
        operators: 200_000,
        glyphs: 20_000,
        stream_calls: 1000,
        nesting_depth: 8,
    };
}

impl Default for PageBudget {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// What the interpreter did not run, and why. See [`Interpreter`](crate::pdf::content::Interpreter).
#[must_use = "what was not run may have been visible"]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub(crate) enum Incomplete {
    /// A form `XObject`, pattern or glyph description that runs itself.
    Recursion,
    /// A content stream, image or form `XObject` that is named and missing, or is no stream.
    Missing,
    /// Coordinates that are not finite, or larger than those of any page.
    InvalidCoordinates,
    /// More than [`PageBudget::stream_calls`].
    TooManyStreamCalls,
    /// More than [`PageBudget::glyphs`].
    TooManyGlyphs,
    /// More than [`PageBudget::operators`], or more operands, saved graphics states or members of optional content than are
    /// kept.
    TooManyOperators,
    /// More than [`PageBudget::nesting_depth`].
    TooDeep,
    /// More than [`PageBudget::decoded_bytes`].
    TooLarge,
    /// A content stream that cannot be decoded, or only up to some byte.
    Unreadable,
}

impl Incomplete {
    /// Whether a limit was reached; otherwise the content is broken.
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

/// The work that was done for a page. See [`Interpreter`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PageCost {
    /// Decoded bytes.
    pub decoded_bytes: usize,
    /// Operators run.
    pub operators: usize,
    /// Glyphs shown.
    pub glyphs: usize,
    /// Form `XObjects`, patterns and glyph descriptions run.
    pub stream_calls: usize,
}

/// Counts the work against a [`PageBudget`] and collects the reasons of [`Incomplete`].
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

    /// Whether a limit is reached that ends the run over this page.
    pub(super) fn stopped(&self) -> bool {
        self.stopped
    }

    pub(super) fn record(&mut self, reason: Incomplete) {
        if !self.incomplete.contains(&reason) {
            self.incomplete.push(reason);
        }
    }

    pub(super) fn count_operator(&mut self) {
        self.cost.operators += 1;
        self.stop_if(self.cost.operators > self.budget.operators, Incomplete::TooManyOperators);
    }

    /// Counts what an operator costs beyond itself, in operators.
    pub(super) fn count_work(&mut self, operators: usize) {
        self.cost.operators = self.cost.operators.saturating_add(operators);
    }

    pub(super) fn count_glyph(&mut self) {
        self.cost.glyphs += 1;
        self.stop_if(self.cost.glyphs > self.budget.glyphs, Incomplete::TooManyGlyphs);
    }

    /// Counts a run of a form `XObject`, pattern or glyph description; false where the depth or the number is over
    /// its limit.
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

    fn stop_if(&mut self, over: bool, reason: Incomplete) {
        if over {
            self.stopped = true;
            self.record(reason);
        }
    }

    pub(super) fn finish(mut self) -> (PageCost, Vec<Incomplete>) {
        self.incomplete.sort();
        (self.cost, self.incomplete)
    }
}
