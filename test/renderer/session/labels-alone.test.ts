import { expect, test } from 'vitest';
import { isLabelsAlone } from '../../../src/renderer/session/labels-alone.ts';
import { cutSettings } from '../../../src/shared/cut.ts';
import type { Funnel, Project } from '../../../src/shared/project.ts';

function project(change: Partial<Funnel> = {}): Project {
  return {
    key: 'k',
    name: 'Trial',
    folder: '/p/Trial.emcurator',
    readOnly: false,
    annotator: 'curator',
    cut: cutSettings.parse({}),
    funnel: {
      sources: 3,
      volumes: 3,
      raw: 216,
      dedup: 200,
      curated: null,
      gini: 0.1,
      exports: 0,
      labels: 4,
      stale: { patches: false, exemplars: false, scores: false, model: false },
      ...change,
    },
    absentVolumes: 0,
    notices: [],
  };
}

test('labels change their number and what is kept, and nothing else', () => {
  const before = project({ curated: 90 });
  expect(isLabelsAlone(before, project({ curated: 91, labels: 5, gini: 0.2 }))).toBe(true);
  expect(isLabelsAlone(before, project({ curated: 91 }))).toBe(true);
  expect(isLabelsAlone(before, project({ curated: 91, dedup: 180 }))).toBe(false);
  expect(isLabelsAlone(before, project({ curated: 91, sources: 2 }))).toBe(false);
});

test('the first curated set, another project and an unseen change are more than labels', () => {
  expect(isLabelsAlone(project(), project({ curated: 1, labels: 5 }))).toBe(false);
  expect(isLabelsAlone(null, project())).toBe(false);
  expect(isLabelsAlone(project(), null)).toBe(false);
  // A source's new name is not in the project: the same project again means that something changed.
  expect(isLabelsAlone(project(), project())).toBe(false);
});
