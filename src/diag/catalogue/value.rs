//! Values of fields: numbers, names, addresses, lengths. What breaks a rule here is judged by the value alone;
//! which field it stands in, and under which rule, is known to the form.

use super::CatalogueEntry;

/// Declares the entries and the list of all of them, so that none is forgotten in it.
macro_rules! entries {
    ($($(#[$doc:meta])+ $name:ident = $entry:expr;)+) => {
        $($(#[$doc])+ pub(crate) static $name: CatalogueEntry = $entry;)+

        /// All of this family, in the order of this file.
        pub(super) static ALL: &[&CatalogueEntry] = &[$(&$name),+];
    };
}

const COMPARE_CODE: (&str, &str) =
    ("Salīdziniet kodu ar personu apliecinošo dokumentu.", "Compare the code with the identity document.");

const TWO_KINDS: (&str, &str) = (
    "Ir divu veidu personas kodi. Vecā parauga kods DDMMGG-CNNNK sākas ar dzimšanas datumu; septītais cipars C norāda \
     dzimšanas gadsimtu (0 – 18xx. gads, 1 – 19xx. gads, 2 – 20xx. gads), bet pēdējais cipars K ir kontrolcipars, ko \
     aprēķina no pārējiem desmit: K = (1101 − Σ wᵢdᵢ) mod 11 mod 10, kur w = 1, 6, 3, 7, 9, 10, 5, 8, 4, 2. Kopš 2017. gada \
     piešķirtais kods sākas ar 32–39, pārējie cipari ir nejauši un neko nenozīmē, un kontrolcipara tam nav; tāpēc šādam \
     kodam pārbauda tikai ciparu skaitu. Prasība par kontrolciparu ir tehniska: ja dokumentā tiešām ir tāds kods, to \
     var apstiprināt ar --accept, un tas tiks norādīts pārskatā.",
    "There are two kinds of personal codes. The old kind DDMMYY-CNNNK begins with the date of birth; the seventh digit C \
     is the century (0 for 18xx, 1 for 19xx, 2 for 20xx), and the last digit K is a check digit computed from the other \
     ten: K = (1101 − Σ wᵢdᵢ) mod 11 mod 10, where w = 1, 6, 3, 7, 9, 10, 5, 8, 4, 2. Codes given out since 2017 begin \
     with 32–39; their other digits are random and mean nothing, and there is no check digit, so that only the number of \
     digits can be checked. The check digit is a technical rule: where the document really has such a code, it can be \
     accepted with --accept, and the report says so.",
);

const REG_NUMBER: (&str, &str) = (
    "Reģistrācijas numurā (tas ir arī nodokļu maksātāja kods) ir 11 cipari. Pirmais parasti ir 4, 5, 6 vai 9; ar 0–3 sākas \
     personas kodi. Pēdējais ir kontrolcipars: ja katru ciparu reizina ar tā svaru (9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) un \
     reizinājumus saskaita, summai, dalot to ar 11, jādod atlikums 3. Ja numurs tiešām ir tāds apliecībā, kontrolcipara kļūdu \
     var apstiprināt ar --accept, un tas tiks norādīts pārskatā.",
    "A registration number (which is the taxpayer code too) has 11 digits. The first is usually 4, 5, 6 or 9; personal \
     codes begin with 0–3. The last is a check digit: the sum of all digits, each times its weight (9, 1, 4, 8, 3, 10, 2, \
     5, 7, 6, 1), must leave 3 when divided by 11. Where the certificate really has such a number, a wrong check digit can \
     be accepted with --accept, and the report says so.",
);

const LATVIAN_NAMES: (&str, &str) = (
    "Personvārdus latviešu valodā raksta ar latviešu alfabēta 33 burtiem un lielo sākumburtu; divus vārdus raksta līdzās bez \
     pieturzīmes, dubultuzvārdu – ar defisi bez atstarpēm (Ministru kabineta 2004. gada noteikumi Nr. 114).",
    "Personal names in Latvian are written with the 33 letters of the Latvian alphabet and a capital initial; two given names \
     stand side by side without punctuation, a double surname has a hyphen without spaces (Cabinet Regulation No. 114 of \
     2004).",
);

entries! {
    // ── Text ────────────────────────────────────────────────────────────────────────────────────────────
    /// Invisible characters were dropped.
    CONTROL = CatalogueEntry::info(
        "T-control",
        "No teksta izņemtas neredzamās zīmes ({v}).",
        "Invisible characters ({v}) were taken out of the text.",
    )
    .explain(
        "Vadības zīmes, mīkstās defises un nulles platuma zīmes rodas, kopējot tekstu no tīmekļa lapām un Word dokumentiem. \
         Uz ekrāna tās neredz, taču ar tām divi vienādi izskatīgi teksti nav vienādi.",
        "Control characters, soft hyphens and zero-width characters come from copying out of web pages and Word documents. \
         They are not seen on the screen, but make two texts differ that look the same.",
    );

    /// Longer than the field takes.
    LEN = CatalogueEntry::error(
        "T-len",
        "Teksts ir pārāk garš: zīmju skaits {n}, atļauts {max}.",
        "The text is too long: {n} characters, {max} are allowed.",
    )
    .hint("Pārbaudiet, vai laukā nav lieka teksta.", "See whether there is text in the field that does not belong there.")
    .explain(
        "Skaita zīmes, nevis baitus: katrs latviešu burts, atstarpe un rindas pārtraukums ir viena zīme. Programma tekstu pati \
         nekad nesaīsina. Oficiāls nosaukums jāraksta tā, kā tas ir apliecībā.",
        "Characters are counted, not bytes: each Latvian letter, space and line break is one. The program never shortens a \
         text on its own. An official name must be written as it stands in the certificate.",
    );

    /// Letters were lost before the file came here.
    LOST = CatalogueEntry::error(
        "T-lost",
        "Tekstā ir zīme U+FFFD: datnes kodējuma maiņas dēļ ir zuduši burti.",
        "The text has the character U+FFFD: letters were lost when the encoding of the file was changed.",
    )
    .hint("Ierakstiet tekstu vēlreiz vai ņemiet sākotnējo datni.", "Type the text again or take the original file.");

    /// A line break where there is one line only.
    NEWLINE = CatalogueEntry::info(
        "T-newline",
        "Rindas pārtraukums aizstāts ar atstarpi.",
        "A line break was replaced with a space.",
    );

    /// Needless spaces were dropped.
    SPACE = CatalogueEntry::info(
        "T-space",
        "Noņemtas liekās atstarpes.",
        "Needless spaces were taken out.",
    )
    .explain(
        "Noņem tikai atstarpes teksta sākumā un beigās un aizstāj vairākas atstarpes pēc kārtas ar vienu. Pēdiņas, burti un \
         pieturzīmes netiek mainītas.",
        "Only spaces at the ends are taken out, and several in a row made one. Quotes, letters and punctuation are not \
         changed.",
    );

    /// Neither yes nor no.
    TICK = CatalogueEntry::error(
        "T-tick",
        "Atzīme „{v}” nav saprotama.",
        "The mark “{v}” cannot be understood.",
    )
    .hint(
        "Ja sadaļa jāatzīmē, rakstiet x, ✓, jā, 1, true vai yes; ja nav jāatzīmē, atstājiet lauku tukšu vai rakstiet nē, 0, \
         false vai no.",
        "Write x, ✓, jā, 1, true or yes to tick the box; leave it empty or write nē, 0, false or no not to.",
    )
    .explain(
        "Programma nemin, vai sadaļa ir atzīmēta: no tā ir atkarīgs, ko ar pieteikumu lūdz.",
        "A mark is never guessed: what the application asks for depends on it.",
    );

    // ── Any number ──────────────────────────────────────────────────────────────────────────────────────
    /// Scientific notation of a spreadsheet.
    EXCEL = CatalogueEntry::error(
        "*-excel",
        "Excel numuru ir saglabājis zinātniskajā pierakstā (piemēram, 4,0003E+10), un daļa ciparu var būt zudusi.",
        "Excel saved the number in scientific notation (for example 4.0003E+10), and part of its digits may be lost.",
    )
    .hint(
        "Sākotnējā datnē formatējiet kolonnu kā tekstu, ierakstiet pilnu numuru un saglabājiet datni vēlreiz.",
        "In the original file format the column as text, type the whole number, and save the file again.",
    );

    // ── Personal code ───────────────────────────────────────────────────────────────────────────────────
    /// The seventh digit of an old code is not 0, 1 or 2.
    PK_CENTURY = CatalogueEntry::error(
        "*-pk-century",
        "Personas kods {v}: septītajam ciparam jābūt 0, 1 vai 2.",
        "Personal code {v}: the seventh digit must be 0, 1 or 2.",
    )
    .hint(COMPARE_CODE.0, COMPARE_CODE.1)
    .explain(TWO_KINDS.0, TWO_KINDS.1);

    /// The check digit of an old code is wrong.
    PK_CHECK = CatalogueEntry::error(
        "*-pk-check",
        "Personas kods {v}: kontrolcipars nav pareizs.",
        "Personal code {v}: the check digit is wrong.",
    )
    .hint(COMPARE_CODE.0, COMPARE_CODE.1)
    .explain(TWO_KINDS.0, TWO_KINDS.1);

    /// The first six digits are no date.
    PK_DATE = CatalogueEntry::error(
        "*-pk-date",
        "Personas kods {v}: pirmie seši cipari neveido iespējamu dzimšanas datumu.",
        "Personal code {v}: its first six digits are not a possible date of birth.",
    )
    .hint(COMPARE_CODE.0, COMPARE_CODE.1)
    .explain(TWO_KINDS.0, TWO_KINDS.1);

    /// Not six digits, a hyphen and five digits.
    PK_FORMAT = CatalogueEntry::error(
        "*-pk-format",
        "Personas kods nav pareizi uzrakstīts.",
        "The personal code is not written correctly.",
    )
    .hint(
        "Rakstiet sešus ciparus, defisi un piecus ciparus (######-#####) vai 11 ciparus bez defises.",
        "Write six digits, a hyphen and five digits (######-#####), or 11 digits without a hyphen.",
    )
    .explain(TWO_KINDS.0, TWO_KINDS.1);

    /// Born after today.
    PK_FUTURE = CatalogueEntry::error(
        "*-pk-future",
        "Personas kods {v}: dzimšanas datums ir nākotnē.",
        "Personal code {v}: the date of birth is in the future.",
    )
    .hint(COMPARE_CODE.0, COMPARE_CODE.1)
    .explain(TWO_KINDS.0, TWO_KINDS.1);

    /// Too few or too many digits.
    PK_LEN = CatalogueEntry::error(
        "*-pk-len",
        "Personas kodā jābūt 11 cipariem; ievadīto ciparu skaits: {n}.",
        "A personal code has 11 digits; here the number of digits is {n}.",
    )
    .hint(
        "Salīdziniet kodu ar personu apliecinošo dokumentu. Nulli koda sākumā, iespējams, ir noņēmis Excel; tādā \
         gadījumā formatējiet kolonnu kā tekstu.",
        "Compare the code with the identity document. Excel may have removed a zero at its beginning; then format \
         the column as text.",
    )
    .explain(TWO_KINDS.0, TWO_KINDS.1);

    /// O for 0, I or l for 1.
    PK_LETTERS = CatalogueEntry::error(
        "*-pk-letters",
        "Personas kodā cipara vietā ir burts (O nulles vietā, I vai l vieninieka vietā).",
        "The personal code has a letter in place of a digit (O for zero, I or l for one).",
    )
    .hint("Ierakstiet kodu tikai ar cipariem.", "Write the code with digits only.");

    /// A registration number in its place.
    PK_REGNO = CatalogueEntry::error(
        "*-pk-regno",
        "{v} nav personas kods: ar 4–9 sākas reģistrācijas numuri.",
        "{v} is not a personal code: registration numbers begin with 4–9.",
    )
    .hint(
        "Ierakstiet personas kodu; reģistrācijas numuram ir paredzēts cits lauks.",
        "Write the personal code; the registration number has a field of its own.",
    )
    .explain(TWO_KINDS.0, TWO_KINDS.1);

    /// A spreadsheet removed the zero at the beginning.
    PK_ZERO = CatalogueEntry::error(
        "*-pk-zero",
        "Izskatās, ka Excel ir noņēmis nulli personas koda sākumā.",
        "It looks as if Excel removed the zero at the beginning of the personal code.",
    )
    .hint(
        "Ierakstiet kodu ar defisi (######-#####) vai vispirms formatējiet kolonnu kā tekstu.",
        "Write the code with its hyphen (######-#####), or first format the column as text.",
    )
    .explain(
        "Kodu bez defises Excel uztver kā skaitli un nulli tā sākumā nerāda un nesaglabā. Programma nulli pati nepieliek: \
         trūkt var arī cits cipars.",
        "Excel takes a code without its hyphen for a number, and neither shows nor keeps a zero at its beginning. The \
         program does not put it back by itself: it may be another digit that is missing.",
    );

    // ── Registration number ─────────────────────────────────────────────────────────────────────────────
    /// The check digit is wrong.
    REG_CHECK = CatalogueEntry::error(
        "*-check",
        "Reģistrācijas numura {v} kontrolcipars nav pareizs.",
        "The check digit of the registration number {v} is wrong.",
    )
    .hint("Salīdziniet numuru ar apliecību.", "Compare the number with the certificate.")
    .explain(REG_NUMBER.0, REG_NUMBER.1);

    /// Begins with 7 or 8.
    REG_FIRST_DIGIT = CatalogueEntry::warning(
        "*-first-digit",
        "Reģistrācijas numurs {v} sākas ar neierastu ciparu.",
        "The registration number {v} begins with an unusual digit.",
    )
    .hint(
        "Salīdziniet numuru ar apliecību; parasti tas sākas ar 4, 5, 6 vai 9.",
        "Compare the number with the certificate; it usually begins with 4, 5, 6 or 9.",
    )
    .explain(REG_NUMBER.0, REG_NUMBER.1);

    /// Something else than digits.
    REG_FORMAT = CatalogueEntry::error(
        "*-format",
        "Reģistrācijas numurā drīkst būt tikai cipari.",
        "A registration number may have digits only.",
    )
    .hint(
        "Izdzēsiet burtus un citas zīmes; ja nulles vietā ierakstīts burts O, aizstājiet to ar nulli.",
        "Delete letters and other signs; if there is a letter O for a zero, write a zero.",
    )
    .explain(REG_NUMBER.0, REG_NUMBER.1);

    /// Looks like a personal code.
    REG_KIND = CatalogueEntry::error(
        "*-kind",
        "{v} izskatās pēc personas koda.",
        "{v} looks like a personal code.",
    )
    .hint(
        "Ierakstiet reģistrācijas numuru; personas kodam ir paredzēts cits lauks vai cita izvēle.",
        "Write the registration number; the personal code belongs to another field or another choice.",
    )
    .explain(REG_NUMBER.0, REG_NUMBER.1);

    /// Too few or too many digits.
    REG_LEN = CatalogueEntry::error(
        "*-len",
        "Reģistrācijas numurā jābūt 11 cipariem; ievadīto ciparu skaits: {n}.",
        "A registration number has 11 digits; here the number of digits is {n}.",
    )
    .hint("Salīdziniet numuru ar apliecību.", "Compare the number with the certificate.")
    .explain(REG_NUMBER.0, REG_NUMBER.1);

    /// `LV` before it.
    REG_LV = CatalogueEntry::error(
        "*-lv",
        "Reģistrācijas numuru raksta bez „LV”: {fix}. Ar „LV” sākas PVN maksātāja numurs.",
        "A registration number is written without “LV”: {fix}. With “LV” begins the number of a VAT payer.",
    )
    .hint("Izdzēsiet „LV”.", "Delete “LV”.");

    /// An old number of nine digits.
    REG_OLD = CatalogueEntry::error(
        "*-old",
        "Ievadīts deviņu ciparu numurs; reģistrācijas numurā jābūt 11 cipariem.",
        "This is a number of nine digits; a registration number has 11.",
    )
    .hint(
        "Deviņu ciparu numurus vairs nelieto. Norādiet 11 ciparu numuru no reģistrācijas vai nodokļu maksātāja apliecības.",
        "Numbers of nine digits are no longer used. Give the one of 11 digits from the registration or taxpayer certificate.",
    )
    .explain(REG_NUMBER.0, REG_NUMBER.1);

    // ── Telephone ───────────────────────────────────────────────────────────────────────────────────────
    /// Not eight digits.
    TEL = CatalogueEntry::error(
        "*-tel",
        "Tālruņa numurā jābūt 8 cipariem (piemēram, 29123456); ievadīto ciparu skaits: {n}.",
        "A telephone number has 8 digits (for example 29123456); here the number of digits is {n}.",
    )
    .hint(
        "Ārvalstu numuru rakstiet starptautiskajā formātā ar „+”.",
        "Write a number of another country in the international format, with “+”.",
    );

    /// No country has such a code.
    TEL_COUNTRY = CatalogueEntry::error(
        "*-tel-country",
        "Tālruņa numurs nesākas ar derīgu valsts kodu.",
        "The telephone number does not begin with the code of a country.",
    )
    .hint(
        "Aiz „+” rakstiet valsts kodu un numuru; Latvijas numuram pietiek ar 8 cipariem.",
        "Write the code of the country and the number after “+”; for a Latvian number its 8 digits are enough.",
    );

    /// Eight digits that begin as no Latvian number does.
    TEL_FIRST = CatalogueEntry::error(
        "*-tel-first",
        "Latvijas tālruņa numurs nevar sākties ar {v}.",
        "A Latvian telephone number cannot begin with {v}.",
    )
    .hint(
        "Pārbaudiet numuru: mobilo tālruņu numuri sākas ar 2, fiksētā tīkla numuri – ar 6.",
        "Check the number: those of mobile phones begin with 2, those of the fixed network with 6.",
    );

    /// A number of another country.
    TEL_FOREIGN = CatalogueEntry::warning(
        "*-tel-foreign",
        "Norādīts ārvalstu tālruņa numurs (valsts kods +{v}).",
        "This is a telephone number of another country (country code +{v}).",
    )
    .hint("Pārbaudiet, vai numurs ir pareizs.", "Make sure that the number is right.");

    /// Eight digits, neither mobile nor fixed network.
    TEL_KIND = CatalogueEntry::warning(
        "*-tel-kind",
        "Tālruņa numurs nav ne mobilā, ne fiksētā tīkla numurs.",
        "The telephone number is neither of a mobile nor of the fixed network.",
    )
    .hint(
        "Pārbaudiet numuru: mobilo tālruņu numuri sākas ar 2, fiksētā tīkla numuri – ar 6. Ar 80 sākas bezmaksas \
         numuri, ar 81 un 90 – īpaša tarifa numuri.",
        "Check the number: those of mobile phones begin with 2, those of the fixed network with 6. With 80 begin toll-free \
         numbers, with 81 and 90 those of a special tariff.",
    );

    /// An international number of impossible length.
    TEL_LEN = CatalogueEntry::error(
        "*-tel-len",
        "Starptautiskajā tālruņa numurā jābūt 8–15 cipariem; ievadīto ciparu skaits: {n}.",
        "An international telephone number has 8 to 15 digits; here the number of digits is {n}.",
    )
    .hint(
        "Ierakstiet pilnu numuru kopā ar valsts kodu aiz „+”.",
        "Write the whole number with the code of its country after “+”.",
    );

    /// A number of another country that its numbering plan does not know.
    TEL_PLAN = CatalogueEntry::warning(
        "*-tel-plan",
        "Ārvalstu tālruņa numurs (valsts kods +{v}) neatbilst šīs valsts numerācijas plānam.",
        "The telephone number of another country (country code +{v}) is not of that country's numbering plan.",
    )
    .hint("Pārbaudiet, vai numurs ir pareizs un pilns.", "Make sure that the number is right and complete.");

    /// A letter, an extension, or a second number.
    TEL_SIGN = CatalogueEntry::error(
        "*-tel-sign",
        "Tālruņa numurā ir neatļauta zīme „{v}”.",
        "The telephone number has the sign “{v}”, which it may not have.",
    )
    .hint(
        "Ierakstiet vienu numuru bez burtiem un bez papildnumura.",
        "Write one number, without letters and without an extension.",
    );

    // ── E-mail ──────────────────────────────────────────────────────────────────────────────────────────
    /// Not an address.
    MAIL = CatalogueEntry::error(
        "*-mail",
        "E-pasta adrese „{v}” nav derīga.",
        "“{v}” is not a valid e-mail address.",
    )
    .hint(
        "Ierakstiet tikai adresi, piemēram, vards.uzvards@iestade.lv.",
        "Write the address only, for example vards.uzvards@iestade.lv.",
    );

    /// The part after the `@` is no name of a domain.
    MAIL_DOMAIN = CatalogueEntry::error(
        "*-mail-domain",
        "E-pasta adresē aiz „@” jābūt domēna nosaukumam; ierakstīts: „{v}”.",
        "After “@” the e-mail address must have the name of a domain; it has “{v}”.",
    )
    .hint(
        "Pārbaudiet adresi: domēna nosaukumā ir vismaz viens punkts, tas nebeidzas ar punktu (piemēram, iestade.lv).",
        "Check the address: a domain name has at least one full stop and does not end with one (for example iestade.lv).",
    );

    /// A domain with letters beyond ASCII.
    MAIL_IDN = CatalogueEntry::warning(
        "*-mail-idn",
        "E-pasta adreses domēna nosaukumā „{v}” ir burti, kurus pieņem ne visas e-pasta sistēmas.",
        "The domain “{v}” of the e-mail address has letters that not every mail system takes.",
    )
    .hint("Pārbaudiet, vai adrese ir pareiza.", "Make sure that the address is right.");

    /// Too long.
    MAIL_LEN = CatalogueEntry::error(
        "*-mail-len",
        "E-pasta adrese vai tās daļa pirms „@” ir pārāk gara: zīmju skaits {n}, atļauts {max}.",
        "The e-mail address or its part before “@” is too long: {n} characters, {max} are allowed.",
    )
    .hint("Pārbaudiet, vai adrese ir pareiza.", "Make sure that the address is right.");

    /// A local part with letters beyond ASCII.
    MAIL_LETTERS = CatalogueEntry::warning(
        "*-mail-letters",
        "E-pasta adreses daļā „{v}” ir burti ar garumzīmi vai citu diakritisko zīmi; adresēs tādus parasti nelieto.",
        "The part “{v}” of the e-mail address has letters with diacritics; addresses are seldom written with them.",
    )
    .hint("Pārbaudiet, vai adrese ir pareiza.", "Make sure that the address is right.");

    /// More than one address.
    MAIL_MANY = CatalogueEntry::error(
        "*-mail-many",
        "Norādītas vairākas e-pasta adreses („{v}”); drīkst būt tikai viena.",
        "Several e-mail addresses are given (“{v}”); there may be only one.",
    )
    .hint("Atstājiet vienu adresi.", "Leave one address.");

    /// A space inside.
    MAIL_SPACE = CatalogueEntry::error(
        "*-mail-space",
        "E-pasta adresē „{v}” ir atstarpe.",
        "The e-mail address “{v}” has a space in it.",
    )
    .hint("Izdzēsiet atstarpi vai lieko tekstu.", "Delete the space or the text that does not belong there.");

    /// One slip away from a well-known domain.
    MAIL_TYPO = CatalogueEntry::warning(
        "*-mail-typo",
        "E-pasta adreses domēns ir „{v}”. Vai bija domāts „{fix}”?",
        "The domain of the e-mail address is “{v}”. Was “{fix}” meant?",
    )
    .hint("Pārbaudiet, vai adrese ir pareiza.", "Make sure that the address is right.");

    // ── Names of persons ────────────────────────────────────────────────────────────────────────────────
    /// Initials in place of a name.
    INITIAL = CatalogueEntry::error(
        "*-initial",
        "Norādiet pilnu vārdu un uzvārdu; ar iniciāli „{v}” nepietiek.",
        "Give the full name and surname; an initial (“{v}”) is not enough.",
    )
    .hint("Iniciāļa vietā ierakstiet vārdu.", "Write the name in place of the initial.")
    .explain(
        "Ar iniciāli persona nav droši atšķirama no citām ar to pašu uzvārdu, un vārds nesakritīs ar sertifikātā norādīto.",
        "An initial does not tell a person from others of the same surname, and will not match the name in the certificate.",
    );

    /// An abbreviated name or a title.
    NAME_ABBREV = CatalogueEntry::error(
        "*-name-abbrev",
        "Vārdā ir saīsinājums „{v}”.",
        "The name has an abbreviation, “{v}”.",
    )
    .hint(
        "Ierakstiet pilnu vārdu un uzvārdu bez saīsinājumiem un akadēmiskajiem grādiem.",
        "Write the full name and surname without abbreviations and titles.",
    );

    /// Capitals throughout.
    NAME_CAPS = CatalogueEntry::warning(
        "*-name-caps",
        "Vārds „{v}” ir rakstīts tikai ar lielajiem burtiem.",
        "The name “{v}” is written in capitals throughout.",
    )
    .hint("Ar lielajiem burtiem rakstiet tikai sākumburtus.", "Write only the initial letters as capitals.")
    .explain(LATVIAN_NAMES.0, LATVIAN_NAMES.1);

    /// Digits.
    NAME_DIGITS = CatalogueEntry::error(
        "*-name-digits",
        "Vārdā „{v}” ir cipari (aizstāti ar „*”).",
        "The name “{v}” has digits (shown as “*”).",
    )
    .hint("Izdzēsiet ciparus.", "Delete the digits.");

    /// No letter at all.
    NAME_EMPTY = CatalogueEntry::error(
        "*-name-empty",
        "Vārds nav norādīts: laukā nav neviena burta.",
        "No name is given: there is not a single letter in the field.",
    )
    .hint("Ierakstiet vārdu.", "Write the name.");

    /// A hyphen between given names.
    NAME_GIVEN_HYPHEN = CatalogueEntry::warning(
        "*-name-given-hyphen",
        "Vārdā „{v}” ir defise; divus vārdus latviešu valodā raksta bez tās: „{fix}”.",
        "The name “{v}” has a hyphen; two given names are written without it in Latvian: “{fix}”.",
    )
    .hint(
        "Rakstiet vārdu tā, kā tas ir personu apliecinošā dokumentā.",
        "Write the name as it stands in the identity document.",
    )
    .explain(LATVIAN_NAMES.0, LATVIAN_NAMES.1);

    /// A dash, or spaces around the hyphen.
    NAME_HYPHEN = CatalogueEntry::error(
        "*-name-hyphen",
        "Vārdā „{v}” ir domuzīme vai lieka atstarpe pie defises. Pareizi: „{fix}”.",
        "The name “{v}” has a dash, or a space beside its hyphen. It should be “{fix}”.",
    )
    .hint("Izlabojiet vārdu.", "Correct the name.")
    .explain(LATVIAN_NAMES.0, LATVIAN_NAMES.1);

    /// Letters that Latvian does not have.
    NAME_LETTER = CatalogueEntry::warning(
        "*-name-letter",
        "Vārdā ir burti, kuru nav latviešu alfabētā: {v}.",
        "The name has letters that are not in the Latvian alphabet: {v}.",
    )
    .hint(
        "Pārbaudiet, vai vārds ir tāds pats kā personu apliecinošā dokumentā.",
        "Make sure that the name is the same as in the identity document.",
    )
    .explain(LATVIAN_NAMES.0, LATVIAN_NAMES.1);

    /// Cyrillic or Greek letters among Latin ones.
    NAME_SCRIPT = CatalogueEntry::error(
        "*-name-script",
        "Vārdā starp latīņu burtiem ir kirilicas vai grieķu alfabēta burti: {v}.",
        "The name has Cyrillic or Greek letters among Latin ones: {v}.",
    )
    .hint(
        "Ierakstiet šos burtus vēlreiz ar latviešu tastatūru: tie izskatās tāpat, bet ir citi burti.",
        "Type these letters again on a Latvian keyboard: they look the same, but are others.",
    )
    .explain(
        "Šādus burtus ar aci nevar atšķirt, taču programmām tie ir citi: vārds nesakritīs ar sertifikātā norādīto, un to \
         nevarēs atrast reģistros.",
        "The eye cannot tell such letters apart, but programs do: the name will not match the one in the certificate, and \
         will not be found in registers.",
    );

    /// Signs that no name has.
    NAME_SIGN = CatalogueEntry::error(
        "*-name-sign",
        "Vārdā ir neatļautas zīmes: {v}",
        "The name has signs that it may not have: {v}",
    )
    .hint(
        "Atstājiet tikai vārdu un uzvārdu: burtus, atstarpes, defisi, apostrofu.",
        "Leave only name and surname: letters, spaces, a hyphen, an apostrophe.",
    );

    /// Small letters throughout.
    NAME_SMALL = CatalogueEntry::warning(
        "*-name-small",
        "Vārds „{v}” ir rakstīts tikai ar mazajiem burtiem.",
        "The name “{v}” is written in small letters throughout.",
    )
    .hint("Rakstiet vārdu un uzvārdu ar lielo sākumburtu.", "Write name and surname with capital initials.")
    .explain(LATVIAN_NAMES.0, LATVIAN_NAMES.1);

    /// One word where there should be two.
    NAME_WORDS = CatalogueEntry::error(
        "*-name-words",
        "„{v}” ir tikai viens vārds; jānorāda vārds un uzvārds.",
        "“{v}” is a single word; name and surname must be given.",
    )
    .hint("Ierakstiet pilnu vārdu un uzvārdu.", "Write the full name and surname.");

    // ── Account number ──────────────────────────────────────────────────────────────────────────────────
    /// The check digits are wrong.
    IBAN_CHECK = CatalogueEntry::error(
        "*-iban-check",
        "Konta numurs nav pareizs: kontrolcipari neatbilst pārējam numuram.",
        "The account number is wrong: its check digits do not fit the rest.",
    )
    .hint("Salīdziniet numuru ar bankas dokumentu.", "Compare the number with a document of the bank.")
    .explain(
        "Divi cipari aiz valsts koda ir kontrolcipari (ISO 13616, ISO 7064 MOD 97-10); tie atklāj gandrīz visas \
         pārrakstīšanās kļūdas.",
        "The two digits after the country are check digits (ISO 13616, ISO 7064 MOD 97-10); they reveal nearly every slip.",
    );

    /// An account in another country.
    IBAN_FOREIGN = CatalogueEntry::warning(
        "*-iban-foreign",
        "Konts nav atvērts Latvijā (valsts kods {v}).",
        "The account is not in Latvia (country code {v}).",
    )
    .hint("Pārbaudiet, vai numurs ir pareizs.", "Make sure that the number is right.");

    /// Not an account number.
    IBAN_FORMAT = CatalogueEntry::error(
        "*-iban-format",
        "Vērtība nav konta numurs IBAN formātā.",
        "The value is not an account number in the IBAN format.",
    )
    .hint(
        "Latvijas konta numurā ir LV, divi cipari, četri bankas koda burti un 13 burti vai cipari.",
        "A Latvian account number has LV, two digits, four letters of the bank, and 13 letters or digits.",
    );

    /// Too short or too long.
    IBAN_LEN = CatalogueEntry::error(
        "*-iban-len",
        "Latvijas konta numurā jābūt 21 zīmei; ievadīto zīmju skaits: {n}.",
        "A Latvian account number has 21 characters; here their number is {n}.",
    )
    .hint("Salīdziniet numuru ar bankas dokumentu.", "Compare the number with a document of the bank.");

    // ── Days ────────────────────────────────────────────────────────────────────────────────────────────
    /// The number that a spreadsheet keeps for a day.
    DATE_EXCEL = CatalogueEntry::error(
        "*-date-excel",
        "Datuma vietā ir skaitlis, ar kādu izklājlapa datumu glabā.",
        "In place of a date there is the number that a spreadsheet keeps for it.",
    )
    .hint(
        "Formatējiet kolonnu kā datumu vai ierakstiet datumu kā tekstu, piemēram, 31.12.2026.",
        "Format the column as a date, or write the date as text, for example 2026-12-31.",
    );

    /// A year that is hardly meant.
    DATE_FAR = CatalogueEntry::warning("*-date-far", "Datumā norādīts {n}. gads.", "The date is in the year {n}.")
        .hint("Pārbaudiet, vai gads ir pareizs.", "Make sure that the year is right.");

    /// Not a date, or one that can be read in two ways.
    DATE_FORMAT = CatalogueEntry::error(
        "*-date-format",
        "„{v}” nav datums, ko varētu saprast tikai vienā veidā.",
        "“{v}” is no date that can be understood in one way only.",
    )
    .hint("Rakstiet datumu šādi: {example}", "Write the date like this: {example}")
    .explain(
        "Pieņem pierakstu, kāds ir veidlapā, pierakstu ar punktiem (diena, mēnesis, gads) un starptautisko pierakstu ar \
         defisēm (gads, mēnesis, diena). Kurš no diviem skaitļiem ir mēnesis, programma nemin.",
        "The way of the form is taken, the one with full stops (day, month, year) and the international one with hyphens \
         (year, month, day). The program does not guess which of two numbers is the month.",
    );

    /// A day that the calendar lacks.
    DATE_NONE = CatalogueEntry::error(
        "*-date-none",
        "Kalendārā nav tādas dienas: „{v}”.",
        "There is no such day in the calendar: “{v}”.",
    )
    .hint("Pārbaudiet dienu un mēnesi.", "Check the day and the month.");

    /// A year of two digits.
    DATE_YEAR = CatalogueEntry::error(
        "*-date-year",
        "Datumā „{v}” gads nav norādīts ar četriem cipariem.",
        "The year of the date “{v}” does not have four digits.",
    )
    .hint("Ierakstiet pilnu gadskaitli, piemēram, 2026.", "Write the whole year, for example 2026.");

    // ── IP addresses ────────────────────────────────────────────────────────────────────────────────────
    /// Not an address, a network or a range.
    IP_FORMAT = CatalogueEntry::error("*-ip-format", "„{v}” nav IP adrese.", "“{v}” is not an IP address.").hint(
        "Norādiet adresi (198.51.100.7), tīklu (198.51.100.0/28) vai diapazonu (198.51.100.7-198.51.100.9); vairākas \
         adreses atdaliet ar komatu.",
        "Give an address (198.51.100.7), a network (198.51.100.0/28) or a range (198.51.100.7-198.51.100.9); separate \
         several by commas.",
    );

    /// An address that is seen inside of a network only.
    IP_INTERNAL = CatalogueEntry::warning(
        "*-ip-internal",
        "„{v}” ir iekšējā tīkla adrese; ārpus jūsu tīkla tā nav redzama.",
        "“{v}” is an address of an internal network; outside of yours it is not seen.",
    )
    .hint(
        "Norādiet ārējo (publisko) IP adresi; to zina tīkla administrators vai interneta pakalpojuma sniedzējs.",
        "Give the outer (public) IP address; the administrator of the network or the internet provider knows it.",
    )
    .explain(
        "Adreses 10.*, 172.16–31.*, 192.168.*, 100.64–127.*, 169.254.*, fc00::/7 un fe80::/10 ir paredzētas lietošanai \
         iekšējos tīklos (RFC 1918, 3927, 4193, 6598). Savienojumā ar internetu tās aizstāj ar ārējo adresi.",
        "The addresses 10.*, 172.16–31.*, 192.168.*, 100.64–127.*, 169.254.*, fc00::/7 and fe80::/10 are for internal \
         networks (RFC 1918, 3927, 4193, 6598). On the way to the internet an outer address takes their place.",
    );

    /// A network that does not begin at the address given.
    IP_NETWORK = CatalogueEntry::error(
        "*-ip-network",
        "„{v}” nav tīkla adrese; tīkls, kurā šī adrese ietilpst, ir {w}.",
        "“{v}” is not the address of a network; the network that it is in is {w}.",
    )
    .hint(
        "Ja domāts viss tīkls, norādiet {w}; ja viena adrese, norādiet to bez „/”.",
        "Give {w} where the whole network is meant, or the address without “/” where it alone is.",
    );

    /// A range that ends before it begins.
    IP_ORDER = CatalogueEntry::error(
        "*-ip-order",
        "IP adrešu diapazons „{v}” nav pareizs: pirmajai adresei jābūt mazākai par pēdējo.",
        "The range of IP addresses “{v}” is wrong: its first address must be below its last.",
    )
    .hint(
        "Norādiet vispirms mazāko adresi, tad lielāko; abām jābūt vai nu IPv4, vai IPv6 adresēm.",
        "Give the lower address first, then the higher; both must be of IPv4, or both of IPv6.",
    );

    /// An address from which nobody can connect.
    IP_RESERVED = CatalogueEntry::error(
        "*-ip-reserved",
        "No adreses „{v}” neviens nevar pieslēgties: tā ir rezervēta.",
        "Nobody can connect from the address “{v}”: it is reserved.",
    )
    .hint(
        "Norādiet ārējo (publisko) IP adresi; to zina tīkla administrators vai interneta pakalpojuma sniedzējs.",
        "Give the outer (public) IP address; the administrator of the network or the internet provider knows it.",
    );

    /// More addresses than are likely meant.
    IP_WIDE = CatalogueEntry::warning(
        "*-ip-wide",
        "„{v}” aptver ļoti daudz adrešu.",
        "“{v}” covers very many addresses.",
    )
    .hint(
        "Pārbaudiet, vai domāts tik plašs tīkls; drošāk ir norādīt tikai tās adreses, no kurām tiešām pieslēdzas.",
        "Make sure that so wide a network is meant; it is safer to give only the addresses that are used.",
    );

    // ── Shapes ──────────────────────────────────────────────────────────────────────────────────────────
    /// A short text that does not look as the form wants it.
    SHAPE = CatalogueEntry::error(
        "*-shape",
        "Vērtība neatbilst paredzētajam pierakstam: {list}.",
        "The value does not look as it should: {list}.",
    )
    .hint(
        "Zīme # ir cipars, @ – burts, ? – cipars vai burts; pārējās zīmes raksta tā, kā norādīts.",
        "Here # is a digit, @ a letter, ? either of them; all other signs are written as they stand.",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;

    #[test]
    fn whatever_needs_a_deed_says_which() {
        for entry in ALL.iter().filter(|entry| entry.severity != Severity::Info) {
            assert!(!entry.hint.0.is_empty(), "{}", entry.code);
        }
    }

    #[test]
    fn latvian_words_have_latvian_quotes() {
        for entry in ALL {
            for (lv, _) in [entry.message, entry.hint, entry.explain] {
                assert!(!lv.contains(['"', '“', '\'']), "{}: {lv}", entry.code);
                assert_eq!(lv.matches('„').count(), lv.matches('”').count(), "{}: {lv}", entry.code);
                assert!(!lv.contains("  "), "{}: {lv}", entry.code);
            }
        }
    }
}
