//! Rust's own library, compiled against wasi-libc: files, directories, environment,
//! clocks, collections, formatted output.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, thread};

/// The name that a C main with arguments has in wasm: a static library brings no
/// start of its own.
#[no_mangle]
pub extern "C" fn __main_argc_argv(_argc: i32, _argv: *const *const u8) -> i32 {
    run().expect("no call fails");
    3
}

fn run() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    assert_eq!(arguments, ["one", "two words"]);
    assert_eq!(env::var("NAME").as_deref(), Ok("value"));
    assert!(env::var("MISSING").is_err());
    assert_eq!(env::vars().count(), 1);

    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    assert_eq!(line, "from stdin\n");

    fs::create_dir("folder")?;
    let mut file = OpenOptions::new().read(true).write(true).create_new(true).open("folder/file")?;
    for number in 0..1000 {
        writeln!(file, "line {}", number)?;
    }
    file.seek(SeekFrom::Start(5))?;
    let mut digit = [0; 1];
    file.read_exact(&mut digit)?;
    assert_eq!(&digit, b"0");
    file.set_len(8890)?;
    assert_eq!(file.metadata()?.len(), 8890);
    drop(file);
    assert_eq!(BufReader::new(File::open("folder/file")?).lines().count(), 1000);
    assert_eq!(File::open("missing").unwrap_err().kind(), io::ErrorKind::NotFound);
    assert_eq!(fs::create_dir("folder").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    assert!(fs::remove_dir("folder").is_err());

    fs::write("folder/second", "text")?;
    fs::rename("folder/second", "folder/third")?;
    fs::copy("folder/third", "folder/fourth")?;
    let mut names: Vec<String> = fs::read_dir("folder")?
        .map(|entry| {
            let entry = entry?;
            assert!(entry.file_type()?.is_file());
            Ok(entry.file_name().to_string_lossy().into_owned())
        })
        .collect::<io::Result<_>>()?;
    names.sort();
    assert_eq!(names, ["file", "fourth", "third"]);
    let modified = fs::metadata("folder/third")?.modified()?;
    assert!(modified.duration_since(UNIX_EPOCH).is_ok());
    // Not remove_dir_all: it reads a directory while it removes from it, with its own
    // host calls, and wasmtime then leaves out entries.
    for name in names {
        fs::remove_file(format!("folder/{}", name))?;
    }
    fs::remove_dir("folder")?;
    assert!(fs::metadata("folder").is_err());

    let start = Instant::now();
    thread::sleep(Duration::from_millis(3));
    assert!(start.elapsed() >= Duration::from_millis(3));
    assert!(SystemTime::now() > UNIX_EPOCH);

    let mut lengths = HashMap::new();
    for word in "a bb cc ddd".split(' ') {
        *lengths.entry(word.len()).or_insert(0) += 1;
    }
    let lengths: BTreeMap<_, _> = lengths.into_iter().collect();
    println!("{:?} {:.3} {:e}", lengths, 2f64.sqrt(), 1e300);
    eprintln!("to stderr");
    Ok(())
}
