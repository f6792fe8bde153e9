use preview1::{Fdflags, Fdstat, Filetype, Function, Id, Oflags, Rights};

use super::*;
use crate::host::Guest;
use crate::host::{Host, Settings};

/// The directory's number, without any other.
const NUMBER: u64 = 3;

fn host() -> Host {
    host_with(true)
}

fn host_with(has_controlling: bool) -> Host {
    Host::new(Settings {
        services: vec![Box::new(Terminal {
            processes: Some(Registry::start(8).unwrap()),
            directory: NUMBER as u32,
            has_controlling,
        })],
        ..Settings::default()
    })
    .unwrap()
}

#[test]
fn the_controlling_terminal_may_be_kept_from_it() {
    let mut host = host_with(false);
    let opened = ask_of(&mut host, Operation::OPEN_TERMINAL, &[]);
    assert_eq!(opened, Err(Errno::NXIO));
}

fn call(host: &mut Host, id: Id, args: &[u64], memory: &mut [u8]) -> Errno {
    let name = preview1::FUNCTIONS[id as usize].name;
    let function = Function::find(name).unwrap();
    Errno::from_raw(
        host.call(function, args, &mut Guest::Alone(memory))
            .unwrap(),
    )
}

fn ask_for(host: &mut Host, request: &[u32]) -> Result<Vec<u8>, Errno> {
    let mut memory = [0; 256];
    let bytes: Vec<u8> = request.iter().flat_map(|word| word.to_le_bytes()).collect();
    memory[..bytes.len()].copy_from_slice(&bytes);
    let args = [NUMBER, 0, bytes.len() as u64, 128, 64, 120];
    match call(host, Id::path_readlink, &args, &mut memory) {
        Errno::SUCCESS => {
            let length = u32::from_le_bytes(*memory[120..].first_chunk().unwrap());
            Ok(memory[128..][..length as usize].to_vec())
        }
        error => Err(error),
    }
}

fn words(answer: Result<Vec<u8>, Errno>) -> Result<Vec<u32>, Errno> {
    let answer = answer?;
    let (words, rest) = answer.as_chunks();
    assert!(rest.is_empty());
    Ok(words.iter().map(|word| u32::from_le_bytes(*word)).collect())
}

fn ask_of(host: &mut Host, operation: Operation, rest: &[u32]) -> Result<Vec<u32>, Errno> {
    let request: Vec<u32> = [operation.0].iter().chain(rest).copied().collect();
    words(ask_for(host, &request))
}

/// A new pair: the leader and the other terminal.
fn pair(host: &mut Host) -> (u32, u32) {
    let leader = ask_of(host, Operation::MAKE_PSEUDO, &[]).unwrap()[0];
    assert_eq!(
        ask_of(host, Operation::UNLOCK_PSEUDO, &[leader]),
        Ok(vec![])
    );
    let peer = ask_of(host, Operation::OPEN_PEER, &[leader]).unwrap()[0];
    assert_ne!(leader, peer);
    (leader, peer)
}

fn write(host: &mut Host, fd: u32, text: &[u8]) -> Errno {
    let mut memory = [0; 64];
    memory[..8].copy_from_slice(&[16, 0, 0, 0, text.len() as u8, 0, 0, 0]);
    memory[16..][..text.len()].copy_from_slice(text);
    call(host, Id::fd_write, &[fd.into(), 0, 1, 8], &mut memory)
}

fn read(host: &mut Host, fd: u32) -> Result<Vec<u8>, Errno> {
    let mut memory = [0; 64];
    memory[..8].copy_from_slice(&[16, 0, 0, 0, 40, 0, 0, 0]);
    match call(host, Id::fd_read, &[fd.into(), 0, 1, 8], &mut memory) {
        Errno::SUCCESS => Ok(memory[16..][..memory[8] as usize].to_vec()),
        error => Err(error),
    }
}

const ICANON: u32 = 2;
const ECHO: u32 = 8;

#[test]
fn a_pair_carries_text_by_its_settings() {
    let mut host = host();
    let (leader, peer) = pair(&mut host);
    assert_eq!(write(&mut host, leader, b"a line\n"), Errno::SUCCESS);
    assert_eq!(read(&mut host, peer), Ok(b"a line\n".to_vec()));
    assert_eq!(read(&mut host, leader), Ok(b"a line\r\n".to_vec()));

    let mut attributes = ask_of(&mut host, Operation::GET_ATTRIBUTES, &[peer]).unwrap();
    assert_eq!(attributes.len(), 9);
    assert_eq!(attributes[3] & (ICANON | ECHO), ICANON | ECHO);
    attributes[3] &= !(ICANON | ECHO);
    let set = |host: &mut Host, when: u32, attributes: &[u32]| {
        let request = [&[peer, when], attributes].concat();
        ask_of(host, Operation::SET_ATTRIBUTES, &request)
    };
    assert_eq!(set(&mut host, 2, &attributes), Ok(vec![]));
    assert_eq!(
        ask_of(&mut host, Operation::GET_ATTRIBUTES, &[peer]),
        Ok(attributes.clone())
    );
    // A key at once, without an echo.
    assert_eq!(write(&mut host, leader, b"k"), Errno::SUCCESS);
    assert_eq!(read(&mut host, peer), Ok(b"k".to_vec()));
    let flags = Fdflags::NONBLOCK.0.into();
    let no_wait = [leader.into(), flags];
    assert_eq!(
        call(&mut host, Id::fd_fdstat_set_flags, &no_wait, &mut []),
        Errno::SUCCESS
    );
    assert_eq!(read(&mut host, leader), Err(Errno::AGAIN));

    assert_eq!(set(&mut host, 3, &attributes), Err(Errno::INVAL));
    assert_eq!(set(&mut host, 0, &attributes[1..]), Err(Errno::INVAL));
    let more = [&attributes[..], &[0]].concat();
    assert_eq!(set(&mut host, 0, &more), Err(Errno::INVAL));
    // Flags without a number are not set, and the speed has a code.
    attributes[0] |= 0x8000_0000;
    attributes[2] = attributes[2] & !0x100f | 0x1002;
    assert_eq!(set(&mut host, 0, &attributes), Ok(vec![]));
    let told = ask_of(&mut host, Operation::GET_ATTRIBUTES, &[peer]).unwrap();
    assert_eq!(told[0], attributes[0] & !0x8000_0000);
    assert_eq!(told[2], attributes[2]);
    attributes[2] |= 0x100f;
    attributes[2] &= !0xf;
    assert_eq!(set(&mut host, 0, &attributes), Err(Errno::INVAL));
}

#[test]
fn a_pair_has_a_size_and_a_name() {
    let mut host = host();
    let (leader, peer) = pair(&mut host);
    let size = [leader, 24, 80, 1, 65535];
    assert_eq!(ask_of(&mut host, Operation::SET_SIZE, &size), Ok(vec![]));
    assert_eq!(
        ask_of(&mut host, Operation::GET_SIZE, &[peer]),
        Ok(vec![24, 80, 1, 65535])
    );
    let size = [leader, 24, 65536, 1, 1];
    assert_eq!(
        ask_of(&mut host, Operation::SET_SIZE, &size),
        Err(Errno::INVAL)
    );
    let number = ask_of(&mut host, Operation::PSEUDO_NUMBER, &[leader]).unwrap()[0];
    let name = ask_for(&mut host, &[Operation::TERMINAL_NAME.0, peer]).unwrap();
    assert_eq!(name, format!("/dev/pts/{number}").as_bytes());
    assert_eq!(
        ask_of(&mut host, Operation::PSEUDO_NUMBER, &[peer]),
        Err(Errno::NOTTY)
    );
    assert_eq!(
        ask_of(&mut host, Operation::OPEN_PEER, &[peer]),
        Err(Errno::IO)
    );
}

#[test]
fn queues_are_flushed_and_stopped() {
    let mut host = host();
    let (leader, peer) = pair(&mut host);
    assert_eq!(write(&mut host, leader, b"lost\n"), Errno::SUCCESS);
    assert_eq!(ask_of(&mut host, Operation::FLUSH, &[peer, 0]), Ok(vec![]));
    assert_eq!(write(&mut host, leader, b"kept\n"), Errno::SUCCESS);
    assert_eq!(read(&mut host, peer), Ok(b"kept\n".to_vec()));
    for action in [0, 1] {
        assert_eq!(
            ask_of(&mut host, Operation::FLOW, &[peer, action]),
            Ok(vec![])
        );
    }
    assert_eq!(ask_of(&mut host, Operation::BREAK, &[peer]), Ok(vec![]));
    for (operation, last) in [(Operation::FLUSH, 3), (Operation::FLOW, 4)] {
        let wrong = ask_of(&mut host, operation, &[peer, last]);
        assert_eq!(wrong, Err(Errno::INVAL), "{operation:?}");
    }
}

#[test]
fn a_terminal_is_a_device_and_not_a_directory() {
    let mut host = host();
    let (leader, peer) = pair(&mut host);
    let (leader, peer) = (u64::from(leader), u64::from(peer));
    let mut memory = [0; 128];
    assert_eq!(
        call(&mut host, Id::fd_fdstat_get, &[peer, 0], &mut memory),
        Errno::SUCCESS
    );
    let stat = Fdstat::from_bytes(memory.first_chunk().unwrap());
    assert_eq!(stat.filetype, Filetype::CHARACTER_DEVICE);
    assert!(!stat.rights_base.has(Rights::FD_SEEK));
    assert_eq!(
        call(&mut host, Id::fd_filestat_get, &[peer, 0], &mut memory),
        Errno::SUCCESS
    );
    assert_eq!(memory[16], Filetype::CHARACTER_DEVICE.0);
    memory[..3].copy_from_slice(b"./x");
    for (id, args, error) in [
        (Id::fd_seek, &[peer, 0, 0, 64][..], Errno::SPIPE),
        (Id::fd_readdir, &[peer, 64, 64, 0, 32], Errno::NOTDIR),
        (Id::fd_sync, &[peer], Errno::INVAL),
        (Id::fd_prestat_get, &[peer, 64], Errno::BADF),
        (Id::sock_shutdown, &[peer, 1], Errno::NOTSOCK),
        (Id::path_create_directory, &[peer, 0, 3], Errno::NOTDIR),
        (Id::path_link, &[NUMBER, 0, 0, 3, peer, 0, 3], Errno::NOENT),
        (
            Id::path_open,
            &[peer, 0, 0, 1, Oflags::DIRECTORY.0.into(), 0, 0, 0, 64],
            Errno::NOTDIR,
        ),
    ] {
        assert_eq!(call(&mut host, id, args, &mut memory), error, "{id:?}");
    }
    // It moves to another number, and hangs up when both are closed.
    assert_eq!(
        call(&mut host, Id::fd_renumber, &[peer, leader], &mut memory),
        Errno::SUCCESS
    );
    assert_eq!(
        call(&mut host, Id::fd_close, &[peer], &mut memory),
        Errno::BADF
    );
    let size = ask_of(&mut host, Operation::GET_SIZE, &[leader as u32]);
    assert_eq!(size, Err(Errno::IO));
    assert_eq!(
        call(&mut host, Id::fd_close, &[leader], &mut memory),
        Errno::SUCCESS
    );
    let size = ask_of(&mut host, Operation::GET_SIZE, &[leader as u32]);
    assert_eq!(size, Err(Errno::BADF));
}

#[test]
fn a_pair_controls_no_process_at_first() {
    let mut host = host();
    let (leader, peer) = pair(&mut host);
    let mut of = |operation, numbers: &[u32]| ask_of(&mut host, operation, numbers);
    assert_eq!(of(Operation::GET_GROUP, &[peer]), Err(Errno::NOTTY));
    assert_eq!(of(Operation::GET_SESSION, &[peer]), Err(Errno::NOTTY));
    assert_eq!(of(Operation::SET_GROUP, &[peer, 1]), Err(Errno::NOTTY));
    for group in [0, 1 << 31, u32::MAX] {
        let set = of(Operation::SET_GROUP, &[peer, group]);
        assert_eq!(set, Err(Errno::INVAL));
    }
    assert_eq!(of(Operation::UNSENT, &[leader]), Ok(vec![0]));
}

#[test]
fn groups_are_for_programs_with_processes() {
    let mut host = Host::new(Settings {
        services: vec![Box::new(Terminal {
            processes: None,
            directory: NUMBER as u32,
            has_controlling: true,
        })],
        ..Settings::default()
    })
    .unwrap();
    let (_, peer) = pair(&mut host);
    for operation in [
        Operation::GET_GROUP,
        Operation::SET_GROUP,
        Operation::GET_SESSION,
        Operation::CONTROL,
    ] {
        let answer = ask_of(&mut host, operation, &[peer, 1]);
        assert_eq!(answer, Err(Errno::NOSYS));
    }
}

#[test]
fn wrong_requests_are_errors() {
    let mut host = host();
    for operation in 0x200..0x213 {
        let operation = Operation(operation);
        let opens = matches!(operation, Operation::OPEN_TERMINAL | Operation::MAKE_PSEUDO);
        let short = ask_of(&mut host, operation, &[]);
        assert_eq!(
            short == Err(Errno::INVAL),
            !opens,
            "{operation:?} {short:?}"
        );
        // The directory itself has no file for this, nor has a number that is not open.
        for number in [NUMBER as u32, 77, u32::MAX] {
            let asked = ask_of(&mut host, operation, &[number; 11]);
            assert!(asked.is_err(), "{operation:?} {number} {asked:?}");
        }
    }
    assert_eq!(ask_of(&mut host, Operation(0x213), &[0]), Err(Errno::NOSYS));
    assert_eq!(
        ask_of(&mut host, Operation::GET_SIZE, &[77]),
        Err(Errno::BADF)
    );
    assert_eq!(
        ask_of(&mut host, Operation::MAKE_PSEUDO, &[0]),
        Err(Errno::INVAL)
    );
}
