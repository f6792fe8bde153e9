//! Running wasm-ld.

use crate::Args;
use crate::explain::Explainer;
use crate::line::Line;
use crate::output::Output;
use crate::refused::Watch;
use crate::sysroot::Sysroot;
use crate::{devices, response};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// Options that the command line can override.
pub const DEFAULTS: &[&str] = &[
    // 8 MiB, as on Linux, at the bottom of memory (wasm-ld's own default), so that an
    // overflow traps. Pages that are never used are never touched.
    "-z",
    "stack-size=8388608",
    // setjmp, longjmp and exceptions in code that is only compiled here, by -flto; the config
    // file says the same to clang.
    "-mllvm",
    "-exception-model=wasm",
    "-mllvm",
    "-wasm-enable-eh",
    "-mllvm",
    "-wasm-enable-sjlj",
    "-mllvm",
    "-wasm-use-legacy-eh=false",
];

pub struct WasmLd<'a> {
    pub program: &'a Path,
    pub sysroot: &'a Sysroot,
    pub line: &'a Line,
}

/// Additions to the line, mostly from the results of earlier runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Additions {
    /// The object that calls main, if the library cannot.
    pub main: Option<PathBuf>,
    /// Functions to keep although nothing calls them: they are exported.
    pub kept: Vec<String>,
    /// The part that implements devices that the host does not have.
    pub devices: bool,
    /// The functions of the C library that use vectors.
    pub simd128: Option<PathBuf>,
}

impl WasmLd<'_> {
    /// The first run: its messages are passed on as they arrive, and are analysed.
    pub fn first(
        &self,
        output: &Output,
        watch: Option<&Watch>,
        additions: &Additions,
    ) -> Result<(ExitStatus, Explainer)> {
        let mut command = Command::new(self.program);
        if std::io::stderr().is_terminal() {
            // Its messages come through a pipe, but end on the terminal.
            command.arg("--color-diagnostics");
        }
        command.args(watch.map(Watch::argument));
        self.add_line(&mut command, output, additions)?;
        let mut child = command
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| self.program.display().to_string())?;
        let mut explainer = Explainer::new(self.sysroot.lib(), self.line.links("c++"));
        if let Some(stderr) = child.stderr.take() {
            let mut messages = BufReader::new(stderr);
            let mut line = Vec::new();
            while messages.read_until(b'\n', &mut line)? > 0 {
                if explainer.read(&line) {
                    say(&line);
                }
                line.clear();
            }
        }
        Ok((child.wait()?, explainer))
    }

    /// Links again: warnings are already known, and only errors are new.
    pub fn again(&self, output: &Output, additions: &Additions) -> Result<ExitStatus> {
        let mut command = Command::new(self.program);
        self.add_line(&mut command, output, additions)?;
        let ended = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .output()
            .with_context(|| self.program.display().to_string())?;
        if !ended.status.success() {
            say(&ended.stderr);
        }
        Ok(ended.status)
    }

    /// The defaults, the line that was given, and the additions.
    fn add_line(&self, command: &mut Command, output: &Output, more: &Additions) -> Result<()> {
        command.args(DEFAULTS);
        // Before the library, from which the linker would otherwise take another main.
        let mut line: Args = more.main.iter().map(|object| object.into()).collect();
        line.extend(self.line.written(more.simd128.as_deref()));
        line.extend(["-o".into(), output.path().into_os_string()]);
        line.extend(output.object.iter().map(|object| object.into()));
        let kept = more.kept.iter();
        line.extend(kept.map(|name| format!("--export-if-defined={name}").into()));
        if more.devices {
            line.push(format!("--undefined={}", devices::SYMBOL).into());
        }
        let mut folder = OsString::from("-L");
        folder.push(self.sysroot.installed());
        line.push(folder);
        if self.line.expanded {
            let file = output.response();
            response::write(&file, &line)?;
            command.arg(response::argument(&file));
        } else {
            command.args(&line);
        }
        Ok(())
    }
}

/// Passes a message on.
pub fn say(message: &[u8]) {
    // The reader of our stderr is gone; the link continues.
    let _ = std::io::stderr().write_all(message);
}
