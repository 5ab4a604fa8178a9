import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  rememberedTerms,
  rememberTerms,
} from '../../../../../src/main/engine/run/export/remembered-terms.ts';
import { createSession } from '../../../../../src/main/engine/run/project/create-project.ts';
import { datasetTerms } from '../../../../../src/shared/export.ts';
import { emptyFolder, must } from '../small-project.ts';

test('what was said of the last data set is what the next one begins with', async () => {
  const session = must(createSession(join(emptyFolder(), 'a.emcurator'), 'test'));
  const nothing = datasetTerms.parse({});
  expect(rememberedTerms(session)).toEqual(nothing);
  const said = datasetTerms.parse({ title: 'Cells', licence: 'CC0-1.0' });
  rememberTerms(session, said);
  rememberTerms(session, nothing);
  expect(rememberedTerms(session)).toEqual(said);
  await session.close();
});
