/**
 * One line of the contract between a library and its bindings: a declaration and the fingerprint of everything that a caller
 * of it relies on. `fingerprint.ts` computes it.
 */

/** A declaration's fingerprint. */
export interface ContractEntry {
  /** Dotted path, such as `kv.Store.put`. */
  readonly path: string;
  /** FNV-1a 64 of the path. */
  readonly id: bigint;
  /** FNV-1a 64 of the canonical text of the declaration: names, types, order, values; no docs, no messages. */
  readonly hash: bigint;
}
