//! What was made, what was not, and what is to say about the data.

use super::render::Page;
use super::{Document, Refused, Said};

impl Page<'_> {
    pub(super) fn lists(&mut self, as_annex: bool) {
        let sheet = self.sheet;
        if !sheet.documents.is_empty() {
            self.open_section("documents", self.words.documents, as_annex);
            self.documents(&sheet.documents);
            self.close_section();
        }
        if sheet.unlisted.documents > 0 {
            self.open_section("documents", self.words.documents, as_annex);
            self.html.raw("<p>").raw(self.words.documents_elsewhere).raw("</p>\n");
            self.close_section();
        }
        if !sheet.refused.is_empty() {
            self.open_section("refused", self.words.refused, false);
            self.refused(&sheet.refused);
            if sheet.unlisted.refused > 0 {
                self.html.raw("<p>").raw(self.words.refused_elsewhere).raw("</p>\n");
            }
            self.close_section();
        }
        if !sheet.findings.is_empty() {
            self.open_section("data", self.words.about_data, false);
            sheet.findings.iter().for_each(|note| self.standing_note(note));
            self.close_section();
        }
    }

    fn documents(&mut self, documents: &[Document]) {
        let words = self.words;
        let shared = Shared::of(documents);
        if !shared.to_check.is_empty() || !shared.reminders.is_empty() {
            self.html.raw(r#"<div class="shared">"#).raw("\n");
            self.listed(Some(words.in_all), words.check, &shared.to_check);
            self.listed(Some(words.in_all), words.know, &shared.reminders);
            self.html.raw("</div>\n");
        }
        // A sample is looked at, and nothing more.
        let ticks: &[&'static str] = match self.sheet.sample {
            Some(_) => &[words.checked],
            None if self.sheet.send.is_kept() => &[words.checked, words.signed],
            None => &[words.checked, words.signed, words.sent],
        };
        self.open_list(words.application, ticks);
        for document in documents {
            self.document(document, &shared, ticks);
        }
        self.html.raw("</table>\n");
    }

    fn open_list(&mut self, heading: &'static str, ticks: &[&'static str]) {
        self.html.raw(r#"<table class="list">"#).raw("\n<thead><tr>");
        self.html.raw(r#"<th class="n" scope="col">"#).raw(self.words.row).raw("</th>");
        self.html.raw(r#"<th scope="col">"#).raw(heading).raw("</th>");
        for tick in ticks {
            self.html.raw(r#"<th class="tick" scope="col">"#).raw(tick).raw("</th>");
        }
        self.html.raw("</tr></thead>\n");
    }

    fn open_row(&mut self, row: u32, client: Option<&str>) {
        self.html.raw("<tbody>\n<tr>").raw(r#"<th class="n" scope="row"><span class="label">"#);
        self.html.raw(self.words.row).raw(" </span>").text(&row.to_string()).raw("</th><td>");
        if let Some(client) = client {
            self.html.raw(r#"<div class="client">"#).data(client).raw("</div>");
        }
    }

    fn document(&mut self, document: &Document, shared: &Shared<'_>, ticks: &[&'static str]) {
        self.open_row(document.row, Some(&document.client));
        if !document.actions.is_empty() {
            self.html.raw("<div>").text(&document.actions.join(" · ")).raw("</div>");
        }
        self.html.raw(r#"<div class="file"><a href=""#).path(&document.pdf).raw("\">");
        self.html.text(&document.pdf).raw("</a></div>");
        if let Some(picture) = &document.picture {
            self.html.raw(r#"<a class="picture" href=""#).path(picture).raw(r#""><img loading="lazy" src=""#);
            self.html.path(picture).raw(r#"" alt=""#).raw(self.words.picture).raw("\"></a>");
        }
        self.html.raw("</td>");
        for tick in ticks {
            self.html.raw(r#"<td class="tick"><span class="box">☐</span><span class="label"> "#).raw(tick);
            self.html.raw("</span></td>");
        }
        self.html.raw("</tr>\n");
        let to_check = own(&document.to_check, &shared.to_check);
        let reminders = own(&document.reminders, &shared.reminders);
        if !to_check.is_empty() || !reminders.is_empty() || !document.findings.is_empty() {
            let columns = (1 + ticks.len()).to_string();
            self.html.raw(r#"<tr class="more"><td class="gap"></td><td colspan=""#).text(&columns).raw("\">");
            document.findings.iter().for_each(|note| self.standing_note(note));
            self.listed(None, self.words.check, &to_check);
            self.listed(None, self.words.know, &reminders);
            self.html.raw("</td></tr>\n");
        }
        self.html.raw("</tbody>\n");
    }

    fn refused(&mut self, refused: &[Refused]) {
        self.html.raw("<p>").raw(self.words.refused_lead).raw("</p>\n");
        self.open_list(self.words.refused_why, &[]);
        for row in refused {
            self.open_row(row.row, row.client.as_deref());
            self.html.raw("<ul>\n");
            for note in &row.findings {
                self.html.raw("<li>");
                self.note(note);
                self.html.raw("</li>\n");
            }
            self.html.raw("</ul></td></tr>\n</tbody>\n");
        }
        self.html.raw("</table>\n");
    }

    /// A few words and what they introduce: on one line where it is one thing, as a list where it is more.
    fn listed(&mut self, scope: Option<&'static str>, lead: &'static str, items: &[&Said]) {
        let [first, rest @ ..] = items else { return };
        self.html.raw("<p><strong>");
        if let Some(scope) = scope {
            self.html.raw(scope).raw(". ");
        }
        self.html.raw(lead).raw(":</strong>");
        if rest.is_empty() {
            self.html.raw(" ");
            self.said(first);
            self.html.raw("</p>\n");
        } else {
            self.html.raw("</p>\n");
            self.list(items.iter().copied());
        }
    }
}

/// What is said of every document, where there are several: it is said once, above them.
struct Shared<'a> {
    to_check: Vec<&'a Said>,
    reminders: Vec<&'a Said>,
}

impl<'a> Shared<'a> {
    fn of(documents: &'a [Document]) -> Self {
        let [first, others @ ..] = documents else {
            return Self { to_check: Vec::new(), reminders: Vec::new() };
        };
        let in_all = |said: &'a [Said], of: fn(&Document) -> &[Said]| {
            let everywhere = |item: &Said| others.iter().all(|other| of(other).contains(item));
            said.iter().filter(|item| !others.is_empty() && everywhere(item)).collect()
        };
        Self {
            to_check: in_all(&first.to_check, |document| &document.to_check),
            reminders: in_all(&first.reminders, |document| &document.reminders),
        }
    }
}

/// What is said of one document and not of all.
fn own<'a>(said: &'a [Said], shared: &[&Said]) -> Vec<&'a Said> {
    said.iter().filter(|item| !shared.contains(item)).collect()
}
