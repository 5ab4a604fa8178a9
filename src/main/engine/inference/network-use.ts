import { z } from 'zod';

/** How a network is run: what its picture input and its embedding are called. */
export const networkUse = z.object({
  input: z.object({
    name: z.string(),
    /** pictures a call; null where any number goes */
    batch: z.int().nullable(),
    channels: z.int(),
    height: z.int(),
    width: z.int(),
    /** null: the graph normalises by itself; else per channel, of values 0..1 */
    normalisation: z.object({ mean: z.array(z.number()), std: z.array(z.number()) }).nullable(),
  }),
  output: z.object({ name: z.string(), rank: z.int() }),
});
export type NetworkUse = z.infer<typeof networkUse>;
