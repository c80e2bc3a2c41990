/**
 * Calls that declare a type by C's text: what a module writes of structs, unions, enums and typedefs wherever C says all that there is to
 * say. V8 reads a text in a third of the time that it takes for functions that give members.
 */
import type { StructOptions } from "@koine/ctypes";
import { declarationKey } from "../spec/declaration-key.ts";
import type { Spec, SpecEnum, SpecRecord, SpecTypedef } from "../spec/model.ts";
import type { DescriptorScope } from "./render-descriptor.ts";
import { toTypeName } from "./render-descriptor.ts";
import { describableMembers } from "./open-ended.ts";
import { TypeSpeller } from "./type-speller.ts";
import { lineWidth } from "./exported-value.ts";

/** What a text may name: what is declared above it, and what is declared anywhere, for which it waits. */
export interface TextScopes {
  readonly spec: Spec;
  readonly scope: DescriptorScope;
  readonly lateScope: DescriptorScope;
}

/**
 * Renders the call that declares a struct or union.
 *
 * @returns `undefined` if C does not say all of it.
 */
export function renderRecordText(record: SpecRecord, options: StructOptions, scopes: TextScopes): string | undefined {
  const { lateScope } = scopes;
  const { index, names, annotations } = lateScope;
  const key = declarationKey(record);
  if (Object.keys(options).length > 0 || annotations.get(key)?.members !== undefined) return undefined;
  const speller = new TypeSpeller(lateScope);
  const members = describableMembers(record, index).map(({ name, type, bitWidth }) =>
    bitWidth === undefined
      ? `${speller.spell(type, name ?? "", "memory")};`
      : `${speller.spell(index.resolve(type), name ?? "", "memory")} : ${bitWidth};`,
  );
  // A text knows itself.
  speller.types.delete(key);
  if (!speller.isPlain) return undefined;
  const callee = record.kind === "struct" ? names.declareStruct : names.declareUnion;
  const head = `${record.kind} ${toTypeName(record.name)}`;
  return renderCall(callee, renderBody(head, members), listNamed(speller, scopes));
}

/**
 * Renders the call that declares an enum.
 *
 * @param callee What declares it.
 * @returns `undefined` if C does not say all of it.
 */
export function renderEnumText(
  { name, base, enumerators }: SpecEnum,
  callee: string,
  { scopes, isOpen }: { readonly scopes: TextScopes; readonly isOpen: boolean },
): string | undefined {
  const speller = new TypeSpeller(scopes.scope);
  const spelled = speller.spell(base, "", "memory");
  if (!speller.isPlain || speller.types.size > 0) return undefined;
  let next = 0n;
  const members = enumerators.map(({ name: member, value }) => {
    const text = value === next ? `${member},` : `${member} = ${value},`;
    next = value + 1n;
    return text;
  });
  return renderCall(
    callee,
    renderBody(`enum ${toTypeName(name)} : ${spelled}`, members),
    isOpen ? ["{ open: true }"] : [],
  );
}

/**
 * Renders the call that declares a typedef.
 *
 * @returns `undefined` if C does not say all of it.
 */
export function renderTypedefText({ name, type }: SpecTypedef, scopes: TextScopes): string | undefined {
  const speller = new TypeSpeller(scopes.lateScope);
  const text = `typedef ${speller.spell(type, name, "parameter")}`;
  if (!speller.isPlain) return undefined;
  return renderCall(scopes.lateScope.names.declareAlias, JSON.stringify(text), listNamed(speller, scopes));
}

/** Names what is declared below in a function, which runs when all of the module has. */
function listNamed({ types }: TypeSpeller, { spec, scope }: TextScopes): readonly string[] {
  const named = [...types.values()];
  const identifiers = named.map(({ identifier }) => identifier);
  // What several targets declare may be written after the last of them.
  const isAbove = spec.head.targets.length === 1 && named.every(({ key }) => scope.declared.has(key));
  return isAbove || named.length === 0 ? identifiers : [`() => [${identifiers.join(", ")}]`];
}

/** Renders a text in one line where it fits, else with a member a line. */
function renderBody(head: string, members: readonly string[]): string {
  const oneLine = `"${head} { ${members.join(" ").replace(/,$/, "")} }"`;
  if (oneLine.length + columnsAround + "declareStruct()".length <= lineWidth) return oneLine;
  return [`\`${head} {`, ...members.map((member) => `  ${member}`), "}`"].join("\n");
}

/** Columns that stand around a call in its line. */
const columnsAround = "}> = /* @__PURE__ */ ;".length;

function renderCall(callee: string, text: string, given: readonly string[]): string {
  const call = `${callee}(${[text, ...given].join(", ")})`;
  if (text.includes("\n") || call.length + columnsAround <= lineWidth) return call;
  return [`${callee}(`, ...[text, ...given].map((item) => `  ${item},`), ")"].join("\n");
}
