import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { coco } from '../../../../src/main/engine/export/coco.ts';
import { somePatches, writePayload } from './small-payload.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'coco-'));
});
afterEach(() => rm(home, { recursive: true }));

const annotationsOf = async (split: string) =>
  JSON.parse(await readFile(join(home, 'annotations', `${split}.json`), 'utf8'));

test('each split has its annotations; every picture has one that covers it', async () => {
  const { patches } = await writePayload(coco, home);
  for (const split of ['train', 'test']) {
    const { images, annotations, categories } = await annotationsOf(split);
    const own = patches.filter((patch) => patch.split === split);
    expect(images).toHaveLength(own.length);
    // What pycocotools builds its index from.
    const byImage = Map.groupBy(annotations as { image_id: number }[], ({ image_id }) => image_id);
    for (const [i, image] of images.entries()) {
      const patch = own[i]!;
      const [annotation, ...more] = byImage.get(image.id) ?? [];
      const { width, height } = await sharp(join(home, split, image.file_name)).metadata();
      const category = categories.find(
        ({ id }: { id: number }) => id === annotation!['category_id' as never],
      );
      expect(more).toEqual([]);
      expect(image).toMatchObject({
        width,
        height,
        name: patch.name,
        score: patch.score,
        license: 1,
      });
      expect(category.name).toBe(patch.decision ?? 'unlabelled');
      expect(annotation).toMatchObject({
        bbox: [0, 0, width, height],
        area: width! * height!,
        iscrowd: 0,
        segmentation: [[0, 0, width, 0, width, height, 0, height]],
      });
    }
  }
});

test('numbers of pictures are those of the manifest, unlike in all splits', async () => {
  const { rows } = await writePayload(coco, home);
  const ids = [];
  for (const split of ['train', 'test']) {
    for (const { id, name } of (await annotationsOf(split)).images) {
      ids.push(id);
      expect(rows[id - 1]!.name).toBe(name);
    }
  }
  expect(new Set(ids).size).toBe(rows.length);
});

test('a set that is not split has one file, and the licence it goes under', async () => {
  await writePayload(coco, home, { patches: somePatches(false) });
  const { images, licenses, info } = await annotationsOf('all');
  expect(images).toHaveLength(44);
  expect(licenses).toEqual([{ id: 1, name: 'CC-BY-4.0', url: '' }]);
  expect(info).toEqual({ description: 'Small', version: '1' });
});
