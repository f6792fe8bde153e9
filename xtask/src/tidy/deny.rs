//! `deny.toml`: the crates that may be part of the tools.

use crate::crates::Metadata;
use crate::layout::Layout;
use crate::licences;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Licenses {
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Bans {
    multiple_versions: Deny,
    wildcards: Deny,
    /// Crates of this checkout need no version.
    #[serde(rename = "allow-wildcard-paths")]
    _allow_wildcard_paths: bool,
    skip: Vec<Skip>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Skip {
    /// `name@version`.
    #[serde(rename = "crate")]
    krate: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Sources {
    unknown_registry: Deny,
    unknown_git: Deny,
}

/// The only value that this check supports.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Deny {
    Deny,
}

/// The violations of the rules.
pub fn broken(layout: &Layout) -> Result<Vec<String>> {
    let path = layout.root().join("deny.toml");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let rules = parse(&text).with_context(|| path.display().to_string())?;
    check(&rules, &Metadata::read(layout)?)
}

fn parse(text: &str) -> Result<Rules> {
    let rules: Rules = toml::from_str(text)?;
    for skip in &rules.bans.skip {
        ensure!(
            !skip.reason.trim().is_empty(),
            "{} has no reason",
            skip.krate
        );
    }
    Ok(rules)
}

fn check(rules: &Rules, metadata: &Metadata) -> Result<Vec<String>> {
    let Rules {
        licenses,
        bans:
            Bans {
                multiple_versions: Deny::Deny,
                wildcards: Deny::Deny,
                skip,
                ..
            },
        sources:
            Sources {
                unknown_registry: Deny::Deny,
                unknown_git: Deny::Deny,
            },
    } = rules;
    let mut broken = Vec::new();
    let mut registries = BTreeSet::new();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in &metadata.packages {
        for needed in package.dependencies.iter().filter(|one| one.is_wildcard()) {
            broken.push(format!(
                "{} accepts any version of {}",
                package.title(),
                needed.name
            ));
        }
        versions
            .entry(&package.name)
            .or_default()
            .push(&package.version);
        let Some(source) = &package.source else {
            continue;
        };
        if source.starts_with("registry+") || source.starts_with("sparse+") {
            registries.insert(source);
        } else {
            broken.push(format!("{} comes from {source}", package.title()));
        }
        let expression = package.license.as_deref().unwrap_or("none");
        if !licences::suffice(expression, &|name| licenses.allow.contains(name))? {
            broken.push(format!(
                "{} is under '{expression}', which deny.toml does not allow",
                package.title()
            ));
        }
    }
    if registries.len() > 1 {
        broken.push(format!(
            "crates come from several registries: {registries:?}"
        ));
    }
    let mut unused: BTreeSet<&str> = skip.iter().map(|skip| &*skip.krate).collect();
    for (name, mut versions) in versions {
        if versions.len() > 1 {
            versions.retain(|version| !unused.remove(&*format!("{name}@{version}")));
        }
        if versions.len() > 1 {
            broken.push(format!(
                "there are several versions of {name} ({}); deny.toml says which may be",
                versions.join(", ")
            ));
        }
    }
    for krate in unused {
        broken.push(format!(
            "deny.toml skips {krate}, which is not beside another"
        ));
    }
    Ok(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "[licenses]\nallow = ['MIT']\n\
        [bans]\nmultiple-versions = 'deny'\nwildcards = 'deny'\nallow-wildcard-paths = true\n\
        skip = [{ crate = 'b@1', reason = 'old' }]\n\
        [sources]\nunknown-registry = 'deny'\nunknown-git = 'deny'\n";

    /// Crates by name, version, licence and source.
    fn broken(crates: &[(&str, &str, &str, &str)]) -> Vec<String> {
        let packages: Vec<String> = crates
            .iter()
            .map(|(name, version, license, source)| {
                let requirement = if *name == "any" {
                    r#"{"name": "x", "req": "*", "path": null}"#
                } else {
                    ""
                };
                format!(
                    r#"{{"id": "{name}{version}", "name": "{name}", "version": "{version}",
                    "license": "{license}", "license_file": null, "repository": null,
                    "source": "{source}", "manifest_path": "/x/Cargo.toml",
                    "dependencies": [{requirement}], "targets": []}}"#
                )
            })
            .collect();
        let text = format!(
            r#"{{"packages": [{}], "resolve": {{"nodes": []}}}}"#,
            packages.join(",")
        );
        let metadata: Metadata = serde_json::from_str(&text).unwrap();
        check(&parse(RULES).unwrap(), &metadata).unwrap()
    }

    #[test]
    fn each_rule_finds_what_breaks_it() {
        let two = [
            ("b", "1", "MIT", "registry+r"),
            ("b", "2", "MIT", "registry+r"),
        ];
        assert_eq!(broken(&two), [""; 0]);
        for (one, wanted) in [
            (("a", "1", "GPL-3.0", "registry+r"), "under 'GPL-3.0'"),
            (("a", "1", "MIT", "git+g"), "comes from git+g"),
            (("a", "1", "MIT", "registry+other"), "several registries"),
            (("b", "3", "MIT", "registry+r"), "several versions of b"),
            (("any", "1", "MIT", "registry+r"), "any version of x"),
        ] {
            let found = broken(&[two[0], two[1], one]);
            assert!(found.len() == 1 && found[0].contains(wanted), "{found:?}");
        }
        let found = broken(&two[1..]);
        assert!(found[0].contains("skips b@1"), "{found:?}");
    }

    #[test]
    fn a_rule_that_is_not_checked_is_an_error() {
        assert!(parse(&RULES.replace("'deny'", "'warn'")).is_err());
        assert!(parse(&format!("{RULES}[advisories]\nyanked = 'deny'\n")).is_err());
        assert!(parse(&RULES.replace("'old'", "' '")).is_err());
    }
}
