import { type Outcome, succeed } from '../../shared/failure.ts';
import { engine } from '../bridge.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';

const none: ReadonlySet<number> = new Set();

interface Absent {
  /** name of the source */
  readonly of: string;
  readonly volumes: ReadonlySet<number>;
}

/** Volumes whose files are not here, of the source of a patch; null until that is known. */
export function useAbsentVolumes(patch: string): ReadonlySet<number> | null {
  const hasAbsent = useStore(session, (state) => (state.project?.absentVolumes ?? 0) > 0);
  const source = patch.split('/')[0] ?? '';
  const found = useAnswer(() => absentOf(hasAbsent ? source : ''), [source, hasAbsent], 'sources');
  if (!hasAbsent) return none;
  // An answer of before is about another source.
  return found.value?.of === source ? found.value.volumes : null;
}

async function absentOf(name: string): Promise<Outcome<Absent>> {
  if (name === '') return succeed({ of: name, volumes: none });
  const sources = await engine.sources.list.query();
  if (!sources.ok) return sources;
  const source = sources.value.find((each) => each.name === name);
  if (!source) return succeed({ of: name, volumes: none });
  const volumes = await engine.sources.volumes.query({ source: source.id });
  if (!volumes.ok) return volumes;
  const absent = volumes.value.filter(({ reference }) => reference.kind === 'absent');
  return succeed({ of: name, volumes: new Set(absent.map(({ id }) => id)) });
}
