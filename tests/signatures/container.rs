//! A container as the tests read it: its files in memory.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use chrono::{DateTime, Utc};
use edocpack::dsig::SignedFiles;
use edocpack::pki::{Certificate, DigestAlgorithm};
use edocpack::trust::{Anchors, TrustList};
use edocpack::validate::{StampVerdict, ValidationData, Validator, Verdict};

#[derive(Clone, Default)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl SignedFiles for Files {
    fn feed(&mut self, name: &str, take: &mut dyn FnMut(&[u8])) -> Option<()> {
        take(self.0.get(name)?);
        Some(())
    }
}

impl Files {
    pub fn open(path: &Path) -> Option<Self> {
        let mut archive = zip::ZipArchive::new(std::fs::File::open(path).ok()?).ok()?;
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let Ok(mut file) = archive.by_index(index) else { continue };
            let mut content = Vec::new();
            if file.read_to_end(&mut content).is_err() {
                continue;
            }
            let Ok(name) = file.name() else { continue };
            files.insert(name.into_owned(), content);
        }
        Some(Self(files))
    }

    /// The names of the files of `XAdES` signatures.
    pub fn xades(&self) -> Vec<String> {
        let names = self.0.keys().filter(|name| name.starts_with("META-INF/"));
        names.filter(|name| name.contains("signatures") && name.ends_with(".xml")).cloned().collect()
    }

    fn cades(&self) -> Vec<String> {
        self.0.keys().filter(|n| n.starts_with("META-INF/") && n.ends_with(".p7s")).cloned().collect()
    }

    pub fn data(&self) -> Vec<&String> {
        self.0
            .keys()
            .filter(|n| !n.starts_with("META-INF/") && *n != "mimetype" && !n.ends_with('/'))
            .collect()
    }

    /// Whether each data file is listed, and each file that is listed is as it says.
    fn is_listed(&self, manifest: &str) -> bool {
        let value = |text: &str, start: &str, end: char| {
            Some(text.split_once(start)?.1.split(end).next()?.to_owned())
        };
        let mut named = Vec::new();
        for part in manifest.split("DataObjectReference ").skip(1) {
            let digest = part.split_once("DigestMethod").and_then(|(_, rest)| {
                // As ph-asic names SHA-256.
                let uri = value(rest, "Algorithm=\"", '"')?
                    .replace("2000/09/xmldsig#sha256", "2001/04/xmlenc#sha256");
                let algorithm = DigestAlgorithm::of_uri(&uri)?;
                Some((algorithm, value(rest.split_once("DigestValue")?.1, ">", '<')?))
            });
            let name = value(part, "URI=\"", '"').unwrap().replace("%20", " ");
            let (Some((algorithm, digest)), Some(content)) = (digest, self.0.get(&name)) else {
                return false;
            };
            if base64::engine::general_purpose::STANDARD.encode(algorithm.of_bytes(content)) != digest.trim()
            {
                return false;
            }
            named.push(name);
        }
        self.data().into_iter().all(|file| named.contains(file))
    }

    /// What a signature or a time-stamp that says nothing of that is over: the manifest that names it, or the one file of the
    /// simple form. What the manifest lists is for the rules of containers to compare; here it is all or nothing, where
    /// everything has to be listed.
    fn over(&self, name: &str, all: bool) -> Option<&Vec<u8>> {
        let manifest = self.0.iter().find(|(other, content)| {
            let text = String::from_utf8_lossy(content).into_owned();
            let reference = text.split("SigReference").nth(1).and_then(|rest| rest.split('>').next());
            other.to_lowercase().contains("manifest") && reference.is_some_and(|r| r.contains(name))
        });
        let over = manifest.map(|(_, content)| content).or_else(|| match self.data().as_slice() {
            [one] => self.0.get(*one),
            _ => None,
        });
        let whole = manifest.is_none_or(|(_, content)| self.is_listed(&String::from_utf8_lossy(content)));
        over.filter(|_| whole || !all)
    }

    /// What each time-stamp that stands by itself is found to be.
    pub fn stamps(&self, anchors: &Anchors, at: DateTime<Utc>) -> Vec<StampVerdict> {
        let names = self.0.keys().filter(|n| n.starts_with("META-INF/") && n.ends_with(".tst"));
        let each = names.map(|name| {
            let over = self.over(name, false);
            let mut digest = |algorithm: DigestAlgorithm| Some(algorithm.of_bytes(over?));
            Validator::new(anchors, at).time_stamp(&self.0[name], &mut digest)
        });
        each.collect()
    }

    /// What each signature is found to be.
    pub fn verdicts(&self, anchors: &Anchors, at: DateTime<Utc>) -> Vec<Verdict> {
        let validator = Validator::new(anchors, at);
        let mut found = Vec::new();
        for name in self.xades() {
            found.extend(validator.xades(&self.0[&name], &mut self.clone()));
        }
        for name in self.cades() {
            let over = self.over(&name, true);
            let mut digest = |algorithm: DigestAlgorithm| Some(algorithm.of_bytes(over?));
            found.extend(validator.cades(&self.0[&name], &[], &ValidationData::default(), &mut digest));
        }
        found
    }
}

pub fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    shared.join("corpus/containers/expected.tsv").exists().then_some(shared)
}

pub fn certificate(path: &Path) -> Certificate {
    let pem = std::fs::read_to_string(path).unwrap();
    let inside = pem.split("-----BEGIN CERTIFICATE-----").nth(1).unwrap();
    let base64: String = inside.split("-----END").next().unwrap().split_whitespace().collect();
    Certificate::read(&base64::engine::general_purpose::STANDARD.decode(base64).unwrap()).unwrap()
}

/// The anchors of a list of `cases/signatures`.
pub fn listed(shared: &Path, name: &str) -> Anchors {
    let pki = shared.join("cases/signatures/pki");
    let xml = std::fs::read(pki.join("www").join(name)).unwrap();
    let mut anchors = Anchors::default();
    anchors.add_list(TrustList::verify(&xml, &[certificate(&pki.join("tl.crt"))]).unwrap());
    anchors
}

pub fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}
