import type { PairValue } from '../../shared/duplicates.ts';
import type { PairEstimate, PairStratum } from '../../shared/pair.ts';
import type { Command } from '../session/commands.ts';
import { labelling } from '../session/labelling.ts';
import { stepped } from './pair-walk.ts';
import { choosePairs, chooseSources, pairsState, sourcesChosen } from './pairs-state.ts';
import type { usePairWalk } from './use-pair-walk.ts';

type Walk = ReturnType<typeof usePairWalk>;

/** The keys of a pair: what is said of it, the ways to the next, and whose pairs come. */
export function pairCommands(
  walk: Walk,
  estimate: PairEstimate | null,
  blocked: string | null,
): readonly Command[] {
  const group = 'This screen';
  const here = (
    title: string,
    key: string,
    run: () => void,
    why: string | null = null,
  ): Command => ({
    title,
    group,
    keys: [key],
    blocked: why,
    run,
  });
  const mark = (title: string, key: string, value: PairValue) =>
    here(
      title,
      key,
      () => walk.mark(value),
      blocked ?? (walk.pair ? null : 'There is no pair to mark here.'),
    );
  return [
    mark('Mark the pair as the same', 's', 'same'),
    mark('Mark the pair as different', 'd', 'different'),
    mark('Mark the pair as unsure', 'u', 'unsure'),
    here(
      'Take back the last mark',
      'backspace',
      () => labelling.undo(),
      // Undo takes back whatever was done last; this key is for the marks that one sees go.
      blocked ?? (walk.hasMarked ? null : 'No pair was marked here yet.'),
    ),
    here('Next pair', 'arrowright', () => walk.move(1)),
    here('Pair before', 'arrowleft', () => walk.move(-1)),
    here('Next unmarked pair', 'end', () => walk.toUnmarked()),
    here('Next distance', 'n', () => goToDistance(walk.page?.strata ?? [], 1)),
    here('Distance before', 'shift+n', () => goToDistance(walk.page?.strata ?? [], -1)),
    here('Pairs of the next source', 'o', () => goToSource(estimate?.sources ?? [])),
  ];
}

function goToDistance(strata: readonly PairStratum[], step: number): void {
  const there = strata.filter(({ pairs }) => pairs > 0).map(({ distance }) => distance);
  choosePairs({ distance: stepped(['all', ...there], pairsState.get().distance, step) });
}

function goToSource(sources: PairEstimate['sources']): void {
  const ids = sources.map(({ source }) => source);
  chooseSources(stepped(['all', 'each', ...ids], sourcesChosen(), 1));
}
