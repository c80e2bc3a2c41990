/** The author's file in Go as it begins, and how one tells what it lacks. */
import { CodeWriter } from "@koine/codegen";
import { renderText } from "../../languages/go/constants.ts";
import { toLowerCamelCase } from "../../languages/go/names.ts";
import { toImportedModule } from "../../languages/go/package-names.ts";
import { flattenModules } from "../../languages/plan-modules.ts";
import type { ApiDeclaration } from "../../model/index.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import type { RequiredFunction } from "../scaffold.ts";
import { listImportedPackages } from "./imported-passage.ts";
import { writeImports } from "./import-block.ts";
import { listAuthored, renderResult } from "./author-functions.ts";
import type { AuthorFunction } from "./author-functions.ts";
import type { ProducerGoFile } from "./producer-go-file.ts";

/** Lists every function and method. */
export function listRequired(plan: ApiPlan, file: ProducerGoFile): readonly RequiredFunction[] {
  return flattenModules(plan.modules).flatMap((module) =>
    listAuthored(module, file).map((authored) => ({
      declared: authored.call.symbol,
      name: authored.name,
      place: authored.receiver === undefined ? "" : nameObject(authored.receiver, file),
      text: renderFunction(authored, file),
    })),
  );
}

/** The type that an interface's methods begin with. */
function nameObject(declaration: ApiDeclaration, file: ProducerGoFile): string {
  return `${toLowerCamelCase(file.scope.find(declaration.id))}Object`;
}

function renderFunction({ call, name, receiver, signature }: AuthorFunction, file: ProducerGoFile): string {
  const own = receiver === undefined ? "" : `(o *${nameObject(receiver, file)}) `;
  const failure = `errors.New(${renderText(`${call.declaration.id} is not implemented`)})`;
  const result = renderResult(call, file) === undefined ? "" : "result, ";
  return `func ${own}${name}${signature} {\n\treturn ${result}${failure}\n}`;
}

/** Renders the file. */
export function renderImplementation(plan: ApiPlan, file: ProducerGoFile): string {
  const writer = new CodeWriter({ indentation: "\t" });
  for (const module of flattenModules(plan.modules)) {
    for (const { declaration } of module.interfaces) {
      writer.blank().line(`type ${nameObject(declaration, file)} struct{}`);
    }
    for (const authored of listAuthored(module, file)) writer.blank().lines(renderFunction(authored, file).split("\n"));
  }
  const body = writer.toString();
  const source = plan.api.file.slice(plan.api.file.lastIndexOf("/") + 1);
  const head = new CodeWriter({ indentation: "\t" });
  head.line(`// The implementation of ${source}. It is yours: koine wrote it once and only tells what it lacks.`);
  head.line("package main").blank();
  const imports = [...new Set([...file.imports, "errors"])].filter((name) =>
    new RegExp(String.raw`\b${name}\.`).test(body),
  );
  writeImports(head, imports, listImportedPackages(plan, body, toImportedModule));
  return `${head.toString().trimEnd()}\n\n${body.trimStart()}`;
}
