//! What is wrong with broken JSON, in plain words. `serde_json` says where; what stands there says why.

use crate::data::line_index::LineIndex;
use crate::data::refusal;
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, FileLocation, Finding, Origin, Report};

/// The report of the error that `serde_json` met in `text`, which starts on line `first` of the file.
pub(super) fn report(
    text: &str,
    lines: &LineIndex<'_>,
    error: &serde_json::Error,
    first: u32,
    file: &Origin,
) -> Report {
    let own = LineIndex::of(text);
    let start = own.line_start(u32::try_from(error.line()).unwrap_or(u32::MAX));
    // The column counts bytes and stands on the one that was not expected.
    let at = text.floor_char_boundary(start + error.column().saturating_sub(1));
    let (line, column) = own.line_and_column(at);
    let line = lines.line_at(lines.line_start(first)) + line - 1;
    let SyntaxAdvice { why, what_to_do } = advice_for(text, at, error);
    let finding = Finding::of(&data::JSON, file.at(FileLocation::Line { line, column }));
    refusal(finding.with_text("why", why).with_text("what_to_do", what_to_do))
}

struct SyntaxAdvice {
    why: Bilingual,
    what_to_do: Bilingual,
}

impl SyntaxAdvice {
    const fn new(why: (&'static str, &'static str), what_to_do: (&'static str, &'static str)) -> Self {
        Self { why: Bilingual::fixed(why.0, why.1), what_to_do: Bilingual::fixed(what_to_do.0, what_to_do.1) }
    }
}

fn advice_for(text: &str, at: usize, error: &serde_json::Error) -> SyntaxAdvice {
    let (before, after) = text.split_at(at);
    let here = after.chars().next().unwrap_or_default();
    let previous = before.trim_end().chars().next_back().unwrap_or_default();
    if error.is_eof() {
        return SyntaxAdvice::new(
            ("tā ir aprauta", "it breaks off in the middle"),
            (
                "Beigās trūkst iekavas vai pēdiņu, vai datne nav saglabāta pilnībā.",
                "A bracket or a quote is missing at the end, or the file was not saved completely.",
            ),
        );
    }
    // What stands there does not say this: its wording does.
    let message = error.to_string();
    if message.starts_with("control character") {
        return SyntaxAdvice::new(
            (
                "tekstā ir rindas beigas vai tabulators, vai nav aizvērtas pēdiņas",
                "a text holds a line break or a TAB, or its quote is not closed",
            ),
            (
                "Aizveriet pēdiņas; rindas beigas tekstā rakstiet kā \\n, tabulatoru – kā \\t.",
                "Close the quote; write a line break inside a text as \\n, a TAB as \\t.",
            ),
        );
    }
    if message.starts_with("invalid escape") {
        return SyntaxAdvice::new(
            (
                "aiz slīpsvītras \\ tekstā ir nederīga zīme",
                "a wrong character follows a backslash \\ in a text",
            ),
            ("Pašu slīpsvītru rakstiet divreiz: \\\\.", "Write a backslash itself twice: \\\\."),
        );
    }
    if message.starts_with("trailing characters") && !matches!(here, ',' | '/' | '#') {
        return SyntaxAdvice::new(
            ("aiz pirmā objekta seko vēl kas", "something follows the first object"),
            (
                "Vairākus objektus lieciet sarakstā [ … , … ] vai, pa vienam rindā, datnē .jsonl; lieko izdzēsiet.",
                "Put several objects in a list [ … , … ] or, one a line, in a .jsonl file; delete what is too much.",
            ),
        );
    }
    match here {
        '}' | ']' if previous == ',' => SyntaxAdvice::new(
            ("aiz pēdējās vērtības ir lieks komats", "there is a comma after the last value"),
            ("Izdzēsiet komatu pirms iekavas.", "Delete the comma before the bracket."),
        ),
        '\'' => SyntaxAdvice::new(
            ("teksts ir vienpēdiņās", "a text is in single quotes"),
            (
                "Lieciet tekstus un atslēgas taisnajās pēdiņās: \"…\".",
                "Put texts and keys in double quotes: \"…\".",
            ),
        ),
        '“' | '”' | '„' | '«' | '»' | '‘' | '’' => SyntaxAdvice::new(
            ("teksts ir tipogrāfiskajās pēdiņās", "a text is in typographic quotes"),
            (
                "Lieciet tekstus un atslēgas taisnajās pēdiņās: \"…\". Teksta redaktors (Word) tās nomaina; lietojiet vienkāršu redaktoru.",
                "Put texts and keys in straight quotes: \"…\". A word processor changes them; use a plain editor.",
            ),
        ),
        '/' | '#' => SyntaxAdvice::new(
            ("tajā ir piezīme", "it holds a comment"),
            ("JSON piezīmju nav; izdzēsiet to.", "JSON has no comments; delete it."),
        ),
        '0'..='9' if before.ends_with('0') => SyntaxAdvice::new(
            ("skaitlis sākas ar nulli", "a number starts with zero"),
            (
                "Kodus un tālruņa numurus lieciet pēdiņās, citādi zūd nulles.",
                "Put codes and telephone numbers in quotes, or their zeros are lost.",
            ),
        ),
        '"' => SyntaxAdvice::new(
            ("starp vērtībām trūkst komata vai kola", "a comma or a colon is missing between values"),
            (
                "Ielieciet komatu pirms šīs vietas; pēdiņas teksta iekšienē rakstiet kā \\\".",
                "Put a comma before this place; write a quote inside a text as \\\".",
            ),
        ),
        c if c.is_alphabetic() || c == '_' => SyntaxAdvice::new(
            ("vārds nav pēdiņās", "a word is not in quotes"),
            (
                "Lieciet tekstus un atslēgas pēdiņās; bez pēdiņām ir tikai skaitļi, true, false un null.",
                "Put texts and keys in quotes; only numbers, true, false and null go without.",
            ),
        ),
        _ => SyntaxAdvice::new(
            ("šajā vietā ir negaidīta zīme", "there is an unexpected character at this place"),
            (
                "Pārbaudiet komatus, kolus, iekavas un pēdiņas šajā vietā un pirms tās.",
                "Check commas, colons, brackets and quotes here and just before.",
            ),
        ),
    }
}
