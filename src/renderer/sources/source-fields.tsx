import { NativeSelect, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SourceChange, SourceMetadata, SourceRecord } from '../../shared/source.ts';
import type { Mapping } from '../../shared/volume.ts';
import { parseVoxelSize } from './parse-voxel-size.ts';
import styles from './sources-screen.module.css';

const texts: readonly (readonly [Exclude<keyof SourceMetadata, 'withheld'>, string])[] = [
  ['technique', 'Technique'],
  ['organism', 'Organism'],
  ['tissue', 'Tissue'],
  ['doi', 'DOI'],
  ['licence', 'Licence'],
  ['attribution', 'Attribution'],
];

/** Fields of a source, edited in place: what was typed counts when the field is left. */
export function SourceFields(props: {
  readonly source: SourceRecord;
  readonly onChange: (change: SourceChange) => void;
}) {
  const { source, onChange } = props;
  return (
    <div className={styles['fields']}>
      <TextField label="Name" value={source.name} onCommit={(name) => name && onChange({ name })} />
      {texts.map(([key, label]) => (
        <TextField
          key={key}
          label={label}
          value={source.metadata[key]}
          onCommit={(text) => onChange({ [key]: text })}
        />
      ))}
      <NotesField value={source.metadata.notes} onCommit={(notes) => onChange({ notes })} />
      {source.kind === 'volume' ? <VoxelSizeField source={source} onChange={onChange} /> : null}
      <MappingField mapping={source.mapping} onChange={(mapping) => onChange({ mapping })} />
      <Switch
        label="Invert grey values"
        checked={source.invert}
        onChange={(event) => onChange({ invert: event.currentTarget.checked })}
      />
      <WithheldField withheld={source.metadata.withheld} onChange={onChange} />
    </div>
  );
}

function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (text: string) => void;
}) {
  const [text, setText] = useState(props.value);
  const commit = () => text.trim() !== props.value && props.onCommit(text.trim());
  return (
    <TextInput
      label={props.label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

function NotesField(props: { readonly value: string; readonly onCommit: (text: string) => void }) {
  const [text, setText] = useState(props.value);
  return (
    <Textarea
      label="Notes"
      rows={3}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text !== props.value && props.onCommit(text)}
    />
  );
}

/** Whether the source may be handed on; the reason is for the project's own people. */
function WithheldField(props: {
  readonly withheld: string | null;
  readonly onChange: (change: SourceChange) => void;
}) {
  const { withheld, onChange } = props;
  return (
    <>
      <Switch
        label="Not to be shared"
        description="Exports leave this source out and do not name it."
        checked={withheld !== null}
        onChange={(event) => onChange({ withheld: event.currentTarget.checked ? '' : null })}
      />
      {withheld === null ? null : (
        <TextField
          label="Why it is not to be shared"
          value={withheld}
          onCommit={(why) => onChange({ withheld: why })}
        />
      )}
    </>
  );
}

function VoxelSizeField(props: {
  readonly source: SourceRecord;
  readonly onChange: (change: SourceChange) => void;
}) {
  const size = props.source.voxelSize;
  const before = size ? `${size.z}, ${size.y}, ${size.x}` : '';
  const [text, setText] = useState(before);
  const [problem, setProblem] = useState<string | null>(null);
  const commit = () => {
    if (text.trim() === before) return setProblem(null);
    if (text.trim() === '') return props.onChange({ voxelSize: null });
    const parsed = parseVoxelSize(text);
    setProblem(parsed ? null : 'Three lengths above zero, as in 30, 8, 8.');
    if (parsed) props.onChange({ voxelSize: parsed });
  };
  return (
    <TextInput
      label="Voxel size, nm (z, y, x)"
      value={text}
      error={problem}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

const mappingWords: Readonly<Record<Mapping['kind'], string>> = {
  'by-type': 'By sample type (as the paper)',
  'full-range': 'Full range of the volume',
  percentile: 'Percentiles',
  manual: 'Given limits',
};
const firstLimits = { percentile: { low: 1, high: 99 }, manual: { low: 0, high: 255 } } as const;

function MappingField(props: {
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}) {
  const { mapping, onChange } = props;
  const choose = (kind: string) => {
    if (kind === 'percentile' || kind === 'manual') onChange({ kind, ...firstLimits[kind] });
    else if (kind === 'by-type' || kind === 'full-range') onChange({ kind });
  };
  const limit = (which: 'low' | 'high') =>
    mapping.kind === 'percentile' || mapping.kind === 'manual' ? (
      <NumberInput
        key={`${mapping.kind} ${which} ${mapping[which]}`}
        label={which === 'low' ? 'Black at' : 'White at'}
        suffix={mapping.kind === 'percentile' ? ' %' : ''}
        defaultValue={mapping[which]}
        hideControls
        onBlur={(event) => {
          const value = Number.parseFloat(event.currentTarget.value);
          if (Number.isFinite(value) && value !== mapping[which]) {
            onChange({ ...mapping, [which]: value });
          }
        }}
      />
    ) : null;
  return (
    <>
      <NativeSelect
        label="Mapping to 8-bit grey"
        data={Object.entries(mappingWords).map(([value, label]) => ({ value, label }))}
        value={mapping.kind}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <div className={styles['two']}>
        {limit('low')}
        {limit('high')}
      </div>
    </>
  );
}
