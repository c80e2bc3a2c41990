/**
 * The scaffold in C: records, builders and rich enums are implemented by the glue, functions, interfaces and events by the
 * author. What the glue holds is in `glue.ts`; how it runs async functions is in `launches.ts`.
 */
import { CodeWriter } from "@koine/codegen";
import type { Abi, AbiFunction } from "../../abi/abi-model.ts";
import { createCNames } from "../../languages/c/names.ts";
import { spellPrototype } from "../../languages/c/types.ts";
import type { TargetFile } from "../../languages/target.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { listOwnObjects } from "../author-functions.ts";
import type { Definition } from "../author/list-definitions.ts";
import type { RequiredFunction, Scaffold } from "../scaffold.ts";
import { renderGlueHeader, renderGlueSource } from "./glue.ts";
import { listLocalFunctions, listPlainFunctions } from "./launched-functions.ts";
import { renderLaunches } from "./launches.ts";
import { zeroOf } from "./zero-value.ts";

const folder = "scaffold/c";

export const cScaffold: Scaffold = Object.freeze({
  name: "c",
  renderGlue: (plan: ApiPlan) => renderGlueFiles(plan, folder),
  renderImplementation: (plan: ApiPlan) => ({
    path: `${folder}/${plan.abi.prefix}_implementation.c`,
    text: renderImplementation(plan),
  }),
  listRequired,
  isOfDocument: ({ name, place, head }: Definition, { abi }: ApiPlan) => {
    const isExported = place === "" && name.startsWith(`${abi.prefix}_`) && !/\bstatic\b/.test(head);
    return isExported && !abi.functions.has(name);
  },
});

/** Renders the glue in C, on which that in C++ stands, too. */
export function renderGlueFiles(plan: ApiPlan, place: string): readonly TargetFile[] {
  const base = `${place}/${plan.abi.prefix}`;
  const local = listLocalFunctions(plan);
  const launches = { path: `${base}_launches.c`, text: renderLaunches(plan) };
  return [
    { path: `${base}_glue.h`, text: renderGlueHeader(plan, local) },
    { path: `${base}_glue.c`, text: renderGlueSource(plan) },
    ...(local.length > 0 ? [launches] : []),
  ];
}

function listRequired(plan: ApiPlan): readonly RequiredFunction[] {
  return listPlainFunctions(plan).map((declared) => ({
    declared,
    name: declared.symbol,
    place: "",
    text: renderSkeleton(declared, plan.abi),
  }));
}

function renderImplementation(plan: ApiPlan): string {
  const { abi, api } = plan;
  const source = api.file.slice(api.file.lastIndexOf("/") + 1);
  const writer = new CodeWriter();
  writer.line(`/* The implementation of ${source}. It is yours: koine wrote it once and only tells what it lacks. */`);
  writer.line(`#include "${abi.prefix}_glue.h"`).blank().line("#include <stdlib.h>").blank();
  for (const symbol of listOwnObjects(plan)) {
    writer.block(`struct ${symbol} {`, () => writer.line("char unused;"), "};").blank();
  }
  for (const { text } of listRequired(plan)) writer.line(text).blank();
  return writer.toString();
}

function renderSkeleton(declared: AbiFunction, abi: Abi): string {
  const writer = new CodeWriter({ indentation: "    " });
  writer.block(`${spellPrototype(declared)} {`, () => writeBody(writer, declared, abi), "}");
  return writer.toString().trimEnd();
}

function writeBody(writer: CodeWriter, declared: AbiFunction, abi: Abi): void {
  const { role, parameters, symbol, result } = declared;
  const [first] = parameters;
  if (role.endsWith("destroy")) {
    writer.line(`free(${first?.name ?? ""});`);
    return;
  }
  const outputs = parameters.filter(({ role: slot }) => slot.startsWith("out-"));
  for (const slot of parameters) if (!outputs.includes(slot)) writer.line(`(void)${slot.name};`);
  for (const { name, role: slot, type } of outputs) {
    if (slot === "out-error")
      writer.line(`${createCNames(abi.prefix).errorSet}(out_err, -1, "${symbol} is not implemented");`);
    else if (type.kind === "pointer") writer.line(`*${name} = ${zeroOf(type.to)};`);
  }
  if (result.kind !== "void") writer.line(`return ${zeroOf(result)};`);
}
