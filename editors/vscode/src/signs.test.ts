import assert from "node:assert";
import { test } from "node:test";
import { signOf, surest } from "./signs";

test("a configuration, or Spaces by name, are a sure sign", () => {
  for (const file of [
    "spacelint.toml",
    "a/b/.spacelint.toml",
    "spaces/march.toml",
    "x-spaces/2027.csv",
    "Spaces.yaml",
    "plans/our spaces.md",
    "a\\Space\\one.ics",
    "twitter_spaces_q1.JSON",
    "spaces/2027/march.toml",
    "/home/me/spaces/march.toml",
  ]) {
    assert.equal(signOf(file), "sure", file);
  }
});

test("a word that only ends like it may be a sign", () => {
  for (const file of ["k8s/namespace.yaml", "workspaces/README.md", "whitespace.txt"]) {
    assert.equal(signOf(file), "maybe", file);
  }
});

test("other files are none, and so are folders around a file that lies outside", () => {
  for (const file of ["plan.toml", "/spaces/a/b.toml", "spaces/run.sh", "pyproject.toml", ""]) {
    assert.equal(signOf(file), "none", file);
  }
});

test("the surest sign counts", () => {
  assert.equal(surest(["none", "sure", "maybe"]), "sure");
  assert.equal(surest(["none", "maybe"]), "maybe");
  assert.equal(surest([]), "none");
});
