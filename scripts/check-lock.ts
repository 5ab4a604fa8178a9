// Finds platform packages that the lockfile's packages name but the lockfile lacks: npm writes such a
// lockfile where a registry has not all builds, and `npm ci` then fails on every other platform.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
/** The `packages` of a package-lock.json, by path. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/** The `packages` of this repository's lockfile. */
export function readLock(): LockedPackages {
  const file = join(import.meta.dirname, '..', 'package-lock.json');
  // `as`: npm's documented lockfile version 3.
  return (JSON.parse(readFileSync(file, 'utf8')) as { packages: LockedPackages }).packages;
}

/** Lines naming each optional package that is wanted and missing. */
export function missingPackages(packages: LockedPackages): string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isReachable(packages, path, name))
      .map(([name, version]) => `${name}@${version} (wanted by ${path || 'this package'})`),
  );
}

/** Looks where Node would look: beside the package, then in every folder above. */
function isReachable(packages: LockedPackages, path: string, name: string): boolean {
  const beside = `${path ? `${path}/` : ''}node_modules/${name}`;
  if (beside in packages) return true;
  if (path === '') return false;
  const above = path.lastIndexOf('/node_modules/');
  return isReachable(packages, above < 0 ? '' : path.slice(0, above), name);
}

if (import.meta.main) {
  const missing = missingPackages(readLock());
  for (const line of missing) console.error(`missing ${line}`);
  console.log(missing.length ? `${missing.length} missing` : 'all platform packages are there');
  process.exitCode = missing.length ? 1 : 0;
}
