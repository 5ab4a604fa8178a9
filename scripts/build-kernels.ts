// Compiles every AssemblyScript file of kernel/assembly to a .wasm beside its TypeScript loader.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { main } from 'assemblyscript/asc';

const folder = join(import.meta.dirname, '..', 'src', 'main', 'engine', 'kernel');
const flags = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--importMemory'];

for (const name of readdirSync(join(folder, 'assembly')).filter((file) => file.endsWith('.ts'))) {
  const source = join(folder, 'assembly', name);
  const target = join(folder, name.replace(/\.ts$/, '.wasm'));
  const { error, stderr } = await main([source, '-o', target, ...flags]);
  if (error) {
    console.error(stderr.toString());
    throw error;
  }
}
