import { z } from 'zod';

/** Why a request could not be met. Plain data: it crosses processes unchanged. */
export type Failure =
  | { kind: 'format-unknown'; path: string; tried: readonly string[] }
  | { kind: 'file-missing'; path: string }
  | { kind: 'file-unreadable'; path: string; reason: string }
  | { kind: 'file-truncated'; path: string; has: number; needs: number }
  | { kind: 'pages-missing'; path: string; readable: number; declared: number }
  | { kind: 'header-invalid'; path: string; what: string }
  | { kind: 'samples-unsupported'; path: string; what: string }
  | { kind: 'pictures-differ'; path: string; expected: string; found: string }
  | { kind: 'folder-empty'; path: string }
  | { kind: 'folder-of-folders'; path: string; folders: readonly string[]; count: number }
  | { kind: 'folder-not-allowed'; path: string; roots: readonly string[] }
  | { kind: 'voxel-size-missing'; path: string }
  | { kind: 'voxel-size-invalid'; given: string }
  | { kind: 'negative-samples'; path: string; lowest: number }
  | { kind: 'not-finite-samples'; path: string; count: number }
  | { kind: 'float-above-one'; path: string; highest: number }
  | { kind: 'already-added'; path: string; source: string; volume: string }
  | { kind: 'name-taken'; name: string }
  | { kind: 'plan-name-taken'; name: string }
  | { kind: 'queue-name-taken'; name: string }
  | { kind: 'source-unknown'; name: string; known: readonly string[] }
  | { kind: 'volume-changed'; path: string; source: string }
  | { kind: 'volume-not-found'; volume: string }
  | { kind: 'volume-not-here'; volume: string }
  | {
      kind: 'volumes-not-here';
      /** what reads them */
      for: 'cut' | 'raw' | 'flipbooks';
      names: readonly string[];
      count: number;
    }
  | { kind: 'project-missing'; folder: string }
  | { kind: 'project-exists'; folder: string }
  | { kind: 'project-newer'; folder: string; version: number; known: number }
  | { kind: 'project-damaged'; folder: string; what: string }
  | { kind: 'project-held'; folder: string; host: string; pid: number; shell: string }
  | { kind: 'project-read-only'; folder: string }
  | { kind: 'project-not-open' }
  | { kind: 'port-taken'; port: number }
  | { kind: 'nothing-to-run' }
  | { kind: 'cut-not-kept'; cut: string }
  | { kind: 'cut-in-force'; cut: string }
  | { kind: 'cut-removed'; changes: readonly string[] }
  | { kind: 'sources-stale'; names: readonly string[] }
  | { kind: 'source-name-invalid'; given: string }
  | { kind: 'source-table-invalid'; path: string; what: string }
  | { kind: 'no-exemplars' }
  | { kind: 'one-source' }
  | { kind: 'relation-unknown' }
  | { kind: 'all-withheld' }
  | { kind: 'labels-too-few'; informative: number; uninformative: number; needed: number }
  | { kind: 'labels-one-class'; value: string; count: number }
  | { kind: 'label-file-length'; path: string; names: number; labels: number }
  | { kind: 'label-words-unknown'; path: string; words: readonly string[] }
  | { kind: 'label-names-unknown'; path: string; names: readonly string[]; count: number }
  | { kind: 'label-file-invalid'; path: string; what: string }
  | { kind: 'pair-file-invalid'; path: string; what: string }
  | { kind: 'pair-not-cut' }
  | { kind: 'model-missing' }
  | { kind: 'encoder-missing'; name: string }
  | { kind: 'encoder-invalid'; path: string; what: string }
  | { kind: 'encoder-too-slow'; name: string; seconds: number }
  | { kind: 'embeddings-missing' }
  | { kind: 'model-unknown'; id: number }
  | { kind: 'model-not-here' }
  | { kind: 'nothing-to-undo' }
  | { kind: 'nothing-to-redo' }
  | { kind: 'view-forgotten' }
  | { kind: 'models-too-few'; has: number }
  | { kind: 'patch-unknown'; ordinal: number }
  | { kind: 'patch-not-cut'; name: string }
  | { kind: 'exemplar-already'; name: string }
  | { kind: 'exemplar-not-split'; name: string }
  | { kind: 'groups-apart'; one: string; other: string }
  | { kind: 'groups-joined'; name: string }
  | { kind: 'job-running'; title: string }
  | { kind: 'job-unknown'; id: number }
  | { kind: 'target-exists'; path: string }
  | { kind: 'target-busy'; path: string; host: string; pid: number; shell: string }
  | { kind: 'target-unwritable'; path: string; reason: string }
  | { kind: 'disk-full'; path: string; needs: number; free: number }
  | { kind: 'manifest-missing'; path: string }
  | { kind: 'manifest-invalid'; path: string; what: string }
  | { kind: 'dataset-invalid'; path: string; what: string }
  | { kind: 'dataset-version'; path: string; version: number; known: number }
  | { kind: 'dataset-without-pixels'; path: string }
  | { kind: 'dataset-raw'; path: string }
  | { kind: 'raw-not-compared'; path: string }
  | { kind: 'file-extra'; path: string }
  | { kind: 'checksum-differs'; path: string }
  | { kind: 'section-unknown'; plane: string; index: number; count: number }
  | { kind: 'windows-too-many'; windows: number; most: number; stride: number }
  | { kind: 'map-needs-model' }
  | { kind: 'map-unknown' }
  | { kind: 'option-invalid'; option: string; given: string; known: string }
  | { kind: 'process-died'; process: string; item: string }
  | { kind: 'unexpected'; doing: string; reason: string }
  | { kind: 'cancelled' };

export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };

type Sentence<K extends Failure['kind']> = (failure: Extract<Failure, { kind: K }>) => string;

const grouped = (n: number): string => n.toLocaleString('en-US');

/** How files come to a project that knows its volumes from a data set alone. */
const relinking = '"Find moved volumes…" on the Sources screen or with "emcurator relink"';

/** What volumes are read for, and what else could be done. */
const needsOfVolumes = {
  cut: { what: 'Cutting anew needs', otherwise: ', or run with the settings as they are' },
  raw: { what: 'The raw set is read from', otherwise: ', or export the set dedup' },
  flipbooks: { what: 'Flipbooks are cut out of', otherwise: '' },
} as const;

/** The sentence a biologist reads: what happened, then what to do about it. One line a kind; a missing one does not compile. */
const sentences: { readonly [K in Failure['kind']]: Sentence<K> } = {
  'format-unknown': (f) =>
    `No reader recognises ${f.path} (tried ${f.tried.join(', ')}). Convert it to TIFF or MRC and add it again.`,
  'file-missing': (f) =>
    `${f.path} is not there. Check the path, or connect the disk it is on and try again.`,
  'file-unreadable': (f) =>
    `${f.path} cannot be read (${f.reason}). Check its permissions or replace the file, then try again.`,
  'file-truncated': (f) =>
    `${f.path} holds ${grouped(f.has)} bytes but its header promises ${grouped(f.needs)}. Copy the file again from where it came, then add it again.`,
  'pages-missing': (f) =>
    `${f.path} ends after ${grouped(f.readable)} of ${grouped(f.declared)} pages. Replace the file and add it again.`,
  'header-invalid': (f) =>
    `${f.path} has a header that makes no sense: ${f.what}. Export the file again from the program that made it.`,
  'samples-unsupported': (f) =>
    `${f.path} stores its samples in a way that is not read yet: ${f.what}. Convert it to 8-, 16- or 32-bit grey and add it again.`,
  'pictures-differ': (f) =>
    `${f.path} is ${f.found}, but the pictures before it are ${f.expected}. Add the folder with --as group, or take this file out of the folder.`,
  'folder-empty': (f) =>
    `${f.path} holds no file that can be read as a volume or picture. Choose another folder.`,
  'folder-of-folders': (f) =>
    `${f.path} holds no volumes or pictures itself, but ${f.count === 1 ? 'a folder' : `${grouped(f.count)} folders`}: ${f.folders.join(', ')}${f.count > f.folders.length ? ' …' : ''}. Choose one or more of those.`,
  'folder-not-allowed': (f) =>
    `${f.path} is outside the folders that may be opened (${f.roots.join(', ')}). Choose a folder inside them, or start with --root.`,
  'voxel-size-missing': (f) =>
    `${f.path} does not record its voxel size, so only xy cross-sections are cut. Enter its voxel size in nanometres to cut all planes.`,
  'voxel-size-invalid': (f) =>
    `"${f.given}" is not a voxel size. Give three lengths in nanometres above zero, in the order z,y,x: for instance 30,8,8.`,
  'negative-samples': (f) =>
    `${f.path} holds negative values (lowest ${f.lowest}), which the mapping by type does not allow. Choose the mapping "full-range" or "percentile" for this source.`,
  'not-finite-samples': (f) =>
    `${f.path} holds ${grouped(f.count)} values that are not numbers (NaN or infinite). Replace them in the program that made the file, then add it again.`,
  'float-above-one': (f) =>
    `${f.path} holds fractional values above 1 (highest ${f.highest}), which the mapping by type cannot place. Choose the mapping "full-range" or "percentile" for this source.`,
  'already-added': (f) =>
    `${f.path} has the same content as ${f.volume} of source ${f.source}, so it was not added again.`,
  'name-taken': (f) => `A source named ${f.name} exists already. Choose another name.`,
  'plan-name-taken': (f) =>
    `A plan named ${f.name} exists already. Choose another name, or rename that one first.`,
  'queue-name-taken': (f) =>
    `A queue named ${f.name} was saved meanwhile. Remove that one first, then take this back.`,
  'source-unknown': (f) =>
    `There is no source named ${f.name}. The project has: ${f.known.length > 0 ? f.known.join(', ') : 'none'}.`,
  'volume-changed': (f) =>
    `${f.path} of source ${f.source} has changed since it was added. Put the original file back, or remove the source and add it again.`,
  'volume-not-found': (f) =>
    `No file with the content of ${f.volume} was found there. Look below another folder, or connect the disk it is on.`,
  'volume-not-here': (f) =>
    `The volume ${f.volume} is not here: this project was made from a data set, which holds patches alone. Put its file in place with ${relinking} to see around its patches.`,
  'volumes-not-here': (f) =>
    `${needsOfVolumes[f.for].what} the volumes of ${f.names.join(', ')}${f.count > f.names.length ? ` and ${grouped(f.count - f.names.length)} more sources` : ''}, and this project was made from a data set, which holds patches alone. Put their files in place with ${relinking}${needsOfVolumes[f.for].otherwise}.`,
  'project-missing': (f) =>
    `${f.folder} is not an EM Curator project. Choose a folder that ends in .emcurator, or create one.`,
  'project-exists': (f) => `${f.folder} exists already. Open it, or choose another name.`,
  'project-newer': (f) =>
    `${f.folder} was made by a newer EM Curator (format ${f.version}; this one knows up to ${f.known}). Update EM Curator to open it; nothing was changed.`,
  'project-damaged': (f) =>
    `${f.folder} is damaged: ${f.what}. Copy the newest file of its backups folder over project.sqlite and open it again.`,
  'project-held': (f) =>
    `${f.folder} is open in the ${f.shell} on ${f.host} (process ${f.pid}). Close it there first, or open it with --read-only.`,
  'project-read-only': (f) =>
    `${f.folder} is open read-only, so nothing can be changed. Close it and open it for writing.`,
  'project-not-open': () => 'No project is open. Create one or open one first.',
  'port-taken': (f) =>
    `Port ${f.port} cannot be used on this machine. Choose another, or leave the port out and a free one is taken.`,
  'nothing-to-run': () =>
    'There is nothing to run: the project has no volumes. Add files or folders first.',
  'sources-stale': (f) =>
    `Corrected since they were cut: ${f.names.join(', ')}. Run the project again, so that patches and hashes fit each other, then export.`,
  'source-name-invalid': (f) =>
    `"${f.given}" cannot be the name of a source, since patch names are made of it. Use a name without slashes.`,
  'source-table-invalid': (f) =>
    `${f.path} cannot be read as a table of sources: ${f.what}. Correct the table and try again; nothing was changed.`,
  'no-exemplars': () => 'There are no patches yet. Run the project first.',
  'one-source': () =>
    'Sources are compared with each other, and only one has patches. Add another source and run the project.',
  'relation-unknown': () =>
    'These two sources have no near-duplicates of each other, or one of them was taken out. Compare the sources again.',
  'all-withheld': () =>
    'All patches of this set are of sources marked not to be shared, so there is nothing to hand on. Choose another set, or take the mark from a source.',
  'labels-too-few': (f) =>
    `Training needs at least ${f.needed} labels outside the hold-out; there are ${f.informative} informative and ${f.uninformative} uninformative. Label ${f.needed - f.informative - f.uninformative} more.`,
  'labels-one-class': (f) =>
    `All ${f.count} training labels are ${f.value}. Label some patches of the other kind too, then train again.`,
  'label-file-length': (f) =>
    `${f.path} has to go with ${grouped(f.names)} patch names, but its number of labels is ${grouped(f.labels)}. Export the pair again; nothing was imported.`,
  'label-words-unknown': (f) =>
    `${f.path} uses words that are not labels: ${f.words.join(', ')}. Use good/bad/none or informative/uninformative/unsure/none; nothing was imported.`,
  'label-names-unknown': (f) =>
    `${f.path} names ${grouped(f.count)} patches that this project does not have, among them ${f.names.join(', ')}. Correct the names; nothing was imported.`,
  'label-file-invalid': (f) =>
    `${f.path} is not a label file: ${f.what}. Give a CSV with the columns patch,label or a pair of .npy files; nothing was imported.`,
  'pair-file-invalid': (f) =>
    `${f.path} is not a list of marked pairs: ${f.what}. Give a CSV with the columns patch, exemplar and value; nothing was imported.`,
  'pair-not-cut': () =>
    'A pair has to be of two different patches of the current cut. Run the project as it was when the pairs were drawn; no mark was recorded.',
  'model-missing': () =>
    'There is no trained filter model and no decision yet, so there is no curated set. Label patches and train first, or choose the set dedup.',
  'encoder-missing': (f) =>
    `The encoder ${f.name} is not in the project any more. Add it again, or choose another; a model that looks through it cannot score until then.`,
  'model-unknown': (f) => `There is no model ${f.id} in this project. Choose one of the list.`,
  'model-not-here': () =>
    'The model in force came with a data set as a record with its scores; the model itself is not in a data set. Train one here to score patches.',
  'encoder-invalid': (f) => `${f.path} cannot be used as an encoder: ${f.what}. Nothing was added.`,
  'encoder-too-slow': (f) =>
    `${f.name} gave no answer within ${grouped(f.seconds)} seconds, so it was ended. It may hold a loop that never ends. Choose another encoder; what was embedded before is kept.`,
  'embeddings-missing': () =>
    'No patch has an embedding yet. Train a model first: that embeds every exemplar.',
  'cut-in-force': (f) =>
    `The cut with ${f.cut} is in force. Put another one in force first, if this one is to be removed.`,
  'cut-not-kept': (f) =>
    `No exemplars are kept of the cut with ${f.cut}: it was removed, or its run did not end. Run with these settings to have it.`,
  'cut-removed': (f) =>
    `${f.changes.map((change) => `"${change}"`).join(', ')} can no longer be taken back or brought back: the exemplars of before were removed with their cut. A run with its settings makes them anew.`,
  'nothing-to-undo': () => 'There is nothing to undo.',
  'nothing-to-redo': () => 'There is nothing to redo.',
  'view-forgotten': () => 'This list was opened too long ago. Open it again; no label is lost.',
  'models-too-few': (f) =>
    `Disagreement needs two models, and there ${f.has === 1 ? 'is one' : 'are none'}. Train another after labelling more.`,
  'patch-unknown': (f) =>
    `Patch ${f.ordinal} is not among the exemplars any more, since the project was run again. Open the list again.`,
  'patch-not-cut': (f) =>
    `${f.name} is no patch of the current cut, or its near-duplicates were not looked for yet. Run the project, then choose among the patches of a group.`,
  'exemplar-already': (f) =>
    `${f.name} is the exemplar of its group already. Choose another patch of the group.`,
  'exemplar-not-split': (f) =>
    `${f.name} is the exemplar of its group, which cannot be left without one. Choose another exemplar first, then split this one out.`,
  'groups-apart': (f) =>
    `${f.one} and ${f.other} lie in two sources or volumes that are de-duplicated apart, so their groups cannot be joined. Join groups within one.`,
  'groups-joined': (f) =>
    `Nothing else was chosen to be joined to the group of ${f.name}. Choose at least one other group.`,
  'job-running': (f) => `${f.title} is still running. Wait for it or cancel it first.`,
  'job-unknown': (f) => `There is no job ${f.id}.`,
  'target-exists': (f) => `${f.path} exists already and is not overwritten. Choose another folder.`,
  'target-busy': (f) =>
    `${f.path} is being written by another export (${f.shell}, process ${f.pid} on ${f.host}). Wait for it, or choose another folder.`,
  'target-unwritable': (f) =>
    `${f.path} cannot be written (${f.reason}). Choose a folder you may write to, or free some space, then try again.`,
  'disk-full': (f) =>
    `${f.path} has ${grouped(f.free)} bytes free but ${grouped(f.needs)} are needed. Free some space or choose another disk.`,
  'manifest-missing': (f) =>
    `${f.path} holds no manifest.csv, so it is no finished export. Export again, or choose the export's own folder.`,
  'manifest-invalid': (f) =>
    `${f.path} is not as EM Curator wrote it: ${f.what}. Copy the data set again from where it came.`,
  'dataset-invalid': (f) =>
    `${f.path} cannot be read as a data set: ${f.what}. Copy the data set again from where it came.`,
  'dataset-version': (f) =>
    f.version > f.known
      ? `${f.path} was written by a newer EM Curator (version ${f.version}; this one reads ${f.known}). Update EM Curator to read it.`
      : `${f.path} was written by an older EM Curator (version ${f.version}; this one reads ${f.known}). Export it again with this one.`,
  'dataset-without-pixels': (f) =>
    `${f.path} is a table: it holds no pixels to make a project from. Choose a data set with pictures, or bring its labels into a project with "label import".`,
  'dataset-raw': (f) =>
    `${f.path} holds raw patches, near-duplicates among them. Make the project from an export of the set dedup or curated.`,
  'raw-not-compared': (f) =>
    `${f.path} keeps the pixels of exemplars alone, so it cannot be compared with raw patches. Compare its set dedup or curated.`,
  'file-extra': (f) =>
    `${f.path} is not part of the data set. Move it elsewhere, so that nobody takes it for one of its files.`,
  'checksum-differs': (f) =>
    `${f.path} is not the file that was written: its checksum differs. Copy the data set again from where it came.`,
  'section-unknown': (f) =>
    f.count === 0
      ? 'That volume is not cut yet. Run the project first, then score its cross-sections.'
      : `There is no ${f.plane} cross-section ${grouped(f.index)} in that volume; there are ${grouped(f.count)}, counted from 0. Choose one of them.`,
  'windows-too-many': (f) =>
    `This cross-section would take ${grouped(f.windows)} windows ${f.stride} pixels apart; at most ${grouped(f.most)} are scored. Choose a greater distance.`,
  'map-needs-model': () =>
    'Cross-sections are scored by the filter model, and there is none yet. Label patches and train one first.',
  'map-unknown': () => 'That scored cross-section is not in the project any more. Score it again.',
  'option-invalid': (f) => `${f.option} cannot be "${f.given}". Use ${f.known}.`,
  'process-died': (f) =>
    `The ${f.process} process stopped while working on ${f.item}. The rest went on; run again to retry this item.`,
  unexpected: (f) =>
    `${f.doing} stopped because of a fault in EM Curator (${f.reason}). What was finished is kept; run again, and please report this sentence.`,
  cancelled: () => 'This was cancelled. What was finished is kept; run again to continue.',
};

/** The sentence for a failure, as shown in the window, the terminal and reports. */
export function explain(failure: Failure): string {
  // `as`: TypeScript cannot see that the table's entry fits this very kind.
  const sentence = sentences[failure.kind] as (failure: Failure) => string;
  return sentence(failure);
}

export const succeed = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const fail = <T = never>(failure: Failure): Outcome<T> => ({ ok: false, failure });

const failure = z.custom<Failure>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    String(value.kind) in sentences,
);

/** Schema of an `Outcome` whose value has the given schema. */
export function outcome<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), failure }),
  ]);
}
