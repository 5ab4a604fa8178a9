// Both functions are sent into the page as source text, so each may use nothing outside itself.

/** Structured values as text: JSON plus bytes, typed arrays, maps, sets, dates, bigints, NaN, undefined. */
export function encode(value: unknown): string {
  interface Base64Bytes extends Uint8Array<ArrayBufferLike> {
    toBase64(): string;
  }
  const base64 = (bytes: Uint8Array): string => {
    if ('toBase64' in bytes) return (bytes as Base64Bytes).toBase64();
    let text = '';
    for (let i = 0; i < bytes.length; i += 32768)
      text += String.fromCharCode(...bytes.subarray(i, i + 32768));
    return btoa(text);
  };
  const special = (v: unknown): { $: string; v?: unknown } | undefined => {
    if (v === undefined) return { $: 'undefined' };
    if (typeof v === 'bigint') return { $: 'bigint', v: String(v) };
    if (typeof v === 'number' && !Number.isFinite(v)) return { $: 'number', v: String(v) };
    if (v instanceof ArrayBuffer) return { $: 'ArrayBuffer', v: base64(new Uint8Array(v)) };
    if (ArrayBuffer.isView(v)) {
      const kind = Object.prototype.toString.call(v).slice(8, -1);
      return { $: kind, v: base64(new Uint8Array(v.buffer, v.byteOffset, v.byteLength)) };
    }
    if (v instanceof Map) return { $: 'Map', v: [...v].map(walk) };
    if (v instanceof Set) return { $: 'Set', v: [...v].map(walk) };
    if (v instanceof Date) return { $: 'Date', v: v.getTime() };
    if (v instanceof Error) return { $: 'Error', v: v.message };
    return undefined;
  };
  const walk = (v: unknown): unknown => {
    const marked = special(v);
    if (marked) return marked;
    if (v === null || typeof v !== 'object') return v;
    if (Array.isArray(v)) return v.map(walk);
    return { $: 'o', v: Object.fromEntries(Object.entries(v).map(([k, x]) => [k, walk(x)])) };
  };
  return JSON.stringify(walk(value));
}

/** The value of a text made by `encode`. */
export function decode(text: string): unknown {
  interface Marked {
    $: string;
    v: never;
  }
  type View = new (buffer: ArrayBuffer) => unknown;
  const bytes = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;
  const readers: Record<string, (v: never) => unknown> = {
    undefined: () => undefined,
    bigint: (v: string) => BigInt(v),
    number: (v: string) => Number(v),
    Map: (v: [unknown, unknown][]) => new Map(v.map((pair) => walk(pair) as [unknown, unknown])),
    Set: (v: unknown[]) => new Set(v.map(walk)),
    Date: (v: number) => new Date(v),
    Error: (v: string) => new Error(v),
    ArrayBuffer: (v: string) => bytes(v),
    o: (v: object) => Object.fromEntries(Object.entries(v).map(([k, x]) => [k, walk(x)])),
  };
  const walk = (v: unknown): unknown => {
    if (v === null || typeof v !== 'object') return v;
    if (Array.isArray(v)) return v.map(walk);
    const marked = v as Marked;
    const read = readers[marked.$];
    if (read) return read(marked.v);
    const globals = globalThis as unknown as Record<string, View | undefined>;
    const TypedArray = globals[marked.$];
    if (!TypedArray) throw new Error(`cannot decode ${marked.$}`);
    return new TypedArray(bytes(marked.v));
  };
  return walk(JSON.parse(text));
}
