// Runs chrono-node over many documents: one JSON document a line on stdin (lang, text,
// now), the times of each on stdout; on stderr the milliseconds that parsing took.
const chrono = require("chrono-node");
const lines = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
const unit = (known) =>
  ["hour", "day", "month"].find((name) => known.isCertain(name)) || "year";
let took = 0n;
for (const line of lines) {
  const { lang, text, now } = JSON.parse(line);
  const parser = lang === "en" ? chrono : chrono[lang];
  const begun = process.hrtime.bigint();
  const found = parser.parse(text, new Date(now));
  took += process.hrtime.bigint() - begun;
  const rows = found.map((time) => {
    const [y, m, d] = ["year", "month", "day"].map((name) => time.start.get(name));
    const pad = (n, size) => String(n).padStart(size, "0");
    const value = `${pad(y, 4)}-${pad(m, 2)}-${pad(d, 2)}`;
    return { index: time.index, text: time.text, value, unit: unit(time.start) };
  });
  console.log(JSON.stringify(rows));
}
console.error(`took ${took / 1000000n}`);
