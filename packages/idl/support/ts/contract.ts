/** The contract between this binding and the library: what was generated from the document must be what was built from it. */
import { c, FfiError } from "koine";
import type { Pointer } from "koine";

/** One declaration with its fingerprint. */
export type ContractLine = readonly [path: string, hash: bigint];

/** A line of the library's own table. */
export const ContractEntry = c.struct("contract_entry", { id: c.u64, hash: c.u64, path: c.string });

/** Asks a library for its table; the count comes second. */
export type ReadContract = () => readonly [Pointer<typeof ContractEntry> | null, number];

/**
 * Compares what this binding was generated with, and what the library says of itself.
 *
 * @param read `undefined` for a library that says nothing: it is not checked.
 * @throws {FfiError} `FFI_STALE_BINDING` that names every declaration that is missing or different.
 */
export function checkContract(
  library: string,
  expected: readonly ContractLine[],
  read: ReadContract | undefined,
): void {
  if (read === undefined) return;
  const [entries, count] = read();
  const actual = new Map<string, bigint>();
  for (let index = 0; index < count; index += 1) {
    const entry = entries?.get(index);
    if (typeof entry?.path === "string") actual.set(entry.path, entry.hash);
  }
  const differences = expected.flatMap(([path, hash]) => {
    const found = actual.get(path);
    if (found === undefined) return [`${path} is not in the library`];
    return found === hash ? [] : [`${path} is different in the library`];
  });
  if (differences.length === 0) return;
  throw new FfiError("FFI_STALE_BINDING", `this binding does not fit ${library}: ${differences.join("; ")}`, {
    hint: "generate the binding again from the document that the library was built from, or install the other library",
    details: { library, differences },
  });
}
