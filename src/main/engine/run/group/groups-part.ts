import { succeed } from '../../../../shared/failure.ts';
import type { Parts } from '../workbench-parts.ts';
import { groupMembers, groupPlacesOf } from './group-pages.ts';
import type { GroupsBench } from './groups-bench.ts';
import { chooseExemplar, memberNamed, mergeGroups, splitMembers } from './regroup.ts';
import { standingDecisions } from './standing-decisions.ts';

/** Groups of near-duplicates, and decisions on them. */
export function groupsPart({ desk: { read, readLater, write } }: Parts): GroupsBench {
  return {
    groupMembers: (ordinal, from, count) =>
      readLater((session) => groupMembers(session, { ordinal, from, count })),
    groupPlaces: (ordinal, most) =>
      readLater((session) => groupPlacesOf(session, { ordinal, most })),
    memberNamed: (name) => read((session) => memberNamed(session, name)),
    groupDecisions: () => read((session) => succeed(standingDecisions(session))),
    chooseExemplar: (request) => write((session) => chooseExemplar(session, request)),
    splitMembers: (request) => write((session) => splitMembers(session, request)),
    mergeGroups: (request) => write((session) => mergeGroups(session, request)),
  };
}
