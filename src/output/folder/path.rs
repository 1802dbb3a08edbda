use std::path::{Path, PathBuf};

use crate::output::OutputError;
use crate::output::error::NameProblem;
use crate::values::is_invalid_on_windows;

/// The path of an output in its folder: parts between `/`, each a name that every system can store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OutputPath(Vec<String>);

/// The longest part. Most systems take 255 bytes, and the temporary name needs none of them.
const MAX_PART_LEN: usize = 200;

/// Whose names these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum NamePolicy {
    /// Of others, who write as they please: any letters that can be seen.
    Unicode,
    /// Ours: ASCII, which survives every system and every upload.
    #[default]
    Ascii,
}

impl OutputPath {
    pub(super) fn parse(text: &str, names: NamePolicy) -> Result<Self, OutputError> {
        let wrong = |problem| OutputError::Name { name: text.to_owned(), problem };
        if text.starts_with('/') {
            return Err(wrong(NameProblem::OutsideFolder));
        }
        let parts: Vec<String> = text.split('/').map(str::to_owned).collect();
        for part in &parts {
            if let Some(problem) = problem_with(part, names) {
                return Err(wrong(problem));
            }
        }
        Ok(Self(parts))
    }

    /// Where it stands in `root`.
    pub(super) fn in_folder(&self, root: &Path) -> PathBuf {
        self.0.iter().fold(root.to_owned(), |path, part| path.join(part))
    }

    /// The folders between `root` and the file, outermost first.
    pub(super) fn folders_in(&self, root: &Path) -> Vec<PathBuf> {
        let mut folder = root.to_owned();
        let inner = self.0.split_last().map(|(_, folders)| folders).unwrap_or_default();
        inner
            .iter()
            .map(|part| {
                folder.push(part);
                folder.clone()
            })
            .collect()
    }
}

fn problem_with(part: &str, names: NamePolicy) -> Option<NameProblem> {
    if part.is_empty() {
        return Some(NameProblem::Empty);
    }
    if part == "." || part == ".." {
        return Some(NameProblem::OutsideFolder);
    }
    let is_plain = |c: char| match names {
        NamePolicy::Ascii => matches!(c, ' '..='~'),
        NamePolicy::Unicode => !c.is_control() && !is_invisible(c),
    };
    if !part.chars().all(|c| is_plain(c) && !"<>:\"|?*\\/".contains(c)) {
        return Some(NameProblem::Character);
    }
    if part.len() > MAX_PART_LEN {
        return Some(NameProblem::TooLong);
    }
    if is_invalid_on_windows(part) {
        return Some(NameProblem::Windows);
    }
    None
}

/// Marks that nobody sees or that turn the text around them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> Option<NameProblem> {
        match OutputPath::parse(text, NamePolicy::Ascii) {
            Ok(_) => None,
            Err(OutputError::Name { problem, .. }) => Some(problem),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_path_stays_in_its_folder_and_on_every_system() {
        for good in ["lapa.html", "pdf/0007_zti_izsniegt.pdf", "a/b/c.d", "console.txt", "com.txt", "x y"] {
            assert_eq!(problem(good), None, "{good}");
        }
        for (bad, why) in [
            ("", NameProblem::Empty),
            ("a//b", NameProblem::Empty),
            ("/etc/passwd", NameProblem::OutsideFolder),
            ("a/", NameProblem::Empty),
            ("../x", NameProblem::OutsideFolder),
            ("a/../../x", NameProblem::OutsideFolder),
            ("./x", NameProblem::OutsideFolder),
            ("a\\b", NameProblem::Character),
            ("C:x", NameProblem::Character),
            ("lapa.html:secret", NameProblem::Character),
            ("ā.pdf", NameProblem::Character),
            ("a\0b", NameProblem::Character),
            ("a\nb", NameProblem::Character),
            ("CON", NameProblem::Windows),
            ("pdf/nul.pdf", NameProblem::Windows),
            ("Com1.a.b", NameProblem::Windows),
            ("LPT9", NameProblem::Windows),
            ("nul .pdf", NameProblem::Windows),
            ("a.", NameProblem::Windows),
            ("a /b", NameProblem::Windows),
        ] {
            assert_eq!(problem(bad), Some(why), "{bad:?}");
        }
        assert_eq!(problem(&"a".repeat(201)), Some(NameProblem::TooLong));
    }

    #[test]
    fn names_of_others_keep_their_letters_and_stay_inside() {
        for good in ["Ķēniņš.pdf", "mape/ā b.pdf", "日本.txt"] {
            assert!(OutputPath::parse(good, NamePolicy::Unicode).is_ok(), "{good}");
        }
        for bad in ["../ķ", "/ķ", "C:ķ", "ķ\\x", "ķ\u{202e}fdp.exe", "\u{200b}", "ķ\n", "NUL.ķ", "ķ."]
        {
            assert!(OutputPath::parse(bad, NamePolicy::Unicode).is_err(), "{bad:?}");
        }
    }
}
