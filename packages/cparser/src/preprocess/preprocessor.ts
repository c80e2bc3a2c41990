/**
 * Translation phase 4: files in, one list of tokens out. Owns directives and the stack of open files; expansion is in
 * `macro-expander.ts`, the search for files in `include-search.ts`.
 *
 * @see C17 5.1.1.2 and 6.10
 */
import { isUnclosedLiteral, spanOfToken, spellTokens } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import type { Diagnostic, RelatedSpan } from "@koine/diagnostics";
import type { Target } from "@koine/ctypes";
import { HideSet } from "../lex/hide-set.ts";
import { lexSource } from "../lex/lexer.ts";
import { SourceText } from "../lex/source-text.ts";
import { adviseOnError } from "./advise-on-error.ts";
import { Assertions } from "./assertions.ts";
import { ConditionEvaluator } from "./condition-evaluator.ts";
import { ConditionalGroups } from "./conditional-groups.ts";
import type { OpenFile } from "./conditional-groups.ts";
import { EmbedReader } from "./embed-reader.ts";
import { ExpansionLimit, ExpansionOverflow } from "./expansion-limit.ts";
import { describeMissingFile, describeRecursion } from "./describe-include.ts";
import { readIncludeName } from "./include-name.ts";
import { builtInDirectory, IncludeSearch } from "./include-search.ts";
import type { FoundFile, IncludeOptions, IncludeRequest } from "./include-search.ts";
import { expandTokens, MacroExpander } from "./macro-expander.ts";
import type { MacroContext, ReadingObserver, TokenReader, TokenRun } from "./macro-expander.ts";
import { readLineDirective } from "./line-directive.ts";
import { isPredefinedPath } from "./line-markers.ts";
import { cannotDefineDefined, makeSpecialMacros, parseMacroDefinition, PlainMacro } from "./macro.ts";
import type { Macro } from "./macro.ts";
import { OnceFiles } from "./once-files.ts";
import { PragmaState } from "./pragma-state.ts";
import { describeRedefinition } from "./redefinition.ts";
import { replaceSpecialMacro } from "./special-macros.ts";
import { endOfLine, makeSourceFile } from "./source-file.ts";
import type { SourceFile } from "./source-file.ts";
import { describeUnclosedLiteral, findUnclosedLiteral } from "./unclosed-literal.ts";

/** What a translation unit is read with. */
export interface PreprocessOptions extends IncludeOptions {
  readonly target: Target;
  /** Text of the predefined macros, as `#define` lines. */
  readonly predefined: string;
}

/** Files deeper than this include themselves. */
const maximumDepth = 200;
/** Files that one unit may include, each time counted. */
const maximumInclusions = 20_000;

/** What a file has whose text is all tokens. */
const noDirectives = { directives: [], definitionEnds: [], growing: undefined };

/** Preprocesses files one after the other, as if one file included them all. */
export class Preprocessor implements TokenReader, MacroContext, ReadingObserver {
  readonly macros: Map<string, Macro> = new Map<string, Macro>();
  readonly noNames: HideSet = new HideSet();
  readonly limit: ExpansionLimit = new ExpansionLimit();
  readonly diagnostics: Diagnostic[] = [];
  readonly pragmas: PragmaState;
  private readonly includes: IncludeSearch;
  private readonly assertions: Assertions;
  private readonly conditions: ConditionEvaluator;
  private readonly groups: ConditionalGroups;
  private readonly embeds: EmbedReader;
  private readonly expander: MacroExpander = new MacroExpander(this, this);
  private readonly open: OpenFile[] = [];
  private readonly once: OnceFiles;
  private readonly imported = new Set<SourceFile>();
  private readonly output: Token[] = [];
  /** Clang and Microsoft's compiler replace macros in `#pragma pack`, GCC only for the systems where others do. */
  private readonly doesExpandPack: boolean;
  private isPredefining = true;
  private counter = 0;
  private entry = "";
  /** How many files there would be around the one that is read, if another included it. */
  private outerLevels = 0;
  private inclusions = 0;
  private isInclusionReported = false;

  constructor(options: PreprocessOptions) {
    const { target } = options;
    this.doesExpandPack = target.recordRules === "microsoft" || target.platform === "darwin";
    this.pragmas = new PragmaState(this.macros, target);
    this.includes = new IncludeSearch(options);
    this.once = new OnceFiles(options.isSameFile);
    this.assertions = new Assertions(target);
    this.conditions = new ConditionEvaluator(this, {
      isCharSigned: target.isCharSigned,
      hasClangQueries: target.platform === "darwin",
      assertions: this.assertions,
      canInclude: (line, isNext) => this.findInclude(line, isNext) !== undefined,
      describeEmbed: (line) => this.embeds.describe(line, this.open.at(-1)?.file),
    });
    this.groups = new ConditionalGroups(this.conditions, (token, message) => this.report(token, message));
    this.embeds = new EmbedReader(this.includes, {
      expand: (tokens) => expandTokens(this, tokens),
      evaluate: (tokens) => this.conditions.evaluate(tokens),
    });
    for (const macro of makeSpecialMacros(target.recordRules === "microsoft")) this.macros.set(macro.name, macro);
    const place = { path: `${builtInDirectory}/predefined`, isSystem: true };
    this.enterText(makeSourceFile(place, options.predefined));
    this.drain();
    this.isPredefining = false;
  }

  /** The files that were read, in order. */
  get files(): readonly SourceFile[] {
    return this.includes.files;
  }

  /** Tokens without directives, macros expanded. */
  get tokens(): readonly Token[] {
    return this.output;
  }

  /**
   * Reads a file to its end, as the main file or as one that the main file includes; false if there is none at the path, nor in the
   * include directories. `<built-in>/stddef.h` is what `#include <stddef.h>` means.
   */
  preprocess(path: string, isIncluded: boolean = false): boolean {
    const isBuiltIn = path.startsWith(`${builtInDirectory}/`);
    const file = isBuiltIn ? undefined : this.includes.read({ path, isSystem: false });
    const found =
      file === undefined
        ? this.findStated(isBuiltIn ? path.slice(builtInDirectory.length + 1) : path, !isBuiltIn)
        : { file, directoryIndex: undefined };
    if (found === undefined) return false;
    this.entry = path;
    this.outerLevels = isIncluded ? 1 : 0;
    this.enter(found);
    this.drain();
    return true;
  }

  /** Reads a text to its end, such as the definitions of a command line. */
  preprocessText(name: string, text: string): void {
    this.enterText(makeSourceFile({ path: name, isSystem: true }, text));
    this.drain();
  }

  /** Reads a header of the system if there is one. */
  preincludeSystemHeader(name: string): void {
    const found = this.findStated(name, false);
    if (found === undefined) return;
    this.isPredefining = true;
    this.enter(found);
    this.drain();
    this.isPredefining = false;
  }

  /** Finds a header that no file includes. */
  private findStated(name: string, isQuoted: boolean): FoundFile | undefined {
    return this.includes.find({ name, isQuoted, isNext: false, from: undefined });
  }

  report(token: Token, message: string, code: string = "cparser/preprocessor"): void {
    this.diagnostics.push({ code, severity: "error", message, span: spanOfToken(token) });
  }

  private reportDirective({ content }: OpenFile, keyword: Token, line: readonly Token[]): void {
    const message = `#${keyword.text} ${spellTokens(line)}`;
    const span = spanOfToken(keyword);
    const { macros, diagnostics } = this;
    if (keyword.text === "error") {
      const help = adviseOnError({ content, keyword, message, macros, conditions: this.conditions, diagnostics });
      diagnostics.push({ code: "cparser/error-directive", severity: "error", message, span, help });
    } else diagnostics.push({ code: "cparser/preprocessor", severity: "warning", message, span });
  }

  replaceSpecial(macro: Macro, site: Token): Token {
    const includeLevel = Math.max(0, this.open.length - 1 + this.outerLevels);
    return replaceSpecialMacro(macro, site, { entry: this.entry, includeLevel, count: () => this.counter++ });
  }

  executePragma(text: string, site: Token): void {
    this.pragma(lexSource(new SourceText(site.source.path, text)), this.open.at(-1)?.file);
  }

  /** Gives the tokens of the open files up to the next directive; executes the directives in front of them. */
  readRun(): TokenRun | undefined {
    for (;;) {
      const open = this.open.at(-1);
      if (open === undefined) return undefined;
      const { tokens, directives, growing } = open.content;
      const start = open.position;
      const end = directives[open.nextDirective];
      if (start === end) this.executeDirective(open);
      else if (start < tokens.length) {
        if (open.file.isExpanded) this.copyExpanded(open, end ?? tokens.length);
        else {
          open.position = end ?? tokens.length;
          return { tokens, start, end: open.position };
        }
      } else if (growing?.lexMore() !== true) {
        const unclosed = open.conditionals.at(-1)?.start;
        if (unclosed !== undefined) this.report(unclosed, `#${unclosed.text} is never closed`);
        this.open.pop();
      }
    }
  }

  private drain(): void {
    for (;;) {
      try {
        return this.expander.readAll(this.output, this);
      } catch (error) {
        if (!(error instanceof ExpansionOverflow)) throw error;
        this.report(error.site, error.message, "cparser/macro-expansion");
        this.expander.abandon();
        this.limit.begin();
      }
    }
  }

  beginUse(): void {
    this.limit.begin();
  }

  meetInvalid(token: Token): void {
    if (isUnclosedLiteral(token)) this.diagnostics.push(describeUnclosedLiteral(token, "error"));
  }

  /** Hands on a text whose macros were replaced before; the macros that it defines are only for those who ask for them. */
  private copyExpanded(open: OpenFile, end: number): void {
    const { tokens } = open.content;
    for (; open.position < end; open.position++) {
      const token = tokens[open.position];
      if (token === undefined) return;
      if (token.kind === "invalid") this.meetInvalid(token);
      this.output.push(token);
    }
  }

  private enterText(file: SourceFile): void {
    this.enter({ file, directoryIndex: undefined });
  }

  private enter({ file, directoryIndex }: FoundFile, includedAt?: Token): void {
    if (this.once.has(file)) return;
    const guard = file.findGuard();
    if (guard !== undefined && this.macros.has(guard)) return;
    if (file.problem !== undefined && !this.imported.has(file)) {
      this.diagnostics.push({ ...file.problem, related: this.describeChain(includedAt) });
    }
    this.imported.add(file);
    file.source.clearLineMarks();
    const content = file.open();
    this.open.push({ file, directoryIndex, content, includedAt, position: 0, nextDirective: 0, conditionals: [] });
  }

  private executeDirective(open: OpenFile): void {
    const { tokens, definitionEnds } = open.content;
    const definitionEnd = definitionEnds[open.nextDirective++] ?? -1;
    const name = tokens[open.position];
    if (definitionEnd < 0 || name === undefined) return this.executeLine(open);
    open.position++;
    this.definePlain(name, definitionEnd);
  }

  private executeLine(open: OpenFile): void {
    const { tokens } = open.content;
    const start = open.position;
    const hash = tokens[start];
    const end = endOfLine(tokens, start);
    const keyword = end > start + 1 ? tokens[start + 1] : undefined;
    open.position = end;
    // A lone `#` is nothing.
    if (hash === undefined || keyword === undefined) return;
    // Most directives that are no plain definitions.
    if (this.groups.execute(open, keyword, start + 2)) return;
    const line = tokens.slice(start + 2, end);
    if (keyword.kind === "number") {
      this.markLine(keyword, [keyword, ...line]);
      return;
    }
    if (keyword.kind !== "identifier") {
      this.report(keyword, `expected a directive, got ${keyword.text}`);
      return;
    }
    switch (keyword.text) {
      case "define":
        this.define(hash, line, open.file);
        break;
      case "undef":
        this.undefine(keyword, line[0]);
        break;
      case "include":
      case "include_next":
      case "import":
        this.include(keyword, line);
        break;
      case "pragma":
        this.pragma(line, open.file);
        break;
      case "error":
      case "warning":
        this.reportDirective(open, keyword, line);
        break;
      default:
        this.executeRare(keyword, line);
    }
  }

  private executeRare(keyword: Token, line: readonly Token[]): void {
    switch (keyword.text) {
      case "embed":
        this.embed(keyword, line);
        break;
      case "line":
        this.markLine(keyword, line);
        break;
      case "assert":
      case "unassert":
        if (!this.assertions.execute(keyword.text, line)) {
          this.report(keyword, `expected an assertion, such as machine(x86_64), behind #${keyword.text}`);
        }
        break;
      case "ident":
      case "sccs":
        break;
      default:
        this.report(keyword, `unknown directive #${keyword.text}`);
    }
  }

  private markLine(keyword: Token, line: readonly Token[]): void {
    const mark = readLineDirective(expandTokens(this, line));
    if (mark !== undefined) keyword.source.markLine((line.at(-1) ?? keyword).offset, mark.line, mark.path);
    else if (keyword.kind === "identifier") this.report(keyword, "expected the number of a line after #line");
  }

  private define(hash: Token, line: readonly Token[], { markers }: SourceFile): void {
    const isPredefined = this.isPredefining || (markers.length > 0 && isPredefinedPath(hash.source.path));
    const macro = parseMacroDefinition(hash, line, isPredefined);
    if ("message" in macro) this.report(macro.token, macro.message);
    else this.setMacro(macro);
  }

  private definePlain(nameToken: Token, end: number): void {
    if (nameToken.text === "defined") this.report(nameToken, cannotDefineDefined);
    else this.setMacro(new PlainMacro(nameToken, end, this.isPredefining));
  }

  private undefine(keyword: Token, name: Token | undefined): void {
    if (name?.kind === "identifier" && name.text !== "defined") this.macros.delete(name.text);
    else this.report(name ?? keyword, "expected the name of a macro after #undef");
  }

  private setMacro(macro: Macro): void {
    // What is plain has no literal that is open, and is read when it is used.
    const unclosed = macro instanceof PlainMacro ? undefined : findUnclosedLiteral(macro.body);
    if (unclosed !== undefined) this.diagnostics.push(describeUnclosedLiteral(unclosed, "warning"));
    const known = this.macros.get(macro.name);
    const problem = known && describeRedefinition(known, macro);
    if (problem !== undefined) this.diagnostics.push(problem);
    this.macros.set(macro.name, macro);
  }

  private include(keyword: Token, line: readonly Token[]): void {
    if (!this.mayInclude(keyword)) return;
    const name = readIncludeName(line, (tokens) => expandTokens(this, tokens));
    if (name === undefined) {
      this.report(keyword, `expected "FILE" or <FILE> after #${keyword.text}`);
      return;
    }
    const isNext = keyword.text === "include_next";
    const request = { ...name, isNext, from: this.open.at(-1) };
    const found = this.includes.find(request);
    const place = line[0] ?? keyword;
    if (found === undefined) this.reportMissing(request, place);
    else if (keyword.text === "import") this.import(found, place);
    else this.enter(found, place);
  }

  /** Reads a file unless it was read before; from now on `#include` does not read it again either. */
  private import(found: FoundFile, place: Token): void {
    if (!this.imported.has(found.file)) this.enter(found, place);
    this.once.add(found.file);
  }

  /** What is embedded is read like a file of its own, without directives. */
  private embed(keyword: Token, line: readonly Token[]): void {
    const open = this.open.at(-1);
    const embedded = this.embeds.read(keyword, line, open?.file);
    if ("code" in embedded) this.diagnostics.push({ ...embedded, related: this.describeChain() });
    else if (open !== undefined) {
      const content = { ...noDirectives, tokens: embedded.tokens };
      this.open.push({
        file: open.file,
        directoryIndex: open.directoryIndex,
        content,
        includedAt: keyword,
        position: 0,
        nextDirective: 0,
        conditionals: [],
      });
    }
  }

  /** A file that includes itself twice would be read without an end; that is reported once. */
  private mayInclude(keyword: Token): boolean {
    const isTooDeep = this.open.length > maximumDepth;
    if (!isTooDeep && this.inclusions++ < maximumInclusions) return true;
    const limit = isTooDeep
      ? `files are included more than ${maximumDepth} levels deep`
      : "too many files are included";
    if (!this.isInclusionReported) {
      this.diagnostics.push(describeRecursion(limit, keyword, this.describeChain()));
    }
    this.isInclusionReported = true;
    return false;
  }

  /** The `#include`s that lead to a place, from the innermost; each once, however often it leads back to itself. */
  private describeChain(last?: Token): readonly RelatedSpan[] {
    const chain = [...this.open.map(({ includedAt }) => includedAt), last].filter((token) => token !== undefined);
    const spans = chain.toReversed().map(spanOfToken);
    // A file that is read again has other tokens at the same places.
    const places = spans.map(({ file, line, column }) => `${file}:${line}:${column}`);
    return spans
      .filter((_, index) => places.indexOf(places[index] ?? "") === index)
      .map((span) => ({ message: "included from here", span }));
  }

  private reportMissing(request: IncludeRequest, place: Token): void {
    const related = this.describeChain();
    this.diagnostics.push(describeMissingFile(request, place, { related, tried: this.includes.listPlaces(request) }));
  }

  private findInclude(line: readonly Token[], isNext: boolean): FoundFile | undefined {
    const name = readIncludeName(line, (tokens) => expandTokens(this, tokens));
    return name && this.includes.find({ ...name, isNext, from: this.open.at(-1) });
  }

  private pragma(line: readonly Token[], file: SourceFile | undefined): void {
    const name = line[0]?.text;
    if (name === "once") {
      if (file !== undefined) this.once.add(file);
    } else {
      const isExpanded = name === "pack" && this.doesExpandPack;
      this.pragmas.execute(isExpanded ? expandTokens(this, line) : line, this.output.length);
    }
  }
}
