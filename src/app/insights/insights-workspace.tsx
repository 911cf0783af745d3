/** What a run has in it, in numbers. Every bar and cell leads to its images in Review. */
import { mean } from "../../lab/statistics";
import { RunChoice } from "../review/filters";
import { currentRun } from "../review/state";
import { totalOf } from "../runs/record";
import { Choice } from "../widgets/choices";
import { EmptyState } from "../widgets/empty-state";
import { counted as countedWords, plainNumber } from "../widgets/words";
import { Card, GridTable, NamesCard, NumbersCard, PositionsCard } from "./chart-card";
import {
  classes,
  counted,
  coverage,
  distributions,
  lacksAmodal,
  perClass,
  positions,
  rejectedCount,
  split,
  splits,
} from "./state";
import { Targets } from "./targets";

export function InsightsWorkspace() {
  const run = currentRun.value;
  if (!run)
    return (
      <EmptyState title="No run yet" way="generate">
        The classes, sizes and conditions of a run will be counted here.
      </EmptyState>
    );
  const total = totalOf(run);
  const rejected = rejectedCount.value;
  return (
    <section class="insights-main" aria-labelledby="insights-title">
      <h2 id="insights-title" class="unseen">
        Insights
      </h2>
      <div class="insights-head">
        <RunChoice />
        {splits.value.length > 1 && (
          <Choice
            title="Split"
            value={split.value}
            names={{ "": "all", ...Object.fromEntries(splits.value.map((name) => [name, name])) }}
            onValue={(name) => (split.value = name)}
          />
        )}
        <p class="hint">
          {counted.value.length} of {countedWords(total, "image")}
          {rejected > 0 && `, without ${rejected} rejected`}. Click a bar or a cell to see its images.
        </p>
      </div>
      {counted.value.length > 0 && <Charts />}
    </section>
  );
}

function Charts() {
  return (
    <>
      <Facts />
      <div class="charts">
        <NamesCard chart={classes.value} />
        <Targets />
        <Card title={coverage.value.title} hint="Images of each">
          <GridTable grid={coverage.value} label="Images by weather and light" />
        </Card>
        <PositionsCard grid={positions.value} />
        {distributions.value.map((chart) => (
          <NumbersCard key={chart.title} chart={chart} />
        ))}
        {lacksAmodal.value && (
          <Card title="Occlusion and truncation">
            <p class="hint">
              How much of an object is hidden or cut off is known with amodal labels, which this run was made without. Switch on
              “amodal” under Labels in Compose for the next one.
            </p>
          </Card>
        )}
      </div>
    </>
  );
}

/** The run in a few numbers. */
function Facts() {
  const images = counted.value;
  const objects = images.map((row) => row.objects.length);
  const facts = {
    images: plainNumber(images.length),
    objects: plainNumber(objects.reduce((sum, many) => sum + many, 0)),
    classes: plainNumber(perClass.value.size),
    "objects per image": plainNumber(mean(objects)),
    "images without an object": plainNumber(objects.filter((many) => many === 0).length),
  };
  return (
    <dl class="insights-facts">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
