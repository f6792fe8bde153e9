//! Every structure and union of wasi-libc's headers has the same layout in ours: size,
//! alignment, and place and size of each field. A field whose name begins with two
//! underscores is internal to the library, so it may be missing.

use super::{Difference, facts};
use crate::test::Setup;
use crate::test::probe::{self, Answer, Question};
use crate::test::toolchain::Sysroot;
use anyhow::{Context, Result, bail};

/// A question to the compiler, and the answer for wasi-libc.
struct Fact {
    name: String,
    question: Question,
    theirs: Theirs,
    private: bool,
}

enum Theirs {
    Size(u64),
    Align(u64),
    Offset(u64),
    /// The size of this type.
    SizeOf(String),
    /// First and last bit.
    Bits(usize, usize),
}

pub fn differences(setup: &Setup, sysroot: &Sysroot) -> Result<Vec<Difference>> {
    let facts = parse(&facts(setup, "layouts.txt")?)?;
    let (questions, facts): (Vec<Question>, Vec<_>) = facts
        .into_iter()
        .map(
            |Fact {
                 name,
                 question,
                 theirs,
                 private,
             }| (question, (name, theirs, private)),
        )
        .unzip();
    let answers = probe::ask(setup, sysroot, &questions)?;

    let mut differences: Vec<Difference> = Vec::new();
    for ((name, theirs, private), answer) in facts.into_iter().zip(answers) {
        let difference = match (theirs, answer) {
            (_, Answer::Error(_)) if private => None,
            (theirs, Answer::Error(message)) => {
                let theirs = match theirs {
                    Theirs::Size(size) => format!("size {size}"),
                    Theirs::Align(align) => format!("align {align}"),
                    Theirs::Offset(offset) => format!("offset {offset}"),
                    Theirs::SizeOf(ty) => ty,
                    Theirs::Bits(first, last) => format!("bits {first}-{last}"),
                };
                Some((format!("missing ({message})"), theirs))
            }
            (Theirs::Size(theirs), Answer::Value(ours)) => number("size", ours, theirs),
            (Theirs::Align(theirs), Answer::Value(ours)) => number("align", ours, theirs),
            (Theirs::Offset(theirs), Answer::Value(ours)) => number("offset", ours, theirs),
            (Theirs::SizeOf(ty), Answer::Value(same)) => {
                (same == 0).then(|| ("of another size".into(), ty))
            }
            (Theirs::Bits(first, last), Answer::Bits(bytes)) => {
                let theirs = format!("bits {first}-{last}");
                let ours = set_bits(&bytes);
                (ours != theirs).then_some((ours, theirs))
            }
            (_, _) => bail!("{name}: the answer does not fit the question"),
        };
        // One line is enough for a field, and for a type that is not there.
        let told = |known: &Difference| {
            known.name == name
                || known.ours.starts_with("missing")
                    && name.starts_with(&format!("{}.", known.name))
        };
        if let Some((ours, theirs)) = difference
            && !differences.iter().any(told)
        {
            differences.push(Difference { name, ours, theirs });
        }
    }
    // The message makes the report readable, but is not part of the fact.
    for difference in &mut differences {
        if difference.ours.starts_with("missing") {
            difference.ours.truncate("missing".len());
        }
    }
    Ok(differences)
}

fn number(what: &str, ours: u64, theirs: u64) -> Option<(String, String)> {
    (ours != theirs).then(|| (format!("{what} {ours}"), format!("{what} {theirs}")))
}

fn set_bits(bytes: &[u8]) -> String {
    let set: Vec<usize> = (0..bytes.len() * 8)
        .filter(|bit| bytes[bit / 8] >> (bit % 8) & 1 == 1)
        .collect();
    match (set.first(), set.last()) {
        (Some(first), Some(last)) if last - first + 1 == set.len() => {
            format!("bits {first}-{last}")
        }
        _ => format!("bits {set:?}"),
    }
}

/// Reads the list: `type size N align N`, then a tab and `field place [type]`
/// for each field, where a place is a byte, or `byte:first-last` for bits.
fn parse(text: &str) -> Result<Vec<Fact>> {
    let mut facts = Vec::new();
    let mut ty = "";
    for line in text.lines() {
        match line.strip_prefix('\t') {
            None => {
                let (name, numbers) = line.split_once(" size ").context(line.to_owned())?;
                let (size, align) = numbers.split_once(" align ").context(line.to_owned())?;
                ty = name;
                for (operator, theirs) in [
                    ("sizeof", Theirs::Size(size.parse()?)),
                    ("_Alignof", Theirs::Align(align.parse()?)),
                ] {
                    facts.push(Fact {
                        name: ty.into(),
                        question: Question::Value(format!("{operator}({ty})")),
                        theirs,
                        private: false,
                    });
                }
            }
            Some(line) => field(ty, line, &mut facts).with_context(|| format!("{ty}: '{line}'"))?,
        }
    }
    Ok(facts)
}

fn field(ty: &str, line: &str, facts: &mut Vec<Fact>) -> Result<()> {
    let mut words = line.splitn(3, ' ');
    let field = words.next().context("no field")?;
    let place = words.next().context("no place")?;
    let name = format!("{ty}.{field}");
    let private = field.split('.').any(|part| part.starts_with("__"));
    let mut push = |question, theirs| {
        facts.push(Fact {
            name: name.clone(),
            question,
            theirs,
            private,
        })
    };
    if let Some((byte, bits)) = place.split_once(':') {
        let (first, last) = bits.split_once('-').context("no range of bits")?;
        let start = byte.parse::<usize>()? * 8;
        let question = Question::Bits {
            ty: ty.into(),
            field: field.into(),
        };
        push(
            question,
            Theirs::Bits(
                start + first.parse::<usize>()?,
                start + last.parse::<usize>()?,
            ),
        );
        return Ok(());
    }
    push(
        Question::Value(format!("__builtin_offsetof({ty}, {field})")),
        Theirs::Offset(place.parse()?),
    );
    // An unnamed type has no size of its own to compare, a flexible array none at all.
    if let Some(field_ty) = words.next().filter(|ty| !ty.ends_with("[]")) {
        push(
            Question::Value(format!(
                "sizeof((({ty} *)0)->{field}) == sizeof({field_ty})"
            )),
            Theirs::SizeOf(field_ty.into()),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_kinds_of_lines() {
        let text =
            "struct a size 8 align 4\n\tx 0 int\n\t__y.z 4\n\tb 5:1-3 unsigned int\n\tf 8 char[]\n";
        let facts = parse(text).unwrap();
        let names: Vec<_> = facts
            .iter()
            .map(|fact| (fact.name.as_str(), fact.private))
            .collect();
        assert_eq!(
            names,
            [
                ("struct a", false),
                ("struct a", false),
                ("struct a.x", false),
                ("struct a.x", false),
                ("struct a.__y.z", true),
                ("struct a.b", false),
                ("struct a.f", false),
            ]
        );
        assert!(matches!(facts[5].theirs, Theirs::Bits(41, 43)));
    }

    #[test]
    fn bits_are_named_as_a_range() {
        assert_eq!(set_bits(&[0, 0b1110]), "bits 9-11");
        assert_eq!(set_bits(&[0b101]), "bits [0, 2]");
    }
}
