// Begins at the page's heading, or at what is wrong, when what the page shows has changed.
export default function ({ data }) {
  const before = window.transitPageMark ?? 0;
  window.transitPageMark = data.mark;
  if (before === data.mark || data.mark === 0) return;
  const main = document.querySelector(".stMain");
  const begin = main?.querySelector(".problem") ?? main?.querySelector("h1");
  if (!begin) return;
  // In a low window it is the frame that scrolls, with the header.
  for (const each of [main, main.closest(".stAppViewContainer")]) each?.scrollTo(0, 0);
  begin.tabIndex = -1;
  begin.focus({ preventScroll: true });
}
