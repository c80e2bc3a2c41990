/**
 * The backend over Koine's own addon: Node, and wherever else Node-API addons load. How calls are made is the business of
 * `call-machine.ts`.
 */
import { hostTarget } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { callMemoryByteLength } from "@koine/engine";
import type { Addon } from "@koine/native";
import { createGuard } from "../../backend/call-guard.ts";
import type { Capabilities } from "../../backend/capabilities.ts";
import type { Address, Backend, LibraryHandle } from "../../backend/contract.ts";
import { isSharedArrayBuffer } from "../../memory/array-buffer.ts";
import { toAddress } from "./addresses.ts";
import { createCallMachine } from "./call-machine.ts";
import type { CallMachine } from "./call-machine.ts";
import { compilers, createTemplateCompiler } from "./compile.ts";
import { readEngineWish } from "./engine-choice.ts";
import { readExportedNames } from "./exported-names.ts";
import { host } from "./host.ts";
import { findLibraryNames } from "./library-cache.ts";
import { loadLegacyEncodings } from "./legacy-encodings.ts";
import { loadAddon } from "./load-addon.ts";
import { once } from "./once.ts";
import { openCodeMemory } from "./open-code-memory.ts";
import { createNumberCalls } from "./prepare-number-call.ts";

/**
 * Starts the addon backend for this environment.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when the addon cannot be loaded or has no stubs for this architecture.
 */
export function createAddonBackend(): Backend {
  assertPlatform();
  const addon = loadAddon();
  const target = hostTarget(process.platform, process.arch, { isMusl: isMuslProcess(addon) });
  const slots = new ArrayBuffer(callMemoryByteLength);
  const liveCallbacks = new Int32Array(4);
  const slotsAddress = toAddress(addon.addressOf(slots));
  const code = openCodeMemory(addon);
  const machine = once(() => createCallMachine({ addon, code, target, slotsAddress, liveCallbacks }));
  // Who insists on an engine is told at once that there is none, and everybody where that may be.
  if (readEngineWish() !== undefined || !code.reserve()) machine();
  return {
    name: "addon",
    get engine() {
      return machine().engine;
    },
    loadLegacyEncodings,
    target,
    capabilities: describeCapabilities(machine),
    ...libraryOperations(addon),
    ...memoryOperations(addon),
    slots,
    liveCallbacks,
    guard: createGuard(),
    prepareCall: (callee, signature) => machine().prepareCall(callee, signature),
    prepareNumberCall: createNumberCalls(addon, slotsAddress),
    get anyTarget() {
      return machine().anyTarget;
    },
    prepareDirect: (callee, signature) => machine().prepareDirect(callee, signature),
    prepareAccess: (byteLength) => machine().prepareAccess(byteLength),
    prepareTextCall: (callee, signature) => machine().prepareTextCall(callee, signature),
    get coroutines() {
      return machine().coroutines();
    },
    get text() {
      return machine().text;
    },
    createCallback: (request) => machine().createCallback(request),
    get closureEntry() {
      return toAddress(addon.routines().enterClosure);
    },
    ...processOperations(addon),
    ...compilers,
    compileTemplate: createTemplateCompiler(addon),
  };
}

function assertPlatform(): void {
  if (process.arch === "x64" && process.platform !== "win32") return;
  throw new FfiError("FFI_UNSUPPORTED", `Koine has no call stubs for ${process.platform}-${process.arch} yet`, {
    hint: "use Linux or macOS on x64",
    details: { platform: process.platform, architecture: process.arch },
  });
}

function describeCapabilities(machine: () => CallMachine): Capabilities {
  return {
    scalarCalls: true,
    get fastCalls() {
      return machine().engine === "fast";
    },
    stackArguments: true,
    callbacks: true,
    sharedMemoryViews: true,
    variadicCalls: true,
    structsByValue: true,
    get overalignedArguments() {
      return machine().engine !== "libffi";
    },
    get vectors() {
      return machine().engine !== "libffi";
    },
    lastError: false,
  };
}

type LibraryOperation =
  | "openLibrary"
  | "findLibraryNames"
  | "exportedNames"
  | "findSymbol"
  | "findSymbols"
  | "closeLibrary";

/** Only glibc tells its version: a process on Linux that has no such function has musl. */
function isMuslProcess(addon: Addon): boolean {
  if (process.platform !== "linux") return false;
  const self = addon.openLibrary(null);
  if (typeof self === "string") return false;
  const isGlibc = toAddress(addon.findSymbol(self, "gnu_get_libc_version")) !== 0n;
  addon.closeLibrary(self);
  return !isGlibc;
}

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

/** Node refuses views beyond a length of its own. */
function tryToView(addon: Addon, address: Address, byteLength: number): ArrayBuffer | undefined {
  try {
    return addon.viewMemory(address, byteLength);
  } catch {
    throw new FfiError("FFI_UNSUPPORTED", `this runtime has no views of ${byteLength} bytes`, {
      hint: "view parts of the memory",
      details: { capability: "sharedMemoryViews", byteLength },
    });
  }
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
      return toAddress(addon.addressOf(isSharedArrayBuffer(buffer) ? new Uint8Array(buffer) : buffer));
    },
    viewMemory(address, byteLength) {
      // SAFETY: contract: the caller answers for the memory and its lifetime.
      const view = tryToView(addon, address, byteLength);
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
