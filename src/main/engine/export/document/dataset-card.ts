import type { DatasetFile } from '../../../../shared/dataset.ts';
import { licenceConflicts, licenceWarnings } from '../../../../shared/licence-conflicts.ts';
import { doiAddress } from '../../../../shared/publication.ts';
import type { DatasetDocumentWriter, DatasetPackage } from '../dataset-package.ts';
import { cardHeader } from './card-header.ts';
import {
  addressOf,
  creatorsOf,
  type DatasetSource,
  descriptionOf,
  exportedSources,
  grouped,
  licenceOf,
  methodPaper,
  notStated,
  summaryOf,
  titleOf,
} from './dataset-facts.ts';
import {
  annotationWords,
  balanceWords,
  collectionWords,
  limitations,
  processingSteps,
} from './dataset-words.ts';
import { markdownList, markdownParagraphs, markdownTable, markdownText } from './markdown-text.ts';
import { purposeOf } from './media-types.ts';

/**
 * The data set card: what a person reads first, after "Datasheets for Datasets" (motivation, composition,
 * collection, processing, uses), with the header that the Hugging Face Hub reads.
 */
export const datasetCard: DatasetDocumentWriter = {
  name: 'data set card',
  write: (about) => ({ path: 'README.md', text: `${cardHeader(about)}\n${bodyOf(about)}\n` }),
};

function bodyOf(about: DatasetPackage): string {
  const { dataset } = about;
  const sections: readonly (readonly [heading: string, text: string])[] = [
    ['Motivation', motivation(dataset)],
    ['Composition', composition(dataset)],
    ['Collection', markdownText(collectionWords(dataset))],
    ['Processing', processing(dataset)],
    ['Files', files(about)],
    ['Uses', uses],
    ['Licences', licences(dataset)],
    ['Limits', markdownList(limitations(dataset).map(markdownText))],
    ['Citation', citation(dataset)],
  ];
  const parts = sections.map(([heading, text]) => `## ${heading}\n\n${text}`);
  return [
    `# ${markdownText(titleOf(dataset))}`,
    markdownParagraphs(descriptionOf(dataset)),
    ...parts,
  ].join('\n\n');
}

function motivation({ terms }: DatasetFile): string {
  const why =
    terms.description.trim() === ''
      ? `${notStated} by the makers of the data set.`
      : 'What the makers of the data set say of it stands above; more is not stated.';
  return `${why} The method it follows was made to gather many different pictures of cells for training networks without labels.`;
}

function composition(dataset: DatasetFile): string {
  const sources = exportedSources(dataset);
  const table = markdownTable(
    ['Source', 'Technique', 'Organism', 'Tissue', 'Voxel size (z, y, x), nm', 'Patches', 'Part'],
    sources.map((source) => [
      ...[source.name, source.technique, source.organism, source.tissue].map(orNotStated),
      voxelWords(source),
      grouped(source.counts.exported),
      source.split ?? 'not split',
    ]),
  );
  const facts = [summaryOf(dataset), ...balanceWords(dataset)];
  return [markdownList(facts.map(markdownText)), partsTable(dataset), table]
    .filter((text) => text !== '')
    .join('\n\n');
}

function partsTable({ split }: DatasetFile): string {
  return markdownTable(
    ['Part', 'Sources', 'Patches'],
    (split?.parts ?? []).map((part) => [part.split, grouped(part.sources), grouped(part.patches)]),
  );
}

const orNotStated = (text: string): string => markdownText(text) || notStated.toLowerCase();

const voxelWords = ({ voxelSize }: DatasetSource): string =>
  voxelSize ? `${voxelSize.z}, ${voxelSize.y}, ${voxelSize.x}` : notStated.toLowerCase();

function processing(dataset: DatasetFile): string {
  const steps = [...processingSteps(dataset), ...annotationWords(dataset)];
  const numbered = steps.map((step, at) => `${at + 1}. ${markdownText(step)}`).join('\n');
  const versions = Object.entries(dataset.versions).map(([name, version]) => `${name} ${version}`);
  const made = `Made with ${versions.map(markdownText).join(', ') || 'EM Curator'}. Every parameter, seed and version is in \`dataset.json\`; the same project gives the same bytes again.`;
  return `${numbered}\n\n${made}`;
}

function files({ tags, files: payload, format }: DatasetPackage): string {
  const rows = tags.flatMap(({ path, bytes }) => {
    const purpose = purposeOf(path);
    return purpose ? [[`\`${path}\``, grouped(bytes), markdownText(purpose)]] : [];
  });
  const kinds = [...payload.endings]
    .sort()
    .map(
      ([ending, { count }]) => `${grouped(count)} ${ending === '' ? 'without an ending' : ending}`,
    );
  const data = [
    '`data/`',
    grouped(payload.bytes),
    markdownText(`The payload, in the layout ${format.name}: ${kinds.join(', ') || 'no files'}.`),
  ];
  const check =
    'The folder is a BagIt 1.0 bag: `emcurator verify FOLDER` or any BagIt tool checks that no byte has changed. Column by column, `croissant.json` describes `manifest.csv`.';
  return `${markdownTable(['File', 'Bytes', 'What it is'], [data, ...rows])}\n\n${check}`;
}

const uses = `Made for training image encoders for electron microscopy without labels, as in CEM500K ([DOI ${methodPaper.doi}](${doiAddress(methodPaper.doi)})), and for what is trained on them. Where the data set is split, the parts share no source. Not checked for any diagnostic use.`;

function licences(dataset: DatasetFile): string {
  const sources = exportedSources(dataset);
  const known = licenceOf(dataset);
  const said = markdownText(dataset.terms.licence);
  const chosen = known?.url ? `[${markdownText(known.name)}](${known.url})` : said || notStated;
  const table = markdownTable(
    ['Source', 'Licence', 'Published', 'Attribution'],
    sources.map((source) => [
      markdownText(source.name),
      orNotStated(source.licence),
      published(source),
      orNotStated(source.attribution),
    ]),
  );
  const warnings = licenceWarnings(licenceConflicts(sources, dataset.terms.licence));
  const troubles =
    warnings.length === 0
      ? ''
      : `Before you use or hand on the data set, read this:\n\n${markdownList(warnings.map(markdownText))}`;
  return [`Licence of the data set: ${chosen}.`, troubles, `Of its sources:`, table]
    .filter((text) => text !== '')
    .join('\n\n');
}

function published(source: DatasetSource): string {
  const address = addressOf(source);
  if (!address) return orNotStated(source.doi);
  // Brackets and parentheses could end the link; what is left cannot.
  return `[${markdownText(source.doi)}](<${address}>)`;
}

function citation(dataset: DatasetFile): string {
  const names = creatorsOf(dataset).map(({ name }) => markdownText(name));
  const makers = names.length > 0 ? names.join('; ') : notStated.toLowerCase();
  return `Makers of the data set: ${makers}. \`CITATION.cff\` has what to cite: the data set, its sources, and the paper of the method, ${methodPaper.journal} ${methodPaper.volume}, ${methodPaper.pages} (${methodPaper.year}), [DOI ${methodPaper.doi}](${doiAddress(methodPaper.doi)}).`;
}
