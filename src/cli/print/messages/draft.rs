//! The messages of `form new`.

use std::path::Path;

use crate::cli::print::shell;
use crate::diag::Lang;

pub(in crate::cli) fn headers(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Lv => ["Lauks", "Atslēga", "Veids"],
        Lang::En => ["Field", "Key", "Kind"],
    }
}

pub(in crate::cli) fn totals(fields: usize, unused: usize, questions: usize, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("Lauki: {fields}. Neizmantoti PDF lauki: {unused}. Jautājumi: {questions}."),
        Lang::En => format!("Fields: {fields}. Unused fields of the PDF: {unused}. Questions: {questions}."),
    }
}

/// What to do with a draft.
pub(in crate::cli) fn next(folder: &Path, is_tried: bool, lang: Lang) -> String {
    let at = shell::quote(folder);
    let toml = folder.join("form.toml");
    let toml = toml.display();
    match (is_tried, lang) {
        (true, Lang::Lv) => format!(
            "Apraksts ir mapē {at} un jau darbojas: piemērs ir aizpildīts un iepakots.\n\
             1. Atveriet {toml} un atbildiet uz rindām „JAUTĀJUMS”.\n\
             2. Pārbaudiet:  edocpack form lint {at}\n\
             3. Datu lapa:   edocpack form template {at} --out dati.xlsx\n\
             4. Sagatavojiet: edocpack build dati.xlsx --form {at} --out gatavie"
        ),
        (true, Lang::En) => format!(
            "The definition is in {at} and works already: an example was filled in and packed.\n\
             1. Open {toml} and answer the lines with QUESTION.\n\
             2. Check it:    edocpack form lint {at}\n\
             3. Data sheet:  edocpack form template {at} --out data.xlsx\n\
             4. Build:       edocpack build data.xlsx --form {at} --out ready"
        ),
        (false, Lang::Lv) => format!(
            "Apraksts ir mapē {at}, bet ar šo PDF piemēru aizpildīt neizdevās; kāpēc, teikts augstāk."
        ),
        (false, Lang::En) => format!(
            "The definition is in {at}, but the example could not be filled in on this PDF; why, is said above."
        ),
    }
}
