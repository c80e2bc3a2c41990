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
import { answerFeatureQuery, isFeatureQuery } from "./feature-queries.ts";
import type { FeatureQuery } from "./feature-queries.ts";
import type { Macro } from "./macro.ts";
import { copyBody, replaceParameters } from "./plain-replacement.ts";
import { substitute } from "./substitute.ts";

/** Tokens one behind the other in a list, which nothing interrupts. */
export interface TokenRun {
  readonly tokens: readonly Token[];
  readonly start: number;
  /** Index behind the last one. */
  readonly end: number;
}

/** Where an expander reads from. */
export interface TokenReader {
  /** Gives the next tokens; `undefined` at the end, for ever. */
  readRun(): TokenRun | undefined;
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

/** Is told what an expander meets. */
export interface ReadingObserver {
  /** A macro is replaced that stands in no other one. */
  beginUse(): void;
  /** Told of an `invalid` token. */
  meetInvalid(token: Token): void;
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
  private readonly context: MacroContext;
  private readonly reader: TokenReader;
  /** Whether pragmas are left to whoever reads the result: in arguments, which are expanded before their place is known. */
  private readonly keepsPragmas: boolean;
  /** What is read: the reader's run, or what replaces the macro that was expanded last. */
  private tokens: readonly Token[] = noTokens;
  private position = 0;
  private end = 0;
  /** What is read behind that, the next one last. The first is the reader's run. */
  private readonly outer: TokenRun[] = [];

  constructor(context: MacroContext, reader: TokenReader, keepsPragmas: boolean = false) {
    this.context = context;
    this.reader = reader;
    this.keepsPragmas = keepsPragmas;
  }

  /** Gives up what is left of the macros that are being replaced. */
  abandon(): void {
    const [run] = this.outer;
    if (run !== undefined) this.enter(run);
    this.outer.length = 0;
  }

  /** Reads the next token of the expanded text. */
  next(): Token {
    const { macros } = this.context;
    for (;;) {
      const token = this.readUnexpanded();
      if (token.kind !== "identifier") return token;
      const macro = macros.get(token.text);
      if (macro === undefined || token.hideSet?.has(token.text) === true) return token;
      if (!this.expand(token, macro)) return token;
    }
  }

  /** Reads all tokens of the expanded text that are left. */
  readAll(output: Token[], observer?: ReadingObserver): void {
    const { macros } = this.context;
    const outer = this.outer;
    for (;;) {
      const tokens = this.tokens;
      const end = this.end;
      let position = this.position;
      for (; position < end; position++) {
        const token = tokens[position];
        if (token === undefined) break;
        const { kind } = token;
        if (kind === "identifier") {
          const macro = macros.get(token.text);
          if (macro !== undefined && token.hideSet?.has(token.text) !== true) {
            this.position = position + 1;
            if (outer.length === 0) observer?.beginUse();
            if (!this.expand(token, macro)) output.push(token);
            break;
          }
        } else if (kind === "invalid") observer?.meetInvalid(token);
        output.push(token);
      }
      if (position < end) continue;
      this.position = end;
      const run = outer.pop();
      if (run !== undefined) this.enter(run);
      else if (!this.enterRun()) return;
    }
  }

  /** Reads the next token without expanding it. */
  readUnexpanded(): Token {
    for (;;) {
      if (this.position < this.end) {
        const token = this.tokens[this.position++];
        if (token !== undefined) return token;
      }
      const run = this.outer.pop();
      if (run !== undefined) this.enter(run);
      else if (!this.enterRun()) return endOfList;
    }
  }

  private enter({ tokens, start, end }: TokenRun): void {
    this.tokens = tokens;
    this.position = start;
    this.end = end;
  }

  private enterRun(): boolean {
    const run = this.reader.readRun();
    if (run === undefined) return false;
    this.enter(run);
    return true;
  }

  /** Reads tokens before all others. */
  private unread(tokens: readonly Token[]): void {
    const outer = this.outer;
    // The reader's run stays, for those who give up.
    if (outer.length === 0 || this.position < this.end) {
      outer.push({ tokens: this.tokens, start: this.position, end: this.end });
    }
    this.tokens = tokens;
    this.position = 0;
    this.end = tokens.length;
  }

  /** Puts what replaces a macro before the next token; false if it is not replaced after all. */
  private expand(site: Token, macro: Macro): boolean {
    if (macro.special !== undefined) return this.expandSpecial(site, macro);
    const context = this.context;
    let hideSet = (site.hideSet ?? context.noNames).with(macro.name);
    let tokens: readonly Token[];
    if (macro.parameters === undefined) {
      tokens = macro.hasOperators
        ? this.substitute(macro, undefined, site, hideSet)
        : copyBody(macro.body, site, hideSet);
    } else {
      const open = this.readUnexpanded();
      if (!isToken(open, "(")) {
        if (open.kind !== "end") this.unread([open]);
        return false;
      }
      const collected = this.collectArguments(site, macro);
      if (collected === undefined) return true;
      const common = site.hideSet?.intersection(collected.close.hideSet ?? context.noNames, context.noNames);
      hideSet = (common ?? context.noNames).with(macro.name);
      tokens = macro.hasOperators
        ? this.substitute(macro, collected, site, hideSet)
        : replaceParameters(macro, {
            macroArguments: collected.macroArguments,
            site,
            hideSet,
            expand: (list) => expandTokens(context, list, true),
          });
    }
    context.limit.spend(tokens.length, hideSet.size, site);
    if (tokens.length > 0) this.unread(tokens);
    else if (site.doc !== undefined || site.startsLine || site.hasSpaceBefore) this.passOnPlace(site);
    return true;
  }

  private substitute(
    macro: Macro,
    collected: CollectedArguments | undefined,
    site: Token,
    hideSet: HideSet,
  ): readonly Token[] {
    const context = this.context;
    const tokens = substitute({
      macro,
      macroArguments: collected?.macroArguments,
      isVariadicOmitted: collected?.isVariadicOmitted ?? false,
      site,
      hideSet,
      expand: (list) => expandTokens(context, list, true),
      onBadPaste: (left, right) => {
        context.report(site, `pasting "${left.text}" and "${right.text}" does not give a token`);
      },
    });
    const [first] = tokens;
    if (first !== undefined) {
      const { hasSpaceBefore, startsLine } = site;
      tokens[0] = withPlace(first, { hasSpaceBefore, startsLine, doc: site.doc ?? first.doc });
    }
    return tokens;
  }

  /** A doc comment before a macro that expands to nothing belongs to what follows, and so do the start of its line and a space. */
  private passOnPlace(site: Token): void {
    const next = this.readUnexpanded();
    if (next.kind === "end") return;
    const doc = next.doc ?? site.doc;
    const startsLine = next.startsLine || site.startsLine;
    const hasSpaceBefore = next.hasSpaceBefore || site.hasSpaceBefore;
    const isSame = startsLine === next.startsLine && hasSpaceBefore === next.hasSpaceBefore && doc === next.doc;
    this.unread([isSame ? next : withPlace(next, { hasSpaceBefore, startsLine, doc })]);
  }

  private collectArguments(site: Token, macro: Macro): CollectedArguments | undefined {
    const count = macro.parameters?.length ?? 0;
    const variadic = macro.variadicName === undefined ? -1 : count - 1;
    let current: Token[] = [];
    const macroArguments = [current];
    let depth = 0;
    for (;;) {
      const tokens = this.tokens;
      const end = this.end;
      for (let position = this.position; position < end; position++) {
        const token = tokens[position];
        if (token === undefined) break;
        if (token.kind === "punctuator") {
          const { text } = token;
          if (text === "(") depth++;
          else if (text === ")") {
            if (depth === 0) {
              this.position = position + 1;
              return this.checkArguments(macro, macroArguments, token);
            }
            depth--;
          } else if (text === "," && depth === 0 && macroArguments.length - 1 !== variadic) {
            macroArguments.push((current = []));
            continue;
          }
        }
        current.push(token);
      }
      this.position = end;
      const run = this.outer.pop();
      if (run !== undefined) this.enter(run);
      else if (!this.enterRun()) {
        this.context.report(site, `the arguments of macro "${macro.name}" are never closed`);
        return undefined;
      }
    }
  }

  private checkArguments(macro: Macro, macroArguments: Token[][], close: Token): CollectedArguments {
    const count = macro.parameters?.length ?? 0;
    if (count === 0 && macroArguments.length === 1 && macroArguments[0]?.length === 0) macroArguments.pop();
    const needed = macro.variadicName === undefined ? count : count - 1;
    if (macroArguments.length > count || macroArguments.length < needed) {
      const given = macroArguments.length;
      this.context.report(close, `macro "${macro.name}" takes ${count} arguments, got ${given}`);
    }
    const isOnlyEmpty = count === 1 && macroArguments[0]?.length === 0;
    const isVariadicOmitted = macro.variadicName !== undefined && (macroArguments.length < count || isOnlyEmpty);
    while (macroArguments.length < count) macroArguments.push([]);
    return { macroArguments, close, isVariadicOmitted };
  }

  private expandSpecial(site: Token, macro: Macro): boolean {
    if (isFeatureQuery(macro.special)) return this.answerQuery(site, macro.special);
    if (macro.special !== "_Pragma" && macro.special !== "__pragma") {
      this.unread([this.context.replaceSpecial(macro, site)]);
      return true;
    }
    if (this.keepsPragmas) return false;
    const open = this.readUnexpanded();
    if (!isToken(open, "(")) {
      if (open.kind !== "end") this.unread([open]);
      return false;
    }
    if (macro.special === "__pragma") {
      this.context.executePragma(this.readParenthesized(open, "__pragma").join(" "), site);
      return true;
    }
    const string = this.next();
    const close = string.kind === "string" ? this.readUnexpanded() : string;
    if (!isToken(close, ")")) {
      this.context.report(site, 'expected _Pragma("…")');
      if (close.kind !== "end") this.unread([close]);
      return true;
    }
    const text = string.text.slice(string.text.indexOf('"') + 1, -1).replace(/\\(["\\])/g, "$1");
    this.context.executePragma(text, site);
    return true;
  }

  /** Replaces `__has_attribute(name)` and its like, in conditions and elsewhere. */
  private answerQuery(site: Token, query: FeatureQuery): boolean {
    const open = this.readUnexpanded();
    if (!isToken(open, "(")) {
      this.context.report(site, `expected "(" behind ${query}`);
      if (open.kind !== "end") this.unread([open]);
    } else {
      const answer = answerFeatureQuery(query, this.readParenthesized(open, query).join(""));
      this.unread([Token.at("number", answer, site)]);
    }
    return true;
  }

  /** Reads the tokens of Microsoft's `__pragma( … )` and of GCC's queries, macros expanded, up to the end. */
  private readParenthesized(open: Token, name: string): string[] {
    const texts: string[] = [];
    for (let depth = 1; ;) {
      const token = this.next();
      if (token.kind === "end") {
        this.context.report(open, `${name}( is never closed`);
        break;
      }
      if (isToken(token, "(")) depth++;
      else if (isToken(token, ")") && --depth === 0) break;
      texts.push(token.text);
    }
    return texts;
  }
}

/** Expands a list of tokens by itself; an argument of a macro keeps its pragmas. */
export function expandTokens(
  context: MacroContext,
  tokens: readonly Token[],
  keepsPragmas: boolean = false,
): readonly Token[] {
  if (!hasMacro(context, tokens)) return tokens;
  context.limit.enter(tokens);
  const expander = new MacroExpander(context, new ListReader(tokens), keepsPragmas);
  const output: Token[] = [];
  expander.readAll(output);
  context.limit.leave();
  return output;
}

function hasMacro({ macros }: MacroContext, tokens: readonly Token[]): boolean {
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind === "identifier" && macros.has(token.text)) return true;
  }
  return false;
}

/** Reads a list. */
export class ListReader implements TokenReader {
  private tokens: readonly Token[] | undefined;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  readRun(): TokenRun | undefined {
    const tokens = this.tokens;
    this.tokens = undefined;
    return tokens && { tokens, start: 0, end: tokens.length };
  }
}

const noTokens: readonly Token[] = [];
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
