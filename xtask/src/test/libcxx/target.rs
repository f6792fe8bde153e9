//! `tests/libcxx/target.toml`: this target in the words of the tests.

use super::condition::{self, Features};
use super::directives::Directives;
use crate::layout::Layout;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;

/// A condition that names no feature of `[lacks]`.
const OTHER: &str = "another compiler, standard or machine";

/// C++20's modules of the library.
const MODULES: &str = "import std";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub flags: Vec<String>,
    pub libcxxabi: Vec<String>,
    pub verify: Vec<String>,
    pub features: Features,
    /// Lines of `<__config_site>` after `#define`, and the features that they are.
    config_site: BTreeMap<String, String>,
    /// Features with their names on the page.
    lacks: BTreeMap<String, String>,
    /// Files beside this one, by the text of the tests that they are linked into.
    supplied: BTreeMap<String, String>,
    undeclared: Vec<Undeclared>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Undeclared {
    lacks: String,
    source: Vec<String>,
    message: String,
}

impl Target {
    pub fn read(layout: &Layout) -> Result<Self> {
        let read = |path: &std::path::Path| {
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
        };
        let path = layout.tests().join("libcxx/target.toml");
        let site = layout.cxx().join("include/__config_site");
        Self::parse(&read(&path)?, &read(&site)?).with_context(|| path.display().to_string())
    }

    fn parse(text: &str, site: &str) -> Result<Self> {
        let mut target: Self = toml::from_str(text)?;
        let defined: Vec<&str> = site
            .lines()
            .filter_map(|line| line.strip_prefix("#define "))
            .collect();
        for (line, feature) in &target.config_site {
            let macro_name = line.split(' ').next().unwrap_or_default();
            ensure!(
                defined.iter().any(|found| found.starts_with(macro_name)),
                "<__config_site> does not define {macro_name}"
            );
            if defined.contains(&line.as_str()) {
                target.features.insert(feature.clone());
            }
        }
        Ok(target)
    }

    /// The feature that a test needs and this target lacks, by its comments and its text.
    pub fn lacks(&self, directives: &Directives, text: &str) -> Result<Option<&str>> {
        if let Some(condition) = directives.against(&self.features)? {
            let names = condition::names(condition)?;
            let named = names.iter().find_map(|name| self.lacks.get(*name));
            return Ok(Some(named.map_or(OTHER, String::as_str)));
        }
        if directives.modules {
            return Ok(Some(MODULES));
        }
        let needs = |each: &&Undeclared| each.source.iter().any(|part| text.contains(part));
        let undeclared = self.undeclared.iter().find(needs);
        Ok(undeclared.map(|each| each.lacks.as_str()))
    }

    /// The files that are linked into a test with this text.
    pub fn supplied(&self, text: &str) -> Vec<&str> {
        let wanted = self
            .supplied
            .iter()
            .filter(|(part, _)| text.contains(*part));
        wanted.map(|(_, file)| file.as_str()).collect()
    }

    /// The feature that a program needed, by the text of its failure.
    pub fn lacked(&self, failure: &str) -> Option<&str> {
        let mut all = self.undeclared.iter();
        let said = all.find(|each| failure.contains(&each.message))?;
        Some(&said.lacks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "flags = []\nlibcxxabi = []\nverify = []\nfeatures = ['a']\n\
                        [config_site]\n'X 0' = 'no-x'\n\
                        [supplied]\n'u.h' = 'u.cpp'\n\
                        [lacks]\nno-x = 'the x'\nb = 'some b'\n\
                        [[undeclared]]\nlacks = 'a thread'\nsource = ['t.h']\nmessage = 'none left'\n";

    fn lacks(target: &Target, text: &str) -> Option<String> {
        let directives = Directives::parse(text).unwrap();
        let lacks = target.lacks(&directives, text).unwrap();
        lacks.map(str::to_owned)
    }

    #[test]
    fn the_reason_has_a_name() {
        let target = Target::parse(TEXT, "#define X 0\n").unwrap();
        assert_eq!(lacks(&target, "// REQUIRES: a\n"), None);
        assert_eq!(lacks(&target, "// UNSUPPORTED: no-x\n").unwrap(), "the x");
        assert_eq!(lacks(&target, "// REQUIRES: a && b\n").unwrap(), "some b");
        assert_eq!(lacks(&target, "// REQUIRES: c\n").unwrap(), OTHER);
        assert_eq!(lacks(&target, "#include <t.h>\n").unwrap(), "a thread");
        assert_eq!(
            lacks(&target, "// MODULE_DEPENDENCIES: std").unwrap(),
            MODULES
        );
        assert_eq!(target.lacked("error: none left"), Some("a thread"));
        assert_eq!(target.lacked("error"), None);
        assert_eq!(target.supplied("#include \"u.h\"\n"), ["u.cpp"]);
        assert!(target.supplied("#include <v.h>\n").is_empty());
    }

    #[test]
    fn the_library_s_settings_are_features() {
        let target = Target::parse(TEXT, "#define X 1\n").unwrap();
        assert_eq!(lacks(&target, "// UNSUPPORTED: no-x\n"), None);
        let error = Target::parse(TEXT, "#define Y 1\n").err().unwrap();
        assert!(error.to_string().contains("does not define X"), "{error}");
    }

    #[test]
    fn the_target_s_file_reads() {
        let target = Target::read(&Layout::find()).unwrap();
        assert!(target.features.contains("libcpp-has-thread-api-pthread"));
    }
}
