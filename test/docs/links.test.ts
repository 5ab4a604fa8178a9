import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { documents, readDocument, root } from './document.ts';

test.each(documents)('%s links to files and headings that are there', (path) => {
  const links = [...readDocument(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  for (const target of links.filter((one) => !/^https?:/.test(one))) {
    const [file = '', heading] = target.split('#');
    const linked = file === '' ? path : join(dirname(path), file);
    expect(existsSync(join(root, linked)), `${path} -> ${target}`).toBe(true);
    if (heading) expect(anchors(readDocument(linked)), `${path} -> ${target}`).toContain(heading);
  }
});

test.each(documents)('%s names only paths that are there', (path) => {
  const code = [...readDocument(path).matchAll(/`([^`\n]+)`/g)].map(([, body]) => body!);
  const paths = code.filter((body) =>
    /^(src|test|docs|scripts|bench|assets)\/[\w./*-]*$/.test(body),
  );
  for (const named of paths.filter((one) => !/\*|NAME/.test(one))) {
    expect(existsSync(join(root, named)), `${path} names ${named}`).toBe(true);
  }
});

test.each(documents)('%s names only npm scripts that exist', (path) => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = [...readDocument(path).matchAll(/\bnpm (?:run (?:-s )?)?([a-z][\w-]*)/g)];
  const builtIn = ['install', 'ci', 'run'];
  for (const [line, script] of named) {
    if (!builtIn.includes(script!)) expect(Object.keys(scripts), line).toContain(script);
  }
});

function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
