//! `cargo xtask <command>`: one file per command.

mod bench;
mod crates;
mod dist;
mod docs;
mod fetch;
mod functions;
mod git;
mod hash;
mod install;
mod layout;
mod licences;
mod lock;
mod package;
mod parallel;
mod port;
mod progress;
mod record;
mod sysroot;
mod table;
mod test;
mod tidy;
mod tree;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about, version)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure sizes, host calls and the build, against wasi-libc
    Bench(bench::Args),
    /// Build real programs with wasi-cc, unmodified, and check that they work
    Port(port::Args),
    /// Build the sysroot: musl, the bottom half, headers, tools
    Sysroot(sysroot::Args),
    /// Make archives and a Debian package of the sysroot and wasi-run
    Dist(dist::Args),
    /// Build the manual; --check checks it and runs its samples
    Docs(docs::Args),
    /// Install the sysroot and its commands below a prefix
    Install(install::Args),
    /// Remove what `install` has put below a prefix
    Uninstall(install::Place),
    /// Check the project's own laws; --write refreshes generated pages
    Tidy(tidy::Args),
    /// Run the tests: conformance programs, C ABI, headers, unit tests
    Test(test::Args),
}

fn main() -> ExitCode {
    // SAFETY: nothing else has been done, so that there is one thread.
    unsafe { llvm::path::keep_absolute() };
    let args = Args::parse();
    let result = match args.command {
        Command::Bench(args) => bench::run(args),
        Command::Port(args) => port::run(args),
        Command::Dist(args) => dist::run(args),
        Command::Docs(args) => docs::run(args),
        Command::Install(args) => install::run(args),
        Command::Uninstall(place) => install::uninstall(place),
        Command::Tidy(args) => tidy::run(args),
        Command::Sysroot(args) => sysroot::run(args),
        Command::Test(args) => test::run(args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("xtask: {error:#}");
        ExitCode::FAILURE
    })
}
