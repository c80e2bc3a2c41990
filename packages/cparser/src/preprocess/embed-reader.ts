/** Carries out `#embed`, and answers `__has_embed`. What stands in a request is in `embed.ts`. */
import type { Diagnostic } from "@koine/diagnostics";
import { spanOfToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import { ConditionFailure } from "./condition.ts";
import { makeEmbeddedTokens, maximumEmbeddedBytes, parseEmbedRequest, selectBytes } from "./embed.ts";
import type { MissingFileDiagnostic } from "./describe-include.ts";
import type { EmbedContext } from "./embed.ts";
import type { IncludeSearch } from "./include-search.ts";
import type { SourceFile } from "./source-file.ts";

/** The tokens that take the place of a directive. */
export interface EmbeddedTokens {
  readonly tokens: readonly Token[];
}

/** Reads files for `#embed`. */
export class EmbedReader {
  readonly #search: IncludeSearch;
  readonly #context: EmbedContext;

  constructor(search: IncludeSearch, context: EmbedContext) {
    this.#search = search;
    this.#context = context;
  }

  /** Gives the tokens of a directive, or what is wrong with it. */
  read(keyword: Token, line: readonly Token[], from: SourceFile | undefined): EmbeddedTokens | Diagnostic {
    try {
      const request = parseEmbedRequest(line, this.#context);
      const { name, unknownParameter } = request;
      if (unknownParameter !== undefined) throw new ConditionFailure(unknownParameter, "this parameter is not known");
      const bytes = this.#search.findBytes(request, from);
      if (bytes === undefined) {
        const places = this.#search.listEmbedPlaces(request, from);
        const tried =
          places.length === 0 ? "there are no directories for it: see --embed-dir" : `tried ${places.join(", ")}`;
        const diagnostic = report(line[0] ?? keyword, {
          code: "cparser/file-not-found",
          message: `file "${name}" was not found`,
          help: tried,
        });
        const missing: MissingFileDiagnostic = { ...diagnostic, missingFile: name };
        return missing;
      }
      const selected = selectBytes(bytes, request);
      if (selected.length > maximumEmbeddedBytes) {
        const message = `#embed of ${selected.length} bytes: at most ${maximumEmbeddedBytes} are read`;
        return report(keyword, { code: "cparser/embed-size", message, help: "add limit(…) to the directive" });
      }
      return { tokens: makeEmbeddedTokens(selected, request, keyword) };
    } catch (error) {
      if (!(error instanceof ConditionFailure)) throw error;
      const message = `the #embed is invalid: ${error.message}`;
      return report(error.token ?? keyword, { code: "cparser/preprocessor", message, help: undefined });
    }
  }

  /**
   * Gives the value of `__has_embed`: 0 for what is not there or cannot be asked for, 1 for what is there, 2 for nothing.
   *
   * @throws {ConditionFailure} What is no request.
   */
  describe(line: readonly Token[], from: SourceFile | undefined): "0" | "1" | "2" {
    const request = parseEmbedRequest(line, this.#context);
    const bytes = request.unknownParameter === undefined ? this.#search.findBytes(request, from) : undefined;
    if (bytes === undefined) return "0";
    return selectBytes(bytes, request).length === 0 ? "2" : "1";
  }
}

function report(place: Token, facts: Pick<Diagnostic, "code" | "message" | "help">): Diagnostic {
  return { ...facts, severity: "error", span: spanOfToken(place) };
}
