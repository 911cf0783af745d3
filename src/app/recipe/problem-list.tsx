/** Mistakes in a recipe or an experiment: where, what was given, what was expected, an example. */
import type { Problem } from "./problems";

type Props = {
  readonly id: string;
  readonly what: string;
  readonly problems: readonly Problem[];
  readonly onLine: (line: number) => void;
};

/** Empty, but there for screen readers to watch, when nothing is wrong. */
export function ProblemList({ id, what, problems, onLine }: Props) {
  return (
    <ul id={id} class="problems" aria-live="polite" aria-label={`Mistakes in the ${what}`}>
      {problems.map((problem) => (
        <li key={`${problem.line} ${problem.title}`}>
          <p>
            {problem.line > 0 && (
              <button type="button" class="line" onClick={() => onLine(problem.line)}>
                Line {problem.line}
              </button>
            )}
            <b>{problem.title}</b>
          </p>
          <dl>
            {problem.details.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{name === "example" ? <code>{value}</code> : value}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
