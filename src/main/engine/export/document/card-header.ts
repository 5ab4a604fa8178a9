import type { DatasetFile } from '../../../../shared/dataset.ts';
import type { DatasetPackage } from '../dataset-package.ts';
import { licenceOf, oneLine, titleOf } from './dataset-facts.ts';
import { type YamlValue, yamlLines } from './yaml-text.ts';

/**
 * The YAML at the head of a data set card, in the words of the Hugging Face Hub.
 *
 * @see https://github.com/huggingface/hub-docs/blob/main/datasetcard.md
 */
export function cardHeader({ dataset }: DatasetPackage): string {
  const configs = configsOf(dataset);
  const header: { readonly [key: string]: YamlValue } = {
    pretty_name: titleOf(dataset),
    ...licenceWords(dataset),
    task_categories: ['image-feature-extraction'],
    tags: ['electron microscopy', 'biology'],
    size_categories: [sizeCategory(dataset.manifest.patches)],
    ...(configs === null ? {} : { configs }),
  };
  return `---\n${yamlLines(header)}\n---\n`;
}

/** Licences that the Hub has by an identifier of its own (docs/hub/repositories-licenses.md). */
const hubLicences: Readonly<Record<string, string>> = {
  'GPL-2.0-only': 'gpl-2.0',
  'GPL-2.0-or-later': 'gpl-2.0',
  'GPL-3.0-only': 'gpl-3.0',
  'GPL-3.0-or-later': 'gpl-3.0',
  'ODC-By-1.0': 'odc-by',
  'ODbL-1.0': 'odbl',
  'PDDL-1.0': 'pddl',
};
const hubHasByItsName = new Set([
  'apache-2.0',
  'mit',
  'bsd-2-clause',
  'bsd-3-clause',
  'cc0-1.0',
  'cc-by-2.0',
  'cc-by-2.5',
  'cc-by-3.0',
  'cc-by-4.0',
  'cc-by-sa-3.0',
  'cc-by-sa-4.0',
  'cc-by-nc-2.0',
  'cc-by-nc-3.0',
  'cc-by-nc-4.0',
  'cc-by-nd-4.0',
  'cc-by-nc-nd-3.0',
  'cc-by-nc-nd-4.0',
  'cc-by-nc-sa-2.0',
  'cc-by-nc-sa-3.0',
  'cc-by-nc-sa-4.0',
]);

function licenceWords(dataset: DatasetFile): { readonly [key: string]: YamlValue } {
  const said = oneLine(dataset.terms.licence);
  if (said === '') return { license: 'unknown' };
  const spdx = licenceOf(dataset)?.spdx ?? '';
  const hub = hubLicences[spdx] ?? spdx.toLowerCase();
  if (hubLicences[spdx] || hubHasByItsName.has(hub)) return { license: hub };
  return { license: 'other', license_name: spdx || said };
}

/** The Hub's bins of size. */
function sizeCategory(patches: number): string {
  const edges = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];
  const names = ['1K', '10K', '100K', '1M', '10M', '100M', '1B', '10B', '100B', '1T'];
  const above = edges.findIndex((edge) => patches < edge);
  if (above === 0) return 'n<1K';
  return above < 0 ? 'n>1T' : `${names[above - 1]}<n<${names[above]}`;
}

/** Where each format that `datasets` loads keeps the files of a split. */
const filesOfSplit: Readonly<Record<string, (split: string) => string>> = {
  imagefolder: (split) => `data/${split}/**`,
  parquet: (split) => `data/${split}-*.parquet`,
  webdataset: (split) => `data/${split}-*.tar`,
};

/** A data set that is not split is one part, which loaders call train. */
function configsOf({ layout, split }: DatasetFile): YamlValue | null {
  const path = filesOfSplit[layout.format];
  if (!path) return null;
  const parts = split
    ? split.parts.filter(({ patches }) => patches > 0).map((part) => part.split)
    : null;
  const data_files = parts
    ? parts.map((part) => ({ split: part, path: path(part) }))
    : [{ split: 'train', path: path('all') }];
  return [{ config_name: 'default', data_files }];
}
