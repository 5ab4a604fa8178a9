import type { DatasetFile } from '../../../../shared/dataset.ts';
import { doiAddress } from '../../../../shared/publication.ts';
import type { DatasetDocumentWriter, DatasetPackage } from '../dataset-package.ts';
import { croissantContext } from './croissant-context.ts';
import { recordSets } from './croissant-records.ts';
import {
  addressOf,
  type Creator,
  creatorsOf,
  descriptionOf,
  exportedSources,
  licenceOf,
  methodPaper,
  notStated,
  pageOf,
  publishedOf,
  titleOf,
} from './dataset-facts.ts';
import {
  annotationWords,
  balanceWords,
  collectionWords,
  distinct,
  limitations,
  processingSteps,
} from './dataset-words.ts';
import { fileSetId } from './file-set-id.ts';
import { mediaTypeOf, purposeOf } from './media-types.ts';

/**
 * Croissant 1.1 with the RAI vocabulary 1.0.
 *
 * @see https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
 */
export const croissant: DatasetDocumentWriter = {
  name: 'Croissant 1.1',
  write: (about) => ({
    path: 'croissant.json',
    text: `${JSON.stringify(croissantOf(about), null, 2)}\n`,
  }),
};

function croissantOf(about: DatasetPackage): object {
  const { dataset } = about;
  const page = pageOf(dataset);
  const published = publishedOf(dataset);
  return {
    '@context': croissantContext,
    '@type': 'sc:Dataset',
    name: titleOf(dataset),
    description: descriptionOf(dataset),
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    license: licence(dataset),
    // Both are mandatory; a person has to give them, no clock and no guess may.
    ...(page ? { url: page } : {}),
    ...(published ? { datePublished: published } : {}),
    creator: creators(dataset).map(agent),
    keywords: keywords(dataset),
    isLiveDataset: false,
    citation: doiAddress(methodPaper.doi),
    ...provenance(dataset),
    ...responsible(dataset),
    distribution: [...fileObjects(about), ...fileSets(about)],
    recordSet: recordSets(about),
  };
}

/** A page where the licence is known, else what was said of it, word for word. */
function licence(dataset: DatasetFile): unknown {
  const known = licenceOf(dataset)?.url;
  return known ?? { '@type': 'sc:CreativeWork', name: dataset.terms.licence.trim() || notStated };
}

/** The specification wants a creator; that none was given is said, not hidden. */
function creators(dataset: DatasetFile): readonly Creator[] {
  const given = creatorsOf(dataset);
  return given.length > 0 ? given : [{ family: null, given: null, name: notStated }];
}

const agent = ({ family, given, name }: Creator): object =>
  family === null
    ? { '@type': 'sc:Organization', name }
    : { '@type': 'sc:Person', name, familyName: family, givenName: given };

function keywords(dataset: DatasetFile): string[] {
  const sources = exportedSources(dataset);
  const of = (key: 'technique' | 'organism' | 'tissue') => sources.map((source) => source[key]);
  return [
    'electron microscopy',
    ...distinct([...of('technique'), ...of('organism'), ...of('tissue')]).slice(0, 100),
  ];
}

/** W3C PROV-O, as the specification recommends: the sources' own publications, and the program. */
function provenance(dataset: DatasetFile): object {
  const addresses = distinct(exportedSources(dataset).map((source) => addressOf(source) ?? ''));
  const version = dataset.versions['em-curator'];
  return {
    ...(addresses.length > 0
      ? { 'prov:wasDerivedFrom': addresses.map((address) => ({ '@id': address })) }
      : {}),
    'prov:wasGeneratedBy': {
      '@type': 'prov:Activity',
      'prov:label': `Curation with EM Curator${version ? ` ${version}` : ''}`,
    },
  };
}

/** The RAI properties that can be answered from what is recorded; the rest is for the makers to say. */
function responsible(dataset: DatasetFile): object {
  const annotation = annotationWords(dataset);
  const { model } = dataset;
  return {
    'rai:dataCollection': collectionWords(dataset),
    'rai:dataCollectionType': ['Secondary Data analysis'],
    'rai:dataPreprocessingProtocol': processingSteps(dataset),
    ...(annotation.length > 0
      ? {
          'rai:dataAnnotationProtocol': annotation.join(' '),
          'rai:dataAnnotationPlatform': ['EM Curator'],
        }
      : {}),
    ...(model ? { 'rai:machineAnnotationTools': [`filter model ${model.kind}, ${model.id}`] } : {}),
    'rai:dataLimitations': limitations(dataset),
    'rai:dataBiases': balanceWords(dataset),
    'rai:dataUseCases': ['Training image encoders for electron microscopy without labels'],
  };
}

/** Every file beside the payload that is written already; those that come later would change with this one. */
function fileObjects({ tags }: DatasetPackage): object[] {
  return tags.map(({ path, bytes, sha256 }) => {
    const purpose = purposeOf(path);
    return {
      '@type': 'cr:FileObject',
      '@id': path,
      name: path,
      ...(purpose ? { description: purpose } : {}),
      contentSize: `${bytes} B`,
      contentUrl: path,
      encodingFormat: mediaTypeOf(path),
      sha256,
    };
  });
}

/** The payload by kind of file; each file's checksum is in manifest-sha256.txt. */
function fileSets({ files, format }: DatasetPackage): object[] {
  return [...files.endings].sort(byName).map(([ending, { count }]) => ({
    '@type': 'cr:FileSet',
    '@id': fileSetId(ending),
    name: ending === '' ? 'files without an ending' : `${ending.slice(1)} files`,
    description: `${count} of the payload, in the layout "${format.name}".`,
    encodingFormat: encodingOf(ending, format.name),
    includes: ending === '' ? 'data/**' : `data/**/*${ending}`,
    ...(ending === ''
      ? {
          excludes: [...files.endings.keys()]
            .filter((other) => other !== '')
            .map((other) => `data/**/*${other}`),
        }
      : {}),
  }));
}

/** Chunks of a Zarr array have no ending. */
const encodingOf = (ending: string, format: string): string =>
  ending === '' && format.includes('zarr')
    ? 'https://ngff.openmicroscopy.org/0.5/'
    : mediaTypeOf(ending);

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : Number(a > b);
