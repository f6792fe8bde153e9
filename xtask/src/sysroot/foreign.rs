//! Checks that the overlay contains no text of musl: our changes are written by us.

use crate::tree;
use anyhow::Result;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// This many consecutive lines that are also in musl count as a copy. Declarations whose
/// text a standard prescribes are shorter.
const RUN: usize = 12;

/// Every file of the overlay with such a run of lines, one message each.
pub fn copied(musl: &Path, overlay: &Path) -> Result<Vec<String>> {
    let mut runs: HashMap<u64, String> = HashMap::new();
    for folder in ["arch", "crt", "include", "src", "ldso"] {
        for (path, file) in tree::files_below(&musl.join(folder))? {
            for (run, _) in runs_of(&fs::read_to_string(&file).unwrap_or_default()) {
                runs.entry(run)
                    .or_insert_with(|| format!("{folder}/{path}"));
            }
        }
    }
    let mut found = Vec::new();
    for (path, file) in tree::files_below(overlay)? {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let copy = runs_of(&text)
            .into_iter()
            .find_map(|(run, line)| Some((line, runs.get(&run)?)));
        if let Some((line, origin)) = copy {
            found.push(format!(
                "libc-top-half/{path}:{line}: {RUN} lines of musl's {origin}"
            ));
        }
    }
    Ok(found)
}

/// A hash for each run of lines with content, with the line it starts at.
fn runs_of(text: &str) -> Vec<(u64, usize)> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    // A name and its number are facts of the interface, in any order.
    let is_fact = |line: &str| line.starts_with("#define") && line.split(' ').count() == 3;
    let says_something = |line: &str| line.chars().any(char::is_alphanumeric);
    let lines: Vec<(usize, String)> = text
        .lines()
        .enumerate()
        .map(|(number, line)| {
            (
                number + 1,
                line.split_whitespace().collect::<Vec<_>>().join(" "),
            )
        })
        .filter(|(_, line)| says_something(line) && !line.starts_with("#include") && !is_fact(line))
        .collect();
    let run = |run: &[(usize, String)]| {
        let mut hasher = DefaultHasher::new();
        run.iter().for_each(|(_, line)| line.hash(&mut hasher));
        (hasher.finish(), run[0].0)
    };
    lines.windows(RUN).map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_function_is_found_where_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let (musl, overlay) = (folder.path().join("musl"), folder.path().join("overlay"));
        for name in ["arch", "crt", "include", "src/a", "ldso"] {
            fs::create_dir_all(musl.join(name)).unwrap();
        }
        fs::create_dir_all(overlay.join("src/b")).unwrap();
        let body: String = (0..20).map(|n| format!("\tx += {n};\n")).collect();
        fs::write(
            musl.join("src/a/a.c"),
            format!("int a(int x)\n{{\n{body}}}\n"),
        )
        .unwrap();
        let copy = format!(
            "/* ours */\nint b(int x)\n{{\n{}}}\n",
            body.replace('\t', "    ")
        );
        fs::write(overlay.join("src/b/b.c"), copy).unwrap();
        fs::write(overlay.join("src/b/c.c"), "int c(int x)\n{\n\tx += 1;\n}\n").unwrap();
        let found = copied(&musl, &overlay).unwrap();
        assert_eq!(
            found,
            ["libc-top-half/src/b/b.c:4: 12 lines of musl's src/a/a.c"]
        );
    }
}
