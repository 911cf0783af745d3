/** The arms: one image in all of them side by side, and the design as a table. */
import type { Arm, PlannedExperiment } from "../../plan/experiment";
import { live } from "../generate/state";
import { IndexStepper } from "../preview/index-stepper";
import { index } from "../preview/state";
import { recipe } from "../recipe/state";
import { openRun } from "../review/state";
import { totalOf } from "../runs/record";
import { spaced } from "../widgets/words";
import { FEW_ARMS, seenArms } from "./arm-pictures";
import { factorTitle, levelText } from "./fields";
import { runOf } from "./runs";
import { armPictures, design, isEveryArmSeen } from "./state";

export function Arms({ experiment }: { experiment: PlannedExperiment }) {
  return (
    <>
      <div class="arms-head">
        <h2>Image {index.value} in every arm</h2>
        <IndexStepper />
      </div>
      <Pictures experiment={experiment} />
      {experiment.arms.length > FEW_ARMS && !isEveryArmSeen.value && (
        <button type="button" onClick={() => (isEveryArmSeen.value = true)}>
          Show all {experiment.arms.length} arms
        </button>
      )}
      <DesignTable experiment={experiment} />
    </>
  );
}

/** More columns than this would be too narrow to compare anything. */
const MOST_COLUMNS = 5;

/** In a full design the last factor changes from column to column, and the others from row to row. */
function columnsOf({ factors, arms }: PlannedExperiment): number {
  const last = Object.values(factors).at(-1)?.length ?? 0;
  const isGrid =
    design.value === "full" && last > 1 && arms.every(({ levels }) => Object.keys(levels).length === Object.keys(factors).length);
  return isGrid && last <= MOST_COLUMNS ? last : Math.min(arms.length, 4);
}

function Pictures({ experiment }: { experiment: PlannedExperiment }) {
  const { width, height } = recipe.value?.image ?? { width: 4, height: 3 };
  return (
    <ol class="arm-pictures" style={{ "--columns": String(columnsOf(experiment)) }} aria-label="The same image in each arm">
      {seenArms.value.map((arm, at) => (
        <li key={arm.name}>
          <ArmPicture arm={arm} at={at} aspect={width / height} />
        </li>
      ))}
    </ol>
  );
}

function ArmPicture({ arm, at, aspect }: { arm: Arm; at: number; aspect: number }) {
  const { url, problem } = armPictures.value[at] ?? {};
  const text = saidOf(arm);
  return (
    <figure class={url === undefined && problem === undefined ? "arm waiting" : "arm"} style={{ "--aspect": String(aspect) }}>
      {url === undefined ? (
        <span class="variant-picture" title={problem}>
          {problem && "–"}
        </span>
      ) : (
        <img class="variant-picture" src={url} alt={`${spaced(arm.name)}: ${text}`} />
      )}
      <figcaption>
        <span>{text}</span> <span class="arm-name">{arm.name}</span>
      </figcaption>
    </figure>
  );
}

/** "fog, 35°"; of an ablation what it holds. */
function saidOf({ name, levels }: Arm): string {
  const said = Object.entries(levels).map(([factor, level]) => levelText(factor, level));
  if (name.startsWith("without-")) return `without ${Object.keys(levels).map(factorTitle).join(", ").toLowerCase()}`;
  return said.length > 0 ? said.join(", ") : "as in the recipe";
}

function DesignTable({ experiment: { arms, factors, count } }: { experiment: PlannedExperiment }) {
  const columns = [...new Set([...Object.keys(factors), ...arms.flatMap(({ levels }) => Object.keys(levels))])];
  const hasWeights = arms.some(({ weight }) => weight !== 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reached with the keys
    <section class="design-table" tabIndex={0} aria-label="Design table">
      <table>
        <thead>
          <tr>
            <th scope="col">Arm</th>
            {columns.map((factor) => (
              <th key={factor} scope="col">
                {factorTitle(factor)}
              </th>
            ))}
            {hasWeights && <th scope="col">Weight</th>}
            <th scope="col">Images</th>
            <th scope="col">Dataset</th>
          </tr>
        </thead>
        <tbody>
          {arms.map((arm) => (
            <tr key={arm.name}>
              <th scope="row">{arm.name}</th>
              {columns.map((factor) => {
                const level = arm.levels[factor];
                return (
                  <td key={factor} class={level === undefined ? "as-given" : ""}>
                    {level === undefined ? "as in the recipe" : levelText(factor, level)}
                  </td>
                );
              })}
              {hasWeights && <td>{arm.weight}</td>}
              <td>{count.toLocaleString("en")}</td>
              <td>
                <RunOfArm arm={arm} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RunOfArm({ arm }: { arm: Arm }) {
  const run = runOf(arm);
  if (!run) return <span class="as-given">not made</span>;
  const now = live.value?.id === run.id ? live.value : undefined;
  if (run.state === "made")
    return (
      <>
        <span class="chip">done</span>
        <button type="button" class="quiet" aria-label={`Review ${arm.name}`} onClick={() => openRun(run.id, "review")}>
          Review
        </button>
      </>
    );
  return (
    <span class="chip">
      {run.state === "running" || run.state === "paused"
        ? `${now?.progress?.done ?? run.kept} of ${totalOf(run)}`
        : run.state === "failed"
          ? "stopped"
          : "waiting"}
    </span>
  );
}
