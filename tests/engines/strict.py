"""Runs one program with wasmtime-wasi alone: strict.py PROGRAM '{"args", "env", "preopens"}'"""

import json
import sys
from importlib.metadata import version

import wasmtime

TRAPPED = 134

if sys.argv[1:] == ["--version"]:
    print(version("wasmtime"))
    sys.exit()

program, text = sys.argv[1:]
run = json.loads(text)
config = wasmtime.Config()
config.wasm_exceptions = True
engine = wasmtime.Engine(config)
linker = wasmtime.Linker(engine)
linker.define_wasi()
store = wasmtime.Store(engine)
wasi = wasmtime.WasiConfig()
wasi.argv = [program, *run["args"]]
wasi.env = run["env"].items()
wasi.inherit_stdin()
wasi.inherit_stdout()
wasi.inherit_stderr()
for guest, host in run["preopens"]:
    wasi.preopen_dir(host, guest)
store.set_wasi(wasi)
try:
    module = wasmtime.Module.from_file(engine, program)
    instance = linker.instantiate(store, module)
    instance.exports(store)["_start"](store)
except wasmtime.ExitTrap as end:
    sys.exit(end.code)
except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
    print(f"strict: {error}", file=sys.stderr)
    sys.exit(TRAPPED)
