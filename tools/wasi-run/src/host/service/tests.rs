use super::*;
use crate::host::Host;
use preview1::{Function, Rights};

/// Answers with the number of the request and the one after it, and counts.
struct Counts(u32);

const COUNT: u32 = 0x301;
/// The directory's number, without any other.
const NUMBER: u64 = 3;

impl Group for Counts {
    fn offers(&self) -> Groups {
        Groups::MODES
    }

    fn answer(
        &mut self,
        operation: Operation,
        mut request: Request<'_>,
        _below: &mut Below<'_>,
    ) -> Result<Answer, Stop> {
        if operation.0 != COUNT {
            return Ok(Err(Errno::NOSYS));
        }
        let number = request.number().and_then(|number| {
            request.end()?;
            Ok(number)
        });
        self.0 += 1;
        Ok(number.map(|number| [number, self.0].map(u32::to_le_bytes).concat()))
    }
}

fn host() -> Host {
    Host::new(Settings {
        services: vec![Box::new(Counts(0))],
        ..Settings::default()
    })
    .unwrap()
}

fn call(host: &mut Host, name: &str, args: &[u64], memory: &mut [u8]) -> Errno {
    let function = Function::find(name).unwrap();
    Errno::from_raw(
        host.call(function, args, &mut Guest::Alone(memory))
            .unwrap(),
    )
}

const ROOM: u64 = 64;
const LENGTH: u64 = 60;

/// Makes a request of these bytes, with room for so many of the answer.
fn ask_bytes(host: &mut Host, request: &[u8], room: u64) -> Result<Vec<u8>, Errno> {
    let mut memory = [0; 128];
    memory[..request.len()].copy_from_slice(request);
    let args = [NUMBER, 0, request.len() as u64, ROOM, room, LENGTH];
    match call(host, "path_readlink", &args, &mut memory) {
        Errno::SUCCESS => {
            let length = u32::from_le_bytes(*memory[LENGTH as usize..].first_chunk().unwrap());
            Ok(memory[ROOM as usize..][..length as usize].to_vec())
        }
        error => Err(error),
    }
}

fn ask(host: &mut Host, request: &[u32]) -> Result<Vec<u32>, Errno> {
    let bytes: Vec<u8> = request.iter().flat_map(|word| word.to_le_bytes()).collect();
    let answer = ask_bytes(host, &bytes, 16)?;
    let (words, rest) = answer.as_chunks();
    assert!(rest.is_empty());
    Ok(words.iter().map(|word| u32::from_le_bytes(*word)).collect())
}

#[test]
fn the_offers_are_those_of_the_run() {
    let mut host = host();
    assert_eq!(ask(&mut host, &[0, 1]), Ok(vec![1, Groups::MODES.0]));
    // A later version of the protocol learns that this one is older.
    assert_eq!(ask(&mut host, &[0, 9]), Ok(vec![1, Groups::MODES.0]));
    assert_eq!(ask(&mut host, &[COUNT, 7]), Ok(vec![7, 1]));
    assert_eq!(ask(&mut host, &[COUNT, 8]), Ok(vec![8, 2]));
}

#[test]
fn wrong_requests_are_errors() {
    let mut host = host();
    for request in [&[0][..], &[0, 1, 2], &[COUNT], &[COUNT, 1, 2]] {
        assert_eq!(ask(&mut host, request), Err(Errno::INVAL), "{request:?}");
    }
    for operation in [1, 0xff, 0x102, 0x300, 0x302, 0x2100, u32::MAX] {
        let answer = ask(&mut host, &[operation, 1]);
        assert_eq!(answer, Err(Errno::NOSYS), "{operation:#x}");
    }
    for length in [0, 1, 3, 5, 7] {
        let answer = ask_bytes(&mut host, &[0; 8][..length], 16);
        assert_eq!(answer, Err(Errno::INVAL), "{length}");
    }
    assert_eq!(
        ask_bytes(&mut host, &[0, 0, 0, 0, 1, 0, 0, 0], 7),
        Err(Errno::RANGE)
    );
}

#[test]
fn a_request_has_a_longest_length() {
    let mut host = host();
    let function = Function::find("path_readlink").unwrap();
    let mut memory = vec![0; (16 << 20) + 128];
    for (length, answer) in [(16 << 20, Errno::INVAL), ((16 << 20) + 1, Errno::TOO_BIG)] {
        let args = [NUMBER, 128, length, ROOM, 16, LENGTH];
        let answered = host
            .call(function, &args, &mut Guest::Alone(&mut memory))
            .unwrap();
        assert_eq!(Errno::from_raw(answered), answer);
    }
}

#[test]
fn addresses_outside_of_memory_trap() {
    let mut host = host();
    let function = Function::find("path_readlink").unwrap();
    let mut memory = [0; 128];
    memory[4] = 1;
    for args in [
        [NUMBER, 124, 8, ROOM, 16, LENGTH],
        [NUMBER, u64::from(u32::MAX), 8, ROOM, 16, LENGTH],
        [NUMBER, 0, 8, 124, 16, LENGTH],
        [NUMBER, 0, 8, ROOM, 16, 126],
    ] {
        let end = host.call(function, &args, &mut Guest::Alone(&mut memory));
        assert!(matches!(end, Err(Stop::Trap(_))), "{args:?}");
    }
}

#[test]
fn other_calls_do_not_see_the_directory() {
    let mut host = host();
    let mut memory = [0; 256];
    memory[..3].copy_from_slice(b"./x");
    let all = Rights::FD_READ.0;
    for (name, args) in [
        ("path_open", &[NUMBER, 0, 0, 1, 2, all, 0, 0, 64][..]),
        ("path_filestat_get", &[NUMBER, 0, 0, 1, 64]),
        ("path_create_directory", &[NUMBER, 0, 3]),
        ("path_unlink_file", &[NUMBER, 0, 3]),
        ("path_symlink", &[0, 1, NUMBER, 0, 3]),
        ("path_link", &[NUMBER, 0, 0, 1, NUMBER, 0, 3]),
    ] {
        assert_eq!(
            call(&mut host, name, args, &mut memory),
            Errno::NOENT,
            "{name}"
        );
    }
    for (name, args) in [
        ("fd_close", &[NUMBER][..]),
        ("fd_fdstat_get", &[NUMBER, 64]),
        ("fd_filestat_get", &[NUMBER, 64]),
        ("fd_readdir", &[NUMBER, 64, 64, 0, 32]),
        ("fd_renumber", &[NUMBER, 1]),
        ("fd_renumber", &[1, NUMBER]),
        ("fd_sync", &[NUMBER]),
    ] {
        assert_eq!(
            call(&mut host, name, args, &mut memory),
            Errno::BADF,
            "{name}"
        );
    }
    assert_eq!(
        call(&mut host, "fd_prestat_get", &[NUMBER, 64], &mut memory),
        Errno::SUCCESS
    );
    assert_eq!(memory[64..72], [0, 0, 0, 0, NAME.len() as u8, 0, 0, 0]);
    let args = [NUMBER, 64, NAME.len() as u64];
    assert_eq!(
        call(&mut host, "fd_prestat_dir_name", &args, &mut memory),
        Errno::SUCCESS
    );
    assert_eq!(memory[64..][..NAME.len()], *NAME.as_bytes());
    assert_eq!(ask(&mut host, &[COUNT, 7]), Ok(vec![7, 1]));
}

#[test]
fn a_run_without_groups_has_no_directory() {
    let mut host = Host::new(Settings::default()).unwrap();
    let mut memory = [0; 8];
    assert_eq!(
        call(&mut host, "fd_prestat_get", &[NUMBER, 0], &mut memory),
        Errno::BADF
    );
}
