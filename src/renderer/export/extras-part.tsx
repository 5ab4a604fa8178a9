import { Checkbox, NativeSelect } from '@mantine/core';
import type { ExportOptions } from '../../shared/export.ts';
import { choose } from './export-choice.ts';
import styles from './export-options.module.css';
import { OptionPart } from './option-part.tsx';

/** What else goes with the patches. */
export function ExtrasPart({ options }: { options: ExportOptions }) {
  return (
    <OptionPart title="With it">
      <Checkbox
        size="xs"
        label="Labels"
        description="Every label of these sources, also of patches that are not in the set; without anybody’s name."
        checked={options.labels}
        onChange={(event) => choose({ labels: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label="Near-duplicates"
        description="Where the patches lie that each exemplar stands for, and how far they are from it."
        checked={options.groups && options.set !== 'raw'}
        disabled={options.set === 'raw'}
        onChange={(event) => choose({ groups: event.currentTarget.checked })}
      />
      <NativeSelect
        label="Embeddings"
        className={styles['select'] ?? ''}
        data={[
          { value: '', label: 'None' },
          { value: 'npy', label: 'NumPy, .npy' },
          { value: 'safetensors', label: 'safetensors' },
        ]}
        value={options.embeddings ?? ''}
        onChange={(event) => choose({ embeddings: embeddingsOf(event.currentTarget.value) })}
      />
    </OptionPart>
  );
}

const embeddingsOf = (value: string): ExportOptions['embeddings'] =>
  value === 'npy' || value === 'safetensors' ? value : null;
