/** What declarations must hold, and keys that contradict each other. */
import type { ApiDeclaration, ApiParameter } from "../../model/api.ts";
import type { DocumentFunction, DocumentStruct } from "../../model/document.ts";
import { listModules } from "../declarations.ts";
import { isSinceSchema } from "./rule.ts";
import type { RuleContext } from "./rule.ts";

/** Checks that nothing is empty that C needs members of. */
export function checkEmptyDeclarations(context: RuleContext): void {
  const { api, isDamaged, report } = context;
  const check = (what: string, declaration: ApiDeclaration, members: string, count: number): void => {
    if (count > 0 || isDamaged(declaration)) return;
    report("empty-declaration", declaration.span, { what, name: declaration.name, members });
  };
  for (const module of listModules(api.modules)) {
    for (const one of module.records) check("struct", one, "fields", one.fields.length);
    for (const one of module.enums) check("enum", one, "variants", one.variants.length);
    for (const one of module.flags) check("set of flags", one, "members", one.members.length);
    for (const one of module.interfaces) {
      const count = one.constructors.length + one.methods.length + one.statics.length;
      check("interface", one, "members", count);
    }
    // Before that schema, domains have no part in the header.
    if (module.errorDomain === undefined || !isSinceSchema(context, "0.5.0")) continue;
    check("error domain", module.errorDomain, "codes", module.errorDomain.codes.length);
  }
}

/** Checks that constructors give their interface, at once. */
export function checkConstructors({ api, places, report }: RuleContext): void {
  const constructors = listModules(api.modules).flatMap((module) =>
    module.interfaces.flatMap((one) => one.constructors),
  );
  for (const declaration of constructors) {
    const node = places.declarations.get(declaration) as DocumentFunction | undefined;
    const { name } = declaration;
    if (node?.return !== undefined) report("constructor-result", node.return.span, { name });
    if (node?.async?.value === true) report("async-constructor", node.async.span, { name });
  }
}

/** Checks that the callbacks of listeners have no result. */
export function checkListeners({ api, report }: RuleContext): void {
  for (const module of listModules(api.modules)) {
    for (const listener of module.listeners) {
      const callback = module.callbacks.find(({ id }) => id === listener.callback);
      if (callback?.result === undefined) continue;
      const related = [{ message: "the callback", span: callback.span }];
      report("listener-callback-result", listener.span, { listener: listener.name, callback: callback.name }, related);
    }
  }
}

/** Checks the keys that say how a struct is laid out. */
export function checkStructLayouts({ api, places, report }: RuleContext): void {
  for (const record of listModules(api.modules).flatMap((module) => module.records)) {
    const node = places.declarations.get(record) as DocumentStruct | undefined;
    if (node?.layout?.value === "opaque" && node.c_compatible?.value === true) {
      const problem = `struct \`${record.name}\` is both opaque and \`c_compatible\``;
      report("struct-layout", node.c_compatible.span, { problem, suggestion: "leave out one of the two keys" });
    } else if (record.layout === "c" && record.hasBuilder) {
      const problem = `struct \`${record.name}\` is by value, and cannot have a builder`;
      const suggestion = "leave out `builder`: its fields are set directly";
      report("struct-layout", node?.builder?.span ?? record.span, { problem, suggestion });
    }
  }
}

/** Checks that parameters with defaults come last. */
export function checkDefaultOrder({ declarations, report }: RuleContext): void {
  let last: ApiParameter | undefined;
  let holder: ApiDeclaration | undefined;
  for (const { declaration, kind, parent } of declarations) {
    if (kind !== "parameter") continue;
    const parameter = declaration as ApiParameter;
    if (parent !== holder) last = undefined;
    holder = parent;
    if (parameter.default !== undefined) last = parameter;
    else if (last !== undefined) {
      const related = [{ message: "has a default", span: last.span }];
      report("default-before-required", parameter.span, { name: parameter.name, other: last.name }, related);
    }
  }
}
