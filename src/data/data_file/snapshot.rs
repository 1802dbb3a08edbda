//! The content of a data file, with digests by which a second reading is checked.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};

use sha2::{Digest as _, Sha256};

use crate::data::DataError;
use crate::values::Sha256Digest;

/// The content of a data file: in memory, or on a disk, where it is read again for each pass.
/// See [`Batch`](crate::batch::Batch).
#[derive(Debug)]
pub enum DataContent {
    /// In memory.
    Bytes(Vec<u8>),
    /// An open file that can be read from its start again: no pipe.
    File(File),
}

/// The size of a block in bytes; a digest is kept of each block.
const BLOCK_SIZE: usize = 1 << 20;

impl DataContent {
    fn reopen(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(match self {
            Self::Bytes(bytes) => Box::new(bytes.as_slice()),
            Self::File(file) => {
                let mut file = file;
                file.seek(SeekFrom::Start(0))?;
                Box::new(file)
            }
        })
    }

    /// The same content once more. Of a file on a disk: the same file, so that only one of the two can be read at a
    /// time.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn try_clone(&self) -> io::Result<Self> {
        Ok(match self {
            Self::Bytes(bytes) => Self::Bytes(bytes.clone()),
            Self::File(file) => Self::File(file.try_clone()?),
        })
    }

    /// The first bytes, at most `max`.
    pub(crate) fn read_head(&self, max: u64) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.reopen()?.take(max).read_to_end(&mut head)?;
        Ok(head)
    }

    /// How many bytes it has now.
    pub(crate) fn size(&self) -> io::Result<u64> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.len() as u64),
            Self::File(file) => Ok(file.metadata()?.len()),
        }
    }
}

/// What a file held when it was first read: a digest of each block, so that no byte is used that is not the same
/// when it is read again.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) size: u64,
    pub(super) sha256: Sha256Digest,
    blocks: Vec<[u8; 32]>,
}

impl Snapshot {
    /// Reads the whole file; `inspect` gets each block until it returns `false`.
    pub(super) fn take(content: &DataContent, mut inspect: impl FnMut(&[u8]) -> bool) -> io::Result<Self> {
        let mut reader = content.reopen()?;
        let mut whole = Sha256::new();
        let mut blocks = Vec::new();
        let mut size = 0;
        let mut is_inspecting = true;
        let mut block = Vec::new();
        loop {
            block.clear();
            reader.by_ref().take(BLOCK_SIZE as u64).read_to_end(&mut block)?;
            if block.is_empty() {
                break;
            }
            size += block.len() as u64;
            whole.update(&block);
            blocks.push(Sha256::digest(&block).into());
            is_inspecting = is_inspecting && inspect(&block);
        }
        Ok(Self { size, sha256: Sha256Digest::from_bytes(whole.finalize().into()), blocks })
    }

    /// Reads the file again, block by block.
    pub(super) fn blocks<'a>(&'a self, content: &'a DataContent) -> io::Result<VerifiedBlocks<'a>> {
        Ok(VerifiedBlocks {
            snapshot: self,
            reader: content.reopen()?,
            block_index: 0,
            bytes_left: self.size,
        })
    }
}

/// The blocks of a file, each compared with its digest.
pub(super) struct VerifiedBlocks<'a> {
    snapshot: &'a Snapshot,
    reader: Box<dyn Read + Send + 'a>,
    block_index: usize,
    bytes_left: u64,
}

impl VerifiedBlocks<'_> {
    /// Reads the next block into `block`; `false` at the end.
    pub(super) fn next_block(&mut self, block: &mut Vec<u8>) -> Result<bool, DataError> {
        block.clear();
        self.reader
            .by_ref()
            .take(self.bytes_left.min(BLOCK_SIZE as u64))
            .read_to_end(block)
            .map_err(DataError::Read)?;
        self.bytes_left -= block.len() as u64;
        match self.snapshot.blocks.get(self.block_index) {
            None => Ok(false),
            Some(known) if Sha256::digest(&block)[..] == known[..] => {
                self.block_index += 1;
                Ok(true)
            }
            Some(_) => Err(DataError::Changed),
        }
    }
}
