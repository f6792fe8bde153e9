//! Records of which entry has the code of which file, so that a run needs to read neither.
//!
//! They are in one file of a fixed size, in slots. The hash of what a record is about selects
//! its slot; a later record for the same slot replaces it, and its program is read again. A
//! record that was written only in part is not valid.

use std::fs::File;
use std::os::unix::fs::FileExt;

use rustix::fs::{Mode, OFlags, XattrFlags, fgetxattr, fsetxattr, openat};
use rustix::io::Errno;
use sha2::Digest;
use wasmtime::Engine;

use super::{Cache, Code, DIGEST, compatible, equal, hmac, is_sealed};
use crate::identity::Identity;
use crate::program::Program;

const NAME: &str = "wasi-run.index";

/// The attribute that marks the file, which may otherwise be another file's second name.
const OWN: &str = "user.wasi-run.index";

const SLOTS: u32 = 4096;
const LENGTH: usize = 2 * DIGEST;

/// The authenticated text of a record begins with this, that of an entry with the digits of
/// its name.
const PURPOSE: &[u8] = b"index";

/// The subject of a record: a hash of the file's identity and of all that compiled code
/// depends on beside its content.
pub struct Subject(Code);

impl Subject {
    pub fn of(engine: &Engine, identity: Identity) -> Self {
        let hasher = compatible(engine).chain_update(identity.to_bytes());
        Self(hasher.finalize().into())
    }

    /// Where its slot begins.
    fn offset(&self) -> u64 {
        let [a, b, c, d, ..] = self.0;
        let slot = u32::from_le_bytes([a, b, c, d]) % SLOTS;
        u64::from(slot) * LENGTH as u64
    }
}

pub struct Record {
    /// That the file's content has.
    pub hash: Code,
    code: Code,
}

impl Cache {
    /// The record in the place of a subject, which may be one of another.
    pub(super) fn record(&self, subject: &Subject) -> Option<Record> {
        let mut bytes = [0; LENGTH];
        self.open_own(NAME)?
            .read_exact_at(&mut bytes, subject.offset())
            .ok()?;
        let (hash, code) = bytes.split_first_chunk()?;
        Some(Record {
            hash: *hash,
            code: code.try_into().ok()?,
        })
    }

    /// Whether a record is one of this subject and of an entry with this identity.
    pub(super) fn is_valid(&self, subject: &Subject, record: &Record, entry: &Identity) -> bool {
        self.record_code(subject, &record.hash, entry)
            .is_some_and(|code| equal(&code, &record.code))
    }

    /// Records that the content of a program has this hash, and that `entry` is what `store`
    /// wrote for it. If that fails, the next run finds it out again.
    pub(super) fn keep_record(
        &self,
        engine: &Engine,
        program: &Program,
        hash: &Code,
        entry: &File,
    ) {
        let keep = || {
            let identity = program.identity().filter(Identity::is_settled)?;
            let subject = Subject::of(engine, identity);
            let code = self.record_code(&subject, hash, &Identity::of(entry)?)?;
            let record = [*hash, code].concat();
            let index = self.index()?;
            index.write_all_at(&record, subject.offset()).ok()
        };
        if is_sealed(entry) {
            let _ = keep();
        }
    }

    /// The file to write to.
    fn index(&self) -> Option<File> {
        let flags = OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let open = |flags| openat(&self.directory, NAME, flags, Mode::RUSR | Mode::WUSR);
        match open(flags) {
            Ok(index) => fgetxattr(&index, OWN, &mut [0; 1][..])
                .is_ok()
                .then(|| index.into()),
            Err(Errno::NOENT) => {
                let index = open(flags | OFlags::CREATE | OFlags::EXCL).ok()?;
                fsetxattr(&index, OWN, b"", XattrFlags::CREATE).ok()?;
                Some(index.into())
            }
            Err(_) => None,
        }
    }

    fn record_code(&self, subject: &Subject, hash: &Code, entry: &Identity) -> Option<Code> {
        let entry = entry.to_bytes();
        // All have one length each, so that the parts cannot shift.
        let parts: [&[u8]; 5] = [PURPOSE, &start_of_machine()?, &subject.0, hash, &entry];
        Some(hmac(&self.key, &parts))
    }
}

/// The kernel's name for the time since it was started.
fn start_of_machine() -> Option<[u8; 36]> {
    let mut id = [0; 36];
    File::open("/proc/sys/kernel/random/boot_id")
        .ok()?
        .read_exact_at(&mut id, 0)
        .ok()?;
    Some(id)
}
