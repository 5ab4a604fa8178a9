import { useCallback, useEffect, useRef, useState } from 'react';
import { explain, type Outcome } from '../../shared/failure.ts';
import { messageOf } from './message-of.ts';
import { session } from './project-session.ts';
import { useStore } from './store.ts';

/** What a question to the engine came to so far. */
export interface Answer<T> {
  readonly value: T | null;
  /** sentence to show where the value would be */
  readonly problem: string | null;
  readonly again: () => void;
}

/**
 * Asks the engine when drawn first, when `keys` change and when the project changed; the last value
 * stays until the new one is there. What follows sources only is not asked again for each label.
 */
export function useAnswer<T>(
  ask: () => Promise<Outcome<T>>,
  keys: readonly unknown[],
  follows: 'everything' | 'sources' = 'everything',
): Answer<T> {
  const revision = useStore(session, (state) =>
    follows === 'everything' ? state.revision : state.sourcesRevision,
  );
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ value: T | null; problem: string | null }>(unanswered);
  const asking = useRef(ask);
  asking.current = ask;
  const key = JSON.stringify(keys);
  // These say when to ask again, not what is asked.
  useEffect(() => {
    let isStale = false;
    asking
      .current()
      .then((outcome) => {
        if (isStale) return;
        if (outcome.ok) setState({ value: outcome.value, problem: null });
        else setState({ value: null, problem: explain(outcome.failure) });
      })
      .catch((error: unknown) => {
        if (!isStale) setState((before) => ({ ...before, problem: messageOf(error) }));
      });
    return () => {
      isStale = true;
    };
  }, [key, revision, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, again };
}

const unanswered = { value: null, problem: null };
