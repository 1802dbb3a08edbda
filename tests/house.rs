//! The house keeps its shape: who may use whom, and whose types stay inside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    unreachable_pub,
    reason = "a test may look around, and fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each module, and the modules it may name. ARCHITECTURE.md draws the same.
const MAY_USE: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("values", &["diag"]),
    ("data", &["diag", "values"]),
    ("pdf", &["diag", "values"]),
    ("pki", &["diag", "values"]),
    ("xml", &["diag"]),
    ("dsig", &["diag", "values", "pki", "xml"]),
    ("trust", &["diag", "values", "pki", "xml", "dsig"]),
    ("validate", &["diag", "values", "pki", "xml", "dsig", "trust"]),
    ("asic", &["diag", "values", "pki", "xml"]),
    ("output", &["diag", "values"]),
    ("preview", &["diag", "values", "pdf"]),
    ("scan", &["diag", "values", "pdf", "asic"]),
    ("form", &["diag", "values", "data", "pdf"]),
    ("schema", &["diag", "values", "form", "output"]),
    ("rules", &["diag", "values", "data", "form"]),
    (
        "pipeline",
        &[
            "diag", "values", "data", "pdf", "pki", "dsig", "trust", "validate", "asic", "output", "scan",
            "form", "rules",
        ],
    ),
    ("batch", &["diag", "values", "data", "asic", "output", "form", "rules", "pipeline"]),
    ("draft", &["diag", "values", "data", "pdf", "form", "rules", "pipeline", "lint"]),
    ("lint", &["diag", "values", "data", "pdf", "form", "rules", "pipeline"]),
    (
        "cli",
        &[
            "diag", "values", "data", "pdf", "pki", "trust", "validate", "asic", "output", "scan", "form",
            "rules", "pipeline", "batch", "preview", "schema", "lint", "draft",
        ],
    ),
];

/// Crates whose types appear in no public signature.
const HIDDEN: &[&str] = &[
    "lopdf",
    "zip",
    "quick_xml",
    "calamine",
    "skrifa",
    "subsetter",
    "csv",
    "phonenumber",
    "der",
    "x509_cert",
    "const_oid",
    "hayro",
    "rsa",
    "p256",
    "p384",
    "p521",
];

/// Names of types that said too little, or said it in a picture: what took their place is in the words of its field.
const GONE_TYPES: &str = "\
    Against Apart Appended Arg Around Artist Asked At AtMost Attached Balance Bare Begun Beside Block \
    Body Books Borrowed Bound By Calculated Call Canvas Central Chance Chunk Circumstances Claimed Clue \
    Clues Code Collector Contents Cost Damage Decision Declared Difference Digests Doing Doubt Drafted \
    Drawing Edition Editions Edits Embedded End Ended Entry Expander Extent Extra Eye Facts Fault \
    Faulty Fed Filled Finished Flat ForCi Foreign Format Found Frame Grid Ground Group Grown Hand \
    HandOff Holder Ink Inside Intake Judged Judgement Kept Known LabelOf Laid Largest Layout Leaf Left \
    LeftOver Leftover Lender Letter Letters Level Line Lines Loaded Local Located Lock Locks Look \
    Looker Looks Made Mark Match Memory Metrics Moment NamedPaper Names Nature NoPaper NotTaken Note \
    Objects Of Offer Old Onlooker Opened Opens Opt Order Others Own Page PageLook Pages Paper Pen \
    Permits Picture Piece Pieces PixelsInside Place Plain Press PressError Printed PrintedPage Prospect \
    Purse QualifiedFor Quotes Raw Reach Read Reading Reason Recent Rest Row Rows Run Said SaidOnce \
    Section Seen Setting Shapes Sheet Shelf Shown ShownAs ShownFormat Shows Side Sight Size Sketch Slot \
    Sound Source Spent Spot Standing State Step Stop Stored Story Style Sums Survey Tags Taken TakenUp \
    Text Told Traits Trouble Turn Twins Type Types Unbuilt Unclear Unlisted Unseen Unwatched Walk \
    Walked Wall Wanted Watch Way Wet What Where Who Why WhyNot Wide WordingFor Words Wrapped Written \
    Wrong";

/// The same of functions and modules.
const GONE_FUNCTIONS: &str = "\
    about_columns about_the_run against_the_other apart around artist as_it_stands asked asked_font \
    asks_for_unseen attaching baltic bare_attributes beginning begun behind beside beside_widget \
    blur_ground bomb books borrowed chance chosen closed_up conclude defused disordered draw_apart \
    draw_order drawing drawn_otherwise draws_pictures dress each_once editions ending ends_a_run \
    ends_before enter faint fed find_what_is_signed finished forbid gives_away giving_up glyph_look go \
    go_on gone ground grounds grown guide hangs_on_ticks harmless headed_by heads in_own_words \
    in_unison inked instead intake is_asked is_composed is_idle is_lost_on_windows is_never_seen \
    is_nobodys is_ordered is_quiet is_still_the_same is_told_elsewhere itself junk kept kin kin_back \
    know know_twins knowing knows lacking laid laid_out lay_blur lay_color lay_raster lay_span leave \
    leave_out leave_out_what_is_off_page leaves_nothing lender look_for_obstacles look_for_room looking \
    looking_right looks loose loosen losses make_safe mended mingled moves_its_cursor name_bare_buttons \
    nameless names_beside nature near noted onto opened opens other_root overflows own_lang paper pay \
    pen permits pointed press printed prospect prospects purse put_together quotation quotes reach \
    reaches read_again reconsider restored room said said_by_system say saying_calendar says_sample \
    scanned seen_color set_up sheer shelf shown_state shows sight sketch stand_in standing stands \
    stands_in stands_on stop_when_asked stranger strays stretch strict_picture strictly survive sweep \
    take_back take_up taken_up tell tell_all tell_mask tell_rasters tells tenth textless told troubles \
    turn turn_page twins uncovered understand undo unflattened unjudged_form update_leaves_the_rest \
    vain vain_code wall wants watch watching weigh weighed";

/// Types with one name, and the modules that make plain which is meant.
const SAME_NAME: &[(&str, [&str; 2])] = &[
    ("Limits", ["asic::limits", "data::limits"]),
    ("Signature", ["asic::signature", "dsig::signature"]),
    ("SignatureFault", ["asic::signature", "dsig::fault"]),
    ("Token", ["pdf::lexer", "pki::token"]),
    ("Verdict", ["scan::verdict", "validate::verdict"]),
];

/// More public types than these serve nobody.
const MOST_PUBLIC_TYPES: usize = 150;

/// Where files are opened: what a person named by `values::regular_file`, which looks at kind and size first; files of a
/// run in the folder of outputs.
const MAY_OPEN: &[&str] = &["values/regular_file.rs", "output/folder/"];

#[test]
fn one_place_opens_what_a_person_named() {
    let mut wrong = Vec::new();
    for file in sources(&source_folder()) {
        let place = file.strip_prefix(source_folder()).unwrap().to_string_lossy().replace('\\', "/");
        if MAY_OPEN.iter().any(|allowed| place.starts_with(allowed)) {
            continue;
        }
        let code = code_of(&file);
        let calls =
            ["fs::read(", "fs::read_to_string(", "OpenOptions"].iter().any(|call| code.contains(call));
        let opens = code.match_indices("File::open(").any(|(at, _)| {
            !code.get(..at).unwrap_or_default().ends_with(|c: char| c.is_ascii_alphanumeric())
        });
        if calls || opens {
            wrong.push(place);
        }
    }
    assert_eq!(wrong, [""; 0], "files opened elsewhere");
}

#[test]
fn modules_use_only_what_they_may() {
    let mut wrong = Vec::new();
    for (module, allowed) in MAY_USE {
        for file in sources(&source_folder().join(module)) {
            for used in modules_named_in(&code_of(&file)) {
                if used != *module && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{} uses {used}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_has_its_row() {
    let rows: BTreeSet<&str> = MAY_USE.iter().map(|(module, _)| *module).collect();
    for entry in fs::read_dir(source_folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(
            ["main", "lib", "fuzzing"].contains(&name.as_str()) || rows.contains(name.as_str()),
            "`{name}` has no row here"
        );
    }
}

#[test]
fn the_page_on_architecture_tells_these_rooms() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (module, allowed) in MAY_USE {
        let rows: Vec<&str> =
            page.lines().filter(|line| line.starts_with(&format!("| `{module}` |"))).collect();
        let [row] = rows.as_slice() else { panic!("`{module}` has {} rows on the page", rows.len()) };
        let told = row.trim_end_matches('|').rsplit('|').next().unwrap().trim();
        let told: BTreeSet<&str> = match told {
            "–" => BTreeSet::new(),
            "all" => MAY_USE.iter().map(|(other, _)| *other).filter(|other| other != module).collect(),
            several => several.split(", ").collect(),
        };
        assert_eq!(told, allowed.iter().copied().collect(), "`{module}` may use others than the page tells");
    }
}

#[test]
fn every_file_that_the_pages_for_developers_name_is_there() {
    let mut gone = Vec::new();
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "docs/dependencies.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let named = text.split('`').skip(1).step_by(2).filter(|code| {
            [
                "src/",
                "tests/",
                "docs/",
                "fixtures/",
                "schemas/",
                "packaging/",
                "benches/",
                "fuzz/",
                ".ci/",
                ".github/",
            ]
            .iter()
            .any(|folder| code.starts_with(folder))
        });
        for path in named.filter(|path| !path.contains(['*', ' ', '…']) && !path.contains("ID")) {
            let file = path.split("::").next().unwrap();
            if !root().join(file).exists() {
                gone.push(format!("{page}: {path}"));
            }
        }
    }
    assert!(gone.is_empty(), "{gone:#?}");
}

#[test]
fn foreign_types_stay_inside() {
    let mut wrong = Vec::new();
    for file in sources(&source_folder()) {
        let code = code_of(&file);
        let names = foreign_names(&code);
        for (number, line) in code.lines().enumerate() {
            let public = line.trim_start().starts_with("pub ");
            let use_line = line.trim_start().starts_with("pub use crate")
                || line.trim_start().starts_with("pub use self");
            let names_one = names.iter().any(|name| words(line).any(|word| word == name))
                || HIDDEN.iter().any(|krate| names_crate(line, krate));
            // What is inside of a tuple struct without `pub` is private.
            let inside =
                line.contains("pub struct") && line.contains('(') && line.matches("pub ").count() == 1;
            if public && !use_line && !inside && names_one {
                wrong.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_cli_prints_or_reads_the_surroundings() {
    let telltale = [
        "println!",
        "print!(",
        "eprintln!",
        "env::var",
        "SystemTime::now",
        "Instant::now",
        "Utc::now",
        "process::exit",
    ];
    let mut wrong = Vec::new();
    for file in sources(&source_folder()) {
        if file.starts_with(source_folder().join("cli")) {
            continue;
        }
        let code = code_of(&file);
        wrong.extend(
            telltale.iter().filter(|t| code.contains(*t)).map(|t| format!("{}: {t}", file.display())),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_type_has_a_name_of_its_own() {
    let mut modules: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for definition in definitions().filter(|definition| definition.is_type && definition.leaves_its_file) {
        modules.entry(definition.name).or_default().push(module_of(&definition.file));
    }
    assert!(modules.len() > 300, "{} types: does the scan still see them?", modules.len());
    modules.retain(|_, modules| modules.len() > 1);
    let listed: BTreeMap<String, Vec<String>> = SAME_NAME
        .iter()
        .map(|(name, modules)| ((*name).to_owned(), modules.map(str::to_owned).to_vec()))
        .collect();
    assert_eq!(modules, listed, "left what the source has, right what this test lists");
}

/// What is `pub` in a file is reachable from outside: the lint `unreachable_pub`, which no file turns off, holds that.
#[test]
fn the_public_face_is_small() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unreachable_pub = \"warn\""));
    let files: Vec<PathBuf> =
        sources(&source_folder()).into_iter().filter(|file| !file.ends_with("fuzzing/mod.rs")).collect();
    let deaf: Vec<&PathBuf> =
        files.iter().filter(|file| fs::read_to_string(file).unwrap().contains("unreachable_pub")).collect();
    assert!(deaf.is_empty(), "{deaf:#?}");
    let public: Vec<String> = files
        .iter()
        .flat_map(|file| public_items(file, &fs::read_to_string(file).unwrap()))
        .filter(|item| !item.is_function)
        .map(|item| format!("{}::{}", module_of(&item.file), item.name))
        .collect();
    for door in ["form::Form", "pdf::fill::Filler", "asic::archive::Archive", "batch::options::Batch"] {
        assert!(public.iter().any(|name| name == door), "{door} is not seen: does the scan still work?");
    }
    let count = public.len();
    assert!(
        count <= MOST_PUBLIC_TYPES,
        "{count} public types, and {MOST_PUBLIC_TYPES} are enough: {public:#?}"
    );
}

#[test]
fn words_that_went_do_not_come_back() {
    let gone = |list: &'static str| list.split(' ').filter(|word| !word.is_empty()).collect::<BTreeSet<_>>();
    let (types, functions) = (gone(GONE_TYPES), gone(GONE_FUNCTIONS));
    let mut back = Vec::new();
    let mut seen = 0;
    for definition in definitions() {
        seen += 1;
        let list = if definition.is_type { &types } else { &functions };
        if list.contains(definition.name.as_str()) {
            let file = definition.file.strip_prefix(root()).unwrap().display().to_string();
            back.push(format!("{file}:{}: {}", definition.line, definition.name));
        }
    }
    assert!(seen > 3000, "{seen} definitions: does the scan still see them?");
    assert!(back.is_empty(), "{back:#?}");
}

/// A type, function or module where it is defined.
struct Definition {
    file: PathBuf,
    line: usize,
    name: String,
    is_type: bool,
    /// Whether other files can see it.
    leaves_its_file: bool,
}

fn definitions() -> impl Iterator<Item = Definition> {
    sources(&source_folder()).into_iter().flat_map(|file| {
        let code = code_of(&file);
        let found: Vec<Definition> =
            code.lines().enumerate().filter_map(|(at, line)| definition(&file, at + 1, line)).collect();
        found
    })
}

fn definition(file: &Path, line: usize, text: &str) -> Option<Definition> {
    let mut parts = words(text).skip_while(|word| {
        ["pub", "crate", "super", "in", "self", "const", "async"].contains(word)
            || text.starts_with("pub(in") && !KINDS.contains(word)
    });
    let kind = parts.next().filter(|kind| KINDS.contains(kind))?;
    let is_type = !["fn", "mod"].contains(&kind);
    Some(Definition {
        file: file.to_owned(),
        line,
        name: parts.next()?.to_owned(),
        is_type,
        // A type of a trait (`type Item`) stands indented.
        leaves_its_file: text.starts_with("pub"),
    })
}

const KINDS: &[&str] = &["struct", "enum", "trait", "type", "fn", "mod"];

/// `src/asic/limits.rs` → `asic::limits`.
fn module_of(file: &Path) -> String {
    let path = file.strip_prefix(source_folder()).unwrap().with_extension("");
    let parts: Vec<&str> =
        path.iter().map(|part| part.to_str().unwrap()).filter(|part| *part != "mod").collect();
    parts.join("::")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn source_folder() -> PathBuf {
    root().join("src")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") && !is_test(&path) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A file of tests beside the code: it may look around.
fn is_test(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests")
        || path.parent().is_some_and(|folder| folder.ends_with("tests"))
}

/// The file without comments and without its test module.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn modules_named_in(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0_i32;
            let mut top = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    c if depth == 0 => top.push(c),
                    _ => {}
                }
            }
            found.extend(top.split(',').filter_map(|item| words(item).next().map(str::to_owned)));
        } else {
            found.extend(words(rest).next().map(str::to_owned));
        }
    }
    found
}

/// Names that a file imports from one of the hidden crates.
fn foreign_names(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for statement in code.split(';') {
        let statement = statement.trim_start();
        let Some(path) = statement.strip_prefix("use ") else { continue };
        if HIDDEN.iter().any(|krate| path.starts_with(&format!("{krate}::"))) {
            names.extend(words(path).filter(|w| w.starts_with(char::is_uppercase)).map(str::to_owned));
        }
    }
    names
}

/// Whether a line has a path of this crate, and not of a module whose name ends like it.
fn names_crate(line: &str, krate: &str) -> bool {
    let path = format!("{krate}::");
    line.match_indices(&path).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty())
}

/// Every public type shows what it is for: an example, or a link to a type or function that has one. The words of
/// types with a JSON Schema go into that schema, so that theirs stands with the module.
#[test]
fn every_public_type_has_an_example() {
    let files: Vec<(PathBuf, String)> = sources(&source_folder())
        .into_iter()
        .filter(|file| !file.starts_with(source_folder().join("cli")))
        .map(|file| (file.clone(), fs::read_to_string(file).unwrap()))
        .collect();
    let items: Vec<Item> = files.iter().flat_map(|(file, text)| public_items(file, text)).collect();
    let has_example =
        |item: &Item| item.docs.contains("```") || item.is_shape && module_has_example(&item.file);
    let shown: BTreeSet<&str> =
        items.iter().filter(|item| has_example(item)).map(|item| &*item.name).collect();
    let types: Vec<&Item> = items.iter().filter(|item| !item.is_function).collect();
    assert!(types.len() > 50, "{} types: does the scan still see them?", types.len());
    let linked = |item: &Item| {
        let docs = item.docs.split_whitespace().collect::<Vec<_>>().join(" ");
        let target = docs.split("See [`").nth(1).and_then(|rest| rest.split('`').next());
        target.is_some_and(|path| {
            path.trim_end_matches("()").split("::").any(|name| name != item.name && shown.contains(name))
        })
    };
    let bare: Vec<String> = types
        .iter()
        .filter(|item| !has_example(item) && !linked(item))
        .map(|item| format!("{}: {}", item.file.display(), item.name))
        .collect();
    assert!(bare.is_empty(), "{bare:#?}");
}

/// A public type or function, as it stands in its file. What is `pub` there is public: `unreachable_pub` holds that.
struct Item {
    file: PathBuf,
    name: String,
    docs: String,
    is_function: bool,
    /// Whether its docs are those of a JSON Schema.
    is_shape: bool,
}

fn public_items(file: &Path, text: &str) -> Vec<Item> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    let (mut docs, mut attributes) = (String::new(), String::new());
    for line in code.lines() {
        let is_new = ["pub struct ", "pub enum ", "pub trait ", "pub fn "]
            .into_iter()
            .find_map(|kind| Some((kind, words(line.strip_prefix(kind)?).next()?)));
        if let Some((kind, name)) = is_new {
            found.push(Item {
                file: file.to_owned(),
                name: name.to_owned(),
                docs: std::mem::take(&mut docs),
                is_function: kind == "pub fn ",
                is_shape: attributes.contains("JsonSchema"),
            });
        }
        match line.strip_prefix("///") {
            Some(doc) => docs.push_str(&format!("{doc}\n")),
            // Attributes stand between the words and the item, on one line or on several.
            None if line.starts_with(['#', ' ', ')']) => attributes.push_str(line),
            None => (docs, attributes) = (String::new(), String::new()),
        }
    }
    found
}

/// Whether the module that a file belongs to has an example in its own docs, or the file has one at a function.
fn module_has_example(file: &Path) -> bool {
    let module = fs::read_to_string(file.with_file_name("mod.rs")).unwrap();
    module.lines().any(|line| line.starts_with("//! ```"))
        || fs::read_to_string(file).unwrap().contains("    /// ```")
}
