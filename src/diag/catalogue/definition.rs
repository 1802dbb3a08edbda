//! What is wrong with a form definition: `form.toml`, its binding, its examples. Written for those who write them.
use super::CatalogueEntry;

/// All of this family, in no order that matters.
pub(super) static ALL: &[&CatalogueEntry] = &[
    &SYNTAX,
    &KEY,
    &KEY_TWICE,
    &VALUE,
    &MISSING,
    &TYPE,
    &UNFIT,
    &DAY,
    &CHECKS,
    &PLACE,
    &FIELD,
    &SECTION,
    &SENTENCE,
    &RULE,
    &OPTION,
    &PROBLEM,
    &CODE,
    &TWICE,
    &NAME_TAKEN,
    &OPTION_NAME,
    &NAME_LANGUAGE,
    &NAME_UNKNOWN,
    &SCHEMA,
    &ID,
    &LANGUAGE,
    &FOREIGN,
    &CHECKED_ON,
    &FILE_NAME,
    &ONE_LANGUAGE,
    &SENTENCE_LANGUAGE,
    &ENFORCED,
    &UNCHECKED,
    &REMINDER,
    &FIELD_KEY,
    &ONE_COLUMN,
    &NO_ROOM,
    &FOR_KIND,
    &WRITE,
    &OPTIONS,
    &SETS,
    &NO_SECTION,
    &NO_RULE,
    &NOT_TICK,
    &NOT_CHOICE,
    &NOT_DATE,
    &NOT_EMAIL,
    &NO_TEXT,
    &NO_VALUE,
    &TEXT_KIND,
    &BY,
    &BOTH_TEXT,
    &OWN_VALUE,
    &NO_DEFAULT,
    &COMPUTED_KIND,
    &COMPUTED_TWICE,
    &COMPUTED_NOTHING,
    &COMPUTED_DEFAULT,
    &WHEN_CHOICE,
    &WHEN_GIVEN,
    &RULE_SENTENCE,
    &TOO_FEW,
    &TOO_MANY,
    &ANY,
    &OWN_WORDS,
    &AT_LEAST_ONE,
    &KINDS,
    &FULL_NAME,
    &REGISTRY,
    &NAMING,
    &SLUG,
    &BINDING_FORM,
    &NO_KEY,
    &NOT_PRINTED,
    &NO_PDF_FIELD,
    &CONFIRM,
    &PLACE_TAKEN,
    &PDF_TWICE,
    &NO_PLACE,
    &HAS_PLACE,
    &MUST_WRITE,
    &BLANK_PLACE,
    &TICK_PLACE,
    &ON,
    &STATES,
    &NO_STATE,
    &LIKE,
    &CHAIN,
    &UNSET,
    &SET,
    &IDLE_SECTION,
    &IDLE_SENTENCE,
    &NOT_QUOTED,
    &CONTRADICTION,
    &NO_EXAMPLE,
    &EXAMPLE,
    &SHEET_EXAMPLE,
    &DEFAULT,
    &FILE,
    &FINGERPRINT,
    &PINNED,
    &PDF_FIELD,
    &PDF_KIND,
    &PDF_STATE,
    &PDF_UNSPOKEN,
    &PDF_BLANK,
    &PDF_ROOM,
    &PDF_WORDS,
];

// ── TOML ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// The text is no TOML.
pub(crate) static SYNTAX: CatalogueEntry = CatalogueEntry::error(
    "F-syntax",
    "Šī rinda nav pareizs TOML: {why}.",
    "This line is not proper TOML: {why}.",
)
.hint(
    "TOML raksta „atslēga = \"teksts\"”: teksti pēdiņās, sarakstu daļas ar komatiem kvadrātiekavās.",
    "TOML is written `key = \"text\"`: texts in quotes, the parts of a list with commas in square brackets.",
);

/// A key that the language does not have here.
pub(crate) static KEY: CatalogueEntry =
    CatalogueEntry::error("F-key", "Nezināma atslēga „{v}”.", "Unknown key `{v}`.").hint("{fix}", "{fix}");

/// The same key twice.
pub(crate) static KEY_TWICE: CatalogueEntry = CatalogueEntry::error(
    "F-key-twice",
    "Atslēga „{v}” šajā tabulā ir otrreiz.",
    "The key `{v}` stands in this table a second time.",
)
.hint("Atstājiet vienu no tām.", "Keep one of the two.");

/// A word that the language does not have here.
pub(crate) static VALUE: CatalogueEntry =
    CatalogueEntry::error("F-value", "Šeit nevar būt „{v}”.", "`{v}` cannot stand here.")
        .hint("{fix}", "{fix}");

/// A key that must be there.
pub(crate) static MISSING: CatalogueEntry = CatalogueEntry::error(
    "F-missing",
    "Šai tabulai trūkst atslēgas „{v}”.",
    "This table lacks the key `{v}`.",
)
.hint(
    "Pievienojiet to; kas tajā rakstāms, teikts docs/form-toml.md.",
    "Add it; docs/form-toml.md says what stands in it.",
);

/// A value of another type.
pub(crate) static TYPE: CatalogueEntry = CatalogueEntry::error(
    "F-type",
    "Šeit ir {given}, bet vajag {expected}.",
    "This is {given}, but {expected} is expected.",
)
.hint(
    "Tekstu raksta pēdiņās, skaitli un „true” bez tām, sarakstu kvadrātiekavās, tabulu figūriekavās.",
    "A text stands in quotes, a number and `true` without them, a list in square brackets, a table in braces.",
);

/// A value that its type does not take.
pub(crate) static UNFIT: CatalogueEntry =
    CatalogueEntry::error("F-unfit", "Vērtība neder: {why}.", "The value will not do: {why}.")
        .hint("Izlabojiet to; paraugi ir docs/form-toml.md.", "Mend it; docs/form-toml.md has examples.");

/// No date where one should be.
pub(crate) static DAY: CatalogueEntry =
    CatalogueEntry::error("F-day", "Šeit vajag datumu bez laika.", "A date without a time is expected here.")
        .hint(
            "Rakstiet, piemēram, 2025-03-17, bez pēdiņām.",
            "Write, for example, 2025-03-17, without quotes.",
        );

/// No check, or several.
pub(crate) static CHECKS: CatalogueEntry = CatalogueEntry::error(
    "F-checks",
    "Noteikumam „{v}” vajag tieši vienu pārbaudi.",
    "The rule `{v}` needs exactly one of the checks.",
)
.hint("Pārbaudes ir: {list}.", "The checks are: {list}.");

/// A place of a binding that means nothing.
pub(crate) static PLACE: CatalogueEntry = CatalogueEntry::error(
    "F-place",
    "Lauks norādīts nepareizi: {why}.",
    "The place is not written rightly: {why}.",
)
.hint(
    "Vieta ir „nosaukums” vai tabula ar vienu no: field, same, split.",
    "A place is a name, or a table with one of `field`, `same`, `split`.",
);

// ── Names that lead nowhere, or to two things ───────────────────────────────────────────────────────────────────

/// A key that no field has.
pub(crate) static FIELD: CatalogueEntry =
    CatalogueEntry::error("F-field", "Nav lauka „{v}”.", "No field is called `{v}`.").hint("{fix}", "{fix}");

/// A section that is not there.
pub(crate) static SECTION: CatalogueEntry =
    CatalogueEntry::error("F-section", "Nav sadaļas „{v}”.", "No section is called `{v}`.")
        .hint("{fix}", "{fix}");

/// A sentence that is not there.
pub(crate) static SENTENCE: CatalogueEntry =
    CatalogueEntry::error("F-sentence", "Nav teikuma „{v}”.", "No sentence is called `{v}`.")
        .hint("{fix}", "{fix}");

/// A rule or sentence that is not there.
pub(crate) static RULE: CatalogueEntry = CatalogueEntry::error(
    "F-rule",
    "Nav ne teikuma, ne noteikuma „{v}”.",
    "Neither a sentence nor a rule is called `{v}`.",
)
.hint("{fix}", "{fix}");

/// An option that the choice does not have.
pub(crate) static OPTION: CatalogueEntry = CatalogueEntry::error(
    "F-option",
    "Laukam „{field}” nav iespējas „{v}”.",
    "`{field}` has no option `{v}`.",
)
.hint("{fix}", "{fix}");

/// The name of a problem that no value has.
pub(crate) static PROBLEM: CatalogueEntry = CatalogueEntry::error(
    "F-problem",
    "Nevienam vērtību veidam nav kļūdas „{v}”.",
    "No kind of value has a problem called `{v}`.",
)
.hint("{fix}", "{fix}");

/// Words for a finding that there is not.
pub(crate) static CODE: CatalogueEntry = CatalogueEntry::error(
    "F-code",
    "Nevienam konstatējumam nav koda „{v}”.",
    "No finding bears the code `{v}`.",
)
.hint("{fix}", "{fix}");

/// A name that was given already.
pub(crate) static TWICE: CatalogueEntry =
    CatalogueEntry::error("F-twice", "„{v}” te ir otrreiz.", "`{v}` stands here a second time.").hint(
        "Dodiet citu nosaukumu vai izdzēsiet vienu no abiem.",
        "Give it another name, or delete one of the two.",
    );

/// Two fields claim a name.
pub(crate) static NAME_TAKEN: CatalogueEntry = CatalogueEntry::error(
    "F-name-taken",
    "Nosaukumu „{v}” jau lieto lauks „{by}”: burtu lielums un garumzīmes netiek šķirtas.",
    "The name `{v}` is that of `{by}`, case and marks aside.",
)
.hint(
    "Izdzēsiet to no viena lauka: pēc tā zina, kurai kolonnai lauks pieder.",
    "Delete it from one of the fields: by it a column finds its field.",
);

/// Two options claim a name.
pub(crate) static OPTION_NAME: CatalogueEntry = CatalogueEntry::error(
    "F-option-name",
    "Iespējas nosaukumu „{v}” jau lieto cita iespēja.",
    "The name `{v}` is that of another option.",
)
.hint("Dodiet citu nosaukumu.", "Give it another name.");

/// A placeholder in one language.
pub(crate) static NAME_LANGUAGE: CatalogueEntry = CatalogueEntry::error(
    "F-name-language",
    "„{v}” ir tikai vienā valodā.",
    "`{v}` stands in one language only.",
)
.hint("Ielieciet to abās valodās vai nevienā.", "Put it into both languages or into none.");

/// A placeholder that stands for nothing.
pub(crate) static NAME_UNKNOWN: CatalogueEntry =
    CatalogueEntry::error("F-name-unknown", "Nekas šeit nesaucas „{v}”.", "Nothing here is called `{v}`.")
        .hint("{fix}", "{fix}");

// ── The form as a whole ─────────────────────────────────────────────────────────────────────────────────────────

/// An edition of the language that is not known.
pub(crate) static SCHEMA: CatalogueEntry = CatalogueEntry::error(
    "F-schema",
    "Šī programma lasa apraksta valodas izdevumu 1, nevis {v}.",
    "This program reads 1, not {v}.",
)
.hint("Ierakstiet schema = 1 vai lietojiet jaunāku programmu.", "Write schema = 1, or use a newer program.");

/// An id with other letters.
pub(crate) static ID: CatalogueEntry = CatalogueEntry::error(
    "F-id",
    "Identifikatoru raksta ar mazajiem burtiem, cipariem, „.”, „-” un „_”.",
    "An id is made of small letters, figures, `.`, `-` and `_`.",
)
.hint("Piemēram, lv.iestade.veidlapa.", "For example, lv.issuer.form.");

/// No code of a language.
pub(crate) static LANGUAGE: CatalogueEntry = CatalogueEntry::error(
    "F-language",
    "Valodu apzīmē divi mazie burti.",
    "A language is named by two small letters, such as `lv`.",
)
.hint("Rakstiet, piemēram, lv, en vai lt.", "Write, for example, lv, en or lt.");

/// Own words of a form in a third language.
pub(crate) static FOREIGN: CatalogueEntry = CatalogueEntry::error(
    "F-foreign",
    "Savi vārdi šeit ir veidlapai citā valodā nekā latviešu vai angļu, un tikai tādai.",
    "A form in another language than Latvian and English has its own words here, and only such a form.",
)
.hint(
    "Pievienojiet vārdus veidlapas valodā vai izdzēsiet šo atslēgu; skatiet „language”.",
    "Add the words in the form's language, or delete this key; see `language`.",
);

/// A comparison before the instruction.
pub(crate) static CHECKED_ON: CatalogueEntry = CatalogueEntry::error(
    "F-checked-on",
    "Salīdzināšanas diena ir agrāka par instrukcijas datumu.",
    "The comparison is older than the instruction.",
)
.hint(
    "„checked_on” ir diena, kad aprakstu pēdējo reizi salīdzināja ar avotu.",
    "`checked_on` is the day the definition was last compared with its source.",
);

/// A name that leads elsewhere.
pub(crate) static FILE_NAME: CatalogueEntry = CatalogueEntry::error(
    "F-file-name",
    "Šeit vajag vienkāršu datnes nosaukumu: datne atrodas blakus aprakstam.",
    "A plain file name is expected: the file lies beside the definition.",
)
.hint(
    "Rakstiet nosaukumu bez mapēm, piemēram, veidlapa.pdf.",
    "Write the name without folders, such as form.pdf.",
);

/// A text in one language.
pub(crate) static ONE_LANGUAGE: CatalogueEntry = CatalogueEntry::error(
    "F-one-language",
    "Teksta trūkst vienā valodā.",
    "The text is missing in one language.",
)
.hint("Rakstiet { lv = \"…\", en = \"…\" }.", "Write { lv = \"…\", en = \"…\" }.");

/// A sentence in one language.
pub(crate) static SENTENCE_LANGUAGE: CatalogueEntry = CatalogueEntry::error(
    "F-sentence-language",
    "Teikuma trūkst vienā valodā.",
    "The sentence is missing in one language.",
)
.hint(
    "„lv” ir teikums burts burtā, „en” – tā tulkojums.",
    "`lv` is the sentence letter by letter, `en` its translation.",
);

/// A sentence that nothing holds.
pub(crate) static ENFORCED: CatalogueEntry = CatalogueEntry::error(
    "F-enforced",
    "Nav teikts, kā programma ievēro šo teikumu.",
    "Say how the program holds the sentence.",
)
.hint(
    "Ierakstiet enforced = [\"…\"]: blank, construction, machine, recorded, reminder vai unchecked.",
    "Write enforced = [\"…\"]: blank, construction, machine, recorded, reminder or unchecked.",
);

/// One without the other.
pub(crate) static UNCHECKED: CatalogueEntry = CatalogueEntry::error(
    "F-unchecked",
    "„unchecked” pasaka, ko programma nevar pārbaudīt; tad „unchecked” ir arī sarakstā „enforced”.",
    "`unchecked` says what no program can check, and `enforced` then lists `unchecked`.",
)
.hint("Pievienojiet trūkstošo vai izdzēsiet lieko.", "Add the one that is missing, or delete the other.");

/// An empty reminder.
pub(crate) static REMINDER: CatalogueEntry = CatalogueEntry::error(
    "F-reminder",
    "Atgādinājums neko necitē un nesaka.",
    "It neither quotes nor says anything.",
)
.hint("Pievienojiet „quote” vai „text”.", "Add `quote` or `text`.");

// ── Fields ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// A key with other letters.
pub(crate) static FIELD_KEY: CatalogueEntry = CatalogueEntry::error(
    "F-field-key",
    "Atslēgu raksta ar mazajiem burtiem, cipariem, „.” un „_”.",
    "A key is made of small letters, figures, `.` and `_`.",
)
.hint("Piemēram, iestade.numurs.", "For example, office.number.");

/// Two columns of a kind that there is once.
pub(crate) static ONE_COLUMN: CatalogueEntry =
    CatalogueEntry::error("F-one-column", "Tāda kolonna veidlapai ir viena.", "A form has one such column.")
        .hint("Izdzēsiet otru.", "Delete the second.");

/// A limit of nothing.
pub(crate) static NO_ROOM: CatalogueEntry =
    CatalogueEntry::error("F-no-room", "Laukā nekam nebūtu vietas.", "Nothing would fit.").hint(
        "Rakstiet skaitli, lielāku par nulli, vai izdzēsiet šo atslēgu.",
        "Write a number above zero, or delete this key.",
    );

/// A key for another kind.
pub(crate) static FOR_KIND: CatalogueEntry = CatalogueEntry::error(
    "F-for-kind",
    "{what} ir tikai laukam ar veidu {kind}.",
    "{what} for the kind {kind}.",
)
.hint("Izdzēsiet to vai mainiet „kind”.", "Delete it, or change `kind`.");

/// A way of writing that the kind does not have.
pub(crate) static WRITE: CatalogueEntry =
    CatalogueEntry::error("F-write", "{kind} raksta {list}.", "{kind} is written {list}.")
        .hint("Izvēlieties vienu no šiem.", "Choose one of these.");

/// A choice without options.
pub(crate) static OPTIONS: CatalogueEntry =
    CatalogueEntry::error("F-options", "Šim veidam vajag „options”.", "The kind needs `options`.").hint(
        "Pievienojiet options = [{ value = \"a\", label = { lv = \"…\", en = \"…\" } }].",
        "Add options = [{ value = \"a\", label = { lv = \"…\", en = \"…\" } }].",
    );

/// An intent that sets nothing.
pub(crate) static SETS: CatalogueEntry = CatalogueEntry::error(
    "F-sets",
    "Nodomam vajag „sets”: atzīmi, ko tas ieliek.",
    "An intent `sets` a tick.",
)
.hint("Pievienojiet sets = \"atzīmes atslēga\".", "Add sets = \"the key of the tick\".");

/// A printed field in no section.
pub(crate) static NO_SECTION: CatalogueEntry = CatalogueEntry::error(
    "F-no-section",
    "Veidlapas laukam vajag „section”.",
    "A field of the form needs a `section`.",
)
.hint("{fix}", "{fix}");

/// A field without a rule.
pub(crate) static NO_RULE: CatalogueEntry = CatalogueEntry::error(
    "F-no-rule",
    "Nav teikts, zem kura teikuma likt šī lauka kļūdas.",
    "Say which `rule` findings about the field are put under.",
)
.hint("{fix}", "{fix}");

/// A field that is no tick.
pub(crate) static NOT_TICK: CatalogueEntry =
    CatalogueEntry::error("F-not-tick", "„{v}” nav atzīme.", "`{v}` is not a tick.")
        .hint("Norādiet lauku ar kind = \"tick\".", "Name a field of kind = \"tick\".");

/// A field that is no choice.
pub(crate) static NOT_CHOICE: CatalogueEntry =
    CatalogueEntry::error("F-not-choice", "„{v}” nav izvēle.", "`{v}` is not a choice.")
        .hint("Norādiet lauku ar kind = \"choice\".", "Name a field of kind = \"choice\".");

/// A field that is no date.
pub(crate) static NOT_DATE: CatalogueEntry =
    CatalogueEntry::error("F-not-date", "„{v}” nav datums.", "`{v}` is not a date.")
        .hint("Norādiet lauku ar kind = \"date\".", "Name a field of kind = \"date\".");

/// A field that is no e-mail address.
pub(crate) static NOT_EMAIL: CatalogueEntry =
    CatalogueEntry::error("F-not-email", "„{v}” nav e-pasta adrese.", "`{v}` is not an e-mail address.")
        .hint("Norādiet lauku ar kind = \"email\".", "Name a field of kind = \"email\".");

/// A field without text.
pub(crate) static NO_TEXT: CatalogueEntry =
    CatalogueEntry::error("F-no-text", "Laukā „{v}” nav teksta.", "`{v}` holds no text.")
        .hint("Norādiet lauku, kurā raksta tekstu.", "Name a field whose value is text.");

/// A field that never has a value.
pub(crate) static NO_VALUE: CatalogueEntry = CatalogueEntry::error(
    "F-no-value",
    "Laukam „{v}” nekad nav savas vērtības.",
    "`{v}` never has a value of its own.",
)
.hint("Izņemiet to no noteikuma.", "Take it out of the rule.");

/// A kind that is no text.
pub(crate) static TEXT_KIND: CatalogueEntry = CatalogueEntry::error(
    "F-text-kind",
    "Šeit vajag veidu, kura vērtības ir teksts.",
    "A kind whose values are text is expected.",
)
.hint("Piemēram, text, full_name, personal_code.", "For example text, full_name, personal_code.");

/// A `by` without cases.
pub(crate) static BY: CatalogueEntry = CatalogueEntry::error(
    "F-by",
    "„by” vajag gadījumus un lauku, kura vērtības ir teksts.",
    "It needs cases, and a field whose values are text.",
)
.hint(
    "Rakstiet by = { field = \"izvēle\", iespēja = { kind = \"…\" } }.",
    "Write by = { field = \"choice\", option = { kind = \"…\" } }.",
);

/// A value handed on between other kinds.
pub(crate) static BOTH_TEXT: CatalogueEntry =
    CatalogueEntry::error("F-both-text", "Abos laukos jābūt tekstam.", "Both fields must hold text.")
        .hint("Norādiet citu lauku vai izdzēsiet šo atslēgu.", "Name another field, or delete this key.");

/// A value handed on twice.
pub(crate) static OWN_VALUE: CatalogueEntry = CatalogueEntry::error(
    "F-own-value",
    "Lauks „{v}” pats ņem vērtību no cita lauka.",
    "`{v}` takes its own value from another field.",
)
.hint("Norādiet lauku, kuram vērtība ir sava.", "Name the field that has the value.");

/// A default where none can be.
pub(crate) static NO_DEFAULT: CatalogueEntry =
    CatalogueEntry::error("F-no-default", "Šim veidam noklusējuma nav.", "The kind takes no default.")
        .hint("Izdzēsiet „default”.", "Delete `default`.");

/// A computed value that is no date.
pub(crate) static COMPUTED_KIND: CatalogueEntry =
    CatalogueEntry::error("F-computed-kind", "Aprēķina tikai datumu.", "Only a date is computed.").hint(
        "Mainiet kind uz \"date\" vai izdzēsiet „computed”.",
        "Change kind to \"date\", or delete `computed`.",
    );

/// Computed from what is computed.
pub(crate) static COMPUTED_TWICE: CatalogueEntry =
    CatalogueEntry::error("F-computed-twice", "Lauks „{v}” pats ir aprēķināts.", "`{v}` is computed itself.")
        .hint("Aprēķiniet no datuma, kuru ieraksta cilvēks.", "Compute it from a date that a person writes.");

/// Computed as the same day.
pub(crate) static COMPUTED_NOTHING: CatalogueEntry = CatalogueEntry::error(
    "F-computed-nothing",
    "Nav teikts, par cik „years”, „months” vai „days” datums ir vēlāks.",
    "Say by how many `years`, `months` or `days` it is later.",
)
.hint(
    "Piemēram, computed = { from = \"…\", years = 3, days = -1 }.",
    "For example computed = { from = \"…\", years = 3, days = -1 }.",
);

/// Computed and given otherwise.
pub(crate) static COMPUTED_DEFAULT: CatalogueEntry = CatalogueEntry::error(
    "F-computed-default",
    "Aprēķinātai vērtībai nav noklusējuma, un to neņem no cita lauka.",
    "A computed value has no default and is not that of another field.",
)
.hint("Izdzēsiet „default”, „default_from” vai „same_as”.", "Delete `default`, `default_from` or `same_as`.");

// ── Rules ───────────────────────────────────────────────────────────────────────────────────────────────────────

/// A choice compared with true or false.
pub(crate) static WHEN_CHOICE: CatalogueEntry = CatalogueEntry::error(
    "F-when-choice",
    "Izvēli salīdzina ar tās iespēju nosaukumiem.",
    "A choice is compared with the names of its options.",
)
.hint("{fix}", "{fix}");

/// A field compared with an option.
pub(crate) static WHEN_GIVEN: CatalogueEntry = CatalogueEntry::error(
    "F-when-given",
    "„{v}” nav izvēle; salīdziniet to ar „true” vai „false”.",
    "`{v}` is not a choice; compare it with `true` or `false`.",
)
.hint("true ir „atzīmēts vai aizpildīts”.", "true is “ticked or filled in”.");

/// A rule of a sentence that is not there.
pub(crate) static RULE_SENTENCE: CatalogueEntry = CatalogueEntry::error(
    "F-rule-sentence",
    "Instrukcijas noteikums nes sava teikuma numuru; teikuma „{v}” nav.",
    "A rule of the instruction bears the id of its sentence; there is no `{v}`.",
)
.hint(
    "Dodiet kodu „TEIKUMS-vārds” vai mainiet „provenance” uz inferred.",
    "Give it the code SENTENCE-word, or change `provenance` to inferred.",
);

/// Too few fields for a check.
pub(crate) static TOO_FEW: CatalogueEntry = CatalogueEntry::error(
    "F-too-few",
    "Šai pārbaudei vajag vismaz {n} lauku.",
    "At least {n} fields are expected.",
)
.hint("Pievienojiet lauku atslēgas.", "Add the keys of fields.");

/// Too many fields for a check.
pub(crate) static TOO_MANY: CatalogueEntry = CatalogueEntry::error(
    "F-too-many",
    "Salīdzina divus laukus, ne vairāk.",
    "Two fields are compared, no more.",
)
.hint("Vairākiem laukiem rakstiet vairākus noteikumus.", "Write several rules for several fields.");

/// Nothing to look for.
pub(crate) static ANY: CatalogueEntry = CatalogueEntry::error(
    "F-any",
    "Sarakstā „any” jābūt vismaz vienam vārdam, un nevienam tukšam.",
    "`any` lists at least one word, and no empty one.",
)
.hint("Ierakstiet vārdus vai izdzēsiet noteikumu.", "Write the words, or delete the rule.");

/// Words for a rule that has its own.
pub(crate) static OWN_WORDS: CatalogueEntry = CatalogueEntry::error(
    "F-own-words",
    "Noteikumam ar šo kodu vārdi ir jau pašam.",
    "A rule of this code has its own words.",
)
.hint("Ierakstiet tos noteikumā un izdzēsiet šo.", "Put them into the rule and delete this.");

// ── The document, its signing and sending ───────────────────────────────────────────────────────────────────────

/// A count of nothing.
pub(crate) static AT_LEAST_ONE: CatalogueEntry =
    CatalogueEntry::error("F-at-least-one", "Jābūt vismaz vienam.", "At least one is expected.")
        .hint("Rakstiet 1 vai vairāk.", "Write 1 or more.");

/// Kinds of attachments without a list.
pub(crate) static KINDS: CatalogueEntry = CatalogueEntry::error(
    "F-kinds",
    "„kinds” raksta, ja „policy” ir list, un tikai tad.",
    "Kinds are expected with the policy `list`, and with no other.",
)
.hint(
    "Pievienojiet kinds = [\"application/pdf\"] vai mainiet „policy”.",
    "Add kinds = [\"application/pdf\"], or change `policy`.",
);

/// A signer that is no person.
pub(crate) static FULL_NAME: CatalogueEntry = CatalogueEntry::error(
    "F-full-name",
    "Šeit vajag lauku ar veidu „full_name”.",
    "A field of kind `full_name` is expected.",
)
.hint(
    "Norādiet lauku ar parakstītāja vārdu un uzvārdu vai izdzēsiet „signer”.",
    "Name the field with the signer's name and surname, or delete `signer`.",
);

/// A register of other kinds.
pub(crate) static REGISTRY: CatalogueEntry =
    CatalogueEntry::error("F-registry", "Šeit vajag {what}.", "{what} is expected.")
        .hint("Norādiet lauku ar šādu veidu.", "Name a field of that kind.");

/// A file named after a person.
pub(crate) static NAMING: CatalogueEntry = CatalogueEntry::error(
    "F-naming",
    "Numurus un personu vārdus datņu nosaukumos neliek.",
    "Numbers and names of persons do not belong into file names.",
)
.hint("Norādiet lauku ar kind = \"text\".", "Name a field of kind = \"text\".");

/// A word that does not do for a file name.
pub(crate) static SLUG: CatalogueEntry = CatalogueEntry::error(
    "F-slug",
    "Šeit vajag mazos burtus, ciparus un „-”.",
    "Small letters, figures and `-` are expected.",
)
.hint("Piemēram, izsniegt.", "For example, issue.");

// ── Bindings ────────────────────────────────────────────────────────────────────────────────────────────────────

/// A binding of another form.
pub(crate) static BINDING_FORM: CatalogueEntry = CatalogueEntry::error(
    "F-binding-form",
    "Veidlapa ir „{form}”, nevis „{v}”.",
    "The form is `{form}`, not `{v}`.",
)
.hint("Šī piesaiste ir citai veidlapai.", "This binding is of another form.");

/// A key that the form does not have.
pub(crate) static NO_KEY: CatalogueEntry =
    CatalogueEntry::error("F-no-key", "Veidlapai nav lauka „{v}”.", "The form has no field `{v}`.")
        .hint("{fix}", "{fix}");

/// A place for what is not printed.
pub(crate) static NOT_PRINTED: CatalogueEntry = CatalogueEntry::error(
    "F-not-printed",
    "Lauku „{v}” veidlapā nedrukā.",
    "`{v}` is not printed on the form.",
)
.hint("Izdzēsiet rindu.", "Delete the line.");

/// A place that is nowhere.
pub(crate) static NO_PDF_FIELD: CatalogueEntry = CatalogueEntry::error(
    "F-no-pdf-field",
    "Nav nosaukts neviens PDF lauks.",
    "The place names no field of the PDF.",
)
.hint("PDF laukus parāda „edocpack inspect”.", "`edocpack inspect` shows the fields of the PDF.");

/// A guess that nobody has looked at.
pub(crate) static CONFIRM: CatalogueEntry = CatalogueEntry::error(
    "F-confirm",
    "Šis lauks ir tikai iespējams: apskatiet PDF un izdzēsiet „confirm”.",
    "This field is only likely: look at the PDF, then delete `confirm`.",
)
.hint("Ja lauks ir cits, ierakstiet tā nosaukumu.", "If it is another field, write that field's name.");

/// Two keys in one place.
pub(crate) static PLACE_TAKEN: CatalogueEntry = CatalogueEntry::error(
    "F-place-taken",
    "PDF lauks „{v}” jau ir laukam „{by}”.",
    "The field `{v}` is that of `{by}`.",
)
.hint(
    "Katram laukam ir sava vieta; kopīgu lauku pasaka ar „join”.",
    "Each key has a place of its own; a field for several is told with `join`.",
);

/// A field of the PDF twice.
pub(crate) static PDF_TWICE: CatalogueEntry = CatalogueEntry::error(
    "F-pdf-twice",
    "PDF lauks „{v}” te ir otrreiz.",
    "The field `{v}` stands here a second time.",
)
.hint("Izdzēsiet vienu no abiem.", "Delete one of the two.");

/// A key without a place.
pub(crate) static NO_PLACE: CatalogueEntry =
    CatalogueEntry::error("F-no-place", "Laukam „{v}” nav vietas.", "`{v}` has no place.").hint(
        "Pievienojiet rindu \"{v}\" = \"PDF lauks\"; laukus parāda „edocpack inspect”.",
        "Add a line \"{v}\" = \"field of the PDF\"; `edocpack inspect` shows its fields.",
    );

/// Absent and yet there.
pub(crate) static HAS_PLACE: CatalogueEntry =
    CatalogueEntry::error("F-has-place", "Laukam „{v}” ir arī vieta.", "`{v}` has a place, too.").hint(
        "Izņemiet to no „absent” vai izdzēsiet vietu.",
        "Take it out of `absent`, or delete the place.",
    );

/// Absent, though it is written.
pub(crate) static MUST_WRITE: CatalogueEntry = CatalogueEntry::error(
    "F-must-write",
    "Lauks „{v}” kaut kur jāieraksta.",
    "`{v}` must be written somewhere.",
)
.hint(
    "Sarakstā „absent” var būt tikai lauki, kurus nekad neaizpilda.",
    "Only fields that are never written can be `absent`.",
);

/// A way of writing what is never written.
pub(crate) static BLANK_PLACE: CatalogueEntry = CatalogueEntry::error(
    "F-blank-place",
    "Neaizpildāmam laukam norāda tikai nosaukumu.",
    "A blank field is bound by its name alone.",
)
.hint("Rakstiet = \"PDF lauks\".", "Write = \"field of the PDF\".");

/// A tick written as text.
pub(crate) static TICK_PLACE: CatalogueEntry = CatalogueEntry::error(
    "F-tick-place",
    "Atzīmei norāda lauku un tā stāvokli „on”.",
    "A tick is bound by a field and its `on`.",
)
.hint(
    "Rakstiet { field = \"PDF lauks\", on = \"Yes\" }.",
    "Write { field = \"field of the PDF\", on = \"Yes\" }.",
);

/// A state for a text.
pub(crate) static ON: CatalogueEntry =
    CatalogueEntry::error("F-on", "„on” ir atzīmēm.", "`on` is for ticks.")
        .hint("Izdzēsiet „on” vai mainiet lauka veidu.", "Delete `on`, or change the kind of the field.");

/// States for a text.
pub(crate) static STATES: CatalogueEntry =
    CatalogueEntry::error("F-states", "„states” ir izvēlēm.", "`states` are for choices.").hint(
        "Izdzēsiet „states” vai mainiet lauka veidu.",
        "Delete `states`, or change the kind of the field.",
    );

/// An option without a state.
pub(crate) static NO_STATE: CatalogueEntry =
    CatalogueEntry::error("F-no-state", "Nav stāvokļa iespējām: {list}.", "No state for {list}.").hint(
        "Katrai iespējai norādiet stāvokli vai saraksta ierakstu.",
        "Give each option a state, or an entry of the list.",
    );

// ── Examples ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Like an example that is not there.
pub(crate) static LIKE: CatalogueEntry =
    CatalogueEntry::error("F-like", "Nav piemēra „{v}”.", "No example is called `{v}`.")
        .hint("{fix}", "{fix}");

/// A chain, or a loop, of examples.
pub(crate) static CHAIN: CatalogueEntry = CatalogueEntry::error(
    "F-chain",
    "Pārāk daudzi piemēri balstās cits uz citu.",
    "Too many stand behind one another.",
)
.hint("Sāciet no cita piemēra vai bez „like”.", "Start from another example, or without `like`.");

/// Nothing to take away.
pub(crate) static UNSET: CatalogueEntry =
    CatalogueEntry::error("F-unset", "„{v}” nemaz nav norādīts.", "`{v}` is not set in the first place.")
        .hint("Izdzēsiet to no „unset”.", "Delete it from `unset`.");

/// A list that no data has.
pub(crate) static SET: CatalogueEntry = CatalogueEntry::error(
    "F-set",
    "„{v}” ir saraksts, kurā nav tikai teksti.",
    "`{v}` is a list of something else than texts.",
)
.hint("Rakstiet tekstus pēdiņās.", "Write texts in quotes.");

// ── A definition that can be used, and yet is not right ───────────────────────────────────────────────────────

/// A section without fields.
pub(crate) static IDLE_SECTION: CatalogueEntry = CatalogueEntry::warning(
    "F-idle-section",
    "Sadaļā „{v}” nav neviena lauka.",
    "The section `{v}` has no field.",
)
.hint("Izdzēsiet to vai norādiet laukiem section = \"{v}\".", "Delete it, or give fields section = \"{v}\".");

/// A sentence that nothing enforces.
pub(crate) static IDLE_SENTENCE: CatalogueEntry = CatalogueEntry::warning(
    "F-idle-sentence",
    "Teikumam „{v}” ir enforced = \"machine\", bet neviens lauks, noteikums vai dokumenta nosacījums uz to neatsaucas.",
    "The sentence `{v}` is enforced by \"machine\", but no field, rule or policy names it.",
)
.hint(
    "Pievienojiet noteikumu ar kodu „{v}” vai rakstiet reminder vai unchecked.",
    "Add a rule with the code `{v}`, or write reminder or unchecked.",
);

/// A reminder that is not there.
pub(crate) static NOT_QUOTED: CatalogueEntry = CatalogueEntry::warning(
    "F-not-quoted",
    "Teikumam „{v}” ir enforced = \"reminder\", bet neviens atgādinājums to necitē.",
    "The sentence `{v}` is enforced by \"reminder\", but no reminder quotes it.",
)
.hint("Pievienojiet [[reminder]] ar quote = [\"{v}\"].", "Add a [[reminder]] with quote = [\"{v}\"].");

/// Two rules that cannot both hold.
pub(crate) static CONTRADICTION: CatalogueEntry = CatalogueEntry::error(
    "F-contradiction",
    "Lauks „{v}” vienlaikus ir obligāts un aizliegts: {by}.",
    "The field `{v}` is required and forbidden at once: {by}.",
)
.hint("Mainiet viena noteikuma „when”.", "Change `when` of one of the rules.");

/// A rule that no example tries.
pub(crate) static NO_EXAMPLE: CatalogueEntry = CatalogueEntry::warning(
    "F-no-example",
    "Noteikumam „{v}” nav piemēra, kas to pārkāpj.",
    "No example breaks the rule `{v}`.",
)
.hint(
    "Pievienojiet examples.toml piemēru ar expect = [\"{v}\"].",
    "Add an example with expect = [\"{v}\"] to examples.toml.",
);

/// An example that gives other codes than it says.
pub(crate) static EXAMPLE: CatalogueEntry = CatalogueEntry::error(
    "F-example",
    "Piemērs „{v}”: gaidīts {expected}, atrasts {found}.",
    "The example “{v}”: expected {expected}, found {found}.",
)
.hint("Izlabojiet piemēru, tā „expect” vai noteikumu.", "Mend the example, its `expect`, or the rule.");

/// An example in the empty sheet that is refused.
pub(crate) static SHEET_EXAMPLE: CatalogueEntry = CatalogueEntry::error(
    "F-sheet-example",
    "Paraugvērtība neder: {why}",
    "The example of the field will not do: {why}",
)
.hint(
    "To redz katrs, kurš ņem tukšo lapu; ierakstiet derīgu.",
    "Whoever takes the empty sheet sees it; write one that does.",
);

/// A default that is refused.
pub(crate) static DEFAULT: CatalogueEntry =
    CatalogueEntry::error("F-default", "Noklusējuma vērtība neder: {why}", "The default will not do: {why}")
        .hint(
            "Ierakstiet derīgu vērtību vai izdzēsiet „default”.",
            "Write a value that does, or delete `default`.",
        );

/// A file of the definition that is not there.
pub(crate) static FILE: CatalogueEntry =
    CatalogueEntry::error("F-file", "Nav datnes „{v}”.", "There is no file `{v}`.").hint(
        "Ielieciet to blakus form.toml vai izlabojiet nosaukumu.",
        "Put it beside form.toml, or mend the name.",
    );

/// The binding of another PDF.
pub(crate) static FINGERPRINT: CatalogueEntry =
    CatalogueEntry::error("F-fingerprint", "PDF kontrolsumma ir cita.", "The PDF has another fingerprint.")
        .hint(
            "Ja PDF ir īstais, salīdziniet laukus un ierakstiet sha256 = \"{v}\".",
            "If it is the right PDF, compare the fields and write sha256 = \"{v}\".",
        );

/// Another PDF than the one that was pinned.
pub(crate) static PINNED: CatalogueEntry = CatalogueEntry::error(
    "F-pdf-sha256",
    "Veidlapas PDF nav tas, kura kontrolsumma norādīta: tai ir {v}.",
    "The PDF of the form is not the one whose fingerprint was given: it has {v}.",
)
.hint(
    "Salīdziniet abus ar „edocpack form diff” un piesaistiet jauno ar „edocpack form bind”.",
    "Compare the two with 'edocpack form diff', and bind the new one with 'edocpack form bind'.",
);

/// A field that the PDF does not have.
pub(crate) static PDF_FIELD: CatalogueEntry =
    CatalogueEntry::error("F-pdf-field", "PDF nav lauka „{v}”.", "The PDF has no field `{v}`.")
        .hint("{fix}", "{fix}");

/// A field of another kind.
pub(crate) static PDF_KIND: CatalogueEntry = CatalogueEntry::error(
    "F-pdf-kind",
    "PDF lauks „{v}” ir {kind}; šādu vērtību tajā neieraksta.",
    "The field `{v}` of the PDF is a {kind}; such a value is not written into it.",
)
.hint("Norādiet citu lauku vai mainiet „kind”.", "Name another field, or change `kind`.");

/// A state that the box does not have.
pub(crate) static PDF_STATE: CatalogueEntry = CatalogueEntry::error(
    "F-pdf-state",
    "PDF laukam „{v}” nav stāvokļa „{state}”.",
    "The field `{v}` of the PDF has no state `{state}`.",
)
.hint("{fix}", "{fix}");

/// A field that nobody speaks of.
pub(crate) static PDF_UNSPOKEN: CatalogueEntry = CatalogueEntry::error(
    "F-pdf-unspoken",
    "Par PDF lauku „{v}” piesaiste neko nesaka.",
    "The binding does not speak of the field `{v}` of the PDF.",
)
.hint(
    "Piesaistiet to kādai atslēgai vai ierakstiet sarakstā „unused”.",
    "Bind it to a key, or put it into the list `unused`.",
);

/// A field that must be blank, and is not.
pub(crate) static PDF_BLANK: CatalogueEntry = CatalogueEntry::error(
    "F-pdf-blank",
    "PDF laukā „{v}” jau ir vērtība, bet tam jāpaliek tukšam.",
    "The field `{v}` of the PDF has a value already, and must stay blank.",
)
.hint(
    "Paņemiet tukšu veidlapu vai mainiet lauka „kind”.",
    "Take a blank form, or change the field's `kind`.",
);

/// More characters than the PDF takes.
pub(crate) static PDF_ROOM: CatalogueEntry = CatalogueEntry::warning(
    "F-pdf-room",
    "PDF laukā „{v}” ir vieta {n} zīmēm, bet aprakstā max = {max}.",
    "The field `{v}` of the PDF has room for {n} characters, the definition says max = {max}.",
)
.hint(
    "Rakstiet max = {n}, tad kļūdu pasaka jau par datiem.",
    "Write max = {n}, so that the data are told of it.",
);

/// A binding to a field with other words.
pub(crate) static PDF_WORDS: CatalogueEntry = CatalogueEntry::warning(
    "F-pdf-words",
    "Blakus PDF laukam „{v}” ir vārdi „{words}”; „{label}” drošāk atbilst lauks „{other}”.",
    "Beside the field `{v}` of the PDF stand the words “{words}”; “{label}” is more surely the field `{other}`.",
)
.hint(
    "Atveriet PDF un pārbaudiet; to parāda „edocpack form bind”.",
    "Open the PDF and look; 'edocpack form bind' shows it.",
);
