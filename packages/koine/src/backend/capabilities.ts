/** What backends can and cannot do, stated one by one. The matrix in the documentation is printed from these. */

/** Every capability that a backend states. There are no defaults: a new one must be answered by every backend. */
export interface Capabilities {
  /** Calls of native functions with scalar parameters. */
  readonly scalarCalls: boolean;
  /** Calls that optimised JavaScript enters directly, without the cost of the runtime's call interface. */
  readonly fastCalls: boolean;
  /** More arguments than registers. */
  readonly stackArguments: boolean;
  /** Native code calls JavaScript on the JavaScript thread. */
  readonly callbacks: boolean;
  /** Views of native memory without a copy. */
  readonly sharedMemoryViews: boolean;
  /** C variadic functions. */
  readonly variadicCalls: boolean;
  /** Structs and unions by value. */
  readonly structsByValue: boolean;
  /** Arguments by value that are aligned to more than 16 bytes, for which the stack must be aligned. */
  readonly overalignedArguments: boolean;
  /** Vectors of 8 and 16 bytes by value, and structs with such. */
  readonly vectors: boolean;
  /** The last error of Windows, kept with the call (`lastError` of `c.fn`). */
  readonly lastError: boolean;
}

/** The name of a capability. */
export type Capability = keyof Capabilities;
