import { Autocomplete, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DatasetTerms, ExportOptions } from '../../shared/export.ts';
import { knownLicences, recogniseLicence } from '../../shared/licence.ts';
import type { LicenceConflict } from '../../shared/licence-conflicts.ts';
import { publicationDay, publishedAt } from '../../shared/publication.ts';
import { choose } from './export-choice.ts';
import styles from './export-options.module.css';
import { LicenceConflicts } from './licence-conflicts.tsx';
import { OptionPart } from './option-part.tsx';

const identifiers = knownLicences.flatMap(({ spdx }) => (spdx === null ? [] : [spdx]));

/** Who made the data set, and under which terms it is handed on. */
export function TermsPart(props: {
  readonly options: ExportOptions;
  readonly projectName: string;
  readonly conflicts: readonly LicenceConflict[];
}) {
  const { terms } = props.options;
  const say = (change: Partial<DatasetTerms>) => choose({ terms: { ...terms, ...change } });
  const licence = recogniseLicence(terms.licence);
  return (
    <OptionPart title="Terms">
      <TextInput
        label="Title"
        placeholder={props.projectName}
        maxLength={300}
        value={terms.title}
        onChange={(event) => say({ title: event.currentTarget.value })}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10_000}
        value={terms.description}
        onChange={(event) => say({ description: event.currentTarget.value })}
      />
      <Textarea
        label="Creators"
        description="One a line: Family, Given"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={terms.creators}
        onChange={(event) => say({ creators: event.currentTarget.value })}
      />
      <div className={styles['row']}>
        <DayField value={terms.published} onChange={(published) => say({ published })} />
        <TextInput
          label="Web page"
          placeholder="https://"
          className={styles['page'] ?? ''}
          error={
            terms.url !== '' && publishedAt(terms.url) === null
              ? 'An address that begins with https:// or a DOI'
              : null
          }
          maxLength={400}
          value={terms.url}
          onChange={(event) => say({ url: event.currentTarget.value })}
        />
      </div>
      <Autocomplete
        size="xs"
        label="Licence"
        className={styles['select'] ?? ''}
        description={licence ? licence.name : 'An SPDX identifier, or words of your own'}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={identifiers}
        limit={50}
        maxDropdownHeight={220}
        maxLength={200}
        comboboxProps={{ transitionProps: { duration: 0 }, withinPortal: false }}
        value={terms.licence}
        onChange={(value) => say({ licence: value })}
      />
      <LicenceConflicts conflicts={props.conflicts} />
    </OptionPart>
  );
}

/** Counts once it is a day; what is half typed is not the data set's yet. */
function DayField(props: { readonly value: string; readonly onChange: (day: string) => void }) {
  const [text, setText] = useState(props.value);
  const type = (typed: string) => {
    setText(typed);
    const day = typed.trim() === '' ? '' : publicationDay(typed);
    if (day !== null && day !== props.value) props.onChange(day);
  };
  const isDay = text.trim() === '' || publicationDay(text) !== null;
  return (
    <TextInput
      label="Day of publication"
      placeholder="2026-11-26"
      className={styles['day'] ?? ''}
      error={isDay ? null : 'As in 2026-11-26'}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
