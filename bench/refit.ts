// Label, refit, re-score and re-sort on 1.13 million exemplars with embeddings of 512 numbers, through the
// real engine process. Run: node bench/refit.ts [folder to keep the project in]
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalog } from '../src/main/engine/catalog/open-catalog.ts';
import { toFloat16 } from '../src/main/engine/kernel/float16.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { openSession } from '../src/main/engine/run/project/session.ts';
import type { Job } from '../src/shared/job.ts';
import { given, openEngine } from '../test/flow/open-engine.ts';
import { processTree } from '../test/flow/process-tree.ts';
import { paperSize, writeLargeProject } from './large-project.ts';
import { printFigure } from './print-figure.ts';

const width = 512;
const encoder = 'bench-encoder';
const rounds = 5;

const scratch = mkdtempSync(join(tmpdir(), 'curator-refit-'));
const folder = join(process.argv[2] ?? scratch, 'refit.emcurator');
if (!existsSync(join(folder, 'project.sqlite'))) {
  writeLargeProject(folder, paperSize);
  await giveEmbeddings(folder);
}
const engine = openEngine(scratch);
const { client } = engine;
try {
  given(await client.project.open.mutate({ folder }));
  const started = performance.now();
  const trained = await engine.follow(() => client.models.train.mutate({}));
  const seconds = (performance.now() - started) / 1000;
  printFigure(
    'cross-validate, calibrate and score with all models',
    seconds,
    's',
    null,
    trained.state,
  );
  await measureRefits();
  await measureNeighbours();
} finally {
  await engine.close();
  rmSync(scratch, { recursive: true, force: true });
}

/** Embeddings of noise that lean a little to the side of the label, and texture features of noise. */
async function giveEmbeddings(project: string): Promise<void> {
  const session = given(openSession(project, 'bench', false));
  const { ordinal, label, count } = session.columns();
  const random = xorshift32(5);
  const noise = Float32Array.from({ length: 1 << 20 }, () => random.next() / 2 ** 31 - 1);
  const file = openSync(join(project, 'embeddings', `${encoder}.f16`), 'w');
  const atOnce = 4096;
  for (let from = 0; from < count; from += atOnce) {
    const rows = Math.min(atOnce, count - from);
    const values = new Float32Array(rows * width);
    for (let i = 0; i < rows; i++) {
      const start = random.below(noise.length - width);
      values.set(noise.subarray(start, start + width), i * width);
      const lean = label[from + i] === 1 ? 0.12 : label[from + i] === 2 ? -0.12 : 0;
      for (let k = 0; k < 24; k++) values[i * width + k] = (values[i * width + k] ?? 0) + lean;
    }
    writeSync(file, new Uint8Array(toFloat16(values).buffer));
  }
  closeSync(file);
  session.features.write(
    ordinal,
    Float64Array.from({ length: count * 4 }, (_, i) => (noise[i & (noise.length - 1)] ?? 0) + 1),
  );
  await session.close();
  const catalog = given(openCatalog(project, { readOnly: false }));
  const record = {
    hash: encoder,
    name: 'noise',
    kind: 'onnx',
    architecture: 'none',
    layout: 'generated',
    width,
    isClassifier: false,
    warnings: [],
  };
  const input = {
    name: 'x',
    batch: null,
    channels: 1,
    height: 224,
    width: 224,
    normalisation: null,
  };
  const network = { input, output: { name: 'y', rank: 2 } };
  catalog.commit(() => {
    catalog.encoders.add(encoder, 1, JSON.stringify({ record, network }));
    catalog.embeddings.set(encoder, { rows: count, holes: [] });
    catalog.settings.set('encoder', encoder);
  });
  catalog.close();
}

/** From asking until the first page of the new order is there; the job goes on behind that and is overtaken. */
async function measureRefits(): Promise<void> {
  const view = given(await client.grid.open.query({ set: 'unlabelled', order: 'random' }));
  const shown = given(await client.grid.page.query({ view: view.view, from: 0, count: 1000 }));
  let stage: (name: string) => void = () => {};
  const events = client.events.subscribe(undefined, {
    onData: (event) => {
      if (event.kind === 'job' && isRefit(event.job)) stage(event.job.stage);
    },
  });
  const times: number[] = [];
  let most = 0;
  for (let round = 0; round < rounds; round++) {
    const ordinals = shown.patches
      .slice(round * 100, (round + 1) * 100)
      .map((each) => each.ordinal);
    const marks = [{ ordinals, value: 'informative', origin: 'assisted' }] as const;
    given(await client.labels.decide.mutate({ marks: [...marks] as never }));
    const started = performance.now();
    const inForce = new Promise<void>((resolve) => {
      let hasRefitted = false;
      stage = (name) => {
        if (name === 'refit') hasRefitted = true;
        if (name === 'train' && hasRefitted) resolve();
      };
    });
    given(await client.models.learn.mutate());
    await inForce;
    const sorted = given(await client.grid.open.query({ set: 'unlabelled', order: 'score-down' }));
    given(await client.grid.page.query({ view: sorted.view, from: 0, count: 60 }));
    times.push(performance.now() - started);
    most = Math.max(most, proportionalMegabytes());
  }
  events.unsubscribe();
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? Number.NaN;
  const all = times.map((time) => time.toFixed(0)).join(', ');
  printFigure('label, refit, score 1.13 million, new order', median / 1000, 's', 2, `ms: ${all}`);
  printFigure('memory of our processes meanwhile', most, 'MB', 1500);
}

/** "More like this": the 2,000 nearest of all by exact search. */
async function measureNeighbours(): Promise<void> {
  const running = (await client.jobs.list.query()).find(({ state }) => state === 'running');
  if (running) given(await client.jobs.cancel.mutate({ id: running.id }));
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const times: number[] = [];
  for (let round = 0; round < 10; round++) {
    const like = { ordinal: 1000 * (round + 1) };
    const started = performance.now();
    given(await client.grid.open.query({ set: 'like', order: 'likeness', like }));
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const note = `of 1.13 million x ${width}; worst ${times.at(-1)?.toFixed(0)} ms`;
  printFigure('more like this, median', times[5] ?? Number.NaN, 'ms', 300, note);
}

function isRefit(job: Job): boolean {
  return job.kind === 'train' && job.state === 'running';
}

function proportionalMegabytes(): number {
  if (!existsSync('/proc/self/smaps_rollup')) return Number.NaN;
  return processTree(process.pid).reduce((sum, { pid }) => {
    const sizes = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return sum + Number(/^Pss:\s+(\d+)/m.exec(sizes)?.[1] ?? 0) / 1024;
  }, 0);
}
