/** Plans one module: what it offers, in the order of the document. Calls are planned in `plan-call.ts`. */
import { eventParts, recordParts, richEnumParts } from "../abi/symbol-names.ts";
import type { ApiField, ApiInterface, ApiListener, ApiModule, ApiRecord, ApiRichEnum } from "../model/index.ts";
import { planCreation, planFunction, planParameters, planReturned } from "./plan-call.ts";
import { planCallback } from "./plan-callback.ts";
import type { PlanContext } from "./plan-context.ts";
import { moduleFunction, requireType, typeFunction } from "./plan-context.ts";
import type {
  BuilderPlan,
  CallbackPlan,
  GetterPlan,
  InterfacePlan,
  ListenerPlan,
  ModulePlan,
  RecordPlan,
  RichEnumPlan,
} from "./plan-model.ts";
import { requireNamed } from "./slots.ts";

/** Plans a module and those inside of it. */
export function planModule(surroundings: Omit<PlanContext, "module">, module: ApiModule): ModulePlan {
  const context: PlanContext = { ...surroundings, module };
  const { names, types } = context;
  const symbol = (name: string) => names.inModule(module, name);
  const callbacks = module.callbacks.map((declaration) => planCallback(context, declaration));
  return {
    declaration: module,
    aliases: module.aliases,
    constants: module.constants,
    enums: module.enums.map((declaration) => ({
      declaration,
      native: requireType(types, symbol(declaration.name), "enum"),
    })),
    flags: module.flags.map((declaration) => ({
      declaration,
      native: requireType(types, symbol(declaration.name), "flags"),
    })),
    ...planErrorDomain(context),
    structs: module.records.flatMap((declaration) =>
      declaration.layout === "c"
        ? [{ declaration, native: requireType(types, symbol(declaration.name), "struct") }]
        : [],
    ),
    records: module.records.flatMap((declaration) =>
      declaration.layout === "opaque" ? [planRecord(context, declaration)] : [],
    ),
    richEnums: module.richEnums.map((declaration) => planRichEnum(context, declaration)),
    interfaces: module.interfaces.map((declaration) => planInterface(context, declaration)),
    callbacks,
    listeners: module.listeners.map((declaration) => planListener(context, declaration, callbacks)),
    functions: module.functions.map((declaration) => planFunction(context, declaration, { hasReceiver: false })),
    modules: module.modules.map((inner) => planModule(surroundings, inner)),
  };
}

/** Schema 0.3.0 knows domains that have no effect on the ABI; they are not planned. */
function planErrorDomain({ module, names, types }: PlanContext): Pick<ModulePlan, "errorDomain"> {
  const declaration = module.errorDomain;
  if (declaration === undefined) return {};
  const symbol = names.inModule(module, declaration.name);
  return types.has(symbol) ? { errorDomain: { declaration, native: requireType(types, symbol, "enum") } } : {};
}

function planRecord(context: PlanContext, declaration: ApiRecord): RecordPlan {
  const { name, fields } = declaration;
  const create = typeFunction(context, name, recordParts.create);
  return {
    declaration,
    native: requireNamed(create.result),
    create: planCreation(context, {
      declaration,
      resultType: { kind: "record", id: declaration.id },
      symbol: create,
      fields,
      hasReceiver: false,
    }),
    getters: fields.map((field) => planGetter(context, name, recordParts.getter(field.name), field)),
    ...(declaration.hasBuilder ? { builder: planBuilder(context, declaration) } : {}),
    destroy: typeFunction(context, name, recordParts.destroy),
  };
}

function planBuilder(context: PlanContext, declaration: ApiRecord): BuilderPlan {
  const { name } = declaration;
  const create = typeFunction(context, name, recordParts.builderNew);
  return {
    native: requireNamed(create.result),
    create,
    setters: declaration.fields.flatMap((field) => {
      const symbol = typeFunction(context, name, recordParts.builderSetter(field.name));
      return planParameters(symbol, [field]).map((parameter) => ({ symbol, parameter }));
    }),
    build: planCreation(context, {
      declaration,
      resultType: { kind: "record", id: declaration.id },
      symbol: typeFunction(context, name, recordParts.builderBuild),
      fields: [],
      hasReceiver: true,
    }),
    destroy: typeFunction(context, name, recordParts.builderDestroy),
  };
}

function planGetter(context: PlanContext, type: string, part: string, field: ApiField): GetterPlan {
  const symbol = typeFunction(context, type, part);
  return { field, symbol, result: planReturned(context, field.type, symbol) };
}

function planRichEnum(context: PlanContext, declaration: ApiRichEnum): RichEnumPlan {
  const { name } = declaration;
  const destroy = typeFunction(context, name, richEnumParts.destroy);
  return {
    declaration,
    native: requireNamed(destroy.parameters[0]?.type ?? { kind: "void" }),
    tagType: requireType(context.types, context.names.inType(context.module, name, richEnumParts.tagType), "enum"),
    tag: typeFunction(context, name, richEnumParts.tag),
    variants: declaration.variants.map((variant) => ({
      declaration: variant,
      create: planCreation(context, {
        declaration: variant,
        resultType: { kind: "rich-enum", id: declaration.id },
        symbol: typeFunction(context, name, richEnumParts.variantNew(variant.name)),
        fields: variant.fields,
        hasReceiver: false,
      }),
      getters: variant.fields.map((field) =>
        planGetter(context, name, richEnumParts.variantGetter(variant.name, field.name), field),
      ),
    })),
    destroy,
  };
}

function planInterface(context: PlanContext, declaration: ApiInterface): InterfacePlan {
  const { name } = declaration;
  const destroy = typeFunction(context, name, recordParts.destroy);
  const member = { interfaceName: name, hasReceiver: false };
  return {
    declaration,
    native: requireNamed(destroy.parameters[0]?.type ?? { kind: "void" }),
    constructors: declaration.constructors.map((one) => planFunction(context, one, member)),
    methods: declaration.methods.map((one) => planFunction(context, one, { ...member, hasReceiver: true })),
    statics: declaration.statics.map((one) => planFunction(context, one, member)),
    destroy,
  };
}

function planListener(
  context: PlanContext,
  declaration: ApiListener,
  callbacks: readonly CallbackPlan[],
): ListenerPlan {
  const callback = callbacks.find((one) => one.declaration.id === declaration.callback);
  if (callback === undefined) throw new Error(`${declaration.id} has no callback ${declaration.callback}`);
  return {
    declaration,
    callback,
    register: moduleFunction(context, eventParts.register(declaration.name)),
    unregister: moduleFunction(context, eventParts.unregister(declaration.name)),
  };
}
