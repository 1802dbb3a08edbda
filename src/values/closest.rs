use super::latin_fold;

/// In characters; longer words are not compared: no header and no key is that long.
const LONGEST: usize = 100;

/// The one of `candidates` that was probably meant by `word`, for «did you mean»: compared by [`latin_fold`], by
/// the number of letters left out, added, exchanged or swapped with a neighbour; one such slip is allowed in
/// a word of up to four letters, two up to eight, else a quarter of the letters, five at the most. Of several
/// as near the first is taken.
pub(crate) fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = latin_fold(word);
    let letters = word.chars().count();
    if !(2..=LONGEST).contains(&letters) {
        return None;
    }
    let allowed = match letters {
        ..=4 => 1,
        5..=8 => 2,
        _ => (letters / 4).min(5),
    };
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= 4 * LONGEST)
        .map(|candidate| (strsim::osa_distance(&word, &latin_fold(candidate)), candidate))
        .filter(|&(distance, _)| distance <= allowed && distance < letters)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    const HEADERS: [&str; 6] =
        ["Nosaukums", "Reģistrācijas Nr.", "Personas kods", "Vārds", "Uzvārds", "E-pasts"];

    #[test]
    fn finds_what_was_meant() {
        for (word, expected) in [
            ("Nosakums", Some("Nosaukums")),
            ("nosuakums", Some("Nosaukums")),
            ("registracijas nr", Some("Reģistrācijas Nr.")),
            ("Personaskods", Some("Personas kods")),
            ("Vards", Some("Vārds")),
            ("epasts", Some("E-pasts")),
            ("Piezīmes", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(closest(word, HEADERS), expected, "{word}");
        }
        assert_eq!(closest(&"a".repeat(1_000_000), HEADERS), None);
    }

    #[test]
    fn of_several_the_nearest_then_the_first() {
        assert_eq!(closest("vards", ["varde", "Vārds"]), Some("Vārds"));
        assert_eq!(closest("vardu", ["varda", "varde"]), Some("varda"));
    }
}
