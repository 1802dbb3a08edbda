//! The lists of the sheet: documents, refused rows, findings.

use super::render::SheetPage;
use super::{SheetDocument, SheetRefusedRow, SheetSentence};

impl SheetPage<'_> {
    pub(super) fn lists(&mut self, as_annex: bool) {
        let sheet = self.sheet;
        if !sheet.documents.is_empty() {
            self.open_section("documents", self.words.documents, as_annex);
            self.documents(&sheet.documents);
            self.close_section();
        }
        if sheet.unlisted.documents > 0 {
            self.open_section("documents", self.words.documents, as_annex);
            self.html.markup("<p>").markup(self.words.documents_elsewhere).markup("</p>\n");
            self.close_section();
        }
        if !sheet.refused.is_empty() {
            self.open_section("refused", self.words.refused, false);
            self.refused_rows(&sheet.refused);
            if sheet.unlisted.refused > 0 {
                self.html.markup("<p>").markup(self.words.refused_elsewhere).markup("</p>\n");
            }
            self.close_section();
        }
        if !sheet.findings.is_empty() {
            self.open_section("data", self.words.about_data, false);
            sheet.findings.iter().for_each(|note| self.finding_paragraph(note));
            self.close_section();
        }
    }

    fn documents(&mut self, documents: &[SheetDocument]) {
        let words = self.words;
        let shared = SharedSentences::of(documents);
        if !shared.to_check.is_empty() || !shared.reminders.is_empty() {
            self.html.markup(r#"<div class="shared">"#).markup("\n");
            self.sentence_list(Some(words.in_all), words.check, &shared.to_check);
            self.sentence_list(Some(words.in_all), words.know, &shared.reminders);
            self.html.markup("</div>\n");
        }
        // A sample is only to be looked at.
        let ticks: &[&'static str] = match self.sheet.sample {
            Some(_) => &[words.checked],
            None if self.sheet.recipient.is_kept() => &[words.checked, words.signed],
            None => &[words.checked, words.signed, words.sent],
        };
        self.open_list(words.application, ticks);
        for document in documents {
            self.document(document, &shared, ticks);
        }
        self.html.markup("</table>\n");
    }

    fn open_list(&mut self, heading: &'static str, ticks: &[&'static str]) {
        self.html.markup(r#"<table class="list">"#).markup("\n<thead><tr>");
        self.html.markup(r#"<th class="n" scope="col">"#).markup(self.words.row).markup("</th>");
        self.html.markup(r#"<th scope="col">"#).markup(heading).markup("</th>");
        for tick in ticks {
            self.html.markup(r#"<th class="tick" scope="col">"#).markup(tick).markup("</th>");
        }
        self.html.markup("</tr></thead>\n");
    }

    fn open_row(&mut self, row: u32, client: Option<&str>) {
        self.html.markup("<tbody>\n<tr>").markup(r#"<th class="n" scope="row"><span class="label">"#);
        self.html.markup(self.words.row).markup(" </span>").text(&row.to_string()).markup("</th><td>");
        if let Some(client) = client {
            self.html.markup(r#"<div class="client">"#).data(client).markup("</div>");
        }
    }

    fn document(&mut self, document: &SheetDocument, shared: &SharedSentences<'_>, ticks: &[&'static str]) {
        self.open_row(document.row, Some(&document.client));
        if !document.actions.is_empty() {
            self.html.markup("<div>").text(&document.actions.join(" · ")).markup("</div>");
        }
        self.html.markup(r#"<div class="file"><a href=""#).path(&document.pdf).markup("\">");
        self.html.text(&document.pdf).markup("</a></div>");
        if let Some(picture) = &document.picture {
            self.html
                .markup(r#"<a class="picture" href=""#)
                .path(picture)
                .markup(r#""><img loading="lazy" src=""#);
            self.html.path(picture).markup(r#"" alt=""#).markup(self.words.picture).markup("\"></a>");
        }
        self.html.markup("</td>");
        for tick in ticks {
            self.html
                .markup(r#"<td class="tick"><span class="box">☐</span><span class="label"> "#)
                .markup(tick);
            self.html.markup("</span></td>");
        }
        self.html.markup("</tr>\n");
        let to_check = not_shared(&document.to_check, &shared.to_check);
        let reminders = not_shared(&document.reminders, &shared.reminders);
        if !to_check.is_empty() || !reminders.is_empty() || !document.findings.is_empty() {
            let columns = (1 + ticks.len()).to_string();
            self.html
                .markup(r#"<tr class="more"><td class="gap"></td><td colspan=""#)
                .text(&columns)
                .markup("\">");
            document.findings.iter().for_each(|note| self.finding_paragraph(note));
            self.sentence_list(None, self.words.check, &to_check);
            self.sentence_list(None, self.words.know, &reminders);
            self.html.markup("</td></tr>\n");
        }
        self.html.markup("</tbody>\n");
    }

    fn refused_rows(&mut self, refused: &[SheetRefusedRow]) {
        self.html.markup("<p>").markup(self.words.refused_lead).markup("</p>\n");
        self.open_list(self.words.refused_why, &[]);
        for row in refused {
            self.open_row(row.row, row.client.as_deref());
            self.html.markup("<ul>\n");
            for note in &row.findings {
                self.html.markup("<li>");
                self.finding(note);
                self.html.markup("</li>\n");
            }
            self.html.markup("</ul></td></tr>\n</tbody>\n");
        }
        self.html.markup("</table>\n");
    }

    /// A few words and what they introduce: on one line where it is one thing, as a list where it is more.
    fn sentence_list(&mut self, scope: Option<&'static str>, lead: &'static str, items: &[&SheetSentence]) {
        let [first, rest @ ..] = items else { return };
        self.html.markup("<p><strong>");
        if let Some(scope) = scope {
            self.html.markup(scope).markup(". ");
        }
        self.html.markup(lead).markup(":</strong>");
        if rest.is_empty() {
            self.html.markup(" ");
            self.sentence(first);
            self.html.markup("</p>\n");
        } else {
            self.html.markup("</p>\n");
            self.list(items.iter().copied());
        }
    }
}

/// The sentences that all documents have, where there are several: they are written once, above them.
struct SharedSentences<'a> {
    to_check: Vec<&'a SheetSentence>,
    reminders: Vec<&'a SheetSentence>,
}

impl<'a> SharedSentences<'a> {
    fn of(documents: &'a [SheetDocument]) -> Self {
        let [first, others @ ..] = documents else {
            return Self { to_check: Vec::new(), reminders: Vec::new() };
        };
        let in_all = |sentences: &'a [SheetSentence], of: fn(&SheetDocument) -> &[SheetSentence]| {
            let everywhere = |item: &SheetSentence| others.iter().all(|other| of(other).contains(item));
            sentences.iter().filter(|item| !others.is_empty() && everywhere(item)).collect()
        };
        Self {
            to_check: in_all(&first.to_check, |document| &document.to_check),
            reminders: in_all(&first.reminders, |document| &document.reminders),
        }
    }
}

/// The sentences that one document has and not all.
fn not_shared<'a>(sentences: &'a [SheetSentence], shared: &[&SheetSentence]) -> Vec<&'a SheetSentence> {
    sentences.iter().filter(|item| !shared.contains(item)).collect()
}
