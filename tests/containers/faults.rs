//! Each fault is found under its own code, and nothing else is.

use std::collections::BTreeSet;
use std::io::Write as _;

use base64::Engine as _;
use edocpack::asic::{Archive, Limits, check};
use edocpack::diag::{Report, catalogue};
use edocpack::values::{Sha256Digest, Sha512Digest};

use crate::cms::{CERTIFICATE, signature, time_stamp};
use crate::zip::{Entry, MANIFEST, MIMETYPE, Zip, manifest};
use crate::{codes, report};

const SIGNATURE: &str = "META-INF/signatures0.xml";
const SHA1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

/// What is spoilt, and exactly what is found.
struct Case {
    what: &'static str,
    bytes: Vec<u8>,
    codes: Vec<&'static str>,
    limits: Limits,
}

#[allow(clippy::needless_pass_by_value, reason = "a table reads better without `&`")]
fn case(what: &'static str, zip: Zip, codes: &[&'static str]) -> Case {
    raw(what, zip.bytes(), codes)
}

fn raw(what: &'static str, bytes: Vec<u8>, codes: &[&'static str]) -> Case {
    Case { what, bytes, codes: codes.to_vec(), limits: Limits::default() }
}

impl Case {
    fn within(mut self, set: impl FnOnce(&mut Limits)) -> Self {
        set(&mut self.limits);
        self
    }
}

#[test]
fn each_fault_is_found_under_its_own_code() {
    let wrong: Vec<String> = cases()
        .iter()
        .filter_map(|case| {
            let report = report(&case.bytes, &case.limits);
            assert_eq!(report, of_file(&case.bytes, &case.limits), "{}: a file is read otherwise", case.what);
            (codes(&report) != case.codes)
                .then(|| format!("{}: {:?}, not {:?}", case.what, codes(&report), case.codes))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same as [`report`], read from a file piece by piece.
fn of_file(bytes: &[u8], limits: &Limits) -> Report {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let archive = Archive::open(&file, "test.edoc", limits).unwrap();
    archive.map_or_else(|report| report, |archive| check(&archive))
}

/// No rule that is never reached.
#[test]
fn every_code_of_the_family_has_a_case() {
    let cases = cases();
    let mut found: BTreeSet<&str> = cases.iter().flat_map(|case| case.codes.iter().copied()).collect();
    found.insert("C-unsigned");
    // Of a PDF, which no archive is read of: tests/command/signed_kinds.rs.
    found.insert("C-pdf");
    let all: BTreeSet<&str> =
        catalogue::all().map(|e| e.code).filter(|code| code.starts_with("C-")).collect();
    assert_eq!(all.difference(&found).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn what_is_not_signed_is_said_loudly() {
    let report = report(&Zip::edoc().bytes(), &Limits::default());
    let [finding] = report.findings() else { panic!() };
    assert_eq!(finding.code.as_str(), "C-unsigned");
    assert_eq!(
        finding.message(edocpack::diag::Lang::Lv),
        "Dokuments nav parakstīts. Nesūtiet to, kamēr tas nav parakstīts."
    );
}

fn cases() -> Vec<Case> {
    [archive(), sizes(), kinds(), mimetype(), manifests(), entries(), names(), signatures()]
        .into_iter()
        .flatten()
        .collect()
}

fn archive() -> Vec<Case> {
    let whole = Zip::edoc().bytes();
    let inner = Zip::of(vec![Entry::stored("x", b"y")]).bytes();
    vec![
        raw("text", b"hello".to_vec(), &["C-not-zip"]),
        raw("nothing", vec![], &["C-not-zip"]),
        raw("half of it", whole[..whole.len() / 2].to_vec(), &["C-cut-off"]),
        case("the end counts one more", Zip::edoc().but(|z| z.more = 1), &["C-directory-broken"]),
        raw("the directory is not there", moved(&whole, 16, 9_999_999), &["C-directory-broken"]),
        case("data before", Zip::edoc().but(|z| z.prefix = b"MZ stub".to_vec()), &["C-prefix"]),
        raw("data before, offsets as they were", [b"stub".as_slice(), &whole].concat(), &["C-prefix"]),
        case("data after", Zip::edoc().but(|z| z.suffix = b"tail".to_vec()), &["C-suffix"]),
        case("data between", Zip::edoc().entry("a.txt", |e| e.gap = b"between".to_vec()), &["C-gap"]),
        case(
            "data before the directory",
            Zip::edoc().but(|z| z.before_directory = b"x".to_vec()),
            &["C-gap"],
        ),
        case("data after the directory", Zip::edoc().but(|z| z.after_directory = b"x".to_vec()), &["C-gap"]),
        case(
            "data after the directory of ZIP64",
            Zip::edoc().but(|z| (z.zip64, z.after_directory) = (true, b"x".to_vec())),
            &["C-zip64", "C-gap"],
        ),
        case(
            "an entry that the directory does not mention",
            Zip::edoc().with("b.txt", b"hidden").but(|z| z.entries[3].central = None),
            &["C-hidden-entry"],
        ),
        case(
            "two entries on one header",
            Zip::edoc().with("a2.txt", b"hello").but(|z| {
                z.entries[3].offset = Some(69);
                z.entries[3].local.name = b"a.txt".to_vec();
            }),
            &["C-header-mismatch", "C-overlap", "C-hidden-entry", "C-manifest-unlisted"],
        ),
        case("split", Zip::edoc().but(|z| z.disk = 1), &["C-split"]),
        case("on another disk", Zip::edoc().entry("a.txt", |e| e.both(|h| h.disk = 2)), &["C-split"]),
        case(
            "an end within the comment",
            Zip::edoc().but(|z| z.comment = b"PK\x05\x06".to_vec()),
            &["C-end-record", "C-comment"],
        ),
        case(
            "a whole archive in the comment: two readers, two contents",
            Zip::edoc().but(|z| z.comment.clone_from(&inner)),
            &["C-hidden-entry", "C-plain-zip"],
        ),
        raw("fewer entries than there are", moved(&whole, 8, 0x0002_0002), &["C-directory-broken"]),
        raw(
            "two archives, one after the other",
            [whole.as_slice(), &whole].concat(),
            &["C-end-record", "C-gap"],
        ),
        raw("a comment longer than the file", [&whole[..whole.len() - 2], &[5, 0]].concat(), &["C-cut-off"]),
        case("ZIP64", Zip::edoc().but(|z| z.zip64 = true), &["C-zip64"]),
        raw("ZIP64 that is not where it is said to be", wide_at(9), &["C-end-record", "C-zip64"]),
        raw(
            "ZIP64 that says something else",
            moved(&Zip::edoc().but(|z| z.zip64 = true).bytes(), 12, 3),
            &["C-end-record", "C-zip64"],
        ),
        case(
            "no header there",
            Zip::edoc().entry("a.txt", |e| e.offset = Some(70)),
            &["C-local-missing", "C-hidden-entry"],
        ),
        case(
            "another name before the data",
            Zip::edoc().entry("a.txt", |e| e.local.name = b"b.txt".to_vec()),
            &["C-header-mismatch"],
        ),
        case(
            "another size before the data",
            Zip::edoc().entry("a.txt", |e| e.local.size = 4),
            &["C-header-mismatch"],
        ),
        case(
            "another method before the data",
            Zip::edoc()
                .but(|z| z.entries[1] = Entry::deflated("a.txt", b"hello hello"))
                .entry("a.txt", |e| e.local.method = 0),
            &["C-header-mismatch"],
        ),
        case(
            "other flags before the data",
            Zip::edoc().entry("a.txt", |e| e.local.flags |= 1 << 11),
            &["C-header-mismatch"],
        ),
        case(
            "another checksum before the data",
            Zip::edoc().entry("a.txt", |e| e.local.crc = 9),
            &["C-header-mismatch"],
        ),
        case(
            "a descriptor that is not there",
            Zip::edoc().but(|z| z.entries[1] = Entry::deflated("a.txt", b"hello hello")).entry(
                "a.txt",
                |e| {
                    e.describe();
                    e.descriptor = false;
                },
            ),
            &["C-header-mismatch"],
        ),
        case(
            "data behind the end of the compressed ones",
            Zip::edoc().but(|z| z.entries[1] = Entry::deflated("a.txt", b"hello hello")).entry(
                "a.txt",
                |e| {
                    e.data.extend_from_slice(b"tail");
                    e.both(|h| h.compressed += 4);
                },
            ),
            &["C-size"],
        ),
        case(
            "another time before the data",
            Zip::edoc().entry("a.txt", |e| e.local.time = 1),
            &["C-header-mismatch"],
        ),
        case(
            "another descriptor after the data",
            Zip::edoc().entry("a.txt", |e| {
                e.describe();
                e.data = b"hello".to_vec();
                e.descriptor = false;
                e.data.extend_from_slice(b"PK\x07\x08");
                e.data.extend_from_slice(&[1; 12]);
            }),
            &["C-header-mismatch", "C-descriptor-stored"],
        ),
        case(
            "data into the directory",
            Zip::edoc().entry(MANIFEST, |e| e.both(|h| h.compressed += 99)),
            &["C-data-cut", "C-gap"],
        ),
        case(
            "damaged",
            Zip::edoc()
                .but(|z| z.entries[1] = Entry::deflated("a.txt", b"hello hello"))
                .entry("a.txt", |e| e.data[0] = 0xff),
            &["C-data-broken"],
        ),
        case(
            "longer than declared",
            Zip::edoc()
                .but(|z| z.entries[1] = Entry::deflated("a.txt", b"hello"))
                .entry("a.txt", |e| e.both(|h| h.size = 4)),
            &["C-size"],
        ),
        case("stored in two sizes", Zip::edoc().entry("a.txt", |e| e.both(|h| h.size = 4)), &["C-size"]),
        case("changed", Zip::edoc().entry("a.txt", |e| e.data = b"jello".to_vec()), &["C-crc"]),
        case(
            "flags that nobody uses",
            Zip::edoc().entry("a.txt", |e| e.both(|h| h.flags |= 1 << 5 | 1 << 15)),
            &["C-flags"],
        ),
        case(
            "stored, and its size comes after",
            Zip::edoc().entry("a.txt", Entry::describe),
            &["C-descriptor-stored"],
        ),
        case(
            "deflated, and its size comes after",
            Zip::edoc()
                .but(|z| z.entries[1] = Entry::deflated("a.txt", b"hello"))
                .entry("a.txt", Entry::describe),
            &[],
        ),
        case(
            "a link",
            Zip::edoc().entry("a.txt", |e| e.both(|h| h.external = 0o120_777 << 16)),
            &["C-entry-special"],
        ),
        case("a file", Zip::edoc().entry("a.txt", |e| e.both(|h| h.external = 0o100_644 << 16)), &[]),
        case(
            "a file that is a folder on Unix",
            Zip::edoc().entry("a.txt", |e| e.both(|h| h.external = 0o040_755 << 16)),
            &["C-entry-special"],
        ),
        case(
            "a file that is a folder on Windows",
            Zip::edoc().entry("a.txt", |e| e.both(|h| h.external = 0x10)),
            &["C-entry-special"],
        ),
        case("encrypted", Zip::edoc().entry("a.txt", |e| e.both(|h| h.flags |= 1)), &["C-encrypted"]),
        case("masked", Zip::edoc().entry("a.txt", |e| e.both(|h| h.flags |= 1 << 13)), &["C-encrypted"]),
        case("AES", Zip::edoc().entry("a.txt", |e| e.both(|h| h.method = 99)), &["C-encrypted"]),
        case("Deflate64", Zip::edoc().entry("a.txt", |e| e.both(|h| h.method = 9)), &["C-method"]),
        case("bzip2", Zip::edoc().entry("a.txt", |e| e.both(|h| h.method = 12)), &["C-method"]),
        case(
            "extra fields cut",
            Zip::edoc().entry("a.txt", |e| e.both(|h| h.extra = vec![1, 1, 9, 0, 1])),
            &["C-extra-broken"],
        ),
        case(
            "two places and sizes",
            Zip::edoc().entry("a.txt", |e| {
                let wide = |n: u8| [1, 0, 8, 0, n, 0, 0, 0, 0, 0, 0, 0];
                e.both(|h| h.extra = [wide(5), wide(6)].concat());
            }),
            &["C-zip64", "C-extra-twice"],
        ),
        case("a comment", Zip::edoc().but(|z| z.comment = b"made by hand".to_vec()), &["C-comment"]),
        case(
            "the type as a comment",
            Zip::edoc().but(|z| z.comment = [b"mimetype=", MIMETYPE].concat()),
            &["C-comment-type"],
        ),
        case(
            "another type as a comment",
            Zip::edoc().but(|z| z.comment = b"mimetype=application/vnd.etsi.asic-s+zip".to_vec()),
            &["C-comment"],
        ),
    ]
}

/// The archive with another 32-bit field of its end record (which has no comment).
fn moved(bytes: &[u8], field: usize, value: u32) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = bytes.len() - 22 + field;
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    bytes
}

/// An archive with ZIP64 whose locator points to `at`.
fn wide_at(at: u64) -> Vec<u8> {
    let mut bytes = Zip::edoc().but(|z| z.zip64 = true).bytes();
    let offset = bytes.len() - 22 - 20 + 8;
    bytes[offset..offset + 8].copy_from_slice(&at.to_le_bytes());
    bytes
}

fn sizes() -> Vec<Case> {
    let zeros = Zip::edoc().but(|z| z.entries[1] = Entry::deflated("a.txt", &vec![0; 3 << 20]));
    let packed = Zip::edoc().but(|z| z.entries[1] = Entry::deflated("a.txt", &[b'x'; 301]));
    let deep = manifest(&[("a.txt", "text/plain")]).replace("</manifest:m", "<a><b></b></a></manifest:m");
    vec![
        case("a large file", Zip::edoc(), &["C-too-big"]).within(|l| l.archive = 99),
        case("many entries", Zip::edoc(), &["C-too-many-entries"]).within(|l| l.entries = 2),
        case("more entries than are declared", Zip::edoc().but(|z| z.more = 900), &["C-too-many-entries"])
            .within(|l| l.entries = 2),
        case("a large directory", Zip::edoc(), &["C-directory-limit"]).within(|l| l.directory = 150),
        case("a large entry", packed.clone(), &["C-size-limit"]).within(|l| l.entry = 300),
        case("large in all", packed, &["C-total-limit"]).within(|l| l.total = 300),
        case("stored as it is, however large", Zip::edoc(), &[]).within(|l| (l.entry, l.total) = (1, 1)),
        case("a bomb", zeros.clone(), &["C-ratio"]),
        case("no bomb where more is allowed", zeros, &[]).within(|l| l.ratio = 2_000),
        case(
            "a bomb that declares little",
            Zip::edoc()
                .but(|z| z.entries[1] = Entry::deflated("a.txt", &vec![0; 3 << 20]))
                .entry("a.txt", |e| e.both(|h| h.size = 99)),
            &["C-size"],
        ),
        case("a deep manifest", Zip::edoc().content(MANIFEST, deep.as_bytes()), &["C-manifest-broken"])
            .within(|l| l.depth = 2),
        case("a name that is long here", Zip::edoc(), &["C-name-long"]).within(|l| l.name = 20),
        case("a large manifest", Zip::edoc(), &["C-manifest-too-big"]).within(|l| l.xml = 9),
    ]
}

fn kinds() -> Vec<Case> {
    let asic_s = Zip::edoc().content("mimetype", b"application/vnd.etsi.asic-s+zip").without(MANIFEST);
    let hashcode = Zip::edoc().without("a.txt").with(
        "META-INF/hashcodes-sha256.xml",
        br#"<hashcodes><file-entry full-path="a.txt" hash="AA==" size="5"/></hashcodes>"#,
    );
    vec![
        case(
            "the old eDoc",
            Zip::of(vec![
                Entry::stored("[Content_Types].xml", b"<Types/>"),
                Entry::stored("_rels/.rels", b"<Relationships/>"),
                Entry::stored("EDoc/Documents/a.doc", b"x"),
                Entry::stored("EDoc/Signature/s.xml", b"x"),
            ]),
            &["C-old-edoc"],
        ),
        case("a plain ZIP", Zip::of(vec![Entry::stored("a.txt", b"x")]), &["C-plain-zip"]),
        case(
            "a text document",
            Zip::of(vec![
                Entry::stored("mimetype", b"application/vnd.oasis.opendocument.text"),
                Entry::stored("Pictures/", b""),
                Entry::stored(MANIFEST, b"<x/>"),
            ]),
            &["C-mimetype-type"],
        ),
        case("an empty ZIP", Zip::of(vec![]), &["C-plain-zip"]),
        raw("DIGIDOC-XML", b"<?xml version='1.0'?>\n<SignedDoc format='DIGIDOC-XML'/>".to_vec(), &["C-ddoc"]),
        raw("another XML", b"<?xml version='1.0'?>\n<Signed/>".to_vec(), &["C-not-zip"]),
        case("digests instead of its files", hashcode.clone(), &["C-hashcode"]),
        case(
            "digests beside its files",
            Zip::edoc().with("META-INF/hashcodes-sha256.xml", b"<hashcodes/>"),
            &["C-meta-stranger"],
        ),
        case(
            "digests that are no XML",
            hashcode.content("META-INF/hashcodes-sha256.xml", b"x"),
            &["C-hashcode", "C-manifest-absent"],
        ),
        case("ASiC-S", asic_s.clone(), &["C-asic-s"]),
        case("ASiC-S of two files", asic_s.clone().with("b.txt", b"x"), &["C-asic-s", "C-asic-s-files"]),
        case(
            "ASiC-S with a signature and a time-stamp",
            asic_s
                .with("META-INF/signature.p7s", &signature(b"hello"))
                .with("META-INF/timestamp.tst", &time_stamp(b"hello")),
            &["C-asic-s", "C-asic-s-signatures", "C-cades", "C-signature-unchecked"],
        ),
    ]
}

fn mimetype() -> Vec<Case> {
    let with = |content: &[u8]| Zip::edoc().content("mimetype", content);
    vec![
        case("nothing wrong", Zip::edoc(), &[]),
        case("missing", Zip::edoc().without("mimetype"), &["C-mimetype-missing"]),
        case("last", Zip::edoc().but(|z| z.entries.rotate_left(1)), &["C-mimetype-place"]),
        case(
            "compressed",
            Zip::edoc().but(|z| z.entries[0] = Entry::deflated("mimetype", MIMETYPE)),
            &["C-mimetype-compressed"],
        ),
        case(
            "an extra field",
            Zip::edoc().entry("mimetype", |e| e.local.extra = vec![0x55, 0x54, 1, 0, 0]),
            &["C-mimetype-extra"],
        ),
        case("a descriptor", Zip::edoc().entry("mimetype", Entry::describe), &["C-mimetype-descriptor"]),
        case("a new line", with(&[MIMETYPE, b"\n"].concat()), &["C-mimetype-newline"]),
        case("a byte order mark", with(&[b"\xef\xbb\xbf", MIMETYPE].concat()), &["C-mimetype-bom"]),
        case("a new line of Windows", with(&[MIMETYPE, b"\r\n"].concat()), &["C-mimetype-newline"]),
        case("a space before", with(&[b" ", MIMETYPE].concat()), &["C-mimetype-newline"]),
        case("a zero", with(&[MIMETYPE, b"\0"].concat()), &["C-mimetype-type"]),
        case("in capitals", with(&MIMETYPE.to_ascii_uppercase()), &["C-mimetype-type"]),
        case("empty", with(b""), &["C-mimetype-type"]),
        case("another type", with(b"application/epub+zip"), &["C-mimetype-type"]),
        case("a novel", with(&[b'x'; 5000]), &["C-mimetype-type"]),
        case("twice", Zip::edoc().with("mimetype", MIMETYPE), &["C-duplicate"]),
    ]
}

fn manifests() -> Vec<Case> {
    let with = |xml: &str| Zip::edoc().content(MANIFEST, xml.as_bytes());
    let listed = manifest(&[("a.txt", "text/plain")]);
    let swap = |from: &str, to: &str| with(&listed.replace(from, to));
    vec![
        case("missing", Zip::edoc().without(MANIFEST), &["C-manifest-missing"]),
        case("two", Zip::edoc().with(MANIFEST, listed.as_bytes()), &["C-manifest-twice"]),
        case("entities", with(&format!("<!DOCTYPE a [<!ENTITY b 'c'>]>{listed}")), &["C-doctype"]),
        case("not XML", with("{}"), &["C-manifest-broken"]),
        case("control characters", swap("text/plain", "text/&#1;plain"), &["C-manifest-broken"]),
        case("another root", with("<html/>"), &["C-manifest-root-element"]),
        case("another namespace", swap("manifest:1.0", "manifest:2.0"), &["C-manifest-root-element"]),
        case(
            "attributes without a prefix",
            swap(" manifest:full-path", " full-path"),
            &["C-manifest-attributes"],
        ),
        case("more after its end", with(&format!("{listed}x")), &["C-manifest-broken"]),
        case("two roots", with(&format!("{listed}{listed}")), &["C-manifest-broken"]),
        case("empty", with(""), &["C-manifest-broken"]),
        case("cut off", with(&listed[..listed.len() - 20]), &["C-manifest-broken"]),
        case("a byte order mark", with(&format!("\u{feff}{listed}")), &[]),
        case(
            "UTF-16",
            Zip::edoc()
                .content(MANIFEST, &listed.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()),
            &["C-manifest-broken"],
        ),
        case(
            "Windows-1257 by its own words",
            with(&format!(
                "<?xml version='1.0' encoding='windows-1257'?>{}",
                listed.replace("a.txt", "ā.txt")
            )),
            &["C-manifest-broken"],
        ),
        case("an element that is not its own", swap("</m", "<x/></m"), &["C-manifest-element"]),
        case(
            "a file in a group",
            swap(
                "</m",
                "<manifest:group><manifest:file-entry manifest:full-path=\"b.txt\"/></manifest:group></m",
            ),
            &["C-manifest-element"],
        ),
        case(
            "encrypted as OpenDocument does",
            swap(
                "plain\"/>",
                "plain\"><manifest:encryption-data><manifest:algorithm/></manifest:encryption-data></manifest:file-entry>",
            ),
            &["C-encrypted"],
        ),
        case(
            "a path that is a URI",
            Zip::edoc().renamed("a b.txt").content(MANIFEST, manifest(&[("a%20b.txt", "a/b")]).as_bytes()),
            &["C-manifest-absent", "C-manifest-unlisted"],
        ),
        case(
            "two roots of the container",
            swap("</m", "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"a/b\"/></m"),
            &["C-manifest-duplicate"],
        ),
        case("version 1.1", swap("version=\"1.2\"", "version=\"1.1\""), &["C-manifest-version"]),
        case("version 1.3", swap("version=\"1.2\"", "version=\"1.3\""), &["C-manifest-version"]),
        case("no version", swap(" manifest:version=\"1.2\"", ""), &["C-manifest-no-version"]),
        case(
            "no root",
            swap("full-path=\"/\"", "full-path=\"./\""),
            &["C-manifest-no-root", "C-manifest-extra"],
        ),
        case("another type of the root", swap("asic-e+zip", "asic-s+zip"), &["C-manifest-root-type"]),
        case("a file is not listed", Zip::edoc().with("b.txt", b"x"), &["C-manifest-unlisted"]),
        case(
            "a listed file is not there",
            with(&manifest(&[("a.txt", "text/plain"), ("b.txt", "text/plain")])),
            &["C-manifest-absent"],
        ),
        case(
            "a file is listed twice",
            with(&manifest(&[("a.txt", "text/plain"), ("a.txt", "text/plain"), ("a.txt", "x/y")])),
            &["C-manifest-duplicate"],
        ),
        case(
            "its own entry is listed",
            with(&manifest(&[("a.txt", "text/plain"), (MANIFEST, "text/xml")])),
            &["C-manifest-extra"],
        ),
        case(
            "a PDF that is none",
            with(&manifest(&[("a.txt", "application/pdf")])),
            &["C-media-type-content"],
        ),
        case("a picture that is a PDF", Zip::edoc().content("a.txt", b"%PDF-1.7"), &["C-media-type-content"]),
        case("a media type without a slash", swap("text/plain", "text"), &["C-media-type"]),
        case(
            "a media type with parameters",
            swap("text/plain", "text/plain; charset=UTF-8"),
            &["C-media-type-parameters"],
        ),
        case("parameters of no media type", swap("text/plain", "; charset=UTF-8"), &["C-media-type"]),
    ]
}

fn entries() -> Vec<Case> {
    vec![
        case("a folder", Zip::edoc().with("d/", b""), &["C-directory-entry"]),
        case(
            "something hidden in a folder",
            Zip::edoc().with("META-INF/x/", b"hidden"),
            &["C-directory-content", "C-directory-entry-meta"],
        ),
        case(
            "a file and a folder of one name",
            Zip::edoc()
                .renamed("d")
                .with("D/b.txt", b"x")
                .content(MANIFEST, manifest(&[("d", "a/b"), ("D/b.txt", "a/b")]).as_bytes()),
            &["C-name-file-and-folder", "C-name-folder"],
        ),
        case(
            "the folder of the format as a file",
            Zip::edoc().renamed("META-INF"),
            &["C-name-file-and-folder"],
        ),
        case("the folder META-INF", Zip::edoc().with("META-INF/", b""), &["C-directory-entry-meta"]),
        case(
            "no data",
            Zip::edoc().without("a.txt").content(MANIFEST, manifest(&[]).as_bytes()),
            &["C-no-data"],
        ),
        case("empty", Zip::edoc().content("a.txt", b""), &["C-empty-file"]),
        case("the same name twice", Zip::edoc().with("a.txt", b"other"), &["C-duplicate"]),
        case(
            "another letter case",
            Zip::edoc()
                .with("A.TXT", b"other")
                .content(MANIFEST, manifest(&[("a.txt", "a/b"), ("A.TXT", "a/b")]).as_bytes()),
            &["C-duplicate-folded"],
        ),
        case(
            "composed and not",
            Zip::edoc()
                .renamed("ā.txt")
                .with("a\u{304}.txt", b"other")
                .content(MANIFEST, manifest(&[("ā.txt", "a/b"), ("a\u{304}.txt", "a/b")]).as_bytes()),
            &["C-name-nfc", "C-duplicate-folded"],
        ),
        case(
            "the manifest in capitals",
            Zip::edoc().entry(MANIFEST, |e| e.rename(b"META-INF/MANIFEST.XML")),
            &["C-meta-stranger", "C-manifest-missing"],
        ),
        case("a stranger", Zip::edoc().with("META-INF/package.json", b"{}"), &["C-meta-stranger"]),
    ]
}

fn names() -> Vec<Case> {
    let named = |name: &str| Zip::edoc().renamed(name);
    vec![
        case("Latvian letters", named("Pieteikums Ķēniņš+1 (2).pdf"), &[]),
        case(
            "none",
            named("").content(MANIFEST, manifest(&[]).as_bytes()),
            &["C-name-empty", "C-manifest-unlisted"],
        ),
        case("from the root", named("/a.txt"), &["C-name-absolute"]),
        case("a drive", named("C:/a.txt"), &["C-name-absolute", "C-name-character", "C-name-folder"]),
        case("out of the folder", named("../a.txt"), &["C-name-traversal", "C-name-folder"]),
        case("out of the folder later", named("x/../../a.txt"), &["C-name-traversal", "C-name-folder"]),
        case("out of the folder on Windows", named("..\\a.txt"), &["C-name-traversal", "C-name-backslash"]),
        case("an empty part", named("x//a.txt"), &["C-name-segment", "C-name-folder"]),
        case("a dot", named("./a.txt"), &["C-name-segment", "C-name-folder"]),
        case("a backslash", named("x\\a.txt"), &["C-name-backslash"]),
        case("a question mark", named("a?.txt"), &["C-name-character"]),
        case("a device", named("nul.txt"), &["C-name-system"]),
        case("a version", named("a.txt;12"), &["C-name-version"]),
        case("a dot at the end", named("a."), &["C-name-system"]),
        case("a control character", named("a\u{7f}.txt"), &["C-name-control"]),
        case("turned round", named("a\u{202e}fdp.exe"), &["C-name-invisible"]),
        case(
            "the format's own in small letters",
            named("meta-inf/a.txt"),
            &["C-name-reserved", "C-name-folder"],
        ),
        case("mimetype in capitals", named("MIMETYPE"), &["C-name-reserved", "C-duplicate-folded"]),
        case("long", named(&"x".repeat(201)), &["C-name-long"]),
        case("long enough", named(&"x".repeat(200)), &[]),
        case("marks apart", named("ja\u{304}.txt"), &["C-name-nfc"]),
        case("in a folder", named("d/a.txt"), &["C-name-folder"]),
        case(
            "Windows-1257",
            Zip::edoc().entry("a.txt", |e| e.both(|h| h.name = b"\xed.txt".to_vec())),
            &["C-name-utf8", "C-manifest-absent", "C-manifest-unlisted"],
        ),
        case(
            "UTF-8 and nobody says so",
            named("ķ.txt").entry("ķ.txt", |e| e.both(|h| h.flags = 0)),
            &["C-name-unflagged"],
        ),
        case(
            "another name for other readers",
            Zip::edoc().entry("a.txt", |e| e.both(|h| h.extra = b"\x75\x70\x0a\0\x01\0\0\0\0b.txt".to_vec())),
            &["C-name-two"],
        ),
        case(
            "two other names",
            Zip::edoc().entry("a.txt", |e| {
                let own = b"\x75\x70\x0a\0\x01\0\0\0\0a.txt".as_slice();
                e.both(|h| h.extra = [own, own].concat());
            }),
            &["C-extra-twice"],
        ),
    ]
}

/// A `XAdES` file with one reference: what of the digest and the like is under test.
fn signed(uri: &str, algorithm: &str, digest: &str, transforms: &str, media_type: &str) -> String {
    let certificate = base64::engine::general_purpose::STANDARD.encode(CERTIFICATE);
    let named = Sha256Digest::of(CERTIFICATE).base64();
    format!(
        r##"<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"><ds:Signature Id="S0"><ds:SignedInfo>
        <ds:Reference Id="r" URI="{uri}">{transforms}<ds:DigestMethod Algorithm="{algorithm}"/><ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>
        <ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#S0-p"><ds:DigestMethod Algorithm="x"/><ds:DigestValue>AA==</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>AA==</ds:SignatureValue>
        <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
        <ds:Object><xades:QualifyingProperties Target="#S0"><xades:SignedProperties Id="S0-p"><xades:SignedSignatureProperties><xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="{SHA256}"/><ds:DigestValue>{named}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties><xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#r"><xades:MimeType>{media_type}</xades:MimeType></xades:DataObjectFormat></xades:SignedDataObjectProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object>
        </ds:Signature></asic:XAdESSignatures>"##
    )
}

fn asic_manifest(signature: &str, references: &str) -> String {
    format!(
        r#"<a:ASiCManifest xmlns:a="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">{signature}{references}</a:ASiCManifest>"#
    )
}

fn signatures() -> Vec<Case> {
    let digest = Sha256Digest::of(b"hello").base64();
    let good = signed("a.txt", SHA256, &digest, "", "text/plain");
    let with = |xml: &str| Zip::edoc().with(SIGNATURE, xml.as_bytes());
    let reference = format!(
        r#"<a:DataObjectReference URI="a.txt"><ds:DigestMethod Algorithm="{SHA256}"/><ds:DigestValue>{digest}</ds:DigestValue></a:DataObjectReference>"#
    );
    let p7s = r#"<a:SigReference URI="META-INF/signature.p7s"/>"#;
    let cades = |xml: &str| {
        let signature = signature(xml.as_bytes());
        Zip::edoc()
            .with("META-INF/ASiCManifest.xml", xml.as_bytes())
            .with("META-INF/signature.p7s", &signature)
    };
    let sha512 = Sha512Digest::of(b"hello").base64();
    let spaced = signed("a%20b+ķ.txt", SHA256, &digest, "", "text/plain");
    let ok = "C-signature-unchecked";
    vec![
        case("XAdES", with(&good), &[ok]),
        case(
            "XAdES over a name with a space",
            Zip::edoc().renamed("a b+ķ.txt").with(SIGNATURE, spaced.as_bytes()),
            &[ok],
        ),
        case(
            "XAdES with SHA-512",
            with(&signed("a.txt", "http://www.w3.org/2001/04/xmlenc#sha512", &sha512, "", "text/plain")),
            &[ok],
        ),
        case(
            "only a time-stamp",
            Zip::edoc().with("META-INF/timestamp.tst", &time_stamp(b"x")),
            &["C-signature-over-nothing", "C-timestamp-only"],
        ),
        case(
            "a time-stamp that is none",
            Zip::edoc().with("META-INF/timestamp.tst", &signature(b"x")),
            &["C-signature-broken", "C-timestamp-only"],
        ),
        case(
            "XAdES whose properties nobody signs",
            with(&good.replace("URI=\"#S0-p\"", "URI=\"#other\"")),
            &["E-properties-unsigned", ok],
        ),
        case("no XML", with("x"), &["C-signature-broken"]),
        case("entities", with("<!DOCTYPE x><x/>"), &["C-doctype"]),
        case("something else", with("<html/>"), &["C-signature-root"]),
        case("no signature", with("<a:XAdESSignatures xmlns:a='x'/>"), &["C-signature-none"]),
        case(
            "by eParaksts",
            Zip::edoc().with("META-INF/edoc-signatures-S1.xml", good.as_bytes()),
            &["C-signature-name", ok],
        ),
        case(
            "of both kinds",
            with(&good).with("META-INF/signature.p7s", &signature(b"x")),
            &["C-signature-over-nothing", "C-signatures-mixed", ok],
        ),
        case(
            "a CAdES signature that is none",
            Zip::edoc().with("META-INF/signature.p7s", b"x"),
            &["C-signature-broken"],
        ),
        case(
            "of a file that is gone",
            with(&signed("b.txt", SHA256, &digest, "", "text/plain")),
            &["C-reference-missing", "C-reference-partial", ok],
        ),
        case("of another file", with(&good.replace(&digest, "AAAA")), &["C-reference-digest", ok]),
        case(
            "of one file of two",
            with(&good)
                .with("b.txt", b"x")
                .content(MANIFEST, manifest(&[("a.txt", "text/plain"), ("b.txt", "a/b")]).as_bytes()),
            &["C-reference-partial", ok],
        ),
        case(
            "of the file by another path",
            with(&signed("./a.txt", SHA256, &digest, "", "text/plain")),
            &["C-reference-missing", "C-reference-partial", ok],
        ),
        case(
            "of nothing in the container",
            with(&signed("http://example.org/a.txt", SHA256, &digest, "", "text/plain")),
            &["C-reference-missing", "C-reference-partial", ok],
        ),
        case(
            "of the type of the container alone",
            with(&signed("mimetype", SHA256, &Sha256Digest::of(MIMETYPE).base64(), "", "text/plain")),
            &["C-reference-partial", ok],
        ),
        case("empty", with(""), &["C-signature-broken"]),
        case(
            "at the root it is no signature",
            Zip::edoc().with("signatures0.xml", good.as_bytes()),
            &["C-manifest-unlisted"],
        ),
        case(
            "transformed",
            with(&signed(
                "a.txt",
                SHA256,
                "AA==",
                "<ds:Transforms><ds:Transform/></ds:Transforms>",
                "text/plain",
            )),
            &["C-reference-unchecked", ok],
        ),
        case(
            "SHA-1",
            with(&signed("a.txt", SHA1, "qvTGHdzF6KLavt4PO0gs2a6pQ00=", "", "text/plain")),
            &["C-reference-weak", ok],
        ),
        case(
            "SHA-1 of something else",
            with(&signed("a.txt", SHA1, "AA==", "", "text/plain")),
            &["C-reference-digest", "C-reference-weak", ok],
        ),
        case(
            "MD5",
            with(&signed("a.txt", "http://www.w3.org/2001/04/xmldsig-more#md5", "AA==", "", "text/plain")),
            &["C-reference-unchecked", ok],
        ),
        case(
            "of another media type",
            with(&signed("a.txt", SHA256, &digest, "", "text/html")),
            &["C-media-type-signed", ok],
        ),
        case(
            "by a name that nobody looks for",
            Zip::edoc().with("META-INF/xades.xml", good.as_bytes()),
            &["C-signature-misnamed"],
        ),
        case(
            "CMS by a name that nobody looks for",
            Zip::edoc().with("META-INF/signed.bin", &signature(b"x")),
            &["C-signature-misnamed"],
        ),
        case(
            "listed in the manifest",
            with(&good)
                .content(MANIFEST, manifest(&[("a.txt", "text/plain"), (SIGNATURE, "text/xml")]).as_bytes()),
            &["C-manifest-signature", ok],
        ),
        case("CAdES", cades(&asic_manifest(p7s, &reference)), &["C-cades", ok]),
        case(
            "CAdES over a manifest in lower case, SHA-256 by another URI",
            {
                let xml = asic_manifest(p7s, &reference.replace(SHA256, &SHA1.replace("sha1", "sha256")));
                Zip::edoc()
                    .with("META-INF/asicmanifest.xml", xml.as_bytes())
                    .with("META-INF/signature.p7s", &signature(xml.as_bytes()))
            },
            &["C-asic-manifest-name", "C-cades", ok],
        ),
        case(
            "CAdES over another ASiCManifest",
            cades(&asic_manifest(p7s, &reference)).content("META-INF/signature.p7s", &signature(b"other")),
            &["C-reference-digest", "C-cades", ok],
        ),
        case(
            "an ASiCManifest of nothing",
            cades("<x/>"),
            &["C-signature-over-nothing", "C-asic-manifest-broken", "C-asic-manifest-partial", "C-cades", ok],
        ),
        case(
            "an ASiCManifest without a signature",
            cades(&asic_manifest("", &reference)),
            &["C-signature-over-nothing", "C-asic-manifest-broken", "C-asic-manifest-partial", "C-cades", ok],
        ),
        case(
            "an ASiCManifest with two signatures",
            cades(&asic_manifest(&format!("{p7s}{p7s}"), &reference)),
            &["C-asic-manifest-broken", "C-cades", ok],
        ),
        case(
            "an ASiCManifest with its signature behind",
            cades(&asic_manifest(&reference, p7s)),
            &["C-asic-manifest-broken", "C-cades", ok],
        ),
        case(
            "an ASiCManifest without a digest",
            cades(&asic_manifest(p7s, &reference.replace(&digest, "!"))),
            &["C-asic-manifest-broken", "C-reference-digest", "C-cades", ok],
        ),
        case(
            "an ASiCManifest whose signature is to come",
            Zip::edoc().with("META-INF/ASiCManifest.xml", asic_manifest(p7s, &reference).as_bytes()),
            &["C-cades-prepared"],
        ),
        case(
            "an ASiCManifest with another media type",
            cades(&asic_manifest(p7s, &reference.replace("URI=", "MimeType=\"text/html\" URI="))),
            &["C-asic-manifest-type", "C-cades", ok],
        ),
        case(
            "an ASiCManifest of another file",
            cades(&asic_manifest(p7s, &reference.replace(&digest, "AAAA"))),
            &["C-reference-digest", "C-cades", ok],
        ),
        case(
            "an ASiCManifest beside XAdES",
            with(&good).with("META-INF/ASiCManifest.xml", asic_manifest(p7s, &reference).as_bytes()),
            &["C-asic-manifest", "C-asic-manifest-signature", ok],
        ),
    ]
}
