use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The language of what a person reads. See [`Bilingual`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Latvian, the language of the forms and the default.
    #[default]
    Lv,
    /// English.
    En,
}

impl Lang {
    /// The text of a pair in this language.
    pub(crate) fn choose(self, (lv, en): (&'static str, &'static str)) -> &'static str {
        match self {
            Self::Lv => lv,
            Self::En => en,
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Latvian.
    pub lv: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Bilingual {
    /// A text known when the program was built.
    pub const fn fixed(lv: &'static str, en: &'static str) -> Self {
        Self { lv: Cow::Borrowed(lv), en: Cow::Borrowed(en) }
    }

    /// A text that is the same in every language: a value, a file name, a number.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { lv: Cow::Owned(text.clone()), en: Cow::Owned(text) }
    }

    /// Names in a row; of many, the first few and how many more there are.
    pub fn list(names: &[impl AsRef<str>]) -> Self {
        const SHOWN: usize = 6;
        let shown = names.iter().take(SHOWN).map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
        match names.len().saturating_sub(SHOWN) {
            0 => Self::same(shown),
            more => Self {
                lv: format!("{shown} un vēl {more}").into(),
                en: format!("{shown} and {more} more").into(),
            },
        }
    }

    /// The text in `lang`.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Lv => &self.lv,
            Lang::En => &self.en,
        }
    }

    /// Whether there is no text in either language.
    pub fn is_empty(&self) -> bool {
        self.lv.is_empty() && self.en.is_empty()
    }
}

/// What a finding says, what to do about it, and the long text of `explain`; `{name}` stands for an
/// argument of the finding. See [`Finding`](crate::diag::Finding).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wording {
    /// What is wrong.
    pub message: Bilingual,
    /// What to do; may be empty where the message says it already.
    #[serde(default)]
    pub hint: Bilingual,
    /// Why, at length; may be empty.
    #[serde(default)]
    pub explain: Bilingual,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_short_and_says_so() {
        assert_eq!(Bilingual::list(&["a", "b"]), Bilingual::same("a, b"));
        let many: Vec<String> = (1..=9).map(|n: u8| n.to_string()).collect();
        assert_eq!(
            Bilingual::list(&many),
            Bilingual::fixed("1, 2, 3, 4, 5, 6 un vēl 3", "1, 2, 3, 4, 5, 6 and 3 more")
        );
    }
}
