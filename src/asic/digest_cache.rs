//! Digests of entries, each computed once.

use std::collections::BTreeMap;

use super::entry_table::EntryTable;
use crate::pki::DigestAlgorithm;

/// SHA-1: no longer safe to sign with.
pub(super) const SHA1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";

/// Digests of the entries of an archive, each computed once however many signatures name it.
pub(super) struct DigestCache<'a, 'b> {
    table: &'b EntryTable<'a>,
    cache: BTreeMap<(String, DigestAlgorithm), Option<Vec<u8>>>,
}

impl<'a, 'b> DigestCache<'a, 'b> {
    pub(super) fn of(table: &'b EntryTable<'a>) -> Self {
        Self { table, cache: BTreeMap::new() }
    }

    /// The digest of the entry `name`; `None` where it cannot be read.
    pub(super) fn digest(&mut self, name: &str, algorithm: DigestAlgorithm) -> Option<&[u8]> {
        let table = self.table;
        let digest = self.cache.entry((name.to_owned(), algorithm)).or_insert_with(|| {
            let entry = table.get(name)?;
            let sha256 = entry.sha256()?;
            if algorithm == DigestAlgorithm::Sha256 {
                return Some(sha256.as_bytes().to_vec());
            }
            algorithm.of_chunks(|take| {
                let decompressed = entry.decompress(&mut |chunk| {
                    take(chunk);
                    Ok(())
                });
                decompressed.ok()
            })
        });
        digest.as_deref()
    }
}
