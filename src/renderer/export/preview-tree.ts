/** One line of the look at what will be written. */
export interface TreeLine {
  /** relative to the new folder; empty for that itself */
  readonly path: string;
  readonly depth: number;
  readonly name: string;
  /** what it is for; empty where its name says it */
  readonly note: string;
  readonly isFolder: boolean;
}

const notes: Readonly<Record<string, string>> = {
  'bagit.txt': 'marks a BagIt folder',
  'bag-info.txt': 'who wrote it, how many bytes',
  'manifest-sha256.txt': 'checksums of data/',
  'tagmanifest-sha256.txt': 'checksums of the rest',
  'dataset.json': 'every parameter, seed and version',
  'manifest.csv': 'one line a patch',
  'labels.csv': 'every label of the sources',
  'groups.csv': 'near-duplicates of each exemplar',
  'embeddings.npy': 'one row a patch',
  'embeddings.safetensors': 'one row a patch',
  'README.md': 'data set card',
  'croissant.json': 'Croissant description',
  'ro-crate-metadata.json': 'RO-Crate description',
  'CITATION.cff': 'how to cite it',
  'empiar.csv': 'table for EMPIAR',
};

/**
 * Paths as a tree, folders before what is in them, in the order they are given.
 *
 * @param root name of the new folder
 * @param paths relative, with `/`
 * @param isWhole false when there are more files than these
 */
export function previewTree(
  root: string,
  paths: readonly string[],
  isWhole: boolean,
): readonly TreeLine[] {
  const lines: TreeLine[] = [{ path: '', depth: 0, name: `${root}/`, note: '', isFolder: true }];
  const opened = new Set<string>();
  for (const path of paths) {
    const parts = path.split('/');
    for (const [i, part] of parts.entries()) {
      const here = parts.slice(0, i + 1).join('/');
      const isFolder = i < parts.length - 1;
      if (isFolder && opened.has(here)) continue;
      opened.add(here);
      const note = i === 0 && !isFolder ? (notes[part] ?? '') : '';
      lines.push({ path: here, depth: i + 1, name: isFolder ? `${part}/` : part, note, isFolder });
    }
  }
  if (!isWhole) lines.push({ path: '…', depth: 1, name: '…', note: '', isFolder: false });
  return lines;
}
