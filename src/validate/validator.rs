use chrono::{DateTime, Utc};

use super::evidence::{Evidence, of_signature, of_signer, of_token};
use super::judge::Judge;
use super::status::Statuses;
use super::{
    Cause, Indication, Integrity, Observation, StampVerdict, SubIndication, ValidationData, Verdict,
};
use crate::dsig::{Digested, Packaging, Signature, SignatureFault, SignedFiles};
use crate::pki::{DigestAlgorithm, Ocsp, Pool, SignedData, SignerInfo, Token};
use crate::trust::Anchors;
use crate::xml::{NodeId, Tree, TreeLimits, XmlFault};

/// Judges signatures by what was handed in: anchors, and the time.
///
/// ```
/// use chrono::DateTime;
/// use edocpack::dsig::SignedFiles;
/// use edocpack::trust::Anchors;
/// use edocpack::validate::{Indication, Integrity, Validator};
///
/// struct Nothing;
/// impl SignedFiles for Nothing {
///     fn feed(&mut self, _: &str, _: &mut dyn FnMut(&[u8])) -> Option<()> {
///         None
///     }
/// }
///
/// let anchors = Anchors::default();
/// let validator = Validator::new(&anchors, DateTime::UNIX_EPOCH);
/// let verdicts = validator.xades(b"<a/>", &mut Nothing);
/// assert!(verdicts.is_empty(), "no signature");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Validator<'a> {
    anchors: &'a Anchors,
    at: DateTime<Utc>,
}

/// Signatures of one file; those beyond are refused.
const MOST: usize = 100;
/// Octets that are digested anew for archive time-stamps of one file; those beyond are told as unread.
const MOST_ARCHIVED: u64 = 1 << 30;

impl<'a> Validator<'a> {
    /// Judges as of `at`, by these anchors.
    pub fn new(anchors: &'a Anchors, at: DateTime<Utc>) -> Self {
        Self { anchors, at }
    }

    /// Each signature of a file of `XAdES` signatures, in its order. `files` are those that it may be over.
    pub fn xades(&self, xml: &[u8], files: &mut dyn SignedFiles) -> Vec<Verdict> {
        match Tree::read(xml, TreeLimits::SIGNATURES) {
            Ok(tree) => self.xades_in(&tree, files),
            Err(fault) => vec![Self::of_unread(fault)],
        }
    }

    /// Of a file of `XAdES` signatures that cannot be read.
    pub(crate) fn of_unread(fault: XmlFault) -> Verdict {
        refused(None, &fault.into())
    }

    /// Each signature of a document, in its order. `files` are those that it may be over.
    pub(crate) fn xades_in(&self, tree: &Tree, files: &mut dyn SignedFiles) -> Vec<Verdict> {
        let nodes = Signature::all_in(tree);
        let mut archived = MOST_ARCHIVED;
        let each = nodes.into_iter().enumerate().map(|(place, node)| match place {
            0..MOST => self.xml_signature(tree, node, files, &mut archived),
            _ => refused(None, &SignatureFault::Form("the file has too many signatures")),
        });
        each.collect()
    }

    fn xml_signature(
        &self,
        tree: &Tree,
        node: NodeId,
        files: &mut dyn SignedFiles,
        archived: &mut u64,
    ) -> Verdict {
        let id = tree.attribute(node, "Id").map(str::to_owned);
        let named = || Signature::read(tree, node, Packaging::Detached).and_then(Signature::named);
        let intact = named().and_then(|named| named.digested(files)).and_then(Digested::intact);
        match intact {
            Ok(intact) => self.judge().verdict(&Evidence::of_xades(id, &intact, files, archived)),
            Err(fault) => {
                let mut verdict = refused(id, &fault);
                if let Ok(named) = named() {
                    verdict.observations.extend(self.judge().besides(&Evidence::of_broken(&named, files)));
                }
                verdict
            }
        }
    }

    /// Each signature of a CMS file (`CAdES`, or `PAdES` in a PDF) over something beside it, whose digest `content` gives;
    /// `covers` are the names of what that is, and `beside` what a PDF has to validate it by.
    pub fn cades(
        &self,
        cms: &[u8],
        covers: &[String],
        beside: &ValidationData,
        content: &mut dyn FnMut(DigestAlgorithm) -> Option<Vec<u8>>,
    ) -> Vec<Verdict> {
        let data = match SignedData::read(cms) {
            Ok(data) => data,
            Err(error) => {
                let observation = Observation::with(Cause::Form, error);
                return vec![Verdict::broken(
                    None,
                    Integrity::Unknown,
                    SubIndication::FormatFailure,
                    observation,
                )];
            }
        };
        data.signers()
            .iter()
            .map(|signer| self.cms_signature(&data, signer, covers, beside, content))
            .collect()
    }

    fn cms_signature(
        &self,
        data: &SignedData,
        signer: &SignerInfo,
        covers: &[String],
        beside: &ValidationData,
        content: &mut dyn FnMut(DigestAlgorithm) -> Option<Vec<u8>>,
    ) -> Verdict {
        let inside = data.content();
        let digest = |algorithm: DigestAlgorithm| match inside {
            // What is inside must be what is beside.
            Some(inside) => {
                Some(algorithm.of_bytes(inside)).filter(|digest| content(algorithm).as_ref() == Some(digest))
            }
            None => content(algorithm),
        };
        let mut certificates = [data.certificates(), &signer.certificate_values()].concat();
        certificates.extend(beside.certificates());
        let intact = signer.named(&certificates).and_then(|named| named.verify(None, digest));
        match intact {
            Ok(intact) => {
                let evidence = Evidence::of_cms(data, &intact, covers.to_vec(), beside, content);
                self.judge().verdict(&evidence)
            }
            Err(fault) => {
                let (sub, cause) = of_signer(&fault);
                Verdict::broken(None, integrity(cause), sub, Observation::with(cause, fault))
            }
        }
    }

    /// A time-stamp token over something, whose digest `content` gives.
    pub fn time_stamp(
        &self,
        token: &[u8],
        content: &mut dyn FnMut(DigestAlgorithm) -> Option<Vec<u8>>,
    ) -> StampVerdict {
        let failed = |sub: SubIndication, observation: Observation| StampVerdict {
            integrity: integrity(observation.cause),
            indication: sub.of_failure(),
            sub_indication: Some(sub),
            time: None,
            authority: None,
            observations: vec![observation],
        };
        let token = match Token::verify(token, self.anchors.pool().certificates()) {
            Ok(token) => token,
            Err(fault) => {
                let (sub, observation) = of_token(&fault);
                return failed(sub, observation);
            }
        };
        if token.is(content) != Some(true) {
            return failed(SubIndication::HashFailure, Observation::of(Cause::StampImprint));
        }
        let responders = token.responses().iter().flat_map(Ocsp::certificates);
        let pool = Pool::over(token.certificates().iter().chain(responders), self.anchors.pool());
        let mut observations = Vec::new();
        let statuses = Statuses::among(token.responses(), token.lists(), &pool, &mut observations);
        let cause = self.judge().proves(&token, &statuses, &pool).err();
        let sub_indication = cause.map(|cause| match cause {
            Cause::StampRevoked => SubIndication::RevokedNoPoe,
            _ => SubIndication::NoCertificateChainFound,
        });
        observations.extend(cause.map(|cause| {
            let cause = if self.anchors.is_empty() { Cause::Unchecked } else { cause };
            Observation::with(cause, token.by().subject_display_name())
        }));
        StampVerdict {
            integrity: Integrity::Intact,
            indication: if cause.is_none() { Indication::TotalPassed } else { Indication::Indeterminate },
            sub_indication,
            time: Some(token.time()),
            observations,
            authority: Some(token.by().clone()),
        }
    }

    fn judge(&self) -> Judge<'a> {
        Judge { anchors: self.anchors, at: self.at }
    }
}

fn refused(id: Option<String>, fault: &SignatureFault) -> Verdict {
    let (sub, cause) = of_signature(fault);
    Verdict::broken(id, integrity(cause), sub, Observation::with(cause, fault))
}

/// What is not known is not broken, and not intact.
fn integrity(cause: Cause) -> Integrity {
    match cause {
        Cause::Algorithm | Cause::Transform | Cause::Form => Integrity::Unknown,
        _ => Integrity::Broken,
    }
}
