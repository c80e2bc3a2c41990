/**
 * Stubs of functions that have the same signature differ only in the address that they call: each signature is emitted once
 * and copied from then on.
 */
import type { CallSignature } from "../signature/scalar-signature.ts";
import { errnoAddressOf } from "./call-frame.ts";
import { emitErrnoStub } from "./errno-stub.ts";
import type { StubRequest } from "./system-v-x64-stub.ts";

/** A stub with a placeholder where the address belongs. */
interface StubTemplate {
  readonly code: Uint8Array;
  /** Where the 8 bytes of the address are. */
  readonly addressOffset: number;
}

/** Of 64 significant bits, so that it is emitted as an 8-byte immediate, and like nothing else that a stub contains. */
const placeholder = 0x7ed1_c0de_feed_5eedn;

/** The stubs of one environment, whose slots do not move. */
export class StubTemplates {
  readonly #emit: (request: StubRequest) => Uint8Array;
  readonly #slots: bigint;
  readonly #errno: bigint | undefined;
  readonly #templates = new Map<string, StubTemplate>();

  constructor(emit: (request: StubRequest) => Uint8Array, slots: bigint, errno?: bigint) {
    this.#emit = emit;
    this.#slots = slots;
    this.#errno = errno;
  }

  /**
   * Gives the code of a function that keeps `errno` for one whose values are all in registers.
   *
   * @throws {FfiError} `FFI_UNSUPPORTED` where it is not known where `errno` is.
   */
  keepErrno(target: bigint, signature: CallSignature): Uint8Array | undefined {
    const errno = errnoAddressOf({ signature, errno: this.#errno });
    return errno === undefined ? undefined : emitErrnoStub(target, { errno, slots: this.#slots });
  }

  /** Gives the code of a stub: what emitting it gives, except that an address takes 8 bytes whatever it is. */
  instantiate(target: bigint, signature: CallSignature, finishWithText?: bigint): Uint8Array {
    const { parameters, result, fixedParameterCount, keepsErrno, keepsLastError } = signature;
    const common = { slots: this.#slots, errno: this.#errno, signature, finishWithText };
    const values = [...parameters, result];
    const isScalar = values.every((value) => typeof value === "string");
    // Shapes are objects without a short name; such stubs are emitted each.
    if (!isScalar) return this.#emit({ target, ...common });
    const key = `${values.join()} ${fixedParameterCount ?? ""} ${finishWithText ?? ""} ${keepsErrno === true} ${keepsLastError === true}`;
    let template = this.#templates.get(key);
    if (template === undefined) {
      const code = this.#emit({ target: placeholder, ...common });
      template = { code, addressOffset: findPlaceholder(code) };
      this.#templates.set(key, template);
    }
    const code = template.code.slice();
    new DataView(code.buffer).setBigUint64(template.addressOffset, BigInt.asUintN(64, target), true);
    return code;
  }
}

function findPlaceholder(code: Uint8Array): number {
  const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
  for (let offset = 0; offset + 8 <= code.length; offset++) {
    if (view.getBigUint64(offset, true) === placeholder) return offset;
  }
  throw new Error("a stub does not contain the address that it calls");
}
