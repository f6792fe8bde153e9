//! A sysroot and an LLVM that are nothing but scripts, for the program as builds call it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A program that one test writes must not be open for writing in the child that
/// another test is just starting, or it cannot be run ("text file busy").
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A sysroot and an LLVM that are nothing but scripts.
pub struct Fake {
    _alone: MutexGuard<'static, ()>,
    pub folder: tempfile::TempDir,
    pub root: PathBuf,
}

/// Writes its arguments, each ended by a zero byte, to the file `given`.
pub const RECORD: &str = "#!/bin/sh\nprintf '%s\\0' \"$@\" > \"${0%/*}/../given\"\n";

impl Fake {
    pub fn new() -> Fake {
        let alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir().expect("a directory");
        // The temporary directory may itself be a link.
        let top = folder.path().canonicalize().expect("its real path");
        let root = top.join("sysroot");
        let fake = Fake {
            _alone: alone,
            folder,
            root,
        };
        for part in [
            "sysroot/bin",
            "sysroot/share/wasi-cc",
            "sysroot/lib/wasm32-wasip1",
            "llvm-22/bin",
        ] {
            fs::create_dir_all(top.join(part)).expect("a directory");
        }
        fs::write(fake.root.join("share/wasi-cc/wasm32-wasip1.cfg"), "").expect("a file");
        fs::copy(env!("CARGO_BIN_EXE_wasi-cc"), fake.root.join("bin/wasi-cc")).expect("a copy");
        for name in wasi_cc::names::link_names() {
            symlink("wasi-cc", fake.root.join("bin").join(name)).expect("a link");
        }
        for tool in ["clang", "llvm-ar", "wasm-ld"] {
            fake.script(tool, RECORD);
        }
        fake
    }

    pub fn top(&self) -> &Path {
        self.root.parent().expect("a parent")
    }

    pub fn script(&self, tool: &str, text: &str) {
        let path = self.top().join("llvm-22/bin").join(tool);
        fs::write(&path, text).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
    }

    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.root.join("bin").join(name));
        command
            .current_dir(self.folder.path())
            .env_remove("WASI_SYSROOT")
            .env_remove("WASI_REFUSED")
            .env_remove("WASI_LAUNCHER")
            .env_remove("WASI_LLVM_BIN")
            .env("WASI_CLANG", self.top().join("llvm-22/bin/clang"));
        command
    }

    /// Runs `name` and returns what the tool behind it was given.
    pub fn given<A: AsRef<OsStr>>(&self, name: &str, args: &[A]) -> Vec<OsString> {
        let output = self.command(name).args(args).output().expect("runs");
        assert!(output.status.success(), "{name}: {}", stderr(&output));
        let given = fs::read(self.top().join("llvm-22/given")).expect("the record");
        let given = given.strip_suffix(b"\0").expect("at least one argument");
        given
            .split(|&byte| byte == 0)
            .map(|arg| OsString::from_vec(arg.to_vec()))
            .collect()
    }

    /// The arguments that a linking command passes to the linker, with these in addition.
    pub fn handover(&self, more: &[&str]) -> Vec<OsString> {
        let own = [
            format!("--wasi-sysroot={}", self.root.display()),
            format!("--wasi-clang={}/llvm-22/bin/clang", self.top().display()),
        ];
        let told = own
            .into_iter()
            .chain(more.iter().map(|&arg| arg.to_owned()));
        let mut args = os(&["--start-no-unused-arguments"]);
        args.extend(told.flat_map(|arg| ["-Xlinker".into(), arg.into()]));
        args.push("--end-no-unused-arguments".into());
        args
    }
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn os(args: &[&str]) -> Vec<OsString> {
    args.iter().map(OsString::from).collect()
}
