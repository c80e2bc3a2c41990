/**
 * The rules of a single prototype where they differ from those of a header: no bodies of structs and enums, and no
 * constant expressions but literals. Lengths of array parameters may be written with the parameters before them, and operators: such
 * a parameter is a pointer, whatever the length.
 */
import { noAttributes, parseAttributes } from "./attributes.ts";
import { intType } from "./basic-types.ts";
import { DeclarationParts } from "./declaration-parts.ts";
import { parseTypeName } from "./declarators.ts";
import { describeToken, ParseFailure } from "./parser.ts";
import type { Grammar, Parser } from "./parser.ts";
import { taggedRecord } from "./prototype-names.ts";
import { noQualifiers } from "./qualifiers.ts";
import type { DeclaredType } from "./type-model.ts";

/** What a prototype may contain. */
export const prototypeGrammar: Grammar = {
  parseTypeName,
  parseRecordSpecifier(parser) {
    const recordKind = parser.token.text === "union" ? "union" : "struct";
    return taggedRecord(recordKind, parseTag(parser));
  },
  parseEnumSpecifier(parser) {
    return enumOf(parseTag(parser));
  },
  parseIntegerConstant(parser) {
    const token = parser.token;
    if (parser.parameterLists > 0 && skipVariableLength(parser)) return undefined;
    const literal = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)[uUlL]*$/.exec(token.text);
    if (token.kind !== "number" || literal === null) throw parser.failure("expected a number");
    parser.advance();
    const digits = literal[1] ?? "0";
    return BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  },
  parseTypeofExpression(parser) {
    throw parser.failure("expected a type");
  },
  isWholeUnit: false,
  isIncomplete: () => false,
};

/**
 * Skips a length such as `n` or `2 * n`, up to its bracket.
 *
 * @see C17 6.7.6.2p5: the size of a variable length array in a prototype is treated as if it were replaced by `*`.
 */
function skipVariableLength(parser: Parser): boolean {
  if (parser.token.kind === "number" && parser.peek(1).text === "]") return false;
  let isOperand = true;
  let count = 0;
  for (; parser.peek(count).text !== "]"; count++) {
    const { kind, text } = parser.peek(count);
    const isRight = isOperand
      ? kind === "number" || parser.parameterNames.includes(text)
      : /^(?:[-+*/%&|^]|<<|>>)$/.test(text);
    if (!isRight) return false;
    isOperand = !isOperand;
  }
  if (isOperand) return false;
  for (; count > 0; count--) parser.advance();
  return true;
}

/** Reads `struct`, `union` or `enum` with its tag. */
function parseTag(parser: Parser): string {
  const keyword = parser.advance();
  parseAttributes(parser, new DeclarationParts());
  const tag = parser.token;
  if (tag.kind !== "identifier" || parser.keyword() !== undefined) {
    const help = tag.text === "{" ? `declare the type by itself, with a tag, and use it here by that` : undefined;
    throw new ParseFailure(tag, `expected a tag after "${keyword.text}", got ${describeToken(tag)}`, { help });
  }
  parser.advance();
  if (parser.isAt("{")) {
    const help = `declare the type by itself, and use it here by name`;
    throw new ParseFailure(parser.token, `a declaration cannot contain the body of ${keyword.text} ${tag.text}`, {
      help,
    });
  }
  return tag.text;
}

function enumOf(tag: string): DeclaredType {
  return {
    kind: "enum",
    enumeration: {
      kind: "enum",
      tag,
      name: tag,
      enumerators: null,
      baseType: intType,
      hasDeclaredBase: false,
      layout: { byteLength: 4, alignment: 4 },
      span: { file: "<prototype>", start: 0, end: 0, line: 1, column: 1 },
      doc: undefined,
      attributes: noAttributes,
    },
    qualifiers: noQualifiers,
  };
}
