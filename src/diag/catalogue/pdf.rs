//! PDF forms: opening, binding, filling, proof.
use super::CatalogueEntry;

/// All of this family, in the order of their codes.
pub(super) static ALL: &[&CatalogueEntry] = &[
    &CALCULATED,
    &CERTIFIED,
    &DAMAGED,
    &ENCRYPTED,
    &FORMAT,
    &FORMATTED,
    &GIVEN_TWICE,
    &KEPT,
    &FRAME_LOST,
    &LETTER,
    &LIGHT,
    &LINE_BREAK,
    &LOCKED,
    &MAX_LEN,
    &NO_FORM,
    &NOTE_ABOVE,
    &NOT_CALCULATED,
    &NOT_PDF,
    &NOT_PROVED,
    &OWN_FONT,
    &PERMISSIONS,
    &READ_ONLY,
    &RECOLORED,
    &RECORDS,
    &REWRITTEN,
    &SCRIPT,
    &SHRUNK,
    &SMALL,
    &RIGHTS_DROPPED,
    &TOO_LARGE,
    &UNKNOWN_FIELD,
    &UNKNOWN_STATE,
    &UNLISTED,
    &UNSEEN,
    &VALUE,
    &VALUES,
    &VIEWERS_FONT,
    &WAS_READ_ONLY,
    &WAS_UNSEEN,
    &WRONG_KIND,
    &XFA_DROPPED,
    &XFA_ONLY,
    &FIT,
];

/// The structure cannot be read.
pub(crate) static DAMAGED: CatalogueEntry = CatalogueEntry::error(
    "P-damaged",
    "PDF datne ir bojāta un nav nolasāma ({why}).",
    "The PDF file is damaged and cannot be read ({why}).",
)
.hint(
    "Lejupielādējiet veidlapu vēlreiz no tās izdevēja vietnes.",
    "Download the form again from its issuer's site.",
);

/// A password is needed.
pub(crate) static ENCRYPTED: CatalogueEntry = CatalogueEntry::error(
    "P-encrypted",
    "PDF datne ir šifrēta, un tās atvēršanai vajadzīga parole.",
    "The PDF file is encrypted and needs a password to be opened.",
)
.hint(
    "Norādiet paroli ar --password-file (komandām fill, inspect, export) vai izmantojiet nešifrētu veidlapu.",
    "Give the password with --password-file (for fill, inspect, export), or use a form that is not encrypted.",
);

/// No fields.
pub(crate) static NO_FORM: CatalogueEntry = CatalogueEntry::error(
    "P-no-form",
    "PDF datnē nav aizpildāmu veidlapas lauku.",
    "The PDF file has no form fields to fill in.",
)
.hint(
    "Pārbaudiet, vai tā ir elektroniski aizpildāmā veidlapa, nevis tās izdruka vai skenēta kopija.",
    "Check that it is the form for filling in on a computer, not a print or a scan of it.",
);

/// Not a PDF at all.
pub(crate) static NOT_PDF: CatalogueEntry =
    CatalogueEntry::error("P-not-pdf", "Tā nav PDF datne.", "This is not a PDF file.")
        .hint("Norādiet veidlapas PDF datni.", "Name the PDF file of the form.");

/// Larger than is accepted.
pub(crate) static TOO_LARGE: CatalogueEntry = CatalogueEntry::error(
    "P-too-large",
    "PDF datne ir pārāk liela; pieļaujamā robeža: {limit}.",
    "The PDF file is too large; the limit is {limit}.",
)
.hint(
    "Veidlapas mēdz būt daudz mazākas: pārbaudiet, vai tā ir īstā datne.",
    "Forms are far smaller: check that it is the right file.",
);

/// Usage rights, which any fill by others invalidates.
pub(crate) static RIGHTS_DROPPED: CatalogueEntry = CatalogueEntry::info(
    "P-rights-dropped",
    "Veidlapā ir Adobe lietošanas tiesības; aizpildītajā PDF to vairs nav.",
    "The form has Adobe usage rights; the filled PDF no longer has them.",
)
.explain(
    "Šīs tiesības ļauj Adobe Reader saglabāt veidlapu, un tās zaudē spēku, tiklīdz datni maina cita programma. Mūsdienu \
     programmas veidlapas saglabā arī bez tām.",
    "These rights let Adobe Reader save the form, and they lapse as soon as another program changes the file. Programs \
     of today save forms without them.",
);

/// XFA beside the AcroForm.
pub(crate) static XFA_DROPPED: CatalogueEntry = CatalogueEntry::info(
    "P-xfa-dropped",
    "Veidlapā līdzās laukiem ir XFA dati; aizpildītajā PDF to vairs nav.",
    "The form has XFA data beside its fields; the filled PDF no longer has them.",
)
.explain(
    "XFA glabā savas vērtības, un Adobe programmas tās rādītu lauku vērtību vietā. Lauki ir veseli un satur visu.",
    "XFA keeps values of its own, and Adobe's programs would show them in place of those in the fields. The fields are \
     whole and hold everything.",
);

/// XFA without an AcroForm.
pub(crate) static XFA_ONLY: CatalogueEntry = CatalogueEntry::error(
    "P-xfa-only",
    "Veidlapa ir tikai XFA formātā, ko rāda vienīgi Adobe programmas.",
    "The form exists only as XFA, which only Adobe's programs show.",
)
.hint(
    "Lūdziet veidlapas izdevējam parastu (AcroForm) PDF veidlapu.",
    "Ask the issuer of the form for an ordinary (AcroForm) PDF form.",
);

/// A certified document that allows no changes.
pub(crate) static CERTIFIED: CatalogueEntry = CatalogueEntry::error(
    "P-certified",
    "Veidlapas autors to ir apliecinājis un aizliedzis jebkādas izmaiņas.",
    "The form's author has certified it and forbids any change.",
)
.hint("Lietojiet veidlapas izdevuma neparakstīto datni.", "Use an unsigned edition of the form.");

/// Text and box.
pub(crate) static FIT: CatalogueEntry = CatalogueEntry::error(
    "T-fit",
    "Teksts neietilpst ailē „{field}” arī ar mazāko atļauto burtu lielumu: pārsniegums {over} punkti, liekās zīmes: {cut}.",
    "The text does not fit the field “{field}” even at the smallest size allowed: over by {over} points, {cut} characters too many.",
)
.hint("Ietilptu aptuveni tik zīmju: {fits}.", "About so many characters would fit: {fits}.");

/// One field, two values.
pub(crate) static GIVEN_TWICE: CatalogueEntry = CatalogueEntry::error(
    "P-given-twice",
    "Laukam „{field}” norādītas divas vērtības.",
    "The field “{field}” was given two values.",
)
.hint("Atstājiet vienu no tām.", "Leave one of them.");

/// No glyph.
pub(crate) static LETTER: CatalogueEntry = CatalogueEntry::error(
    "P-letter",
    "Laukā „{field}” ir zīmes, kuru iegultajos fontos nav: {letters}.",
    "The field “{field}” has characters that the embedded fonts lack: {letters}.",
)
.hint("Aizstājiet šīs zīmes.", "Replace these characters.");

/// `\n` in a single line.
pub(crate) static LINE_BREAK: CatalogueEntry = CatalogueEntry::error(
    "P-line-break",
    "Laukā „{field}” ir tikai viena rinda, bet tekstā ir rindas pārtraukums.",
    "The field “{field}” has one line only, but the text has a line break.",
)
.hint("Ierakstiet tekstu vienā rindā.", "Write the text on one line.");

/// FieldMDP.
pub(crate) static LOCKED: CatalogueEntry = CatalogueEntry::error(
    "P-locked",
    "Lauks „{field}” ir slēgts ar parakstu.",
    "A signature locks the field “{field}”.",
)
.hint("Lietojiet neparakstītu veidlapu.", "Use an unsigned form.");

/// `MaxLen`.
pub(crate) static MAX_LEN: CatalogueEntry = CatalogueEntry::error(
    "P-max-len",
    "Laukā „{field}” ir pārāk garš teksts: zīmju skaits {n}, veidlapa atļauj {max}.",
    "The text in the field “{field}” is too long: {n} characters, the form allows {max}.",
)
.hint(
    "Pārbaudiet, vai laukā nav lieka teksta. Oficiālu nosaukumu nesaīsina: tam jābūt tādam, kāds tas ir apliecībā.",
    "See whether the field holds text that does not belong there. An official name is not shortened: it must be as it \
     stands on the certificate.",
);

/// The proof failed.
pub(crate) static NOT_PROVED: CatalogueEntry = CatalogueEntry::error(
    "P-not-proved",
    "Aizpildītā veidlapa netika izsniegta, jo nav pierādāms, ka lauks „{field}” ir redzams pareizi: {why}.",
    "The filled form was withheld, because the field “{field}” could not be shown to be seen rightly: {why}.",
)
.hint("Ziņojiet par šo veidlapu programmas autoriem.", "Report this form to the authors of the program.");

/// `ReadOnly`.
pub(crate) static READ_ONLY: CatalogueEntry = CatalogueEntry::error(
    "P-read-only",
    "Lauku „{field}” veidlapa neļauj mainīt.",
    "The form does not allow the field “{field}” to be changed.",
)
.hint("Izņemiet šī lauka vērtību.", "Leave out the value of this field.");

/// No such field.
pub(crate) static UNKNOWN_FIELD: CatalogueEntry = CatalogueEntry::error(
    "P-unknown-field",
    "Veidlapā nav lauka „{field}”.",
    "The form has no field “{field}”.",
)
.hint("{what_to_do}", "{what_to_do}");

/// No such state or option.
pub(crate) static UNKNOWN_STATE: CatalogueEntry = CatalogueEntry::error(
    "P-unknown-state",
    "Laukam „{field}” nav vērtības „{state}”.",
    "The field “{field}” has no value “{state}”.",
)
.hint("Iespējamās vērtības: {known}.", "Possible values: {known}.");

/// Hidden.
pub(crate) static UNSEEN: CatalogueEntry = CatalogueEntry::error(
    "P-unseen",
    "Lauks „{field}” veidlapā nav redzams.",
    "The field “{field}” cannot be seen in the form.",
)
.hint("Izņemiet šī lauka vērtību.", "Leave out the value of this field.");

/// A value of no kind that any field takes.
pub(crate) static VALUE: CatalogueEntry = CatalogueEntry::error(
    "P-value",
    "Laukam „{field}” norādīta vērtība, ko nevar ierakstīt nevienā laukā.",
    "The field “{field}” is given a value that no field takes.",
)
.hint(
    "Vērtība var būt teksts, skaitlis, true, false vai tekstu saraksts.",
    "A value is a text, a number, true, false, or a list of texts.",
);

/// No object of names and values.
pub(crate) static VALUES: CatalogueEntry = CatalogueEntry::error(
    "P-values",
    "Datnē jābūt JSON objektam ar lauku nosaukumiem un vērtībām.",
    "The file must hold a JSON object of field names and values.",
)
.hint(
    "Lauku nosaukumus parāda `edocpack inspect {template}`; veidlapas vērtības šādā veidā izraksta `edocpack export`.",
    "`edocpack inspect {template}` shows the names of the fields; `edocpack export` writes the values of a form like this.",
);

/// Text for a box to tick, and the like.
pub(crate) static WRONG_KIND: CatalogueEntry = CatalogueEntry::error(
    "P-wrong-kind",
    "Laukā „{field}” ({kind}) nevar ierakstīt tādu vērtību kā šī: {given}.",
    "The field “{field}” ({kind}) does not take a value such as this: {given}.",
)
.hint("Norādiet lauka veidam atbilstošu vērtību.", "Give a value that suits the kind of the field.");

/// A value that a known script of the form does not take.
pub(crate) static FORMAT: CatalogueEntry = CatalogueEntry::error(
    "P-format",
    "Lauka „{field}” vērtību veidlapa pieņem tikai citā pierakstā.",
    "The form takes the value of the field “{field}” only when written in another way.",
)
.hint("Pareizais pieraksts: {expected}.", "The right way: {expected}.");

/// `AFSimple_Calculate`.
pub(crate) static CALCULATED: CatalogueEntry = CatalogueEntry::info(
    "P-calculated",
    "Lauka „{field}” vērtība ir aprēķināta no citiem laukiem, kā veidlapa to prasa.",
    "The value of the field “{field}” was worked out from other fields, as the form asks.",
);

/// `AFNumber_Format` and the like.
pub(crate) static FORMATTED: CatalogueEntry = CatalogueEntry::info(
    "P-formatted",
    "Lauka „{field}” vērtība parādīta tā, kā veidlapa to prasa: {shown}.",
    "The value of the field “{field}” is shown the way the form asks: {shown}.",
);

/// `ReadOnly`, and filled all the same.
pub(crate) static WAS_READ_ONLY: CatalogueEntry = CatalogueEntry::info(
    "P-was-read-only",
    "Lauks „{field}” veidlapā ir tikai lasāms; tas ir aizpildīts, jo bija nosaukts.",
    "The field “{field}” is read-only in the form; it was filled because it was named.",
);

/// Written as a whole.
pub(crate) static REWRITTEN: CatalogueEntry = CatalogueEntry::info(
    "P-written-anew",
    "PDF datne pārrakstīta no jauna, jo veidlapas uzbūve ir bojāta vai pirms %PDF- ir lieki baiti.",
    "The PDF file was written anew, because the form's structure is damaged or there are bytes before %PDF-.",
);

/// A script that is none of those known.
pub(crate) static SCRIPT: CatalogueEntry = CatalogueEntry::warning(
    "P-script",
    "Laukam „{field}” ir skripts, kas aizpildot netika izpildīts (notikums: {triggers}).",
    "The field “{field}” has a script that was not run when it was filled (event: {triggers}).",
)
.hint(
    "Atveriet aizpildīto veidlapu un pārliecinieties, ka vērtība ir tāda, kādu veidlapa prasa.",
    "Open the filled form and see that the value is what the form asks for.",
);

/// Fields that a script of the form would have worked out.
pub(crate) static NOT_CALCULATED: CatalogueEntry = CatalogueEntry::warning(
    "P-not-calculated",
    "Šos laukus veidlapa aprēķina ar skriptiem, kas netika izpildīti: {fields}.",
    "The form works these fields out by scripts that were not run: {fields}.",
)
.hint(
    "Aprēķiniet tos un norādiet to vērtības kopā ar pārējām.",
    "Work them out, and give their values with the others.",
);

/// An encrypted file whose permissions forbid filling.
pub(crate) static PERMISSIONS: CatalogueEntry = CatalogueEntry::warning(
    "P-permissions",
    "PDF datnes atļaujas aizliedz aizpildīt tās laukus; tie ir aizpildīti, jo bija nosaukti.",
    "The permissions of the PDF forbid filling in its fields; they were filled because they were named.",
)
.hint(
    "Pārliecinieties, ka veidlapas izdevējs ļauj to aizpildīt.",
    "See that the issuer of the form allows it to be filled in.",
);

/// A note of the form, whose icon is drawn over a field.
pub(crate) static NOTE_ABOVE: CatalogueEntry = CatalogueEntry::warning(
    "P-note-above",
    "Virs lauka „{field}” veidlapā ir piezīme; tās ikona var aizsegt daļu no ierakstītā.",
    "Over the field “{field}” the form has a note; its icon can hide a part of what is filled in.",
)
.hint(
    "Atveriet aizpildīto veidlapu; piezīmi var pārvietot vai izdzēst.",
    "Open the filled form; the note can be moved or deleted.",
);

/// Decoration of the old appearance that is not drawn again.
pub(crate) static FRAME_LOST: CatalogueEntry = CatalogueEntry::info(
    "P-frame-lost",
    "Ap lauka „{field}” tekstu bija uzzīmēts kas vairāk par vienkāršām līnijām; tas nav saglabāts.",
    "Around the text of the field “{field}” something was drawn that is more than plain lines; it is not kept.",
)
.hint("Apskatiet aizpildīto veidlapu.", "Look at the filled form.");

/// Smaller than the form asks for, and readable.
pub(crate) static SHRUNK: CatalogueEntry = CatalogueEntry::info(
    "P-shrunk",
    "Lauka „{field}” teksts ir mazāks, nekā veidlapa to prasa, lai tas ietilptu: {size} punkti.",
    "The text of the field “{field}” is smaller than the form asks for, so that it fits: {size} points.",
);

/// Below what is easily read.
pub(crate) static SMALL: CatalogueEntry = CatalogueEntry::warning(
    "P-small",
    "Lauka „{field}” teksts ir sīks, lai tas ietilptu: {size} punkti.",
    "The text of the field “{field}” is small, so that it fits: {size} points.",
)
.hint("Pārliecinieties, ka tas ir salasāms.", "See that it can be read.");

/// Hidden, and filled all the same.
pub(crate) static WAS_UNSEEN: CatalogueEntry = CatalogueEntry::warning(
    "P-was-unseen",
    "Lauks „{field}” veidlapā nav redzams; tas ir aizpildīts, jo bija nosaukts.",
    "The field “{field}” cannot be seen in the form; it was filled because it was named.",
);

/// A value that the field holds already, and that could not be written anew.
pub(crate) static KEPT: CatalogueEntry = CatalogueEntry::info(
    "P-kept",
    "Lauks „{field}” atstāts, kāds tas bija: vērtība tajā jau ir.",
    "The field “{field}” was left as it was: it holds the value already.",
);

/// Light on dark.
pub(crate) static LIGHT: CatalogueEntry = CatalogueEntry::warning(
    "P-light",
    "Lauka „{field}” teksts ir gaišs, kā veidlapa to prasa; tas redzams, jo lappuse zem tā ir tumša.",
    "The text of the field “{field}” is light, as the form asks; it is seen because the page is dark under it.",
)
.hint("Drukājot pārliecinieties, ka tumšais pamats tiek izdrukāts.", "When printing, see that the dark ground is printed.");

/// In black or white, as the form's colour would not be seen.
pub(crate) static RECOLORED: CatalogueEntry = CatalogueEntry::warning(
    "P-recolored",
    "Lauka „{field}” teksts ir citā krāsā, nekā to prasa veidlapa: veidlapas krāsā tas nebūtu redzams.",
    "The text of the field “{field}” is in another colour than the form asks for: in that one it would not be seen.",
)
.hint(
    "Apskatiet aizpildīto veidlapu: varbūt tās autors gribēja, lai šo lauku neredz.",
    "Look at the filled form: its author may have meant that field to stay unseen.",
);

/// Letters of another script, in an embedded font of the form.
pub(crate) static OWN_FONT: CatalogueEntry = CatalogueEntry::info(
    "P-own-font",
    "Laukā „{field}” ir zīmes, kas rakstītas ar veidlapas pašas fontu: {letters}.",
    "The field “{field}” has characters that are drawn with a font of the form itself: {letters}.",
);

/// Letters of another script, in a font that the form only names.
pub(crate) static VIEWERS_FONT: CatalogueEntry = CatalogueEntry::warning(
    "P-viewers-font",
    "Laukā „{field}” ir zīmes, kuru fonta datnē nav; tās katra programma rāda ar savu fontu: {letters}.",
    "The field “{field}” has characters whose font is not in the file; each program shows them in a font of its own: \
     {letters}.",
)
.hint(
    "Atveriet aizpildīto veidlapu un pārliecinieties, ka izvēlētais redzams pareizi.",
    "Open the filled form and see that the choice is shown rightly.",
)
.explain(
    "Veidlapa pati piedāvā šo izvēli un nosauc tai fontu, kuru neiegulda. Brīvi ievadītam tekstam tas netiek pieļauts.",
    "The form itself offers this choice, and names a font for it that it does not embed. For a text that is typed \
     freely this is not done.",
);

/// A widget that the field tree does not own.
pub(crate) static UNLISTED: CatalogueEntry = CatalogueEntry::warning(
    "P-unlisted",
    "Lauka „{field}” nav veidlapas lauku sarakstā; tas ir aizpildīts, bet daļa programmu tā vērtību neatradīs.",
    "The field “{field}” is not in the form's list of fields; it was filled, but some programs will not find its value.",
)
.hint(
    "Cilvēks to redz. Ja veidlapu apstrādā programma, palūdziet izdevējam veidlapu salabot.",
    "A person sees it. If a program reads the form, ask the issuer to mend the form.",
);

/// `fill` with a definition, and a file of several records.
pub(crate) static RECORDS: CatalogueEntry = CatalogueEntry::error(
    "P-records",
    "Datnē jābūt vienam ierakstam, bet to ir {n}.",
    "The file must hold one record; it holds {n}.",
)
.hint(
    "`edocpack fill` aizpilda vienu veidlapu; vairākus ierakstus apstrādā `edocpack build`.",
    "`edocpack fill` fills one form; `edocpack build` takes many records.",
);
