// The import rules of docs/architecture.md. Every rule says what to do instead.
const stages = [
  'source',
  'slice',
  'patch',
  'hash',
  'exemplar',
  'landmark',
  'relation',
  'feature',
  'encoder',
  'score',
  'evaluate',
  'decision',
  'balance',
  'yield',
  'compare',
  'export',
  'map',
  'picture',
  'phantom',
  'inference',
];
const engine = '^src/main/engine/';
const pure = (path) => `(${[...path].join('|')})`;

const stageRules = stages.map((stage) => ({
  name: `stage-${stage}`,
  comment:
    'A stage sees kernel, onnx and shared only. Stages meet in engine/run: pass the value in from there.',
  severity: 'error',
  from: { path: `${engine}${stage}/` },
  to: {
    path: '^src/',
    pathNot: pure([`${engine}${stage}/`, `${engine}kernel/`, `${engine}onnx/`, '^src/shared/']),
  },
}));

// Folders of engine/run, from what many need to what needs many: the table of docs/architecture.md.
const runFolders = [
  'turn',
  'disk',
  'task',
  'project',
  'set',
  'volume',
  'group',
  'exemplar',
  'picture',
  'cut',
  'model',
  'pair',
  'label',
  'source',
  'balance',
  'grid',
  'relation',
  'export',
  'dataset',
];

const runRules = runFolders.map((folder, at) => ({
  name: `run-${folder}`,
  comment: `Folders of run/ know those above them in the table of docs/architecture.md. Move what ${folder} needs up there, or take it as an argument from curate.ts or a -part.ts.`,
  severity: 'error',
  from: { path: `${engine}run/${folder}/`, pathNot: '-(part|router)\\.ts$' },
  to: {
    path: `${engine}run/`,
    pathNot: `${engine}run/(${runFolders.slice(0, at + 1).join('|')})/`,
  },
}));

const onlyIn = (library, folder, advice) => ({
  name: `only-${folder.split('/').at(-2)}-uses-${library}`.replaceAll(/[^a-z-]/g, ''),
  comment: advice,
  severity: 'error',
  from: { path: '^src/', pathNot: folder },
  to: { path: `(^|/)node_modules/${library}(/|$)` },
});

export default {
  forbidden: [
    ...stageRules,
    ...runRules,
    {
      name: 'run-parts-answer-the-window',
      comment:
        'A -part.ts answers the procedures of a -router.ts; both are joined at the top of run/. Move what else needs it into a file of its own.',
      severity: 'error',
      from: { path: engine, pathNot: `${engine}run/([a-z-]+|[a-z-]+/[a-z-]+-(part|router))\\.ts$` },
      to: { path: `${engine}run/.*-(part|router)\\.ts$` },
    },
    {
      name: 'run-bench-is-an-interface',
      comment:
        'A -bench.ts says what a router asks for: types alone. How it is answered is in -part.ts.',
      severity: 'error',
      from: { path: `${engine}run/.*-bench\\.ts$` },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-is-plain',
      comment:
        'shared is plain data for both sides: it may use zod and itself. Move the code that needs more to the side that has it.',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { pathNot: '^src/shared/|node_modules/zod/' },
    },
    {
      name: 'kernel-stands-alone',
      comment: 'A kernel is typed arrays in, typed arrays out. Take the value as an argument.',
      severity: 'error',
      from: { path: `${engine}kernel/` },
      to: { path: '^src/|node_modules/', pathNot: `${engine}kernel/|node_modules/@types/node/` },
    },
    {
      name: 'onnx-stands-alone',
      comment:
        'engine/onnx writes and reads the file format. What a graph means belongs to a stage.',
      severity: 'error',
      from: { path: `${engine}onnx/` },
      to: { path: '^src/|node_modules/', pathNot: `${engine}onnx/|^src/shared/` },
    },
    {
      name: 'catalog-knows-no-stage',
      comment:
        'The catalog stores plain rows. Compute in a stage and pass the rows in from engine/run.',
      severity: 'error',
      from: { path: `${engine}catalog/` },
      to: { path: '^src/', pathNot: `${engine}catalog/|^src/shared/` },
    },
    {
      name: 'engine-knows-no-shell',
      comment:
        'The engine runs in three shells alike. Inject what a shell must do (see StartProcess).',
      severity: 'error',
      from: { path: engine },
      to: { path: '^src/(main/(app|web|cli)|renderer)/' },
    },
    {
      name: 'front-door-is-not-for-the-engine',
      comment: 'engine.ts is for the shells. Import the piece itself.',
      severity: 'error',
      from: { path: `${engine}(run|job|catalog|kernel)/` },
      to: { path: `${engine}engine\\.ts$` },
    },
    {
      name: 'shells-use-the-front-door',
      comment:
        'A shell may import engine/engine.ts and shared. Add a procedure to the router instead.',
      severity: 'error',
      from: { path: '^src/main/(app|web|cli)/' },
      to: { path: engine, pathNot: `${engine}engine\\.ts$` },
    },
    {
      name: 'shells-are-apart',
      comment: 'app, web and cli do not import each other; only cli may start web and app.',
      severity: 'error',
      from: { path: '^src/main/(app|web)/' },
      to: { path: '^src/main/(app|web|cli)/', pathNot: '^src/main/$1/' },
    },
    {
      name: 'shell-serves-all-shells',
      comment:
        'src/main/shell is what app, web and cli share: page, policy, the engine kept alive. Move what only one needs into it.',
      severity: 'error',
      from: { path: '^src/main/shell/' },
      to: { path: '^src/', pathNot: `^src/main/shell/|^src/shared/|${engine}engine\\.ts$` },
    },
    {
      name: 'window-knows-no-main',
      comment:
        'The window talks through bridge.ts, which alone may import the type of engine/engine.ts.',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: '^src/renderer/bridge\\.ts$' },
      to: { path: '^src/main/' },
    },
    {
      name: 'bridge-imports-the-router-type-only',
      comment: 'bridge.ts may import the type of engine/engine.ts and nothing else of main.',
      severity: 'error',
      from: { path: '^src/renderer/bridge\\.ts$' },
      to: { path: '^src/main/', pathNot: `${engine}engine\\.ts$` },
    },
    {
      name: 'bridge-imports-no-main-code',
      comment: 'Use `import type`.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '^src/main/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'screens-are-apart',
      comment:
        'Screens share through element/ (drawing) or bridge.ts (data). Move the shared piece there.',
      severity: 'error',
      from: {
        path: '^src/renderer/(sources|label|classifier|review|balance|duplicates|export|patches)/',
      },
      to: {
        path: '^src/renderer/(sources|label|classifier|review|balance|duplicates|export|patches)/',
        pathNot: '^src/renderer/$1/',
      },
    },
    {
      name: 'elements-know-no-curation',
      comment: 'An element draws what it is given. Pass data and callbacks in from the screen.',
      severity: 'error',
      from: { path: '^src/renderer/element/' },
      to: { path: '^src/renderer/', pathNot: '^src/renderer/element/' },
    },
    {
      name: 'window-libraries',
      comment:
        'The window uses React, Mantine, TanStack, the tRPC client and zod. A new library needs a decision record and a line here.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: {
        path: 'node_modules/',
        pathNot:
          'node_modules/(@types/)?(react|react-dom|zod|scheduler)/|node_modules/(@mantine|@tanstack|@trpc)/|node_modules/vite/',
      },
    },
    onlyIn('electron', '^src/main/app/', 'Electron stays in src/main/app. Inject what you need.'),
    onlyIn(
      'better-sqlite3',
      `${engine}catalog/`,
      'SQL stays in engine/catalog. Add a function there.',
    ),
    onlyIn(
      'onnxruntime-node',
      `${engine}inference/`,
      'ONNX Runtime stays in engine/inference. Add a function there.',
    ),
    onlyIn(
      'sharp',
      `${engine}(source|export|picture)/`,
      'sharp is for reading and writing pictures: source, export, picture.',
    ),
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment:
        'Nobody uses this file: delete it, or wire it in. (A plain twin under kernel/ is used by its test.)',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.d\\.ts$|engine/kernel/' },
      to: {},
    },
    {
      name: 'no-test-code',
      comment: 'Product code must not need tests to run.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'declared-packages-only',
      comment: 'Add it to package.json with an exact version, and say in the commit what it saves.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'resolvable',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'kernel/assembly/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.main.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
