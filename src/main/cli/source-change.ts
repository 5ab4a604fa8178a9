import { fail, type Outcome, succeed } from '../../shared/failure.ts';
import type { SourceRecord } from '../../shared/source.ts';
import type { Answer } from './answer.ts';
import type { Bench } from './bench.ts';
import { exitCodes } from './exit-code.ts';
import { staleStages } from './stale.ts';

/** The source of a name; its failure lists the names there are. */
export async function findSource({ client }: Bench, name: string): Promise<Outcome<SourceRecord>> {
  const sources = await client.sources.list.query();
  if (!sources.ok) return sources;
  const found = sources.value.find((source) => source.name === name);
  if (found) return succeed(found);
  const known = sources.value.map((source) => source.name);
  return fail({ kind: 'source-unknown', name, known });
}

/** The answer of a command that changed something: what changed, and what no longer fits it. */
export async function changeAnswer(
  bench: Bench,
  changed: Outcome<{ action: number; summary: string }>,
): Promise<Outcome<Answer>> {
  if (!changed.ok) return changed;
  const project = await bench.project();
  if (!project.ok) return project;
  const { funnel } = project.value;
  const stale = staleStages(funnel);
  const text = stale === '' ? changed.value.summary : `${changed.value.summary}\n${stale}`;
  return succeed({ json: { ...changed.value, funnel }, text, exitCode: exitCodes.done });
}
