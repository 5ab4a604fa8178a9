import { useEffect, useRef, useState } from 'react';
import { engine } from '../bridge.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { type GroupPlace, keptPlace, lastPlace } from './group-place.ts';
import { beginGroups } from './groups-state.ts';

/** Moves settle before they are written down. */
const settlesMs = 300;

/** Where the annotator was last among the groups; undefined until that is known. */
export function useLastPlace(): GroupPlace | null | undefined {
  const whose = useWhose();
  const [found, setFound] = useState<{ of: string; place: GroupPlace | null } | null>(null);
  useEffect(() => {
    let isStale = false;
    void lastPlace().then((place) => {
      if (isStale) return;
      beginGroups(whose, place?.shown ?? null);
      setFound({ of: whose, place });
    });
    return () => {
      isStale = true;
    };
  }, [whose]);
  return found?.of === whose ? found.place : undefined;
}

/** Writes a place down once it has settled, or at once when the screen is left before; null writes nothing. */
export function useWrittenPlace(place: GroupPlace | null): void {
  const whose = useWhose();
  const unwritten = useRef<string | null>(null);
  const now = place && JSON.stringify(keptPlace(place));
  useEffect(() => {
    if (now === null) return;
    unwritten.current = now;
    const timer = window.setTimeout(() => write(unwritten), settlesMs);
    return () => window.clearTimeout(timer);
  }, [now]);
  useEffect(() => {
    const leave = () => write(unwritten);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      // Another project or another person has places of their own.
      if (whose === whoseNow()) leave();
    };
  }, [whose]);
}

/** Losing one is no loss of work: the next move writes it again. */
function write(unwritten: { current: string | null }): void {
  const text = unwritten.current;
  unwritten.current = null;
  if (text !== null) engine.labels.rememberPlace.mutate(JSON.parse(text)).catch(() => undefined);
}

const useWhose = () => useStore(session, ({ project }) => `${project?.key} ${project?.annotator}`);
const whoseNow = () => {
  const { project } = session.get();
  return `${project?.key} ${project?.annotator}`;
};
