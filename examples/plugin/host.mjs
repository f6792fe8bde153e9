// Calls the plugin `slug` for each title.

import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

class Plugin {
  static async load(file) {
    // It gets this program's stderr, for messages, and no directory.
    const wasi = new WASI({ version: 'preview1' });
    const module = await WebAssembly.compile(await readFile(file));
    const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
    // Once, before any other call: it makes the C library ready.
    wasi.initialize(instance);
    return new Plugin(instance.exports);
  }

  constructor(exports) {
    this.exports = exports;
  }

  slug(title) {
    const argument = this.storeString(title);
    // `>>> 0` takes the sign away, which JavaScript sees in addresses from 2 GiB on.
    const result = this.exports.slug(argument) >>> 0;
    this.exports.free(argument);
    if (result === 0) throw new Error('the plugin has no memory left');
    const slug = this.loadString(result);
    this.exports.free(result);
    return slug;
  }

  // A new view for each access: an old one is of no use once the memory has grown.
  get memory() {
    return new Uint8Array(this.exports.memory.buffer);
  }

  // Copies a string into the plugin's memory.
  storeString(text) {
    const bytes = new TextEncoder().encode(text + '\0');
    const address = this.exports.malloc(bytes.length) >>> 0;
    if (address === 0) throw new Error('the plugin has no memory left');
    this.memory.set(bytes, address);
    return address;
  }

  // Copies a string out of the plugin's memory.
  loadString(address) {
    const memory = this.memory;
    const end = memory.indexOf(0, address);
    if (end < 0) throw new Error('the plugin returned an address outside of its memory');
    return new TextDecoder().decode(memory.subarray(address, end));
  }
}

const [file, ...titles] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node host.mjs PLUGIN.wasm [TITLE]...');
  process.exit(2);
}
const plugin = await Plugin.load(file);
for (const title of titles) console.log(plugin.slug(title));
