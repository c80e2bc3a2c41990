/** Types that may stand only at some places: borrowed ones, iterators, streams, interfaces, callbacks, fixed arrays. */
import type { ApiType } from "../../model/api-type.ts";
import { renderTypeText } from "../../model/type-text.ts";
import { spanOfType, visitType } from "../type-uses.ts";
import type { TypeUse } from "../type-uses.ts";
import type { RuleContext } from "./rule.ts";

/** Checks all types that are bound to places. */
export function checkTypePositions(context: RuleContext): void {
  for (const use of context.uses) {
    // What an alias stands for is checked where the alias is used.
    if (use.position === "alias") continue;
    visitType(use.type, (type, parents) => checkPosition(context, use, { type, parents }));
  }
}

interface Position {
  readonly type: ApiType;
  /** The types around it, the innermost first. */
  readonly parents: readonly ApiType[];
}

function checkPosition(context: RuleContext, use: TypeUse, position: Position): void {
  const { type } = position;
  switch (type.kind) {
    case "string":
    case "bytes":
      return type.isBorrowed ? checkBorrowed(context, use, position) : undefined;
    case "iterator":
    case "stream":
      return checkIterator(context, use, position);
    case "interface":
      return checkInterface(context, use, position);
    case "callback":
      return checkCallback(context, use, position);
    case "array":
      return checkArray(context, use, position);
    default:
      return undefined;
  }
}

function isWhole({ parents }: Position): boolean {
  return parents.length === 0;
}

/** An optional of something is where that may be, too. */
function isWholeOrOptional({ parents: [parent, ...rest] }: Position): boolean {
  return parent === undefined || (parent.kind === "optional" && rest.length === 0);
}

function isListItem({ parents: [parent, ...rest] }: Position): boolean {
  return parent?.kind === "list" && rest.length === 0;
}

/** Texts may be borrowed one by one, in a list, or optionally. */
function checkBorrowed({ places, report }: RuleContext, use: TypeUse, position: Position): void {
  const { type } = position;
  const isText = type.kind === "string";
  if (use.position === "parameter" && (isWholeOrOptional(position) || (isText && isListItem(position)))) return;
  const owned = isText ? "string" : "bytes";
  report("borrowed-position", spanOfType(places, type, use), { type: renderTypeText(type), owned });
}

function checkIterator({ places, report }: RuleContext, use: TypeUse, position: Position): void {
  const { type } = position;
  const span = spanOfType(places, type, use);
  const text = renderTypeText(type);
  if (use.position !== "result" || !isWhole(position)) {
    report("iterator-position", span, { type: text });
  } else if (use.function?.isAsync === true) {
    const suggestion = type.kind === "stream" ? "leave out `async`" : "use stream<T>, and leave out `async`";
    report("async-iterator", span, { type: text, suggestion });
  }
}

function checkInterface({ places, report }: RuleContext, use: TypeUse, position: Position): void {
  const isUsable = use.position === "parameter" || use.position === "result";
  if (isUsable && isWholeOrOptional(position)) return;
  const suggestion = "pass a handle, or a number that the producer understands";
  report("interface-position", spanOfType(places, position.type, use), {
    type: renderTypeText(position.type),
    suggestion,
  });
}

function checkCallback({ places, report }: RuleContext, use: TypeUse, position: Position): void {
  // An optional callback has a rule of its own.
  if (position.parents[0]?.kind === "optional") return;
  if (use.position === "parameter" && isWhole(position) && use.function?.isAsync !== true) return;
  report("callback-position", spanOfType(places, position.type, use), { type: renderTypeText(position.type) });
}

const arrayItemKinds: ReadonlySet<ApiType["kind"]> = new Set(["scalar", "enum", "flags", "handle", "struct"]);

function checkArray({ places, report }: RuleContext, use: TypeUse, position: Position): void {
  const { type } = position;
  if (type.kind !== "array" || position.parents[0]?.kind === "optional") return;
  const text = renderTypeText(type);
  if (!arrayItemKinds.has(type.item.kind)) {
    const problem = `a fixed array cannot hold \`${renderTypeText(type.item)}\``;
    const suggestion = "its items are scalars, enums, flags, handles and structs by value";
    report("array-position", spanOfType(places, type.item, use), { problem, suggestion });
  }
  const isUsable = ["field", "struct-field", "parameter", "result"].includes(use.position);
  const isAsyncResult = use.position === "result" && use.function?.isAsync === true;
  if (isUsable && isWhole(position) && !isAsyncResult) return;
  const problem = `the fixed array \`${text}\` cannot stand here`;
  const suggestion = "use a list, or a struct with `layout: c` that holds the array";
  report("array-position", spanOfType(places, type, use), { problem, suggestion });
}
