import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import {
  type ContextZoom,
  contextPicturePath,
  contextWindow,
  contextZoom,
  crossingSections,
  sectionPicturePath,
} from '../../shared/context.ts';
import { patchPicturePath } from '../../shared/display.ts';
import type { GridPatch } from '../../shared/grid.ts';
import type { VolumeRecord } from '../../shared/source.ts';
import { engine } from '../bridge.ts';
import { grouped } from '../element/numbers.ts';
import { ScaleBar } from '../element/scale-bar.tsx';
import { useCommands } from '../session/commands.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { contextCommands } from './context-commands.ts';
import { ContextFacts } from './context-facts.tsx';
import { ContextPosition } from './context-position.tsx';
import styles from './context-view.module.css';
import { type ContextProps, PatchAlone } from './patch-alone.tsx';
import { SectionPicture } from './section-picture.tsx';
import { useDisplay } from './use-display.ts';
import { useNeighboursAhead } from './use-neighbours-ahead.ts';
import { useSectionStep } from './use-section-step.ts';
import { useWheelSteps } from './use-wheel-steps.ts';

const zoomWords: { readonly [K in ContextZoom]: string } = {
  close: 'Close',
  middle: 'Around',
  whole: 'Whole section',
};

/**
 * A patch where it comes from: its cross-section at three zooms, the neighbouring sections as a flipbook,
 * the two other planes through it, its source, its near-duplicates and what was said of it.
 */
export function ContextView(props: ContextProps) {
  const { patch } = props;
  const volumes = useAnswer(
    () => engine.sources.volumes.query({ source: patch.source }),
    [patch.source],
  );
  const hasAbsent = useStore(session, (state) => (state.project?.absentVolumes ?? 0) > 0);
  const volume = volumes.value?.find((each) => each.id === patch.volume) ?? null;
  // Until it is known which volume it is, one that may not be here is not asked for pictures.
  const isAlone = volume ? volume.reference.kind === 'absent' : hasAbsent && !volumes.problem;
  return isAlone ? (
    <PatchAlone {...props} volume={volume} />
  ) : (
    <Surroundings {...props} volume={volume} />
  );
}

function Surroundings(props: ContextProps & { readonly volume: VolumeRecord | null }) {
  const { patch, project, volume } = props;
  const [zoom, setZoom] = useState<ContextZoom>('middle');
  const sections = patch.section.count;
  const { step, by } = useSectionStep(patch.ordinal, patch.index, sections);
  const onWheel = useWheelSteps(by);
  useCommands(contextCommands({ by, zoom, setZoom, close: props.onClose }));
  useNeighboursAhead(project, patch, zoom, step, sections);
  return (
    <section className={styles['view']} aria-label={`Context of ${patch.name}`}>
      <div className={styles['main']} onWheel={onWheel}>
        <Main {...props} zoom={zoom} step={step} />
        <ContextPosition patch={patch} step={step} sections={sections} />
      </div>
      <aside className={styles['side']}>
        <SegmentedControl
          aria-label="Zoom"
          data={contextZoom.options.map((value) => ({ value, label: zoomWords[value] }))}
          value={zoom}
          onChange={(value) => setZoom(contextZoom.parse(value))}
        />
        <OtherZooms {...props} zoom={zoom} step={step} onZoom={setZoom} />
        {volume && patch.plane !== '2d' && volume.shape.z > 1 ? (
          <OtherPlanes patch={patch} plane={patch.plane} project={project} volume={volume} />
        ) : null}
        <ContextFacts patch={patch} project={project} isBlind={props.isBlind} volumeIsHere />
      </aside>
    </section>
  );
}

interface Shown {
  readonly patch: GridPatch;
  readonly project: string;
  readonly zoom: ContextZoom;
  readonly step: number;
}

function Main({ patch, project, zoom, step }: Shown) {
  const window = windowOf(patch, zoom);
  const width = window.x1 - window.x0;
  const display = useDisplay();
  return (
    <SectionPicture
      large
      source={contextPicturePath(project, patch.ordinal, { step, zoom, display })}
      // The patch itself lies in its pack and is there at once, whatever the volume takes.
      first={step === 0 ? patchPicturePath(project, patch.ordinal, display) : null}
      name={`Cross-section of ${patch.name}`}
      box={patch.box}
      window={window}
      pixelNm={patch.pixelNm}
      scale={<ScaleBar pixels={width} shown={400} pixelNm={patch.pixelNm?.x ?? null} />}
    />
  );
}

function OtherZooms(props: Shown & { readonly onZoom: (zoom: ContextZoom) => void }) {
  const { patch, project, step } = props;
  const display = useDisplay();
  return (
    <div className={styles['pair']}>
      {contextZoom.options
        .filter((each) => each !== props.zoom)
        .map((each) => (
          <Labelled key={each} words={zoomWords[each]}>
            <button type="button" className={styles['choose']} onClick={() => props.onZoom(each)}>
              <SectionPicture
                source={contextPicturePath(project, patch.ordinal, { step, zoom: each, display })}
                first={null}
                name={`${zoomWords[each]}: ${patch.name}`}
                box={patch.box}
                window={windowOf(patch, each)}
                pixelNm={patch.pixelNm}
              />
            </button>
          </Labelled>
        ))}
    </div>
  );
}

function OtherPlanes(props: {
  readonly patch: GridPatch;
  readonly plane: 'xy' | 'xz' | 'yz';
  readonly project: string;
  readonly volume: VolumeRecord;
}) {
  const { patch, plane, volume } = props;
  const size = volume.voxelSize;
  const drawn = { like: patch.ordinal, display: useDisplay() };
  return (
    <div className={styles['pair']}>
      {crossingSections({ ...patch, plane }, volume.shape).map((section) => (
        <Labelled key={section.plane} words={`${section.plane}, section ${grouped(section.index)}`}>
          <SectionPicture
            source={sectionPicturePath(props.project, { ...section, volume: volume.id }, drawn)}
            first={null}
            name={`Plane ${section.plane} through ${patch.name}`}
            box={section.box}
            window={section.window}
            pixelNm={
              size && {
                y: section.plane === 'xy' ? size.y : size.z,
                x: section.plane === 'yz' ? size.y : size.x,
              }
            }
          />
        </Labelled>
      ))}
    </div>
  );
}

function Labelled({ words, children }: { words: string; children: ReactNode }) {
  return (
    <figure className={styles['figure']}>
      {children}
      <figcaption>{words}</figcaption>
    </figure>
  );
}

const windowOf = ({ box, section }: GridPatch, zoom: ContextZoom) =>
  contextWindow(box, section.height, section.width, zoom);
