//! Members of JSON objects in the order of the text, repeated keys included.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object as they stand in the text: in order, none lost to a later one of the same key.
pub(super) struct Members<'a> {
    pub(super) entries: Vec<(String, &'a RawValue)>,
}

/// The items of a list.
pub(super) struct Items<'a>(pub(super) Vec<&'a RawValue>);

impl<'a> Members<'a> {
    /// The first `most` members of an object; an error where a key is no text (half a surrogate pair).
    pub(super) fn of(object: &'a RawValue, most: usize) -> serde_json::Result<Self> {
        let mut source = serde_json::Deserializer::from_str(object.get());
        Ok(Self { entries: MemberLimit(most).deserialize(&mut source)?.members })
    }
}

impl<'a> Items<'a> {
    /// The first `most` items of a list.
    pub(super) fn of(list: &'a RawValue, most: usize) -> serde_json::Result<Self> {
        let mut source = serde_json::Deserializer::from_str(list.get());
        Ok(Self(MemberLimit(most).deserialize(&mut source)?.items))
    }
}

struct MemberLimit(usize);

#[derive(Default)]
struct MembersOrItems<'a> {
    members: Vec<(String, &'a RawValue)>,
    items: Vec<&'a RawValue>,
}

impl<'de> DeserializeSeed<'de> for MemberLimit {
    type Value = MembersOrItems<'de>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<MembersOrItems<'de>, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for MemberLimit {
    type Value = MembersOrItems<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<MembersOrItems<'de>, A::Error> {
        let mut parts = MembersOrItems::default();
        while parts.members.len() < self.0 {
            let Some(key) = map.next_key()? else { return Ok(parts) };
            parts.members.push((key, map.next_value()?));
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(parts)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<MembersOrItems<'de>, A::Error> {
        let mut parts = MembersOrItems::default();
        while parts.items.len() < self.0 {
            let Some(item) = seq.next_element()? else { return Ok(parts) };
            parts.items.push(item);
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(parts)
    }
}
