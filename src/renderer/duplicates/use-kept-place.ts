import { useEffect, useRef, useState } from 'react';
import type { Place } from '../../shared/decision.ts';
import { engine } from '../bridge.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';

/** Moves settle before they are written down. */
const settlesMs = 300;

/**
 * Where the annotator was last, as the engine keeps it under this name; undefined until that is known.
 *
 * @param read what the place says, null where it says nothing; @param begin told before it is returned
 */
export function useLastPlace<T>(
  screen: string,
  read: (place: Place | null) => T | null,
  begin: (of: string, last: T | null) => void,
): T | null | undefined {
  const whose = useWhose();
  const [found, setFound] = useState<{ of: string; last: T | null } | null>(null);
  const using = useRef({ read, begin });
  useEffect(() => {
    let isStale = false;
    const asked = engine.labels.place.query({ screen }).catch(() => null);
    void asked.then((place) => {
      if (isStale) return;
      const last = using.current.read(place?.ok ? place.value : null);
      using.current.begin(whose, last);
      setFound({ of: whose, last });
    });
    return () => {
      isStale = true;
    };
  }, [whose, screen]);
  return found?.of === whose ? found.last : undefined;
}

/** Writes a place down once it has settled, or at once when the screen is left before; null writes nothing. */
export function useWrittenPlace(place: Place | null): void {
  const whose = useWhose();
  const unwritten = useRef<string | null>(null);
  const now = place && JSON.stringify(place);
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
