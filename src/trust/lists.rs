use super::list::UnverifiedList;
use super::{Anchors, ListFault, TrustList};
use crate::pki::Certificate;

/// Who may sign lists, as the user says. See [`Anchors::add_lists`].
#[derive(Debug, Clone, Default)]
pub struct ListSigners {
    /// The list of lists; of several (a pivot is the one before a change of signers) the first that is handed in.
    pub list_of_lists: Vec<Certificate>,
    /// Any other list: the user's own anchor instead of a list of lists.
    pub lists: Vec<Certificate>,
}

impl Anchors {
    /// Trusts the services of lists. Lists of lists come first, the oldest first: each names who may sign the next, and
    /// the last one who may sign the list of each territory.
    ///
    /// # Errors
    /// The first list that is not to be believed, by its place in `lists`; then none of them is added.
    pub fn add_lists(&mut self, lists: &[&[u8]], signers: &ListSigners) -> Result<(), (usize, ListFault)> {
        let mut verified = Vec::new();
        let mut newest: Option<TrustList> = None;
        let mut others = Vec::new();
        for (place, xml) in lists.iter().enumerate() {
            let list = UnverifiedList::read(xml).map_err(|fault| (place, fault))?;
            if !list.claims().is_list_of_lists() {
                others.push((place, list));
                continue;
            }
            let named = match &newest {
                None => signers.list_of_lists.clone(),
                Some(former) => former.signers_of(former.territory()),
            };
            let list = list.verify(&named).map_err(|fault| (place, fault))?;
            verified.extend(newest.replace(list));
        }
        for (place, list) in others {
            let mut named =
                newest.as_ref().map(|n| n.signers_of(list.claims().territory())).unwrap_or_default();
            named.extend(signers.lists.iter().cloned());
            verified.push(list.verify(&named).map_err(|fault| (place, fault))?);
        }
        verified.into_iter().chain(newest).for_each(|list| self.add_list(list));
        Ok(())
    }
}
