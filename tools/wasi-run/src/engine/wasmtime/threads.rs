//! Programs with threads: wasi-threads.
//!
//! All threads have one memory, which the host makes, and one host behind a lock. Each is a
//! thread of the machine, with a store and an instance of its own. The first one that ends the
//! program, by its return from `_start`, by `proc_exit` or a trap, says so to the thread that
//! started the program, and the end of the process ends the others: nothing else could, while
//! they wait for each other in `memory.atomic.wait`.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use std::{io, process, thread};

use anyhow::{Context, Result, bail};
use preview1::{Errno, Function};
use wasmtime::{
    AsContextMut, Engine, Extern, Instance, Module, SharedMemory, Store, ThrownException, Trap,
};

use super::{Exports, State, convert, define, end, instructions};
use crate::engine::{End, Outcome};
use crate::host::{Guest, Host, Stop, lock, lock_soon};
use crate::instructions::Counter;
use crate::program::{Provided, START, THREAD_START};
use crate::{HOST_STACK, STATUS_ERROR, restore};

/// The number of the thread that runs `_start`.
const MAIN: u32 = 0;

/// The numbers of threads are below this: the other bits are the library's, in its locks.
const NUMBERS: u32 = 1 << 29;

/// How long a thread may take to end after the program has joined it. Only then is its place
/// free, which a program may need at once.
const PATIENCE: Duration = Duration::from_millis(100);

/// The parts of a program that all its threads have.
pub struct Program {
    pub engine: Engine,
    pub module: ManuallyDrop<Module>,
    pub imports: Vec<Provided>,
    pub exports: Exports,
    pub memory: SharedMemory,
    pub host: Mutex<Host>,
    pub places: Places,
    /// The instructions that may still run, if they are counted.
    pub left: Option<Arc<AtomicU64>>,
    /// The limit on them.
    pub fuel: Option<u64>,
    /// Whether its code looks for an interruption.
    pub has_deadline: bool,
    pub counters: Vec<Counter>,
    /// The instructions of the threads that have ended, by function.
    pub counts: Mutex<BTreeMap<String, u64>>,
}

/// Where threads say how the program ends.
type Ends = Sender<(u32, Result<End>)>;

/// Of one thread.
pub struct Thread {
    number: u32,
    program: Arc<Program>,
    ends: Ends,
    /// The instructions that it could run at its last call of the host.
    held: u64,
}

/// The numbers of the threads that there are.
pub struct Places {
    most: u32,
    taken: Mutex<Taken>,
    is_free: Condvar,
}

#[derive(Default)]
struct Taken {
    numbers: BTreeSet<u32>,
    last: u32,
}

impl Places {
    /// Of so many threads at a time, the main one included.
    pub fn new(most: u32) -> Self {
        Self {
            most,
            taken: Mutex::default(),
            is_free: Condvar::new(),
        }
    }

    fn take(&self) -> Option<u32> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |taken: &mut Taken| taken.numbers.len() + 1 >= self.most as usize;
        let (mut taken, _) = self
            .is_free
            .wait_timeout_while(taken, PATIENCE, is_full)
            .unwrap_or_else(PoisonError::into_inner);
        if is_full(&mut taken) {
            return None;
        }
        // The next one that no thread has: there are more numbers than threads.
        loop {
            taken.last = taken.last % (NUMBERS - 1) + 1;
            let number = taken.last;
            if taken.numbers.insert(number) {
                return Some(number);
            }
        }
    }

    fn give_back(&self, number: u32) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.numbers.remove(&number);
        drop(taken);
        self.is_free.notify_one();
    }
}

/// Runs the program until one of its threads ends it.
pub fn run(program: Program) -> Result<Outcome> {
    let program = Arc::new(program);
    let tank = program
        .left
        .as_ref()
        .map(|left| left.load(Ordering::Relaxed));
    let (ends, ended) = channel();
    let main = Thread {
        number: MAIN,
        program: Arc::clone(&program),
        ends,
        held: 0,
    };
    main.instantiate()?
        .start(|mut store, instance| {
            let start = instance.get_typed_func::<(), ()>(&mut store, START)?;
            start.call(store, ())
        })
        .context("cannot start a thread")?;
    // Each thread has a sender, and the main one sends before it ends.
    let (thread, end) = ended.recv().context("all threads are gone")?;
    let end = end?;
    let left = program
        .left
        .as_ref()
        .map(|left| left.load(Ordering::Relaxed));
    let counts = std::mem::take(&mut *locked(&program.counts));
    let host = lock_soon(&program.host);
    Ok(Outcome {
        end,
        thread,
        calls: host.as_ref().and_then(|host| host.calls()),
        looked: host.map(|host| host.looked()).unwrap_or_default(),
        fuel: tank.zip(left).map(|(tank, left)| tank - left),
        functions: super::most_first(counts),
    })
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Thread {
    pub fn memory(&self) -> &SharedMemory {
        &self.program.memory
    }

    /// Answers a call of the program.
    pub fn call(&self, function: &'static Function, args: &[u64]) -> Result<i32, Stop> {
        let mut memory = Guest::shared(self.program.memory.data());
        Host::call_of_thread(&self.program.host, self.number, function, args, &mut memory)
    }

    /// Starts another thread, with an argument of the program; returns its number, or a
    /// negative error.
    pub fn spawn(&self, argument: i32) -> i32 {
        let ready = self.program.places.take().and_then(|number| {
            let ready = self.of_number(number).instantiate();
            let ready = ready.ok().filter(Ready::can_start);
            if ready.is_none() {
                self.program.places.give_back(number);
            }
            ready
        });
        // Until the call is in the trace, the new thread makes none.
        let mut host = lock(&self.program.host);
        let number = ready
            .and_then(|ready| self.start(ready, argument))
            .unwrap_or(-Errno::AGAIN.raw());
        host.trace_spawn(self.number, argument, number);
        number
    }

    fn of_number(&self, number: u32) -> Self {
        Self {
            number,
            program: Arc::clone(&self.program),
            ends: self.ends.clone(),
            held: 0,
        }
    }

    fn start(&self, ready: Ready, argument: i32) -> Option<i32> {
        let number = ready.number;
        let signed = number.cast_signed();
        let started = ready.start(move |mut store, instance| {
            let start = instance.get_typed_func::<(i32, i32), ()>(&mut store, THREAD_START)?;
            start.call(store, (signed, argument))
        });
        if started.is_err() {
            self.program.places.give_back(number);
        }
        started.ok().map(|()| signed)
    }

    /// Makes a store for this thread, and an instance.
    fn instantiate(self) -> Result<Ready> {
        let (number, ends) = (self.number, self.ends.clone());
        let program = Arc::clone(&self.program);
        let mut store = Store::new(&program.engine, State::Thread(self));
        if let Some(left) = &program.left {
            let left = left.load(Ordering::Relaxed);
            hold(&mut store, left).map_err(convert)?;
        }
        if program.has_deadline {
            store.set_epoch_deadline(1);
        }
        let imports: Vec<Extern> = program
            .imports
            .iter()
            .map(|import| match import {
                Provided::Memory => program.memory.clone().into(),
                import => define(&mut store, *import, program.exports).into(),
            })
            .collect();
        let instance = Instance::new(&mut store, &program.module, &imports);
        Ok(Ready {
            number,
            program,
            ends,
            store,
            instance,
        })
    }
}

/// A thread that has an instance, unless that failed.
struct Ready {
    number: u32,
    program: Arc<Program>,
    ends: Ends,
    store: Store<State>,
    instance: wasmtime::Result<Instance>,
}

impl Ready {
    /// Whether it can start: also to say that code of the program trapped. Otherwise there is
    /// too little memory for it.
    fn can_start(&self) -> bool {
        match &self.instance {
            Ok(_) => true,
            Err(error) => error.is::<Trap>() || error.is::<Stop>() || error.is::<ThrownException>(),
        }
    }

    /// Starts the thread, which calls `enter` with its instance.
    fn start(
        self,
        enter: impl FnOnce(&mut Store<State>, Instance) -> wasmtime::Result<()> + Send + 'static,
    ) -> io::Result<()> {
        let builder = thread::Builder::new()
            .name(format!("thread {}", self.number))
            .stack_size(HOST_STACK);
        let run = move || {
            let _whole = Whole;
            let (number, ends) = (self.number, self.ends.clone());
            let program = Arc::clone(&self.program);
            if let Some(end) = self.run(enter).transpose() {
                // The program has ended already if nothing receives it.
                let _ = ends.send((number, end));
            }
            program.places.give_back(number);
        };
        builder.spawn(run).map(drop)
    }

    /// Runs the thread. Returns the end of the program, unless only the thread ends.
    fn run(
        self,
        enter: impl FnOnce(&mut Store<State>, Instance) -> wasmtime::Result<()>,
    ) -> Result<Option<End>> {
        let Self {
            number,
            program,
            mut store,
            instance,
            ..
        } = self;
        let started = instance.as_ref().ok().copied();
        let result = instance.and_then(|instance| enter(&mut store, instance));
        let settled = settle(&mut store);
        if !program.counters.is_empty() {
            let mut counts = locked(&program.counts);
            for (function, count) in instructions(&mut store, started, &program.counters) {
                *counts.entry(function).or_default() += count;
            }
        }
        match result.and(settled) {
            Ok(()) if number == MAIN => Ok(Some(End::Exit(0))),
            Ok(()) => Ok(None),
            Err(error) => end(&mut store, None, error, program.fuel).map(Some),
        }
    }
}

/// Lets a thread run so many instructions before it settles again.
fn hold(mut store: impl AsContextMut<Data = State>, left: u64) -> wasmtime::Result<()> {
    let mut store = store.as_context_mut();
    store.set_fuel(left)?;
    if let State::Thread(thread) = store.data_mut() {
        thread.held = left;
    }
    Ok(())
}

/// Takes the instructions that a thread ran from those of the program. Each thread may run all
/// that were left when it settled: so none of them stops too early, and several that make no
/// calls can together run more than the limit.
pub fn settle(mut store: impl AsContextMut<Data = State>) -> wasmtime::Result<()> {
    let store = store.as_context_mut();
    let State::Thread(Thread { program, held, .. }) = store.data() else {
        return Ok(());
    };
    let Some(left) = program.left.clone() else {
        return Ok(());
    };
    let ran = *held - store.get_fuel()?;
    let before = left
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            Some(left.saturating_sub(ran))
        })
        .unwrap_or_default();
    hold(store, before.saturating_sub(ran))?;
    match before < ran {
        true => Err(Trap::OutOfFuel.into()),
        false => Ok(()),
    }
}

/// Ends the process if its thread panics. The message is on standard error by then.
struct Whole;

impl Drop for Whole {
    fn drop(&mut self) {
        if thread::panicking() {
            restore::restore();
            process::exit(STATUS_ERROR);
        }
    }
}

/// Makes the memory that the module imports.
pub fn memory(engine: &Engine, module: &Module) -> Result<SharedMemory> {
    let wanted = module.imports().find_map(|import| {
        let wanted = import.ty().memory().cloned();
        wanted.filter(wasmtime::MemoryType::is_shared)
    });
    let Some(wanted) = wanted else {
        bail!("it imports no shared memory");
    };
    if wanted.is_64() {
        bail!("its memory has addresses of 64 bits, which WASI preview 1 does not know");
    }
    SharedMemory::new(engine, wanted)
        .map_err(convert)
        .context("cannot make its memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_no_other_thread() {
        let places = Places::new(4);
        let three = [1, 2, 3].map(Some);
        assert_eq!([(); 3].map(|()| places.take()), three);
        assert_eq!(places.take(), None);
        places.give_back(2);
        assert_eq!(places.take(), Some(4));
        locked(&places.taken).last = NUMBERS - 2;
        for number in [1, 4] {
            places.give_back(number);
        }
        assert_eq!(places.take(), Some(NUMBERS - 1));
        assert_eq!(places.take(), Some(1));
        assert_eq!(Places::new(1).take(), None);
    }

    #[test]
    fn a_place_that_is_free_soon_is_waited_for() {
        let places = Places::new(2);
        let number = places.take().unwrap();
        thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(PATIENCE / 10);
                places.give_back(number);
            });
            assert_eq!(places.take(), Some(2));
        });
    }
}
