import { useEffect, useState } from 'react';
import { contextWindow } from '../../shared/context-window.ts';
import type { GridPatch } from '../../shared/grid.ts';
import type { VolumeRecord } from '../../shared/source.ts';
import { engine } from '../bridge.ts';
import { counted } from '../element/numbers.ts';
import { useCommands } from '../session/commands.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './patch-work.module.css';
import { boxInWindow, sectionSize } from './section-size.ts';

/** A patch in its cross-section, while its key is held; up and down leaf through neighbouring sections. */
export function ContextView(props: {
  readonly patch: GridPatch;
  readonly pathOf: (step: number) => string;
}) {
  const { patch } = props;
  const [step, setStep] = useState(0);
  const [width, setWidth] = useState<number | null>(null);
  const [shown, setShown] = useState<'coming' | 'here' | 'missing'>('coming');
  const volumes = useAnswer(
    () => engine.sources.volumes.query({ source: patch.source }),
    [patch.source],
  );
  useCommands([
    { title: 'Next section', group: 'View', keys: ['arrowup'], run: () => setStep(step + 1) },
    { title: 'Previous section', group: 'View', keys: ['arrowdown'], run: () => setStep(step - 1) },
  ]);
  const path = props.pathOf(step);
  // Another picture may be there.
  useEffect(() => setShown('coming'), [path]);
  const volume = volumes.value?.find((each) => each.id === patch.volume);
  const box = volume ? placeOfBox(patch, volume) : null;
  const where =
    step === 0 ? '' : `, ${counted(Math.abs(step), 'section')} ${step > 0 ? 'on' : 'back'}`;
  return (
    <div className={styles['context']}>
      {shown === 'missing' ? (
        <p>
          This cross-section cannot be shown. Connect the disk with the volume, or let go and try
          another section.
        </p>
      ) : (
        <div className={styles['contextPicture']} style={{ width: width ?? 'auto' }}>
          <img
            src={path}
            alt={`Cross-section of ${patch.name}`}
            onLoad={(event) => {
              setWidth(fittingWidth(event.currentTarget));
              setShown('here');
            }}
            onError={() => setShown('missing')}
          />
          {box && shown === 'here' ? <div className={styles['contextBox']} style={box} /> : null}
        </div>
      )}
      <p className={styles['name']}>
        {patch.name}
        {where}
      </p>
    </div>
  );
}

function placeOfBox({ box, plane }: GridPatch, { shape }: VolumeRecord) {
  const { rows, columns } = sectionSize(shape, plane);
  return boxInWindow(box, contextWindow(box, rows, columns));
}

/** As large as the view allows, at most three times the picture's own size: more shows no more. */
function fittingWidth(picture: HTMLImageElement): number {
  const view = picture.closest(`.${styles['context']}`);
  const { naturalWidth, naturalHeight } = picture;
  if (!view || naturalWidth === 0) return naturalWidth;
  const [wide, high] = [view.clientWidth - 32, view.clientHeight - 64];
  return Math.floor(naturalWidth * Math.min(3, wide / naturalWidth, high / naturalHeight));
}
