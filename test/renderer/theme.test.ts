import { expect, test } from 'vitest';
import { marks, type Palette, palettes } from '../../src/renderer/theme.ts';
import { figureInks } from '../../src/shared/figure-svg.ts';
import { type Ground, shareColour } from '../../src/shared/relation-figure.ts';

/** Relative luminance of #rrggbb (WCAG 2.2). */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((left, right) => left - right);
  return (high + 0.05) / (low + 0.05);
}

/** "rgb(124 123 120)" as "#7c7b78". */
const hexOf = (colour: string): string =>
  `#${(colour.match(/\d+/g) ?? []).map((each) => Number(each).toString(16).padStart(2, '0')).join('')}`;

const texts = ['text', 'secondary', 'errorText', 'informative', 'uninformative'] as const;
const grounds = ['background', 'surface', 'raised'] as const;

test('contrast is computed as WCAG defines it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
});

for (const [name, palette] of Object.entries(palettes) as [string, Palette][]) {
  for (const text of texts) {
    for (const ground of grounds) {
      test(`${name}: ${text} on ${ground} is readable (4.5)`, () => {
        expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
      });
    }
  }

  test(`${name}: words on the primary button and on the grid's surround are readable (4.5)`, () => {
    expect(contrast(palette.onPrimary, palette.primary)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.onSurround, palette.surround)).toBeGreaterThanOrEqual(4.5);
  });

  test(`${name}: every share of the relation matrix is seen (3.0)`, () => {
    // `as`: the names of the palettes are those of the grounds.
    for (const share of [0.0001, 0.01, 0.05, 0.25, 0.5, 0.75, 1]) {
      const colour = hexOf(shareColour(share, name as Ground));
      expect.soft(contrast(colour, palette.background), `${share}`).toBeGreaterThanOrEqual(3);
    }
  });

  test(`${name}: focus, errors, control edges and the lines of figures are seen (3.0)`, () => {
    for (const colour of [palette.accent, palette.error, palette.edge, ...palette.inks]) {
      for (const ground of ['background', 'surface'] as const) {
        expect
          .soft(contrast(colour, palette[ground]), `${colour} ${ground}`)
          .toBeGreaterThanOrEqual(3);
      }
    }
  });
}

test('marks are seen against the black outline that they carry on every picture (3.0)', () => {
  for (const colour of Object.values(marks)) {
    expect.soft(contrast(colour, '#000000'), colour).toBeGreaterThanOrEqual(3);
  }
});

test('lines of written figures are seen on white paper and on a dark page (3.0)', () => {
  for (const [ink, colour] of Object.entries(figureInks)) {
    if (ink === 'grid') continue;
    expect.soft(contrast(colour, '#ffffff'), ink).toBeGreaterThanOrEqual(3);
    expect.soft(contrast(colour, palettes.dark.background), ink).toBeGreaterThanOrEqual(3);
  }
});
