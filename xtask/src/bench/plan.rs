//! `tests/bench/programs.toml` and `tests/bench/targets.toml`.

use crate::layout::Layout;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// For every program.
    flags: Vec<String>,
    /// The groups of `instructions`, in the order of the report.
    groups: Vec<String>,
    #[serde(default)]
    flag_sets: BTreeMap<String, Vec<String>>,
    size: Vec<Program>,
    calls: Vec<Scenario>,
    instructions: Vec<Scenario>,
    memory: Vec<Scenario>,
    #[serde(default)]
    program: Vec<Scenario>,
    #[serde(skip)]
    folder: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    pub name: String,
    /// Relative to `tests/bench/`, or to the port's source.
    pub sources: Vec<PathBuf>,
    /// The port whose source it is.
    #[serde(default)]
    pub port: Option<String>,
    /// Sources written here that call a port's, relative to `tests/bench/`.
    #[serde(default)]
    pub harness: Vec<PathBuf>,
    /// Whether it is a component, which opens connections.
    #[serde(default)]
    pub network: bool,
    #[serde(default)]
    pub flags: Vec<String>,
    /// Names in `flag_sets`.
    #[serde(default)]
    pub flag_sets: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    #[serde(flatten)]
    pub program: Program,
    /// The kind of thing that the row measures; each row of `instructions` has one.
    #[serde(default)]
    pub group: Option<String>,
    /// The group of the rows whose length is at least `LONG`, if it is another.
    #[serde(default)]
    long_group: Option<String>,
    /// Makes a row of each: its name ends with the length, and `LENGTH` is defined as it.
    #[serde(default)]
    lengths: Vec<usize>,
    /// Flags of the variant whose count is subtracted.
    #[serde(default)]
    pub minus: Option<Vec<String>>,
    #[serde(default)]
    pub args: Vec<String>,
    /// A file whose text is the standard input, relative to `tests/bench/`.
    #[serde(default)]
    pub stdin: Option<PathBuf>,
    /// Text files to make first, and their sizes.
    #[serde(default)]
    pub files: BTreeMap<String, usize>,
    /// The same, of words that are drawn at random, always the same ones.
    #[serde(default)]
    pub words: BTreeMap<String, usize>,
    /// Files of `tests/bench/` to copy there first.
    #[serde(default)]
    pub copies: Vec<PathBuf>,
    /// Directories to make first, and the numbers of empty files in them.
    #[serde(default)]
    pub folders: BTreeMap<String, usize>,
}

impl Plan {
    pub fn read(layout: &Layout) -> Result<Self> {
        let folder = layout.tests().join("bench");
        let path = folder.join("programs.toml");
        let mut plan: Self = read(&path)?;
        plan.folder = folder;
        plan.instructions = plan.instructions.iter().flat_map(each_length).collect();
        plan.check_groups()
            .and_then(|()| plan.check_names())
            .with_context(|| path.display().to_string())?;
        let scenarios = plan.scenarios().map(|scenario| &scenario.program);
        for program in plan.size.iter().chain(scenarios) {
            plan.flags(program)
                .with_context(|| path.display().to_string())?;
        }
        Ok(plan)
    }

    /// The rows of `instructions` have a group each, and no others.
    fn check_groups(&self) -> Result<()> {
        for Scenario { program, group, .. } in &self.instructions {
            let name = &program.name;
            match group {
                None => bail!("{name}: it has no group; there are {:?}", self.groups),
                Some(group) if !self.groups.contains(group) => {
                    bail!("{name}: there is no group '{group}' in {:?}", self.groups)
                }
                Some(_) => {}
            }
        }
        for Scenario { program, group, .. } in
            self.calls.iter().chain(&self.memory).chain(&self.program)
        {
            ensure!(
                group.is_none(),
                "{}: only instructions have groups",
                program.name
            );
        }
        Ok(())
    }

    /// No two rows of a table have one name: limits and figures go by it.
    fn check_names(&self) -> Result<()> {
        let sizes: Vec<_> = self.size.iter().collect();
        let scenarios = [&self.calls, &self.instructions, &self.memory, &self.program]
            .map(|rows| rows.iter().map(|row| &row.program).collect());
        for rows in scenarios.into_iter().chain([sizes]) {
            let mut names = BTreeSet::new();
            for program in rows {
                ensure!(
                    names.insert(&program.name),
                    "two rows have the name {}",
                    program.name
                );
            }
        }
        Ok(())
    }

    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    pub fn sizes(&self) -> &[Program] {
        &self.size
    }

    /// The program of a row.
    pub fn sized(&self, name: &str) -> Result<&Program> {
        let found = self.size.iter().find(|program| program.name == name);
        let names = || self.size.iter().map(|program| program.name.as_str());
        found.with_context(|| {
            let names = names().collect::<Vec<_>>().join(", ");
            format!("bench sizes has no row '{name}'; its rows: {names}")
        })
    }

    pub fn calls(&self) -> &[Scenario] {
        &self.calls
    }

    pub fn instructions(&self) -> &[Scenario] {
        &self.instructions
    }

    pub fn memory(&self) -> &[Scenario] {
        &self.memory
    }

    /// Whole programs.
    pub fn programs(&self) -> &[Scenario] {
        &self.program
    }

    fn scenarios(&self) -> impl Iterator<Item = &Scenario> {
        let scenarios = self.calls.iter().chain(&self.instructions);
        scenarios.chain(&self.memory).chain(&self.program)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// All flags of a program: everyone's, its sets', its own.
    pub fn flags(&self, program: &Program) -> Result<Vec<String>> {
        let mut flags = self.flags.clone();
        for name in &program.flag_sets {
            let Some(set) = self.flag_sets.get(name) else {
                bail!("{}: there is no set of flags '{name}'", program.name);
            };
            flags.extend_from_slice(set);
        }
        flags.extend_from_slice(&program.flags);
        Ok(flags)
    }
}

/// Bytes of a string whose group is `long_group`.
const LONG: usize = 64;

fn each_length(scenario: &Scenario) -> Vec<Scenario> {
    if scenario.lengths.is_empty() {
        return vec![scenario.clone()];
    }
    let row = |&length: &usize| {
        let mut row = scenario.clone();
        row.program.name += &format!(", {length} B");
        row.program.flags.push(format!("-DLENGTH={length}"));
        if let (LONG.., Some(group)) = (length, &scenario.long_group) {
            row.group = Some(group.clone());
        }
        row
    };
    scenario.lengths.iter().map(row).collect()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    pub sizes: Target,
    pub calls: Target,
    pub instructions: Target,
    pub memory: Target,
    pub programs: Target,
    pub library: Target,
    pub build: Target,
}

/// The limits of one table.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Against the peer's figure.
    #[serde(default)]
    pub ratio: Option<f64>,
    /// Absolute, by name of the row.
    #[serde(default)]
    pub max: BTreeMap<String, f64>,
    /// Rows that may miss the ratio, by name.
    #[serde(default)]
    pub over: BTreeMap<String, Over>,
    /// Of the geometric means of the ratios, by group; `all` is that of all rows.
    #[serde(default)]
    pub mean: BTreeMap<String, f64>,
}

/// A row with a higher limit than its table's ratio. A row that does not need the higher
/// limit misses its target, so that outdated entries are removed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Over {
    pub ratio: f64,
    pub reason: String,
}

impl Targets {
    pub fn read(layout: &Layout) -> Result<Self> {
        read(&layout.tests().join("bench/targets.toml"))
    }
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_names_files_that_exist_and_every_file_is_named() {
        let plan = Plan::read(&Layout::find()).unwrap();
        let scenarios = plan.scenarios().map(|scenario| &scenario.program);
        let mut named: Vec<PathBuf> = plan
            .size
            .iter()
            .chain(scenarios)
            .filter(|program| program.port.is_none())
            .flat_map(|program| &program.sources)
            .chain(plan.scenarios().flat_map(|row| &row.program.harness))
            .chain(plan.scenarios().flat_map(|row| &row.copies))
            .chain(plan.scenarios().filter_map(|row| row.stdin.as_ref()))
            .cloned()
            .collect();
        named.sort();
        named.dedup();
        let parts = [
            "sizes",
            "calls",
            "instructions",
            "memory",
            "programs",
            "network",
        ];
        let mut there: Vec<PathBuf> = parts
            .iter()
            .flat_map(|part| fs::read_dir(plan.folder.join(part)).unwrap())
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .strip_prefix(&plan.folder)
                    .unwrap()
                    .to_path_buf()
            })
            .collect();
        there.sort();
        assert_eq!(named, there);
    }

    #[test]
    fn a_row_has_a_name_of_its_own_and_a_group_that_exists_and_no_unknown_key() {
        let plan = |row: &str| -> Result<Plan> {
            let text = format!(
                "flags = []\ngroups = ['short', 'long']\nsize = []\ncalls = []\nmemory = []\n\
                 [[instructions]]\nname = 'x'\nsources = ['x.c']\n{row}\n"
            );
            let mut plan: Plan = toml::from_str(&text)?;
            plan.instructions = plan.instructions.iter().flat_map(each_length).collect();
            plan.check_groups()?;
            plan.check_names()?;
            Ok(plan)
        };
        assert!(plan("").is_err());
        assert!(plan("group = 'other'").is_err());
        assert!(plan("group = 'short'\ngroups = ['emulated']").is_err());
        let twice =
            plan("group = 'short'\n[[instructions]]\nname = 'x'\nsources = []\ngroup = 'long'");
        let error = twice.unwrap_err().to_string();
        assert_eq!(error, "two rows have the name x");
        let plan = plan("group = 'short'\nlong_group = 'long'\nlengths = [4, 256]").unwrap();
        let groups = plan.instructions.iter().map(|row| row.group.as_deref());
        assert_eq!(groups.collect::<Vec<_>>(), [Some("short"), Some("long")]);
    }

    #[test]
    fn targets_name_rows_that_exist() {
        let layout = Layout::find();
        let plan = Plan::read(&layout).unwrap();
        let targets = Targets::read(&layout).unwrap();
        for name in targets.sizes.max.keys().chain(targets.sizes.over.keys()) {
            assert!(
                plan.size.iter().any(|program| program.name == *name),
                "{name}"
            );
        }
        let rows = &targets.instructions;
        for name in rows.mean.keys() {
            assert!(name == "all" || plan.groups.contains(name), "{name}");
        }
        for name in rows.max.keys().chain(rows.over.keys()) {
            assert!(
                plan.instructions
                    .iter()
                    .any(|scenario| scenario.program.name == *name),
                "{name}"
            );
        }
        for (target, scenarios) in [
            (&targets.calls, plan.calls()),
            (&targets.memory, plan.memory()),
            (&targets.programs, plan.programs()),
            (&targets.library, plan.programs()),
        ] {
            for name in target.max.keys().chain(target.over.keys()) {
                let mut names = scenarios.iter().map(|scenario| &scenario.program.name);
                assert!(names.any(|there| there == name), "{name}");
            }
        }
    }
}
