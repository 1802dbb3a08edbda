//! How much work a page may ask for, and what to say when it asks for more.

use std::fmt;

/// How much the interpreter may do. Every limit that is hit is reported, and what was seen until then stands.
/// See [`Interpreter`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Decoded content of a page, in bytes: its own, and that of forms, patterns and glyph procedures.
    pub decoded: usize,
    /// Operators of a page.
    pub operators: usize,
    /// Glyphs of a page.
    pub glyphs: usize,
    /// How often forms, patterns and glyph procedures are run on a page.
    pub calls: usize,
    /// How deep they may nest.
    pub depth: usize,
}

impl Budget {
    /// The limits for one page. Real pages stay far below: of 836 pages in the wild none had more than 200,000
    /// operators, and forms nest three or four deep.
    pub const PAGE: Self =
        Self { decoded: 32 << 20, operators: 400_000, glyphs: 400_000, calls: 5000, depth: 12 };
}

impl Default for Budget {
    fn default() -> Self {
        Self::PAGE
    }
}

/// Why a page was not seen whole, or not with certainty. See [`Interpreter`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Trouble {
    /// A form, pattern or glyph procedure that runs itself.
    Loop,
    /// Content, an image or a form that is named and not there, or cannot be read.
    Missing,
    /// Coordinates that no page has.
    Nonsense,
    /// A limit of [`Budget::calls`].
    TooManyCalls,
    /// A limit of [`Budget::glyphs`].
    TooManyGlyphs,
    /// A limit of [`Budget::operators`], or more operands or saved states than any program writes.
    TooManyOperators,
    /// A limit of [`Budget::depth`].
    TooDeep,
    /// A limit of [`Budget::decoded`].
    TooLarge,
    /// A content stream that cannot be decoded, or only up to a point.
    Unreadable,
}

impl Trouble {
    /// Whether the budget was spent, as against content that is broken.
    pub fn is_limit(self) -> bool {
        !matches!(self, Self::Loop | Self::Missing | Self::Nonsense | Self::Unreadable)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Loop => "content that runs itself",
            Self::Missing => "something on it is missing",
            Self::Nonsense => "coordinates that mean nothing",
            Self::TooManyCalls => "too many form calls",
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
pub struct Spent {
    /// In bytes.
    pub decoded: usize,
    /// Operators.
    pub operators: usize,
    /// Glyphs.
    pub glyphs: usize,
    /// Forms, patterns and glyph procedures run.
    pub calls: usize,
}

/// Keeps to a budget.
#[derive(Debug)]
pub(super) struct Meter {
    budget: Budget,
    pub(super) spent: Spent,
    troubles: Vec<Trouble>,
    stopped: bool,
}

impl Meter {
    pub(super) fn new(budget: Budget) -> Self {
        Self { budget, spent: Spent::default(), troubles: Vec::new(), stopped: false }
    }

    /// Whether nothing more may be done on this page.
    pub(super) fn stopped(&self) -> bool {
        self.stopped
    }

    pub(super) fn note(&mut self, trouble: Trouble) {
        if !self.troubles.contains(&trouble) {
            self.troubles.push(trouble);
        }
    }

    pub(super) fn operator(&mut self) {
        self.spent.operators += 1;
        self.stop_if(self.spent.operators > self.budget.operators, Trouble::TooManyOperators);
    }

    pub(super) fn glyph(&mut self) {
        self.spent.glyphs += 1;
        self.stop_if(self.spent.glyphs > self.budget.glyphs, Trouble::TooManyGlyphs);
    }

    /// Whether a form, pattern or glyph procedure may be run at this depth.
    pub(super) fn may_call(&mut self, depth: usize) -> bool {
        if depth > self.budget.depth {
            self.note(Trouble::TooDeep);
            return false;
        }
        self.spent.calls += 1;
        self.stop_if(self.spent.calls > self.budget.calls, Trouble::TooManyCalls);
        !self.stopped
    }

    /// How many bytes may still be decoded.
    pub(super) fn room(&self) -> usize {
        self.budget.decoded.saturating_sub(self.spent.decoded)
    }

    pub(super) fn decoded(&mut self, bytes: usize) {
        self.spent.decoded = self.spent.decoded.saturating_add(bytes);
    }

    fn stop_if(&mut self, over: bool, trouble: Trouble) {
        if over {
            self.stopped = true;
            self.note(trouble);
        }
    }

    pub(super) fn finish(mut self) -> (Spent, Vec<Trouble>) {
        self.troubles.sort();
        (self.spent, self.troubles)
    }
}
