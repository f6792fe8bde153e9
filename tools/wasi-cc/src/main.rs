//! `wasi-cc` and its siblings; see the library for what each part does.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::process::ExitCode;
use wasi_cc::{
    Args, addr2line, build, compile, help, install, llvm_tool, names, names::Role, pkg_config,
    process, uname,
};

fn main() -> ExitCode {
    // SAFETY: nothing else has been done, so that there is one thread.
    unsafe { llvm::path::keep_absolute() };
    let mut args = std::env::args_os();
    let called_as = args.next().unwrap_or_else(|| "wasi-cc".into());
    let name = names::base_name(&called_as);
    let args: Args = args.collect();

    if let [arg] = &args[..]
        && let Some(text) = asked(arg)
    {
        // Nobody is left to read that it cannot be printed.
        let _ = io::stdout().write_all(text.as_bytes());
        return ExitCode::SUCCESS;
    }

    let result = match names::role(&name) {
        Some(Role::Compile(_)) if wasi_ld::line::take_flavor(&args).is_some() => {
            wasi_ld::main(args)
        }
        Some(Role::Compile(language)) => compile::compile(language, args),
        Some(Role::Link) => wasi_ld::main(args),
        Some(Role::Llvm(tool)) => llvm_tool::plain(tool, args),
        Some(Role::Read(tool)) => llvm_tool::read(tool, args),
        Some(Role::Rewrite(tool)) => llvm_tool::rewrite(tool, args),
        Some(Role::AddressToLine) => addr2line::addr2line(args),
        Some(Role::Install) => install::install(&args).map(wasi_ld::exit::code),
        Some(Role::PkgConfig) => pkg_config::command(args).and_then(process::become_program),
        Some(Role::Uname) => uname::uname(args),
        Some(Role::Build(system)) => build::run(system, args),
        None => Err(anyhow::anyhow!(
            "`{name}` is not the name of a tool; `wasi-cc {}` lists the names",
            help::PRINT_NAMES
        )),
    };
    result.unwrap_or_else(|error| {
        eprintln!("{name}: error: {error:#}");
        ExitCode::FAILURE
    })
}

/// The answer to a question about this program itself.
fn asked(arg: &OsStr) -> Option<String> {
    match arg.to_str()? {
        help::HELP => Some(help::help()),
        help::VERSION => Some(help::version()),
        help::PRINT_NAMES => Some(names::link_names().map(|name| name + "\n").collect()),
        help::PRINT_PLAIN_NAMES => Some(names::PLAIN.join("\n") + "\n"),
        _ => None,
    }
}
