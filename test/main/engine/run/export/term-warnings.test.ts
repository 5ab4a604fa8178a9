import { join } from 'node:path';
import { expect, test } from 'vitest';
import { termWarnings } from '../../../../../src/main/engine/run/export/term-warnings.ts';
import { createSession } from '../../../../../src/main/engine/run/project/create-project.ts';
import { datasetTerms } from '../../../../../src/shared/export.ts';
import { sourceMetadata } from '../../../../../src/shared/source.ts';
import { emptyFolder, must } from '../small-project.ts';

test('a day and a page that are none are quoted, and full terms with a fitting licence warn of nothing', async () => {
  const session = must(createSession(join(emptyFolder(), 'a.emcurator'), 'test'));
  const said = Object.fromEntries(
    ['technique', 'organism', 'tissue', 'doi', 'attribution', 'notes'].map((key) => [key, '']),
  );
  const metadata = sourceMetadata.parse({ ...said, licence: 'CC0' });
  const id = session.catalog.sources.add('liver', metadata, { kind: 'by-type' }, false);
  const terms = datasetTerms.parse({
    creators: 'Doe, Jane',
    licence: 'CC-BY-4.0',
    published: '2026-11-26',
    url: 'https://example.org',
  });
  const of = (change: object) =>
    termWarnings(session, [{ id, name: 'liver' }], { ...terms, ...change });
  expect(of({})).toEqual([]);
  expect(of({ published: '2026-02-30', url: 'example.org' })).toEqual([
    'Not stated: the day of publication ("2026-02-30" is none), its web page ("example.org" is none). Croissant and RO-Crate ask for them; give them here, or add them to the documents before you publish.',
  ]);
  await session.close();
});
