import type { DatasetFile } from '../../../../shared/dataset.ts';
import { doiAddress } from '../../../../shared/publication.ts';
import type { DatasetDocumentWriter, DatasetPackage } from '../dataset-package.ts';
import {
  addressOf,
  creatorsOf,
  type DatasetSource,
  descriptionOf,
  exportedSources,
  licenceOf,
  methodPaper,
  notStated,
  pageOf,
  publishedOf,
  titleOf,
} from './dataset-facts.ts';
import { processingSteps, sourceWords } from './dataset-words.ts';
import { mediaTypeOf, purposeOf } from './media-types.ts';

/**
 * RO-Crate 1.2: the data set as an attached crate, flat JSON-LD.
 *
 * @see https://www.researchobject.org/ro-crate/specification/1.2/
 */
export const roCrate: DatasetDocumentWriter = {
  name: 'RO-Crate 1.2',
  write: (about) => ({
    path: 'ro-crate-metadata.json',
    text: `${JSON.stringify(crateOf(about), null, 2)}\n`,
  }),
};

interface Entity {
  readonly '@id': string;
  readonly '@type': string | readonly string[];
  readonly [property: string]: unknown;
}

const reference = ({ '@id': id }: Entity): { '@id': string } => ({ '@id': id });

function crateOf(about: DatasetPackage): object {
  const { dataset } = about;
  const files = fileEntities(about);
  const sources = sourceEntities(dataset);
  const creators = creatorEntities(dataset);
  const licence = licenceEntity(dataset);
  const program = programEntity(dataset);
  const graph: Entity[] = [
    {
      '@id': 'ro-crate-metadata.json',
      '@type': 'CreativeWork',
      about: { '@id': './' },
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' },
    },
    {
      '@id': './',
      '@type': 'Dataset',
      name: titleOf(dataset),
      description: descriptionOf(dataset),
      license: licence ? reference(licence) : dataset.terms.licence.trim() || notStated,
      // Mandatory; a person has to give it, no clock may.
      ...given('datePublished', publishedOf(dataset)),
      ...given('url', pageOf(dataset)),
      ...(creators.length > 0 ? { author: creators.map(reference) } : {}),
      citation: reference(method),
      isBasedOn: sources.map(reference),
      hasPart: files.map(reference),
    },
    ...files,
    ...(licence ? [licence] : []),
    ...creators,
    ...sources,
    method,
    program,
    creation(dataset, sources, program),
  ];
  return { '@context': 'https://w3id.org/ro/crate/1.2/context', '@graph': firstOfEach(graph) };
}

const given = (property: string, value: string | null): object =>
  value === null ? {} : { [property]: value };

/** Two sources may share a publication; a graph names each thing once. */
function firstOfEach(graph: readonly Entity[]): Entity[] {
  const seen = new Set<string>();
  return graph.filter(({ '@id': id }) => !seen.has(id) && seen.add(id));
}

function fileEntities({ tags, files, format }: DatasetPackage): Entity[] {
  const documents = tags.map(({ path, bytes, sha256 }): Entity => {
    return {
      '@id': path,
      '@type': 'File',
      name: path,
      ...given('description', purposeOf(path)),
      encodingFormat: mediaTypeOf(path),
      contentSize: String(bytes),
      sha256,
    };
  });
  const payload: Entity = {
    '@id': 'data/',
    '@type': 'Dataset',
    name: 'Payload',
    description: `${files.count} files of ${files.bytes} bytes in the layout "${format.name}"; the checksum of each is in manifest-sha256.txt.`,
  };
  return [...documents, payload];
}

const licenceEntity = (dataset: DatasetFile): Entity | null => {
  const known = licenceOf(dataset);
  if (!known?.url) return null;
  return {
    '@id': known.url,
    '@type': 'CreativeWork',
    name: known.name,
    description: `The licence ${known.name}${known.spdx ? `, in SPDX ${known.spdx}` : ''}.`,
    ...given('identifier', known.spdx),
  };
};

const creatorEntities = (dataset: DatasetFile): Entity[] =>
  creatorsOf(dataset).map(({ family, given: first, name }, at) => ({
    '@id': `#creator-${at + 1}`,
    '@type': family === null ? 'Organization' : 'Person',
    name,
    ...(family === null ? {} : { familyName: family, givenName: first }),
  }));

function sourceEntities(dataset: DatasetFile): Entity[] {
  const isShared = new Map<string, number>();
  const sources = exportedSources(dataset);
  for (const address of sources.map(addressOf)) {
    if (address) isShared.set(address, (isShared.get(address) ?? 0) + 1);
  }
  return sources.map((source, at) => {
    const address = addressOf(source);
    const isOwn = address !== null && isShared.get(address) === 1 && address !== method['@id'];
    return sourceEntity(source, isOwn ? address : `#source-${at + 1}`, address);
  });
}

function sourceEntity(source: DatasetSource, id: string, address: string | null): Entity {
  const { name, licence, attribution } = source;
  const words = sourceWords(source);
  return {
    '@id': id,
    '@type': 'CreativeWork',
    name,
    ...given('description', words === '' ? null : words),
    ...given('license', licence === '' ? null : licence),
    ...given('creditText', attribution === '' ? null : attribution),
    ...given('url', address),
  };
}

const method: Entity = {
  '@id': doiAddress(methodPaper.doi),
  '@type': 'ScholarlyArticle',
  name: methodPaper.title,
  datePublished: String(methodPaper.year),
  creditText: `${methodPaper.authors.map(({ family, given: first }) => `${family} ${first.slice(0, 1)}.`).join(', ')}: ${methodPaper.title}. ${methodPaper.journal} ${methodPaper.volume}, ${methodPaper.pages} (${methodPaper.year}).`,
};

const programEntity = ({ versions }: DatasetFile): Entity => ({
  '@id': '#em-curator',
  '@type': 'SoftwareApplication',
  name: 'EM Curator',
  ...given('version', versions['em-curator'] ?? null),
});

/** What was done, by what, from what; when it was done is not recorded. */
const creation = (dataset: DatasetFile, sources: readonly Entity[], program: Entity): Entity => ({
  '@id': '#curation',
  '@type': 'CreateAction',
  name: 'Curation',
  description: processingSteps(dataset).join(' '),
  instrument: reference(program),
  object: sources.map(reference),
  result: { '@id': './' },
});
