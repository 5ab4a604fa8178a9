import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A golden JSON file. Its shape is the caller's to state: a field that is absent fails its comparison. */
export function readJson<T>(folder: string, name: string): T {
  // `as`: golden's own files, whose layout the README fixes.
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
}
