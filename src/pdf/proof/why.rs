//! Why a filled file could not be proved, in both languages.

use std::fmt;

use crate::diag::Bilingual;

/// A reason, as a clause.
pub(crate) type Why = Bilingual;

pub(super) const NO_APPEARANCE: Why = Why::fixed("laukam nav izskata", "the field has no appearance");
pub(super) const NO_FONTS: Why = Why::fixed("izskatam nav fontu", "the appearance has no fonts");
pub(super) const FONT_LACKING: Why = Why::fixed("izskatam trūkst fonta", "the appearance lacks a font");
pub(super) const STATE_UNDRAWN: Why = Why::fixed("stāvoklim nav izskata", "the state has no appearance");
pub(super) const STATELESS: Why = Why::fixed("izvēles rūtiņai nav stāvokļa", "the button is in no state");
pub(super) const NO_STREAM: Why = Why::fixed("izskats nav plūsma", "the appearance is no stream");
pub(super) const NO_PLAIN_FORM: Why =
    Why::fixed("izskats nav vienkārša forma", "the appearance is no plain form");
pub(super) const NO_BOX: Why = Why::fixed("laukam nav ailes", "the field has no box");
pub(super) const NO_BBOX: Why = Why::fixed("izskatam nav BBox", "the appearance has no BBox");
pub(super) const NO_SIZE: Why = Why::fixed("izskatam nav izmēra", "the appearance has no size");
pub(super) const STREAM_UNREADABLE: Why =
    Why::fixed("izskata plūsmu nevar nolasīt", "the appearance's stream cannot be read");
pub(super) const OPERATORS: Why =
    Why::fixed("izskatā ir pārāk daudz operatoru", "the appearance has too many operators");
pub(super) const OPERANDS: Why = Why::fixed(
    "izskata operatoram ir pārāk daudz operandu",
    "an operator of the appearance has too many operands",
);
pub(super) const TORN: Why = Why::fixed("izskats beidzas pusvārdā", "the appearance ends within something");
pub(super) const SAVED_TOO_DEEP: Why =
    Why::fixed("izskats pārāk dziļi saglabā stāvokli", "the appearance saves its state too deep");
pub(super) const NOT_SAVED: Why = Why::fixed(
    "izskats atjauno stāvokli, ko nav saglabājis",
    "the appearance restores a state that it has not saved",
);
pub(super) const OTHER_OPERANDS: Why = Why::fixed(
    "izskata operatoram ir citi operandi, nekā tam jābūt",
    "an operator of the appearance has other operands than it takes",
);
pub(super) const CLIP: Why = Why::fixed(
    "izskats apgriež ne tikai taisnstūrī",
    "the appearance clips to more than an upright rectangle",
);
pub(super) const NO_FONT_SELECTED: Why =
    Why::fixed("izskatā nav izvēlēts fonts", "the appearance selects no font");
pub(super) const TEXT_OUTSIDE: Why =
    Why::fixed("izskats raksta ārpus teksta objekta", "the appearance shows text outside of a text object");
pub(super) const HALF_A_CODE: Why = Why::fixed("izskatā ir puse no koda", "half a code is shown");
pub(super) const NO_LETTER: Why =
    Why::fixed("izskatā ir kods, kam fontā nav zīmes", "a code is shown that the font has no letter for");
pub(super) const TEXT_WITHOUT_FONT: Why =
    Why::fixed("izskats raksta bez fonta", "the appearance shows text without a font");
pub(super) const NO_DESCENDANT: Why = Why::fixed("fontam nav pakārtotā fonta", "the font has no descendant");
pub(super) const NO_DESCRIPTOR: Why = Why::fixed("fontam nav apraksta", "the font has no descriptor");
pub(super) const PROGRAM_UNREADABLE: Why =
    Why::fixed("fonta programmu nevar nolasīt", "the font's program cannot be read");
pub(super) const TO_UNICODE_UNREADABLE: Why =
    Why::fixed("fonta ToUnicode nevar nolasīt", "the font's ToUnicode cannot be read");
pub(super) const NOT_OURS: Why = Why::fixed("fonts nav neviens no mūsējiem", "the font is none of ours");
pub(super) const SEVERAL_LETTERS: Why =
    Why::fixed("fonta kods nozīmē vairākas zīmes", "a code of the font stands for several letters");
pub(super) const FORMS_FONT: Why =
    Why::fixed("veidlapas fontu nevar nolasīt", "the form's font cannot be read");
pub(super) const NO_SUCH_FIELD: Why = Why::fixed("veidlapā tāda lauka nav", "the form has no such field");
pub(super) const FONT_GONE: Why = Why::fixed("fonta nav", "a font is not there");
pub(super) const FIELD_GONE: Why = Why::fixed("lauka nav", "the field is not there");
pub(super) const BOX_GONE: Why = Why::fixed("lauka ailes nav", "the field's box is not there");
pub(super) const UNSEEN: Why = Why::fixed("lauku neviens neredz", "nobody can see the field");
pub(super) const OFF_PAGE: Why =
    Why::fixed("lauks sniedzas pāri lappuses malai", "the field reaches beyond the edge of the page");
pub(super) const OVERLAID: Why =
    Why::fixed("to aizsedz kas cits uz lappuses", "another annotation lies over it");
pub(super) const FORM_GONE: Why = Why::fixed("veidlapas nav", "the form is not there");
pub(super) const DRAWN_ANEW: Why = Why::fixed(
    "veidlapa liek programmām laukus zīmēt no jauna",
    "the form asks viewers to draw its fields anew",
);
pub(super) const XFA_LEFT: Why =
    Why::fixed("veidlapai līdzās palikusi XFA veidlapa", "the form still has an XFA form beside it");
pub(super) const NOT_IN_UNISON: Why =
    Why::fixed("rūtiņa nav vērtībai atbilstošā stāvoklī", "a box is not in the state of the value");
pub(super) const STATE_BLANK: Why = Why::fixed("stāvoklis nav redzams", "the state has no ink");
pub(super) const STATES_ALIKE: Why =
    Why::fixed("stāvoklis izskatās tāpat kā otrs", "the state looks like the other");
pub(super) const OTHER_TEXT: Why = Why::fixed("uzrakstīts cits teksts", "another text is drawn");
pub(super) const OPTION_UNDRAWN: Why = Why::fixed("izvēlētais nav uzrakstīts", "the option is not drawn");
pub(super) const HAS_VALUE: Why = Why::fixed("tajā ir vērtība", "it has a value");
pub(super) const ITS_BOX_GONE: Why = Why::fixed("tā ailes nav", "its box is not there");
pub(super) const TICKED: Why = Why::fixed("tas ir atzīmēts", "it is ticked");
pub(super) const LOOK_UNREADABLE: Why = Why::fixed("tā izskatu nevar nolasīt", "its look cannot be read");
pub(super) const INKED: Why = Why::fixed("tajā kaut kas uzzīmēts", "something is drawn in it");
pub(super) const OBJECT_UNREADABLE: Why =
    Why::fixed("papildinājuma objektu nevar nolasīt", "an object of the update cannot be read");
pub(super) const NOT_THE_FORM: Why =
    Why::fixed("datne nesākas ar veidlapu", "the file does not begin with the form");
pub(super) const END_UNREADABLE: Why =
    Why::fixed("datnes beigas nevar nolasīt", "the end of the file cannot be read");
pub(super) const NOT_AT_END: Why =
    Why::fixed("papildinājums nav datnes beigās", "the update is not at the end of the file");
pub(super) const XREF_UNREADABLE: Why =
    Why::fixed("objektu rādītāju nevar nolasīt", "the cross-reference section cannot be read");
pub(super) const MISPLACED: Why = Why::fixed(
    "objekts nav tur, kur to rāda objektu rādītājs",
    "an object is not where the cross-reference section says",
);
pub(super) const BETWEEN: Why = Why::fixed(
    "starp papildinājuma objektiem ir kas lieks",
    "there is something between the objects of the update",
);
pub(super) const BEFORE_XREF: Why = Why::fixed(
    "pirms objektu rādītāja ir kas lieks",
    "there is something before the cross-reference section",
);
pub(super) const REWRITE_DAMAGED: Why =
    Why::fixed("no jauna uzrakstītā datne ir bojāta", "the file that was written anew is damaged");
pub(super) const OTHER_CATALOGUE: Why =
    Why::fixed("datnes noslēgums norāda uz citu katalogu", "the trailer names another catalogue");
pub(super) const OBJECT_LOST: Why =
    Why::fixed("pazudis kāds veidlapas objekts", "an object of the form is lost");
pub(super) const NUMBER_TWICE: Why = Why::fixed("objekta numurs atkārtojas", "an object number stands twice");
pub(super) const NUMBER_FREE: Why = Why::fixed(
    "lietots numurs, kas veidlapā ir brīvs vai citas paaudzes",
    "a number that the form leaves free, or another generation of it, is used",
);
pub(super) const OTHER_ENCRYPT: Why =
    Why::fixed("datnes noslēgumā ir cits Encrypt", "the trailer's Encrypt is another");
pub(super) const NOT_TO_FORM: Why = Why::fixed(
    "datnes noslēgums neved pie veidlapas noslēguma",
    "the trailer does not lead to the form's own",
);
pub(super) const OTHER_XREF_STREAM: Why = Why::fixed(
    "datnes noslēgums norāda uz citu objektu rādītāju",
    "the trailer names another cross-reference stream",
);
pub(super) const FORMATTED_VALUE: Why =
    Why::fixed("līdzās vērtībai ir noformēta vērtība", "a formatted value stands beside the plain one");
pub(super) const NO_TEXT: Why = Why::fixed("vērtība nav teksts", "the value is no text");
pub(super) const VALUE_GONE: Why = Why::fixed("vērtības nav", "the value is not there");
pub(super) const OTHER_VALUE: Why = Why::fixed("vērtība ir cita", "the value is another");
pub(super) const NOT_SHOWABLE: Why = Why::fixed(
    "vērtību nevar parādīt tā, kā veidlapa to prasa",
    "the value cannot be shown as the form has it",
);
pub(super) const NO_STATE: Why = Why::fixed("vērtība nav stāvoklis", "the value is no state");
pub(super) const OTHER_STATE: Why = Why::fixed("stāvoklis ir cits", "the state is another");
pub(super) const NO_OPTION: Why = Why::fixed("vērtība nav neviena no piedāvātajām", "the value is no option");
pub(super) const TOO_MANY_CHOSEN: Why =
    Why::fixed("izvēlēts vairāk, nekā vajadzēja", "more is chosen than was wanted");

/// What is wrong with a letter.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    Clipped,
    Colourless,
    Faint,
    OutOfBox,
    PaintedOver,
}

/// A letter that is not seen as it should be.
pub(super) fn letter(letter: char, fault: Fault) -> Why {
    let (lv, en) = match fault {
        Fault::Clipped => ("ir apgriezta", "is clipped"),
        Fault::Colourless => ("ir krāsā, ko nevar noteikt", "has a colour that cannot be told"),
        Fault::Faint => ("neatšķiras no tā, kas ir aiz tās", "does not stand out from what is behind it"),
        Fault::OutOfBox => ("sniedzas ārpus ailes", "sticks out of its box"),
        Fault::PaintedOver => ("ir aizkrāsota", "is painted over"),
    };
    let code = u32::from(letter);
    Why { lv: format!("zīme U+{code:04X} {lv}").into(), en: format!("the letter U+{code:04X} {en}").into() }
}

/// A font that draws a letter in another way than its face.
pub(super) fn drawn_otherwise(letter: char, what: FontPart) -> Why {
    let (lv, en) = what.words();
    let code = u32::from(letter);
    Why {
        lv: format!("fonts zīmi U+{code:04X} zīmē citādi: {lv}").into(),
        en: format!("the font draws U+{code:04X} with another {en}").into(),
    }
}

/// A font that is another than ours.
pub(super) fn other_font(what: FontPart) -> Why {
    let (lv, en) = what.words();
    Why { lv: format!("fonts ir cits: {lv}").into(), en: format!("the font's {en} is another").into() }
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
    ToUnicode,
    Width,
}

impl FontPart {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::CidToGidMap => ("CIDToGIDMap", "CIDToGIDMap"),
            Self::Descendant => ("pakārtotais fonts", "descendant"),
            Self::Encoding => ("Encoding", "Encoding"),
            Self::Outline => ("apveids", "outline"),
            Self::Program => ("fonta programma", "program"),
            Self::Subtype => ("Subtype", "Subtype"),
            Self::ToUnicode => ("ToUnicode", "ToUnicode"),
            Self::Width => ("platums", "width"),
        }
    }
}

/// An object that is not what it was.
pub(super) fn changed((number, generation): (u32, u16), beyond_its_look: bool) -> Why {
    if beyond_its_look {
        Why {
            lv: format!("objektā {number} {generation} mainīts kas vairāk par vērtību un izskatu").into(),
            en: format!("object {number} {generation} is changed in more than its value and look").into(),
        }
    } else {
        Why {
            lv: format!("mainīts objekts {number} {generation}").into(),
            en: format!("object {number} {generation} is changed").into(),
        }
    }
}

pub(super) fn dangling(number: u32) -> Why {
    Why {
        lv: format!("ir norāde uz objektu {number}, kura nav").into(),
        en: format!("object {number} is referred to and is not there").into(),
    }
}

pub(super) fn operator(operator: &[u8]) -> Why {
    let operator = String::from_utf8_lossy(operator);
    Why {
        lv: format!("izskatā ir operators `{operator}`").into(),
        en: format!("the appearance has the operator `{operator}`").into(),
    }
}

pub(super) fn other_entry(key: &[u8]) -> Why {
    let key = String::from_utf8_lossy(key);
    Why {
        lv: format!("datnes noslēgumā ir cits {key}").into(),
        en: format!("the trailer's {key} is another").into(),
    }
}

/// What a reader of fonts says of itself.
pub(super) fn unreadable(error: &dyn fmt::Display) -> Why {
    Why { lv: "fontu nevar nolasīt".into(), en: error.to_string().into() }
}
