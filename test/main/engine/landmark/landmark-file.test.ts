import { expect, test } from 'vitest';
import {
  decodeLandmarks,
  encodeLandmarks,
  fitsLandmarks,
} from '../../../../src/main/engine/landmark/landmark-file.ts';
import { landmarksOf, tissueOf } from './tissue.ts';

const landmarks = await landmarksOf(tissueOf({ z: 1, y: 120, x: 130 }, null, 4));

test('landmarks come out of a file as they went in', () => {
  const bytes = encodeLandmarks(landmarks, 2.5);
  expect(decodeLandmarks(bytes, 1e9)).toEqual(landmarks);
  const few = decodeLandmarks(bytes, 7);
  expect(few?.count).toBe(7);
  expect(few?.x).toEqual(landmarks.x.slice(0, 7));
  expect(few?.descriptors).toEqual(landmarks.descriptors.slice(0, 7 * 16));
});

test('a file fits the voxel size it was made with, and no other', () => {
  const bytes = encodeLandmarks(landmarks, null);
  expect(fitsLandmarks(bytes, bytes.length, null)).toBe(true);
  expect(fitsLandmarks(bytes, bytes.length, 1)).toBe(false);
});

test('a file that was cut off, or is another, holds no landmarks', () => {
  const bytes = encodeLandmarks(landmarks, 1);
  for (const length of [0, 3, 24, bytes.length - 1]) {
    expect(decodeLandmarks(bytes.slice(0, length), 1e9)).toBeNull();
  }
  expect(decodeLandmarks(new Uint8Array(bytes.length), 1e9)).toBeNull();
});
