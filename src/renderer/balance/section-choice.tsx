import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { sectionShape } from '../../shared/context.ts';
import type { SourceRecord, VolumeRecord } from '../../shared/source.ts';
import { engine } from '../bridge.ts';
import { grouped } from '../element/numbers.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { useCommands } from '../session/commands.ts';
import { activeJob } from '../session/job-list.ts';
import { useShownKey } from '../session/key-map.ts';
import { attempt } from '../session/notice.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { type Along, middleSections, sectionCount } from './middle-sections.ts';
import own from './yield.module.css';

/** What the next scoring takes. */
interface Chosen {
  readonly source: number | null;
  readonly volume: number | null;
  readonly plane: Along;
  /** null: the middle one */
  readonly index: number | null;
  /** windows to a patch edge */
  readonly steps: number;
}

const distances = [8, 4, 2, 1] as const;

/** Which cross-section is scored next, and how finely: the fields, and the buttons that start it. */
export function useSectionChoice(): { readonly fields: ReactNode; readonly actions: ReactNode } {
  const [chosen, setChosen] = useState<Chosen>({
    source: null,
    volume: null,
    plane: 'xy',
    index: null,
    steps: 4,
  });
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources').value ?? [];
  const source = sources.find(({ id }) => id === chosen.source) ?? sources[0];
  const volumes =
    useAnswer(
      () =>
        source
          ? engine.sources.volumes.query({ source: source.id })
          : Promise.resolve({ ok: true as const, value: [] }),
      [source?.id ?? -1],
      'sources',
    ).value ?? [];
  const volume = volumes.find(({ id }) => id === chosen.volume) ?? volumes[0];
  const patchSize = useStore(session, (state) => state.project?.cut.patchSize ?? 224);
  const isBusy = useStore(session, (state) => activeJob(state.jobs) !== null);
  const isReadOnly = useStore(session, (state) => state.project?.readOnly ?? true);
  const stride = Math.max(4, Math.round(patchSize / chosen.steps));
  const plane: Along = volume?.kind === 'picture' ? '2d' : chosen.plane;
  const count = volume ? sectionCount(volume, plane) : 0;
  const index = Math.min(chosen.index ?? Math.floor(count / 2), Math.max(0, count - 1));
  const start = (sections: { volume: number; plane: Along; index: number }[]) =>
    void attempt(engine.yields.start.mutate({ sections, stride }));
  const scoreOne = () => volume && start([{ volume: volume.id, plane, index }]);
  const cannot = isBusy || isReadOnly || !volume;
  const scoreAll = async () => {
    const middle = await attempt(middleSections(sources));
    if (middle) start(middle.slice(0, 200));
  };
  const key = useShownKey('score-the-cross-section', 's');
  useCommands(
    cannot
      ? []
      : [
          {
            title: 'Score the cross-section',
            group: 'This screen',
            keys: ['s'],
            run: () => void scoreOne(),
          },
        ],
  );
  const fields = (
    <section className={own['choice']} aria-label="The next cross-section">
      <Where
        {...{ sources, volumes, source, volume, plane, index, count }}
        onChange={(change) => setChosen({ ...chosen, ...change })}
      />
      <NativeSelect
        label="Windows every"
        data={distances.map((steps) => ({
          value: String(steps),
          label: `${grouped(Math.max(4, Math.round(patchSize / steps)))} pixels`,
        }))}
        value={String(chosen.steps)}
        onChange={(event) => setChosen({ ...chosen, steps: Number(event.currentTarget.value) })}
      />
    </section>
  );
  const actions = (
    <>
      <Button disabled={cannot} onClick={() => void scoreAll()}>
        Score the middle of each source
      </Button>
      <PrimaryButton keyShown={key} disabled={cannot} onClick={() => void scoreOne()}>
        Score cross-section
      </PrimaryButton>
    </>
  );
  return { fields, actions };
}

function Where(props: {
  readonly sources: readonly SourceRecord[];
  readonly volumes: readonly VolumeRecord[];
  readonly source: SourceRecord | undefined;
  readonly volume: VolumeRecord | undefined;
  readonly plane: Along;
  readonly index: number;
  readonly count: number;
  readonly onChange: (change: Partial<Chosen>) => void;
}) {
  const { sources, volumes, source, volume, plane, index, count, onChange } = props;
  const isFlat = volume && volume.shape.z === 1;
  return (
    <>
      <NativeSelect
        label="Source"
        data={sources.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={String(source?.id ?? '')}
        onChange={(event) =>
          onChange({ source: Number(event.currentTarget.value), volume: null, index: null })
        }
      />
      {volumes.length > 1 ? (
        <NativeSelect
          label="Volume"
          data={volumes.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={String(volume?.id ?? '')}
          onChange={(event) => onChange({ volume: Number(event.currentTarget.value), index: null })}
        />
      ) : null}
      {plane === '2d' || isFlat ? null : (
        <NativeSelect
          label="Plane"
          data={(['xy', 'xz', 'yz'] as const).map((each) => ({
            value: each,
            label: volume ? planeText(volume, each) : each,
          }))}
          value={plane}
          // `as`: the options are planes.
          onChange={(event) => onChange({ plane: event.currentTarget.value as Along, index: null })}
        />
      )}
      {count > 1 ? (
        <NumberInput
          label={`Section, 0 to ${grouped(count - 1)}`}
          min={0}
          max={count - 1}
          value={index}
          onChange={(value) => onChange({ index: Math.trunc(Number(value)) || 0 })}
        />
      ) : null}
    </>
  );
}

function planeText({ shape }: VolumeRecord, plane: 'xy' | 'xz' | 'yz'): string {
  const { height, width } = sectionShape(shape, plane);
  return `${plane}, ${grouped(width)} × ${grouped(height)}`;
}
