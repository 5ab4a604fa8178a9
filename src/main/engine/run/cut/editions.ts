import { type CutSettings, cutSettings, editionOf, plainSettings } from '../../../../shared/cut.ts';
import type { Cut } from '../../catalog/cuts.ts';
import { planScopes } from '../exemplar/scope-plans.ts';
import { inputsOfAll } from '../exemplar/stale-scopes.ts';
import { readGrowth } from '../project/scope-names.ts';
import type { Session } from '../project/session.ts';
import { isKept } from './cut-in-force.ts';

/** A cut that a run shall bring into force. */
export interface RunTarget {
  readonly settings: CutSettings;
  /** its scopes are kept from all their volumes at once, whatever was kept of them before */
  readonly anew: boolean;
}

/**
 * The cut that a run with some settings works on. Settings that were in force before lead back to the edition
 * that was in force then.
 *
 * @param regroup where a scope grew, or is about to, another edition of the cut is made: the one before stays, and
 *   undo puts it back in force
 */
export function runTarget(
  session: Session,
  change: Partial<CutSettings>,
  regroup: boolean,
): RunTarget {
  const now = session.settings();
  const asked = plainSettings({ ...now, ...change });
  const editions = session.catalog.cuts.all().filter((cut) => isEditionOf(cut.settings, asked));
  const settings = isEditionOf(now, asked) ? now : lastInForce(session, editions, asked);
  if (!regroup || !hasGrown(session, settings)) return { settings, anew: false };
  const newest = editions.reduce((most, cut) => Math.max(most, editionOf(cut.settings)), 0);
  const begun = editions.find((cut) => editionOf(cut.settings) === newest);
  const isBegun = newest > editionOf(settings) && begun && !wasInForce(session, begun);
  return { settings: { ...asked, edition: isBegun ? newest : newest + 1 }, anew: true };
}

const isSame = (one: CutSettings, other: CutSettings): boolean =>
  editionOf(one) === editionOf(other) && isEditionOf(one, other);

const isEditionOf = (one: CutSettings, other: CutSettings): boolean =>
  textOf(one) === textOf(other);

function textOf(settings: CutSettings): string {
  const { edition: _, ...rest } = plainSettings(settings);
  return JSON.stringify(rest);
}

/** Of the cuts that were in force, as the log tells, the last one that is still there. */
function lastInForce(session: Session, editions: readonly Cut[], asked: CutSettings): CutSettings {
  const { edition: _, ...first } = asked;
  const there = editions.filter(({ id }) => isKept(session, id));
  if (there.length < 2) return there[0]?.settings ?? first;
  for (const settings of settingsInForce(session)) {
    const found = there.find((cut) => isSame(cut.settings, settings));
    if (found) return found.settings;
  }
  return first;
}

const wasInForce = (session: Session, { settings }: Cut): boolean =>
  settingsInForce(session).some((each) => isSame(each, settings));

/** Settings of the cuts that were in force, newest first, as changes of the cut tell. */
function settingsInForce({ catalog }: Session): readonly CutSettings[] {
  return catalog.actions
    .changesOf('cut')
    .flatMap(({ before, after, undone }) => (undone ? [before, after] : [after, before]))
    .map((text) => cutSettings.parse(JSON.parse(text)));
}

/** Whether a scope of a cut was kept in steps, or will be when it is run. */
function hasGrown(session: Session, settings: CutSettings): boolean {
  const { cuts } = session.catalog;
  const cut = cuts.known(settings);
  if (cut === null) return false;
  const scopes = cuts.scopes(cut).filter(({ complete }) => complete);
  return planScopes(session, cut, settings).some(({ name, volumes, missing }) => {
    const steps = scopes.filter((scope) => readGrowth(scope.name).name === name);
    const known = inputsOfAll(steps);
    const isNew = (id: number) => !known.has(id);
    return (
      steps.length > 1 ||
      (steps.length === 1 && [...volumes.map(({ id }) => id), ...missing].some(isNew))
    );
  });
}
