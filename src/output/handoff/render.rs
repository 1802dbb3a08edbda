use crate::diag::Severity;

use super::html::Html;
use super::labels::SheetLabels;
use super::{HandOffSheet, SheetFinding, SheetRefusedRow, SheetSentence};

/// Up to so many documents are listed first; more of them are listed last, so that the first page tells what
/// to do.
const LISTED_FIRST: usize = 5;

const STYLE: &str = include_str!("sheet.css");
const PICTURES_STYLE: &str = include_str!("pictures.css");

/// The sheet as one HTML file: no script, nothing fetched from anywhere.
pub(crate) fn render(sheet: &HandOffSheet) -> String {
    let mut page = SheetPage { html: Html::new(), sheet, words: SheetLabels::of(sheet.lang) };
    page.page();
    page.html.into_string()
}

/// The page in the making: the frame and the small pieces are here, its two halves in `lists` and `guide`.
pub(super) struct SheetPage<'a> {
    pub(super) html: Html,
    pub(super) sheet: &'a HandOffSheet,
    pub(super) words: &'static SheetLabels,
}

impl SheetPage<'_> {
    fn page(&mut self) {
        let title = self.title();
        self.html
            .markup("<!DOCTYPE html>\n")
            .markup(r#"<html lang=""#)
            .markup(self.words.lang)
            .markup("\">\n");
        self.html.markup(concat!(
            "<head>\n",
            r#"<meta charset="utf-8">"#,
            "\n",
            r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"#,
        ));
        let has_pictures = self.sheet.documents.iter().any(|document| document.picture.is_some());
        if has_pictures {
            // A page that is opened from the disk is not its own origin in every browser.
            self.html.markup("; img-src 'self' file:");
        }
        self.html.markup(concat!(
            "\">\n",
            r#"<meta name="viewport" content="width=device-width, initial-scale=1">"#,
            "\n",
            r#"<meta name="referrer" content="no-referrer">"#,
            "\n",
        ));
        self.html.markup("<title>").markup(title).markup("</title>\n<style>\n").markup(STYLE);
        if has_pictures {
            self.html.markup(PICTURES_STYLE);
        }
        self.html.markup("</style>\n</head>\n");
        self.html.markup("<body>\n");
        match &self.sheet.sample {
            Some(notice) => {
                // The head of a table is printed again on each page; nothing else is, in every browser.
                self.html.markup(r#"<table class="paper" role="presentation">"#).markup("\n<thead><tr><td>");
                self.html.markup(r#"<div class="sample">"#).text(notice).markup("</div></td></tr></thead>\n");
                self.html.markup("<tbody><tr><td>\n");
                self.content();
                self.html.markup("</td></tr></tbody>\n</table>\n");
            }
            None => self.content(),
        }
        self.html.markup("</body>\n</html>\n");
    }

    fn content(&mut self) {
        let few = self.sheet.made() <= LISTED_FIRST;
        self.html.markup("<main>\n");
        self.head(few);
        if few {
            self.lists(false);
        }
        if self.sheet.made() > 0 {
            self.instructions();
        }
        self.contact();
        if self.sheet.made() > 0 {
            self.sentence_section("not-checked", self.words.not_checked, &self.sheet.not_checked);
        }
        if !few {
            self.lists(true);
        }
        self.foot();
        self.html.markup("</main>\n");
    }

    fn title(&self) -> &'static str {
        match (&self.sheet.sample, self.sheet.made() == 0) {
            (_, true) => self.words.title_none,
            (Some(_), false) => self.words.title_sample,
            (None, false) => self.words.title,
        }
    }

    fn head(&mut self, few: bool) {
        let (sheet, words) = (self.sheet, self.words);
        let title = self.title();
        self.html.markup("<h1>").markup(title).markup("</h1>\n");
        self.html.markup(r#"<p class="form" lang=""#).text(&sheet.form_lang).markup("\">");
        self.html.text(&sheet.form_title).markup("</p>\n");
        self.html.markup(r#"<dl class="facts">"#).markup("\n");
        self.fact(words.issuer, &sheet.issuer);
        self.fact(words.instruction, &sheet.instruction_date);
        self.fact(words.built, &sheet.built);
        self.fact(words.data, sheet.source.as_deref().unwrap_or_default());
        let made = if sheet.sample.is_some() { words.count_sample } else { words.count };
        self.fact(made, &sheet.made().to_string());
        if !sheet.refused.is_empty() {
            let (count, rows) =
                (sheet.not_made().to_string(), first_rows(&sheet.refused, sheet.unlisted.refused));
            self.html
                .markup("<dt>")
                .markup(words.refused)
                .markup("</dt><dd><strong>")
                .text(&count)
                .markup("</strong> (");
            self.html
                .markup(r##"<a href="#refused">"##)
                .markup(words.row)
                .markup(": ")
                .text(&rows)
                .markup("</a>)</dd>\n");
        }
        self.html.markup("</dl>\n");
        if !few {
            self.html
                .markup(r##"<p><a href="#documents">"##)
                .markup(words.documents_after)
                .markup("</a></p>\n");
        }
    }

    fn foot(&mut self) {
        self.html
            .markup(r#"<div class="small">"#)
            .markup("\n<p>")
            .markup(self.words.quotes)
            .markup("</p>\n<p>");
        self.html.markup(self.words.private).markup("</p>\n</div>\n");
    }

    pub(super) fn open_section(&mut self, id: &'static str, heading: &'static str, as_annex: bool) {
        self.html.markup(r#"<section id=""#).markup(id).markup(if as_annex {
            r#"" class="annex">"#
        } else {
            r#"">"#
        });
        self.html.markup("\n<h2>").markup(heading).markup("</h2>\n");
    }

    pub(super) fn close_section(&mut self) {
        self.html.markup("</section>\n");
    }

    /// A section of sentences, left out where there are none.
    pub(super) fn sentence_section(
        &mut self,
        id: &'static str,
        heading: &'static str,
        items: &[SheetSentence],
    ) {
        let [first, rest @ ..] = items else { return };
        self.open_section(id, heading, false);
        if rest.is_empty() {
            self.paragraph(first);
        } else {
            self.list(items);
        }
        self.close_section();
    }

    pub(super) fn list<'b>(&mut self, items: impl IntoIterator<Item = &'b SheetSentence>) {
        self.html.markup("<ul>\n");
        for item in items {
            self.html.markup("<li>");
            self.sentence(item);
            self.html.markup("</li>\n");
        }
        self.html.markup("</ul>\n");
    }

    pub(super) fn paragraph(&mut self, sentence: &SheetSentence) {
        self.html.markup("<p>");
        self.sentence(sentence);
        self.html.markup("</p>\n");
    }

    pub(super) fn sentence(&mut self, sentence: &SheetSentence) {
        if sentence.quoted {
            self.html.markup(r#"<span lang=""#).text(&self.sheet.form_lang).markup(r#"">«"#);
            self.html.text(&sentence.text).markup("»</span>");
        } else {
            self.html.text(&sentence.text);
        }
        if let Some(rule) = &sentence.rule {
            self.html.markup(r#" <span class="rule">"#).text(rule).markup("</span>");
        }
    }

    /// A finding as a paragraph that stands out.
    pub(super) fn finding_paragraph(&mut self, note: &SheetFinding) {
        let label = match note.severity {
            Severity::Info => self.words.remark,
            Severity::Warning | Severity::Error => self.words.warning,
        };
        self.html.markup(r#"<p class="warn"><strong>"#).markup(label).markup(".</strong> ");
        self.finding(note);
        self.html.markup("</p>\n");
    }

    pub(super) fn finding(&mut self, note: &SheetFinding) {
        if !note.place.is_empty() {
            self.html.data(&note.place).markup(": ");
        }
        self.html.text(&note.message);
        if !note.hint.is_empty() {
            self.html.markup(" ").text(&note.hint);
        }
        self.html.markup(r#" <span class="rule">"#).text(&note.code);
        if note.accepted {
            self.html.markup(", ").markup(self.words.accepted);
        }
        self.html.markup("</span>");
    }

    /// A name and a value of a `dl`, left out where there is no value.
    pub(super) fn fact(&mut self, name: &'static str, value: &str) {
        if !value.is_empty() {
            self.html.markup("<dt>").markup(name).markup("</dt><dd>").data(value).markup("</dd>\n");
        }
    }
}

/// The numbers of the first rows, to find them by.
fn first_rows(refused: &[SheetRefusedRow], more: usize) -> String {
    const SHOWN: usize = 10;
    let shown: Vec<String> = refused.iter().take(SHOWN).map(|row| row.row.to_string()).collect();
    let more = if refused.len() + more > SHOWN { ", …" } else { "" };
    shown.join(", ") + more
}
