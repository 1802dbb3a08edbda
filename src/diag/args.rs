use std::borrow::Cow;

use super::{Bilingual, Lang};

/// The values of `{name}` in a wording, in the order in which they were set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Args(Vec<(Cow<'static, str>, Bilingual)>);

impl Args {
    /// Sets `name`, replacing an earlier value.
    pub(crate) fn set(&mut self, name: impl Into<Cow<'static, str>>, value: Bilingual) {
        let name = name.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// The value of `name`.
    pub(crate) fn value(&self, name: &str) -> Option<&Bilingual> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Sets all that the other has.
    pub(crate) fn set_all(&mut self, other: &Self) {
        for (name, value) in &other.0 {
            self.set(name.clone(), value.clone());
        }
    }

    /// `template` with each `{name}` replaced; a name without a value stays as it is.
    pub(crate) fn fill(&self, template: &str, lang: Lang) -> String {
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            let (before, tail) = rest.split_at(open);
            out.push_str(before);
            let Some(close) = tail.find('}') else {
                rest = tail;
                break;
            };
            let (name, after) = tail.split_at(close + 1);
            match self.value(name.trim_matches(['{', '}'])) {
                Some(value) => out.push_str(value.of(lang)),
                None => out.push_str(name),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_names_it_knows_and_leaves_the_rest() {
        let mut args = Args::default();
        args.set("n", Bilingual::same("3"));
        assert_eq!(args.fill("rows: {n}, {x} {", Lang::En), "rows: 3, {x} {");
    }
}
