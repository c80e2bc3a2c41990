/** What declarations are called in a module, where C's names are reserved or taken. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SpecDeclaration } from "../spec/model.ts";
import { planModuleNames, publicName } from "./module-names.ts";

const int = { kind: "integer", name: "int", qualifiers: [] } as const;

function variable(name: string): SpecDeclaration {
  return { kind: "variable", name, file: "a.h", type: int, isThreadLocal: false };
}

function typedef(name: string): SpecDeclaration {
  return { kind: "typedef", name, file: "a.h", type: int };
}

test("a reserved word is the name of an export, but never that of a type", () => {
  const names = planModuleNames([variable("delete"), typedef("class")]);
  assert.equal(names.exports.get("delete"), "delete_");
  assert.equal(publicName("delete", names), "delete");
  assert.equal(publicName("class", names), "class_");
});

test("a tag whose name is taken has its keyword in front, as in C", () => {
  const tag = { kind: "opaque", of: "struct", name: "stat", file: "a.h", isAnonymous: false } as const;
  const names = planModuleNames([variable("stat"), tag]);
  assert.deepEqual([publicName("stat", names), publicName("s:stat", names)], ["stat", "struct_stat"]);
});
