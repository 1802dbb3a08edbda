//! The viewers of this machine, and whether two of them show a field otherwise.

use std::path::Path;
use std::process::Command;

/// Programs that paint a page to a grey bitmap (PGM): name, arguments with `IN`, `OUT`, `PAGE`.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("pdftoppm", &["-gray", "-r", "72", "-f", "PAGE", "-l", "PAGE", "-singlefile", "IN", "OUT"]),
    ("mutool", &["draw", "-q", "-c", "gray", "-r", "72", "-F", "pgm", "-o", "OUT.pgm", "IN", "PAGE"]),
];
const PDFIUM: &str = "import sys, pypdfium2 as p
d = p.PdfDocument(sys.argv[1]); d.init_forms(); g = d[int(sys.argv[3]) - 1].render(scale=1, may_draw_forms=True).to_pil().convert('L')
open(sys.argv[2] + '.pgm', 'wb').write(b'P5 %d %d 255\\n' % g.size + g.tobytes())";

pub struct Viewers(Vec<Vec<String>>);

impl Viewers {
    pub fn installed() -> Self {
        let works = |program: &str, argument: &str| Command::new(program).arg(argument).output().is_ok();
        let mut found = Vec::new();
        for (program, arguments) in PROGRAMS {
            if works(program, "-v") {
                found.push(
                    std::iter::once(*program).chain(arguments.iter().copied()).map(String::from).collect(),
                );
            }
        }
        let python = std::env::var("EDOCPACK_PYTHON").unwrap_or_else(|_| "python3".into());
        let has_pdfium = Command::new(&python).args(["-c", "import pypdfium2"]).output();
        if has_pdfium.is_ok_and(|output| output.status.success()) {
            found.push([&python, "-c", PDFIUM, "IN", "OUT", "PAGE"].map(String::from).to_vec());
        }
        println!("viewers: {}", found.len());
        Self(found)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether two viewers show a rectangle (left, bottom, right, top) of a page, from 1, otherwise.
    pub fn differ(&self, genuine: &[u8], altered: &[u8], page: usize, rect: [f64; 4]) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let files = [("genuine", genuine), ("altered", altered)].map(|(name, bytes)| {
            let path = folder.path().join(format!("{name}.pdf"));
            std::fs::write(&path, bytes).unwrap();
            path
        });
        let differs = |viewer: &&Vec<String>| {
            let [before, after] = files.each_ref().map(|path| paint(viewer, path, page));
            match (before, after) {
                (Some(before), Some(after)) => before.differs(&after, rect),
                _ => false,
            }
        };
        self.0.iter().filter(differs).count() >= 2
    }
}

struct Bitmap {
    width: usize,
    height: usize,
    gray: Vec<u8>,
}

fn paint(viewer: &[String], file: &Path, page: usize) -> Option<Bitmap> {
    let out = file.with_extension("out");
    let fill = |argument: &String| {
        let argument = argument.replace("PAGE", &page.to_string());
        argument.replace("IN", file.to_str().unwrap()).replace("OUT", out.to_str().unwrap())
    };
    let arguments: Vec<String> =
        viewer.iter().skip(1).map(|a| if a.contains('\n') { a.clone() } else { fill(a) }).collect();
    Command::new(&viewer[0]).args(arguments).output().ok()?;
    let bitmap =
        std::fs::read(out.with_extension("out.pgm")).or_else(|_| std::fs::read(out.with_extension("pgm")));
    let bitmap = Bitmap::read(&bitmap.ok()?);
    let _ = std::fs::remove_file(out.with_extension("out.pgm"));
    let _ = std::fs::remove_file(out.with_extension("pgm"));
    bitmap
}

impl Bitmap {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut at = 0;
        let mut words = Vec::new();
        while words.len() < 4 {
            let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace)?;
            words.push(std::str::from_utf8(&bytes[at..end]).ok()?.to_owned());
            at = end + 1;
        }
        let (width, height) = (words[1].parse().ok()?, words[2].parse().ok()?);
        Some(Self { width, height, gray: bytes[at..].to_vec() })
    }

    /// Whether the sum of differences in a rectangle is more than that of edges.
    fn differs(&self, other: &Self, [left, bottom, right, top]: [f64; 4]) -> bool {
        if (self.width, self.height) != (other.width, other.height) {
            return true;
        }
        let rows =
            (self.height as f64 - top).max(0.0) as usize..(self.height as f64 - bottom).max(0.0) as usize + 1;
        let mut sum = 0_u64;
        for row in rows {
            for column in left.max(0.0) as usize..(right as usize + 1).min(self.width) {
                let at = row * self.width + column;
                let (a, b) =
                    (self.gray.get(at).copied().unwrap_or(255), other.gray.get(at).copied().unwrap_or(255));
                sum += u64::from(a.abs_diff(b) / 48);
            }
        }
        sum > 6
    }
}
