import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fiftyone } from '../../../../src/main/engine/export/fiftyone.ts';
import { writePayload } from './small-payload.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'fiftyone-'));
});
afterEach(() => rm(home, { recursive: true }));

const jsonOf = async (name: string) => JSON.parse(await readFile(join(home, name), 'utf8'));

test('every patch is a sample with its picture, its label and its facts', async () => {
  const { patches } = await writePayload(fiftyone, home);
  const { samples } = await jsonOf('samples.json');
  expect(samples).toHaveLength(patches.length);
  for (const [i, sample] of samples.entries()) {
    const patch = patches[i]!;
    const { width, height } = await sharp(join(home, sample.filepath)).metadata();
    const label = patch.decision && { _cls: 'Classification', label: patch.decision };
    expect(sample).toMatchObject({
      metadata: { _cls: 'ImageMetadata', width, height, num_channels: 1 },
      tags: [patch.split],
      decision: label,
      score: patch.score,
      name: patch.name,
    });
  }
});

test('the types of all fields are declared, so that no sample decides about them', async () => {
  await writePayload(fiftyone, home);
  const { sample_fields, media_type, version } = await jsonOf('metadata.json');
  const given = ['filepath', 'tags', 'metadata'];
  for (const sample of (await jsonOf('samples.json')).samples) {
    const own = Object.keys(sample).filter((key) => !given.includes(key));
    expect(own.sort()).toEqual(Object.keys(sample_fields).sort());
  }
  expect(sample_fields.score).toBe('fiftyone.core.fields.FloatField');
  expect(media_type).toBe('image');
  // With a version FiftyOne would take the samples for records of its database.
  expect(version).toBeUndefined();
});
