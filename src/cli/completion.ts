import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { sheetNames } from "../app/draw/sheet-names";
import { sinks } from "../dataset/sinks";
import { formatNames, qualities } from "../recipe/schema";
import { scenesFolder } from "./places";
import { knownRecipes } from "./recipe-file";

/** What can stand behind an option, whatever the command. */
const values: { readonly [option: string]: readonly string[] } = {
  format: formatNames,
  to: formatNames,
  sink: Object.keys(sinks),
  quality: qualities,
  "contact-sheet": sheetNames,
};

/** Adds the command `completion`, whose output makes a shell complete the commands and options of all that was added before. */
export function addCompletion(program: Command): void {
  const completion = tab(program, { completionCommandName: "completion" });
  for (const command of completion.commands.values()) {
    for (const [name, option] of command.options) {
      const known = values[name];
      if (known) option.handler = (complete) => known.forEach((value) => void complete(value, ""));
    }
    const recipe = command.arguments.get("recipe");
    if (recipe) recipe.handler = (complete) => knownRecipes(scenesFolder).forEach((name) => void complete(name, ""));
  }
  program.commands
    .find((command) => command.name() === "completion")
    ?.description("Prints a script that lets your shell complete the commands and options of diorama.")
    .addHelpText(
      "after",
      `
Examples:
  source <(diorama completion bash)                                       for this shell; in ~/.bashrc for all
  diorama completion zsh > "\${fpath[1]}/_diorama"
  diorama completion fish > ~/.config/fish/completions/diorama.fish`,
    );
}
