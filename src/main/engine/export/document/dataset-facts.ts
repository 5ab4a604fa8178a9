import type { DatasetFile } from '../../../../shared/dataset.ts';
import { type Licence, recogniseLicence } from '../../../../shared/licence.ts';
import { publicationDay, publishedAt } from '../../../../shared/publication.ts';

/** Said where a person left something open, so that nobody takes silence for an answer. */
export const notStated = 'Not stated';

/** The paper whose method this is: cited by every data set. */
export const methodPaper = {
  doi: '10.7554/eLife.65894',
  title:
    'CEM500K, a large-scale heterogeneous unlabeled cellular electron microscopy image dataset for deep learning',
  authors: [
    { family: 'Conrad', given: 'Ryan' },
    { family: 'Narayan', given: 'Kedar' },
  ],
  journal: 'eLife',
  volume: 10,
  pages: 'e65894',
  year: 2021,
} as const;

export type DatasetSource = DatasetFile['sources'][number];

/** Sources with patches in this data set; others are in the document for completeness alone. */
export const exportedSources = ({ sources }: DatasetFile): readonly DatasetSource[] =>
  sources.filter(({ counts }) => counts.exported > 0);

export const titleOf = ({ terms }: DatasetFile): string =>
  oneLine(terms.title) || 'Untitled data set of electron microscopy patches';

/** What the makers say of it, or else what it is. */
export function descriptionOf(dataset: DatasetFile): string {
  const said = dataset.terms.description.trim();
  return said === '' ? summaryOf(dataset) : said;
}

/** One sentence that is true of every data set. */
export function summaryOf(dataset: DatasetFile): string {
  const { patches } = dataset.manifest;
  const sources = exportedSources(dataset).length;
  const edge = dataset.parameters.patchSize;
  const what = { raw: 'all', dedup: 'de-duplicated', curated: 'curated' }[dataset.set];
  return `${grouped(patches)} ${what} ${patches === 1 ? 'patch' : 'patches'} of at most ${edge} x ${edge} pixels, in 8-bit grey, cut from ${grouped(sources)} ${sources === 1 ? 'source' : 'sources'} of electron microscopy.`;
}

export interface Creator {
  readonly family: string | null;
  readonly given: string | null;
  /** as it is shown: "Given Family", or the line as it was written */
  readonly name: string;
}

/** Creators, one a line; "Family, Given" is a person, any other line is a name as it stands. Each once. */
export function creatorsOf({ terms }: DatasetFile): readonly Creator[] {
  const lines = terms.creators.split(/\r?\n/u).map(oneLine);
  return [...new Set(lines)].flatMap((line): Creator[] => {
    if (line === '') return [];
    const [family = '', given = '', ...more] = line.split(',').map((part) => part.trim());
    return family !== '' && given !== '' && more.length === 0
      ? [{ family, given, name: `${given} ${family}` }]
      : [{ family: null, given: null, name: line }];
  });
}

/** The chosen licence, where it is one that is known. */
export const licenceOf = ({ terms }: DatasetFile): Licence | null =>
  recogniseLicence(terms.licence);

/** The day as it was given; null when none was, or when it is none of the calendar. */
export const publishedOf = ({ terms }: DatasetFile): string | null =>
  publicationDay(terms.published);

/** The page of the data set; null when none is given, or when it is no web address. */
export const pageOf = ({ terms }: DatasetFile): string | null => publishedAt(terms.url);

// Control characters, and those that turn the direction of text or hide in it.
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\s\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]+/gu;

/** Text in one line, without characters that nobody sees. */
export const oneLine = (text: string): string => text.toWellFormed().replaceAll(unseen, ' ').trim();

export const grouped = (count: number): string => count.toLocaleString('en-US');

/** Where a source is published, as an address. */
export const addressOf = ({ doi }: Pick<DatasetSource, 'doi'>): string | null => publishedAt(doi);
