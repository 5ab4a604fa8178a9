import type { DatasetFile } from '../../../../shared/dataset.ts';
import { doiOf, webAddress } from '../../../../shared/publication.ts';
import type { DatasetDocumentWriter } from '../dataset-package.ts';
import {
  creatorsOf,
  type DatasetSource,
  descriptionOf,
  exportedSources,
  licenceOf,
  methodPaper,
  notStated,
  oneLine,
  pageOf,
  publishedOf,
  titleOf,
} from './dataset-facts.ts';
import { type YamlValue, yamlLines } from './yaml-text.ts';

/**
 * Citation File Format 1.2.0: the data set, its sources, and the paper whose method it is.
 *
 * @see https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md
 */
export const citation: DatasetDocumentWriter = {
  name: 'Citation File Format 1.2.0',
  write: ({ dataset }) => ({ path: 'CITATION.cff', text: `${yamlLines(citationOf(dataset))}\n` }),
};

function citationOf(dataset: DatasetFile): { readonly [key: string]: YamlValue } {
  const licence = licenceOf(dataset)?.spdx;
  const published = publishedOf(dataset);
  const page = pageOf(dataset);
  return {
    'cff-version': '1.2.0',
    message: 'If you use this data set, please cite it, its sources and the paper of its method.',
    type: 'dataset',
    title: titleOf(dataset),
    authors: authors(dataset),
    abstract: descriptionOf(dataset),
    ...(licence ? { license: licence } : {}),
    ...(published ? { 'date-released': published } : {}),
    ...(page ? { url: page } : {}),
    references: [...exportedSources(dataset).flatMap(sourceReference), methodReference],
  };
}

/** The format wants an author; that none was given is said, not hidden. */
function authors(dataset: DatasetFile): YamlValue {
  const people = creatorsOf(dataset).map(({ family, given, name }) =>
    family === null || given === null ? { name } : { 'family-names': family, 'given-names': given },
  );
  return people.length > 0 ? people : [{ name: notStated }];
}

/** A source that tells where it is published or whom to name. Its makers are the attribution, as it is written. */
function sourceReference({ name, doi, attribution }: DatasetSource): YamlValue[] {
  const known = doiOf(doi);
  const page = known ? null : webAddress(doi);
  const makers = oneLine(attribution);
  if (!known && !page && makers === '') return [];
  return [
    {
      type: 'data',
      title: oneLine(name),
      authors: [{ name: makers || notStated }],
      ...(known ? { doi: known } : {}),
      ...(page ? { url: page } : {}),
    },
  ];
}

const methodReference: YamlValue = {
  type: 'article',
  title: methodPaper.title,
  authors: methodPaper.authors.map(({ family, given }) => ({
    'family-names': family,
    'given-names': given,
  })),
  journal: methodPaper.journal,
  volume: methodPaper.volume,
  pages: methodPaper.pages,
  year: methodPaper.year,
  doi: methodPaper.doi,
};
