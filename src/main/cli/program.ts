import { Command, CommanderError } from 'commander';
import { addAdd } from './command/add.ts';
import { addBalance } from './command/balance.ts';
import { addComposition } from './command/composition.ts';
import { addCreate } from './command/create.ts';
import { addCropYield } from './command/crop-yield.ts';
import { addCuts } from './command/cuts.ts';
import { addDemonstration } from './command/demonstration.ts';
import { addDescribe } from './command/describe.ts';
import { addDiff } from './command/diff.ts';
import { addDoctor } from './command/doctor.ts';
import { addEncoderCommands } from './command/encoder.ts';
import { addExport } from './command/export.ts';
import { addFlipbooks } from './command/flipbooks.ts';
import { addGroups } from './command/groups.ts';
import { addImport } from './command/import.ts';
import { addLabel } from './command/label.ts';
import { addLosses } from './command/losses.ts';
import { addModel } from './command/model.ts';
import { addOpen } from './command/open.ts';
import { addPairs } from './command/pairs.ts';
import { addPlan } from './command/plan.ts';
import { addRadius } from './command/radius.ts';
import { addRedo } from './command/redo.ts';
import { addRelations } from './command/relations.ts';
import { addRelink } from './command/relink.ts';
import { addRemove } from './command/remove.ts';
import { addReport } from './command/report.ts';
import { addRun } from './command/run.ts';
import { addScore } from './command/score.ts';
import { addServe } from './command/serve.ts';
import { addSet } from './command/set.ts';
import { addStatus } from './command/status.ts';
import { addThreshold } from './command/threshold.ts';
import { addTrain } from './command/train.ts';
import { addUndo } from './command/undo.ts';
import { addVerify } from './command/verify.ts';
import { exitCodeHelp, exitCodes } from './exit-code.ts';
import { type Perform, performIn, type Shell } from './perform.ts';
import { programVersion } from './program-version.ts';

type AddCommand = (program: Command, perform: Perform, shell: Shell) => void;

/** In the order of `--help`: the flow. A new command is one file and one line here. */
const commands: readonly AddCommand[] = [
  addDemonstration,
  addCreate,
  addDescribe,
  addAdd,
  addSet,
  addRemove,
  addRelink,
  addUndo,
  addRedo,
  addRun,
  addCuts,
  addGroups,
  addLabel,
  addEncoderCommands,
  addTrain,
  addModel,
  addScore,
  addThreshold,
  addStatus,
  addBalance,
  addPlan,
  addComposition,
  addLosses,
  addRadius,
  addPairs,
  addRelations,
  addCropYield,
  addReport,
  addExport,
  addFlipbooks,
  addVerify,
  addImport,
  addDiff,
  addOpen,
  addServe,
  addDoctor,
];

const example = `
Example, from files to a data set:
  emcurator create brain.emcurator
  emcurator add brain.emcurator cells.mrc sections/ --as stack --technique FIB-SEM
  emcurator run brain.emcurator
  emcurator label import brain.emcurator labels.csv
  emcurator train brain.emcurator
  emcurator export brain.emcurator brain-patches --set curated
  emcurator verify brain-patches

No files at hand? Try: emcurator demonstration demo.emcurator
Each command explains itself: emcurator run --help

${exitCodeHelp}`;

/** The whole command line over a shell; parsing does the work. */
export function commandLine(shell: Shell): Command {
  const program = new Command('emcurator')
    .description('Turns electron microscopy volumes into a curated set of image patches.')
    .version(programVersion())
    .exitOverride()
    .configureOutput({
      writeOut: shell.terminal.print,
      writeErr: shell.terminal.note,
      outputError: (text, write) =>
        write(text.replace(/^error: (.)/, (_, first) => first.toUpperCase())),
    })
    .showHelpAfterError('(--help explains the command)')
    .addHelpText('after', example);
  const perform = performIn(shell);
  for (const add of commands) add(program, perform, shell);
  return program;
}

/** Runs one command line; every way out sets an exit code and throws nothing. */
export async function runCommandLine(shell: Shell, args: readonly string[]): Promise<void> {
  try {
    await commandLine(shell).parseAsync(args, { from: 'user' });
  } catch (problem) {
    if (!(problem instanceof CommanderError)) throw problem;
    const asked = problem.exitCode === 0; // --help, --version
    if (!asked && args.includes('--json')) {
      const document = {
        failure: { kind: 'usage' },
        sentence: problem.message.replace(/^error: /, ''),
      };
      shell.terminal.print(`${JSON.stringify(document, null, 2)}\n`);
    }
    shell.exit(asked ? exitCodes.done : exitCodes.usage);
  }
}
