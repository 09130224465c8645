import { createCalendar, destroyCalendar, ResourceTimeline } from "@event-calendar/core";

// Dark enough for white text at 4.5 to 1 (WCAG 2.2 AA); kinds are told apart by text too, never by colour alone.
const colours = {
  booking: "#0c4a5e",
  draft: "#6b3fa0",
  blocking: "#5c5f61",
  incident: "#a4262c",
  pending: "#7a4a00",
};

const tableRoles = ["table", "row", "rowgroup", "rowheader", "columnheader", "cell"]
  .map((role) => `[role=${role}]`)
  .join();

const toolbar = { start: "title", center: "", end: "today prev,next resourceTimelineDay,resourceTimelineWeek" };
const words = {
  today: "Today",
  prev: "Earlier",
  next: "Later",
  resourceTimelineDay: "Day",
  resourceTimelineWeek: "Week",
};

async function fetchSchedule(url, range) {
  const address = new URL(url, document.baseURI);
  if (range) {
    address.searchParams.set("from", range.startStr.slice(0, 10));
    address.searchParams.set("to", range.endStr.slice(0, 10));
  }
  const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) {
    throw new Error(`The schedule could not be read (${answer.status}).`);
  }
  return answer.json();
}

function event(item) {
  return {
    id: item.id,
    resourceIds: item.resources,
    start: item.start,
    end: item.end,
    title: item.title,
    backgroundColor: colours[item.kind] ?? colours.booking,
    textColor: "#ffffff",
    extendedProps: { url: item.url, label: item.label ?? item.title },
  };
}

// The calendar calls itself a table but has no rows and cells in the order that one needs, so assistive
// technology is told the truth: a picture of the schedule with links. The table below it is the readable form.
function dropTableRoles(holder) {
  for (const part of holder.querySelectorAll(tableRoles)) {
    part.removeAttribute("role");
    part.removeAttribute("aria-colindex");
    part.removeAttribute("aria-colspan");
    if (part.matches("[aria-label]:not(section, button)")) {
      part.removeAttribute("aria-label");
    }
  }
  // What scrolls must be reachable by keyboard, even on a day without a single booking to focus.
  for (const part of holder.querySelectorAll(".ec-main, .ec-body")) {
    const scrolls = part.matches(".ec-main");
    part.setAttribute("tabindex", scrolls ? "0" : "-1");
    if (scrolls) {
      part.setAttribute("role", "group");
      part.setAttribute("aria-label", "Timeline, scrolls sideways");
    }
  }
}

function asLink({ el, event: shown }) {
  const { url, label } = shown.extendedProps;
  el.setAttribute("title", label);
  if (url) {
    el.setAttribute("role", "link");
    el.setAttribute("tabindex", "0");
    el.setAttribute("aria-label", label);
  } else {
    el.removeAttribute("role");
    el.removeAttribute("tabindex");
  }
}

function open({ event: chosen }) {
  if (chosen.extendedProps.url) {
    window.location.assign(chosen.extendedProps.url);
  }
}

function options(holder, schedule) {
  const url = holder.dataset.timeline;
  return {
    view: holder.dataset.timelineView ?? "resourceTimelineDay",
    date: holder.dataset.timelineDate ?? new Date(),
    resources: schedule.resources,
    eventSources: [{ events: async (range) => (await fetchSchedule(url, range)).events.map(event) }],
    headerToolbar: toolbar,
    buttonText: words,
    locale: "en-GB",
    firstDay: 1,
    slotDuration: "00:30",
    slotMinTime: holder.dataset.timelineFrom ?? "06:00",
    slotMaxTime: holder.dataset.timelineTo ?? "24:00",
    slotWidth: 36,
    eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    slotLabelFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    dayHeaderFormat: { weekday: "long", day: "numeric", month: "long" },
    eventClick: open,
    eventDidMount: asLink,
  };
}

/**
 * Draw the timeline in `holder` from the JSON at its data-timeline address.
 * The JSON is {resources: [{id, title}], events: [{id, resources: [id], start, end, title, label, kind, url}]},
 * with times as local wall time without an offset, and is asked for with ?from=YYYY-MM-DD&to=YYYY-MM-DD.
 */
export async function drawTimeline(holder) {
  const schedule = await fetchSchedule(holder.dataset.timeline);
  holder.hidden = false;
  const calendar = createCalendar(holder, [ResourceTimeline], options(holder, schedule));
  new MutationObserver(() => dropTableRoles(holder)).observe(holder, { childList: true, subtree: true });
  dropTableRoles(holder);
  document.addEventListener("htmx:beforeCleanupElement", (cleanup) => {
    if (cleanup.target === holder) {
      destroyCalendar(calendar);
    }
  });
}
