//! Random requests: each is answered or refused, and only the answer is written.
//!
//! None of them may succeed in what cannot be undone, such as taking the place of this process.

use std::ffi::OsString;

use preview1::{Errno, Function};
use proptest::collection::vec;
use proptest::prelude::*;

use super::handed::Handed;
use super::registry::Registry;
use super::{Given, Processes};
use crate::dirs::Preopen;
use crate::host::Guest;
use crate::host::service::{Request, number};
use crate::host::{Host, Settings};

/// A host with one directory, which is empty and the first one.
fn host(folder: &tempfile::TempDir) -> Host {
    let folder = OsString::from(format!("{}::/", folder.path().display()));
    let mut directory = Preopen::parse("--dir", &folder, false, None).unwrap();
    let given = Given {
        options: Vec::new(),
        directories: vec![directory.open().unwrap()],
        trace: None,
    };
    let registry = Registry::start(1).unwrap();
    let group = Processes::new("native", registry, given, number(1, 0)).unwrap();
    Host::new(Settings {
        preopens: vec![directory],
        processes: true,
        services: vec![Box::new(group)],
        ..Settings::default()
    })
    .unwrap()
}

const SERVICES: u64 = 4;
const ROOM: usize = 4096;
const LENGTH: usize = 8192;

/// Makes a request; the error, and whether more than the answer was written.
fn ask(host: &mut Host, request: &[u8], room: usize) -> (Errno, bool) {
    let mut memory = vec![0xaa; 1 << 14];
    memory[..request.len()].copy_from_slice(request);
    let before = memory.clone();
    let args = [
        SERVICES,
        0,
        request.len() as u64,
        ROOM as u64,
        room as u64,
        LENGTH as u64,
    ];
    let function = Function::find("path_readlink").unwrap();
    let error = Errno::from_raw(
        host.call(function, &args, &mut Guest::Alone(&mut memory))
            .unwrap(),
    );
    let length = match error {
        Errno::SUCCESS => u32::from_le_bytes(*memory[LENGTH..].first_chunk().unwrap()) as usize,
        _ => 0,
    };
    let spoilt = length > room
        || memory[..ROOM] != before[..ROOM]
        || memory[ROOM + length..LENGTH] != before[ROOM + length..LENGTH]
        || memory[LENGTH + 4..] != before[LENGTH + 4..];
    (error, spoilt)
}

/// Numbers that are likely to be looked at.
fn numbers() -> impl Strategy<Value = u32> {
    prop_oneof![
        4 => 0u32..6,
        1 => Just(u32::MAX),
        1 => Just(1 << 31),
        1 => Just(0x01ff_ffff),
        1 => any::<u32>(),
    ]
}

fn words(all: &[u32]) -> Vec<u8> {
    all.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn text(text: &[u8]) -> Vec<u8> {
    [&words(&[text.len() as u32]), text].concat()
}

/// Paths and other texts. No file has one of these names.
fn texts() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        vec(any::<u8>(), 0..12).prop_map(|mut bytes| {
            bytes.insert(0, b'\x7f');
            bytes
        }),
        Just(b"..".to_vec()),
        Just(b"/bin/true".to_vec()),
        Just(b"-h".to_vec()),
        Just(b".".to_vec()),
        Just(b"../../bin/true".to_vec()),
        Just(vec![b'x'; 300]),
    ]
}

/// EXEC with parts of any kind, in their order.
fn executions() -> impl Strategy<Value = Vec<u8>> {
    let list = || {
        (numbers(), vec(texts(), 0..4), any::<bool>()).prop_map(|(wrong, texts, right)| {
            let count = if right { texts.len() as u32 } else { wrong };
            let texts = texts.iter().flat_map(|each| text(each)).collect::<Vec<_>>();
            [words(&[count]), texts].concat()
        })
    };
    let place =
        || (numbers(), texts()).prop_map(|(number, path)| [words(&[number]), text(&path)].concat());
    let files = vec((numbers(), numbers()), 0..5).prop_map(|pairs| {
        let all = pairs.iter().flat_map(|(number, host)| [*number, *host]);
        words(
            &[pairs.len() as u32]
                .into_iter()
                .chain(all)
                .collect::<Vec<_>>(),
        )
    });
    (place(), place(), texts(), numbers(), list(), list(), files).prop_map(
        |(file, directory, cwd, word, args, env, files)| {
            [
                words(&[0x101]),
                file,
                directory,
                text(&cwd),
                words(&[word, word, word]),
                args,
                env,
                files,
            ]
            .concat()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_execution_succeeds(request in executions(), cut in 0usize..4000, room in 0usize..300) {
        let folder = tempfile::tempdir().unwrap();
        let mut host = host(&folder);
        for request in [&request[..], &request[..cut.min(request.len())]] {
            let (error, spoilt) = ask(&mut host, request, room);
            prop_assert!(error != Errno::SUCCESS && !spoilt, "{error:?}");
        }
        // The process is as it was.
        prop_assert!(std::env::current_dir().is_ok());
        prop_assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn any_bytes_are_answered_or_refused(
        operation in prop_oneof![Just(0u32), Just(0x101), Just(0x102), Just(0x103), Just(0x105), Just(0x106), Just(0x108), Just(0x10a), 0x10bu32..0x300],
        rest in vec(any::<u8>(), 0..64),
        room in 0usize..100,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut host = host(&folder);
        let request = [&words(&[operation]), &rest[..]].concat();
        let (_, spoilt) = ask(&mut host, &request, room);
        prop_assert!(!spoilt);
    }

    #[test]
    fn no_stranger_is_reached(pid in 1i32.., signal in numbers(), group in numbers()) {
        let own = std::process::id().cast_signed();
        prop_assume!(pid != own);
        let folder = tempfile::tempdir().unwrap();
        let mut host = host(&folder);
        let pid = pid.cast_unsigned();
        for request in [&[0x104, pid, signal][..], &[0x108, pid], &[0x10a, pid], &[0x107, pid, group]] {
            let (error, _) = ask(&mut host, &words(request), 100);
            prop_assert_eq!(error, Errno::SRCH);
        }
        // The tests may run in a group of their own number.
        let group = pid.cast_signed().wrapping_neg().cast_unsigned();
        prop_assume!(rustix::process::getpgrp().as_raw_pid() != pid.cast_signed());
        let (error, _) = ask(&mut host, &words(&[0x104, group, 9]), 100);
        prop_assert_eq!(error, Errno::SRCH);
    }

    #[test]
    fn parts_are_read_as_they_were_written(number in any::<u32>(), bytes in vec(any::<u8>(), 0..50), cut in 0usize..60) {
        let whole = [words(&[number]), text(&bytes)].concat();
        let read = |bytes: &[u8]| -> Result<(u32, Vec<u8>), Errno> {
            let mut request = Request::new(bytes);
            let parts = (request.number()?, request.text()?.to_vec());
            request.end()?;
            Ok(parts)
        };
        prop_assert_eq!(read(&whole), Ok((number, bytes)));
        let cut = cut.min(whole.len() - 1);
        prop_assert_eq!(read(&whole[..cut]), Err(Errno::INVAL));
        prop_assert_eq!(read(&[&whole[..], b"x"].concat()), Err(Errno::INVAL));
    }

    #[test]
    fn other_files_are_not_handed(bytes in vec(any::<u8>(), 0..100)) {
        let _ = Handed::from_bytes(&bytes);
    }
}
