// Draws which folder imports which into docs/architecture.md, between its two markers.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs', 'architecture.md');
const start = '<!-- graph: drawn by npm run graph -->';
const end = '<!-- /graph -->';

interface FolderModule {
  readonly source: string;
  readonly dependencies: readonly { readonly resolved: string }[];
}

/** The page with the graph of the sources as they are now. */
export function drawnPage(): string {
  const text = readFileSync(page, 'utf8');
  const [before, after] = [text.indexOf(start), text.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`${page} lacks the markers ${start}, ${end}`);
  const graph = `\n\n\`\`\`mermaid\n${mermaidOf(folderImports())}\n\`\`\`\n\n`;
  return text.slice(0, before + start.length) + graph + text.slice(after);
}

/** Pairs of folders, importer first, sorted. */
function folderImports(): readonly (readonly [string, string])[] {
  const cruiser = join('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const words = [cruiser, '--config', '.dependency-cruiser.mjs', '-T', 'json', 'src'];
  const { stdout } = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  // `as`: dependency-cruiser's documented result.
  const { modules } = JSON.parse(stdout) as { modules: readonly FolderModule[] };
  const pairs = modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => `${folderOf(source)} ${folderOf(resolved)}`),
  );
  return [...new Set(pairs)]
    .sort()
    .map((pair) => pair.split(' '))
    .flatMap(([from = '', to = '']) => (from && to && from !== to ? [[from, to] as const] : []));
}

/** The folder a reader thinks in; empty for what is not ours. */
function folderOf(path: string): string {
  const form = /^src\/(?:main\/(engine\/[\w-]+(?=\/)|engine|[\w-]+)|(renderer|shared))/;
  const [, inMain, other] = form.exec(path) ?? [];
  return inMain ?? other ?? '';
}

/** shared and kernel are left out: everything may use them, and their lines would hide the rest. */
function mermaidOf(pairs: readonly (readonly [string, string])[]): string {
  const isShown = (folder: string) => folder !== 'shared' && folder !== 'engine/kernel';
  const name = (folder: string) => folder.replaceAll(/[^\w]/g, '_');
  const shown = pairs.filter(([from, to]) => isShown(from) && isShown(to));
  const folders = [...new Set(shown.flat())].sort();
  return [
    'flowchart LR',
    ...folders.map((folder) => `  ${name(folder)}["${folder}"]`),
    ...shown.map(([from, to]) => `  ${name(from)} --> ${name(to)}`),
  ].join('\n');
}

if (import.meta.main) writeFileSync(page, drawnPage());
