import { join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { VolumeSummary } from '../../../shared/volume.ts';
import { assertInside } from './sample-layout.ts';
import type { OpenVolume } from './volume-format.ts';

type OpenFile = (path: string) => Promise<Outcome<OpenVolume>>;

/**
 * Pictures of one size and type as the planes of a volume, in the order given. Each is opened when
 * it is read; one that differs from the first, or holds several planes, is `pictures-differ`.
 */
export async function openPictureStack(
  folder: string,
  files: readonly string[],
  openFile: OpenFile,
): Promise<Outcome<OpenVolume>> {
  const paths = files.map((file) => join(folder, file));
  const [firstPath] = paths;
  if (firstPath === undefined) return fail({ kind: 'folder-empty', path: folder });
  const first = await openFile(firstPath);
  if (!first.ok) return first;
  const pattern = first.value.summary;
  await first.value.close();
  if (pattern.shape.z !== 1) return fail(differs(firstPath, 'single pictures', pattern));
  let current: { z: number; volume: OpenVolume } | null = null;
  const openPicture = async (z: number): Promise<Outcome<OpenVolume>> => {
    if (current?.z === z) return succeed(current.volume);
    await current?.volume.close();
    current = null;
    const opened = await openAlike(paths[z] ?? '', pattern, openFile);
    if (opened.ok) current = { z, volume: opened.value };
    return opened;
  };
  const summary = stackSummary(pattern, paths.length);
  return succeed({
    summary,
    async readWindow(z, window, room) {
      assertInside(summary.shape, z, window);
      const picture = await openPicture(z);
      return picture.ok ? picture.value.readWindow(0, window, room) : picture;
    },
    async close() {
      await current?.volume.close();
      current = null;
    },
  });
}

/** The summary of a stack after looking at the header of every picture. Failures as for reading. */
export async function describePictureStack(
  folder: string,
  files: readonly string[],
  openFile: OpenFile,
): Promise<Outcome<VolumeSummary>> {
  const stack = await openPictureStack(folder, files, openFile);
  if (!stack.ok) return stack;
  const { summary } = stack.value;
  const warnings = new Set(summary.warnings);
  for (const file of files) {
    const picture = await openAlike(join(folder, file), summary, openFile);
    if (!picture.ok) return picture;
    for (const warning of picture.value.summary.warnings) warnings.add(warning);
    await picture.value.close();
  }
  return succeed({ ...summary, warnings: [...warnings] });
}

async function openAlike(
  path: string,
  pattern: VolumeSummary,
  openFile: OpenFile,
): Promise<Outcome<OpenVolume>> {
  const opened = await openFile(path);
  if (!opened.ok) return opened;
  const { summary } = opened.value;
  const { shape, sampleType } = summary;
  const isAlike =
    shape.z === 1 &&
    shape.y === pattern.shape.y &&
    shape.x === pattern.shape.x &&
    sampleType === pattern.sampleType;
  if (isAlike) return opened;
  await opened.value.close();
  return fail(differs(path, words({ ...pattern, shape: { ...pattern.shape, z: 1 } }), summary));
}

const differs = (path: string, expected: string, found: VolumeSummary) =>
  ({ kind: 'pictures-differ', path, expected, found: words(found) }) as const;

/** Width and height first: the order that picture viewers show. */
function words({ shape, sampleType }: VolumeSummary): string {
  const planes = shape.z > 1 ? `${shape.z} planes of ` : '';
  return `${planes}${shape.x} x ${shape.y} ${sampleType}`;
}

/** The distance between the pictures is in none of them. */
function stackSummary(pattern: VolumeSummary, z: number): VolumeSummary {
  const warnings = [...pattern.warnings];
  if (pattern.voxelSize !== null) {
    const { y, x } = pattern.voxelSize;
    warnings.push(
      `The pictures record pixels of ${y} x ${x} nm (y, x) but not the distance between them.`,
    );
  }
  return { ...pattern, shape: { ...pattern.shape, z }, voxelSize: null, warnings };
}
