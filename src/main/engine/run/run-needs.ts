import { availableParallelism } from 'node:os';
import { type CutSettings, cuttingOf, scopeOf } from '../../../shared/cut.ts';
import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { RunNeeds } from '../../../shared/run-needs.ts';
import type { StoredVolume } from '../catalog/volumes.ts';
import type { PlannedStage } from '../job/progress-clock.ts';
import { inputsOf } from './cut/stale-sources.ts';
import { freeBytes } from './disk/free-bytes.ts';
import { volumesAsRecorded } from './project/recorded-dataset.ts';
import type { Session } from './project/session.ts';
import { countRaw } from './set/count-set.ts';
import { type RunStage, ratesOf, runStages } from './stage-rates.ts';
import { inBreaths, type Steps } from './turn/breath.ts';
import { countPatches } from './volume/count-patches.ts';
import { cutSubject } from './volume/planned-cut.ts';

/** Measured on a generated project of 5.4 million patches: a patch, and an exemplar with its indexes. */
const catalogBytes = { patch: 14, exemplar: 130 };
/** The catalog, three older copies of it, and the one that is being written. */
const catalogCopies = 5;
/** Features and score of an exemplar. */
const bytesBeside = 40;
/** EM noise hardly packs: a share of the pixels' bytes. */
const packedShare = 0.9;
/**
 * Of patches, where the project has not kept any yet. A fifth is what the sources of CEM500K came to, 59 % eleven real
 * ones (docs/near-duplicates.md): from 30 % of smooth leaves and of isotropic volumes to all of single pictures.
 */
const assumedKept: KeptShare = { least: 0.2, usual: 0.4, most: 0.6 };
const fewestToTell = 1000;

interface KeptShare {
  readonly least: number;
  readonly usual: number;
  readonly most: number;
}

/** What is to be done, counted. */
interface RunWork {
  readonly volumes: number;
  readonly patches: number;
  readonly there: number;
  /** exemplars that are there already, and of these those without their pixels */
  readonly kept: number;
  readonly unpacked: number;
  /** patches of the largest scope */
  readonly largestScope: number;
  /** patches of volumes that will be de-duplicated anew, by scope */
  readonly staleScopes: number;
}

/**
 * What a run with these settings needs.
 *
 * @param only of these sources; null for all
 */
export async function runNeeds(
  session: Session,
  settings: CutSettings,
  only: readonly number[] | null = null,
): Promise<Outcome<RunNeeds>> {
  const work = await inBreaths(countWork(session, settings, only));
  const free = await freeBytes(session.folder);
  const all = work.patches + work.there;
  const share = keptShare(session);
  const keptOf = (part: number) => (work.patches === 0 ? work.kept : Math.round(all * part));
  const exemplars = keptOf(share.usual);
  const bytesOf = (kept: number) => {
    const fresh = Math.max(0, kept - work.kept);
    const rows = work.patches * catalogBytes.patch + fresh * catalogBytes.exemplar;
    const pixels = settings.patchSize ** 2 * packedShare + bytesBeside;
    const packs = Math.round((fresh + work.unpacked) * pixels);
    return { catalog: rows * catalogCopies, packs };
  };
  const bytes = bytesOf(exemplars);
  const most = bytesOf(all);
  const secondsOf = (stages: RunNeeds['stages']) =>
    stages.reduce((sum, { seconds }) => sum + seconds, 0);
  const estimate = (part: number) => {
    const kept = keptOf(part);
    const { catalog, packs } = bytesOf(kept);
    const seconds = secondsOf(stagesOf(session, work, kept));
    return { exemplars: kept, disk: catalog + packs, seconds };
  };
  const stages = stagesOf(session, work, exemplars);
  const needs = bytes.catalog + bytes.packs;
  return succeed({
    volumes: work.volumes,
    patches: work.patches,
    patchesThere: work.there,
    exemplars,
    bytes,
    bytesAtMost: most.catalog + most.packs,
    least: estimate(share.least),
    most: estimate(share.most),
    free,
    memory: memoryOf(exemplars, work.largestScope),
    seconds: secondsOf(stages),
    stages,
    trouble:
      free !== null && needs > free
        ? { kind: 'disk-full', path: session.folder, needs, free }
        : null,
  });
}

/** The stages of a run as its clock wants them. */
export function plannedStages({ stages }: RunNeeds): PlannedStage[] {
  return stages.map(({ name, total, seconds }) => ({ name, total, rate: total / seconds }));
}

function* countWork(
  session: Session,
  settings: CutSettings,
  only: readonly number[] | null,
): Steps<RunWork> {
  const { catalog } = session;
  const sources = new Map(catalog.sources.all().map((source) => [source.id, source]));
  const asRecorded = volumesAsRecorded(session);
  const known = knownInputs(session, settings);
  const cut = catalog.cuts.known(settings);
  const own = cut === null ? null : catalog.cuts.inputsOfVolumes(cut);
  const scopes = new Map<string, { patches: number; isStale: boolean }>();
  let [volumes, patches, there] = [0, 0, 0];
  for (const volume of catalog.volumes.all()) {
    const source = sources.get(volume.source);
    if (!source || (only && !only.includes(source.id))) continue;
    if (volume.reference.kind === 'absent' && asRecorded.has(volume.id)) continue;
    const planned = countPatches(cutSubject(volume), settings);
    const inputs = inputsOf(volume, source);
    const done = known.some((of) => of(volume) === inputs);
    const here = own?.get(volume.id);
    const isHere = here?.complete === true && here.inputs === inputs;
    if (done) there += planned;
    else {
      volumes++;
      patches += planned;
    }
    const name = scopeKey(volume, settings);
    const scope = scopes.get(name) ?? { patches: 0, isStale: false };
    scopes.set(name, { patches: scope.patches + planned, isStale: scope.isStale || !isHere });
    yield;
  }
  const sizes = [...scopes.values()];
  const hasThem = isCurrent(session, settings);
  return {
    volumes,
    patches,
    there,
    kept: hasThem ? session.columns().count : 0,
    unpacked: hasThem ? catalog.exemplarReader.countUnpacked() : 0,
    largestScope: sizes.reduce((most, scope) => Math.max(most, scope.patches), 0),
    staleScopes: sizes.reduce((sum, scope) => sum + (scope.isStale ? scope.patches : 0), 0),
  };
}

/** In every cut whose patches and hashes are the same: what each volume was cut from, once it is whole. */
function knownInputs({ catalog }: Session, settings: CutSettings) {
  const cutting = cuttingOf(settings);
  return catalog.cuts
    .all()
    .filter((cut) => cuttingOf(cut.settings) === cutting)
    .map(({ id }) => catalog.cuts.inputsOfVolumes(id))
    .map((inputs) => (volume: StoredVolume) => {
      const of = inputs.get(volume.id);
      return of?.complete ? of.inputs : null;
    });
}

const scopeKey = (volume: StoredVolume, settings: CutSettings): string =>
  scopeOf(settings) === 'volume' && volume.kind === 'volume'
    ? `volume ${volume.id}`
    : `source ${volume.source}`;

const isCurrent = (session: Session, settings: CutSettings): boolean =>
  session.cut() !== null && session.catalog.cuts.known(settings) === session.cut();

/** Once the project has kept exemplars, as many as of its patches before. */
function keptShare(session: Session): KeptShare {
  const raw = [...countRaw(session, 'source').values()].reduce((sum, count) => sum + count, 0);
  if (raw < fewestToTell) return assumedKept;
  const share = session.columns().count / raw;
  return { least: share, usual: share, most: share };
}

/** Hashing patches is told by patches; storing takes most of keeping exemplars, at so many a second. */
const storedPerSecond = 30_000;

function stagesOf(session: Session, work: RunWork, exemplars: number): RunNeeds['stages'] {
  const rates = ratesOf(session.catalog);
  const fresh = Math.max(0, exemplars - work.kept);
  const hasModel = session.catalog.settings.get('model') !== null;
  const totals: Readonly<Record<RunStage, number>> = {
    'check volumes': work.volumes,
    'cut and hash': work.patches,
    'keep exemplars': work.staleScopes,
    measure: fresh + work.unpacked,
    score: hasModel && work.volumes > 0 ? exemplars : 0,
  };
  return runStages.map((name) => {
    const { rate, measured } = rates[name];
    // A rate that was measured has it in it.
    const isStoring = name === 'keep exemplars' && !measured;
    const storing = isStoring ? fresh / storedPerSecond : 0;
    return { name, total: totals[name], seconds: totals[name] / rate + storing, measured };
  });
}

/**
 * Bytes: programs and their code, a slab and its patches a worker, an exemplar's columns, a scope's hashes. Of the
 * last: all processes grew by 123 MB while exemplars of 2.1 million patches of one volume were kept and stored, by 16 MB for
 * 0.26 million; 44 bytes a patch between the two, 58 for all of it.
 */
function memoryOf(exemplars: number, largestScope: number): number {
  const [programs, worker, exemplar, hashed] = [350e6, 60e6, 60, 60];
  return programs + worker * availableParallelism() + exemplar * exemplars + hashed * largestScope;
}
