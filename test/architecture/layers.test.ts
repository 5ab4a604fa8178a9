import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Each rule must catch a bad import planted for it: a rule whose pattern matches nothing looks
// exactly like a rule that is kept.

const root = join(import.meta.dirname, '..', '..');
const config: string = join(root, '.dependency-cruiser.mjs');
// `as`: the fields of our own config that are read here.
const { forbidden } = ((await import(config)) as { default: unknown }).default as {
  forbidden: { name: string; comment: string }[];
};
const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
const stage = 'src/main/engine';

/** Rule -> file and the import planted in it. */
const planted: Readonly<Record<string, readonly [file: string, imported: string]>> = {
  'shared-is-plain': ['src/shared/bad.ts', 'node:fs'],
  'kernel-stands-alone': [`${stage}/kernel/bad.ts`, '../../../shared/good.ts'],
  'onnx-stands-alone': [`${stage}/onnx/bad.ts`, '../hash/good.ts'],
  'catalog-knows-no-stage': [`${stage}/catalog/bad.ts`, '../hash/good.ts'],
  'engine-knows-no-shell': [`${stage}/run/bad.ts`, '../../web/good.ts'],
  'run-parts-answer-the-window': [`${stage}/run/good/asks.ts`, '../label/bad-part.ts'],
  'run-bench-is-an-interface': [`${stage}/run/label/bad-bench.ts`, './bad-part.ts'],
  'front-door-is-not-for-the-engine': [`${stage}/job/bad.ts`, '../engine.ts'],
  'shells-use-the-front-door': ['src/main/web/bad.ts', '../engine/hash/good.ts'],
  'shells-are-apart': ['src/main/app/bad.ts', '../web/good.ts'],
  'shell-serves-all-shells': ['src/main/shell/bad.ts', '../web/good.ts'],
  'window-knows-no-main': ['src/renderer/label/bad.ts', '../../main/engine/engine.ts'],
  'bridge-imports-the-router-type-only': ['src/renderer/bridge.ts', '../main/engine/hash/good.ts'],
  'bridge-imports-no-main-code': ['src/renderer/bridge.ts', '../main/engine/hash/good.ts'],
  'screens-are-apart': ['src/renderer/review/bad.ts', '../label/good.ts'],
  'elements-know-no-curation': ['src/renderer/element/bad.ts', '../label/good.ts'],
  'window-libraries': ['src/renderer/label/library.ts', 'commander'],
  'only-app-uses-electron': [`${stage}/run/electron.ts`, 'electron'],
  'only-catalog-uses-better-sqlite': ['src/main/web/sqlite.ts', 'better-sqlite3'],
  'only-inference-uses-onnxruntime-node': [`${stage}/score/onnx.ts`, 'onnxruntime-node'],
  'only-sourceexportpicture-uses-sharp': [`${stage}/hash/sharp.ts`, 'sharp'],
  'no-cycles': [`${stage}/run/circle.ts`, './circle.ts'],
  'no-test-code': [`${stage}/run/test-code.ts`, '../../../../test/good.ts'],
  'declared-packages-only': [`${stage}/run/undeclared.ts`, 'acorn'],
  resolvable: [`${stage}/run/unresolved.ts`, './absent.ts'],
};
const good = [
  'src/shared/good.ts',
  'src/main/web/good.ts',
  'src/renderer/label/good.ts',
  `${stage}/engine.ts`,
  `${stage}/hash/good.ts`,
  `${stage}/run/label/bad-part.ts`,
  'test/good.ts',
];

const folder = mkdtempSync(join(tmpdir(), 'emcurator-layers-'));
let caught: Set<string>;
let violations: Cruised['summary']['violations'];

beforeAll(() => {
  for (const name of [
    'package.json',
    '.dependency-cruiser.mjs',
    'tsconfig.main.json',
    'tsconfig.base.json',
  ])
    cpSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const file of good) write(file, 'export const good = 1;\n');
  write('src/shared/orphan.ts', 'export const orphan = 1;\n');
  for (const [file, imported] of Object.values(planted)) write(file, importOf(imported));
  for (const name of stageNames()) write(`${stage}/${name}/stage.ts`, importOf('../run/good.ts'));
  for (const name of runFolders()) write(`${stage}/run/${name}/bad.ts`, importOf('../good.ts'));
  write(`${stage}/run/good.ts`, 'export const good = 1;\n');
  const [first, last] = [runFolders()[0] ?? '', runFolders().at(-1) ?? ''];
  write(`${stage}/run/${last}/good.ts`, 'export const good = 1;\n');
  write(`${stage}/run/${first}/late.ts`, importOf(`../${last}/good.ts`));
  write(`${stage}/run/${last}/early.ts`, importOf(`../${first}/late.ts`));
  violations = violationsIn(folder);
  caught = new Set(violations.map((each) => each.rule.name));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

const importOf = (name: string) => `import * as bad from '${name}';\nexport const value = bad;\n`;

const stageNames = () => namesAfter('stage-');

/** Those that have a place in the order; `process` comes after all. */
const runFolders = () => namesAfter('run-').filter((name) => !(`run-${name}` in planted));

const namesAfter = (start: string): string[] =>
  forbidden
    .filter(({ name }) => name.startsWith(start))
    .map(({ name }) => name.slice(start.length));

interface Cruised {
  summary: { violations: { from: string; rule: { name: string } }[]; totalCruised: number };
}

function cruise(workingFolder: string): Cruised {
  const words = [cruiser, '--config', '.dependency-cruiser.mjs', '-T', 'json', 'src'];
  const { stdout } = spawnSync(process.execPath, words, {
    cwd: workingFolder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  // `as`: dependency-cruiser's documented result.
  return JSON.parse(stdout) as Cruised;
}

const violationsIn = (workingFolder: string) => cruise(workingFolder).summary.violations;

test('every rule of the config has a bad import planted for it', () => {
  const names = forbidden.map((rule) => rule.name);
  const covered = [
    ...Object.keys(planted),
    'no-orphans',
    ...stageNames().map((name) => `stage-${name}`),
    ...runFolders().map((name) => `run-${name}`),
  ];
  expect(names.filter((name) => !covered.includes(name))).toEqual([]);
  expect(covered.filter((name) => !names.includes(name))).toEqual([]);
});

test('every folder of run has its place in the order', () => {
  const folders = readdirSync(join(root, stage, 'run'), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(names.sort()).toEqual([...runFolders(), 'process'].sort());
});

test('a folder of run that is early in the order knows none that is late', () => {
  const [first, last] = [runFolders()[0] ?? '', runFolders().at(-1) ?? ''];
  expect(first).not.toBe(last);
  const ofFile = (file: string) => violations.filter(({ from }) => from === `${stage}/run/${file}`);
  expect(ofFile(`${first}/late.ts`).map(({ rule }) => rule.name)).toEqual([`run-${first}`]);
  expect(ofFile(`${last}/early.ts`)).toEqual([]);
});

test.each(forbidden.map((rule) => rule.name))('%s catches its planted import', (name) => {
  expect([...caught]).toContain(name);
});

test('every rule says what to do instead', () => {
  for (const rule of forbidden) expect(rule.comment.length, rule.name).toBeGreaterThan(10);
});

test('our own sources keep all rules, and the check did look at them', () => {
  const { summary } = cruise(root);
  expect(summary.violations).toEqual([]);
  expect(summary.totalCruised).toBeGreaterThan(100);
});

test('Node in the window does not compile', () => {
  const strict = { extends: './tsconfig.renderer.json', include: ['planted.ts'], references: [] };
  cpSync(join(root, 'tsconfig.renderer.json'), join(folder, 'tsconfig.renderer.json'));
  write('tsconfig.json', JSON.stringify(strict));
  write('planted.ts', 'export const pid = process.pid;\nexport const page = document.title;\n');
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const words = [tsc, '-p', folder, '--noEmit', '--pretty', 'false'];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  expect(stdout).toMatch(/planted\.ts\(1,20\): error TS\d+: Cannot find name 'process'/);
  expect(stdout).not.toContain('planted.ts(2');
});
