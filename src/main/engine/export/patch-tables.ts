import { join } from 'node:path';
import { csvLine } from '../../../shared/csv.ts';
import { fail } from '../../../shared/failure.ts';
import { patchTitles } from './dataset-layout.ts';
import type { Exporter, ManifestRow } from './exporter.ts';
import { type PatchRecord, patchRecord } from './patch-record.ts';

/** A text format that holds a patch a line. */
interface TableFormat {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly file: string;
  /** what stands before the first line */
  readonly head: string;
  line(record: PatchRecord): string;
}

const titles = patchTitles satisfies readonly (keyof PatchRecord)[];

/** One table of all patches for spreadsheets and data frames; no pictures. */
export const csvTable = tableExporter({
  name: 'csv',
  title: 'CSV table',
  about: 'A table of patches with their labels and scores; no pictures.',
  file: 'patches.csv',
  head: csvLine(titles),
  line: (record) => csvLine(titles.map((title) => record[title])),
});

/** The same as one JSON object a line. */
export const jsonlTable = tableExporter({
  name: 'jsonl',
  title: 'JSON lines',
  about: 'One JSON object a patch with its labels and scores; no pictures.',
  file: 'patches.jsonl',
  head: '',
  line: (record) => `${JSON.stringify(record)}\n`,
});

const linesAtOnce = 1000;

function tableExporter({ name, title, about, file, head, line }: TableFormat): Exporter {
  async function* text(rows: AsyncIterable<ManifestRow>): AsyncGenerator<string> {
    yield head;
    let lines: string[] = [];
    for await (const row of rows) {
      lines.push(line(patchRecord(row)));
      if (lines.length < linesAtOnce) continue;
      yield lines.join('');
      lines = [];
    }
    yield lines.join('');
  }
  return {
    name,
    title,
    about,
    pictures: [],
    shard: { by: 'split', patches: 4096 },
    rowsOnly: true,
    writeShard: async (_payload, { patches }) =>
      patches.map((patch) => ({ file, item: `${patch.source}/${patch.name}` })),
    writeIndex: (payload, { rows }) => payload.writePieces(file, text(rows())),
    openReader: (payload) => ({
      async pixels() {
        const reason = 'the data set holds no pictures';
        return fail({ kind: 'file-unreadable', path: join(payload, file), reason });
      },
      close: async () => {},
    }),
  };
}
