/** The author's file in Rust as it begins, and how one tells what it lacks. */
import { CodeWriter } from "@koine/codegen";
import { renderText } from "../../languages/rust/constants.ts";
import { flattenModules } from "../../languages/plan-modules.ts";
import type { ApiPlan, ModulePlan } from "../../plan/plan-model.ts";
import type { Definition } from "../author/list-definitions.ts";
import type { RequiredFunction } from "../scaffold.ts";
import { listTraits } from "./author-traits.ts";
import type { AuthorFunction, AuthorTrait } from "./author-traits.ts";
import { createProducerScope, ProducerFile } from "./producer-file.ts";

function createFile(plan: ApiPlan): ProducerFile {
  return new ProducerFile(plan, createProducerScope(plan));
}

/** Lists every function of every trait. */
export function listRequired(plan: ApiPlan): readonly RequiredFunction[] {
  const file = createFile(plan);
  return flattenModules(plan.modules).flatMap((module) =>
    listTraits(module, file).flatMap((trait) =>
      trait.functions.map((one) => ({
        declared: one.call.symbol,
        name: one.name,
        place: placeOf(module, trait, file),
        text: renderFunction(one, module, file),
      })),
    ),
  );
}

/** The modules and the block that a trait is implemented in. */
function placeOf({ declaration }: ModulePlan, { name }: AuthorTrait, file: ProducerFile): string {
  const [, , ...modules] = file.modulePath(declaration.id, "implementation").split("::");
  return [...modules, `impl ${name}`].join("::");
}

/** Whether something is defined in a block for a trait of the document. */
export function isInTrait({ place }: Definition, plan: ApiPlan): boolean {
  const file = createFile(plan);
  return flattenModules(plan.modules).some((module) =>
    listTraits(module, file).some((trait) => place === placeOf(module, trait, file)),
  );
}

/** The modules that a file is, below the one that the author writes. */
export function placeOfFile(path: string): string {
  const inner = /\/src\/implementation\/(.*?)(?:\/mod)?\.rs$/.exec(path)?.[1] ?? "";
  return inner.replaceAll("/", "::");
}

function renderFunction({ call, signature }: AuthorFunction, module: ModulePlan, file: ProducerFile): string {
  const head = toLocalNames(signature, module, file);
  const message = renderText(`${call.declaration.id} is not implemented`);
  return `${head} {\n    Err(Error::new(${message}))\n}`;
}

/** Names of the own module are short: `api::Contact` is declared, `Store` is the author's. */
function toLocalNames(text: string, { declaration }: ModulePlan, file: ProducerFile): string {
  const implementation = `${file.modulePath(declaration.id, "implementation")}::`;
  const api = `${file.modulePath(declaration.id, "api")}::`;
  const own = (path: string) => new RegExp(String.raw`${path}(?=\w+\b(?!::))`, "g");
  return text.replaceAll(own(implementation), "").replaceAll(own(api), "api::");
}

/** Renders the file. */
export function renderImplementation(plan: ApiPlan): string {
  const file = createFile(plan);
  const source = plan.api.file.slice(plan.api.file.lastIndexOf("/") + 1);
  const writer = new CodeWriter({ indentation: "    " });
  writer.line(`//! The implementation of ${source}. It is yours: koine wrote it once and only tells what it lacks.`);
  writer.line("#![allow(unused_variables)]");
  for (const module of plan.modules) renderModule(writer.blank(), module, file);
  return writer.toString();
}

function renderModule(writer: CodeWriter, module: ModulePlan, file: ProducerFile): void {
  const inner = new CodeWriter({ indentation: "    " });
  for (const trait of listTraits(module, file)) renderTrait(inner.blank(), trait, { module, file });
  const text = inner.toString().trim();
  const nested = new CodeWriter({ indentation: "    " });
  for (const one of module.modules) renderModule(nested.blank(), one, file);
  const uses = [
    ...(/\bBTreeMap</.test(text) ? ["use std::collections::BTreeMap;"] : []),
    ...(/\bArc</.test(text) ? ["use std::sync::Arc;"] : []),
  ];
  const own = [
    ...(text.includes("api::") ? [`use ${file.modulePath(module.declaration.id, "api")} as api;`] : []),
    ...(/\bsupport::/.test(text) ? ["use crate::support::{self, Error};"] : []),
    ...(!/\bsupport::/.test(text) && /\bError\b/.test(text) ? ["use crate::support::Error;"] : []),
  ];
  const body = () => {
    const blocks = [uses, own].filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
    for (const block of blocks) writer.lines(block.split("\n")).blank();
    if (text !== "") writer.lines(text.split("\n"));
    if (module.modules.length > 0) writer.blank().lines(nested.toString().trim().split("\n"));
  };
  writer.block(`pub mod ${file.moduleName(module.declaration.id)} {`, body, "}");
}

function renderTrait(
  writer: CodeWriter,
  { name, functions }: AuthorTrait,
  { module, file }: { readonly module: ModulePlan; readonly file: ProducerFile },
): void {
  writer.line(`pub struct ${name};`).blank();
  const body = () => {
    for (const [index, one] of functions.entries()) {
      if (index > 0) writer.blank();
      writer.lines(renderFunction(one, module, file).split("\n"));
    }
  };
  if (functions.length === 0) writer.line(`impl api::${name} for ${name} {}`);
  else writer.block(`impl api::${name} for ${name} {`, body, "}");
}
