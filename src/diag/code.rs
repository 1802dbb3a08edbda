use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The stable name of a finding: a rule (`S9`), or a rule and what is wrong (`S12-pk-date`).
///
/// ```
/// use edocpack::diag::FindingCode;
///
/// let code = FindingCode::named("S12-pk-check");
/// assert_eq!((code.as_str(), code.rule()), ("S12-pk-check", "S12"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FindingCode(Cow<'static, str>);

impl FindingCode {
    /// A code known when the program was built.
    pub const fn fixed(code: &'static str) -> Self {
        Self(Cow::Borrowed(code))
    }

    /// A code named by a form definition or by a person.
    pub fn named(code: impl Into<String>) -> Self {
        Self(Cow::Owned(code.into()))
    }

    /// The whole code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The rule it belongs to: all up to the first hyphen (`S12-pk-date` → `S12`).
    pub fn rule(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for FindingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
