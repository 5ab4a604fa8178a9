import { Button } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { patchPicturePath } from '../../shared/display.ts';
import type { EmbeddingMap } from '../../shared/map.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { grouped } from '../element/numbers.ts';
import { Scatter } from '../element/scatter.tsx';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { labelling } from '../session/labelling.ts';
import { displayOf, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { labelOf } from './label-of.ts';
import { chosenAfter } from './map-choice.ts';
import { mapCsv } from './map-csv.ts';
import {
  type ColourBy,
  groupsByLabel,
  groupsByScore,
  groupsBySource,
  type PointGroups,
} from './map-groups.ts';
import styles from './map-part.module.css';
import { titleOf } from './map-title.ts';
import { choose, chosenOf, keyOf, reviewState } from './review-state.ts';

/** A map, and beside it the patches that were gone around. */
export function ShownMap({ map, colourBy }: { map: EmbeddingMap; colourBy: ColourBy }) {
  const chosen = useStore(reviewState, (state) => chosenOf(state, map));
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources');
  const names = useMemo(
    () => new Map((sources.value ?? []).map(({ id, name }) => [id, name])),
    [sources.value],
  );
  const nameOf = (source: number) => names.get(source) ?? `source ${source}`;
  const drawn = useDrawn(map, colourBy, names);
  const describe = useDescription(map, nameOf);
  const ordinals = useMemo(
    () => [...chosen].sort((a, b) => a - b).map((point) => map.ordinals[point] ?? 0),
    [chosen, map],
  );
  return (
    <div className={styles['halves']}>
      <Scatter
        label={titleOf(map)}
        fileName="map-of-embeddings"
        points={drawn.points}
        groups={drawn.groups}
        chosen={chosen}
        onLasso={(caught, use) =>
          choose(map, chosenAfter(chosenOf(reviewState.get(), map), caught, use))
        }
        nameOf={describe.words}
        pictureOf={describe.picture}
        csv={() => mapCsv(map, nameOf)}
      />
      <section className={styles['chosen']} aria-label="Chosen on the map">
        <div className={styles['head']}>
          <h2>
            Chosen <span className={styles['quiet']}>{grouped(chosen.size)}</span>
          </h2>
          {chosen.size > 0 ? (
            <Button size="compact-xs" onClick={() => choose(map, new Set())}>
              Choose none
            </Button>
          ) : null}
        </div>
        {chosen.size > 0 ? (
          <PatchWork
            label="Exemplars chosen on the map"
            query={{ set: 'ordinals', order: 'position', ordinals }}
            origin="hand"
            withInspector={false}
            empty={<Empty words="These exemplars are no longer there." />}
          />
        ) : (
          <Empty words="Draw a line around points: their patches are shown here, to be looked at and labelled. With Ctrl a line adds, with Alt it takes out." />
        )}
      </section>
    </div>
  );
}

/** Places stay the same object while colours change, so that the view stays where it is. */
function useDrawn(map: EmbeddingMap, colourBy: ColourBy, names: ReadonlyMap<number, string>) {
  const version = useStore(labelling.store, (state) => state.version);
  const places = usePlaces(map);
  // Labels given here are known by the queue they were sent with: another version, other groups.
  const said = colourBy === 'label' ? version : 0;
  return useMemo(() => {
    const { groups, of } = groupsOf(map, colourBy, names);
    return { groups, points: { x: places.x, y: places.y, group: of } };
  }, [map, colourBy, names, places, said]);
}

/** The same object for as long as it is the same map: labels alone must not move the view. */
function usePlaces(map: EmbeddingMap) {
  const held = useRef<{ key: string; x: Float32Array; y: Float32Array } | null>(null);
  const key = keyOf(map);
  if (held.current?.key !== key) {
    held.current = { key, x: Float32Array.from(map.x), y: Float32Array.from(map.y) };
  }
  return held.current;
}

function groupsOf(
  map: EmbeddingMap,
  colourBy: ColourBy,
  names: ReadonlyMap<number, string>,
): PointGroups {
  if (colourBy === 'score') return groupsByScore(map.score);
  if (colourBy === 'source') {
    return groupsBySource(map.source, (source) => names.get(source) ?? `source ${source}`);
  }
  return groupsByLabel(
    map.ordinals.map((ordinal, i) => labelOf({ ordinal, label: map.label[i] ?? 'none' })),
  );
}

/** What is said and shown of a point. */
function useDescription(map: EmbeddingMap, nameOf: (source: number) => string) {
  const project = useStore(session, (state) => state.project);
  const liked = useStore(preferences, (each) => each);
  return {
    words(point: number): string {
      const score = map.score[point] ?? null;
      const label = labelOf({
        ordinal: map.ordinals[point] ?? 0,
        label: map.label[point] ?? 'none',
      });
      return [
        nameOf(map.source[point] ?? 0),
        score === null ? 'no score' : `score ${score.toFixed(2)}`,
        label === 'none' ? 'not labelled' : label,
      ].join(', ');
    },
    picture: (point: number) =>
      project ? (
        <img
          className={styles['picture']}
          src={patchPicturePath(project.key, map.ordinals[point] ?? 0, displayOf(liked))}
          alt=""
        />
      ) : null,
  };
}
