/**
 * The face of the native addon: what the binary exports, typed. Loading it is the business of
 * `koine/src/backends/addon`, which may name a runtime; here nothing runs.
 */

/** What to require to load the binary: a subpath of this package, so that bundlers and packers can see it. */
export const addonSpecifier = "@koine/native/koine.node";

/** Where that is, in the folder of a program's packages. */
export const addonFile = "@koine/native/build/Release/koine.node";

/** A machine address as the addon gives and takes it: a number where that is exact, a bigint otherwise. */
export type AddonAddress = number | bigint;

/** The exports of `koine.node`. Each function throws a plain `Error` when it is given something else than stated. */
export interface Addon {
  /** Opens a library; `null` is the process itself. Gives a handle, or the loader's words on why it failed. */
  openLibrary(path: string | null): AddonAddress | string;
  /** Gives a symbol's address, 0 when the library does not export it. */
  findSymbol(library: AddonAddress, name: string): AddonAddress;
  /** Writes the addresses of many symbols, 0 for those that the library does not export. */
  findSymbols(library: AddonAddress, names: readonly string[], addresses: BigUint64Array): void;
  closeLibrary(library: AddonAddress): void;
  /** Gives the file that a library was loaded from; `undefined` where the loader does not tell. */
  libraryPath(library: AddonAddress): string | undefined;

  /** Maps one region twice and gives `[execute, write]`; `undefined` where the system refuses. */
  mapCodeRegion(byteLength: number): readonly [execute: AddonAddress, write: AddonAddress] | undefined;
  /** Copies machine code to `write`, to be executed at `execute`. */
  writeCode(execute: AddonAddress, write: AddonAddress, bytes: Uint8Array): void;
  /** Puts machine code on fresh pages that are executable and not writable; `undefined` where the system refuses. */
  sealCode(bytes: Uint8Array): AddonAddress | undefined;

  /** Gives the address of a buffer's first byte, 0 when it has none. */
  addressOf(buffer: ArrayBufferLike | ArrayBufferView): AddonAddress;
  /** Gives a buffer that shares native memory; `undefined` where the runtime forbids such buffers. */
  viewMemory(address: AddonAddress, byteLength: number): ArrayBuffer | undefined;
  /** Takes the memory away from a buffer; nothing happens where the runtime refuses. */
  detachMemory(buffer: ArrayBuffer): void;
  /** Tells the garbage collector of more (or fewer) bytes that JavaScript objects keep alive. */
  adjustExternalMemory(byteCount: number): void;
  /** Counts the bytes before the first zero unit of 1, 2 or 4 bytes. */
  measureText(address: AddonAddress, unitByteLength: number): number;
  /** Copies the NUL-terminated UTF-8 string at an address. */
  readText(address: AddonAddress): string;

  /** Runs source as a script of its own, and gives the value of its last statement. */
  runScript(source: string): unknown;
  /** Makes a function of machine code that follows `napi_callback`. */
  makeFunction(code: AddonAddress, name: string): () => unknown;
  /**
   * Makes a function that calls the C function of numbers whose address is at `target`; it gives null, and has called nothing, where
   * an argument is not of its kind or the count is wrong.
   *
   * @param kinds Of the result and of at most six integers and eight floats, as `addon/register-call.h` numbers them.
   */
  makeNumberCall(target: AddonAddress, kinds: Uint8Array): (...values: unknown[]) => number | undefined | null;
  /** Makes the function that writes strings as UTF-8, for a record as `addon/text-argument.c` describes it. */
  makeTextWriter(record: AddonAddress): (text: string) => void;
  /** Addresses of the addon's routines that machine code may call. */
  routines(): {
    readonly finishWithText: AddonAddress;
    readonly copyTextToArena: AddonAddress;
    readonly enterClosure: AddonAddress;
  };

  /** Copies bytes to memory that is never freed, aligned to 16 bytes. */
  keepBytes(bytes: Uint8Array): AddonAddress;
  /** Calls a C function of at most six integers and pointers that gives one or nothing. */
  callWords(target: AddonAddress, words: BigUint64Array): AddonAddress;
  /** Makes a function that calls through libffi, of a record as `addon/libffi.c` describes it. */
  makeLibffiCall(record: AddonAddress, givesText: boolean): () => unknown;
  /** Makes a function that reads or writes memory, of a record as `addon/libffi.c` describes it. */
  makeAccess(record: AddonAddress): () => void;
  /**
   * Makes a function pointer without machine code of our own making, of a record as `addon/trampoline.c` describes it;
   * `undefined` where that is not possible.
   */
  makeTrampoline(record: AddonAddress): AddonAddress | undefined;
  /** Address of the function of libffi closures that lead to a callback. */
  libffiClosureEntry(): AddonAddress;

  /** The version of V8, when every name that fast functions need was found in the process. */
  v8Version(): string | undefined;
  /**
   * Makes a function that optimised code enters directly.
   *
   * @param shape 0 for `void(receiver)`; the byte length of V8's `CTypeInfo` (2 or 3) for one one-byte string argument.
   */
  makeFastFunction(
    fast: AddonAddress,
    slow: AddonAddress,
    shape: 0 | 2 | 3,
  ): ((...values: (string | number)[]) => unknown) | undefined;
  /**
   * Address of a `v8::FunctionCallback` for the self-test of direct functions: it gives 0x3456789 when it is passed 0x1234567 and
   * 0x2345678 and finds them where `directRoutine` would look, and else `undefined`.
   */
  probeRoutine(hasFrames: boolean): AddonAddress;
  /** Address of the routine that callers of direct functions come to which are not optimised, with the record of the function. */
  directRoutine(): AddonAddress;
  /**
   * Makes the record of a direct function: one that optimised code enters with its values in registers, the receiver before them.
   *
   * @param kinds Of the result and of at most six integers and eight floats, as `addon/register-call.h` numbers them; 64-bit integers
   *   are bigints, which V8 12 and later can pass.
   * @param hasFrames Whether V8 hands the frame of a call to functions that are not optimised.
   */
  makeDirectCall(target: AddonAddress, kinds: Uint8Array, typeInfoByteLength: 2 | 3, hasFrames: boolean): AddonAddress;
  /** Makes the function of such a record, which must belong to the code at `slow`. */
  makeDirectFunction(
    fast: AddonAddress,
    slow: AddonAddress,
    record: AddonAddress,
  ): ((...values: (number | bigint)[]) => number | bigint | undefined) | undefined;

  /**
   * Makes the record of a callback; its address belongs into a thunk.
   *
   * @param memory Address of the memory that the block is copied to and the result is taken from.
   * @param defaultResult The bytes that the block begins with when JavaScript cannot be entered.
   * @param live Address of four 32-bit words. The first is not zero while native code may call JavaScript and is read at every
   *   call; the second counts calls that could not be entered because no stack was left; the fourth is not zero while
   *   JavaScript waits for a call of native code.
   * @param state Address of a 32-bit word that is zero while calls get the default, or 0: then refused calls are not reported.
   * @param takesAnyThread Whether calls from other threads wait for this one. Needs {@link Addon.openDelivery}.
   */
  createCallback(
    enter: () => void,
    memory: AddonAddress,
    blockByteLength: number,
    defaultResult: Uint8Array,
    live: AddonAddress,
    state: AddonAddress,
    takesAnyThread: boolean,
  ): AddonAddress;
  /**
   * Lets callbacks that are made from now on enter JavaScript by V8's own functions; false where that fails its self-test.
   *
   * @param handlesOffset Where an isolate keeps its handles, 0 where V8 exports functions for scopes.
   * @param tried Called once; it must not throw.
   */
  openDirectEntry(handlesOffset: number, tried: () => void): boolean;
  /** Silences a callback for good; native code that still calls it gets the default result. */
  releaseCallback(record: AddonAddress): void;
  /** Lets other threads call a callback, or answers those that do and those that wait with the default. */
  openToThreads(record: AddonAddress, isOpen: boolean): void;
  /** Counts the calls that were answered with the default because JavaScript could not be entered. */
  refusedCallCount(record: AddonAddress): number;
  /**
   * Opens the way from other threads to this one. It does not keep the process alive.
   *
   * @param report Gets the record of a callback that was refused, some time later: 1 late, 2 on a wrong thread.
   * @param nothing Does nothing; it is called when native code that no JavaScript waits for has called back.
   */
  openDelivery(report: (record: AddonAddress, refusal: number) => void, nothing: () => void): void;
  /** Says whether the process stays alive for calls from other threads. */
  keepAlive(isKept: boolean): void;
  /** Answers all threads that wait with the default, and from now on at once. */
  closeDelivery(): void;
  /** Address of the routine that thunks call. */
  callbackEntry(): AddonAddress;

  /**
   * Makes the control block of coroutines; `undefined` where stacks cannot be switched.
   *
   * @param words Address of the words of `engine/coroutine/coroutine-layout.ts`.
   */
  createCoroutines(words: AddonAddress): AddonAddress | undefined;
  /** Tells the machine code of coroutines, and whether calls in progress are finished when the environment ends. */
  armCoroutines(control: AddonAddress, step: AddonAddress, abandon: AddonAddress, isFinishedAtEnd: boolean): void;
  /** Puts a new stack into the pool at an offset of the words; `false` when there is no memory. */
  addStack(control: AddonAddress, poolOffset: number, byteLength: number): boolean;
  /** Gives the memory of all free stacks of a pool back, but for `count` of them. */
  trimStacks(control: AddonAddress, poolOffset: number, count: number): void;
  /** Finishes the calls inside of the one whose record has the low 32 bits `own`; their callbacks get their defaults. */
  finishStacks(control: AddonAddress, own: number): void;
  /** Gives the default to the callback that native code waits for on the innermost stack. */
  refuseWaiting(control: AddonAddress): void;
}
