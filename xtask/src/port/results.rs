//! `ports/results.toml`: the results of the last recorded run of every port.

use crate::record::{self, Record};
use serde::{Deserialize, Serialize};

pub type Results = Record<Row>;

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub version: String,
    /// The commit of the sysroot, and its date.
    pub commit: String,
    pub date: String,
    pub built: bool,
    /// Of all the modules together.
    pub bytes: u64,
    /// Checks that passed, and all checks.
    pub smoke: [usize; 2],
    pub tests: [usize; 2],
    /// Tests inside the checks that passed, and all of them, if the checks print these
    /// numbers.
    pub counted: Option<[usize; 2]>,
}

impl record::Row for Row {
    const WRITTEN: [&'static str; 2] = ["ports/results.toml", "docs/ports.md"];
    const COMMAND: &'static str = "cargo xtask port --record";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Layout;
    use crate::port::recipe;

    #[test]
    fn every_row_is_of_a_port() {
        let layout = Layout::find();
        let names = recipe::names(&layout).unwrap();
        for name in Results::read(&layout).unwrap().names() {
            assert!(
                names.iter().any(|known| known == name),
                "there is no port {name}"
            );
        }
    }
}
