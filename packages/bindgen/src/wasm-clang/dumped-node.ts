/**
 * Clang's syntax tree as it prints it (`-ast-dump=json`). A place there says only what differs from the place printed before it;
 * here each gets its file and line back.
 */

/** A place in a file. */
export interface DumpedPlace {
  readonly offset?: number;
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
  /** Where the macro is used that the place comes from. */
  readonly expansionLoc?: DumpedPlace;
}

/** A type as Clang spells it. */
export interface DumpedType {
  readonly qualType: string;
}

/** A node of the tree, with what is read of it. */
export interface DumpedNode {
  readonly id: string;
  readonly kind: string;
  readonly loc?: DumpedPlace;
  readonly range?: { readonly begin: DumpedPlace; readonly end: DumpedPlace };
  readonly name?: string;
  readonly mangledName?: string;
  readonly tagUsed?: string;
  readonly type?: DumpedType;
  readonly fixedUnderlyingType?: DumpedType;
  readonly completeDefinition?: boolean;
  readonly isImplicit?: boolean;
  readonly isBitfield?: boolean;
  readonly storageClass?: string;
  readonly inline?: boolean;
  readonly tls?: string;
  readonly message?: string;
  readonly value?: string;
  readonly decl?: { readonly id: string };
  readonly inner?: readonly DumpedNode[];
}

/** Parses a dump; gives the declarations at the top. */
export function parseDump(text: string): readonly DumpedNode[] {
  const start = text.indexOf("{");
  if (start < 0) return [];
  const unit = JSON.parse(text.slice(start)) as DumpedNode;
  restorePlaces(unit, { file: "", line: 0 });
  return unit.inner ?? [];
}

/** The tree is walked in the order in which it was printed, which is that of its properties. */
function restorePlaces(value: object, last: { file: string; line: number }): void {
  for (const child of Object.values(value) as readonly unknown[]) {
    if (typeof child !== "object" || child === null) continue;
    if ("offset" in child && "col" in child) {
      const place = child as { file?: string; line?: number };
      last.file = place.file ??= last.file;
      last.line = place.line ??= last.line;
    } else {
      restorePlaces(child, last);
    }
  }
}
