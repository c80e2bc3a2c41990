/**
 * One type, spelled as compilers spell types: `const struct stat *(*)[4]`. What its names mean is the caller's to say; other
 * front ends, which have types as texts only, get the types of this package here.
 */
import type { Target } from "@koine/ctypes";
import { parseIntegerConstant } from "../evaluate/evaluate-expression.ts";
import { endOf, lexSource } from "../lex/lexer.ts";
import { SourceText } from "../lex/source-text.ts";
import { parseAttributes } from "./attributes.ts";
import { DeclarationParts } from "./declaration-parts.ts";
import { parseTypeName } from "./declarators.ts";
import type { EnumDeclaration, RecordDeclaration, TypedefDeclaration } from "./model.ts";
import { ParseFailure, Parser } from "./parser.ts";
import type { Grammar, TypeNames } from "./parser.ts";
import { noQualifiers } from "./qualifiers.ts";
import type { DeclaredType } from "./type-model.ts";

/** What the names in a type mean. */
export interface TypeTextNames {
  readonly target: Target;
  findTypedef(name: string): TypedefDeclaration | undefined;
  findRecord(tag: string): RecordDeclaration | undefined;
  findEnum(tag: string): EnumDeclaration | undefined;
}

/** Parses a type; one that cannot be parsed, or names what is not known, is unsupported and says why. */
export function parseTypeText(text: string, names: TypeTextNames): DeclaredType {
  const source = new SourceText("<type>", text);
  const scope: TypeNames = { findTypedef: (name) => names.findTypedef(name), findOrdinary: () => undefined };
  const parser = new Parser({
    grammar: grammarOf(names),
    names: scope,
    target: names.target,
    tokens: lexSource(source),
    end: endOf(source),
  });
  try {
    const type = parseTypeName(parser);
    if (!parser.isAtEnd()) throw parser.failure("expected nothing more after the type");
    return type;
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    const unknown = { byteLength: undefined, alignment: undefined, qualifiers: noQualifiers };
    return { kind: "unsupported", text, reason: error.message, ...unknown };
  }
}

function grammarOf(names: TypeTextNames): Grammar {
  return {
    parseTypeName,
    parseRecordSpecifier(parser) {
      const tag = readTag(parser);
      const record = names.findRecord(tag);
      if (record === undefined) throw parser.failure(`expected a known tag, got "${tag}"`);
      return { kind: "record", record, qualifiers: noQualifiers };
    },
    parseEnumSpecifier(parser) {
      const tag = readTag(parser);
      const enumeration = names.findEnum(tag);
      if (enumeration === undefined) throw parser.failure(`expected a known tag, got "${tag}"`);
      return { kind: "enum", enumeration, qualifiers: noQualifiers };
    },
    parseIntegerConstant: (parser) => parseIntegerConstant(parser, names.target)?.value,
    parseTypeofExpression: () => undefined,
    isWholeUnit: false,
    isIncomplete: () => false,
  };
}

/** Reads `struct`, `union` or `enum` with its tag. */
function readTag(parser: Parser): string {
  parser.advance();
  parseAttributes(parser, new DeclarationParts());
  return parser.advance().text;
}
