/**
 * Views of memory that is read and not written: variables that are declared so often lie on pages where a write would end the
 * process. Generated accessors and the codec write through such a view, and are refused.
 */
import { FfiError } from "@koine/diagnostics";

/** Makes the error for a write to a variable that is not written, or to a part of it. */
export function readOnlyVariable(what: string, details: Readonly<Record<string, unknown>> = {}): FfiError {
  return new FfiError("FFI_READ_ONLY", `${what}: the variable is declared as one that is not written`, {
    hint: "declare it without const, or without `readonly`, if it may be",
    details: { variable: what, ...details },
  });
}

function refuse(): never {
  throw readOnlyVariable("memory");
}

const setters = Object.getOwnPropertyNames(DataView.prototype).filter((name) => name.startsWith("set"));

/** What views that cannot be written through inherit from. */
const readOnlyPrototype = Object.create(
  DataView.prototype,
  Object.fromEntries(setters.map((name) => [name, { value: refuse }])),
) as object;

/** Makes a view of the same bytes that cannot be written through. */
export function toReadOnlyView({ buffer, byteOffset, byteLength }: DataView): DataView {
  // The prototype was made from that of all views.
  return Object.setPrototypeOf(new DataView(buffer, byteOffset, byteLength), readOnlyPrototype) as DataView;
}

/**
 * Refuses a view that cannot be written through, for writers that go around its methods.
 *
 * @throws {FfiError} `FFI_READ_ONLY`
 */
export function assertWritableView(view: DataView, path: string): void {
  if (Object.getPrototypeOf(view) === readOnlyPrototype) throw readOnlyVariable(path);
}
