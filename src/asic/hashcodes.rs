//! `META-INF/hashcodes-sha256.xml` and `-sha512.xml`: the digests of files that are elsewhere. The signing service `SiGa`
//! leaves the files with the system that has them signed.

use std::collections::{BTreeMap, BTreeSet};

use super::entry_role::META_INF;
use super::entry_table::EntryTable;
use super::uri_and_base64::base64_decoded;
use crate::pki::DigestAlgorithm;
use crate::xml::{XmlEvent, XmlFault, XmlReader};

/// More than a container may have files.
const MOST: usize = 10_000;

/// Digests by the name of the file and the algorithm.
#[derive(Debug, Default)]
pub(super) struct Hashcodes(BTreeMap<(String, DigestAlgorithm), Vec<u8>>);

impl Hashcodes {
    /// Whether an entry of this name holds such digests, and by which algorithm.
    pub(super) fn algorithm_of_name(name: &str) -> Option<DigestAlgorithm> {
        match name.strip_prefix(META_INF)? {
            "hashcodes-sha256.xml" => Some(DigestAlgorithm::Sha256),
            "hashcodes-sha512.xml" => Some(DigestAlgorithm::Sha512),
            _ => None,
        }
    }

    /// What can be read of them.
    pub(super) fn read(table: &EntryTable<'_>) -> Self {
        let mut hashcodes = Self::default();
        for name in table.names() {
            let Some(algorithm) = Self::algorithm_of_name(name) else { continue };
            let read = table.parse_xml(name, |xml| hashcodes.read_file(xml, algorithm));
            // What cannot be read says nothing of any file.
            if !matches!(read, Some(Ok(()))) {
                hashcodes.0.retain(|(_, of), _| *of != algorithm);
            }
        }
        hashcodes
    }

    fn read_file(&mut self, mut xml: XmlReader<'_>, algorithm: DigestAlgorithm) -> Result<(), XmlFault> {
        while let Some(event) = xml.next()? {
            let XmlEvent::Start(element) = event else { continue };
            if element.name != "file-entry" {
                continue;
            }
            if self.0.len() == MOST {
                return Err(XmlFault::TooBig);
            }
            let attribute = |name| element.attribute("", name);
            let digest = attribute("hash").and_then(base64_decoded);
            if let Some((name, digest)) = attribute("full-path").zip(digest) {
                self.0.insert((name.to_owned(), algorithm), digest);
            }
        }
        Ok(())
    }

    /// The files, in the order of their names.
    pub(super) fn names(&self) -> BTreeSet<&str> {
        self.0.keys().map(|(name, _)| name.as_str()).collect()
    }

    /// The digest that is stated for a file.
    pub(super) fn digest(&self, name: &str, algorithm: DigestAlgorithm) -> Option<&[u8]> {
        self.0.get(&(name.to_owned(), algorithm)).map(Vec::as_slice)
    }
}
