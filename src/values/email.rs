use std::fmt;

use email_address::{EmailAddress, Options};

use super::clean::clean_value;
use super::mail_typo::suggested_domain;
use super::{ParseOutcome, Remark, masked_excerpt};
use crate::diag::catalogue::value;

/// RFC 5321 4.5.3.1.3 with its angle brackets taken off, in bytes.
const LONGEST: usize = 254;
/// RFC 5321 4.5.3.1.1, in bytes.
const LONGEST_LOCAL_PART: usize = 64;

/// One e-mail address, as it was written.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Email {
    local: String,
    domain: String,
}

impl Email {
    /// Reads one address of the everyday kind: no display name, no quoted local part, no address literal, and a
    /// domain of two labels or more. Letters beyond ASCII are accepted with a warning, as is a domain that is
    /// one slip of the keyboard away from a well-known one.
    #[cfg(test)]
    pub(crate) fn parse(text: &str) -> Result<super::Parsed<Self>, Vec<Remark>> {
        Self::parse_outcome(text).strict()
    }

    /// As [`Email::parse`], with the remarks that an acceptance may overrule.
    pub(crate) fn parse_outcome(text: &str) -> ParseOutcome<Self> {
        let (address, mut remarks) = clean_value(text);
        if let Some(problem) = why_not_one_address(&address) {
            remarks.push(problem);
            return ParseOutcome::new(None, remarks);
        }
        let (local, domain) = address.split_once('@').unwrap_or((&address, ""));
        remarks.extend(problems_of_domain(domain));
        remarks.extend(problems_of_length(&address, local));
        let whole = is_address(&address);
        if !whole && remarks.iter().all(|r| !r.refuses()) {
            remarks.push(Remark::of(&value::MAIL).with("v", masked_excerpt(&address)));
        }
        if !local.is_ascii() {
            remarks.push(Remark::of(&value::MAIL_LETTERS).with("v", masked_excerpt(local)));
        }
        let email = Self { local: local.to_owned(), domain: domain.to_owned() };
        ParseOutcome::new(whole.then_some(email), remarks)
    }

    /// What stands before the `@`.
    #[cfg(test)]
    pub(crate) fn local_part(&self) -> &str {
        &self.local
    }

    /// What stands after the `@`.
    #[cfg(test)]
    pub(crate) fn domain(&self) -> &str {
        &self.domain
    }

    /// The whole address as it is written into a form.
    pub(crate) fn address(&self) -> String {
        format!("{}@{}", self.local, self.domain)
    }
}

/// A local part may be anything, a personal code too.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email({})", masked_excerpt(&self.address()))
    }
}

fn why_not_one_address(address: &str) -> Option<Remark> {
    let about = |entry| Some(Remark::of(entry).with("v", masked_excerpt(address)));
    let count = address.matches('@').count();
    if count > 1 || address.contains([',', ';']) {
        return about(&value::MAIL_MANY);
    }
    if count == 0 || address.contains(['<', '>', '"', ':']) {
        return about(&value::MAIL);
    }
    if address.contains(' ') {
        return about(&value::MAIL_SPACE);
    }
    None
}

fn problems_of_domain(domain: &str) -> Vec<Remark> {
    let about = |entry| Remark::of(entry).with("v", masked_excerpt(domain));
    if !is_domain(domain) {
        return vec![about(&value::MAIL_DOMAIN)];
    }
    if !domain.is_ascii() {
        return vec![about(&value::MAIL_IDN)];
    }
    suggested_domain(domain).map(|fix| about(&value::MAIL_TYPO).with("fix", fix)).into_iter().collect()
}

/// Two labels or more of letters, digits and inner hyphens, the last of them not a number.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || (!c.is_ascii() && c.is_alphabetic()))
    };
    let named = domain.rsplit('.').next().is_some_and(|top| top.chars().any(char::is_alphabetic));
    domain.contains('.') && named && domain.split('.').all(is_label)
}

fn problems_of_length(address: &str, local: &str) -> Vec<Remark> {
    let too_long = |text: &str, max: usize| {
        Remark::of(&value::MAIL_LEN).with("n", text.chars().count()).with("max", max)
    };
    let mut problems = Vec::new();
    if local.len() > LONGEST_LOCAL_PART {
        problems.push(too_long(local, LONGEST_LOCAL_PART));
    }
    if address.len() > LONGEST {
        problems.push(too_long(address, LONGEST));
    }
    problems
}

/// The syntax of RFC 5322 and 6531 as far as it is used by people.
fn is_address(address: &str) -> bool {
    let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
    EmailAddress::parse_with_options(address, options).is_ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Parsed;
    use super::super::vectors::{all_words, codes, leaks};
    use super::*;

    #[test]
    fn an_address_stays_as_it_was_written() {
        let email = Email::parse(" Janis.Berzins+x509@Iestade.LV ").unwrap().value;
        assert_eq!(email.address(), "Janis.Berzins+x509@Iestade.LV");
        assert_eq!((email.local_part(), email.domain()), ("Janis.Berzins+x509", "Iestade.LV"));
    }

    #[test]
    fn every_problem_has_its_code() {
        let long_local = format!("{}@iestade.lv", "a".repeat(65));
        let long = format!("a@{}lv", "garsdomens.".repeat(23));
        for (text, expected) in [
            ("ekase@kase.gov.lv", vec![]),
            ("o'brien@iestade.lv", vec![]),
            ("a@xn--rga-xxa.lv", vec![]),
            ("janis", vec!["*-mail"]),
            ("", vec!["*-mail"]),
            ("@iestade.lv", vec!["*-mail"]),
            ("Jānis <janis@iestade.lv>", vec!["*-mail"]),
            ("mailto:janis@iestade.lv", vec!["*-mail"]),
            ("\"janis b\"@iestade.lv", vec!["*-mail"]),
            ("janis..b@iestade.lv", vec!["*-mail"]),
            (".janis@iestade.lv", vec!["*-mail"]),
            ("a@b.lv; c@d.lv", vec!["*-mail-many"]),
            ("a@b.lv c@d.lv", vec!["*-mail-many"]),
            ("janis berzins@iestade.lv", vec!["*-mail-space"]),
            ("janis@iestade .lv", vec!["*-mail-space"]),
            ("janis@iestade", vec!["*-mail-domain"]),
            ("janis@iestade.lv.", vec!["*-mail-domain"]),
            ("janis@-iestade.lv", vec!["*-mail-domain"]),
            ("janis@ies_tade.lv", vec!["*-mail-domain"]),
            ("janis@[127.0.0.1]", vec!["*-mail-domain"]),
            ("janis@127.0.0.1", vec!["*-mail-domain"]),
            ("janis@", vec!["*-mail-domain"]),
            (&long_local, vec!["*-mail-len"]),
            (&long, vec!["*-mail-len"]),
            ("jānis@iestade.lv", vec!["*-mail-letters"]),
            ("janis@iestāde.lv", vec!["*-mail-idn"]),
            ("jānis@iestāde.lv", vec!["*-mail-idn", "*-mail-letters"]),
            ("janis@gmail.con", vec!["*-mail-typo"]),
            ("janis@inbox.lb", vec!["*-mail-typo"]),
            ("\u{200b}janis@inbox.lv", vec!["T-control"]),
        ] {
            assert_eq!(codes(Email::parse(text)), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_accepted_keeps_every_rule(text in "[a-zā.@ +\"-]{1,12}@[a-zā.-]{1,12}|\\PC{0,40}") {
            let result = Email::parse(&text);
            let _ = all_words(&result);
            if let Ok(Parsed { value, .. }) = result {
                let address = value.address();
                prop_assert_eq!(address.matches('@').count(), 1);
                prop_assert!(address.len() <= 254 && value.local_part().len() <= 64);
                prop_assert!(!address.contains(char::is_whitespace));
                prop_assert!(value.domain().contains('.') && !value.domain().ends_with('.'));
                prop_assert_eq!(Email::parse(&address).unwrap().value, value);
            }
        }

        #[test]
        fn a_code_in_an_address_is_not_shown(head in "[0-3][0-9]{5}", tail in "[1-9]{5}", end in "@a.lv|@gmail.con|@|") {
            prop_assume!(!head.contains(&tail));
            let result = Email::parse(&format!("{head}-{tail}{end}"));
            prop_assert!(!leaks(&result, &tail));
        }
    }
}
