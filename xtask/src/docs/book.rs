//! The manual as a book: `docs/SUMMARY.md` lists its chapters, mdBook makes HTML of them.

use super::links::{self, Pages, Target};
use super::markdown::{self, Link, Page};
use super::samples;
use crate::layout::Layout;
use crate::tree;
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The table of contents.
const SUMMARY: &str = "docs/SUMMARY.md";

/// mdBook is installed in this version, with nothing but its search, and unoptimised: that
/// halves the time it takes, and the manual is made in seconds.
const MDBOOK: &str = "0.5.4";

/// The chapters that a table of contents lists, by their paths in the repository.
fn chapters(summary: &Page) -> Result<Vec<String>> {
    let mut chapters = Vec::new();
    for link in &summary.links {
        match links::target(SUMMARY, &link.to)? {
            Target::Path { path, anchor: None } if path != SUMMARY => chapters.push(path),
            _ => bail!("{SUMMARY}:{}: '{}' is no page", link.line, link.to),
        }
    }
    Ok(chapters)
}

/// Pages that the table of contents lacks or has twice.
pub fn unlisted(pages: &Pages) -> Result<Vec<String>> {
    let summary = pages.get(SUMMARY);
    let summary = summary.with_context(|| format!("there is no {SUMMARY}"))?;
    let mut broken = Vec::new();
    let mut listed = BTreeSet::new();
    for chapter in chapters(summary)? {
        if !listed.insert(chapter.clone()) {
            broken.push(format!("{SUMMARY} lists {chapter} twice"));
        }
    }
    for page in pages.keys() {
        if page.starts_with("docs/") && page != SUMMARY && !listed.contains(page) {
            broken.push(format!("{SUMMARY} does not list {page}"));
        }
    }
    Ok(broken)
}

/// Writes the manual as HTML to `out`, replacing what is there. It needs no server and no
/// network.
pub fn build(layout: &Layout, out: &Path) -> Result<()> {
    let mdbook = mdbook(layout)?;
    let scratch = layout.scratch();
    fs::create_dir_all(&scratch)?;
    let stage = tempfile::Builder::new()
        .prefix("book-")
        .tempdir_in(&scratch)?;
    for (path, bytes) in staged(layout)? {
        let file = stage.path().join(path);
        fs::create_dir_all(file.parent().unwrap_or(stage.path()))?;
        fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
    }
    let html = stage.path().join("html");
    let made = Command::new(&mdbook)
        .arg("build")
        .arg(stage.path())
        .arg("--dest-dir")
        .arg(&html)
        .output()
        .with_context(|| format!("cannot run {}", mdbook.display()))?;
    let said = String::from_utf8_lossy(&made.stderr);
    let warns = said.lines().any(|line| {
        [" WARN ", " ERROR "]
            .iter()
            .any(|level| line.contains(level))
    });
    ensure!(
        made.status.success() && !warns,
        "mdBook does not make the manual ({})\n{said}",
        made.status
    );
    if out.exists() {
        fs::remove_dir_all(out).with_context(|| format!("cannot remove {}", out.display()))?;
    }
    fs::create_dir_all(out.parent().unwrap_or(out))?;
    copy(&html, out)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for (path, file) in tree::files_below(from)? {
        let to = to.join(path);
        fs::create_dir_all(to.parent().unwrap_or(&to))?;
        fs::copy(&file, &to).with_context(|| format!("cannot write {}", to.display()))?;
    }
    Ok(())
}

/// The input of mdBook: `book.toml` and, below `docs/`, all chapters, with links that lead out
/// of the book turned into text. Chapters from elsewhere are put in `docs/` too.
fn staged(layout: &Layout) -> Result<BTreeMap<String, Vec<u8>>> {
    let read = |path: &str| {
        let file = layout.root().join(path);
        fs::read(file).with_context(|| format!("cannot read {path}"))
    };
    let text = |path: &str| String::from_utf8(read(path)?).with_context(|| path.to_owned());
    let listed = chapters(&markdown::read(&text(SUMMARY)?))?;
    let listed: BTreeSet<String> = listed.into_iter().collect();
    let mut staged = BTreeMap::from([("book.toml".to_owned(), read("book.toml")?)]);
    for path in listed.iter().map(String::as_str).chain([SUMMARY]) {
        let text = samples::with_names(&text(path)?);
        let text = relinked(path, &text, &markdown::read(&text).links, &listed)?;
        staged.insert(place(path), text.into_bytes());
    }
    // Pictures.
    for (path, _) in tree::files_below(&layout.docs())? {
        if !path.ends_with(".md") {
            let path = format!("docs/{path}");
            staged.insert(path.clone(), read(&path)?);
        }
    }
    Ok(staged)
}

/// Where a file of the repository lies for mdBook.
fn place(path: &str) -> String {
    match path.strip_prefix("docs/") {
        Some(_) => path.to_owned(),
        None => format!("docs/{path}"),
    }
}

/// The text of a page with its links as they have to be in the book.
fn relinked(page: &str, text: &str, links: &[Link], listed: &BTreeSet<String>) -> Result<String> {
    let mut new = String::new();
    let mut at = 0;
    // A link around an image is left as it is, except for the image.
    for link in links {
        if link.source.start < at {
            continue;
        }
        let Target::Path { path, anchor } = links::target(page, &link.to)? else {
            continue;
        };
        if path == page {
            continue;
        }
        let shown = &text[link.shown.clone()];
        new += &text[at..link.source.start];
        at = link.source.end;
        let is_inside =
            listed.contains(&path) || path.starts_with("docs/") && !path.ends_with(".md");
        if is_inside {
            let anchor = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
            let mark = if link.is_image { "!" } else { "" };
            let to = relative(&place(page), &place(&path));
            new += &format!("{mark}[{shown}]({to}{anchor})");
        } else if shown
            .trim_matches('`')
            .trim_end_matches('/')
            .ends_with(&path)
        {
            new += shown;
        } else {
            new += &format!("{shown} (`{path}`)");
        }
    }
    Ok(new + &text[at..])
}

/// The way from a page to another.
fn relative(page: &str, to: &str) -> String {
    let folders: Vec<&str> = page.split('/').collect();
    let folders = &folders[..folders.len() - 1];
    let parts: Vec<&str> = to.split('/').collect();
    let same = folders
        .iter()
        .zip(&parts)
        .take_while(|(folder, part)| folder == part)
        .count();
    let up = "../".repeat(folders.len() - same);
    format!("{up}{}", parts[same..].join("/"))
}

/// mdBook, installed below `target/tools` if it is not there yet.
fn mdbook(layout: &Layout) -> Result<PathBuf> {
    let root = layout
        .root()
        .join("target/tools")
        .join(format!("mdbook-{MDBOOK}"));
    let program = root.join("bin/mdbook");
    if program.is_file() {
        return Ok(program);
    }
    eprintln!("docs: installing mdBook {MDBOOK} into {}", root.display());
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .current_dir(layout.root())
        .args(["install", "--quiet", "--locked", "mdbook"])
        .arg(format!("--version={MDBOOK}"))
        .args(["--no-default-features", "--features=search"])
        .args(["--debug", "--config=profile.dev.debug=false"])
        .arg("--root")
        .arg(&root)
        .stdin(Stdio::null())
        .status()
        .context("cannot run cargo")?;
    ensure!(
        status.success() && program.is_file(),
        "cannot install mdBook {MDBOOK}, which makes the manual: cargo says above why. It needs \
         the registry of crates, or a program {}",
        program.display()
    );
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::links::pages;
    use super::*;

    #[test]
    fn every_page_has_to_be_listed_once() {
        let pages = pages(&[
            (
                SUMMARY,
                "# Summary\n\n- [A](a.md)\n  - [B](b/b.md)\n- [A](a.md)\n- [C](../C.md)\n",
            ),
            ("docs/a.md", ""),
            ("docs/b/b.md", ""),
            ("docs/b/c.md", ""),
            ("C.md", ""),
            ("D.md", ""),
        ]);
        assert_eq!(
            chapters(&pages[SUMMARY]).unwrap(),
            ["docs/a.md", "docs/b/b.md", "docs/a.md", "C.md"]
        );
        assert_eq!(
            unlisted(&pages).unwrap(),
            [
                "docs/SUMMARY.md lists docs/a.md twice",
                "docs/SUMMARY.md does not list docs/b/c.md"
            ]
        );
    }

    #[test]
    fn a_chapter_is_a_page() {
        for entry in ["- [A]()\n", "- [A](https://x/)\n", "- [A](a.md#x)\n"] {
            assert!(chapters(&markdown::read(entry)).is_err(), "{entry}");
        }
    }

    #[test]
    fn links_lead_to_chapters_or_become_text() {
        let listed: BTreeSet<String> = ["docs/a.md", "docs/b/c.md", "C.md"]
            .map(str::to_owned)
            .into();
        let new = |page: &str, text: &str| {
            relinked(page, text, &markdown::read(text).links, &listed).unwrap()
        };
        assert_eq!(new("C.md", "[a](docs/a.md#x), b"), "[a](a.md#x), b");
        assert_eq!(new("docs/b/c.md", "[`C`](../../C.md)"), "[`C`](../C.md)");
        assert_eq!(
            new("docs/a.md", "[c][c] d\n\n[c]: b/c.md\n"),
            "[c](b/c.md) d\n\n[c]: b/c.md\n"
        );
        assert_eq!(
            new("docs/a.md", "[x](#y) [w](https://w/)"),
            "[x](#y) [w](https://w/)"
        );
        assert_eq!(
            new("docs/a.md", "[the table](../x/y.toml)."),
            "the table (`x/y.toml`)."
        );
        assert_eq!(new("docs/a.md", "[`x/y.toml`](../x/y.toml)"), "`x/y.toml`");
        assert_eq!(new("docs/a.md", "[`x/`](../x/)"), "`x/`");
        assert_eq!(new("docs/a.md", "![p](p/q.svg)"), "![p](p/q.svg)");
        assert_eq!(new("C.md", "![p](docs/p/q.svg)"), "![p](p/q.svg)");
    }
}
