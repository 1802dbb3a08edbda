use crate::diag::Severity;

use super::html::Html;
use super::words::Words;
use super::{HandOff, Note, Refused, Said};

/// Up to so many documents are listed first; more of them are listed last, so that the first page tells what
/// to do.
const FEW: usize = 5;

const STYLE: &str = include_str!("sheet.css");
const PICTURES_STYLE: &str = include_str!("pictures.css");

/// The sheet as one HTML file: no script, nothing fetched from anywhere.
pub fn render(sheet: &HandOff) -> String {
    let mut page = Page { html: Html::new(), sheet, words: Words::of(sheet.lang) };
    page.whole();
    page.html.into_string()
}

/// The page in the making: the frame and the small pieces are here, its two halves in `lists` and `guide`.
pub(super) struct Page<'a> {
    pub(super) html: Html,
    pub(super) sheet: &'a HandOff,
    pub(super) words: &'static Words,
}

impl Page<'_> {
    fn whole(&mut self) {
        let title = self.title();
        self.html.raw("<!DOCTYPE html>\n").raw(r#"<html lang=""#).raw(self.words.lang).raw("\">\n");
        self.html.raw(concat!(
            "<head>\n",
            r#"<meta charset="utf-8">"#,
            "\n",
            r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"#,
        ));
        let has_pictures = self.sheet.documents.iter().any(|document| document.picture.is_some());
        if has_pictures {
            // A page that is opened from the disk is not its own origin in every browser.
            self.html.raw("; img-src 'self' file:");
        }
        self.html.raw(concat!(
            "\">\n",
            r#"<meta name="viewport" content="width=device-width, initial-scale=1">"#,
            "\n",
            r#"<meta name="referrer" content="no-referrer">"#,
            "\n",
        ));
        self.html.raw("<title>").raw(title).raw("</title>\n<style>\n").raw(STYLE);
        if has_pictures {
            self.html.raw(PICTURES_STYLE);
        }
        self.html.raw("</style>\n</head>\n");
        self.html.raw("<body>\n");
        match &self.sheet.sample {
            Some(notice) => {
                // The head of a table is printed again on each page; nothing else is, in every browser.
                self.html.raw(r#"<table class="paper" role="presentation">"#).raw("\n<thead><tr><td>");
                self.html.raw(r#"<div class="sample">"#).text(notice).raw("</div></td></tr></thead>\n");
                self.html.raw("<tbody><tr><td>\n");
                self.content();
                self.html.raw("</td></tr></tbody>\n</table>\n");
            }
            None => self.content(),
        }
        self.html.raw("</body>\n</html>\n");
    }

    fn content(&mut self) {
        let few = self.sheet.made() <= FEW;
        self.html.raw("<main>\n");
        self.head(few);
        if few {
            self.lists(false);
        }
        if self.sheet.made() > 0 {
            self.guide();
        }
        self.ask();
        if self.sheet.made() > 0 {
            self.said_section("not-checked", self.words.not_checked, &self.sheet.not_checked);
        }
        if !few {
            self.lists(true);
        }
        self.foot();
        self.html.raw("</main>\n");
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
        self.html.raw("<h1>").raw(title).raw("</h1>\n");
        self.html.raw(r#"<p class="form" lang=""#).text(&sheet.form_lang).raw("\">");
        self.html.text(&sheet.form_title).raw("</p>\n");
        self.html.raw(r#"<dl class="facts">"#).raw("\n");
        self.fact(words.issuer, &sheet.issuer);
        self.fact(words.instruction, &sheet.instruction_date);
        self.fact(words.built, &sheet.built);
        self.fact(words.data, sheet.source.as_deref().unwrap_or_default());
        let made = if sheet.sample.is_some() { words.count_sample } else { words.count };
        self.fact(made, &sheet.made().to_string());
        if !sheet.refused.is_empty() {
            let (count, rows) =
                (sheet.not_made().to_string(), first_rows(&sheet.refused, sheet.unlisted.refused));
            self.html.raw("<dt>").raw(words.refused).raw("</dt><dd><strong>").text(&count).raw("</strong> (");
            self.html
                .raw(r##"<a href="#refused">"##)
                .raw(words.row)
                .raw(": ")
                .text(&rows)
                .raw("</a>)</dd>\n");
        }
        self.html.raw("</dl>\n");
        if !few {
            self.html.raw(r##"<p><a href="#documents">"##).raw(words.documents_after).raw("</a></p>\n");
        }
    }

    fn foot(&mut self) {
        self.html.raw(r#"<div class="small">"#).raw("\n<p>").raw(self.words.quotes).raw("</p>\n<p>");
        self.html.raw(self.words.private).raw("</p>\n</div>\n");
    }

    pub(super) fn open_section(&mut self, id: &'static str, heading: &'static str, as_annex: bool) {
        self.html.raw(r#"<section id=""#).raw(id).raw(if as_annex { r#"" class="annex">"# } else { r#"">"# });
        self.html.raw("\n<h2>").raw(heading).raw("</h2>\n");
    }

    pub(super) fn close_section(&mut self) {
        self.html.raw("</section>\n");
    }

    /// A section of sentences, left out where there are none.
    pub(super) fn said_section(&mut self, id: &'static str, heading: &'static str, items: &[Said]) {
        let [first, rest @ ..] = items else { return };
        self.open_section(id, heading, false);
        if rest.is_empty() {
            self.paragraph(first);
        } else {
            self.list(items);
        }
        self.close_section();
    }

    pub(super) fn list<'b>(&mut self, items: impl IntoIterator<Item = &'b Said>) {
        self.html.raw("<ul>\n");
        for item in items {
            self.html.raw("<li>");
            self.said(item);
            self.html.raw("</li>\n");
        }
        self.html.raw("</ul>\n");
    }

    pub(super) fn paragraph(&mut self, said: &Said) {
        self.html.raw("<p>");
        self.said(said);
        self.html.raw("</p>\n");
    }

    pub(super) fn said(&mut self, said: &Said) {
        if said.quoted {
            self.html.raw(r#"<span lang=""#).text(&self.sheet.form_lang).raw(r#"">«"#);
            self.html.text(&said.text).raw("»</span>");
        } else {
            self.html.text(&said.text);
        }
        if let Some(rule) = &said.rule {
            self.html.raw(r#" <span class="rule">"#).text(rule).raw("</span>");
        }
    }

    /// A finding as a paragraph that stands out.
    pub(super) fn standing_note(&mut self, note: &Note) {
        let label = match note.severity {
            Severity::Info => self.words.remark,
            Severity::Warning | Severity::Error => self.words.warning,
        };
        self.html.raw(r#"<p class="warn"><strong>"#).raw(label).raw(".</strong> ");
        self.note(note);
        self.html.raw("</p>\n");
    }

    pub(super) fn note(&mut self, note: &Note) {
        if !note.place.is_empty() {
            self.html.data(&note.place).raw(": ");
        }
        self.html.text(&note.message);
        if !note.hint.is_empty() {
            self.html.raw(" ").text(&note.hint);
        }
        self.html.raw(r#" <span class="rule">"#).text(&note.code);
        if note.accepted {
            self.html.raw(", ").raw(self.words.accepted);
        }
        self.html.raw("</span>");
    }

    /// A name and a value of a `dl`, left out where there is no value.
    pub(super) fn fact(&mut self, name: &'static str, value: &str) {
        if !value.is_empty() {
            self.html.raw("<dt>").raw(name).raw("</dt><dd>").data(value).raw("</dd>\n");
        }
    }
}

/// The numbers of the first rows, to find them by.
fn first_rows(refused: &[Refused], more: usize) -> String {
    const SHOWN: usize = 10;
    let shown: Vec<String> = refused.iter().take(SHOWN).map(|row| row.row.to_string()).collect();
    let more = if refused.len() + more > SHOWN { ", …" } else { "" };
    shown.join(", ") + more
}
