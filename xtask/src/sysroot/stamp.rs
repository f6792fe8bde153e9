//! Whether a step of cargo's has to run again. cargo could tell, but takes a large part
//! of a second.

use crate::hash::{Hash, Memo};
use crate::layout::Layout;
use crate::tree;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

pub struct Stamp {
    path: PathBuf,
    inputs: Hash,
}

impl Stamp {
    /// The stamp of a step that reads these directories of the checkout; `how` describes
    /// its command and compiler.
    pub fn of(
        layout: &Layout,
        name: &str,
        folders: &[&str],
        how: &[Vec<u8>],
        memo: &mut Memo,
    ) -> Result<Self> {
        let common = [
            "Cargo.toml",
            "Cargo.lock",
            "rust-toolchain.toml",
            ".cargo/config.toml",
        ];
        let mut files: Vec<(String, PathBuf)> = common
            .iter()
            .map(|&name| (name.to_owned(), layout.root().join(name)))
            .collect();
        for folder in folders {
            files.extend(tree::files_below(&layout.root().join(folder))?);
        }
        let mut parts: Vec<Vec<u8>> = how.to_vec();
        for (name, file) in files.iter().filter(|(_, file)| file.is_file()) {
            parts.push(name.clone().into_bytes());
            parts.push(memo.hash(file)?.bytes().to_vec());
        }
        Ok(Self {
            path: layout.work().join(format!("{name}.stamp")),
            inputs: Hash::of_parts(parts.iter().map(Vec::as_slice)),
        })
    }

    /// The outputs of the step's last success, if it had these inputs and they are
    /// unchanged.
    pub fn outputs(&self, memo: &mut Memo) -> Option<Vec<PathBuf>> {
        let kept = fs::read_to_string(&self.path).ok()?;
        let mut lines = kept.lines();
        if lines.next()? != self.inputs.to_string() {
            return None;
        }
        let mut outputs = Vec::new();
        for line in lines {
            let (hash, path) = line.split_once(' ')?;
            let path = PathBuf::from(path);
            if memo.hash(&path).ok()?.to_string() != hash {
                return None;
            }
            outputs.push(path);
        }
        Some(outputs)
    }

    /// Call it after the step has succeeded.
    pub fn write(&self, outputs: &[PathBuf], memo: &mut Memo) -> Result<()> {
        let mut text = format!("{}\n", self.inputs);
        for output in outputs {
            let path = output.to_str().context("a path is not UTF-8")?;
            text += &format!("{} {path}\n", memo.hash(output)?);
        }
        let partial = self.path.with_extension("partial");
        fs::write(&partial, text)?;
        Ok(fs::rename(&partial, &self.path)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_holds_until_an_input_or_an_output_changes() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::at(folder.path());
        let mut memo = Memo::load(&folder.path().join("memo"));
        let (input, output) = (folder.path().join("src/a.rs"), folder.path().join("out"));
        fs::create_dir_all(layout.work()).unwrap();
        fs::create_dir(folder.path().join("src")).unwrap();
        fs::write(&input, "1").unwrap();
        fs::write(&output, "1").unwrap();

        let mut holds = |how: &[u8], write: bool| {
            let stamp = Stamp::of(&layout, "step", &["src"], &[how.to_vec()], &mut memo).unwrap();
            if write {
                stamp
                    .write(std::slice::from_ref(&output), &mut memo)
                    .unwrap();
            }
            let kept = stamp.outputs(&mut memo);
            assert!(kept.iter().all(|kept| *kept == [output.clone()]));
            kept.is_some()
        };
        assert!(!holds(b"-O", false));
        assert!(holds(b"-O", true));
        assert!(!holds(b"-g", false));
        fs::write(&input, "2").unwrap();
        assert!(!holds(b"-O", false));
        assert!(holds(b"-O", true));
        fs::write(&output, "2").unwrap();
        assert!(!holds(b"-O", false));
        fs::remove_file(&output).unwrap();
        assert!(!holds(b"-O", false));
    }
}
