//! The content of a page of Markdown: its headings, links and blocks of code.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

#[derive(Debug, Default)]
pub struct Page {
    /// The text of the first heading of the first level.
    pub title: String,
    /// The names that a link can have after `#`: each heading, by the rule of mdBook and of
    /// the hosts of code.
    pub anchors: BTreeSet<String>,
    pub links: Vec<Link>,
    pub fences: Vec<Fence>,
    /// Lines with HTML that is no comment: no check sees where it leads, and a man page has
    /// nothing of it.
    pub html: Vec<usize>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Link {
    pub line: usize,
    pub to: String,
    /// The whole link in the source, and what it shows there.
    pub source: Range<usize>,
    pub shown: Range<usize>,
    pub is_image: bool,
}

/// A block of code between fences.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fence {
    /// Of the opening fence.
    pub line: usize,
    pub info: String,
    pub text: String,
    pub is_closed: bool,
}

/// The events of a page as mdBook sees it, with where each is in the source.
pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_DEFINITION_LIST;
    Parser::new_ext(text, options).into_offset_iter()
}

pub fn read(text: &str) -> Page {
    let mut page = Page::default();
    let line = |offset: usize| text[..offset].matches('\n').count() + 1;
    let mut heading: Option<(HeadingLevel, String)> = None;
    // Those that are open: a link may show an image.
    let mut links: Vec<Link> = Vec::new();
    let mut fence: Option<Fence> = None;
    let mut is_comment = false;
    for (event, source) in events(text) {
        if let Some(link) = links.last_mut()
            && !matches!(event, Event::End(TagEnd::Link | TagEnd::Image))
        {
            link.shown.end = source.end;
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, title)) = heading.take() {
                    let anchor = page.new_anchor(&title);
                    page.anchors.insert(anchor);
                    if level == HeadingLevel::H1 && page.title.is_empty() {
                        page.title = title;
                    }
                }
            }
            Event::Start(Tag::Link { ref dest_url, .. } | Tag::Image { ref dest_url, .. }) => {
                let is_image = matches!(event, Event::Start(Tag::Image { .. }));
                let first = source.start + if is_image { 2 } else { 1 };
                links.push(Link {
                    line: line(source.start),
                    to: dest_url.to_string(),
                    source,
                    shown: first..first,
                    is_image,
                });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = links.pop() {
                    if let Some(outer) = links.last_mut() {
                        outer.shown.end = link.source.end;
                    }
                    page.links.push(link);
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                fence = Some(Fence {
                    line: line(source.start),
                    info: info.to_string(),
                    text: String::new(),
                    is_closed: is_closed(&text[source]),
                });
            }
            Event::End(TagEnd::CodeBlock) => page.fences.extend(fence.take()),
            Event::Start(Tag::HtmlBlock) => is_comment = text[source].starts_with("<!--"),
            Event::Html(_) if is_comment => {}
            Event::InlineHtml(html) if html.starts_with("<!--") => {}
            Event::Html(_) | Event::InlineHtml(_) => page.html.push(line(source.start)),
            Event::Text(part) | Event::Code(part) => {
                if let Some(fence) = &mut fence {
                    fence.text += &part;
                } else if let Some((_, title)) = &mut heading {
                    *title += &part;
                }
            }
            Event::SoftBreak => {
                if let Some((_, title)) = &mut heading {
                    title.push(' ');
                }
            }
            _ => {}
        }
    }
    page
}

impl Page {
    /// The anchor of a heading: the second of a name has `-1` behind it, and so on.
    fn new_anchor(&self, title: &str) -> String {
        let plain = anchor(title);
        let numbered = (1..).map(|number| format!("{plain}-{number}"));
        let mut names = std::iter::once(plain.clone()).chain(numbered);
        names
            .find(|name| !self.anchors.contains(name))
            .unwrap_or_default()
    }
}

fn anchor(title: &str) -> String {
    let of = |c: char| match c {
        _ if c.is_whitespace() => Some('-'),
        '-' | '_' => Some(c),
        _ if c.is_alphanumeric() => Some(c),
        _ => None,
    };
    title.trim().to_lowercase().chars().filter_map(of).collect()
}

/// Whether a block ends with a fence, not with the page.
fn is_closed(block: &str) -> bool {
    let mark = block.trim_start().chars().next().unwrap_or('`');
    let last = block.trim_end().lines().skip(1).last().unwrap_or_default();
    let last = last.trim_start_matches([' ', '>']);
    last.len() >= 3 && last.chars().all(|c| c == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_become_anchors() {
        let page = read("# The `x` page\n\n## [A link](b.md)\n\n## `__wasi_fd`\n\n## What, no?\n");
        assert_eq!(page.title, "The x page");
        let anchors: Vec<&str> = page.anchors.iter().map(String::as_str).collect();
        assert_eq!(anchors, ["__wasi_fd", "a-link", "the-x-page", "what-no"]);
    }

    #[test]
    fn equal_headings_are_numbered() {
        let page = read("## A\n\n## A\n\n## A\n");
        let anchors: Vec<&str> = page.anchors.iter().map(String::as_str).collect();
        assert_eq!(anchors, ["a", "a-1", "a-2"]);
    }

    #[test]
    fn links_are_found_with_what_they_show() {
        let text = "See\n[the `x` page](x.md#y), [z][z], ![p](p.svg), [![i](i.svg)](i.md).\n\n\
                    `[no](no.md)`\n\n[z]: z.md\n";
        let page = read(text);
        let found: Vec<_> = page
            .links
            .iter()
            .map(|link| {
                (
                    link.line,
                    &*link.to,
                    &text[link.shown.clone()],
                    link.is_image,
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                (2, "x.md#y", "the `x` page", false),
                (2, "z.md", "z", false),
                (2, "p.svg", "p", true),
                (2, "i.svg", "i", true),
                (2, "i.md", "![i](i.svg)", false),
            ]
        );
        assert_eq!(&text[page.links[1].source.clone()], "[z][z]");
    }

    #[test]
    fn blocks_are_found() {
        let page = read(
            "```sh norun\na\n\nb\n```\n\n    ```c\n\n- x\n\n  ~~~c file=a.c\n  int a;\n  ~~~\n",
        );
        let fence = |line, info: &str, text: &str| Fence {
            line,
            info: info.into(),
            text: text.into(),
            is_closed: true,
        };
        assert_eq!(
            page.fences,
            [
                fence(1, "sh norun", "a\n\nb\n"),
                fence(11, "c file=a.c", "int a;\n")
            ]
        );
    }

    #[test]
    fn a_block_without_an_end_is_seen() {
        for text in ["```sh\na\n", "```sh\na\n``\n", "```sh", "~~~sh\na\n```\n"] {
            assert!(!read(text).fences[0].is_closed, "{text}");
        }
    }

    #[test]
    fn html_is_seen_but_for_comments() {
        let text =
            "<!-- a\nb <p> -->\n\n<p>\n\nx<n> <!-- c -->\n\n`<i>` \\<j> &lt;k>\n\n<https://x/>\n";
        assert_eq!(read(text).html, [4, 6]);
    }
}
