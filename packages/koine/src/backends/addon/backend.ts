/**
 * The backend over Koine's own addon: Node, and wherever else Node-API addons load. Calls go through machine-code stubs,
 * entered as V8 fast functions where that was tried, as Node-API callbacks elsewhere.
 */
import { hostTarget } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { callMemoryByteLength, CodeMemory, emitSystemVX64Stub, StubTemplates } from "@koine/engine";
import type { Addon } from "@koine/native";
import { CallGuard } from "../../backend/call-guard.ts";
import type { Backend, LibraryHandle } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
import { CallbackMaker } from "./create-callback.ts";
import { compilers } from "./compile.ts";
import { createCoroutines } from "./coroutines.ts";
import { chooseV8Line } from "./engine-choice.ts";
import { readExportedNames } from "./exported-names.ts";
import { host } from "./host.ts";
import { findLibraryNames } from "./library-cache.ts";
import { loadLegacyEncodings } from "./legacy-encodings.ts";
import { loadAddon } from "./load-addon.ts";
import { prepareAccess, prepareCall, prepareTextCall } from "./prepare-call.ts";
import type { Kernel } from "./prepare-call.ts";
import { createMissedFlag, prepareDirect } from "./prepare-direct.ts";
import { createTextArena } from "./text-arena.ts";

/**
 * Starts the addon backend for this environment.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when the addon cannot be loaded or has no stubs for this architecture.
 */
export function createAddonBackend(): Backend {
  if (process.arch !== "x64" || process.platform === "win32") {
    throw new FfiError("FFI_UNSUPPORTED", `Koine has no call stubs for ${process.platform}-${process.arch} yet`, {
      hint: "use Linux or macOS on x64",
      details: { platform: process.platform, architecture: process.arch },
    });
  }
  const addon = loadAddon();
  const code = createCodeMemory(addon);
  const slots = new ArrayBuffer(callMemoryByteLength);
  const slotsAddress = toAddress(addon.addressOf(slots));
  const line = chooseV8Line({ addon, code });
  const stubs = new StubTemplates(emitSystemVX64Stub, slotsAddress, findErrnoFunction(addon));
  const kernel: Kernel = { addon, code, slotsAddress, stubs, line, missed: createMissedFlag(addon, code) };
  const liveCallbacks = new Int32Array(4);
  const coroutines = createCoroutines(kernel);
  const callbacks = new CallbackMaker({ addon, code, live: liveCallbacks, coroutines, line });
  return {
    name: "addon",
    engine: line === undefined ? "plain" : "fast",
    loadLegacyEncodings,
    target: hostTarget(process.platform, process.arch),
    capabilities: {
      scalarCalls: true,
      fastCalls: line !== undefined,
      stackArguments: true,
      callbacks: true,
      sharedMemoryViews: true,
      variadicCalls: true,
      structsByValue: true,
    },
    ...libraryOperations(addon),
    ...memoryOperations(addon),
    slots,
    liveCallbacks,
    guard: new CallGuard(),
    prepareCall: (target, signature) => prepareCall(kernel, target, signature),
    prepareDirect: (target, signature) => prepareDirect(kernel, target, signature),
    prepareAccess: (byteLength) => prepareAccess(kernel, byteLength),
    prepareTextCall: (target, signature) => prepareTextCall(kernel, target, signature),
    get coroutines() {
      return coroutines();
    },
    text: createTextArena(addon, code, line?.typeInfoByteLength),
    createCallback: (request) => callbacks.create(request),
    closureEntry: toAddress(addon.routines().enterClosure),
    ...processOperations(addon),
    ...compilers,
  };
}

/** Where `errno` is, told by C libraries under different names: glibc and musl, Apple's, and Microsoft's. */
function findErrnoFunction(addon: Addon): bigint | undefined {
  const library = addon.openLibrary(null);
  if (typeof library === "string") return undefined;
  for (const name of ["__errno_location", "__error", "_errno"]) {
    const address = toAddress(addon.findSymbol(library, name));
    if (address !== 0n) return address;
  }
  return undefined;
}

function createCodeMemory(addon: Addon): CodeMemory {
  return new CodeMemory({
    mapRegion(byteLength) {
      const region = addon.mapCodeRegion(byteLength);
      return region === undefined ? undefined : { execute: toAddress(region[0]), write: toAddress(region[1]) };
    },
    writeCode: (execute, write, bytes) => addon.writeCode(execute, write, bytes),
    sealCode(bytes) {
      const sealed = addon.sealCode(bytes);
      return sealed === undefined ? undefined : toAddress(sealed);
    },
  });
}

type LibraryOperation =
  | "openLibrary"
  | "findLibraryNames"
  | "exportedNames"
  | "findSymbol"
  | "findSymbols"
  | "closeLibrary";

function libraryOperations(addon: Addon): Pick<Backend, LibraryOperation> {
  return {
    openLibrary(path) {
      const handle = addon.openLibrary(path);
      return typeof handle === "string" ? handle : ({ address: handle } as unknown as LibraryHandle);
    },
    findLibraryNames,
    exportedNames(library) {
      const path = addon.libraryPath(addressOfHandle(library));
      return path === undefined ? [] : readExportedNames(path);
    },
    findSymbol: (library, name) => toAddress(addon.findSymbol(addressOfHandle(library), name)),
    findSymbols(library, names) {
      const addresses = new BigUint64Array(names.length);
      addon.findSymbols(addressOfHandle(library), names, addresses);
      return addresses;
    },
    closeLibrary: (library) => addon.closeLibrary(addressOfHandle(library)),
  };
}

function addressOfHandle(library: LibraryHandle): number | bigint {
  return (library as unknown as { readonly address: number | bigint }).address;
}

function processOperations(addon: Addon): Pick<Backend, "host" | "keepAlive" | "emitWarning"> {
  return {
    host,
    keepAlive: (isKept) => addon.keepAlive(isKept),
    emitWarning: (message, code) => process.emitWarning(message, { type: "KoineWarning", code }),
  };
}

function memoryOperations(
  addon: Addon,
): Pick<Backend, "addressOf" | "viewMemory" | "detachView" | "adjustExternalMemory" | "readText" | "measureText"> {
  return {
    addressOf(buffer) {
      // Node-API knows no shared buffers, only views of them.
      const isShared = typeof SharedArrayBuffer !== "undefined" && buffer instanceof SharedArrayBuffer;
      return toAddress(addon.addressOf(isShared ? new Uint8Array(buffer) : buffer));
    },
    viewMemory(address, byteLength) {
      // SAFETY: contract: the caller answers for the memory and its lifetime.
      const view = addon.viewMemory(address, byteLength);
      if (view !== undefined) return new DataView(view);
      throw new FfiError("FFI_UNSUPPORTED", "this runtime forbids views of native memory", {
        hint: "copy the bytes instead",
        details: { capability: "sharedMemoryViews" },
      });
    },
    detachView: (view) => addon.detachMemory(view),
    adjustExternalMemory: (byteCount) => addon.adjustExternalMemory(byteCount),
    // SAFETY: contract: the address is not null and leads to a NUL-terminated string.
    readText: (address) => addon.readText(address),
    // SAFETY: contract: a terminator comes before the end of the memory.
    measureText: (address, unitByteLength) => addon.measureText(address, unitByteLength),
  };
}
