/**
 * How far macros may go: a few lines of `#define` can state more tokens than any machine holds. What goes beyond is given up
 * where it is used, and reading goes on behind it.
 */
import type { Token } from "../lex/token.ts";

/** Tokens that one use of a macro may make on its way to its result. */
const tokensPerUse = 2 ** 19;
/** Tokens of all uses together, above which each use may make few. */
const tokensPerUnit = 2 ** 22;
const tokensPerLateUse = 2 ** 12;
/** Uses of macros inside of arguments of macros. */
const nestedArguments = 256;
/** Macros that expand to each other one after the other; from some length on, each costs more than a token. */
const longestChain = 512;
const freeChain = 32;

/** Thrown inside this package only: the use of a macro is given up. */
export class ExpansionOverflow extends Error {
  readonly site: Token;

  constructor(site: Token, message: string) {
    super(message);
    this.site = site;
  }
}

/** Counts what the uses of macros make. */
export class ExpansionLimit {
  private spent = 0;
  private allowed = tokensPerUse;
  private total = 0;
  private depth = 0;

  /** Begins a use that stands in no other one. */
  begin(): void {
    this.total += this.spent;
    this.spent = 0;
    this.depth = 0;
    this.allowed = this.total > tokensPerUnit ? tokensPerLateUse : tokensPerUse;
  }

  /**
   * Counts the tokens that replace a macro at the end of a chain of macros.
   *
   * @throws {ExpansionOverflow} When they are too many, or the chain is too long.
   */
  spend(count: number, chainLength: number, site: Token): void {
    this.spent += count + Math.max(0, chainLength - freeChain);
    if (chainLength > longestChain) {
      const message = `macro "${writtenName(site)}" leads to more than ${longestChain} macros that use each other`;
      throw new ExpansionOverflow(site, message);
    }
    if (this.spent > this.allowed) {
      throw new ExpansionOverflow(site, `macro "${writtenName(site)}" expands to more than ${this.allowed} tokens`);
    }
  }

  /**
   * Begins to expand an argument.
   *
   * @throws {ExpansionOverflow} When too many are inside each other.
   */
  enter(tokens: readonly Token[]): void {
    const [first] = tokens;
    if (this.depth >= nestedArguments && first !== undefined) {
      throw new ExpansionOverflow(
        first,
        `macros are used more than ${nestedArguments} levels deep in each other's arguments`,
      );
    }
    this.depth++;
  }

  /** Ends what {@link ExpansionLimit.enter} began. */
  leave(): void {
    this.depth--;
  }
}

/** What stands at a token's place: for a token that came out of macros, the name of the outermost. */
function writtenName({ source, offset, text }: Token): string {
  return /^[\w$]+/.exec(source.text.slice(offset, offset + 256))?.[0] ?? text;
}
