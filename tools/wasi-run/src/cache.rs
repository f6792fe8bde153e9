//! Compiled programs, kept between runs.
//!
//! An entry is named by the hash of the module and of everything that the
//! compiled code depends on, and holds the hash of its content before it. What
//! is wrong with the cache never stops a program: it is compiled again.

use std::env;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{Hash, Hasher};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::time::SystemTime;

use rustix::fs::OFlags;
use sha2::{Digest, Sha256};
use wasmtime::{Engine, Module};

/// The bytes that all entries together may take.
const CAPACITY: u64 = 1 << 30;

const DIGEST: usize = 32;

/// A directory that belongs to this user alone.
pub struct Cache {
    directory: PathBuf,
}

impl Cache {
    /// `None` where caching is off, or where no private directory can be had.
    pub fn open() -> Option<Self> {
        let directory = match env::var_os("WASI_RUN_CACHE") {
            Some(value) if value == "off" || value.is_empty() => return None,
            Some(value) => PathBuf::from(value),
            None => default_directory()?,
        };
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&directory)
            .ok()?;
        let metadata = fs::metadata(&directory).ok()?;
        is_private(&metadata).then_some(Self { directory })
    }

    /// The compiled module, if there is a sound entry for it.
    pub fn load(&self, engine: &Engine, wasm: &[u8]) -> Option<Module> {
        let path = self.entry(engine, wasm);
        let mut file = OpenOptions::new()
            .read(true)
            .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
            .open(&path)
            .ok()?;
        let metadata = file.metadata().ok()?;
        if !metadata.is_file() || !is_private(&metadata) {
            return None;
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let (digest, compiled) = bytes.split_first_chunk::<DIGEST>()?;
        if *digest != <[u8; DIGEST]>::from(Sha256::digest(compiled)) {
            return None;
        }
        // SAFETY: `deserialize` wants bytes that `Module::serialize` made.
        // These lie in a file and a directory that this user owns and nobody
        // else can write, under a name made from the module and from the
        // engine's version and configuration, and their hash shows that they
        // are complete. wasmtime checks version and configuration again.
        let module = unsafe { Module::deserialize(engine, compiled) }.ok()?;
        // So that the least recently used entries go first. Should it fail,
        // this one is forgotten earlier.
        let _ = file.set_modified(SystemTime::now());
        Some(module)
    }

    /// Keeps a compiled module. Where that fails, the next run compiles again.
    pub fn store(&self, engine: &Engine, wasm: &[u8], module: &Module) {
        let Ok(compiled) = module.serialize() else {
            return;
        };
        let entry = self.entry(engine, wasm);
        let unfinished = entry.with_extension(format!("{}.tmp", process::id()));
        let written =
            write_new(&unfinished, &compiled).and_then(|()| fs::rename(&unfinished, &entry));
        if written.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        self.shrink();
    }

    /// The path of the entry for a module.
    fn entry(&self, engine: &Engine, wasm: &[u8]) -> PathBuf {
        let mut hasher = Sha256Hasher(Sha256::new());
        engine.precompile_compatibility_hash().hash(&mut hasher);
        hasher.0.update(wasm);
        let name: String = hasher
            .0
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        self.directory.join(name + ".cwasm")
    }

    /// Removes the least recently used entries beyond [`CAPACITY`].
    fn shrink(&self) {
        let Ok(entries) = fs::read_dir(&self.directory) else {
            return;
        };
        let mut entries: Vec<_> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let metadata = entry.metadata().ok()?;
                metadata
                    .is_file()
                    .then(|| Some((metadata.modified().ok()?, metadata.len(), entry.path())))?
            })
            .collect();
        entries.sort_unstable();
        let mut total: u64 = entries.iter().map(|(_, length, _)| length).sum();
        for (_, length, path) in entries {
            if total <= CAPACITY {
                return;
            }
            // Another process may have removed it.
            let _ = fs::remove_file(path);
            total -= length;
        }
    }
}

fn default_directory() -> Option<PathBuf> {
    let caches = match env::var_os("XDG_CACHE_HOME").map(PathBuf::from) {
        Some(path) if path.is_absolute() => path,
        _ => Path::new(&env::var_os("HOME").filter(|home| !home.is_empty())?).join(".cache"),
    };
    Some(caches.join("wasi-run"))
}

/// Whether this user owns it and no other may write to it.
fn is_private(metadata: &fs::Metadata) -> bool {
    metadata.uid() == rustix::process::geteuid().as_raw() && metadata.mode() & 0o022 == 0
}

fn write_new(path: &Path, compiled: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(&Sha256::digest(compiled))?;
    file.write_all(compiled)
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
