//! `cargo xtask dist`: what is handed out, as archives and as a Debian package.
//!
//! The same tree gives the same bytes: names are sorted, owners are left out, and all times
//! are that of the commit, or SOURCE_DATE_EPOCH.

mod archive;
mod deb;

use crate::fetch;
use crate::git;
use crate::layout::Layout;
use crate::package::{Package, licences};
use crate::sysroot;
use crate::tree;
use anyhow::{Context, Result};
use clap::ValueEnum;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The list of all that is in the directory, as `sha256sum --check` reads it.
const SUMS: &str = "SHA256SUMS";

#[derive(clap::Args)]
pub struct Args {
    /// Where the files go [default: target/dist]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Make these only, with commas between [default: all]
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    only: Vec<Kind>,
    /// Leave out the manual as HTML, which takes mdBook
    #[arg(long)]
    no_html: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// An archive of the sysroot with the tools, for this machine
    Full,
    /// An archive of the sysroot without tools, for any machine with a clang
    Sysroot,
    /// An archive of wasi-run alone, for this machine
    WasiRun,
    /// A Debian package of the sysroot with the tools
    Deb,
}

impl Kind {
    /// The file, for this machine.
    fn file(self) -> Result<String> {
        let machine = format!("{}-{}", env::consts::ARCH, env::consts::OS);
        Ok(match self {
            Kind::Full => format!("wasi-sysroot-{VERSION}-{machine}.tar.gz"),
            Kind::Sysroot => format!("wasi-sysroot-{VERSION}-any.tar.gz"),
            Kind::WasiRun => format!("wasi-run-{VERSION}-{machine}.tar.gz"),
            Kind::Deb => deb::file()?,
        })
    }
}

pub fn run(args: Args) -> Result<ExitCode> {
    let layout = Layout::find();
    let out = args.out.clone();
    let out = out.unwrap_or_else(|| layout.root().join("target/dist"));
    let kinds = match args.only.is_empty() {
        true => Kind::value_variants(),
        false => &args.only,
    };
    // An error now is better than after everything is built.
    let files = kinds.iter().map(|kind| Ok((*kind, kind.file()?)));
    let files = files.collect::<Result<Vec<_>>>()?;
    let time = time(&layout)?;
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;

    let no_tools = kinds == [Kind::Sysroot];
    let plain = sysroot::Args::plain(no_tools, !no_tools);
    sysroot::build(&plain, |sysroot, memo, progress| {
        let package = Package::new(&layout, sysroot, !args.no_html, memo, progress)?;
        for (kind, name) in &files {
            progress.say(&format!("packing {name}"));
            let file = out.join(name);
            match kind {
                Kind::Full => archive::write(&package.whole()?, &file, time)?,
                Kind::Sysroot => archive::write(&package.without_tools(&layout)?, &file, time)?,
                Kind::WasiRun => archive::write(&package.wasi_run(&layout)?, &file, time)?,
                Kind::Deb => deb::write(&layout, &package.below_prefix()?, &file, time)?,
            }
        }
        let list = format!("wasi-sysroot-{VERSION}-licences.tsv");
        tree::put(&out.join(&list), package.tree.read(licences::LIST)?)?;
        sums(&out)
    })?;
    print!("{}", fs::read_to_string(out.join(SUMS))?);
    Ok(ExitCode::SUCCESS)
}

/// The time of all files, in seconds.
fn time(layout: &Layout) -> Result<u64> {
    match env::var("SOURCE_DATE_EPOCH") {
        Ok(time) => time.parse().context("SOURCE_DATE_EPOCH"),
        // A tree without git has no time: the first of 1985, which zip files can hold too.
        Err(_) => Ok(git::time(layout.root()).unwrap_or(473_385_600)),
    }
}

/// Lists what lies in the directory and is of this version.
fn sums(out: &Path) -> Result<()> {
    let mut names = Vec::new();
    for entry in fs::read_dir(out).with_context(|| format!("cannot read {}", out.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_ours = name.starts_with("wasi-") && name.contains(VERSION);
        if is_ours && out.join(&name).is_file() {
            names.push(name);
        }
    }
    names.sort();
    let mut text = String::new();
    for name in names {
        text += &format!("{}  {name}\n", fetch::sha256(&out.join(&name))?);
    }
    tree::put(&out.join(SUMS), text)
}
