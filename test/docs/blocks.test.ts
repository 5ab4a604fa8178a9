import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { blocksOf, documents, readDocument, root } from './document.ts';

test('every TypeScript block of the documents compiles', () => {
  const blocks = documents.flatMap((path) =>
    blocksOf(readDocument(path), 'ts').map((code, at) => ({
      name: `${path} block ${at + 1}`,
      code,
    })),
  );
  // Inside the tree, so that a block's imports of ours and of packages are found.
  const folder = mkdtempSync(join(root, 'test', 'docs', 'block-'));
  try {
    const files = blocks.map(({ code }, at) => {
      const placed = /^\/\/ (src\/\S+\.ts)$/m.exec(code)?.[1];
      const file = join(folder, `block-${at}.ts`);
      writeFileSync(file, placed ? rebased(code, placed) : code);
      return file;
    });
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(root, 'tsconfig.main.json'), ts.sys.readFile).config,
      ts.sys,
      root,
    );
    const program = ts.createProgram(files, { ...options, composite: false, noEmit: true });
    const problems = ts
      .getPreEmitDiagnostics(program)
      .filter(({ file }) => file?.fileName.startsWith(folder))
      .map(({ messageText, file }) => {
        const block = blocks[files.indexOf(file!.fileName)]!.name;
        return `${block}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      });
    expect(problems).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Imports of a block that says where it belongs, as they are from the folder it is compiled in. */
function rebased(code: string, placed: string): string {
  const from = join(root, placed, '..');
  return code.replaceAll(/from ['"](\.[^'"]+)['"]/g, (_, target) => `from '${join(from, target)}'`);
}
