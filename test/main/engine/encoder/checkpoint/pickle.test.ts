import { expect, test } from 'vitest';
import { unpickle } from '../../../../../src/main/engine/encoder/checkpoint/pickle.ts';
import type { FindStorage } from '../../../../../src/main/engine/encoder/checkpoint/pickle-value.ts';
import { pickled } from '../write-pickle.ts';

const noStorage: FindStorage = () => {
  throw new Error('no storage was expected');
};
const value = (bytes: Buffer) => unpickle(bytes, noStorage).value;

test('plain data comes back as it was', () => {
  const settings = {
    map: [
      ['epoch', 200],
      ['rate', 0.015],
      ['large', 2 ** 40],
      ['cosine', false],
      ['resume', null],
      ['schedule', [120, 160]],
    ],
  } as const;
  expect(value(pickled(settings))).toEqual(
    new Map<string, unknown>([
      ['epoch', 200],
      ['rate', 0.015],
      ['large', 2 ** 40],
      ['cosine', false],
      ['resume', null],
      ['schedule', [120, 160]],
    ]),
  );
});

test('its length is told, since pickles may follow one another', () => {
  const bytes = Buffer.concat([pickled(7), pickled('after')]);
  const { value: first, length } = unpickle(bytes, noStorage);
  expect(first).toBe(7);
  expect(unpickle(bytes.subarray(length), noStorage).value).toBe('after');
});

// What pickle.dumps of Python 3.11 gives, with numpy 1.24 and (its name changed) 2.
const type2 =
  '8002636e756d70792e636f72652e6d756c746961727261790a7363616c61720a7100636e756d70790a64747970650a7101580200000066';
const state2 =
  '71028988877103527104284b0358010000003c71054e4e4e4affffffff4affffffff4b0074710662635f636f646563730a656e636f64650a7107';
const latin2 = '710858060000006c6174696e31710986710a52710b86710c52710d2e';
test.for([
  ['a float64 of numpy', `${type2}38${state2}5809000000000000000000c3903f${latin2}`, 0.25],
  ['a float32 of numpy', `${type2}34${state2}58040000000000003f${latin2}`, 0.5],
  [
    'a float64 of numpy 2 in protocol 4',
    '8004956a000000000000008c166e756d70792e5f636f72652e6d756c74696172726179948c067363616c61729493948c056e756d7079948c0564747970659493948c02663894898887945294284b038c013c944e4e4e4affffffff4affffffff4b007494624308000000000000d03f94869452942e',
    0.25,
  ],
] as const)('%s is read as a plain one', ([, hex, want]) => {
  expect(value(Buffer.from(hex, 'hex'))).toBe(want);
});

test('an ordered dictionary of protocol 4, and one of pairs as Python 2 wrote it', () => {
  const four =
    '80049529000000000000008c0b636f6c6c656374696f6e73948c0b4f726465726564446963749493942952948c0161944b01732e';
  expect(value(Buffer.from(four, 'hex'))).toEqual(new Map([['a', 1]]));
  const pairs = pickled({
    call: 'collections.OrderedDict',
    args: [
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
  });
  expect(value(pairs)).toEqual(
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
  );
});

test("a training program's arguments are kept as a word, and what stands beside them is read", () => {
  const hex =
    '80027d71002858040000006172677371016361726770617273650a4e616d6573706163650a7102298171037d710458020000006c727105473fb999999999999a7362580500000065706f636871064b03752e';
  expect(value(Buffer.from(hex, 'hex'))).toEqual(
    new Map<string, unknown>([
      ['args', { tag: 'inert', name: 'argparse.Namespace' }],
      ['epoch', 3],
    ]),
  );
});

test('whole numbers beyond 2^53 keep all their digits', () => {
  const hex = '80028a0a6cfc9c46f9206aa850192e';
  expect(value(Buffer.from(hex, 'hex'))).toBe(0x1950a86a20f9469cfc6cn);
});
