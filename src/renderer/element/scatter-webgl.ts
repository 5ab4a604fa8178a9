import { scatterShapes } from './scatter-marker.tsx';
import {
  chosenGrowth,
  mostGroups,
  opacities,
  pointState,
  type ScatterPainter,
  type ScatterScene,
} from './scatter-painter.ts';
import type { ScatterPoints } from './scatter-view.ts';

const vertexSource = `#version 300 es
in vec2 place;
in float group;
in float state;
uniform vec2 middle;
uniform vec2 scale;
uniform float marker;
uniform bool drawsChosen;
uniform vec4 styles[${mostGroups}];
flat out vec4 style;
flat out float opacity;
flat out float width;
void main() {
  style = styles[int(group)];
  opacity = drawsChosen ? ${opacities[2].toFixed(2)} : state > 0.5 ? ${opacities[1].toFixed(2)} : ${opacities[0].toFixed(2)};
  width = drawsChosen ? marker * ${chosenGrowth.toFixed(2)} : marker;
  gl_PointSize = width + (drawsChosen ? 3.0 : 1.0);
  gl_Position = vec4((place - middle) * scale, 0, 1);
}`;

const fragmentSource = `#version 300 es
precision highp float;
flat in vec4 style;
flat in float opacity;
flat in float width;
uniform vec3 outline;
uniform bool drawsChosen;
out vec4 colour;

float triangle(vec2 p) {
  return max(0.866 * abs(p.x) - 0.5 * p.y - 0.5, p.y - 0.65);
}
float distanceTo(int shape, vec2 p) {
  vec2 q = abs(p);
  if (shape == 1) return max(q.x, q.y) - 0.78;
  if (shape == 2) return triangle(p);
  if (shape == 3) return (q.x + q.y - 1.0) * 0.707;
  if (shape == 4) return min(max(q.x - 0.95, q.y - 0.3), max(q.x - 0.3, q.y - 0.95));
  if (shape == 5) return triangle(vec2(p.x, -p.y));
  return length(p) - 0.9;
}
void main() {
  float half_width = width * 0.5;
  vec2 p = (gl_PointCoord * 2.0 - 1.0) * (width + (drawsChosen ? 3.0 : 1.0)) / width;
  float pixels = distanceTo(int(style.a), p) * half_width;
  float cover = clamp(0.5 - pixels + (drawsChosen ? 1.0 : 0.0), 0.0, 1.0);
  if (cover <= 0.0) discard;
  vec3 ink = drawsChosen ? mix(style.rgb, outline, clamp(pixels + 1.0, 0.0, 1.0)) : style.rgb;
  colour = vec4(ink, 1.0) * (cover * opacity);
}`;

/** Draws by the graphics card; null where the browser has no WebGL2. */
export function webglPainter(canvas: HTMLCanvasElement): ScatterPainter | null {
  const gl = canvas.getContext('webgl2', { antialias: false, premultipliedAlpha: true });
  const program = gl ? linked(gl) : null;
  if (!gl || !program) return null;
  const buffers: Buffers = {
    place: gl.createBuffer(),
    group: gl.createBuffer(),
    state: gl.createBuffer(),
  };
  let counts = { plain: 0, chosen: 0 };
  return {
    load(points, states, order) {
      const chosen = states.reduce((sum, state) => sum + Number(state === pointState.chosen), 0);
      counts = { plain: order.length - chosen, chosen };
      const ordered = (values: Uint8Array) => Uint8Array.from(order, (i) => values[i] ?? 0);
      fill(gl, buffers.place, interleaved(points, order));
      fill(gl, buffers.group, ordered(points.group));
      fill(gl, buffers.state, ordered(states));
    },
    paint(scene, every) {
      prepare(gl, program, scene);
      draw(gl, program, buffers, counts, every);
    },
    close() {
      for (const buffer of Object.values(buffers)) gl.deleteBuffer(buffer);
      gl.deleteProgram(program);
    },
  };
}

type Buffers = Readonly<Record<'place' | 'group' | 'state', WebGLBuffer>>;

function linked(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertexSource],
    [gl.FRAGMENT_SHADER, fragmentSource],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}

function fill(
  gl: WebGL2RenderingContext,
  buffer: WebGLBuffer,
  values: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>,
): void {
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
}

/** Lets the program read its inputs from the buffers, every so many points, from one on. */
function point(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  buffers: Buffers,
  every: number,
  from: number,
): void {
  const read = (name: keyof Buffers, type: number, size: number, bytes: number) => {
    const at = gl.getAttribLocation(program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffers[name]);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, size, type, false, bytes * every, bytes * from);
  };
  read('place', gl.FLOAT, 2, 8);
  read('group', gl.UNSIGNED_BYTE, 1, 1);
  read('state', gl.UNSIGNED_BYTE, 1, 1);
}

function interleaved({ x, y }: ScatterPoints, order: Uint32Array): Float32Array<ArrayBuffer> {
  const places = new Float32Array(2 * order.length);
  order.forEach((point, i) => {
    places[2 * i] = x[point] ?? 0;
    places[2 * i + 1] = y[point] ?? 0;
  });
  return places;
}

function prepare(gl: WebGL2RenderingContext, program: WebGLProgram, scene: ScatterScene): void {
  const { view, size, ratio } = scene;
  const uniform = (name: string) => gl.getUniformLocation(program, name);
  gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
  gl.clearColor(0, 0, 0, 0);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  gl.useProgram(program);
  gl.uniform2f(uniform('middle'), view.x, view.y);
  gl.uniform2f(uniform('scale'), 2 / (view.unit * size.width), 2 / (view.unit * size.height));
  gl.uniform1f(uniform('marker'), scene.marker * ratio);
  gl.uniform3f(uniform('outline'), ...scene.outline);
  gl.uniform4fv(uniform('styles'), styleNumbers(scene));
}

/** The plain points, then the chosen ones over them. */
function draw(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  buffers: Buffers,
  counts: { readonly plain: number; readonly chosen: number },
  every: number,
): void {
  const drawsChosen = gl.getUniformLocation(program, 'drawsChosen');
  gl.uniform1i(drawsChosen, 0);
  point(gl, program, buffers, every, 0);
  gl.drawArrays(gl.POINTS, 0, Math.floor(counts.plain / every));
  if (counts.chosen === 0) return;
  gl.uniform1i(drawsChosen, 1);
  point(gl, program, buffers, 1, counts.plain);
  gl.drawArrays(gl.POINTS, 0, counts.chosen);
}

function styleNumbers({ styles }: ScatterScene): Float32Array {
  const numbers = new Float32Array(4 * mostGroups);
  styles.slice(0, mostGroups).forEach(({ colour, shape }, i) => {
    numbers.set([...colour, scatterShapes.indexOf(shape)], 4 * i);
  });
  return numbers;
}
