// How many labels the head needs when patches are chosen in different ways, on labels that are all known.
// Run: node bench/active-learning.ts PROJECT ... (projects with labels and embeddings: bench/filter-models.ts)
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { areaUnderCurve } from '../src/main/engine/evaluate/roc.ts';
import {
  type OnnxLogisticSteps,
  openOnnxLogisticSteps,
} from '../src/main/engine/inference/onnx-logistic-steps.ts';
import { type Xorshift32, xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { embeddingsOf, encoderInUse } from '../src/main/engine/run/model/encoders.ts';
import { openSession } from '../src/main/engine/run/project/session.ts';
import { farthestFirst } from '../src/main/engine/score/farthest-first.ts';
import { fitLogistic, standardRows } from '../src/main/engine/score/logistic-regression.ts';
import { pickRows } from '../src/main/engine/score/pick-rows.ts';
import { given } from '../test/flow/open-engine.ts';

const seeds = [1, 2, 3, 4, 5];
const [first, batch, most] = [16, 8, 400];
const testShare = 0.3;
const wanted = [0.95, 0.99];
const l2 = 0.01;

/** Labelled patches; which are for testing is drawn by the seed of a run. */
interface Known {
  /** standardised */
  readonly rows: Float32Array;
  readonly width: number;
  readonly labels: Uint8Array;
  readonly sources: Uint32Array;
}

interface Choice {
  readonly known: Known;
  readonly labelled: readonly number[];
  readonly pool: readonly number[];
  /** of each row, by the model of now */
  readonly scores: Float64Array;
  readonly random: Xorshift32;
}

type Strategy = (choice: Choice) => readonly number[];

const strategies: Readonly<Record<string, Strategy>> = {
  random: ({ pool, random }) => drawn(pool, batch, random),
  uncertain: (choice) => byDoubt(choice).slice(0, batch),
  'uncertain and different': (choice) => spread(choice, byDoubt(choice).slice(0, batch * 8), []),
  'expected change': (choice) => byChange(choice).slice(0, batch),
  'different from the labelled': (choice) =>
    spread(choice, drawn(choice.pool, 1000, choice.random), choice.labelled),
  'uncertain and different, each source, 10 % random': (choice) => {
    const some = eachSource(choice, byDoubt(choice)).slice(0, batch * 8);
    const picked = spread(choice, some, []).slice(0, batch - 2);
    return [...new Set([...picked, ...drawn(choice.pool, 2, choice.random)])];
  },
};

const steps = await openOnnxLogisticSteps(availableParallelism());
for (const project of process.argv.slice(2)) await measure(project, steps);
await steps.close();

async function measure(project: string, tools: OnnxLogisticSteps): Promise<void> {
  const known = await labelledPatches(project);
  const informative = known.labels.reduce((sum, label) => sum + label, 0);
  console.log(
    `\n## ${basename(project)}: ${known.labels.length} labels, ${informative} informative, ${known.width} numbers\n`,
  );
  for (const split of ['patches', 'sources'] as const) {
    console.log(`tested on ${testShare * 100} % of the ${split}, drawn by the seed\n`);
    console.log('| chosen by | labels to AUC 0.95 (each seed) | to 0.99 | AUC at 48 | at 96 |');
    console.log('|---|---|---|--:|--:|');
    for (const [name, strategy] of Object.entries(strategies)) {
      const runs: Curve[] = [];
      for (const seed of seeds) runs.push(await learn(known, split, strategy, seed, tools));
      const cells = [
        ...wanted.map((area) => needed(runs, area)),
        ...[48, 96].map((labels) => areaAt(runs, labels).toFixed(3)),
      ];
      console.log(`| ${name} | ${cells.join(' | ')} |`);
    }
    console.log('');
  }
}

type Curve = readonly { readonly labels: number; readonly auc: number }[];

/** Median and each seed's number of labels at which the area is reached for the first time. */
function needed(runs: readonly Curve[], area: number): string {
  const each = runs.map(
    (curve) => curve.find(({ auc }) => auc >= area)?.labels ?? Number.POSITIVE_INFINITY,
  );
  const say = (labels: number) => (Number.isFinite(labels) ? String(labels) : `over ${most}`);
  return `${say(median(each))} (${each.map(say).join(', ')})`;
}

function areaAt(runs: readonly Curve[], most: number): number {
  return median(runs.map((curve) => curve.findLast(({ labels }) => labels <= most)?.auc ?? 0));
}

async function labelledPatches(project: string): Promise<Known> {
  const session = given(openSession(project, 'bench', true));
  const { ordinal, label, source } = session.columns();
  const rows = [...label.keys()].filter((row) => label[row] === 1 || label[row] === 2);
  const file = embeddingsOf(session, encoderInUse(session));
  const values = file.read(rows.map((row) => ordinal[row] ?? 0));
  const standard = standardRows(values, file.width).rows;
  await session.close();
  return {
    // Without the column of ones that the fit adds by itself.
    rows: Float32Array.from({ length: rows.length * file.width }, (_, i) => {
      const row = Math.floor(i / file.width);
      return standard[row * (file.width + 1) + (i % file.width)] ?? 0;
    }),
    width: file.width,
    labels: Uint8Array.from(rows, (row) => (label[row] === 1 ? 1 : 0)),
    sources: Uint32Array.from(rows, (row) => source[row] ?? 0),
  };
}

async function learn(
  known: Known,
  split: 'patches' | 'sources',
  strategy: Strategy,
  seed: number,
  tools: OnnxLogisticSteps,
): Promise<Curve> {
  const random = xorshift32(seed * 7919);
  const all = drawn([...known.labels.keys()], known.labels.length, random);
  const some = all.slice(0, Math.round(all.length * testShare));
  const test = split === 'patches' ? some : ofSources(known, random);
  const isTest = new Set(test);
  let pool = all.filter((row) => !isTest.has(row));
  const labelled = pool.splice(0, first);
  while (new Set(labelled.map((row) => known.labels[row])).size < 2)
    labelled.push(...pool.splice(0, 1));
  const curve: { labels: number; auc: number }[] = [];
  for (;;) {
    const scores = await scored(known, labelled, tools);
    const auc = areaUnderCurve(
      test.map((row) => scores[row] ?? 0),
      test.map((row) => known.labels[row] ?? 0),
    );
    curve.push({ labels: labelled.length, auc: auc ?? 0 });
    if (labelled.length >= most || pool.length < batch) return curve;
    const chosen = new Set(strategy({ known, labelled, pool, scores, random }));
    labelled.push(...chosen);
    pool = pool.filter((row) => !chosen.has(row));
  }
}

/** Patches of whole sources, so many of them that both classes are there and the share is reached. */
function ofSources({ labels, sources }: Known, random: Xorshift32): number[] {
  const order = drawn([...new Set(sources)], new Set(sources).size, random);
  const test: number[] = [];
  for (const source of order) {
    const hasBoth = new Set(test.map((row) => labels[row])).size === 2;
    if (hasBoth && test.length >= labels.length * testShare) break;
    for (const [row, of] of sources.entries()) if (of === source) test.push(row);
  }
  return test;
}

async function scored(
  { rows, width, labels }: Known,
  labelled: readonly number[],
  tools: OnnxLogisticSteps,
): Promise<Float64Array> {
  const own = Uint8Array.from(labelled, (row) => labels[row] ?? 0);
  const informative = own.reduce((sum, label) => sum + label, 0);
  const rowWeights = Float32Array.from(
    own,
    (label) => own.length / (2 * (label === 1 ? informative : own.length - informative)),
  );
  const problem = { rows: pickRows(rows, width, labelled), width, labels: own, rowWeights, l2 };
  const { coefficients, intercept } = await fitLogistic(problem, tools);
  return Float64Array.from(labels, (_, row) => {
    let logit = intercept;
    for (let i = 0; i < width; i++) logit += (rows[row * width + i] ?? 0) * (coefficients[i] ?? 0);
    return 1 / (1 + Math.exp(-logit));
  });
}

function byDoubt({ pool, scores }: Choice): number[] {
  const doubt = (row: number) => Math.abs((scores[row] ?? 0) - 0.5);
  return [...pool].sort((a, b) => doubt(a) - doubt(b));
}

function byChange({ pool, scores, known: { rows, width } }: Choice): number[] {
  const change = new Map(
    pool.map((row) => {
      const score = scores[row] ?? 0;
      let square = 1;
      for (let i = 0; i < width; i++) square += (rows[row * width + i] ?? 0) ** 2;
      return [row, 2 * score * (1 - score) * Math.sqrt(square)];
    }),
  );
  return [...pool].sort((a, b) => (change.get(b) ?? 0) - (change.get(a) ?? 0));
}

function spread(
  { known: { rows, width } }: Choice,
  some: readonly number[],
  taken: readonly number[],
): number[] {
  const values = pickRows(rows, width, [...taken, ...some]);
  const order = farthestFirst(values, width, taken.length, batch);
  return [...order.subarray(0, batch)].map((at) => some[at - taken.length] ?? 0);
}

function eachSource({ known }: Choice, rows: readonly number[]): number[] {
  const turns = new Map<number, number>();
  return rows
    .map((row) => {
      const source = known.sources[row] ?? 0;
      const turn = turns.get(source) ?? 0;
      turns.set(source, turn + 1);
      return { row, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ row }) => row);
}

function drawn(rows: readonly number[], count: number, random: Xorshift32): number[] {
  const all = [...rows];
  for (let i = all.length - 1; i > 0; i--) {
    const at = random.below(i + 1);
    [all[i], all[at]] = [all[at] ?? 0, all[i] ?? 0];
  }
  return all.slice(0, count);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
