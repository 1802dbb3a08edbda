//! Hints for a path that does not exist: the file that was probably meant.

use std::path::{Path, PathBuf};

use super::print::shell;
use crate::diag::Bilingual;
use crate::values::closest;

/// Folders with more files than this are not searched.
const MAX_NAMES: usize = 10_000;

/// Hints for a path that does not exist: its name in quotes, with its extension, rightly spelt; or an option whose
/// dashes another program made one.
pub(super) fn hints(path: &Path) -> Vec<Bilingual> {
    if let Some(option) = option_with_long_dash(path) {
        return vec![both(
            format!("iespējas priekšā ir divas defises: {option}"),
            format!("an option begins with two hyphens: {option}"),
        )];
    }
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Vec::new() };
    // The shell of Windows hands it over as it is, others where nothing matches.
    if path.to_str().is_some_and(|path| path.contains('*')) {
        return vec![both(
            "zvaigznītei neatbilst neviena datne, vai šī komandrinda to neizvērš; norādiet katru datni"
                .to_owned(),
            "no file matches the asterisk, or this shell does not expand it; name each file".to_owned(),
        )];
    }
    if path.is_symlink() {
        return vec![both(
            "tā ir saite uz datni, kuras nav".to_owned(),
            "it is a link to a file that is not there".to_owned(),
        )];
    }
    let names = sibling_names(path);
    let shown = |name: &str| shell::quote(&path.with_file_name(name));
    if let Some(whole) = names.iter().find(|whole| whole.starts_with(&format!("{name} "))) {
        let whole = shown(whole);
        return vec![both(
            format!("vai bija domāts {whole}? (nosaukums ar atstarpēm jāliek pēdiņās)"),
            format!("did you mean {whole}? (a name with spaces needs quotes)"),
        )];
    }
    let without_extension =
        names.iter().find(|whole| Path::new(whole).file_stem().is_some_and(|stem| stem == name));
    match without_extension.map(String::as_str).or_else(|| closest(name, names.iter().map(String::as_str))) {
        Some(near) => {
            let near = shown(near);
            vec![both(format!("vai bija domāts {near}?"), format!("did you mean {near}?"))]
        }
        None => Vec::new(),
    }
}

/// Word processors and mail make a dash of `--`.
fn option_with_long_dash(path: &Path) -> Option<String> {
    let word = path.to_str()?;
    let name = word.trim_start_matches(['\u{2013}', '\u{2014}', '\u{2212}', '-']);
    let is_option = name.len() < word.len() && !word.starts_with('-');
    (is_option && name.starts_with(|c: char| c.is_ascii_lowercase())).then(|| format!("--{name}"))
}

/// Files before folders.
fn sibling_names(path: &Path) -> Vec<String> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).map(Path::to_owned);
    let folder = folder.unwrap_or_else(|| PathBuf::from("."));
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<(bool, String)> = entries
        .take(MAX_NAMES)
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.path().is_dir(), entry.file_name().into_string().ok()?)))
        .filter(|(_, name)| !name.starts_with('.'))
        .collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

fn both(lv: String, en: String) -> Bilingual {
    Bilingual { lv: lv.into(), en: en.into() }
}
