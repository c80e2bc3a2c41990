/**
 * The backend contract: the only operations that a JavaScript runtime must supply so that Koine can run on it. It owns no
 * policy: types, checks, lifetimes and error messages are decided above it, and above it nobody asks which runtime it is.
 *
 * Calls pass their values through memory that both sides see, the *slots*: the wrapper above writes arguments, enters, and
 * reads the result. A backend therefore converts nothing. Layout: `@koine/engine`, `stub/call-slots.ts`.
 */
import type { Target } from "@koine/ctypes";
import type { CallSignature } from "@koine/engine";
import type { CallGuard } from "./call-guard.ts";
import type { Capabilities } from "./capabilities.ts";

/** A machine address in bytes. Zero is the null address. */
export type Address = bigint & { readonly "~brand": "address" };

/** A loaded library, as its backend names it. Meaningless to every other backend. */
export type LibraryHandle = { readonly "~brand": "library-handle" };

/** The ways into one native function. Each reads the call slots and leaves the result in slot 0. */
export interface CallEntry {
  /** The quickest way. While it runs, native code must not call JavaScript. */
  readonly enter: () => void;
  /** A way during which native code may call JavaScript. The same function as `enter` where that may, too. */
  readonly enterReentrant: () => void;
}

/**
 * Calls a function of numbers and 64-bit integers without slots. 64-bit integers are bigints, all others numbers, of their range;
 * the caller has checked them and their count. The upper bits of results narrower than 32 bits may be anything. Native code must not call
 * JavaScript while it runs.
 */
export type DirectFunction = (...values: (number | bigint)[]) => number | bigint | undefined;

/** Access to native memory through the call slots. */
export interface MemoryAccess {
  readonly read: () => void;
  readonly write: () => void;
}

/** Receives the calls that native code makes to one function pointer. */
export interface CallbackRequest {
  /** Parameters and result of the C function type. */
  readonly signature: CallSignature;
  /**
   * Runs on the JavaScript thread for each call. Reads its arguments from {@link CallbackEntry.memory} before it does
   * anything else, and writes its result there last. Must not throw.
   */
  readonly enter: () => void;
  /** What native code gets when JavaScript cannot be entered: the bytes of the result, a multiple of 8 long. */
  readonly defaultResult: Uint8Array;
  /**
   * Runs on the JavaScript thread, some time after native code was given the default, once for each reason: it called when no
   * callback was expected (a lasting one while it was closed, {@link CallbackEntry.setCallable}), on a thread that may not, or
   * during a call on a stack that is neither the thread's nor the call's.
   */
  readonly onRefused?: ((reason: RefusalReason) => void) | undefined;
  /** For function pointers that native code keeps beyond a call. */
  readonly lasting?: LastingRequest | undefined;
}

/** What function pointers need that native code keeps. */
export interface LastingRequest {
  /**
   * Who may call. Calls of threads that may not get the default. With `any`, a call of another thread waits until the
   * JavaScript thread has no JavaScript to run, and gets the default once the environment goes away.
   */
  readonly threads: "caller" | "any";
}

/** Why native code was given the default. */
export type RefusalReason = "late" | "thread" | "stack";

/** A function pointer that leads to JavaScript. */
export interface CallbackEntry {
  /** The address to give to native code. It stays callable for ever. */
  readonly address: Address;
  /**
   * Where values are while JavaScript runs; other callbacks may share it. The result belongs to its beginning. Integers of a
   * result that are narrower than 32 bits are widened to 32.
   */
  readonly memory: ArrayBuffer;
  /** First byte of each argument in {@link CallbackEntry.memory}; it is a multiple of 8, and garbage may follow the value. */
  readonly argumentOffsets: readonly number[];
  /** What {@link coroutineWords.wanted} shows when native code wants this callback; positive. */
  readonly number: number;
  /**
   * Gives what does the same as {@link Coroutines.step}, and sooner where native code waits for this callback; the first use makes
   * it. Absent where there are no coroutines.
   */
  readonly prepareStep?: (() => () => void) | undefined;
  /**
   * Says whether native code may call a lasting callback or gets the default, as at first. Threads that wait when it closes get
   * the default at once.
   */
  setCallable(isCallable: boolean): void;
  /** From now on native code gets the default result. Idempotent. */
  release(): void;
  /** Counts calls that got the default because of a foreign thread, release, clean-up, or a full JavaScript stack. */
  refusedCallCount(): number;
}

/** Indexes into {@link Coroutines.words}. */
export const coroutineWords = { wanted: 0, innermost: 2 } as const;

/**
 * Calls on stacks of their own. A callback that native code makes there does not enter JavaScript: the step that entered native
 * code returns and says which callback is wanted. JavaScript runs it and takes the next step. The wrapper keeps these rules:
 *
 * - Before `start` there is a free stack (`freeStack`, `addStack`).
 * - After `start` and each `step`, word `wanted` tells what native code waits for: the number of a callback, whose arguments
 *   are in its memory; 0 when the function has returned; -1 when it overflowed its stack and was given up.
 * - While a callback is wanted, the wrapper puts its result in its memory (or calls `answer` or `refuseWaiting`, which do so)
 *   and steps. It must not end before native code has.
 * - Word `innermost` after `start` identifies the call. Where it differs before a step, a call inside was left without an end,
 *   because JavaScript was stopped from outside, and `finishInner` comes first.
 */
export interface Coroutines {
  readonly words: Int32Array;
  /** From this index on, the words are 0 and for the use of the code above. */
  readonly firstSpareWord: number;
  /** Prepares calls of a native function, with at least so many bytes of stack, or as many as is usual. */
  prepare(target: Address, signature: CallSignature, stackByteLength: number | undefined): CoroutineEntry;
  /** Goes on in native code. */
  readonly step: () => void;
  /** Whether `step` is as quick inside of `try` as elsewhere. */
  readonly isQuickInTry: boolean;
  /** Runs {@link CallbackRequest.enter} of the callback that is wanted. */
  readonly answer: () => void;
  /** Gives the default to the callback that is wanted, and counts in {@link Backend.liveCallbacks}. Needs no stack. */
  readonly refuseWaiting: () => void;
  /** Finishes the calls inside of the call `own`; their callbacks get their defaults. */
  readonly finishInner: (own: number) => void;
}

/** The way into one native function on a stack of its own. */
export interface CoroutineEntry {
  /** Takes a stack and enters the function, with the arguments in the call slots; the result is left in slot 0. */
  readonly start: () => void;
  /** Index of two words that are both 0 while there is no free stack. */
  readonly freeStack: number;
  /**
   * Makes a stack.
   *
   * @throws {FfiError} `FFI_OUT_OF_MEMORY`.
   */
  readonly addStack: () => void;
  /** Bytes of the stack. */
  readonly stackByteLength: number;
}

/**
 * Memory for string arguments during a call: a stack. A wrapper notes `control[top]`, writes its strings, calls, and sets
 * `control[top]` back.
 */
export interface TextArena {
  /** Words that wrapper and backend share; their indexes are {@link textControl}. */
  readonly control: Int32Array;
  /** Address of the arena's first byte, as signed 32-bit halves. The arena does not cross a multiple of 2^32. */
  readonly low: number;
  readonly high: number;
  /** The arena's bytes, from its start. */
  readonly memory: ArrayBuffer;
  /** Bytes that strings may fill; values (`c.out`) may go on to the end of the memory. */
  readonly capacity: number;
  /**
   * Tries to copy an ASCII string and its NUL to the top of the arena without moving the top. Sets `control[written]` to
   * the bytes written without the NUL, or to -1 when it did nothing: then {@link TextArena.writeSlowly} must be used.
   */
  readonly writeQuickly: (text: string) => void;
  /**
   * Writes any string as UTF-8 with its NUL, moves the top, and leaves the address in `control[resultLow]` and
   * `control[resultHigh]`.
   *
   * @param length The string's, which the caller reads: V8 reads it quickly only where few kinds of strings come by, and all strings of a
   *   program come by here.
   * @returns `false` when the string contains NUL or a lone surrogate; then nothing was written.
   */
  writeSlowly(text: string, length: number): boolean;
}

/** Indexes into {@link TextArena.control}. */
export const textControl = {
  memoryLow: 0,
  memoryHigh: 1,
  capacity: 2,
  top: 3,
  written: 4,
  resultLow: 5,
  resultHigh: 6,
} as const;

/** Encodings that are not Unicode's, by the names that iconv knows. */
export interface LegacyEncodings {
  has(name: string): boolean;
  /** Encodes text without a terminator; what cannot be expressed becomes `?`. */
  encode(text: string, name: string): Uint8Array;
  /** Decodes bytes; those that are no text become U+FFFD. */
  decode(bytes: Uint8Array, name: string): string;
}

/** What a runtime tells of the process around it. */
export interface Host {
  /** Gives an environment variable; `undefined` where it is not set, or the runtime does not tell. */
  environmentVariable(name: string): string | undefined;
  /** Runs something when the process, or the worker whose environment this is, ends by itself or by an exit call. */
  atExit(run: () => void): void;
  /** Writes text to standard error before it returns, also while the process ends. */
  writeError(text: string): void;
}

/** Foreign-call primitives of one JavaScript runtime. */
export interface Backend {
  /** Which backend this is, for messages and reports. */
  readonly name: "addon" | "node" | "bun" | "deno" | "fake";
  /** The target that native code of this process was built for. */
  readonly target: Target;
  /** What this backend can do. Every flag is stated; there are no defaults. */
  readonly capabilities: Capabilities;
  /**
   * How calls are entered, for reports: `fast` where optimised code calls native code directly, `plain` where stubs are entered
   * through Node-API, `libffi` where there are no stubs.
   */
  readonly engine: "fast" | "plain" | "libffi" | "none";
  readonly host: Host;

  /**
   * Opens a shared library.
   *
   * @param path A path, a file name that the system loader searches for, or `null` for the process itself.
   * @returns A handle that the caller owns (release with {@link Backend.closeLibrary}), or the loader's words on why not.
   */
  openLibrary(path: string | null): LibraryHandle | string;
  /**
   * Gives the names under which the system's loader knows a library by its bare name, best first: `z` gives `libz.so` and
   * `libz.so.1` on Linux. Empty where the loader keeps no list.
   */
  findLibraryNames(bareName: string): readonly string[];
  /** Gives the names that a library exports, as far as its file tells; empty where that cannot be read. */
  exportedNames(library: LibraryHandle): readonly string[];
  /** Gives the address of an exported symbol, 0 when the library does not export it. */
  findSymbol(library: LibraryHandle, name: string): Address;
  /** Gives the addresses of many symbols, 0 for those that the library does not export. */
  findSymbols(library: LibraryHandle, names: readonly string[]): BigUint64Array;
  /** Releases a handle. The caller makes sure that nothing of the library is called afterwards. */
  closeLibrary(library: LibraryHandle): void;

  /**
   * Gives the address of a buffer's first byte; 0 for an empty or detached one. The address stays valid for as long as the
   * buffer is reachable and not transferred.
   */
  addressOf(buffer: ArrayBufferLike | ArrayBufferView): Address;
  /**
   * Gives a view that shares native memory, without a copy. The caller answers for the memory: nothing is freed, and nothing
   * prevents use after it was freed elsewhere. The view's buffer may reach further than was asked for.
   *
   * @throws {FfiError} `FFI_UNSUPPORTED` where the runtime forbids such views, or has none of that length.
   */
  viewMemory(address: Address, byteLength: number): DataView;
  /**
   * Gives functions that read and write `byteLength` bytes at any address: the address is in slot 1, the value in slot 2, and
   * what was read goes to slot 0. A wrong address crashes the process.
   */
  prepareAccess(byteLength: 1 | 2 | 4 | 8): MemoryAccess;
  /**
   * Takes the memory away from a buffer that {@link Backend.viewMemory} made, and from every view of it: they have a length of
   * 0 from now on. Does nothing where the runtime cannot.
   */
  detachView(buffer: ArrayBuffer): void;
  /**
   * Tells the garbage collector that JavaScript objects keep this many bytes more of native memory alive, or fewer. What is
   * added must be taken away again.
   */
  adjustExternalMemory(byteCount: number): void;
  /** Copies the NUL-terminated UTF-8 string at an address that is not null; malformed bytes become U+FFFD. */
  readText(address: Address): string;
  /** Counts the bytes before the first zero unit of 1, 2 or 4 bytes at an address that is not null, at multiples of it. */
  measureText(address: Address, unitByteLength: 1 | 2 | 4): number;
  /**
   * Loads the encodings that are not Unicode's.
   *
   * @throws {FfiError} `FFI_UNSUPPORTED` where the package that has them is not installed.
   */
  loadLegacyEncodings(): LegacyEncodings;

  /** Slots for arguments and results of calls, `slotCount` of 8 bytes, one for `errno`, one for {@link Backend.anyTarget} and one that stays 0. One per environment, used by one call at a time. */
  readonly slots: ArrayBuffer;
  /**
   * Word 0: number of callbacks that native code may call just now; if not zero, calls go through `enterReentrant`. Word 1:
   * how often JavaScript could not be entered since the wrapper last looked, because no stack was left. Word 2: how many of
   * word 0 native code may call during any call, and not only during the one that they were given to. Word 3: calls in
   * progress that were made while word 2 was not zero.
   */
  readonly liveCallbacks: Int32Array;
  /** What wrappers ask before each call. One per environment. */
  readonly guard: CallGuard;
  /**
   * Prepares calls of a native function.
   *
   * @param target Address of the function; must stay valid for as long as the entry is called.
   * @param signature At most 127 parameters.
   * @throws {FfiError} `FFI_UNSUPPORTED` when this backend cannot call such a signature.
   */
  prepareCall(target: Address, signature: CallSignature): CallEntry;
  /**
   * A native function that goes on, with the arguments that it got, to the one whose address is in the slot `targetSlot`: a call
   * that is prepared for it serves all functions of a signature. 0 where there is none.
   */
  readonly anyTarget: Address;
  /**
   * Makes a function that calls whichever native function of numbers has its address in the slot `targetSlot`, and converts by
   * itself: for first calls, which then wait for nothing to be compiled. It gives `null`, and has called nothing, where an argument
   * is not a number of its type, or there are more or fewer. Native code may call JavaScript while it runs.
   *
   * @param signature Integers of up to 32 bits and floats, which are numbers in JavaScript; the result may be void.
   * @returns `undefined` where there is no such way for this signature.
   */
  prepareNumberCall(signature: CallSignature): ((...values: unknown[]) => number | undefined | null) | undefined;
  /** Prepares a way that needs no slots, where there is one for this signature and it is quicker; else `undefined`. */
  prepareDirect(target: Address, signature: CallSignature): DirectFunction | undefined;
  /** Whether the optimiser of this runtime knows of which types the results of such ways are, so that nothing is left of checks of them. */
  readonly provesResults: boolean;
  /** Like {@link Backend.prepareCall} for a function that returns a C string: gives it as a JavaScript string or `null`. */
  prepareTextCall(target: Address, signature: CallSignature): () => string | null;

  /** Calls on stacks of their own, where this backend has them. */
  readonly coroutines: Coroutines | undefined;

  /** Memory for string arguments. */
  readonly text: TextArena;

  /**
   * Makes a function pointer that leads to JavaScript.
   *
   * @throws {FfiError} `FFI_UNSUPPORTED` when this backend cannot be called with such a signature, or not by any thread.
   */
  createCallback(request: CallbackRequest): CallbackEntry;
  /**
   * Address of the C function for libffi closures, `void (ffi_cif *, void *result, void **arguments, void *record)`: copies
   * the default result, then calls what leads to JavaScript. The record is four words or more: address of that function or 0,
   * its last argument, bytes of the default, the default. 0 where there is none.
   */
  readonly closureEntry: Address;
  /** Says whether the process stays alive for calls from other threads. At first it does not. */
  keepAlive(isKept: boolean): void;
  /** Tells people what no caller can be told, as the runtime does: a warning with a code of `@koine/diagnostics`. */
  emitWarning(message: string, code: string): void;

  /**
   * Compiles generated source and gives what it returns. Each binding is a constant in the source, named `$` and its name
   * (`generated-source.ts`). Each call gives functions with feedback of their own, so that the runtime optimises each
   * wrapper for itself.
   */
  compile(source: string, bindings: Readonly<Record<string, unknown>>): unknown;
  /**
   * Compiles generated source once, to be given different bindings: gives a function that takes the values of `names` in
   * their order. What its results do is optimised for all of them together.
   */
  compileFactory(source: string, names: readonly string[]): (...values: unknown[]) => unknown;
  /**
   * Like {@link Backend.compileFactory}, but each call gives functions with feedback of their own, as
   * {@link Backend.compile} does. A call costs some microseconds, which is much less than compiling.
   */
  compileTemplate(source: string, names: readonly string[]): (...values: unknown[]) => unknown;
}
