import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepExemplars } from '../../src/main/engine/exemplar/keep-exemplars.ts';
import { claimEarliest } from '../../src/main/engine/kernel/near-duplicate.ts';
import { type GoldenResult, tally } from './golden-result.ts';

interface DedupCase {
  name: string;
  threshold: number;
  hashes: string[];
  order: number[];
  exemplars: number[];
  owner: number[];
}

/** dedup.json: exemplars in their order and the owner of every item, by both twins. */
export async function checkDedup(folder: string): Promise<GoldenResult> {
  const { result, compare } = tally('dedup.json');
  // `as`: golden's own file; a missing field fails its comparison.
  const text = await readFile(join(folder, 'dedup.json'), 'utf8');
  const { cases } = JSON.parse(text) as { cases: DedupCase[] };
  for (const { name, threshold, hashes, order, ...want } of cases) {
    const bytes = new Uint8Array(Buffer.from(hashes.join(''), 'hex'));
    const perHash = bytes.length / hashes.length;
    for (const [twin, keep] of Object.entries({ fast: keepExemplars, plain: claimEarliest })) {
      const found = keep(bytes, perHash, Uint32Array.from(order), threshold);
      for (const part of ['exemplars', 'owner'] as const) {
        const at = firstDifference(Array.from(found[part]), want[part]);
        const where = `${name} (${twin}) ${part}[${at}]`;
        compare(at < 0, () => `${where}: ${found[part][at]}, want ${want[part][at]}`);
      }
    }
  }
  return result;
}

function firstDifference(found: readonly number[], want: readonly number[]): number {
  const length = Math.max(found.length, want.length);
  return Array.from({ length }, (_, i) => i).findIndex((i) => found[i] !== want[i]);
}
