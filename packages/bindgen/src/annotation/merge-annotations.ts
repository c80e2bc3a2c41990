/** Several annotations of one declaration as one: the exact name decides, patterns must not contradict each other. */
import type { SpecAnnotation } from "./annotation-model.ts";
import { conflict } from "./annotation-problem.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import type { ValuePath } from "./check-shape.ts";

/** What one entry of the configuration says. */
export interface Statement {
  readonly annotation: SpecAnnotation;
  readonly isExact: boolean;
  /** Where it stands. */
  readonly path: ValuePath;
}

/** Merges what is said of one declaration. */
export function mergeAnnotations(statements: readonly Statement[]): {
  readonly annotation: SpecAnnotation;
  readonly problems: readonly AnnotationProblem[];
} {
  const problems: AnnotationProblem[] = [];
  const merged = new Map<string, { readonly value: unknown; readonly statement: Statement }>();
  const root: Record<string, unknown> = {};
  const ordered = statements.toSorted((left, right) => Number(left.isExact) - Number(right.isExact));
  for (const statement of ordered) {
    for (const [path, value] of leavesOf(statement.annotation)) {
      const known = merged.get(path.join("\0"));
      if (known !== undefined && known.value !== value && !statement.isExact) {
        problems.push(describeConflict(path, value, { statement, known }));
      }
      merged.set(path.join("\0"), { value, statement });
      setLeaf(root, path, value);
    }
  }
  // Each leaf came out of an annotation.
  return { annotation: root, problems };
}

function describeConflict(
  path: readonly string[],
  value: unknown,
  {
    statement,
    known,
  }: { readonly statement: Statement; readonly known: { readonly value: unknown; readonly statement: Statement } },
): AnnotationProblem {
  const other = JSON.stringify(known.statement.path.at(-1));
  const message = `${path.join(".")} is ${JSON.stringify(value)} here, and ${JSON.stringify(known.value)} by ${other}`;
  return conflict(message, [...statement.path, ...path], "say it once more under the exact name, which decides");
}

/** Stands for an annotation without a field. */
const nothing = Object.freeze({});

function leavesOf(value: object, path: readonly string[] = []): readonly (readonly [readonly string[], unknown])[] {
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    if (item === undefined) return [];
    const inside = [...path, key];
    if (typeof item !== "object" || item === null) return [[inside, item] as const];
    // What says nothing still speaks of something, which must be there.
    return Object.keys(item).length === 0 ? [[inside, nothing] as const] : leavesOf(item, inside);
  });
}

function setLeaf(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let current = root;
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(current, key) ? current[key] : {};
    // A key may be called __proto__: it becomes a property like any other.
    Object.defineProperty(current, key, { value: next, enumerable: true, configurable: true, writable: true });
    current = next as Record<string, unknown>;
  }
  const last = path.at(-1) ?? "";
  if (value === nothing && Object.hasOwn(current, last)) return;
  const own = value === nothing ? {} : value;
  Object.defineProperty(current, last, { value: own, enumerable: true, configurable: true, writable: true });
}
