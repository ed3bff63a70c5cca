// node minisearch_index.mjs MINISEARCH OPTIONS < documents.json > index.json
import { readFileSync } from "node:fs";
const [, , library, given] = process.argv;
const { default: MiniSearch } = await import(library);
const { options } = await import(given);
const index = new MiniSearch(options);
index.addAll(JSON.parse(readFileSync(0, "utf-8")));
process.stdout.write(JSON.stringify(index));
