"""Calls the plugin `slug` for each title."""

import sys

from wasmtime import Engine, Linker, Module, Store, WasiConfig


class Plugin:
    def __init__(self, file):
        engine = Engine()
        self.store = Store(engine)
        wasi = WasiConfig()
        # It gets this program's stderr, for messages, and no directory.
        wasi.inherit_stderr()
        self.store.set_wasi(wasi)
        linker = Linker(engine)
        linker.define_wasi()
        instance = linker.instantiate(self.store, Module.from_file(engine, file))
        self.exports = instance.exports(self.store)
        # Once, before any other call: it makes the C library ready.
        self.call("_initialize")

    def call(self, name, *arguments):
        return self.exports[name](self.store, *arguments)

    def address(self, name, *arguments):
        """Calls a function that returns an address, which Python gets with a sign."""
        return self.call(name, *arguments) & 0xFFFFFFFF

    def slug(self, title):
        argument = self.store_string(title)
        result = self.address("slug", argument)
        self.call("free", argument)
        if result == 0:
            raise MemoryError("the plugin has no memory left")
        slug = self.load_string(result)
        self.call("free", result)
        return slug

    def store_string(self, text):
        """Copies a string into the plugin's memory."""
        data = text.encode() + b"\0"
        address = self.address("malloc", len(data))
        if address == 0:
            raise MemoryError("the plugin has no memory left")
        self.exports["memory"].write(self.store, data, address)
        return address

    def load_string(self, address):
        """Copies a string out of the plugin's memory."""
        memory = self.exports["memory"]
        end = address
        while (byte := memory.read(self.store, end, end + 1)) != b"\0":
            if not byte:
                raise ValueError("the plugin returned an address outside of its memory")
            end += 1
        return memory.read(self.store, address, end).decode()


def main():
    if len(sys.argv) < 2:
        print("usage: host.py PLUGIN.wasm [TITLE]...", file=sys.stderr)
        sys.exit(2)
    plugin = Plugin(sys.argv[1])
    for title in sys.argv[2:]:
        print(plugin.slug(title))


main()
