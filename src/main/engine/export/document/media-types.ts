/** What the files of a data set are, by ending: a media type, or the page that defines a format without one. */
const types: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
  '.md': 'text/markdown',
  '.txt': 'text/plain',
  '.cff': 'application/yaml',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.tar': 'application/x-tar',
  '.parquet': 'application/vnd.apache.parquet',
  '.npy': 'https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html',
  '.safetensors': 'https://huggingface.co/docs/safetensors',
  '.nrrd': 'https://teem.sourceforge.net/nrrd/format.html',
  '.mrc': 'https://www.ccpem.ac.uk/mrc-format/mrc2014/',
};

/** @param path of a file, or an ending with its dot */
export function mediaTypeOf(path: string): string {
  const ending = /\.[^./]+$/u.exec(path.toLowerCase())?.[0] ?? '';
  return (Object.hasOwn(types, ending) && types[ending]) || 'application/octet-stream';
}

/** Endings of files that are one picture each. */
export const pictureEndings: ReadonlySet<string> = new Set(['.tif', '.tiff', '.png', '.webp']);

/** What a file beside the payload is for; null where nothing is known of it. */
export function purposeOf(path: string): string | null {
  return (Object.hasOwn(purposes, path) && purposes[path]) || null;
}

const purposes: Readonly<Record<string, string>> = {
  'manifest.csv': 'Every patch, one a line: its place in its source, score, decision and file.',
  'dataset.json': 'How the data set came about: every parameter, seed, version, model and source.',
  'labels.csv': 'Every label of the exported sources, by the place of the patch.',
  'groups.csv': 'The near-duplicates that each exported exemplar stands for.',
  'embeddings.npy': 'A vector for each patch, in the order of manifest.csv.',
  'embeddings.safetensors': 'A vector for each patch, in the order of manifest.csv.',
  'manifest-sha256.txt': 'Checksums of the payload (BagIt).',
  'README.md': 'The data set card.',
  'CITATION.cff': 'How to cite the data set, its sources and the method.',
  'empiar.csv': 'The image sets as a deposition in EMPIAR asks for them.',
  'croissant.json': 'Croissant metadata.',
};
