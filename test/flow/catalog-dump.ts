import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { featureCount } from '../../src/main/engine/feature/texture-features.ts';

interface ExemplarLine {
  readonly ordinal: number;
  readonly address: string;
  readonly hash: string;
  readonly members: number;
  readonly chosen: number;
  readonly held_out: number;
  readonly pack: number | null;
  readonly pack_offset: number;
  readonly pack_bytes: number;
}

interface SectionLine {
  readonly place: string;
  readonly hashes: string;
  readonly owners: Uint8Array | null;
}

/**
 * What a run left in a project, one line a thing, in an order that does not depend on the way there. Ordinals
 * do: one is never given twice, and a scope that was begun and killed has used some. So exemplars are told by
 * where they are, their pixels and features by checksum.
 */
export function catalogDump(project: string): readonly string[] {
  const db = new Database(join(project, 'project.sqlite'), { readonly: true });
  try {
    const cut = Number(db.prepare("SELECT value FROM setting WHERE name = 'cut'").pluck().get());
    const addresses = new Map<number, string>();
    const features = readFileSync(join(project, 'embeddings', 'texture-4.f64'));
    const packOf = readOnce((pack) => readFileSync(join(project, 'patches', `${pack}.pack`)));
    const exemplars = exemplarLines(db, cut).map((line) => {
      addresses.set(line.ordinal, line.address);
      const { address, hash, members, chosen, held_out: held } = line;
      const kept = [pixelsOf(packOf, line), featuresOf(features, line.ordinal)];
      return ['exemplar', address, hash, members, chosen, held, ...kept].join(' ');
    });
    const sections = sectionLines(db, cut).map(({ place, hashes, owners }) =>
      ['section', place, hashes, ownersOf(owners, addresses)].join(' '),
    );
    return [...sections, ...exemplars.sort(), ...restLines(db, cut)];
  } finally {
    db.close();
  }
}

function exemplarLines(db: Database.Database, cut: number): readonly ExemplarLine[] {
  return db
    .prepare<[number], ExemplarLine>(
      `SELECT ordinal, content_id || ' ' || plane || ' ' || position || ' ' || y0 || ',' || y1 || ',' || x0 || ',' || x1 AS address,
         hex(hash) AS hash, members, chosen, held_out, pack, pack_offset, pack_bytes
       FROM exemplar JOIN scope ON scope.id = exemplar.scope JOIN volume ON volume.id = exemplar.volume
       WHERE scope.cut = ?`,
    )
    .all(cut);
}

function sectionLines(db: Database.Database, cut: number): readonly SectionLine[] {
  return db
    .prepare<[number], SectionLine>(
      `SELECT content_id || ' ' || plane || ' ' || position || ' ' || patches AS place, hex(hashes) AS hashes, owners
       FROM cross_section JOIN volume ON volume.id = cross_section.volume
       WHERE cut = ? ORDER BY content_id, plane, position`,
    )
    .all(cut);
}

/** Scopes, what volumes were cut from, the hold-out, and what must not be left over. */
function restLines(db: Database.Database, cut: number): readonly string[] {
  const lines = (sql: string) => db.prepare(sql).pluck().all({ cut }).map(String);
  return [
    ...lines(
      `SELECT 'scope ' || name || ' ' || complete || ' ' || inputs FROM scope WHERE cut = @cut ORDER BY name`,
    ),
    ...lines(
      `SELECT 'volume ' || content_id || ' ' || inputs || ' ' || complete FROM cut_volume
       JOIN volume ON volume.id = volume WHERE cut = @cut ORDER BY content_id`,
    ),
    ...lines(
      `SELECT 'hold-out ' || content_id || ' ' || plane || ' ' || block || ' ' || held FROM hold_out
       WHERE @cut = @cut ORDER BY content_id, plane, block`,
    ),
    ...lines(`SELECT 'parts left over ' || count(*) FROM section_part WHERE cut = @cut`),
    ...lines(
      `SELECT 'exemplars of no scope ' || count(*) FROM exemplar
       WHERE @cut = @cut AND scope NOT IN (SELECT id FROM scope)`,
    ),
  ];
}

function readOnce(read: (pack: number) => Buffer): (pack: number) => Buffer {
  const known = new Map<number, Buffer>();
  return (pack) => {
    const bytes = known.get(pack) ?? read(pack);
    known.set(pack, bytes);
    return bytes;
  };
}

function pixelsOf(
  packOf: (pack: number) => Buffer,
  { pack, pack_offset: at, pack_bytes: bytes }: ExemplarLine,
): string {
  if (pack === null) return 'no pixels';
  const pixels = inflateRawSync(packOf(pack).subarray(at, at + bytes));
  return createHash('sha256').update(pixels).digest('hex');
}

function featuresOf(file: Buffer, ordinal: number): string {
  const bytes = featureCount * 8;
  return file.subarray(ordinal * bytes, (ordinal + 1) * bytes).toString('hex');
}

function ownersOf(owners: Uint8Array | null, addresses: ReadonlyMap<number, string>): string {
  if (!owners) return 'no owners';
  const ordinals = new Uint32Array(Uint8Array.from(owners).buffer);
  const names = [...ordinals].map((ordinal) => addresses.get(ordinal) ?? `lost ${ordinal}`);
  return createHash('sha256').update(names.join('\n')).digest('hex');
}
