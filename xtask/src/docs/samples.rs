//! The samples of a page: blocks of code that are files, commands and what these print.
//!
//! The info string of a block says which:
//!
//! - `LANGUAGE file=PATH`: the block becomes that file in the page's own directory;
//! - `sh`: the block is run in that directory. One shell runs a page from its beginning to its
//!   end, so that `cd` and variables last; a command that fails ends it. With `fails` the
//!   block's last command has to fail; with `norun` the block is only shown;
//! - `text output`: what the block before it prints, on both streams. `…` stands for any text
//!   in a line, and for any lines where it is a line of its own; some line has to be more than
//!   that;
//! - a language alone: only shown.

use super::markdown::{self, Fence, Page};
use crate::parallel;
use crate::test::process;
use anyhow::{Result, bail, ensure};
use std::env;
use std::ffi::OsString;
use std::fmt::Write;
use std::fs;
use std::iter;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// For all samples of a page of the manual.
const TIMEOUT: Duration = Duration::from_secs(120);

/// How the variables begin that samples do not see.
const NOT_PASSED: [&str; 10] = [
    "CARGO_MANIFEST_",
    "CARGO_PKG_",
    "CARGO_TARGET_DIR",
    "CC",
    "CFLAGS",
    "CXX",
    "DESTDIR",
    "LDFLAGS",
    "LD_LIBRARY_PATH",
    "MAKEFLAGS",
];

/// The languages of blocks.
const LANGUAGES: [&str; 21] = [
    "",
    "asm",
    "c",
    "cmake",
    "cpp",
    "diff",
    "dockerfile",
    "html",
    "ini",
    "javascript",
    "json",
    "make",
    "meson",
    "python",
    "rust",
    "sh",
    "starlark",
    "text",
    "toml",
    "wat",
    "yaml",
];

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    File {
        path: String,
        text: String,
    },
    Run {
        /// Of the opening fence.
        line: usize,
        text: String,
        fails: bool,
        output: Option<Output>,
    },
}

#[derive(Debug, PartialEq, Eq)]
pub struct Output {
    line: usize,
    text: String,
}

/// The steps that a page's blocks request; errors name the line.
pub fn steps(page: &Page) -> Result<Vec<Step>, Vec<String>> {
    let mut steps = Vec::new();
    let mut wrong = Vec::new();
    // Whether the block before is one that a block of output can belong to.
    let mut ran = false;
    for fence in &page.fences {
        let step = step(fence, ran.then(|| steps.last_mut()).flatten());
        ran = matches!(step, Ok(Some(Step::Run { .. })));
        match step {
            Ok(step) => steps.extend(step),
            Err(error) => wrong.push(format!("{}: {error}", fence.line)),
        }
    }
    if wrong.is_empty() {
        Ok(steps)
    } else {
        Err(wrong)
    }
}

/// The file that a block becomes.
fn file(info: &str) -> Option<&str> {
    let mut words = info.split_whitespace();
    words.find_map(|word| word.strip_prefix("file="))
}

/// A page with the names of its files above them, where a reader does not see info strings.
pub fn with_names(text: &str) -> String {
    let page = markdown::read(text);
    let mut names = page
        .fences
        .iter()
        .filter_map(|fence| Some((fence.line, file(&fence.info)?)));
    let mut next = names.next();
    let mut named = String::new();
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        if let Some((at, name)) = next
            && at == number
        {
            let indent = &line[..line.len() - line.trim_start().len()];
            named += &format!("\n{indent}`{name}`:\n\n");
            next = names.next();
        }
        named += line;
    }
    named
}

/// One block. `before`: the step before it, if that was run.
fn step(fence: &Fence, before: Option<&mut Step>) -> Result<Option<Step>> {
    ensure!(fence.is_closed, "the block is not closed");
    let mut words = fence.info.split_whitespace();
    let language = words.next().unwrap_or_default();
    ensure!(
        LANGUAGES.contains(&language),
        "'{language}' is not a language of the manual ({})",
        LANGUAGES.join(" ").trim()
    );
    let words: Vec<&str> = words.collect();
    match (language, &*words) {
        ("sh", []) | ("sh", ["fails"]) => Ok(Some(Step::Run {
            line: fence.line,
            text: fence.text.clone(),
            fails: !words.is_empty(),
            output: None,
        })),
        ("sh", ["norun"]) | (_, []) => Ok(None),
        ("text", ["output"]) => {
            let Some(Step::Run { output, .. }) = before else {
                bail!("this output belongs to no block: the block before it is not run");
            };
            ensure!(
                !holds_for_any(&fence.text),
                "this output holds for whatever is printed: it has no line with more than `…`"
            );
            *output = Some(Output {
                line: fence.line,
                text: fence.text.clone(),
            });
            Ok(None)
        }
        (_, [word]) if let Some(path) = file(word) => {
            let mut parts = Path::new(path).components();
            ensure!(
                !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_))),
                "'{path}' is not a path below the page's directory"
            );
            Ok(Some(Step::File {
                path: path.to_owned(),
                text: fence.text.clone(),
            }))
        }
        _ => bail!(
            "'{}' is not an info string of the manual: a language can have file=PATH, sh norun or \
             fails, text output",
            fence.info
        ),
    }
}

/// Runs the samples of some pages, several pages at a time. Returns the errors, and the number
/// of blocks that ran.
pub fn check<'a>(
    pages: impl Iterator<Item = (&'a String, &'a Page)>,
    bin: &Path,
) -> Result<(Vec<String>, usize)> {
    let mut broken = Vec::new();
    let mut runs = Vec::new();
    for (name, page) in pages {
        match steps(page) {
            Ok(steps) => runs.push((name, steps)),
            Err(errors) => broken.extend(errors.iter().map(|error| format!("{name}:{error}"))),
        }
    }
    let is_run = |step: &&Step| matches!(step, Step::Run { .. });
    runs.retain(|(_, steps)| steps.iter().any(|step| is_run(&step)));
    let wrong = parallel::map(&runs, parallel::processors(), |(name, steps)| {
        Ok(run_page(steps, bin)?.map(|text| format!("{name}:{text}")))
    })?;
    broken.extend(wrong.into_iter().flatten());
    broken.sort();
    let steps = runs.iter().flat_map(|(_, steps)| steps);
    Ok((broken, steps.filter(is_run).count()))
}

/// Runs the samples of a page of the manual, in an empty directory.
fn run_page(steps: &[Step], bin: &Path) -> Result<Option<String>> {
    let folder = tempfile::tempdir()?;
    let place = Place {
        folder: folder.path(),
        programs: vec![bin.to_owned()],
        variables: Vec::new(),
        timeout: TIMEOUT,
    };
    run(steps, &place)
}

/// Where the samples of a page run.
pub struct Place<'a> {
    pub folder: &'a Path,
    /// The first directories of PATH.
    pub programs: Vec<PathBuf>,
    pub variables: Vec<(&'static str, OsString)>,
    pub timeout: Duration,
}

/// Runs the samples of a page, and says what is wrong with the first that does not do what the
/// page says.
pub fn run(steps: &[Step], place: &Place<'_>) -> Result<Option<String>> {
    let blocks = tempfile::Builder::new().prefix("samples-").tempdir()?;
    let mark = mark(blocks.path());
    let script = blocks.path().join("script");
    fs::write(
        &script,
        self::script(steps, blocks.path(), place.folder, &mark)?,
    )?;
    let mut command = Command::new("sh");
    command.arg(&script).current_dir(place.folder);
    // Variables that cargo sets for this program are not for the cargo of a sample.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if NOT_PASSED.iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    let mut path = env::join_paths(&place.programs)?;
    path.push(":");
    path.push(env::var_os("PATH").unwrap_or_default());
    command
        .env("PATH", path)
        .env("LC_ALL", "C.UTF-8")
        .envs(place.variables.iter().map(|(name, value)| (name, value)));
    let finished = process::run(&mut command, "", place.timeout)?;
    let printed = String::from_utf8_lossy(&finished.stdout);
    let end = match finished.timed_out {
        true => format!("does not end within {:?}", place.timeout),
        false => finished.status.to_string(),
    };
    Ok(judge(steps, &printed, &mark, &end))
}

/// The mark before a block's output, which no sample prints by itself.
fn mark(scratch: &Path) -> String {
    let unique = scratch.file_name().unwrap_or_default().to_string_lossy();
    format!("--{unique}--")
}

/// The script that does the steps: it prints a mark and the number of the step before each,
/// and one after the last.
fn script(steps: &[Step], blocks: &Path, page: &Path, mark: &str) -> Result<String> {
    let mut script = String::from("set -e\nexec 2>&1\n");
    let say = |number: usize| format!("printf '\\n{mark}%s\\n' {number}\n");
    for (number, step) in steps.iter().enumerate() {
        let block = blocks.join(number.to_string());
        script += &say(number);
        match step {
            Step::File { path, text } => {
                fs::write(&block, text)?;
                let file = page.join(path);
                let folder = file.parent().unwrap_or(page);
                writeln!(script, "mkdir -p '{}'", folder.display())?;
                writeln!(script, "cp '{}' '{}'", block.display(), file.display())?;
                if text.starts_with("#!") {
                    writeln!(script, "chmod +x '{}'", file.display())?;
                }
            }
            Step::Run { text, fails, .. } => {
                fs::write(&block, text)?;
                let block = block.display();
                if *fails {
                    writeln!(script, "set +e\n. '{block}'\n[ $? != 0 ] || exit 0\nset -e")?;
                } else {
                    writeln!(script, ". '{block}'")?;
                }
            }
        }
    }
    Ok(script + &say(steps.len()))
}

/// The error, if there is one: `printed` is the script's output, `end` the way it ended.
fn judge(steps: &[Step], printed: &str, mark: &str, end: &str) -> Option<String> {
    let start = format!("\n{mark}");
    let mut parts = printed.split(&start).skip(1).map(|part| {
        let (_, output) = part.split_once('\n').unwrap_or_default();
        output
    });
    let mut part = parts.next().unwrap_or(printed);
    for step in steps {
        // A step is done when the next one's mark is there.
        let done = parts.next();
        match (step, done) {
            (Step::File { path, .. }, None) => {
                return Some(format!("1: cannot write {path}: {end}\n{}", indented(part)));
            }
            (Step::File { .. }, Some(_)) => {}
            (
                Step::Run {
                    line, text, fails, ..
                },
                None,
            ) => {
                let how = if *fails {
                    "this succeeds, where the page says that it fails".to_owned()
                } else {
                    format!("this ends the shell ({end})")
                };
                let (text, printed) = (indented(text), indented(part));
                return Some(format!("{line}: {how}\n{text}  printed:\n{printed}"));
            }
            (
                Step::Run {
                    line, text, output, ..
                },
                Some(_),
            ) => {
                if let Some(output) = output
                    && !matches(&output.text, part)
                {
                    return Some(format!(
                        "{line}: this does not print what line {} says\n{}  expected:\n{}  printed:\n{}",
                        output.line,
                        indented(text),
                        indented(&output.text),
                        indented(part)
                    ));
                }
            }
        }
        part = done.unwrap_or_default();
    }
    None
}

fn indented(text: &str) -> String {
    let lines = text.trim_end().lines();
    lines.map(|line| format!("    {line}\n")).collect()
}

/// Whether a block of output has lines, and none that says anything.
fn holds_for_any(wanted: &str) -> bool {
    let wanted = wanted.trim();
    !wanted.is_empty() && wanted.chars().all(|c| c == '…' || c.is_whitespace())
}

/// Whether a text is as a block of output says.
fn matches(wanted: &str, text: &str) -> bool {
    let lines = |text: &str| -> Vec<String> {
        let lines = text.trim_end().lines();
        lines.map(|line| line.trim_end().to_owned()).collect()
    };
    glob(
        &lines(wanted),
        &lines(text),
        |line| line == "…",
        |wanted, line| {
            let chars = |line: &str| line.chars().collect::<Vec<_>>();
            glob(&chars(wanted), &chars(line), |c| *c == '…', |a, b| a == b)
        },
    )
}

/// Whether a sequence matches a pattern, in which some items stand for any sequence.
fn glob<T>(
    pattern: &[T],
    items: &[T],
    is_any: impl Fn(&T) -> bool,
    same: impl Fn(&T, &T) -> bool,
) -> bool {
    // Which prefixes of the items match the pattern so far.
    let mut fits: Vec<bool> = iter::once(true)
        .chain(items.iter().map(|_| false))
        .collect();
    for wanted in pattern {
        fits = if is_any(wanted) {
            let first = fits.iter().position(|fit| *fit).unwrap_or(fits.len());
            (0..fits.len()).map(|at| at >= first).collect()
        } else {
            let fit = |at: usize| at > 0 && fits[at - 1] && same(wanted, &items[at - 1]);
            (0..fits.len()).map(fit).collect()
        };
    }
    fits.last().copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps_of(text: &str) -> Result<Vec<Step>, Vec<String>> {
        steps(&markdown::read(text))
    }

    /// The errors in the samples of a page that need no sysroot.
    fn wrong_with(text: &str) -> Option<String> {
        run_page(&steps_of(text).unwrap(), Path::new("/nonexistent")).unwrap()
    }

    #[test]
    fn blocks_become_steps() {
        let page = "```c file=a/b.c\nint a;\n```\n```sh\nls\n```\nprints\n```text output\na\n```\n\
                    ```sh norun\nrm -r /\n```\n```toml\na = 1\n```\n```\nx\n```\n```sh fails\nno\n```\n";
        assert_eq!(
            steps_of(page).unwrap(),
            [
                Step::File {
                    path: "a/b.c".into(),
                    text: "int a;\n".into()
                },
                Step::Run {
                    line: 4,
                    text: "ls\n".into(),
                    fails: false,
                    output: Some(Output {
                        line: 8,
                        text: "a\n".into()
                    })
                },
                Step::Run {
                    line: 20,
                    text: "no\n".into(),
                    fails: true,
                    output: None
                }
            ]
        );
    }

    #[test]
    fn files_are_shown_with_their_names() {
        let page = "a\n```c file=b.c\nint b;\n```\n- x\n\n  ```c file=c.c\n  ```\n```c\n```\n";
        assert_eq!(
            with_names(page),
            "a\n\n`b.c`:\n\n```c file=b.c\nint b;\n```\n- x\n\n\n  `c.c`:\n\n  ```c file=c.c\n  ```\n\
             ```c\n```\n"
        );
    }

    #[test]
    fn what_nobody_knows_is_an_error() {
        for (page, error) in [
            (
                "```sh norum\nls\n```\n",
                "1: 'sh norum' is not an info string",
            ),
            (
                "```sh norun fails\nls\n```\n",
                "1: 'sh norun fails' is not an",
            ),
            ("```c norun\nls\n```\n", "1: 'c norun' is not an"),
            ("```c output\nls\n```\n", "1: 'c output' is not an"),
            ("```bash\nls\n```\n", "1: 'bash' is not a"),
            ("```c file=\nls\n```\n", "1: '' is not a path"),
            ("```c file=../a.c\nls\n```\n", "1: '../a.c' is not a path"),
            ("```c file=/a.c\nls\n```\n", "1: '/a.c' is not a path"),
            (
                "```text output\nls\n```\n",
                "1: this output belongs to no block",
            ),
            (
                "```sh\nls\n```\n\n```c\n```\n\n```text output\nls\n```\n",
                "8: this output belongs to no block",
            ),
            (
                "```sh\nls\n```\n```text output\n…\n```\n",
                "4: this output holds for whatever is printed",
            ),
            (
                "```sh\nls\n```\n```text output\n…\n\n  …\n```\n",
                "4: this output holds for whatever is printed",
            ),
            ("```sh\nls\n", "1: the block is not closed"),
        ] {
            let wrong = steps_of(page).unwrap_err();
            assert!(wrong.len() == 1 && wrong[0].starts_with(error), "{wrong:?}");
        }
    }

    #[test]
    fn an_output_may_be_nothing_or_have_a_line_that_counts() {
        for output in ["", "…\na\n", "… ms\n"] {
            let page = format!("```sh\nls\n```\n```text output\n{output}```\n");
            assert!(steps_of(&page).is_ok(), "{output:?}");
        }
    }

    #[test]
    fn one_shell_runs_a_page() {
        let page = "```text file=a/in\nhello\n```\n```sh\ncd a; x=1\n```\n\
                    ```sh\ncat in; echo $x >&2\nprintf %s end\n```\n```text output\nhello\n1\nend\n```\n";
        assert_eq!(wrong_with(page), None);
    }

    #[test]
    fn a_failure_names_line_and_output() {
        let wrong = wrong_with("```sh\necho a\n```\n\n```sh\necho b\nfalse\necho c\n```\n");
        let wrong = wrong.unwrap();
        assert!(wrong.starts_with("5: this ends the shell (exit status: 1)\n"));
        assert!(wrong.ends_with("  printed:\n    b\n"), "{wrong}");

        let wrong = wrong_with("```sh\necho a\n```\n```text output\nb\n```\n```sh\nfalse\n```\n");
        let wrong = wrong.unwrap();
        assert!(wrong.starts_with("1: this does not print what line 4 says\n    echo a\n"));
        assert!(
            wrong.ends_with("expected:\n    b\n  printed:\n    a\n"),
            "{wrong}"
        );
    }

    #[test]
    fn a_block_may_have_to_fail() {
        assert_eq!(
            wrong_with("```sh fails\nfalse\n```\n```sh\ntrue\n```\n"),
            None
        );
        let wrong = wrong_with("```sh fails\ntrue\n```\n").unwrap();
        assert!(wrong.starts_with("1: this succeeds"), "{wrong}");
    }

    #[test]
    fn a_page_that_ends_early_is_wrong() {
        let wrong = wrong_with("```sh\nexit\n```\n```sh\necho a\n```\n").unwrap();
        assert!(
            wrong.starts_with("1: this ends the shell (exit status: 0)"),
            "{wrong}"
        );
    }

    #[test]
    fn ellipses_stand_for_text_and_lines() {
        assert!(matches("a\n…\nd\n", "a\nb\nc\nd\n"));
        assert!(matches("a\n…\nb", "a\nb"));
        assert!(matches("…\nc", "a\nb\nc"));
        assert!(matches("took … ms, …", "took 12 ms, or so"));
        assert!(!matches("a\n…\nd\n", "a\nb\n"));
        assert!(!matches("a … b", "a\nb"));
        assert!(!matches("a", "a\nb"));
        assert!(!matches("", "a"));
        assert!(matches("", "\n"));
    }
}
