// Writes src/render/practices/world.tsv: a shape or a dot for every country of ISO 3166-1.
//
// `npm ci && npm run make` in this folder. The same packages give the same bytes.
//
// Shapes: Natural Earth (public domain), as packed by `world-atlas` (ISC): outlines from its 1:110m
// countries, dots from its 1:10m countries, which alone has the smallest islands.
// Projection: Equal Earth, since a map that colours areas has to keep them equal (Šavrič, Patterson and
// Jenny 2018, "The Equal Earth map projection", doi:10.1080/13658816.2018.1504949, equations 1 to 7).
//
// Whose land: a shape belongs to the ISO code that its people are counted under. Natural Earth draws who
// holds a place instead, and lists some territories under the state that they belong to, so that some
// pieces move (MOVES). Kosovo has no code and the United Nations take no side (resolution 1244):
// it is drawn, and belongs to no code (`-`).

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const WIDTH = 2000;
const CENTRE = 11; // the cut then runs through the Bering Strait and past every larger island
const SOUTH = -58; // of Antarctica there is only a dot
const SMALLEST = 2.5; // twice the area of a bend that may go, and of an island that may go
const SMALL = 15; // a country no wider and no higher than this gets a dot, too
const APART = 15; // between the centres of two dots

const require = createRequire(import.meta.url);
const atlas = (detail) => JSON.parse(readFileSync(require.resolve(`world-atlas/countries-${detail}.json`)));
const here = new URL(".", import.meta.url);
const lines = readFileSync(new URL("../../src/base/countries.tsv", here), "utf8").split("\n");
const codes = new Map(lines.filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t").slice(0, 2).reverse()));

// Pieces of a Natural Earth country (by its code, or its name where it has none) that are another's: those whose
// middle lies in the box west, south, east, north.
const MOVES = [
  ["FR", "GF", [-55, 2, -51, 6]],
  ["FR", "GP", [-62, 15.7, -60.9, 16.6]],
  ["FR", "MQ", [-61.3, 14.3, -60.7, 15]],
  ["FR", "RE", [55, -21.5, 56, -20.8]],
  ["FR", "YT", [44.9, -13.1, 45.4, -12.5]],
  ["NL", "BQ", [-69, 11.9, -62.8, 17.8]],
  ["NO", "SJ", [-10, 70.5, 35, 82]],
  ["NO", "BV", [3, -55, 4, -54]],
  ["NZ", "TK", [-173, -10, -171, -8]],
  ["Indian Ocean Ter.", "CX", [105, -11, 106, -10]],
  ["Indian Ocean Ter.", "CC", [96, -13, 97, -11]],
  ["Somaliland", "SO", [42, 7, 50, 12]],
  ["N. Cyprus", "CY", [32, 34, 35, 36]],
  ["RU", "UA", [32, 44, 36.7, 46.4]], // Crimea: UA-43 in ISO 3166-2, A/RES/68/262
];
// Dots that the middle of the largest island would put in a strange place: the capital, or the coast that the map ends at.
const DOTS = { AQ: [20, SOUTH + 1], KI: [173, 1.4], UM: [-169.5, 16.7] };

const A = [1.340264, -0.081106, 0.000893, 0.003796];
function project([lon, lat]) {
  const l = ((lon - CENTRE) * Math.PI) / 180;
  const t = Math.asin((Math.sqrt(3) / 2) * Math.sin((lat * Math.PI) / 180));
  const slope = A[0] + 3 * A[1] * t ** 2 + t ** 6 * (7 * A[2] + 9 * A[3] * t ** 2);
  return [(2 * Math.sqrt(3) * l * Math.cos(t)) / (3 * slope), t * (A[0] + A[1] * t ** 2 + t ** 6 * (A[2] + A[3] * t ** 2))];
}
const [right] = project([CENTRE + 180, 0]);
const scale = WIDTH / (2 * right);
const [, top] = project([0, 84]);
const [, bottom] = project([0, SOUTH]);
const HEIGHT = Math.round((top - bottom) * scale);
const place = (point) => {
  const [x, y] = project(point);
  return [Math.round((x + right) * scale), Math.round((top - y) * scale)];
};

// Twice the area, positive for rings that run clockwise on the screen.
const area = (ring) => ring.reduce((sum, [x, y], i) => sum + ring[(i || ring.length) - 1][0] * y - x * ring[(i || ring.length) - 1][1], 0);
const middle = (ring) => {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
};

/** A ring in one piece: steps over 180° go on, and what lies west of the cut, but is not of the Americas, lies east. */
function whole(ring, code) {
  let turn = 0;
  const unrolled = ring.map(([lon, lat], i) => {
    if (i > 0 && Math.abs(lon - ring[i - 1][0]) > 180) turn += lon < 0 ? 360 : -360;
    return [lon + turn, lat];
  });
  const [lon] = middle(unrolled);
  const back = lon > CENTRE + 180 ? -360 : lon < CENTRE - 179 && code !== "US" ? 360 : 0;
  return unrolled.map(([lon, lat]) => [lon + back, lat]);
}

/** Every country's polygons in degrees, by code. */
function polygons(detail) {
  const world = atlas(detail);
  const found = new Map();
  for (const { id, properties, geometry } of feature(world, world.objects.countries).features) {
    const own = codes.get(id) ?? properties.name;
    for (const polygon of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) {
      const [lon, lat] = middle(whole(polygon[0], "US"));
      const move = MOVES.find(([from, , [w, s, e, n]]) => from === own && lon > w && lon < e && lat > s && lat < n);
      const code = move?.[1] ?? own;
      found.set(code, [...(found.get(code) ?? []), polygon.map((ring) => whole(ring, code))]);
    }
  }
  return found;
}

/** Points that all outlines keep: where three countries or more meet, or one ends. */
function knots(world) {
  const ways = new Map();
  const add = (at, to) => ways.set(at, (ways.get(at) ?? new Set()).add(to));
  for (const rings of world.values()) {
    for (const ring of rings) ring.forEach((point, i) => {
      const next = ring[(i + 1) % ring.length];
      add(`${point}`, `${next}`);
      add(`${next}`, `${point}`);
    });
  }
  return new Set([...ways].filter(([, to]) => to.size !== 2).map(([at]) => at));
}

/** Pieces of one country that share an edge become one: an edge that runs both ways is inside. */
function joined(rings) {
  const edges = new Map();
  const key = (from, to) => `${from} ${to}`;
  for (const ring of rings) ring.forEach((from, i) => {
    const to = ring[(i + 1) % ring.length];
    if (`${from}` === `${to}`) return;
    if (!edges.delete(key(to, from))) edges.set(key(from, to), [from, to]);
  });
  const from = new Map();
  for (const [start, end] of edges.values()) from.set(`${start}`, [...(from.get(`${start}`) ?? []), end]);
  const made = [];
  for (const [start] of edges.values()) {
    const ring = [];
    let at = start;
    while (from.get(`${at}`)?.length) {
      ring.push(at);
      at = from.get(`${at}`).pop();
    }
    if (ring.length > 2) made.push(ring);
  }
  return made;
}

/** Takes the smallest bends out (Visvalingam and Whyatt 1993), the same on both sides of a border. */
function simple(ring, kept) {
  const points = ring.filter((point, i) => `${point}` !== `${ring[(i || ring.length) - 1]}`);
  const bend = (i) => {
    const at = points[i];
    if (kept.has(`${at}`)) return Infinity;
    return Math.abs(area([points[(i || points.length) - 1], at, points[(i + 1) % points.length]]));
  };
  while (points.length > 3) {
    let least = 0;
    let which = -1;
    points.forEach((point, i) => {
      const size = bend(i);
      // Neighbours walk a border in opposite directions: of equal bends the same one has to go.
      if (which < 0 || size < least || (size === least && `${point}` < `${points[which]}`)) [least, which] = [size, i];
    });
    if (least > SMALLEST) break;
    points.splice(which, 1);
  }
  return points;
}

/** As path data: absolute start, relative steps. */
function path(rings) {
  const step = ([x, y], [fromX, fromY]) => {
    const [dx, dy] = [x - fromX, y - fromY];
    return dx === 0 ? `v${dy}` : dy === 0 ? `h${dx}` : `l${dx}${dy < 0 ? "" : " "}${dy}`;
  };
  const rest = (ring) => ring.slice(1).map((point, i) => step(point, ring[i])).join("");
  return rings.map((ring) => `M${ring[0][0]} ${ring[0][1]}${rest(ring)}z`).join("").replace(/l([^a-zA-Z]+)(?:l([^a-zA-Z]+))+/g, (run) => run.replace(/(?<=.)l(-?)/g, (_, minus) => minus || " "));
}

/** The middle of the widest room inside, and half its width: where a number fits. */
function room(rings) {
  const all = rings.flat();
  const [left, up] = [Math.min(...all.map(([x]) => x)), Math.min(...all.map(([, y]) => y))];
  const [far, low] = [Math.max(...all.map(([x]) => x)), Math.max(...all.map(([, y]) => y))];
  const depth = (x, y) => {
    let [inside, near] = [false, Infinity];
    for (const ring of rings) ring.forEach(([x1, y1], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
      const along = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)));
      near = Math.min(near, Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)));
    });
    return inside ? near : -near;
  };
  let best = [left, up, -Infinity];
  const grid = Math.max(1, Math.round(Math.max(far - left, low - up) / 60));
  for (let y = up; y <= low; y += grid) for (let x = left; x <= far; x += grid) {
    const deep = depth(x, y);
    if (deep > best[2]) best = [x, y, deep];
  }
  return { x: best[0], y: best[1], r: Math.max(1, Math.floor(best[2])), small: Math.max(far - left, low - up) <= SMALL };
}

/** Moves dots that lie on each other apart, each as little as may be. */
function spread(dots) {
  for (let round = 0; round < 500; round += 1) {
    let moved = false;
    for (const one of dots) for (const other of dots) {
      if (one.code >= other.code) continue;
      let [dx, dy] = [other.x - one.x, other.y - one.y];
      const far = Math.hypot(dx, dy);
      if (far >= APART) continue;
      if (far === 0) [dx, dy] = [1, 0];
      const push = (APART - far) / 2 / Math.hypot(dx, dy) + 0.01;
      one.x -= dx * push;
      one.y -= dy * push;
      other.x += dx * push;
      other.y += dy * push;
      moved = true;
    }
    if (!moved) break;
  }
  for (const dot of dots) [dot.x, dot.y] = [Math.round(dot.x), Math.round(dot.y)];
}

const coarse = new Map([...polygons("110m")].filter(([code]) => code !== "AQ").map(([code, parts]) => [code, joined(parts.flatMap((polygon) => polygon.map((ring) => ring.slice(1).map(place))))]));
const kept = knots(coarse);
const fine = polygons("10m");
const shapes = new Map();
for (const [code, rings] of coarse) {
  const drawn = rings.map((ring) => simple(ring, kept)).filter((ring) => ring.length > 2 && Math.abs(area(ring)) > SMALLEST * 2);
  if (drawn.length > 0) shapes.set(code, drawn);
}
const rows = [];
const without = [];
for (const code of [...codes.values()].sort()) {
  const rings = shapes.get(code);
  const wide = rings && room(rings);
  if (wide && !wide.small) {
    rows.push({ code, x: wide.x, y: wide.y, r: wide.r, path: path(rings) });
    continue;
  }
  const largest = fine.get(code)?.map(([outer]) => outer).sort((one, other) => Math.abs(area(other)) - Math.abs(area(one)))[0];
  const at = DOTS[code] ?? (largest && middle(largest));
  if (!at) without.push(code);
  else {
    const [x, y] = place(at[0] < CENTRE - 179 ? [at[0] + 360, at[1]] : at);
    rows.push({ code, x, y, r: 0, path: rings ? path(rings) : "" });
  }
}
spread(rows.filter((row) => row.r === 0));
const nobodys = [...shapes.keys()].filter((code) => code.length > 2).sort();
for (const name of nobodys) rows.push({ code: "-", x: 0, y: 0, r: 0, path: path(shapes.get(name)) });
const head = `# Shapes of countries on a map; made by data/world/make.mjs.
# Natural Earth (public domain) through world-atlas 2.0.2 (ISC); Equal Earth projection.
# First its size, then: ISO 3166-1 alpha-2 (- has none), x and y of its number or dot, half the room there (0: a
# dot is drawn), path.
${WIDTH}\t${HEIGHT}
`;
writeFileSync(new URL("../../src/render/practices/world.tsv", here), head + rows.map(({ code, x, y, r, path }) => `${code}\t${x}\t${y}\t${r}\t${path}\n`).join(""));
console.log(`${rows.length} rows, ${rows.filter((row) => row.r > 0).length} shapes, ${rows.filter((row) => row.r === 0 && row.code !== "-").length} dots (${rows.filter((row) => row.r === 0 && row.path).map((row) => row.code).join(" ")} with a shape), no code: ${nobodys}, neither: ${without.join(" ") || "none"}`);
if (without.length > 0) process.exitCode = 1;
