//! The texts of a draft. What the PDF does not tell is asked in comments that begin with one word.

use std::fmt::Write as _;

use super::DraftOptions;
use super::draft_form::{DraftField, DraftForm, DraftTarget, UnusedField, UnusedReason};
use super::guess::{Guess, GuessBasis};
use crate::diag::Lang;
use crate::form::definition::ValueKind;
use crate::form::toml_write::{list, on_one_line, quoted};
use crate::pdf::Template;
use crate::values::Sha256Digest;

/// The sentence that everything rests on until somebody writes those of the instruction.
const SENTENCE: &str = "F1";
/// The rule of fields that must be filled in.
const REQUIRED: &str = "F1-required";
/// The field that names files, where the form has none that could.
const FILE_LABEL: &str = "file.name";

/// Questions and comments in the language of the person.
struct DraftMessages {
    lang: Lang,
}

impl DraftMessages {
    fn pick(&self, lv: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Lv => lv,
            Lang::En => en,
        }
    }

    fn question(&self) -> &'static str {
        self.pick("JAUTĀJUMS", "QUESTION")
    }

    fn kind(&self, kind: ValueKind) -> &'static str {
        match kind {
            ValueKind::Blank => {
                self.pick("paraksta vieta, ko atstāj tukšu", "a place for a signature, left blank")
            }
            ValueKind::Date => self.pick("datums", "a date"),
            ValueKind::Email => self.pick("e-pasta adrese", "an e-mail address"),
            ValueKind::FullName => self.pick("personas vārds un uzvārds", "a person's full name"),
            ValueKind::GivenName => self.pick("personas vārds", "a given name"),
            ValueKind::Iban => self.pick("konta numurs", "an account number"),
            ValueKind::IpAddresses => self.pick("IP adreses", "IP addresses"),
            ValueKind::PersonalCode => self.pick("personas kods", "a personal code"),
            ValueKind::Phone => self.pick("tālruņa numurs", "a phone number"),
            ValueKind::RegNo => self.pick("reģistrācijas numurs", "a registration number"),
            ValueKind::Surname => self.pick("uzvārds", "a surname"),
            _ => self.pick("teksts", "text"),
        }
    }
}

/// How many questions stand in a text.
pub(super) fn questions(text: &str) -> usize {
    text.matches("# JAUTĀJUMS: ").count() + text.matches("# QUESTION: ").count()
}

/// The text of `form.toml`.
pub(super) fn form(draft: &DraftForm, options: &DraftOptions<'_>) -> String {
    let words = DraftMessages { lang: options.lang };
    let mut text = String::new();
    head(&mut text, draft, options, &words);
    sentences(&mut text, draft, &words);
    for part in &draft.sections {
        let _ = writeln!(text, "\n[[section]]\nkey = {}\ntitle = {}", quoted(&part.key), both(&part.title));
    }
    for entry in &draft.fields {
        field(&mut text, entry, &words);
    }
    rules(&mut text, draft, &words);
    policies(&mut text, draft, &words);
    text
}

fn head(text: &mut String, draft: &DraftForm, options: &DraftOptions<'_>, words: &DraftMessages) {
    let q = words.question();
    let made = words.pick(
        "# Pirmais apraksts, ko programma izveidoja no PDF vien. Tas jau darbojas. Ko PDF nepasaka, to jautā rindas ar vārdu\n# „JAUTĀJUMS”: atbildiet uz tām un izdzēsiet komentāru. Atslēgas izskaidrotas docs/form-toml.md; katru tekstu raksta divās\n# valodās, te abās pagaidām ir viens un tas pats.",
        "# A first definition, made by the program from the PDF alone. It can be used as it is. What the PDF does not tell is\n# asked in the lines with the word QUESTION: answer them and delete the comment. docs/form-toml.md explains the keys;\n# every text is in two languages, and for now both halves say the same.",
    );
    let _ = writeln!(text, "{made}\n");
    let day = options.time.date();
    let _ = writeln!(text, "schema = 1\nid = {}", quoted(&draft.id));
    let _ = writeln!(
        text,
        "edition = \"{day}\"  # {q}: {}",
        words.pick("kurš ir šis veidlapas izdevums?", "which edition of the form is it?")
    );
    let _ = write!(text, "language = \"{}\"", draft.language);
    if draft.is_language_guessed {
        let _ = write!(
            text,
            "  # {q}: {}",
            words.pick("kādā valodā ir veidlapa?", "what language is the form in?")
        );
    }
    let _ = write!(text, "\ntitle = {}", both(&draft.title));
    if draft.is_title_guessed {
        let _ = write!(text, "  # {q}: {}", words.pick("kā sauc veidlapu?", "what is the form called?"));
    }
    text.push('\n');
    if is_foreign(draft) {
        let _ = writeln!(text, "original_title = {}", quoted(&draft.title));
    }
    let issuer = words.pick("kas izdod veidlapu?", "who issues the form?");
    let _ = writeln!(text, "\n[issuer]\nname = {{ lv = \"?\", en = \"?\" }}  # {q}: {issuer}");
    let instruction = words.pick(
        "pēc kuras instrukcijas to aizpilda, un kad tā mainīta?",
        "by which instruction is it filled in, and when was that changed?",
    );
    let title = both(words.pick("Norādes uz veidlapas", "What the form says itself"));
    let _ = writeln!(
        text,
        "\n[instruction]\n# {q}: {instruction}\ntitle = {title}\nupdated = {day}\nchecked_on = {day}"
    );
    let _ = writeln!(text, "\n[template]\nfile = {}\nbinding = \"binding.toml\"", quoted(options.file));
}

fn sentences(text: &mut String, draft: &DraftForm, words: &DraftMessages) {
    let q = words.question();
    let note = words.pick(
        "kuri instrukcijas teikumi jāievēro? Katram savs [[sentence]]; lauki un noteikumi uz tiem atsaucas ar „rule”.\n# Pagaidām viss balstās uz veidlapas nosaukumu.",
        "which sentences of the instruction are to be kept? Each is a [[sentence]] of its own, which fields and\n# rules name as their `rule`. For now all of it rests on the form's title.",
    );
    let does = "{ lv = \"Vērtības pārbauda pēc to veida.\", en = \"Values are checked by their kind.\" }";
    let title = quoted(&draft.title);
    let _ = writeln!(text, "\n# {q}: {note}");
    let _ = writeln!(
        text,
        "[[sentence]]\nid = \"{SENTENCE}\"\nenforced = [\"machine\"]\nlv = {title}\nen = {title}"
    );
    if is_foreign(draft) {
        let _ = writeln!(text, "original = {title}");
    }
    let _ = writeln!(text, "does = {does}");
    if !draft.sentences.is_empty() {
        let printed = words.pick("Uz veidlapas ir šādi teikumi:", "These sentences are printed on the form:");
        let _ = writeln!(text, "\n# {printed}");
        for sentence in &draft.sentences {
            let _ = writeln!(text, "#   {}", in_comment(sentence));
        }
    }
}

fn field(text: &mut String, entry: &DraftField, words: &DraftMessages) {
    text.push_str("\n[[field]]\n");
    let q = words.question();
    if entry.is_nameless {
        let _ = writeln!(
            text,
            "# {q}: {}",
            words.pick(
                "blakus laukam nav vārdu; kas tajā jāraksta?",
                "no words stand beside it; what goes into it?"
            )
        );
    }
    let _ = writeln!(text, "key = {}\nsection = {}", quoted(&entry.key), quoted(&entry.section));
    kind(text, &entry.guess, words);
    if let Some(max) = entry.max.filter(|_| entry.guess.kind != ValueKind::Date) {
        let _ = writeln!(text, "max = {max}");
    }
    if entry.multiline {
        text.push_str("multiline = true\n");
    }
    let _ = writeln!(text, "label = {}", both(&entry.label));
    if entry.guess.kind != ValueKind::Blank {
        let _ = writeln!(text, "column = {}", both(&entry.column));
        if !entry.help.is_empty() {
            let _ = writeln!(text, "help = {}", both(&entry.help));
        }
        if let Some(value) = entry.example.value() {
            let _ = writeln!(text, "example = {}", quoted(value));
        }
    }
    let _ = writeln!(text, "rule = \"{SENTENCE}\"");
    if !entry.options.is_empty() {
        text.push_str("options = [\n");
        for option in &entry.options {
            let _ =
                writeln!(text, "  {{ value = {}, label = {} }},", quoted(&option.value), both(&option.label));
        }
        text.push_str("]\n");
    }
}

/// The kind, and how sure it is.
fn kind(text: &mut String, guess: &Guess, words: &DraftMessages) {
    let q = words.question();
    let name = guess.kind.name();
    let _ = write!(text, "kind = \"{name}\"");
    let guessed = words.pick("minējums", "a guess");
    let by = match guess.basis {
        GuessBasis::Field => None,
        GuessBasis::Script => Some(words.pick("pēc lauka skripta", "by the script of the field")),
        GuessBasis::Words => Some(words.pick("pēc vārdiem", "by its words")),
    };
    if let Some(by) = by.filter(|_| guess.kind != ValueKind::Text) {
        let _ = write!(text, "  # {guessed}, {} %, {by}", guess.confidence);
    }
    if let Some((maybe, sure)) = guess.alternative {
        let what = words.kind(maybe);
        let _ = write!(text, "  # {q}: {what} ({sure} %)? kind = \"{}\"", maybe.name());
    }
    text.push('\n');
    if let Some(format) = &guess.format {
        let _ = write!(text, "format = \"{format}\"");
        if guess.basis == GuessBasis::Words {
            let _ = write!(text, "  # {q}: {}", words.pick("vai datumu raksta tā?", "is a date written so?"));
        }
        text.push('\n');
    }
    if let Some(shape) = &guess.shape {
        let _ = writeln!(text, "shapes = {}", list([shape.as_str()]));
    }
}

fn rules(text: &mut String, draft: &DraftForm, words: &DraftMessages) {
    let q = words.question();
    let required = required(draft);
    if required.is_empty() {
        let asked = words.pick("kuri lauki ir obligāti? Piemērs:", "which fields are required? An example:");
        let first = draft.fields.iter().find(|entry| entry.guess.kind != ValueKind::Blank);
        let key = first.map_or_else(|| "\"…\"".to_owned(), |entry| quoted(&entry.key));
        let _ = writeln!(text, "\n# {q}: {asked}");
        for line in required_rule(&format!("[{key}]"), "inferred").lines() {
            let _ = writeln!(text, "# {line}");
        }
        return;
    }
    let asked = words.pick(
        "PDF šos laukus prasa; vai instrukcija citus arī?",
        "the PDF requires these; does the instruction require others?",
    );
    let _ = writeln!(text, "\n# {q}: {asked}\n{}", required_rule(&list(required), "technical").trim_end());
}

/// The keys of the fields that the PDF requires.
fn required(draft: &DraftForm) -> Vec<&str> {
    draft.fields.iter().filter(|entry| entry.required).map(|entry| entry.key.as_str()).collect()
}

fn required_rule(keys: &str, provenance: &str) -> String {
    format!(
        "[[rule]]\ncode = \"{REQUIRED}\"\nseverity = \"error\"\nprovenance = \"{provenance}\"\nrequired = {keys}\n\
         message = {{ lv = \"Nav aizpildīts: {{list}}.\", en = \"Not filled in: {{list}}.\" }}\n"
    )
}

fn policies(text: &mut String, draft: &DraftForm, words: &DraftMessages) {
    let q = words.question();
    let label = draft.file_label().map_or(FILE_LABEL, |entry| &entry.key);
    if label == FILE_LABEL {
        let _ = writeln!(
            text,
            "\n# {}\n[[field]]\nkey = \"{FILE_LABEL}\"\nkind = \"text\"\nprinted = false\nlabel = {{ lv = \"Datnes nosaukums\", en = \"Name of the file\" }}\n\
             column = {{ lv = \"Datnes nosaukums\", en = \"Name of the file\" }}\nrule = \"{SENTENCE}\"",
            words.pick(
                "Veidlapā nav teksta, pēc kā saukt datnes, tāpēc tas ir atsevišķi.",
                "The form has no text that files could be called by, so that it stands apart."
            )
        );
    }
    let attach = words.pick(
        "vai drīkst kaut ko pievienot? policy = \"list\", kinds = [\"application/pdf\"]",
        "may anything be attached? policy = \"list\", kinds = [\"application/pdf\"]",
    );
    let named = words.pick(
        "pēc kura lauka saukt datnes? Ne pēc personas vārda.",
        "by which field are files called? Not by a person's name.",
    );
    let _ = writeln!(
        text,
        "\n[document]\nper_container = {{ count = 1, rule = \"{SENTENCE}\" }}\n\
         attachments = {{ policy = \"none\", rule = \"{SENTENCE}\" }}  # {q}: {attach}\n\
         scans = {{ scan = \"refuse\", unknown = \"warn\", rule = \"{SENTENCE}\" }}\n\
         name = {{ label = {} }}  # {q}: {named}",
        quoted(label)
    );
    let who = words.pick(
        "cik personu paraksta, un vai to vārds ir kādā laukā? signer = { field = \"…\", rule = \"F1\" }",
        "how many persons sign, and does a field name them? signer = { field = \"…\", rule = \"F1\" }",
    );
    let _ = writeln!(
        text,
        "\n[signing]\n# {q}: {who}\ncontainer = \"edoc\"\nsigners = {{ count = 1, rule = \"{SENTENCE}\" }}\n\
         time_stamp = {{ required = true, rule = \"{SENTENCE}\" }}"
    );
    let send = words.pick(
        "kam un kā to sūta? channel: e-adrese, email, portal vai kept (nesūta)",
        "to whom is it sent, and how? channel: e-adrese, email, portal or kept (sent nowhere)",
    );
    let _ = writeln!(
        text,
        "\n[sending]\n# {q}: {send}\nrule = \"{SENTENCE}\"\nchannel = \"kept\"\naddressee = \"?\""
    );
}

/// The text of `binding.toml`.
pub(super) fn binding(draft: &DraftForm, template: &Template, options: &DraftOptions<'_>) -> String {
    let words = DraftMessages { lang: options.lang };
    let mut text = String::new();
    let head = words
        .pick("Kurā PDF laukā ieraksta katru vērtību.", "Which field of the PDF each value is written into.");
    let sha256 = Sha256Digest::from_bytes(template.sha256());
    let _ = writeln!(text, "# {head}\n\nschema = 1\nform = {}\nsha256 = \"{sha256}\"", quoted(&draft.id));
    if draft.is_sample {
        let why = words.pick("lapā rakstīts, ka tas ir paraugs", "the page says that it is a sample");
        let _ = writeln!(text, "sample = true  # {why}");
    }
    unused(&mut text, &draft.unused, &words);
    text.push_str("\n[fields]\n");
    for entry in &draft.fields {
        let place = match &entry.target {
            DraftTarget::Field(name) => quoted(name),
            DraftTarget::Split(names) => format!("{{ split = {} }}", list(names.iter().map(String::as_str))),
            DraftTarget::Tick { field, on } => {
                format!("{{ field = {}, on = {} }}", quoted(field), quoted(on))
            }
            DraftTarget::Choice { field } => {
                let states: Vec<String> = entry
                    .options
                    .iter()
                    .map(|option| format!("{} = {}", quoted(&option.value), quoted(&option.state)))
                    .collect();
                format!("{{ field = {}, states = {{ {} }} }}", quoted(field), states.join(", "))
            }
        };
        let _ = writeln!(text, "{} = {place}", quoted(&entry.key));
    }
    text
}

fn unused(text: &mut String, unused: &[UnusedField], words: &DraftMessages) {
    if unused.is_empty() {
        return;
    }
    text.push_str("unused = [\n");
    for one in unused {
        let why = match one.why {
            UnusedReason::CannotFill => {
                words.pick("programma to nevar aizpildīt", "the program cannot fill it")
            }
            UnusedReason::NoState => words.pick("tam nav, ko izvēlēties", "it has nothing to choose"),
            UnusedReason::ReadOnly => words.pick("tikai lasāms", "read-only"),
            UnusedReason::Unseen => words.pick("nav redzams", "unseen"),
        };
        let _ = writeln!(text, "  {},  # {why}", quoted(&one.name));
    }
    text.push_str("]\n");
}

/// The text of `examples.toml`: `codes` are those of the example, none where it could not be filled in;
/// `codes_without_required` those of the example without its required values.
pub(super) fn examples(
    draft: &DraftForm,
    codes: Option<&[String]>,
    codes_without_required: &[String],
    options: &DraftOptions<'_>,
) -> String {
    let words = DraftMessages { lang: options.lang };
    let Some(good) = codes else {
        let none = words.pick(
            "Piemēru neizdevās aizpildīt; kāpēc, to pasaka „edocpack form lint”.",
            "The example could not be filled in; 'edocpack form lint' says why.",
        );
        return format!("# {none}\n");
    };
    let code_list = |codes: &[String]| list(codes.iter().map(String::as_str));
    let head = words.pick(
        "Labi un slikti piemēri, un visi kodi, kas katram jādod; tos pārbauda „edocpack form lint”.",
        "Good and bad examples, and all the codes that each must give; 'edocpack form lint' runs them.",
    );
    let name = words.pick("viss aizpildīts", "all filled in");
    let mut text =
        format!("# {head}\n\n[[example]]\nname = {}\nexpect = {}\n", quoted(name), code_list(good));
    text.push_str("[example.set]\n");
    for entry in &draft.fields {
        if let Some(value) = entry.example.value() {
            let value = if entry.guess.kind == ValueKind::Tick { "true".to_owned() } else { quoted(value) };
            let _ = writeln!(text, "{} = {value}", quoted(&entry.key));
        }
    }
    let required = required(draft);
    if !required.is_empty() {
        let bare = words.pick("obligātais nav aizpildīts", "nothing that is required");
        let _ = writeln!(
            text,
            "\n[[example]]\nname = {}\nrule = \"{REQUIRED}\"\nlike = {}\nunset = {}\nexpect = {}",
            quoted(bare),
            quoted(name),
            list(required),
            code_list(codes_without_required)
        );
    }
    text
}

fn is_foreign(draft: &DraftForm) -> bool {
    !matches!(draft.language, "lv" | "en")
}

/// The same text in both languages.
fn both(text: &str) -> String {
    let text = quoted(text);
    format!("{{ lv = {text}, en = {text} }}")
}

/// A text on one line of a comment.
fn in_comment(text: &str) -> String {
    on_one_line(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
