//! The document as a whole: what the definition of a form finds in the columns, choices and marks of a person,
//! what it says of a PDF, and the fallbacks for the document policy. A form has words of its own for most of
//! the policy (`[[wording]]`); the finding then bears the form's own code.
use super::{CatalogueEntry, Provenance};

/// All of this family, in no order that matters.
pub(super) static ALL: &[&CatalogueEntry] = &[
    &DASH,
    &DASH_FILLED,
    &COMPUTED,
    &DEFAULT,
    &EQUALS,
    &EQUALS_NOTHING,
    &ACCEPT,
    &ACCEPT_UNKNOWN,
    &ASSUMED,
    &ATTACHED,
    &ATTACHED_KIND,
    &UNSEEN,
    &ATTACHED_NAME,
    &ATTACHED_TWICE,
    &ATTACHED_MISSING,
    &ATTACHED_UNREAD,
    &ATTACHED_CONTENT,
    &BLANK,
    &BLANK_FILLED,
    &CHOICE,
    &COLUMN,
    &COLUMN_EXTRA,
    &COLUMN_SHARED,
    &COLUMN_TWICE,
    &EXAMPLE,
    &INTENT,
    &INTENT_LEFT,
    &INTENT_TICK,
    &KEY,
    &KEY_UNKNOWN,
    &REGISTRY,
    &REGISTRY_COLUMNS,
    &REGISTRY_NONE,
    &OTHER_FORM,
    &OTHER_TEMPLATE,
    &TEMPLATE_SIGNED,
    &TEMPLATE_ENCRYPTED,
    &ENCRYPTED,
    &SCRIPT,
    &GROUP,
    &HANDWRITING,
    &SCAN,
    &SCAN_UNKNOWN,
    &SIGNED_AS_PDF,
    &SIGNATURES,
    &OTHER_SIGNER,
    &SEAL,
    &NO_TIME_STAMP,
    &DOCUMENTS,
    &STRANGER,
    &NOT_AS_MADE,
    &NOT_SIGNABLE,
    &NOT_THE_FORM,
    &WITHOUT_FORM,
    &SAMPLE,
    &LARGE,
    &NOT_PACKED,
    &DUPLICATE,
    &SECTION,
    &TYPE_BOOL,
    &TYPE_DATE,
    &TYPE_LIST,
];

// ── Values that the definition changes or takes from elsewhere ───────────────────────────────────────────────

/// A code is written without its dash.
pub(crate) static DASH: CatalogueEntry = CatalogueEntry::info(
    "*-dash",
    "Laukā „{label}” personas kods ierakstīts bez defises.",
    "In the field “{label}” the personal code is written without its dash.",
);

/// A filled form has the dash where it must not be.
pub(crate) static DASH_FILLED: CatalogueEntry = CatalogueEntry::error(
    "*-dash-filled",
    "Laukā „{label}” personas kods ierakstīts ar defisi; tajā jābūt tikai 11 cipariem.",
    "In the field “{label}” the personal code stands with its dash; it must be 11 digits and nothing else.",
)
.hint("Izdzēsiet defisi.", "Delete the dash.")
.rests_on(Provenance::Instruction);

/// A value that follows from another field is not what follows.
pub(crate) static COMPUTED: CatalogueEntry = CatalogueEntry::error(
    "*-computed",
    "Laukā „{label}” ir {v}, bet no lauka „{from}” izriet {w}.",
    "The field “{label}” has {v}, but from “{from}” follows {w}.",
)
.hint(
    "Labojiet vienu no abiem laukiem; ja šo lauku atstāj tukšu, programma vērtību aprēķina pati.",
    "Mend one of the two; where this one is left empty, the program computes its value.",
);

/// An empty field takes its value from another.
pub(crate) static DEFAULT: CatalogueEntry = CatalogueEntry::info(
    "*-default",
    "Lauks „{label}” nav aizpildīts; tajā ierakstīta vērtība no lauka „{from}”.",
    "The field “{label}” is empty; it is given the value of “{from}”.",
);

/// `=` in a form that is filled already.
pub(crate) static EQUALS: CatalogueEntry = CatalogueEntry::error(
    "*-equals",
    "Aizpildītajā veidlapā laukā „{label}” ir „=”; tur jābūt pašai vērtībai.",
    "The filled form has “=” in the field “{label}”, where the value itself must stand.",
)
.hint(
    "Ierakstiet to pašu, kas laukā „{from}”.",
    "Write what stands in the field “{from}”.",
)
.explain(
    "Datu datnē „=” nozīmē „tas pats, kas citā laukā”, un programma to aizstāj ar vērtību. Veidlapā to neviens neaizstāj.",
    "In a data file “=” means “the same as another field”, and the program puts the value there. In a form nobody does.",
);

/// `=` where the other field is empty.
pub(crate) static EQUALS_NOTHING: CatalogueEntry = CatalogueEntry::error(
    "*-equals-nothing",
    "Laukā „{label}” ir „=”, bet lauks „{from}” ir tukšs.",
    "The field “{label}” has “=”, but the field “{from}” is empty.",
)
.hint("Aizpildiet vienu no tiem.", "Fill in one of them.");

// ── Acceptance ───────────────────────────────────────────────────────────────────────────────────────────────

/// A breach that nobody can accept.
pub(crate) static ACCEPT: CatalogueEntry = CatalogueEntry::error(
    "T-accept",
    "Pārkāpumu {v} nevar apstiprināt.",
    "The breach of {v} cannot be accepted.",
)
.hint(
    "Izlabojiet datus un izdzēsiet apstiprinājumu.",
    "Mend the data and delete the acceptance.",
)
.explain(
    "Apstiprināt var tikai secinātus un tehniskus noteikumus. Instrukcijas un likuma noteikumus apstiprināt nevar, kā arī \
     kļūdu, kuras dēļ nav vērtības, ko ierakstīt veidlapā.",
    "Only inferred and technical rules can be accepted: no rule of the instruction or the law, and no error that leaves \
     nothing to write into the form.",
);

/// A code that nothing bears.
pub(crate) static ACCEPT_UNKNOWN: CatalogueEntry = CatalogueEntry::warning(
    "T-accept-unknown",
    "Apstiprināts {v}, bet tāda koda nav.",
    "{v} is accepted, but there is no such code.",
)
.hint(
    "Kods ir norādīts pie katras kļūdas; vairākus kodus atdala ar komatu.",
    "The code stands beside each error; several are separated by commas.",
);

// ── Columns and keys ─────────────────────────────────────────────────────────────────────────────────────────

/// A column that looks like one the form knows.
pub(crate) static COLUMN: CatalogueEntry =
    CatalogueEntry::error("T-col", "Nezināma kolonna „{v}”.", "Unknown column “{v}”.").hint(
        "Vai bija domāta „{fix}”? Izlabojiet virsrakstu; ja kolonna ir jūsu pašu, pārdēvējiet to vai apstipriniet T-col.",
        "Was “{fix}” meant? Mend the header; if the column is one of your own, rename it or accept T-col.",
    )
    .explain(
        "Kolonnas, kas nav līdzīgas nevienai veidlapas kolonnai, programma neizmanto un par tām tikai paziņo. Līdzīga \
         kolonna, visticamāk, ir drukas kļūda, un tās dati pazustu.",
        "Columns that resemble none of the form's are not used, and only told. One that does is most likely mistyped, and \
         its data would be lost.",
    );

/// Columns of one's own.
pub(crate) static COLUMN_EXTRA: CatalogueEntry = CatalogueEntry::info(
    "T-col-extra",
    "Kolonnas, kuru veidlapai nav, netiek izmantotas: {list}.",
    "Columns that the form does not have are not used: {list}.",
);

/// A label of several fields.
pub(crate) static COLUMN_SHARED: CatalogueEntry = CatalogueEntry::error(
    "T-col-shared",
    "Vairāki veidlapas lauki saucas „{v}”; nav zināms, kurš domāts.",
    "Several fields of the form are called “{v}”; it is not known which is meant.",
)
.hint(
    "Izmantojiet vienu no šiem nosaukumiem: {list}; ja kolonna ir jūsu pašu, pārdēvējiet to.",
    "Use one of these names: {list}; if the column is one of your own, rename it.",
);

/// Two columns for one field.
pub(crate) static COLUMN_TWICE: CatalogueEntry = CatalogueEntry::error(
    "T-col-twice",
    "„{first}” un „{v}” ir viens un tas pats lauks „{label}”.",
    "“{first}” and “{v}” are the same field “{label}”.",
)
.hint("Atstājiet vienu no tiem.", "Keep one of them.")
.rests_on(Provenance::Integrity);

/// The example of the empty sheet.
pub(crate) static EXAMPLE: CatalogueEntry = CatalogueEntry::error(
    "T-example",
    "Šis ir tukšās lapas piemērs: tā nosaukums un kodi ir izdomāti.",
    "This is the example of the empty sheet: its name and codes are made up.",
)
.hint(
    "Izdzēsiet šo rindu vai ierakstiet tās vietā savus datus.",
    "Delete this row, or write your own data over it.",
)
.explain(
    "`edocpack form template` tukšajā lapā ieraksta vienu piemēru, un no tā pieteikumu nesagatavo. Piemēru pazīst pēc tā, \
     par ko ir pieteikums: kamēr nosaukums, reģistrācijas numuri, personas kodi un konti ir piemēra, tas ir piemērs, lai kas \
     cits tajā mainīts. Ja piemērā nav personas koda, jāsakrīt visiem tekstiem, izņemot datumus.",
    "`edocpack form template` writes one example into the empty sheet, and no application is built from it. It is known by \
     what says of whom it is: while the name, registration numbers, personal codes and accounts are the example's, it is \
     the example, whatever else was changed. Where the example has no personal code, all texts but days must be the same.",
)
.rests_on(Provenance::Integrity);

/// A key that looks like one the form knows.
pub(crate) static KEY: CatalogueEntry =
    CatalogueEntry::error("T-key", "Nezināms lauks „{v}”.", "Unknown field “{v}”.")
        .hint("Vai bija domāts „{fix}”?", "Was “{fix}” meant?");

/// A key that looks like none.
pub(crate) static KEY_UNKNOWN: CatalogueEntry =
    CatalogueEntry::error("T-key-unknown", "Veidlapai nav lauka „{v}”.", "The form has no field “{v}”.")
        .hint(
            "Izdzēsiet to vai pārbaudiet nosaukumu; visus laukus parāda `edocpack form show`.",
            "Delete it or check the name; `edocpack form show` lists all fields.",
        );

/// A value for a whole section that is not `=`.
pub(crate) static SECTION: CatalogueEntry = CatalogueEntry::error(
    "T-section",
    "„{label}” ir sadaļa ar vairākiem laukiem; vienas vērtības vietā tai var būt tikai „=”.",
    "“{label}” is a section of several fields; the only single value it takes is “=”.",
)
.hint(
    "Norādiet katru lauku atsevišķi; „=” nozīmē „tas pats, kas citā sadaļā”.",
    "Give each field by itself; “=” means “the same as in another section”.",
)
.rests_on(Provenance::Integrity);

// ── Choices and intents ──────────────────────────────────────────────────────────────────────────────────────

/// The filled form does not say what was chosen.
pub(crate) static ASSUMED: CatalogueEntry = CatalogueEntry::info(
    "T-assumed",
    "Veidlapā nav lauka „{label}”; pārbaudīts, pieņemot: {v}.",
    "The form does not print “{label}”; it was checked as: {v}.",
);

/// None of the options.
pub(crate) static CHOICE: CatalogueEntry = CatalogueEntry::error(
    "T-choice",
    "Laukā „{label}” ir „{v}”; šādas izvēles nav.",
    "The field “{label}” has “{v}”, which is none of its options.",
)
.hint("Rakstiet vienu no: {list}.", "Write one of: {list}.");

/// A word that is no intent.
pub(crate) static INTENT: CatalogueEntry = CatalogueEntry::error(
    "T-intent",
    "Kolonnā „{label}” ir „{v}”; šādas darbības nav.",
    "The column “{label}” has “{v}”, which is no action.",
)
.hint(
    "Rakstiet vienu no: {list}; vairākas savieno ar „+”.",
    "Write one of: {list}; several are joined with +.",
);

/// Data that the intent does not need.
pub(crate) static INTENT_LEFT: CatalogueEntry = CatalogueEntry::info(
    "T-intent-left",
    "Norādītajai darbībai nevajadzīgie dati nav izmantoti: {list}.",
    "Data that the given action does not need were left out: {list}.",
);

/// The intent says one thing, the tick another.
pub(crate) static INTENT_TICK: CatalogueEntry = CatalogueEntry::error(
    "T-intent-tick",
    "Kolonna „{label}” un atzīme „{tick}” ir pretrunā.",
    "The column “{label}” and the tick “{tick}” contradict each other.",
)
.hint("Atstājiet vienu no abiem: darbību vai atzīmi.", "Keep one of the two: the action or the tick.");

// ── Values of a type that the field does not take ────────────────────────────────────────────────────────────

/// A truth value where text is expected.
pub(crate) static TYPE_BOOL: CatalogueEntry = CatalogueEntry::error(
    "T-type-bool",
    "Laukā „{label}” ir loģiskā vērtība (TRUE vai FALSE), bet tur jābūt tekstam.",
    "The field “{label}” has a truth value, where text is expected.",
)
.hint("Ierakstiet tekstu.", "Write the text.");

/// A date where text is expected.
pub(crate) static TYPE_DATE: CatalogueEntry = CatalogueEntry::error(
    "T-type-date",
    "Laukā „{label}” ir datums, bet tur jābūt tekstam.",
    "The field “{label}” has a date, where text is expected.",
)
.hint(
    "Izskatās, ka Excel ierakstīto ir pārvērtis par datumu: formatējiet kolonnu kā tekstu un ierakstiet vērtību vēlreiz.",
    "It looks as if Excel took what was typed for a date: format the column as text and type the value again.",
);

/// A list where one value is expected.
pub(crate) static TYPE_LIST: CatalogueEntry = CatalogueEntry::error(
    "T-type-list",
    "Laukā „{label}” ir saraksts, bet tur jābūt vienai vērtībai.",
    "The field “{label}” has a list, where one value is expected.",
)
.hint("Ierakstiet vienu vērtību.", "Write one value.");

// ── The document policy ──────────────────────────────────────────────────────────────────────────────────────

/// Something is attached to a form that takes no attachments.
pub(crate) static ATTACHED: CatalogueEntry = CatalogueEntry::error(
    "T-attached",
    "„{v}” nav pieņemts: šai veidlapai neko nedrīkst pievienot.",
    "“{v}” is not accepted: nothing may be attached to this form.",
)
.hint(
    "Iesniedziet tikai pieteikumu; pielikumus izņemiet.",
    "Submit only the application; remove the attachments.",
)
.rests_on(Provenance::Instruction);

/// An attachment of a kind that the form does not take.
pub(crate) static ATTACHED_KIND: CatalogueEntry = CatalogueEntry::error(
    "*-attached-kind",
    "„{v}” ({kind}) nav pieņemts: pielikumi var būt tikai {list}.",
    "'{v}' ({kind}) is not accepted: attachments are {list} only.",
)
.hint("Saglabājiet pielikumu pieņemamā formātā.", "Save the attachment in a format that is accepted.")
.rests_on(Provenance::Instruction);

/// A PDF that is packed without being looked at.
pub(crate) static UNSEEN: CatalogueEntry = CatalogueEntry::warning(
    "T-unseen",
    "PDF ir lielāks par {max} MB un ievietots, to nepārbaudot: vai tas ir šifrēts vai bojāts, nav zināms.",
    "The PDF is larger than {max} MB and was packed without being looked at: whether it is encrypted or damaged is not known.",
)
.hint("Atveriet to un pārliecinieties.", "Open it and make sure.");

/// An attachment that is not named as a file beside the data.
pub(crate) static ATTACHED_NAME: CatalogueEntry = CatalogueEntry::error(
    "*-attached-name",
    "„{v}” nav datne, ko var pievienot: {why}.",
    "'{v}' is no file that can be attached: {why}.",
)
.hint(
    "Norādiet datni, kas atrodas blakus datiem vai mapē pie tiem, piemēram, „pielikumi/plāns.pdf”; vairākas atdaliet ar semikolu.",
    "Name a file beside the data or in a folder there, such as `pielikumi/plāns.pdf`; put a semicolon between several.",
);

/// Two attachments of one name.
pub(crate) static ATTACHED_TWICE: CatalogueEntry = CatalogueEntry::error(
    "*-attached-twice",
    "Pielikums ar nosaukumu „{v}” norādīts vairākkārt.",
    "An attachment named '{v}' is named more than once.",
)
.hint(
    "Konteinerā katrai datnei ir savs nosaukums; pārdēvējiet vienu.",
    "In a container each file has its own name; rename one.",
);

/// An attachment that is not there.
pub(crate) static ATTACHED_MISSING: CatalogueEntry = CatalogueEntry::error(
    "*-attached-missing",
    "Pielikuma „{v}” nav mapē, kurā ir dati.",
    "There is no attachment '{v}' in the folder of the data.",
)
.hint(
    "Ielieciet datni blakus datiem vai izlabojiet tās nosaukumu.",
    "Put the file beside the data, or mend its name.",
);

/// An attachment that cannot be read.
pub(crate) static ATTACHED_UNREAD: CatalogueEntry = CatalogueEntry::error(
    "*-attached-unread",
    "Pielikumu „{v}” nevar pievienot: {why}.",
    "Attachment '{v}' cannot be attached: {why}.",
);

/// An attachment that is not what its name says.
pub(crate) static ATTACHED_CONTENT: CatalogueEntry = CatalogueEntry::error(
    "*-attached-content",
    "Pielikums „{v}” pēc nosaukuma ir {kind}, bet tā saturs ir {what}.",
    "By its name attachment '{v}' is {kind}, but its content is {what}.",
)
.hint("Saglabājiet pielikumu no jauna īstajā formātā.", "Save the attachment anew, in the right format.");

/// Data for a field that is never written.
pub(crate) static BLANK: CatalogueEntry = CatalogueEntry::warning(
    "T-blank",
    "Lauku „{label}” neaizpilda. Vērtība veidlapā nav ierakstīta.",
    "The field “{label}” is left blank. The value was not written.",
)
.rests_on(Provenance::Instruction);

/// A filled form with a value in a field that must be blank.
pub(crate) static BLANK_FILLED: CatalogueEntry = CatalogueEntry::error(
    "*-filled",
    "Lauks „{label}” ir aizpildīts, bet tam jābūt tukšam.",
    "The field “{label}” is filled in but must be blank.",
)
.hint("Izdzēsiet vērtību.", "Delete the value.")
.rests_on(Provenance::Instruction);

// ── The template ─────────────────────────────────────────────────────────────────────────────────────────────

/// The template is not the PDF that the binding was made for.
pub(crate) static OTHER_TEMPLATE: CatalogueEntry = CatalogueEntry::error(
    "T-template",
    "Šī veidlapas PDF datne nav tā, kurai sagatavota piesaiste: atšķiras kontrolsumma (SHA-256). Nekas nav \
     aizpildīts.",
    "This form PDF is not the one that the binding was made for: its fingerprint (SHA-256) differs. Nothing was filled.",
)
.hint(
    "Ja veidlapai ir jauns izdevums, sagatavojiet tam piesaisti ar „edocpack form bind”.",
    "If the form has a new edition, make a binding for it with 'edocpack form bind'.",
)
.explain(
    "Veidlapa var mainīties jebkurā dienā bez tiesību akta grozījumiem. Tāpēc piesaiste pieder tieši vienai PDF \
     datnei, un to pazīst pēc SHA-256; citā datnē lauki varētu nozīmēt ko citu.",
    "A form can change on any day without a legal act. A binding therefore belongs to exactly one PDF file, known by \
     its SHA-256; in another file the fields could mean something else.",
);

/// Fields that the binding names are missing, or of another kind.
pub(crate) static OTHER_FORM: CatalogueEntry = CatalogueEntry::error(
    "T-form",
    "Šī PDF datne neatbilst veidlapai, kurai sagatavots apraksts (atšķirīgie lauki: {list}). Nekas nav aizpildīts.",
    "This PDF does not match the form of the definition (fields that differ: {list}). Nothing was filled.",
)
.hint(
    "Pārbaudiet, vai izvēlēta pareizā veidlapa; PDF laukus parāda „edocpack inspect”.",
    "See whether the right form is chosen; 'edocpack inspect' shows the fields of a PDF.",
);

/// Ticks that the PDF has as one choice.
pub(crate) static GROUP: CatalogueEntry = CatalogueEntry::error(
    "T-group",
    "Šajā veidlapas PDF datnē var izvēlēties tikai vienu no: {list}.",
    "In this PDF of the form only one of these can be chosen: {list}.",
)
.hint("Atstājiet vienu atzīmi.", "Keep one tick.");

/// A blank form that is signed already.
pub(crate) static TEMPLATE_SIGNED: CatalogueEntry = CatalogueEntry::error(
    "T-template-signed",
    "Veidlapas PDF datne jau ir parakstīta vai sertificēta; aizpildot paraksts tiktu sabojāts.",
    "The form PDF is signed or certified already; filling it would break the signature.",
)
.hint("Izmantojiet neparakstītu, tukšu veidlapu.", "Use the unsigned blank form.");

/// A blank form that is encrypted.
pub(crate) static TEMPLATE_ENCRYPTED: CatalogueEntry = CatalogueEntry::error(
    "T-template-encrypted",
    "Veidlapas PDF datne ir šifrēta; šifrētu dokumentu konteinerā neievieto.",
    "The form PDF is encrypted; an encrypted document is not put into a container.",
)
.hint("Izmantojiet nešifrētu veidlapu.", "Use the form without encryption.");

/// A filled form that is encrypted.
pub(crate) static ENCRYPTED: CatalogueEntry = CatalogueEntry::error(
    "T-encrypted",
    "PDF datne ir šifrēta; šifrētu dokumentu neparaksta un konteinerā neievieto.",
    "The PDF is encrypted; an encrypted document is neither signed nor put into a container.",
)
.hint(
    "Sagatavojiet pieteikumu no jauna: „edocpack build” pārņem vērtības no šīs datnes.",
    "Prepare the application anew: 'edocpack build' takes the values from this file.",
);

/// A script that would fill a field which must stay blank.
pub(crate) static SCRIPT: CatalogueEntry = CatalogueEntry::error(
    "*-script",
    "PDF datnē ir skripts, kas var aizpildīt lauku „{label}”, bet tam jāpaliek tukšam.",
    "The PDF has a script that may fill the field „{label}”, which must stay blank.",
)
.hint(
    "Izmantojiet veidlapu bez šī skripta: atverot šo, programma lauku aizpildītu pati.",
    "Use a form without this script: opened, this one would be filled in by the program that shows it.",
)
.rests_on(Provenance::Instruction);

// ── What a finished file is ──────────────────────────────────────────────────────────────────────────────────

/// Something drawn or stamped by hand.
pub(crate) static HANDWRITING: CatalogueEntry = CatalogueEntry::error(
    "*-handwriting",
    "Dokumentā ir ar roku zīmēts vai uzspiests attēls ({v}).",
    "The document has something drawn or stamped by hand ({v}).",
)
.hint(
    "Aizpildiet laukus datorā; zīmējumus un zīmogus izņemiet.",
    "Fill in the fields on a computer; remove drawings and stamps.",
)
.rests_on(Provenance::Instruction);

/// A page that is a picture.
pub(crate) static SCAN: CatalogueEntry = CatalogueEntry::error(
    "*-scan",
    "Datne „{v}” nav pieņemta: tā ir skenēts attēls.",
    "The file “{v}” is not accepted: it is a scanned picture.",
)
.hint("Aizpildiet veidlapu datorā.", "Fill in the form on a computer.")
.rests_on(Provenance::Instruction);

/// A page of which only a person can tell whether it is a picture.
pub(crate) static SCAN_UNKNOWN: CatalogueEntry = CatalogueEntry::error(
    "*-unknown",
    "Nevar noteikt, vai datne „{v}” nav skenēts attēls: tā jāapskata cilvēkam.",
    "Whether the file “{v}” is a scanned picture cannot be told: a person must look at it.",
)
.hint(
    "Aizpildiet veidlapu datorā un pievienojiet datni, kā to saglabājusi programma.",
    "Fill in the form on a computer, and hand in the file as the program saved it.",
)
.rests_on(Provenance::Instruction);

/// Signed inside the PDF.
pub(crate) static SIGNED_AS_PDF: CatalogueEntry =
    CatalogueEntry::warning("*-pdf", "Datne ir parakstīta kā PDF.", "The file is signed as a PDF.")
        .hint("Parakstiet konteinerā, nevis PDF datnē.", "Sign in the container, not in the PDF.")
        .rests_on(Provenance::Instruction);

/// More or fewer signatures than the form is signed with.
pub(crate) static SIGNATURES: CatalogueEntry = CatalogueEntry::warning(
    "*-signatures",
    "Parakstu skaits: {n}; paredzēts: {max}.",
    "Signatures: {n}; expected: {max}.",
)
.hint(
    "Pārbaudiet, vai dokumentu ir parakstījušas tieši tās personas, kurām tas jāparaksta.",
    "See whether exactly those have signed who are to sign.",
)
.rests_on(Provenance::Inferred);

/// Somebody else signed than the form names.
pub(crate) static OTHER_SIGNER: CatalogueEntry = CatalogueEntry::warning(
    "*-signer",
    "Sertifikātā ir „{v}”, bet veidlapā kā parakstītājs norādīts „{w}”.",
    "The certificate is of '{v}', but the form names '{w}' as the signer.",
)
.hint(
    "Dokumentu paraksta veidlapā norādītā persona; ja paraksta cita, sagatavojiet pieteikumu ar viņas vārdu.",
    "The person named on the form signs it; where another signs, prepare the application with that name.",
)
.explain(
    "Salīdzina burtus, neievērojot lielos un mazos burtus, garumzīmes, mīkstinājuma zīmes un defises: sertifikātos \
     vārdus raksta dažādi. Vai tā ir tā pati persona, programma nevar zināt.",
    "Letters are compared without case, diacritics and hyphens, because certificates write names in their own way. \
     Whether it is the same person no program can know.",
)
.rests_on(Provenance::Instruction);

/// A seal where a person signs.
pub(crate) static SEAL: CatalogueEntry = CatalogueEntry::warning(
    "*-seal",
    "Dokumentam ir organizācijas „{v}” zīmogs; to paraksta persona, nevis organizācija.",
    "The document bears the seal of the organisation '{v}'; a person signs it, not an organisation.",
)
.hint(
    "Parakstiet dokumentu ar personas parakstu (eID karte vai eParaksts).",
    "Sign the document as a person (eID card or eParaksts).",
)
.rests_on(Provenance::Instruction);

/// Of a PDF that is checked without a form.
pub(crate) static WITHOUT_FORM: CatalogueEntry = CatalogueEntry::info(
    "T-without-form",
    "Bez veidlapas pārbaudīta tikai pati datne un paraksti tajā; kas dokumentā rakstīts, nav skatīts.",
    "Without a form only the file itself and the signatures in it were checked; what the document says was not looked at.",
)
.rests_on(Provenance::Integrity);

/// A signature without a time-stamp.
pub(crate) static NO_TIME_STAMP: CatalogueEntry = CatalogueEntry::warning(
    "*-time-stamp",
    "Parakstam nav laika zīmoga.",
    "The signature has no time-stamp.",
)
.hint(
    "Parakstiet no jauna un pievienojiet laika zīmogu.",
    "Sign anew and add a time-stamp.",
)
.explain(
    "Elektronisko dokumentu likuma 3. pants prasa drošu elektronisko parakstu un laika zīmogu, ja dokumentu iesniedz \
     iestādei; laika zīmoga laiks ir parakstīšanas laiks (MK 28.06.2005. noteikumi Nr. 473, 8. punkts).",
    "Section 3 of the Electronic Documents Law asks for a secure signature and a time-stamp towards institutions; the \
     time of the stamp is the time of signing (Cabinet Regulation 473 of 28 June 2005, paragraph 8).",
)
.rests_on(Provenance::Law);

/// A file that came back and belongs to no package of the run.
pub(crate) static STRANGER: CatalogueEntry = CatalogueEntry::warning(
    "T-status-stranger",
    "Šajā datnē nav neviena no sagatavotajiem dokumentiem.",
    "This file holds no document that was made in this run.",
)
.hint(
    "Pārbaudiet, vai norādīta pareizā izvades mape un pareizās datnes.",
    "See whether the output folder and the files are the right ones.",
);

/// A document that is not the one that was made.
pub(crate) static NOT_AS_MADE: CatalogueEntry = CatalogueEntry::error(
    "T-status-changed",
    "Dokuments saucas kā „{v}”, bet nav tas, kas sagatavots: kontrolsumma (SHA-256) atšķiras no paketes ieraksta.",
    "The document is named as „{v}” but is not the one that was made: its SHA-256 differs from the package record.",
)
.hint(
    "Parakstiet to PDF, kas ir izvades mapē; nesaglabājiet to pirms parakstīšanas citā programmā.",
    "Sign the PDF in the output folder; do not save it with another program before signing.",
);

/// A file that nobody signs.
pub(crate) static NOT_SIGNABLE: CatalogueEntry = CatalogueEntry::error(
    "T-status-kind",
    "Šī datne nav ne konteiners, ne PDF.",
    "This file is neither a container nor a PDF.",
)
.hint("Norādiet parakstītās .edoc, .asice vai .pdf datnes.", "Name the signed .edoc, .asice or .pdf files.");

/// Not one document in a container.
pub(crate) static DOCUMENTS: CatalogueEntry = CatalogueEntry::error(
    "*-count",
    "Vienā elektroniskajā dokumentā drīkst būt tikai viens pieteikums; atrasto pieteikumu skaits: {n}.",
    "One electronic document holds one application; applications found: {n}.",
)
.hint(
    "Sagatavojiet katru pieteikumu kā atsevišķu dokumentu.",
    "Prepare each application as a document of its own.",
)
.rests_on(Provenance::Instruction);

/// A file that is not the form.
pub(crate) static NOT_THE_FORM: CatalogueEntry = CatalogueEntry::error(
    "T-not-form",
    "Datnē „{v}” nav pazīta veidlapa „{form}”: trūkst lauku {list}.",
    "The file “{v}” is not the form “{form}”: it lacks the fields {list}.",
)
.hint(
    "Ja tā ir oficiālā veidlapa, norādiet --template un tās piesaisti.",
    "If it is the official form, name it with --template and its binding.",
);

/// Built on the sample.
pub(crate) static SAMPLE: CatalogueEntry = CatalogueEntry::warning(
    "T-sample",
    "PARAUGS: šī nav oficiālā veidlapa. Dokumentu neparakstiet un nesūtiet.",
    "SAMPLE: this is not the official form. Do not sign or send the document.",
)
.hint(
    "Ar oficiālo veidlapu: --template VEIDLAPA.pdf.",
    "With the official form: --template FORM.pdf.",
)
.explain(
    "Programmā iebūvētā veidlapa ir paraugs, ar kuru var izmēģināt visu ceļu. Īsto pieteikumu sagatavo ar izdevēja \
     tīmekļvietnē publicēto PDF un tā piesaisti (binding.toml); viss, kas sagatavots ar paraugu, ir nosaukts PARAUGS.",
    "The form embedded in the program is a sample for trying the whole way. A real application is prepared with the \
     PDF that the issuer publishes and a binding for it (binding.toml); whatever is built on the sample is named PARAUGS.",
);

/// A document larger than its way of sending takes.
pub(crate) static LARGE: CatalogueEntry = CatalogueEntry::warning(
    "T-large",
    "Dokumenta lielums baitos ir {n}; šādā veidā var nosūtīt līdz {max}.",
    "The document has {n} bytes; its way of sending takes up to {max}.",
)
.hint("Pirms sūtīšanas pārbaudiet, vai datni pieņem.", "See whether the file is accepted before sending.");

/// The same application twice.
pub(crate) static DUPLICATE: CatalogueEntry = CatalogueEntry::warning(
    "T-duplicate",
    "Tieši tāds pats ieraksts jau ir: {place}.",
    "Exactly the same record is there already: {place}.",
)
.hint(
    "Ja tas atkārtojas nejauši, izdzēsiet vienu no tiem.",
    "Delete one of them if it is there twice by accident.",
);

/// A name that is spelled otherwise in the register.
pub(crate) static REGISTRY: CatalogueEntry = CatalogueEntry::warning(
    "*-registry",
    "Nosaukums „{v}” atšķiras no reģistrā ierakstītā: „{known}”.",
    "The name \"{v}\" differs from the one in the register: \"{known}\".",
)
.hint(
    "Salīdziniet nosaukumu ar apliecību; programma to nemaina.",
    "Compare the name with the certificate; the program never changes it.",
);

/// A register without the columns that are needed.
pub(crate) static REGISTRY_COLUMNS: CatalogueEntry = CatalogueEntry::error(
    "T-registry",
    "Reģistra izrakstā nav kolonnu „regcode” un „name”.",
    "The register extract lacks the columns \"regcode\" and \"name\".",
)
.hint(
    "Norādiet CSV datni ar šādām kolonnām, piemēram, Uzņēmumu reģistra atvērtos datus.",
    "Name a CSV file with these columns, such as the open data of the Enterprise Register.",
);

/// A number that the register does not have.
pub(crate) static REGISTRY_NONE: CatalogueEntry = CatalogueEntry::info(
    "*-registry-none",
    "Numura {v} nav norādītajā reģistra izrakstā; nosaukums nav salīdzināts.",
    "The number {v} is not in the register extract; the name was not compared.",
);

/// A container could not be made.
pub(crate) static NOT_PACKED: CatalogueEntry = CatalogueEntry::error(
    "T-pack",
    "Konteineru nevarēja izveidot: {why}.",
    "The container could not be made: {why}.",
)
.hint("Ziņojiet par to programmas uzturētājiem.", "Report this to the maintainers of the program.");
