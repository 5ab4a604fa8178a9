import { toEightBit } from '../../src/main/engine/slice/to-eight-bit.ts';
import type { ResolvedMapping, SampleType } from '../../src/shared/volume.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { sha256 } from './read-image.ts';
import { readJson } from './read-json.ts';

interface Conversion {
  readonly lut_sha256?: string;
  readonly first_input_of_each_output?: (number | null)[];
  readonly samples: [value: number, grey: number][];
}

interface MinMax {
  readonly cases: readonly {
    readonly name: string;
    readonly input: number[];
    readonly cleanup2d_float64: number[] | null;
  }[];
}

const rules = {
  patchify: { rule: 'volume' },
  cleanup2d: { rule: 'picture', low: 0, high: 0 },
} as const satisfies Record<string, ResolvedMapping>;

const arrays = {
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  float32: Float32Array,
} as const;

/** convert8.json: samples and whole 16-bit tables, exact. The scraping scripts' rule is not part of the tool. */
export async function checkConvert8(folder: string): Promise<GoldenResult> {
  const { result, compare } = tally('convert8.json');
  const equal = (what: string, found: unknown, want: unknown): void => {
    const [left, right] = [JSON.stringify(found), JSON.stringify(want)];
    compare(left === right, () => `${what}: ${left}, want ${right}`);
  };
  const { minmax, ...conversions } = readJson<{ minmax: MinMax } & Record<string, Conversion>>(
    folder,
    'convert8.json',
  );
  for (const [name, conversion] of Object.entries(conversions)) {
    const found = /^(patchify|cleanup2d)_(int8|uint16|int16|uint32|float32)$/.exec(name);
    if (!found) continue; // a defect that golden records so that nobody copies it
    // `as`: the pattern allows these names only.
    const rule = rules[found[1] as keyof typeof rules];
    const type = found[2] as keyof typeof arrays;
    for (const [value, grey] of conversion.samples) {
      equal(`${name} ${value}`, convert([value], type, rule)[0], grey);
    }
    const table = convert(tableInputs(type, rule.rule), type, rule);
    if (conversion.lut_sha256) equal(`${name} table`, sha256(table), conversion.lut_sha256);
    conversion.first_input_of_each_output?.forEach((first, grey) => {
      const at = table.indexOf(grey);
      equal(`${name} first input of ${grey}`, at < 0 ? null : at, first);
    });
  }
  for (const { name, input, cleanup2d_float64: want } of minmax.cases) {
    const limits = { low: Math.min(...input), high: Math.max(...input) };
    const grey = toEightBit(
      Float64Array.from(input),
      'float64',
      { rule: 'picture', ...limits },
      false,
    );
    // A constant image divides by zero in the original; ours is black (spec 1.2).
    equal(`minmax ${name}`, Array.from(grey), want ?? input.map(() => 0));
  }
  return result;
}

function convert(values: number[], type: keyof typeof arrays, rule: ResolvedMapping): Uint8Array {
  return toEightBit(arrays[type].from(values), type satisfies SampleType, rule, false);
}

/** Every 16-bit value from the lowest the rule accepts. */
function tableInputs(type: string, rule: string): number[] {
  if (!type.endsWith('16')) return [];
  const isSigned = type === 'int16';
  const lowest = isSigned && rule === 'picture' ? -32768 : 0;
  const length = isSigned && rule === 'volume' ? 32768 : 65536;
  return Array.from({ length }, (_, i) => i + lowest);
}
