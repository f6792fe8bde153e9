//! The command line.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{IsTerminal, stderr, stdin, stdout};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::builder::PossibleValuesParser;
use clap::{CommandFactory, FromArgMatches, Parser, ValueEnum};
use clap_complete::Shell;

use crate::dirs::Preopen;
use crate::host::layer::LAYERS;
use crate::host::service::lock::Locks;
use crate::host::service::modes::Modes;
use crate::host::service::process::handed::Handed;
use crate::host::service::process::registry::Registry;
use crate::host::service::process::{Given, Processes};
use crate::host::service::signal::{self, Signals};
use crate::host::service::terminal::Terminal;
use crate::host::service::{self, Group};
use crate::host::{Listen, Settings, Sink};
use crate::inherited;
use crate::restore;

/// Run a WASI preview 1 program.
///
/// The program sees the directories, variables and arguments that it is given
/// here, the standard streams, and nothing else.
#[derive(Parser, Debug)]
#[command(version = VERSION, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Args {
    /// Give the program a directory, under the same name or as GUEST.
    #[arg(long, value_name = "HOST[::GUEST]")]
    dir: Vec<OsString>,

    /// Give the program a directory that it can only read.
    #[arg(long, value_name = "HOST[::GUEST]")]
    dir_ro: Vec<OsString>,

    /// Both kinds in the order of the command line, with whether they are for reading only.
    #[arg(skip)]
    directories: Vec<(OsString, bool)>,

    /// Give the program a socket that listens on ADDRESS:PORT, or at unix:PATH.
    ///
    /// Its descriptor is the one after the directories, 3 without any.
    #[arg(long, value_name = "ADDRESS", value_parser = listen)]
    listen: Vec<Listen>,

    /// Let a component connect, send datagrams and look up names: anywhere, or to these.
    ///
    /// PLACE is HOST or HOST:PORT. HOST is a name, an address, a network such as 10.0.0.0/8, or
    /// `*`; an IPv6 address before a port is in brackets. A name stands for the addresses that it
    /// has now. For a component, --listen says where it may listen.
    #[arg(
        long,
        value_name = "PLACE",
        num_args = 0..,
        require_equals = true,
        value_delimiter = ','
    )]
    pub allow_net: Option<Vec<String>>,

    /// Set an environment variable; KEY alone passes on its value from the host.
    #[arg(long, value_name = "KEY=VALUE")]
    env: Vec<OsString>,

    /// Pass on all environment variables.
    #[arg(long)]
    env_inherit: bool,

    /// Pass this to the program as its name, instead of PROGRAM.
    #[arg(long, value_name = "NAME")]
    argv0: Option<OsString>,

    /// Read standard input from a file.
    #[arg(long, value_name = "FILE")]
    stdin: Option<PathBuf>,

    /// Let the program set the terminal, and make pseudo-terminals: host services.
    ///
    /// `auto` does so if a standard stream is a terminal, unless the run is --deterministic
    /// or --strict. The terminal gets its settings back when the program ends.
    #[arg(
        long,
        value_name = "WHEN",
        value_enum,
        num_args = 0..=1,
        require_equals = true,
        default_value_t = When::Auto,
        default_missing_value = "yes",
        hide_default_value = true,
        overrides_with = "terminal"
    )]
    terminal: When,

    /// Give files their real permissions and owners, and the program your user: a host service.
    #[arg(long)]
    file_modes: bool,

    /// Stop the program after this many seconds.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub timeout: Option<Duration>,

    /// Stop the program after about this many instructions.
    #[arg(long, value_name = "N")]
    pub fuel: Option<u64>,

    /// Print every WASI call, decoded, to standard error or to FILE.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    trace: Option<Option<PathBuf>>,

    /// Print at exit how often each WASI function was called, and how many
    /// instructions ran.
    #[arg(long)]
    pub count_calls: bool,

    /// Print at exit how many instructions ran in each function, most first.
    ///
    /// Only wasmtime has this. The program is compiled anew, and takes longer.
    #[arg(long, conflicts_with_all = ["count_calls", "fuel"])]
    pub count_functions: bool,

    /// Make clocks and random numbers the same in every run.
    ///
    /// Clocks start at 2000-01-01 and advance by one microsecond each time
    /// they are read; sleeping takes no time. Time stamps of files stay real.
    #[arg(long)]
    deterministic: bool,

    /// Let the program start others: modules, also programs of this machine, or only those
    /// that are listed.
    ///
    /// KIND is modules, native, or native:PATH,…, where `*` in the last name of a path stands
    /// for any text. The programs get the same options.
    #[arg(
        long,
        value_name = "KIND",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "modules"
    )]
    pub processes: Option<String>,

    /// The most processes that the program can have at a time, itself included.
    ///
    /// A fork beyond that fails with EAGAIN. A process that has ended counts until its parent
    /// has waited for it.
    #[arg(
        long,
        value_name = "N",
        requires = "processes",
        default_value_t = 512,
        value_parser = clap::value_parser!(u32).range(1..=65536)
    )]
    processes_max: u32,

    /// The most threads that the program can have at a time, the main one included: 256 if not given.
    ///
    /// Starting a thread beyond that fails with EAGAIN.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=65536))]
    threads_max: Option<u32>,

    /// The number of a file with what the program before this one hands on.
    #[arg(long, hide = true, require_equals = true, value_name = "FD")]
    handed: Option<i32>,

    /// Run on wasmtime-wasi alone, without the layers that wasi-run puts in front of it, or
    /// with these only.
    ///
    /// It shows whether a program runs on other hosts too. --layers lists the layers.
    #[arg(
        long,
        value_name = "LAYER",
        num_args = 0..,
        require_equals = true,
        value_delimiter = ',',
        hide_possible_values = true,
        value_parser = PossibleValuesParser::new(LAYERS.iter().map(|layer| layer.name))
    )]
    strict: Option<Vec<String>>,

    /// Print the layers and what each is for.
    #[arg(long, exclusive = true)]
    pub layers: bool,

    /// Print what a shell needs to complete the options of wasi-run.
    #[arg(long, exclusive = true, value_name = "SHELL")]
    pub completions: Option<Shell>,

    /// The engine: wasmtime compiles, wasmi interprets.
    ///
    /// wasmi has no backtraces and no exceptions (setjmp), and its fuel has another unit.
    /// Not every build includes it: see --version.
    #[arg(long, value_enum, default_value_t = EngineName::Wasmtime)]
    pub engine: EngineName,

    /// Compile the program again and do not keep the result.
    #[arg(long)]
    pub no_cache: bool,

    /// Compile quickly, without optimising: for a program that runs once, and briefly.
    #[arg(long)]
    pub quick: bool,

    /// The program (a .wasm or .wat file), and its arguments.
    #[arg(
        required_unless_present_any = ["layers", "completions"],
        trailing_var_arg = true,
        value_names = ["PROGRAM", "ARGS"]
    )]
    command: Vec<OsString>,
}

/// With the engines that this build has.
const VERSION: &str = match cfg!(feature = "wasmi") {
    true => concat!(env!("CARGO_PKG_VERSION"), " (wasmtime, wasmi)"),
    false => concat!(env!("CARGO_PKG_VERSION"), " (wasmtime)"),
};

/// The most threads that a program has at a time, unless the user says otherwise.
const THREADS_MAX: u32 = 256;

const AFTER_HELP: &str = "\
With --terminal=no on a terminal, the program finds its size in COLUMNS and LINES.

A launcher (wasi-cc -fwasi-launcher) that is started by its own name has all files and
variables; as `wasi-run OPTIONS LAUNCHER` it has what the options give.

Exit status: the program's own; 134 after a trap, as also when the fuel is used
up; 124 after --timeout; 125 if the program could not be started.

Compiled programs are kept in $XDG_CACHE_HOME/wasi-run or ~/.cache/wasi-run.
WASI_RUN_CACHE names another directory, which others can neither read nor write, or is
`off`.";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EngineName {
    Wasmtime,
    Wasmi,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    Yes,
    No,
    Auto,
}

impl Args {
    /// Reads the command line.
    pub fn read() -> Result<Self, clap::Error> {
        let matches = Self::command().try_get_matches()?;
        let mut args = Self::from_arg_matches(&matches)?;
        let mut directories = Vec::new();
        for (option, values, read_only) in
            [("dir", &args.dir, false), ("dir_ro", &args.dir_ro, true)]
        {
            let places = matches.indices_of(option).into_iter().flatten();
            directories.extend(
                places
                    .zip(values)
                    .map(|(place, value)| (place, value.clone(), read_only)),
            );
        }
        directories.sort_unstable();
        args.directories = directories
            .into_iter()
            .map(|(_, value, read_only)| (value, read_only))
            .collect();
        Ok(args)
    }

    /// The hint for a program that cannot be read: `--trace` takes a file only after an
    /// equals sign, so the file was read as the program.
    pub fn advice(&self) -> Option<String> {
        let is_bare = matches!(self.trace, Some(None));
        (is_bare && self.command.len() > 1).then(|| {
            format!(
                "{0} was read as the program; write --trace={0} to trace to a file",
                self.program().display()
            )
        })
    }

    /// The first option that has no meaning for a component.
    pub fn for_modules_alone(&self) -> Option<&'static str> {
        let options = [
            ("--processes", self.processes.is_some()),
            ("--threads-max", self.threads_max.is_some()),
            ("--terminal", self.terminal == When::Yes),
            ("--file-modes", self.file_modes),
            ("--count-functions", self.count_functions),
            ("--deterministic", self.deterministic),
            ("--strict", self.strict.is_some()),
            ("--engine wasmi", self.engine == EngineName::Wasmi),
        ];
        let mut given = options.iter().filter(|(_, is_given)| *is_given);
        given.next().map(|(option, _)| *option)
    }

    pub fn program(&self) -> &Path {
        Path::new(&self.command[0])
    }

    /// Opens and checks what the arguments name.
    pub fn settings(&self) -> Result<Settings> {
        let handed = self.handed.map(Handed::read).transpose()?;
        // Standard input is then the previous program's.
        if let Some(path) = self.stdin.as_ref().filter(|_| handed.is_none()) {
            let file = File::open(path)
                .with_context(|| format!("cannot open {} for --stdin", path.display()))?;
            rustix::stdio::dup2_stdin(&file).context("cannot replace standard input")?;
            inherited::has_input();
        }
        let mut args = self.command.clone();
        let name = handed.as_ref().map(|handed| &handed.name);
        if let Some(name) = name.or(self.argv0.as_ref()) {
            args[0].clone_from(name);
        }
        let opened = handed.as_ref().map(Handed::take_directories).transpose()?;
        let mut opened = opened.into_iter().flatten();
        let mut preopens: Vec<_> = self
            .directories
            .iter()
            .map(|(directory, read_only)| {
                let option = if *read_only { "--dir-ro" } else { "--dir" };
                Preopen::parse(option, directory, *read_only, opened.next())
            })
            .collect::<Result<_>>()?;
        // The sockets stay with the program that was started with them.
        let listen = match handed {
            None => self.listen.clone(),
            Some(_) => Vec::new(),
        };
        let trace = match (&self.trace, &handed) {
            (None | Some(None), _) => None,
            (Some(Some(path)), None) => Some(Arc::new(trace_file(path)?)),
            (Some(Some(_)), Some(handed)) => Some(handed.take_trace()?),
        };
        let mut services: Vec<Box<dyn Group>> = Vec::new();
        let mut all = None;
        if let Some(kind) = &self.processes {
            let directory = service::number(preopens.len(), listen.len());
            let registry = match &handed {
                None => Registry::start(self.processes_max)?,
                Some(handed) => handed.take_processes()?,
            };
            all = Some(registry.clone());
            let given = Given {
                options: self.options(),
                directories: preopens
                    .iter_mut()
                    .map(Preopen::open)
                    .collect::<Result<_>>()?,
                trace: trace.clone(),
            };
            let processes = Processes::new(kind, registry, given, directory)?;
            services.push(Box::new(processes));
            services.push(Box::new(Locks));
        }
        // Standard input may be another file than when that began.
        if signal::is_on() {
            services.push(Box::new(Signals));
        }
        if self.offers_terminal() {
            let directory = service::number(preopens.len(), listen.len());
            services.push(Box::new(Terminal {
                directory,
                has_controlling: self.has_controlling(),
                processes: all,
            }));
        }
        if self.file_modes {
            services.push(Box::new(Modes));
        }
        if handed.is_none() {
            restore::owns();
        }
        Ok(Settings {
            args,
            env: match &handed {
                None => self.environment()?,
                Some(handed) => handed.env.clone(),
            },
            inherited: match &handed {
                None => Vec::new(),
                Some(handed) => handed.take_files()?,
            },
            processes: self.processes.is_some(),
            threads: false,
            threads_max: self.threads_max.unwrap_or(THREADS_MAX),
            is_successor: handed.is_some(),
            signals: signal::is_on(),
            preopens,
            listen,
            program: match &handed {
                None => None,
                Some(handed) => Some(handed.take_program()?),
            },
            trace: self.trace.as_ref().map(|_| -> Sink {
                match trace {
                    Some(file) => Box::new(file),
                    None => Box::new(std::io::stderr()),
                }
            }),
            count: self.count_calls,
            deterministic: self.deterministic,
            services,
            strict: self.strict.clone(),
        })
    }

    /// The options before the program, without those that it hands on itself.
    fn options(&self) -> Vec<OsString> {
        let all: Vec<_> = env::args_os().skip(1).collect();
        let count = all.len().saturating_sub(self.command.len());
        let own = |option: &OsString| {
            let option = option.as_bytes();
            option == b"--" || option.starts_with(b"--handed=")
        };
        let options = all.into_iter().take(count);
        let terminal = match (self.offers_terminal(), self.has_controlling()) {
            (false, _) => "--terminal=no",
            (true, false) => "--terminal=auto",
            (true, true) => "--terminal=yes",
        };
        // A program could exchange its streams before it starts another.
        let terminal = [OsString::from(terminal)];
        options
            .filter(|option| !own(option))
            .chain(terminal)
            .collect()
    }

    /// Whether the program gets the service for signals: a terminal sends them, and others of its
    /// processes do.
    pub fn offers_signals(&self) -> bool {
        self.processes.is_some() || self.offers_terminal()
    }

    /// Whether the program gets the service for terminals.
    fn offers_terminal(&self) -> bool {
        match self.terminal {
            When::Yes => true,
            When::No => false,
            When::Auto => {
                let streams: [&dyn IsTerminal; 3] = [&stdin(), &stdout(), &stderr()];
                !self.deterministic
                    && self.strict.is_none()
                    && streams.iter().any(|stream| stream.is_terminal())
            }
        }
    }

    /// Whether it may open the controlling terminal.
    fn has_controlling(&self) -> bool {
        self.terminal == When::Yes || self.handed.is_none() && stdin().is_terminal()
    }

    /// The program's environment: inherited variables in their order, then the
    /// others in theirs; a later value replaces an earlier one in its place.
    fn environment(&self) -> Result<Vec<(OsString, OsString)>> {
        let mut environment: Vec<_> = if self.env_inherit {
            env::vars_os().collect()
        } else {
            Vec::new()
        };
        for setting in &self.env {
            let (key, value) = match split_once(setting, b"=") {
                Some((key, value)) => (key, value),
                None => match env::var_os(setting) {
                    Some(value) => (setting.clone(), value),
                    None => bail!(
                        "--env {0}: there is no variable of this name to pass on; --env {0}= sets \
                         an empty one",
                        setting.display()
                    ),
                },
            };
            if key.is_empty() {
                bail!("--env {}: the name is empty", setting.display());
            }
            match environment.iter_mut().find(|(known, _)| *known == key) {
                Some(entry) => entry.1 = value,
                None => environment.push((key, value)),
            }
        }
        // Otherwise the program asks, also after the size changed.
        if !self.deterministic && !self.offers_terminal() {
            add_size_of_terminal(&mut environment);
        }
        Ok(environment)
    }
}

/// The script that completes the command line in `shell`.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "wasi-run", &mut script);
    script
}

/// The size of the terminal that the program writes to: WASI has no call for it, and shells
/// do not export these variables.
fn add_size_of_terminal(environment: &mut Vec<(OsString, OsString)>) {
    let Ok(size) = rustix::termios::tcgetwinsize(std::io::stdout()) else {
        return;
    };
    for (key, value) in [("COLUMNS", size.ws_col), ("LINES", size.ws_row)] {
        if value > 0 && !environment.iter().any(|(known, _)| known == key) {
            environment.push((key.into(), value.to_string().into()));
        }
    }
}

/// The parts before and after the first separator.
pub fn split_once(text: &OsStr, separator: &[u8]) -> Option<(OsString, OsString)> {
    let bytes = text.as_bytes();
    let at = bytes
        .windows(separator.len())
        .position(|window| window == separator)?;
    let part = |bytes: &[u8]| OsString::from_vec(bytes.to_vec());
    Some((part(&bytes[..at]), part(&bytes[at + separator.len()..])))
}

fn trace_file(path: &Path) -> Result<File> {
    File::options()
        .create(true)
        .append(true)
        // `truncate` excludes `append`.
        .custom_flags(libc::O_TRUNC)
        .open(path)
        .with_context(|| format!("cannot create {} for --trace", path.display()))
}

fn listen(text: &str) -> Result<Listen, String> {
    match text.strip_prefix("unix:") {
        Some("") => Err("the path is empty".to_owned()),
        Some(path) => Ok(Listen::Unix(path.into())),
        None if text.contains(':') => Ok(Listen::Tcp(text.to_owned())),
        None => Err("neither ADDRESS:PORT nor unix:PATH".to_owned()),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|error| format!("{error}"))?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}
