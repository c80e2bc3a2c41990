/**
 * The glue that runs async functions and requests of streams in C: each launch copies what it is lent, runs the author's plain
 * function on a thread of its own, completes exactly once, and frees what it has. Threads and holds are in `thread-support.ts`.
 */
import { CodeWriter } from "@koine/codegen";
import type { AbiParameter } from "../../abi/abi-model.ts";
import { createNativeTypes } from "../../abi/native-types.ts";
import { createCNames } from "../../languages/c/names.ts";
import { spellDeclaration, spellPrototype, spellType } from "../../languages/c/types.ts";
import { renderDocumentBanner } from "../../languages/document-banner.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import type { OutItem } from "../../plan/transfer.ts";
import { exhausted, renderFreeTexts, renderIsCopied, renderObjectLists, renderTextLists } from "./copied-lists.ts";
import { renderImportedCopies } from "./imported-copies.ts";
import { findHeldType, listHeldTypes, listLaunches } from "./launched-functions.ts";
import type { Launch } from "./launched-functions.ts";
import { nameBeside } from "./name-beside.ts";
import { spellIsWhole, storeField } from "./stored-field.ts";
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
  writeEnds(context);
  const launches = listLaunches(plan);
  for (const launch of launches) writeJob(context, toJob(launch, context));
  const text = body.toString();
  const writer = new CodeWriter({ indentation: "    " });
  writer.line(renderDocumentBanner(plan)).line(`#include "${prefix}_glue.h"`).blank();
  writer.line("#include <string.h>").blank().line(renderThreads()).blank();
  if (listHeldTypes(plan).length > 0) {
    writer.line(renderHolds(launches.some(({ delivers }) => delivers === "item"))).blank();
  }
  writeCopying(writer, plan, text);
  return writer.line(text.trimEnd()).toString();
}

/** Writes what the launches copy with. */
function writeCopying(writer: CodeWriter, plan: ApiPlan, text: string): void {
  const { prefix } = plan.abi;
  const copying = new CodeWriter({ indentation: "    " });
  if (/\bcopy_texts\(/.test(text)) copying.line(renderTextLists(prefix)).blank();
  else if (/\bfree_texts\(/.test(text)) copying.line(renderFreeTexts(prefix)).blank();
  const imported = renderImportedCopies(plan, text);
  if (imported !== "") copying.line(imported.trimEnd()).blank();
  const listed = new Set([...text.matchAll(/= (\w+)_copy_list\(/g)].map(([, symbol]) => symbol ?? ""));
  for (const symbol of listed) {
    if (!imported.includes(`${symbol}_copy_list(`)) copying.line(renderObjectLists(prefix, symbol)).blank();
  }
  if (/\bis_copied\(/.test(`${copying.toString()}${text}`)) writer.line(renderIsCopied()).blank();
  if (copying.toString() !== "") writer.line(copying.toString().trimEnd()).blank();
}

/** Writes the functions of the header by which owners let go of objects that launches use. */
function writeEnds({ writer, plan }: LaunchContext): void {
  for (const { symbol, destroy, destroyNow } of listHeldTypes(plan)) {
    const self = destroy.parameters[0]?.name ?? "";
    const end = () => writer.line(`${destroyNow.symbol}((${symbol}*)object);`);
    writer.block(`static void ${symbol}_end(void* object) {`, end, "}").blank();
    const letGo = () => writer.line(`if (${self} != NULL) destroy_object(${self}, ${symbol}_end);`);
    writer.block(`${spellPrototype(destroy)} {`, letGo, "}").blank();
  }
}

function toJob(launch: Launch, context: LaunchContext): Job {
  const { launcher, plain, parameters, receiver } = launch;
  const { plan } = context;
  const held = receiver === undefined ? [] : [receiver];
  const members = parameters.flatMap(({ declaration }) => {
    const stored = storeField(declaration, context, `given_${declaration.name}`);
    if (findHeldType(declaration.type, plan) !== undefined) held.push(...stored.map(({ name }) => name));
    return stored;
  });
  const kept = launcher.parameters.filter(({ of }) => of === undefined);
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
  writeFree(context, job);
  writeFailures(context, job);
  writeRun(context, job);
  writeLauncher(context, job);
}

function writeFree({ writer, prefix }: LaunchContext, { symbol, members }: Job): void {
  const body = () => {
    for (const { free } of members) if (free !== undefined) writer.line(free("job->"));
    writer.line(`${prefix}_free_bytes((uint8_t*)job, sizeof *job);`);
  };
  writer.block(`static void ${symbol}_free(${symbol}* job) {`, body, "}").blank();
}

function writeFailures({ writer, prefix, plan }: LaunchContext, { launch, symbol }: Job): void {
  const { error, errorClear } = plan.abi.runtime;
  const words = ["job->context", "error", ...listZeros(launch)];
  const fail = () => writer.line(`job->callback(${words.join(", ")});`);
  writer.block(`static void ${symbol}_give_nothing(const ${symbol}* job, ${error.symbol}* error) {`, fail, "}").blank();
  const refuse = () => {
    writer.line(`${error.symbol} error = {0, NULL};`);
    writer.line(`${createCNames(prefix).errorSet}(&error, -1, reason);`);
    writer.line(`${symbol}_give_nothing(job, &error);`).line(`${errorClear.symbol}(&error);`);
  };
  writer.block(`static void ${symbol}_refuse(const ${symbol}* job, const char* reason) {`, refuse, "}").blank();
}

/** What stands in the slots of a callback that has nothing to give. */
function listZeros({ slots }: Launch): readonly string[] {
  return slots.map(({ type }) => zeroOf(type));
}

function writeRun(context: LaunchContext, job: Job): void {
  const { writer, plan } = context;
  const { launch, symbol, held } = job;
  const { plain, delivers } = launch;
  const { error, errorClear } = plan.abi.runtime;
  const body = () => {
    writer.line(`${symbol}* job = (${symbol}*)launch;`);
    writer.line(`${error.symbol} error = {0, NULL};`);
    for (const output of plain.parameters) {
      if (!isOutput(output) || output.type.kind !== "pointer") continue;
      writer.line(`${spellDeclaration(output.type.to, nameOutput(output, launch))} = ${zeroOf(output.type.to)};`);
    }
    if (plain.result.kind !== "void") writer.line(`${spellDeclaration(plain.result, nameReturned(launch))};`);
    if (delivers === "item") for (const member of held) writer.line(`wait_for_turn(&job->${member}_hold);`);
    const assigned = plain.result.kind === "void" ? "" : `${nameReturned(launch)} = `;
    writer.line(`${assigned}${plain.symbol}(${listArguments(job).join(", ")});`);
    writeReleases(writer, "job", job);
    writeCompletion(writer, job);
    writer.lines(freeDelivered(launch, plan));
    writer.line(`${errorClear.symbol}(&error);`).line(`${symbol}_free(job);`);
  };
  writer.block(`static void ${symbol}_run(struct launch* launch) {`, body, "}").blank();
}

/** The objects are free before anybody is told, who may launch again and wait for it. */
function writeReleases(writer: CodeWriter, job: string, { held }: Job): void {
  for (const member of held) writer.line(`release_object(&${job}->${member}_hold);`);
}

function writeCompletion(writer: CodeWriter, { launch, symbol }: Job): void {
  const given = launch.slots.map(({ type, name, role }) => {
    if (role === "has-item") return "true";
    return type.kind === "pointer" ? `(${spellType(type)})${name}` : name;
  });
  writer.line(`if (error.code != 0) ${symbol}_give_nothing(job, &error);`);
  if (launch.delivers === "item") writer.line(`else if (has_item == 0) ${symbol}_give_nothing(job, NULL);`);
  writer.line(`else job->callback(${["job->context", "NULL", ...given].join(", ")});`);
}

function isOutput({ role }: AbiParameter): boolean {
  return role.startsWith("out-") && role !== "out-error";
}

/** The local variable of what the plain function returns: the result, or whether there is an item. */
function nameReturned({ delivers }: Launch): string {
  return delivers === "item" ? "has_item" : delivers;
}

/** The local variable of an output, which is called as the slot of the callback. */
function nameOutput({ role }: AbiParameter, { delivers }: Launch): string {
  if (role === "out-item") return delivers;
  return delivers + role.replace(/^out-/, "_").replace("length", "len");
}

function listArguments({ launch, members }: Job): readonly string[] {
  const rest = [...members];
  return launch.plain.parameters.map((slot) => {
    const { role, type, of, name } = slot;
    if (role === "out-error") return "&error";
    if (isOutput(slot)) return `&${nameOutput(slot, launch)}`;
    const member = `job->${of === undefined ? name : (rest.shift()?.name ?? "")}`;
    return type.kind === "pointer" && of !== undefined ? `(${spellType(type)})${member}` : member;
  });
}

/** The callback was lent what it got, but for objects, which it owns. */
function freeDelivered({ delivered, delivers: name }: Launch, { abi }: ApiPlan): readonly string[] {
  const { freeString, freeBytes } = abi.runtime;
  const freeItems = (item: OutItem, items: string): string =>
    item.kind === "string"
      ? `free_texts((char**)${items}, ${name}_len);`
      : `${freeBytes.symbol}((uint8_t*)${items}, ${name}_len * sizeof *${items});`;
  switch (delivered.kind) {
    case "string":
      return [`${freeString.symbol}(${name});`];
    case "bytes":
      return [`${freeBytes.symbol}((uint8_t*)${name}, ${name}_len);`];
    case "boxed":
      return [`${freeBytes.symbol}((uint8_t*)${name}, sizeof *${name});`];
    case "list":
      return [freeItems(delivered.item, name)];
    case "map":
      return [freeItems(delivered.key, `${name}_keys`), freeItems(delivered.value, `${name}_values`)];
    default:
      return [];
  }
}

function writeLauncher({ writer, prefix }: LaunchContext, job: Job): void {
  const { launch, symbol, kept, members, held } = job;
  const [own, given] = ["job", "given"].map((name) => nameBeside(launch.launcher.parameters, name)) as [string, string];
  const refuse = (at: string, reason: string) => writer.line(`${symbol}_refuse(${at}, ${JSON.stringify(reason)});`);
  const initializers = [
    `.launch = {${symbol}_run},`,
    ...kept.map(({ name }) => `.${name} = ${name},`),
    ...members.map((member) => `.${member.name} = ${member.given},`),
  ];
  const isWhole = spellIsWhole(members, `${given}.`, `${own}->`);
  const body = () => {
    writer.block(`const ${symbol} ${given} = {`, () => writer.lines(initializers), "};");
    writer.line(`${symbol}* ${own} = (${symbol}*)${createCNames(prefix).allocateArray}(1, sizeof *${own});`);
    const refuseGiven = () => refuse(`&${given}`, exhausted).line("return;");
    writer.block(`if (${own} == NULL) {`, refuseGiven, "}").line(`*${own} = ${given};`);
    for (const { name, copy, free } of members) {
      if (free !== undefined) writer.line(`${own}->${name} = ${copy(`${given}.`)};`);
    }
    const refuseCopies = () => refuse(`&${given}`, exhausted).line(`${symbol}_free(${own});`).line("return;");
    if (isWhole !== "") writer.block(`if (!(${isWhole})) {`, refuseCopies, "}");
    for (const member of held) writer.line(`hold_object(&${own}->${member}_hold, ${own}->${member});`);
    const refuseThread = () => {
      writeReleases(writer, own, job);
      refuse(own, "there is no thread for the call").line(`${symbol}_free(${own});`);
    };
    writer.block(`if (!start_launch(&${own}->launch)) {`, refuseThread, "}");
  };
  writer.block(`${spellPrototype(launch.launcher)} {`, body, "}").blank();
}
