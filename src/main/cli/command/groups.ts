import { type Command, Option } from 'commander';
import {
  type GroupPage,
  mostTold,
  type NamedMember,
  type RegroupReceipt,
} from '../../../shared/duplicates.ts';
import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { GridOrder, GridPatch } from '../../../shared/grid.ts';
import type { Answer } from '../answer.ts';
import type { Bench } from '../bench.ts';
import { exitCodes } from '../exit-code.ts';
import { decisionTable, groupLines, groupTable, idleLine } from '../group-lines.ts';
import { type CommonOptions, wholeNumber, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { changeAnswer, findSource } from '../source-change.ts';

/** `groups list`, `show`, `decisions`, `choose`, `split` and `merge`: what de-duplication put together. */
export function addGroups(program: Command, perform: Perform): void {
  const groups = program
    .command('groups')
    .description('look into groups of near-duplicates and decide on them');
  addList(groups, perform);
  addShow(groups, perform);
  addDecisions(groups, perform);
  addChoose(groups, perform);
  addSplit(groups, perform);
  addMerge(groups, perform);
}

interface ListOptions extends CommonOptions {
  readonly order: keyof typeof orders;
  readonly source?: string;
  readonly changed?: true;
  readonly most: number;
}

const orders = {
  size: 'group-size',
  position: 'position',
  random: 'random',
  'per-source': 'per-source',
} as const satisfies { [name: string]: GridOrder };

function addList(groups: Command, perform: Perform): void {
  const list = groups
    .command('list')
    .description('groups of more than one patch, the largest first')
    .argument('<project>')
    .addOption(
      new Option('--order <which>', 'of the groups').choices(Object.keys(orders)).default('size'),
    )
    .option('--source <name>', 'of one source')
    .option('--changed', 'those that a decision changed, also of one patch')
    .option('--most <groups>', 'so many at most', wholeNumber('--most', mostTold), 20);
  withReadOnly(withCommonOptions(list)).action((project: string, options: ListOptions) =>
    perform(options, project, async (bench) => {
      const { order, source, changed } = options;
      const found = source === undefined ? null : await findSource(bench, source);
      if (found && !found.ok) return found;
      const view = await bench.client.grid.open.query({
        set: changed ? 'regrouped' : 'grouped',
        order: orders[order],
        sources: found ? [found.value.id] : [],
      });
      if (!view.ok) return view;
      const shown = await firstOf(bench, view.value, options.most);
      if (!shown.ok) return shown;
      const decisions = await bench.client.groups.decisions.query();
      if (!decisions.ok) return decisions;
      const idle = decisions.value.filter((each) => each.idle !== null).length;
      const { total } = view.value;
      const lines = [groupTable(shown.value, total), idleLine(idle)];
      const json = { total, groups: shown.value, decisionsThatDoNotApply: idle };
      const text = lines.filter((line) => line !== '').join('\n');
      return succeed({ json, text, exitCode: exitCodes.done });
    }),
  );
}

async function firstOf(
  { client }: Bench,
  { view, total }: { view: number; total: number },
  most: number,
): Promise<Outcome<GridPatch[]>> {
  if (total === 0) return succeed([]);
  const page = await client.grid.page.query({ view, from: 0, count: Math.min(most, total) });
  return page.ok ? succeed(page.value.patches) : page;
}

interface ShowOptions extends CommonOptions {
  readonly most: number;
}

function addShow(groups: Command, perform: Perform): void {
  const show = groups
    .command('show')
    .description('the group that a patch is in: its exemplar, then members, the nearest first')
    .argument('<project>')
    .argument('<patch>', 'name of any patch of it')
    .option('--most <members>', 'so many at most', wholeNumber('--most', mostTold), 20);
  withReadOnly(withCommonOptions(show)).action(
    (project: string, patch: string, options: ShowOptions) =>
      perform(options, project, async (bench) => {
        const page = await groupOf(bench, patch, options.most);
        if (!page.ok) return page;
        const text = groupLines(page.value);
        return succeed({ json: { ...page.value }, text, exitCode: exitCodes.done });
      }),
  );
}

async function groupOf(
  { client }: Bench,
  patch: string,
  count: number,
): Promise<Outcome<GroupPage>> {
  const found = await client.groups.named.query({ name: patch });
  if (!found.ok) return found;
  return client.groups.members.query({ ordinal: found.value.exemplar, from: 0, count });
}

function addDecisions(groups: Command, perform: Perform): void {
  const decisions = groups
    .command('decisions')
    .description('every decision on groups that was not taken back, and whether it applies now')
    .argument('<project>');
  withReadOnly(withCommonOptions(decisions)).action((project: string, options: CommonOptions) =>
    perform(options, project, async ({ client }) => {
      const all = await client.groups.decisions.query();
      if (!all.ok) return all;
      const text = all.value.length === 0 ? 'No decision yet.' : decisionTable(all.value);
      return succeed({ json: { decisions: all.value }, text, exitCode: exitCodes.done });
    }),
  );
}

function addChoose(groups: Command, perform: Perform): void {
  const choose = groups
    .command('choose')
    .description('make a patch the exemplar of its group; can be undone')
    .argument('<project>')
    .argument('<patch>', 'name of a member');
  withCommonOptions(choose).action((project: string, patch: string, options: CommonOptions) =>
    decide(perform, options, project, [patch], ({ client }, [member]) =>
      client.groups.choose.mutate({ member: member.address }),
    ),
  );
}

function addSplit(groups: Command, perform: Perform): void {
  const split = groups
    .command('split')
    .description('take patches out of their groups, each to be an exemplar; can be undone')
    .argument('<project>')
    .argument('<patch...>', 'names of members');
  withCommonOptions(split).action(
    (project: string, patches: readonly string[], options: CommonOptions) =>
      decide(perform, options, project, patches, ({ client }, members) =>
        client.groups.split.mutate({ members: members.map(({ address }) => address) }),
      ),
  );
}

function addMerge(groups: Command, perform: Perform): void {
  const merge = groups
    .command('merge')
    .description('join whole groups to another, whose exemplar stays; can be undone')
    .argument('<project>')
    .argument('<into>', 'name of a patch of the group that stays')
    .argument('<patch...>', 'names of patches of the groups that join it');
  withCommonOptions(merge).action(
    (project: string, into: string, patches: readonly string[], options: CommonOptions) =>
      decide(perform, options, project, [into, ...patches], ({ client }, [first, ...others]) =>
        client.groups.merge.mutate({
          into: first.exemplar,
          from: others.map(({ exemplar }) => exemplar),
        }),
      ),
  );
}

type Members = readonly [NamedMember, ...NamedMember[]];

/** Finds patches by their names and decides on them. */
function decide(
  perform: Perform,
  options: CommonOptions,
  project: string,
  names: readonly string[],
  act: (bench: Bench, members: Members) => Promise<Outcome<RegroupReceipt>>,
): Promise<void> {
  return perform(options, project, async (bench): Promise<Outcome<Answer>> => {
    const members: NamedMember[] = [];
    for (const name of names) {
      const found = await bench.client.groups.named.query({ name });
      if (!found.ok) return found;
      members.push(found.value);
    }
    const [first, ...others] = members;
    if (!first) throw new Error('A decision names a patch.');
    return changeAnswer(bench, await act(bench, [first, ...others]));
  });
}
