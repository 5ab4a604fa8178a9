import { patchPicturePath } from '../../shared/display.ts';
import type { GridPatch } from '../../shared/grid.ts';
import type { VolumeRecord } from '../../shared/source.ts';
import { ScaleBar } from '../element/scale-bar.tsx';
import { useCommands } from '../session/commands.ts';
import { closing } from './context-commands.ts';
import { ContextFacts } from './context-facts.tsx';
import { ContextPosition } from './context-position.tsx';
import styles from './context-view.module.css';
import { SectionPicture } from './section-picture.tsx';
import { useDisplay } from './use-display.ts';
import { VolumeAbsent } from './volume-absent.tsx';

/** A patch, whose surroundings may be shown. */
export interface ContextProps {
  readonly patch: GridPatch;
  readonly project: string;
  readonly isBlind: boolean;
  readonly onClose: () => void;
}

/** All that is known of a patch whose volume is not here: itself, and where it lay. */
export function PatchAlone(props: ContextProps & { readonly volume: VolumeRecord | null }) {
  const { patch, project, volume } = props;
  const display = useDisplay();
  useCommands([closing(props.onClose)]);
  return (
    <section className={styles['view']} aria-label={`Context of ${patch.name}`}>
      <div className={styles['main']}>
        <SectionPicture
          large
          source={patchPicturePath(project, patch.ordinal, display)}
          first={null}
          name={`Patch ${patch.name}`}
          box={null}
          window={patch.box}
          pixelNm={patch.pixelNm}
          scale={
            <ScaleBar
              pixels={patch.box.x1 - patch.box.x0}
              shown={400}
              pixelNm={patch.pixelNm?.x ?? null}
            />
          }
        />
        <ContextPosition patch={patch} step={0} sections={patch.section.count} />
      </div>
      <aside className={styles['side']}>
        {volume ? <VolumeAbsent volume={volume.name} /> : null}
        <ContextFacts
          patch={patch}
          project={project}
          isBlind={props.isBlind}
          volumeIsHere={false}
        />
      </aside>
    </section>
  );
}
