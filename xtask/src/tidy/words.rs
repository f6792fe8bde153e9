//! Plain English in prose: pages, comments, and the reasons in TOML files. CONTRIBUTING.md explains
//! the rules; this check finds the words and phrases that most often break them.

use std::collections::BTreeMap;

/// A word or phrase, and the words to use instead.
const WORDS: &[(&str, &str)] = &[
    ("folder", "directory"),
    ("folders", "directories"),
    ("for ever", "forever"),
    ("takes it that", "assumes that"),
    ("and its like", "and similar …"),
    ("or its like", "or a similar …"),
    ("and their like", "and similar …"),
    ("and its kin", "and similar …"),
    ("and their kin", "and similar …"),
    ("of its like", "similar …"),
    ("to who", "to a caller that"),
    ("for who", "for a caller that"),
    ("whoever", "a caller that"),
    ("nobody else's", "no other …'s"),
    ("what is no", "something that is not a …"),
    ("what is none", "something that is not one"),
    ("that are none", "that are not …"),
    ("stands there", "is there"),
    ("tells of", "reports"),
    ("tells nothing", "reports nothing"),
    ("is told of", "is reported"),
    ("wants to be told", "requests"),
    ("not be had", "not be obtained"),
    ("but for", "except for"),
];

/// A sentence must not begin with one of these, unless it is a question.
const OPENINGS: [&str; 3] = ["What", "Who", "Whoever"];

/// The keys of TOML files whose values are prose.
const KEYS: [&str; 10] = [
    "about",
    "checks",
    "description",
    "differs",
    "fail",
    "instead",
    "native",
    "probe",
    "reason",
    "what",
];

/// A paragraph, a list item, a table cell or a comment. It has one line for each line of the file.
struct Passage {
    first_line: usize,
    text: String,
}

/// The violations in these files, by name and content.
pub fn broken(files: &BTreeMap<String, String>) -> Vec<String> {
    let own = file!().rsplit('/').next().unwrap_or_default();
    let mut broken = Vec::new();
    for (file, text) in files {
        // This file quotes the words.
        if file.ends_with(&format!("tidy/{own}")) {
            continue;
        }
        for passage in passages(file, text) {
            for (line, message) in findings(&passage) {
                broken.push(format!("{file}:{line}: {message}"));
            }
        }
    }
    broken
}

/// The findings in a passage, with their line numbers.
fn findings(passage: &Passage) -> Vec<(usize, String)> {
    let text = without_code(&passage.text);
    let line = |at: usize| passage.first_line + text[..at].matches('\n').count();
    let flat = text.replace('\n', " ").to_ascii_lowercase();
    let mut found = Vec::new();
    for (wrong, right) in WORDS {
        for (at, _) in flat.match_indices(wrong) {
            let before = flat[..at].chars().next_back();
            let after = flat[at + wrong.len()..].chars().next();
            if !before.is_some_and(is_of_a_name) && !after.is_some_and(is_of_a_name) {
                found.push((line(at), format!("“{wrong}”: write “{right}”")));
            }
        }
    }
    for at in openings(&text) {
        let word = text[at..].split_whitespace().next().unwrap_or_default();
        found.push((
            line(at),
            format!("a sentence begins with “{word}”: begin with its subject, or ask a question"),
        ));
    }
    found.sort();
    found
}

/// Whether a character next to a word makes it part of a name, such as a path or an identifier.
fn is_of_a_name(character: char) -> bool {
    character.is_alphanumeric() || "_-/'’".contains(character)
}

/// Where a sentence begins with one of [`OPENINGS`] and does not end with a question mark. A text
/// without an end, such as a title, is not a sentence.
fn openings(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(length) = sentence(&text[start..]) {
        let sentence = &text[start..start + length];
        let trimmed = sentence.trim_start_matches([' ', '\n', '"', '(', '*', '[', '“']);
        let word: String = trimmed.chars().take_while(|c| c.is_alphabetic()).collect();
        if OPENINGS.contains(&word.as_str()) && !sentence.trim_end().ends_with('?') {
            found.push(start + length - trimmed.len());
        }
        start += length;
    }
    found
}

/// The length of the first sentence, with the space after it; `None` if the text does not end one.
fn sentence(text: &str) -> Option<usize> {
    let mut characters = text.char_indices().peekable();
    while let Some((_, character)) = characters.next() {
        if !".?!:".contains(character) {
            continue;
        }
        while characters
            .peek()
            .is_some_and(|(_, next)| "\"')*”".contains(*next))
        {
            characters.next();
        }
        match characters.peek() {
            None => return Some(text.len()),
            Some((at, next)) if next.is_whitespace() => return Some(*at),
            Some(_) => {}
        }
    }
    None
}

/// The text with code in backticks replaced, at the same length.
fn without_code(text: &str) -> String {
    let mut is_code = false;
    let replaced = text.chars().flat_map(|character| {
        is_code ^= character == '`';
        match is_code && character != '\n' {
            true => vec!['`'; character.len_utf8()],
            false => vec![character],
        }
    });
    replaced.collect()
}

/// The prose of a file.
fn passages(file: &str, text: &str) -> Vec<Passage> {
    let extension = file.rsplit('.').next().unwrap_or_default();
    let lines: Vec<Option<String>> = match extension {
        "md" => markdown(text),
        "rs" => text
            .lines()
            .map(|line| comment(line, &["//!", "///", "//"]))
            .collect(),
        "c" | "h" | "cpp" => c_comments(text),
        "toml" => text.lines().map(toml).collect(),
        "cfg" | "cmake" | "ini" | "sh" | "site" => {
            text.lines().map(|line| comment(line, &["#"])).collect()
        }
        _ if text.starts_with("#!/bin/sh") => {
            text.lines().map(|line| comment(line, &["#"])).collect()
        }
        _ => Vec::new(),
    };
    let mut passages: Vec<Passage> = Vec::new();
    let mut is_open = false;
    let mut is_sample = false;
    for (number, line) in lines.into_iter().enumerate() {
        let Some(line) = line.filter(|line| !line.is_empty()) else {
            is_open = false;
            continue;
        };
        if line.starts_with("```") {
            is_sample = !is_sample;
            is_open = false;
            continue;
        }
        if is_sample {
            continue;
        }
        let mut begin = |text: &str| {
            passages.push(Passage {
                first_line: number + 1,
                text: text.trim().to_owned(),
            });
        };
        if line.starts_with('|') {
            line.split('|').for_each(begin);
            is_open = false;
        } else if !is_open || line.starts_with(['-', '*', '#']) {
            begin(&line);
            is_open = !line.starts_with('#');
        } else if let Some(passage) = passages.last_mut() {
            passage.text += "\n";
            passage.text += &line;
        }
    }
    passages
}

/// The lines of a page, without HTML comments and without bad style that is quoted between two of
/// them.
fn markdown(text: &str) -> Vec<Option<String>> {
    let mut is_quoted = false;
    let lines = text.lines().map(str::trim).map(|line| {
        if let Some(mark) = line.strip_prefix("<!--") {
            match mark.trim() {
                mark if mark.starts_with("bad style") => is_quoted = true,
                mark if mark.starts_with("/bad style") => is_quoted = false,
                _ => {}
            }
            return None;
        }
        (!is_quoted).then(|| line.to_owned())
    });
    lines.collect()
}

/// The text of a line that is a comment with one of these marks.
fn comment(line: &str, marks: &[&str]) -> Option<String> {
    let line = line.trim_start();
    let mark = marks.iter().find(|mark| line.starts_with(**mark))?;
    Some(line[mark.len()..].trim().to_owned())
}

/// A comment of a TOML file, or a value that is prose.
fn toml(line: &str) -> Option<String> {
    if let Some(text) = comment(line, &["#"]) {
        return Some(text);
    }
    let (key, value) = line.split_once(" = \"")?;
    KEYS.contains(&key.trim())
        .then(|| value.trim_end_matches('"').to_owned())
}

/// The text of C comments, line by line.
fn c_comments(text: &str) -> Vec<Option<String>> {
    let mut is_inside = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        let (begins, rest) = match (is_inside, line.split_once("/*")) {
            (true, _) => (true, line),
            (false, Some((code, rest))) if !code.contains('"') => (true, rest),
            (false, _) => (false, line),
        };
        if !begins {
            lines.push(comment(line, &["//"]));
            continue;
        }
        let (text, ends) = match rest.split_once("*/") {
            Some((text, _)) => (text, true),
            None => (rest, false),
        };
        is_inside = !ends;
        let text = text.trim();
        lines.push(Some(
            text.strip_prefix('*').unwrap_or(text).trim().to_owned(),
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, text: &str) -> Vec<String> {
        broken(&BTreeMap::from([(file.to_owned(), text.to_owned())]))
    }

    #[test]
    fn a_finding_has_its_line_and_the_better_word() {
        assert_eq!(
            check("a.md", "# Title\n\nOne line.\nA folder, and\nmore.\n"),
            ["a.md:4: “folder”: write “directory”"]
        );
        // A phrase may cross lines.
        assert_eq!(
            check("a.rs", "//! It would wait for\n//! ever.\n"),
            ["a.rs:1: “for ever”: write “forever”"]
        );
    }

    #[test]
    fn bad_style_can_be_quoted() {
        let text = "<!-- bad style, quoted -->\n\nA folder.\n\n<!-- /bad style -->\n\nA folder.\n";
        assert_eq!(check("a.md", text), ["a.md:7: “folder”: write “directory”"]);
    }

    #[test]
    fn names_and_code_are_not_prose() {
        for text in [
            "`folder` and `a folder`",
            "change_folder",
            "no/such/folder",
            "```sh\nls folder\n```",
        ] {
            assert_eq!(check("a.md", text), [""; 0], "{text}");
        }
        assert_eq!(check("a.rs", "let folder = \"folder\";\n"), [""; 0]);
        assert_eq!(check("a.bin", "folder"), [""; 0]);
    }

    #[test]
    fn a_sentence_begins_with_its_subject() {
        let wrong = |text: &str| check("a.rs", &format!("/// {text}\n")).len();
        assert_eq!(wrong("What it does."), 1);
        assert_eq!(wrong("It works. Who asks is told."), 1);
        assert_eq!(wrong("(What remains: nothing.)"), 1);
        assert_eq!(wrong("What does it do?"), 0);
        assert_eq!(wrong("Whatever it does."), 0);
        assert_eq!(wrong("It does what it does."), 0);
        // A title is not a sentence.
        assert_eq!(check("a.md", "# What works\n\n| What | Why |\n"), [""; 0]);
    }

    #[test]
    fn every_kind_of_file_has_its_prose() {
        for (file, text) in [
            ("a.md", "- a folder\n"),
            ("a.md", "| x | a folder |\n"),
            ("a.rs", "    // a folder\n"),
            ("a.c", "int a; /* a\n * folder */\n"),
            ("a.h", "// a folder\n"),
            ("a.toml", "# a folder\n"),
            ("a.toml", "reason = \"a folder\"\n"),
            ("run", "#!/bin/sh\n# a folder\n"),
        ] {
            assert_eq!(check(file, text).len(), 1, "{file}: {text}");
        }
    }
}
