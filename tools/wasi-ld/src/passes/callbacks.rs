//! Callbacks whose type differs from the one that the library calls them with, such as
//! `void handler() { … }` passed to signal(), which has no parameter here. clang 22 makes such a
//! call for `static const T &t = T();`: it passes the destructor of `T` to __cxa_atexit, and a
//! destructor returns its object here.
//!
//! Only the library's calls of them are changed, and only if the program passes such a
//! function; all other code stays the same byte for byte. The pass sees a callback as a
//! constant in the function that calls signal() or a similar function, or in a caller of that
//! function; a destructor only as a constant just before the call.

use super::Pass;
use crate::casts::{self, Written};
use crate::line::Line;
use crate::linked::{Call, Constant, Kind, Linked};
use crate::module::Module;
use anyhow::Result;
use std::collections::{BTreeSet, HashSet};
use wasmparser::{FuncType, ValType};

pub struct Callbacks;

impl Pass for Callbacks {
    fn name(&self) -> &'static str {
        "callbacks"
    }

    /// With casts, all calls are changed anyway.
    fn applies(&self, line: &Line) -> bool {
        !line.options.function_casts
    }

    fn run(&self, module: &mut Module, _: &Line) -> Result<()> {
        let names = module.function_names().unwrap_or_default();
        if !takers().any(|taker| names.contains(taker)) {
            return Ok(());
        }
        // The user has not asked for this pass, so a module that the casts cannot handle, such
        // as one of --experimental-pic, stays unchanged.
        let Ok(linked) = module.linked() else {
            return Ok(());
        };
        let Some(needed) = Needed::of(&linked) else {
            return Ok(());
        };
        let calls = linked.calls.iter().filter(|call| needed.includes(call));
        let calls: Vec<&Call> = calls.collect();
        match Written::of_calls(&linked, &calls, needed.kinds.clone()) {
            Some(made) => casts::change(module, &linked, &made, |call| needed.includes(call)),
            None => Ok(()),
        }
    }
}

/// Library functions that take callbacks, and the function that calls those.
struct Callback {
    takers: &'static [Taker],
    /// Its name.
    caller: &'static str,
}

struct Taker {
    name: &'static str,
    place: Place,
    /// The numbers of integers that the callback is called with.
    expected: &'static [usize],
}

/// Where a taker expects its callback.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Last,
    /// In a structure in memory.
    Structure,
}

const fn taker(name: &'static str, place: Place, expected: &'static [usize]) -> Taker {
    Taker {
        name,
        place,
        expected,
    }
}

const CALLBACKS: &[Callback] = &[
    Callback {
        takers: &[
            taker("signal", Place::Last, &[1]),
            taker("sigset", Place::Last, &[1]),
            taker("sigaction", Place::Structure, &[1, WITH_INFORMATION]),
            taker("__sigaction", Place::Structure, &[1, WITH_INFORMATION]),
        ],
        caller: "__call_handler",
    },
    Callback {
        takers: &[taker("atexit", Place::Last, &[0])],
        caller: "call",
    },
    Callback {
        takers: &[taker("at_quick_exit", Place::Last, &[0])],
        caller: "__funcs_on_quick_exit",
    },
    Callback {
        takers: &[
            taker("pthread_once", Place::Last, &[0]),
            taker("__pthread_once", Place::Last, &[0]),
        ],
        caller: "__pthread_once_full",
    },
    Callback {
        takers: &[taker("__cxa_atexit", Place::First, &[1])],
        caller: "__funcs_on_exit",
    },
    Callback {
        takers: &[taker("__cxa_thread_atexit", Place::First, &[1])],
        caller: "destroy_all",
    },
];

/// The names of all functions that take callbacks.
fn takers() -> impl Iterator<Item = &'static str> {
    let takers = CALLBACKS.iter().flat_map(|callback| callback.takers);
    takers.map(|taker| taker.name)
}

/// The number of arguments of a handler with SA_SIGINFO, and the flag's bit.
const WITH_INFORMATION: usize = 3;
const SA_SIGINFO: i32 = 4;

/// The number of levels of functions that only pass a callback on.
const DEEPEST: usize = 3;

/// The calls to change, and the types of the functions that they may reach.
#[derive(Default)]
struct Needed {
    callers: HashSet<u32>,
    kinds: BTreeSet<u32>,
}

impl Needed {
    /// `None` if the library calls each function with its own type.
    fn of(linked: &Linked) -> Option<Self> {
        let mut needed = Self::default();
        for callback in CALLBACKS {
            let is_caller = |named: &str| named == callback.caller;
            let callers = linked.names.iter().filter(|(_, named)| is_caller(named));
            let callers: Vec<u32> = callers.map(|(function, _)| *function).collect();
            let mut kinds = BTreeSet::new();
            for taker in callback.takers {
                let is_taker = |(_, named): &&(u32, String)| named == taker.name;
                for (function, _) in linked.names.iter().filter(is_taker) {
                    others(linked, *function, taker, &mut kinds);
                }
            }
            if !kinds.is_empty() && !callers.is_empty() {
                needed.callers.extend(callers);
                needed.kinds.extend(kinds);
            }
        }
        (!needed.kinds.is_empty()).then_some(needed)
    }

    fn includes(&self, call: &Call) -> bool {
        self.callers.contains(&call.caller)
            && matches!(call.kind, Kind::Indirect(_) | Kind::TailIndirect(_))
    }
}

/// Adds the types of functions that are passed to `function`, a taker, and do not match.
fn others(linked: &Linked, function: u32, taker: &Taker, kinds: &mut BTreeSet<u32>) {
    let mut seen = HashSet::from([function]);
    let mut ring = vec![function];
    for _ in 0..DEEPEST {
        let mut next = Vec::new();
        for called in ring {
            for call in linked.calls.iter().filter(|call| call.calls(called)) {
                let constants = linked.constants.get(&call.caller);
                let constants = constants.map_or(&[][..], Vec::as_slice);
                let last = call.last.filter(|_| taker.place == Place::Last);
                let given = match last {
                    Some(constant) => vec![constant],
                    None if taker.place == Place::First => constants[call.since.clone()].to_vec(),
                    None if seen.insert(call.caller) => constants.to_vec(),
                    _ => continue,
                };
                let with_information = constants.iter().any(has_sa_siginfo);
                let given: Vec<u32> = given
                    .iter()
                    .filter_map(|&each| type_at(linked, each))
                    .collect();
                let may_pass_it_on = last.is_none() && taker.place != Place::First;
                if given.is_empty() && may_pass_it_on {
                    next.push(call.caller);
                }
                kinds.extend(given.into_iter().filter(|&kind| {
                    let mut expected = taker.expected.iter();
                    !expected.any(|&count| {
                        takes(&linked.types[kind as usize], count)
                            && (count != WITH_INFORMATION || with_information)
                    })
                }));
            }
        }
        ring = next;
    }
}

fn has_sa_siginfo(constant: &Constant) -> bool {
    matches!(constant, Constant::Plain(number) if number & SA_SIGINFO != 0)
}

/// The type of the function that a constant refers to, if it does.
fn type_at(linked: &Linked, constant: Constant) -> Option<u32> {
    let Constant::Function(slot) = constant else {
        return None;
    };
    let function = linked.table.get(slot as usize).copied().flatten()?;
    Some(linked.type_of(function))
}

/// Whether a function takes so many integers and returns nothing.
fn takes(function: &FuncType, count: usize) -> bool {
    function.params().len() == count
        && function.params().iter().all(|each| *each == ValType::I32)
        && function.results().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passes::changed;
    use wasm_encoder::{
        CodeSection, ConstExpr, ElementSection, Elements, Function, FunctionSection, Instruction,
        NameMap, NameSection, RefType, TableSection, TableType, TypeSection, ValType as Encoded,
    };

    /// A program, function 3, that passes function 0, of this type, to function 1, called
    /// `taker`. Function 2, called `caller`, and function 3 call a pointer as `() -> ()`.
    fn module(given: u32, taker: &str, caller: &str) -> Vec<u8> {
        module_with(
            given,
            taker,
            caller,
            &[POINTER, CALL_TAKER, DROP, POINTER, CALL_POINTER],
        )
    }

    // As the linker writes them: padded, so that every number fits.
    const POINTER: &[u8] = &[0x41, 0x81, 0x80, 0x80, 0x80, 0];
    const CALL_TAKER: &[u8] = &[0x10, 0x81, 0x80, 0x80, 0x80, 0];
    const CALL_POINTER: &[u8] = &[0x11, 0x80, 0x80, 0x80, 0x80, 0, 0];
    const DROP: &[u8] = &[0x1a];

    fn module_with(given: u32, taker: &str, caller: &str, program: &[&[u8]]) -> Vec<u8> {
        const NONE: u32 = 0;
        const TAKER: u32 = 1;
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([Encoded::I32], [Encoded::I32]);
        types.ty().function([Encoded::I32], []);
        let mut functions = FunctionSection::new();
        for each in [given, TAKER, NONE, NONE] {
            functions.function(each);
        }
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 2,
            maximum: Some(2),
            shared: false,
        });
        let mut elements = ElementSection::new();
        let table = Elements::Functions((&[0]).into());
        elements.active(None, &ConstExpr::i32_const(1), table);
        let bodies: [&[&[u8]]; 4] = [&[&[0]], &[&[0]], &[POINTER, CALL_POINTER], program];
        let mut code = CodeSection::new();
        for parts in bodies {
            let mut body = Function::new([]);
            body.raw(parts.concat()).instruction(&Instruction::End);
            code.function(&body);
        }
        let mut map = NameMap::new();
        map.append(1, taker);
        map.append(2, caller);
        let mut names = NameSection::new();
        names.functions(&map);
        let mut module = wasm_encoder::Module::new();
        module
            .section(&types)
            .section(&functions)
            .section(&tables)
            .section(&elements)
            .section(&code)
            .section(&names);
        module.finish()
    }

    /// The functions that have a changed call through a pointer after the pass.
    fn changed_in(module: &[u8]) -> Vec<u32> {
        let Some(after) = changed(&Callbacks, module).expect("a module") else {
            return Vec::new();
        };
        let after = Module::parse(after).expect("a module");
        let linked = after.linked().expect("it is valid");
        let is_left = |function: &u32| {
            let mut calls = linked.calls.iter();
            calls.any(|call| call.caller == *function && matches!(call.kind, Kind::Indirect(_)))
        };
        [2, 3].into_iter().filter(|each| !is_left(each)).collect()
    }

    #[test]
    fn the_library_calls_what_it_is_given_as_what_it_is() {
        const ONE_PARAMETER: u32 = 2;
        let given = |taker, caller| changed_in(&module(ONE_PARAMETER, taker, caller));
        assert_eq!(given("atexit", "call"), [2]);
        assert_eq!(given("at_quick_exit", "__funcs_on_quick_exit"), [2]);
        // A handler of signal() is called with one number, as this one expects.
        assert_eq!(given("signal", "__call_handler"), [0_u32; 0]);
        // Names that no function of the library has.
        assert_eq!(given("other", "call"), [0_u32; 0]);
        assert_eq!(given("atexit", "other"), [0_u32; 0]);
    }

    #[test]
    fn a_destructor_that_returns_its_object_is_called_so() {
        const DESTRUCTOR: u32 = 1;
        const ONE_PARAMETER: u32 = 2;
        for (taker, caller) in [
            ("__cxa_atexit", "__funcs_on_exit"),
            ("__cxa_thread_atexit", "destroy_all"),
        ] {
            assert_eq!(changed_in(&module(DESTRUCTOR, taker, caller)), [2]);
            assert_eq!(
                changed_in(&module(ONE_PARAMETER, taker, caller)),
                [0_u32; 0]
            );
        }
    }

    #[test]
    fn a_constant_before_another_call_is_no_destructor() {
        const DESTRUCTOR: u32 = 1;
        let number: &[u8] = &[0x41, 7];
        let changed = |program: &[&[u8]]| {
            changed_in(&module_with(
                DESTRUCTOR,
                "__cxa_atexit",
                "__funcs_on_exit",
                program,
            ))
        };
        let call = [POINTER, CALL_POINTER, number, CALL_TAKER, DROP];
        assert_eq!(changed(&call), [0_u32; 0]);
        // Whatever stands between the argument and the call.
        let call = [
            POINTER,
            number,
            DROP,
            CALL_TAKER,
            DROP,
            POINTER,
            CALL_POINTER,
        ];
        assert_eq!(changed(&call), [2]);
    }

    #[test]
    fn what_is_given_as_wanted_stays_byte_for_byte() {
        const NO_PARAMETERS: u32 = 0;
        assert_eq!(
            changed_in(&module(NO_PARAMETERS, "atexit", "call")),
            [0_u32; 0]
        );
    }
}
