//! What to do: who signs, how, where to send, what to leave out, whom to ask.

use super::render::Page;

impl Page<'_> {
    pub(super) fn guide(&mut self) {
        if self.sheet.sample.is_some() {
            self.html.raw(r#"<p class="warn lead-in">"#).raw(self.words.for_official_only).raw("</p>\n");
        }
        self.who_signs();
        self.how_to_sign();
        self.where_to_send();
        self.said_section("not-attach", self.words.not_attach, &self.sheet.not_attach);
    }

    fn who_signs(&mut self) {
        let who = &self.sheet.who_signs;
        if who.lead.is_none() && who.notes.is_empty() {
            return;
        }
        self.open_section("who", self.words.who, false);
        if !who.cases.is_empty() {
            self.html.raw("<p>").raw(self.words.who_lead).raw("</p>\n");
        }
        who.lead.iter().for_each(|lead| self.paragraph(lead));
        if !who.cases.is_empty() {
            self.html.raw(r#"<ul class="cases">"#).raw("\n");
            for case in &who.cases {
                self.html.raw(r#"<li><span class="box">☐</span><span>"#);
                self.said(case);
                self.html.raw("</span></li>\n");
            }
            self.html.raw("</ul>\n");
        }
        who.notes.iter().for_each(|note| self.paragraph(note));
        self.close_section();
    }

    fn how_to_sign(&mut self) {
        if self.sheet.how_to_sign.is_empty() {
            return;
        }
        self.open_section("how", self.words.how, false);
        self.html.raw("<ol>\n");
        for step in &self.sheet.how_to_sign {
            self.html.raw("<li>");
            self.said(step);
            self.html.raw("</li>\n");
        }
        self.html.raw("</ol>\n");
        self.close_section();
    }

    fn where_to_send(&mut self) {
        let (send, words) = (&self.sheet.send, self.words);
        if send.is_kept() {
            self.said_section("send", words.keep, &send.notes);
            return;
        }
        self.open_section("send", words.send, false);
        self.html.raw(r#"<div class="send"><dl>"#).raw("\n");
        self.fact(words.addressee, &send.addressee);
        self.fact(words.channel, &send.channel);
        // Letter for letter: somebody types it into a search box.
        if !send.sub_addressee.is_empty() {
            self.html.raw("<dt>").raw(words.sub_addressee).raw(r#"</dt><dd class="wide to">"#);
            self.html.text(&send.sub_addressee).raw("</dd>\n");
        }
        if !send.subject.is_empty() {
            self.html.raw("<dt>").raw(words.subject).raw(r#"</dt><dd class="wide">"#);
            self.html.text(&send.subject).raw("</dd>\n");
        }
        self.html.raw("</dl></div>\n");
        send.notes.iter().for_each(|note| self.paragraph(note));
        self.close_section();
    }

    pub(super) fn ask(&mut self) {
        let (support, words) = (&self.sheet.support, self.words);
        if support.phone.is_empty() && support.email.is_empty() && support.notes.is_empty() {
            return;
        }
        self.open_section("ask", words.ask, false);
        support.notes.iter().for_each(|note| self.paragraph(note));
        self.html.raw(r#"<dl class="ask">"#).raw("\n");
        self.fact(words.phone, &support.phone);
        self.fact(words.email, &support.email);
        self.html.raw("</dl>\n");
        self.close_section();
    }
}
