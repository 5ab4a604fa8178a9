import type { CutSettings } from '../../shared/cut.ts';
import { explain } from '../../shared/failure.ts';
import type { RunNeeds } from '../../shared/run-needs.ts';
import { engine } from '../bridge.ts';
import { bytesText, counted, durationText } from '../element/numbers.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './sources-screen.module.css';

/** What a run with these settings takes of time, disk and memory, before it is started; nothing where nothing is to be cut. */
export function RunNeedsLine({ settings }: { readonly settings: CutSettings }) {
  const { value } = useAnswer(
    () => engine.jobs.needs.query({ cut: settings }),
    [settings],
    'sources',
  );
  if (!value || value.seconds === 0) return null;
  return (
    <p className={styles['needs']} role={value.trouble ? 'alert' : undefined}>
      {value.trouble ? `${explain(value.trouble)} ` : ''}
      {needsWords(value)}
    </p>
  );
}

function needsWords(needs: RunNeeds): string {
  const { volumes, patches, seconds, bytes, free, memory, stages } = needs;
  const what =
    volumes === 0
      ? 'Nothing is to be cut'
      : `${counted(patches, 'patch', 'patches')} of ${counted(volumes, 'volume')} to cut`;
  const disk = bytesText(bytes.catalog + bytes.packs);
  const room = free === null ? '' : ` of ${bytesText(free)} free`;
  const busy = stages.filter((stage) => stage.seconds > 0);
  const basis = busy.every(({ measured }) => measured) ? 'as the last run went' : 'at usual rates';
  return `${what}: about ${durationText(seconds)} ${basis}, ${disk} of disk${room}, ${bytesText(memory)} of memory.`;
}
