/**
 * The versions of V8 whose fast calls were tried with the addon, each with the layout facts that differ. A version that
 * is not here gets plain functions. To add one: run the test suite with `KOINE_ENGINE=fast` on it, then add its row.
 */

/** Facts of one line of V8. */
export interface V8Line {
  /** `process.versions.modules` of the Node.js releases that have it. */
  readonly modules: string;
  /** Beginning of `v8::V8::GetVersion()`. */
  readonly version: string;
  /** Bytes of `v8::CTypeInfo`. */
  readonly typeInfoByteLength: 2 | 3;
  /** Whether native code that was entered by a fast call may call JavaScript; elsewhere V8 aborts or corrupts memory. */
  readonly canReenter: boolean;
  /**
   * Whether calls inside of `try` are fast, too. Where they are not, arguments in registers would be converted twice there,
   * so that only memory is used.
   */
  readonly isFastInTry: boolean;
  /** Whether 64-bit integers can be passed and returned as bigints; elsewhere V8 aborts when it optimises such a call. */
  readonly canPassBigints: boolean;
  /**
   * Where an isolate keeps its handles: from Node 22 on `Internals::kIsolateHandleScopeDataOffset` of v8-internal.h, part of the binary
   * interface. It is compared with what is there before it is used; where it is wrong, V8 has functions for scopes.
   */
  readonly handlesOffset: number;
  /**
   * What `v8::FunctionCallbackInfo` is: the frame of the call itself, or a record that leads to its values. The places of both are
   * in `native/addon/fast-function.c`.
   */
  readonly hasCallFrames: boolean;
}

const lines: readonly V8Line[] = [
  {
    modules: "115",
    isFastInTry: true,
    version: "11.3.",
    typeInfoByteLength: 3,
    canReenter: false,
    canPassBigints: false,
    handlesOffset: 58_256,
    hasCallFrames: false,
  },
  {
    modules: "127",
    isFastInTry: false,
    version: "12.4.",
    typeInfoByteLength: 3,
    canReenter: false,
    canPassBigints: true,
    handlesOffset: 512,
    hasCallFrames: false,
  },
  {
    modules: "137",
    isFastInTry: true,
    version: "13.6.",
    typeInfoByteLength: 3,
    canReenter: false,
    canPassBigints: true,
    handlesOffset: 560,
    hasCallFrames: false,
  },
  {
    modules: "147",
    isFastInTry: true,
    version: "14.6.",
    typeInfoByteLength: 2,
    canReenter: true,
    canPassBigints: true,
    handlesOffset: 560,
    hasCallFrames: true,
  },
];

/** Finds the facts of a V8, `undefined` when it was never tried. */
export function findV8Line(modules: string | undefined, version: string | undefined): V8Line | undefined {
  return lines.find((line) => line.modules === modules && version?.startsWith(line.version) === true);
}
