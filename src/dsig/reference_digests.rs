use super::reference::{Reference, Target};
use super::signing_certificate::Named;
use super::{Signature, SignatureFault, SignedFiles};
use crate::pki::{EcdsaForm, Intact};
use crate::xml::{Canonicalization, Tree, TreeLimits};

/// A signature all of whose references are right: what it says of itself was digested. Whether anybody signed it, the
/// value must tell.
#[derive(Debug)]
pub(crate) struct Digested<'t> {
    named: Named<'t>,
    covered: Vec<String>,
}

/// Larger than any XML that somebody signs in its canonical form.
const MOST_OCTETS: usize = 64 << 20;

impl Signature<'_> {
    /// What a reference's digest is of, where that is not a file as it is; `None` where it is not there.
    pub(super) fn octets_of(
        &self,
        reference: &Reference,
        files: &mut dyn SignedFiles,
    ) -> Result<Option<Vec<u8>>, SignatureFault> {
        let method = reference.method.as_ref();
        let inclusive = Canonicalization::Inclusive;
        Ok(match (&reference.target, method) {
            (Target::Node(node), method) => {
                Some(self.tree.canonical(*node, method.unwrap_or(&inclusive), None)?)
            }
            (Target::Document, method) => {
                Some(self.tree.canonical(Tree::DOCUMENT, method.unwrap_or(&inclusive), Some(self.node))?)
            }
            (Target::File(name), Some(method)) => match content_of(name, files) {
                None => None,
                Some(content) => {
                    let tree = Tree::read(&content, TreeLimits::SIGNATURES)?;
                    Some(tree.canonical(Tree::DOCUMENT, method, None)?)
                }
            },
            (Target::File(name), None) => content_of(name, files),
        })
    }
}

fn content_of(name: &str, files: &mut dyn SignedFiles) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let mut too_big = false;
    files.feed(name, &mut |piece| {
        too_big |= content.len() + piece.len() > MOST_OCTETS;
        if !too_big {
            content.extend_from_slice(piece);
        }
    })?;
    (!too_big).then_some(content)
}

impl<'t> Digested<'t> {
    pub(super) fn of(named: Named<'t>, covered: Vec<String>) -> Self {
        Self { named, covered }
    }

    /// Verifies the value by the key of the certificate that the signed properties name.
    pub(crate) fn intact(self) -> Result<Intact<Self>, SignatureFault> {
        let signature = &self.named.signature;
        let octets = signature.tree.canonical(signature.signed_info, &signature.method, None)?;
        let (suite, value) = (signature.suite, signature.value.clone());
        let certificate = self.named.certificate.clone();
        Ok(certificate.verify(suite, &octets, &value, EcdsaForm::Fixed, self)?)
    }
}

/// What an intact signature says. Its signer and times are claims: anybody can make a certificate.
impl<'t> Intact<Digested<'t>> {
    /// The files that it is over, as they were digested.
    pub(crate) fn covered(&self) -> &[String] {
        &self.what().covered
    }

    /// What it says, of which its value was made.
    pub(crate) fn named(&self) -> &Named<'t> {
        &self.what().named
    }
}
