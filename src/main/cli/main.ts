#!/usr/bin/env node
import { parse, resolve } from 'node:path';
import { startEngine } from '../engine/engine.ts';
import { configFolder } from '../shell/config-folder.ts';
import { forkProcesses } from '../web/fork-process.ts';
import { runCommandLine } from './program.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();

await runCommandLine(
  {
    terminal,
    path: (given) => resolve(terminal.workingFolder, given),
    startEngine: () =>
      startEngine(forkProcesses(), {
        shell: 'command line',
        configFolder: configFolder(),
        // Whoever types a path may read it already: the operating system decides, not the picker's roots.
        roots: [parse(terminal.workingFolder).root],
        workingFolder: terminal.workingFolder,
      }),
    exit: (code) => {
      process.exitCode = code;
    },
  },
  process.argv.slice(2),
);
