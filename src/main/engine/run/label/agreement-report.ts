import type { AgreementReport, Conflict, PairAgreement } from '../../../../shared/agreement.ts';
import type { LabelValue } from '../../../../shared/decision.ts';
import type { StandingDecision } from '../../catalog/verdicts.ts';
import { measureAgreement, type Pair } from '../../evaluate/agreement.ts';
import { rowFinder } from '../project/exemplar-columns.ts';
import { patchNames } from '../project/patch-names.ts';
import type { Session } from '../project/session.ts';

/** Recorded in figures and reports: the same labels give the same intervals. */
export const agreementSeed = 1227;

const classes: readonly LabelValue[] = ['informative', 'uninformative', 'unsure'];

/** Decisions on one patch, in the order made. */
interface PatchDecisions {
  readonly source: number;
  readonly ordinal: number;
  readonly name: string;
  readonly decisions: StandingDecision[];
}

/**
 * How far people agree with each other and with themselves, and what they disagree on (decision 0009).
 * A verdict is a person's newest standing decision of the first or second pass, overrides of the model
 * and adjudications left out.
 */
export function agreementReport(session: Session): AgreementReport {
  const patches = decidedPatches(session);
  const names = new Map(session.catalog.sources.all().map((source) => [source.id, source.name]));
  return {
    annotators: annotatorsOf(session),
    pairs: pairsOf(patches).map((pair) => describe(pair, names)),
    conflicts: patches.flatMap((patch) => conflictOf(patch)).sort(openFirst),
  };
}

const openFirst = (a: Conflict, b: Conflict): number =>
  Number(a.settled !== null) - Number(b.settled !== null) || a.ordinal - b.ordinal;

function annotatorsOf(session: Session): AgreementReport['annotators'] {
  const counts = new Map<string, number>();
  for (const { annotator } of session.catalog.verdicts.all()) {
    counts.set(annotator, (counts.get(annotator) ?? 0) + 1);
  }
  return [...counts].map(([name, decisions]) => ({ name, decisions }));
}

function decidedPatches(session: Session): readonly PatchDecisions[] {
  const columns = session.columns();
  const find = rowFinder(session.catalog, columns);
  const names = patchNames(session);
  const volumes = new Map(session.catalog.volumes.all().map((v) => [v.contentId, v]));
  const patches = new Map<string, PatchDecisions>();
  for (const decision of session.catalog.verdicts.repeated()) {
    const { address } = decision;
    const volume = volumes.get(address.contentId);
    if (!volume) continue;
    const key = Object.values(address).join(' ');
    const known = patches.get(key) ?? {
      source: volume.source,
      ordinal: columns.ordinal[find(address)] ?? -1,
      name: names.stableName(volume.id, address.plane, address.position, address),
      decisions: [],
    };
    known.decisions.push(decision);
    patches.set(key, known);
  }
  return [...patches.values()];
}

/** Newest verdict of each person; `none` takes a verdict back. */
function verdictsOf({ decisions }: PatchDecisions): ReadonlyMap<string, StandingDecision> {
  const verdicts = new Map<string, StandingDecision>();
  for (const decision of decisions) {
    const { annotator, origin, pass, value } = decision;
    if (pass === 'again' || origin === 'override' || origin === 'adjudicated') continue;
    // A second opinion of one's own is a question asked again, not another person's.
    if (pass === 'second' && verdicts.get(annotator)?.pass === 'first') continue;
    if (value === 'none') verdicts.delete(annotator);
    else verdicts.set(annotator, decision);
  }
  return verdicts;
}

interface Said {
  readonly first: string;
  readonly second: string;
  readonly again: boolean;
  readonly patches: {
    readonly source: number;
    readonly first: StandingDecision;
    readonly second: StandingDecision;
  }[];
}

function pairsOf(patches: readonly PatchDecisions[]): readonly Said[] {
  const pairs = new Map<string, Said>();
  const note = (
    source: number,
    first: StandingDecision,
    second: StandingDecision,
    again: boolean,
  ) => {
    const key = JSON.stringify([first.annotator, second.annotator, again]);
    const pair = pairs.get(key) ?? {
      first: first.annotator,
      second: second.annotator,
      again,
      patches: [],
    };
    pair.patches.push({ source, first, second });
    pairs.set(key, pair);
  };
  for (const patch of patches) {
    const people = [...verdictsOf(patch).values()].sort((a, b) =>
      a.annotator < b.annotator ? -1 : 1,
    );
    for (const [i, first] of people.entries()) {
      for (const second of people.slice(i + 1)) note(patch.source, first, second, false);
    }
    for (const [first, second] of againOf(patch)) note(patch.source, first, second, true);
  }
  return [...pairs.values()].sort(
    (a, b) => Number(a.again) - Number(b.again) || b.patches.length - a.patches.length,
  );
}

/** What a person said when asked again, with what they had said before; the last time asked counts. */
function againOf({ decisions }: PatchDecisions): (readonly [StandingDecision, StandingDecision])[] {
  const before = new Map<string, StandingDecision>();
  const pairs = new Map<string, readonly [StandingDecision, StandingDecision]>();
  for (const decision of decisions) {
    const { annotator, pass, value, origin } = decision;
    const earlier = before.get(annotator);
    if (origin === 'override' || origin === 'adjudicated') continue;
    if (pass === 'first') before.set(annotator, decision);
    else if (earlier && earlier.value !== 'none' && value !== 'none')
      pairs.set(annotator, [earlier, decision]);
  }
  return [...pairs.values()];
}

const codeOf = ({ value }: StandingDecision): number => Math.max(0, classes.indexOf(value));

function describe(pair: Said, names: ReadonlyMap<number, string>): PairAgreement {
  const measured = (patches: Said['patches']) =>
    measureAgreement(
      patches.map(({ first, second }): Pair => [codeOf(first), codeOf(second)]),
      classes.length,
      agreementSeed,
    );
  const sources = [...new Set(pair.patches.map(({ source }) => source))].sort((a, b) => a - b);
  return {
    first: pair.first,
    second: pair.second,
    again: pair.again,
    all: measured(pair.patches),
    sources: sources.map((source) => ({
      source,
      name: names.get(source) ?? '',
      agreement: measured(pair.patches.filter((each) => each.source === source)),
    })),
    reasons: reasonsOf(pair),
  };
}

/** Specific agreement of each reason (Dice), over patches that both call uninformative. */
function reasonsOf({ patches }: Said): PairAgreement['reasons'] {
  const counts = new Map<string, { both: number; first: number; second: number }>();
  for (const { first, second } of patches) {
    if (first.value !== 'uninformative' || second.value !== 'uninformative') continue;
    for (const reason of new Set([first.reason, second.reason])) {
      if (reason === null) continue;
      const count = counts.get(reason) ?? { both: 0, first: 0, second: 0 };
      if (first.reason === reason) count.first++;
      if (second.reason === reason) count.second++;
      if (first.reason === reason && second.reason === reason) count.both++;
      counts.set(reason, count);
    }
  }
  return [...counts]
    .map(([reason, { both, first, second }]) => ({
      reason,
      both,
      either: first + second - both,
      agreement: (2 * both) / (first + second),
    }))
    .sort((a, b) => b.either - a.either);
}

function conflictOf(patch: PatchDecisions): Conflict[] {
  const { ordinal, source, name } = patch;
  if (ordinal < 0) return [];
  const people = [...verdictsOf(patch).values()];
  const again = againOf(patch).map(([, second]) => second);
  const said = [...people, ...again];
  if (new Set(said.map(({ value }) => value)).size < 2) return [];
  const settled = patch.decisions.findLast(({ origin }) => origin === 'adjudicated');
  const verdicts = said.map(({ annotator, value, reason }, i) => ({
    annotator: i < people.length ? annotator : `${annotator}, asked again`,
    value,
    reason,
  }));
  const isSettled = settled !== undefined && settled.value !== 'none';
  return [{ ordinal, source, name, verdicts, settled: isSettled ? settled.value : null }];
}
