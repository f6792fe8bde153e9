//! Static archives, identical for identical members.

use anyhow::{Context, Result};

/// One member: its name and contents, and the names that it defines.
pub struct Member {
    pub name: String,
    pub bytes: Vec<u8>,
    pub defines: Vec<String>,
}

const MAGIC: &[u8] = b"!<arch>\n";
const HEADER: usize = 60;

/// An archive in GNU's format: the symbol index, the long names, the members. No
/// time, owner or mode of any file gets in.
pub fn archive(members: &[Member]) -> Result<Vec<u8>> {
    if members.is_empty() {
        return Ok(MAGIC.to_vec());
    }
    let mut names = Vec::new();
    let name_fields: Vec<String> = members
        .iter()
        .map(|member| {
            if member.name.len() <= 15 {
                return format!("{}/", member.name);
            }
            let field = format!("/{}", names.len());
            names.extend_from_slice(member.name.as_bytes());
            names.extend_from_slice(b"/\n");
            field
        })
        .collect();

    let symbols = members.iter().flat_map(|member| &member.defines);
    let strings: usize = symbols.clone().map(|name| name.len() + 1).sum();
    let index_size = 4 + 4 * symbols.clone().count() + strings;

    let mut offset = MAGIC.len() + HEADER + padded(index_size);
    if !names.is_empty() {
        offset += HEADER + padded(names.len());
    }
    let mut index = Vec::with_capacity(index_size);
    index.extend(to_u32(symbols.clone().count())?.to_be_bytes());
    for member in members {
        for _ in &member.defines {
            index.extend(to_u32(offset)?.to_be_bytes());
        }
        offset += HEADER + padded(member.bytes.len());
    }
    for name in symbols {
        index.extend(name.as_bytes());
        index.push(0);
    }

    let mut archive = MAGIC.to_vec();
    push(&mut archive, "/", &index);
    if !names.is_empty() {
        push(&mut archive, "//", &names);
    }
    for (member, field) in members.iter().zip(&name_fields) {
        push(&mut archive, field, &member.bytes);
    }
    Ok(archive)
}

fn push(archive: &mut Vec<u8>, name: &str, bytes: &[u8]) {
    let header = format!(
        "{name:<16}{date:<12}{owner:<6}{group:<6}{mode:<8}{size:<10}`\n",
        date = 0,
        owner = 0,
        group = 0,
        mode = "644",
        size = bytes.len()
    );
    archive.extend(header.as_bytes());
    archive.extend(bytes);
    if bytes.len() % 2 == 1 {
        archive.push(b'\n');
    }
}

fn padded(size: usize) -> usize {
    size + size % 2
}

fn to_u32(number: usize) -> Result<u32> {
    u32::try_from(number).context("the archive is larger than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use object::read::archive::ArchiveFile;

    fn member(name: &str, bytes: &[u8], defines: &[&str]) -> Member {
        Member {
            name: name.into(),
            bytes: bytes.into(),
            defines: defines.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    #[test]
    fn another_reader_finds_every_member_and_symbol() {
        let long = "a-name-longer-than-fifteen-bytes.o";
        let members = [
            member("a.o", b"odd", &["one", "two"]),
            member(long, b"even", &["three"]),
            member("a.o", b"same name", &[]),
        ];
        let bytes = archive(&members).unwrap();
        let read = ArchiveFile::parse(&*bytes).unwrap();
        let found: Vec<(String, Vec<u8>)> = read
            .members()
            .map(|member| {
                let member = member.unwrap();
                let name = String::from_utf8(member.name().to_vec()).unwrap();
                (name, member.data(&*bytes).unwrap().to_vec())
            })
            .collect();
        let wanted: Vec<(String, Vec<u8>)> = members
            .iter()
            .map(|member| (member.name.clone(), member.bytes.clone()))
            .collect();
        assert_eq!(found, wanted);

        let symbols = read.symbols().unwrap().unwrap();
        let found: Vec<(String, Vec<u8>)> = symbols
            .map(|symbol| {
                let symbol = symbol.unwrap();
                let name = String::from_utf8(symbol.name().to_vec()).unwrap();
                let member = read.member(symbol.offset()).unwrap();
                (name, member.data(&*bytes).unwrap().to_vec())
            })
            .collect();
        let wanted = [("one", "odd"), ("two", "odd"), ("three", "even")];
        assert_eq!(found, wanted.map(|(name, data)| (name.into(), data.into())));
    }

    #[test]
    fn an_empty_archive_is_only_the_magic() {
        assert_eq!(archive(&[]).unwrap(), MAGIC);
    }
}
