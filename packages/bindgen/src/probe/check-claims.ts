/** Compares what a spec claims with what a compiler says; every difference is a diagnostic with both values. */
import { floatAnswer, integerAnswer } from "./compiler.ts";
import type { AnswerType, Compiler } from "./compiler.ts";
import type { Claim } from "./claims.ts";
import type { Difference } from "./difference.ts";

/** Asks a compiler about claims, and gives those that it contradicts. */
export function checkClaims(claims: readonly Claim[], compiler: Compiler): readonly Difference[] {
  const texts = claims.filter(({ expected }) => typeof expected === "string");
  const longest = Math.max(0, ...texts.map(({ expected }) => Buffer.byteLength(String(expected))));
  const numbers = claims.filter(({ expected }) => typeof expected !== "string");
  const differences = [
    ...compare(
      numbers.filter(({ expected }) => typeof expected === "bigint"),
      integerAnswer,
      compiler,
    ),
    ...compare(
      numbers.filter(({ expected }) => typeof expected === "number"),
      floatAnswer,
      compiler,
    ),
  ];
  return [
    ...judgeSilence(numbers, differences, compiler),
    // A byte more than the longest shows text that is longer in C.
    ...dropConfirmed(texts, compare(texts, textAnswer(longest + 2), compiler), compiler),
  ];
}

/**
 * What a compiler takes and does not calculate, as clang does `FLT_ROUNDS`, it does not contradict. A member that it does not have is
 * declared otherwise to it; by which name is nobody's business where that is reserved, as in `atomic_flag`.
 */
function judgeSilence(
  claims: readonly Claim[],
  differences: readonly Difference[],
  compiler: Compiler,
): readonly Difference[] {
  const silent = new Set(differences.filter(({ actual }) => actual === undefined).map(({ subject }) => subject));
  if (silent.size === 0) return differences;
  const asked = claims.filter(({ subject }) => silent.has(subject));
  const sizes = compiler.ask(
    asked.map(({ question, member }) => `sizeof(${member ?? question})`),
    integerAnswer,
  );
  const isTaken = new Set(asked.filter((_claim, place) => sizes[place] !== undefined).map(({ subject }) => subject));
  const members = new Map(asked.flatMap(({ subject, member }) => (member === undefined ? [] : [[subject, member]])));
  return differences.flatMap((difference) => {
    const { subject } = difference;
    if (!silent.has(subject)) return [difference];
    const member = members.get(subject);
    // Offsets are constants: what has one and none is the compiler's mistake, or that of the question.
    if (member === undefined) return isTaken.has(subject) ? [] : [difference];
    if (isTaken.has(subject)) return [difference];
    return /->_[A-Z_][^.[]*$/.test(member) ? [] : [{ ...difference, isUnknown: true }];
  });
}

/**
 * Only literals initialize arrays; text behind a cast, `((const char *)"text")`, is compared by the compiler. clang does not
 * compare `unsigned char`: what it takes and does not calculate, it does not contradict.
 */
function dropConfirmed(
  claims: readonly Claim[],
  differences: readonly Difference[],
  compiler: Compiler,
): readonly Difference[] {
  const silent = new Set(differences.filter(({ actual }) => actual === undefined).map(({ subject }) => subject));
  const asked = claims.filter(({ subject }) => silent.has(subject));
  const answers = compiler.ask(
    asked.map(({ question, expected }) => `__builtin_strcmp(${question}, ${spellText(String(expected))}) == 0`),
    integerAnswer,
  );
  const sizes = compiler.ask(
    asked.map(({ question }) => `sizeof(${question})`),
    integerAnswer,
  );
  const isConfirmed = (place: number): boolean =>
    answers[place] === undefined ? sizes[place] !== undefined : answers[place][0] === 1;
  const confirmed = new Set(asked.filter((_claim, place) => isConfirmed(place)).map(({ subject }) => subject));
  return differences.filter(({ subject }) => !confirmed.has(subject));
}

/** Octal escapes end after three digits, whatever follows. */
function spellText(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`);
  return `"${bytes.join("")}"`;
}

/** Answers of text, with room for its null. */
export function textAnswer(byteLength: number): AnswerType {
  return { specifier: "char", suffix: `[${byteLength}]`, byteLength };
}

/** Reads text up to its last character; what is behind it is null. */
export function readText(bytes: Uint8Array): string {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, end));
}

function compare(claims: readonly Claim[], type: AnswerType, compiler: Compiler): readonly Difference[] {
  const answers = compiler.ask(
    claims.map(({ question }) => question),
    type,
  );
  return claims.flatMap((claim, place): readonly Difference[] => {
    const bytes = answers[place];
    const actual = bytes === undefined ? undefined : readDifference(claim, bytes);
    if (bytes !== undefined && actual === undefined) return [];
    const { key, subject, expected, isMinimum } = claim;
    const own = typeof expected === "string" ? JSON.stringify(expected) : String(expected);
    return [{ key, subject, expected: isMinimum ? `at least ${own}` : own, actual }];
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
