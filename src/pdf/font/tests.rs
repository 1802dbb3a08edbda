//! What the writer wrote is read by the independent reader, which shares no code with it but `skrifa`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::pdf::content::CMap;

fn faces() -> impl Iterator<Item = &'static Face> {
    Family::ALL.into_iter().flat_map(|family| Weight::ALL.map(|weight| Face::of(family, weight)))
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

fn inflated(object: &FontObject) -> Vec<u8> {
    miniz_oxide::inflate::decompress_to_vec_zlib(object.stream().unwrap()).unwrap()
}

/// Every character of a subset has the outline and the advance of the source, and its CID gives the character.
fn assert_round_trip(subset: &Subset) {
    let objects = subset.pdf_objects(10);
    let program = inflated(&objects[3]);
    assert_eq!(program, subset.program());
    let font = EmbeddedFont::read(&program).unwrap();
    assert!(font.is_hint_free());
    let to_unicode = CMap::parse(&inflated(&objects[4]));
    assert_eq!((to_unicode.check(), to_unicode.code_length()), (Ok(()), Some(2)));
    assert_eq!(to_unicode.codes().count(), subset.letters().len());

    let face = subset.face();
    for letter in subset.letters().iter().copied() {
        let cid = subset.cid(letter).unwrap();
        assert_eq!(to_unicode.letter(cid.into()), Some(letter));
        let (outline, source) = (font.outline(cid).unwrap(), face.outline(letter).unwrap());
        assert!(same_outline(&outline, &source), "{letter:?} of {face:?}");
        let width = subset.widths()[usize::from(cid)];
        assert_eq!(Some(width), face.advance(letter));
        assert!((font.advance(cid).unwrap() - f64::from(width)).abs() <= 0.5, "{letter:?} of {face:?}");
    }
}

#[test]
fn the_embedded_files_are_those_of_the_readme() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts");
    let readme = include_str!("../../../assets/fonts/README.md");
    let listed: BTreeMap<String, String> = readme
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('`');
            let (name, digest) = (cells.nth(1)?, cells.nth(1)?);
            name.starts_with("Liberation").then(|| (name.to_owned(), digest.to_owned()))
        })
        .collect();
    let found: BTreeMap<String, String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ttf"))
        .map(|path| {
            let digest = sha256(&std::fs::read(&path).unwrap());
            (path.file_name().unwrap().to_str().unwrap().to_owned(), digest)
        })
        .collect();
    assert_eq!(listed, found);
    assert_eq!(found.len(), faces().count());
}

#[test]
fn every_face_is_liberation_2_1_5() {
    use skrifa::MetadataProvider as _;
    use skrifa::string::StringId;
    for face in faces() {
        let font = face.font();
        let named = |id| font.localized_strings(id).english_or_first().unwrap().to_string();
        assert_eq!(named(StringId::VERSION_STRING), "Version 2.1.5");
        assert_eq!(named(StringId::POSTSCRIPT_NAME), face.name());
    }
}

#[test]
fn the_fixed_subsets_round_trip() {
    for face in faces() {
        let subset = Subset::fixed(face);
        assert_eq!(subset.letters(), fixed_letters());
        assert_round_trip(subset);
    }
}

/// The bytes that every PDF gets. Where they change on purpose, outputs change with them.
#[test]
fn the_fixed_subsets_are_always_the_same_bytes() {
    let digests: Vec<String> = faces()
        .map(|face| {
            let subset = Subset::fixed(face);
            let objects: Vec<u8> = subset.pdf_objects(10).iter().flat_map(FontObject::body).collect();
            format!("{} {} {}", subset.base_font(), sha256(subset.program()), sha256(&objects))
        })
        .collect();
    insta::assert_snapshot!(digests.join("\n"), @r"
    FJXMMW+LiberationMono-Bold 6d046eda0f31839a347e14b1671adfb4baf511b4a69d5bd8d6606c90697af24a cbfa1447f575ccfcbbe34143eac7d7f271d62b1d40bb22eaf538ecec2495adc3
    FJXMMW+LiberationMono dc68a4a2fa691b7577973250f57c82681813f04d3040d15af2c4338c3bb4b0a7 bc6beab65cedaae3e2e60831127bb293d6a30627860a60fd17cebba89eea1c52
    FJXMMW+LiberationSans-Bold 5f598053a2414ee902fe2e1f2ba11257ab288004f1bd3a2d44c41d08e9d21bce f869620ac4708988c0575927afecfaa270dab85f55ac3fd6ce1fe1dcf718d50f
    FJXMMW+LiberationSans fe2df65729cbe92b314ef813ce501d58b64923deaa1cf997edf437db1ad71264 5b7e5b0e346e21dd7dce26b5c249a59c78de774bc8ae64d3548ba2769ffcf81a
    FJXMMW+LiberationSerif-Bold 342950b292496122f3712a5692ce2da95ebe95f9c67661d960d356704753f01d 169f343881593fe80ea553224177ef98b886bb7132115ff0bf3b7d716b15269f
    FJXMMW+LiberationSerif 9d7efe17129f8d2f2e095d12848f4e64b0375c9c531e006d4f3ab76020a411bd df0ec3c21b9659cc57191822f9718dbb38e7a27dc48043677c8235853a8d0b33
    ");
}

#[test]
fn a_face_adds_at_most_eleven_thousand_bytes() {
    for face in faces() {
        let size: usize =
            Subset::fixed(face).pdf_objects(1000).iter().map(|object| object.body().len()).sum();
        assert!(size <= 11_000, "{face:?}: {size}");
    }
}

#[test]
fn letters_that_look_the_same_keep_their_own_cid() {
    for face in faces() {
        let subset = Subset::fixed(face);
        for (one, other) in [(' ', '\u{a0}'), ('\u{2010}', '\u{2011}')] {
            assert_eq!(face.glyph(one), face.glyph(other));
            assert_ne!(subset.cid(one), subset.cid(other));
        }
        let cids = "a\u{2011}b\u{a0}c".chars().map(|letter| subset.cid(letter).unwrap());
        let to_unicode = CMap::parse(&inflated(&subset.pdf_objects(1)[4]));
        let text: String = cids.map(|cid| to_unicode.letter(cid.into()).unwrap()).collect();
        assert_eq!(text, "a\u{2011}b\u{a0}c");
    }
}

#[test]
fn every_missing_letter_is_named() {
    let face = Face::of(Family::Sans, Weight::Regular);
    let text = "a山ā\u{304}山א\n";
    let missing = vec!['山', '\u{304}', 'א', '\n'];
    assert_eq!(face.missing_letters(text), missing);
    assert_eq!(Subset::of(face, text.chars()).unwrap_err(), FontError::Missing(missing));
    let error = FontError::Missing(vec!['山', '\n']);
    assert_eq!(error.to_string(), "letters missing from the font: `U+5C71`, `U+000A`");
}

#[test]
fn a_second_subset_holds_what_the_fixed_one_lacks() {
    for face in faces() {
        let is_rarer = |letter: &char| Subset::fixed(face).cid(*letter).is_none();
        assert!(!"Ķēniņš".chars().any(|letter| is_rarer(&letter)));
        let subset = Subset::of(face, "Wałęsa, Ødegård, ßЖ".chars().filter(is_rarer)).unwrap();
        assert_eq!(
            subset.letters(),
            ['ß', 'å', 'Ø', 'ł', 'Ж']
                .iter()
                .copied()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>()
        );
        assert_eq!(subset.cid('K'), None);
        assert_round_trip(&subset);
    }
}

/// Far beyond 256 CIDs and the short form of `loca`.
#[test]
fn all_letters_of_a_face_round_trip() {
    for face in faces() {
        let letters: Vec<char> = ('\0'..=char::MAX).filter(|letter| face.glyph(*letter).is_some()).collect();
        assert!(letters.len() > 1500, "{face:?}: {}", letters.len());
        let subset = Subset::of(face, letters.iter().copied()).unwrap();
        assert!(subset.program().len() > 0x20000);
        assert_round_trip(&subset);
    }
}

#[test]
fn a_subset_of_nothing_shows_nothing() {
    let subset = Subset::of(Face::of(Family::Mono, Weight::Bold), []).unwrap();
    assert!(subset.letters().is_empty());
    assert_round_trip(&subset);
}

#[test]
fn a_base_font_is_tagged_by_its_letters() {
    let face = Face::of(Family::Sans, Weight::Bold);
    let name = |letters: &str| Subset::of(face, letters.chars()).unwrap().base_font();
    assert_eq!(name("abc"), name("ccba"));
    assert_ne!(name("abc"), name("abd"));
    let (tag, rest) =
        name("abc").split_once('+').map(|(tag, rest)| (tag.to_owned(), rest.to_owned())).unwrap();
    assert!(tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()));
    assert_eq!(rest, "LiberationSans-Bold");
}

#[test]
fn the_objects_refer_to_each_other() {
    let subset = Subset::of(Face::of(Family::Serif, Weight::Regular), "aāb".chars()).unwrap();
    let objects = subset.pdf_objects(7);
    assert_eq!(objects.len(), 5);
    assert_eq!(objects.iter().map(FontObject::number).collect::<Vec<_>>(), [7, 8, 9, 10, 11]);
    let texts: Vec<String> =
        objects.iter().map(|object| object.entries().replace(&subset.base_font(), "NAME")).collect();
    insta::assert_snapshot!(texts.join("\n"), @r"
    /Type/Font/Subtype/Type0/BaseFont/NAME/Encoding/Identity-H/DescendantFonts[8 0 R]/ToUnicode 11 0 R
    /Type/Font/Subtype/CIDFontType2/BaseFont/NAME/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor 9 0 R/DW 444/W[0[778 444 500]]
    /Type/FontDescriptor/FontName/NAME/Flags 6/FontBBox[0 -10 462 694]/ItalicAngle 0/Ascent 891/Descent -216/CapHeight 655/StemV 81/FontFile2 10 0 R
    /Length1 528/Filter/FlateDecode
    /Filter/FlateDecode
    ");
    assert!(objects[4].body().ends_with(b"\nendstream"));
    assert_eq!(objects[0].body(), format!("<<{}>>", objects[0].entries()).into_bytes());
}

#[test]
fn the_metrics_are_those_of_the_standard_fonts() {
    let metrics = |family, weight| {
        let face = Face::of(family, weight);
        (face.ascent(), face.descent(), face.cap_height(), face.italic_angle(), face.stem_width())
    };
    assert_eq!(metrics(Family::Sans, Weight::Regular), (905, -212, 688, 0, 88));
    for (family, letter, width) in [
        (Family::Sans, 'a', 556),
        (Family::Sans, 'W', 944),
        (Family::Serif, 'a', 444),
        (Family::Serif, 'W', 944),
        (Family::Mono, 'a', 600),
        (Family::Mono, 'W', 600),
    ] {
        assert_eq!(Face::of(family, Weight::Regular).advance(letter), Some(width), "{family:?} {letter}");
    }
}

#[test]
fn commas_below_and_macrons_above_are_in_the_ink() {
    for face in faces() {
        let (a, long_a) = (face.ink_box('A').unwrap(), face.ink_box('Ā').unwrap());
        assert!(long_a.top > a.top + 50.0);
        let (k, soft_k) = (face.ink_box('k').unwrap(), face.ink_box('ķ').unwrap());
        assert!(soft_k.bottom < k.bottom - 100.0);
        assert!((soft_k.top - k.top).abs() < 1.0);
        assert_eq!(face.ink_box(' '), None);
    }
}

/// Characters that a face may have, and some that it lacks.
fn letters() -> impl Strategy<Value = Vec<char>> {
    let letter = prop_oneof![
        8 => prop::char::range('\u{20}', '\u{24f}'),
        4 => prop::char::range('\u{370}', '\u{4ff}'),
        2 => prop::char::range('\u{1e00}', '\u{1fff}'),
        2 => prop::char::range('\u{2010}', '\u{22ff}'),
        1 => any::<char>(),
    ];
    prop::collection::vec(letter, 0..60)
}

proptest! {
    #[test]
    fn any_letters_round_trip_or_are_named(index in 0..6_usize, letters in letters()) {
        let face = faces().nth(index).unwrap();
        match Subset::of(face, letters.iter().copied()) {
            Ok(subset) => assert_round_trip(&subset),
            Err(error) => {
                let missing = face.missing_letters(&letters.iter().collect::<String>());
                prop_assert!(!missing.is_empty());
                prop_assert_eq!(error, FontError::Missing(missing.clone()));
                let rest: Vec<char> = letters.into_iter().filter(|letter| !missing.contains(letter)).collect();
                assert_round_trip(&Subset::of(face, rest).unwrap());
            }
        }
    }

    #[test]
    fn a_mutated_program_never_panics(
        index in 0..6_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        length in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut program = Subset::of(faces().nth(index).unwrap(), "aāķ½".chars()).unwrap().program().to_vec();
        for (place, byte) in changes {
            let place = place.index(program.len());
            program[place] = byte;
        }
        if is_cut {
            program.truncate(length.index(program.len()));
        }
        if let Ok(font) = EmbeddedFont::read(&program) {
            let _ = font.is_hint_free();
            for glyph in 0..font.glyph_count().min(64) {
                let _ = (font.outline(glyph), font.advance(glyph));
            }
        }
    }

    #[test]
    fn arbitrary_bytes_are_no_font(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(EmbeddedFont::read(&bytes).is_err());
        prop_assert!(EmbeddedFont::read(&[&[0, 1, 0, 0], bytes.as_slice()].concat()).is_err());
    }
}
