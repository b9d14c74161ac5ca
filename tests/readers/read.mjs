// usage: node read.mjs READER FEED: the entries of a feed as one npm reader sees them, as JSON.
// Each: kind, uid, summary, start, end (days, null when absent), status, categories, description.
import { readFileSync } from "node:fs";

const [, , reader, path] = process.argv;
const text = readFileSync(path, "utf8");
const day = (moment) => (moment ? moment.toISOString().slice(0, 10) : null);

const readers = {
  async "ical.js"() {
    const { default: ICAL } = await import("ical.js");
    ICAL.design.strict = true;
    const calendar = new ICAL.Component(ICAL.parse(text));
    const entry = (kind, end) => (part) => ({
      kind,
      uid: part.getFirstPropertyValue("uid"),
      summary: part.getFirstPropertyValue("summary"),
      start: part.getFirstPropertyValue("dtstart")?.toString() ?? null,
      end: part.getFirstPropertyValue(end)?.toString() ?? null,
      status: part.getFirstPropertyValue("status"),
      categories: part.getFirstProperty("categories")?.getValues() ?? [],
      description: part.getFirstPropertyValue("description"),
    });
    return [
      ...calendar.getAllSubcomponents("vevent").map(entry("VEVENT", "dtend")),
      ...calendar.getAllSubcomponents("vtodo").map(entry("VTODO", "due")),
    ];
  },

  async "node-ical"() {
    const { default: ical } = await import("node-ical");
    return Object.values(ical.sync.parseICS(text))
      .filter((part) => part.type === "VEVENT" || part.type === "VTODO")
      .map((part) => ({
        kind: part.type,
        uid: part.uid,
        summary: part.summary,
        start: day(part.start),
        end: day(part.type === "VEVENT" ? part.end : part.due),
        status: part.status,
        categories: part.categories ?? [],
        description: part.description,
      }));
  },

  async "ts-ics"() {
    const { convertIcsCalendar } = await import("ts-ics");
    const calendar = convertIcsCalendar(undefined, text);
    const entry = (kind, end) => (part) => ({
      kind,
      uid: part.uid,
      summary: part.summary,
      start: day(part.start?.date),
      end: day(part[end]?.date),
      status: part.status,
      categories: part.categories ?? [],
      description: part.description,
    });
    return [
      ...(calendar.events ?? []).map(entry("VEVENT", "end")),
      ...(calendar.todos ?? []).map(entry("VTODO", "due")),
    ];
  },
};

process.stdout.write(JSON.stringify(await readers[reader]()));
