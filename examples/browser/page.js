// Runs wc.wasm with the text of the page as its standard input.

import { ConsoleStdout, File, OpenFile, WASI } from '@bjorn3/browser_wasi_shim';

const input = document.getElementById('input');
const output = document.getElementById('output');
const module = WebAssembly.compileStreaming(fetch('wc.wasm'));

const print = (line) => output.append(line + '\n');

async function run() {
  output.textContent = '';
  const standardInput = new OpenFile(new File(new TextEncoder().encode(input.value)));
  const wasi = new WASI(
    ['wc'],
    [],
    [standardInput, ConsoleStdout.lineBuffered(print), ConsoleStdout.lineBuffered(print)],
  );
  // A module runs once: each run has an instance of its own.
  const instance = await WebAssembly.instantiate(await module, {
    wasi_snapshot_preview1: wasi.wasiImport,
  });
  const status = wasi.start(instance);
  if (status !== 0) print(`wc ended with status ${status}`);
}

const show = () => run().catch((error) => print(`${error}`));
document.getElementById('run').addEventListener('click', show);
show();
