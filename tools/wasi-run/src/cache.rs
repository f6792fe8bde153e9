//! Compiled programs, kept between runs.
//!
//! An entry is native code, which the next run executes. So a program that can create an
//! entry can run native code, and a program with access to a directory above the cache
//! (launchers have `/`) can write files there. It must not be able to create an entry that
//! is accepted:
//!
//! - An entry has a message authentication code (HMAC-SHA256) of its name and its content,
//!   in an extended attribute. The name is a hash of the program and of all that compiled
//!   code depends on. An entry that was changed, truncated, or moved to another name is not
//!   accepted, and the program is compiled again.
//! - The key is random, and it is kept in an extended attribute of the cache's directory.
//!   WASI preview 1 has no call that reads or writes extended attributes, so no program
//!   can learn the key or choose one, whatever directories it has. If it replaces the
//!   directory (or `~/.cache`) by another one, that one has no key yet: it gets a new key,
//!   and no entry in it is accepted.
//! - Key and entries are used through one descriptor of the directory. An entry whose
//!   content is checked is read to the end before, so nothing changes in between.
//! - The only other way to the key is the memory of a process. `host::opened` does not let
//!   programs open `/proc/PID/mem` and the like.
//!
//! To read, hash and copy a large entry takes longer than the program that is in it. So the
//! result of a check is recorded ([`index`]), and the next run maps the entry instead. Its
//! pages then come from the file while the program runs, so nothing may write to it:
//!
//! - An entry is *sealed* if it was made as a file without a name, which no one else can
//!   open. It got its name when it was complete, with the permission to read it alone. No
//!   call of WASI changes permissions. The superuser may write to it nevertheless, so an
//!   attribute marks it, and `host::opened` does not let programs open it for writing. Only
//!   sealed entries are mapped.
//! - A record holds for one content of the program and of the entry, by their [`Identity`].
//!   So what others than programs change in the cache, such as a faulty disk's repair or
//!   the user's editor, is noticed as before.
//! - A record holds until the machine starts again. There is no fsync: after a crash, a
//!   file may have its size and times without its content, so its content is checked.
//! - Records have an authentication code by the same key, with a text of their own.
//!
//! Without extended attributes in the file system, there is no cache; without files that
//! have no name, or where the cache may not be executed, each run reads and checks the
//! entry. Some risks remain. A program that may write to files that are executed anyway
//! needs no cache to do harm: a shell's startup files, `wasi-run` itself if it belongs to
//! the user, a disk's device if the user is root. Deleting entries only costs time: they
//! are compiled again.
//!
//! A fault in the cache never stops a program.

mod index;

use std::env;
use std::fs::{DirBuilder, File};
use std::hash::{Hash, Hasher};
use std::io::{Read, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process;
use std::time::SystemTime;

use rustix::fs::{
    AtFlags, CWD, Dir, FileType, Mode, OFlags, Stat, XattrFlags, fgetxattr, fsetxattr, fstat,
    linkat, open, openat, renameat, statat, unlinkat,
};
use rustix::io::Errno;
use sha2::{Digest, Sha256};
use wasmtime::component::Component;
use wasmtime::{Engine, Module, Result};

use self::index::Subject;
use crate::identity::Identity;
use crate::program::Program;

/// The bytes that all entries together may take.
const CAPACITY: u64 = 1 << 30;

/// The end of the names of entries, after a hash.
const SUFFIX: &str = ".cwasm";

/// The attribute of the directory that holds the key.
const KEY: &str = "user.wasi-run.key";

/// The attribute of an entry that holds its authentication code.
const CODE: &str = "user.wasi-run.code";

/// The attribute that marks a sealed entry.
const SEALED: &str = "user.wasi-run.sealed";

/// The first bytes of an entry of earlier versions, which is only removed.
const EARLIER: &[u8; 16] = b"wasi-run code 1\n";

const DIGEST: usize = 32;
type Code = [u8; DIGEST];

/// The result of compiling a program. The first bytes of a program say which kind it has, so an
/// entry is always read as what it was written as.
pub trait Compiled: Sized {
    /// Its name in messages.
    const KIND: &str;

    fn compile(engine: &Engine, wasm: &[u8]) -> Result<Self>;

    fn serialize(&self) -> Result<Vec<u8>>;

    /// # Safety
    ///
    /// `serialize` of the same type made the bytes.
    unsafe fn deserialize(engine: &Engine, bytes: &[u8]) -> Result<Self>;

    /// # Safety
    ///
    /// `serialize` of the same type made the content of the file, which does not change while
    /// the result exists.
    unsafe fn map(engine: &Engine, file: File) -> Result<Self>;
}

impl Compiled for Module {
    const KIND: &str = "module";

    fn compile(engine: &Engine, wasm: &[u8]) -> Result<Self> {
        Self::new(engine, wasm)
    }

    fn serialize(&self) -> Result<Vec<u8>> {
        Self::serialize(self)
    }

    unsafe fn deserialize(engine: &Engine, bytes: &[u8]) -> Result<Self> {
        // SAFETY: the caller's promise is the one that is asked for.
        unsafe { Self::deserialize(engine, bytes) }
    }

    unsafe fn map(engine: &Engine, file: File) -> Result<Self> {
        // SAFETY: the caller's promise is the one that is asked for.
        unsafe { Self::deserialize_open_file(engine, file) }
    }
}

impl Compiled for Component {
    const KIND: &str = "component";

    fn compile(engine: &Engine, wasm: &[u8]) -> Result<Self> {
        Self::new(engine, wasm)
    }

    fn serialize(&self) -> Result<Vec<u8>> {
        Self::serialize(self)
    }

    unsafe fn deserialize(engine: &Engine, bytes: &[u8]) -> Result<Self> {
        // SAFETY: the caller's promise is the one that is asked for.
        unsafe { Self::deserialize(engine, bytes) }
    }

    unsafe fn map(engine: &Engine, file: File) -> Result<Self> {
        // SAFETY: the caller's promise is the one that is asked for. The path leads to the open
        // file itself, wherever its name has gone.
        unsafe { Self::deserialize_file(engine, path_of(&file)) }
    }
}

/// A path to an open file, whatever its name is.
fn path_of(file: &File) -> PathBuf {
    format!("/proc/self/fd/{}", file.as_raw_fd()).into()
}

/// A directory that belongs to this user alone, and its key.
pub struct Cache {
    directory: OwnedFd,
    key: Code,
}

impl Cache {
    /// `None` if caching is off, or if there is no private directory.
    pub fn open() -> Option<Self> {
        let path = match env::var_os("WASI_RUN_CACHE") {
            Some(value) if value == "off" || value.is_empty() => return None,
            Some(value) => PathBuf::from(value),
            None => default_directory()?,
        };
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let directory = match open(&path, flags, Mode::empty()) {
            Ok(directory) => directory,
            Err(Errno::NOENT) => {
                let mut builder = DirBuilder::new();
                builder.recursive(true).mode(0o700).create(&path).ok()?;
                open(&path, flags, Mode::empty()).ok()?
            }
            Err(_) => return None,
        };
        // A user who can read the directory can read its attributes.
        if !is_private(&fstat(&directory).ok()?, 0o066) {
            return None;
        }
        let key = key(&directory)?;
        Some(Self { directory, key })
    }

    /// The compiled code of a program that is only opened, if a run has recorded it.
    pub fn load_unread<C: Compiled>(&self, engine: &Engine, program: &Program) -> Option<C> {
        let subject = Subject::of(engine, program.identity()?);
        let record = self.record(&subject)?;
        let entry = self.open_own(&entry_name(&record.hash))?;
        let identity = Identity::of(&entry)?;
        if !is_sealed(&entry) || !self.is_valid(&subject, &record, &identity) {
            return None;
        }
        let untouched = match identity.is_of_another_day() {
            true => entry.try_clone().ok(),
            false => None,
        };
        // SAFETY: `map` requires a file that `serialize` made, and that does not change while
        // the result exists. The record proves that a run with the key has found its content
        // to be what `store` wrote for this program, version and configuration, and the
        // identity that nothing was written since then. It is sealed, so no program can write
        // to it (see above), nor can other users, who can neither read nor write the
        // directory.
        let compiled = unsafe { C::map(engine, entry) }.ok()?;
        // That the least recently used entries are removed first needs no more precision;
        // each such time makes the record invalid.
        if let Some(entry) = untouched
            && entry.set_modified(SystemTime::now()).is_ok()
        {
            self.keep_record(engine, program, &record.hash, &entry);
        }
        Some(compiled)
    }

    /// The compiled code of a program that was read, if there is a valid entry for it.
    pub fn load<C: Compiled>(&self, engine: &Engine, program: &Program) -> Option<C> {
        let hash = hash(engine, program.wasm());
        let name = entry_name(&hash);
        let mut entry = self.open_own(&name)?;
        let metadata = entry.metadata().ok()?;
        if metadata.len() > CAPACITY {
            return None;
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).ok()?);
        Read::take(&mut entry, CAPACITY)
            .read_to_end(&mut bytes)
            .ok()?;
        let code = attribute(&entry, CODE)?;
        if !equal(&code, &self.code(&name, &bytes)) {
            return None;
        }
        // SAFETY: `deserialize` requires bytes that `serialize` made. The code proves that
        // the writer knew the key, and only `store` writes with it: programs cannot get the
        // key through WASI (see above), nor can other users, who can neither read nor write
        // the directory. So these are the bytes that `store` wrote for this program, version
        // and configuration. wasmtime checks the latter two again.
        let compiled = unsafe { C::deserialize(engine, &bytes) }.ok()?;
        // So that the least recently used entries are removed first. If it fails, this one
        // is removed earlier.
        let _ = entry.set_modified(SystemTime::now());
        self.keep_record(engine, program, &hash, &entry);
        Some(compiled)
    }

    /// Keeps compiled code. If that fails, the next run compiles again.
    pub fn store(&self, engine: &Engine, program: &Program, compiled: &impl Compiled) {
        let Ok(compiled) = compiled.serialize() else {
            return;
        };
        let hash = hash(engine, program.wasm());
        let name = entry_name(&hash);
        let unfinished = format!("{name}.{}", process::id());
        let code = self.code(&name, &compiled);
        let written = self
            .write_new(&unfinished, &compiled, &code)
            .and_then(|entry| {
                renameat(&self.directory, &unfinished, &self.directory, &name).ok()?;
                Some(entry)
            });
        match written {
            Some(entry) => self.keep_record(engine, program, &hash, &entry),
            None => {
                let _ = unlinkat(&self.directory, &unfinished, AtFlags::empty());
            }
        }
        self.shrink();
    }

    /// The code that proves that this program made the entry.
    fn code(&self, name: &str, compiled: &[u8]) -> Code {
        // Names have one length, so that the parts cannot shift.
        hmac(&self.key, &[name.as_bytes(), compiled])
    }

    /// Makes a file of this content: sealed, if the file system can.
    fn write_new(&self, name: &str, compiled: &[u8], code: &Code) -> Option<File> {
        let flags = OFlags::WRONLY | OFlags::CLOEXEC;
        let unnamed = openat(&self.directory, ".", flags | OFlags::TMPFILE, Mode::RUSR);
        let is_unnamed = unnamed.is_ok();
        let file = unnamed.or_else(|_| {
            let flags = flags | OFlags::CREATE | OFlags::EXCL;
            openat(&self.directory, name, flags, Mode::RUSR)
        });
        let mut file = File::from(file.ok()?);
        file.write_all(compiled).ok()?;
        fsetxattr(&file, CODE, code, XattrFlags::empty()).ok()?;
        if is_unnamed {
            fsetxattr(&file, SEALED, b"", XattrFlags::empty()).ok()?;
            linkat(
                CWD,
                path_of(&file),
                &self.directory,
                name,
                AtFlags::SYMLINK_FOLLOW,
            )
            .ok()?;
        }
        Some(file)
    }

    /// Opens a file of this cache that no other user could have written.
    fn open_own(&self, name: &str) -> Option<File> {
        // Nonblocking, since it may be a pipe.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = openat(&self.directory, name, flags, Mode::empty()).ok()?;
        let stat = fstat(&file).ok()?;
        let is_file = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
        (is_file && is_private(&stat, 0o022)).then(|| file.into())
    }

    /// Removes the least recently used entries beyond [`CAPACITY`]. Files of other
    /// programs do not count and stay.
    fn shrink(&self) {
        let Ok(directory) = Dir::read_from(&self.directory) else {
            return;
        };
        let mut entries: Vec<_> = directory
            .filter_map(|entry| {
                let name = entry.ok()?.file_name().to_str().ok()?.to_owned();
                if !is_own_name(&name) || !self.is_own(&name) {
                    return None;
                }
                let stat = statat(&self.directory, &name, AtFlags::SYMLINK_NOFOLLOW).ok()?;
                let length = u64::try_from(stat.st_size).ok()?;
                Some(((stat.st_mtime, stat.st_mtime_nsec), length, name))
            })
            .collect();
        entries.sort_unstable();
        let mut total: u64 = entries.iter().map(|(_, length, _)| length).sum();
        for (_, length, name) in entries {
            if total <= CAPACITY {
                return;
            }
            // Another process may have removed it.
            let _ = unlinkat(&self.directory, &name, AtFlags::empty());
            total = total.saturating_sub(length);
        }
    }

    /// Whether a file is one of the cache's.
    fn is_own(&self, name: &str) -> bool {
        let mut start = [0; EARLIER.len()];
        self.open_own(name).is_some_and(|mut file| {
            attribute(&file, CODE).is_some()
                || file.read_exact(&mut start).is_ok() && start == *EARLIER
        })
    }
}

/// A hash of a program and of all that its compiled code depends on.
fn hash(engine: &Engine, wasm: &[u8]) -> Code {
    compatible(engine).chain_update(wasm).finalize().into()
}

/// A hash that begins with the version and configuration of the engine.
fn compatible(engine: &Engine) -> Sha256 {
    let mut hasher = Sha256Hasher(Sha256::new());
    engine.precompile_compatibility_hash().hash(&mut hasher);
    hasher.0
}

/// The name of the entry of a program with this hash.
fn entry_name(hash: &Code) -> String {
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    hash + SUFFIX
}

/// Whether it is the name of an entry, or of an unfinished one, which ends with a process
/// number.
fn is_own_name(name: &str) -> bool {
    let Some((hash, rest)) = name.split_at_checked(2 * DIGEST) else {
        return false;
    };
    let Some(process) = rest.strip_prefix(SUFFIX) else {
        return false;
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    hash.bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        && (process.is_empty() || process.strip_prefix('.').is_some_and(is_number))
}

fn default_directory() -> Option<PathBuf> {
    let caches = match env::var_os("XDG_CACHE_HOME").map(PathBuf::from) {
        Some(path) if path.is_absolute() => path,
        _ => Path::new(&env::var_os("HOME").filter(|home| !home.is_empty())?).join(".cache"),
    };
    Some(caches.join("wasi-run"))
}

/// Whether this user owns it and others have none of these permissions.
fn is_private(stat: &Stat, permissions: u32) -> bool {
    stat.st_uid == rustix::process::geteuid().as_raw() && stat.st_mode & permissions == 0
}

/// The key of a directory, which gets one if it has none.
fn key(directory: &OwnedFd) -> Option<Code> {
    if let Some(key) = attribute(directory, KEY) {
        return Some(key);
    }
    let mut key = [0; DIGEST];
    File::open("/dev/urandom").ok()?.read_exact(&mut key).ok()?;
    match fsetxattr(directory, KEY, &key, XattrFlags::CREATE) {
        Ok(()) => Some(key),
        // Another process was faster.
        Err(Errno::EXIST) => attribute(directory, KEY),
        Err(_) => None,
    }
}

/// An attribute with a key or a code.
fn attribute(file: impl AsFd, name: &str) -> Option<Code> {
    let mut value = [0; DIGEST];
    let length = fgetxattr(file, name, &mut value[..]).ok()?;
    (length == DIGEST).then_some(value)
}

/// Whether an entry of a cache, if this file is one, was sealed.
pub fn is_sealed(file: impl AsFd) -> bool {
    fgetxattr(file, SEALED, &mut [0; 1][..]).is_ok()
}

/// HMAC-SHA256 of the parts, one after the other, as of RFC 2104.
fn hmac(key: &Code, parts: &[&[u8]]) -> Code {
    const BLOCK: usize = 64;
    let keyed = |pad: u8| {
        let mut block = [pad; BLOCK];
        for (byte, key) in block.iter_mut().zip(key) {
            *byte ^= key;
        }
        Sha256::new_with_prefix(block)
    };
    let mut inner = keyed(0x36);
    for part in parts {
        inner.update(part);
    }
    keyed(0x5c).chain_update(inner.finalize()).finalize().into()
}

/// Compares in constant time.
fn equal(left: &Code, right: &Code) -> bool {
    left.iter().zip(right).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// Feeds what is hashed to SHA-256.
struct Sha256Hasher(Sha256);

impl Hasher for Sha256Hasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest = self.0.clone().finalize();
        digest.first_chunk().copied().map_or(0, u64::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test case 2 of RFC 4231, whose key is filled up with zeros as HMAC does.
    #[test]
    fn the_code_is_hmac() {
        let mut key = [0; DIGEST];
        key[..4].copy_from_slice(b"Jefe");
        let code = hmac(&key, &[b"what do ya want ", b"for nothing?"]);
        let shown: String = code.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            shown,
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert!(equal(&code, &code) && !equal(&code, &key));
    }

    #[test]
    fn names_of_others_are_not_taken_for_our_own() {
        let hash = "0123456789abcdef".repeat(4);
        for own in ["", ".1", ".4711"] {
            assert!(is_own_name(&format!("{hash}.cwasm{own}")), "{own}");
        }
        for other in ["", ".", ".x", ".1x", ".tmp", "~"] {
            let name = format!("{hash}{other}");
            assert!(!is_own_name(&name), "{name}");
            if !other.is_empty() {
                let name = format!("{hash}.cwasm{other}");
                assert!(!is_own_name(&name), "{name}");
            }
        }
        assert!(!is_own_name(&format!("{}.cwasm", hash.to_uppercase())));
        assert!(!is_own_name("notes.cwasm") && !is_own_name("ä".repeat(33).as_str()));
    }
}
