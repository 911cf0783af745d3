/** One object of the picture: what its labels say, and its entry in the SceneSpec. */
import { spaced } from "../widgets/words";
import { labelFacts } from "./hit";
import { hovered, inspected, pointer, shown } from "./state";

/** Follows the pointer. A picture for those who point; the inspector says the same to everybody. */
export function HoverCard() {
  const label = shown.value?.sample.labels.instances.find(({ instanceId }) => instanceId === hovered.value);
  if (!label) return null;
  const [x, y] = pointer.value;
  const place = `${x > 0.5 ? "to-left" : ""} ${y > 0.5 ? "to-top" : ""}`;
  return (
    <div class={`hover-card ${place}`} style={{ left: `${100 * x}%`, top: `${100 * y}%` }} aria-hidden="true">
      <FactList facts={labelFacts(label)} />
    </div>
  );
}

/** Chooses an object, as a click in the picture does. */
export function Inspector() {
  const sample = shown.value?.sample;
  if (!sample || sample.labels.instances.length === 0) return null;
  const label = sample.labels.instances.find(({ instanceId }) => instanceId === inspected.value);
  return (
    <div class="inspector">
      <label>
        <span>Object</span>
        <select
          value={label?.instanceId ?? ""}
          onChange={({ currentTarget }) => {
            inspected.value = currentTarget.value === "" ? undefined : Number(currentTarget.value);
          }}
        >
          <option value="">None; click one in the picture</option>
          {sample.labels.instances.map(({ instanceId, class: name }) => (
            <option key={instanceId} value={instanceId}>
              {spaced(name)} {instanceId}
            </option>
          ))}
        </select>
      </label>
      {label && (
        <>
          <FactList facts={labelFacts(label)} />
          <textarea
            readOnly
            rows={14}
            spellcheck={false}
            aria-label={`instances[${label.instanceId - 1}] of the SceneSpec`}
            value={JSON.stringify(sample.spec.instances[label.instanceId - 1], null, 2)}
          />
        </>
      )}
    </div>
  );
}

/** Names and values. */
export function FactList({ facts }: { facts: ReturnType<typeof labelFacts> }) {
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
