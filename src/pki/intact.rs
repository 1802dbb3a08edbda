use super::key::PublicKey;
use super::{Certificate, EcdsaForm, Suite};

/// Something whose signature was made by the key of a certificate. It says nothing of whose certificate that is: a
/// self-made one is intact too.
#[derive(Debug, Clone)]
pub(crate) struct Intact<T> {
    by: Certificate,
    suite: Suite,
    what: T,
}

/// Why a value proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ValueFault {
    #[error("how it was made is not known: {0}")]
    Key(&'static str),
    #[error("the certificate of who signed it is not at hand")]
    Unnamed,
    #[error("the value was not made by the key of the certificate over this content")]
    Wrong,
}

impl<T> Intact<T> {
    /// Whose key made it.
    pub(crate) fn by(&self) -> &Certificate {
        &self.by
    }

    pub(crate) fn suite(&self) -> Suite {
        self.suite
    }

    pub(crate) fn what(&self) -> &T {
        &self.what
    }
}

impl Certificate {
    /// Verifies `value` over `message`, which `what` was read from, by the key in this certificate.
    pub(crate) fn verify<T>(
        &self,
        suite: Suite,
        message: &[u8],
        value: &[u8],
        form: EcdsaForm,
        what: T,
    ) -> Result<Intact<T>, ValueFault> {
        if !self.key()?.made(suite, message, value, form) {
            return Err(ValueFault::Wrong);
        }
        Ok(Intact { by: self.clone(), suite, what })
    }

    /// Whether the key in `issuer` made this certificate; names are not looked at.
    pub(crate) fn is_made_by(&self, issuer: &Self) -> bool {
        let Some(suite) = self.fields.suite else { return false };
        issuer.verify(suite, &self.fields.to_be_signed, &self.fields.value, EcdsaForm::Der, ()).is_ok()
    }

    /// Whether `issuer` made this certificate, by its name and its key.
    pub(crate) fn is_issued_by(&self, issuer: &Self) -> bool {
        self.issuer_der == issuer.fields.subject_der && self.is_made_by(issuer)
    }

    /// How many bits its modulus has, of an RSA key.
    pub(crate) fn modulus_bits(&self) -> Option<usize> {
        self.key().ok()?.modulus_bits()
    }

    fn key(&self) -> Result<&PublicKey, ValueFault> {
        self.fields.key.of(&self.fields.key_info)
    }

    /// How its own value is made; `None` for what is not known.
    pub(crate) fn suite(&self) -> Option<Suite> {
        self.fields.suite
    }
}
