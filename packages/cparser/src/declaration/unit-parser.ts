/**
 * The declarations of a preprocessed translation unit: assembles the grammar for headers, and recovers from what cannot
 * be parsed at the next declaration.
 */
import { findNearestNames } from "@koine/diagnostics";
import type { Diagnostic } from "@koine/diagnostics";
import { evaluateTypeof, parseIntegerConstant } from "../evaluate/evaluate-expression.ts";
import { isUnclosedLiteral, spanOfToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import { hasNoSize } from "./complete-types.ts";
import { parseTypeName } from "./declarators.ts";
import { parseEnumSpecifier } from "./enums.ts";
import { parseExternalDeclaration } from "./external-declarations.ts";
import { LateFunctions } from "./late-functions.ts";
import type { LateFunctionsOptions } from "./late-functions.ts";
import { adviseOnLanguage, LinkageReader } from "./other-languages.ts";
import { ParseFailure, Parser } from "./parser.ts";
import type { Grammar } from "./parser.ts";
import { parseRecordSpecifier } from "./records.ts";
import { DeclarationSkipper } from "./skip-declaration.ts";
import { spellType } from "./spell-type.ts";
import type { DeclaredEnum, DeclaredRecord } from "./type-model.ts";
import type { UnitBuilder } from "./unit-builder.ts";

/** Makes a parser of headers; it knows the names of `unit`. */
export function makeUnitParser(unit: UnitBuilder, tokens: readonly Token[], end: Token): Parser {
  const grammar: Grammar = {
    parseTypeName,
    parseRecordSpecifier: (parser) => parseRecordSpecifier(parser, unit),
    parseEnumSpecifier: (parser) => parseEnumSpecifier(parser, unit),
    parseIntegerConstant: (parser) => parseIntegerConstant(parser, unit.target)?.value,
    parseTypeofExpression: (parser) => evaluateTypeof(parser, unit.target),
    isWholeUnit: true,
    isIncomplete: (type) => hasNoSize(type, (tagged) => isOnlyDeclared(tagged, unit)),
  };
  const { scope: names, target, standard } = unit;
  return new Parser({ grammar, names, target, standard, tokens, end });
}

/** To Microsoft every enum is an `int`, declared or defined. */
function isOnlyDeclared(type: DeclaredRecord | DeclaredEnum, { failedTypes, target }: UnitBuilder): boolean {
  if (type.kind === "record") return type.record.members === null && !failedTypes.has(type.record);
  const { enumeration } = type;
  const hasBase = enumeration.hasDeclaredBase || target.isEnumAlwaysInt;
  return enumeration.enumerators === null && !hasBase && !failedTypes.has(enumeration);
}

/**
 * Parses all declarations. What cannot be parsed becomes a diagnostic.
 *
 * @param late Of which files functions are wanted, and the tokens of the unit; those of all when absent.
 */
export function parseDeclarations(
  parser: Parser,
  unit: UnitBuilder,
  late?: Pick<LateFunctionsOptions, "tokens" | "end" | "isWanted">,
): void {
  const skipper = new DeclarationSkipper(parser);
  const linkage = new LinkageReader(parser);
  const read = (): void => parseDeclaration(parser, unit, skipper);
  const functions = late && new LateFunctions({ ...late, parser, unit, read });
  unit.scope.late = functions;
  while (!parser.isAtEnd()) {
    if (linkage.accept() || functions?.accept() === true) continue;
    read();
  }
  reportIncompleteVariables(parser, unit);
}

function parseDeclaration(parser: Parser, unit: UnitBuilder, skipper: DeclarationSkipper): void {
  const start = parser.position;
  try {
    parseExternalDeclaration(parser, unit);
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    // The preprocessor has reported those.
    if (!isUnclosedLiteral(error.token)) {
      parser.diagnostics.push(toDiagnostic(error, unit, parser.diagnostics.length < maximumSuggestions));
    }
    parser.parameterNames.length = 0;
    parser.parameterLists = 0;
    parser.position = Math.max(parser.position, start);
    skipper.skip(start);
  }
}

/**
 * A variable that is not `extern` is defined here, with a size by the end of the unit.
 *
 * @see C17 6.9.2p2 (tentative definitions)
 */
function reportIncompleteVariables(parser: Parser, unit: UnitBuilder): void {
  for (const { name, storage, type, span } of unit.variables.values()) {
    if (storage === "extern" || !parser.grammar.isIncomplete(type)) continue;
    const message = `"${name}" has no size: ${spellType(type)} is never completed`;
    const help = `declare it as extern, or include the header that defines its type`;
    parser.diagnostics.push({ code: "cparser/incomplete-type", severity: "error", message, span, help });
  }
}

/** Among so many mistakes nobody looks for spelling, and each look goes through all names. */
const maximumSuggestions = 100;

function toDiagnostic(failure: ParseFailure, unit: UnitBuilder, canSuggest: boolean): Diagnostic {
  const { unknownName, code, token } = failure;
  const span = spanOfToken(token);
  if (unknownName === undefined) {
    const help = failure.help ?? adviseOnLanguage(failure);
    return { code, severity: "error", message: failure.message, span, help, related: failure.related };
  }
  const nearest = canSuggest ? findNearestNames(unknownName, unit.scope.typedefs.keys()) : [];
  const suggestion = nearest.length === 0 ? "" : `did you mean "${nearest.join('" or "')}"? Otherwise `;
  return {
    code,
    severity: "error",
    message: `unknown type name "${unknownName}"`,
    span,
    help: adviseOnLanguage(failure) ?? `${suggestion}include the header that declares it before this one`,
  };
}
