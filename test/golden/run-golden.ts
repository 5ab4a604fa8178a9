// Runs golden values of a folder against the port: npm run golden -- FOLDER
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { goldenChecks, notYetCovered } from './golden-checks.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(folder)) {
  console.error(
    'Usage: npm run golden -- FOLDER, where FOLDER holds dhash.csv, gini.json and so on.',
  );
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const [file, check] of Object.entries(goldenChecks)) {
  if (!existsSync(join(folder, file))) {
    console.log(`${file}: not in this folder`);
    continue;
  }
  try {
    const found = await check(folder);
    console.log(`${found.file}: ${found.passed} passed, ${found.failed} failed`);
    if (found.firstDifference) console.log(`  first difference: ${found.firstDifference}`);
    passed += found.passed;
    failed += found.failed;
  } catch (error) {
    // A check that cannot finish is a failure of this file; the others still tell what they can.
    console.log(`${file}: 0 passed, 1 failed\n  stopped: ${error}`);
    failed++;
  }
}
for (const file of notYetCovered.filter((name) => existsSync(join(folder, name)))) {
  console.log(`${file}: not yet covered`);
}
const known = new Set([...Object.keys(goldenChecks), ...notYetCovered]);
for (const file of readdirSync(folder).filter((name) => /\.(json|csv|npy)$/.test(name))) {
  if (!known.has(file) && file !== 'MANIFEST.json') console.log(`${file}: unknown, not checked`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
