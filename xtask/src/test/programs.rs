//! The suite `c`: `tests/c/<area>/<case>.c` and `.cpp`, one behaviour each, run natively
//! (which tests the test) and on WASI.

use super::Setup;
use super::cache::Key;
use super::client;
use super::engine::{Chosen, Known, Run};
use super::exceptions;
use super::expect::{Area, Exceptions, Expect};
use super::peer;
use super::process::{self, Finished};
use super::report::{Leg, Outcome, Test};
use super::threads;
use super::toolchain::{Compiler, Sysroot};
use crate::sysroot::target::NETWORK;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use walkdir::WalkDir;

/// The exit status of `wasi-run` when the program trapped.
const TRAPPED: i32 = 134;

/// One program and what is expected of it.
pub struct Case {
    /// Relative to the checkout, as assertions in the program print it.
    pub source: PathBuf,
    pub expect: Expect,
}

/// The tests of this suite. An error in a file becomes a test that fails, so that one
/// typing error does not hide all other results.
pub fn tests(setup: &Arc<Setup>) -> Result<Vec<Test>> {
    let folder = Path::new("tests/c");
    let headers = headers(&setup.layout.root().join(folder))?;
    let native = match setup.native {
        true => Some((Compiler::native()?, Compiler::native_cxx()?)),
        false => None,
    };
    let wasi = setup.sysroot.as_ref();
    let wasi = wasi.map(|sysroot| (sysroot.cc().clone(), sysroot.cxx().clone()));
    let compilers = [(Leg::Native, native), (Leg::Wasi, wasi)];

    let mut tests = Vec::new();
    for (name, case) in discover(setup.layout.root(), folder, &["c", "cpp"])? {
        let name = format!("c/{name}");
        let case = match case {
            Ok(case) => Arc::new(case),
            Err(error) => {
                let leg = if setup.native { Leg::Native } else { Leg::Wasi };
                tests.push(Test::broken(name, leg, &error));
                continue;
            }
        };
        let is_cxx = case.source.extension().is_some_and(|end| end == "cpp");
        for (leg, compilers) in &compilers {
            let Some((c, cxx)) = compilers else {
                continue;
            };
            let compiler = if is_cxx { cxx.clone() } else { c.clone() };
            if *leg == Leg::Native && case.expect.native.is_some() {
                continue;
            }
            let (setup, case, headers, leg) = (setup.clone(), case.clone(), headers.clone(), *leg);
            let title = name.clone();
            tests.push(Test::new(&name, leg, move || {
                if leg == Leg::Wasi
                    && let Some(target) = &case.expect.target
                    && !setup.sysroot()?.has(target)
                {
                    let reason = format!("the sysroot has no library for {target}");
                    return Ok(Outcome::Skipped(reason));
                }
                judge(&setup, leg, &title, &case.expect, || {
                    compile(&setup, leg, &compiler, &headers, &case)
                })
            }));
        }
    }
    Ok(tests)
}

/// The headers that all programs share: their contents are part of every key.
fn headers(folder: &Path) -> Result<Key> {
    let mut key = Key::new("headers");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.sort();
    for path in paths {
        if path.extension().is_some_and(|extension| extension == "h") {
            key = key.with_file(&path)?;
        }
    }
    Ok(key)
}

/// Programs below `folder` by name (`area/case`). A file that belongs to none is reported
/// under its own name: it may be a program that is never run.
pub fn discover(
    root: &Path,
    folder: &Path,
    extensions: &[&str],
) -> Result<BTreeMap<String, Result<Case>>> {
    let mut cases = BTreeMap::new();
    for entry in WalkDir::new(root.join(folder))
        .min_depth(1)
        .sort_by_file_name()
    {
        let entry = entry?;
        let path = entry.path().strip_prefix(root)?;
        let inner = path.strip_prefix(folder)?;
        if entry.file_type().is_dir() {
            continue;
        }
        let has = |wanted: &str| path.extension().is_some_and(|found| found == wanted);
        let shared = entry.depth() == 1 && (has("h") || entry.file_name() == "README.md");
        let beside = |extension: &&str| entry.path().with_extension(extension).is_file();
        let owned = has("toml") && extensions.iter().any(beside);
        let of_area = entry.depth() == 2 && entry.file_name() == Area::FILE;
        if shared || owned || of_area {
            continue;
        }
        let stem = inner.with_extension("");
        let well_named = |c: char| c.is_ascii_alphanumeric() || "/_-".contains(c);
        match stem.to_str() {
            Some(name)
                if (has("toml") || extensions.iter().any(|end| has(end)))
                    && entry.depth() == 2
                    && name.chars().all(well_named) =>
            {
                cases.insert(name.into(), read(root, path));
            }
            _ => {
                let error = anyhow::anyhow!(
                    "belongs to no test: programs are {}/<area>/<case>.{} \
                     with an optional <case>.toml, or that alone with `program`",
                    folder.display(),
                    extensions.join(" or .")
                );
                cases.insert(inner.display().to_string(), Err(error));
            }
        }
    }
    Ok(cases)
}

/// The case of a program, or of expectations that name another case's.
fn read(root: &Path, path: &Path) -> Result<Case> {
    let expectations = path.with_extension("toml");
    let file = root.join(&expectations);
    let expect = if file.is_file() {
        let text = fs::read_to_string(&file)?;
        Expect::parse(&text).with_context(|| expectations.display().to_string())?
    } else {
        Expect::default()
    };
    let area = match file.parent() {
        Some(folder) => Area::of(folder)?,
        None => Area::default(),
    };
    let expect = expect.within(area);
    let alone = path == expectations;
    let source = match &expect.program {
        Some(name) => path.with_file_name(name),
        None => path.to_owned(),
    };
    ensure!(
        alone == expect.program.is_some() && (!alone || root.join(&source).is_file()),
        "{}: a case has a program of its own, or names another one's in `program`",
        expectations.display()
    );
    Ok(Case { source, expect })
}

fn compile(
    setup: &Setup,
    leg: Leg,
    compiler: &Compiler,
    headers: &Key,
    case: &Case,
) -> Result<PathBuf> {
    let source = setup.layout.root().join(&case.source);
    let mut flags = case.expect.flags.clone();
    if leg == Leg::Wasi {
        let target = case.expect.target.iter();
        flags.extend(target.map(|name| format!("--target={name}")));
        flags.extend_from_slice(&case.expect.wasi_flags);
    }
    let key = compiler
        .program_key(&case.source, &flags)
        .with(headers.clone().hex())
        .with_file(&source)?;
    setup.cache.get(key, |output| {
        let mut command = compiler.compile(&case.source, output, &flags);
        build(setup, command.current_dir(setup.layout.root()))
    })
}

/// Runs a compiler or linker, which must succeed.
pub fn build(setup: &Setup, command: &mut Command) -> Result<()> {
    build_within(command, setup.timeout)
}

pub fn build_within(command: &mut Command, timeout: Duration) -> Result<()> {
    let finished = process::run(command, "", timeout)?;
    ensure!(
        finished.status.success(),
        "{}",
        describe("failed", command, &finished)
    );
    Ok(())
}

/// Builds the program, runs it and compares, with expected failures turned round.
pub fn judge(
    setup: &Setup,
    leg: Leg,
    name: &str,
    expect: &Expect,
    program: impl FnOnce() -> Result<PathBuf>,
) -> Result<Outcome> {
    let engine = setup.engine.as_ref().filter(|_| leg == Leg::Wasi);
    if let Some(engine) = engine {
        return judge_on(engine, setup, name, expect, program);
    }
    let failure = match program().and_then(|program| execute(setup, leg, expect, &program)) {
        Ok(()) => None,
        Err(error) => Some(format!("{error:#}")),
    };
    let expected = expect.fail.clone().filter(|_| leg == Leg::Wasi);
    Ok(outcome(failure, expected, "remove `fail`"))
}

/// The same on another engine than wasi-run.
fn judge_on(
    engine: &Chosen,
    setup: &Setup,
    name: &str,
    expect: &Expect,
    program: impl FnOnce() -> Result<PathBuf>,
) -> Result<Outcome> {
    let skipped = |reason: &str| Ok(Outcome::Skipped(reason.to_owned()));
    let has_options = !expect.wasi_run.is_empty() && !engine.engine.takes_options();
    if expect.client.is_some() || has_options {
        return skipped("it needs an option of wasi-run");
    }
    if let Some(reason) = &engine.failures.components
        && expect.target.as_deref() == Some(NETWORK.name)
    {
        return skipped(reason);
    }
    if expect.fail.is_some() || expect.exceptions == Some(Exceptions::Legacy) {
        return skipped("it does not run on wasi-run either");
    }
    let (expected, layers) = match engine.failures.of(name) {
        Some(Known::Skipped(reason)) => return skipped(&reason),
        Some(Known::Fails { reason, layers }) => (Some(reason), layers),
        None => (None, Vec::new()),
    };
    let program = program()?;
    if let Some(reason) = &engine.failures.exceptions
        && exceptions::are_needed(&fs::read(&program)?)
    {
        return skipped(reason);
    }
    if let Some(reason) = &engine.failures.threads
        && threads::are_started(&fs::read(&program)?)?
    {
        return skipped(reason);
    }
    let run = |layers: &[String]| execute_on(engine, setup, expect, &program, layers);
    let failure = run(&[]).err().map(|error| format!("{error:#}"));
    let advice = format!("take it out of tests/engines/{}.toml", engine.name);
    Ok(match (failure, expected) {
        (Some(failure), None) => Outcome::Failed(failure + &cured(engine, run)?),
        (Some(_), Some(reason)) if !layers.is_empty() => {
            let names = layers.join(", ");
            match run(&layers) {
                Ok(()) => Outcome::ExpectedFailure(format!("{reason}; passes with {names}")),
                Err(error) => Outcome::Failed(format!("fails with {names} too: {error:#}")),
            }
        }
        (failure, expected) => outcome(failure, expected, &advice),
    })
}

/// The layers of wasi-run that a failing program needs, for the engine's file.
fn cured(engine: &Chosen, run: impl Fn(&[String]) -> Result<()>) -> Result<String> {
    let layers = engine.engine.layers()?;
    if layers.is_empty() {
        return Ok(String::new());
    }
    let alone = layers
        .iter()
        .filter(|layer| run(&[(*layer).clone()]).is_ok());
    let alone: Vec<_> = alone.map(String::as_str).collect();
    Ok(match alone[..] {
        [] => "\nno layer alone lets it pass".to_owned(),
        _ => format!("\npasses with the layer {}", alone.join(", or ")),
    })
}

pub fn outcome(failure: Option<String>, expected: Option<String>, advice: &str) -> Outcome {
    match (failure, expected) {
        (None, None) => Outcome::Passed,
        (Some(text), None) => Outcome::Failed(text),
        (Some(_), Some(reason)) => Outcome::ExpectedFailure(reason),
        (None, Some(reason)) => Outcome::Failed(format!(
            "passes, though it was expected to fail ({reason}): {advice}"
        )),
    }
}

fn execute_on(
    engine: &Chosen,
    setup: &Setup,
    expect: &Expect,
    program: &Path,
    layers: &[String],
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    expect.prepare(folder.path())?;
    if let Some(name) = &expect.itself {
        fs::copy(program, folder.path().join(name))?;
    }
    let preopens = match &expect.preopens {
        None => vec![("/".to_owned(), folder.path().to_owned())],
        Some(preopens) => preopens
            .iter()
            .map(|each| (each.guest.clone(), folder.path().join(&each.host)))
            .collect(),
    };
    let mut command = engine.engine.command(&Run {
        program,
        args: &expect.args,
        env: &expect.env,
        preopens,
        options: &expect.wasi_run,
        layers,
    });
    command.current_dir(folder.path());
    let finished = process::run(&mut command, &expect.stdin, setup.timeout)?;
    let wrong = compare_on(expect, &finished) + &expect.left(folder.path());
    ensure!(
        wrong.is_empty(),
        "{}",
        describe(&wrong, &command, &finished)
    );
    Ok(())
}

/// The differences on an engine that neither counts calls nor reports traps as wasi-run
/// does.
fn compare_on(expect: &Expect, finished: &Finished) -> String {
    if expect.trap.is_none() || finished.timed_out {
        return compare(Leg::Native, expect, finished);
    }
    let mut wrong = String::new();
    if finished.status.success() {
        wrong += "exit status 0, expected a trap\n";
    }
    let stdout = String::from_utf8_lossy(&finished.stdout);
    let wanted = expect.stdout.as_deref().unwrap_or("");
    // WasmEdge prints the kind of trap there.
    if !stdout.starts_with(wanted) {
        wrong += &format!("stdout is {stdout:?}, expected {wanted:?}\n");
    }
    wrong
}

fn execute(setup: &Setup, leg: Leg, expect: &Expect, program: &Path) -> Result<()> {
    if let Some(wanted) = expect.exceptions
        && leg == Leg::Wasi
    {
        exceptions::check(&fs::read(program)?, wanted)?;
        if wanted == Exceptions::Legacy {
            return Ok(());
        }
    }
    let folder = tempfile::tempdir()?;
    expect.prepare(folder.path())?;
    if let Some(name) = &expect.itself {
        fs::copy(program, folder.path().join(name))?;
    }
    let mut command = match leg {
        Leg::Native => native_command(expect, program),
        Leg::Wasi => wasi_command(setup.sysroot()?, expect, program, folder.path()),
    };
    command.current_dir(folder.path());
    let peer = expect.peer.map(peer::start).transpose()?;
    command.args(peer.iter().map(|peer| peer.port().to_string()));
    let client = expect.client.as_ref();
    let client = client.map(|client| client::start(client, folder.path()));
    let finished = process::run(&mut command, &expect.stdin, setup.timeout)?;
    let talk = client.map_or_else(String::new, client::Running::end);
    if let Some(peer) = peer {
        peer.end();
    }
    let wrong = compare(leg, expect, &finished) + &expect.left(folder.path()) + &talk;
    ensure!(
        wrong.is_empty(),
        "{}",
        describe(&wrong, &command, &finished)
    );
    if leg == Leg::Wasi && expect.wasi_run.iter().any(|option| is_processes(option)) {
        refuse(setup, expect, program)?;
    }
    Ok(())
}

/// Whether it is an option that lets a program have processes.
fn is_processes(option: &str) -> bool {
    option.starts_with("--processes")
}

/// Runs a program that has processes without them: its first check fails with `ENOSYS`, and the
/// program goes on to say so.
fn refuse(setup: &Setup, expect: &Expect, program: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    expect.prepare(folder.path())?;
    if let Some(name) = &expect.itself {
        fs::copy(program, folder.path().join(name))?;
    }
    let mut command = wasi_command(
        setup.sysroot()?,
        &expect.without(is_processes),
        program,
        folder.path(),
    );
    command.current_dir(folder.path());
    let finished = process::run(&mut command, &expect.stdin, setup.timeout)?;
    let wrong = wrongly_refused(expect, &finished);
    ensure!(
        wrong.is_empty(),
        "{}",
        describe(&wrong, &command, &finished)
    );
    Ok(())
}

fn wrongly_refused(expect: &Expect, finished: &Finished) -> String {
    const ENOSYS: [&str; 2] = ["[errno 52: ", " is 52, want "];
    let stderr = String::from_utf8_lossy(&finished.stderr);
    let says = match &expect.refused {
        Some(text) => stderr.contains(text.as_str()),
        None => ENOSYS.iter().any(|text| stderr.contains(text)),
    };
    match (finished.timed_out, finished.status.code(), says) {
        (true, ..) => "without --processes, did not end in time".to_owned(),
        (_, Some(0), _) if expect.refused.as_deref() == Some("") => String::new(),
        (_, Some(1), true) => String::new(),
        (_, Some(1), false) => {
            "without --processes, another check fails: `refused` is for that".to_owned()
        }
        (_, _, _) => format!("without --processes: {}, expected 1", finished.status),
    }
}

fn native_command(expect: &Expect, program: &Path) -> Command {
    let mut command = process::command(program);
    command.args(&expect.args).env_clear().envs(&expect.env);
    command
}

fn wasi_command(sysroot: &Sysroot, expect: &Expect, program: &Path, folder: &Path) -> Command {
    let mut command = sysroot.wasi_run();
    let mut preopen = |host: &Path, guest: &str| {
        command
            .arg("--dir")
            .arg(format!("{}::{guest}", host.display()));
    };
    match &expect.preopens {
        None => preopen(folder, "/"),
        Some(preopens) => {
            for each in preopens {
                preopen(&folder.join(&each.host), &each.guest);
            }
        }
    }
    if expect.client.is_some() {
        let socket = client::socket(folder);
        command
            .arg("--listen")
            .arg(format!("unix:{}", socket.display()));
    }
    for (name, value) in &expect.env {
        command.arg("--env").arg(format!("{name}={value}"));
    }
    if !expect.max_calls.is_empty() {
        command.arg("--count-calls");
    }
    command
        .args(&expect.wasi_run)
        .arg(program)
        .args(&expect.args);
    command
}

/// The differences from the expectations, one line each; empty if there are none.
fn compare(leg: Leg, expect: &Expect, finished: &Finished) -> String {
    let mut wrong = String::new();
    let mut say = |text: String| wrong.push_str(&(text + "\n"));
    if finished.timed_out {
        say("did not end in time".into());
        return wrong;
    }
    let stdout = String::from_utf8_lossy(&finished.stdout);
    let stderr = String::from_utf8_lossy(&finished.stderr);
    let (calls, stderr) = match leg == Leg::Wasi && !expect.max_calls.is_empty() {
        true => split_counts(&stderr),
        false => (BTreeMap::new(), stderr.into_owned()),
    };

    let status = finished.status;
    let status_text = match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit status {code}"),
        (None, Some(signal)) => format!("killed by signal {signal}"),
        (None, None) => status.to_string(),
    };
    match (&expect.trap, leg) {
        (Some(_), Leg::Native) if status.signal().is_none() => {
            say(format!("{status_text}, expected to be killed by a signal"));
        }
        (Some(message), Leg::Wasi)
            if status.code() != Some(TRAPPED)
                || !traps(&stderr).any(|trap| trap.contains(message.as_str())) =>
        {
            say(format!("{status_text}, expected a trap with '{message}'"));
        }
        (Some(_), _) => {}
        (None, _) => {
            let wanted = expect.exit.unwrap_or(0);
            if status.code() != Some(wanted) {
                say(format!("{status_text}, expected {wanted}"));
            }
        }
    }

    let wanted = expect.stdout.as_deref().unwrap_or("");
    if stdout != wanted {
        say(format!("stdout is {stdout:?}, expected {wanted:?}"));
    }
    match &expect.stderr {
        Some(part) if !stderr.contains(part.as_str()) => {
            say(format!("stderr does not contain {part:?}"));
        }
        None if expect.trap.is_none() && !stderr.is_empty() => {
            say("something is on stderr".into());
        }
        _ => {}
    }

    if leg == Leg::Wasi {
        for (name, limit) in &expect.max_calls {
            // An import that was never called is not listed.
            let count = calls.get(name).copied().unwrap_or(0);
            if count > *limit {
                say(format!("{count} × {name}, at most {limit} expected"));
            }
        }
        if !expect.max_calls.is_empty() && !calls.contains_key("total") {
            say("wasi-run did not report its calls".into());
        }
    }
    wrong
}

fn traps(stderr: &str) -> impl Iterator<Item = &str> {
    stderr
        .lines()
        .filter(|line| line.starts_with("wasi-run: trap: "))
}

/// Takes the lines of `--count-calls` out of stderr.
fn split_counts(stderr: &str) -> (BTreeMap<String, u64>, String) {
    let mut calls = BTreeMap::new();
    let mut rest = String::new();
    for line in stderr.split_inclusive('\n') {
        let words: Vec<&str> = line.split_whitespace().collect();
        let entry = match words[..] {
            ["wasi-run:", "calls", name, count] => Some((name, count)),
            ["wasi-run:", "fuel", count] => Some(("fuel", count)),
            _ => None,
        };
        match entry.and_then(|(name, count)| Some((name, count.parse().ok()?))) {
            Some((name, count)) => {
                calls.insert(name.to_owned(), count);
            }
            None => rest.push_str(line),
        }
    }
    (calls, rest)
}

/// A failure with everything needed to investigate it.
pub fn describe(what: &str, command: &Command, finished: &Finished) -> String {
    let mut text = format!("{}\n$ {}", what.trim_end(), process::shell(command));
    for (name, stream) in [("stdout", &finished.stdout), ("stderr", &finished.stderr)] {
        if !stream.is_empty() {
            let stream = String::from_utf8_lossy(stream);
            let _ = write!(text, "\n{name}:");
            for line in stream.lines() {
                let _ = write!(text, "\n  {line}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(code: i32, stdout: &str, stderr: &str) -> Finished {
        Finished {
            status: std::process::ExitStatus::from_raw(code << 8),
            stdout: stdout.into(),
            stderr: stderr.into(),
            timed_out: false,
        }
    }

    fn differs(leg: Leg, expect: &str, finished: &Finished) -> String {
        compare(leg, &Expect::parse(expect).unwrap(), finished)
    }

    #[test]
    fn silent_success_is_the_default() {
        assert_eq!(differs(Leg::Native, "", &finished(0, "", "")), "");
        assert_ne!(differs(Leg::Native, "", &finished(1, "", "")), "");
        assert_ne!(differs(Leg::Native, "", &finished(0, "x", "")), "");
        assert_ne!(differs(Leg::Native, "", &finished(0, "", "x")), "");
    }

    #[test]
    fn streams_and_status_are_compared() {
        let expect = "exit = 3\nstdout = 'a'\nstderr = 'b'";
        assert_eq!(differs(Leg::Wasi, expect, &finished(3, "a", "abc")), "");
        assert_ne!(differs(Leg::Wasi, expect, &finished(3, "aa", "abc")), "");
        assert_ne!(differs(Leg::Wasi, expect, &finished(3, "a", "c")), "");
        assert_ne!(differs(Leg::Wasi, expect, &finished(0, "a", "b")), "");
    }

    #[test]
    fn a_trap_is_recognised_by_status_and_message() {
        let expect = "trap = 'unreachable'";
        let message = "wasi-run: trap: unreachable executed\n";
        assert_eq!(
            differs(Leg::Wasi, expect, &finished(TRAPPED, "", message)),
            ""
        );
        assert_ne!(
            differs(Leg::Wasi, expect, &finished(TRAPPED, "", "unreachable")),
            ""
        );
        assert_ne!(differs(Leg::Wasi, expect, &finished(0, "", message)), "");
        assert_ne!(differs(Leg::Native, expect, &finished(0, "", "")), "");
    }

    #[test]
    fn budgets_count_and_need_a_report() {
        let report =
            "oops\nwasi-run: calls fd_write 3\nwasi-run: calls total 5\nwasi-run: fuel 9\n";
        let (calls, rest) = split_counts(report);
        assert_eq!(
            (calls["fd_write"], calls["total"], calls["fuel"]),
            (3, 5, 9)
        );
        assert_eq!(rest, "oops\n");
        let report = &report["oops\n".len()..];
        let run = finished(0, "", report);
        assert_eq!(
            differs(Leg::Wasi, "max_calls = { fd_write = 3, fd_read = 0 }", &run),
            ""
        );
        assert_ne!(differs(Leg::Wasi, "max_calls = { total = 4 }", &run), "");
        assert_ne!(
            differs(Leg::Wasi, "max_calls = { total = 4 }", &finished(0, "", "")),
            ""
        );
    }

    #[test]
    fn a_program_without_processes_says_enosys() {
        let wrong = |expect: &str, code, stderr| {
            wrongly_refused(&Expect::parse(expect).unwrap(), &finished(code, "", stderr))
        };
        let enosys = "x.c:3: fork() [errno 52: Function not implemented]";
        assert_eq!(wrong("", 1, enosys), "");
        assert_eq!(wrong("", 1, "x.c:3: spawn() is 52, want 0 = 0"), "");
        assert_ne!(wrong("", 0, enosys), "");
        assert_ne!(wrong("", TRAPPED, enosys), "");
        assert_ne!(wrong("", 1, "x.c:3: another"), "");
        assert_eq!(wrong("refused = 'another'", 1, "x.c:3: another"), "");
        assert_ne!(wrong("refused = 'another'", 1, enosys), "");
        assert_eq!(wrong("refused = ''", 0, ""), "");
    }

    #[test]
    fn a_file_of_no_test_is_reported() {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("check.h", ""),
            ("io/a.c", ""),
            ("io/a.toml", ""),
            ("io/alone.toml", ""),
            ("io/another.toml", "program = 'a.c'"),
            ("io/missing.toml", "program = 'b.c'"),
            ("io/two.c", ""),
            ("io/two.toml", "program = 'a.c'"),
            ("c.c", ""),
            ("io/d.txt", ""),
        ] {
            let path = root.path().join("t").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let found = discover(root.path(), Path::new("t"), &["c"]).unwrap();
        let good: Vec<_> = found
            .iter()
            .filter(|(_, case)| case.is_ok())
            .map(|(name, _)| name)
            .collect();
        let bad: Vec<_> = found
            .iter()
            .filter(|(_, case)| case.is_err())
            .map(|(name, _)| name)
            .collect();
        assert_eq!(good, ["io/a", "io/another"]);
        assert_eq!(bad, ["c.c", "io/alone", "io/d.txt", "io/missing", "io/two"]);
    }
}
