/**
 * A backend in memory: simulated libraries, an address space of JavaScript buffers, calls and callbacks through the same slots
 * as everywhere. It is for tests of what lies above the contract, and crashes with a `SegmentationFault` where a real one
 * would take the process down.
 */
import { requireTarget } from "@koine/ctypes";
import type { Target } from "@koine/ctypes";
import { createGuard } from "../../backend/call-guard.ts";
import type { Capabilities } from "../../backend/capabilities.ts";
import { FfiError } from "@koine/diagnostics";
import type { Address, Backend } from "../../backend/contract.ts";
import { compile, compileFactory, compileTemplate } from "./compile.ts";
import { FakeLoader } from "./libraries.ts";
import type { FakeLibrary } from "./libraries.ts";
import { FakeMachine } from "./machine.ts";
import type { FakeMemory } from "./memory.ts";
import { prepareAccess, prepareCall, prepareTextCall } from "./prepare-call.ts";
import { createTextArena } from "./text-arena.ts";

/** What the simulated process is made of. */
export interface FakeBackendOptions {
  /** Libraries by file name, such as `libz.so`. */
  readonly libraries?: Readonly<Record<string, FakeLibrary>>;
  /** What the process itself exports. */
  readonly process?: FakeLibrary;
  /** The machine's target: sizes and file names follow. Linux on x64 by default. */
  readonly target?: Target;
}

/** A backend whose memory tests can look into. */
export interface FakeBackend extends Backend {
  readonly name: "fake";
  readonly memory: FakeMemory;
  /** What people were told. */
  readonly warnings: readonly string[];
}

/** Starts a simulated process. */
export function createFakeBackend(options: FakeBackendOptions = {}): FakeBackend {
  const simulated = options.target ?? requireTarget("x86_64-unknown-linux-gnu");
  const machine = new FakeMachine();
  const loader = new FakeLoader(machine, options.libraries ?? {}, options.process ?? {});
  const warnings: string[] = [];
  return {
    name: "fake",
    engine: "none",
    host: { environmentVariable: () => undefined, atExit() {}, writeError() {} },
    target: simulated,
    capabilities: capabilitiesOf(simulated),
    ...libraryOperations(loader),
    memory: machine.memory,
    addressOf: (buffer) => machine.memory.addressOf(buffer),
    viewMemory: (address, byteLength) => machine.memory.view(address, byteLength),
    // Simulated memory is JavaScript's own: its collector knows it, and views of it share one buffer.
    detachView() {},
    adjustExternalMemory() {},
    measureText: (address, unitByteLength) => machine.memory.measureText(address, unitByteLength),
    loadLegacyEncodings() {
      throw new FfiError("FFI_UNSUPPORTED", "the simulated process has no legacy encodings");
    },
    readText: (address) => machine.memory.readText(address),
    prepareAccess: (byteLength) => prepareAccess(machine, byteLength),
    slots: machine.slots,
    liveCallbacks: new Int32Array(4),
    guard: createGuard(),
    prepareCall: (target, signature) => prepareCall(machine, target, signature),
    anyTarget: machine.anyTarget,
    prepareNumberCall: () => undefined,
    prepareDirect: () => undefined,
    prepareTextCall: (target, signature) => prepareTextCall(machine, target, signature),
    coroutines: undefined,
    text: createTextArena(machine.memory),
    createCallback: (request) => machine.createCallback(request),
    closureEntry: 0n as Address,
    keepAlive: () => {},
    emitWarning: (message, code) => warnings.push(`${code}: ${message}`),
    warnings,
    compile,
    compileFactory,
    compileTemplate,
    provesResults: false,
  };
}

function capabilitiesOf({ platform }: Target): Capabilities {
  return {
    scalarCalls: true,
    fastCalls: false,
    stackArguments: true,
    callbacks: true,
    sharedMemoryViews: true,
    variadicCalls: true,
    structsByValue: true,
    overalignedArguments: true,
    vectors: true,
    lastError: platform === "win32",
  };
}

type LibraryOperation =
  | "openLibrary"
  | "findLibraryNames"
  | "exportedNames"
  | "findSymbol"
  | "findSymbols"
  | "closeLibrary";

function libraryOperations(loader: FakeLoader): Pick<Backend, LibraryOperation> {
  return {
    openLibrary: (path) => loader.open(path),
    findLibraryNames: (bareName) => loader.findNames(bareName),
    exportedNames: (library) => [...loader.symbolsOf(library).keys()],
    findSymbol: (library, name) => loader.symbolsOf(library).get(name) ?? (0n as Address),
    findSymbols(library, names) {
      const symbols = loader.symbolsOf(library);
      return BigUint64Array.from(names, (name) => symbols.get(name) ?? 0n);
    },
    closeLibrary: (library) => loader.close(library),
  };
}
