import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type BalancePlan,
  type BalancePlanRules,
  balancePlan,
  balancePlanRules,
  type PlanQuota,
  type PlanSource,
  planQuota,
} from '../../../shared/balance-plan.ts';
import { explain, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { plannedCounts } from '../../../shared/planned-counts.ts';
import type { Bench } from '../bench.ts';
import { exitCodes } from '../exit-code.ts';
import {
  type CommonOptions,
  share,
  wholeNumber,
  withCommonOptions,
  withReadOnly,
} from '../option.ts';
import type { Perform } from '../perform.ts';
import { planLine, planText } from '../plan-lines.ts';
import { planNamed } from '../plan-named.ts';

const { shape } = balancePlanRules;

/** `plan list`, `show`, `save`, `rename` and `remove`: how many patches each source gives. */
export function addPlan(program: Command, perform: Perform): void {
  const plan = program
    .command('plan')
    .description('decide how many patches each source gives, under a name');
  addList(plan, perform);
  addShow(plan, perform);
  addSave(plan, perform);
  addRename(plan, perform);
  addRemove(plan, perform);
}

function addList(plan: Command, perform: Perform): void {
  const list = plan
    .command('list')
    .description('all plans with their rules, and how many patches they take')
    .argument('<project>');
  withReadOnly(withCommonOptions(list)).action((project: string, options: CommonOptions) =>
    perform(options, project, async ({ client }) => {
      const plans = await client.balance.plans.list.query();
      if (!plans.ok) return plans;
      const sources = await client.balance.plans.sources.query();
      if (!sources.ok) return sources;
      const lines = plans.value.map((each) => planLine(each, sources.value));
      const text = lines.length === 0 ? 'No plan yet.' : lines.join('\n');
      return succeed({ json: { plans: plans.value }, text, exitCode: exitCodes.done });
    }),
  );
}

function addShow(plan: Command, perform: Perform): void {
  const show = plan
    .command('show')
    .description('what a plan takes of each source, and what that does to the balance')
    .argument('<project>')
    .argument('<name>', 'name of the plan');
  withReadOnly(withCommonOptions(show)).action(
    (project: string, name: string, options: CommonOptions) =>
      perform(options, project, async (bench) => {
        const found = await planNamed(bench.client, name);
        return found.ok ? tellPlan(bench, found.value) : found;
      }),
  );
}

interface SaveOptions extends CommonOptions {
  readonly base: 'dedup' | 'curated';
  readonly cap?: number;
  readonly gini?: number;
  readonly gamma?: number;
  readonly minimum?: number;
  readonly quota?: readonly PlanQuota[];
  readonly keep: 'diverse' | 'score' | 'random';
  readonly seed?: number;
}

function addSave(plan: Command, perform: Perform): void {
  const save = plan
    .command('save')
    .description('save rules under a name, in place of a plan of that name; can be undone')
    .argument('<project>')
    .argument('<name>', 'name of the plan', parseName)
    .addOption(
      new Option('--base <set>', 'set that is drawn from')
        .choices(shape.base.unwrap().options)
        .default('curated'),
    )
    .option('--cap <patches>', 'most patches of a source', wholeNumber('--cap', shape.cap))
    .option('--gini <coefficient>', 'Gini coefficient at most, 0 to 1', share('--gini'))
    .option('--gamma <number>', '0 takes all, 1 evens sources out', share('--gamma'))
    .option(
      '--minimum <patches>',
      'no rule takes a source below so many',
      wholeNumber('--minimum', shape.minimum),
    )
    .option(
      '--quota <limit>',
      'most share of a group: technique=FIB-SEM:0.4, organism=... or tissue=...; again for more',
      addQuota,
    )
    .addOption(
      new Option('--keep <which>', 'which patches of a source stay')
        .choices(shape.keep.unwrap().options)
        .default('diverse'),
    )
    .option(
      '--seed <number>',
      'of what is drawn, 1 unless given',
      wholeNumber('--seed', shape.seed),
    );
  withCommonOptions(save).action((project: string, name: string, options: SaveOptions) =>
    perform(options, project, async (bench) => {
      const { base, keep, cap, gini, gamma, minimum, quota, seed } = options;
      const rules = balancePlanRules.parse({
        base,
        keep,
        cap: cap ?? null,
        targetGini: gini ?? null,
        gamma: gamma ?? null,
        minimum,
        quotas: quota,
        seed,
      });
      const ready = await readySources(bench, rules);
      if (!ready.ok) return ready;
      const saved = await bench.client.balance.plans.save.mutate({ name, rules });
      if (!saved.ok) return saved;
      const found = await planNamed(bench.client, name);
      return found.ok ? tellPlan(bench, found.value, saved.value.summary) : found;
    }),
  );
}

function addRename(plan: Command, perform: Perform): void {
  const rename = plan
    .command('rename')
    .description('give a plan another name; can be undone')
    .argument('<project>')
    .argument('<name>', 'name of the plan')
    .argument('<new-name>', 'its new name', parseName);
  withCommonOptions(rename).action(
    (project: string, name: string, next: string, options: CommonOptions) =>
      change(perform, options, project, name, ({ client }, id) =>
        client.balance.plans.rename.mutate({ id, name: next }),
      ),
  );
}

function addRemove(plan: Command, perform: Perform): void {
  const remove = plan
    .command('remove')
    .description('take a plan out of the list; can be undone')
    .argument('<project>')
    .argument('<name>', 'name of the plan');
  withCommonOptions(remove).action((project: string, name: string, options: CommonOptions) =>
    change(perform, options, project, name, ({ client }, id) =>
      client.balance.plans.remove.mutate({ id }),
    ),
  );
}

function change(
  perform: Perform,
  options: CommonOptions,
  project: string,
  name: string,
  act: (bench: Bench, id: number) => Promise<Outcome<{ action: number; summary: string }>>,
): Promise<void> {
  return perform(options, project, async (bench) => {
    const found = await planNamed(bench.client, name);
    if (!found.ok) return found;
    const done = await act(bench, found.value.id);
    if (!done.ok) return done;
    return succeed({ json: done.value, text: done.value.summary, exitCode: exitCodes.done });
  });
}

async function tellPlan({ client }: Bench, plan: BalancePlan, said?: string) {
  const { rules } = plan;
  const sources = await readySources({ client }, rules);
  if (!sources.ok) return sources;
  const intervals = await client.balance.intervals.query({ rules });
  if (!intervals.ok) return intervals;
  const planned = plannedCounts(sources.value, rules);
  const interval = intervals.value.at(-1) ?? null;
  const json = { plan, ...planned, names: sources.value.map((each) => each.name), interval };
  const text = planText(plan, sources.value, planned, interval);
  return succeed({
    json,
    text: said === undefined ? text : `${said}\n${text}`,
    exitCode: exitCodes.done,
  });
}

/** Sources to plan with; a plan of the curated set needs one. */
async function readySources(
  { client }: Pick<Bench, 'client'>,
  { base }: BalancePlanRules,
): Promise<Outcome<PlanSource[]>> {
  const sources = await client.balance.plans.sources.query();
  if (!sources.ok) return sources;
  const isMissing = sources.value.some(({ available }) => available[base] === null);
  return isMissing ? fail({ kind: 'model-missing' }) : sources;
}

function parseName(given: string): string {
  const name = balancePlan.shape.name.safeParse(given);
  if (name.success) return name.data;
  throw new InvalidArgumentError('A plan has a name of 1 to 100 letters.');
}

/** "technique=FIB-SEM:0.4", gathered. */
function addQuota(given: string, before: readonly PlanQuota[] = []): PlanQuota[] {
  const parts = /^(\w+)=(.*):([^:]+)$/.exec(given);
  const quota = planQuota.safeParse({
    by: parts?.[1],
    value: parts?.[2],
    mostShare: Number(parts?.[3]),
  });
  if (parts && quota.success) return [...before, quota.data];
  const known = 'technique=, organism= or tissue=, a value, a colon and a share from 0 to 1';
  const failure = { kind: 'option-invalid', option: '--quota', given, known } as const;
  throw new InvalidArgumentError(explain(failure));
}
