/** The C target: the header that all other targets speak to, and the source that implementations in C are built with. */
import type { ApiPlan } from "../../plan/plan-model.ts";
import type { Target, TargetOutput } from "../target.ts";
import { renderHeader } from "./header.ts";
import { createCNames } from "./names.ts";
import { renderSource } from "./source.ts";

export const cTarget: Target = Object.freeze({
  name: "c",
  title: "C",
  lacks: {},
  options: [],
  render: (plan: ApiPlan): TargetOutput => {
    const { header, source } = createCNames(plan.abi.prefix);
    return {
      files: [
        { path: `c/${header}`, text: renderHeader(plan) },
        { path: `c/${source}`, text: renderSource(plan) },
      ],
      diagnostics: [],
    };
  },
});
