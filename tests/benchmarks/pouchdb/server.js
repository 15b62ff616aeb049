"use strict";
// express-pouchdb on a folder: prints its port, serves until it is killed.
const express = require("express");
const folder = process.argv[2];
const PouchDB = require("pouchdb").defaults({ prefix: folder + "/" });
const options = { mode: "minimumForPouchDB", logPath: folder + "/log.txt", configPath: folder + "/config.json" };
const app = express();
app.use("/", require("express-pouchdb")(PouchDB, options));
const listener = app.listen(0, "127.0.0.1", () => console.log(listener.address().port));
