//! Lock files: the one pin of what a build takes from upstream.

use crate::fetch::{Debian, Source};
use crate::layout::Layout;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    pub version: String,
    pub sha256: String,
    url: String,
    debian: Debian,
    /// The files and directories that are unpacked; empty for all.
    #[serde(default)]
    pub unpack: Vec<String>,
    /// Those that only upstream's own tests need.
    #[serde(default)]
    pub tests: Vec<String>,
}

/// The names that an upstream has in messages and options.
pub struct Upstream {
    pub name: &'static str,
    /// The file in the cache, with `{version}`.
    pub file: &'static str,
    pub option: &'static str,
    pub variable: &'static str,
}

impl Pin {
    pub fn read(path: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("in {}", path.display()))
    }

    /// The verified tarball: the one that the user names, else one of the cache.
    pub fn tarball(
        &self,
        upstream: &Upstream,
        layout: &Layout,
        option: Option<&Path>,
    ) -> Result<PathBuf> {
        let versioned = |text: &str| text.replace("{version}", &self.version);
        let source = Source {
            name: upstream.name.into(),
            file: versioned(upstream.file),
            sha256: self.sha256.clone(),
            url: Some(versioned(&self.url)),
            debian: Some(Debian {
                file: self.debian.file.as_deref().map(versioned),
                ..self.debian.clone()
            }),
            krate: None,
            version: self.version.clone(),
        };
        if let Some(given) = option {
            return source.given(given).context(upstream.option);
        }
        match env::var_os(upstream.variable).filter(|path| !path.is_empty()) {
            Some(given) => source
                .given(&PathBuf::from(given))
                .context(upstream.variable),
            None => source.fetch(layout).with_context(|| {
                format!(
                    "{} is not here; without a network, name a copy of its tarball with {} or {}",
                    upstream.name, upstream.option, upstream.variable
                )
            }),
        }
    }
}
