//! One bad file costs one file: where several are looked at, one that cannot be opened, or on which the program itself
//! fails, is told, and the others go on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::failure::Failure;
use super::{Outcome, files};
use crate::diag::Lang;

/// A walk over files.
pub(super) struct EachFile {
    lang: Lang,
    has_failed: bool,
}

impl EachFile {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, has_failed: false }
    }

    /// What `look` gives of a file; `None` where it could not be looked at, which is told here.
    pub(super) fn look<T>(&mut self, path: &Path, look: impl FnOnce() -> Result<T, Failure>) -> Option<T> {
        let looked = catch_unwind(AssertUnwindSafe(look)).unwrap_or_else(|_| Err(failed_on(path)));
        match looked {
            Ok(found) => Some(found),
            Err(failure) => {
                let _ = failure.print(self.lang);
                self.has_failed = true;
                None
            }
        }
    }

    /// How the walk ends: where a file could not be looked at, nobody may take the rest for all.
    pub(super) fn outcome(self, outcome: Outcome) -> Outcome {
        if self.has_failed { Outcome::Failed } else { outcome }
    }
}

fn failed_on(path: &Path) -> Failure {
    let shown = files::shown(path);
    Failure::new(
        format!("`{shown}` nav pārbaudīts: šajā datnē kļūdījās pati programma"),
        format!("`{shown}` was not checked: the program itself failed on this file"),
    )
    .hint(
        "paziņojiet to programmas uzturētājiem un, ja drīkst, pievienojiet datni",
        "tell the maintainers of the program, with the file if you may share it",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_of_one_file() {
        let mut files = EachFile::new(Lang::En);
        let failing: Option<()> = files.look(Path::new("a.pdf"), || panic!("on purpose"));
        assert_eq!((failing, files.look(Path::new("b.pdf"), || Ok(7))), (None, Some(7)));
        assert!(matches!(files.outcome(Outcome::Done), Outcome::Failed));
        assert!(matches!(EachFile::new(Lang::En).outcome(Outcome::Refused), Outcome::Refused));
    }
}
