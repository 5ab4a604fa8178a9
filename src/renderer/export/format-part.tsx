import { NativeSelect } from '@mantine/core';
import {
  type ExportFormat,
  type ExportOptions,
  type PictureEncoding,
  pictureEncoding,
} from '../../shared/export.ts';
import { choose } from './export-choice.ts';
import styles from './export-options.module.css';
import { OptionPart } from './option-part.tsx';

const pictureWords: Readonly<Record<PictureEncoding, string>> = {
  tiff: 'TIFF, not compressed',
  png: 'PNG',
  webp: 'WebP, lossless',
};

/** How the data set is laid out, and how its pictures are stored. */
export function FormatPart(props: {
  readonly options: ExportOptions;
  readonly formats: readonly ExportFormat[];
}) {
  const { options, formats } = props;
  const format = formats.find(({ name }) => name === options.format);
  return (
    <OptionPart title="Layout">
      <NativeSelect
        label="Format"
        className={styles['select'] ?? ''}
        data={formats.map(({ name, title }) => ({ value: name, label: title }))}
        value={options.format}
        onChange={(event) => choose({ format: event.currentTarget.value, pictures: null })}
      />
      {format ? <p className={styles['quiet']}>{sentence(format.about)}</p> : null}
      {format && format.pictures.length > 1 ? (
        <NativeSelect
          label="Pictures"
          description="All of them give back the very same grey values."
          inputWrapperOrder={['label', 'input', 'description']}
          className={styles['select'] ?? ''}
          data={format.pictures.map((value) => ({ value, label: pictureWords[value] }))}
          value={options.pictures ?? format.pictures[0]}
          onChange={(event) =>
            choose({ pictures: pictureEncoding.parse(event.currentTarget.value) })
          }
        />
      ) : null}
    </OptionPart>
  );
}

/** Formats say what they are with or without a capital and a full stop. */
function sentence(words: string): string {
  const whole = words.endsWith('.') ? words : `${words}.`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}
