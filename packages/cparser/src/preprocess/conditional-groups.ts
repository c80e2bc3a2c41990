/**
 * The groups of `#if` in the files that are read: which of them are, and where reading goes on. What conditions mean is
 * `condition-evaluator.ts`'s.
 *
 * @see C17 6.10.1
 */
import type { Token } from "../lex/token.ts";
import type { ConditionEvaluator } from "./condition-evaluator.ts";
import type { FoundFile } from "./include-search.ts";
import { endOfLine } from "./source-file.ts";
import type { FileContent } from "./source-file.ts";

/** A file that is being read. */
export interface OpenFile extends FoundFile {
  readonly content: FileContent;
  /** What `#include` names it; `undefined` for a file that nothing includes. */
  readonly includedAt: Token | undefined;
  position: number;
  /** Index in `content.directives` of the first directive not yet reached. */
  nextDirective: number;
  /** The `#if`s that are open. */
  readonly conditionals: { readonly start: Token; hasElse: boolean }[];
}

/** Goes through the groups of open files. */
export class ConditionalGroups {
  private readonly conditions: ConditionEvaluator;
  private readonly report: (token: Token, message: string) => void;

  constructor(conditions: ConditionEvaluator, report: (token: Token, message: string) => void) {
    this.conditions = conditions;
    this.report = report;
  }

  /**
   * Executes a directive that begins or ends a group, behind which the file is open; false if it is another one.
   *
   * @param start Index of the token behind the keyword.
   */
  execute(open: OpenFile, keyword: Token, start: number): boolean {
    switch (keyword.text) {
      case "endif":
        if (open.conditionals.pop() === undefined) this.report(keyword, "#endif without #if");
        return true;
      case "if":
      case "ifdef":
      case "ifndef":
        open.conditionals.push({ start: keyword, hasElse: false });
        if (!this.isTrue(open, keyword, start)) this.skipToTrueGroup(open);
        return true;
      case "else":
      case "elif":
      case "elifdef":
      case "elifndef":
        // The group before this one was taken: all others are skipped.
        if (open.conditionals.length === 0) this.report(keyword, `#${keyword.text} without #if`);
        else this.skipToEnd(open, keyword);
        return true;
      default:
        return false;
    }
  }

  private isTrue({ content, position }: OpenFile, keyword: Token, start: number): boolean {
    return this.conditions.isTrue(keyword, content.tokens.slice(start, position));
  }

  /** Skips groups until one is to be read, or the conditional ends. */
  private skipToTrueGroup(open: OpenFile): void {
    const { tokens } = open.content;
    for (let index = this.skipGroup(open); ; index = this.skipGroup(open)) {
      const keyword = tokens[index];
      if (keyword === undefined) return;
      if (keyword.text === "endif") {
        open.conditionals.pop();
        return;
      }
      this.enterGroup(open, keyword);
      if (keyword.text === "else" || this.isTrue(open, keyword, index + 1)) return;
    }
  }

  /** Skips this and all groups that are left; a conditional that is never closed stays open. */
  private skipToEnd(open: OpenFile, first: Token): void {
    let keyword: Token | undefined = first;
    while (keyword !== undefined && keyword.text !== "endif") {
      this.enterGroup(open, keyword);
      keyword = open.content.tokens[this.skipGroup(open)];
    }
    if (keyword !== undefined) open.conditionals.pop();
  }

  /** Nothing but `#endif` follows an `#else` (C17 6.10p1). */
  private enterGroup({ conditionals }: OpenFile, keyword: Token): void {
    const innermost = conditionals.at(-1);
    if (innermost?.hasElse === true) this.report(keyword, `#${keyword.text} after #else`);
    else if (innermost !== undefined) innermost.hasElse = keyword.text === "else";
  }

  /** Goes behind the next directive of the innermost conditional, and gives the index of its keyword; -1 at the end of the file. */
  private skipGroup(open: OpenFile): number {
    const { tokens, directives, growing } = open.content;
    let depth = 0;
    for (; ; open.nextDirective++) {
      if (open.nextDirective >= directives.length) {
        if (growing?.skipGroup(depth) !== true) break;
        depth = 0;
      }
      const index = directives[open.nextDirective] ?? tokens.length;
      const keyword = tokens[index + 1];
      if (keyword === undefined || keyword.startsLine) continue;
      const { text } = keyword;
      if (text === "if" || text === "ifdef" || text === "ifndef") depth++;
      else if (text === "endif" && depth > 0) depth--;
      else if (depth === 0 && (text === "endif" || text === "else" || text.startsWith("elif"))) {
        open.nextDirective++;
        open.position = endOfLine(tokens, index);
        return index + 1;
      }
    }
    open.position = tokens.length;
    return -1;
  }
}
