use crate::pki::DigestAlgorithm;

/// The files that signatures are over, by their names: a container's, as a rule. What was verified is what `feed` gave.
///
/// ```
/// use edocpack::dsig::SignedFiles;
///
/// /// A single file.
/// struct Document(Vec<u8>);
///
/// impl SignedFiles for Document {
///     fn feed(&mut self, name: &str, take: &mut dyn FnMut(&[u8])) -> Option<()> {
///         (name == "a.pdf").then(|| take(&self.0))
///     }
/// }
/// assert_eq!(Document(vec![0]).feed("b.pdf", &mut |_| ()), None);
/// ```
pub trait SignedFiles {
    /// Hands the content of the file `name` to `take`, piece by piece; `None` where it is not there or cannot be read.
    fn feed(&mut self, name: &str, take: &mut dyn FnMut(&[u8])) -> Option<()>;

    /// The digest of the file `name`. Who knows it already may say so.
    fn digest(&mut self, name: &str, algorithm: DigestAlgorithm) -> Option<Vec<u8>> {
        algorithm.of_chunks(|take| self.feed(name, take))
    }
}
