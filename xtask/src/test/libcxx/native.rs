//! The same library on this machine: libc++ and libc++abi, compiled from the same sources by
//! the same clang. A test that fails on WASI is asked here whether it fails everywhere.

use super::suite::{Case, INCLUDED, Kind};
use crate::layout::Layout;
use crate::parallel;
use crate::sysroot::cxx;
use crate::test::cache::{Cache, Key};
use crate::test::process;
use crate::test::programs;
use anyhow::{Context, Result, ensure};
use llvm::Llvm;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The time that one file of the library may take to compile.
const COMPILING: Duration = Duration::from_secs(600);

const FLAGS: [&str; 4] = ["-O1", "-fPIC", "-w", "-nostdinc++"];

pub struct Native {
    clang: PathBuf,
    archive: PathBuf,
    /// Holds the settings for this machine, which come before the sysroot's.
    settings: PathBuf,
    /// libc++'s headers, of the sysroot.
    headers: PathBuf,
    tests: PathBuf,
}

impl Native {
    /// Builds the library unless there is one already.
    pub fn build(
        layout: &Layout,
        cache: &Cache,
        headers: &Path,
        tests: &Path,
        jobs: usize,
    ) -> Result<Self> {
        let llvm = Llvm::find(None)?;
        let clang = llvm.tool("clang++", None)?;
        let sources = cxx::native(layout)?;
        let settings = layout.work().join("cxx-native");
        fs::create_dir_all(&settings)?;
        let config = settings_of_linux(&fs::read_to_string(headers.join("__config_site"))?)?;
        fs::write(settings.join("__config_site"), &config)?;

        let mut files = sources.files;
        let of_abi = files
            .iter()
            .find(|(file, _)| file.starts_with("libcxxabi/"));
        let mut flags = of_abi.context("no file is of libc++abi")?.1.clone();
        // glibc calls the destructors of a thread's objects.
        flags.push("-DHAVE___CXA_THREAD_ATEXIT_IMPL".into());
        files.push(("libcxxabi/src/cxa_thread_atexit.cpp".into(), flags));

        let mut key = Key::new("native libc++")
            .with(llvm.version_text()?)
            .with(&config)
            .with_all(FLAGS)
            .with_tree(headers)?;
        for (file, flags) in &files {
            key = key
                .with(file)
                .with_all(flags)
                .with_file(&sources.upstream.join(file))?;
        }
        let archive = cache.get(key, |output| -> Result<()> {
            eprintln!("compiling libc++ for this machine, once");
            let folder = tempfile::tempdir()?;
            let object = |index| folder.path().join(format!("{index}.o"));
            let compile = |&index: &usize| -> Result<()> {
                let (file, flags) = &files[index];
                let mut command = Command::new(&clang);
                command
                    .args(FLAGS)
                    .arg("-isystem")
                    .arg(&settings)
                    .arg("-isystem")
                    .arg(headers)
                    .args(flags)
                    .arg("-c")
                    .arg(file)
                    .arg("-o")
                    .arg(object(index))
                    .current_dir(&sources.upstream);
                programs::build_within(&mut command, COMPILING)
            };
            let indices: Vec<usize> = (0..files.len()).collect();
            parallel::map(&indices, jobs, compile)?;
            let mut archive = Command::new(llvm.tool("llvm-ar", None)?);
            archive.arg("crs").arg(output);
            archive.args(indices.into_iter().map(object));
            programs::build_within(&mut archive, COMPILING)
        })?;
        let native = Self {
            clang,
            archive,
            settings,
            headers: headers.to_owned(),
            tests: tests.to_owned(),
        };
        native.try_out()?;
        Ok(native)
    }

    /// Runs a program that throws. A library that does not work would make every test fail
    /// natively, and hide the failures on WASI.
    fn try_out(&self) -> Result<()> {
        let folder = tempfile::tempdir()?;
        let case = Case {
            name: "try.pass.cpp".into(),
            kind: Kind::Run,
            source: folder.path().join("try.pass.cpp"),
        };
        let text = "#include <string>\n#include <iostream>\n\
                    int main() { try { (void)std::string().at(1); } \
                    catch (const std::exception &) { std::cout << 1; return 0; } return 1; }\n";
        fs::write(&case.source, text)?;
        self.run(&case, &[], folder.path(), (COMPILING, COMPILING))
            .context("the library that was compiled for this machine does not work")
    }

    /// Compiles a test, and runs it in `folder`, which has its files.
    pub fn run(
        &self,
        case: &Case,
        flags: &[String],
        folder: &Path,
        (compiling, running): (Duration, Duration),
    ) -> Result<()> {
        let program = tempfile::tempdir()?;
        let program = program.path().join("program");
        let mut command = Command::new(&self.clang);
        command.args(["-nostdinc++", "-nostdlib++", "-pthread", "-isystem"]);
        command
            .arg(&self.settings)
            .arg("-isystem")
            .arg(&self.headers);
        for included in INCLUDED {
            command.arg("-I").arg(self.tests.join(included));
        }
        command.args(flags).arg(&case.source).current_dir(folder);
        match case.kind {
            Kind::Run => command.arg(&self.archive).arg("-o").arg(&program),
            Kind::Compile | Kind::Verify => command.arg("-fsyntax-only"),
        };
        programs::build_within(&mut command, compiling)?;
        if case.kind != Kind::Run {
            return Ok(());
        }
        let mut command = process::command(&program);
        command.env_clear().current_dir(folder);
        let finished = process::run(&mut command, "", running)?;
        ensure!(
            finished.status.success() && !finished.timed_out,
            "{}",
            programs::describe("fails natively", &command, &finished)
        );
        Ok(())
    }
}

/// `<__config_site>` for glibc.
fn settings_of_linux(ours: &str) -> Result<String> {
    let musl = "_LIBCPP_HAS_MUSL_LIBC ";
    ensure!(
        ours.contains(&format!("#define {musl}1\n")),
        "<__config_site> does not set {musl}"
    );
    Ok(ours.replace(&format!("{musl}1"), &format!("{musl}0")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_are_ours_for_another_c_library() {
        let ours = "#define A 1\n#define _LIBCPP_HAS_MUSL_LIBC 1\n";
        let theirs = settings_of_linux(ours).unwrap();
        assert_eq!(theirs, "#define A 1\n#define _LIBCPP_HAS_MUSL_LIBC 0\n");
        assert!(settings_of_linux("#define A 1\n").is_err());
        let site = Layout::find().cxx().join("include/__config_site");
        settings_of_linux(&fs::read_to_string(site).unwrap()).unwrap();
    }
}
