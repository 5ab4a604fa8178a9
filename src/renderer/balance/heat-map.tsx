import { Button, Menu, SegmentedControl } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { plainSectionPath } from '../../shared/context.ts';
import type { SectionMap, SectionYield } from '../../shared/crop-yield.ts';
import { sectionName } from '../../shared/crop-yield-figure.ts';
import { colourText, heatColour } from '../../shared/heat-scale.ts';
import { engine } from '../bridge.ts';
import { grouped, percentText } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { saveBlob } from '../element/save-file.ts';
import { ScaleBar } from '../element/scale-bar.tsx';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { drawHeat, type HeatLayer, mapCsv, saveHeatPng, scoreAt } from './heat-drawing.ts';
import own from './yield.module.css';

const layers: Readonly<Record<HeatLayer, string>> = {
  scores: 'Scores',
  informative: 'Informative part',
  none: 'Section alone',
};

/** A scored cross-section with its scores over it, and the border of what is informative. */
export function HeatMap({ section }: { section: SectionYield }) {
  const [layer, setLayer] = useState<HeatLayer>('scores');
  const map = useAnswer(() => engine.yields.map.query({ id: section.id }), [section.id]);
  const project = useStore(session, (state) => state.project?.key ?? '');
  const window = { y0: 0, y1: section.height, x0: 0, x1: section.width };
  const picture = plainSectionPath(project, { ...section, window });
  const name = sectionName(section);
  return (
    <section aria-label={`Scores of ${name}`}>
      <header className={own['head']}>
        <h2>{name}</h2>
        <SegmentedControl
          aria-label="Shown over the section"
          data={Object.entries(layers).map(([value, label]) => ({ value, label }))}
          value={layer}
          // `as`: the options are the keys of layers.
          onChange={(value) => setLayer(value as HeatLayer)}
        />
        <HeatKey threshold={section.threshold} />
        {map.value ? <SaveMap map={map.value} section={section} picture={picture} /> : null}
      </header>
      {map.problem ? <Problem words={map.problem} /> : null}
      <Picture {...{ section, picture, layer, name }} map={map.value} />
    </section>
  );
}

function Picture(props: {
  readonly section: SectionYield;
  readonly picture: string;
  readonly name: string;
  readonly layer: HeatLayer;
  readonly map: SectionMap | null;
}) {
  const { section, map, layer, name } = props;
  const [reading, setReading] = useState('');
  const [isMissing, setMissing] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (map && canvas.current) drawHeat(canvas.current, map, section.threshold, layer);
  }, [map, section.threshold, layer]);
  const { y = 1, x = 1 } = map?.pixelNm ?? {};
  const ratio = (section.width * x) / (section.height * y);
  const words = `${percentText(section.informative)} of ${grouped(section.width)} × ${grouped(section.height)} pixels is informative`;
  return (
    <>
      <div
        className={own['picture']}
        style={{ aspectRatio: String(ratio), width: `min(100%, calc(60vh * ${ratio}))` }}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const across = (event.clientX - box.left) / box.width;
          const down = (event.clientY - box.top) / box.height;
          setReading(map ? scoreAt(map, down, across) : '');
        }}
        onPointerLeave={() => setReading('')}
      >
        <img
          src={props.picture}
          alt={`Cross-section ${name}`}
          data-here={!isMissing || undefined}
          onLoad={() => setMissing(false)}
          onError={() => setMissing(true)}
        />
        <canvas ref={canvas} role="img" aria-label={`Scores of ${name}: ${words}`} />
        <ScaleBar pixels={section.width} shown={400} pixelNm={map?.pixelNm?.x ?? null} />
      </div>
      <p className={own['quiet']}>
        {reading ||
          (isMissing
            ? 'The section cannot be read, but its scores are kept. Connect the disk with the volume, or look for its file with “Find moved volumes…” in the menu of the project.'
            : `${words}; ${percentText(section.uninformativeCrops.share)} of random crops hold none of it.`)}
      </p>
    </>
  );
}

const keySteps = 20;

/** What the colours mean, with the threshold on them. */
function HeatKey({ threshold }: { threshold: number }) {
  const steps = Array.from({ length: keySteps }, (_, i) => (i + 0.5) / keySteps);
  return (
    <span
      className={own['key']}
      role="img"
      aria-label={`Colours from 0, dark blue, to 1, yellow; threshold ${threshold.toFixed(2)}`}
    >
      <span>0</span>
      <span className={own['scale']}>
        {steps.map((step) => (
          <span key={step} style={{ background: colourText(heatColour(step)) }} />
        ))}
        <i style={{ left: `${threshold * 100}%` }} />
      </span>
      <span>1</span>
    </span>
  );
}

function SaveMap(props: {
  readonly map: SectionMap;
  readonly section: SectionYield;
  readonly picture: string;
}) {
  const { map, section, picture } = props;
  const file = `scores-${sectionName(section).replace(/[^\p{L}\p{N}]+/gu, '-')}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={`Save scores of ${sectionName(section)}`}
        >
          Save
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void saveHeatPng(`${file}.png`, picture, map, section.threshold)}>
          Save as PNG
        </Menu.Item>
        <Menu.Item onClick={() => saveBlob(`${file}.csv`, mapCsv(map, section), 'text/csv')}>
          Save as CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
