import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import type { Workbench } from './workbench.ts';

/** What every group of procedures is made with; the groups are joined in router.ts. */
export const t = initTRPC.context<{ bench: Workbench }>().create();
export const ask = t.procedure;

/** Inputs and outputs that several groups speak. */
export const path = z.string().min(1).max(4096);
export const id = z.int().min(0);
