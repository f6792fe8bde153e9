//! Components of WASI 0.2, on wasmtime and wasmtime-wasi alone: none of the layers for preview1
//! is in front of it.

mod calls;

use std::mem::ManuallyDrop;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use wasmtime::component::{Component, HasData, Linker, Resource};
use wasmtime::{Engine, Error, Store, Trap, WasmBacktrace};
use wasmtime_wasi::p2::bindings::sockets::ip_name_lookup as names;
use wasmtime_wasi::p2::bindings::sockets::network::{self as errors, ErrorCode, IpAddress};
use wasmtime_wasi::p2::bindings::sync::Command;
use wasmtime_wasi::p2::{DynPollable, SocketError};
use wasmtime_wasi::sockets::{SocketAddrUse, WasiSocketsCtxView, WasiSocketsView};
use wasmtime_wasi::{
    FsPerms, I32Exit, ResourceTable, WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView,
};

use self::calls::Calls;
use super::wasmtime::{config, convert, describe_trap, load, show};
use super::{End, Outcome, Run};
use crate::host::{Listen, Looked, Settings};
use crate::network::{Network, Use};

pub fn run(mut run: Run, allowed: Option<&[String]>) -> Result<Outcome> {
    let tank = run.tank();
    let network = Arc::new(network(&run.settings, allowed)?);
    let engine = Engine::new(&config(&run, false))
        .map_err(convert)
        .context("cannot start wasmtime")
        .map(ManuallyDrop::new)?;
    let component: ManuallyDrop<Component> = load(&engine, &mut run).map(ManuallyDrop::new)?;
    let name = || run.program.path.display().to_string();
    if let Some(watchdog) = &run.watchdog {
        let engine = Engine::clone(&engine);
        watchdog.interrupt_with(move || engine.increment_epoch());
    }
    let mut linker = Linker::<State>::new(&engine);
    wasmtime_wasi::p2::add_to_linker_sync(&mut linker).map_err(convert)?;
    linker.allow_shadowing(true);
    names::add_to_linker::<_, HasNames>(&mut linker, State::names).map_err(convert)?;

    let state = State {
        ctx: context(&run.settings, &network)?,
        table: ResourceTable::new(),
        network,
    };
    let mut store = ManuallyDrop::new(Store::new(&engine, state));
    if let Some(fuel) = tank {
        store.set_fuel(fuel).map_err(convert)?;
    }
    store.set_epoch_deadline(1);
    let is_counted = run.settings.count;
    let trace = run.settings.trace.take();
    let calls = match is_counted || trace.is_some() {
        true => Some(Calls::observe(trace)?),
        false => None,
    };
    let command = Command::instantiate(&mut *store, &component, &linker);
    let end = match command {
        Err(error) if !error.is::<Trap>() => {
            return Err(unlike_a_command(&error)).with_context(name);
        }
        Err(error) => end(error, run.fuel).with_context(name)?,
        Ok(command) => match command.wasi_cli_run().call_run(&mut *store) {
            Ok(result) => End::Exit(u32::from(result.is_err())),
            Err(error) => end(error, run.fuel).with_context(name)?,
        },
    };
    Ok(Outcome {
        end,
        thread: 0,
        calls: calls.filter(|_| is_counted).map(|calls| calls.counts()),
        looked: Looked::default(),
        fuel: tank
            .map(|tank| store.get_fuel().map(|left| tank - left))
            .transpose()
            .map_err(convert)?,
        functions: Vec::new(),
    })
}

/// The part of the network that the options allow.
fn network(settings: &Settings, allowed: Option<&[String]>) -> Result<Network> {
    let addresses = settings.listen.iter().map(|listen| match listen {
        Listen::Tcp(address) => Ok(address.clone()),
        Listen::Unix(_) => bail!("--listen {listen}: a component listens on ADDRESS:PORT alone"),
    });
    Network::new(allowed, &addresses.collect::<Result<Vec<_>>>()?)
}

/// The capabilities of a component.
fn context(settings: &Settings, network: &Arc<Network>) -> Result<WasiCtx> {
    let mut builder = WasiCtxBuilder::new();
    builder.allow_blocking_current_thread(true);
    builder.inherit_stdio();
    for arg in &settings.args {
        let shown = arg.display();
        let text = arg.to_str();
        builder.arg(text.with_context(|| format!("the argument {shown} is not UTF-8"))?);
    }
    for (key, value) in &settings.env {
        let (Some(key), Some(value)) = (key.to_str(), value.to_str()) else {
            bail!("the variable {} is not UTF-8", key.display());
        };
        builder.env(key, value);
    }
    for preopen in &settings.preopens {
        let permissions = match preopen.read_only {
            true => FsPerms::ReadOnly,
            false => FsPerms::ReadWrite,
        };
        let opened = builder.preopened_dir(preopen.path(), &preopen.guest, permissions);
        if let Err(error) = opened {
            bail!(
                "cannot open the directory {}: {error:#}",
                preopen.host.display()
            );
        }
    }
    // Sockets and look-ups are there; each use is checked.
    builder
        .allow_tcp(true)
        .allow_udp(true)
        .allow_ip_name_lookup(true);
    let network = Arc::clone(network);
    builder.socket_addr_check(move |address, what| {
        let is_allowed = is_allowed(&network, address, what);
        Box::pin(async move { is_allowed })
    });
    Ok(builder.build())
}

fn is_allowed(network: &Network, address: SocketAddr, what: SocketAddrUse) -> bool {
    let what = match what {
        SocketAddrUse::TcpBind | SocketAddrUse::UdpBind => Use::Bind,
        SocketAddrUse::TcpListen => Use::Listen,
        SocketAddrUse::TcpAccept => Use::Accept,
        SocketAddrUse::TcpConnect | SocketAddrUse::UdpSend => Use::Send,
        SocketAddrUse::UdpReceive => Use::Receive,
    };
    network.allows(address, what)
}

struct State {
    ctx: WasiCtx,
    table: ResourceTable,
    network: Arc<Network>,
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.ctx,
            table: &mut self.table,
        }
    }
}

impl State {
    fn names(&mut self) -> Names<'_> {
        let network = Arc::clone(&self.network);
        Names {
            network,
            sockets: self.sockets(),
        }
    }
}

/// wasmtime-wasi's look-up of names, for the names that the program may look up.
struct Names<'a> {
    network: Arc<Network>,
    sockets: WasiSocketsCtxView<'a>,
}

struct HasNames;

impl HasData for HasNames {
    type Data<'a> = Names<'a>;
}

impl errors::Host for Names<'_> {
    fn convert_error_code(&mut self, error: SocketError) -> wasmtime::Result<ErrorCode> {
        error.downcast()
    }

    fn network_error_code(
        &mut self,
        error: Resource<Error>,
    ) -> wasmtime::Result<Option<ErrorCode>> {
        self.sockets.network_error_code(error)
    }
}

impl errors::HostNetwork for Names<'_> {
    fn drop(&mut self, network: Resource<errors::Network>) -> wasmtime::Result<()> {
        errors::HostNetwork::drop(&mut self.sockets, network)
    }
}

impl names::Host for Names<'_> {
    fn resolve_addresses(
        &mut self,
        network: Resource<errors::Network>,
        name: String,
    ) -> Result<Resource<names::ResolveAddressStream>, SocketError> {
        if !self.network.allows_name(&name) {
            return Err(ErrorCode::AccessDenied.into());
        }
        self.sockets.resolve_addresses(network, name)
    }
}

impl names::HostResolveAddressStream for Names<'_> {
    fn resolve_next_address(
        &mut self,
        stream: Resource<names::ResolveAddressStream>,
    ) -> Result<Option<IpAddress>, SocketError> {
        self.sockets.resolve_next_address(stream)
    }

    fn subscribe(
        &mut self,
        stream: Resource<names::ResolveAddressStream>,
    ) -> wasmtime::Result<Resource<DynPollable>> {
        names::HostResolveAddressStream::subscribe(&mut self.sockets, stream)
    }

    fn drop(&mut self, stream: Resource<names::ResolveAddressStream>) -> wasmtime::Result<()> {
        names::HostResolveAddressStream::drop(&mut self.sockets, stream)
    }
}

/// The error for a component that is no program, or imports more than there is.
fn unlike_a_command(error: &Error) -> anyhow::Error {
    anyhow!(
        "it is not a command of WASI 0.2, which exports `wasi:cli/run` and imports `wasi:` \
         interfaces alone: {error:#}"
    )
}

/// The end of a program whose call returned an error, unless it could not even start.
fn end(error: Error, fuel: Option<u64>) -> Result<End> {
    if let Some(I32Exit(status)) = error.downcast_ref() {
        return Ok(End::Exit(status.cast_unsigned()));
    }
    let backtrace = error.downcast_ref::<WasmBacktrace>();
    let backtrace = backtrace.map(show).unwrap_or_default();
    match error.downcast_ref::<Trap>() {
        Some(Trap::Interrupt) => Ok(End::Timeout { backtrace }),
        Some(&trap) => Ok(End::Trap {
            message: describe_trap(trap, &error, fuel),
            backtrace,
        }),
        None => Err(convert(error)),
    }
}
