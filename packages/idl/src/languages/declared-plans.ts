/**
 * The plans of a document by the identities of their declarations, its imports included: what a file asks for that refers to a
 * declaration of another one. Their names are in `module-names.ts`.
 */
import type { ApiType, DeclarationId } from "../model/index.ts";
import { listPlans } from "../plan/imported-declarations.ts";
import type { ApiPlan, CallbackPlan, FlagsPlan, ImportPlan, ModulePlan } from "../plan/plan-model.ts";
import type { TransferOut } from "../plan/transfer.ts";
import { flattenModules } from "./plan-modules.ts";

/** How flags are passed. */
export type FlagsBase = FlagsPlan["native"]["base"];

/** The plans of one document. */
export class DeclaredPlans {
  /** How flags are passed, by their C symbol, which does not say it. */
  readonly flagBases: ReadonlyMap<string, FlagsBase>;
  readonly #callbacks: ReadonlyMap<DeclarationId, CallbackPlan>;
  readonly #flags: ReadonlyMap<DeclarationId, FlagsPlan>;
  readonly #typeOnly: ReadonlySet<DeclarationId>;

  constructor(plan: ApiPlan) {
    const own = flattenModules(plan.modules);
    const imported = plan.imports.map((from) => ({ from, modules: flattenModules(from.plan.modules) }));
    this.flagBases = new Map(
      listPlans(plan)
        .flatMap(({ modules }) => flattenModules(modules))
        .flatMap(({ flags }) => flags.map(({ native }) => [native.symbol, native.base])),
    );
    this.#callbacks = new Map([
      ...byId(own.flatMap(({ callbacks }) => callbacks)),
      ...imported.flatMap(({ from, modules }) => {
        const callbacks = modules.flatMap((module) => module.callbacks);
        return byId(
          callbacks.map((one) => seenFrom(one, from)),
          from,
        );
      }),
    ]);
    this.#flags = new Map([
      ...byId(own.flatMap(({ flags }) => flags)),
      ...imported.flatMap(({ from, modules }) =>
        byId(
          modules.flatMap(({ flags }) => flags),
          from,
        ),
      ),
    ]);
    this.#typeOnly = new Set(own.flatMap(listTypeOnly));
  }

  /** The plan of a callback. */
  findCallback(id: DeclarationId): CallbackPlan {
    const found = this.#callbacks.get(id);
    if (found === undefined) throw new Error(`${id} is no callback`);
    return found;
  }

  /** The integer behind flags. */
  findFlagsBase(id: DeclarationId): FlagsBase {
    return this.#flags.get(id)?.native.base ?? "u32";
  }

  /** Tells whether a declaration of the document itself is a struct, a callback or an alias: nothing but a type. */
  isTypeOnly(id: DeclarationId): boolean {
    return this.#typeOnly.has(id);
  }
}

function byId<TPlan extends { readonly declaration: { readonly id: DeclarationId } }>(
  plans: readonly TPlan[],
  from?: ImportPlan,
): readonly (readonly [DeclarationId, TPlan])[] {
  const around = from === undefined ? "" : `${from.name}.`;
  return plans.map((plan) => [around + plan.declaration.id, plan]);
}

function listTypeOnly({ structs, callbacks, aliases }: ModulePlan): readonly DeclarationId[] {
  return [...[...structs, ...callbacks].map(({ declaration }) => declaration.id), ...aliases.map(({ id }) => id)];
}

/** A callback of another document, with identities as this document says them. */
function seenFrom(plan: CallbackPlan, { name }: ImportPlan): CallbackPlan {
  const { declaration, parameters, result } = plan;
  const own = declaration.result === undefined ? {} : { result: qualifyTypes(declaration.result, name) };
  return {
    ...plan,
    declaration: {
      ...declaration,
      parameters: declaration.parameters.map((one) => ({ ...one, type: qualifyTypes(one.type, name) })),
      ...own,
    },
    parameters: parameters.map((one) => ({
      ...one,
      declaration: { ...one.declaration, type: qualifyTypes(one.declaration.type, name) },
      transfer: qualifyTypes(one.transfer, name),
    })),
    result: qualifyTypes(result, name),
  };
}

/** A type, or how values of types cross, with the identities in it as a document says them that imports theirs. */
function qualifyTypes<TValue extends ApiType | TransferOut>(value: TValue, name: string): TValue {
  const entries = Object.entries(value).map(([key, part]: readonly [string, unknown]) => {
    if (key === "id" && typeof part === "string") return [key, `${name}.${part}`];
    const isNested = ["item", "key", "value", "type"].includes(key) && typeof part === "object";
    // What is nested in a type is a type, and so is what a transfer carries.
    return [key, isNested ? qualifyTypes(part as ApiType, name) : part];
  });
  return Object.fromEntries(entries) as TValue;
}
