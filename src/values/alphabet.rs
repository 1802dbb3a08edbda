//! Which letters stand in Latvian names.

/// The 33 letters of the Latvian alphabet (regulation MK 114/2004 on the writing of personal names).
const LATVIAN: &str = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž";

pub(super) fn is_latvian(letter: char) -> bool {
    letter.to_lowercase().all(|c| LATVIAN.contains(c))
}

/// Basic Latin, the Latin supplements and extensions; what normal form composes is among them.
pub(super) fn is_latin(letter: char) -> bool {
    letter.is_alphabetic()
        && matches!(letter, 'A'..='Z' | 'a'..='z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Cyrillic and Greek, whose letters are taken for Latin ones.
pub(super) fn has_look_alikes(letter: char) -> bool {
    matches!(letter,
        '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{1f00}'..='\u{1fff}'
        | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}')
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}
