// The map as a Streamlit component: our tiles, our style, the journey on top, usable by keyboard.
// MapLibre comes from the server beside the tiles; nothing is asked of anybody else.

const FONT = '"Source Sans", "Noto Sans", Arial, sans-serif';
const maps = new WeakMap();
// Dark enough on white, and apart for those who see few colours (after Okabe and Ito).
const RUNS = ["#1d4f8c", "#a4262c", "#00703c", "#6b3a8e", "#8a4b00", "#0b0c0c"];
const DASHES = [[0.01, 1.8], [2, 1.6], [3, 1.6, 0.01, 1.6]];
const BESIDE = [0, 4, -4, 8, -8, 12];
// One hue from light to dark, after ColorBrewer's Blues.
const AREAS = ["#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c"];

export default function (component) {
  const { parentElement, data, setStateValue, setTriggerValue } = component;
  const root = parentElement.querySelector(".map");
  if (!root || !data) return;
  root.style.setProperty("--map-height", `${data.height}px`);
  root.setAttribute("aria-label", data.label);
  const state = maps.get(root) || begin(root);
  state.data = data;
  state.send = (role, at) =>
    setTriggerValue("pick", { role, lat: +at.lat.toFixed(6), lon: +at.lng.toFixed(6) });
  state.ask = () => setStateValue("flat", true);
  state.ready.then(() => draw(state)).catch((fault) => fallBack(state, fault));
}

function begin(root) {
  const state = { root, map: null, markers: [], drawn: "", focus: "", popup: null };
  maps.set(root, state);
  state.ready = new Promise((resolve, reject) => {
    if (!document.createElement("canvas").getContext("webgl2")) {
      reject(new Error("no WebGL2"));
      return;
    }
    // The data is set right after this call.
    queueMicrotask(() => library(state.data.prefix).then(() => open(state, resolve), reject));
  });
  return state;
}

function library(prefix) {
  if (window.transitMapLibrary) return window.transitMapLibrary;
  window.transitMapLibrary = new Promise((resolve, reject) => {
    const look = document.createElement("link");
    look.rel = "stylesheet";
    look.href = `${prefix}/map/maplibre-gl.css`;
    document.head.append(look);
    const script = document.createElement("script");
    script.src = `${prefix}/map/maplibre-gl.js`;
    script.onload = resolve;
    script.onerror = () => reject(new Error("the map library did not load"));
    document.head.append(script);
  });
  return window.transitMapLibrary;
}

async function open(state, resolve) {
  const { root, data } = state;
  await Promise.all([document.fonts.load(`400 16px ${FONT}`), document.fonts.load(`700 16px ${FONT}`)]).catch(() => {});
  const map = new maplibregl.Map({
    container: root.querySelector(".canvas"),
    style: absolute(await (await fetch(data.style)).json()),
    bounds: data.bounds,
    fitBoundsOptions: { padding: 50, maxZoom: 16.5 },
    maxBounds: widened(data.extent),
    minZoom: 9,
    maxZoom: 19,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: false,
    attributionControl: { compact: false },
    localIdeographFontFamily: FONT,
    fadeDuration: 0,
    locale: { "Map.Title": data.label },
  });
  localLabels(map);
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.scrollZoom.setWheelZoomRate(1 / 300);
  state.map = map;
  new ResizeObserver(() => map.resize()).observe(root);
  controls(state);
  map.on("click", (event) => clicked(state, event));
  map.on("moveend", () => thinOut(state));
  watchSteps(state);
  // Drawing does not wait for the tiles: a journey is shown even where there is no background.
  if (map.isStyleLoaded()) resolve();
  else map.once("style.load", resolve);
  map.once("idle", () => root.setAttribute("data-ready", "yes"));
}

// Labels are drawn with the browser's fonts. MapLibre 5.3 does so for ideographs only; later
// versions for all text where a style names no glyphs.
function localLabels(map) {
  const glyphs = map.style && map.style.glyphManager;
  if (glyphs) glyphs._doesCharSupportLocalGlyph = () => true;
}

function absolute(style) {
  for (const source of Object.values(style.sources))
    if (source.tiles) source.tiles = source.tiles.map((tile) => location.origin + tile);
  style.glyphs = `${location.origin}/map/none/{fontstack}/{range}`;
  return style;
}

function widened([west, south, east, north]) {
  const across = (east - west) * 0.5 + 0.01;
  const up = (north - south) * 0.5 + 0.01;
  return [west - across, south - up, east + across, north + up];
}

function controls(state) {
  const { root, map } = state;
  const step = 160;
  const acts = {
    north: () => map.panBy([0, -step]),
    south: () => map.panBy([0, step]),
    west: () => map.panBy([-step, 0]),
    east: () => map.panBy([step, 0]),
    in: () => map.zoomIn(),
    out: () => map.zoomOut(),
    all: () => fit(state),
  };
  for (const button of root.querySelectorAll(".controls button"))
    button.onclick = () => acts[button.dataset.act]();
  for (const button of root.querySelectorAll(".pick button"))
    button.onclick = () => {
      state.send(button.dataset.role, map.getCenter());
      say(state, `${button.textContent}: done`);
    };
}

function draw(state) {
  const { data, root } = state;
  const map = state.map;
  root.querySelector(".pick").hidden = !data.pick;
  root.querySelector(".cross").hidden = !data.pick;
  legend(state);
  // Boundaries may reach beyond the streets.
  map.setMaxBounds(widened(data.extent));
  const shown = JSON.stringify([data.lines, data.points, data.stops, data.areas]);
  if (shown !== state.drawn) {
    state.drawn = shown;
    areas(map, data.areas);
    lines(map, data.lines);
    stops(map, data.stops);
    markers(state);
    thinOut(state);
    if (data.fit !== state.fitted) {
      state.fitted = data.fit;
      // A point chosen in view does not move the map under the visitor's hand.
      if (!data.pick || !inView(state)) fit(state);
    }
  }
  const focus = JSON.stringify(data.focus);
  if (data.focus && focus !== state.focus)
    map.easeTo({ center: [data.focus.lon, data.focus.lat], zoom: 17.5, animate: !still() });
  state.focus = focus;
}

function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function inView(state) {
  const [west, south, east, north] = state.data.bounds;
  const view = state.map.getBounds();
  return view.contains([west, south]) && view.contains([east, north]);
}

function fit(state) {
  const narrow = state.root.clientWidth < 520;
  // What is shown must not lie under the key, where that lies on the map.
  const key = state.root.querySelector(".legend");
  const beside = key.hidden || getComputedStyle(key).position === "static";
  const below = (beside ? 0 : key.offsetHeight) + 75;
  state.map.fitBounds(state.data.bounds, {
    padding: narrow ? { top: 140, bottom: beside ? 40 : Math.max(below, 110), left: 30, right: 30 } : { top: 60, bottom: Math.max(below, 80), left: 60, right: 130 },
    maxZoom: 17,
    duration: 500,
    animate: !still(),
  });
}

// Figures by area lie under everything else; each area carries its figure as a sign, too.
function areas(map, shapes) {
  const source = map.getSource("areas");
  if (source) {
    source.setData(shapes);
    return;
  }
  if (!shapes?.features.length) return;
  map.addSource("areas", { type: "geojson", data: shapes });
  const under = ["journey-edge", "ride-edge"].find((id) => map.getLayer(id)) ?? map.getStyle().layers.find((layer) => layer.type === "symbol")?.id;
  const colour = ["match", ["get", "kind"], ...AREAS.flatMap((each, nth) => [`area-${nth}`, each]), "#ffffff"];
  map.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-color": colour, "fill-opacity": ["case", ["==", ["get", "kind"], "area-none"], 0.35, 0.72] } }, under);
  map.addLayer({ id: "areas-edge", type: "line", source: "areas", paint: { "line-color": "#0b0c0c", "line-width": 1 } }, under);
}

function lines(map, shapes) {
  const source = map.getSource("journey");
  if (source) {
    source.setData(shapes);
    return;
  }
  map.addSource("journey", { type: "geojson", data: shapes });
  const round = { "line-cap": "round", "line-join": "round" };
  const only = (kind) => ["==", ["get", "kind"], kind];
  const wide = ["interpolate", ["linear"], ["zoom"], 12, 4, 17, 8];
  const labels = map.getStyle().layers.find((layer) => layer.type === "symbol")?.id;
  const add = (id, filter, paint, layout) =>
    map.addLayer({ id, type: "line", source: "journey", filter, paint, layout }, labels);
  add("ride-edge", only("ride"), { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 12, 8, 17, 13] }, round);
  add("ride", only("ride"), { "line-color": "#1d4f8c", "line-width": wide }, round);
  // The first six runs are whole lines, the next six dashed in the same colours: letters tell all apart.
  // Those that go the same way lie side by side, not over each other.
  RUNS.forEach((colour, nth) => {
    for (const more of [0, RUNS.length]) {
      const kind = `run-${nth + more}`;
      add(`${kind}-edge`, only(kind), { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 12, 6, 17, 10], "line-opacity": 0.9, "line-offset": BESIDE[nth] }, round);
      const dash = more ? { "line-dasharray": DASHES[nth % DASHES.length] } : {};
      add(kind, only(kind), { "line-color": colour, "line-width": ["interpolate", ["linear"], ["zoom"], 12, 3, 17, 6], "line-offset": BESIDE[nth], ...dash }, round);
    }
  });
  add("walk-edge", only("walk"), { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 12, 7, 17, 11], "line-opacity": 0.9 }, round);
  add("walk", only("walk"), { "line-color": "#0b0c0c", "line-width": ["interpolate", ["linear"], ["zoom"], 12, 3, 17, 6], "line-dasharray": [0.01, 1.7] }, round);
}

function stops(map, url) {
  if (!url || map.getSource("stops")) return;
  map.addImage("stop", flag(), { pixelRatio: 2 });
  map.addSource("stops", { type: "geojson", data: location.origin + url });
  map.addLayer({
    id: "stops", type: "symbol", source: "stops", minzoom: 14.5,
    layout: {
      "icon-image": "stop", "icon-size": ["interpolate", ["linear"], ["zoom"], 14.5, 0.55, 17, 1],
      "icon-allow-overlap": true, "text-field": ["step", ["zoom"], "", 16.3, ["get", "name"]],
      "text-font": ["Regular"], "text-size": 12.5, "text-anchor": "left", "text-offset": [0.9, 0],
      "text-optional": true, "text-max-width": 9,
    },
    paint: { "text-color": "#1d4f8c", "text-halo-color": "#ffffff", "text-halo-width": 1.8 },
  });
}

// A British bus stop's flag: white on blue, a bus from the front.
function flag() {
  const size = 44;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.beginPath();
  pen.roundRect(1, 1, size - 2, size - 2, 9);
  pen.fill();
  pen.fillStyle = "#1d4f8c";
  pen.beginPath();
  pen.roundRect(4, 4, size - 8, size - 8, 7);
  pen.fill();
  pen.fillStyle = "#ffffff";
  pen.beginPath();
  pen.roundRect(11, 9, 22, 23, 4);
  pen.fill();
  pen.fillRect(13, 31, 5, 4);
  pen.fillRect(26, 31, 5, 4);
  pen.fillStyle = "#1d4f8c";
  pen.fillRect(14, 13, 16, 9);
  pen.fillRect(14, 26, 4, 3);
  pen.fillRect(26, 26, 4, 3);
  return pen.getImageData(0, 0, size, size);
}

function markers(state) {
  for (const marker of state.markers) marker.remove();
  state.markers = state.data.points.map((point) => {
    const element = document.createElement("div");
    element.className = `marker ${point.kind}`;
    element.textContent = point.text;
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", point.label);
    element.title = point.label;
    const popup = new maplibregl.Popup({ offset: 18, focusAfterOpen: false }).setText(point.label);
    const anchor = point.kind === "start" || point.kind === "end" ? "bottom-left" : "center";
    return new maplibregl.Marker({ element, anchor, offset: point.offset || [0, 0] })
      .setLngLat([point.lon, point.lat])
      .setPopup(popup)
      .addTo(state.map);
  });
  // MapLibre names its markers itself; ours say what they are.
  // The list beside the map says the same and is reached by Tab; the signs would be in its way.
  state.markers.forEach((marker, index) => {
    const element = marker.getElement();
    element.setAttribute("aria-label", state.data.points[index].label);
    element.removeAttribute("tabindex");
  });
}

// Signs that would cover a more important one wait until the map is closer.
const RANK = [
  "start", "end", "rung-now", "rung-training", "rung-companion", "rung-door", "count", "count-none",
  "ride", "demand", "unknown", "step", "notice", "base", "run-several",
];
const APART = 22;

function thinOut(state) {
  const shown = [];
  const reach = state.data.points.some((point) => point.kind.startsWith("rung-"));
  const signs = state.data.points
    .map((point, index) => ({ point, element: state.markers[index].getElement() }))
    .sort((one, other) => rank(state, one.point) - rank(state, other.point));
  for (const { point, element } of signs) {
    const at = state.map.project([point.lon, point.lat]);
    const [right, down] = point.offset || [0, 0];
    const x = at.x + right;
    const y = at.y + down;
    const free = shown.every(([a, b]) => Math.abs(a - x) > APART || Math.abs(b - y) > APART);
    element.classList.toggle("waiting", !free);
    element.classList.toggle("now", rank(state, point) < 0);
    // A home is beside the places that it is the start for, not instead of one next door.
    if (free && !(reach && point.kind === "start")) shown.push([x, y]);
  }
}

// The step that was asked for comes before everything else.
function rank(state, point) {
  if (point.kind === "step" && point.text === state.step) return -1;
  const place = RANK.indexOf(point.kind);
  return place < 0 ? RANK.length : place;
}

function legend(state) {
  const list = state.root.querySelector(".legend");
  list.replaceChildren(
    ...state.data.legend.map(({ mark, kind, text }) => {
      const item = document.createElement("li");
      const sign = document.createElement("span");
      sign.className = kind === "line" ? `swatch ${mark}` : `marker ${kind}`;
      if (kind !== "line") sign.textContent = mark;
      sign.setAttribute("aria-hidden", "true");
      item.append(sign, text);
      return item;
    }),
  );
  list.hidden = !state.data.legend.length;
}

function clicked(state, event) {
  if (!state.data.pick || event.originalEvent.target.closest?.(".marker")) return;
  state.popup?.remove();
  const box = document.createElement("div");
  const lead = document.createElement("strong");
  lead.textContent = "Use this point as";
  box.append(lead);
  for (const [role, text] of [["start", "Start"], ["end", "End"]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "choose";
    button.dataset.role = role;
    button.textContent = text;
    button.onclick = () => {
      state.popup.remove();
      state.send(role, event.lngLat);
    };
    box.append(button);
  }
  state.popup = new maplibregl.Popup().setLngLat(event.lngLat).setDOMContent(box).addTo(state.map);
}

// Numbers in the list of steps carry a place: pressing one shows it here.
function watchSteps(state) {
  document.addEventListener("click", (event) => {
    const asked = event.target.closest?.("[data-map-at]");
    if (!asked || !state.root.isConnected || state.data.pick) return;
    const [lat, lon] = asked.dataset.mapAt.split(",").map(Number);
    state.step = asked.textContent.trim();
    state.map.easeTo({ center: [lon, lat], zoom: 17.5, animate: !still() });
    const { top, bottom } = state.root.getBoundingClientRect();
    if (bottom < 120 || top > innerHeight - 120) state.root.scrollIntoView({ block: "center" });
    say(state, "Shown on the map");
  });
}

function say(state, text) {
  state.root.querySelector(".sr").textContent = text;
}

function fallBack(state, fault) {
  const { root, data } = state;
  console.info(`Map drawn as a picture: ${fault.message}`);
  for (const part of root.querySelectorAll(".controls, .pick, .cross, .canvas, .legend")) part.hidden = true;
  const picture = root.querySelector(".fallback");
  picture.hidden = false;
  if (data.picture) picture.innerHTML = data.picture;
  else if (data.hasPicture) state.ask();
  else picture.textContent = "This browser cannot draw the map. Everything on it is also in the list on this page.";
  root.setAttribute("data-ready", "picture");
}
