//! In which language a form is printed, by its commonest words.

use crate::values::latin_fold;

/// Words of a language that stand on nearly every form in it, folded.
const WORDS: [(&str, &[&str]); 12] = [
    (
        "lv",
        &[
            "un",
            "vai",
            "par",
            "uz",
            "kas",
            "ir",
            "datums",
            "vards",
            "uzvards",
            "paraksts",
            "pieteikums",
            "kods",
            "nosaukums",
        ],
    ),
    (
        "en",
        &[
            "the",
            "and",
            "of",
            "or",
            "for",
            "is",
            "your",
            "name",
            "date",
            "please",
            "signature",
            "address",
            "if",
        ],
    ),
    (
        "de",
        &["und", "der", "die", "das", "oder", "bitte", "datum", "vorname", "unterschrift", "ist", "strasse"],
    ),
    ("es", &["el", "los", "las", "del", "nombre", "fecha", "apellidos", "firma", "para", "que", "por"]),
    ("et", &["ja", "voi", "nimi", "kuupaev", "allkiri", "isikukood", "perekonnanimi", "aadress"]),
    (
        "fr",
        &["le", "les", "des", "du", "nom", "prenom", "adresse", "ou", "votre", "est", "pour", "signature"],
    ),
    ("it", &["il", "di", "nome", "cognome", "della", "firma", "per", "che", "indirizzo"]),
    ("lt", &["ir", "arba", "vardas", "pavarde", "parasas", "asmens", "kodas", "adresas"]),
    ("nl", &["het", "van", "een", "naam", "datum", "handtekening", "voor", "uw", "adres"]),
    ("pl", &["lub", "oraz", "imie", "nazwisko", "data", "podpis", "nie", "jest", "adres"]),
    ("pt", &["os", "da", "do", "nome", "data", "assinatura", "para", "nao", "endereco"]),
    ("sv", &["och", "eller", "namn", "datum", "underskrift", "att", "som", "adress"]),
];

/// The code of the language (ISO 639-1); `None` where nothing tells it.
pub(super) fn detect<'t>(texts: impl Iterator<Item = &'t str>) -> Option<&'static str> {
    let mut counts = [0_usize; WORDS.len()];
    let mut other = ScriptCounts::default();
    for text in texts {
        other.count(text);
        for word in latin_fold(text).split(' ') {
            for (count, (_, words)) in counts.iter_mut().zip(WORDS) {
                *count += usize::from(words.contains(&word));
            }
        }
    }
    if let Some(language) = other.language() {
        return Some(language);
    }
    // Letters that only Latvian has among these weigh as words do.
    let latvian = WORDS.iter().position(|(code, _)| *code == "lv");
    if let Some(count) = latvian.and_then(|at| counts.get_mut(at)) {
        *count += other.latvian;
    }
    let most = counts.iter().copied().max().filter(|most| *most >= 2)?;
    WORDS.iter().zip(counts).find(|(_, count)| *count == most).map(|((code, _), _)| *code)
}

/// Letters that tell a language by themselves.
#[derive(Default)]
struct ScriptCounts {
    letters: usize,
    cyrillic: usize,
    kana: usize,
    han: usize,
    latvian: usize,
}

impl ScriptCounts {
    fn count(&mut self, text: &str) {
        for letter in text.chars().filter(|c| c.is_alphabetic()) {
            self.letters += 1;
            match letter {
                '\u{400}'..='\u{4ff}' => self.cyrillic += 1,
                '\u{3040}'..='\u{30ff}' => self.kana += 1,
                '\u{4e00}'..='\u{9fff}' => self.han += 1,
                'ā' | 'ē' | 'ī' | 'ģ' | 'ķ' | 'ļ' | 'ņ' | 'Ā' | 'Ē' | 'Ī' | 'Ģ' | 'Ķ' | 'Ļ' | 'Ņ' =>
                {
                    self.latvian += 1;
                }
                _ => {}
            }
        }
    }

    fn language(&self) -> Option<&'static str> {
        let most = |count: usize| count * 2 > self.letters;
        if most(self.cyrillic) {
            Some("ru")
        } else if self.kana > 0 && most(self.kana + self.han) {
            Some("ja")
        } else if most(self.han) {
            Some("zh")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn the_words_of_a_form_tell_its_language() {
        for (text, expected) in [
            ("Pieteikums par sertifikāta darbības apturēšanu. Vārds, uzvārds. Datums", Some("lv")),
            ("Please print or type the name and address of the employer", Some("en")),
            ("Nombre y apellidos. Fecha. Firma del interesado", Some("es")),
            ("Name und Vorname der Person, Datum, Unterschrift", Some("de")),
            ("氏名を入力してください", Some("ja")),
            ("Фамилия и имя", Some("ru")),
            ("Text1 Text2", None),
        ] {
            assert_eq!(detect(std::iter::once(text)), expected, "{text}");
        }
    }
}
