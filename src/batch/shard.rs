//! Shards: the rows of a run divided among several programs.

use std::fmt;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Number K of the N shards of a run. The row at position P (the first is 0, over all data files) is of
/// shard `P mod N + 1`.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::batch::Shard;
///
/// let second = Shard::parse("2/3")?;
/// // The rows at these positions are its own.
/// assert_eq!((0..9).filter(|at| second.contains(*at)).collect::<Vec<_>>(), [1, 4, 7]);
/// assert!(Shard::WHOLE.contains(0) && Shard::parse("4/3").is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Shard {
    number: NonZeroU32,
    of: NonZeroU32,
}

/// Why a text names no shard. See [`Shard`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a shard like `2/8`")]
pub struct ShardError(String);

impl Shard {
    /// The run as a whole.
    pub const WHOLE: Self = Self { number: NonZeroU32::MIN, of: NonZeroU32::MIN };

    /// From `K/N`, K from 1 to N.
    ///
    /// # Errors
    /// [`ShardError`].
    pub fn parse(text: &str) -> Result<Self, ShardError> {
        let parts = text.split_once('/').and_then(|(number, of)| {
            let (number, of) = (number.trim().parse().ok()?, of.trim().parse().ok()?);
            (number <= of).then_some(Self { number, of })
        });
        parts.ok_or_else(|| ShardError(text.chars().take(40).collect()))
    }

    /// Whether it is the whole run.
    pub fn is_whole(self) -> bool {
        self.of.get() == 1
    }

    /// How many shards there are.
    pub fn count(self) -> u32 {
        self.of.get()
    }

    /// Which one it is, from 1.
    pub fn number(self) -> u32 {
        self.number.get()
    }

    /// Whether the row at this position is its own.
    pub fn contains(self, at: u32) -> bool {
        at % self.of == self.number.get() - 1
    }

    /// How many of so many rows are its own.
    pub fn row_count(self, rows: u32) -> u32 {
        rows / self.of + u32::from(rows % self.of >= self.number.get())
    }

    /// All shards of a run of so many.
    pub(super) fn all(of: NonZeroU32) -> impl Iterator<Item = Self> {
        (1..=of.get()).filter_map(NonZeroU32::new).map(move |number| Self { number, of })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl From<Shard> for String {
    fn from(shard: Shard) -> Self {
        shard.to_string()
    }
}

impl TryFrom<String> for Shard {
    type Error = ShardError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_shard_is_a_number_of_so_many() {
        assert_eq!(Shard::parse("2/8").unwrap().to_string(), "2/8");
        assert_eq!(Shard::parse("1/1"), Ok(Shard::WHOLE));
        for wrong in ["", "0/4", "5/4", "1/0", "1", "a/b", "1/2/3", "-1/2"] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn shards_are_disjoint_and_together_the_whole(of in 1_u32..20, rows in 0_u32..200) {
            let all: Vec<Shard> = Shard::all(NonZeroU32::new(of).unwrap()).collect();
            for at in 0..rows {
                prop_assert_eq!(all.iter().filter(|shard| shard.contains(at)).count(), 1);
            }
            for shard in &all {
                prop_assert_eq!(shard.row_count(rows) as usize, (0..rows).filter(|at| shard.contains(*at)).count());
            }
        }
    }
}
