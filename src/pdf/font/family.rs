//! The built-in face that takes the place of a font that a form names.

/// A family of faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub(crate) enum Family {
    /// All glyphs of one width, as Courier: Liberation Mono.
    Mono,
    /// Without serifs, as Helvetica and Arial: Liberation Sans.
    Sans,
    /// With serifs, as Times: Liberation Serif.
    Serif,
}

/// The weight of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub(crate) enum Weight {
    /// Bold: 700.
    Bold,
    /// Regular: 400.
    Regular,
}

impl Family {
    /// All families.
    pub(crate) const ALL: [Self; 3] = [Self::Mono, Self::Sans, Self::Serif];

    /// The family that is most like the font of this `/BaseFont`; [`Family::Sans`] where the name does not tell.
    ///
    /// Understands subset prefixes (`ABCDEF+`), style suffixes (`,Bold`, `-Roman`), and the abbreviations under
    /// which Acrobat lists the standard fonts in `/DR` (`Helv`, `TiRo`, `CoBo`). `ZapfDingbats` and `Symbol` have
    /// no text characters: the caller has to handle them before.
    pub(crate) fn of_base_font(name: &str) -> Self {
        let name = NormalizedName::of(name);
        // The order matters: "Sans Mono" is mono, "Sans Serif" is sans, "Helvetica-Roman" is sans.
        if !name.has(&["monotype"]) && name.has(MONO) || name.starts(&["cour", "cobo", "coob"]) {
            Self::Mono
        } else if name.has(SANS) || name.starts(&["hebo", "heob"]) {
            Self::Sans
        } else if name.has(SERIF) || name.starts(&["tiro", "tibo", "tibi", "tiit"]) {
            Self::Serif
        } else {
            Self::Sans
        }
    }
}

impl Weight {
    /// All weights.
    pub(crate) const ALL: [Self; 2] = [Self::Bold, Self::Regular];

    /// The weight that this `/BaseFont` names.
    pub(crate) fn of_base_font(name: &str) -> Self {
        let name = NormalizedName::of(name);
        let named = name.has(&["bold", "black", "heavy", "demi", "fett"]);
        if named || name.starts(&["hebo", "tibo", "tibi", "cobo"]) { Self::Bold } else { Self::Regular }
    }
}

const MONO: &[&str] = &[
    "andale",
    "consol",
    "courier",
    "cousine",
    "fixed",
    "inconsolata",
    "lettergothic",
    "menlo",
    "monaco",
    "mono",
    "nimbusmon",
    "ocra",
    "ocrb",
    "terminal",
    "typewriter",
];

const SANS: &[&str] = &[
    "arial",
    "arimo",
    "avenir",
    "calibri",
    "candara",
    "corbel",
    "franklin",
    "frutiger",
    "futura",
    "gothic",
    "helv",
    "lato",
    "montserrat",
    "myriad",
    "nimbussan",
    "opensans",
    "roboto",
    "sans",
    "segoe",
    "tahoma",
    "trebuchet",
    "univers",
    "verdana",
];

const SERIF: &[&str] = &[
    "baskerville",
    "bodoni",
    "bookman",
    "bookantiqua",
    "cambria",
    "caslon",
    "century",
    "charter",
    "constantia",
    "didot",
    "garamond",
    "georgia",
    "libertine",
    "minion",
    "nimbusrom",
    "palatino",
    "palladio",
    "roman",
    "schoolbook",
    "serif",
    "song",
    "sylfaen",
    "times",
    "tinos",
];

/// A font's name without subset prefix, case and punctuation.
struct NormalizedName(String);

impl NormalizedName {
    fn of(name: &str) -> Self {
        let name = match name.split_once('+') {
            Some((tag, rest)) if tag.len() == 6 && tag.bytes().all(|b| b.is_ascii_uppercase()) => rest,
            _ => name,
        };
        Self(name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect())
    }

    fn has(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.0.contains(word))
    }

    fn starts(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.0.starts_with(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_font_finds_its_family() {
        for (name, family) in [
            ("Helvetica", Family::Sans),
            ("Helv", Family::Sans),
            ("HeBo", Family::Sans),
            ("HelveticaNeue-Roman", Family::Sans),
            ("ArialMT", Family::Sans),
            ("Arial,Bold", Family::Sans),
            ("ABCDEF+Arial-BoldMT", Family::Sans),
            ("MS Sans Serif", Family::Sans),
            ("CenturyGothic", Family::Sans),
            ("BrandNewCorporate-Light", Family::Sans),
            ("", Family::Sans),
            ("Times-Roman", Family::Serif),
            ("TiRo", Family::Serif),
            ("TiBo", Family::Serif),
            ("BCDEEE+TimesNewRomanPSMT", Family::Serif),
            ("TimesNewRoman,Bold", Family::Serif),
            ("Georgia", Family::Serif),
            ("PTSerif-Regular", Family::Serif),
            ("CenturySchoolbook", Family::Serif),
            ("Courier", Family::Mono),
            ("Cour", Family::Mono),
            ("CoBo", Family::Mono),
            ("CourierNewPS-BoldMT", Family::Mono),
            ("DejaVuSansMono", Family::Mono),
            ("LucidaConsole", Family::Mono),
            ("MonotypeCorsiva", Family::Sans),
            ("MonotypeGaramond", Family::Serif),
        ] {
            assert_eq!(Family::of_base_font(name), family, "{name}");
        }
    }

    #[test]
    fn a_base_font_finds_its_weight() {
        for name in
            ["Helvetica-Bold", "HeBo", "Arial,Bold", "ABCDEF+Segoe-Semibold", "Arial-Black", "TiBo", "CoBo"]
        {
            assert_eq!(Weight::of_base_font(name), Weight::Bold, "{name}");
        }
        for name in ["Helvetica", "Helv", "BOLDXY+Arial", "TimesNewRomanPSMT", "Cour", "Helvetica-Light", ""]
        {
            assert_eq!(Weight::of_base_font(name), Weight::Regular, "{name}");
        }
    }
}
