import type { Outcome } from '../../../shared/failure.ts';
import { type DescribedValue, describeOnnx, type OnnxOutline } from '../onnx/onnx-reader.ts';
import { DamagedMessage, wholeNumberAt } from '../onnx/protobuf-reader.ts';
import type { FileBytes } from './checkpoint/file-bytes.ts';
import type { EncoderFile, EncoderInput, EncoderOutput } from './encoder-file.ts';
import { cem500kNormalisation, imagenetNormalisation, normalisationFrom } from './normalisation.ts';
import { outcomeOf, plainText, quoted, refuse } from './refusal.ts';
import { patchEdge } from './resnet-graph.ts';

/** Operators the runtime brings itself, for networks and for trees. */
const knownDomains: ReadonlySet<string> = new Set(['', 'ai.onnx', 'ai.onnx.ml']);
const float32 = 1;
const graphField = 7;
const mostFields = 4096;

/** Whether a file is built like an ONNX model, by its outermost fields; reads a few bytes of each. */
export function looksLikeOnnx(file: FileBytes): boolean {
  let hasGraph = false;
  try {
    for (let at = 0, count = 0; at < file.size; count++) {
      const window = file.read(at, Math.min(20, file.size - at));
      const tag = wholeNumberAt(window, 0);
      const number = wholeNumberAt(window, tag.end);
      const isMessage = tag.value % 8 === 2;
      if (count > mostFields || (tag.value % 8 !== 0 && !isMessage) || number.value < 0)
        return false;
      hasGraph ||= isMessage && tag.value >> 3 === graphField;
      at += number.end + (isMessage ? number.value : 0);
      if (at > file.size) return false;
    }
  } catch (error) {
    if (error instanceof DamagedMessage) return false;
    throw error;
  }
  return hasGraph;
}

/**
 * An ONNX model with one picture input, by its outline; nothing is run.
 *
 * Refuses numbers kept in other files, operators the runtime does not bring itself, and inputs or
 * outputs that are not pictures and embeddings. Failure: `header-invalid`.
 */
export function onnxEncoder(file: FileBytes): Outcome<Omit<EncoderFile, 'sha256'>> {
  const graph = new Uint8Array(file.read(0, file.size).buffer);
  const outline = describeOnnx(file.path, graph);
  if (!outline.ok) return outline;
  return outcomeOf(file.path, () => describedEncoder(outline.value, graph));
}

function describedEncoder(
  outline: OnnxOutline,
  graph: Uint8Array<ArrayBuffer>,
): Omit<EncoderFile, 'sha256'> {
  assertSelfContained(outline);
  const { input, warnings } = pictureInput(outline);
  const output = embeddingOutput(outline.outputs);
  const others = outline.outputs.filter(({ name }) => name !== output.name);
  const layout = [
    `an ONNX model${outline.producer === '' ? '' : ` written by ${quoted(outline.producer)}`}`,
    `the embedding is its output ${quoted(output.name)}`,
    others.length === 0 ? '' : `not used: ${others.map(({ name }) => quoted(name)).join(', ')}`,
  ];
  return {
    kind: 'onnx',
    architecture: plainText(outline.metadata.get('architecture') ?? countedLayers(outline)),
    layout: layout.filter((part) => part !== '').join('; '),
    graph,
    input,
    output,
    head: null,
    warnings,
  };
}

function assertSelfContained({ elsewhere, domains, hasFunctions }: OnnxOutline): void {
  const [outside] = elsewhere;
  if (outside !== undefined) {
    refuse(
      `the numbers of ${quoted(outside)} and ${elsewhere.length - 1} more are kept in another file. Save the model as one file`,
    );
  }
  const foreign = [...domains].filter((domain) => !knownDomains.has(domain));
  if (hasFunctions || foreign.length > 0) {
    const what = foreign.length > 0 ? foreign.slice(0, 3).map(quoted).join(', ') : 'its own';
    refuse(`it uses operators outside the ONNX standard (${what})`);
  }
}

function countedLayers({ operators }: OnnxOutline): string {
  const total = [...operators.values()].reduce((sum, count) => sum + count, 0);
  const [convolutions, products] = ['Conv', 'MatMul'].map((name) => operators.get(name) ?? 0);
  return `network of ${total} operators, ${convolutions} convolutions, ${products} matrix products`;
}

const shown = ({ name, shape }: DescribedValue): string => {
  const edges = shape?.map((edge) =>
    typeof edge === 'string' ? edge.slice(0, 20) : (edge ?? '?'),
  );
  return `${quoted(name)} (${edges?.join(' x ') ?? 'of no shape'})`;
};

function pictureInput(outline: OnnxOutline): { input: EncoderInput; warnings: string[] } {
  const [picture, ...others] = outline.inputs;
  if (!picture || others.length > 0) {
    const names = outline.inputs.slice(0, 4).map(shown).join(', ');
    return refuse(
      `it takes ${outline.inputs.length} inputs (${names}); one picture is all there is to give`,
    );
  }
  const [batch, channels, height, width] = picture.shape ?? [];
  if (picture.shape?.length !== 4) refuse(`its input ${shown(picture)} is no batch of pictures`);
  if (picture.elementCode !== float32) {
    refuse(`its input ${shown(picture)} takes numbers other than float32. Export it with float32`);
  }
  if (channels !== 1 && channels !== 3) {
    const isLast = width === 1 || width === 3;
    refuse(
      isLast
        ? `its input ${shown(picture)} has the channels last. Export it with channels first (NCHW)`
        : `its input ${shown(picture)} does not take 1 or 3 channels`,
    );
  }
  const { normalisation, warnings } = normalisationOf(outline.metadata, channels);
  const single = `It takes ${batch} patches at a time, as its file fixes.`;
  return {
    input: {
      name: picture.name,
      batch: typeof batch === 'number' ? batch : null,
      channels,
      height: edgeOf(picture, height),
      width: edgeOf(picture, width),
      normalisation,
    },
    warnings: typeof batch === 'number' ? [...warnings, single] : warnings,
  };
}

/** An edge in pixels; where any goes, that of the patches the paper's networks took. */
function edgeOf(picture: DescribedValue, edge: number | string | null | undefined): number {
  if (typeof edge !== 'number') return patchEdge;
  return edge >= 8 && edge <= 4096
    ? edge
    : refuse(`its input ${shown(picture)} has edges no picture has`);
}

function normalisationOf(
  metadata: OnnxOutline['metadata'],
  channels: 1 | 3,
): { normalisation: EncoderInput['normalisation']; warnings: string[] } {
  if (metadata.get('normalisation') === 'inside') return { normalisation: 'inside', warnings: [] };
  const [mean, std] = ['mean', 'std'].map((key) => metadata.get(key));
  if (mean !== undefined && std !== undefined) {
    const norms = `${mean},${std}`.split(/[\s,;[\]()]+/).filter((part) => part !== '');
    const { normalisation } = normalisationFrom(norms.map(Number), channels);
    return { normalisation, warnings: [] };
  }
  const [assumed, whose] =
    channels === 3 ? [imagenetNormalisation, 'ImageNet'] : [cem500kNormalisation, 'CEM500K'];
  const warning = `The file does not say how its pictures were normalised; the mean and deviation of ${whose} are assumed. Add the metadata "mean" and "std" (or "normalisation": "inside") where that is wrong.`;
  return { normalisation: assumed, warnings: [warning] };
}

function embeddingOutput(outputs: readonly DescribedValue[]): EncoderOutput {
  const fitting = outputs.flatMap((output) => {
    const rank = output.shape?.length;
    if (output.elementCode !== float32 || (rank !== 2 && rank !== 4)) return [];
    return [{ output, rank } as const];
  });
  const chosen = fitting.find(({ output }) => output.name === 'embedding') ?? fitting.at(-1);
  if (!chosen) {
    const names = outputs.slice(0, 4).map(shown).join(', ');
    return refuse(`none of its outputs is an embedding, float32 of two or four axes (${names})`);
  }
  const width = chosen.output.shape?.[1];
  if (typeof width === 'number' && (width < 1 || width > 65_536)) {
    refuse(`its output ${shown(chosen.output)} is no embedding`);
  }
  return {
    name: chosen.output.name,
    rank: chosen.rank,
    width: typeof width === 'number' ? width : null,
  };
}
