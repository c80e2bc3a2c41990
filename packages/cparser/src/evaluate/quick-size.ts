/** Sizes of types as `sizeof (…)` is asked for them in macros: each spelling once. */
import { ParseFailure } from "../declaration/parser.ts";
import { layoutOfType, resolveTypedefs } from "../declaration/type-layout.ts";
import type { Token } from "../lex/token.ts";
import type { MacroEvaluation } from "./expand-macro.ts";

/** Reads types that no macro has a part in. */
export class SizeReader {
  private readonly evaluation: MacroEvaluation;
  private readonly known = new Map<string, number | undefined>();

  constructor(evaluation: MacroEvaluation) {
    this.evaluation = evaluation;
  }

  /** Gives the size in bytes of a type; `undefined` if the tokens are something else, or if it has none. */
  read(tokens: readonly Token[]): number | undefined {
    let key = "";
    for (const { text } of tokens) key += `${text} `;
    if (!this.known.has(key)) this.known.set(key, this.measure(tokens));
    return this.known.get(key);
  }

  private measure(tokens: readonly Token[]): number | undefined {
    const { context, parser, end, target } = this.evaluation;
    for (const { kind, text } of tokens) {
      const isUsual = (kind === "identifier" && !context.macros.has(text)) || text === "*";
      if (!isUsual) return undefined;
    }
    const [first] = tokens;
    if (first === undefined || !parser.isTypeStart(first)) return undefined;
    const diagnosticCount = parser.diagnostics.length;
    try {
      return parser.runOver(tokens, end, () => {
        const type = parser.grammar.parseTypeName(parser);
        // Arrays have sizes when they have lengths, which expressions find out.
        const isArray = resolveTypedefs(type).kind === "array";
        if (!parser.isAtEnd() || isArray || parser.grammar.isIncomplete(type)) return undefined;
        return layoutOfType(type, target)?.byteLength;
      });
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      return undefined;
    } finally {
      parser.diagnostics.length = diagnosticCount;
    }
  }
}
