//! Text that would act on a terminal, in what a person's file can name: no output hands it on.

use super::run::Run;

const HOSTILE: &str = "x\u{1b}[31m\u{7}\u{9b}\u{202e}\u{2066}y";

fn is_harmless(text: &str) {
    let acts = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t' | '\r')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(acts), "{text:?}");
}

#[test]
fn no_format_hands_on_a_key() {
    let key =
        serde_json::to_string(&serde_json::json!({ HOSTILE: "1", "client": { HOSTILE: "2" } })).unwrap();
    for format in ["human", "json", "github", "sarif", "junit", "short"] {
        for lang in ["lv", "en"] {
            let args: &[&str] = if format == "human" {
                &["check", "x.json", "--lang", lang]
            } else if format == "json" {
                &["check", "x.json", "--json", "--lang", lang]
            } else {
                &["check", "x.json", "--format", format, "--lang", lang]
            };
            let ran = Run::new(args).file("x.json", &key).run().code(1);
            assert!(ran.stdout.contains('x'), "{format}");
            is_harmless(&ran.stdout);
            is_harmless(&ran.stderr);
        }
    }
}

#[test]
fn codes_in_entry_names_are_masked_in_json_too() {
    let ran = Run::new(&["pack", "010101-00000.txt", "-o", "x.asice", "--profile", "asice"])
        .file("010101-00000.txt", "text")
        .may_show_codes()
        .run()
        .code(0);
    let ran = ran.again(&["inspect", "x.asice", "--json"]).may_show_codes().run();
    assert!(!ran.stdout.contains("010101-00000"), "{}", ran.stdout);
    assert!(ran.stdout.contains("010101-*****.txt"), "{}", ran.stdout);
    let ran = ran.again(&["extract", "x.asice", "-o", "o", "--json"]).may_show_codes().run();
    assert!(!ran.stdout.contains("010101-00000"), "{}", ran.stdout);
    assert!(ran.stdout.contains("010101-*****.txt"), "{}", ran.stdout);
    let ran = ran.again(&["extract", "x.asice", "-o", "p"]).may_show_codes().run();
    assert!(!ran.stdout.contains("010101-00000"), "{}", ran.stdout);
    assert!(ran.stdout.contains("010101-*****.txt"), "{}", ran.stdout);
}
