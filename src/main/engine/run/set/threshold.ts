import { z } from 'zod';
import type { Session } from '../project/session.ts';

/** The score that a source's exemplars have to exceed to be kept. */
export type ThresholdOfSource = (source: number) => number;

/** Kept when score > threshold; 0.5 until somebody chooses another (spec 3.2). */
export function thresholdOf(session: Session): number {
  const chosen = session.catalog.settings.get('threshold');
  return chosen === null ? 0.5 : Number(chosen);
}

const stored = z.record(z.string(), z.number());

/** Thresholds chosen for single sources, by source id. */
export function sourceThresholds(session: Session): ReadonlyMap<number, number> {
  const text = session.catalog.settings.get('source-thresholds');
  const parsed = text === null ? {} : stored.parse(JSON.parse(text));
  return new Map(Object.entries(parsed).map(([source, threshold]) => [Number(source), threshold]));
}

/** Sets or, with null, forgets the threshold of one source; records nothing. */
export function putSourceThreshold(
  session: Session,
  source: number,
  threshold: number | null,
): void {
  const all = new Map(sourceThresholds(session));
  if (threshold === null) all.delete(source);
  else all.set(source, threshold);
  session.catalog.settings.set('source-thresholds', JSON.stringify(Object.fromEntries(all)));
}

/** Each source's own threshold where it has one, else that of all. @param all a threshold to try */
export function thresholdsOf(
  session: Session,
  all: number = thresholdOf(session),
): ThresholdOfSource {
  const own = sourceThresholds(session);
  return own.size === 0 ? () => all : (source) => own.get(source) ?? all;
}
