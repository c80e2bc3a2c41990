/** Interfaces and listeners: objects with methods, and events to subscribe to. */
import type { ApiFunction, ApiInterface, ApiListener } from "../model/index.ts";
import type { AbiFunction } from "./abi-model.ts";
import { constSelf, destroyFunction, mutableSelf } from "./abi-scope.ts";
import type { AbiScope, Lowered } from "./abi-scope.ts";
import { cScalar, cVoid, pointerTo } from "./c-type.ts";
import { lowerFunction } from "./lower-function.ts";
import type { LowerableFunction } from "./lower-function.ts";
import { typeBase } from "./lower-plain-types.ts";
import { eventParts, functionParts } from "./symbol-names.ts";

/** Lowers an interface: constructors, statics, methods, `_destroy`. */
export function lowerInterface(declaration: ApiInterface, scope: AbiScope): Lowered {
  const { module, names, types } = scope;
  const native = types.named(declaration.id);
  const namePrefix = `${declaration.name}_`;
  const lowerMembers = (members: readonly ApiFunction[], role: LowerableFunction["role"]): readonly Lowered[] =>
    members.map((member) => {
      const self = role === "method" ? { self: constSelf(native) } : {};
      return lowerFunction({ declaration: member, role, namePrefix, ...self }, scope);
    });
  const members = [
    ...lowerMembers(
      // A constructor's result is its interface, whether the document says so or not.
      declaration.constructors.map((member) => ({ ...member, result: { kind: "interface", id: declaration.id } })),
      "constructor",
    ),
    ...lowerMembers(declaration.statics, "static"),
    ...lowerMembers(declaration.methods, "method"),
  ];
  const destroy = destroyFunction(names.inType(module, declaration.name, functionParts.destroy), {
    role: "destroy",
    owner: declaration,
    self: mutableSelf(native),
  });
  return {
    types: [{ kind: "opaque", ...typeBase(native.symbol, declaration) }, ...members.flatMap((member) => member.types)],
    functions: [...members.flatMap((member) => member.functions), destroy],
  };
}

/** Lowers a listener: what registers a callback for it, and what ends that. */
export function lowerListener(listener: ApiListener, { module, names, types }: AbiScope): readonly AbiFunction[] {
  const id = cScalar("uint64_t");
  return [
    {
      symbol: names.inModule(module, eventParts.register(listener.name)),
      role: "register",
      owner: listener,
      parameters: [
        { name: "callback", type: types.named(listener.callback), role: "callback" },
        { name: "context", type: pointerTo(cVoid), role: "context" },
      ],
      result: id,
    },
    {
      symbol: names.inModule(module, eventParts.unregister(listener.name)),
      role: "unregister",
      owner: listener,
      parameters: [{ name: "id", type: id, role: "listener-id" }],
      result: cVoid,
    },
  ];
}
