/**
 * The system's libffi as the addon reaches it: its functions are called with integers alone, which takes neither machine code
 * nor libffi itself. Descriptions of types and cifs are made here, in memory that is never freed.
 */
import { FfiError } from "@koine/diagnostics";
import { libffiAbisOf, libffiLibraryNames, libffiStructTag } from "@koine/engine";
import type { LibffiType } from "@koine/engine";
import type { Target } from "@koine/ctypes";
import type { Addon, AddonAddress } from "@koine/native";
import { toAddress } from "../addresses.ts";

/** What a cif is made of. */
export interface CifRequest {
  readonly parameters: readonly LibffiType[];
  readonly result: LibffiType;
  /** Number of declared parameters of a variadic function. */
  readonly fixedCount?: number | undefined;
}

/** Words of memory for a cif: some platforms have more fields than others. */
const cifWordCount = 8;

/** Room for the largest `ffi_closure` of any platform. */
const closureByteLength = 128n;

/** libffi in one environment. */
export class SystemLibffi {
  readonly #addon: Addon;
  readonly #library: AddonAddress;
  readonly #abi: bigint;
  readonly #addresses = new Map<string, bigint>();
  readonly #structs = new Map<string, bigint>();
  readonly #cifs = new Map<string, bigint>();

  private constructor(addon: Addon, library: AddonAddress, abi: number) {
    this.#addon = addon;
    this.#library = library;
    this.#abi = BigInt(abi);
  }

  /** Opens the library; `undefined` where none is installed, or its convention for this target is not known. */
  static open(addon: Addon, target: Target): SystemLibffi | undefined {
    const abis = libffiAbisOf(target);
    if (abis === undefined) return undefined;
    for (const name of libffiLibraryNames) {
      const library = addon.openLibrary(name);
      if (typeof library !== "string") return new SystemLibffi(addon, library, abis.default);
    }
    return undefined;
  }

  /** Address of `ffi_call`. */
  get callFunction(): bigint {
    return this.#find("ffi_call");
  }

  /** Puts words into memory that is never freed. */
  keep(words: readonly bigint[]): bigint {
    return toAddress(this.#addon.keepBytes(new Uint8Array(BigUint64Array.from(words).buffer)));
  }

  /**
   * Gives the cif of a signature.
   *
   * @throws {FfiError} `FFI_UNSUPPORTED` when libffi refuses it.
   */
  prepareCif({ parameters, result, fixedCount }: CifRequest): bigint {
    const key = JSON.stringify([parameters, result, fixedCount]);
    const known = this.#cifs.get(key);
    if (known !== undefined) return known;
    const types = this.keep([...parameters.map((type) => this.#typeOf(type)), 0n]);
    const cif = this.keep(Array.from({ length: cifWordCount }, () => 0n));
    const count = BigInt(parameters.length);
    const resultType = this.#typeOf(result);
    if (fixedCount === undefined) this.#prepare("ffi_prep_cif", cif, this.#abi, count, resultType, types);
    else this.#prepare("ffi_prep_cif_var", cif, this.#abi, BigInt(fixedCount), count, resultType, types);
    this.#cifs.set(key, cif);
    return cif;
  }

  /** Makes a function pointer that calls `void (cif, result, values, data)`; 0 where libffi has no memory that it can be in. */
  makeClosure(cif: bigint, entry: bigint, data: bigint): bigint {
    const room = new BigUint64Array(new ArrayBuffer(8));
    const closure = this.#call("ffi_closure_alloc", closureByteLength, toAddress(this.#addon.addressOf(room)));
    const code = room[0] ?? 0n;
    if (closure === 0n || code === 0n) return 0n;
    this.#prepare("ffi_prep_closure_loc", closure, cif, entry, data, code);
    return code;
  }

  #typeOf(type: LibffiType): bigint {
    if (type.kind === "basic") return this.#find(`ffi_type_${type.name}`);
    const key = JSON.stringify(type);
    let address = this.#structs.get(key);
    if (address === undefined) {
      const elements = this.keep([...type.elements.map((element) => this.#typeOf(element)), 0n]);
      // struct { size_t size; unsigned short alignment, type; ffi_type **elements; }
      const alignmentAndTag = BigInt(type.alignment | (libffiStructTag << 16));
      address = this.keep([BigInt(type.byteLength), alignmentAndTag, elements]);
      this.#structs.set(key, address);
    }
    return address;
  }

  #prepare(name: string, ...words: readonly bigint[]): void {
    const status = Number(BigInt.asUintN(32, this.#call(name, ...words)));
    if (status === 0) return;
    throw new FfiError("FFI_UNSUPPORTED", `${name}() of the system's libffi answered with status ${status}`, {
      details: { status },
    });
  }

  #call(name: string, ...words: readonly bigint[]): bigint {
    // SAFETY: libffi's functions take and give integers and pointers only, and so many as are passed.
    return toAddress(this.#addon.callWords(this.#find(name), BigUint64Array.from(words)));
  }

  #find(name: string): bigint {
    let address = this.#addresses.get(name);
    if (address === undefined) {
      address = toAddress(this.#addon.findSymbol(this.#library, name));
      if (address === 0n) {
        throw new FfiError("FFI_UNSUPPORTED", `the system's libffi does not export ${name}`, {
          hint: "3.4 and newer have it",
          details: { symbol: name },
        });
      }
      this.#addresses.set(name, address);
    }
    return address;
  }
}
