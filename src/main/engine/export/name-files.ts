import type { PictureEncoding } from '../../../shared/export.ts';
import { documents } from './documents.ts';
import type {
  Exporter,
  ManifestRow,
  PatchFacts,
  Payload,
  Shard,
  WrittenShards,
} from './exporter.ts';

/** A shard of a few patches, without their pixels. */
export interface ShardToName {
  readonly shard: Omit<Shard, 'patches'>;
  readonly facts: readonly PatchFacts[];
}

/** Names of files, below the payload folder and beside it. */
export interface NamedFiles {
  readonly payload: readonly string[];
  /** those that tell about the data set */
  readonly documents: readonly string[];
}

/**
 * Names of the files that an exporter writes for some shards, and about them, found by letting it write black
 * patches to nowhere. The shards should be few and of few patches.
 */
export async function nameFiles(
  exporter: Exporter,
  shards: readonly ShardToName[],
  pictures: PictureEncoding | null,
  dataset: WrittenShards['dataset'],
): Promise<NamedFiles> {
  const ofShards = new Set<string>();
  const rows: ManifestRow[] = [];
  for (const { shard, facts } of shards) {
    const patches = facts.map((fact) => {
      const { y0, y1, x0, x1 } = fact.box;
      return { ...fact, pixels: new Uint8Array((y1 - y0) * (x1 - x0)) };
    });
    const places = await exporter.writeShard(namesOnly(ofShards), { ...shard, patches }, pictures);
    facts.forEach((fact, i) => {
      rows.push({ ...fact, file: '', item: '', ...places[i], sha256: '' });
    });
  }
  const ofIndex = new Set<string>();
  async function* each() {
    yield* rows;
  }
  await exporter.writeIndex(namesOnly(ofIndex), { rows: each, dataset });
  return { payload: [...ofIndex, ...ofShards], documents: documentNames(exporter, dataset) };
}

/** Documents write themselves about no files, for the sake of their names. */
function documentNames(
  { name, title, about, pictures }: Exporter,
  dataset: WrittenShards['dataset'],
): readonly string[] {
  const manifest = { file: 'manifest.csv', sha256: '', patches: 0 } as const;
  const files = { count: 0, bytes: 0, folders: new Map(), endings: new Map() };
  const format = { name, title, about, pictures: [...pictures] };
  const told = { dataset: { ...dataset, manifest }, format, files, tags: [] };
  return documents.flatMap((document) => document.write(told)?.path ?? []);
}

function namesOnly(names: Set<string>): Payload {
  return {
    write: async (path) => void names.add(path),
    async writePieces(path, pieces) {
      names.add(path);
      for await (const _piece of pieces);
    },
  };
}
