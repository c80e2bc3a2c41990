/**
 * Where a declaration starts behind one that cannot be read: questions about the tokens at a line's start. How far the broken one
 * reaches is decided in `skip-declaration.ts`.
 */
import type { Token } from "../lex/token.ts";
import { distanceBehindAttributes } from "./attributes.ts";
import type { Parser } from "./parser.ts";

/** Punctuators that a line does not go on behind. */
const brackets: ReadonlySet<string> = new Set([")", "]", "{", "}", ";"]);
/** More tokens than a declaration without a body has; it is looked through for each line that might start one. */
const maximumTokens = 4096;

/** Words that start declarations at file scope, and stand neither in a struct nor between parentheses. */
export function isNeverInside({ text }: Token): boolean {
  return text === "typedef" || text === "extern" || text === "static";
}

/**
 * Whether a new line starts a declaration. Where what stands before it cannot be the end of another one, such as a parenthesis that is
 * never closed, or where attributes come first, which also end declarations, a whole declaration has to follow.
 */
export function startsNext(parser: Parser, { kind, text }: Token): boolean {
  const { token } = parser;
  if (!startsFirstColumn(token)) return false;
  if (isNeverInside(token)) return true;
  if (!startsType(parser)) return false;
  const isOpen = kind === "invalid" || (kind === "punctuator" && !brackets.has(text));
  return (!isOpen && !startsWithAttribute(parser)) || isWholeDeclaration(parser);
}

/** Whether a declaration can start behind a body: `} name;` and `} __attribute__((…));` go on with the old one. */
export function startsBehindBody(parser: Parser): boolean {
  const { token } = parser;
  if (token.kind === "end") return true;
  if (token.kind !== "identifier" || !token.startsLine) return false;
  return !startsWithAttribute(parser) || (startsType(parser) && isWholeDeclaration(parser));
}

/**
 * Whether what starts at the current token is no member of a struct and no statement: a function that is declared, or a tag that is
 * defined or announced. In front of it a brace is missing.
 */
export function startsOutside(parser: Parser): boolean {
  const start = distanceBehindAttributes(parser, 0);
  const role = parser.keywordOf(parser.peek(start))?.role;
  if (role === "record" || role === "enum") {
    const { kind, text } = parser.peek(distanceBehindAttributes(parser, start + 1) + 1);
    if (kind === "punctuator" && (text === "{" || text === ";")) return true;
  }
  return isWholeDeclaration(parser) && declaresFunction(parser, start);
}

/** Whether a name that is no type stands between a type and an opening parenthesis: `int *f(`, but not `int (*f)(`. */
function declaresFunction(parser: Parser, start: number): boolean {
  for (let distance = start; distance < maximumTokens; distance++) {
    const token = parser.peek(distance);
    if (token.kind === "punctuator" && token.text !== "*") return false;
    const behind = distanceBehindAttributes(parser, distance);
    if (behind > distance) distance = behind - 1;
    else if (token.kind === "identifier" && distance > start && parser.keywordOf(token) === undefined) {
      const isType = parser.isTypeStart(token);
      const next = parser.peek(distance + 1);
      if (!isType && next.kind === "punctuator" && next.text === "(") return true;
    }
  }
  return false;
}

/** Whether a token starts a line that is not indented; macros that stand for nothing, and comments, may come before its first token. */
export function startsFirstColumn({ source, offset, startsLine }: Token): boolean {
  if (!startsLine) return false;
  const start = offset === 0 ? 0 : source.text.lastIndexOf("\n", offset - 1) + 1;
  return !/^[ \t]/.test(source.text.slice(start, start + 1));
}

function startsWithAttribute(parser: Parser): boolean {
  return parser.keyword()?.role === "attribute";
}

function startsType(parser: Parser): boolean {
  return parser.isTypeStart(parser.peek(distanceBehindAttributes(parser, 0)));
}

/** Whether a `;` or a body follows before a bracket is closed that was opened in front of the current token. */
function isWholeDeclaration(parser: Parser): boolean {
  let depth = 0;
  for (let distance = 0; distance < maximumTokens; distance++) {
    const { kind, text } = parser.peek(distance);
    if (kind === "end") return false;
    if (kind !== "punctuator") continue;
    if (depth === 0 && (text === ";" || text === "{")) return true;
    if (text === "(" || text === "[" || text === "{") depth++;
    else if ((text === ")" || text === "]" || text === "}") && --depth < 0) return false;
  }
  return false;
}
