import type { Project } from '../../shared/project.ts';

/**
 * Whether a project differs from its last state in what labels change: their number, and with it what
 * is kept. One that does not differ at all is taken for changed, since a source's name is not in it.
 */
export function isLabelsAlone(before: Project | null, after: Project | null): boolean {
  if (!before || !after || JSON.stringify(before) === JSON.stringify(after)) return false;
  return withoutLabels(before) === withoutLabels(after);
}

function withoutLabels(project: Project): string {
  const { labels: _, curated, gini: __, ...funnel } = project.funnel;
  return JSON.stringify({ ...project, funnel: { ...funnel, isCurated: curated !== null } });
}
