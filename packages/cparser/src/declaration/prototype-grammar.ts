/**
 * The rules of a single prototype where they differ from those of a header: no bodies of structs and enums, and no
 * constant expressions but literals.
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
