// Reads a JSON array of titles; writes, for each, what twitter-text links and its weighted length.
const fs = require("fs");
const twitter = require("twitter-text");
const titles = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const kind = (e) =>
  e.url ? ["url", e.url]
  : e.hashtag ? ["hashtag", e.hashtag]
  : e.cashtag ? ["cashtag", e.cashtag]
  : e.listSlug ? ["list", e.screenName + e.listSlug]
  : ["mention", e.screenName];
const rows = titles.map((title) => [
  twitter.extractEntitiesWithIndices(title, { extractUrlsWithoutProtocol: true })
    .map((e) => [...kind(e), ...e.indices]),
  twitter.parseTweet(title).weightedLength,
]);
fs.writeFileSync(process.argv[3], JSON.stringify(rows));
