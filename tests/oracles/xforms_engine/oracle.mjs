// getodk's xforms-engine as a service: one JSON object a line in, one out, in the shape of Oracle.java beside it.
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("", { url: "http://localhost/" });
const names = ["document", "DOMParser", "XMLSerializer", "Node", "Element", "Document", "XMLDocument", "Attr", "Text"];
const more = ["XPathResult", "NodeFilter", "CDATASection", "Comment", "ProcessingInstruction", "CharacterData"];
for (const name of [...names, ...more, "DocumentFragment", "NamedNodeMap", "NodeList", "HTMLElement"]) {
  if (window[name]) globalThis[name] = window[name];
}
globalThis.window = window;
// The engine's parser, made for browsers, takes Node for a place where its files lie beside it, and they do not. Node's
// own fetch asks which Node it is in, once, and so comes first.
await fetch("data:,");
Object.defineProperty(process, "versions", { value: { ...process.versions, node: undefined } });
const { createInstance } = await import("@getodk/xforms-engine");

let root, form, options, wrong;

async function load(file) {
  const beside = dirname(file);
  const text = readFileSync(file, "utf8");
  const attachment = async (resource) => {
    const name = basename(String(resource));
    const types = { csv: "text/csv", xml: "text/xml", geojson: "application/geo+json" };
    return new Response(readFileSync(join(beside, name)), { headers: { "Content-Type": types[name.split(".").pop()] } });
  };
  options = { form: { fetchFormAttachment: attachment, missingResourceBehavior: "BLANK" } };
  form = text;
  root = (await createInstance(form, options)).root;
}

function* nodes(node) {
  if (!node.nodeType.startsWith("repeat-range")) yield node;
  for (const child of node.currentState.children ?? []) yield* nodes(child);
}

function seen(node) {
  const state = node.currentState;
  const value = state.children === null ? state.instanceValue ?? "" : "";
  const broken = node.validationState.constraint?.valid === false;
  const flags = [state.relevant && "r", state.required && "q", state.readonly && "o", broken && "v"];
  return [state.reference, String(value), flags.filter(Boolean).join("")];
}

function find(ref) {
  for (const node of nodes(root)) if (node.currentState.reference === ref) return node;
  throw new Error(`no node ${ref}`);
}

function range(node, ref) {
  if (node.nodeType === "repeat-range:uncontrolled" && node.currentState.reference === ref) return node;
  for (const child of node.currentState.children ?? []) {
    const found = range(child, ref);
    if (found) return found;
  }
  return null;
}

function answer(node, text) {
  const values = text === "" ? [] : text.split(/\s+/);
  switch (node.nodeType) {
    case "select": return node.selectType === "select" ? node.selectValues(values) : node.selectValue(text || null);
    case "rank": return node.setValues(values);
    case "trigger": return node.setValue(text === "OK");
    case "range": return node.setValue(text === "" ? null : Number(text));
    case "upload": return node.setValue(text === "" ? null : new File(["x"], text));
    default: return node.setValue(text);
  }
}

async function follow(step) {
  switch (step.do) {
    case "load": await load(step.file); break;
    case "answer": answer(find(step.ref), step.value); break;
    case "add": range(root, step.ref).addInstances(); break;
    case "remove": {
      const node = find(step.ref);
      node.parent.removeInstances(node.parent.currentState.children.indexOf(node), 1);
      break;
    }
    case "time": return { times: await time(step) };
  }
  const told = { nodes: [...nodes(root)].map(seen) };
  if (step.xml) told.xml = await submission();
  return told;
}

async function submission() {
  const payload = await root.prepareInstancePayload({ payloadType: "monolithic" });
  return await payload.data[0].get("xml_submission_file").text();
}

async function time({ what, count, values, file }) {
  const all = [];
  for (let n = 0; n < count; n++) {
    const begun = process.hrtime.bigint();
    if (what === "load") await load(file);
    else if (what === "session") root = (await createInstance(form, options)).root;
    else {
      const [ref, text] = values[n % values.length];
      const node = find(ref);
      const from = process.hrtime.bigint();
      answer(node, text);
      if (what === "answer") wrong = root.validationState.violations.length;
      all.push(Number(process.hrtime.bigint() - from));
      continue;
    }
    all.push(Number(process.hrtime.bigint() - begun));
  }
  return all;
}

for await (const line of createInterface({ input: process.stdin })) {
  let told;
  try {
    told = await follow(JSON.parse(line));
  } catch (error) {
    told = { error: `${error.name}: ${error.message}` };
  }
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
