/**
 * Keeps machine code: a bump allocator over regions that are writable at one address and executable at another. Code is
 * never freed or overwritten while the environment lives, because optimised JavaScript and native code may hold its address.
 */
import { FfiError } from "@koine/diagnostics";

/** What the system under us can do with executable memory. Addresses are in bytes. */
export interface CodeHost {
  /** Maps `byteLength` bytes twice; `undefined` where the system refuses. */
  mapRegion(byteLength: number): { readonly execute: bigint; readonly write: bigint } | undefined;
  /** Copies code to `write`, where it is executed at `execute`. */
  writeCode(execute: bigint, write: bigint, code: Uint8Array): void;
  /** Puts code on fresh executable pages; `undefined` where the system refuses. */
  sealCode(code: Uint8Array): bigint | undefined;
}

const regionByteLength = 256 * 1024;
const codeAlignment = 16;

/** Executable memory of one environment. */
export class CodeMemory {
  readonly #host: CodeHost;
  #region: { readonly execute: bigint; readonly write: bigint } | undefined;
  #used = 0;
  #canMapRegions = true;

  constructor(host: CodeHost) {
    this.#host = host;
  }

  /**
   * Stores machine code for as long as the environment lives.
   *
   * @returns The address at which it can be called, aligned to 16 bytes.
   * @throws {FfiError} `FFI_UNSUPPORTED` when the system grants no executable memory.
   */
  store(code: Uint8Array): bigint {
    const region = this.#regionFor(code.length);
    if (region === undefined) {
      const sealed = this.#host.sealCode(code);
      if (sealed !== undefined) return sealed;
      throw new FfiError("FFI_UNSUPPORTED", "the system grants no executable memory for call stubs", {
        hint: "allow memfd_create with executable mappings, or mprotect with PROT_EXEC, for this process: a hardened kernel, a seccomp filter or SELinux forbids both; or install libffi 3.4 or newer, which is used instead",
        details: { capability: "executable-memory" },
      });
    }
    const execute = region.execute + BigInt(this.#used);
    this.#host.writeCode(execute, region.write + BigInt(this.#used), code);
    this.#used += Math.ceil(code.length / codeAlignment) * codeAlignment;
    return execute;
  }

  #regionFor(byteLength: number): { readonly execute: bigint; readonly write: bigint } | undefined {
    if (!this.#canMapRegions) return undefined;
    if (this.#region === undefined || this.#used + byteLength > regionByteLength) {
      this.#region = this.#host.mapRegion(Math.max(regionByteLength, byteLength));
      this.#used = 0;
      this.#canMapRegions = this.#region !== undefined;
    }
    return this.#region;
  }
}
