import { cropSeed, cropsDrawn, referenceYields, type SectionYield } from './crop-yield.ts';
import type { Figure } from './figure.ts';

/** Crops without an informative pixel against the informative share of the picture: our reading of figure A7. */
export function cropYieldFigure(sections: readonly SectionYield[]): Figure {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const highest = Math.max(0.3, ...sections.map((each) => each.uninformativeCrops.share));
  const upTo = Math.min(1, Math.ceil(highest * 10) / 10);
  const [first] = sections;
  return {
    title: 'Crops without an informative pixel',
    x: {
      label: 'Informative share of the cross-section',
      from: 0,
      to: 1,
      ticks,
      format: 'percent',
    },
    y: {
      label: 'Share of random crops',
      from: 0,
      to: upTo,
      ticks: Array.from({ length: Math.round(upTo * 10) + 1 }, (_, i) => i / 10),
      format: 'percent',
    },
    marks: [
      {
        kind: 'line',
        name: 'one square at a random place',
        ink: 0,
        dashed: true,
        points: referenceYields.map(({ informative: x, uninformativeCrops: y }) => ({ x, y })),
      },
      {
        kind: 'points',
        name: 'cross-sections of this project',
        ink: 2,
        points: sections.map((each) => ({
          name: sectionName(each),
          x: each.informative,
          y: each.uninformativeCrops.share,
        })),
      },
    ],
    key: 'top-left',
    parameters: {
      'cross-sections': sections.length,
      'crops drawn of each': cropsDrawn,
      seed: cropSeed,
      'area of a crop': '0.2 to 1 of the cross-section',
      'proportion of a crop': '3/4 to 4/3',
      ...(first ? { 'patch size': first.patchSize, threshold: thresholdsOf(sections) } : {}),
    },
  };
}

/** Where a cross-section lies, in words. */
export function sectionName(section: SectionYield): string {
  const { sourceName, volumeName, plane, index } = section;
  const volume = sourceName === volumeName ? sourceName : `${sourceName}/${volumeName}`;
  return plane === '2d' ? volume : `${volume} ${plane} ${index}`;
}

const thresholdsOf = (sections: readonly SectionYield[]): string =>
  [...new Set(sections.map(({ threshold }) => threshold))].sort((a, b) => a - b).join(', ');
