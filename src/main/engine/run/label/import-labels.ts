import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { ConflictRule, LabelImportPlan } from '../../../../shared/label-file.ts';
import type { PatchAddress } from '../../catalog/labels.ts';
import type { FileLabel } from '../../decision/label-file.ts';
import { patchNames } from '../project/patch-names.ts';
import type { Session } from '../project/session.ts';
import { decideMany } from './many-labels.ts';
import { type ReadLabels, readLabelFile } from './read-label-file.ts';

export interface ImportRequest {
  readonly file: string;
  /** the .npy of labels, when `file` is the .npy of names */
  readonly labels: string | null;
  /** digest of the plan a person looked at; null imports what is there */
  readonly sha256: string | null;
  readonly conflicts: ConflictRule;
}

export interface Imported {
  readonly action: number;
  readonly matched: number;
  readonly changed: number;
  readonly summary: string;
}

interface Matched {
  readonly label: FileLabel;
  readonly address: PatchAddress;
  readonly here: FileLabel['value'];
}

const mostNamed = 5;
const mostListed = 200;
const mostUnknown = 20;

/** What importing would do; nothing is changed. */
export async function planImport(
  session: Session,
  file: string,
  labels: string | null,
): Promise<Outcome<LabelImportPlan>> {
  const read = await readLabelFile(file, labels);
  if (!read.ok) return read;
  const { matched, unknown } = match(session, read.value);
  const different = matched.filter(({ label, here }) => label.value !== here);
  const conflicts = different.filter(({ here }) => here !== 'none');
  return succeed({
    format: read.value.format,
    sha256: read.value.sha256,
    labels: read.value.labels.length,
    fresh: different.length - conflicts.length,
    same: matched.length - different.length,
    conflicting: conflicts.length,
    conflicts: conflicts
      .slice(0, mostListed)
      .map(({ label, here }) => ({ name: label.name, here, file: label.value })),
    unknown: unknown.length,
    unknownNames: unknown.slice(0, mostUnknown),
  });
}

/** Records all labels of a file as one undoable action, or nothing when any name or word is unknown. */
export async function importLabels(
  session: Session,
  request: ImportRequest,
): Promise<Outcome<Imported>> {
  const { file } = request;
  const read = await readLabelFile(file, request.labels);
  if (!read.ok) return read;
  if (request.sha256 !== null && request.sha256 !== read.value.sha256) {
    const what = 'it changed since it was looked at; look at it again';
    return fail({ kind: 'label-file-invalid', path: file, what });
  }
  const { matched, unknown } = match(session, read.value);
  if (unknown.length > 0) {
    const names = unknown.slice(0, mostNamed);
    return fail({ kind: 'label-names-unknown', path: file, names, count: unknown.length });
  }
  const changes = matched.filter(
    ({ label, here }) =>
      label.value !== here && (here === 'none' || request.conflicts === 'replace'),
  );
  const summary = `Imported ${changes.length.toLocaleString('en-US')} labels`;
  const action = await decideMany(
    session,
    { kind: 'import', summary },
    changes.map(({ label: { value, reason }, address }) => ({
      address,
      value,
      reason,
      origin: 'import',
    })),
  );
  const left = matched.length - changes.length;
  return succeed({
    action,
    matched: matched.length,
    changed: changes.length,
    summary: `${summary}; ${left.toLocaleString('en-US')} ${request.conflicts === 'keep' ? 'stayed as they were' : 'were there already'}.`,
  });
}

function match(session: Session, { labels }: ReadLabels) {
  const names = patchNames(session);
  const unknown: string[] = [];
  const matched: Matched[] = [];
  for (const label of labels) {
    const address = names.addressOf(label.name);
    if (!address) unknown.push(label.name);
    else {
      const here = session.catalog.labels.labelOf(address)?.value ?? 'none';
      matched.push({ label, address, here });
    }
  }
  return { matched, unknown };
}
