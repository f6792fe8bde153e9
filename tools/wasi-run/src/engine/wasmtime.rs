//! wasmtime: compiles with Cranelift.

mod threads;

use std::cmp::Reverse;
use std::mem::ManuallyDrop;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, OnceLock};

use anyhow::{Context, Result, anyhow};
use preview1::service::Operation;
use preview1::{Errno, Function, Id, WasmType};
use wasmtime::{
    AsContextMut, Caller, Config, Engine, Error, Extern, ExternType, Func, Instance, Memory,
    Module, ModuleExport, Mutability, OptLevel, Store, StoreContextMut, ThrownException, Trap,
    TypedFunc, UpdateDeadline, Val, ValType, WasmBacktrace, WasmBacktraceDetails, WasmCoreDump,
};

use self::threads::Thread;
use super::interrupted::{self, Call, DELIVER, Delivered};
use super::{
    C_STACK_OVERFLOW, DEAD_FRAME, End, LEGACY_EXCEPTIONS, OTHER_TYPE, Outcome, Run, STACK_OVERFLOW,
    WASM_STACK,
};
use crate::cache::{Cache, Compiled};
use crate::host::service::signal;
use crate::host::{Guest, Host, Stop};
use crate::instructions::Counter;
use crate::message;
use crate::program::{self, Import, Provided, START, Signature, THREAD_START, Type};
use crate::watchdog;

pub fn run(mut run: Run) -> Result<Outcome> {
    let tank = run.tank();
    let gets_signals = run.signals && run.program.exports_function(DELIVER)?;
    // The process ends soon after the run: the kernel frees everything faster.
    let engine = Engine::new(&config(&run, gets_signals))
        .map_err(convert)
        .context("cannot start wasmtime")
        .map(ManuallyDrop::new)?;
    let counters = match run.count_functions {
        true => run.program.count_functions()?,
        false => Vec::new(),
    };
    let module: ManuallyDrop<Module> = load(&engine, &mut run).map(ManuallyDrop::new)?;
    let name = || run.program.path.display().to_string();
    let (imports, has_threads) = check(&module).with_context(name)?;
    let exports = Exports {
        memory: module.get_export_index("memory"),
        deliver: module.get_export_index(DELIVER),
    };
    // Before instantiation: a start function runs then.
    if let Some(watchdog) = &run.watchdog {
        let engine = Engine::clone(&engine);
        watchdog.interrupt_with(move || engine.increment_epoch());
    }
    if has_threads {
        run.settings.forgo_processes();
        run.settings.threads = true;
        return threads::run(threads::Program {
            memory: threads::memory(&engine, &module).with_context(name)?,
            places: threads::Places::new(run.settings.threads_max),
            host: Mutex::new(Host::new(run.settings)?),
            engine: Engine::clone(&engine),
            module,
            imports,
            exports,
            left: tank.map(|tank| Arc::new(AtomicU64::new(tank))),
            fuel: run.fuel,
            has_deadline: run.watchdog.is_some() || gets_signals,
            counters,
            counts: Mutex::default(),
        })
        .with_context(name);
    }

    let host = Host::new(run.settings)?;
    let mut store = ManuallyDrop::new(Store::new(&engine, State::Alone(Box::new(host))));
    let imports: Vec<Extern> = imports
        .into_iter()
        .map(|import| define(&mut store, import, exports).into())
        .collect();
    if let Some(fuel) = tank {
        store.set_fuel(fuel).map_err(convert)?;
    }
    store.set_epoch_deadline(1);
    let deliver = Arc::new(OnceLock::new());
    if gets_signals {
        let engine = Engine::clone(&engine);
        // As a signal's handler must: it changes an atomic variable.
        signal::interrupt_with(move || engine.increment_epoch());
        let deliver = Arc::clone(&deliver);
        store.epoch_deadline_callback(move |store| interrupted_computation(store, deliver.get()));
    }
    signal::begin().context("signals: cannot make a timer")?;
    let mut memory = None;
    let mut started = None;
    let result = Instance::new(&mut *store, &module, &imports)
        .and_then(|instance| {
            memory = instance.get_memory(&mut *store, "memory");
            if let Ok(export) = instance.get_typed_func(&mut *store, DELIVER) {
                deliver.get_or_init(|| export);
            }
            started = Some(instance);
            instance.get_typed_func::<(), ()>(&mut *store, START)
        })
        .and_then(|start| start.call(&mut *store, ()));

    let end = match result {
        Ok(()) => End::Exit(0),
        Err(error) => end(&mut store, memory, error, run.fuel).with_context(name)?,
    };
    let left = tank.map(|tank| store.get_fuel().map(|left| tank - left));
    let functions = instructions(&mut store, started, &counters);
    let host = store.data().host();
    Ok(Outcome {
        end,
        thread: 0,
        calls: host.and_then(Host::calls),
        looked: host.map(Host::looked).unwrap_or_default(),
        fuel: left.transpose().map_err(convert)?,
        functions: most_first(functions),
    })
}

/// The state of a store.
enum State {
    /// Of a program with one thread.
    Alone(Box<Host>),
    Thread(Thread),
}

impl State {
    /// Threads get no signals.
    fn host(&self) -> Option<&Host> {
        match self {
            Self::Alone(host) => Some(host),
            Self::Thread(_) => None,
        }
    }
}

/// The counts of the functions that ran.
fn instructions(
    store: &mut Store<State>,
    instance: Option<Instance>,
    counters: &[Counter],
) -> Vec<(String, u64)> {
    let Some(instance) = instance else {
        return Vec::new();
    };
    let counts = counters.iter().filter_map(|counter| {
        let global = instance.get_global(&mut *store, &counter.export)?;
        let count = global.get(&mut *store).i64()?.cast_unsigned();
        (count > 0).then(|| (counter.function.clone(), count))
    });
    counts.collect()
}

fn most_first(counts: impl IntoIterator<Item = (String, u64)>) -> Vec<(String, u64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

pub fn config(run: &Run, gets_signals: bool) -> Config {
    let mut config = Config::new();
    config
        // For a few functions, to start the threads takes longer.
        .parallel_compilation(run.program.size() > 16 << 10)
        // Nothing unwinds through the program: wasmtime catches panics where it calls the
        // host, and has tables of its own for exceptions and backtraces.
        .native_unwind_info(false)
        .wasm_exceptions(true)
        // It has no effect on compiled code, and so none on the cache.
        .shared_memory(true)
        .max_wasm_stack(WASM_STACK)
        // Not used, but checked to be no smaller.
        .async_stack_size(WASM_STACK)
        .wasm_backtrace_details(WasmBacktraceDetails::Enable)
        // No dump is written, but with this setting a trap reports the stack pointer.
        .coredump_on_trap(true)
        .cranelift_opt_level(if run.quick {
            OptLevel::None
        } else {
            OptLevel::Speed
        })
        .consume_fuel(run.tank().is_some())
        .epoch_interruption(run.watchdog.is_some() || gets_signals);
    config
}

/// Compiles the program, or takes it from the cache.
pub fn load<C: Compiled>(engine: &Engine, run: &mut Run) -> Result<C> {
    let cache = if run.cache { Cache::open() } else { None };
    let program = &mut run.program;
    if let Some(cache) = &cache
        && let Some(compiled) = cache.load_unread(engine, program)
    {
        return Ok(compiled);
    }
    program.read()?;
    if let Some(cache) = &cache
        && let Some(compiled) = cache.load(engine, program)
    {
        return Ok(compiled);
    }
    let compiled = C::compile(engine, program.wasm()).map_err(|error| {
        let path = program.path.display();
        let message = format!("{error:#}");
        if message.contains("legacy_exceptions") {
            return anyhow!("{path}: {LEGACY_EXCEPTIONS}");
        }
        anyhow!("{path}: not a valid WebAssembly {}: {message}", C::KIND)
    })?;
    if let Some(cache) = &cache {
        cache.store(engine, program, &compiled);
    }
    Ok(compiled)
}

/// Checks imports and exports. Returns the imports, and whether the program has threads.
fn check(module: &Module) -> Result<(Vec<Provided>, bool)> {
    let imports: Vec<_> = module
        .imports()
        .map(|import| Import {
            module: import.module(),
            name: import.name(),
            wanted: describe(&import.ty()),
        })
        .collect();
    let imports = program::resolve(&imports)?;
    let export = |name: &str| module.get_export(name).as_ref().map(describe);
    program::check_start(
        export(START),
        module.get_export_index("_initialize").is_some(),
    )?;
    let has_threads =
        program::check_threads(&imports, export("memory").as_ref(), export(THREAD_START))?;
    Ok((imports, has_threads))
}

fn describe(wanted: &ExternType) -> Type {
    let value = |value: ValType| match value {
        ValType::I32 => Some(WasmType::I32),
        ValType::I64 => Some(WasmType::I64),
        _ => None,
    };
    match wanted {
        ExternType::Func(function) => Type::Function(Signature {
            params: function.params().map(value).collect(),
            results: function.results().map(value).collect(),
        }),
        ExternType::Global(_) => Type::Other("global"),
        ExternType::Table(_) => Type::Other("table"),
        ExternType::Memory(memory) if memory.is_shared() => Type::SharedMemory,
        ExternType::Memory(_) => Type::Other("memory"),
        ExternType::Tag(_) => Type::Other("tag"),
    }
}

/// A wasm argument, widened to 64 bits without its sign.
trait Widen {
    fn widen(self) -> u64;
}

impl Widen for i32 {
    fn widen(self) -> u64 {
        self.cast_unsigned().into()
    }
}

impl Widen for i64 {
    fn widen(self) -> u64 {
        self.cast_unsigned()
    }
}

/// The wasm type of a kind of parameter: [`preview1::Kind::wasm_type`] as a type.
macro_rules! wasm_type {
    (Filesize) => {
        i64
    };
    (Filedelta) => {
        i64
    };
    (Timestamp) => {
        i64
    };
    (Dircookie) => {
        i64
    };
    (Rights) => {
        i64
    };
    ($other:ident) => {
        i32
    };
}

/// A function of the host whose arguments arrive in registers. One that is described by
/// values would get each call's arguments as an array of them, checked against its type.
macro_rules! wrap {
    // It never returns, and has no result.
    (proc_exit $store:ident, $answer:ident; $kind:ident) => {
        Func::wrap($store, move |mut caller: Caller<'_, State>, a: i32| {
            $answer(&mut caller, &[a.widen()]).map(|_| ())
        })
    };
    ($name:ident $store:ident, $answer:ident; $($kinds:ident),*) => {
        wrap!(@ $store, $answer; ($($kinds)*) (a b c d e f g h i) ())
    };
    // Each parameter gets a name.
    (@ $store:ident, $answer:ident;
     ($kind:ident $($kinds:ident)*) ($name:ident $($names:ident)*) ($($done:tt)*)) => {
        wrap!(@ $store, $answer; ($($kinds)*) ($($names)*) ($($done)* ($name $kind)))
    };
    (@ $store:ident, $answer:ident; () $names:tt ($(($name:ident $kind:ident))*)) => {
        Func::wrap(
            $store,
            move |mut caller: Caller<'_, State>, $($name: wasm_type!($kind)),*| {
                $answer(&mut caller, &[$($name.widen()),*])
            },
        )
    };
}

macro_rules! define_functions {
    ($($name:ident($($kind:ident),*);)*) => {
        /// A function of the host for the program.
        fn define_function(
            store: &mut Store<State>,
            function: &'static Function,
            exports: Exports,
        ) -> Func {
            let answer = move |caller: &mut Caller<'_, State>, args: &[u64]| {
                answer(caller, function, exports, args)
            };
            match function.id {
                $(Id::$name => wrap!($name store, answer; $($kind),*)),*
            }
        }
    };
}
preview1::functions!(define_functions);

/// An import of the program, other than its memory.
fn define(store: &mut Store<State>, import: Provided, exports: Exports) -> Func {
    match import {
        Provided::Function(function) => define_function(store, function, exports),
        Provided::Memory | Provided::Spawn => {
            Func::wrap(store, |mut caller: Caller<'_, State>, argument: i32| {
                threads::settle(&mut caller)?;
                match caller.data() {
                    State::Thread(thread) => Ok(thread.spawn(argument)),
                    State::Alone(_) => Ok(-Errno::NOTSUP.raw()),
                }
            })
        }
    }
}

/// The exports that the host uses.
#[derive(Clone, Copy)]
struct Exports {
    memory: Option<ModuleExport>,
    deliver: Option<ModuleExport>,
}

/// The function of the program that gets signals.
type Deliver = TypedFunc<(i32, i32, i32, i32, i32), i32>;

/// Delivers the signals that have arrived while the program computes.
fn interrupted_computation(
    mut store: StoreContextMut<'_, State>,
    deliver: Option<&Deliver>,
) -> wasmtime::Result<UpdateDeadline> {
    // wasmtime has no callback during the callback: another interruption would be a trap.
    const NEVER: u64 = u64::MAX / 2;
    const NEXT: u64 = 1;

    if watchdog::is_over() {
        return Ok(UpdateDeadline::Interrupt);
    }
    if signal::is_noted() && may_interrupt(&store) {
        store.set_epoch_deadline(NEVER);
        let delivered =
            interrupted::deliver_by(|number, about| deliver_to(deliver, &mut store, number, about));
        // An exception, such as longjmp's, has left the callback otherwise.
        store.set_epoch_deadline(NEXT);
        delivered?;
    }
    Ok(UpdateDeadline::Continue(NEXT))
}

fn may_interrupt(store: &StoreContextMut<'_, State>) -> bool {
    let backtrace = WasmBacktrace::force_capture(store);
    interrupted::may_interrupt(backtrace.frames().iter().map(|frame| frame.func_name()))
}

fn deliver_to(
    deliver: Option<&Deliver>,
    store: impl AsContextMut,
    number: i32,
    [code, pid, uid, status]: [i32; 4],
) -> wasmtime::Result<Delivered> {
    // A program may tell the host of a handler without having one.
    let Some(deliver) = deliver else {
        return Ok(Delivered::KEPT);
    };
    deliver
        .call(store, (number, code, pid, uid, status))
        .map(Delivered)
}

/// Answers a call of the program.
fn answer(
    caller: &mut Caller<'_, State>,
    function: &'static Function,
    exports: Exports,
    args: &[u64],
) -> wasmtime::Result<i32> {
    interrupted::answer(&mut Called {
        caller,
        function,
        exports,
        args,
    })
}

struct Called<'a, 'b> {
    caller: &'a mut Caller<'b, State>,
    function: &'static Function,
    exports: Exports,
    args: &'a [u64],
}

impl Call for Called<'_, '_> {
    type Error = Error;

    fn id(&self) -> Id {
        self.function.id
    }

    fn may_deliver(&self) -> [bool; 2] {
        let host = self.caller.data().host();
        host.map_or([false; 2], |host| host.may_deliver(self.id(), self.args))
    }

    fn operation(&mut self) -> Option<Operation> {
        let memory = exported_memory(self.caller, self.exports.memory)?;
        let (memory, state) = memory.data_and_store_mut(&mut *self.caller);
        state
            .host()?
            .operation(self.function.id, self.args, &Guest::Alone(memory))
    }

    #[inline]
    fn answer(&mut self) -> wasmtime::Result<i32> {
        if let State::Thread(_) = self.caller.data() {
            threads::settle(&mut *self.caller)?;
        }
        let (mut memory, state) = match exported_memory(self.caller, self.exports.memory) {
            Some(memory) => {
                let (bytes, state) = memory.data_and_store_mut(&mut *self.caller);
                (Guest::Alone(bytes), state)
            }
            // Every address is then outside, which the call reports. Or threads share it.
            None => (Guest::none(), self.caller.data_mut()),
        };
        let answer = match state {
            State::Alone(host) => host.call(self.function, self.args, &mut memory),
            State::Thread(thread) => thread.call(self.function, self.args),
        };
        answer.map_err(|stop| match stop {
            Stop::Exit(_) => without_backtrace(stop.into()),
            stop => stop.into(),
        })
    }

    fn deliver(&mut self, number: i32, about: [i32; 4]) -> wasmtime::Result<Delivered> {
        let export = self
            .exports
            .deliver
            .and_then(|export| self.caller.get_module_export(&export)?.into_func());
        let deliver = export
            .map(|export| export.typed(&self.caller))
            .transpose()?;
        deliver_to(deliver.as_ref(), &mut *self.caller, number, about)
    }
}

/// An error that no backtrace is made for. wasmtime makes one for an error that has none, and for
/// its line numbers reads the module's debug information anew: for a shell, each time that a
/// subshell exits.
fn without_backtrace(error: Error) -> Error {
    let mut config = Config::new();
    config.wasm_backtrace_max_frames(None);
    match Engine::new(&config) {
        Ok(engine) => error.context(WasmBacktrace::capture(Store::new(&engine, ()))),
        Err(_) => error,
    }
}

fn exported_memory(caller: &mut Caller<'_, State>, memory: Option<ModuleExport>) -> Option<Memory> {
    caller.get_module_export(&memory?)?.into_memory()
}

/// The end of a program whose call returned an error, unless it could not even start.
fn end(
    store: &mut Store<State>,
    memory: Option<Memory>,
    error: Error,
    fuel: Option<u64>,
) -> Result<End> {
    let backtrace = error
        .downcast_ref::<WasmBacktrace>()
        .map(show)
        .unwrap_or_default();
    let message = match error.downcast_ref::<Stop>() {
        Some(Stop::Exit(status)) => return Ok(End::Exit(*status)),
        Some(stop) => stop.to_string(),
        None if error.is::<ThrownException>() => {
            let message = match is_longjmp(store, memory) {
                true => DEAD_FRAME,
                false => "uncaught exception",
            };
            message.to_owned()
        }
        None => match error.downcast_ref::<Trap>() {
            Some(Trap::Interrupt) => return Ok(End::Timeout { backtrace }),
            Some(Trap::MemoryOutOfBounds) if stack_is_full(store, &error) => {
                C_STACK_OVERFLOW.to_owned()
            }
            Some(&trap) => describe_trap(trap, &error, fuel),
            // Not a fault of the code: for example, too little memory for it.
            None => return Err(convert(error)),
        },
    };
    Ok(End::Trap { message, backtrace })
}

/// The message for a trap.
pub fn describe_trap(trap: Trap, error: &Error, fuel: Option<u64>) -> String {
    match trap {
        Trap::StackOverflow => STACK_OVERFLOW.to_owned(),
        Trap::MemoryOutOfBounds => match innermost(error) {
            Some(why) => why.to_owned(),
            None => out_of_bounds(error),
        },
        Trap::BadSignature => OTHER_TYPE.to_owned(),
        Trap::OutOfFuel => super::out_of_fuel(fuel),
        trap => {
            let message = trap.to_string();
            let message = message.strip_prefix("wasm trap: ").unwrap_or(&message);
            match innermost(error).filter(|_| trap == Trap::UnreachableCodeReached) {
                Some(why) => format!("{why} ({message})"),
                None => message.to_owned(),
            }
        }
    }
}

/// Whether the exception that nothing caught is a longjmp.
fn is_longjmp(store: &mut Store<State>, memory: Option<Memory>) -> bool {
    let thrown = store
        .take_pending_exception()
        .and_then(|exception| exception.field(&mut *store, 0).ok());
    let shared = match store.data() {
        State::Thread(thread) => Some(thread.memory().clone()),
        State::Alone(_) => None,
    };
    match (thrown, memory) {
        (Some(Val::I32(thrown)), None) => shared.is_some_and(|memory| {
            super::is_longjmp(&Guest::shared(memory.data()), thrown.cast_unsigned())
        }),
        (Some(Val::I32(thrown)), Some(memory)) => {
            let memory = Guest::Alone(memory.data_mut(store));
            super::is_longjmp(&memory, thrown.cast_unsigned())
        }
        _ => false,
    }
}

/// Whether a C program that accessed memory out of bounds had used up its stack. The
/// stack pointer, a module's first global, is below address 0, or so near to it that the
/// frame of a leaf function, which does not set the global, crosses it.
fn stack_is_full(store: &mut Store<State>, error: &Error) -> bool {
    const NEAR: i32 = 4096;
    let Some(first) = error
        .downcast_ref::<WasmCoreDump>()
        .and_then(|dump| dump.globals().first())
    else {
        return false;
    };
    let mutable = first.ty(&*store).mutability() == Mutability::Var;
    mutable && matches!(first.get(store), Val::I32(pointer) if pointer < NEAR)
}

/// The message for an access outside of memory, with a hint from the address.
fn out_of_bounds(error: &Error) -> String {
    // So far below 4 GiB, an address is a small number less than 0.
    const BELOW_ZERO: u64 = (1 << 32) - (1 << 20);
    let address = error.chain().find_map(|cause| {
        let cause = cause.to_string();
        let rest = cause.strip_prefix("memory fault at wasm address 0x")?;
        u64::from_str_radix(rest.split(' ').next()?, 16).ok()
    });
    let place = match address {
        None => String::new(),
        Some(address @ BELOW_ZERO..) => format!(
            " at {address:#x}, which is below the memory: a null pointer with a negative offset, \
             or a negative index"
        ),
        Some(address) => format!(
            " at {address:#x}, which is above the memory: an uninitialized pointer, or an index \
             that is too large"
        ),
    };
    format!(
        "out of bounds memory access{place}; compile with -fsanitize=undefined \
         -fno-sanitize-recover, which finds the cause of many of these"
    )
}

/// The cause of a trap, from the function that trapped.
fn innermost(error: &Error) -> Option<&'static str> {
    let backtrace = error.downcast_ref::<WasmBacktrace>()?;
    super::on_purpose(backtrace.frames().first()?.func_name()?)
}

/// The frames of a backtrace, innermost first, inlined functions too.
///
/// Not with wasmtime's own `Display`, which demangles any name: it would print C's `f` as
/// C++'s `float`.
pub fn show(backtrace: &WasmBacktrace) -> String {
    let mut lines = Vec::new();
    for (number, frame) in backtrace.frames().iter().enumerate() {
        let offset = frame.module_offset().unwrap_or_default();
        let function = match frame.func_name() {
            Some(name) => message::function(name),
            None => format!("<function {}>", frame.func_index()),
        };
        if frame.symbols().is_empty() {
            lines.push(format!("  {number:>3}: {offset:#8x} - {function}"));
        }
        for (inlined, symbol) in frame.symbols().iter().enumerate() {
            let name = symbol
                .name()
                .map_or_else(|| function.clone(), message::function);
            lines.push(match inlined {
                0 => format!("  {number:>3}: {offset:#8x} - {name}"),
                _ => format!("                  {name}"),
            });
            if let Some(file) = symbol.file() {
                let mut place = format!("                    at {}", message::name(file));
                for number in [symbol.line(), symbol.column()].into_iter().flatten() {
                    place += &format!(":{number}");
                }
                lines.push(place);
            }
        }
    }
    lines.join("\n")
}

pub fn convert(error: Error) -> anyhow::Error {
    anyhow!("{error:#}")
}
