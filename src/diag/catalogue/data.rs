//! Data files: encodings, columns, cells.
use super::CatalogueEntry;

/// All of this family, in the order of their codes.
pub(super) static ALL: &[&CatalogueEntry] = &[
    &BINARY,
    &BLANK,
    &CELL_BROKEN,
    &CELL_ERROR,
    &CELL_LONG,
    &CELL_OUTSIDE,
    &CELLS_FEWER,
    &CELLS_MORE,
    &CONTAINER,
    &DEEP,
    &EMPTY,
    &ENCODING,
    &ESCAPE,
    &FORMAT,
    &FORMULA,
    &HEADER_DATA,
    &HEADER_EMPTY,
    &HEADER_ONLY,
    &HEADER_TWICE,
    &JSON,
    &KEY_TWICE,
    &LIMIT,
    &LIST,
    &MISMATCH,
    &NO_RECORDS,
    &ORIGINAL_ROW,
    &PDF,
    &QUOTE,
    &ROW_HIDDEN,
    &SHAPE,
    &SHEETS,
    &SIZE,
    &TOML,
    &TOML_NUMBER,
    &WORKBOOK,
    &WORKBOOK_BOMB,
    &WORKBOOK_LOCKED,
    &WORKBOOK_OLD,
    &MOJIBAKE,
    &WINDOWS_1257,
];

/// Not text.
pub(crate) static BINARY: CatalogueEntry = CatalogueEntry::error(
    "D-binary",
    "Datne nav teksts: tajā ir baiti, kādu teksta datnē nav.",
    "The file is not text: it holds bytes that no text file has.",
)
.hint(
    "Pārbaudiet, vai izvēlēta īstā datne. Datus saglabājiet kā Excel darbgrāmatu (.xlsx), CSV UTF-8 vai JSON.",
    "Check that it is the right file. Save the data as an Excel workbook (.xlsx), CSV UTF-8 or JSON.",
);

/// White space only.
pub(crate) static BLANK: CatalogueEntry = CatalogueEntry::error(
    "D-blank",
    "Datnē ir tikai atstarpes un tukšas rindas vai šūnas.",
    "The file holds only spaces and empty lines or cells.",
)
.hint(
    "Ierakstiet datus (tabulas pirmajā rindā – kolonnu virsrakstus) un saglabājiet datni.",
    "Enter the data (in a table, column headers in the first row) and save the file.",
);

/// A cell whose value no program understands.
pub(crate) static CELL_BROKEN: CatalogueEntry = CatalogueEntry::error(
    "D-cell-broken",
    "Šūnas vērtība darbgrāmatā ir bojāta.",
    "The cell's value is damaged in the workbook.",
)
.hint(
    "Ierakstiet vērtību vēlreiz un saglabājiet darbgrāmatu programmā Excel vai LibreOffice.",
    "Type the value again, and save the workbook in Excel or LibreOffice.",
);

/// `#N/A` and its kin.
pub(crate) static CELL_ERROR: CatalogueEntry = CatalogueEntry::error(
    "D-cell-error",
    "Šūnā ir Excel kļūda {v}, nevis vērtība.",
    "The cell holds the Excel error {v}, not a value.",
)
.hint("Izlabojiet formulu vai ierakstiet vērtību.", "Mend the formula, or type the value.");

/// A value beyond the limit.
pub(crate) static CELL_LONG: CatalogueEntry = CatalogueEntry::error(
    "D-cell-long",
    "Vērtība ir pārāk gara: atļauts zīmju skaits {max}.",
    "The value is too long: {max} characters are allowed.",
)
.hint(
    "Pārbaudiet, vai vērtībā nav iekļuvušas citas rindas; bieži trūkst aizverošo pēdiņu.",
    "Check that it has not swallowed other rows; often a closing quote is missing.",
);

/// A sheet's cell to the right of the last header.
pub(crate) static CELL_OUTSIDE: CatalogueEntry = CatalogueEntry::error(
    "D-cell-outside",
    "Kolonnā {k} ir vērtība, bet kolonnai nav virsraksta.",
    "There is a value in column {k}, but the column has no header.",
)
.hint(
    "Ierakstiet kolonnas virsrakstu vai pārvietojiet piezīmi uz citu lapu.",
    "Give the column a header, or move the note to another sheet.",
);

/// A short row.
pub(crate) static CELLS_FEWER: CatalogueEntry = CatalogueEntry::warning(
    "D-cells-fewer",
    "Rindas šūnu skaits ir {n}, virsrakstu skaits – {of}. Trūkstošās šūnas uzskatītas par tukšām.",
    "The row has {n} cells, the header has {of}. The missing cells are taken as empty.",
)
.hint(
    "Pārbaudiet, vai vērtības nav nobīdījušās uz nepareizām kolonnām.",
    "Check that values have not moved into wrong columns.",
);

/// A row with values beyond the header.
pub(crate) static CELLS_MORE: CatalogueEntry = CatalogueEntry::error(
    "D-cells-more",
    "Rindas šūnu skaits ir {n}, virsrakstu skaits – {of}: vērtības ir nobīdījušās.",
    "The row has {n} cells, the header has {of}: values have moved.",
)
.hint(
    "Vērtību, kurā ir atdalītājs „{separator}”, ielieciet pēdiņās vai labojiet datni izklājlapu programmā.",
    "Put a value that contains the separator “{separator}” in quotes, or mend the file in a spreadsheet program.",
);

/// A container where data should be.
pub(crate) static CONTAINER: CatalogueEntry = CatalogueEntry::error(
    "D-container",
    "Šis ir parakstāms konteiners (EDOC vai ASiC-E), nevis dati.",
    "This is a container for signing (EDOC or ASiC-E), not data.",
)
.hint(
    "Konteineru pārbauda ar `edocpack check`; šeit norādiet datu datni.",
    "A container is checked by `edocpack check`; name a data file here.",
);

/// Objects within objects beyond the limit.
pub(crate) static DEEP: CatalogueEntry = CatalogueEntry::error(
    "D-deep",
    "Objekti ir ievietoti cits citā pārāk dziļi: atļauto līmeņu skaits {max}.",
    "Objects are nested too deeply: {max} levels are allowed.",
)
.hint("Pārbaudiet, kā datne sagatavota.", "Check how the file was made.");

/// No bytes.
pub(crate) static EMPTY: CatalogueEntry =
    CatalogueEntry::error("D-empty", "Datne ir tukša: 0 baitu.", "The file is empty: 0 bytes.").hint(
        "Pārbaudiet, vai datne ir pilnībā saglabāta vai nokopēta.",
        "Check that it was saved or copied completely.",
    );

/// Text in no encoding known here.
pub(crate) static ENCODING: CatalogueEntry = CatalogueEntry::error(
    "D-encoding",
    "Datnes kodējums nav saprotams: tas nav ne derīgs {encoding}, ne cits pazīstams kodējums.",
    "The file's encoding is not understood: it is neither valid {encoding} nor another known encoding.",
)
.hint(
    "Atveriet datus sākotnējā programmā un saglabājiet kā „CSV UTF-8” vai kā Excel darbgrāmatu (.xlsx).",
    "Open the data in the program they come from and save them as “CSV UTF-8” or as an Excel workbook (.xlsx).",
);

/// A `\u` escape that is no character.
pub(crate) static ESCAPE: CatalogueEntry = CatalogueEntry::error(
    "D-escape",
    "Tekstā ir bojāts pieraksts ar „\\u”: tas neapzīmē nevienu zīmi.",
    "The text holds a broken “\\u” escape: it stands for no character.",
)
.hint(
    "Ierakstiet burtus tieši (UTF-8) vai izlabojiet programmu, kas datni sagatavoja.",
    "Write the letters themselves (UTF-8), or mend the program that made the file.",
);

/// A format that cannot be told.
pub(crate) static FORMAT: CatalogueEntry = CatalogueEntry::error(
    "D-format",
    "Nevar noteikt datnes formātu ne pēc nosaukuma, ne pēc satura.",
    "The file's format cannot be told from its name or its content.",
)
.hint(
    "Izmantojiet paplašinājumu .csv, .xlsx, .ods, .json, .jsonl vai .toml.",
    "Use the extension .csv, .xlsx, .ods, .json, .jsonl or .toml.",
);

/// A formula without its result.
pub(crate) static FORMULA: CatalogueEntry = CatalogueEntry::error(
    "D-formula",
    "Šūnā ir formula, kuras rezultāts darbgrāmatā nav saglabāts.",
    "The cell holds a formula whose result is not saved in the workbook.",
)
.hint(
    "Atveriet darbgrāmatu programmā Excel vai LibreOffice un saglabājiet to vai ierakstiet vērtību.",
    "Open the workbook in Excel or LibreOffice and save it, or type the value.",
);

/// Data where headers should be.
pub(crate) static HEADER_DATA: CatalogueEntry = CatalogueEntry::error(
    "D-header-data",
    "Pirmajā aizpildītajā rindā jābūt kolonnu virsrakstiem, bet tajā ir dati („{v}”).",
    "The first filled row must hold the column headers, but it holds data (“{v}”).",
)
.hint("Virs datiem ierakstiet rindu ar kolonnu virsrakstiem.", "Put a row of column headers above the data.");

/// A column with values and no header.
pub(crate) static HEADER_EMPTY: CatalogueEntry = CatalogueEntry::error(
    "D-header-empty",
    "Kolonnai {k} nav virsraksta, bet tajā ir vērtības (pirmā – {row}. rindā).",
    "Column {k} has no header, but it holds values (the first in row {row}).",
)
.hint("Ierakstiet kolonnas virsrakstu vai izdzēsiet kolonnu.", "Give the column a header, or delete it.");

/// Headers and nothing under them.
pub(crate) static HEADER_ONLY: CatalogueEntry = CatalogueEntry::error(
    "D-header-only",
    "Datnē ir tikai kolonnu virsraksti; nav nevienas aizpildītas rindas.",
    "The file holds column headers only; no row is filled in.",
)
.hint("Ierakstiet datus zem virsrakstiem.", "Enter the data under the headers.");

/// Two columns of one name.
pub(crate) static HEADER_TWICE: CatalogueEntry = CatalogueEntry::error(
    "D-header-twice",
    "Virsraksts „{header}” ir divām kolonnām: {first} un {k}.",
    "The header “{header}” stands over two columns: {first} and {k}.",
)
.hint(
    "Atstājiet vienu no šīm kolonnām vai vienu no tām pārdēvējiet.",
    "Keep one of the two columns, or rename one of them.",
);

/// Broken JSON.
pub(crate) static JSON: CatalogueEntry =
    CatalogueEntry::error("D-json", "Datne nav derīgs JSON: {why}.", "The file is not valid JSON: {why}.")
        .hint("{what_to_do}", "{what_to_do}");

/// A key written twice.
pub(crate) static KEY_TWICE: CatalogueEntry = CatalogueEntry::error(
    "D-key-twice",
    "Atslēga „{key}” vienā ierakstā ir divreiz: {first}. un {line}. rindā.",
    "The key “{key}” stands twice in one record: on lines {first} and {line}.",
)
.hint("Atstājiet vienu no abām vērtībām.", "Keep one of the two values.");

/// More than the limits allow.
pub(crate) static LIMIT: CatalogueEntry = CatalogueEntry::error(
    "D-limit",
    "Datnē ir pārāk daudz {what}: atļautais skaits {max}.",
    "The file has too many {what}: {max} are allowed.",
)
.hint(
    "Sadaliet datus vairākās datnēs; ja šāds apjoms nav gaidīts, pārbaudiet, vai datne nav bojāta.",
    "Split the data into several files; if so much is not expected, check that the file is not damaged.",
);

/// A list of something other than texts.
pub(crate) static LIST: CatalogueEntry = CatalogueEntry::error(
    "D-list",
    "Sarakstā „{key}” drīkst būt tikai teksti.",
    "The list “{key}” may hold only texts.",
)
.hint(
    "Katram pieteikumam vajadzīgs savs ieraksts; vienam laukam – viena vērtība vai tekstu saraksts.",
    "Each application needs a record of its own; a field, one value or a list of texts.",
);

/// The content is something else than the name says.
pub(crate) static MISMATCH: CatalogueEntry = CatalogueEntry::error(
    "D-mismatch",
    "Datne ir norādīta kā {said}, bet tās saturs ir {found}.",
    "The file is named as {said}, but its content is {found}.",
)
.hint(
    "Norādiet īsto datni vai saglabājiet to pareizajā formātā; paplašinājuma maiņa saturu nepārveido.",
    "Name the right file, or save it in the right format; changing the extension does not convert it.",
);

/// A list without records.
pub(crate) static NO_RECORDS: CatalogueEntry =
    CatalogueEntry::error("D-no-records", "Datnē nav neviena ieraksta.", "The file holds no record.")
        .hint("Ierakstiet vismaz vienu pieteikumu.", "Enter at least one application.");

/// The column of a mended sheet that says which row it was.
pub(crate) static ORIGINAL_ROW: CatalogueEntry = CatalogueEntry::error(
    "D-original-row",
    "Kolonnā „Sākotnējā rinda” jābūt rindas numuram; ierakstīts „{v}”.",
    "The column \"Original row\" must hold the number of a row; it holds \"{v}\".",
)
.hint(
    "Atjaunojiet numuru, ko programma tur ierakstīja: pēc tā labotā rinda saglabā savu datnes nosaukumu.",
    "Put the number back that the program wrote there: by it the mended row keeps the name of its files.",
);

/// A PDF where a data file is read.
pub(crate) static PDF: CatalogueEntry = CatalogueEntry::error(
    "D-pdf",
    "Šī ir PDF datne, nevis datu tabula vai JSON.",
    "This is a PDF file, not a data table or JSON.",
)
.hint(
    "Aizpildītu veidlapu padodiet kā PDF (tās laukus nolasa atsevišķi) vai norādiet datu datni.",
    "Hand in a filled form as a PDF (its fields are read apart), or name a data file.",
);

/// A quote that is never closed.
pub(crate) static QUOTE: CatalogueEntry = CatalogueEntry::error(
    "D-quote",
    "Rindā ir atvērtas pēdiņas, kas līdz datnes beigām nav aizvērtas: viss pēc tām nolasīts kā viena vērtība.",
    "The row opens a quote that is not closed before the end of the file: all after it was read as one value.",
)
.hint(
    "Aizveriet pēdiņas; pēdiņas vērtības iekšienē rakstiet divreiz („\"\"”).",
    "Close the quote; write a quote inside of a value twice (“\"\"”).",
);

/// A row that a person does not see.
pub(crate) static ROW_HIDDEN: CatalogueEntry = CatalogueEntry::warning(
    "D-row-hidden",
    "Rinda darbgrāmatā ir paslēpta (piemēram, atlasīta ar filtru), bet ir nolasīta.",
    "The row is hidden in the workbook (by a filter, for example), but it was read.",
)
.hint(
    "Ja šis pieteikums nav vajadzīgs, izdzēsiet rindu.",
    "If this application is not wanted, delete the row.",
);

/// JSON or TOML of another shape.
pub(crate) static SHAPE: CatalogueEntry = CatalogueEntry::error(
    "D-shape",
    "Šeit jābūt objektam ar pieteikuma datiem, bet ir {found}.",
    "There must be an object with the data of an application here, but there is {found}.",
)
.hint(
    "Datnē var būt viens objekts, objektu saraksts vai objekts ar vienu atslēgu „records” vai „pieteikumi”, kurā ir saraksts.",
    "A file may hold one object, a list of objects, or an object with the one key “records” or “pieteikumi” that holds a list.",
);

/// Further sheets, not read.
pub(crate) static SHEETS: CatalogueEntry = CatalogueEntry::info(
    "D-sheets",
    "Nolasīta lapa „{sheet}”. Pārējās lapas nav lasītas: {others}.",
    "The sheet “{sheet}” was read. The other sheets were not: {others}.",
)
.hint(
    "Nolasa pirmo redzamo lapu; ja dati ir citā, pārvietojiet to par pirmo.",
    "The first visible sheet is read; if the data are in another, move it to the front.",
);

/// A file beyond the limit.
pub(crate) static SIZE: CatalogueEntry = CatalogueEntry::error(
    "D-size",
    "Datne ir pārāk liela: {n} baitu, atļauts {max}.",
    "The file is too large: {n} bytes, {max} are allowed.",
)
.hint("Sadaliet datus vairākās datnēs.", "Split the data into several files.");

/// Broken TOML.
pub(crate) static TOML: CatalogueEntry =
    CatalogueEntry::error("D-toml", "Datne nav derīgs TOML: {why}.", "The file is not valid TOML: {why}.")
        .hint("{what_to_do}", "{what_to_do}");

/// `nan` and `inf`.
pub(crate) static TOML_NUMBER: CatalogueEntry = CatalogueEntry::error(
    "D-toml-number",
    "„{v}” nav skaitlis, ko var ierakstīt veidlapā.",
    "“{v}” is no number to put in a form.",
)
.hint("Ierakstiet skaitli vai tekstu pēdiņās.", "Write a number, or a text in quotes.");

/// A damaged workbook.
pub(crate) static WORKBOOK: CatalogueEntry = CatalogueEntry::error(
    "D-workbook",
    "Darbgrāmatu nevar nolasīt: {why}.",
    "The workbook cannot be read: {why}.",
)
.hint(
    "Atveriet to programmā Excel vai LibreOffice un saglabājiet vēlreiz kā .xlsx.",
    "Open it in Excel or LibreOffice and save it again as .xlsx.",
);

/// A workbook that expands beyond reason.
pub(crate) static WORKBOOK_BOMB: CatalogueEntry = CatalogueEntry::error(
    "D-workbook-bomb",
    "Darbgrāmata nav atvērta: izpakota tā būtu nesamērīgi liela (daļa „{part}”).",
    "The workbook was not opened: expanded, it would be out of all proportion (part “{part}”).",
)
.hint(
    "Nokopējiet pašus datus jaunā darbgrāmatā. Ja datni saņēmāt no citiem, tā var būt ļaunprātīga.",
    "Copy the data alone into a new workbook. If the file came from others, it may be malicious.",
);

/// A workbook with a password.
pub(crate) static WORKBOOK_LOCKED: CatalogueEntry = CatalogueEntry::error(
    "D-workbook-locked",
    "Darbgrāmata ir aizsargāta ar paroli, un tās saturu nevar nolasīt.",
    "The workbook is protected by a password, and its content cannot be read.",
)
.hint(
    "Atveriet to programmā Excel un noņemiet paroli („Fails” – „Informācija” – „Aizsargāt darbgrāmatu”), tad saglabājiet.",
    "Open it in Excel, take the password off (File – Info – Protect Workbook), and save it.",
);

/// Excel 97–2003.
pub(crate) static WORKBOOK_OLD: CatalogueEntry = CatalogueEntry::error(
    "D-workbook-old",
    "Šī ir vecā Office formāta datne (.xls vai .doc), un to nelasa.",
    "This is a file of the old Office kind (.xls or .doc), which is not read.",
)
.hint(
    "Atveriet to programmā Excel vai LibreOffice un saglabājiet kā .xlsx.",
    "Open it in Excel or LibreOffice and save it as .xlsx.",
);

/// Latvian letters damaged before the file came here.
pub(crate) static MOJIBAKE: CatalogueEntry = CatalogueEntry::error(
    "T-mojibake",
    "Latviešu burti šajā datnē ir sabojāti („{v}”), un atkārtota saglabāšana tos nelabos. Izmantojiet sākotnējo Excel darbgrāmatu (.xlsx).",
    "The Latvian letters in this file are damaged (“{v}”), and saving it again will not mend them. Use the original Excel workbook (.xlsx).",
)
.explain(
    "Tā notiek, ja datne reiz atvērta ar nepareizu kodu lapu un pēc tam saglabāta: Windows-1257 lasīts kā Windows-1252 („Jânis Bçrziòð”), UTF-8 lasīts kā Windows-1252 („JÄnis”) vai burti aizstāti ar jautājuma zīmēm („J?nis”).",
    "It happens where a file was once opened in the wrong code page and then saved: Windows-1257 read as Windows-1252 (“Jânis Bçrziòð”), UTF-8 read as Windows-1252 (“JÄnis”), or letters replaced by question marks (“J?nis”).",
);

/// Read as Windows-1257.
pub(crate) static WINDOWS_1257: CatalogueEntry = CatalogueEntry::info(
    "T-enc",
    "Datne nav UTF-8 kodējumā; tā nolasīta kā Windows-1257. Pārbaudiet, vai ā, č, ē, ģ, ī, ķ, ļ, ņ, š, ū, ž redzami pareizi.",
    "The file is not in UTF-8; it was read as Windows-1257. Check that ā, č, ē, ģ, ī, ķ, ļ, ņ, š, ū, ž look right.",
);
