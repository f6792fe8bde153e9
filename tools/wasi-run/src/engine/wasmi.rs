//! wasmi: interprets, independently of Cranelift.

use anyhow::{Context, Result, anyhow, bail};
use preview1::service::Operation;
use preview1::{Function, Id, MAX_PARAMS, WasmType};
use wasmi::errors::HostError;
use wasmi::{
    Caller, Config, Engine, Error, Extern, ExternType, FuncType, Linker, Memory, Module, Store,
    TrapCode, Val, ValType,
};

use super::interrupted::{self, Call, DELIVER, Delivered};
use super::{End, OTHER_TYPE, Outcome, Run, STACK_OVERFLOW, WASM_STACK};
use crate::host::service::signal;
use crate::host::{Guest, Host, Stop};
use crate::program::{self, Import, Provided, START, Signature, Type};

impl HostError for Stop {}

const THREADS: &str = "it has threads, which wasmi cannot run: use --engine wasmtime";

pub fn run(mut run: Run) -> Result<Outcome> {
    let tank = run.tank();
    let mut config = Config::default();
    config
        .consume_fuel(tank.is_some())
        .set_max_stack_height(WASM_STACK)
        // Only the stack limits it, and no call takes less of it than this.
        .set_max_recursion_depth(WASM_STACK / 8);
    let engine = Engine::new(&config);
    run.program.read()?;
    let name = || run.program.path.display().to_string();
    if program::shares_memory(run.program.wasm()) {
        return Err(anyhow!("{THREADS}")).with_context(name);
    }
    let module = Module::new(&engine, run.program.wasm())
        .map_err(|error| {
            anyhow!("not a WebAssembly module that wasmi can run: {error}; try --engine wasmtime")
        })
        .with_context(name)?;
    let functions = check(&module).with_context(name)?;
    let host = Host::new(run.settings)?;

    let mut linker = Linker::new(&engine);
    for function in functions {
        define(&mut linker, function)?;
    }
    let mut store = Store::new(&engine, host);
    if let Some(fuel) = tank {
        store.set_fuel(fuel)?;
    }
    signal::begin().context("signals: cannot make a timer")?;
    // wasmi cannot be interrupted: when the time is up, the watchdog ends the process.
    let result = linker
        .instantiate_and_start(&mut store, &module)
        .and_then(|instance| instance.get_typed_func::<(), ()>(&store, START))
        .and_then(|start| start.call(&mut store, ()));

    let end = match result {
        Ok(()) => End::Exit(0),
        Err(error) => end(error, run.fuel).with_context(name)?,
    };
    Ok(Outcome {
        end,
        thread: 0,
        calls: store.data().calls(),
        looked: store.data().looked(),
        fuel: tank
            .map(|tank| store.get_fuel().map(|left| tank - left))
            .transpose()?,
        functions: Vec::new(),
    })
}

/// Checks imports and exports, and returns the functions of this host that it needs.
fn check(module: &Module) -> Result<Vec<&'static Function>> {
    let imports: Vec<_> = module
        .imports()
        .map(|import| Import {
            module: import.module(),
            name: import.name(),
            wanted: describe(import.ty()),
        })
        .collect();
    let mut functions = Vec::new();
    for import in program::resolve(&imports)? {
        match import {
            Provided::Function(function) => functions.push(function),
            Provided::Memory | Provided::Spawn => bail!("{THREADS}"),
        }
    }
    program::check_start(
        module.get_export(START).as_ref().map(describe),
        module.get_export("_initialize").is_some(),
    )?;
    Ok(functions)
}

fn describe(wanted: &ExternType) -> Type {
    let value = |value: &ValType| match value {
        ValType::I32 => Some(WasmType::I32),
        ValType::I64 => Some(WasmType::I64),
        _ => None,
    };
    match wanted {
        ExternType::Func(function) => Type::Function(Signature {
            params: function.params().iter().map(value).collect(),
            results: function.results().iter().map(value).collect(),
        }),
        ExternType::Global(_) => Type::Other("global"),
        ExternType::Table(_) => Type::Other("table"),
        ExternType::Memory(_) => Type::Other("memory"),
    }
}

/// Provides a function of the host to the program.
fn define(linker: &mut Linker<Host>, function: &'static Function) -> Result<()> {
    let params = function.params.iter().map(|kind| match kind.wasm_type() {
        WasmType::I32 => ValType::I32,
        WasmType::I64 => ValType::I64,
    });
    let results = function.returns_errno().then_some(ValType::I32);
    linker.func_new(
        preview1::MODULE,
        function.name,
        FuncType::new(params, results),
        move |mut caller, params, results| {
            let mut args = [0; MAX_PARAMS];
            for (arg, param) in args.iter_mut().zip(params) {
                *arg = match param {
                    Val::I32(value) => u64::from(value.cast_unsigned()),
                    Val::I64(value) => value.cast_unsigned(),
                    other => return Err(Error::new(format!("unexpected argument {other:?}"))),
                };
            }
            let args = &args[..params.len()];
            let answer = interrupted::answer(&mut Called {
                caller: &mut caller,
                function,
                args,
            })?;
            if let Some(result) = results.first_mut() {
                *result = Val::I32(answer);
            }
            Ok(())
        },
    )?;
    Ok(())
}

struct Called<'a, 'b> {
    caller: &'a mut Caller<'b, Host>,
    function: &'static Function,
    args: &'a [u64],
}

impl Called<'_, '_> {
    fn memory(&self) -> Option<Memory> {
        self.caller
            .get_export("memory")
            .and_then(Extern::into_memory)
    }
}

impl Call for Called<'_, '_> {
    type Error = Error;

    fn id(&self) -> Id {
        self.function.id
    }

    fn may_deliver(&self) -> [bool; 2] {
        self.caller.data().may_deliver(self.id(), self.args)
    }

    fn operation(&mut self) -> Option<Operation> {
        let memory = self.memory()?;
        let (memory, host) = memory.data_and_store_mut(&mut *self.caller);
        host.operation(self.function.id, self.args, &Guest::Alone(memory))
    }

    fn answer(&mut self) -> Result<i32, Error> {
        let answer = match self.memory() {
            Some(memory) => {
                let (memory, host) = memory.data_and_store_mut(&mut *self.caller);
                host.call(self.function, self.args, &mut Guest::Alone(memory))
            }
            // Every address is then outside, which the call reports.
            None => self
                .caller
                .data_mut()
                .call(self.function, self.args, &mut Guest::none()),
        };
        answer.map_err(Error::host)
    }

    fn deliver(&mut self, number: i32, about: [i32; 4]) -> Result<Delivered, Error> {
        let [code, pid, uid, status] = about;
        let export = self.caller.get_export(DELIVER).and_then(Extern::into_func);
        // A program may tell the host of a handler without having one.
        let Some(export) = export else {
            return Ok(Delivered::KEPT);
        };
        let export = export.typed::<(i32, i32, i32, i32, i32), i32>(&*self.caller)?;
        let delivered = export.call(&mut *self.caller, (number, code, pid, uid, status))?;
        Ok(Delivered(delivered))
    }
}

/// The end of a program whose call returned an error, unless it could not even start.
fn end(error: Error, fuel: Option<u64>) -> Result<End> {
    let message = match error.downcast_ref::<Stop>() {
        Some(Stop::Exit(status)) => return Ok(End::Exit(*status)),
        Some(stop) => stop.to_string(),
        None => match error.as_trap_code() {
            Some(TrapCode::StackOverflow) => STACK_OVERFLOW.to_owned(),
            Some(TrapCode::BadSignature) => OTHER_TYPE.to_owned(),
            Some(TrapCode::OutOfFuel) => super::out_of_fuel(fuel),
            Some(trap) => trap.trap_message().to_owned(),
            // Not a fault of the code: for example, too little memory for it.
            None => return Err(error.into()),
        },
    };
    Ok(End::Trap {
        message,
        backtrace: String::new(),
    })
}
