//! Reads the files with signatures and time-stamps of a container, and finds the entry that each of them signs.

use std::sync::Arc;

use super::asic_manifest::AsicManifest;
use super::container_kind::ContainerKind;
use super::entry_table::EntryTable;
use super::signature::{Signature, SignatureFault, SignatureFile};
use super::signature_form::SignatureForm;
use super::xades::{self, XadesFile};
use crate::pki::{SignedData, Signer, TimeStamp};
use crate::xml::{Tree, TreeLimits, XmlFault};

/// Nodes of the documents of all signatures of a container, which stay in memory with it; 1,000 files of the usual size have as
/// many.
const MOST_NODES: u32 = 1_000_000;

/// What all files of a container together may still hold.
struct SignatureBudget {
    /// Signatures and references.
    references: usize,
    /// Nodes of documents.
    nodes: u32,
}

/// One file for each entry whose name has a [`SignatureForm`], in the order of the directory.
pub(super) fn read_all(
    table: &EntryTable<'_>,
    asic_manifests: &[(String, Result<AsicManifest, XmlFault>)],
    kind: ContainerKind,
) -> Vec<SignatureFile> {
    let mut budget = SignatureBudget { references: xades::MOST_REFERENCES, nodes: MOST_NODES };
    let files = table.names().filter_map(|name| Some((name, SignatureForm::of_name(name)?)));
    let mut files: Vec<_> = files.map(|(name, form)| read_file(table, name, form, &mut budget)).collect();
    if files.iter().any(|file| matches!(file.form, SignatureForm::Cades | SignatureForm::Timestamp)) {
        let is_complete = link_to_manifests(asic_manifests, &mut files, &mut budget.references);
        if is_complete && kind == ContainerKind::AsicS {
            link_to_only_data_file(table, &mut files);
        }
    }
    files
}

fn read_file(
    table: &EntryTable<'_>,
    name: &str,
    form: SignatureForm,
    budget: &mut SignatureBudget,
) -> SignatureFile {
    let mut file = SignatureFile::unread(name, form);
    if form == SignatureForm::EvidenceRecord {
        return file;
    }
    // The same bound for all of them: signatures of any form are small.
    let result = match table.read_parsed_entry(name) {
        None => Err(SignatureFault::NoContent),
        Some(Err(fault)) => Err(SignatureFault::Unreadable(fault)),
        Some(Ok(bytes)) => parse_content(&mut file, &bytes, table.limits.depth, budget),
    };
    file.fault = result.err();
    file
}

fn parse_content(
    file: &mut SignatureFile,
    bytes: &[u8],
    max_depth: u64,
    budget: &mut SignatureBudget,
) -> Result<(), SignatureFault> {
    match file.form {
        SignatureForm::Xades => {
            let nodes = TreeLimits::SIGNATURES.nodes.min(budget.nodes);
            let tree = Tree::read(bytes, TreeLimits { depth: max_depth, nodes });
            let tree = tree.map_err(SignatureFault::Unreadable)?;
            budget.nodes = budget.nodes.saturating_sub(tree.node_count());
            match xades::read(&tree, &mut budget.references).map_err(SignatureFault::Unreadable)? {
                XadesFile::Signatures { signatures, repeated_ids } => {
                    (file.signatures, file.repeated_ids) = (signatures, repeated_ids);
                    file.tree = Some(Arc::new(tree));
                }
                XadesFile::Other(root) => return Err(SignatureFault::UnexpectedRoot(root)),
            }
        }
        SignatureForm::Cades => {
            let data = SignedData::read(bytes).map_err(SignatureFault::Pki)?;
            let signatures = data.signers().iter().map(|info| Signature {
                signer: Signer::of_cms(&data, info),
                cms: Some(info.clone()),
                ..Signature::default()
            });
            file.signatures = signatures.collect();
        }
        SignatureForm::Timestamp => {
            file.time_stamp = Some(TimeStamp::read(bytes).map_err(SignatureFault::Pki)?);
        }
        SignatureForm::EvidenceRecord => {}
    }
    Ok(())
}

/// The `ASiCManifest` that names a file of `CAdES` signatures or a time-stamp is the entry that is signed; it lists the
/// files (EN 319 162-1, 4.4.4.2). Whether the budget sufficed.
fn link_to_manifests(
    asic_manifests: &[(String, Result<AsicManifest, XmlFault>)],
    files: &mut [SignatureFile],
    budget: &mut usize,
) -> bool {
    for (name, manifest) in asic_manifests {
        let Ok(manifest) = manifest else { continue };
        let named = |file: &&mut SignatureFile| {
            manifest.sig_reference.as_deref() == Some(&file.name) && file.signed_entry.is_none()
        };
        let Some(file) = files.iter_mut().find(named) else { continue };
        file.signed_entry = Some(name.clone());
        for signature in &mut file.signatures {
            let Some(left) = budget.checked_sub(manifest.data_object_references.len()) else { return false };
            *budget = left;
            signature.references.clone_from(&manifest.data_object_references);
        }
    }
    true
}

/// In ASiC-S the one data file itself is signed (EN 319 162-1, 4.3.3.2).
fn link_to_only_data_file(table: &EntryTable<'_>, files: &mut [SignatureFile]) {
    let mut data = table.data_files();
    if let (Some(only), None) = (data.next(), data.next()) {
        for file in files.iter_mut().filter(|file| file.signed_entry.is_none()) {
            file.signed_entry = Some(only.name().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Documents stay in memory with their container: what one takes is not there for the next.
    #[test]
    fn the_documents_of_a_container_are_bounded_together() {
        let xml =
            br#"<XAdESSignatures><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></XAdESSignatures>"#;
        let mut budget = SignatureBudget { references: 10, nodes: 7 };
        let mut read = || {
            let mut file = SignatureFile::unread("META-INF/signatures.xml", SignatureForm::Xades);
            parse_content(&mut file, xml, 9, &mut budget).map(|()| file.tree().is_some())
        };
        assert_eq!([read(), read()], [Ok(true), Ok(true)]);
        assert_eq!(read(), Err(SignatureFault::Unreadable(XmlFault::TooBig)));
    }
}
