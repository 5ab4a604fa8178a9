/**
 * A text as YAML 1.2 writes it in double quotes. JSON's escapes are YAML's too; what YAML does not print, or some
 * readers take for a line break, is escaped beyond that. Nothing a person typed can end the quotes.
 */
export function yamlText(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What `yamlLines` writes: texts are quoted, numbers and truth values are not. */
export type YamlValue =
  | string
  | number
  | boolean
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue };

/** A mapping as block YAML, without a line break at its end. Keys are ours: plain words. */
export function yamlLines(value: { readonly [key: string]: YamlValue }): string {
  return Object.entries(value)
    .map(([key, entry]) => `${key}:${nested(entry)}`)
    .join('\n');
}

function nested(value: YamlValue): string {
  if (typeof value === 'string') return ` ${yamlText(value)}`;
  if (typeof value !== 'object') return ` ${value}`;
  if (isList(value)) {
    return value.length === 0 ? ' []' : `\n${value.map(item).join('\n')}`;
  }
  return `\n${indented(yamlLines(value), '  ')}`;
}

function item(value: YamlValue): string {
  if (typeof value !== 'object' || isList(value)) return `  -${nested(value)}`;
  return indented(yamlLines(value), '    ').replace(/^ {4}/u, '  - ');
}

const indented = (text: string, by: string): string => text.replaceAll(/^/gmu, by);

const isList = (value: object): value is readonly YamlValue[] => Array.isArray(value);
