import { expect, test } from 'vitest';
import { joinedSources } from '../../src/shared/joined-sources.ts';

test('volumes that would join a source that is there are told of, with a free name', () => {
  const volumes = [
    { path: '/b/images/1.png', source: 'images' },
    { path: '/b/images/2.png', source: 'images' },
  ];
  expect(joinedSources(volumes, ['cells', 'images', 'images 2'])).toEqual({
    words:
      'There is a source named images already, and what is added here would join it. Give a source name to keep them apart.',
    freeName: 'images 3',
  });
  expect(joinedSources(volumes, ['cells'])).toBeNull();
});

test('folders of one name would become one source', () => {
  const volumes = [
    { path: '/a/images/1.png', source: 'images' },
    { path: 'C:\\b\\images\\1.png', source: 'images' },
  ];
  expect(joinedSources(volumes, [])?.words).toBe(
    'Files of several folders become one source: images. Give a source name to keep them apart.',
  );
});
