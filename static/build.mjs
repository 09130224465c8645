// Builds static/build/ from the sources beside this file: styles by sass, scripts by esbuild.
// Everything the browser loads is made here or shipped by Django, so nothing comes from another host.
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";
import * as sass from "sass";

const sources = dirname(fileURLToPath(import.meta.url));
const modules = join(sources, "..", "node_modules");
const output = join(sources, "build");
// Made elsewhere and put in place whole, so that a site that is running never finds half of it.
const making = join(modules, ".bluepool-build");

// The only pictures of the kit that our pages use: the rest carries NHS branding.
const kitImages = ["arrow-down", "arrow-up", "arrow-up-down", "cross"].map((name) => `nhsuk-icon-${name}.svg`);

function styles() {
  const { css } = sass.compile(join(sources, "scss", "bluepool.scss"), {
    loadPaths: [modules],
    style: "compressed",
    quietDeps: true,
  });
  return css;
}

async function calendarStyles() {
  const own = sass.compile(join(sources, "scss", "calendar.scss"), { style: "compressed" }).css;
  const theirs = await readFile(join(modules, "@event-calendar", "core", "dist", "index.css"), "utf8");
  const { code } = await esbuild.transform(theirs, { loader: "css", minify: true });
  return code + own;
}

async function scripts() {
  await esbuild.build({
    entryPoints: ["supported", "bluepool", "timeline", "calendar"].map((name) => join(sources, "js", `${name}.js`)),
    outdir: making,
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2020",
    nodePaths: [modules],
    legalComments: "inline",
    logLevel: "warning",
  });
}

await rm(making, { recursive: true, force: true });
await mkdir(join(making, "images"), { recursive: true });
await writeFile(join(making, "bluepool.css"), styles());
await writeFile(join(making, "calendar.css"), await calendarStyles());
await scripts();
await cp(join(sources, "images"), join(making, "images"), { recursive: true });
for (const image of kitImages) {
  await cp(join(modules, "nhsuk-frontend", "dist", "nhsuk", "assets", "images", image), join(making, "images", image));
}
await rm(output, { recursive: true, force: true });
await rename(making, output);
