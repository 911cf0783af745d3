/** What the recipe's objective asks for beside what there is so far. */
import { plainNumber } from "../widgets/words";
import { Card } from "./chart-card";
import { targets } from "./state";

export function Targets() {
  const rows = targets.value;
  if (rows.length === 0) return null;
  const met = rows.filter((row) => row.met).length;
  return (
    <Card title="Targets" hint={`${met} of ${rows.length} of the objective's targets are met`}>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">target</th>
            <th scope="col">wanted</th>
            <th scope="col">there are</th>
            <th scope="col">met</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.target} class={row.met ? "" : "unmet"}>
              <th scope="row">{row.target}</th>
              <td>{plainNumber(row.wanted)}</td>
              <td>{plainNumber(row.got)}</td>
              <td>{row.met ? "yes" : "not yet"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
