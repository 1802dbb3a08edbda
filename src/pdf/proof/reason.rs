//! Why a filled file could not be proved, in both languages.

use std::fmt;

use crate::diag::Bilingual;
use crate::pdf::content::Incomplete;
use crate::pdf::marks::GlyphFault;

/// A reason, as a clause of a sentence.
pub(crate) type ProofReason = Bilingual;

pub(super) const NO_APPEARANCE: ProofReason =
    ProofReason::fixed("laukam nav izskata", "the field has no appearance");
pub(super) const FONT_NOT_IN_RESOURCES: ProofReason =
    ProofReason::fixed("izskatam trūkst fonta", "the appearance lacks a font");
pub(super) const STATE_WITHOUT_APPEARANCE: ProofReason =
    ProofReason::fixed("stāvoklim nav izskata", "the state has no appearance");
pub(super) const NO_APPEARANCE_STATE: ProofReason =
    ProofReason::fixed("izvēles rūtiņai nav stāvokļa", "the button is in no state");
pub(super) const NOT_A_STREAM: ProofReason =
    ProofReason::fixed("izskats nav plūsma", "the appearance is no stream");
pub(super) const NOT_A_PLAIN_FORM: ProofReason =
    ProofReason::fixed("izskats nav vienkārša forma", "the appearance is no plain form");
pub(super) const NO_RECT: ProofReason = ProofReason::fixed("laukam nav ailes", "the field has no box");
pub(super) const NO_BBOX: ProofReason = ProofReason::fixed("izskatam nav BBox", "the appearance has no BBox");
pub(super) const NO_SIZE: ProofReason =
    ProofReason::fixed("izskatam nav izmēra", "the appearance has no size");
pub(super) const CONTENT_UNFINISHED: ProofReason =
    ProofReason::fixed("izskats beidzas pusvārdā", "the appearance ends within something");
pub(super) const CODE_WITHOUT_GLYPH: ProofReason = ProofReason::fixed(
    "izskatā ir kods, kam fontā nav zīmes",
    "a code is shown that the font has no letter for",
);
pub(super) const OPTIONAL_CONTENT: ProofReason =
    ProofReason::fixed("izskatam ir slāņi", "the appearance has optional content");
pub(super) const OUT_OF_ORDER: ProofReason = ProofReason::fixed(
    "zīmes nestāv cita aiz citas, kā tās lasa",
    "the letters do not stand apart in the order in which they are read",
);
pub(super) const GROUND_UNKNOWN: ProofReason = ProofReason::fixed(
    "lapa zem lauka ir pārāk sarežģīta, lai noteiktu, vai teksts uz tās redzams",
    "the page below the field is too large to tell whether text is seen on it",
);
pub(super) const NO_DESCENDANT: ProofReason =
    ProofReason::fixed("fontam nav pakārtotā fonta", "the font has no descendant");
pub(super) const NO_DESCRIPTOR: ProofReason =
    ProofReason::fixed("fontam nav apraksta", "the font has no descriptor");
pub(super) const PROGRAM_UNREADABLE: ProofReason =
    ProofReason::fixed("fonta programmu nevar nolasīt", "the font's program cannot be read");
pub(super) const FONT_NOT_OURS: ProofReason =
    ProofReason::fixed("fonts nav neviens no mūsējiem", "the font is none of ours");
pub(super) const CODE_WITH_SEVERAL_LETTERS: ProofReason =
    ProofReason::fixed("fonta kods nozīmē vairākas zīmes", "a code of the font stands for several letters");
pub(super) const FORM_FONT_UNREADABLE: ProofReason =
    ProofReason::fixed("veidlapas fontu nevar nolasīt", "the form's font cannot be read");
#[cfg(test)]
pub(super) const NO_SUCH_FIELD: ProofReason =
    ProofReason::fixed("veidlapā tāda lauka nav", "the form has no such field");
pub(super) const FONT_GONE: ProofReason = ProofReason::fixed("fonta nav", "a font is not there");
pub(super) const FIELD_GONE: ProofReason = ProofReason::fixed("lauka nav", "the field is not there");
pub(super) const WIDGET_GONE: ProofReason =
    ProofReason::fixed("lauka ailes nav", "the field's box is not there");
pub(super) const NO_VISIBLE_WIDGET: ProofReason =
    ProofReason::fixed("lauku neviens neredz", "nobody can see the field");
pub(super) const OFF_PAGE: ProofReason =
    ProofReason::fixed("lauks sniedzas pāri lappuses malai", "the field reaches beyond the edge of the page");
pub(super) const COVERED_BY_ANNOTATION: ProofReason =
    ProofReason::fixed("to aizsedz kas cits uz lappuses", "another annotation lies over it");
pub(super) const FORM_GONE: ProofReason = ProofReason::fixed("veidlapas nav", "the form is not there");
pub(super) const NEED_APPEARANCES_SET: ProofReason = ProofReason::fixed(
    "veidlapa liek programmām laukus zīmēt no jauna",
    "the form asks viewers to draw its fields anew",
);
pub(super) const XFA_PRESENT: ProofReason =
    ProofReason::fixed("veidlapai līdzās palikusi XFA veidlapa", "the form still has an XFA form beside it");
pub(super) const WIDGET_STATE_DIFFERS: ProofReason =
    ProofReason::fixed("rūtiņa nav vērtībai atbilstošā stāvoklī", "a box is not in the state of the value");
pub(super) const STATE_WITHOUT_MARKS: ProofReason =
    ProofReason::fixed("stāvoklis nav redzams", "the state has no ink");
pub(super) const STATE_NOT_PROVED: ProofReason =
    ProofReason::fixed("nevar noteikt, vai stāvoklis ir redzams", "whether the state is seen cannot be told");
pub(super) const STATES_BY_REFERENCE: ProofReason = ProofReason::fixed(
    "stāvokļu izskati nav pašā ailē, un daļa programmu tos nezīmē",
    "the states are not in the widget itself, and some viewers draw none",
);
pub(super) const STATES_ALIKE: ProofReason =
    ProofReason::fixed("stāvoklis izskatās tāpat kā otrs", "the state looks like the other");
pub(super) const TEXT_DIFFERS: ProofReason =
    ProofReason::fixed("uzrakstīts cits teksts", "another text is drawn");
pub(super) const OPTION_NOT_SHOWN: ProofReason =
    ProofReason::fixed("izvēlētais nav uzrakstīts", "the option is not drawn");
pub(super) const HAS_VALUE: ProofReason = ProofReason::fixed("tajā ir vērtība", "it has a value");
pub(super) const BLANK_WIDGET_GONE: ProofReason = ProofReason::fixed("tā ailes nav", "its box is not there");
pub(super) const BUTTON_ON: ProofReason = ProofReason::fixed("tas ir atzīmēts", "it is ticked");
pub(super) const APPEARANCE_UNREADABLE: ProofReason =
    ProofReason::fixed("tā izskatu nevar nolasīt", "its look cannot be read");
pub(super) const HAS_MARKS: ProofReason =
    ProofReason::fixed("tajā kaut kas uzzīmēts", "something is drawn in it");
pub(super) const OBJECT_UNREADABLE: ProofReason =
    ProofReason::fixed("papildinājuma objektu nevar nolasīt", "an object of the update cannot be read");
pub(super) const NOT_BASED_ON_FORM: ProofReason =
    ProofReason::fixed("datne nesākas ar veidlapu", "the file does not begin with the form");
pub(super) const END_UNREADABLE: ProofReason =
    ProofReason::fixed("datnes beigas nevar nolasīt", "the end of the file cannot be read");
pub(super) const UPDATE_NOT_AT_END: ProofReason =
    ProofReason::fixed("papildinājums nav datnes beigās", "the update is not at the end of the file");
pub(super) const XREF_UNREADABLE: ProofReason =
    ProofReason::fixed("objektu rādītāju nevar nolasīt", "the cross-reference section cannot be read");
pub(super) const OBJECT_AT_OTHER_OFFSET: ProofReason = ProofReason::fixed(
    "objekts nav tur, kur to rāda objektu rādītājs",
    "an object is not where the cross-reference section says",
);
pub(super) const BYTES_BETWEEN_OBJECTS: ProofReason = ProofReason::fixed(
    "starp papildinājuma objektiem ir kas lieks",
    "there is something between the objects of the update",
);
pub(super) const BYTES_BEFORE_XREF: ProofReason = ProofReason::fixed(
    "pirms objektu rādītāja ir kas lieks",
    "there is something before the cross-reference section",
);
pub(super) const REWRITE_DAMAGED: ProofReason =
    ProofReason::fixed("no jauna uzrakstītā datne ir bojāta", "the file that was written anew is damaged");
pub(super) const CATALOG_DIFFERS: ProofReason =
    ProofReason::fixed("datnes noslēgums norāda uz citu katalogu", "the trailer names another catalogue");
pub(super) const OBJECT_LOST: ProofReason =
    ProofReason::fixed("pazudis kāds veidlapas objekts", "an object of the form is lost");
pub(super) const OBJECT_NUMBER_TWICE: ProofReason =
    ProofReason::fixed("objekta numurs atkārtojas", "an object number stands twice");
pub(super) const OBJECT_NUMBER_FREE: ProofReason = ProofReason::fixed(
    "lietots numurs, kas veidlapā ir brīvs vai citas paaudzes",
    "a number that the form leaves free, or another generation of it, is used",
);
pub(super) const ENCRYPT_DIFFERS: ProofReason =
    ProofReason::fixed("datnes noslēgumā ir cits Encrypt", "the trailer's Encrypt is another");
pub(super) const PREV_DIFFERS: ProofReason = ProofReason::fixed(
    "datnes noslēgums neved pie veidlapas noslēguma",
    "the trailer does not lead to the form's own",
);
pub(super) const XREF_STREAM_PRESENT: ProofReason = ProofReason::fixed(
    "datnes noslēgums norāda uz citu objektu rādītāju",
    "the trailer names another cross-reference stream",
);
pub(super) const RICH_VALUE_PRESENT: ProofReason = ProofReason::fixed(
    "līdzās vērtībai ir noformēta vērtība",
    "a formatted value stands beside the plain one",
);
pub(super) const VALUE_NOT_TEXT: ProofReason =
    ProofReason::fixed("vērtība nav teksts", "the value is no text");
pub(super) const VALUE_GONE: ProofReason = ProofReason::fixed("vērtības nav", "the value is not there");
pub(super) const VALUE_DIFFERS: ProofReason = ProofReason::fixed("vērtība ir cita", "the value is another");
pub(super) const NOT_SHOWABLE: ProofReason = ProofReason::fixed(
    "vērtību nevar parādīt tā, kā veidlapa to prasa",
    "the value cannot be shown as the form has it",
);
pub(super) const VALUE_NOT_STATE: ProofReason =
    ProofReason::fixed("vērtība nav stāvoklis", "the value is no state");
pub(super) const STATE_DIFFERS: ProofReason = ProofReason::fixed("stāvoklis ir cits", "the state is another");
pub(super) const VALUE_NOT_OPTION: ProofReason =
    ProofReason::fixed("vērtība nav neviena no piedāvātajām", "the value is no option");
pub(super) const TOO_MANY_OPTIONS: ProofReason =
    ProofReason::fixed("izvēlēts vairāk, nekā vajadzēja", "more is chosen than was wanted");

/// What is wrong with a glyph.
#[derive(Debug, Clone, Copy)]
pub(super) enum GlyphFlaw {
    OutsideRect,
    Unseen(GlyphFault),
}

/// A glyph that is not visible as it should be.
pub(super) fn glyph_fault(letter: char, flaw: GlyphFlaw) -> ProofReason {
    let (lv, en) = match flaw {
        GlyphFlaw::OutsideRect => ("sniedzas ārpus ailes", "sticks out of its box"),
        GlyphFlaw::Unseen(fault) => match fault {
            GlyphFault::Clipped => ("ir apgriezta", "is clipped"),
            GlyphFault::UnknownPaint => ("ir krāsā, ko nevar noteikt", "has a colour that cannot be told"),
            GlyphFault::NoContrast => {
                ("neatšķiras no tā, kas ir aiz tās", "does not stand out from what is behind it")
            }
            GlyphFault::Covered => ("ir aizkrāsota", "is painted over"),
            GlyphFault::NotPainted => ("netiek iekrāsota", "is not painted"),
            GlyphFault::Tiny => ("ir pārāk sīka", "is too small"),
            GlyphFault::Distorted => ("ir izstiepta vai sašķiebta", "is stretched or sheared"),
            GlyphFault::Intricate => ("ir pārāk sarežģīta", "has too many parts to be looked at"),
        },
    };
    let code = u32::from(letter);
    ProofReason {
        lv: format!("zīme U+{code:04X} {lv}").into(),
        en: format!("the letter U+{code:04X} {en}").into(),
    }
}

/// A font whose glyph for a character differs from that of its face.
pub(super) fn glyph_differs(letter: char, what: FontPart) -> ProofReason {
    let (lv, en) = what.names();
    let code = u32::from(letter);
    ProofReason {
        lv: format!("fonts zīmi U+{code:04X} zīmē citādi: {lv}").into(),
        en: format!("the font draws U+{code:04X} with another {en}").into(),
    }
}

/// A font that differs from the one that this program writes.
pub(super) fn font_differs(what: FontPart) -> ProofReason {
    let (lv, en) = what.names();
    ProofReason {
        lv: format!("fonts ir cits: {lv}").into(),
        en: format!("the font's {en} is another").into(),
    }
}

/// A part of a font.
#[derive(Debug, Clone, Copy)]
pub(super) enum FontPart {
    CidToGidMap,
    Descendant,
    Encoding,
    Outline,
    Program,
    Subtype,
    Width,
}

impl FontPart {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::CidToGidMap => ("CIDToGIDMap", "CIDToGIDMap"),
            Self::Descendant => ("pakārtotais fonts", "descendant"),
            Self::Encoding => ("Encoding", "Encoding"),
            Self::Outline => ("apveids", "outline"),
            Self::Program => ("fonta programma", "program"),
            Self::Subtype => ("Subtype", "Subtype"),
            Self::Width => ("platums", "width"),
        }
    }
}

/// An object of the form that was changed.
pub(super) fn object_changed((number, generation): (u32, u16), beyond_its_look: bool) -> ProofReason {
    if beyond_its_look {
        ProofReason {
            lv: format!("objektā {number} {generation} mainīts kas vairāk par vērtību un izskatu").into(),
            en: format!("object {number} {generation} is changed in more than its value and look").into(),
        }
    } else {
        ProofReason {
            lv: format!("mainīts objekts {number} {generation}").into(),
            en: format!("object {number} {generation} is changed").into(),
        }
    }
}

pub(super) fn dangling_reference(number: u32) -> ProofReason {
    ProofReason {
        lv: format!("ir norāde uz objektu {number}, kura nav").into(),
        en: format!("object {number} is referred to and is not there").into(),
    }
}

/// An operator or a parameter of which viewers may make something else.
pub(super) fn unknown_effect(word: &str) -> ProofReason {
    ProofReason {
        lv: format!("izskatā ir `{word}`, un nevar noteikt, kas no tā iznāk").into(),
        en: format!("the appearance has `{word}`, whose effect cannot be told").into(),
    }
}

pub(super) fn not_run_in_full(why: Incomplete) -> ProofReason {
    let lv = match why {
        Incomplete::Recursion => "tas izpilda pats sevi",
        Incomplete::Missing => "tajā kaut kā trūkst",
        Incomplete::InvalidCoordinates => "koordinātas neko nenozīmē",
        Incomplete::TooManyStreamCalls => "tajā ir pārāk daudz formu",
        Incomplete::TooManyGlyphs => "tajā ir pārāk daudz zīmju",
        Incomplete::TooManyOperators => "tajā ir pārāk daudz operatoru",
        Incomplete::TooDeep => "formas ir pārāk dziļi cita citā",
        Incomplete::TooLarge => "tas ir pārāk liels",
        Incomplete::Unreadable => "plūsmu nevar nolasīt",
    };
    ProofReason {
        lv: format!("izskatu nevar izpildīt līdz galam: {lv}").into(),
        en: format!("the appearance cannot be run in full: {why}").into(),
    }
}

pub(super) fn trailer_entry_differs(key: &[u8]) -> ProofReason {
    let key = String::from_utf8_lossy(key);
    ProofReason {
        lv: format!("datnes noslēgumā ir cits {key}").into(),
        en: format!("the trailer's {key} is another").into(),
    }
}

/// The error of a reader of fonts.
pub(super) fn font_unreadable(error: &dyn fmt::Display) -> ProofReason {
    ProofReason { lv: "fontu nevar nolasīt".into(), en: error.to_string().into() }
}
