/** Renders copies of records: a new native object of what the getters of another one give. */
import type { CodeWriter } from "@koine/codegen";
import type { ApiType } from "../../model/index.ts";
import type { GetterPlan } from "../../plan/plan-model.ts";
import { createLocals } from "./names.ts";
import { isSureGetter } from "./render-call.ts";

/** What is copied. */
export interface Cloneable {
  readonly name: string;
  readonly getters: readonly GetterPlan[];
  /** Names of the getters. */
  readonly members: readonly string[];
}

/** Renders the implementation of `Clone`. */
export function renderClone(writer: CodeWriter, { name, getters, members }: Cloneable): void {
  const { parameters: locals } = createLocals(getters.map(({ field }) => field.name));
  const copy = () => {
    for (const [index, getter] of getters.entries()) {
      writer.line(`let ${locals[index] ?? ""} = self.${members[index] ?? ""}()${isSureGetter(getter) ? "" : "?"};`);
    }
    const words = getters.map(({ field }, index) => lend(field.type, locals[index] ?? ""));
    writer.line(`Self::new(${words.join(", ")})`);
  };
  const body = () => {
    writer.line("/// Makes an equal object.").line("///").line("/// # Panics").line("///");
    writer.line("/// Panics if the library fails, as it does when memory is exhausted.");
    const clone = () => {
      writer.block("let copy = || -> Result<Self, Error> {", copy, "};");
      writer.line('copy().unwrap_or_else(|error| panic!("an object cannot be copied: {error}"))');
    };
    writer.block("fn clone(&self) -> Self {", clone, "}");
  };
  writer.block(`impl Clone for ${name} {`, body, "}");
}

/** Spells how an owned value is given to a function that borrows it. */
function lend(type: ApiType, value: string): string {
  switch (type.kind) {
    case "string":
    case "bytes":
    case "record":
    case "rich-enum":
    case "array":
    case "map":
      return `&${value}`;
    case "list":
      return type.item.kind === "record" ? `&${value}.iter().collect::<Vec<_>>()` : `&${value}`;
    case "optional":
      return lendOptional(type.item, value);
    default:
      return value;
  }
}

function lendOptional(item: ApiType, value: string): string {
  switch (item.kind) {
    case "string":
    case "bytes":
      return `${value}.as_deref()`;
    case "record":
    case "rich-enum":
    case "map":
      return `${value}.as_ref()`;
    case "list": {
      const each = item.item.kind === "string" ? ".map(String::as_str)" : "";
      if (each === "" && item.item.kind !== "record") return `${value}.as_deref()`;
      return `${value}.as_ref().map(|items| items.iter()${each}.collect::<Vec<_>>()).as_deref()`;
    }
    default:
      return value;
  }
}
