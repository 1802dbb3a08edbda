use chrono::{DateTime, Utc};

use super::ListFault;
use super::fault::Kind;
use super::service::Service;
use crate::dsig::{Digested, Packaging, Signature, SignedFiles};
use crate::pki::{Certificate, xml_time};
use crate::values::Sha256Digest;
use crate::xml::{NodeId, Tree, TreeLimits};

/// Trust lists (TS 119 612).
pub(super) const TSL: &str = "http://uri.etsi.org/02231/v2#";

/// A trust list, or a list of lists, whose one signature was verified, by a certificate that the caller named for it.
///
/// ```
/// use edocpack::trust::TrustList;
///
/// let error = TrustList::verify(b"<a/>", &[]).unwrap_err();
/// assert_eq!(error.to_string(), "not a trust list: its root is another element");
/// ```
#[derive(Debug, Clone)]
pub struct TrustList {
    territory: String,
    kind: ListKind,
    sequence: u64,
    issued: Option<DateTime<Utc>>,
    next_update: Option<DateTime<Utc>>,
    sha256: Sha256Digest,
    pub(super) services: Vec<Service>,
    /// Also where anchors have taken the services.
    service_count: usize,
    pointers: Vec<Pointer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ListKind {
    List,
    ListOfLists,
}

/// Another list that a list points to, and who may sign it.
#[derive(Debug, Clone)]
struct Pointer {
    territory: String,
    signers: Vec<Certificate>,
}

/// A list as it stands: nothing of it is to be believed but whose signature to ask for.
pub(super) struct UnverifiedList {
    tree: Tree,
    list: TrustList,
}

impl UnverifiedList {
    pub(super) fn read(xml: &[u8]) -> Result<Self, ListFault> {
        let tree = Tree::read(xml, TreeLimits::TRUST_LIST).map_err(Kind::Xml)?;
        let root = tree.root().filter(|root| tree.is(*root, TSL, "TrustServiceStatusList"));
        let root = root.ok_or(Kind::Form("its root is another element"))?;
        let list = TrustList::read(&tree, root, Sha256Digest::of(xml));
        Ok(Self { list: list.ok_or(Kind::Form("it says too little of itself"))?, tree })
    }

    pub(super) fn claims(&self) -> &TrustList {
        &self.list
    }

    pub(super) fn verify(self, signers: &[Certificate]) -> Result<TrustList, ListFault> {
        let Self { tree, list } = self;
        let signature = match Signature::all_in(&tree).as_slice() {
            [one] => *one,
            all => return Err(Kind::Signatures(all.len()).into()),
        };
        let named = Signature::read(&tree, signature, Packaging::Enveloped).map_err(Kind::Signature)?;
        let named = named.named_among(signers).map_err(|stranger| Kind::Stranger {
            territory: list.territory.clone(),
            signer: stranger.map(|stranger| stranger.subject_display_name()).unwrap_or_default(),
        })?;
        named.digested(&mut Nothing).and_then(Digested::intact).map_err(Kind::Signature)?;
        Ok(list)
    }
}

/// No files stand beside a list.
struct Nothing;

impl SignedFiles for Nothing {
    fn feed(&mut self, _: &str, _: &mut dyn FnMut(&[u8])) -> Option<()> {
        None
    }
}

impl TrustList {
    /// Reads a list that one of `signers` signed, byte for byte.
    ///
    /// # Errors
    /// Where it is no list, has not exactly one intact signature, or somebody else's.
    pub fn verify(xml: &[u8], signers: &[Certificate]) -> Result<Self, ListFault> {
        UnverifiedList::read(xml)?.verify(signers)
    }

    fn read(tree: &Tree, root: NodeId, sha256: Sha256Digest) -> Option<Self> {
        let information = tree.only(root, TSL, "SchemeInformation")?;
        let text = |name: &str| child_text(tree, information, name);
        let territory = text("SchemeTerritory")?;
        let kind = if text("TSLType")?.ends_with("/EUlistofthelists") {
            ListKind::ListOfLists
        } else {
            ListKind::List
        };
        let next = tree.only(information, TSL, "NextUpdate");
        let providers = tree.only(root, TSL, "TrustServiceProviderList");
        let providers = providers.into_iter().flat_map(|all| tree.named(all, TSL, "TrustServiceProvider"));
        let services = providers.flat_map(|provider| tree.named(provider, TSL, "TSPServices"));
        let services = services.flat_map(|all| tree.named(all, TSL, "TSPService"));
        let pointers = tree.only(information, TSL, "PointersToOtherTSL");
        let pointers = pointers.into_iter().flat_map(|all| tree.named(all, TSL, "OtherTSLPointer"));
        let services: Vec<Service> =
            services.filter_map(|service| Service::read(tree, service, &territory)).collect();
        Some(Self {
            kind,
            sequence: text("TSLSequenceNumber")?.parse().ok()?,
            issued: text("ListIssueDateTime").as_deref().and_then(xml_time),
            next_update: next.and_then(|next| xml_time(&child_text(tree, next, "dateTime")?)),
            sha256,
            service_count: services.len(),
            services,
            pointers: pointers.filter_map(|pointer| self::pointer(tree, pointer)).collect(),
            territory,
        })
    }

    /// Who may sign the list of `territory`, as this one says; `EU` for the list of lists itself.
    pub fn signers_of(&self, territory: &str) -> Vec<Certificate> {
        let pointers =
            self.pointers.iter().filter(|pointer| pointer.territory.eq_ignore_ascii_case(territory));
        pointers.flat_map(|pointer| pointer.signers.iter().cloned()).collect()
    }

    /// Its territory: `LV`.
    pub fn territory(&self) -> &str {
        &self.territory
    }

    /// Whether it is the list of lists.
    pub fn is_list_of_lists(&self) -> bool {
        self.kind == ListKind::ListOfLists
    }

    /// Its number.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// When it was issued.
    pub fn issued(&self) -> Option<DateTime<Utc>> {
        self.issued
    }

    /// Until when the next one is issued; `None` for a list that was closed.
    pub fn next_update(&self) -> Option<DateTime<Utc>> {
        self.next_update
    }

    /// The SHA-256 of its file.
    pub fn sha256(&self) -> Sha256Digest {
        self.sha256
    }

    /// How many of its services anything can be judged by.
    pub fn service_count(&self) -> usize {
        self.service_count
    }
}

/// The text of the one child of this name.
pub(super) fn child_text(tree: &Tree, node: NodeId, name: &str) -> Option<String> {
    Some(tree.text(tree.only(node, TSL, name)?)?.trim().to_owned())
}

fn pointer(tree: &Tree, node: NodeId) -> Option<Pointer> {
    let additional = tree.only(node, TSL, "AdditionalInformation")?;
    let territory = tree
        .named(additional, TSL, "OtherInformation")
        .find_map(|information| child_text(tree, information, "SchemeTerritory"))?;
    let identities = tree.only(node, TSL, "ServiceDigitalIdentities")?;
    let ids = tree.named(identities, TSL, "ServiceDigitalIdentity");
    let certificates = ids
        .flat_map(|identity| tree.named(identity, TSL, "DigitalId"))
        .flat_map(|id| tree.named(id, TSL, "X509Certificate"));
    let signers = certificates.filter_map(|node| Certificate::read(&tree.octets(node)?).ok());
    Some(Pointer { territory, signers: signers.collect() })
}
