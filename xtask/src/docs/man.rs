//! Man pages, made from pages of the manual.

use super::links::{self, Target};
use super::markdown;
use super::samples;
use crate::layout::Layout;
use anyhow::{Context, Result};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};
use roff::{Inline, Roff, bold, italic, line_break, roman};
use std::fs;
use std::path::Path;

/// Each command with a page, what it does, and the commands that share the page. The text is
/// that of `docs/<command>.md`.
pub const PAGES: [(&str, &str, &[&str]); 3] = [
    (
        "wasi-cc",
        "compile and link programs for WASI",
        &["wasi-c++", "wasi-cpp", "wasi-ld"],
    ),
    ("wasi-run", "run a program compiled for WASI", &[]),
    (
        "wasi-configure",
        "build for WASI with the build system that a program has",
        &["wasi-make", "wasi-cmake", "wasi-meson"],
    ),
];

/// The path of a command's page in the repository.
pub fn source(command: &str) -> String {
    format!("docs/{command}.md")
}

/// Writes the pages to `man1/` below `out`.
pub fn build(layout: &Layout, out: &Path) -> Result<()> {
    let folder = out.join("man1");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (command, does, others) in PAGES {
        let source = source(command);
        let text = fs::read_to_string(layout.root().join(&source))
            .with_context(|| format!("cannot read {source}"))?;
        crate::tree::put(
            &folder.join(format!("{command}.1")),
            page(command, does, &samples::with_names(&text)),
        )?;
        for other in others {
            let link = format!(".so man1/{command}.1\n");
            crate::tree::put(&folder.join(format!("{other}.1")), link)?;
        }
    }
    Ok(())
}

fn page(command: &str, does: &str, text: &str) -> String {
    let mut man = Man {
        command,
        ..Man::default()
    };
    let version = concat!("wasi-sysroot ", env!("CARGO_PKG_VERSION"));
    let title = command.to_uppercase();
    // No date: the same text makes the same page. Options are not broken at a hyphen.
    man.roff
        .control("TH", [&*title, "1", r#""""#, version, "wasi-sysroot"]);
    man.roff.control("nh", []).control("ad", ["l"]);
    man.roff.control("SH", ["NAME"]);
    man.roff.text([roman(format!("{command} - {does}"))]);

    // A page begins with what its command is for; its synopsis stands before that.
    let mut sections = sections(text);
    sections[0].0 = "Description".to_owned();
    if let Some(at) = sections.iter().position(|(title, _)| title == "Synopsis") {
        let synopsis = sections.remove(at);
        sections.insert(0, synopsis);
    }
    for (title, events) in sections {
        let title = title.to_uppercase();
        man.roff.control("SH", [&*argument(&title)]);
        man.is_fresh = true;
        for event in events {
            man.event(event);
        }
    }
    man.roff.render()
}

/// The sections of a page with their titles; the first, without one, is all before them.
fn sections(text: &str) -> Vec<(String, Vec<Event<'_>>)> {
    let mut sections = vec![(String::new(), Vec::new())];
    let mut title: Option<String> = None;
    for (event, _) in markdown::events(text) {
        match (&event, &mut title) {
            (
                Event::Start(Tag::Heading {
                    level: HeadingLevel::H1 | HeadingLevel::H2,
                    ..
                }),
                _,
            ) => title = Some(String::new()),
            (Event::End(TagEnd::Heading(HeadingLevel::H1)), _) => title = None,
            (Event::End(TagEnd::Heading(HeadingLevel::H2)), Some(title_text)) => {
                sections.push((std::mem::take(title_text), Vec::new()));
                title = None;
            }
            (Event::Text(part) | Event::Code(part), Some(title)) => *title += part,
            (_, Some(_)) => {}
            (_, None) => sections.last_mut().unwrap().1.push(event),
        }
    }
    sections
}

/// Text as an argument of a macro.
fn argument(text: &str) -> String {
    text.replace('\\', r"\e")
        .replace('-', r"\-")
        .replace('"', r"\(dq")
}

#[derive(Default)]
struct Man<'a> {
    command: &'a str,
    roff: Roff,
    /// Text that no line has yet.
    inlines: Vec<Inline>,
    bold: usize,
    italic: usize,
    links: Vec<String>,
    /// The number of the next item of each open list that counts its items.
    lists: Vec<Option<u64>>,
    /// How many lists, definitions and quotes are open.
    depth: usize,
    /// Whether a paragraph needs no macro before it.
    is_fresh: bool,
    code: Option<String>,
    /// The titles of a table's columns, and the cells of the row that is read.
    columns: Vec<Vec<Inline>>,
    cells: Vec<Vec<Inline>>,
}

impl Man<'_> {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => *code += &text,
                None => self.styled(&text),
            },
            Event::Code(text) => self.inlines.push(bold(&*text)),
            Event::SoftBreak => self.inlines.push(roman(" ")),
            Event::HardBreak => self.inlines.push(line_break()),
            // Comments.
            Event::Html(_) | Event::InlineHtml(_) => {}
            Event::Rule => self.flush(),
            // Extensions that the parser is not asked for.
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => self.paragraph(),
            Tag::Heading { .. } => self.flush(),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.flush();
                self.code = Some(String::new());
            }
            Tag::List(first) => {
                self.flush();
                if self.depth > 0 {
                    self.roff.control("RS", []);
                }
                self.lists.push(first);
                self.depth += 1;
            }
            Tag::Item => {
                self.flush();
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.roff.control("IP", [&*format!("{number}."), "4"]);
                        *number += 1;
                    }
                    _ => {
                        self.roff.control("IP", [r"\(bu", "2"]);
                    }
                }
                self.is_fresh = true;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.roff.control("RS", []);
            }
            Tag::DefinitionListTitle => {
                self.flush();
                self.roff.control("TP", []);
            }
            Tag::DefinitionList => self.depth += 1,
            Tag::DefinitionListDefinition => self.is_fresh = true,
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } => self.links.push(dest_url.to_string()),
            Tag::Table(_) => {
                self.flush();
                self.columns.clear();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.flush(),
            TagEnd::Heading(_) => {
                let title = plain(&std::mem::take(&mut self.inlines));
                self.roff.control("SS", [&*argument(&title)]);
                self.is_fresh = true;
            }
            TagEnd::CodeBlock => self.block(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.depth -= 1;
                if self.depth > 0 {
                    self.roff.control("RE", []);
                }
            }
            TagEnd::DefinitionList => self.depth -= 1,
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.roff.control("RE", []);
            }
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Emphasis => self.italic -= 1,
            TagEnd::Link => self.link(),
            TagEnd::TableCell => self.cells.push(std::mem::take(&mut self.inlines)),
            TagEnd::TableHead => self.columns = std::mem::take(&mut self.cells),
            TagEnd::TableRow => self.row(),
            TagEnd::Table => self.is_fresh = false,
            _ => {}
        }
    }

    fn styled(&mut self, text: &str) {
        self.inlines.push(match (self.bold, self.italic) {
            (0, 0) => roman(text),
            (0, _) => italic(text),
            _ => bold(text),
        });
    }

    /// The macro before a paragraph, unless something has just begun.
    fn paragraph(&mut self) {
        self.flush();
        if !self.is_fresh {
            // In a list, IP stays in the item.
            let macro_name = if self.depth > 0 { "IP" } else { "PP" };
            self.roff.control(macro_name, []);
        }
        self.is_fresh = false;
    }

    fn flush(&mut self) {
        if !self.inlines.is_empty() {
            self.roff.text(std::mem::take(&mut self.inlines));
            self.is_fresh = false;
        }
    }

    fn block(&mut self) {
        let Some(code) = self.code.take() else { return };
        self.paragraph();
        let is_inner = self.depth > 0;
        if !is_inner {
            self.roff.control("RS", ["4"]);
        }
        self.roff.control("nf", []);
        self.roff.text([roman(code.trim_end())]);
        self.roff.control("fi", []);
        if !is_inner {
            self.roff.control("RE", []);
        }
    }

    /// Where a link leads, if the page can say it: to another man page, or to the web.
    fn link(&mut self) {
        let Some(to) = self.links.pop() else { return };
        match links::target(&source(self.command), &to) {
            Ok(Target::Web) => self.inlines.push(roman(format!(" <{to}>"))),
            Ok(Target::Path { path, .. }) => {
                let other = PAGES
                    .iter()
                    .find(|(name, ..)| source(name) == path && *name != self.command);
                if let Some((name, ..)) = other {
                    match self.inlines.last() {
                        Some(Inline::Bold(text) | Inline::Roman(text)) if text == name => {
                            self.inlines.push(roman("(1)"));
                        }
                        _ => self.inlines.push(roman(format!(" ({name}(1))"))),
                    }
                }
            }
            Err(_) => {}
        }
    }

    /// A row of a table: its first cell, and indented below what the others say of it.
    fn row(&mut self) {
        let mut cells = std::mem::take(&mut self.cells).into_iter();
        self.roff.control("TP", []);
        self.roff.text(cells.next().unwrap_or_default());
        let is_pair = self.columns.len() <= 2;
        let mut said = Vec::new();
        for (cell, column) in cells.zip(self.columns.iter().skip(1)) {
            if cell.is_empty() {
                continue;
            }
            if !said.is_empty() {
                said.push(line_break());
            }
            if !is_pair && !column.is_empty() {
                said.extend(column.clone());
                said.push(roman(": "));
            }
            said.extend(cell);
        }
        self.roff.text(said);
    }
}

fn plain(inlines: &[Inline]) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Roman(text) | Inline::Bold(text) | Inline::Italic(text) => text.clone(),
        Inline::LineBreak => " ".to_owned(),
    };
    inlines.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page without what stands in each.
    fn body(text: &str) -> String {
        let page = page("wasi-cc", "compile", text);
        let (_, body) = page.split_once("wasi\\-cc \\- compile\n").unwrap();
        body.to_owned()
    }

    #[test]
    fn the_head_names_the_page() {
        let page = page("wasi-cc", "compile", "# wasi-cc\n\nIt compiles.\n");
        let head = format!(
            ".TH WASI-CC 1 \"\" \"wasi-sysroot {}\" wasi-sysroot\n.nh\n.ad l\n.SH NAME\n\
             wasi\\-cc \\- compile\n.SH DESCRIPTION\nIt compiles.\n",
            env!("CARGO_PKG_VERSION")
        );
        assert!(page.ends_with(&head), "{page}");
    }

    #[test]
    fn the_synopsis_comes_first() {
        let text = body("# x\n\nIt is.\n\n## Synopsis\n\n`x`\n\n## See \"also\"\n\ny\n\nz\n");
        assert_eq!(
            text,
            ".SH SYNOPSIS\n\\fBx\\fR\n.SH DESCRIPTION\nIt is.\n\
             .SH \"SEE \\(dqALSO\\(dq\"\ny\n.PP\nz\n"
        );
    }

    #[test]
    fn tables_become_lists_of_terms() {
        let text = body("# x\n\n| Option | Is |\n|---|---|\n| `-a` | *one* |\n");
        assert_eq!(text, ".SH DESCRIPTION\n.TP\n\\fB\\-a\\fR\n\\fIone\\fR\n");
        let text = body("# x\n\n| A | B | C |\n|---|---|---|\n| a | b | c |\n| d | | e |\n");
        assert_eq!(
            text,
            ".SH DESCRIPTION\n.TP\na\nB: b\n.br\nC: c\n.TP\nd\nC: e\n"
        );
    }

    #[test]
    fn definitions_keep_their_paragraphs() {
        let text = body("# x\n\nIs:\n\n`-a`\n: One.\n\n  Two.\n\n`-b`\n: Three.\n");
        assert_eq!(
            text,
            ".SH DESCRIPTION\nIs:\n.TP\n\\fB\\-a\\fR\nOne.\n.IP\nTwo.\n.TP\n\\fB\\-b\\fR\nThree.\n"
        );
    }

    #[test]
    fn blocks_and_lists_are_set() {
        let text = body("# x\n\na\n\n```sh\n.b\nc -d\n```\n\n- e\n  - f\n- g\n\n1. h\n");
        assert_eq!(
            text,
            ".SH DESCRIPTION\na\n.PP\n.RS 4\n.nf\n\\&.b\nc \\-d\n.fi\n.RE\n\
             .IP \\(bu 2\ne\n.RS\n.IP \\(bu 2\nf\n.RE\n.IP \\(bu 2\ng\n.IP 1. 4\nh\n"
        );
    }

    #[test]
    fn links_say_where_they_lead_if_a_page_of_man_can() {
        let text = body(
            "# x\n\n[`wasi-run`](wasi-run.md), [how](wasi-run.md#x), [files](files.md), [w](https://w/)\n",
        );
        assert_eq!(
            text,
            ".SH DESCRIPTION\n\\fBwasi\\-run\\fR(1), how (wasi\\-run(1)), files, w <https://w/>\n"
        );
    }
}
