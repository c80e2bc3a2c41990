/** What errors of failed C functions are made of: these classes are exported, and anybody can make one. */
import { describeValue, FfiError } from "@koine/diagnostics";

/**
 * Asserts that a function has a name and its failure a number.
 *
 * @param className Of the error, for the message.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`.
 */
export function assertFailure(className: string, name: unknown, number: unknown): void {
  const isText = typeof name === "string";
  if (isText && Number.isInteger(number)) return;
  const [expected, received] = isText ? ["an integer", number] : ["the name of a function", name];
  throw new FfiError("FFI_ARGUMENT_TYPE", `new ${className}(): expected ${expected}, got ${describeValue(received)}`, {
    details: { expected, received },
  });
}
