"use strict";
// FOLDER URL BEFORE COUNT: writes visits into a local PouchDB, waits for a line on standard input, writes COUNT more and
// syncs once, both ways. Prints one JSON line with the milliseconds of each.
const { randomUUID } = require("crypto");
const PouchDB = require("pouchdb");
const [folder, url, before, count] = process.argv.slice(2);

function visit(n) {
  return {
    _id: randomUUID(), type: "visit", day: "2026-11-21", time: "09:15", category: n % 2 ? "men" : "women",
    purpose: null, channel: null, person: null, note: null,
    author: "01990000-0000-7000-8000-000000000001", at: 1795232100000 + n,
  };
}

async function write(db, many) {
  for (let n = 0; n < many; n++) await db.put(visit(n));
}

async function main() {
  const db = new PouchDB(folder);
  await write(db, +before);
  await db.sync(url);
  console.log("ready");
  await new Promise((go) => process.stdin.once("data", go));
  const begun = performance.now();
  await write(db, +count);
  const written = performance.now();
  const told = await db.sync(url);
  const done = { write_ms: written - begun, sync_ms: performance.now() - written, sent: told.push.docs_written };
  console.log(JSON.stringify(done));
  process.exit(0);
}

main();
