import { expect, test } from 'vitest';
import { jsonLines } from '../../../../src/main/engine/decision/json-lines.ts';

test('labels read back as they were written', () => {
  const labels = [
    { name: 'liver/a', value: 'informative', reason: null },
    { name: 'liver/b', value: 'uninformative', reason: 'blurred' },
  ] as const;
  expect(jsonLines.read(jsonLines.write(labels), 'x.jsonl')).toEqual({ ok: true, value: labels });
});

test('of a data set’s lines those with a decision are labels', () => {
  const line = (name: string, decision: string | null) =>
    `${JSON.stringify({ source: 'liver', volume: 'v', name, score: 0.5, decision, reason: null })}\n`;
  expect(jsonLines.read(line('a', 'informative') + line('b', null), 'x.jsonl')).toEqual({
    ok: true,
    value: [{ name: 'liver/a', value: 'informative', reason: null }],
  });
});

test('a line of anything else is named', () => {
  expect(jsonLines.read('{"name":"a"}\n', 'x.jsonl')).toMatchObject({
    failure: { kind: 'label-file-invalid', what: expect.stringContaining('line 1') },
  });
});
