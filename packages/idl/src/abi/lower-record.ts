/** Opaque records: `_create`, `_destroy`, a getter per field, and the builder where the document asks for one. */
import type { ApiField, ApiRecord } from "../model/index.ts";
import type { AbiFunction } from "./abi-model.ts";
import { constSelf, destroyFunction, getterFunction, lowerParameters, mutableSelf, outError } from "./abi-scope.ts";
import type { AbiScope, Lowered } from "./abi-scope.ts";
import { cVoid, pointerTo } from "./c-type.ts";
import type { CNamedType } from "./c-type.ts";
import { lowerParameter } from "./lower-parameter.ts";
import { typeBase } from "./lower-plain-types.ts";
import { lowerResult } from "./lower-result.ts";
import { recordParts } from "./symbol-names.ts";

/** Lowers an opaque record. */
export function lowerRecord(record: ApiRecord, scope: AbiScope): Lowered {
  const { module, names, types } = scope;
  const part = (name: string): string => names.inType(module, record.name, name);
  const native = types.named(record.id);
  const create: AbiFunction = {
    symbol: part(recordParts.create),
    role: "create",
    owner: record,
    parameters: [...lowerParameters(record.fields, types), outError(types)],
    result: pointerTo(native),
  };
  const self = constSelf(native, "ptr");
  const getters = record.fields.map((field) =>
    getterFunction(part(recordParts.getter(field.name)), {
      role: "getter",
      owner: field,
      self,
      lowered: lowerResult(field.type, types),
    }),
  );
  const destroy = destroyFunction(part(recordParts.destroy), {
    role: "destroy",
    owner: record,
    self: mutableSelf(native, "ptr"),
  });
  const builder = record.hasBuilder ? lowerBuilder(record, scope) : { types: [], functions: [] };
  return {
    types: [{ kind: "opaque", ...typeBase(native.symbol, record) }, ...builder.types],
    functions: [create, destroy, ...getters, ...builder.functions],
  };
}

function lowerBuilder(record: ApiRecord, { module, names, types }: AbiScope): Lowered {
  const part = (name: string): string => names.inType(module, record.name, name);
  const symbol = names.inModule(module, recordParts.builder(record.name));
  const native: CNamedType = { kind: "named", symbol, declares: "opaque" };
  const self = mutableSelf(native, "builder");
  const setter = (field: ApiField): AbiFunction => ({
    symbol: part(recordParts.builderSetter(field.name)),
    role: "builder-set",
    owner: field,
    parameters: [self, ...lowerParameter(field, types)],
    result: cVoid,
  });
  return {
    types: [{ kind: "opaque", symbol, owner: record.id, doc: `Builder of \`${record.name}\`.` }],
    functions: [
      {
        symbol: part(recordParts.builderNew),
        role: "builder-new",
        owner: record,
        parameters: [],
        result: pointerTo(native),
      },
      ...record.fields.map(setter),
      {
        symbol: part(recordParts.builderBuild),
        role: "builder-build",
        owner: record,
        parameters: [self, outError(types)],
        result: pointerTo(types.named(record.id)),
      },
      destroyFunction(part(recordParts.builderDestroy), { role: "builder-destroy", owner: record, self }),
    ],
  };
}
