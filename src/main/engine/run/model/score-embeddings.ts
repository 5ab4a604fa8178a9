import { type Outcome, succeed } from '../../../../shared/failure.ts';
import { dotRows } from '../../kernel/float16-rows-wasm.ts';
import { headFromJson } from '../../score/head-file.ts';
import { readingRows } from '../disk/reading-rows.ts';
import type { DecodeTasks } from '../task/decode-task.ts';

/** Scores rows of an embeddings file with a head; rows beyond its end, and unmeasured ones, score NaN. */
export async function scoreEmbeddings({
  model,
  file,
  width,
  from,
  count,
}: DecodeTasks['score-embeddings']['ask']): Promise<Outcome<Float32Array>> {
  const head = headFromJson(model, 'the filter model');
  if (!head.ok) return head;
  const { coefficients, intercept, temperature } = head.value;
  const weights = Float32Array.from(coefficients);
  const logits = readingRows(
    file,
    width,
    count,
    (rows, read) => dotRows(rows, width, weights, read),
    from,
  );
  return succeed(logits.map((logit) => 1 / (1 + Math.exp(-(logit + intercept) / temperature))));
}
