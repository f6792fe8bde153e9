// Runs a program with threads: node host.mjs PROGRAM.wasm [ARGUMENT...]
//
// Each thread of the program is a worker with its own instance, and all have one memory. This
// thread only starts the workers: a thread of the program may block, and an event loop may not.
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const PAGE = 65536;
// As the program was linked: --initial-memory and --max-memory.
const LIMITS = { initial: (16 << 20) / PAGE, maximum: (1 << 30) / PAGE };

if (isMainThread) {
  const [program, ...args] = process.argv.slice(2);
  const common = {
    module: new WebAssembly.Module(readFileSync(program)),
    memory: new WebAssembly.Memory({ ...LIMITS, shared: true }),
    args: [program, ...args],
    last: new Int32Array(new SharedArrayBuffer(4)),
  };
  const start = (thread) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { ...common, thread } });
    worker.on('message', ({ thread, exit }) => (thread ? start(thread) : process.exit(exit)));
    worker.on('error', (error) => {
      console.error(`node: ${error}`);
      process.exit(134);
    });
  };
  start({ number: 0 });
} else {
  const { module, memory, args, last, thread } = workerData;
  const wasi = new WASI({ version: 'preview1', args, preopens: { '/': '.' } });
  const exit = (status) => {
    parentPort.postMessage({ exit: status });
    // The end of the process ends this worker, too.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  const spawn = (argument) => {
    const number = Atomics.add(last, 0, 1) + 1;
    parentPort.postMessage({ thread: { number, argument } });
    return number;
  };
  const instance = new WebAssembly.Instance(module, {
    env: { memory },
    wasi: { 'thread-spawn': spawn },
    wasi_snapshot_preview1: { ...wasi.wasiImport, proc_exit: exit },
  });
  // All that node:wasi wants of an instance is its memory.
  wasi.initialize({ exports: { memory } });
  if (thread.number === 0) {
    instance.exports._start();
    exit(0);
  } else {
    instance.exports.wasi_thread_start(thread.number, thread.argument);
  }
}
