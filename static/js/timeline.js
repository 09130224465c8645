// Loads the resource timeline over a schedule table, on wide screens only: phones and people without
// scripts keep the table, and do not download the calendar.
const wide = window.matchMedia("(min-width: 48em)");

async function draw(holder) {
  if (holder.dataset.drawn) {
    return;
  }
  holder.dataset.drawn = "yes";
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = holder.dataset.calendarStyle;
  document.head.append(style);
  const { drawTimeline } = await import(holder.dataset.calendarScript);
  await drawTimeline(holder);
}

function drawAll() {
  if (wide.matches) {
    document.querySelectorAll("[data-timeline]").forEach((holder) => {
      draw(holder).catch(() => holder.remove());
    });
  }
}

wide.addEventListener("change", drawAll);
document.addEventListener("htmx:load", drawAll);
drawAll();
