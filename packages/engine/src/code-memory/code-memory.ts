/**
 * Keeps machine code: a bump allocator over regions that are writable at one address and executable at another. Code stays as
 * it is while the environment lives, because optimised JavaScript and native code may hold its address, unless somebody knows
 * better and gives it back.
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

/** Memory that is executed at one address and written at another. */
interface CodePlace {
  readonly execute: bigint;
  readonly write: bigint;
}

const regionByteLength = 256 * 1024;
const codeAlignment = 16;

/** An instruction that stops the process: what is given back must not run. */
const trapInstruction = 0xcc;

/** Executable memory of one environment. */
export class CodeMemory {
  readonly #host: CodeHost;
  /** The last one is filled. */
  readonly #regions: CodePlace[] = [];
  /** What was given back, by its length. */
  readonly #free = new Map<number, CodePlace[]>();
  #used = 0;
  #canMapRegions = true;

  constructor(host: CodeHost) {
    this.#host = host;
  }

  /**
   * Stores machine code until {@link CodeMemory.release}, or for as long as the environment lives.
   *
   * @returns The address at which it can be called, aligned to 16 bytes.
   * @throws {FfiError} `FFI_UNSUPPORTED` when the system grants no executable memory.
   */
  store(code: Uint8Array): bigint {
    const free = this.#free.get(roomFor(code.length))?.pop();
    if (free !== undefined) {
      this.#host.writeCode(free.execute, free.write, code);
      return free.execute;
    }
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
    this.#used += roomFor(code.length);
    return execute;
  }

  /**
   * Gives code back, to be overwritten by other code. Code on pages of its own stays.
   *
   * @param execute What {@link CodeMemory.store} gave for `byteLength` bytes. Nothing may run it, now or later.
   */
  release(execute: bigint, byteLength: number): void {
    const region = this.#regions.find(
      (candidate) => execute >= candidate.execute && execute < candidate.execute + BigInt(regionByteLength),
    );
    if (region === undefined) return;
    const room = roomFor(byteLength);
    const place = { execute, write: region.write + (execute - region.execute) };
    this.#host.writeCode(place.execute, place.write, new Uint8Array(room).fill(trapInstruction));
    const free = this.#free.get(room);
    if (free === undefined) this.#free.set(room, [place]);
    else free.push(place);
  }

  /** Takes memory ahead of the first code; `false` where the system grants no regions. */
  reserve(): boolean {
    return this.#regionFor(0) !== undefined;
  }

  #regionFor(byteLength: number): CodePlace | undefined {
    if (!this.#canMapRegions) return undefined;
    const last = this.#regions.at(-1);
    if (last !== undefined && this.#used + byteLength <= regionByteLength) return last;
    const region = this.#host.mapRegion(Math.max(regionByteLength, byteLength));
    this.#canMapRegions = region !== undefined;
    if (region !== undefined) this.#regions.push(region);
    this.#used = 0;
    return region;
  }
}

function roomFor(byteLength: number): number {
  return Math.ceil(byteLength / codeAlignment) * codeAlignment;
}
