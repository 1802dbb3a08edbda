use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use super::{EntryName, EntryNameProblem};
use crate::diag::Bilingual;

/// A file as data name it: in the folder of the data, or in a folder below that, and nowhere else. Each part is a name
/// that every system takes for the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RelativePath {
    folders: Vec<EntryName>,
    name: EntryName,
}

/// Why a text names no such file. See [`RelativePath`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum RelativePathProblem {
    /// Nothing, or a folder.
    #[error("no file is named")]
    Empty,
    /// From the root, a drive, or `..`.
    #[error("the path leads out of the folder of the data")]
    Outside,
    /// One of its parts.
    #[error(transparent)]
    Name(#[from] EntryNameProblem),
}

impl RelativePathProblem {
    /// The same in both languages.
    pub(crate) fn words(&self) -> Bilingual {
        match self {
            Self::Empty => Bilingual { lv: "datne nav nosaukta".into(), en: self.to_string().into() },
            Self::Outside => {
                Bilingual { lv: "ceļš ved ārpus datu mapes".into(), en: self.to_string().into() }
            }
            Self::Name(problem) => problem.words(),
        }
    }
}

impl RelativePath {
    /// Reads `folder/file.pdf`; a `\` divides as well. Letters are composed (NFC).
    ///
    /// # Errors
    /// The first reason against it.
    pub(crate) fn parse(text: &str) -> Result<Self, RelativePathProblem> {
        use RelativePathProblem as P;
        let text: String = text.trim().nfc().collect();
        if text.is_empty() || text.ends_with(['/', '\\']) {
            return Err(P::Empty);
        }
        let has_drive = matches!(text.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
        if text.starts_with(['/', '\\']) || has_drive {
            return Err(P::Outside);
        }
        let mut parts = Vec::new();
        for part in text.split(['/', '\\']).filter(|part| *part != ".") {
            if part == ".." {
                return Err(P::Outside);
            }
            let first = |problems: Vec<_>| problems.into_iter().next().unwrap_or(EntryNameProblem::Empty);
            parts.push(EntryName::parse(part).map_err(first)?);
        }
        let name = parts.pop().ok_or(P::Empty)?;
        Ok(Self { folders: parts, name })
    }

    /// The name of the file, without its folders.
    pub(crate) fn name(&self) -> &EntryName {
        &self.name
    }

    /// The folders and the name.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().chain(std::iter::once(&self.name)).map(EntryName::as_str)
    }
}

/// With `/`, on every system, so that [`RelativePath::parse`] reads the same path again: one that begins with a space is
/// led by `./`, or the space would be taken away. It may hold a personal code.
impl fmt::Display for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.parts().next().is_some_and(|first| first.starts_with(char::is_whitespace)) {
            f.write_str("./")?;
        }
        for folder in &self.folders {
            write!(f, "{folder}/")?;
        }
        write!(f, "{}", self.name)
    }
}

/// Files of others are named as they please, after a personal code too.
impl fmt::Debug for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RelativePath({})", super::masked_excerpt(&self.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use RelativePathProblem as P;

    #[test]
    fn a_path_stays_in_its_folder() {
        for (text, path) in [
            ("plāns.pdf", "plāns.pdf"),
            (" pielikumi\\2026/plāns (1).pdf ", "pielikumi/2026/plāns (1).pdf"),
            ("./a.pdf", "a.pdf"),
            ("./ a.pdf", "./ a.pdf"),
            ("b/ a.pdf", "b/ a.pdf"),
            ("pla\u{304}ns.pdf", "plāns.pdf"),
        ] {
            assert_eq!(RelativePath::parse(text).unwrap().to_string(), path);
        }
        for (text, problem) in [
            ("", P::Empty),
            (".", P::Empty),
            ("pielikumi/", P::Empty),
            ("/etc/passwd", P::Outside),
            ("\\\\server\\share\\a.pdf", P::Outside),
            ("C:\\a.pdf", P::Outside),
            ("c:a.pdf", P::Outside),
            ("../a.pdf", P::Outside),
            ("a/../../b.pdf", P::Outside),
            ("a\\..\\b.pdf", P::Outside),
            ("a//b.pdf", P::Name(EntryNameProblem::Empty)),
            ("a.pdf:stream", P::Name(EntryNameProblem::Forbidden(':'))),
            ("nul.pdf", P::Name(EntryNameProblem::Windows)),
        ] {
            assert_eq!(RelativePath::parse(text), Err(problem), "{text}");
        }
        assert_eq!(
            format!("{:?}", RelativePath::parse("010101-00000.pdf").unwrap()),
            "RelativePath(010101-*****.pdf)"
        );
    }

    proptest! {
        #[test]
        fn no_path_leads_out(text in r"[a-zā./\\: ]{0,20}|\PC{0,30}") {
            if let Ok(path) = RelativePath::parse(&text) {
                prop_assert!(path.parts().all(|part| !matches!(part, "" | "." | "..") && !part.contains(['/', '\\', ':'])));
                prop_assert_eq!(RelativePath::parse(&path.to_string()), Ok(path));
            }
        }
    }
}
