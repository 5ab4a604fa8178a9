import type { LoggedGroupDecision } from '../../catalog/group-decisions.ts';
import type { Session } from '../project/session.ts';

/** Decisions on groups by the content of the volumes that they name, each list in the order of the log. */
export type GroupLog = ReadonlyMap<string, readonly LoggedGroupDecision[]>;

interface Known {
  revision: number;
  upTo: number;
  place: number;
  decisions: readonly LoggedGroupDecision[];
  log: GroupLog;
}

const known = new WeakMap<Session, Known>();
const decisionsAtOnce = 2000;

/**
 * Every decision on groups of a project, those taken back too: 10,000 are read in about 50 ms, then what each
 * action adds. They are read anew after a change of settings, sources or cuts, or a transaction that failed.
 */
export function groupLog(session: Session): GroupLog {
  const { actions } = session.catalog;
  const revision = session.catalog.revision();
  const last = known.get(session);
  const before = last?.revision === revision ? last : nothingKnown(revision);
  const upTo = actions.newest();
  if (before.upTo === upTo) return before.log;
  const { decisions, place } = readOn(session, before);
  const isSame = decisions === before.decisions;
  const log = isSame ? before.log : byContent(decisions);
  known.set(session, { revision, upTo, place, decisions, log });
  return log;
}

const nothingKnown = (revision: number): Known => ({
  revision,
  upTo: -1,
  place: 0,
  decisions: [],
  log: new Map(),
});

function readOn({ catalog }: Session, before: Known): Pick<Known, 'decisions' | 'place'> {
  const turned = new Map(
    catalog.groupDecisions.turnedAfter(before.upTo).map(({ action, undone }) => [action, undone]),
  );
  const added: LoggedGroupDecision[] = [];
  let { place } = before;
  for (;;) {
    const page = catalog.groupDecisions.after(place, decisionsAtOnce);
    added.push(...page);
    place = page.at(-1)?.place ?? place;
    if (page.length < decisionsAtOnce) break;
  }
  if (added.length === 0 && turned.size === 0) return before;
  const kept = before.decisions.map((each) => ({
    ...each,
    undone: turned.get(each.action) ?? each.undone,
  }));
  return { place, decisions: [...kept, ...added] };
}

function byContent(decisions: readonly LoggedGroupDecision[]): GroupLog {
  const log = new Map<string, LoggedGroupDecision[]>();
  for (const decision of decisions) {
    const { address, other } = decision;
    const contents = new Set([address.contentId, other?.contentId ?? address.contentId]);
    for (const content of contents) {
      const list = log.get(content);
      if (list) list.push(decision);
      else log.set(content, [decision]);
    }
  }
  return log;
}
