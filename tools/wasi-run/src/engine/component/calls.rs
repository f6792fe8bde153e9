//! `--count-calls` and `--trace` of a component.
//!
//! A linker of components has no one place that all calls pass. The bindings of wasmtime-wasi make
//! a span of `tracing` for each call, with an event for its inputs and one for its result.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Debug, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use tracing_core::dispatcher::{self, Dispatch};
use tracing_core::field::{Field, Visit};
use tracing_core::span::{Attributes, Id, Record};
use tracing_core::{Event, Metadata, Subscriber};

use crate::host::Sink;

/// The spans and the events that the bindings make.
const SPAN: &str = "wit-bindgen import";
const BINDINGS: &str = "wasmtime_wasi::p2::bindings";

/// The calls of a program, as they are observed.
#[derive(Clone)]
pub struct Calls(Arc<Mutex<State>>);

struct State {
    trace: Option<Sink>,
    counts: BTreeMap<String, u64>,
    last: u64,
    open: HashMap<u64, Call>,
    /// The calls that are being worked on, outermost first.
    entered: Vec<u64>,
}

struct Call {
    name: String,
    inputs: String,
}

impl Calls {
    /// Observes all calls from now on. This is possible once.
    pub fn observe(trace: Option<Sink>) -> Result<Self> {
        let calls = Self(Arc::new(Mutex::new(State {
            trace,
            counts: BTreeMap::new(),
            last: 0,
            open: HashMap::new(),
            entered: Vec::new(),
        })));
        dispatcher::set_global_default(Dispatch::new(calls.clone()))
            .context("cannot observe the calls of a component")?;
        Ok(calls)
    }

    /// How often each function was called.
    pub fn counts(&self) -> Vec<(String, u64)> {
        self.state().counts.clone().into_iter().collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Subscriber for Calls {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        match metadata.is_span() {
            true => metadata.name() == SPAN,
            false => metadata.target().starts_with(BINDINGS),
        }
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        span.record(&mut fields);
        let mut state = self.state();
        state.last += 1;
        let id = state.last;
        let call = Call {
            name: fields.name(),
            inputs: String::new(),
        };
        state.open.insert(id, call);
        Id::from_u64(id)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.state().follow(fields);
    }

    fn enter(&self, span: &Id) {
        self.state().entered.push(span.into_u64());
    }

    fn exit(&self, span: &Id) {
        let mut state = self.state();
        let id = span.into_u64();
        if let Some(place) = state.entered.iter().rposition(|entered| *entered == id) {
            state.entered.remove(place);
        }
    }

    fn try_close(&self, span: Id) -> bool {
        self.state().open.remove(&span.into_u64()).is_some()
    }
}

impl State {
    /// Counts a call that begins; writes the line of one that ends.
    fn follow(&mut self, fields: Fields) {
        let Some(call) = self.entered.last().and_then(|id| self.open.get_mut(id)) else {
            return;
        };
        match fields.message.as_str() {
            "call" => {
                *self.counts.entry(call.name.clone()).or_default() += 1;
                call.inputs = fields.inputs;
            }
            "return" => {
                if let Some(sink) = &mut self.trace {
                    let line = format!("{}({}) = {}\n", call.name, call.inputs, fields.result);
                    // If the reader of the trace is gone, the program continues without it.
                    let _ = sink.write_all(line.as_bytes());
                }
            }
            _ => {}
        }
    }
}

/// The fields of a span or an event, as text.
#[derive(Default)]
struct Fields {
    module: String,
    function: String,
    message: String,
    inputs: String,
    result: String,
}

impl Fields {
    /// The name of a function: `tcp.tcp-socket.start-connect`, without the kind in brackets.
    fn name(&self) -> String {
        let function = match self.function.split_once(']') {
            Some((_, name)) => name,
            None => &self.function,
        };
        format!("{}.{function}", self.module)
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "module" => value.clone_into(&mut self.module),
            "function" => value.clone_into(&mut self.function),
            _ => self.record_debug(field, &value),
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let text = OneLine::of(value);
        match field.name() {
            "message" => self.message = text,
            "result" => self.result = text,
            // Of methods.
            "self_" => self.inputs = text,
            name => {
                let comma = if self.inputs.is_empty() { "" } else { ", " };
                self.inputs += &format!("{comma}{name}={text}");
            }
        }
    }
}

/// The text of a value up to the first end of a line: a backtrace may follow.
struct OneLine(String);

impl OneLine {
    fn of(value: &dyn Debug) -> String {
        let mut line = Self(String::new());
        // It fails where the line ends.
        if write!(line, "{value:?}").is_err() && line.0.starts_with("Err(") {
            line.0.push(')');
        }
        numbered(&line.0)
    }
}

/// The text with `#3` instead of `Resource { rep: 3, … }`.
fn numbered(text: &str) -> String {
    let mut parts = text.split("Resource { rep: ");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (resource, rest) = part.split_once(" }").unwrap_or((part, ""));
        let number = resource.split(',').next().unwrap_or_default();
        shown += &format!("#{number}{rest}");
    }
    shown
}

impl Write for OneLine {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match text.split_once('\n') {
            None => {
                self.0 += text;
                Ok(())
            }
            Some((line, _)) => {
                self.0 += line;
                Err(fmt::Error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Shown(&'static str);

    impl Debug for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    #[test]
    fn values_are_one_line() {
        for (value, line) in [
            ("Ok(())", "Ok(())"),
            ("Err(denied\n\nCaused by:\n    denied)", "Err(denied)"),
            (r#"Ok(Resource { rep: 3, state: "own" })"#, "Ok(#3)"),
            (
                r#"[Resource { rep: 3, state: "a" }, Resource { rep: 14, state: "b" }]"#,
                "[#3, #14]",
            ),
        ] {
            assert_eq!(OneLine::of(&Shown(value)), line);
        }
    }
}
