//! `docs/ports.md`.

use super::recipe::{self, Recipe};
use super::results::{Results, Row};
use crate::docs::cell;
use crate::layout::Layout;
use crate::tree;
use anyhow::Result;

/// The page, from the recipes and the recorded runs.
pub fn page(layout: &Layout) -> Result<String> {
    let recipes = recipe::names(layout)?
        .iter()
        .map(|name| Recipe::read(layout, name))
        .collect::<Result<Vec<_>>>()?;
    Ok(text(&recipes, &Results::read(layout)?))
}

pub fn write(layout: &Layout) -> Result<()> {
    let path = layout.docs().join("ports.md");
    tree::put(&path, page(layout)?)
}

fn text(recipes: &[Recipe], results: &Results) -> String {
    let measured = |recipe: &Recipe| {
        let row = results.get(&recipe.name);
        row.filter(|row| row.version == recipe.source.version)
    };
    let built = recipes
        .iter()
        .filter(|recipe| measured(recipe).is_some_and(|row| row.built))
        .count();
    let mut page = format!(
        "<!-- Generated from ports/ by `cargo xtask port --record` and `cargo xtask tidy --write`. \
         -->\n\n\
         # Ports\n\n\
         Programs and libraries as their authors ship them, built with no patch and no `-D` by the \
         lines in `ports/<name>/port.toml`, and checked under `wasi-run`. Of {} recipes, {built} \
         built in their last recorded run. *Checks* are ours: short uses of the built programs. \
         *Own tests* are the authors' test suites, or the part of them that can run. *With \
         processes*: built with `-fwasi-processes`, for [hosts that offer them](processes.md), and \
         checked under `wasi-run --processes=native`; all others are one process. *With \
         the network*: built with `-fwasi-network`, as a [component](network.md). \
         Bytes are the size of all modules of the recipe together, with the names and debug \
         information that the program's own build leaves in them. The commit is the one that the \
         sysroot was built from.\n\n\
         | Program | Version | Bytes | Checks passed | Own tests passed | Measured |\n\
         |---|---|--:|--:|--:|---|\n",
        recipes.len()
    );
    for recipe in recipes {
        let columns = match measured(recipe) {
            Some(row) => columns(row),
            None => "| | | not recorded yet".to_owned(),
        };
        page += &format!(
            "| [{}](../ports/{}/port.toml): {}{} | {} | {columns} |\n",
            recipe.name,
            recipe.name,
            cell(Some(&recipe.about)),
            match (recipe.build.processes, recipe.build.network) {
                (true, _) => ", with processes",
                (_, true) => ", with the network",
                _ => "",
            },
            recipe.source.version,
        );
    }
    page += "\n## What does not pass\n\nThe known failures, with their reasons.\n\n";
    for recipe in recipes {
        let build = recipe.build.fail.iter().map(|reason| ("build", reason));
        let checks = recipe.smoke.iter().chain(&recipe.test).filter_map(|check| {
            let reason = check.fail.as_ref()?;
            Some((check.name.as_str(), reason))
        });
        for (name, reason) in build.chain(checks) {
            page += &format!("- {}, {name}: {}\n", recipe.name, cell(Some(reason)));
        }
    }
    page
}

fn columns(row: &Row) -> String {
    let of = |[passed, of]: [usize; 2]| format!("{passed} of {of}");
    let tests = match (row.tests, row.counted) {
        ([_, 0], _) => String::new(),
        (_, Some(counted)) => of(counted),
        (tests, None) => of(tests),
    };
    let (bytes, smoke) = if row.built {
        (row.bytes.to_string(), of(row.smoke))
    } else {
        ("does not build".to_owned(), String::new())
    };
    format!("{bytes} | {smoke} | {tests} | {}, {}", row.date, row.commit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(name: &str, more: &str) -> Recipe {
        let text = format!(
            "about = 'a | b'\n[source]\nname = 'x'\nversion = '2'\nfile = 'x.tar'\nsha256 = '00'\n\
             [build]\nrun = 'make'\nprograms = ['x']\n{more}\n[[smoke]]\nname = 'one'\nrun = 'x'\n"
        );
        Recipe::parse(name, &text).unwrap()
    }

    fn row(version: &str, built: bool) -> Row {
        Row {
            version: version.to_owned(),
            commit: "abc".to_owned(),
            date: "2026-01-02".to_owned(),
            built,
            bytes: 7,
            smoke: [1, 1],
            tests: [1, 1],
            counted: Some([3, 4]),
        }
    }

    #[test]
    fn a_program_stands_there_with_what_was_measured_of_this_version() {
        let recipes = [
            recipe("good", ""),
            recipe("newer", ""),
            recipe("bad", "fail = 'why'"),
            recipe("forks", "processes = true"),
            recipe("connects", "network = true"),
        ];
        let mut results = Results::default();
        results.put("good", row("2", true));
        results.put("newer", row("1", true));
        results.put("bad", row("2", false));
        let page = text(&recipes, &results);
        let line = |name: &str| {
            let start = format!("| [{name}]");
            page.lines()
                .find(|line| line.starts_with(&start))
                .unwrap()
                .to_owned()
        };
        assert!(page.contains("Of 5 recipes, 1 built"), "{page}");
        assert!(
            line("good").ends_with("a \\| b | 2 | 7 | 1 of 1 | 3 of 4 | 2026-01-02, abc |"),
            "{page}"
        );
        assert!(line("newer").contains("not recorded yet"), "{page}");
        assert!(line("bad").contains("does not build"), "{page}");
        assert!(!line("good").contains("with processes"), "{page}");
        assert!(
            line("forks").contains("a \\| b, with processes | 2 |"),
            "{page}"
        );
        assert!(
            line("connects").contains("a \\| b, with the network | 2 |"),
            "{page}"
        );
        assert!(page.contains("- bad, build: why\n"), "{page}");
    }
}
