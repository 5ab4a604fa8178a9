import type { PictureEncoding } from '../../../shared/export.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { ExportedPatch, Exporter, PatchReader } from './exporter.ts';
import { FewOpen } from './few-open.ts';
import { inOrder } from './in-order.ts';
import { patchRecord } from './patch-record.ts';
import { openPayloadFile, type PayloadFile } from './payload-file.ts';
import { decodePatch, encodePatch, mostPictureBytes } from './picture-file.ts';
import { splitName } from './split-name.ts';
import { readTarHeader, type TarMember, tarBlock, tarEnd, tarMember } from './ustar.ts';

/** Ends of the members' names as WebDataset's and Hugging Face's loaders know them. */
const endings: Readonly<Record<PictureEncoding, string>> = {
  png: 'png',
  webp: 'webp',
  tiff: 'tif',
};

/**
 * Tar shards that are read from front to back while training: of each patch a picture and a JSON with
 * its facts, under one key. The key is the patch's running number in its split, since a key ends at the
 * first dot and names of patches may hold any; the name is in the JSON.
 *
 * @see https://github.com/webdataset/webdataset
 */
export const webdataset: Exporter = {
  name: 'webdataset',
  title: 'WebDataset',
  about: 'Tar files that training reads from front to back: a picture and its facts per patch.',
  pictures: ['png', 'webp', 'tiff'],
  shard: { by: 'split', patches: 1024 },
  async writeShard(payload, shard, pictures) {
    const encoding = pictures ?? 'png';
    const split = splitName(shard.patches[0]?.split ?? null);
    const file = `${split}-${String(shard.ofSplit).padStart(6, '0')}.tar`;
    const keys = shard.patches.map((_, i) => String(shard.before.ofSplit + i).padStart(9, '0'));
    await payload.writePieces(file, tarPieces(shard.patches, keys, encoding));
    return keys.map((key) => ({ file, item: `${key}.${endings[encoding]}` }));
  },
  async writeIndex() {
    // Nothing is known of all shards that the manifest does not say.
  },
  openReader: (payload) => tarReader(payload),
};

async function* tarPieces(
  patches: readonly ExportedPatch[],
  keys: readonly string[],
  encoding: PictureEncoding,
): AsyncGenerator<Uint8Array> {
  const samples = inOrder(patches, async (patch, i) => {
    const picture = await encodePatch(patch, encoding);
    const facts = Buffer.from(`${JSON.stringify(patchRecord(patch))}\n`);
    const key = keys[i] ?? '';
    return [
      tarMember(`${key}.${endings[encoding]}`, picture),
      tarMember(`${key}.json`, facts),
    ] as const;
  });
  for await (const members of samples) yield* members;
  yield tarEnd;
}

/** Tar files whose members are known stay open, this many at most. */
const mostOpen = 4;
/** A shard of ours has two members a patch; far more is no shard of ours. */
const mostMembers = 1_000_000;

interface OpenTar {
  readonly file: PayloadFile;
  readonly members: ReadonlyMap<string, TarMember>;
}

function tarReader(payload: string): PatchReader {
  const tars = new FewOpen<OpenTar>(
    mostOpen,
    (place) => openTar(payload, place),
    ({ file }) => file.close(),
  );
  return {
    pixels: ({ file, item, box }) =>
      tars.use(file, async (tar) => {
        const { path } = tar.file;
        const member = tar.members.get(item);
        if (!member || member.size > mostPictureBytes(box)) {
          return fail({ kind: 'file-unreadable', path, reason: `it holds no picture ${item}` });
        }
        const bytes = await tar.file.read(member.offset, member.size);
        return bytes.ok ? decodePatch(bytes.value, box, `${path}, ${item}`) : bytes;
      }),
    close: () => tars.close(),
  };
}

async function openTar(payload: string, place: string): Promise<Outcome<OpenTar>> {
  const file = await openPayloadFile(payload, place);
  if (!file.ok) return file;
  const members = await membersOf(file.value);
  if (members.ok) return succeed({ file: file.value, members: members.value });
  await file.value.close();
  return members;
}

/** Where everything lies in an untrusted tar file; only headers are read. */
async function membersOf(file: PayloadFile): Promise<Outcome<ReadonlyMap<string, TarMember>>> {
  const members = new Map<string, TarMember>();
  for (let at = 0; at + tarBlock <= file.size && members.size < mostMembers; ) {
    const block = await file.read(at, tarBlock);
    if (!block.ok) return block;
    const header = readTarHeader(block.value);
    if (header === 'end') return succeed(members);
    const offset = at + tarBlock;
    if (header === null || offset + header.size > file.size) {
      const what = `there is no file of a WebDataset shard at byte ${at}`;
      return fail({ kind: 'header-invalid', path: file.path, what });
    }
    members.set(header.name, { name: header.name, offset, size: header.size });
    at = offset + Math.ceil(header.size / tarBlock) * tarBlock;
  }
  return fail({
    kind: 'header-invalid',
    path: file.path,
    what: 'it does not end as a tar file does',
  });
}
