// Runs one program with Node's own WASI: node node.mjs PROGRAM '{"args", "env", "preopens"}'
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const TRAPPED = 134;

const [program, text] = process.argv.slice(2);
const { args, env, preopens } = JSON.parse(text);
const wasi = new WASI({
  version: 'preview1',
  args: [program, ...args],
  env,
  preopens: Object.fromEntries(preopens),
  // With true, exit throws through the module, and C++ code sees that.
  returnOnExit: false,
});
try {
  const module = new WebAssembly.Module(readFileSync(program));
  const instance = new WebAssembly.Instance(module, wasi.getImportObject());
  process.exit(wasi.start(instance));
} catch (error) {
  console.error(`node: ${error}`);
  process.exit(TRAPPED);
}
