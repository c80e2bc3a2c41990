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
import { findCallback, listOwnObjects } from "../author-functions.ts";
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
  const message = `"${symbol} is not implemented"`;
  const used = new Set(["out_err", "callback", "context"]);
  const isLaunch = role === "stream-next";
  for (const { name, role: slot } of parameters) {
    if (slot.startsWith("out-") && slot !== "out-error") continue;
    if (!used.has(name) || (!isLaunch && slot !== "out-error")) writer.line(`(void)${name};`);
  }
  if (isLaunch) {
    writeFailedLaunch(writer, { declared, abi, message });
    return;
  }
  for (const { name, type } of parameters.filter(({ role: slot }) => slot.startsWith("out-") && slot !== "out-error")) {
    if (type.kind === "pointer") writer.line(`*${name} = ${zeroOf(type.to)};`);
  }
  if (parameters.some(({ role: slot }) => slot === "out-error")) {
    writer.line(`${createCNames(abi.prefix).errorSet}(out_err, -1, ${message});`);
  }
  if (result.kind !== "void") writer.line(`return ${zeroOf(result)};`);
}

function writeFailedLaunch(
  writer: CodeWriter,
  { declared, abi, message }: { readonly declared: AbiFunction; readonly abi: Abi; readonly message: string },
): void {
  const { error, errorClear } = abi.runtime;
  const slots = findCallback(declared, abi).parameters.filter(({ role }) => role !== "context" && role !== "error");
  writer.line(`${error.symbol} error = {0, NULL};`);
  writer.line(`${createCNames(abi.prefix).errorSet}(&error, -1, ${message});`);
  writer.line(`callback(${["context", "&error", ...slots.map(({ type }) => zeroOf(type))].join(", ")});`);
  writer.line(`${errorClear.symbol}(&error);`);
}
