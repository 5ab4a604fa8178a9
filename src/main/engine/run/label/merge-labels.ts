import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MergePlan } from '../../../../shared/agreement.ts';
import type { Changed } from '../../../../shared/answer.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { PatchAddress } from '../../catalog/labels.ts';
import { type Catalog, openCatalog } from '../../catalog/open-catalog.ts';
import type { StandingDecision } from '../../catalog/verdicts.ts';
import { projectFolder, type Session } from '../project/session.ts';
import { decideMany } from './many-labels.ts';

interface Merge {
  readonly plan: MergePlan;
  readonly decisions: readonly StandingDecision[];
}

/** What another project's labels would bring; nothing is changed, here or there. */
export function planMerge(session: Session, folder: string): Outcome<MergePlan> {
  const merge = readMerge(session, folder);
  return merge.ok ? succeed(merge.value.plan) : merge;
}

/**
 * Takes over another project's standing decisions as one undoable action, with their annotator and time.
 * A patch without a label here gets the other's; where there is one it stays, and the other's counts as
 * a second opinion (decision 0009).
 *
 * @param fingerprint of the plan that a person looked at: what changed since is refused
 */
export async function mergeLabels(
  session: Session,
  folder: string,
  fingerprint: string,
): Promise<Changed> {
  const merge = readMerge(session, folder);
  if (!merge.ok) return merge;
  const { plan, decisions } = merge.value;
  if (plan.fingerprint !== fingerprint) {
    const what = 'its labels changed since they were looked at; look at them again';
    return fail({ kind: 'label-file-invalid', path: folder, what });
  }
  const { labels } = session.catalog;
  const names = plan.annotators.map(({ name }) => name).join(', ');
  const summary = `Merged ${decisions.length.toLocaleString('en-US')} decisions of ${names}`;
  const hadLabel = new Set(labels.all().map(({ address }) => keyOf(address)));
  const action = await decideMany(
    session,
    { kind: 'merge', summary },
    decisions.map(({ annotator, at, pass, ...decision }) => {
      const isBeside = pass !== 'first' || hadLabel.has(keyOf(decision.address));
      const own = isBeside && pass === 'first' ? 'second' : pass;
      return { ...decision, pass: own, from: { annotator, at } };
    }),
  );
  return succeed({ action, summary: `${summary}.` });
}

function readMerge(session: Session, asked: string): Outcome<Merge> {
  const folder = projectFolder(asked);
  if (folder === null) return fail({ kind: 'project-missing', folder: asked });
  const copied = withCopy(folder, (other): Merge => mergeOf(session, other));
  return copied;
}

function mergeOf(session: Session, other: Catalog): Merge {
  const here = new Set(session.catalog.volumes.all().map(({ contentId }) => contentId));
  const known = new Set([...session.catalog.verdicts.all()].map(identityOf));
  const labels = new Map(
    session.catalog.labels.all().map(({ address, value }) => [keyOf(address), value]),
  );
  const missing = new Map<string, Set<string>>();
  const decisions: StandingDecision[] = [];
  let knownCount = 0;
  for (const decision of other.verdicts.all()) {
    const { contentId } = decision.address;
    if (!here.has(contentId)) {
      missing.set(contentId, (missing.get(contentId) ?? new Set()).add(keyOf(decision.address)));
    } else if (known.has(identityOf(decision))) knownCount++;
    else decisions.push(decision);
  }
  const counts = { fresh: 0, same: 0, conflicting: 0 };
  for (const [key, theirs] of newestFirstPass(decisions)) {
    const ours = labels.get(key);
    if (ours === undefined) counts.fresh++;
    else if (ours === theirs) counts.same++;
    else counts.conflicting++;
  }
  const volumes = new Map(other.volumes.all().map((each) => [each.contentId, each.name]));
  const plan = {
    fingerprint: createHash('sha256').update(decisions.map(identityOf).join('\n')).digest('hex'),
    annotators: countedBy(decisions),
    ...counts,
    known: knownCount,
    missing: [...missing].map(([contentId, patches]) => ({
      volume: volumes.get(contentId) ?? contentId,
      patches: patches.size,
    })),
  };
  return { plan, decisions };
}

function newestFirstPass(decisions: readonly StandingDecision[]): ReadonlyMap<string, string> {
  const newest = new Map<string, string>();
  for (const { address, value, pass } of decisions) {
    if (pass !== 'first') continue;
    if (value === 'none') newest.delete(keyOf(address));
    else newest.set(keyOf(address), value);
  }
  return newest;
}

function countedBy(decisions: readonly StandingDecision[]): MergePlan['annotators'] {
  const counts = new Map<string, number>();
  for (const { annotator } of decisions) counts.set(annotator, (counts.get(annotator) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, decisions: count }));
}

const keyOf = (a: PatchAddress): string =>
  `${a.contentId} ${a.plane} ${a.position} ${a.y0} ${a.y1} ${a.x0} ${a.x1}`;

/** The same decision wherever it was copied to; its pass may differ from project to project. */
const identityOf = (d: StandingDecision): string =>
  JSON.stringify([keyOf(d.address), d.annotator, d.at, d.value, d.reason]);

/**
 * Works on a private copy: the other project may be open elsewhere, older, or on a read-only disk, and
 * it is not ours to bring up to date.
 */
function withCopy<T>(folder: string, work: (other: Catalog) => T): Outcome<T> {
  const copy = mkdtempSync(join(tmpdir(), 'em-curator-merge-'));
  try {
    for (const file of ['project.sqlite', 'project.sqlite-wal', 'project.sqlite-shm']) {
      if (existsSync(join(folder, file))) copyFileSync(join(folder, file), join(copy, file));
    }
    const other = openCatalog(copy, { readOnly: false });
    if (!other.ok) return fail(aboutOriginal(other.failure, folder));
    try {
      return succeed(work(other.value));
    } finally {
      other.value.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail({ kind: 'file-unreadable', path: folder, reason });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** A failure names what the person chose, not the copy. */
const aboutOriginal = <F extends object>(failure: F, folder: string): F =>
  'folder' in failure ? { ...failure, folder } : failure;
