import { z } from 'zod';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';

/** A line through an embedding: the logit is (coefficients . embedding + intercept) / temperature. */
export interface Head {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly temperature: number;
}

// Widest embeddings in use have 4,096 numbers.
const mostWidth = 65_536;
const maxCharacters = mostWidth * 32;

const headFile = z.object({
  kind: z.literal('embedding-head'),
  version: z.literal(1),
  temperature: z.number().positive(),
  intercept: z.number(),
  coefficients: z.array(z.number()).min(1).max(mostWidth),
});

/** A head as JSON. */
export function headToJson({ coefficients, intercept, temperature }: Head): string {
  const file: z.infer<typeof headFile> = {
    kind: 'embedding-head',
    version: 1,
    temperature,
    intercept,
    coefficients: Array.from(coefficients),
  };
  return JSON.stringify(file);
}

/**
 * Reads a head that may come from anyone.
 *
 * @param path named in the failure.
 * @returns failure `header-invalid` when the text is no head.
 */
export function headFromJson(text: string, path: string): Outcome<Head> {
  const refuse = (what: string) => fail<Head>({ kind: 'header-invalid', path, what });
  if (text.length > maxCharacters) return refuse('it is too long for an embedding head');
  const parsed = headFile.safeParse(jsonOrNull(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(`${issue?.path.join('.') || 'the text'} is not a head's (${issue?.message})`);
  }
  const { coefficients, intercept, temperature } = parsed.data;
  return succeed({ coefficients: Float64Array.from(coefficients), intercept, temperature });
}

/** Scores rows as wide as the head. @throws RangeError for rows of another width. */
export function headScores(head: Head, features: Float32Array | Float64Array): Float32Array {
  const { coefficients, intercept, temperature } = head;
  const width = coefficients.length;
  if (features.length % width !== 0) throw new RangeError(`a head of ${width} got other rows`);
  const scores = new Float32Array(features.length / width);
  for (let row = 0; row < scores.length; row++) {
    let logit = intercept;
    for (let i = 0; i < width; i++) {
      logit += (features[row * width + i] ?? 0) * (coefficients[i] ?? 0);
    }
    scores[row] = 1 / (1 + Math.exp(-logit / temperature));
  }
  return scores;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
