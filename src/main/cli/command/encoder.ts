import type { Command } from 'commander';
import type { EncoderListing } from '../../../shared/encoder.ts';
import { fail, succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { count } from '../quantity.ts';
import { table } from '../table.ts';

/** `encoder list`, `encoder add` and `encoder use`. */
export function addEncoderCommands(program: Command, perform: Perform): void {
  const encoder = program
    .command('encoder')
    .description('choose what turns patches into embeddings');
  addList(encoder, perform);
  addAdd(encoder, perform);
  addUse(encoder, perform);
}

function addList(encoder: Command, perform: Perform): void {
  const list = encoder
    .command('list')
    .description('the encoders of a project, and how far each has come')
    .argument('<project>');
  withReadOnly(withCommonOptions(list)).action((project: string, options: CommonOptions) =>
    perform(options, project, async ({ client }) => {
      const found = await client.encoders.list.query();
      if (!found.ok) return found;
      const json = { encoders: found.value };
      return succeed({ json, text: encoderTable(found.value), exitCode: exitCodes.done });
    }),
  );
}

function encoderTable(encoders: readonly EncoderListing[]): string {
  const columns = [
    { heading: 'encoder' },
    { heading: 'is' },
    { heading: 'numbers', right: true },
    { heading: 'embedded', right: true },
    { heading: '' },
  ];
  const rows = encoders.map((each) => [
    each.name,
    each.architecture,
    String(each.width),
    `${count(each.embedded)} of ${count(each.exemplars)}`,
    each.inUse ? 'in use' : each.hash,
  ]);
  return table(columns, rows);
}

function addAdd(encoder: Command, perform: Perform): void {
  const add = encoder
    .command('add')
    .description('read an encoder file without executing any of it, and embed all exemplars')
    .argument('<project>')
    .argument('<file>', 'ONNX, PyTorch checkpoint of a ResNet-18, 34 or 50, or safetensors');
  withCommonOptions(add).action((project: string, file: string, options: CommonOptions) =>
    perform(options, project, async ({ client, follow, path }) => {
      const job = await follow(() => client.encoders.add.mutate({ path: path(file) }));
      if (!job.ok) return job;
      const found = await client.encoders.list.query();
      if (!found.ok) return found;
      const added = found.value.find(({ inUse }) => inUse) ?? null;
      const text = job.value.state === 'done' && added ? encoderLines(added) : '';
      return succeed(jobAnswer(job.value, { json: { encoder: added }, text }));
    }),
  );
}

const encoderLines = ({ architecture, layout, warnings }: EncoderListing): string =>
  [`${architecture}: ${layout}`, ...warnings].map((line) => `  ${line}`).join('\n');

function addUse(encoder: Command, perform: Perform): void {
  const use = encoder
    .command('use')
    .description('learn from another encoder of the project')
    .argument('<project>')
    .argument('<encoder>', 'its name or hash, as `encoder list` shows them');
  withCommonOptions(use).action((project: string, given: string, options: CommonOptions) =>
    perform(options, project, async ({ client, follow }) => {
      const all = await client.encoders.list.query();
      if (!all.ok) return all;
      const found = all.value.find(({ name, hash }) => name === given || hash === given);
      if (!found) {
        const known = all.value.map(({ name }) => name).join(', ');
        return fail({ kind: 'option-invalid', option: 'encoder', given, known });
      }
      const job = await follow(() => client.encoders.use.mutate({ hash: found.hash }));
      return job.ok ? succeed(jobAnswer(job.value)) : job;
    }),
  );
}
