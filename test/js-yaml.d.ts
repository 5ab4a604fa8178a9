declare module 'js-yaml' {
  /** Types as YAML 1.2's core schema has them: no dates. */
  export const CORE_SCHEMA: unique symbol;
  export function load(text: string, options: { schema: typeof CORE_SCHEMA }): unknown;
}
