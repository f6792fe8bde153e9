//! `wasi-run`: runs a WASI preview 1 program.

mod cache;
mod cli;
mod dirs;
mod engine;
mod host;
mod identity;
mod inherited;
mod instructions;
mod message;
mod missing;
mod network;
mod program;
mod restore;
mod watchdog;

use std::io::{self, Write};
use std::process::exit;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use clap::error::ErrorKind;

use crate::cli::{Args, EngineName};
use crate::engine::{End, Run};
use crate::host::service::process::fork;
use crate::host::service::signal;
use crate::message::{say, trace_back};
use crate::missing::Missing;
use crate::program::Program;
use crate::watchdog::Watchdog;

/// Status for an error of `wasi-run` itself: the program did not start.
const STATUS_ERROR: i32 = 125;
/// Status after `--timeout`, as of timeout(1).
const STATUS_TIMEOUT: i32 = 124;
/// Status after a trap, like that of a native program that aborts.
const STATUS_TRAP: i32 = 128 + libc::SIGABRT;

/// The host stack. Wasm code may use [`engine::WASM_STACK`] of it, as much as
/// native programs get on Linux; the rest is for the host's functions.
const HOST_STACK: usize = engine::WASM_STACK + (8 << 20);

fn main() {
    let args = Args::read().unwrap_or_else(|error| {
        let printed = error.print();
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => exit_after(printed),
            // If printing fails, no one can read an error message either.
            _ => exit(STATUS_ERROR),
        }
    });
    if args.layers {
        exit_after(io::stdout().write_all(host::layer::list().as_bytes()));
    }
    if let Some(shell) = args.completions {
        exit_after(io::stdout().write_all(&cli::completions(shell)));
    }
    if args.offers_signals() {
        signal::start();
    }
    let thread = thread::Builder::new()
        .name("program".to_owned())
        .stack_size(HOST_STACK)
        // Ends without returning here: no output is buffered.
        .spawn(move || exit(run(args).unwrap_or_else(failed)));
    match thread.context("cannot start a thread") {
        Ok(thread) => {
            // Only a panic ends the thread alone. Its message is on standard error already.
            let _ = thread.join();
            restore::restore();
            exit(STATUS_ERROR);
        }
        Err(error) => exit(failed(error)),
    }
}

/// Says why the program did not run. Returns the exit status.
fn failed(error: anyhow::Error) -> i32 {
    restore::restore();
    say(&format!("error: {error:#}"));
    STATUS_ERROR
}

/// Ends after printing what was asked for: with an error if it did not arrive.
fn exit_after(printed: io::Result<()>) -> ! {
    let Err(error) = printed.and_then(|()| io::stdout().flush()) else {
        exit(0);
    };
    say(&format!("error: cannot write to standard output: {error}"));
    exit(STATUS_ERROR);
}

fn run(args: Args) -> Result<i32> {
    // First, so that it limits everything that follows.
    let watchdog = args.timeout.map(Watchdog::start).transpose()?;
    let mut settings = args.settings()?;
    if settings.processes {
        // After the settings, which took those that the program before this one left open.
        fork::keep_files().context("--processes: cannot read /proc/self/fd")?;
    }
    let program =
        Program::open(args.program(), settings.program.take()).map_err(|error| {
            match args.advice() {
                Some(advice) => anyhow!("{error:#}\n{advice}"),
                None => error,
            }
        })?;
    let is_component = program.is_component();
    if is_component && let Some(option) = args.for_modules_alone() {
        bail!(
            "{option}: {} is a component; the option is for modules",
            args.program().display()
        );
    }
    if !is_component && args.allow_net.is_some() {
        bail!(
            "--allow-net: {} is a module for preview 1, which has no calls to open a connection; \
             wasi-cc -fwasi-network makes a component, which has",
            args.program().display()
        );
    }
    let count = args.count_calls;
    let (processes, signals) = (settings.processes, settings.signals);
    let missing = Missing::new(&settings);
    let run = Run {
        program,
        settings,
        fuel: args.fuel,
        measure: count,
        count_functions: args.count_functions,
        watchdog,
        signals,
        cache: !args.no_cache && !args.count_functions,
        quick: args.quick,
    };
    let outcome = match args.engine {
        _ if is_component => engine::component::run(run, args.allow_net.as_deref()),
        EngineName::Wasmtime => engine::wasmtime::run(run),
        EngineName::Wasmi if args.count_functions => {
            bail!("--count-functions: only --engine wasmtime counts the instructions of functions")
        }
        #[cfg(feature = "wasmi")]
        EngineName::Wasmi => engine::wasmi::run(run),
        #[cfg(not(feature = "wasmi"))]
        EngineName::Wasmi => bail!(
            "--engine wasmi: this wasi-run was built without it; in a checkout of the project, \
             `cargo xtask sysroot --wasmi` builds one that has it"
        ),
    }?;
    // Before any message.
    restore::restore();

    let status = match &outcome.end {
        // As `exit` does: the low eight bits.
        End::Exit(status) => (status & 0xff).cast_signed(),
        End::Trap { message, backtrace } => {
            match outcome.thread {
                0 => say(&format!("trap: {message}")),
                thread => say(&format!("trap in thread {thread}: {message}")),
            }
            trace_back(backtrace);
            STATUS_TRAP
        }
        End::Timeout { backtrace } => {
            watchdog::report(args.timeout.unwrap_or_default());
            trace_back(backtrace);
            STATUS_TIMEOUT
        }
    };
    if let End::Exit(1..) = outcome.end
        && let Some(note) = missing.note(&outcome.looked)
    {
        say(&note);
    }
    if let Some(calls) = &outcome.calls {
        for (name, times) in calls {
            say(&format!("calls {name} {times}"));
        }
        let total: u64 = calls.iter().map(|(_, times)| times).sum();
        say(&format!("calls total {total}"));
    }
    for (function, instructions) in &outcome.functions {
        say(&format!("instructions {instructions} {function}"));
    }
    if count && let Some(fuel) = outcome.fuel {
        say(&format!("fuel {fuel}"));
    }
    if processes && let End::Trap { .. } = outcome.end {
        // For the parent, as a native program that aborts.
        fork::end_by(libc::SIGABRT);
    }
    fork::exit_child(status);
    Ok(status)
}
