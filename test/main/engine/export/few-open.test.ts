import { expect, test } from 'vitest';
import { FewOpen } from '../../../../src/main/engine/export/few-open.ts';
import { fail, succeed } from '../../../../src/shared/failure.ts';

function counted(most: number) {
  const log: string[] = [];
  const few = new FewOpen<string>(
    most,
    async (key) => {
      log.push(`open ${key}`);
      return key === 'bad' ? fail({ kind: 'file-missing', path: key }) : succeed(key);
    },
    async (value) => {
      log.push(`close ${value}`);
    },
  );
  const use = (key: string) => few.use(key, async (value) => succeed(value));
  return { few, log, use };
}

test('what is open is not opened again, also by two at once', async () => {
  const { log, use } = counted(2);
  expect(await Promise.all([use('a'), use('a')])).toEqual([succeed('a'), succeed('a')]);
  await use('a');
  expect(log).toEqual(['open a']);
});

test('the one not used for longest is closed first', async () => {
  const { few, log, use } = counted(2);
  for (const key of ['a', 'b', 'a', 'c']) await use(key);
  expect(log).toEqual(['open a', 'open b', 'open c', 'close b']);
  await few.close();
  expect(log.slice(4)).toEqual(['close a', 'close c']);
});

test('what is in use stays open', async () => {
  const { few, log, use } = counted(1);
  await few.use('a', async () => {
    await use('b');
    await use('c');
    expect(log).not.toContain('close a');
    return succeed(null);
  });
  expect(log).toContain('close b');
});

test('a failure to open is the answer', async () => {
  const { use } = counted(1);
  expect(await use('bad')).toEqual(fail({ kind: 'file-missing', path: 'bad' }));
});
