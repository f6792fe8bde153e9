//! The compiled programs of a run: each is compiled once for each side, however many tables
//! measure it.

use super::plan::{Plan, Program};
use super::side::Side;
use crate::layout::Layout;
use anyhow::Result;
use llvm::Llvm;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;

/// The module, or the compiler's messages.
pub type Compiled = std::result::Result<PathBuf, String>;

/// The linker's map of a module, beside it.
pub fn map(module: &Path) -> PathBuf {
    module.with_extension("map")
}

pub struct Modules<'a> {
    layout: &'a Layout,
    llvm: &'a Llvm,
    plan: &'a Plan,
    folder: TempDir,
    compiled: Mutex<BTreeMap<Key, Arc<Mutex<Option<Compiled>>>>>,
}

/// The side's name, whether it is a component, the port, both kinds of sources, all flags.
type Key = (
    String,
    bool,
    Option<String>,
    Vec<PathBuf>,
    Vec<PathBuf>,
    Vec<String>,
);

impl<'a> Modules<'a> {
    pub fn new(layout: &'a Layout, llvm: &'a Llvm, plan: &'a Plan) -> Result<Self> {
        Ok(Self {
            layout,
            llvm,
            plan,
            folder: tempfile::tempdir()?,
            compiled: Mutex::default(),
        })
    }

    /// Compiles and links a program with `flags` more.
    pub fn get(&self, side: &Side, program: &Program, flags: &[String]) -> Result<Compiled> {
        let mut all = self.plan.flags(program)?;
        all.extend_from_slice(flags);
        let key = (
            side.name.clone(),
            program.network,
            program.port.clone(),
            program.sources.clone(),
            program.harness.clone(),
            all.clone(),
        );
        let (at, slot) = {
            let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
            let at = compiled.len();
            (at, Arc::clone(compiled.entry(key).or_default()))
        };
        // Held while it is compiled: others wait for the same program only.
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(compiled) = &*slot {
            return Ok(compiled.clone());
        }
        let output = self.folder.path().join(format!("program-{at}"));
        if !side.is_native() {
            all.push(format!("-Wl,-Map={}", map(&output).display()));
        }
        let compiled = side.compile(self.layout, self.llvm, self.plan, program, &all, &output)?;
        Ok(slot.insert(compiled.map(|()| output)).clone())
    }
}
