//! The arguments, the environment and the exit status, exactly as they are: any bytes, and
//! any status from 0 to 255. wasmtime-wasi accepts only UTF-8, and treats a status of 126
//! and more as an error.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStringExt;

use anyhow::{Context, Result};
use preview1::{Errno, Id};
use wasmtime_wasi::WasiCtxBuilder;

use super::guest::{Guest, address};
use super::layer::{Below, Layer};
use super::{Settings, Stop};

pub struct Process {
    /// Without the terminating NUL.
    args: Vec<Vec<u8>>,
    /// `KEY=value`, without the terminating NUL.
    env: Vec<Vec<u8>>,
}

impl Process {
    pub fn new(settings: &Settings) -> Self {
        let bytes = |text: &OsString| text.clone().into_vec();
        let pair = |(key, value): &(OsString, OsString)| {
            let mut entry = bytes(key);
            entry.push(b'=');
            entry.extend(bytes(value));
            entry
        };
        Self {
            args: settings.args.iter().map(bytes).collect(),
            env: settings.env.iter().map(pair).collect(),
        }
    }
}

impl Layer for Process {
    fn call(
        &mut self,
        id: Id,
        args: &[u64],
        memory: &mut Guest<'_>,
        below: &mut Below<'_>,
    ) -> Result<Errno, Stop> {
        let pointer = |index: usize| address(args[index]);
        match id {
            Id::args_get => memory.put_strings(pointer(0), pointer(1), &self.args)?,
            Id::args_sizes_get => memory.put_sizes(pointer(0), pointer(1), &self.args)?,
            Id::environ_get => memory.put_strings(pointer(0), pointer(1), &self.env)?,
            Id::environ_sizes_get => memory.put_sizes(pointer(0), pointer(1), &self.env)?,
            Id::proc_exit => return Err(Stop::Exit(pointer(0))),
            _ => return below.call(id, args, memory),
        }
        Ok(Errno::SUCCESS)
    }
}

/// Passes arguments and environment to wasmtime-wasi, if this layer is left out.
pub fn give(settings: &Settings, builder: &mut WasiCtxBuilder) -> Result<()> {
    for argument in &settings.args {
        builder.arg(utf8(argument)?);
    }
    for (key, value) in &settings.env {
        builder.env(utf8(key)?, utf8(value)?);
    }
    Ok(())
}

fn utf8(text: &OsStr) -> Result<&str> {
    text.to_str().with_context(|| {
        format!(
            "{} is not UTF-8, which wasmtime-wasi requires; --strict=process accepts any bytes",
            text.display()
        )
    })
}
