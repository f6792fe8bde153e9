//! The steps from a tarball to objects, with a musl of a few files and the real compiler.

use super::cache::Cache;
use super::compile::Compiler;
use super::library::units;
use super::stage::Sources;
use super::target::{PLAIN, THREADS};
use super::*;
use crate::fetch::sha256;
use std::process::Command;
use tempfile::TempDir;

struct Sample {
    _folder: TempDir,
    layout: Layout,
    musl: PathBuf,
    launcher: Vec<String>,
    /// Additional entries of the ledger.
    more: &'static str,
}

const FLAGS: &str = "flags = ['--no-default-config', '-nostdinc', '-O1']\n[target]\n";

impl Sample {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let (layout, musl) = (
            Layout::at(folder.path().join("checkout")),
            folder.path().join("musl"),
        );
        let sample = Self {
            _folder: folder,
            layout,
            musl,
            launcher: Vec::new(),
            more: "",
        };
        for (path, text) in [
            ("VERSION", "1.2.3\n"),
            ("crt/crt1.c", "#error for an ELF loader\n"),
            ("include/alltypes.h.in", "TYPEDEF unsigned _Addr size_t;\n"),
            ("include/one.h", "#define ONE 1\n"),
            ("include/two.h", "#define TWO 2\n"),
            (
                "src/internal/both.h",
                "#include <one.h>\n#include <two.h>\n",
            ),
            ("arch/generic/bits/x.h", ""),
            ("arch/aarch64/bits/syscall.h.in", ""),
            (
                "src/a/one.c",
                "#include <one.h>\nint one(void) { return ONE; }\n",
            ),
            (
                "src/a/two.c",
                "#include <two.h>\nint two(void) { return TWO; }\n",
            ),
            (
                "src/b/both.c",
                "#include \"both.h\"\nint both(void) { return ONE + TWO; }\n",
            ),
            ("src/b/none.c", "int none(void) { return 0; }\n"),
            ("src/b/i386/none.c", "#error for another machine\n"),
            (
                "src/malloc/mallocng/deep.c",
                "int deep(void) { return 3; }\n",
            ),
            ("src/malloc/oldmalloc/old.c", "#error replaced long ago\n"),
        ] {
            write(&sample.musl.join(path), text);
        }
        for (path, text) in [
            ("flags.toml", FLAGS),
            ("arch/wasm32/bits/errno.h", "#define ENOSYS 52\n"),
            ("arch/wasm32/bits/alltypes.h.in", "#define _Addr int\n"),
        ] {
            sample.overlay(path, text);
        }
        fs::create_dir_all(sample.layout.scratch()).unwrap();
        sample
    }

    fn overlay(&self, path: &str, text: &str) {
        write(&self.layout.top_half().join(path), text);
    }

    /// A ledger for all files that the overlay replaces.
    fn record(&self, memo: &mut Memo) -> Result<()> {
        let survey = Survey::of(&self.musl, &self.layout.top_half(), &PLAIN, memo)?;
        let mut text = String::from("musl = '1.2.3'\n");
        let excluded = [("excluded", "crt/crt1.c".to_owned())];
        let replaced = survey.replaced.into_keys().map(|path| ("replaced", path));
        for (key, path) in excluded.into_iter().chain(replaced) {
            text += &format!(
                "[[{key}]]\nclass = 'size'\nreason = 'a test'\n[{key}.sha256]\n\"{path}\" = \"\"\n"
            );
        }
        let text = ledger::filled(&(text + self.more), &survey.version, &survey.upstream)?;
        self.overlay("overlay.toml", &text);
        Ok(())
    }

    fn stage(&self) -> Result<Sources> {
        let mut memo = Memo::load(&self.layout.work().join("hashes"));
        self.record(&mut memo)?;
        let table = Table::parse("").unwrap();
        let sources = stage::sources(
            &self.musl,
            &self.layout.top_half(),
            &PLAIN,
            &table,
            &mut memo,
        )?;
        sources
            .tree
            .sync(&self.layout.work().join("src"), &mut memo)?;
        memo.save()?;
        Ok(sources)
    }

    /// Compiles; returns the units that were compiled, and every object.
    fn build(&self) -> Result<(Vec<String>, Vec<Vec<u8>>)> {
        let sources = self.stage()?;
        let flags = Flags::load(&self.layout.top_half().join("flags.toml"))?;
        let units = units(&sources, &PLAIN, &flags, false);
        let llvm = Llvm::find(None)?;
        let compiler = Compiler {
            llvm: &llvm,
            launcher: self.launcher.clone(),
            folder: self.layout.work().join("src"),
            jobs: 2,
            language: "C",
            may_batch: true,
        };
        let cache = Cache::new(self.layout.work().join("cache"), &sources.tree);
        let compiled = compiler.compile(&units, &cache, &mut Progress::new(false))?;
        let objects = compiled
            .objects
            .iter()
            .map(|path| fs::read(path).unwrap())
            .collect();
        Ok((compiled.fresh, objects))
    }

    fn compiled(&self) -> Vec<String> {
        self.build().unwrap().0
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const ALL: [&str; 5] = [
    "src/a/one.c",
    "src/a/two.c",
    "src/b/both.c",
    "src/b/none.c",
    "src/malloc/mallocng/deep.c",
];

#[test]
fn everything_is_compiled_once() {
    let sample = Sample::new();
    assert_eq!(sample.compiled(), ALL);
    assert_eq!(sample.compiled(), [""; 0]);
}

#[test]
fn a_changed_source_is_compiled_alone() {
    let sample = Sample::new();
    sample.build().unwrap();
    sample.overlay("src/b/none.c", "int none(void) { return 1; }\n");
    assert_eq!(sample.compiled(), ["src/b/none.c"]);
    // Back to musl's: that object is still there.
    fs::remove_file(sample.layout.top_half().join("src/b/none.c")).unwrap();
    assert_eq!(sample.compiled(), [""; 0]);
}

#[test]
fn a_changed_header_compiles_what_reads_it() {
    let sample = Sample::new();
    sample.build().unwrap();
    sample.overlay("include/one.h", "#define ONE 10\n");
    assert_eq!(sample.compiled(), ["src/a/one.c", "src/b/both.c"]);
}

#[test]
fn a_new_header_that_shadows_one_compiles_what_reads_that() {
    let sample = Sample::new();
    sample.build().unwrap();
    sample.overlay("src/internal/two.h", "#define TWO 20\n");
    assert_eq!(sample.compiled(), ["src/a/two.c", "src/b/both.c"]);
    sample.overlay("include/three.h", "");
    assert_eq!(sample.compiled(), [""; 0]);
}

#[test]
fn changed_flags_compile_everything_that_they_apply_to() {
    let sample = Sample::new();
    sample.build().unwrap();
    sample.overlay(
        "flags.toml",
        &format!("{FLAGS}[[override]]\npath = 'src/a/*'\nflags = ['-Os']\n"),
    );
    assert_eq!(sample.compiled(), ["src/a/one.c", "src/a/two.c"]);
}

#[test]
fn an_overlaid_header_can_include_musl_s() {
    let sample = Sample::new();
    sample.overlay(
        "include/one.h",
        "#include <__musl/one.h>\n#define MORE ONE\n",
    );
    sample.overlay(
        "src/a/one.c",
        "#include <one.h>\n_Static_assert(MORE == 1, \"musl's\");\n",
    );
    assert_eq!(sample.compiled(), ALL);
}

#[test]
fn a_batch_gives_the_objects_that_single_compilations_give() {
    let (batched, mut single) = (Sample::new(), Sample::new());
    single.launcher = vec!["env".into()];
    assert_eq!(batched.build().unwrap(), single.build().unwrap());
}

#[test]
fn a_launcher_stands_before_each_command() {
    let mut sample = Sample::new();
    sample.launcher = vec!["no-such-launcher".into(), "-x".into()];
    let error = format!("{:#}", sample.build().unwrap_err());
    assert!(error.contains("cannot run no-such-launcher"), "{error}");
}

#[test]
fn a_failure_shows_the_whole_command_and_what_the_compiler_says() {
    let sample = Sample::new();
    sample.overlay("src/b/none.c", "int none(void) { return nothing; }\n");
    let error = format!("{:#}", sample.build().unwrap_err());
    assert!(error.contains("cannot compile src/b/none.c"), "{error}");
    assert!(
        error.contains("--target=wasm32-wasip1 --no-default-config -nostdinc -O1"),
        "{error}"
    );
    assert!(error.contains("-c src/b/none.c -o src/b/none.o"), "{error}");
    assert!(
        error.contains("use of undeclared identifier 'nothing'"),
        "{error}"
    );

    sample.overlay("src/b/none.c", "int none(void) { return 0; }\n");
    let compiled = sample.compiled();
    assert!(
        compiled.contains(&"src/b/none.c".to_owned()),
        "{compiled:?}"
    );
    assert_eq!(sample.compiled(), [""; 0]);
}

#[test]
fn a_file_of_the_machine_replaces_the_portable_one() {
    let sample = Sample::new();
    sample.overlay("src/b/wasm32/none.c", "int none(void) { return 2; }\n");
    sample.overlay("src/b/wasm32/more.c", "int more(void) { return 3; }\n");
    assert_eq!(
        sample.stage().unwrap().library,
        [
            ALL[0],
            ALL[1],
            ALL[2],
            "src/b/wasm32/more.c",
            "src/b/wasm32/none.c",
            ALL[4]
        ]
    );
}

#[test]
fn an_excluded_file_is_left_out() {
    let mut sample = Sample::new();
    sample.more = "[[excluded]]\nclass = 'wasi'\nreason = 'a test'\n[excluded.sha256]\n\
                   \"src/b/none.c\" = \"\"\n";
    assert_eq!(
        sample.stage().unwrap().library,
        [ALL[0], ALL[1], ALL[2], ALL[4]]
    );
}

#[test]
fn a_macro_of_the_ledger_s_compiles_the_file_again() {
    let mut sample = Sample::new();
    sample.build().unwrap();
    sample.more = "[[defined]]\nclass = 'wasi'\nreason = 'a test'\nmacros = ['none=all']\n\
                   [defined.sha256]\n\"src/b/none.c\" = \"\"\n";
    assert_eq!(sample.compiled(), ["src/b/none.c"]);
}

#[test]
fn a_replacement_that_the_ledger_does_not_know_stops_the_build() {
    let sample = Sample::new();
    sample.stage().unwrap();
    sample.overlay("src/b/none.c", "int none(void) { return 1; }\n");
    let mut memo = Memo::load(&sample.layout.work().join("hashes"));
    let table = Table::parse("").unwrap();
    let result = stage::sources(
        &sample.musl,
        &sample.layout.top_half(),
        &PLAIN,
        &table,
        &mut memo,
    );
    let error = format!("{:#}", result.err().unwrap());
    assert!(
        error.contains("src/b/none.c of musl is replaced, and the ledger gives no reason"),
        "{error}"
    );
}

#[test]
fn an_unpacked_tarball_that_was_changed_is_unpacked_again() {
    let sample = Sample::new();
    let tarball = sample.layout.work().join("musl.tar.gz");
    let tar = Command::new("tar")
        .arg("-czf")
        .arg(&tarball)
        .arg("-C")
        .arg(sample.musl.parent().unwrap())
        .arg("musl")
        .status();
    assert!(tar.unwrap().success());
    let mut memo = Memo::load(&sample.layout.work().join("hashes"));
    let folder = stage::unpack(&sample.layout, &tarball, &mut memo).unwrap();
    let file = folder.join("src/b/none.c");
    let before = sha256(&file).unwrap();
    fs::write(&file, "int changed;\n").unwrap();
    stage::unpack(&sample.layout, &tarball, &mut memo).unwrap();
    assert_eq!(sha256(&file).unwrap(), before);
}

#[test]
fn the_linker_takes_a_refused_function_and_its_type() {
    let table = Table::parse(
        "[[syscall]]\nname='x'\nnumber=1\narea='files'\nargs=['int fd', 'off_t at']\n\
         status='refused'\nerrno='ENOSYS'\nreason='a test'\ninstead='x'\n",
    )
    .unwrap();
    let folder = TempDir::new().unwrap();
    let llvm = Llvm::find(None).unwrap();
    write(
        &folder.path().join("main.c"),
        "long __sys_x(int, long long); long f(void) { return __sys_x(1, 2); }\n",
    );
    fs::write(
        folder.path().join("x.o"),
        refused::object(&table.syscalls[0], 52),
    )
    .unwrap();
    let run = |command: &mut Command| {
        let output = command.current_dir(&folder).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.is_empty(), "{said}");
    };
    run(Command::new(llvm.clang()).args(["--target=wasm32-wasip1", "-O1", "-c", "main.c"]));
    let linker = llvm.tool("wasm-ld", None).unwrap();
    run(Command::new(linker).args([
        "--no-entry",
        "--fatal-warnings",
        "--export=f",
        "main.o",
        "x.o",
        "-o",
        "out.wasm",
    ]));
    let module = fs::read(folder.path().join("out.wasm")).unwrap();
    // i32.const -52; end
    assert!(
        module.windows(3).any(|code| code == [0x41, 0x4c, 0x0b]),
        "{module:x?}"
    );
}

#[test]
fn a_target_has_an_overlay_on_the_common_one() {
    let sample = Sample::new();
    sample.overlay("src/b/none.c", "int none(void) { return 1; }\n");
    sample.overlay("src/b/own.c", "int own(void) { return 1; }\n");
    sample.overlay("threads/src/b/own.c", "int own(void) { return 2; }\n");
    let stage = |sample: &Sample, ledger: &str| {
        sample.overlay("threads/overlay.toml", &format!("musl = '1.2.3'\n{ledger}"));
        let mut memo = Memo::load(&sample.layout.work().join("hashes"));
        sample.record(&mut memo)?;
        let table = Table::parse("").unwrap();
        stage::sources(
            &sample.musl,
            &sample.layout.top_half(),
            &THREADS,
            &table,
            &mut memo,
        )
    };
    let read = |sources: &Sources, path: &str| {
        String::from_utf8(sources.tree.read(path).unwrap()).unwrap()
    };
    let sources = stage(&sample, "").unwrap();
    assert!(read(&sources, "src/b/none.c").contains("return 1"));
    assert!(read(&sources, "src/b/own.c").contains("return 2"));

    // Upstream's own stands again.
    let drops = |file: &str| format!("[[dropped]]\nreason = 'a test'\nfiles = ['{file}']\n");
    let sources = stage(&sample, &drops("src/b/none.c")).unwrap();
    assert!(!read(&sources, "src/b/none.c").contains("return 1"));

    let error = format!(
        "{:#}",
        stage(&sample, &drops("src/b/gone.c")).err().unwrap()
    );
    assert!(
        error.contains("the common overlay does nothing to src/b/gone.c"),
        "{error}"
    );
}
