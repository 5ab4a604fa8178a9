import { useEffect, useRef } from 'react';
import { engine } from '../bridge.ts';
import { labelling } from './labelling.ts';
import { createLearner } from './learner.ts';
import { say } from './notice.ts';
import { preferences } from './preferences.ts';
import { session } from './project-session.ts';

/** The one learner of this window. */
export const learner = createLearner({
  learn: () => engine.models.learn.mutate(),
  now: Date.now,
  later(ms, run) {
    const timer = window.setTimeout(run, ms);
    return () => window.clearTimeout(timer);
  },
  say,
});

/** Where a person labels, and what is in force there. */
export interface LearningPlace {
  /** labels given here are what a model learns from */
  readonly isTaught: boolean;
  /** hash of the model in force */
  readonly inForce: string | null;
}

/** Learns while a screen is shown, where that is wished. */
export function useLearning(place: LearningPlace): void {
  const here = useRef(place);
  here.current = place;
  useEffect(() => {
    const follow = () => learner.follow(surroundings(here.current));
    const stops = [labelling.store, session, preferences].map((store) => store.subscribe(follow));
    return () => {
      for (const stop of stops) stop();
      learner.follow({ ...surroundings(here.current), isOn: false });
    };
  }, []);
  useEffect(() => {
    learner.follow(surroundings({ isTaught: place.isTaught, inForce: place.inForce }));
  }, [place.isTaught, place.inForce]);
}

function surroundings({ isTaught, inForce }: LearningPlace) {
  const { project, jobs, connected } = session.get();
  const mayLearn = project !== null && !project.readOnly && connected && inForce !== null;
  return {
    project: project?.key ?? null,
    isOn: mayLearn && isTaught && preferences.get().learns,
    labels: labelling.store.get(),
    jobs,
    inForce,
  };
}
