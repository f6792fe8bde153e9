//! `cargo xtask install` and `cargo xtask uninstall`, which scripts/install calls.
//!
//! The sysroot goes to `lib/wasi-sysroot` below the prefix; the commands in `bin/` are links
//! into it. A manifest beside it lists every file and directory that was made, so that
//! uninstalling removes these and nothing else.

use crate::layout::Layout;
use crate::package::{BELOW_PREFIX, Package};
use crate::sysroot::{self, place};
use anyhow::{Context, Result};
use rustix::fs::{Access, access};
use std::path::{self, Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// Leave out the manual as HTML, which takes mdBook
    #[arg(long)]
    no_html: bool,
    /// Install wasi-run with its second engine, wasmi, too
    #[arg(long)]
    wasmi: bool,
}

#[derive(clap::Args)]
pub struct Place {
    /// The directory whose bin/, lib/ and share/ are used
    #[arg(long, value_name = "DIR", default_value = "/usr/local")]
    prefix: PathBuf,
}

impl Place {
    fn prefix(&self) -> Result<PathBuf> {
        path::absolute(&self.prefix).context("--prefix")
    }
}

pub fn run(args: Args) -> Result<ExitCode> {
    let layout = Layout::find();
    let prefix = args.place.prefix()?;
    // An error now is better than after everything is built.
    writable(&prefix)?;
    place::PREFIX.check(&prefix)?;
    let plain = sysroot::Args::plain(false, args.wasmi);
    sysroot::build(&plain, |sysroot, memo, progress| {
        let package = Package::new(&layout, sysroot, !args.no_html, memo, progress)?;
        let tree = package.below_prefix()?;
        for directory in ["bin", "lib", "share"] {
            writable(&prefix.join(directory))?;
        }
        let said = match place::PREFIX.put(&tree, &prefix, memo)? {
            true => "installed",
            false => "up to date",
        };
        progress.say(&format!(
            "{} is {said}; the commands are in {}",
            prefix.join(BELOW_PREFIX).display(),
            prefix.join("bin").display()
        ));
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

pub fn uninstall(place: Place) -> Result<ExitCode> {
    let prefix = place.prefix()?;
    let mut memo = crate::hash::Memo::load(Path::new(""));
    place::PREFIX.take_away(&prefix, &mut memo)?;
    eprintln!("wasi-sysroot is removed from {}", prefix.display());
    Ok(ExitCode::SUCCESS)
}

/// Fails if nothing can be written into a directory, or into the one that it would be made in.
fn writable(directory: &Path) -> Result<()> {
    let mut above = directory.ancestors();
    let found = above.find(|directory| directory.symlink_metadata().is_ok());
    let found = found.unwrap_or(Path::new("/"));
    access(found, Access::WRITE_OK | Access::EXEC_OK).with_context(|| {
        format!(
            "cannot install into {}: {} cannot be written to; name another directory with \
             --prefix, such as ~/.local, or run this as root",
            directory.display(),
            found.display()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_in_place_of_the_prefix_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a file");
        fs::write(&file, "").unwrap();
        let error = writable(&file.join("usr")).unwrap_err().to_string();
        assert!(error.contains("a file cannot be written to"), "{error}");
        writable(&folder.path().join("not/yet/there")).unwrap();
    }
}
