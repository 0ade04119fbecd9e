// Times npm twitter-text over a JSON array of titles: one round for each line that comes in.
const fs = require("fs");
const twitter = require("twitter-text");
const titles = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
require("readline").createInterface({ input: process.stdin }).on("line", () => {
  const wall = process.hrtime.bigint();
  const start = process.cpuUsage();
  let found = 0;
  for (const title of titles) found += twitter.extractEntitiesWithIndices(title).length;
  const took = process.cpuUsage(start);
  const clock = Number(process.hrtime.bigint() - wall) / 1e9;
  // Threads of the collector count as processor time only up to what the clock on the wall says.
  console.log(JSON.stringify({ seconds: Math.min((took.user + took.system) / 1e6, clock), found }));
});
