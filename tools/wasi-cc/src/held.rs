//! The module that a launcher or a component holds. LLVM's tools read modules alone.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use wasi_ld::{component, launcher};

/// A file apart from the module that it holds.
pub struct Held {
    /// Empty for a component.
    script: Vec<u8>,
    /// The component before and after its module, if it is one.
    component: Option<[Vec<u8>; 2]>,
}

impl Held {
    /// The module in a file, if that is a launcher, a component, or a launcher of one.
    pub fn split(file: &[u8]) -> Option<(Held, &[u8])> {
        let (script, rest) = launcher::split(file).unwrap_or((&[], file));
        let component = component::split(rest);
        let module = component.map_or(rest, |[_, module, _]| module);
        let held = Held {
            script: script.to_vec(),
            component: component.map(|[before, _, after]| [before.to_vec(), after.to_vec()]),
        };
        (held.is_launcher() || component.is_some()).then_some((held, module))
    }

    /// The contents of a file that holds a module.
    pub fn read(path: &Path) -> Result<Option<Vec<u8>>> {
        let is_one =
            |start: &[u8]| start.starts_with(component::MAGIC) || launcher::split(start).is_some();
        match launcher::beginning(path)? {
            Some(start) if is_one(&start) => {
                let whole = fs::read(path).with_context(|| path.display().to_string())?;
                Ok(Some(whole))
            }
            _ => Ok(None),
        }
    }

    pub fn is_launcher(&self) -> bool {
        !self.script.is_empty()
    }

    pub fn is_component(&self) -> bool {
        self.component.is_some()
    }

    /// Its program, with another module: a module or a component.
    pub fn program(&self, module: Vec<u8>) -> Vec<u8> {
        match &self.component {
            Some([before, after]) => component::around(before, &module, after),
            None => module,
        }
    }

    /// The whole file, with another module.
    pub fn file(&self, module: Vec<u8>) -> Vec<u8> {
        [self.script.clone(), self.program(module)].concat()
    }
}
