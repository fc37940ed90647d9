// node peers.js FOLDER ENGINE TEMPLATE DATA ROUNDS OUT: renders ROUNDS times, prints its figures as JSON.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");

const [folder, engine, template, data, rounds, out] = process.argv.slice(2);
const load = createRequire(path.join(path.resolve(folder), "x.js"));
const content = fs.readFileSync(template);
const values = JSON.parse(fs.readFileSync(data, "utf-8"));

const engines = {
  docxtemplater() {
    const PizZip = load("pizzip");
    const Docxtemplater = load("docxtemplater");
    return async () => {
      const made = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
      made.render(values);
      return made.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  carbone() {
    const carbone = load("carbone");
    carbone.set({ templatePath: path.dirname(path.resolve(template)) });
    const name = path.basename(template);
    return () =>
      new Promise((resolve, reject) =>
        carbone.render(name, values, {}, (error, made) => (error ? reject(error) : resolve(made)))
      );
  },
};

(async () => {
  const render = engines[engine]();
  const times = [];
  let made;
  for (let n = 0; n < Number(rounds) + 3; n++) {
    const start = process.hrtime.bigint();
    made = await render();
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    if (n >= 3) times.push(ms); // the first three warm the machine's compiler
  }
  times.sort((a, b) => a - b);
  fs.writeFileSync(out, made);
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ ms: times[times.length >> 1], bytes: made.length, peak_mb: peak }));
  process.exit(0);
})();
