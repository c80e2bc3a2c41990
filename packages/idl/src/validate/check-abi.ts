/** The complete analysis of names that meet in C: symbols of all declarations, and parameters of all functions. */
import type { Diagnostic } from "@koine/diagnostics";
import type { Abi, AbiParameter } from "../abi/abi-model.ts";
import { lowerAbi } from "../abi/lower-abi.ts";
import type { Api, ApiDeclaration } from "../model/api.ts";
import { describeAbiFunction, listAbiNames } from "./abi-names.ts";
import type { AbiName } from "./abi-names.ts";
import { listDeclarations } from "./declarations.ts";
import type { DeclarationEntry } from "./declarations.ts";
import type { RuleContext } from "./rules/rule.ts";
import { withoutFaults } from "./without-faults.ts";

/**
 * Checks the names of a document's C ABI.
 *
 * @param diagnostics What was found so far: what has errors is left out.
 */
export function checkAbi(context: RuleContext, diagnostics: readonly Diagnostic[]): void {
  const api = withoutFaults(context.api, context.places, diagnostics);
  const abi = tryLower(api, api !== context.api);
  if (abi === undefined) return;
  const declarations = listDeclarations(api);
  checkSymbols(context, listAbiNames(api, abi, declarations));
  checkSlots(context, abi, declarations);
}

/** What is left of a document with errors may still speak of what was left out; then there is nothing to compare. */
function tryLower(api: Api, isPruned: boolean): Abi | undefined {
  try {
    return lowerAbi(api);
  } catch (error) {
    if (isPruned) return undefined;
    throw error;
  }
}

function checkSymbols({ report }: RuleContext, names: readonly AbiName[]): void {
  const known = new Map<string, AbiName>();
  for (const name of names) {
    const first = known.get(name.symbol);
    if (first === undefined) {
      known.set(name.symbol, name);
      continue;
    }
    const [later, earlier] = isBefore(name, first) ? [first, name] : [name, first];
    const related = relatedTo(earlier.owner, "the other one");
    const parameters = { what: later.what, other: earlier.what, symbol: name.symbol };
    report("symbol-collision", later.owner?.span, parameters, related);
  }
}

/** Of two, the later one in the document is to blame. */
function isBefore({ owner }: AbiName, { owner: other }: AbiName): boolean {
  return owner !== undefined && other !== undefined && owner.span.start < other.span.start;
}

function relatedTo(declaration: ApiDeclaration | undefined, message: string): NonNullable<Diagnostic["related"]> {
  return declaration === undefined ? [] : [{ message, span: declaration.span }];
}

/** A C function or function pointer whose parameters are checked. */
interface Signature {
  readonly symbol: string;
  readonly what: string;
  readonly parameters: readonly AbiParameter[];
  /** Declarations that its parameters can come from. */
  readonly members: readonly ApiDeclaration[];
}

function checkSlots(context: RuleContext, abi: Abi, declarations: readonly DeclarationEntry[]): void {
  const reported = new Set<ApiDeclaration>();
  for (const signature of listSignatures(abi, declarations)) {
    const known = new Map<string, AbiParameter>();
    for (const slot of signature.parameters) {
      const first = known.get(slot.name);
      known.set(slot.name, first ?? slot);
      if (first !== undefined) reportSlots(context, signature, { slot, first, reported });
    }
  }
}

function listSignatures(abi: Abi, declarations: readonly DeclarationEntry[]): readonly Signature[] {
  const membersOf = new Map<ApiDeclaration, ApiDeclaration[]>();
  const byId = new Map<string, ApiDeclaration>();
  for (const { declaration, kind, parent } of declarations) {
    if (!byId.has(declaration.id)) byId.set(declaration.id, declaration);
    if (parent === undefined || (kind !== "parameter" && kind !== "field")) continue;
    const members = membersOf.get(parent);
    if (members === undefined) membersOf.set(parent, [declaration]);
    else members.push(declaration);
  }
  const functions = [...abi.functions.values()].map((declared) => ({
    symbol: declared.symbol,
    what: describeAbiFunction(declared),
    parameters: declared.parameters,
    members: declared.owner === undefined ? [] : (membersOf.get(declared.owner) ?? [declared.owner]),
  }));
  const types = abi.modules.flatMap((module) => module.types);
  const callbacks = types.flatMap((type): readonly Signature[] => {
    if (type.kind !== "function-pointer") return [];
    const owner = byId.get(type.owner);
    const members = owner === undefined ? [] : (membersOf.get(owner) ?? []);
    return [{ symbol: type.symbol, what: `callback \`${type.owner}\``, parameters: type.parameters, members }];
  });
  const structs = types.flatMap((type): readonly Signature[] => {
    if (type.kind !== "struct") return [];
    const owner = byId.get(type.owner);
    const members = owner === undefined ? [] : (membersOf.get(owner) ?? []);
    const parameters = type.members.map((member, index): AbiParameter => {
      return { name: member.name, type: member.type, role: "value", of: members[index]?.name ?? member.name };
    });
    return [{ symbol: type.symbol, what: `struct \`${type.owner}\``, parameters, members }];
  });
  return [...functions, ...callbacks, ...structs];
}

interface Meeting {
  readonly slot: AbiParameter;
  readonly first: AbiParameter;
  /** Declarations that were blamed already, for another of their functions. */
  readonly reported: Set<ApiDeclaration>;
}

function reportSlots(
  { report }: RuleContext,
  { symbol, members }: Signature,
  { slot, first, reported }: Meeting,
): void {
  const memberOf = ({ of }: AbiParameter): ApiDeclaration | undefined => members.find(({ name }) => name === of);
  const own = memberOf(slot) ?? memberOf(first);
  const other = own === memberOf(slot) ? first : slot;
  if (own === undefined || reported.has(own)) return;
  reported.add(own);
  const rival = memberOf(other);
  const otherText = rival === undefined ? "one that every such function has" : `that of \`${rival.name}\``;
  const parameters = { what: `\`${own.name}\``, slot: slot.name, other: otherText, symbol };
  report("parameter-collision", own.span, parameters, relatedTo(rival, "the other one"));
}
