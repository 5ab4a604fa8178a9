import type { DatasetDocumentWriter } from './dataset-package.ts';
import { citation } from './document/citation.ts';
import { croissant } from './document/croissant.ts';
import { datasetCard } from './document/dataset-card.ts';
import { empiar } from './document/empiar.ts';
import { roCrate } from './document/ro-crate.ts';

/** A new document is one line here. */
export const documents: readonly DatasetDocumentWriter[] = [
  citation,
  empiar,
  datasetCard,
  croissant,
  roCrate,
];
