//! The directives in a test's comments.

use super::condition::{self, Features};
use anyhow::{Context, Result, bail};

#[derive(Debug, Default, PartialEq)]
pub struct Directives {
    requires: Vec<String>,
    unsupported: Vec<String>,
    fails: Vec<String>,
    /// Flags, with the feature that they are for.
    flags: Vec<(Option<String>, String)>,
    /// The files that the program reads, beside its source.
    pub files: Vec<String>,
    /// Whether it imports `std` as a module.
    pub modules: bool,
}

impl Directives {
    pub fn parse(text: &str) -> Result<Self> {
        let mut all = Self::default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some((name, feature, value)) = directive(line) else {
                continue;
            };
            let mut value = value.trim().to_owned();
            let list = match name {
                "REQUIRES" => &mut all.requires,
                "UNSUPPORTED" => &mut all.unsupported,
                "XFAIL" => &mut all.fails,
                "ADDITIONAL_COMPILE_FLAGS" => {
                    all.flags.push((feature.map(str::to_owned), value));
                    continue;
                }
                "FILE_DEPENDENCIES" => {
                    let names = value.split(',').map(|name| name.trim().to_owned());
                    all.files.extend(names);
                    continue;
                }
                "MODULE_DEPENDENCIES" => {
                    all.modules = true;
                    continue;
                }
                _ => continue,
            };
            while let Some(start) = value.strip_suffix('\\') {
                let next = lines.next().and_then(directive);
                match next {
                    Some((again, None, more)) if again == name => {
                        value = format!("{start} {}", more.trim());
                    }
                    _ => bail!("{name}: '{value}' has no next line"),
                }
            }
            let conditions = value
                .split(',')
                .map(|condition| condition.trim().to_owned());
            list.extend(conditions);
        }
        Ok(all)
    }

    /// The condition that keeps the test off this target, if there is one.
    pub fn against(&self, features: &Features) -> Result<Option<&str>> {
        let lists = [
            ("REQUIRES", &self.requires, false),
            ("UNSUPPORTED", &self.unsupported, true),
            ("XFAIL", &self.fails, true),
        ];
        for (name, conditions, unwanted) in lists {
            for condition in conditions {
                let holds = condition::holds(condition, features)
                    .with_context(|| format!("{name}: {condition}"))?;
                if holds == unwanted {
                    return Ok(Some(condition));
                }
            }
        }
        Ok(None)
    }

    /// The flags that the test adds on this target.
    pub fn flags(&self, features: &Features) -> Vec<&str> {
        let ours = self.flags.iter().filter(|(feature, _)| match feature {
            Some(feature) => features.contains(feature),
            None => true,
        });
        ours.flat_map(|(_, flags)| flags.split_whitespace())
            .collect()
    }
}

/// The name of a directive, the feature in parentheses, and the value.
fn directive(line: &str) -> Option<(&str, Option<&str>, &str)> {
    let line = line.trim_start();
    let comment = line.strip_prefix("//").or_else(|| line.strip_prefix('#'))?;
    let comment = comment.trim_start();
    let end = comment.find(|c: char| !c.is_ascii_uppercase() && c != '_')?;
    let (name, rest) = comment.split_at(end);
    if let Some(value) = rest.strip_prefix(':') {
        return Some((name, None, value));
    }
    let (feature, value) = rest.strip_prefix('(')?.split_once("):")?;
    Some((name, Some(feature), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(names: &[&str]) -> Features {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn against(text: &str, names: &[&str]) -> Option<String> {
        let directives = Directives::parse(text).unwrap();
        let condition = directives.against(&features(names)).unwrap();
        condition.map(str::to_owned)
    }

    #[test]
    fn all_requirements_hold_and_no_exclusion_does() {
        let text = "// REQUIRES: a, b\n// UNSUPPORTED: c || d\n// UNSUPPORTED: e\n// XFAIL: f\n";
        assert_eq!(against(text, &["a", "b"]), None);
        assert_eq!(against(text, &["a"]).unwrap(), "b");
        assert_eq!(against(text, &["a", "b", "d"]).unwrap(), "c || d");
        assert_eq!(against(text, &["a", "b", "e"]).unwrap(), "e");
        assert_eq!(against(text, &["a", "b", "f"]).unwrap(), "f");
    }

    #[test]
    fn a_condition_goes_on_in_the_next_line() {
        let text = "// XFAIL: a && \\\n// XFAIL: b\n";
        assert_eq!(against(text, &["a"]), None);
        assert_eq!(against(text, &["a", "b"]).unwrap(), "a &&  b");
        assert!(Directives::parse("// XFAIL: a && \\\nint x;\n").is_err());
        assert!(Directives::parse("// XFAIL: a && \\").is_err());
    }

    #[test]
    fn only_comments_that_begin_so_are_directives() {
        let text = "// see REQUIRES: a\nint REQUIRES: b;\n// XRUNX: c\n//REQUIRES : d\n";
        assert_eq!(Directives::parse(text).unwrap(), Directives::default());
        assert_eq!(against("  //REQUIRES:a", &[]).unwrap(), "a");
        assert_eq!(against("# REQUIRES: a", &[]).unwrap(), "a");
    }

    #[test]
    fn flags_belong_to_features() {
        let text = "// ADDITIONAL_COMPILE_FLAGS: -a  -b\n\
                    // ADDITIONAL_COMPILE_FLAGS(x): -c\n\
                    // ADDITIONAL_COMPILE_FLAGS(y): -d\n";
        let directives = Directives::parse(text).unwrap();
        assert_eq!(directives.flags(&features(&["y"])), ["-a", "-b", "-d"]);
        assert_eq!(directives.flags(&features(&[])), ["-a", "-b"]);
    }

    #[test]
    fn files_and_modules_are_listed() {
        let text = "// FILE_DEPENDENCIES: a.dat, b.dat\n// MODULE_DEPENDENCIES: std\n";
        let directives = Directives::parse(text).unwrap();
        assert_eq!(directives.files, ["a.dat", "b.dat"]);
        assert!(directives.modules);
    }

    #[test]
    fn a_broken_condition_names_its_directive() {
        let directives = Directives::parse("// REQUIRES: a &&\n").unwrap();
        let error = directives.against(&Features::new()).unwrap_err();
        assert!(
            format!("{error:#}").starts_with("REQUIRES: a &&: "),
            "{error:#}"
        );
    }
}
