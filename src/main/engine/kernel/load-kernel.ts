import { readFileSync } from 'node:fs';

/** A WASM kernel with its own memory. Views on `memory.buffer` are void after `reserve` grew it. */
export interface LoadedKernel {
  readonly memory: WebAssembly.Memory;
  readonly call: Readonly<Record<string, (...args: number[]) => number>>;
  /** Makes addresses 0..bytes-1 usable. Throws a RangeError when the system refuses the memory. */
  reserve(bytes: number): void;
}

const pageBytes = 65536;
const modules = new Map<string, WebAssembly.Module>();

/**
 * Loads `assembly/NAME.ts` as compiled by `npm run kernels`.
 *
 * The .wasm lies beside this file, in the sources as in the bundle.
 */
export function loadKernel(name: string): LoadedKernel {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = new WebAssembly.Instance(compiled(name), { env: { memory, abort } });
  return {
    memory,
    // `as`: the assembly exports functions of numbers and nothing else.
    call: instance.exports as unknown as LoadedKernel['call'],
    reserve(bytes) {
      const missing = Math.ceil((bytes - memory.buffer.byteLength) / pageBytes);
      if (missing > 0) memory.grow(missing);
    },
  };
}

function compiled(name: string): WebAssembly.Module {
  const known = modules.get(name);
  if (known) return known;
  const bytes = readFileSync(new URL(`./${name}.wasm`, import.meta.url));
  const module = new WebAssembly.Module(bytes);
  modules.set(name, module);
  return module;
}

function abort(): never {
  throw new Error('a WASM kernel aborted');
}
