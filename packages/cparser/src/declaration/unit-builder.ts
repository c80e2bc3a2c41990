/**
 * A translation unit while it is read: the scope, the lists of what was declared, and the facts about its text that
 * declarations need (documentation, `#pragma pack`).
 */
import type { Target } from "@koine/ctypes";
import { cleanDocComment } from "../lex/doc-comment.ts";
import type { LanguageStandard } from "../standard/language-standard.ts";
import type { PackChange } from "../preprocess/pragma-state.ts";
import type {
  Declaration,
  EnumDeclaration,
  FunctionDeclaration,
  RecordDeclaration,
  VariableDeclaration,
} from "./model.ts";
import type { Parser } from "./parser.ts";
import { PrototypeScope } from "./prototype-scope.ts";
import { Scope } from "./scope.ts";
import type { Mutable } from "./scope.ts";

/** Collects declarations in source order. */
export class UnitBuilder {
  readonly target: Target;
  readonly standard: LanguageStandard;
  readonly scope: Scope = new Scope();
  readonly prototypes: PrototypeScope = new PrototypeScope();
  readonly declarations: Declaration[] = [];
  readonly functions: Map<string, Mutable<FunctionDeclaration>> = new Map();
  readonly variables: Map<string, Mutable<VariableDeclaration>> = new Map();
  /** Functions that have a body, or a copy of it for inlining only. */
  readonly bodies: Map<string, "definition" | "copy"> = new Map();
  /** Those whose definition could not be read: that they are not complete is no further mistake. */
  readonly failedTypes: Set<RecordDeclaration | EnumDeclaration> = new Set();
  /** Symbols that `#pragma redefine_extname` gives. */
  readonly externalNames: ReadonlyMap<string, string>;
  readonly #packChanges: readonly PackChange[];
  #packIndex = 0;
  #redefinitions = 0;

  constructor(options: UnitBuilderOptions) {
    this.target = options.target;
    this.standard = options.standard;
    this.externalNames = options.externalNames;
    this.#packChanges = options.packChanges;
  }

  /** How many definitions of types that are defined already are being read, one inside of the other. */
  get redefinitions(): number {
    return this.#redefinitions;
  }

  /** Reads a definition of a type that is defined already. */
  redefine(read: () => void): void {
    this.#redefinitions++;
    try {
      read();
    } finally {
      this.#redefinitions--;
    }
  }

  /** The `#pragma pack` in effect at a token; asked in ascending order. */
  packAt(tokenIndex: number): number {
    const changes = this.#packChanges;
    while ((changes[this.#packIndex]?.tokenIndex ?? Infinity) <= tokenIndex) this.#packIndex++;
    return changes[this.#packIndex - 1]?.value ?? 0;
  }
}

export interface UnitBuilderOptions {
  readonly target: Target;
  readonly standard: LanguageStandard;
  readonly externalNames: ReadonlyMap<string, string>;
  readonly packChanges: readonly PackChange[];
}

/** The text of a doc comment in front of a declaration, or else behind it; `undefined` where nobody asked for it. */
export function documentationOf(
  doc: string | undefined,
  parser: Parser,
  isWanted: boolean = parser.isDocumented,
): string | undefined {
  const raw = doc ?? parser.previous?.trailingDoc;
  return raw === undefined || !isWanted ? undefined : cleanDocComment(raw);
}
