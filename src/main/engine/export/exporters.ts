import type { ExportFormat } from '../../../shared/export.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { cem } from './cem.ts';
import { coco } from './coco.ts';
import type { Exporter } from './exporter.ts';
import { fiftyone } from './fiftyone.ts';
import { imagefolder } from './imagefolder.ts';
import { omeZarr } from './ome-zarr.ts';
import { parquet } from './parquet.ts';
import { csvTable, jsonlTable } from './patch-tables.ts';
import { webdataset } from './webdataset.ts';

/** A new exporter is one line here. */
export const exporters: readonly Exporter[] = [
  cem,
  imagefolder,
  webdataset,
  parquet,
  coco,
  omeZarr,
  fiftyone,
  csvTable,
  jsonlTable,
];

/** @returns failure `option-invalid` that lists the known ones */
export function exporterNamed(name: string): Outcome<Exporter> {
  const exporter = exporters.find((each) => each.name === name);
  const known = exporters.map((each) => each.name).join(', ');
  return exporter
    ? succeed(exporter)
    : fail({ kind: 'option-invalid', option: '--format', given: name, known });
}

/** What a shell shows of each format. */
export const exportFormats = (): ExportFormat[] =>
  exporters.map(({ name, title, about, pictures }) => ({
    name,
    title,
    about,
    pictures: [...pictures],
  }));
