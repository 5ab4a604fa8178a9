import { giniCoefficient } from '../../../shared/lorenz.ts';
import type { Funnel, Project } from '../../../shared/project.ts';
import { staleSources } from './cut/stale-sources.ts';
import type { Session } from './project/session.ts';
import { countSet } from './set/count-set.ts';
import { hasCuratedSet } from './set/curated-set.ts';
import { atOnce, type Steps } from './turn/breath.ts';
import { absentVolumes } from './volume/absent-volumes.ts';

/** The counts on the left of the window. */
export const funnelOf = (session: Session): Funnel => atOnce(funnelSteps(session));

/**
 * The same, yielding between one count and the next. What takes long the first time is kept: whoever opens a
 * project counts so, and then it is there.
 */
export function* funnelSteps(session: Session): Steps<Funnel> {
  const { catalog } = session;
  const sources = catalog.sources.all();
  const cut = session.cut();
  const volumes = catalog.volumes.all().length;
  yield;
  const raw = [...countSet(session, 'source', 'raw').values()];
  yield;
  const dedup = countSet(session, 'source', 'dedup');
  yield;
  const curated = hasCuratedSet(session) ? countSet(session, 'source', 'curated') : null;
  yield;
  const areStale = staleSources(session).size > 0;
  yield;
  const finest = curated ?? dedup;
  const total = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + count, 0);
  return {
    sources: sources.length,
    volumes,
    raw: total(raw),
    dedup: total(dedup.values()),
    curated: curated ? total(curated.values()) : null,
    gini: giniCoefficient(sources.map((source) => finest.get(source.id) ?? 0)),
    exports: catalog.exports.all().length,
    labels: total(catalog.labels.counts().values()),
    stale: {
      patches: areStale,
      exemplars: cut !== null && catalog.exemplars.hasUnmeasured(cut),
      scores: hasUnscored(session),
      model: isModelOlder(session),
    },
  };
}

/** Labels came, or were taken back, after those that the current model was trained on. */
function isModelOlder({ catalog }: Session): boolean {
  if (catalog.settings.get('model') === null) return false;
  return catalog.actions.labelledSince(Number(catalog.settings.get('trained-up-to') ?? 0));
}

function hasUnscored(session: Session): boolean {
  if (session.catalog.settings.get('model') === null) return false;
  const { score } = session.columns();
  const known = unscored.get(score) ?? score.some(Number.isNaN);
  unscored.set(score, known);
  return known;
}

/** New scores come in a new column. */
const unscored = new WeakMap<Float32Array, boolean>();

/** What a project made from a data set cannot do until its volumes are here. */
function absentNotice(session: Session): readonly string[] {
  const absent = absentVolumes(session);
  const count = absent.length.toLocaleString('en-US');
  const volumes = absent.length === 1 ? 'one volume is' : `${count} volumes are`;
  return absent.length === 0
    ? []
    : [
        `This project was made from a data set: ${volumes} not here, so what is around a patch cannot be shown and other cuts cannot be made. Put their files in place with "Find moved volumes…" or "emcurator relink".`,
      ];
}

export function projectOf(session: Session): Project {
  return {
    key: session.key,
    name: session.name,
    folder: session.folder,
    readOnly: session.readOnly,
    annotator: session.annotator(),
    cut: session.settings(),
    absentVolumes: absentVolumes(session).length,
    funnel: funnelOf(session),
    notices: [...session.notices, ...absentNotice(session)],
  };
}
