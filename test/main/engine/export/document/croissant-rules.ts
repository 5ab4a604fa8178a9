import { z } from 'zod';

const idOnly = z.object({ '@id': z.string() });
const oneOrMany = <S extends z.ZodType>(schema: S) =>
  z.union([schema, z.array(schema)]).transform((given) => (Array.isArray(given) ? given : [given]));

const fileObject = z.object({
  '@type': z.literal('cr:FileObject'),
  '@id': z.string(),
  name: z.string(),
  contentUrl: z.string(),
  contentSize: z.string(),
  encodingFormat: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
});
const fileSet = z.object({
  '@type': z.literal('cr:FileSet'),
  '@id': z.string(),
  name: z.string(),
  encodingFormat: z.string(),
  includes: oneOrMany(z.string()),
  excludes: oneOrMany(z.string()).optional(),
});
const source = z
  .strictObject({
    fileObject: idOnly.optional(),
    fileSet: idOnly.optional(),
    extract: z.union([
      z.strictObject({ column: z.string() }),
      z.strictObject({
        fileProperty: z.enum(['fullpath', 'filename', 'content', 'lines', 'lineNumbers']),
      }),
    ]),
    transform: z.strictObject({ regex: z.string() }).optional(),
  })
  .refine((given) => (given.fileObject === undefined) !== (given.fileSet === undefined));
const atomic = ['Boolean', 'Date', 'Time', 'DateTime', 'Float', 'Integer', 'Text', 'URL'];
const dataTypes = oneOrMany(z.string()).refine(
  (types) =>
    types.includes('sc:ImageObject') || atomic.some((type) => types.includes(`sc:${type}`)),
  { message: 'at least one type must be atomic, or a picture' },
);
const field = z.object({
  '@type': z.literal('cr:Field'),
  '@id': z.string(),
  name: z.string(),
  dataType: dataTypes,
  source: source.optional(),
  references: z.strictObject({ field: idOnly }).optional(),
});
const recordSet = z.object({
  '@type': z.literal('cr:RecordSet'),
  '@id': z.string(),
  key: oneOrMany(idOnly),
  field: z.array(field).min(1),
  data: z.array(z.record(z.string(), z.string())).min(1).optional(),
});
const agent = z.object({
  '@type': z.enum(['sc:Person', 'sc:Organization']),
  name: z.string().min(1),
});

/** What Croissant 1.1 makes mandatory, in the shapes it gives; `url` and `datePublished` are looked at apart. */
export const croissantDocument = z.object({
  '@context': z.object({
    '@vocab': z.literal('https://schema.org/'),
    sc: z.literal('https://schema.org/'),
    cr: z.literal('http://mlcommons.org/croissant/'),
    rai: z.literal('http://mlcommons.org/croissant/RAI/'),
    conformsTo: z.literal('dct:conformsTo'),
    recordSet: z.literal('cr:recordSet'),
  }),
  '@type': z.literal('sc:Dataset'),
  conformsTo: oneOrMany(z.string()).refine((all) =>
    all.includes('http://mlcommons.org/croissant/1.1'),
  ),
  name: z.string().min(1),
  description: z.string().min(1),
  license: z.union([
    z.url(),
    z.object({ '@type': z.literal('sc:CreativeWork'), name: z.string() }),
  ]),
  creator: z.array(agent).min(1),
  url: z.url().optional(),
  datePublished: z.iso.date().optional(),
  distribution: z.array(z.discriminatedUnion('@type', [fileObject, fileSet])).min(1),
  recordSet: z.array(recordSet).min(1),
});

/**
 * What breaks the published rules of Croissant 1.1 in a document; empty when it is valid.
 *
 * @see https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
 */
export function croissantProblems(text: string): string[] {
  const parsed = croissantDocument.safeParse(JSON.parse(text));
  if (!parsed.success) return parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
  const { distribution, recordSet: sets, url, datePublished } = parsed.data;
  const problems: string[] = [];
  const check = (isFine: boolean, problem: string) => isFine || problems.push(problem);
  check(url !== undefined, 'url is mandatory');
  check(datePublished !== undefined, 'datePublished is mandatory');
  const fields = sets.flatMap((set) => set.field);
  const ids = [...distribution, ...sets, ...fields].map((node) => node['@id']);
  for (const id of ids)
    check(ids.filter((other) => other === id).length === 1, `${id} is there twice`);
  const has = (list: readonly { '@id': string }[], id: string) =>
    list.some((node) => node['@id'] === id);
  for (const node of distribution) {
    const paths = node['@type'] === 'cr:FileSet' ? node.includes : [node.contentUrl];
    for (const path of paths) check(!/^[/\\]|\.\.|:/u.test(path), `${path} leads elsewhere`);
  }
  for (const set of sets) {
    const own = set.field.map((node) => node['@id']);
    for (const id of own) check(id.startsWith(`${set['@id']}/`), `${id} is not named by its set`);
    for (const key of set.key) check(own.includes(key['@id']), `${key['@id']} is no field`);
    for (const row of set.data ?? []) {
      check(Object.keys(row).sort().join() === [...own].sort().join(), `${set['@id']}: other keys`);
    }
    for (const { '@id': id, source: from, references } of set.field) {
      check((from !== undefined) !== (set.data !== undefined), `${id} needs a source or data`);
      const file = from?.fileObject ?? from?.fileSet;
      if (file) check(has(distribution, file['@id']), `${id}: no file ${file['@id']}`);
      if (references) {
        check(has(fields, references.field['@id']), `${id}: no field ${references.field['@id']}`);
      }
    }
  }
  return problems;
}
