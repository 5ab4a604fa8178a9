import { z } from 'zod';

// zod would otherwise try to compile schemas, which the page's policy forbids and reports. Imported
// before any schema is made: the trial happens when the first one is.
z.config({ jitless: true });
