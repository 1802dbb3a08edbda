// Fills the forms of a list of jobs with pdf-lib, as `examples/fill_raw.rs` does with ours: the same jobs, the same times.
//   node filling.mjs JOBS.json FONT.ttf
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const { PDFDocument, PDFTextField, PDFCheckBox, PDFRadioGroup, PDFDropdown, PDFOptionList } = require("pdf-lib");
const fontkit = require("@pdf-lib/fontkit");

const [jobs, fontPath] = process.argv.slice(2);
const fontBytes = readFileSync(fontPath);
const silent = console.warn;
console.warn = () => {};

async function fill(job) {
  const bytes = readFileSync(job.in);
  const values = JSON.parse(readFileSync(job.values));
  const start = performance.now();
  const pdf = await PDFDocument.load(bytes);
  pdf.registerFontkit(fontkit);
  const font = await pdf.embedFont(fontBytes, { subset: true });
  const form = pdf.getForm();
  for (const [name, value] of Object.entries(values)) {
    const field = form.getField(name);
    if (field instanceof PDFTextField) field.setText(String(value));
    else if (field instanceof PDFCheckBox) value ? field.check() : field.uncheck();
    else if (field instanceof PDFRadioGroup || field instanceof PDFDropdown || field instanceof PDFOptionList)
      field.select(value);
  }
  form.updateFieldAppearances(font);
  const out = await pdf.save({ updateFieldAppearances: false });
  const ms = performance.now() - start;
  writeFileSync(job.out, out);
  return ms;
}

const lines = [];
for (const job of JSON.parse(readFileSync(jobs))) {
  try {
    lines.push(JSON.stringify({ ms: await fill(job), err: "" }));
  } catch (error) {
    lines.push(JSON.stringify({ ms: null, err: String(error).slice(0, 200) }));
  }
}
writeFileSync(`${jobs}.res`, lines.join("\n") + "\n");
console.warn = silent;
