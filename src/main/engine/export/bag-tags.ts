import { bagDeclaration, bagInfo, sumLine } from './bag.ts';
import { tagSumsName } from './dataset-layout.ts';
import type { TagFile } from './dataset-package.ts';
import { writeTagFile } from './tag-files.ts';

/**
 * Writes what makes the folder a bag; the checksums of all else beside the payload come last.
 *
 * @param tags what lies beside the payload already
 * @returns these and the new ones
 */
export async function writeBagTags(
  set: string,
  about: {
    readonly title: string;
    readonly version: string;
    readonly bytes: number;
    readonly files: number;
  },
  tags: readonly TagFile[],
): Promise<readonly TagFile[]> {
  const software = `EM Curator ${about.version}`.trim();
  const info = bagInfo({ ...about, software });
  const all = [
    ...tags,
    { path: 'bagit.txt', ...(await writeTagFile(set, 'bagit.txt', [bagDeclaration])) },
    { path: 'bag-info.txt', ...(await writeTagFile(set, 'bag-info.txt', [info])) },
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const sums = all.map(({ path, sha256 }) => sumLine(sha256, path));
  return [...all, { path: tagSumsName, ...(await writeTagFile(set, tagSumsName, sums)) }];
}
