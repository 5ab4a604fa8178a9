import { useState } from 'react';
import { type LabelFormat, labelFormat, labelFormatWords } from '../../shared/label-file.ts';
import { ImportPreview } from './import-preview.tsx';
import { chooseLabelFile, exportLabelFile, type LabelFileResult } from './label-files.tsx';
import { screenCommand } from './screen-command.ts';

/** Importing and exporting labels, and what the last of it came to. */
export function useLabelFiles(name: string, onImported: () => void) {
  const [result, setResult] = useState<LabelFileResult | null>(null);
  const [chosen, setChosen] = useState<{ file: string; labels: string | null } | null>(null);
  const choose = async () => setChosen(await chooseLabelFile());
  const write = async (format: LabelFormat) => {
    const done = await exportLabelFile(format, name);
    if (done) setResult(done);
  };
  const preview = chosen ? (
    <ImportPreview
      {...chosen}
      onClose={() => setChosen(null)}
      onDone={(done) => {
        setChosen(null);
        setResult(done);
        if (!done.isProblem) onImported();
      }}
    />
  ) : null;
  return {
    result,
    preview,
    hide: () => setResult(null),
    import: () => void choose(),
    export: (format: LabelFormat) => void write(format),
    commands: [
      screenCommand('Import labels…', [], () => void choose()),
      ...labelFormat.options.map((format) => ({
        id: `export-${format}`,
        ...screenCommand(
          `Export labels as ${labelFormatWords[format]}…`,
          [],
          () => void write(format),
        ),
      })),
    ],
  };
}
