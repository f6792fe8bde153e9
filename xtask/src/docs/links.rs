//! Links between the repository's pages of Markdown: where they lead, and how far.

use super::markdown::Page;
use anyhow::{Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The pages of the repository by their paths in it.
pub type Pages = BTreeMap<String, Page>;

/// Pages of these names and texts, for the tests of this and other checks.
#[cfg(test)]
pub fn pages(texts: &[(&str, &str)]) -> Pages {
    let page = |(name, text): &(&str, &str)| ((*name).to_owned(), super::markdown::read(text));
    texts.iter().map(page).collect()
}

/// Where a link of a page leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// Out of the repository.
    Web,
    Path {
        path: String,
        anchor: Option<String>,
    },
}

/// `page` and the target's path count from the root of the repository.
pub fn target(page: &str, to: &str) -> Result<Target> {
    if ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| to.starts_with(scheme))
    {
        return Ok(Target::Web);
    }
    let (to, anchor) = match to.split_once('#') {
        Some((to, anchor)) => (to, Some(anchor.to_owned())),
        None => (to, None),
    };
    ensure!(!to.starts_with('/'), "it is not relative");
    let mut parts: Vec<&str> = page.split('/').collect();
    if !to.is_empty() {
        parts.pop();
    }
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => bail!("it leaves the repository"),
            ".." => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Ok(Target::Path { path, anchor })
}

/// The links that lead nowhere. `files`: all of the repository.
pub fn broken(pages: &Pages, files: &BTreeSet<String>) -> Vec<String> {
    let mut broken = Vec::new();
    for (name, page) in pages {
        for line in &page.html {
            broken.push(format!(
                "{name}:{line}: HTML other than a comment; write `<` as `\\<` where it is text"
            ));
        }
        for link in &page.links {
            if let Err(error) = leads_somewhere(name, &link.to, pages, files) {
                broken.push(format!(
                    "{name}:{}: the link '{}': {error}",
                    link.line, link.to
                ));
            }
        }
    }
    broken
}

fn leads_somewhere(name: &str, to: &str, pages: &Pages, files: &BTreeSet<String>) -> Result<()> {
    let Target::Path { path, anchor } = target(name, to)? else {
        return Ok(());
    };
    let below = format!("{path}/");
    let is_folder = files
        .range(below.clone()..)
        .next()
        .is_some_and(|file| file.starts_with(&below));
    ensure!(
        files.contains(&path) || is_folder || path.is_empty(),
        "there is no {path}"
    );
    if let Some(anchor) = anchor {
        let has = pages
            .get(&path)
            .is_some_and(|page| page.anchors.contains(&anchor));
        ensure!(has, "{path} has no heading '#{anchor}'");
    }
    Ok(())
}

/// Questions that a reader of the README must be able to answer within three links: the page
/// with the answer, and a part of the answer.
const QUESTIONS: [(&str, &str, &str); 4] = [
    (
        "whether posix_spawn works",
        "docs/functions.md",
        "| `posix_spawn` |",
    ),
    (
        "how to use it in a CMake project",
        "docs/build-systems.md",
        "wasi-cmake -B",
    ),
    ("what Node can run", "docs/engines.md", "](#node)"),
    (
        "why a program trapped with 'indirect call type mismatch'",
        "docs/troubleshooting.md",
        "indirect call type mismatch",
    ),
];

const MOST_CLICKS: usize = 3;

/// The questions that a reader of the README finds no answer to. `text` gives a page's text.
pub fn unanswered(pages: &Pages, text: impl Fn(&str) -> Result<String>) -> Result<Vec<String>> {
    let clicks = clicks(pages, "README.md");
    let mut broken = Vec::new();
    for (question, page, answer) in QUESTIONS {
        let far = clicks.get(page).is_none_or(|clicks| *clicks > MOST_CLICKS);
        if far {
            broken.push(format!(
                "{page}, which says {question}, is more than {MOST_CLICKS} links from README.md"
            ));
        } else if !text(page)?.contains(answer) {
            broken.push(format!(
                "{page} is to say {question}, but does not contain '{answer}'"
            ));
        }
    }
    Ok(broken)
}

/// How many links each page is from one.
fn clicks<'a>(pages: &'a Pages, start: &'a str) -> BTreeMap<String, usize> {
    let mut clicks = BTreeMap::from([(start.to_owned(), 0)]);
    let mut todo = VecDeque::from([start.to_owned()]);
    while let Some(name) = todo.pop_front() {
        let next = clicks[&name] + 1;
        for link in pages.get(&name).into_iter().flat_map(|page| &page.links) {
            if let Ok(Target::Path { path, .. }) = target(&name, &link.to)
                && pages.contains_key(&path)
                && !clicks.contains_key(&path)
            {
                clicks.insert(path.clone(), next);
                todo.push_back(path);
            }
        }
    }
    clicks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_count_from_the_root() {
        let path = |page, to| match target(page, to).unwrap() {
            Target::Path { path, anchor } => (path, anchor.unwrap_or_default()),
            Target::Web => panic!("{to} is of the repository"),
        };
        let is = |path: &str, anchor: &str| (path.to_owned(), anchor.to_owned());
        assert_eq!(path("docs/a.md", "b.md#c"), is("docs/b.md", "c"));
        assert_eq!(path("docs/a.md", "#c"), is("docs/a.md", "c"));
        assert_eq!(path("docs/a/b.md", "../../X.md"), is("X.md", ""));
        assert_eq!(path("README.md", "./docs/"), is("docs", ""));
        assert_eq!(path("docs/a.md", ".."), is("", ""));
        assert_eq!(target("a.md", "https://x/y").unwrap(), Target::Web);
        assert!(target("a.md", "../x.md").is_err());
        assert!(target("a.md", "/x.md").is_err());
    }

    #[test]
    fn links_that_lead_nowhere_are_found() {
        let pages = pages(&[
            (
                "README.md",
                "[a](docs/a.md) [h](docs/a.md#here) [d](docs)\n",
            ),
            (
                "docs/a.md",
                "# Here\n[x](#here) [r](../README.md) [s](../src/x.rs)\n\n[no](b.md) [no](#x)\n\
                 [no](../src/x.rs#L1) [no](../sr) ![no](x.svg)\n<a href=\"a.md\">a</a>\n",
            ),
        ]);
        let files = ["README.md", "docs/a.md", "src/x.rs"].map(str::to_owned);
        let broken = broken(&pages, &files.into());
        assert_eq!(
            broken,
            [
                "docs/a.md:6: HTML other than a comment; write `<` as `\\<` where it is text",
                "docs/a.md:6: HTML other than a comment; write `<` as `\\<` where it is text",
                "docs/a.md:4: the link 'b.md': there is no docs/b.md",
                "docs/a.md:4: the link '#x': docs/a.md has no heading '#x'",
                "docs/a.md:5: the link '../src/x.rs#L1': src/x.rs has no heading '#L1'",
                "docs/a.md:5: the link '../sr': there is no sr",
                "docs/a.md:5: the link 'x.svg': there is no docs/x.svg",
            ]
        );
    }

    #[test]
    fn clicks_are_counted_by_the_shortest_way() {
        let pages = pages(&[
            ("README.md", "[a](docs/a.md)"),
            ("docs/a.md", "[b](b.md) [c](c.md)"),
            ("docs/b.md", "[c](c.md) [r](../README.md)"),
            ("docs/c.md", ""),
            ("docs/d.md", ""),
        ]);
        let clicks = clicks(&pages, "README.md");
        let clicks: Vec<(&str, usize)> = clicks.iter().map(|(name, n)| (&**name, *n)).collect();
        assert_eq!(
            clicks,
            [
                ("README.md", 0),
                ("docs/a.md", 1),
                ("docs/b.md", 2),
                ("docs/c.md", 2)
            ]
        );
    }

    #[test]
    fn a_question_without_an_answer_is_found() {
        let pages = pages(&[
            ("README.md", "[f](docs/functions.md)"),
            ("docs/functions.md", ""),
        ]);
        let broken = unanswered(&pages, |_| Ok("no answer".into())).unwrap();
        assert_eq!(broken.len(), QUESTIONS.len());
        assert!(broken[0].contains("does not contain"), "{}", broken[0]);
        assert!(broken[1].contains("more than 3 links"), "{}", broken[1]);
    }
}
