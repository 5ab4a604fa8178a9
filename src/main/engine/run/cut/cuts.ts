import type { Changed } from '../../../../shared/answer.ts';
import { cutSettings, plainSettings } from '../../../../shared/cut.ts';
import type { CutRecord } from '../../../../shared/cut-record.ts';
import { cutWords } from '../../../../shared/cut-words.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Cut } from '../../catalog/cuts.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { removeExemplars } from '../exemplar/remove-scope.ts';
import { planScopes } from '../exemplar/scope-plans.ts';
import { staleScopes } from '../exemplar/stale-scopes.ts';
import { readGrowth, readName } from '../project/scope-names.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';
import { sectionStretches } from '../volume/section-stretches.ts';
import { isKept, putInForce } from './cut-in-force.ts';
import { staleSourcesOf } from './stale-sources.ts';

/** Every cut of the project, oldest first; counted in slices of a few milliseconds. */
export async function listCuts(session: Session): Promise<CutRecord[]> {
  const records: CutRecord[] = [];
  for (const cut of session.catalog.cuts.all()) {
    records.push({
      ...cut,
      isInForce: cut.id === session.cut(),
      isKept: isKept(session, cut.id),
      isComplete: isComplete(session, cut),
      raw: rawOf(session, cut.id),
      exemplars: await exemplarsOf(session, cut.id),
      leadBack: changesLeadingTo(session, cut),
    });
    await breath();
  }
  return records;
}

function isComplete(session: Session, { id, settings }: Cut): boolean {
  if (!isKept(session, id) || staleSourcesOf(session, id).size > 0) return false;
  return staleScopes(session, id, planScopes(session, id, settings), false).length === 0;
}

function rawOf({ catalog }: Session, cut: number): number {
  const patches = catalog.crossSections.patchesOfVolumes(cut);
  return catalog.volumes.all().reduce((sum, { id }) => sum + (patches.get(id) ?? 0), 0);
}

async function exemplarsOf({ catalog }: Session, cut: number): Promise<number> {
  let total = 0;
  for (const { id, complete, name } of catalog.cuts.scopes(cut)) {
    const read = readName(readGrowth(name).name);
    const source = read?.kind === 'source' ? read.id : catalog.volumes.byId(read?.id ?? -1)?.source;
    if (!complete || source === undefined || catalog.sources.byId(source)?.removed) continue;
    for (let from: number | null = 0; from !== null; ) {
      const { count, next } = catalog.exemplars.countFrom(id, from);
      total += count;
      from = next;
      await breath();
    }
  }
  return total;
}

/** Puts a cut in force whose exemplars are there, with their labels and scores. Undoable. */
export function useCut(session: Session, id: number): Changed {
  const found = cutWithId(session, id);
  if (!found.ok) return found;
  const cut = cutWords(found.value.settings);
  if (!isKept(session, id)) return fail({ kind: 'cut-not-kept', cut });
  const changed = putInForce(session, id);
  return changed ? succeed(changed) : fail({ kind: 'cut-in-force', cut });
}

function cutWithId({ catalog }: Session, id: number): Outcome<Cut> {
  const all = catalog.cuts.all();
  const found = all.find((cut) => cut.id === id);
  if (found) return succeed(found);
  const known = all.map((cut) => String(cut.id)).join(', ') || 'none yet';
  return fail({ kind: 'option-invalid', option: 'cut', given: String(id), known });
}

/**
 * Takes a cut out with its hashes and exemplars, few at a time. It counts for nothing from the first commit on: cut
 * off in between, removing it again goes on, and a run with its settings makes it anew. Labels stay, since they
 * belong to patches; packs stay, since exemplars of other cuts may have their pixels there.
 */
export async function removeCut(
  session: Session,
  id: number,
  context: JobContext,
): Promise<Outcome<string>> {
  const found = cutWithId(session, id);
  if (!found.ok) return found;
  const words = cutWords(found.value.settings);
  const { catalog } = session;
  if (session.cut() === id) return fail({ kind: 'cut-in-force', cut: words });
  const changes = changesLeadingTo(session, found.value);
  catalog.commit(() => catalog.cuts.abandon(id));
  const scopes = catalog.cuts.scopes(id);
  const volumes = [...catalog.cuts.inputsOfVolumes(id).keys()];
  context.stage('remove the cut', scopes.length + volumes.length, 'parts');
  let exemplars = 0;
  for (const scope of scopes) {
    if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
    exemplars += await removeExemplars(session, scope.id);
    catalog.commitUnit(() => catalog.cuts.removeScope(scope.id));
    context.advance(1);
  }
  for (const volume of volumes) {
    if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
    catalog.commitUnit(() => catalog.sectionParts.removeVolume(id, volume));
    for await (const stretch of sectionStretches(session, id, volume)) {
      catalog.commitUnit(() => catalog.crossSections.remove(id, volume, stretch));
    }
    context.advance(1);
  }
  catalog.commit(() => catalog.cuts.forget(id));
  return succeed(
    `Removed the cut with ${words}, and its ${exemplars.toLocaleString('en-US')} exemplars. Labels stay, and so do the packs in patches/.${lostWords(changes)}`,
  );
}

/** Changes in the log that undo or redo would bring this cut back by. */
function changesLeadingTo({ catalog }: Session, { settings }: Cut): number {
  const text = JSON.stringify(plainSettings(settings));
  const isIt = (other: string) =>
    JSON.stringify(plainSettings(cutSettings.parse(JSON.parse(other)))) === text;
  return catalog.actions
    .changesOf('cut')
    .filter(({ before, after, undone }) => isIt(undone ? after : before)).length;
}

const lostWords = (changes: number): string =>
  changes === 0
    ? ''
    : ` ${changes === 1 ? 'A change that led from it' : `${changes} changes that led from it`} can no longer be taken back; undo passes over.`;
