import { manifestName } from '../dataset-layout.ts';
import type { DatasetPackage } from '../dataset-package.ts';
import { fileSetId } from './file-set-id.ts';
import { pictureEndings } from './media-types.ts';

type DataType = 'sc:Text' | 'sc:Integer' | 'sc:Float';

/** The columns of the manifest, in its order. A label is one that a person or model gave the patch. */
const columns: readonly (readonly [name: string, type: DataType, description: string])[] = [
  ['source', 'sc:Text', 'Source that the patch was cut from: one experiment.'],
  ['volume', 'sc:Text', 'Volume or picture of the source.'],
  ['plane', 'sc:Text', 'Plane of the cross-section: xy, xz or yz.'],
  ['index', 'sc:Integer', 'Number of the cross-section in its volume, from 0.'],
  ['y0', 'sc:Integer', 'First row of the patch in its cross-section.'],
  ['y1', 'sc:Integer', 'Row after the last.'],
  ['x0', 'sc:Integer', 'First column of the patch in its cross-section.'],
  ['x1', 'sc:Integer', 'Column after the last.'],
  ['name', 'sc:Text', 'Name of the patch as CEM500K forms it.'],
  ['hash', 'sc:Text', 'Difference hash of the patch, in hexadecimal.'],
  ['members', 'sc:Integer', 'Near-duplicates that the patch stands for, itself included.'],
  ['score', 'sc:Float', 'Score of the filter model, 0 to 1; empty without one.'],
  [
    'decision',
    'sc:Text',
    'Label of a person: informative, uninformative, unsure; empty without one.',
  ],
  ['reason', 'sc:Text', 'Why the patch was labelled so; may be empty.'],
  ['pixel_y_nm', 'sc:Float', 'Nanometres along the rows of the patch; empty where not known.'],
  ['pixel_x_nm', 'sc:Float', 'Nanometres along the columns of the patch; empty where not known.'],
  ['split', 'sc:Text', 'Part of the data set: train, validation, test; empty without a split.'],
  ['weight', 'sc:Float', 'Sampling weight; empty when none was asked for.'],
  ['file', 'sc:Text', 'File of the payload that holds the patch, below the folder data.'],
  ['item', 'sc:Text', 'Where in its file the patch is; empty when it is the whole file.'],
  ['sha256', 'sc:Text', 'Checksum of the pixels, in 8-bit grey, row by row.'],
];

/** In the form of the reference implementation and of the published examples; it takes no other. */
const referenceTo = (field: string): object => ({ field: { '@id': field } });

/** Records of the data set: its patches by the manifest, their pictures where each is a file, the splits. */
export function recordSets(about: DatasetPackage): object[] {
  return [patches(about), ...pictures(about), ...splits(about)];
}

function patches({ dataset, tags }: DatasetPackage): object {
  const rows = tags.some(({ path }) => path === manifestName);
  return {
    '@type': 'cr:RecordSet',
    '@id': 'patches',
    name: 'patches',
    description: 'One record a patch.',
    key: [{ '@id': 'patches/file' }, { '@id': 'patches/item' }],
    field: columns.map(([name, type, description]) => ({
      '@type': 'cr:Field',
      '@id': `patches/${name}`,
      name,
      description,
      dataType: name === 'decision' ? [type, 'cr:Label'] : type,
      ...(rows
        ? { source: { fileObject: { '@id': manifestName }, extract: { column: name } } }
        : {}),
      ...(name === 'split' && dataset.split ? { references: referenceTo('splits/name') } : {}),
    })),
  };
}

/** A picture for each patch, joined to its line by the file's place below `data`. */
function pictures({ files, dataset }: DatasetPackage): object[] {
  if (dataset.layout.pictures === null) return [];
  const endings = [...files.endings.keys()].filter((ending) => pictureEndings.has(ending));
  return endings.sort().map((ending) => {
    const id = endings.length === 1 ? 'pictures' : `pictures-${ending.slice(1)}`;
    const fileSet = { '@id': fileSetId(ending) };
    return {
      '@type': 'cr:RecordSet',
      '@id': id,
      name: id,
      description: 'The picture of each patch.',
      key: { '@id': `${id}/file` },
      field: [
        {
          '@type': 'cr:Field',
          '@id': `${id}/file`,
          name: 'file',
          description: 'As in manifest.csv: the path below the folder data.',
          dataType: 'sc:Text',
          source: {
            fileSet,
            extract: { fileProperty: 'fullpath' },
            transform: { regex: '(?:^|/)data/(.+)$' },
          },
          references: referenceTo('patches/file'),
        },
        {
          '@type': 'cr:Field',
          '@id': `${id}/image`,
          name: 'image',
          description: 'The pixels.',
          dataType: 'sc:ImageObject',
          source: { fileSet, extract: { fileProperty: 'content' } },
        },
      ],
    };
  });
}

function splits({ dataset }: DatasetPackage): object[] {
  if (!dataset.split) return [];
  const parts = [
    ['train', 'cr:TrainingSplit'],
    ['validation', 'cr:ValidationSplit'],
    ['test', 'cr:TestSplit'],
  ] as const;
  return [
    {
      '@type': 'cr:RecordSet',
      '@id': 'splits',
      name: 'splits',
      description: 'Parts of the data set; a source lies in one alone.',
      dataType: 'cr:Split',
      key: { '@id': 'splits/name' },
      field: [
        { '@type': 'cr:Field', '@id': 'splits/name', name: 'name', dataType: 'sc:Text' },
        { '@type': 'cr:Field', '@id': 'splits/url', name: 'url', dataType: ['sc:URL', 'cr:Split'] },
      ],
      data: parts.map(([name, url]) => ({ 'splits/name': name, 'splits/url': url })),
    },
  ];
}
