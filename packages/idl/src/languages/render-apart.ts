/** How the declarations of a module follow each other, in every language. */
import type { CodeWriter } from "@koine/codegen";

/** Renders plans, each behind a blank line. */
export type RenderApart<TFile> = <TPlan>(
  plans: readonly TPlan[],
  render: (writer: CodeWriter, plan: TPlan, file: TFile) => void,
) => void;

/** Gives what renders plans to a file. */
export function renderApart<TFile>(writer: CodeWriter, file: TFile): RenderApart<TFile> {
  return (plans, render) => {
    for (const plan of plans) render(writer.blank(), plan, file);
  };
}
