//! Error numbers by their names, read from the C header that defines them.

use crate::table::Syscall;
use anyhow::{Context, Result};
use std::collections::HashMap;

pub struct Errnos(HashMap<String, u16>);

impl Errnos {
    /// From the text of `bits/errno.h`, where a name may be defined as an earlier one.
    pub fn parse(header: &str) -> Self {
        let mut numbers = HashMap::new();
        for line in header.lines() {
            let mut words = line.split_whitespace();
            if let (Some("#define"), Some(name), Some(value)) =
                (words.next(), words.next(), words.next())
                && let Some(number) = value.parse().ok().or_else(|| numbers.get(value).copied())
            {
                numbers.insert(name.to_owned(), number);
            }
        }
        Self(numbers)
    }

    /// The number that a refused syscall fails with.
    pub fn of(&self, syscall: &Syscall) -> Result<u16> {
        let name = syscall.errno.as_deref().unwrap_or_default();
        let number = self.0.get(name).copied();
        number.with_context(|| format!("syscall {}: bits/errno.h has no {name}", syscall.name))
    }
}
