import { dirname } from 'node:path';
import { fail, succeed } from '../../../../shared/failure.ts';
import type { RelinkReport } from '../../../../shared/relink.ts';
import { sayingTrouble } from '../session-desk.ts';
import type { Parts } from '../workbench-parts.ts';
import type { RelinkBench } from './relink-bench.ts';
import { relinkSentence, relinkVolumes } from './relink-volumes.ts';

/** Files of volumes: looked for, put in place. */
export function relinkPart({ desk, jobs, tasks, allowed }: Parts): RelinkBench {
  let found: { job: number; report: RelinkReport } | null = null;
  return {
    async startRelink(asked, change) {
      const path = asked === null ? null : await allowed(asked);
      if (path && !path.ok) return path;
      const ask = change ? desk.write : desk.read;
      const started = ask<{ job: number }>((session) =>
        jobs.start('relink', 'Look for files of volumes', (context) =>
          sayingTrouble(session.folder, async () => {
            const folder = path?.value ?? dirname(session.folder);
            const done = await relinkVolumes(session, tasks, { folder, change }, context);
            if (!done.ok) return done;
            found = { job: started.ok ? started.value.job : -1, report: done.value };
            for (const { name, source } of done.value.missing) {
              context.report({
                item: `${source}/${name}`,
                failure: { kind: 'volume-not-found', volume: name },
              });
            }
            return succeed(relinkSentence(done.value));
          }),
        ),
      );
      return started;
    },
    relinked: (job) =>
      found?.job === job ? succeed(found.report) : fail({ kind: 'job-unknown', id: job }),
  };
}
