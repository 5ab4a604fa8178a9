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
  const { volumes, patches, free, memory, stages, least, most } = needs;
  const what =
    volumes === 0
      ? 'Nothing is to be cut'
      : `${counted(patches, 'patch', 'patches')} of ${counted(volumes, 'volume')} to cut`;
  const disk = fromTo(bytesText(least.disk), bytesText(most.disk));
  const time = fromTo(durationText(least.seconds), durationText(most.seconds));
  const room = free === null ? '' : ` of ${bytesText(free)} free`;
  const busy = stages.filter((stage) => stage.seconds > 0);
  const basis = busy.every(({ measured }) => measured) ? 'as the last run went' : 'at usual rates';
  return `${what}: about ${time} ${basis}, ${disk} of disk${room}, ${bytesText(memory)} of memory.`;
}

/** One figure where both ends read the same. */
const fromTo = (low: string, high: string): string => (low === high ? high : `${low} to ${high}`);
