//! What to do: who signs, how, where to send, what to leave out, whom to ask.

use super::render::SheetPage;

impl SheetPage<'_> {
    pub(super) fn instructions(&mut self) {
        if self.sheet.sample.is_some() {
            self.html
                .markup(r#"<p class="warn lead-in">"#)
                .markup(self.words.for_official_only)
                .markup("</p>\n");
        }
        self.who_signs();
        self.how_to_sign();
        self.where_to_send();
        self.sentence_section("not-attach", self.words.not_attach, &self.sheet.not_attach);
    }

    fn who_signs(&mut self) {
        let who = &self.sheet.who_signs;
        if who.lead.is_none() && who.notes.is_empty() {
            return;
        }
        self.open_section("who", self.words.who, false);
        if !who.cases.is_empty() {
            self.html.markup("<p>").markup(self.words.who_lead).markup("</p>\n");
        }
        who.lead.iter().for_each(|lead| self.paragraph(lead));
        if !who.cases.is_empty() {
            self.html.markup(r#"<ul class="cases">"#).markup("\n");
            for case in &who.cases {
                self.html.markup(r#"<li><span class="box">☐</span><span>"#);
                self.sentence(case);
                self.html.markup("</span></li>\n");
            }
            self.html.markup("</ul>\n");
        }
        who.notes.iter().for_each(|note| self.paragraph(note));
        self.close_section();
    }

    fn how_to_sign(&mut self) {
        if self.sheet.how_to_sign.is_empty() {
            return;
        }
        self.open_section("how", self.words.how, false);
        self.html.markup("<ol>\n");
        for step in &self.sheet.how_to_sign {
            self.html.markup("<li>");
            self.sentence(step);
            self.html.markup("</li>\n");
        }
        self.html.markup("</ol>\n");
        self.close_section();
    }

    fn where_to_send(&mut self) {
        let (send, words) = (&self.sheet.recipient, self.words);
        if send.is_kept() {
            self.sentence_section("send", words.keep, &send.notes);
            return;
        }
        self.open_section("send", words.send, false);
        self.html.markup(r#"<div class="send"><dl>"#).markup("\n");
        self.fact(words.addressee, &send.addressee);
        self.fact(words.channel, &send.channel);
        // Letter for letter: somebody types it into a search box.
        if !send.sub_addressee.is_empty() {
            self.html.markup("<dt>").markup(words.sub_addressee).markup(r#"</dt><dd class="wide to">"#);
            self.html.text(&send.sub_addressee).markup("</dd>\n");
        }
        if !send.subject.is_empty() {
            self.html.markup("<dt>").markup(words.subject).markup(r#"</dt><dd class="wide">"#);
            self.html.text(&send.subject).markup("</dd>\n");
        }
        self.html.markup("</dl></div>\n");
        send.notes.iter().for_each(|note| self.paragraph(note));
        self.close_section();
    }

    pub(super) fn contact(&mut self) {
        let (support, words) = (&self.sheet.contact, self.words);
        if support.phone.is_empty() && support.email.is_empty() && support.notes.is_empty() {
            return;
        }
        self.open_section("ask", words.ask, false);
        support.notes.iter().for_each(|note| self.paragraph(note));
        self.html.markup(r#"<dl class="ask">"#).markup("\n");
        self.fact(words.phone, &support.phone);
        self.fact(words.email, &support.email);
        self.html.markup("</dl>\n");
        self.close_section();
    }
}
