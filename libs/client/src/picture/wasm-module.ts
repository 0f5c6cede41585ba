/** A picture module: its memory is laid out once, above what the C needs itself, and never grows after. */
export interface PictureExports {
  readonly memory: WebAssembly.Memory;
  readonly __heap_base: WebAssembly.Global;
}

/** Slack behind each region: the C may read or write whole SIMD words. */
const ALIGNMENT = 64;
const PAGE_BYTES = 65_536;

const compile = (base64: string): Promise<WebAssembly.Module> =>
  WebAssembly.compile(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));

/** A module that tools/wasm wrote, compiled when it is first asked for and once for all who ask in this thread. */
export const moduleOf = (base64: string): (() => Promise<WebAssembly.Module>) => {
  let compiled: Promise<WebAssembly.Module> | undefined;
  return () => {
    compiled ??= compile(base64);
    return compiled;
  };
};

/**
 * Grows the memory to hold regions of so many bytes and answers where each begins.
 * @throws {RangeError} when there is not so much memory
 */
export const layOut = <Name extends string>(
  { memory, __heap_base }: PictureExports,
  regions: Record<Name, number>,
): Record<Name, number> => {
  const offsets = {} as Record<Name, number>;
  let at = Number(__heap_base.value);
  for (const name of Object.keys(regions) as Name[]) {
    at = Math.ceil(at / ALIGNMENT) * ALIGNMENT;
    offsets[name] = at;
    at += regions[name] + ALIGNMENT;
  }
  const missing = Math.ceil(at / PAGE_BYTES) - memory.buffer.byteLength / PAGE_BYTES;
  if (missing > 0) memory.grow(missing);
  return offsets;
};
