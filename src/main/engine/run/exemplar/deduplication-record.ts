import type { DatasetDocument } from '../../../../shared/dataset.ts';
import type { Scope } from '../../catalog/cuts.ts';
import { standingDecisions } from '../group/standing-decisions.ts';
import { recordedOf, volumesAsRecorded } from '../project/recorded-dataset.ts';
import { readGrowth, readName } from '../project/scope-names.ts';
import type { Session } from '../project/session.ts';
import { readInputs } from './scope-inputs.ts';

type Scopes = DatasetDocument['sources'][number]['scopes'];
type GroupDecisions = DatasetDocument['groupDecisions'];

/**
 * In which steps the exemplars of each source were kept: what a reader needs, with the settings and the seed, to
 * keep the same ones again. Of a source that came with a data set it is what that data set says.
 */
export function scopesOfSources(session: Session): (source: number) => Scopes {
  const { catalog } = session;
  const cut = session.cut();
  const told = volumesAsRecorded(session);
  const chains = cut === null ? [] : chainsOf(catalog.cuts.scopes(cut));
  const toldSources = toldSourcesOf(session);
  return (source) => {
    const volumes = new Map(catalog.volumes.ofSource(source).map((each) => [each.id, each]));
    const own = chains.filter(({ kind, id }) =>
      kind === 'source' ? id === source : volumes.has(id),
    );
    const isTold = [...volumes.keys()].some((id) => told.has(id));
    // Some volumes as a data set had them, others cut here: no steps would give both.
    if (isTold) return own.length > 0 ? null : (toldSources.get(source)?.scopes ?? null);
    return own.map(({ steps }) => ({
      steps: steps.map(({ inputs }) =>
        [...readInputs(inputs).keys()].flatMap((id) => volumes.get(id)?.name ?? []),
      ),
    }));
  };
}

interface Chain {
  readonly kind: 'source' | 'volume';
  readonly id: number;
  /** the scope and what it grew by, oldest first */
  readonly steps: readonly Scope[];
}

/** Scopes with what they grew by: those of sources first, then those of volumes in their order. */
function chainsOf(scopes: readonly Scope[]): readonly Chain[] {
  const steps = Map.groupBy(
    scopes.filter(({ complete }) => complete),
    ({ name }) => readGrowth(name).name,
  );
  const chains = [...steps].flatMap(([name, mine]): readonly Chain[] => {
    const read = readName(name);
    if (!read || read.kind === 'data-set') return [];
    const inOrder = mine.sort((a, b) => readGrowth(a.name).n - readGrowth(b.name).n);
    return [{ kind: read.kind, id: read.id, steps: inOrder }];
  });
  return chains.sort((a, b) => a.kind.localeCompare(b.kind) || a.id - b.id);
}

/** What a data set said of the sources whose exemplars came with it, by the source that each is here. */
function toldSourcesOf(session: Session) {
  const sourceOf = new Map(
    session.catalog.volumes.all().map(({ contentId, source }) => [contentId, source]),
  );
  const told = recordedOf(session)?.dataset.sources ?? [];
  return new Map(
    told.flatMap((each) => {
      const source = sourceOf.get(each.volumes[0]?.contentId ?? '');
      return source === undefined ? [] : [[source, each] as const];
    }),
  );
}

/**
 * Decisions of people on groups that hold, in the order in which they are laid over what de-duplication gives;
 * first those that a data set came with. Null where that data set does not say.
 *
 * @param shared sources that are told of
 */
export function groupDecisionsInForce(
  session: Session,
  shared: ReadonlySet<number>,
): GroupDecisions {
  const { catalog } = session;
  const told = toldDecisions(session);
  if (told === null) return null;
  const own = standingDecisions(session).flatMap(({ kind, patch, other, idle }) =>
    idle === null ? [{ kind, patch, other }] : [],
  );
  return [...told, ...own].filter(({ patch }) => {
    const source = catalog.sources.byName(sourceIn(patch));
    return source !== null && shared.has(source.id);
  });
}

const sourceIn = (patch: string): string => patch.slice(0, patch.lastIndexOf('/'));

function toldDecisions(session: Session): GroupDecisions {
  const recorded = recordedOf(session);
  if (!recorded || volumesAsRecorded(session).size === 0) return [];
  const told = new Map(
    [...toldSourcesOf(session)].map(([source, { name }]) => [
      name,
      session.catalog.sources.byId(source)?.name ?? name,
    ]),
  );
  const { groupDecisions } = recorded.dataset;
  const nameNow = (patch: string) => {
    const source = sourceIn(patch);
    return `${told.get(source) ?? source}${patch.slice(source.length)}`;
  };
  if (groupDecisions === null) return null;
  return groupDecisions.map(({ kind, patch, other }) => ({
    kind,
    patch: nameNow(patch),
    other: other && nameNow(other),
  }));
}
