//! Calls the plugin `slug` for each title.

use std::env;
use std::ffi::CStr;
use std::process::ExitCode;
use wasmtime::error::Context;
use wasmtime::{Engine, Linker, Memory, Module, Result, Store, TypedFunc, ensure};
use wasmtime_wasi::WasiCtx;
use wasmtime_wasi::p1::{self, WasiP1Ctx};

/// The plugin, with the functions that it exports.
struct Plugin {
    store: Store<WasiP1Ctx>,
    memory: Memory,
    malloc: TypedFunc<u32, u32>,
    free: TypedFunc<u32, ()>,
    slug: TypedFunc<u32, u32>,
}

impl Plugin {
    fn load(file: &str) -> Result<Self> {
        let engine = Engine::default();
        let module = Module::from_file(&engine, file)?;
        let mut linker = Linker::new(&engine);
        p1::add_to_linker_sync(&mut linker, |wasi| wasi)?;
        // It gets this program's stderr, for messages, and no directory.
        let wasi = WasiCtx::builder().inherit_stderr().build_p1();
        let mut store = Store::new(&engine, wasi);
        let instance = linker.instantiate(&mut store, &module)?;
        // Once, before any other call: it makes the C library ready.
        instance
            .get_typed_func::<(), ()>(&mut store, "_initialize")?
            .call(&mut store, ())?;
        Ok(Self {
            memory: instance
                .get_memory(&mut store, "memory")
                .context("the plugin exports no memory")?,
            malloc: instance.get_typed_func(&mut store, "malloc")?,
            free: instance.get_typed_func(&mut store, "free")?,
            slug: instance.get_typed_func(&mut store, "slug")?,
            store,
        })
    }

    fn slug(&mut self, title: &str) -> Result<String> {
        let argument = self.store_string(title)?;
        let result = self.slug.call(&mut self.store, argument)?;
        self.free.call(&mut self.store, argument)?;
        ensure!(result != 0, "the plugin has no memory left");
        let slug = self.load_string(result)?;
        self.free.call(&mut self.store, result)?;
        Ok(slug)
    }

    /// Copies a string into the plugin's memory.
    fn store_string(&mut self, text: &str) -> Result<u32> {
        let bytes = [text.as_bytes(), b"\0"].concat();
        let address = self.malloc.call(&mut self.store, bytes.len().try_into()?)?;
        ensure!(address != 0, "the plugin has no memory left");
        self.memory
            .write(&mut self.store, address as usize, &bytes)?;
        Ok(address)
    }

    /// Copies a string out of the plugin's memory.
    fn load_string(&self, address: u32) -> Result<String> {
        let memory = self.memory.data(&self.store);
        let bytes = memory.get(address as usize..);
        let bytes = bytes.context("the plugin returned an address outside of its memory")?;
        Ok(CStr::from_bytes_until_nul(bytes)?.to_str()?.to_owned())
    }
}

fn print(file: &str, titles: &[String]) -> Result<()> {
    let mut plugin = Plugin::load(file).with_context(|| format!("cannot load {file}"))?;
    for title in titles {
        println!("{}", plugin.slug(title)?);
    }
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [file, titles @ ..] = arguments.as_slice() else {
        eprintln!("usage: plugin-host PLUGIN.wasm [TITLE]...");
        return ExitCode::from(2);
    };
    match print(file, titles) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("plugin-host: {error:#}");
            ExitCode::FAILURE
        }
    }
}
