// Buttons in tables: tells which row's was pressed. A number only; nothing about anybody is sent.
const listening = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  listening.get(parentElement)?.abort();
  const stop = new AbortController();
  listening.set(parentElement, stop);
  const pressed = (event) => {
    const button = event.target.closest?.("[data-open-row]");
    if (button && button.dataset.of === data.of) setTriggerValue("row", Number(button.dataset.openRow));
  };
  document.addEventListener("click", pressed, { signal: stop.signal });
  return () => stop.abort();
}
