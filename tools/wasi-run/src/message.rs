//! The messages of this program on standard error.
//!
//! Messages quote names from a module. Such a name can neither move the cursor of a
//! terminal nor imitate a line of this program: control characters are shown as escapes,
//! and only the first line of a message begins with `wasi-run:`.

use std::fmt::{self, Write as _};
use std::io::Write as _;

use cpp_demangle::DemangleOptions;

/// The most bytes of a name that are shown.
const LONGEST: usize = 2048;

/// Writes a message to standard error. If that is closed, only the exit status reports
/// the error.
pub fn say(message: &str) {
    let _ = writeln!(std::io::stderr(), "wasi-run: {}", lines(message));
}

/// Writes the backtrace that belongs to a message, if there is one.
pub fn trace_back(backtrace: &str) {
    if !backtrace.is_empty() {
        let _ = writeln!(std::io::stderr(), "{}", lines(backtrace));
    }
}

/// A name from a module, on one line.
pub fn name(name: &str) -> String {
    let mut text = Bounded::default();
    // It fails when it is full.
    let _ = text.write_str(name);
    text.shown()
}

/// A function's name as in its source.
///
/// Mangled names refer to parts of themselves, so a short one can expand without end.
pub fn function(mangled: &str) -> String {
    let mut text = Bounded::default();
    if mangled.len() > LONGEST {
        return name(mangled);
    }
    let done = if let Ok(rust) = rustc_demangle::try_demangle(mangled) {
        write!(text, "{rust:#}")
    } else if mangled.starts_with("_Z")
        && let Ok(symbol) = cpp_demangle::Symbol::new(mangled)
    {
        symbol.structured_demangle(&mut text, &DemangleOptions::new())
    } else {
        Err(fmt::Error)
    };
    match done {
        Err(_) if !text.is_full => name(mangled),
        _ => text.shown(),
    }
}

/// Lines after the first are indented.
fn lines(message: &str) -> String {
    let mut text = String::new();
    for (number, line) in message.lines().enumerate() {
        match number {
            0 => {}
            _ if line.starts_with("  ") => text.push('\n'),
            _ => text.push_str("\n  "),
        }
        text.push_str(&escaped(line));
    }
    text
}

/// With escapes for characters that a terminal does not show in place.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        let turns_direction = matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        );
        if character.is_control() || turns_direction {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Takes up to [`LONGEST`] bytes, and fails when there are more.
#[derive(Default)]
struct Bounded {
    text: String,
    is_full: bool,
}

impl Bounded {
    fn shown(&self) -> String {
        escaped(&self.text) + if self.is_full { "..." } else { "" }
    }
}

impl fmt::Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let left = LONGEST.saturating_sub(self.text.len());
        let fits = &text[..text.floor_char_boundary(left)];
        self.text.push_str(fits);
        self.is_full |= fits.len() < text.len();
        if self.is_full {
            Err(fmt::Error)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_on_their_line() {
        assert_eq!(name("plain ä"), "plain ä");
        assert_eq!(name("\x1b[2Jx\r\n\u{9b}"), r"\u{1b}[2Jx\r\n\u{9b}");
        assert_eq!(name("a\u{202e}b"), r"a\u{202e}b");
        let long = name(&"ä".repeat(LONGEST));
        assert!(long.len() <= LONGEST + 3 && long.ends_with("ä..."));
    }

    #[test]
    fn functions_have_the_names_that_their_authors_wrote() {
        assert_eq!(function("f"), "f");
        assert_eq!(function("_Z1fi"), "f(int)");
        assert_eq!(
            function("_ZN4core3fmt5write17h0123456789abcdefE"),
            "core::fmt::write"
        );
        assert_eq!(function("_Z"), "_Z");
    }

    #[test]
    fn later_lines_are_indented() {
        assert_eq!(lines("a\nwasi-run: b\n  c"), "a\n  wasi-run: b\n  c");
    }
}
