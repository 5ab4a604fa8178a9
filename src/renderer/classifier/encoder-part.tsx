import { Button } from '@mantine/core';
import type { EncoderListing } from '../../shared/encoder.ts';
import type { Job } from '../../shared/job.ts';
import { engine } from '../bridge.ts';
import { Bar } from '../element/bar.tsx';
import { grouped } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { askForFiles } from '../session/file-question.ts';
import { attempt } from '../session/notice.ts';
import type { Answer } from '../session/use-answer.ts';
import lists from './bar-list.module.css';
import styles from './classifier-screen.module.css';
import { JobLine } from './job-line.tsx';
import { Part } from './part.tsx';

/** What turns patches into the numbers that models learn from: those there are, and adding one. */
export function EncoderPart(props: {
  readonly encoders: Answer<EncoderListing[]>;
  readonly jobs: readonly Job[];
  readonly isBusy: boolean;
  readonly isReadOnly: boolean;
}) {
  const { encoders, isBusy, isReadOnly } = props;
  return (
    <Part
      name="encoders"
      title="Encoders"
      aside={
        isReadOnly ? null : (
          <Button disabled={isBusy} onClick={() => void addEncoder()}>
            Add an encoder from a file…
          </Button>
        )
      }
    >
      <p className={styles['quiet']}>
        An encoder turns each patch into a row of numbers, its embedding, once; the head learns from
        those. ONNX files, PyTorch checkpoints and safetensors are read without executing any of
        them. A file that holds no encoder is refused with the reason.
      </p>
      <JobLine jobs={props.jobs} kinds={['encoder']} />
      {encoders.problem ? <Problem words={encoders.problem} /> : null}
      <ul className={lists['encoders']}>
        {encoders.value?.map((encoder) => (
          <EncoderRow
            key={encoder.hash}
            encoder={encoder}
            isBusy={isBusy}
            isReadOnly={isReadOnly}
          />
        ))}
      </ul>
    </Part>
  );
}

const kindWords: Readonly<Record<EncoderListing['kind'], string>> = {
  texture: 'built in, no download',
  onnx: 'ONNX file',
  pytorch: 'PyTorch checkpoint',
  safetensors: 'safetensors file',
};

function EncoderRow(props: {
  readonly encoder: EncoderListing;
  readonly isBusy: boolean;
  readonly isReadOnly: boolean;
}) {
  const { encoder } = props;
  const { exemplars, embedded } = encoder;
  return (
    <li aria-current={encoder.inUse || undefined}>
      <div>
        <p>
          <strong>{encoder.name}</strong>{' '}
          <span className={styles['quiet']}>
            {encoder.architecture}, {grouped(encoder.width)} numbers a patch,{' '}
            {kindWords[encoder.kind]}
            {encoder.isClassifier ? ', came as a complete classifier' : ''}
          </span>
        </p>
        <p className={styles['quiet']}>{encoder.layout}</p>
        {encoder.warnings.map((warning) => (
          <p key={warning} className={styles['warning']}>
            {warning}
          </p>
        ))}
      </div>
      <div className={lists['embedded']}>
        <Bar fraction={exemplars > 0 ? embedded / exemplars : 0} />
        <span>
          {grouped(embedded)}{' '}
          <span className={styles['quiet']}>of {grouped(exemplars)} embedded</span>
        </span>
      </div>
      <EncoderAction {...props} />
    </li>
  );
}

function EncoderAction(props: {
  readonly encoder: EncoderListing;
  readonly isBusy: boolean;
  readonly isReadOnly: boolean;
}) {
  const { encoder } = props;
  if (encoder.inUse) return <strong>in use</strong>;
  if (props.isReadOnly) return null;
  return (
    <Button
      disabled={props.isBusy}
      aria-label={`Use the encoder ${encoder.name}`}
      onClick={() => void attempt(engine.encoders.use.mutate({ hash: encoder.hash }))}
    >
      Use
    </Button>
  );
}

async function addEncoder(): Promise<void> {
  const paths = await askForFiles({
    title: 'Add an encoder: .onnx, .pth, .pt, .tar or .safetensors',
    choose: 'file',
    action: 'Read the encoder',
  });
  if (paths?.[0]) await attempt(engine.encoders.add.mutate({ path: paths[0] }));
}
