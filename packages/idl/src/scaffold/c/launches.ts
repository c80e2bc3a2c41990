/**
 * The glue that runs async functions in C: each launch copies what it is lent, runs the author's plain function on a thread
 * of its own, completes the call exactly once, and frees what it has. Threads and holds are in `thread-support.ts`.
 */
import { CodeWriter } from "@koine/codegen";
import type { AbiParameter } from "../../abi/abi-model.ts";
import { createNativeTypes } from "../../abi/native-types.ts";
import { createCNames } from "../../languages/c/names.ts";
import { spellDeclaration, spellPrototype, spellType } from "../../languages/c/types.ts";
import { renderDocumentBanner } from "../../languages/document-banner.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import type { OutItem, TransferOut } from "../../plan/transfer.ts";
import { renderFreeTexts, renderObjectLists, renderTextLists } from "./copied-lists.ts";
import { renderImportedCopies } from "./imported-copies.ts";
import { findHeldType, listHeldInterfaces, listLaunches } from "./launched-functions.ts";
import type { Launch } from "./launched-functions.ts";
import { storeField } from "./stored-field.ts";
import type { StorageContext, StoredMember } from "./stored-field.ts";
import { renderHolds, renderThreads } from "./thread-support.ts";
import { zeroOf } from "./zero-value.ts";

interface LaunchContext extends StorageContext {
  readonly plan: ApiPlan;
  readonly writer: CodeWriter;
}

/** What a launch keeps for its thread. */
interface Job {
  readonly launch: Launch;
  /** Its struct, whose pointers are named `job`. */
  readonly symbol: string;
  /** Slots that are kept as they are. */
  readonly kept: readonly AbiParameter[];
  /** One for each slot of the document's parameters, in their order. */
  readonly members: readonly StoredMember[];
  /** The members that point to objects which the thread uses. */
  readonly held: readonly string[];
}

/** Renders the source with all launches. */
export function renderLaunches(plan: ApiPlan): string {
  const { prefix } = plan.abi;
  const body = new CodeWriter({ indentation: "    " });
  const context = { plan, writer: body, prefix, types: createNativeTypes(plan.api) };
  const jobs = listLaunches(plan).map((launch) => toJob(launch, context));
  for (const { symbol, destroy, destroyNow } of listHeldInterfaces(plan)) {
    body.block(
      `static void ${symbol}_end(void* object) {`,
      () => body.line(`${destroyNow.symbol}((${symbol}*)object);`),
      "}",
    );
    body
      .blank()
      .block(
        `${spellPrototype(destroy)} {`,
        () => body.line(`if (self != NULL) destroy_object(self, ${symbol}_end);`),
        "}",
      );
    body.blank();
  }
  for (const job of jobs) writeJob(context, job);
  const text = body.toString();
  const writer = new CodeWriter({ indentation: "    " });
  writer.line(renderDocumentBanner(plan)).line(`#include "${prefix}_glue.h"`).blank();
  writer.line("#include <string.h>").blank().line(renderThreads()).blank();
  if (text.includes("destroy_object(")) writer.line(renderHolds()).blank();
  if (text.includes("copy_texts(")) writer.line(renderTextLists(prefix)).blank();
  else if (text.includes("free_texts(")) writer.line(renderFreeTexts(prefix)).blank();
  const imported = renderImportedCopies(plan, text);
  if (imported !== "") writer.line(imported.trimEnd()).blank();
  const listed = new Set([...text.matchAll(/= (\w+)_copy_list\(/g)].map(([, symbol]) => symbol ?? ""));
  for (const symbol of listed) {
    if (!imported.includes(`${symbol}_copy_list(`)) writer.line(renderObjectLists(prefix, symbol)).blank();
  }
  return writer.line(text.trimEnd()).toString();
}

function toJob(launch: Launch, context: LaunchContext): Job {
  const { call, plain } = launch;
  const { plan } = context;
  const held = call.hasReceiver ? ["self"] : [];
  const members = call.parameters.flatMap(({ declaration }) => {
    const stored = storeField(declaration, context, `given_${declaration.name}`);
    if (findHeldType(declaration.type, plan) !== undefined) held.push(...stored.map(({ name }) => name));
    return stored;
  });
  const kept = call.symbol.parameters.filter(({ of }) => of === undefined);
  return { launch, symbol: `${plain.symbol}_launch`, kept, members, held };
}

function writeJob(context: LaunchContext, job: Job): void {
  const { writer } = context;
  const { symbol, kept, members, held } = job;
  writer.block(
    "typedef struct {",
    () => {
      writer.line("struct launch launch;");
      for (const { type, name } of kept) writer.line(`${spellDeclaration(type, name)};`);
      for (const { declaration } of members) writer.line(`${declaration};`);
      for (const member of held) writer.line(`struct hold ${member}_hold;`);
    },
    `} ${symbol};`,
  );
  writer.blank();
  writeDrop(context, job);
  writeFailure(context, job);
  writeRun(context, job);
  writeLauncher(context, job);
}

function writeDrop({ writer, prefix }: LaunchContext, { symbol, members, held }: Job): void {
  writer.block(
    `static void ${symbol}_drop(${symbol}* job) {`,
    () => {
      for (const member of held) writer.line(`release_object(&job->${member}_hold);`);
      for (const { free } of members) if (free !== undefined) writer.line(free("job->"));
      writer.line(`${prefix}_free_bytes((uint8_t*)job, sizeof *job);`);
    },
    "}",
  );
  writer.blank();
}

function writeFailure({ writer }: LaunchContext, { launch, symbol }: Job): void {
  const slots = launch.call.async?.resultSlots ?? [];
  const words = ["job->context", "error", ...slots.map(({ type }) => zeroOf(type))];
  writer.block(
    `static void ${symbol}_fail(${symbol}* job, ${errorOf(launch)} error) {`,
    () => writer.line(`job->callback(${words.join(", ")});`),
    "}",
  );
  writer.blank();
}

function errorOf({ plain }: Launch): string {
  const error = plain.parameters.find(({ role }) => role === "out-error");
  if (error === undefined) throw new Error(`${plain.symbol} has no error`);
  return spellType(error.type);
}

function writeRun(context: LaunchContext, job: Job): void {
  const { writer, plan } = context;
  const { launch, symbol } = job;
  const { call, plain } = launch;
  const { error, errorClear } = plan.abi.runtime;
  writer.block(
    `static void ${symbol}_run(struct launch* launch) {`,
    () => {
      writer.line(`${symbol}* job = (${symbol}*)launch;`);
      writer.line(`${error.symbol} error = {0, NULL};`);
      for (const { role, type } of plain.parameters) {
        if (!isOutput(role) || type.kind !== "pointer") continue;
        writer.line(`${spellType(type.to)} ${nameOutput(role)} = ${zeroOf(type.to)};`);
      }
      const words = listArguments(job);
      const assigned = plain.result.kind === "void" ? "" : `${spellDeclaration(plain.result, "result")} = `;
      writer.line(`${assigned}${plain.symbol}(${words.join(", ")});`);
      const given = (call.async?.resultSlots ?? []).map(({ type, name }) =>
        type.kind === "pointer" ? `(${spellType(type)})${name}` : name,
      );
      writer.line(`if (error.code != 0) ${symbol}_fail(job, &error);`);
      writer.line(`else job->callback(${["job->context", "NULL", ...given].join(", ")});`);
      writer.lines(freeResult(call.result, plan));
      writer.line(`${errorClear.symbol}(&error);`).line(`${symbol}_drop(job);`);
    },
    "}",
  );
  writer.blank();
}

function isOutput(role: AbiParameter["role"]): boolean {
  return role.startsWith("out-") && role !== "out-error";
}

/** The local variable of an output, which is called as the slot of the callback. */
function nameOutput(role: AbiParameter["role"]): string {
  return role.replace(/^out-/, "result_").replace("length", "len");
}

function listArguments({ launch, members }: Job): readonly string[] {
  const rest = [...members];
  return launch.plain.parameters.map(({ role, type, of, name }) => {
    if (role === "out-error") return "&error";
    if (isOutput(role)) return `&${nameOutput(role)}`;
    const member = `job->${of === undefined ? name : (rest.shift()?.name ?? "")}`;
    return type.kind === "pointer" && of !== undefined ? `(${spellType(type)})${member}` : member;
  });
}

/** The callback was lent the result, but for objects, which it owns. */
function freeResult(result: TransferOut, { abi }: ApiPlan): readonly string[] {
  const { freeString, freeBytes } = abi.runtime;
  const freeItems = (item: OutItem, name: string): string =>
    item.kind === "string"
      ? `free_texts((char**)${name}, result_len);`
      : `${freeBytes.symbol}((uint8_t*)${name}, result_len * sizeof *${name});`;
  switch (result.kind) {
    case "string":
      return [`${freeString.symbol}(result);`];
    case "bytes":
      return [`${freeBytes.symbol}((uint8_t*)result, result_len);`];
    case "boxed":
      return [`${freeBytes.symbol}((uint8_t*)result, sizeof *result);`];
    case "list":
      return [freeItems(result.item, "result")];
    case "map":
      return [freeItems(result.key, "result_keys"), freeItems(result.value, "result_values")];
    default:
      return [];
  }
}

function writeLauncher({ writer, prefix, plan }: LaunchContext, job: Job): void {
  const { launch, symbol, kept, members, held } = job;
  const { allocateArray, errorSet } = createCNames(prefix);
  const { error, errorClear } = plan.abi.runtime;
  const own = nameBeside(launch.call.symbol.parameters, "job");
  const body = () => {
    writer.line(`${symbol}* ${own} = ${allocateArray}(1, sizeof *${own});`);
    writer.line(`${own}->launch.run = ${symbol}_run;`);
    for (const { name } of kept) writer.line(`${own}->${name} = ${name};`);
    for (const { name, given } of members) writer.line(`${own}->${name} = ${given};`);
    for (const { name, copy, free } of members) {
      if (free !== undefined) writer.line(`${own}->${name} = ${copy(`${own}->`)};`);
    }
    for (const member of held) writer.line(`hold_object(&${own}->${member}_hold, ${own}->${member});`);
    const refuse = () => {
      writer.line(`${error.symbol} failure = {0, NULL};`);
      writer.line(`${errorSet}(&failure, -1, "there is no thread for the call");`);
      writer.line(`${symbol}_fail(${own}, &failure);`);
      writer.line(`${errorClear.symbol}(&failure);`).line(`${symbol}_drop(${own});`);
    };
    writer.block(`if (!start_launch(&${own}->launch)) {`, refuse, "}");
  };
  writer.block(`${spellPrototype(launch.call.symbol)} {`, body, "}").blank();
}

/** A name that no parameter has. */
function nameBeside(parameters: readonly AbiParameter[], name: string): string {
  return parameters.some((one) => one.name === name) ? nameBeside(parameters, `${name}_`) : name;
}
