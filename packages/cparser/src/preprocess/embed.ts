/**
 * `#embed` and `__has_embed`: the bytes of a file as integers between commas. Where files are looked for is in
 * `include-search.ts`.
 *
 * @see C23 6.10.2 (`__has_embed`) and 6.10.4 (binary resource inclusion)
 */
import { isToken, Token } from "../lex/token.ts";
import { ConditionFailure } from "./condition.ts";
import { readIncludeName } from "./include-name.ts";
import type { IncludeName } from "./include-name.ts";

/** What `#embed` asks for. */
export interface EmbedRequest extends IncludeName {
  /** Bytes to take at most. */
  readonly limit: bigint | undefined;
  /** Bytes to leave out at the start. */
  readonly offset: bigint;
  /** What stands around the bytes, or in their place where there are none. */
  readonly prefix: readonly Token[];
  readonly suffix: readonly Token[];
  readonly ifEmpty: readonly Token[];
  /** The first parameter that nobody knows. */
  readonly unknownParameter: Token | undefined;
}

/** How parts of a request are understood. */
export interface EmbedContext {
  readonly expand: (tokens: readonly Token[]) => readonly Token[];
  /** Evaluates an expression as `#if` does. */
  readonly evaluate: (tokens: readonly Token[]) => bigint;
}

/** Bytes that one `#embed` may bring: each becomes two tokens. */
export const maximumEmbeddedBytes: number = 4 * 2 ** 20;

/**
 * Reads what stands behind `#embed`, or between the parentheses of `__has_embed`.
 *
 * @throws {ConditionFailure} What is no request.
 */
export function parseEmbedRequest(line: readonly Token[], context: EmbedContext): EmbedRequest {
  const [first] = line;
  const isPlain = first?.kind === "string" || isToken(first, "<");
  // Parameters are not expanded, unless it takes a macro to see the name.
  const tokens = isPlain ? line : context.expand(line);
  const name = readIncludeName(tokens, (rest) => rest);
  if (name === undefined) throw new ConditionFailure(first, 'expected "FILE" or <FILE>');
  return { ...name, ...readParameters(tokens.slice(findParameters(tokens)), context) };
}

/** Gives the index of the first token behind the name. */
function findParameters(tokens: readonly Token[]): number {
  if (tokens[0]?.kind === "string") return 1;
  const end = tokens.findIndex((token) => isToken(token, ">"));
  return end < 0 ? tokens.length : end + 1;
}

type Parameters = Omit<EmbedRequest, keyof IncludeName>;

function readParameters(tokens: readonly Token[], context: EmbedContext): Parameters {
  const seen = new Map<string, readonly Token[]>();
  let unknownParameter: Token | undefined;
  let index = 0;
  while (index < tokens.length) {
    const start = tokens[index];
    const { name, length } = readParameterName(tokens, index);
    index += length;
    const close = isToken(tokens[index], "(") ? findClose(tokens, index) : index;
    const isKnown = parameterNames.has(name);
    if (isKnown && close === index) throw new ConditionFailure(start, `expected "(" behind ${name}`);
    if (seen.has(name)) throw new ConditionFailure(start, `${name} is given twice`);
    seen.set(name, tokens.slice(index + 1, close));
    if (!isKnown) unknownParameter ??= start;
    index = close === index ? index : close + 1;
  }
  const evaluate = (name: string): bigint | undefined => evaluateCount(seen.get(name), context);
  return {
    limit: evaluate("limit"),
    offset: evaluate("offset") ?? 0n,
    prefix: seen.get("prefix") ?? [],
    suffix: seen.get("suffix") ?? [],
    ifEmpty: seen.get("if_empty") ?? [],
    unknownParameter,
  };
}

const parameterNames: ReadonlySet<string> = new Set(["limit", "prefix", "suffix", "if_empty", "offset"]);

/** `offset` is what GCC and Clang added, each under its own name. */
function readParameterName(
  tokens: readonly Token[],
  index: number,
): { readonly name: string; readonly length: number } {
  const [first, separator, second] = tokens.slice(index, index + 3);
  if (first?.kind !== "identifier") throw new ConditionFailure(first, "expected the name of a parameter");
  const plain = (token: Token): string => token.text.replace(/^__(.*)__$/, "$1");
  if (!isToken(separator, "::") || second?.kind !== "identifier") {
    const name = plain(first);
    return { name: name === "offset" ? "unprefixed offset" : name, length: 1 };
  }
  const isOffset = ["gnu", "clang"].includes(plain(first)) && plain(second) === "offset";
  return { name: isOffset ? "offset" : `${first.text}::${second.text}`, length: 3 };
}

function findClose(tokens: readonly Token[], open: number): number {
  const closing: string[] = [];
  for (let index = open; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind !== "punctuator") continue;
    const end = { "(": ")", "[": "]", "{": "}" }[token.text];
    if (end !== undefined) closing.push(end);
    else if (token.text === closing.at(-1)) closing.pop();
    if (closing.length === 0) return index;
  }
  throw new ConditionFailure(tokens[open], 'a "(" is never closed');
}

function evaluateCount(tokens: readonly Token[] | undefined, { evaluate }: EmbedContext): bigint | undefined {
  if (tokens === undefined) return undefined;
  const value = evaluate(tokens);
  if (value < 0n) throw new ConditionFailure(tokens[0], "expected a number of bytes, which cannot be negative");
  return value;
}

/** Takes the bytes that are asked for. */
export function selectBytes(bytes: Uint8Array, { limit, offset }: EmbedRequest): Uint8Array {
  const start = offset < bytes.length ? Number(offset) : bytes.length;
  const count = limit !== undefined && limit < bytes.length ? Number(limit) : bytes.length;
  return bytes.subarray(start, start + count);
}

/** Makes the tokens that take the place of a directive at `site`. Equal ones are one object: there may be millions. */
export function makeEmbeddedTokens(bytes: Uint8Array, request: EmbedRequest, site: Token): Token[] {
  if (bytes.length === 0) return [...request.ifEmpty];
  const { source, offset } = site;
  const place = { source, offset, hasSpaceBefore: true, startsLine: false, doc: undefined, hideSet: undefined };
  const comma = Token.at("punctuator", ",", { ...place, hasSpaceBefore: false });
  const numbers: Token[] = [];
  const tokens = [...request.prefix];
  for (const [index, byte] of bytes.entries()) {
    if (index > 0) tokens.push(comma);
    tokens.push((numbers[byte] ??= Token.at("number", String(byte), place)));
  }
  tokens.push(...request.suffix);
  return tokens;
}
