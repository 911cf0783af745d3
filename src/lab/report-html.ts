import { escaped } from "../dataset/text";
import type { Report } from "./report";

/** Longer lists are in report.json only. */
const MOST_LISTED = 200;

const STYLE =
  "body{font:15px system-ui;max-width:64rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;margin:.5rem 0}td,th{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}rect{fill:#47a}.other rect{fill:#c52;opacity:.55}.no{background:#fdd}";

/** The report as one page that loads nothing. */
export function reportHtml(title: string, report: Report): string {
  const { images, targets, labels, classes, balance, conditions, spread, features, nearDuplicates, audit, embedding, reference } =
    report;
  const sections = [
    targets && targets.length > 0 && targetSection(targets),
    section(
      "Labels",
      labels.problems === 0
        ? "<p>Nothing is wrong with them.</p>"
        : `<p>${labels.problems} things are wrong with them.</p>${list(labels.told)}`,
    ),
    classes.length > 0 && classSection(classes, balance),
    conditions && conditions.length > 0 && conditionSection(conditions),
    spread && spread.groups.length > 0 && spreadSection(spread),
    section(
      "Features",
      table(
        ["feature", "mean", "sd", "least", "most", ""],
        features.map((one) => [
          escaped(one.name),
          number(one.mean),
          number(one.deviation),
          number(one.low),
          number(one.high),
          svg(bars(one.shares)),
        ]),
      ),
    ),
    section(
      "Near-duplicates",
      list(nearDuplicates.map(({ files, bits }) => `${files.join(" and ")} differ in ${bits} of 64 bits`)),
    ),
    audit && auditSection(audit),
    reference && referenceSections(reference),
    embedding &&
      section(
        `By the features of ${embedding.network}`,
        table(
          ["features", "images", "of the reference", "Fréchet distance"],
          [[String(embedding.features), ...embedding.images.map(String), number(embedding.frechet)]],
        ),
      ),
  ];
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title>
<style>${STYLE}</style>
<h1>${escaped(title)}</h1><p>${images} images. docs/quality.md of Diorama defines every number.</p>
${sections.filter(Boolean).join("\n")}
</html>
`;
}

type Cell = string | { readonly text: string; readonly isBad: boolean };

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (one: Cell) =>
    typeof one === "string" ? `<td>${one}</td>` : `<td${one.isBad ? ' class="no"' : ""}>${escaped(one.text)}</td>`;
  const body = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("");
  return `<table><tr>${head.map((one) => `<th>${one}</th>`).join("")}</tr>${body}</table>`;
}

function section(title: string, body: string, level = 2): string {
  return `<h${level}>${escaped(title)}</h${level}>${body}`;
}

function list(items: readonly string[]): string {
  if (items.length === 0) return "<p>None.</p>";
  const more = items.length > MOST_LISTED ? `<li>and ${items.length - MOST_LISTED} more</li>` : "";
  const told = items.slice(0, MOST_LISTED).map((item) => `<li>${escaped(item)}</li>`);
  return `<ul>${told.join("")}${more}</ul>`;
}

function number(value: number): string {
  return Math.abs(value) >= 1e-3 || value === 0 ? value.toFixed(4) : value.toExponential(2);
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Two digits, however small: things are often thousandths of a picture. */
const smallPercent = (share: number) => `${Number((100 * share).toPrecision(2))} %`;

function bars(shares: readonly number[], most = Math.max(...shares)): string {
  const bar = (share: number, at: number) =>
    `<rect x="${at * 6}" y="${(24 * (1 - share / most)).toFixed(1)}" width="5" height="${((24 * share) / most).toFixed(1)}"/>`;
  return shares.map(bar).join("");
}

function svg(inside: string): string {
  return `<svg width="120" height="24" role="img">${inside}</svg>`;
}

function targetSection(targets: NonNullable<Report["targets"]>): string {
  return section(
    "Targets and results",
    table(
      ["target", "wanted", "result", "met"],
      targets.map(({ target, wanted, got, met }) => [
        escaped(target),
        String(wanted),
        String(got),
        { text: met ? "yes" : "no", isBad: !met },
      ]),
    ),
  );
}

function classSection(classes: Report["classes"], balance: Report["balance"]): string {
  const weathers = [...new Set(classes.flatMap(({ perWeather }) => Object.keys(perWeather)))].sort();
  return section(
    "Classes",
    `${table(
      ["class", "labelled", "images", "area 5 %", "median", "95 %", "cut by the edge", ...weathers.map(escaped)],
      classes.map((one) => [
        escaped(one.name),
        String(one.instances),
        String(one.images),
        smallPercent(one.areaLow),
        smallPercent(one.areaMedian),
        smallPercent(one.areaHigh),
        percent(one.cutShare),
        ...weathers.map((weather) => String(one.perWeather[weather] ?? 0)),
      ]),
    )}<p>Areas are those of boxes, in shares of the picture.${balance ? ` ${balanceText(balance)}` : ""}</p>`,
  );
}

function balanceText({ evenness, ratio }: NonNullable<Report["balance"]>): string {
  return `Evenness of the classes: ${number(evenness)} (1 when all are equally frequent); the most frequent is there ${number(ratio)} times for each of the rarest.`;
}

function conditionSection(cells: NonNullable<Report["conditions"]>): string {
  const [weathers, lights] = [[...new Set(cells.map((one) => one.weather))], [...new Set(cells.map((one) => one.light))]];
  return section(
    "Weather and light",
    `${table(
      ["images (labelled things)", ...lights.map(escaped)],
      weathers.map((weather) => [
        escaped(weather),
        ...lights.map((light) => {
          const cell = cells.find((one) => one.weather === weather && one.light === light);
          return cell ? `${cell.images} (${cell.things})` : "0";
        }),
      ]),
    )}`,
  );
}

function spreadSection({ images, groups, pairs }: NonNullable<Report["spread"]>): string {
  const missing = pairs.missing.map(([a, one, b, other]) => `${a} ${one} with ${b} ${other}`);
  return section(
    "How evenly chance is spread",
    `${table(
      ["group", "factors", "discrepancy", "of chance", "share of it"],
      groups.map((one) => [
        escaped(one.group),
        String(one.factors.length),
        number(one.discrepancy),
        number(one.ofChance),
        percent(one.discrepancy / one.ofChance),
      ]),
    )}<p>Of the first ${images} images. ${pairs.covered} of ${pairs.possible} pairs of levels occur together${missing.length > 0 ? "; of those that do not, these are first:" : "."}</p>${missing.length > 0 ? list(missing) : ""}`,
  );
}

function auditSection({ inputs, remembered }: NonNullable<Report["audit"]>): string {
  const told = remembered.map(({ output, input, likeness, bits, part }) => {
    const share = part.side < 1 ? `, ${percent(part.side)} of its sides` : "";
    return `${output} shows ${input}${part.mirrored ? ", mirrored" : ""}${share}: likeness ${likeness.toFixed(2)}, ${bits} of 64 bits differ`;
  });
  return section("Images too close to a picture that was brought", `<p>Compared with ${inputs} pictures.</p>${list(told)}`);
}

function referenceSections(reference: NonNullable<Report["reference"]>): string {
  const { blocks, standardError } = reference;
  const mmd = `${number(reference.mmd)}, ${number(reference.p)}`;
  const values = table(
    ["measure", "value"],
    [
      blocks === undefined
        ? ["MMD², p by permutation", mmd]
        : [`MMD², p by ${blocks} blocks`, `${mmd} (± ${number(standardError ?? 0)})`],
      ["Fréchet distance", number(reference.frechet)],
      ["density", number(reference.density)],
      ["coverage", number(reference.coverage)],
      ["AUC of telling them apart (0.5: cannot)", number(reference.auc)],
    ],
  );
  const features = table(
    ["feature", "KS", "p", "Benjamini-Hochberg", "Holm", "Wasserstein", "JS", "KL", "dataset, reference"],
    reference.features.map((one) => {
      const most = Math.max(...one.shares, ...one.otherShares);
      return [
        escaped(one.name),
        number(one.ks),
        number(one.p),
        number(one.adjustedP),
        number(one.holmP),
        number(one.wasserstein),
        number(one.jensenShannon),
        number(one.kullbackLeibler),
        svg(`${bars(one.shares, most)}<g class="other">${bars(one.otherShares, most)}</g>`),
      ];
    }),
  );
  const classes = table(
    ["class", "images with it", "in the reference", "p", "Benjamini-Hochberg", "Holm"],
    reference.classes.map((one) => [
      escaped(one.name),
      percent(one.share),
      percent(one.otherShare),
      number(one.p),
      number(one.adjustedP),
      number(one.holmP),
    ]),
  );
  const giveaways = table(
    ["feature", "weight"],
    reference.giveaways.map(({ name, weight }) => [escaped(name), number(weight)]),
  );
  return [
    section(`Against ${reference.images} reference images`, values),
    section("What to change in the recipe", list(reference.changes), 3),
    section("Features", features, 3),
    ...(reference.classes.length > 0 ? [section("Classes that both have", classes, 3)] : []),
    section("What gives the dataset away", giveaways, 3),
    section("Images too close to a reference", list(reference.tooClose.map((pair) => pair.join(" and "))), 3),
  ].join("\n");
}
