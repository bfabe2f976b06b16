// Begins at the page's heading when what the page shows has changed, not on every run.
export default function ({ data }) {
  const before = window.transitPageMark ?? 0;
  window.transitPageMark = data.mark;
  if (before === data.mark || data.mark === 0) return;
  const main = document.querySelector(".stMain");
  const heading = main?.querySelector("h1");
  if (!heading) return;
  main.scrollTo(0, 0);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
