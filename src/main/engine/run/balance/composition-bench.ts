import type { z } from 'zod';
import type { Started } from '../../../../shared/answer.ts';
import type { Composition } from '../../../../shared/composition.ts';
import type { cropYieldRequest, SectionMap, SectionYield } from '../../../../shared/crop-yield.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type { LossReport } from '../../../../shared/losses.ts';

/** Composition, losses, crop yields and the report, as the router asks for them. */
export interface CompositionBench {
  composition(): Outcome<Composition>;
  losses(): Outcome<LossReport>;
  projectReport(): Promise<Outcome<{ html: string }>>;
  cropYields(): Promise<Outcome<SectionYield[]>>;
  sectionMap(id: string): Outcome<SectionMap>;
  startScoringSections(request: z.output<typeof cropYieldRequest>): Started;
  removeSectionMap(id: string): Outcome<null>;
}
