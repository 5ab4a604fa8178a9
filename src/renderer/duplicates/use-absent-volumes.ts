import { succeed } from '../../shared/failure.ts';
import { engine } from '../bridge.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';

const none: ReadonlySet<number> = new Set();

/** Volumes of a patch's source whose files are not here. */
export function useAbsentVolumes(patch: string | null): ReadonlySet<number> {
  const hasAbsent = useStore(session, (state) => (state.project?.absentVolumes ?? 0) > 0);
  const name = hasAbsent ? (patch?.split('/')[0] ?? null) : null;
  const found = useAnswer(() => absentOf(name), [name], 'sources');
  return found.value ?? none;
}

async function absentOf(name: string | null) {
  if (name === null) return succeed(none);
  const sources = await engine.sources.list.query();
  if (!sources.ok) return sources;
  const source = sources.value.find((each) => each.name === name);
  if (!source) return succeed(none);
  const volumes = await engine.sources.volumes.query({ source: source.id });
  if (!volumes.ok) return volumes;
  const absent = volumes.value.filter(({ reference }) => reference.kind === 'absent');
  return succeed<ReadonlySet<number>>(new Set(absent.map(({ id }) => id)));
}
