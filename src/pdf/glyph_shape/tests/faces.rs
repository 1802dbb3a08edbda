//! The faces on this machine, and what each is for (`assets/shapes/faces.txt`).

use std::fs;
use std::path::{Path, PathBuf};

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::{FontRef, MetadataProvider as _};

use super::super::GlyphPath;

const FOLDERS: [&str; 2] = ["/usr/share/fonts", "/usr/share/texmf/fonts/opentype"];
const USES: &str = include_str!("../../../../assets/shapes/faces.txt");

/// What a face is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    Reference,
    Related,
    Margin,
    Seen,
    HeldOut,
    Ornamental,
    Ignored,
}

/// A font file.
pub(super) struct FaceFile {
    pub(super) name: String,
    path: PathBuf,
    pub(super) used_as: Use,
}

impl FaceFile {
    /// All that are installed, each name once, in the order of their names.
    pub(super) fn all() -> Vec<Self> {
        let mut paths = Vec::new();
        for folder in FOLDERS {
            collect(Path::new(folder), &mut paths);
        }
        let mut all: Vec<Self> = paths.into_iter().map(Self::of).collect();
        // The later folder holds the later version.
        all.sort_by(|a, b| a.name.cmp(&b.name).then(b.path.cmp(&a.path)));
        all.dedup_by(|a, b| a.name == b.name);
        all
    }

    fn of(path: PathBuf) -> Self {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let used_as = Use::of(&name);
        Self { name, path, used_as }
    }

    /// The outlines of characters; a face that cannot be read has none.
    pub(super) fn outlines(&self, characters: &str) -> Vec<(char, GlyphPath)> {
        let bytes = fs::read(&self.path).unwrap();
        let Ok(font) = FontRef::from_index(&bytes, 0) else { return Vec::new() };
        let units_per_em = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        let draw = |character| {
            let glyph = font.charmap().map(character).filter(|glyph| glyph.to_u32() != 0)?;
            let mut path = GlyphPath::new(units_per_em.into());
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            font.outline_glyphs().get(glyph)?.draw(settings, &mut path).ok()?;
            Some((character, path))
        };
        characters.chars().filter_map(draw).collect()
    }

    /// Weight, slant and width, as its name says.
    pub(super) fn style(&self) -> &'static str {
        let name = self.name.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        match () {
            () if has(&["thin", "extralight", "ultralight", "hairline"]) => "thin",
            () if has(&["black", "heavy", "extrabold"]) => "black",
            () if has(&["mono", "courier", "code", "consol", "anonymous", "hack", "cmuntt", "cursor"]) => {
                "mono"
            }
            () if has(&["cond", "narrow", "ptn", "extended", "wide"]) => "narrow or wide",
            () if has(&["light"]) => "light",
            () => match (has(&["bold", "bd", "demi", "cmunbx"]), has(&["ital", "obl", "slant", "it-"])) {
                (false, false) => "regular",
                (true, false) => "bold",
                (false, true) => "italic",
                (true, true) => "bold italic",
            },
        }
    }
}

impl Use {
    fn of(name: &str) -> Self {
        if name.starts_with("Noto") && !is_latin_noto(name) {
            return Self::Ignored;
        }
        let lines = || USES.lines().filter(|line| !line.starts_with('#'));
        let listed = |word: &str| {
            let starts = |line: &str| line.split(' ').skip(1).any(|start| name.starts_with(start));
            lines().any(|line| line.starts_with(word) && starts(line))
        };
        let uses = [
            ("ignored", Self::Ignored),
            ("ornamental", Self::Ornamental),
            ("related", Self::Related),
            ("reference", Self::Reference),
        ];
        let mut uses = uses.into_iter().chain([("margin", Self::Margin), ("seen", Self::Seen)]);
        uses.find(|(word, _)| listed(word)).map_or(Self::HeldOut, |(_, used_as)| used_as)
    }
}

/// The faces of other scripts draw Latin letters too, the same ones.
fn is_latin_noto(name: &str) -> bool {
    ["NotoSans-", "NotoSerif-", "NotoMono-", "NotoSansMono-", "NotoSansDisplay-", "NotoSerifDisplay-"]
        .iter()
        .any(|start| name.starts_with(start))
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "ttf" || extension == "otf") {
            paths.push(path);
        }
    }
}
