/**
 * Macro expansion over a stream of tokens, by Prosser's algorithm with hide sets. Where the tokens come from is the
 * caller's business: a file with its directives, or a list.
 *
 * @see C17 6.10.3.4 (rescanning and further replacement)
 */
import type { HideSet } from "../lex/hide-set.ts";
import { SourceText } from "../lex/source-text.ts";
import { isToken, Token } from "../lex/token.ts";
import type { ExpansionLimit } from "./expansion-limit.ts";
import type { Macro } from "./macro.ts";
import { copyBody, substitute } from "./substitute.ts";

/** Where an expander reads from. At the end it gives `end` tokens for ever. */
export interface TokenReader {
  read(): Token;
}

/** What all expanders of one translation unit share. */
export interface MacroContext {
  readonly macros: Map<string, Macro>;
  readonly noNames: HideSet;
  readonly limit: ExpansionLimit;
  /** Gives the token that replaces a special macro other than `_Pragma` and `__pragma`. */
  replaceSpecial(macro: Macro, site: Token): Token;
  /** Executes the text of `_Pragma("…")` or `__pragma(…)`. */
  executePragma(text: string, site: Token): void;
  report(token: Token, message: string): void;
}

/** The arguments of one use of a function-like macro. */
interface CollectedArguments {
  /** One list per parameter. */
  readonly macroArguments: Token[][];
  readonly close: Token;
  readonly isVariadicOmitted: boolean;
}

/** Reads tokens and expands the macros among them. */
export class MacroExpander {
  readonly #context: MacroContext;
  readonly #reader: TokenReader;
  /** Tokens to be read before those of the reader, the next one last. */
  readonly #pending: Token[] = [];

  constructor(context: MacroContext, reader: TokenReader) {
    this.#context = context;
    this.#reader = reader;
  }

  /** Whether the next token comes from the reader: no macro is being replaced. */
  get isIdle(): boolean {
    return this.#pending.length === 0;
  }

  /** Gives up what is left of the macros that are being replaced. */
  abandon(): void {
    this.#pending.length = 0;
  }

  /** Reads the next token of the expanded text. */
  next(): Token {
    const { macros } = this.#context;
    for (;;) {
      const token = this.readUnexpanded();
      if (token.kind !== "identifier") return token;
      const macro = macros.get(token.text);
      if (macro === undefined || token.hideSet?.has(token.text) === true) return token;
      if (!this.#expand(token, macro)) return token;
    }
  }

  /** Reads the next token without expanding it. */
  readUnexpanded(): Token {
    return this.#pending.pop() ?? this.#reader.read();
  }

  /** Puts what replaces a macro before the next token; false if it is not replaced after all. */
  #expand(site: Token, macro: Macro): boolean {
    if (macro.special !== undefined) return this.#expandSpecial(site, macro);
    const context = this.#context;
    let hideSet = (site.hideSet ?? context.noNames).with(macro.name);
    let macroArguments: Token[][] | undefined;
    let isVariadicOmitted = false;
    if (macro.parameters !== undefined) {
      const open = this.readUnexpanded();
      if (!isToken(open, "(")) {
        if (open.kind !== "end") this.#pending.push(open);
        return false;
      }
      const collected = this.#collectArguments(site, macro);
      if (collected === undefined) return true;
      ({ macroArguments, isVariadicOmitted } = collected);
      const common = site.hideSet?.intersection(collected.close.hideSet ?? context.noNames, context.noNames);
      hideSet = (common ?? context.noNames).with(macro.name);
    }
    const isPlain = macroArguments === undefined && !macro.hasOperators;
    const tokens = isPlain
      ? copyBody(macro.body, site, hideSet)
      : substitute({
          macro,
          macroArguments,
          isVariadicOmitted,
          site,
          hideSet,
          expand: (list) => expandTokens(context, list),
          onBadPaste: (left, right) => {
            context.report(site, `pasting "${left.text}" and "${right.text}" does not give a token`);
          },
        });
    context.limit.spend(tokens.length, hideSet.size, site);
    this.#push(tokens, site);
    return true;
  }

  #push(tokens: readonly Token[], site: Token): void {
    const first = tokens[0];
    if (first === undefined) {
      if (site.doc !== undefined || site.startsLine) this.#passOnPlace(site);
      return;
    }
    for (let index = tokens.length - 1; index > 0; index--) {
      const token = tokens[index];
      if (token !== undefined) this.#pending.push(token);
    }
    const { hasSpaceBefore, startsLine } = site;
    this.#pending.push(withPlace(first, { hasSpaceBefore, startsLine, doc: site.doc ?? first.doc }));
  }

  /** A doc comment before a macro that expands to nothing belongs to what follows, and so does the start of its line. */
  #passOnPlace(site: Token): void {
    const next = this.readUnexpanded();
    if (next.kind === "end") return;
    const doc = next.doc ?? site.doc;
    const { hasSpaceBefore } = next;
    const isSame = next.startsLine && doc === next.doc;
    this.#pending.push(
      isSame ? next : withPlace(next, { hasSpaceBefore, startsLine: next.startsLine || site.startsLine, doc }),
    );
  }

  #collectArguments(site: Token, macro: Macro): CollectedArguments | undefined {
    const count = macro.parameters?.length ?? 0;
    const variadic = macro.variadicName === undefined ? -1 : count - 1;
    let current: Token[] = [];
    const macroArguments = [current];
    let depth = 0;
    for (;;) {
      const token = this.readUnexpanded();
      if (token.kind === "end") {
        this.#context.report(site, `the arguments of macro "${macro.name}" are never closed`);
        return undefined;
      }
      if (token.kind === "punctuator") {
        if (token.text === "(") depth++;
        else if (token.text === ")" && depth-- === 0) return this.#checkArguments(macro, macroArguments, token);
        else if (token.text === "," && depth === 0 && macroArguments.length - 1 !== variadic) {
          macroArguments.push((current = []));
          continue;
        }
      }
      current.push(token);
    }
  }

  #checkArguments(macro: Macro, macroArguments: Token[][], close: Token): CollectedArguments {
    const count = macro.parameters?.length ?? 0;
    if (count === 0 && macroArguments.length === 1 && macroArguments[0]?.length === 0) macroArguments.pop();
    const needed = macro.variadicName === undefined ? count : count - 1;
    if (macroArguments.length > count || (macroArguments.length < needed && needed > 1)) {
      const given = macroArguments.length;
      this.#context.report(close, `macro "${macro.name}" takes ${count} arguments, got ${given}`);
    }
    const isOnlyEmpty = count === 1 && macroArguments[0]?.length === 0;
    const isVariadicOmitted = macro.variadicName !== undefined && (macroArguments.length < count || isOnlyEmpty);
    while (macroArguments.length < count) macroArguments.push([]);
    return { macroArguments, close, isVariadicOmitted };
  }

  #expandSpecial(site: Token, macro: Macro): boolean {
    if (macro.special !== "_Pragma" && macro.special !== "__pragma") {
      this.#pending.push(this.#context.replaceSpecial(macro, site));
      return true;
    }
    const open = this.readUnexpanded();
    if (!isToken(open, "(")) {
      if (open.kind !== "end") this.#pending.push(open);
      return false;
    }
    if (macro.special === "__pragma") {
      this.#context.executePragma(this.#readPragma(open), site);
      return true;
    }
    const string = this.next();
    const close = string.kind === "string" ? this.readUnexpanded() : string;
    if (!isToken(close, ")")) {
      this.#context.report(site, 'expected _Pragma("…")');
      if (close.kind !== "end") this.#pending.push(close);
      return true;
    }
    const text = string.text.slice(string.text.indexOf('"') + 1, -1).replace(/\\(["\\])/g, "$1");
    this.#context.executePragma(text, site);
    return true;
  }

  /** Reads the tokens of Microsoft's `__pragma( … )`, macros expanded, up to its end. */
  #readPragma(open: Token): string {
    const texts: string[] = [];
    for (let depth = 1; ;) {
      const token = this.next();
      if (token.kind === "end") {
        this.#context.report(open, "__pragma( is never closed");
        break;
      }
      if (isToken(token, "(")) depth++;
      else if (isToken(token, ")") && --depth === 0) break;
      texts.push(token.text);
    }
    return texts.join(" ");
  }
}

/** Expands a list of tokens by itself. */
export function expandTokens(context: MacroContext, tokens: readonly Token[]): readonly Token[] {
  const { macros } = context;
  if (!tokens.some((token) => token.kind === "identifier" && macros.has(token.text))) return tokens;
  return context.limit.nested(tokens, () => {
    const expander = new MacroExpander(context, new ListReader(tokens));
    const output: Token[] = [];
    for (let token = expander.next(); token.kind !== "end"; token = expander.next()) output.push(token);
    return output;
  });
}

/** Reads a list; behind it stands an `end`. */
export class ListReader implements TokenReader {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  read(): Token {
    return this.#tokens[this.#position++] ?? endOfList;
  }
}

const endOfList: Token = Token.at("end", "", {
  source: new SourceText("<macro>", ""),
  offset: 0,
  hasSpaceBefore: false,
  startsLine: true,
  doc: undefined,
  hideSet: undefined,
});

function withPlace(token: Token, place: Pick<Token, "hasSpaceBefore" | "startsLine" | "doc">): Token {
  const { source, offset, hideSet } = token;
  const { hasSpaceBefore, startsLine, doc } = place;
  return Token.at(token.kind, token.text, { source, offset, hideSet, hasSpaceBefore, startsLine, doc });
}
