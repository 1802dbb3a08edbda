//! What a signature brings along, of either form.

use chrono::{DateTime, Utc};

use super::{Cause, Observation, SubIndication, ValidationData};
use crate::dsig::{Digested, Named, SignatureFault, SignedFiles};
use crate::pki::{
    Certificate, Crl, DigestAlgorithm, Intact, NamedSigner, Ocsp, SignatureLevel, SignedData, SignerFault,
    Suite, Token, TokenFault, ValueFault,
};
use crate::xml::Canonicalization;

/// A signature: who made it as its certificate says, and all proofs in it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Evidence {
    pub(super) id: Option<String>,
    pub(super) certificate: Certificate,
    pub(super) suite: Suite,
    pub(super) digests: Vec<DigestAlgorithm>,
    pub(super) covers: Vec<String>,
    pub(super) claimed: Option<DateTime<Utc>>,
    /// Certificates that came along, of nobody in particular.
    pub(super) others: Vec<Certificate>,
    /// Intact time-stamps over the value.
    pub(super) stamps: Vec<Token>,
    /// Those that are over nothing, or not intact.
    pub(super) failed_stamps: Vec<(SubIndication, Observation)>,
    /// Intact time-stamps over all of it.
    pub(super) archive_stamps: Vec<Token>,
    pub(super) responses: Vec<Ocsp>,
    pub(super) lists: Vec<Crl>,
    pub(super) has_revocation: bool,
    /// Whether something that should tell a status cannot be read.
    pub(super) has_unread_status: bool,
    pub(super) observations: Vec<Observation>,
    /// Whether it says that its time is marked by its status.
    pub(super) time_mark: bool,
    /// What is wrong with how it names its policy.
    pub(super) policy_fault: Option<&'static str>,
    /// The value, which a time-mark is over.
    pub(super) value: Vec<u8>,
    /// Whether its certificate is signed with it.
    pub(super) is_named: bool,
}

/// The policy of time-marks (BDOC 2.1, 5.2).
const TIME_MARK: &str = "1.3.6.1.4.1.10015.1000.3.2.1";

impl Evidence {
    pub(super) fn of_xades(
        id: Option<String>,
        intact: &Intact<Digested<'_>>,
        files: &mut dyn SignedFiles,
        archived: &mut u64,
    ) -> Self {
        Self::read(id, intact.named(), intact.covered(), files, archived)
    }

    /// Of a signature that is not intact. Nothing of it is to be believed; what is wrong with it besides may be told.
    pub(super) fn of_broken(named: &Named<'_>, files: &mut dyn SignedFiles) -> Self {
        // Archive time-stamps over something that was changed are no news.
        Self::read(None, named, &[], files, &mut 0)
    }

    fn read(
        id: Option<String>,
        said: &Named<'_>,
        covered: &[String],
        files: &mut dyn SignedFiles,
        archived: &mut u64,
    ) -> Self {
        let unsigned = said.unsigned();
        let mut others = said.others().to_vec();
        others.extend(unsigned.certificates());
        let policy = said.policy().unwrap_or_default();
        let mut evidence = Self {
            id,
            certificate: said.certificate().clone(),
            suite: said.suite(),
            digests: said.digests(),
            covers: covered.to_vec(),
            claimed: said.claimed(),
            stamps: Vec::new(),
            failed_stamps: Vec::new(),
            archive_stamps: Vec::new(),
            responses: unsigned.responses(),
            lists: unsigned.lists(),
            has_revocation: unsigned.has_revocation_values(),
            has_unread_status: false,
            observations: Vec::new(),
            time_mark: policy.strip_prefix("urn:oid:").unwrap_or(&policy) == TIME_MARK,
            policy_fault: said.policy_fault(),
            value: said.value().to_vec(),
            is_named: true,
            others,
        };
        if evidence.responses.len() + evidence.lists.len() < unsigned.revocation_count() {
            evidence.unread_status();
        }
        if let Some(name) = said.without_format().first() {
            evidence.observations.push(Observation::with(Cause::DataFormat, name));
        }
        if let Some(uri) = said.format_of_nothing() {
            evidence.observations.push(Observation::with(Cause::DataFormatNowhere, uri));
        }
        if !said.claims_zone() {
            evidence.observations.push(Observation::of(Cause::ClaimedZone));
        }
        for stamp in unsigned.time_stamps() {
            let octets = stamp.method.as_ref().map(|method: &Canonicalization| said.stamped_octets(method));
            match (stamp.token, octets) {
                (Some(token), Some(Ok(octets))) => {
                    // Some programs take exclusive XML where they name nothing; either binds the same value.
                    let other = stamp
                        .is_default
                        .then(|| said.stamped_octets(&Canonicalization::Exclusive(Vec::new())));
                    evidence.xml_stamp(&token, &octets, other.and_then(Result::ok).as_deref());
                }
                _ => evidence.failed_stamps.push((
                    SubIndication::FormatFailure,
                    Observation::with(
                        Cause::StampValue,
                        "it has not one token, or names a form that is not known",
                    ),
                )),
            }
        }
        for stamp in unsigned.archive_time_stamps() {
            let (Some(token), Some(method)) = (stamp.token, stamp.method) else {
                evidence.observations.push(Observation::of(Cause::ArchiveUnread));
                continue;
            };
            match Token::verify(&token, &evidence.others) {
                Ok(token) => {
                    let mut digest = |digest: DigestAlgorithm| {
                        digest.of_chunks(|take| {
                            (*archived > 0).then_some(())?;
                            let mut count = |piece: &[u8]| {
                                *archived = archived.saturating_sub(piece.len() as u64);
                                take(piece);
                            };
                            said.feed_archived(stamp.node, &method, files, &mut count)
                        })
                    };
                    // Of the former edition the order of what it is over is another.
                    let is = token.is(&mut digest).filter(|is| *is || stamp.is_current);
                    evidence.archive_stamp(token, is);
                }
                Err(fault) => evidence.failed_stamps.push(of_token(&fault)),
            }
        }
        evidence
    }

    /// Something that should tell a status cannot be read.
    fn unread_status(&mut self) {
        self.has_unread_status = true;
        self.observations.push(Observation::with(Cause::StatusSigner, "a response or list cannot be read"));
    }

    pub(super) fn of_cms(
        data: &SignedData,
        intact: &Intact<NamedSigner>,
        covers: Vec<String>,
        beside: &ValidationData,
        content: &mut dyn FnMut(DigestAlgorithm) -> Option<Vec<u8>>,
    ) -> Self {
        let info = intact.what().info();
        let (responses, lists) = info.revocation_values();
        let (stored_responses, stored_lists) = beside.status_values();
        let all_stored = stored_responses.len() + stored_lists.len() == beside.status_value_count();
        let mut others = [data.certificates(), &info.certificate_values()].concat();
        others.extend(beside.certificates());
        let mut evidence = Self {
            id: None,
            certificate: intact.by().clone(),
            suite: intact.suite(),
            digests: vec![intact.suite().digest()],
            covers,
            claimed: info.claimed(),
            stamps: Vec::new(),
            failed_stamps: Vec::new(),
            archive_stamps: Vec::new(),
            responses: data.responses.iter().cloned().chain(responses).chain(stored_responses).collect(),
            lists: data.lists.iter().cloned().chain(lists).chain(stored_lists).collect(),
            has_revocation: false,
            has_unread_status: false,
            observations: Vec::new(),
            time_mark: false,
            policy_fault: None,
            value: info.value().to_vec(),
            is_named: intact.what().is_named(),
            others,
        };
        evidence.has_revocation = !evidence.responses.is_empty() || !evidence.lists.is_empty();
        if !all_stored || !data.has_read_revocation_values() {
            evidence.unread_status();
        }
        for token in info.time_stamps() {
            evidence.stamp(&token, |digest| Some(digest.of_bytes(info.value())));
        }
        for (token, is) in &beside.time_stamps {
            match Token::verify(token, &evidence.others) {
                Ok(token) => evidence.archive_stamp(token, *is),
                Err(fault) => evidence.failed_stamps.push(of_token(&fault)),
            }
        }
        for token in info.archive_time_stamps() {
            match Token::verify(&token, &evidence.others) {
                Ok(token) => {
                    let is = data.is_archived_by(info, &token, content);
                    evidence.archive_stamp(token, is);
                }
                Err(fault) => evidence.failed_stamps.push(of_token(&fault)),
            }
        }
        if info.has_old_archive_time_stamp() {
            evidence.observations.push(Observation::with(Cause::ArchiveUnread, "of an edition before 2016"));
        }
        evidence
    }

    /// Takes an intact token for an archive time-stamp, if it is one over what it should be over.
    fn archive_stamp(&mut self, token: Token, is: Option<bool>) {
        match is {
            Some(true) => self.archive_stamps.push(token),
            Some(false) => {
                self.failed_stamps.push((
                    SubIndication::HashFailure,
                    Observation::with(Cause::StampImprint, "of an archive"),
                ));
            }
            None => {
                self.observations.push(Observation::with(Cause::ArchiveUnread, "its imprint was not found"));
            }
        }
    }

    /// Verifies a token over `octets`, or over `other` where it names no canonical form.
    fn xml_stamp(&mut self, token: &[u8], octets: &[u8], other: Option<&[u8]>) {
        let Some(other) = other else { return self.stamp(token, |digest| Some(digest.of_bytes(octets))) };
        let stamped = Token::verify(token, &self.others);
        let is = |octets| {
            stamped.as_ref().is_ok_and(|t| t.is(|digest| Some(digest.of_bytes(octets))) == Some(true))
        };
        if !is(octets) && is(other) {
            self.observations.push(Observation::of(Cause::StampForm));
            self.stamp(token, |digest| Some(digest.of_bytes(other)));
        } else {
            self.stamp(token, |digest| Some(digest.of_bytes(octets)));
        }
    }

    /// Verifies a token over something with this digest.
    fn stamp(&mut self, token: &[u8], digest: impl FnOnce(DigestAlgorithm) -> Option<Vec<u8>>) {
        match Token::verify(token, &self.others) {
            Err(fault) => self.failed_stamps.push(of_token(&fault)),
            Ok(token) => match token.is(digest) {
                Some(true) => self.stamps.push(token),
                Some(false) => {
                    self.failed_stamps
                        .push((SubIndication::HashFailure, Observation::of(Cause::StampImprint)));
                }
                None => self.failed_stamps.push((
                    SubIndication::FormatFailure,
                    Observation::with(Cause::StampImprint, "its digest is not known"),
                )),
            },
        }
    }

    /// Certificates, responses and lists of its own and of its time-stamps.
    pub(super) fn all_certificates(&self) -> impl Iterator<Item = &Certificate> {
        let tokens = self.tokens().flat_map(Token::certificates);
        let responders = self.all_responses().flat_map(Ocsp::certificates);
        self.others.iter().chain(tokens).chain(responders)
    }

    pub(super) fn all_responses(&self) -> impl Iterator<Item = &Ocsp> {
        self.responses.iter().chain(self.tokens().flat_map(Token::responses))
    }

    pub(super) fn all_lists(&self) -> impl Iterator<Item = &Crl> {
        self.lists.iter().chain(self.tokens().flat_map(Token::lists))
    }

    fn tokens(&self) -> impl Iterator<Item = &Token> {
        self.stamps.iter().chain(&self.archive_stamps)
    }

    /// Of what was verified.
    pub(super) fn level(&self) -> SignatureLevel {
        if !self.is_named {
            return SignatureLevel::NotAdes;
        }
        match (self.stamps.is_empty(), self.has_revocation, self.archive_stamps.is_empty()) {
            (true, ..) => SignatureLevel::B,
            (false, false, _) => SignatureLevel::T,
            (false, true, true) => SignatureLevel::Lt,
            (false, true, false) => SignatureLevel::Lta,
        }
    }
}

/// What a fault of a token means.
pub(super) fn of_token(fault: &TokenFault) -> (SubIndication, Observation) {
    match fault {
        TokenFault::Form(_) | TokenFault::Signers => {
            (SubIndication::FormatFailure, Observation::with(Cause::StampValue, fault))
        }
        TokenFault::Purpose => (SubIndication::ChainConstraintsFailure, Observation::of(Cause::StampPurpose)),
        TokenFault::Signer(fault) => match of_signer(fault) {
            (sub, Cause::Algorithm) => (sub, Observation::with(Cause::Algorithm, fault)),
            (sub, _) => (sub, Observation::with(Cause::StampValue, fault)),
        },
    }
}

/// What a fault of a signer of CMS means.
pub(super) fn of_signer(fault: &SignerFault) -> (SubIndication, Cause) {
    match fault {
        SignerFault::Algorithm => (SubIndication::FormatFailure, Cause::Algorithm),
        SignerFault::Attributes => (SubIndication::FormatFailure, Cause::Form),
        SignerFault::NoCertificate => (SubIndication::NoSigningCertificateFound, Cause::CertificateUnnamed),
        SignerFault::OtherCertificate => (SubIndication::SigConstraintsFailure, Cause::CertificateOther),
        SignerFault::Content => (SubIndication::HashFailure, Cause::Reference),
        SignerFault::Value(ValueFault::Key(_)) => {
            (SubIndication::CryptoConstraintsFailureNoPoe, Cause::Algorithm)
        }
        SignerFault::Value(_) => (SubIndication::SigCryptoFailure, Cause::Value),
    }
}

/// What a fault of an XML signature means.
pub(super) fn of_signature(fault: &SignatureFault) -> (SubIndication, Cause) {
    match fault {
        SignatureFault::Algorithm(_) => (SubIndication::FormatFailure, Cause::Algorithm),
        SignatureFault::Changed(_) => (SubIndication::HashFailure, Cause::Reference),
        SignatureFault::Missing(_) => (SubIndication::SignedDataNotFound, Cause::Reference),
        SignatureFault::Form(_) | SignatureFault::Xml(_) => (SubIndication::FormatFailure, Cause::Form),
        SignatureFault::Ids => (SubIndication::FormatFailure, Cause::Ids),
        SignatureFault::CertificateUnnamed => {
            (SubIndication::NoSigningCertificateFound, Cause::CertificateUnnamed)
        }
        SignatureFault::CertificateOther => {
            (SubIndication::NoSigningCertificateFound, Cause::CertificateOther)
        }
        SignatureFault::CertificateNumber => (SubIndication::SigConstraintsFailure, Cause::CertificateOther),
        SignatureFault::Properties => (SubIndication::FormatFailure, Cause::Properties),
        SignatureFault::Reference(_) => (SubIndication::FormatFailure, Cause::Reference),
        SignatureFault::Transform(_) => (SubIndication::FormatFailure, Cause::Transform),
        SignatureFault::Value(ValueFault::Key(_)) => {
            (SubIndication::CryptoConstraintsFailureNoPoe, Cause::Algorithm)
        }
        SignatureFault::Value(_) => (SubIndication::SigCryptoFailure, Cause::Value),
    }
}
