import type { DatasetDocumentWriter } from './dataset-package.ts';

/** A new document is one line here. */
export const documents: readonly DatasetDocumentWriter[] = [];
