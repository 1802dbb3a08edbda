/// Reads little-endian fields one after the other; `None` where the bytes end.
#[derive(Debug, Clone, Copy)]
pub(super) struct LittleEndianReader<'a>(&'a [u8]);

impl<'a> LittleEndianReader<'a> {
    /// The fields from `at` on.
    pub(super) fn from_offset(bytes: &'a [u8], at: usize) -> Option<Self> {
        bytes.get(at..).map(Self)
    }

    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether nothing is left, or nothing but zeros.
    pub(super) fn rest_is_zero(&self) -> bool {
        self.0.iter().all(|byte| *byte == 0)
    }

    pub(super) fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    /// Steps over `signature`; `None` where other bytes stand.
    pub(super) fn expect_signature(&mut self, signature: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(signature)?;
        Some(())
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.array()?))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.array()?))
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.array()?))
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }
}
