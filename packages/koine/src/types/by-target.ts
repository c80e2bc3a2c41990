/** What a module offers on the target that it runs on, where C libraries differ between targets. */
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";

/** A choice of {@link byTarget}: LLVM triples, and what gives the value there. */
export type TargetChoice<TValue = unknown> = readonly [triples: readonly string[], make: () => TValue];

/**
 * Picks what belongs to the target of this process. A target that is not named gets what belongs to one with the same system
 * and processor, which then differs only in its C library.
 *
 * @param choices What each target has; only the picked one is made.
 * @throws {FfiError} `FFI_UNSUPPORTED` when no choice is for this system and processor.
 * @example
 * ```ts
 * import { c } from "koine";
 *
 * const Mode = c.byTarget(
 *   [["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"], () => c.uint],
 *   [["x86_64-apple-darwin", "aarch64-apple-darwin"], () => c.ushort],
 * );
 * ```
 */
export function byTarget<TValue>(...choices: readonly TargetChoice<TValue>[]): TValue;
export function byTarget<const TChoices extends readonly TargetChoice[]>(
  ...choices: TChoices
): ReturnType<TChoices[number][1]>;
export function byTarget(...choices: readonly TargetChoice[]): unknown {
  choices.forEach(assertChoice);
  const { triple } = currentBackend().target;
  const exact = choices.find(([triples]) => triples.includes(triple));
  const similar = choices.find(([triples]) => triples.some((candidate) => toSystem(candidate) === toSystem(triple)));
  const choice = exact ?? similar;
  if (choice === undefined) {
    const known = choices.flatMap(([triples]) => triples);
    throw new FfiError("FFI_UNSUPPORTED", `this was made for ${known.join(", ")}, and runs on ${triple}`, {
      hint: `bind the headers for --target ${triple} too`,
      details: { target: triple, known },
    });
  }
  return choice[1]();
}

function assertChoice(choice: unknown, index: number): void {
  if (Array.isArray(choice) && isListOfText(choice[0]) && typeof choice[1] === "function") return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `byTarget(): choice ${index + 1}: got ${describeValue(choice)}`, {
    hint: 'a choice is a list of targets and a function, such as [["x86_64-unknown-linux-gnu"], () => c.uint]',
    details: { choice: index, received: choice },
  });
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Processor and system: `x86_64` and `linux` of `x86_64-unknown-linux-gnu`. */
function toSystem(triple: string): string {
  const [processor, , system] = triple.split("-");
  return `${processor} ${system}`;
}
