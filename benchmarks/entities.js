// Times npm twitter-text over a JSON array of titles: one round for each line that comes in.
const fs = require("fs");
const twitter = require("twitter-text");
const titles = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
require("readline").createInterface({ input: process.stdin }).on("line", () => {
  const start = process.hrtime.bigint();
  let found = 0;
  for (const title of titles) found += twitter.extractEntitiesWithIndices(title).length;
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(JSON.stringify({ seconds, found }));
});
