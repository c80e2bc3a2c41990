/** Compares what a spec claims with what a compiler says; every difference is a diagnostic with both values. */
import { floatAnswer, integerAnswer } from "./compiler.ts";
import type { AnswerType, Compiler } from "./compiler.ts";
import type { Claim } from "./claims.ts";

/** A claim that the compiler does not confirm. */
export interface Difference {
  readonly claim: Claim;
  /** What the compiler says; `undefined` where it takes no such constant. */
  readonly actual: string | undefined;
}

/** Asks a compiler about claims, and gives those that it contradicts in their order. */
export function checkClaims(claims: readonly Claim[], compiler: Compiler): readonly Difference[] {
  const texts = claims.filter(({ expected }) => typeof expected === "string");
  const longest = Math.max(0, ...texts.map(({ expected }) => Buffer.byteLength(String(expected))));
  const differences = [
    ...compare(
      claims.filter(({ expected }) => typeof expected === "bigint"),
      integerAnswer,
      compiler,
    ),
    ...compare(
      claims.filter(({ expected }) => typeof expected === "number"),
      floatAnswer,
      compiler,
    ),
    // A byte more than the longest shows text that is longer in C.
    ...compare(texts, textAnswer(longest + 2), compiler),
  ];
  const places = new Map(claims.map((claim, place) => [claim, place]));
  return differences.toSorted((left, right) => (places.get(left.claim) ?? 0) - (places.get(right.claim) ?? 0));
}

/** Answers of text, with room for its null. */
export function textAnswer(byteLength: number): AnswerType {
  return { specifier: "char", suffix: `[${byteLength}]`, byteLength };
}

/** Reads text up to its last character; what is behind it is null. */
export function readText(bytes: Uint8Array): string {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  return new TextDecoder().decode(bytes.subarray(0, end));
}

function compare(claims: readonly Claim[], type: AnswerType, compiler: Compiler): readonly Difference[] {
  const answers = compiler.ask(
    claims.map(({ question }) => question),
    type,
  );
  return claims.flatMap((claim, place): readonly Difference[] => {
    const bytes = answers[place];
    if (bytes === undefined) return [{ claim, actual: undefined }];
    const actual = readDifference(claim, bytes);
    return actual === undefined ? [] : [{ claim, actual }];
  });
}

/** Gives what the compiler says, if that is something else. */
function readDifference({ expected, isMinimum }: Claim, bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (typeof expected === "string") {
    const text = readText(bytes);
    return text === trimNulls(expected) ? undefined : JSON.stringify(text);
  }
  if (typeof expected === "number") {
    const value = view.getFloat64(0, true);
    return Object.is(value, expected) ? undefined : String(value);
  }
  const value = view.getBigUint64(0, true);
  if (BigInt.asUintN(64, expected) === value || (isMinimum && value > expected)) return undefined;
  return String(expected < 0n || value >= 2n ** 63n ? BigInt.asIntN(64, value) : value);
}

function trimNulls(text: string): string {
  return text.replace(/\0+$/, "");
}
