/**
 * The names that the C target adds to those of the ABI: files, macros, and the functions that a producer in C is given. The
 * producer's functions are not exported from its library.
 */
import { createSymbolNames } from "../../abi/symbol-names.ts";

/** Names of one header and its source. */
export interface CNames {
  readonly header: string;
  readonly source: string;
  readonly guard: string;
  /** What exports or imports a symbol. */
  readonly api: string;
  readonly deprecated: string;
  readonly staticAssert: string;
  /** Defined before the header is included by what implements the API. */
  readonly producer: string;
  /** Defined by what links the producer statically; matters on Windows only. */
  readonly static: string;
  readonly local: string;
  readonly allocate: string;
  readonly free: string;
  readonly staticAssertion: string;
  readonly errorSet: string;
  readonly copyString: string;
  readonly copyBytes: string;
  readonly copyValue: string;
  readonly copyArray: string;
  readonly allocateArray: string;
}

/** Parts of the names that the header declares for producers; documents cannot have functions that become the same. */
export const producerParts = {
  errorSet: "error_set",
  copyString: "copy_string",
  copyBytes: "copy_bytes",
  copyValue: "copy_value",
  copyArray: "copy_array",
  allocateArray: "allocate_array",
  staticAssertion: "static_assertion",
} as const;

/** Makes the names for a prefix. */
export function createCNames(prefix: string): CNames {
  const upper = prefix.toUpperCase();
  const { runtime } = createSymbolNames(prefix);
  return {
    header: `${prefix}.h`,
    source: `${prefix}.c`,
    guard: `${upper}_H`,
    api: `${upper}_API`,
    deprecated: `${upper}_DEPRECATED`,
    staticAssert: `${upper}_STATIC_ASSERT`,
    producer: `${upper}_PRODUCER`,
    static: `${upper}_STATIC`,
    local: `${upper}_LOCAL`,
    allocate: `${upper}_MALLOC`,
    free: `${upper}_FREE`,
    staticAssertion: runtime(producerParts.staticAssertion),
    errorSet: runtime(producerParts.errorSet),
    copyString: runtime(producerParts.copyString),
    copyBytes: runtime(producerParts.copyBytes),
    copyValue: runtime(producerParts.copyValue),
    copyArray: runtime(producerParts.copyArray),
    allocateArray: runtime(producerParts.allocateArray),
  };
}
