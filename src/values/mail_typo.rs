//! Domains of e-mail that differ by one typing error from a well-known one.

/// Where most people of the country have their mail.
const COMMON_DOMAINS: [&str; 8] = [
    "gmail.com",
    "inbox.lv",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "yahoo.com",
    "apollo.lv",
    "tvnet.lv",
];

/// Real domains that are as near to one of [`COMMON_DOMAINS`].
const OTHER_REAL_DOMAINS: [&str; 8] =
    ["ymail.com", "mail.com", "email.com", "inbox.lt", "inbox.la", "inbox.ru", "yahoo.co", "tvnet.lt"];

/// Top-level domains that do not exist, and what was meant.
const MISSPELLED_TOP_LEVEL: [(&str, &str); 12] = [
    ("con", "com"),
    ("cmo", "com"),
    ("ocm", "com"),
    ("vom", "com"),
    ("xom", "com"),
    ("comm", "com"),
    ("coom", "com"),
    ("lvv", "lv"),
    ("llv", "lv"),
    ("vl", "lv"),
    ("kv", "lv"),
    ("kom", "com"),
];

/// The domain that was probably meant, where `domain` looks like a slip.
pub(super) fn suggested_domain(domain: &str) -> Option<String> {
    let domain = domain.to_ascii_lowercase();
    if COMMON_DOMAINS.contains(&domain.as_str()) || OTHER_REAL_DOMAINS.contains(&domain.as_str()) {
        return None;
    }
    let near = COMMON_DOMAINS.iter().find(|meant| strsim::osa_distance(meant, &domain) == 1);
    near.map(|&meant| meant.to_owned()).or_else(|| with_real_top_level(&domain))
}

fn with_real_top_level(domain: &str) -> Option<String> {
    let (name, top) = domain.rsplit_once('.')?;
    let (_, real) = MISSPELLED_TOP_LEVEL.iter().find(|(wrong, _)| *wrong == top)?;
    Some(format!("{name}.{real}"))
}

#[cfg(test)]
mod tests {
    use super::suggested_domain;

    #[test]
    fn slips_are_seen_and_real_domains_left_alone() {
        for (domain, meant) in [
            ("gmail.con", "gmail.com"),
            ("gmial.com", "gmail.com"),
            ("Gmail.cm", "gmail.com"),
            ("inbox.lb", "inbox.lv"),
            ("inbx.lv", "inbox.lv"),
            ("uznemums.lvv", "uznemums.lv"),
            ("uznemums.com.vl", "uznemums.com.lv"),
        ] {
            assert_eq!(suggested_domain(domain).as_deref(), Some(meant), "{domain}");
        }
        for domain in
            ["gmail.com", "INBOX.LV", "mail.com", "inbox.lt", "kase.gov.lv", "uznemums.lv", "vid.gov.lv"]
        {
            assert_eq!(suggested_domain(domain), None, "{domain}");
        }
    }
}
