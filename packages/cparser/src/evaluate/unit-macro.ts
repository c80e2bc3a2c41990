/**
 * A macro of a translation unit. Of the thousands that system headers define, few are ever asked for: what is not plain to see
 * is found out when it is asked.
 */
import type { Span } from "@koine/diagnostics";
import { noAttributes } from "../declaration/attributes.ts";
import type { Attributes, MacroDeclaration, MacroValue } from "../declaration/model.ts";
import { cleanDocComment } from "../lex/doc-comment.ts";
import { spanOfToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import type { Macro } from "../preprocess/macro.ts";
import type { UnitEvaluation } from "./expand-macro.ts";
import { evaluateMacro } from "./macro-value.ts";

/** A macro as it is at the end of the unit. */
export class UnitMacro implements MacroDeclaration {
  readonly kind = "macro";
  readonly name: string;
  readonly parameters: readonly string[] | undefined;
  readonly isVariadic: boolean;
  readonly attributes: Attributes = noAttributes;
  readonly #macro: Macro;
  readonly #nameToken: Token;
  readonly #evaluation: UnitEvaluation;
  #value: MacroValue | undefined;
  #span: Span | undefined;

  constructor(macro: Macro, nameToken: Token, evaluation: UnitEvaluation) {
    this.name = macro.name;
    this.parameters = macro.parameters;
    this.isVariadic = macro.variadicName !== undefined;
    this.#macro = macro;
    this.#nameToken = nameToken;
    this.#evaluation = evaluation;
  }

  get tokens(): readonly string[] {
    return this.#macro.body.map((token) => token.text);
  }

  get value(): MacroValue {
    this.#value ??= evaluateMacro(this.#macro, this.#evaluation);
    return this.#value;
  }

  get file(): string {
    return this.#nameToken.source.path;
  }

  get span(): Span {
    return (this.#span ??= spanOfToken(this.#nameToken));
  }

  get doc(): string | undefined {
    const { doc } = this.#macro;
    return doc === undefined ? undefined : cleanDocComment(doc);
  }
}
